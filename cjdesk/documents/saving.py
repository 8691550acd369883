"""Files written so that the old one is whole until the new one is."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import tempfile
from pathlib import Path
from typing import Final

from cjdesk.errors import UserProblem

_PROGRAMS: Final = {".docx": "Word", ".xlsx": "Excel", ".pdf": "your PDF reader"}
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_REFUSED: Final = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)
_SHARING: Final = (32, 33)
"""Windows: the file is in use, or a part of it is locked."""


def save(path: Path, data: bytes) -> None:
    """Write a file beside its place, then move it there. Raises `UserProblem`; the old file is then untouched."""
    try:
        _replace(path, data)
    except OSError as error:
        raise _problem(path, error) from error


def _replace(path: Path, data: bytes) -> None:
    beside = path.parent / f".{path.stem[:40]}-{secrets.token_hex(4)}.part"
    # Not a temporary file of the library: those are for the user alone, and the new one is for whoever had the old.
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _problem(path: Path, error: OSError) -> UserProblem:
    code, what, do = _reason(path, error)
    safe = f"The earlier {path.name} is unharmed." if path.is_file() else "Nothing was left behind."
    return UserProblem(f"{path.name} could not be saved: {what}.", safe, do, code=code)


def _reason(path: Path, error: OSError) -> tuple[str, str, str]:
    """Code, cause and advice for a failure of the file system."""
    another = "Choose another folder."
    if error.errno in _FULL:
        return "disk-full", "the disk is full", "Make room and save again."
    if not path.parent.is_dir():
        return "no-folder", f"the folder {path.parent} does not exist", another
    if path.is_dir():
        return "name", "there is a folder of that name", "Choose another name."
    if getattr(error, "winerror", None) in _SHARING or (error.errno in _REFUSED and _writable(path.parent)):
        program = _PROGRAMS.get(path.suffix.lower(), "another program")
        what = f"it is open in {program}, or protected"
        return "file-open", what, "Close it there and save again, or choose another name."
    if error.errno in _REFUSED:
        return "read-only", f"the folder {path.parent} is read-only", another
    return "not-saved", error.strerror or str(error), another


def _writable(folder: Path) -> bool:
    """Whether a new file can be made in a folder: the only question that share servers answer truthfully."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
