"""How a connection to a store is made: the one place with a URL, the settings, and who begins a transaction.

Every setting is made on every connection outside of a transaction and read back: SQLite ignores some of them without
a word. A connection for reading can never write; one for writing takes the write lock when it begins, so it cannot
fail half way for want of it.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from db.errors import StoreProblem

APPLICATION_ID = 0x434A4F50  # "CJOP", in the header of every store
SCHEMA_VERSION = 1
"""The number of the last revision in ``db/migrations/versions``; in the header as user_version."""

WAIT_MS = 5000
_COMMON = {
    "foreign_keys": 1,
    "busy_timeout": WAIT_MS,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "recursive_triggers": 1,  # so that a row pushed out by REPLACE would be seen by the journal too
}
_WRITING = {"journal_mode": "wal", "synchronous": 2}
_READING = {"query_only": 1}


def settle(raw: sqlite3.Connection, *, writing: bool, path: Path | None = None) -> None:
    """Make the settings and read each one back; a file system without WAL is a disk error."""
    for name, wanted in {**_COMMON, **(_WRITING if writing else _READING)}.items():
        raw.execute(f"PRAGMA {name} = {wanted}").close()
        found = raw.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise StoreProblem("disk error", path, detail=f"{name} is {found}, not {wanted}")


def connect(path: Path, *, writing: bool) -> sqlite3.Connection:
    """A connection whose transactions are ours to begin. Never makes a file that was not there.

    One for reading may still tidy away SQLite's side files when it is the last to close. Where a folder cannot be
    written and no side files are there, nobody can be writing: the store is then read as one that stands still.
    """
    try:
        return _connect(path, "rw", writing=writing)
    except sqlite3.OperationalError as error:
        refused = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if writing or not refused or path.with_name(path.name + "-wal").exists():
            raise
        return _connect(path, "ro&immutable=1", writing=False)


def _connect(path: Path, mode: str, *, writing: bool) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    raw = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        settle(raw, writing=writing, path=path)
        raw.execute("SELECT count(*) FROM sqlite_schema").close()
    except BaseException:
        raw.close()
        raise
    return raw


def make_engine(path: Path, *, writing: bool) -> Engine:
    """An engine of one connection for writing, or of several for reading."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: connect(path, writing=writing),
        poolclass=QueuePool,
        pool_size=1 if writing else 4,
        max_overflow=0 if writing else 16,
        pool_reset_on_return="rollback",
    )
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    if writing:
        event.listen(engine, "before_cursor_execute", _refuse_nul)
    return engine


def _refuse_nul(
    _connection: object, _cursor: object, _statement: str, params: Any, _context: object, many: bool
) -> None:
    """SQLite cuts text off at a NUL character here and there, the journal's images among it: none is let in."""
    for row in params if many else (params,):
        for value in row.values() if isinstance(row, dict) else row:
            if type(value) is str and "\0" in value:
                raise ValueError("text for the store may not hold a NUL character")
