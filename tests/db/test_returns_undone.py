"""A corrected return over an earlier one, and taking either of them back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from cjdesk.domain.periods import quarter
from cjdesk.domain.plan import Indicator, IndicatorPlacement, Node, Partner, Plan
from cjdesk.errors import UserProblem
from cjdesk.services.opening import only_plan
from cjdesk.services.plan_reading import read_plan
from cjdesk.services.plan_writing import PlanWriter
from cjdesk.services.receiving import Hints, Outcome, apply_return
from cjdesk.services.stepping import entries, undo
from db.models.returns import partner_return, return_version
from db.store import Store

CASES, REPORTS = "Number of bail supervision cases commenced", "Number of assessment reports for bail suitability"
HINTS = Hints(partner="Justice Social Work", period=quarter(2025, 2))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    indicators = tuple(IndicatorPlacement(indicator=Indicator(text=text, unit="count")) for text in (CASES, REPORTS))
    plan = Plan(
        title="Plan",
        partnership="Glen",
        levels=("Aim",),
        partners=(Partner(name="Justice Social Work", kind="statutory", returns_data=True),),
        nodes=(Node(depth=1, title="Aim", indicators=indicators),),
    )
    with Store.create(tmp_path / "plan.cjplan", who="test") as made:
        with made.step("Start") as work:
            PlanWriter(work).write(plan)
        yield made


def received(store: Store, folder: Path, cases: int, reports: int) -> Outcome:
    path = folder / f"return {cases} {reports}.csv"
    path.write_text(f"Indicator,Q1 2025-26,Q2 2025-26\n{CASES},11,{cases}\n{REPORTS},20,{reports}\n", encoding="utf-8")
    return apply_return(store, only_plan(store), path, hints=HINTS, today=date(2025, 10, 6))


def held(store: Store) -> dict[str, list[str]]:
    """The words of the figures the plan holds, by line."""
    with store.read() as reader:
        plan = read_plan(reader, only_plan(store))
    return {one.text: [value.figure.words for value in one.series[0].values] for one in plan.indicators()}


def test_undoing_the_correction_gives_the_first_version_s_figures(store: Store, tmp_path: Path) -> None:
    received(store, tmp_path, 14, 31)
    second = received(store, tmp_path, 15, 31)
    assert (len(second.changes.values), second.changes.unchanged) == (1, 3)
    assert held(store) == {CASES: ["11", "15"], REPORTS: ["20", "31"]}
    undo(store)
    assert held(store) == {CASES: ["11", "14"], REPORTS: ["20", "31"]}


def test_undoing_the_first_version_underneath_keeps_what_the_correction_says(store: Store, tmp_path: Path) -> None:
    first = received(store, tmp_path, 14, 31)
    received(store, tmp_path, 15, 31)
    with pytest.raises(UserProblem, match="Later changes stand on this step: “Apply Justice Social Work"):
        undo(store, first.step_id)
    undo(store, first.step_id, keep_later=True)
    assert held(store) == {CASES: ["11", "15"], REPORTS: ["20", "31"]}
    undo(store)
    assert held(store) == {CASES: [], REPORTS: []}


def test_the_source_of_each_figure_is_the_version_it_came_with(store: Store, tmp_path: Path) -> None:
    received(store, tmp_path, 14, 31)
    received(store, tmp_path, 15, 31)
    with store.read() as reader:
        plan = read_plan(reader, only_plan(store))
    files = [value.source.file_name for one in plan.indicators() for value in one.series[0].values if value.source]
    assert files == ["return 15 31.csv"] * 4  # the correction said the unchanged ones again


def board(store: Store) -> list[tuple[str, int]]:
    """Stage and number of versions of each return on the board."""
    with store.read() as reader:
        rows = reader.rows(select(partner_return.c.id, partner_return.c.stage))
        versions = [row.return_id for row in reader.rows(select(return_version.c.return_id))]
    return [(row.stage, versions.count(row.id)) for row in rows]


def test_the_history_tells_versions_apart(store: Store, tmp_path: Path) -> None:
    received(store, tmp_path, 14, 31)
    received(store, tmp_path, 15, 31)
    assert [one.label for one in entries(store)[:2]] == [
        "Apply Justice Social Work, Quarter 2, 2025-26, version 2",
        "Apply Justice Social Work, Quarter 2, 2025-26",
    ]
    assert board(store) == [("applied", 2)]


def test_a_partner_with_nothing_to_report_has_answered(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "nil.csv"
    path.write_text("Justice Social Work,Quarter 2 2025-26\nNil return,\n", encoding="utf-8")
    outcome = apply_return(store, only_plan(store), path, hints=HINTS, today=date(2025, 10, 6))
    assert outcome.say.startswith("Nil return, filed.")
    assert board(store) == [("nil", 1)]
    undo(store)
    assert board(store) == []


def test_the_day_it_came_is_the_day_that_is_said(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    path.write_text(f"Indicator,Q2 2025-26\n{CASES},14\n", encoding="utf-8")
    hints = replace(HINTS, received_on=date(2025, 10, 3))
    apply_return(store, only_plan(store), path, hints=hints, today=date(2025, 11, 20))
    with store.read() as reader:
        plan = read_plan(reader, only_plan(store))
    [value] = [value for one in plan.indicators() for value in one.series[0].values]
    assert value.source is not None
    assert value.source.received_on == date(2025, 10, 3)
