"""Files written so that the old one is whole until the new one is."""

from __future__ import annotations

import contextlib
import errno
import os
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
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _share_like(Path(name), path)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _share_like(new: Path, old: Path) -> None:
    """Give the new file the rights of the old one, or those any new file gets; temporary files have narrower ones."""
    if os.name == "posix":
        if old.exists():
            mode = old.stat().st_mode & 0o777
        else:
            mask = os.umask(0)
            os.umask(mask)
            mode = 0o666 & ~mask
        new.chmod(mode)


def _problem(path: Path, error: OSError) -> UserProblem:
    safe = f"The earlier {path.name} is unharmed." if path.exists() else "Nothing was left behind."
    if error.errno in _FULL:
        return UserProblem(
            f"{path.name} could not be saved: the disk is full.", safe, "Make room and save again.", code="disk-full"
        )
    if not path.parent.is_dir():
        return UserProblem(
            f"{path.name} could not be saved: the folder {path.parent} does not exist.",
            safe,
            "Choose another folder.",
            code="no-folder",
        )
    if path.is_dir():
        return UserProblem(
            f"{path.name} could not be saved: there is a folder of that name.",
            safe,
            "Choose another name.",
            code="name",
        )
    if getattr(error, "winerror", None) in _SHARING or (error.errno in _REFUSED and _writable(path.parent)):
        program = _PROGRAMS.get(path.suffix.lower(), "another program")
        return UserProblem(
            f"{path.name} could not be saved: it is open in {program}, or protected.",
            safe,
            "Close it there and save again, or choose another name.",
            code="file-open",
        )
    if error.errno in _REFUSED:
        return UserProblem(
            f"{path.name} could not be saved: the folder {path.parent} is read-only.",
            safe,
            "Choose another folder.",
            code="read-only",
        )
    return UserProblem(
        f"{path.name} could not be saved: {error.strerror or error}.", safe, "Try another folder.", code="not-saved"
    )


def _writable(folder: Path) -> bool:
    """Whether a new file can be made in a folder: the only question that share servers answer truthfully."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
