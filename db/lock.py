"""Who has a store open for writing.

The lock is the operating system's, on a file beside the store: it goes with the process that holds it, however that
ends, so nothing is ever left in the way. The file's text only names the holder for others to read. Readers need none.
"""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from db.errors import StoreProblem, sorted_out

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # a locked byte cannot be read on Windows, so lock one far behind the text

    def _take(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _is_still_there(descriptor: int, path: Path) -> bool:
        return True  # an open file cannot be removed

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _is_still_there(descriptor: int, path: Path) -> bool:
        """Whether the file locked is the one others will find: its last holder may just have removed it."""
        try:
            return os.path.samestat(os.fstat(descriptor), path.stat())
        except FileNotFoundError:
            return False


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has it open: the person as they call themselves or their login, the computer, the process, since when."""

    user: str
    host: str
    process_id: int
    since: str


UNNAMED = Holder("", "", 0, "")
"""A holder in the moment before its name is written."""


def lock_path(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


class Lock:
    """A held lock; `release` gives it back."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Give the lock back; a second time does nothing."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        if sys.platform == "win32":
            os.close(descriptor)
            with suppress(PermissionError, FileNotFoundError):  # the next holder has it open already
                self._path.unlink()
        else:
            with suppress(FileNotFoundError):
                self._path.unlink()
            os.close(descriptor)


def acquire(path: Path, *, who: str, since: datetime) -> Lock:
    """Take the lock of the store at ``path``, or raise `StoreProblem` "in use" with its ``holder``."""
    beside = lock_path(path)
    with sorted_out(path):
        while True:
            descriptor = os.open(beside, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                if not _take(descriptor):
                    raise StoreProblem("in use", path, holder=_named(beside))
                if _is_still_there(descriptor, beside):
                    _write_name(
                        descriptor, Holder(who or login(), socket.gethostname(), os.getpid(), since.isoformat())
                    )
                    return Lock(beside, descriptor)
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)


def holder(path: Path) -> Holder | None:
    """Who has the store at ``path`` open for writing now, or None."""
    beside = lock_path(path)
    with sorted_out(path):
        try:
            descriptor = os.open(beside, os.O_RDWR)
        except FileNotFoundError:
            return None
        try:
            return None if _take(descriptor) else _named(beside)
        finally:
            os.close(descriptor)


def login() -> str:
    """The name this person is logged in under, or nothing where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user, or (Windows) no USERNAME and no pwd
        return ""


def _write_name(descriptor: int, name: Holder) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(asdict(name)).encode())


def _named(beside: Path) -> Holder:
    try:
        told = json.loads(beside.read_text(encoding="utf-8"))
        return Holder(str(told["user"]), str(told["host"]), int(told["process_id"]), str(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return UNNAMED
