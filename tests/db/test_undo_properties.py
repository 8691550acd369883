"""Whatever was done: undo all is the start, redo all the end, in any order, and nothing is ever broken in between.

More examples than the suite's: CJDESK_EXAMPLES=2000 python -m pytest tests/db/test_undo_properties.py
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from db import history
from db.errors import StoreProblem
from db.models import JOURNALED
from db.models.framework import contact, partner, partner_alias, partnership
from db.models.indicators import indicator, series, source, value
from db.models.plan import action, action_placement, node, plan
from db.store import Store
from db.uow import UnitOfWork

EXAMPLES = os.environ.get("CJDESK_EXAMPLES")
thorough = settings(
    max_examples=int(EXAMPLES or "15"),
    derandomize=not EXAMPLES,  # the suite tries the same ones every time, so that it fails for a change alone
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink] if EXAMPLES else [Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

Dump = dict[str, list[tuple[Any, ...]]]
WORDS = st.sampled_from(["a", "b", "c", "", 'O\'Neil "x" \\', "\U0001f600\n"])
"""Few words, so that unique names collide."""


@dataclass(frozen=True)
class Edit:
    what: str
    pick: int
    other: int
    words: str


EDITS = st.builds(
    Edit,
    st.sampled_from(
        [
            "add partner",
            "rename partner",
            "note partner",
            "drop partner",
            "swap partners",
            "add alias",
            "move alias",
            "drop alias",
            "add contact",
            "provider",
            "add node",
            "move node",
            "drop node",
            "add action",
            "carry action",
            "drop action",
            "place action",
            "bring value",
            "overwrite value",
            "drop value",
            "drop source",
            "all notes",
        ]
    ),
    st.integers(0, 5),
    st.integers(0, 5),
    WORDS,
)
STEPS = st.lists(st.lists(EDITS, min_size=1, max_size=4), min_size=1, max_size=7)


def ids(work: UnitOfWork, table: Any) -> list[int]:
    return [row.id for row in work.rows(select(table.c.id).order_by(table.c.id))]


def chosen(work: UnitOfWork, table: Any, pick: int) -> int | None:
    there = ids(work, table)
    return there[pick % len(there)] if there else None


def free_name(work: UnitOfWork, wanted: str) -> str:
    taken = {row.name for row in work.rows(select(partner.c.name))}
    return next(name for name in [wanted, *(f"{wanted}{i}" for i in range(99))] if name not in taken)


def partners(work: UnitOfWork, edit: Edit) -> None:
    one, other = chosen(work, partner, edit.pick), chosen(work, partner, edit.other)
    if edit.what == "add partner":
        work.insert(partner, name=free_name(work, edit.words))
    elif edit.what == "all notes":
        work.execute(partner.update().values(note=edit.words))
    elif one is None or other is None:
        return
    elif edit.what == "rename partner":
        work.update(partner, one, name=free_name(work, edit.words))
    elif edit.what == "note partner":
        work.update(partner, one, note=edit.words)
    elif edit.what == "drop partner":
        work.delete(partner, one)
    elif edit.what == "swap partners" and one != other:
        first, second = (work.get(partner, key) for key in (one, other))
        assert first is not None
        assert second is not None
        work.update(partner, one, name="for a moment")
        work.update(partner, other, name=first.name)
        work.update(partner, one, name=second.name)
    elif edit.what == "add contact":
        work.insert(contact, partner_id=one, name=edit.words)
    elif edit.what == "provider":
        work.update(indicator, 1, provider_id=one)


def aliases(work: UnitOfWork, edit: Edit) -> None:
    owner, one = chosen(work, partner, edit.other), chosen(work, partner_alias, edit.pick)
    taken = {row.alias for row in work.rows(select(partner_alias.c.alias))}
    if edit.what == "add alias" and owner is not None and edit.words not in taken:
        work.insert(partner_alias, partner_id=owner, alias=edit.words)
    elif edit.what == "move alias" and one is not None and owner is not None:
        work.update(partner_alias, one, partner_id=owner)
    elif edit.what == "drop alias" and one is not None:
        work.delete(partner_alias, one)


def tree(work: UnitOfWork, edit: Edit) -> None:
    one, other = chosen(work, node, edit.pick), chosen(work, node, edit.other)
    if edit.what == "add node":
        work.insert(node, plan_id=1, parent_id=other, depth=1, title=edit.words)
    elif edit.what == "move node" and one is not None and other is not None and other < one:
        work.update(node, one, parent_id=other)
    elif edit.what == "drop node" and one is not None:
        work.delete(node, one)


def actions(work: UnitOfWork, edit: Edit) -> None:
    one, other = chosen(work, action, edit.pick), chosen(work, node, edit.other)
    if edit.what == "add action":
        work.insert(action, plan_id=1, text=edit.words)
    elif one is None:
        return
    elif edit.what == "carry action":
        work.insert(action, plan_id=1, text=edit.words, carried_from_id=one)
    elif edit.what == "drop action":
        work.delete(action, one)
    elif edit.what == "place action" and other is not None:
        there = work.rows(select(action_placement.c.node_id, action_placement.c.action_id))
        if (other, one) not in [tuple(row) for row in there]:
            work.insert(action_placement, node_id=other, action_id=one, number=edit.words)


def values(work: UnitOfWork, edit: Edit) -> None:
    one, origin = chosen(work, value, edit.pick), chosen(work, source, edit.other)
    period = f"202{edit.pick}-04-01"
    if edit.what == "bring value":
        origin = work.insert(source, kind="return", file_name=edit.words)
        there = work.scalar(select(value.c.id).where(value.c.period_start == period))
        filled = {"words": edit.words, "state": "value", "number_exact": str(edit.other), "source_id": origin}
        if there is None:
            work.insert(value, series_id=1, period_start=period, period_end=period, period_kind="date", **filled)
        else:
            work.update(value, there, **filled)
    elif edit.what == "overwrite value" and one is not None:
        work.update(value, one, words=edit.words, number_exact=None)
    elif edit.what == "drop value" and one is not None:
        work.delete(value, one)
    elif edit.what == "drop source" and origin is not None:
        work.delete(source, origin)


def apply(work: UnitOfWork, edit: Edit) -> None:
    for kind, doer in {"alias": aliases, "node": tree, "action": actions, "value": values, "source": values}.items():
        if kind in edit.what:
            doer(work, edit)
            return
    partners(work, edit)


def dump(store: Store) -> Dump:
    with store.read() as reader:
        assert reader.scalar(text("PRAGMA integrity_check")) == "ok"
        assert reader.rows(text("PRAGMA foreign_key_check")) == []
        return {
            table.name: [tuple(row) for row in reader.rows(select(table).order_by(table.c.id))] for table in JOURNALED
        }


@contextmanager
def started() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "p.cjplan") as store:
        with store.step("Start") as work:
            owner = work.insert(plan, partnership_id=work.insert(partnership, name="Testshire"))
            work.insert(series, indicator_id=work.insert(indicator, plan_id=owner, text="Referrals"))
            work.insert_many(partner, [{"name": "first"}, {"name": "second"}])
        yield store


def do_all(store: Store, steps: list[list[Edit]]) -> list[Dump]:
    """Do the steps; the state before the first and after each that changed something."""
    states = [dump(store)]
    for edits in steps:
        with store.step("Step") as work:
            for edit in edits:
                apply(work, edit)
        if work.changes.step_id is not None:
            states.append(dump(store))
    return states


@thorough
@given(STEPS)
def test_undo_all_is_the_start_and_redo_all_the_end(steps: list[list[Edit]]) -> None:
    with started() as store:
        states = do_all(store, steps)
        for state in reversed(states[:-1]):
            assert history.undo(store).kept == ()
            assert dump(store) == state
        for state in states[1:]:
            assert history.redo(store).kept == ()
            assert dump(store) == state


@thorough
@given(STEPS, st.lists(st.integers(0, 9), max_size=8), st.randoms(use_true_random=False))
def test_any_order_of_undoing_ends_at_the_start(steps: list[list[Edit]], picks: list[int], chance: Any) -> None:
    """Steps are undone and redone at random, later ones kept; undone all, the start is there, redone all, the end."""
    with started() as store:
        states = do_all(store, steps)
        with store.read() as reader:
            mine = [one.id for one in reversed(history.steps(reader)) if one.kind == "do"][1:]
        for pick in picks:
            if mine:
                turn(store, mine[pick % len(mine)])
                dump(store)
        standing = [one for one in mine if not undone(store, one)]
        chance.shuffle(standing)
        for one in standing:
            history.undo(store, one, keep_later=True)
            dump(store)
        assert dump(store) == states[0]
        chance.shuffle(mine)
        for one in mine:
            history.redo(store, one, keep_later=True)
            dump(store)
        assert dump(store) == states[-1]


@thorough
@given(STEPS, st.integers(0, 9))
def test_an_undo_that_meets_no_conflict_leaves_later_work_alone(steps: list[list[Edit]], pick: int) -> None:
    """Undoing an older step either changes nothing and names later steps, or redoing it gives back exactly the end."""
    with started() as store:
        states = do_all(store, steps)
        with store.read() as reader:
            mine = [one.id for one in history.steps(reader) if one.kind == "do"][:-1]
        if not mine:
            return
        target = mine[pick % len(mine)]
        try:
            history.undo(store, target)
        except StoreProblem as problem:
            assert problem.kind == "conflict"
            assert [one.id > target for one in problem.facts["steps"]] != []
            assert dump(store) == states[-1]
        else:
            history.redo(store, target)
            assert dump(store) == states[-1]
            history.undo(store, target, keep_later=True)
            history.redo(store)
            assert dump(store) == states[-1]


def undone(store: Store, step_id: int) -> bool:
    with store.read() as reader:
        record = history.get(reader, step_id)
    assert record is not None
    return record.undone


def turn(store: Store, step_id: int) -> None:
    if undone(store, step_id):
        history.redo(store, step_id, keep_later=True)
    else:
        history.undo(store, step_id, keep_later=True)
