"""A step is kept whole or not at all, and says what it changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from db import history
from db.models.framework import contact, partner, partner_alias, partnership
from db.models.indicators import indicator, series, value
from db.models.plan import action, action_placement, node, plan
from db.models.system import change, step
from db.store import Store
from db.uow import NoSuchRow, UnitOfWork


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "Testshire.cjplan", who="Morag") as made:
        yield made


def entries(store: Store) -> list[tuple[str, str]]:
    with store.read() as reader:
        return [(one.label, one.who) for one in history.steps(reader)]


def names(store: Store) -> list[str]:
    with store.read() as reader:
        return [row.name for row in reader.rows(select(partner.c.name).order_by(partner.c.id))]


def a_plan(work: UnitOfWork) -> int:
    return work.insert(plan, partnership_id=work.insert(partnership, name="Testshire"), title="Plan")


def test_a_step_is_there_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "Testshire.cjplan"
    with Store.create(path, who="Morag") as store, store.step("Add a partner") as work:
        work.insert(partner, name="Police Scotland")
    with Store.open(path) as store:
        assert names(store) == ["Police Scotland"]
        assert entries(store) == [("Add a partner", "Morag")]


def test_an_exception_leaves_no_trace(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.step("Goes wrong") as work:
        work.insert(partner, name="Police Scotland")
        print(1 / 0)
    assert names(store) == []
    assert entries(store) == []
    with store.step("Goes well") as work:
        assert work.insert(partner, name="Police Scotland") == 1


def test_a_step_that_changes_nothing_leaves_no_entry(store: Store) -> None:
    with store.step("Add") as work:
        key = work.insert(partner, name="Police Scotland")
    with store.step("Same again") as work:
        work.update(partner, key, name="Police Scotland")
    assert not work.changes
    assert entries(store) == [("Add", "Morag")]


def test_a_change_outside_a_step_fails(store: Store) -> None:
    with store.transaction() as connection, pytest.raises(IntegrityError, match=r"change\.step_id"):
        connection.execute(partner.insert().values(name="Police Scotland"))
    assert names(store) == []


def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(OperationalError, match="readonly"), store.read() as reader:
        reader.connection.execute(partner.insert().values(name="Police Scotland"))


def test_steps_do_not_nest(store: Store) -> None:
    with store.step("Outer"), pytest.raises(RuntimeError, match="already open"), store.step("Inner"):
        pass


def test_changes_name_rows_and_columns(store: Store) -> None:
    with store.step("Add") as work:
        first = work.insert(partner, name="NHS Tayside")
        second = work.insert(partner, name="Skills Development Scotland")
        gone = work.insert(partner, name="Short-lived")
        work.delete(partner, gone)
        work.insert(contact, partner_id=first, name="A. Person")
    added = work.changes
    assert added.of("partner").inserted == {first, second}
    assert added.of("partner").deleted == frozenset()
    with store.step("Edit") as work:
        work.update(partner, second, short_name="SDS", note="")
        work.delete(partner, first)
    assert work.changes.of("partner").updated == {second}
    assert work.changes.of("partner").columns == {"short_name"}
    assert work.changes.of("partner").deleted == {first}
    assert work.changes.of("contact").deleted == {1}, "a row that went with its owner is told of"


def test_ids_are_never_used_again(store: Store) -> None:
    with store.step("Add and drop") as work:
        last = work.insert_many(partner, [{"name": "A"}, {"name": "B"}])[-1]
        work.delete(partner, last)
    with store.step("Add") as work:
        assert work.insert(partner, name="C") == last + 1


def test_insert_many_keeps_the_order_and_fills_defaults(store: Store) -> None:
    with store.step("Add") as work:
        ids = work.insert_many(partner, [{"name": "A"}, {"name": "B", "kind": "group"}, {"name": "C"}])
        rows = work.rows(select(partner.c.id, partner.c.name, partner.c.kind).order_by(partner.c.id))
    assert [tuple(row) for row in rows] == [(ids[0], "A", "other"), (ids[1], "B", "group"), (ids[2], "C", "other")]


def test_days_and_decimals_are_kept_exactly(store: Store) -> None:
    with store.step("Add") as work:
        line = work.insert(series, indicator_id=work.insert(indicator, plan_id=a_plan(work), text="Referrals"))
        key = work.insert(
            value,
            series_id=line,
            period_start=date(2025, 4, 1),
            period_end=date(2025, 6, 30),
            period_kind="quarter",
            words="17.10%",
            state="value",
            number_exact=Decimal("17.10"),
            unit="percent",
        )
        row = work.get(value, key)
    assert row is not None
    assert (row.period_start, row.number_exact, row.number) == ("2025-04-01", "17.10", 17.1)


@pytest.mark.parametrize("column", ["nmae", "id", "number"])
def test_unknown_and_computed_columns_are_refused(store: Store, column: str) -> None:
    with pytest.raises(ValueError, match=column), store.step("Wrong") as work:
        work.insert(value, **{column: 1})


def test_a_row_that_is_gone_is_told_of(store: Store) -> None:
    with pytest.raises(NoSuchRow), store.step("Edit") as work:
        work.update(partner, 7, name="X")
    with pytest.raises(NoSuchRow), store.step("Drop") as work:
        work.delete(partner, 7)


def test_keys_do_not_change(store: Store) -> None:
    with pytest.raises(IntegrityError, match="never changes"), store.step("Wrong") as work:
        key = work.insert(partner, name="A")
        work.execute(text("UPDATE partner SET id = 99 WHERE id = :key"), {"key": key})


def test_replace_is_seen_by_the_journal(store: Store) -> None:
    with store.step("Add") as work:
        work.insert(partner, name="A", note="first")
    with store.step("Replace") as work:
        work.execute(text("INSERT OR REPLACE INTO partner (name, note) VALUES ('A', 'second')"))
    assert work.changes.of("partner").deleted == {1}
    history.undo(store)
    with store.read() as reader:
        assert reader.scalar(select(partner.c.note)) == "first"


def test_edits_of_one_field_merge_into_one_step(store: Store) -> None:
    with store.step("Add") as work:
        key = work.insert(partner, name="A")
    for note in ("d", "dr", "draft"):
        with store.step("Type a note", merge_key=f"partner:{key}:note") as work:
            work.update(partner, key, note=note)
    assert entries(store) == [("Type a note", "Morag"), ("Add", "Morag")]
    assert work.changes.of("partner").updated == {key}
    history.undo(store)
    with store.read() as reader:
        assert reader.scalar(select(partner.c.note)) == ""
    history.redo(store)
    with store.read() as reader:
        assert reader.scalar(select(partner.c.note)) == "draft"


def test_what_does_not_merge(store: Store) -> None:
    with store.step("Add") as work:
        key = work.insert(partner, name="A")
    edits = [("one", "n", "Morag"), ("two", "n", "Ewan"), ("three", "m", "Ewan"), ("four", "m", "Ewan")]
    for note, merge_key, who in edits:
        with store.step(note, who=who, merge_key=merge_key) as work:
            work.update(partner, key, note=note)
    assert entries(store) == [("three", "Ewan"), ("two", "Ewan"), ("one", "Morag"), ("Add", "Morag")]
    history.undo(store)
    with store.step("five", who="Ewan", merge_key="m") as work:
        work.update(partner, key, note="five")
    with store.read() as reader:
        assert [one.label for one in history.steps(reader)][:3] == ["five", "three", "three"], "no merging over an undo"


def test_bulk_statements_and_cascades_are_journaled(store: Store) -> None:
    with store.step("Build") as work:
        owner = a_plan(work)
        parent = None
        for depth in (1, 2, 3, 4):
            parent = work.insert(node, plan_id=owner, parent_id=parent, depth=depth)
        kept = work.insert(action, plan_id=owner, text="Stays")
        work.insert(action_placement, node_id=parent, action_id=kept)
        carried = work.insert(action, plan_id=owner, text="Carried", carried_from_id=kept)
    with store.step("Drop the tree") as work:
        work.delete(node, 1)
    assert work.changes.of("node").deleted == {1, 2, 3, 4}
    assert work.changes.of("action_placement").deleted == {1}
    with store.step("Drop the origin") as work:
        work.delete(action, kept)
    assert work.changes.of("action").updated == {carried}
    with store.step("All at once") as work:
        work.execute(action.update().values(emphasised=1))
    assert work.changes.of("action").columns == {"emphasised"}


def test_nasty_text_comes_back_exactly(store: Store) -> None:
    nasty = (
        'He said "no" \\ \'yes\'\r\n\ttab \x01\x1f\x7f <b>&amp;</b> \u2028 e\u0301 \U0001f600 {"a": [1]} %s ? :x ' * 50
    )
    with store.step("Add") as work:
        key = work.insert(partner, name="A", note=nasty, position=-(2**63))
        work.insert(partner_alias, partner_id=key, alias=nasty)
    with store.step("Drop") as work:
        work.delete(partner, key)
    history.undo(store)
    with store.read() as reader:
        row = reader.get(partner, key)
        assert row is not None
        assert (row.note, row.position) == (nasty, -(2**63))
        assert reader.scalar(select(partner_alias.c.alias)) == nasty


def test_nul_is_refused_where_it_would_be_lost_in_the_journal(store: Store) -> None:
    with pytest.raises(ValueError, match="NUL"), store.step("Add") as work:
        work.insert(partner, name="A", note="half\0gone")
    with store.step("Add") as work:
        key = work.insert(partner, name="A", note="whole")
    with pytest.raises(ValueError, match="NUL"), store.step("Change") as work:
        work.update(partner, key, note="half\0gone")


def test_every_change_belongs_to_a_step(store: Store) -> None:
    with store.step("Add") as work:
        work.insert(partner, name="A")
    with store.read() as reader:
        assert reader.rows(select(change.c.step_id, step.c.label).join(step)) == [(1, "Add")]


def test_a_missing_file_in_a_step_is_not_blamed_on_the_store(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), store.step("Read a file"):
        (tmp_path / "absent.csv").read_bytes()


def test_a_nul_character_is_refused_wherever_it_comes_in(store: Store) -> None:
    with pytest.raises(ValueError, match="NUL"), store.step("Add") as work:
        work.insert(partner, name="A\0B")
    with pytest.raises(ValueError, match="NUL"), store.step("Add") as work:
        work.insert_many(partner, [{"name": "A"}, {"name": "\0"}])
    with pytest.raises(ValueError, match="NUL"), store.step("Add") as work:
        work.execute(partner.insert(), {"name": "A\0"})
    assert names(store) == []
