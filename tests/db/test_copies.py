"""Copies and backups are whole stores, or they are not there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from db import backup, history
from db.errors import StoreProblem
from db.models.framework import partner, partnership
from db.models.plan import action, plan
from db.store import Store

AT = datetime(2026, 3, 2, 10, 42)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "live"
    folder.mkdir()
    return folder / "Testshire.cjplan"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.create(path, who="Morag") as made:
        with made.step("Start the plan") as work:
            owner = work.insert(plan, partnership_id=work.insert(partnership, name="Testshire"), title="Our plan")
            work.insert_many(action, [{"plan_id": owner, "text": f"Action {n}"} for n in range(3)])
            work.insert(partner, name="A")
        yield made


def names(path: Path) -> list[str]:
    with Store.open(path) as store, store.read() as reader:
        return [row.name for row in reader.rows(select(partner.c.name).order_by(partner.c.id))]


def test_a_copy_of_an_open_store_holds_all_that_was_acknowledged(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "Copy.cjplan"
    target.parent.mkdir()
    backup.save_copy(store.path, target)
    with store.step("After the copy") as work:
        work.insert(partner, name="B")
    assert [one.name for one in target.parent.iterdir()] == ["Copy.cjplan"], "one file, nothing beside it"
    assert names(target) == ["A"]
    with Store.open(target) as copy:
        assert history.undo(copy).target.label == "Start the plan", "the history comes along"


def test_a_copy_gives_out_no_id_again(store: Store, tmp_path: Path) -> None:
    with store.step("Add and drop") as work:
        dropped = work.insert(partner, name="Dropped")
        work.delete(partner, dropped)
    backup.save_copy(store.path, tmp_path / "Copy.cjplan")
    with Store.open(tmp_path / "Copy.cjplan") as copy, copy.step("Add") as work:
        assert work.insert(partner, name="New") == dropped + 1


def test_a_copy_replaces_only_when_told(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "Copy.cjplan"
    target.write_text("mine")
    with pytest.raises(StoreProblem) as caught:
        backup.save_copy(store.path, target)
    assert caught.value.kind == "exists"
    assert target.read_text() == "mine"
    backup.save_copy(store.path, target, replace=True)
    assert names(target) == ["A"]


def test_a_copy_that_fails_leaves_the_target_as_it_was(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "Copy.cjplan"
    backup.save_copy(store.path, target)
    before = target.read_bytes()
    broken = tmp_path / "Broken.cjplan"
    broken.write_bytes(before[: len(before) // 2])
    with pytest.raises(StoreProblem) as caught:
        backup.save_copy(broken, target, replace=True)
    assert caught.value.kind == "damaged"
    assert target.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["Broken.cjplan", "Copy.cjplan", "live"]


def test_a_copy_into_a_folder_that_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreProblem) as caught:
        backup.save_copy(store.path, tmp_path / "absent" / "Copy.cjplan")
    assert caught.value.kind == "missing"


def test_verify_tells_sound_stores_from_others(store: Store, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as raw:
        raw.execute("CREATE TABLE song (title TEXT)")
    with pytest.raises(StoreProblem) as caught:
        backup.verify(other)
    assert caught.value.kind == "other database"
    backup.verify(store.path)


def test_a_copy_from_a_share_is_brought_in(store: Store, tmp_path: Path) -> None:
    share = tmp_path / "OneDrive - Testshire"
    share.mkdir()
    backup.save_copy(store.path, share / "Handed over.cjplan")
    backup.bring_in(share / "Handed over.cjplan", tmp_path / "Mine.cjplan")
    assert names(tmp_path / "Mine.cjplan") == ["A"]
    (share / "Text.cjplan").write_text("Dear Morag")
    with pytest.raises(StoreProblem) as caught:
        backup.bring_in(share / "Text.cjplan", tmp_path / "Other.cjplan")
    assert caught.value.kind == "not a plan"


def test_a_backup_is_named_by_the_time_given_and_can_be_looked_into(store: Store, tmp_path: Path) -> None:
    made = backup.make(store.path, tmp_path / "Backups", AT)
    assert made.name == "Testshire 2026-03-02 104200.cjplan"
    assert [(one.stem, one.at) for one in backup.listed(tmp_path / "Backups")] == [("Testshire", AT)]
    inside = backup.look_inside(made)
    assert (inside.title, inside.partners, inside.actions, inside.indicators) == ("Our plan", 1, 3, 0)
    assert inside.last_step == "Start the plan"
    again = backup.make(store.path, tmp_path / "Backups", AT)
    assert again != made
    assert made.exists()


def marked(folder: Path, at: datetime) -> None:
    (folder / f"Testshire {at:%Y-%m-%d %H%M%S}.cjplan").touch()


def test_backups_are_thinned_to_latest_days_and_months(tmp_path: Path) -> None:
    for back in range(500):  # one in the morning and one in the evening of each day
        for hour in (9, 17):
            marked(tmp_path, datetime(2026, 3, 31, hour) - timedelta(days=back))
    (tmp_path / "Testshire before restore.cjplan").touch()
    marked_other = tmp_path / "Elsewhere 2020-01-01 090000.cjplan"
    marked_other.touch()
    backup.thin(tmp_path, "Testshire")
    left = backup.listed(tmp_path, "Testshire")
    evenings = [datetime(2026, 3, 31, 17) - timedelta(days=back) for back in range(30)]
    mornings = [datetime(2026, 3, 31, 9) - timedelta(days=back) for back in range(5)]
    months = [
        datetime(2026, 2, 28, 17),
        datetime(2026, 1, 31, 17),
        *(
            datetime(2025, month, last, 17)
            for month, last in zip(range(12, 3, -1), (31, 30, 31, 30, 31, 31, 30, 31, 30), strict=True)
        ),
    ]
    assert sorted(one.at for one in left) == sorted({*evenings, *mornings, *months})
    assert marked_other.exists()
    assert (tmp_path / "Testshire before restore.cjplan").exists()


def test_a_backup_is_put_back_and_the_present_file_kept_aside(store: Store, tmp_path: Path) -> None:
    made = backup.make(store.path, tmp_path / "Backups", AT)
    with store.step("Later work") as work:
        work.insert(partner, name="B")
    store.close()
    aside = backup.restore(store.path, made, at=AT)
    assert names(store.path) == ["A"]
    assert aside is not None
    assert aside.name == "Testshire before restore 2026-03-02 104200.cjplan"
    assert names(aside) == ["A", "B"]
    assert sorted(one.name for one in store.path.parent.iterdir()) == sorted([aside.name, "Testshire.cjplan"])


def test_nothing_is_restored_under_an_open_store(store: Store, tmp_path: Path) -> None:
    made = backup.make(store.path, tmp_path / "Backups", AT)
    with pytest.raises(StoreProblem) as caught:
        backup.restore(store.path, made, at=AT)
    assert caught.value.kind == "in use"


def test_a_damaged_backup_is_not_put_back(store: Store, tmp_path: Path) -> None:
    made = backup.make(store.path, tmp_path / "Backups", AT)
    store.close()
    made.write_bytes(made.read_bytes()[:-5000])
    with pytest.raises(StoreProblem) as caught:
        backup.restore(store.path, made, at=AT)
    assert caught.value.kind == "damaged"
    assert names(store.path) == ["A"]
    assert [one.name for one in store.path.parent.iterdir()] == ["Testshire.cjplan"]


def test_a_backup_of_a_lost_store_comes_back(store: Store, tmp_path: Path) -> None:
    made = backup.make(store.path, tmp_path / "Backups", AT)
    store.close()
    store.path.unlink()
    assert backup.restore(store.path, made, at=AT) is None
    assert names(store.path) == ["A"]
