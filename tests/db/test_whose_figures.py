"""Figures that must not be overwritten unasked, from a file to the store and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cjdesk.domain.periods import quarter
from cjdesk.domain.plan import Indicator, IndicatorPlacement, Node, Partner, Plan
from cjdesk.services.issuing import issue
from cjdesk.services.opening import only_plan
from cjdesk.services.plan_reading import read_plan
from cjdesk.services.plan_writing import PlanWriter
from cjdesk.services.receiving import Hints, Outcome, apply_return, read_return
from db.store import Store

CASES, REPORTS = "Number of bail supervision cases commenced", "Number of assessment reports for bail suitability"


def made(path: Path, title: str, *texts: str, provider: str = "") -> Store:
    indicators = tuple(
        IndicatorPlacement(indicator=Indicator(text=text, unit="count", provider=provider)) for text in texts
    )
    names = ("Police Scotland", "Glen Housing")
    plan = Plan(
        title=title,
        partnership="Glen",
        levels=("Aim",),
        partners=tuple(Partner(name=name, kind="statutory", returns_data=True) for name in names),
        nodes=(Node(depth=1, title="Aim", indicators=indicators),),
    )
    store = Store.create(path, who="test")
    with store.step("Start") as work:
        PlanWriter(work).write(plan)
    return store


@pytest.fixture(params=["", "Police Scotland"])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    with made(tmp_path / "plan.cjplan", "Plan", CASES, provider=request.param) as opened:
        yield opened


def sent(store: Store, folder: Path, cases: int, partner: str) -> Outcome:
    path = folder / f"{partner} {cases}.csv"
    path.write_text(f"Indicator,Q2 2025-26\n{CASES},{cases}\n", encoding="utf-8")
    return apply_return(store, only_plan(store), path, hints=Hints(partner=partner), today=date(2025, 10, 6))


def held(store: Store) -> Decimal | None:
    with store.read() as reader:
        plan = read_plan(reader, only_plan(store))
    [indicator] = plan.indicators()
    return indicator.series[0].values[0].figure.number


def test_one_partner_does_not_overwrite_another(store: Store, tmp_path: Path) -> None:
    sent(store, tmp_path, 30, "Police Scotland")
    outcome = sent(store, tmp_path, 77, "Glen Housing")
    assert (len(outcome.changes.held), held(store)) == (1, 30)
    assert "Police Scotland" in outcome.changes.held[0].why


def test_the_first_version_sent_again_does_not_undo_the_correction(store: Store, tmp_path: Path) -> None:
    sent(store, tmp_path, 30, "Police Scotland")
    sent(store, tmp_path, 33, "Police Scotland")
    outcome = sent(store, tmp_path, 30, "Police Scotland")
    assert (len(outcome.changes.values), len(outcome.changes.held), held(store)) == (0, 1, 33)


def test_a_return_issued_for_another_plan_gives_nothing_sure(tmp_path: Path) -> None:
    with made(tmp_path / "theirs.cjplan", "Their plan", REPORTS, provider="Police Scotland") as theirs:
        issued = issue(theirs, only_plan(theirs), quarter(2025, 2), tmp_path / "out", today=date(2025, 10, 1))
    book = load_workbook(issued[0].workbook)
    book["Return"]["E5"] = 30
    book.save(issued[0].workbook)
    with made(tmp_path / "ours.cjplan", "Our plan", CASES, provider="Police Scotland") as ours:
        reading, _known = read_return(ours, only_plan(ours), issued[0].workbook)
    assert {(one.series_id, one.confidence) for one in reading.readings} == {(None, "ask")}
    assert "It was issued for “Their plan”, not for this plan." in [one.say for one in reading.problems]
