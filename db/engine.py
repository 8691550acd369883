"""How a connection to a store is made: the one place with a URL, the settings, and who begins a transaction.

Every setting is made on every connection outside of a transaction and read back: SQLite ignores some of them without
a word. A connection for reading can never write; one for writing takes the write lock when it begins, so it cannot
fail half way for want of it.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

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

    In a folder that cannot be written, a closed store is read as one that nobody can change.
    """
    uri = f"{path.resolve().as_uri()}?mode={'rw' if writing else 'ro'}"
    if not writing and _lies_still(path):
        uri += "&immutable=1"
    raw = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        settle(raw, writing=writing, path=path)
    except BaseException:
        raw.close()
        raise
    return raw


def _lies_still(path: Path) -> bool:
    """Whether SQLite could not make its side files here and none are there: no writer can be at work."""
    if path.with_name(path.name + "-wal").exists():
        return False
    probe = path.with_name(path.name + ".probe")
    try:
        probe.touch(exist_ok=False)
    except FileExistsError:
        return False
    except OSError:
        return True
    probe.unlink(missing_ok=True)
    return False


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

    return engine
