"""A damaged store gives back what can be read of it, and says what is lost."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text

from db import files, history
from db.errors import StoreProblem
from db.models.framework import contact, partner, partnership
from db.models.plan import action, plan
from db.salvage import salvage
from db.store import Store

AT = datetime(2026, 3, 2, 10, 42)
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Testshire.cjplan"
    with Store.create(path, who="Morag") as store:
        with store.step("Start") as work:
            owner = work.insert(plan, partnership_id=work.insert(partnership, name="Testshire"), title="Our plan")
            work.insert_many(action, [{"plan_id": owner, "text": f"Action {n} " + "x" * 300} for n in range(200)])
            work.insert_many(partner, [{"name": f"Partner {n}"} for n in range(20)])
            work.insert_many(contact, [{"partner_id": n + 1, "name": f"Contact {n}"} for n in range(20)])
            files.keep(work, b"return" * 5000, name="return.xlsx")
        with store.step("Drop the last") as work:
            work.delete(action, 200)
    return path


def pages_of(path: Path, table: str) -> list[int]:
    """Pages that hold rows of a table, found by a word that is on them; the journal's images of it left out."""
    data = path.read_bytes()
    with closing(sqlite3.connect(path)) as raw:
        root = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    page = data[(root - 1) * PAGE : root * PAGE]
    if page[0] == 13:  # a leaf
        return [root]
    cells = int.from_bytes(page[3:5], "big")
    pointers = [int.from_bytes(page[12 + 2 * n : 14 + 2 * n], "big") for n in range(cells)]
    return [int.from_bytes(page[at : at + 4], "big") for at in (*pointers, 8)]


def spoil(path: Path, *pages: int) -> None:
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = b"\xa5" * PAGE
    path.write_bytes(data)


def test_a_broken_page_of_a_table_is_made_good_from_the_journal(path: Path, tmp_path: Path) -> None:
    leaves = pages_of(path, "action")
    assert len(leaves) > 4
    spoil(path, leaves[1], leaves[3])
    before = path.read_bytes()
    with pytest.raises(StoreProblem) as caught:
        Store.open(path)
    assert caught.value.kind == "damaged"
    outcome = salvage(path, at=AT)
    assert outcome.damaged.name == "Testshire damaged 2026-03-02 104200.cjplan"
    assert outcome.damaged.read_bytes() == before
    assert outcome.tables["action"].rows == 199
    assert outcome.tables["action"].from_journal > 10
    assert outcome.whole
    with Store.open(path) as store:
        with store.read() as reader:
            texts = [row.text for row in reader.rows(select(action.c.text).order_by(action.c.id))]
        assert texts == [f"Action {n} " + "x" * 300 for n in range(199)]
        assert history.undo(store).target.label == "Drop the last"
        with store.step("Add") as work:
            assert work.insert(action, plan_id=1, text="New") == 201, "no key is given out again"
    assert sorted(one.name for one in tmp_path.iterdir()) == [outcome.damaged.name, "Testshire.cjplan"]


def test_a_broken_journal_costs_the_history_and_nothing_else(path: Path) -> None:
    spoil(path, pages_of(path, "change")[2])
    outcome = salvage(path, at=AT)
    assert not outcome.history
    assert not outcome.whole
    assert outcome.tables["action"].rows == 199
    assert outcome.tables["step"].rows == 0
    assert outcome.tables["contact"].lost == 0
    with Store.open(path) as store:
        with store.read() as reader:
            assert history.steps(reader) == []
            assert len(reader.rows(select(contact.c.id))) == 20
        with store.step("Go on") as work:
            work.delete(partner, 1)
        history.undo(store)
        with store.read() as reader:
            assert len(reader.rows(select(contact.c.id))) == 20


def test_what_cannot_be_read_anywhere_is_counted_and_leaves_no_loose_ends(path: Path) -> None:
    spoil(path, *pages_of(path, "partner"), *pages_of(path, "change"))
    outcome = salvage(path, at=AT)
    assert outcome.tables["partner"].rows == 0
    assert outcome.tables["partner"].lost is None, "nobody can tell how many there were"
    assert outcome.tables["contact"].rows == 0
    assert outcome.tables["contact"].lost == 20, "they cannot be without their partner"
    assert outcome.tables["action"].rows == 199
    with Store.open(path) as store, store.read() as reader:
        assert reader.scalar(text("PRAGMA integrity_check")) == "ok"
        assert reader.rows(text("PRAGMA foreign_key_check")) == []


def test_a_cut_off_store_gives_what_is_left(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 3 // 4])
    outcome = salvage(path, at=AT)
    assert outcome.damaged.read_bytes() == whole[: len(whole) * 3 // 4]
    assert sum(saved.rows for saved in outcome.tables.values()) > 20
    with Store.open(path) as store, store.read() as reader:
        assert reader.scalar(text("PRAGMA foreign_key_check")) is None


def test_a_kept_file_with_spoilt_bytes_is_lost(path: Path) -> None:
    data = path.read_bytes()
    place = data.rindex(b"returnreturn")
    path.write_bytes(data[:place] + b"X" + data[place + 1 :])
    outcome = salvage(path, at=AT)
    assert (outcome.tables["kept_file"].rows, outcome.tables["kept_file"].lost) == (0, 1)


def test_a_sound_kept_file_is_saved(path: Path) -> None:
    spoil(path, pages_of(path, "action")[1])
    salvage(path, at=AT)
    with Store.open(path) as store, store.read() as reader:
        kept = files.get(reader, hashlib.sha256(b"return" * 5000).hexdigest())
    assert kept.content == b"return" * 5000


def test_where_nothing_can_be_read_nothing_is_touched(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:100] + b"\xa5" * (len(data) - 100))
    before = path.read_bytes()
    with pytest.raises(StoreProblem) as caught:
        salvage(path, at=AT)
    assert caught.value.kind == "damaged"
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["Testshire.cjplan"]


def test_a_store_in_use_is_not_salvaged(path: Path) -> None:
    with Store.open(path), pytest.raises(StoreProblem) as caught:
        salvage(path, at=AT)
    assert caught.value.kind == "in use"
