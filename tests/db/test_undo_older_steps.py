"""Undo and redo of any step, also underneath later ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from db import history
from db.errors import StoreProblem
from db.models.framework import contact, partner, partner_alias, partnership
from db.models.indicators import indicator, series, source, value
from db.models.plan import node, plan
from db.store import Store
from db.uow import UnitOfWork


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "Testshire.cjplan", who="Morag") as made:
        yield made


def cell(store: Store, column: Any, id: int = 1) -> Any:
    with store.read() as reader:
        return reader.scalar(select(column).where(column.table.c.id == id))


def names(store: Store) -> list[str]:
    with store.read() as reader:
        return [row.name for row in reader.rows(select(partner.c.name).order_by(partner.c.id))]


def edit(store: Store, label: str, id: int = 1, **values: object) -> int:
    with store.step(label) as work:
        work.update(partner, id, **values)
    return work.step_id


def add(store: Store, name: str) -> int:
    with store.step(f"Add {name}") as work:
        work.insert(partner, name=name)
    return work.step_id


def sound(store: Store) -> None:
    with store.read() as reader:
        assert reader.scalar(text("PRAGMA integrity_check")) == "ok"
        assert reader.rows(text("PRAGMA foreign_key_check")) == []


def test_undo_and_redo_go_back_and_forth(store: Store) -> None:
    add(store, "A")
    edit(store, "One", note="one")
    edit(store, "Two", note="two")
    assert [history.undo(store).target.label for _ in range(3)] == ["Two", "One", "Add A"]
    assert names(store) == []
    with pytest.raises(StoreProblem) as caught:
        history.undo(store)
    assert caught.value.kind == "nothing to undo"
    assert [history.redo(store).target.label for _ in range(3)] == ["Add A", "One", "Two"]
    assert cell(store, partner.c.note) == "two"
    with pytest.raises(StoreProblem) as caught:
        history.redo(store)
    assert caught.value.kind == "nothing to redo"


def test_nothing_is_redone_after_something_new(store: Store) -> None:
    add(store, "A")
    edit(store, "One", note="one")
    history.undo(store)
    edit(store, "New", short_name="new")
    with store.read() as reader:
        assert history.next_redo(reader) is None
        assert history.next_undo(reader) is not None
    with pytest.raises(StoreProblem) as caught:
        history.redo(store)
    assert caught.value.kind == "nothing to redo"


def test_undo_works_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "Testshire.cjplan"
    with Store.create(path) as store:
        add(store, "A")
        edit(store, "One", note="one")
    with Store.open(path, who="Ewan") as store:
        history.undo(store)
        assert cell(store, partner.c.note) == ""
    with Store.open(path) as store:
        assert history.redo(store).target.label == "One"
        with store.read() as reader:
            told = [(one.kind, one.label, one.who, one.undone) for one in history.steps(reader)]
    assert told == [
        ("redo", "One", "", False),
        ("undo", "One", "Ewan", False),
        ("do", "One", "", False),
        ("do", "Add A", "", False),
    ]


def test_history_is_read_in_pages(store: Store) -> None:
    for name in "ABCDE":
        add(store, name)
    history.undo(store)
    with store.read() as reader:
        first = history.steps(reader, 2)
        second = history.steps(reader, 2, before=first[-1].id)
    assert [(one.label, one.kind, one.undone) for one in first] == [("Add E", "undo", False), ("Add E", "do", True)]
    assert [(one.label, one.undone, one.changes) for one in second] == [("Add D", False, 1), ("Add C", False, 1)]


def test_an_older_step_on_other_rows_is_undone_alone(store: Store) -> None:
    add(store, "A")
    second = add(store, "B")
    add(store, "C")
    history.undo(store, second)
    assert names(store) == ["A", "C"]
    history.redo(store, second)
    assert names(store) == ["A", "B", "C"]


def test_an_older_step_on_other_columns_is_undone_alone(store: Store) -> None:
    add(store, "A")
    older = edit(store, "Note", note="mine")
    edit(store, "Short", short_name="A.")
    assert history.undo(store, older).kept == ()
    assert (cell(store, partner.c.note), cell(store, partner.c.short_name)) == ("", "A.")


def test_a_conflict_names_the_later_steps_and_changes_nothing(store: Store) -> None:
    add(store, "A")
    older = edit(store, "Version 1", note="one", short_name="1")
    later = edit(store, "Version 2", note="two")
    with pytest.raises(StoreProblem) as caught:
        history.undo(store, older)
    assert caught.value.kind == "conflict"
    assert [(one.id, one.label) for one in caught.value.facts["steps"]] == [(later, "Version 2")]
    assert caught.value.facts["cells"] == (history.Cell("partner", 1, "note", (later,)),)
    assert (cell(store, partner.c.note), cell(store, partner.c.short_name)) == ("two", "1")
    with store.read() as reader:
        assert len(history.steps(reader)) == 3


def test_undoing_underneath_keeps_later_and_then_leads_to_before(store: Store) -> None:
    """A return's version 1, version 2 over it; version 1 is undone underneath, then version 2."""
    with store.step("Start") as work:
        work.insert(partner, name="A", note="before")
    older = edit(store, "Version 1", note="one", short_name="1")
    later = edit(store, "Version 2", note="two")
    outcome = history.undo(store, older, keep_later=True)
    assert outcome.kept == (history.Cell("partner", 1, "note", (later,)),)
    assert (cell(store, partner.c.note), cell(store, partner.c.short_name)) == ("two", "")
    history.undo(store, later)
    assert cell(store, partner.c.note) == "before"
    history.redo(store, later)
    assert cell(store, partner.c.note) == "two"


def test_undoing_version_2_gives_version_1(store: Store) -> None:
    add(store, "A")
    edit(store, "Version 1", note="one")
    later = edit(store, "Version 2", note="two")
    history.undo(store, later)
    assert cell(store, partner.c.note) == "one"


def test_redo_underneath_a_later_step_is_a_conflict_too(store: Store) -> None:
    add(store, "A")
    older = edit(store, "Older", note="older")
    history.undo(store)
    edit(store, "Newer", note="newer")
    with pytest.raises(StoreProblem) as caught:
        history.redo(store, older)
    assert caught.value.kind == "conflict"
    history.redo(store, older, keep_later=True)
    assert cell(store, partner.c.note) == "newer"
    history.undo(store)
    assert cell(store, partner.c.note) == "older"


def a_return(store: Store, label: str, number: str, value_id: int | None = None) -> int:
    """A version of a return: a source and one value, put in or overwritten."""
    with store.step(label) as work:
        origin = work.insert(source, kind="return", file_name=f"{label}.xlsx")
        if value_id is None:
            work.insert(
                value,
                series_id=1,
                period_start="2025-04-01",
                period_end="2025-06-30",
                period_kind="quarter",
                words=number,
                state="value",
                number_exact=number,
                source_id=origin,
            )
        else:
            work.update(value, value_id, words=number, number_exact=number)
    return work.step_id


def a_series(work: UnitOfWork) -> None:
    owner = work.insert(plan, partnership_id=work.insert(partnership, name="Testshire"))
    work.insert(series, indicator_id=work.insert(indicator, plan_id=owner, text="Referrals"))


def test_a_row_and_what_it_points_at_stay_as_long_as_later_steps_need_them(store: Store) -> None:
    with store.step("Start") as work:
        a_series(work)
    first = a_return(store, "Version 1", "10")
    second = a_return(store, "Version 2", "20", value_id=1)
    kept = history.undo(store, first, keep_later=True).kept
    assert history.Cell("value", 1, "", (second,)) in kept
    assert (cell(store, value.c.number), cell(store, source.c.file_name)) == (20.0, "Version 1.xlsx")
    sound(store)
    history.undo(store, second)
    with store.read() as reader:
        assert reader.rows(select(value)) == []
        assert reader.rows(select(source)) == [], "the source version 1 brought goes with the last that needed it"
    history.redo(store)
    assert (cell(store, value.c.number), cell(store, source.c.file_name)) == (20.0, "Version 1.xlsx")
    history.redo(store)
    sound(store)
    history.undo(store, second)
    assert (cell(store, value.c.number), cell(store, value.c.words)) == (10.0, "10")


def test_a_parent_with_later_children_is_a_conflict(store: Store) -> None:
    parent = add(store, "A")
    with store.step("Add a contact") as work:
        work.insert(contact, partner_id=1, name="A. Person")
    with pytest.raises(StoreProblem) as caught:
        history.undo(store, parent)
    assert [one.label for one in caught.value.facts["steps"]] == ["Add a contact"]
    history.undo(store, parent, keep_later=True)
    assert names(store) == ["A"]
    assert cell(store, contact.c.name) == "A. Person"
    history.undo(store)
    assert names(store) == []
    history.redo(store)
    assert names(store) == ["A"], "the contact is there again, and what it needs"
    assert cell(store, contact.c.name) == "A. Person"
    sound(store)


def test_a_child_whose_parent_went_later_is_a_conflict(store: Store) -> None:
    add(store, "A")
    with store.step("Add a contact") as work:
        work.insert(contact, partner_id=1, name="A. Person")
    with store.step("Drop the contact") as work:
        work.delete(contact, 1)
    dropped = work.step_id
    with store.step("Drop the partner") as work:
        work.delete(partner, 1)
    with pytest.raises(StoreProblem) as caught:
        history.undo(store, dropped)
    assert [one.label for one in caught.value.facts["steps"]] == ["Drop the partner"]
    assert history.undo(store, dropped, keep_later=True).kept[0].table == "contact"
    sound(store)
    history.undo(store)
    assert names(store) == ["A"]
    assert cell(store, contact.c.name) == "A. Person", "what could not come back alone comes back with its owner"


def test_a_reference_to_what_went_later_stays_empty(store: Store) -> None:
    with store.step("Start") as work:
        a_series(work)
        work.insert(partner, name="A")
        work.update(indicator, 1, provider_id=1)
    with store.step("No provider") as work:
        work.update(indicator, 1, provider_id=None)
    emptied = work.step_id
    with store.step("Drop the partner") as work:
        work.delete(partner, 1)
    with pytest.raises(StoreProblem) as caught:
        history.undo(store, emptied)
    assert [one.label for one in caught.value.facts["steps"]] == ["Drop the partner"]
    history.undo(store, emptied, keep_later=True)
    assert cell(store, indicator.c.provider_id) is None
    history.undo(store)
    assert cell(store, indicator.c.provider_id) == 1


def test_a_name_given_away_since_is_a_conflict(store: Store) -> None:
    add(store, "A")
    with store.step("Drop A") as work:
        work.delete(partner, 1)
    dropped = work.step_id
    taken = add(store, "A")
    with pytest.raises(StoreProblem) as caught:
        history.undo(store, dropped)
    assert [one.id for one in caught.value.facts["steps"]] == [taken]
    kept = history.undo(store, dropped, keep_later=True).kept
    assert kept == (history.Cell("partner", 1, "", (taken,)),)
    assert names(store) == ["A"]
    history.undo(store, taken)
    with store.read() as reader:
        assert reader.rows(select(partner.c.id, partner.c.name)) == [(1, "A")], "the first A is back when its name is"


def test_swapped_names_swap_back(store: Store) -> None:
    with store.step("Start") as work:
        work.insert_many(partner, [{"name": "A"}, {"name": "B"}, {"name": "C"}])
    with store.step("Turn the names round") as work:
        work.update(partner, 1, name="spare")
        work.update(partner, 2, name="A")
        work.update(partner, 3, name="B")
        work.update(partner, 1, name="C")
    assert names(store) == ["C", "A", "B"]
    history.undo(store)
    assert names(store) == ["A", "B", "C"]
    history.redo(store)
    assert names(store) == ["C", "A", "B"]


def test_a_tree_and_all_that_hangs_on_it_comes_back(store: Store) -> None:
    with store.step("Build") as work:
        owner = work.insert(plan, partnership_id=work.insert(partnership, name="Testshire"))
        parent = None
        for depth in (1, 2, 3, 4):
            parent = work.insert(node, plan_id=owner, parent_id=parent, depth=depth, title=f"Level {depth}")
        work.update(node, 2, position=5)
    with store.step("Drop") as work:
        work.delete(partnership, 1)
    assert len(work.changes.of("node").deleted) == 4
    history.undo(store)
    with store.read() as reader:
        found = reader.rows(select(node.c.id, node.c.parent_id, node.c.title, node.c.position).order_by(node.c.id))
    assert found == [
        (1, None, "Level 1", 0),
        (2, 1, "Level 2", 5),
        (3, 2, "Level 3", 0),
        (4, 3, "Level 4", 0),
    ]
    history.undo(store)
    with store.read() as reader:
        assert reader.rows(select(node)) == []
    history.redo(store)
    history.redo(store)
    with store.read() as reader:
        assert reader.rows(select(plan)) == []


def test_moving_a_row_to_another_owner_is_undone_though_the_owner_goes(store: Store) -> None:
    with store.step("Start") as work:
        work.insert(partner, name="A")
        work.insert(partner_alias, partner_id=1, alias="a")
    with store.step("Merge A into B") as work:
        other = work.insert(partner, name="B")
        work.update(partner_alias, 1, partner_id=other)
        work.delete(partner, 1)
    history.undo(store)
    assert names(store) == ["A"]
    assert cell(store, partner_alias.c.partner_id) == 1
    history.redo(store)
    assert names(store) == ["B"]
    assert cell(store, partner_alias.c.partner_id) == other


@pytest.mark.parametrize(("step_id", "kind"), [(99, "no such step"), (3, "no such step"), (2, "already undone")])
def test_steps_that_cannot_be_undone_are_told_of(store: Store, step_id: int, kind: str) -> None:
    add(store, "A")
    add(store, "B")
    history.undo(store)  # step 3
    with pytest.raises(StoreProblem) as caught:
        history.undo(store, step_id)
    assert caught.value.kind == kind


def test_only_an_undone_step_is_redone(store: Store) -> None:
    add(store, "A")
    with pytest.raises(StoreProblem) as caught:
        history.redo(store, 1)
    assert caught.value.kind == "not undone"


def test_redo_right_after_an_undo_that_left_something_asks_nothing(store: Store) -> None:
    add(store, "A")
    older = edit(store, "Version 1", note="one", short_name="1")
    edit(store, "Version 2", note="two")
    history.undo(store, older, keep_later=True)
    assert cell(store, partner.c.short_name) == ""
    history.redo(store)
    assert (cell(store, partner.c.note), cell(store, partner.c.short_name)) == ("two", "1")


def test_a_row_deleted_since_does_not_stand_in_the_way(store: Store) -> None:
    first = add(store, "A")
    with store.step("Drop A") as work:
        work.delete(partner, 1)
    assert history.undo(store, first).kept == ()
    assert history.redo(store, first).kept == ()
    history.undo(store)
    assert names(store) == ["A"]


def test_what_waits_for_a_name_comes_when_a_redone_deletion_frees_it(store: Store) -> None:
    with store.step("Start") as work:
        work.insert(partner, name="A")
    with store.step("First") as work:
        work.insert(partner_alias, partner_id=1, alias="x")
    first = work.step_id
    with store.step("Drop the first") as work:
        work.delete(partner_alias, 1)
    dropped = work.step_id
    with store.step("Second") as work:
        work.insert(partner_alias, partner_id=1, alias="x")
    second = work.step_id
    for step_id in (second, dropped, first):
        history.undo(store, step_id)
    history.redo(store, first)
    assert history.redo(store, second, keep_later=True).kept == (history.Cell("partner_alias", 2, "", (first,)),)
    history.redo(store, dropped)
    with store.read() as reader:
        assert reader.rows(select(partner_alias.c.id, partner_alias.c.alias)) == [(2, "x")]


def test_a_name_held_by_a_row_that_had_to_stay_comes_back_with_the_last_step(store: Store) -> None:
    with store.step("Start") as work:
        a_series(work)
        work.insert(partner, name="first")
    with store.step("Swap with a new one") as work:
        other = work.insert(partner, name="new")
        work.update(partner, 1, name="for a moment")
        work.update(partner, other, name="first")
        work.update(partner, 1, name="new")
    swapped = work.step_id
    with store.step("Use the new one") as work:
        work.update(indicator, 1, provider_id=other)
    kept = history.undo(store, swapped, keep_later=True).kept
    assert {(one.table, one.row_id, one.column) for one in kept} >= {("partner", other, ""), ("partner", 1, "name")}
    assert names(store) == ["new", "first"]
    history.undo(store)
    assert names(store) == ["first"]
