"""What opening refuses, and that it says why; on real files."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import traceback
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text

from db import header, history, lock
from db.engine import APPLICATION_ID, SCHEMA_VERSION, connect
from db.errors import StoreProblem
from db.models.framework import partner
from db.places import Surroundings
from db.store import Store

ROOT = Path(__file__).resolve().parents[2]


def kind_of(act: Callable[[], object]) -> str:
    with pytest.raises(StoreProblem) as caught:
        act()
    return caught.value.kind


def made(path: Path, rows: int = 1) -> Path:
    with Store.create(path, who="Morag") as store, store.step("Add") as work:
        work.insert_many(partner, [{"name": f"Partner {n}", "note": "x" * 200} for n in range(rows)])
    return path


def count(path: Path) -> int:
    with Store.open(path) as store, store.read() as reader:
        return len(reader.rows(select(partner.c.id)))


def child(code: str, *args: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, args)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (None, "missing"),
        (b"", "not a plan"),
        (b"Action,Lead\n1,NHS\n" * 50, "not a plan"),
        (header.MAGIC, "damaged"),
        (header.MAGIC + b"\0" * 2000, "other database"),
        (b"PK\x03\x04" + b"\0" * 2000, "not a plan"),
    ],
)
def test_files_that_are_no_store(tmp_path: Path, content: bytes | None, kind: str) -> None:
    path = tmp_path / "p.cjplan"
    if content is not None:
        path.write_bytes(content)
    assert kind_of(lambda: Store.open(path)) == kind
    assert kind_of(lambda: Store.open(path, readonly=True)) == kind
    assert [one.name for one in tmp_path.iterdir()] == ([] if content is None else ["p.cjplan"])
    assert content is None or path.read_bytes() == content


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert kind_of(lambda: Store.open(tmp_path)) == "not a plan"


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "p.cjplan"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE song (title TEXT)")
    before = path.read_bytes()
    assert kind_of(lambda: Store.open(path)) == "other database"
    assert path.read_bytes() == before


def test_a_newer_store_is_refused_with_both_versions(tmp_path: Path) -> None:
    path = made(tmp_path / "p.cjplan")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 3}")
    with pytest.raises(StoreProblem) as caught:
        Store.open(path)
    assert caught.value.kind == "newer"
    assert caught.value.facts == {"found": SCHEMA_VERSION + 3, "known": SCHEMA_VERSION}


def test_an_older_store_is_not_opened_for_reading_only(tmp_path: Path) -> None:
    path = made(tmp_path / "p.cjplan")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 0")
    assert kind_of(lambda: Store.open(path, readonly=True)) == "older"


@pytest.mark.parametrize("left", [0.3, 0.6, 0.95])
def test_a_cut_off_store_is_damaged(tmp_path: Path, left: float) -> None:
    path = made(tmp_path / "p.cjplan", rows=200)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * left)])
    assert kind_of(lambda: Store.open(path)) == "damaged"
    assert path.stat().st_size == int(len(whole) * left), "a damaged file is not written to"


def test_a_store_with_a_broken_page_is_damaged(tmp_path: Path) -> None:
    path = made(tmp_path / "p.cjplan", rows=200)
    broken = bytearray(path.read_bytes())
    broken[8192 : 8192 + 4096] = b"\xa5" * 4096
    path.write_bytes(broken)
    assert kind_of(lambda: Store.open(path)) == "damaged"


def test_creating_never_replaces(tmp_path: Path) -> None:
    path = tmp_path / "p.cjplan"
    path.write_text("mine")
    assert kind_of(lambda: Store.create(path)) == "exists"
    assert path.read_text() == "mine"
    assert kind_of(lambda: Store.create(tmp_path / "absent" / "p.cjplan")) == "missing"


def test_a_made_store_says_what_it_is(tmp_path: Path) -> None:
    path = made(tmp_path / "p.cjplan")
    start = path.read_bytes()[:100]
    assert int.from_bytes(start[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(start[60:64], "big") == SCHEMA_VERSION
    assert [one.name for one in tmp_path.iterdir()] == ["p.cjplan"], "nothing is left beside a closed store"


@pytest.mark.parametrize("writing", [True, False])
def test_settings_are_made_on_every_connection(tmp_path: Path, writing: bool) -> None:
    with closing(connect(made(tmp_path / "p.cjplan"), writing=writing)) as raw:
        found = {
            name: raw.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "foreign_keys",
                "journal_mode",
                "synchronous",
                "busy_timeout",
                "trusted_schema",
                "cell_size_check",
                "query_only",
            )
        }
    assert found == {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "query_only": 0 if writing else 1,
    }


# in use


def test_a_second_writer_is_told_who_has_it(tmp_path: Path) -> None:
    path = made(tmp_path / "p.cjplan")
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    with Store.open(path, who="Morag", clock=lambda: at):
        with pytest.raises(StoreProblem) as caught:
            Store.open(path)
        held = caught.value.facts["holder"]
        assert (caught.value.kind, held.user, held.process_id) == ("in use", "Morag", os.getpid())
        assert held.since == "2026-03-02T09:30:00+00:00"
        assert lock.holder(path) == held
    assert lock.holder(path) is None
    assert count(path) == 1


def test_another_process_is_refused_for_writing_but_may_read(tmp_path: Path) -> None:
    path = made(tmp_path / "p.cjplan")
    code = """
        import sys
        from pathlib import Path
        from sqlalchemy import select
        from db.errors import StoreProblem
        from db.models.framework import partner
        from db.store import Store
        try:
            Store.open(Path(sys.argv[1]))
        except StoreProblem as problem:
            print(problem.kind, problem.facts["holder"].user)
        with Store.open(Path(sys.argv[1]), readonly=True) as store, store.read() as reader:
            print([row.name for row in reader.rows(select(partner.c.name))])
        """
    with Store.open(path, who="Morag") as store:
        with store.step("Rename") as work:
            work.update(partner, 1, name="Renamed")
        assert child(code, path).stdout.splitlines() == ["in use Morag", "['Renamed']"]
        with store.step("Go on") as work:
            work.update(partner, 1, name="Still here")


def test_a_killed_process_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    """Killed in the middle of a step: what was acknowledged is there, the half step is not, and it opens at once."""
    path = tmp_path / "p.cjplan"
    code = """
        import os, signal, sys
        from pathlib import Path
        from db.models.framework import partner
        from db.store import Store
        store = Store.create(Path(sys.argv[1]), who="Killed")
        with store.step("Whole") as work:
            work.insert(partner, name="Whole")
        with store.step("Half") as work:
            work.insert_many(partner, [{"name": f"Half {n}", "note": "x" * 5000} for n in range(2000)])
            os.kill(os.getpid(), signal.SIGKILL)
        """
    assert child(code, path).returncode == -signal.SIGKILL
    assert lock.lock_path(path).exists()
    with Store.open(path, who="Morag") as store, store.read() as reader:
        assert [row.name for row in reader.rows(select(partner.c.name))] == ["Whole"]
        assert [one.label for one in history.steps(reader)] == ["Whole"]
        assert reader.scalar(text("SELECT step_id FROM journal_state")) is None
    assert [one.name for one in tmp_path.iterdir()] == ["p.cjplan"]


def test_a_lock_file_without_a_living_holder_is_taken_over(tmp_path: Path) -> None:
    path = made(tmp_path / "p.cjplan")
    lock.lock_path(path).write_text('{"user": "Gone", "host": "h", "process_id": 1, "since": ""}')
    assert lock.holder(path) is None
    assert count(path) == 1


def test_a_store_read_only_cannot_be_stepped(tmp_path: Path) -> None:
    with Store.open(made(tmp_path / "p.cjplan"), readonly=True) as store:
        assert kind_of(lambda: store.step("No").__enter__()) == "read-only"


# where it lies


def test_a_live_store_in_a_synced_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Testshire Council"
    folder.mkdir()
    path = folder / "p.cjplan"
    with pytest.raises(StoreProblem) as caught:
        Store.create(path)
    assert (caught.value.kind, caught.value.facts["place"]) == ("synced path", "OneDrive")
    made(tmp_path / "p.cjplan").rename(path)
    assert kind_of(lambda: Store.open(path)) == "synced path"
    assert [one.name for one in folder.iterdir()] == ["p.cjplan"]


def test_a_live_store_on_a_share_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "p.cjplan")
    around = Surroundings({}, ((str(tmp_path), "cifs"),), lambda folder, name: False, lambda drive: False)
    assert kind_of(lambda: Store.open(path, around=around)) == "network path"


# the disk


def as_somebody_without_rights(act: Callable[[], None]) -> None:
    """Run in a child that is not root: root may write anywhere."""
    child_id = os.fork()
    if child_id == 0:
        status = 1
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            act()
            status = 0
        except BaseException:  # noqa: BLE001 - it may not go on in a second pytest
            traceback.print_exc()
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child_id, 0)[1]) == 0


def open_to_all(folder: Path) -> None:
    """Pytest's folders are closed to others: let them through to this one."""
    for one in (folder, *folder.parents):
        if one.is_relative_to(tempfile.gettempdir()) and one != Path(tempfile.gettempdir()):
            one.chmod(one.stat().st_mode | 0o055)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are other there")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_read_only_folder(tmp_path: Path) -> None:
    path = made(tmp_path / "p.cjplan")
    open_to_all(tmp_path)
    tmp_path.chmod(0o555)
    path.chmod(0o444)

    def act() -> None:
        assert kind_of(lambda: Store.open(path)) == "read-only"
        assert kind_of(lambda: Store.create(tmp_path / "q.cjplan")) == "read-only"
        with Store.open(path, readonly=True) as store, store.read() as reader:
            assert [row.name for row in reader.rows(select(partner.c.name))] == ["Partner 0"]

    try:
        as_somebody_without_rights(act)
    finally:
        tmp_path.chmod(0o755)


def test_a_full_disk_loses_nothing_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "p.cjplan"
    with Store.create(path) as store:
        with store.step("Fits") as work:
            work.insert(partner, name="Fits")
        with store.transaction() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(StoreProblem) as caught, store.step("Too much") as work:
            work.insert_many(partner, [{"name": f"P{n}", "note": "x" * 3000} for n in range(100)])
        assert caught.value.kind == "disk full"
        with store.step("Fits too") as work:
            work.insert(partner, name="Fits too")
    assert count(path) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes to set there")
def test_a_disk_that_refuses_to_grow_a_file(tmp_path: Path) -> None:
    path = tmp_path / "p.cjplan"
    code = """
        import resource, sys
        from pathlib import Path
        from db.errors import StoreProblem
        from db.models.framework import partner
        from db.store import Store
        with Store.create(Path(sys.argv[1])) as store:
            with store.step("Fits") as work:
                work.insert(partner, name="Fits")
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, resource.RLIM_INFINITY))
            try:
                with store.step("Too much") as work:
                    work.insert_many(partner, [{"name": f"P{n}", "note": "x" * 3000} for n in range(1000)])
            except StoreProblem as problem:
                print(problem.kind)
            with store.step("Fits too") as work:
                work.insert(partner, name="Fits too")
        """
    told = child(code, path)
    assert told.stdout.splitlines() in (["disk error"], ["disk full"]), told.stderr
    assert count(path) == 2


# cost


def test_opening_does_not_bring_in_alembic() -> None:
    code = """
        import sys
        import db.store
        import db.history
        print(sorted({name.partition(".")[0] for name in sys.modules} & {"alembic", "mako", "openpyxl", "lxml"}))
        """
    assert child(code).stdout == "[]\n"
