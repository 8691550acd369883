"""A whole plan goes into the store and comes out the same."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from cjdesk.domain.plan import Indicator, Plan
from cjdesk.plans.example import load_example
from cjdesk.services.opening import only_plan, opened
from cjdesk.services.plan_reading import read_plan
from cjdesk.services.plan_writing import PlanWriter, lines_of
from cjdesk.services.plans import framework_plan, new_sample
from db.history import redo, undo
from db.store import Store

NOT_STORED = ("id", "partner_id", "pictures", "flags")


def _is_bare(value: Any) -> bool:
    return isinstance(value, Indicator) and not value.series


def facts(value: Any, seen: dict[int, Any] | None = None) -> Any:
    """A plan as plain data without the store's keys; what is one record stays one record.

    Left out is what the store does not keep: doubts from reading a figure (a return's evidence has them) and the bytes
    of pictures. An indicator without figures has, once stored, the empty lines its figures will go to.
    """
    seen = {} if seen is None else seen
    if is_dataclass(value) and not isinstance(value, type):
        if id(value) not in seen:
            shown = replace(value, series=lines_of(value)) if _is_bare(value) else value
            names = [one.name for one in fields(value) if one.name not in NOT_STORED]
            made = {name: facts(getattr(shown, name), seen) for name in names}
            seen[id(value)] = {"kind": type(value).__name__, **made}
        return seen[id(value)]
    if isinstance(value, tuple | list):
        return [facts(one, seen) for one in value]
    return value


def stored(path: Path) -> Plan:
    with opened(path, readonly=True) as store, store.read() as reader:
        return read_plan(reader, only_plan(store))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.cjplan"
    new_sample(path, who="test")
    return path


def test_the_sample_comes_out_as_it_went_in(sample: Path) -> None:
    went_in, came_out = facts(load_example()), facts(stored(sample))
    for key in went_in:
        assert came_out[key] == went_in[key], key


def test_an_action_placed_twice_is_one_action_in_the_store(sample: Path) -> None:
    plan = stored(sample)
    placed = [one.action for node in plan.walk() for one in node.actions]
    assert len(placed) == len(plan.actions()) + 1
    assert len({action.id for action in placed}) == len(plan.actions())


def test_bringing_a_plan_in_is_one_step_that_can_be_undone_and_redone(tmp_path: Path) -> None:
    path = tmp_path / "p.cjplan"
    with Store.create(path, who="test") as store:
        with store.step("Bring in") as work:
            PlanWriter(work).write(load_example())
        undo(store)
        with store.read() as reader:
            assert reader.scalar(_count("action")) == 0
            assert reader.scalar(_count("partner")) == 0
        redo(store)
        with store.read() as reader:
            again = read_plan(reader, only_plan(store))
    assert facts(again) == facts(load_example())


def _count(table: str) -> Any:
    from sqlalchemy import text

    return text(f"SELECT count(*) FROM {table}")


def test_an_empty_plan_starts_with_the_framework_s_headings(tmp_path: Path) -> None:
    plan = framework_plan("Glen Partnership", "cjpf-2023")
    assert [len(plan.nodes), sum(len(node.children) for node in plan.nodes)] == [4, 13]
    assert plan.nodes[0].children[0].framework_ref == "cjpf-2023:pa-1"
    with Store.create(tmp_path / "p.cjplan", who="test") as store, store.step("Start") as work:
        PlanWriter(work).write(plan)
    assert facts(stored(tmp_path / "p.cjplan")) == facts(replace(plan))
