"""What can go wrong with a store that is nobody's bug: the file, the disk, another process.

A `StoreProblem` says which of these it is and gives the facts; whoever talks to people makes the sentence. Any other
exception that leaves this package is a bug and is left as it is.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NoReturn

from sqlalchemy.exc import DBAPIError

Kind = Literal[
    "missing",  # there is no such file
    "exists",  # a new store was asked for where something is already
    "not a plan",  # a file or folder that is no SQLite database at all
    "other database",  # SQLite, but another program's
    "newer",  # written by a newer version; facts: found, known
    "older",  # must be brought up to date first, and this opening may not write; facts: found, known
    "damaged",  # facts: detail
    "in use",  # another process has it open for writing; facts: holder
    "read-only",  # folder or file cannot be written
    "disk full",
    "disk error",  # the disk or share answered with an error; facts: detail
    "network path",  # a live store may not lie there; facts: place
    "synced path",  # a live store may not lie there; facts: place
    "busy",  # another connection kept the file locked longer than we wait
    "conflict",  # later steps stand on what would be undone; facts: steps, cells
    "nothing to undo",
    "nothing to redo",
    "no such step",  # facts: step_id
    "already undone",  # facts: step_id
    "not undone",  # a redo of what was never undone; facts: step_id
    "cancelled",
]


class StoreProblem(Exception):
    """An ordinary failure of file, disk or other process. ``facts`` depend on ``kind`` (see `Kind`)."""

    def __init__(self, kind: Kind, path: Path | None = None, **facts: Any) -> None:
        self.kind: Kind = kind
        self.path = path
        self.facts = facts
        told = ", ".join(f"{name}: {fact}" for name, fact in facts.items())
        super().__init__(": ".join(part for part in (kind, str(path or ""), told) if part))


_BY_SQLITE_CODE: dict[int, Kind] = {
    sqlite3.SQLITE_FULL: "disk full",
    sqlite3.SQLITE_IOERR: "disk error",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_PERM: "read-only",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "not a plan",
    sqlite3.SQLITE_CANTOPEN: "disk error",
    sqlite3.SQLITE_INTERRUPT: "cancelled",
}
_BY_ERRNO: dict[int, Kind] = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EISDIR: "not a plan",
    errno.EEXIST: "exists",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
    errno.EROFS: "read-only",
    errno.ENOSPC: "disk full",
    errno.EDQUOT: "disk full",
    errno.EFBIG: "disk full",
    errno.EIO: "disk error",
}


def kind_of(error: BaseException) -> Kind | None:
    """Which ordinary failure an error of SQLite, SQLAlchemy or the system is; None means it is a bug of ours."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        return kind_of(error.orig)
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return _BY_SQLITE_CODE.get(code & 0xFF) if isinstance(code, int) else None
    if isinstance(error, OSError) and error.errno is not None:
        return _BY_ERRNO.get(error.errno, "disk error")
    return None


@contextmanager
def sorted_out(path: Path | None) -> Iterator[None]:
    """Turn failures of the environment inside the block into a `StoreProblem`; let bugs through as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        raise_sorted(error, path)


@contextmanager
def database_sorted_out(path: Path, *, reading: bool = False) -> Iterator[None]:
    """The same for the database alone: an OSError in a caller's block is about some other file.

    To write through a connection for reading is a bug, not a read-only disk.
    """
    try:
        yield
    except DBAPIError as error:
        if reading and getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY:
            raise
        raise_sorted(error, path)
    except sqlite3.Error as error:
        raise_sorted(error, path)


def raise_sorted(error: DBAPIError | sqlite3.Error | OSError, path: Path | None) -> NoReturn:
    """Raise what the error is: a `StoreProblem`, or itself when it is a bug."""
    kind = kind_of(error)
    if kind is None:
        raise error
    orig = error.orig if isinstance(error, DBAPIError) else error
    raise StoreProblem(kind, path, detail=str(orig)) from error
