"""What a file says it is, asked with SQLite alone and before anything is done to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from db.engine import APPLICATION_ID, SCHEMA_VERSION, connect
from db.errors import StoreProblem, sorted_out

MAGIC = b"SQLite format 3\0"


def look(path: Path, *, sound: bool = False) -> int:
    """The schema version of the store at ``path``; with ``sound`` its pages are checked too.

    Raises `StoreProblem`: "missing", "not a plan" (a folder, an empty file, no database), "other database", "damaged"
    (a store cut off within its header), "newer".
    """
    with sorted_out(path):
        if path.is_dir():
            raise StoreProblem("not a plan", path, detail="a folder")
        with path.open("rb") as file:
            start = file.read(100)
        if not start.startswith(MAGIC):
            raise StoreProblem("not a plan", path, detail="empty" if not start else "no SQLite file")
        if len(start) < 100:
            raise StoreProblem("damaged", path, detail="cut off in its first 100 bytes")
        ours, found = _numbers(path, start, sound=sound)
    if ours != APPLICATION_ID:
        raise StoreProblem("other database", path, application_id=ours)
    if found > SCHEMA_VERSION:
        raise StoreProblem("newer", path, found=found, known=SCHEMA_VERSION)
    return found


def _numbers(path: Path, start: bytes, *, sound: bool) -> tuple[int, int]:
    """Application id and schema version as SQLite sees them, with what is still in the write-ahead log.

    Of a file SQLite cannot open any more they are read from its first page, so that a damaged store is told from
    some other program's.
    """
    try:
        with closing(connect(path, writing=False)) as raw:
            (ours,) = raw.execute("PRAGMA application_id").fetchone()
            (found,) = raw.execute("PRAGMA user_version").fetchone()
            if sound and ours == APPLICATION_ID and found <= SCHEMA_VERSION:
                check_sound(raw, path)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        ours, found = int.from_bytes(start[68:72], "big"), int.from_bytes(start[60:64], "big")
        if ours == APPLICATION_ID:
            raise StoreProblem("damaged", path, detail=str(error)) from error
    return int(ours), int(found)


def check_sound(raw: sqlite3.Connection, path: Path, *, thorough: bool = False) -> None:
    """Raise `StoreProblem` "damaged" with SQLite's first findings, if it has any."""
    findings = [row[0] for row in raw.execute(f"PRAGMA {'integrity' if thorough else 'quick'}_check(5)")]
    if findings != ["ok"]:
        raise StoreProblem("damaged", path, detail="; ".join(findings))
