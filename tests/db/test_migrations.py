"""The revisions make what the tables say, and bring an older store up without losing a row.

Every revision after the first has a test of its own, ``test_revision_NNNN_...``, that brings up a stored store of the
revision before: ``tests/db/revisions/before_NNNN.cjplan``.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from db import history, journal, migrate
from db.engine import SCHEMA_VERSION
from db.errors import StoreProblem
from db.models import JOURNALED, metadata
from db.models.framework import contact, partner
from db.store import Store

HERE = Path(__file__).resolve().parent
VERSIONS = HERE.parents[1] / "db" / "migrations" / "versions"


def numbers(folder: Path) -> list[str]:
    return sorted(one.name[:4] for one in folder.glob("[0-9][0-9][0-9][0-9]_*.py"))


def schema(raw: sqlite3.Connection) -> dict[str, str]:
    """Names to statements of tables and indexes, spaces evened out."""
    found = raw.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL "
        "AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    )
    return {name: re.sub(r"\s+", " ", sql).strip() for name, sql in found}


def test_the_revisions_make_the_tables_of_the_program(tmp_path: Path) -> None:
    engine = create_engine("sqlite://")
    with Store.create(tmp_path / "p.cjplan"), closing(sqlite3.connect(tmp_path / "p.cjplan")) as raw:
        made = schema(raw)
    with engine.begin() as connection:
        metadata.create_all(connection)
        raw_wanted = connection.connection.dbapi_connection
        assert isinstance(raw_wanted, sqlite3.Connection)
        wanted = schema(raw_wanted)
    engine.dispose()
    assert made.keys() == wanted.keys()
    for name in sorted(wanted):
        assert made[name] == wanted[name]


def test_every_table_is_strict_and_never_uses_a_key_again(tmp_path: Path) -> None:
    with Store.create(tmp_path / "p.cjplan"), closing(sqlite3.connect(tmp_path / "p.cjplan")) as raw:
        tables = {name: sql for name, sql in schema(raw).items() if sql.startswith("CREATE TABLE")}
    assert len(tables) == len(metadata.tables)
    for sql in tables.values():
        assert sql.endswith("STRICT")
        assert "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT" in sql


def test_the_journals_triggers_are_those_of_the_tables(tmp_path: Path) -> None:
    with Store.create(tmp_path / "p.cjplan") as made:
        with made.read() as reader:
            assert journal.differences(reader.connection, tuple(JOURNALED)) == []
            assert len(journal.present(reader.connection)) == 4 * len(JOURNALED) + 4
        with made.transaction() as connection:
            connection.exec_driver_sql("DROP TRIGGER journal_partner_update")
    with Store.open(tmp_path / "p.cjplan") as again, again.read() as reader:
        assert journal.differences(reader.connection, tuple(JOURNALED)) == [], "opening puts a lost trigger back"


def test_every_table_but_the_stores_own_is_journaled() -> None:
    assert metadata.tables.keys() - {table.name for table in JOURNALED} == {
        "step",
        "change",
        "journal_state",
        "kept_file",
    }


def test_the_program_knows_the_last_revision() -> None:
    with migrate.scripts() as folder:
        assert migrate.head(folder) == SCHEMA_VERSION
    assert numbers(VERSIONS) == [f"{number:04d}" for number in range(1, SCHEMA_VERSION + 1)]


def without_test(revisions: list[str], tests: set[str], stored: set[str]) -> list[str]:
    """Revisions, but for the first, that lack their test or the store it starts from."""
    return [
        number
        for number in revisions[1:]
        if f"before_{number}.cjplan" not in stored
        or not any(name.startswith(f"test_revision_{number}_") for name in tests)
    ]


def test_every_revision_has_its_test() -> None:
    stored = {one.name for one in (HERE / "revisions").glob("*.cjplan")}
    assert without_test(numbers(VERSIONS), set(globals()), stored) == []


def test_a_revision_without_its_test_is_found() -> None:
    revisions = ["0001", "0002", "0003", "0004"]
    tests = {"test_revision_0002_adds_a_column", "test_revision_0004_moves_a_table"}
    assert without_test(revisions, tests, {"before_0002.cjplan", "before_0003.cjplan"}) == ["0003", "0004"]


# how a store is brought up: with a revision of the test's own

REVISION = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None
def upgrade():
    with op.batch_alter_table("partner", recreate="always") as batch:
        batch.alter_column("note", server_default="new")
    {more}
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "migrations"
    with migrate.scripts() as own:
        shutil.copytree(own, folder, ignore=shutil.ignore_patterns("__pycache__"))
    yield folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "p.cjplan"
    with Store.create(path) as made, made.step("Add") as work:
        owner = work.insert(partner, name="A")
        work.insert(contact, partner_id=owner, name="A. Person")
    return path


def rows(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(
            "SELECT p.name, c.name FROM partner AS p JOIN contact AS c ON c.partner_id = p.id"
        ).fetchall()


def test_a_rebuilt_table_keeps_its_children_and_its_history(path: Path, scripts: Path) -> None:
    (scripts / "versions" / "0002_rebuild.py").write_text(REVISION.format(more="pass"))
    migrate.bring_up(path, scripts, version=2)
    assert rows(path) == [("A", "A. Person")]
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (2,)
        assert raw.execute("SELECT count(*) FROM change").fetchone() == (2,), "the rebuilding is no change of anybody's"
        triggers = {row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
        assert triggers == journal.statements(tuple(JOURNALED)).keys()
        raw.execute("PRAGMA user_version = 1")
    with Store.open(path) as again:
        history.undo(again)
        with again.read() as reader:
            assert reader.rows(select(partner)) == []


@pytest.mark.parametrize(
    "more", ["op.execute('DELETE FROM nowhere')", "op.execute('UPDATE contact SET partner_id = 77')"]
)
def test_a_revision_that_fails_leaves_the_store_as_it_was(path: Path, scripts: Path, more: str) -> None:
    (scripts / "versions" / "0002_fails.py").write_text(REVISION.format(more=more))
    with pytest.raises(Exception, match=r"nowhere|loose references"):
        migrate.bring_up(path, scripts, version=2)
    assert rows(path) == [("A", "A. Person")]
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    with Store.open(path) as again, again.step("Goes on") as work:
        work.update(partner, 1, note="still journaled")
    assert work.changes.of("partner").columns == {"note"}


def test_opening_an_older_store_copies_it_first(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 0")
    with Store.open(path, backups=tmp_path / "Backups") as again, again.read() as reader:
        assert len(reader.rows(select(partner))) == 1
    copies = list((tmp_path / "Backups").iterdir())
    assert [one.name for one in copies] == [f"p before update from 0 to {SCHEMA_VERSION}.cjplan"]
    assert rows(copies[0]) == [("A", "A. Person")]
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_no_update_without_a_copy(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 0")
    (tmp_path / "Backups").write_text("a file where the folder should be")
    with pytest.raises(StoreProblem) as caught:
        Store.open(path, backups=tmp_path / "Backups")
    assert caught.value.kind == "exists"
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (0,)
