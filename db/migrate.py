"""Making a store's schema, and bringing an older one up to date.

Alembic runs the revisions in ``db/migrations``; only this module imports it. A revision runs with the journal's
triggers out and foreign keys off: a rebuilt table would otherwise be journaled as a mass deletion, or take the rows
that belong to it along.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, StaticPool, create_engine, event

from db import journal
from db.engine import APPLICATION_ID, SCHEMA_VERSION, connect
from db.errors import StoreProblem
from db.models import JOURNALED


@contextmanager
def scripts() -> Iterator[Path]:
    """The folder of revisions as files, also from an installed package."""
    with as_file(files("db.migrations").joinpath()) as folder:
        yield folder


def head(folder: Path) -> int:
    """The number of the last revision in a folder of revisions."""
    return int(ScriptDirectory(str(folder)).get_current_head() or 0)


def upgrade(raw: sqlite3.Connection, folder: Path, *, version: int) -> None:
    """Run the missing revisions on a connection, all in one transaction, and check what came of it.

    Any failure rolls the whole of it back. Raises `StoreProblem` ("damaged") if a check fails afterwards.
    """
    raw.execute("PRAGMA foreign_keys = OFF").close()
    engine = create_engine("sqlite+pysqlite://", creator=lambda: raw, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    with engine.begin() as connection:
        journal.drop(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _check(connection)
        journal.install(connection, tuple(JOURNALED))
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")


def _check(connection: Connection) -> None:
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    if loose or sound != "ok":
        raise StoreProblem("damaged", detail=f"after the update: {sound}, {len(loose)} loose references")


@cache
def template() -> bytes:
    """An empty store as the revisions make it, as the bytes of a file. Made once in a process."""
    with (
        closing(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)) as raw,
        scripts() as folder,
    ):
        upgrade(raw, folder, version=SCHEMA_VERSION)
        return raw.serialize()


def bring_up(path: Path, folder: Path, *, version: int) -> None:
    """Bring the store at ``path`` up to the last revision of ``folder``. The caller has backed it up."""
    with closing(connect(path, writing=True)) as raw:
        upgrade(raw, folder, version=version)
