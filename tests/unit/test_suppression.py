"""Small numbers in a public edition: what goes, what goes with it, and that nothing of it is left."""

from __future__ import annotations

import runpy
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from cjdesk.documents.builders.annual_report import build_annual_report
from cjdesk.documents.model import text_of
from cjdesk.domain.benchmarks import Benchmark
from cjdesk.domain.periods import Period, financial_year, half_year, month, quarter
from cjdesk.domain.plan import Breakdown, Indicator, IndicatorPlacement, Node, Plan, Series, Value
from cjdesk.domain.values import Figure
from cjdesk.plans.suppression import guarded, note_for

SMALL = runpy.run_path(str(Path(__file__).resolve().parents[1] / "golden" / "small_plan.py"))
YEAR = financial_year(2024)


def count(period: Period, number: int | str, unit: str = "count") -> Value:
    if isinstance(number, str):
        return Value(period=period, figure=Figure(words=number, state="suppressed", unit=unit))
    return Value(period=period, figure=Figure(words=str(number), state="value", number=Decimal(number), unit=unit))


def plan_of(*series: Series) -> Plan:
    placed = IndicatorPlacement(indicator=Indicator(text="People helped", series=series))
    return Plan(title="t", partnership="p", nodes=(Node(depth=1, label="A", title="t", indicators=(placed,)),))


def shown(plan: Plan, at: int = 0) -> list[str]:
    [indicator] = plan.indicators()
    return [value.figure.words for value in indicator.series[at].values]


def public(*series: Series) -> Plan:
    return guarded(plan_of(*series), "public").plan


def test_only_the_public_edition_suppresses():
    plan = plan_of(Series(values=(count(YEAR, 3),)))
    assert shown(guarded(plan, "internal").plan) == ["3"]
    assert shown(guarded(plan, "board").plan) == ["3"]
    assert shown(guarded(plan, "public").plan) == ["*"]


def test_nothing_of_a_suppressed_figure_is_left():
    plan = public(Series(values=(count(YEAR, 3),)))
    figure = plan.indicators()[0].series[0].values[0].figure
    assert (figure.number, figure.below, figure.note, figure.state) == (None, None, "", "suppressed")


def test_nought_and_five_stay():
    assert shown(public(Series(values=(count(quarter(2024, 1), 0), count(quarter(2024, 2), 5))))) == ["0", "5"]


def test_a_second_quarter_goes_where_the_year_would_give_the_first_away():
    values = tuple(count(quarter(2024, n), number) for n, number in ((1, 3), (2, 20), (3, 9), (4, 30)))
    assert shown(public(Series(values=(*values, count(YEAR, 62))))) == ["*", "20", "*", "30", "62"]


def test_quarters_that_do_not_add_up_to_the_year_protect_nothing():
    values = tuple(count(quarter(2024, n), number) for n, number in ((1, 3), (2, 20), (3, 9), (4, 30)))
    assert shown(public(Series(values=(*values, count(YEAR, 60))))) == ["*", "20", "9", "30", "60"]


def test_quarters_with_a_gap_give_nothing_away_though_they_add_up():
    values = (count(quarter(2024, 1), 3), count(quarter(2024, 3), 20), count(YEAR, 23))
    assert shown(public(Series(values=values))) == ["*", "20", "23"]


def test_months_of_a_quarter_and_quarters_of_a_half_are_sums_too():
    months = tuple(count(month(2024, n), number) for n, number in ((4, 2), (5, 8), (6, 9)))
    assert shown(public(Series(values=(*months, count(quarter(2024, 1), 19))))) == ["*", "*", "9", "19"]
    halves = (count(quarter(2024, 1), 4), count(quarter(2024, 2), 40), count(half_year(2024, 1), 44))
    assert shown(public(Series(values=halves))) == ["*", "*", "44"]


def test_what_the_sender_suppressed_is_protected_too():
    values = (count(quarter(2024, 1), "<5"), *(count(quarter(2024, n), 10 + n) for n in (2, 3, 4)), count(YEAR, 43))
    assert shown(public(Series(values=values))) == ["*", "*", "13", "14", "43"]


def test_breakdowns_that_add_up_are_protected_across_series():
    groups = [
        Series(breakdown=Breakdown(name=name), values=(count(YEAR, number),))
        for name, number in (("under 18s", 2), ("18 to 25", 11), ("over 25", 30))
    ]
    plan = public(Series(values=(count(YEAR, 43),)), *groups)
    assert [shown(plan, at) for at in range(4)] == [["43"], ["*"], ["*"], ["30"]]


def test_a_baseline_that_repeats_a_small_figure_goes_with_it():
    figure = Figure(words="4 in 2023-24", state="value", number=Decimal(4), unit="count")
    before = financial_year(2023)
    baseline = Benchmark(figure=figure, period=before, note="four people")
    plan = public(Series(values=(count(before, 4), count(YEAR, 12)), baseline=baseline))
    hidden = plan.indicators()[0].series[0].baseline
    assert (hidden.figure.words, hidden.figure.number, hidden.note) == ("*", None, "")
    assert shown(plan) == ["*", "12"]


def test_hours_and_money_count_no_people():
    assert shown(public(Series(values=(count(YEAR, 3, "hours"), count(financial_year(2023), 4, "money"))))) == [
        "3",
        "4",
    ]


def test_an_indicator_placed_twice_stays_one_record():
    [indicator] = plan_of(Series(values=(count(YEAR, 3),))).indicators()
    nodes = tuple(
        Node(depth=1, label=label, title="t", indicators=(IndicatorPlacement(indicator=indicator),)) for label in "AB"
    )
    safe = guarded(Plan(title="t", partnership="p", nodes=nodes), "public").plan
    assert len(safe.indicators()) == 1


def test_the_decisions_can_be_shown():
    found = guarded(plan_of(Series(values=(count(YEAR, 3), count(financial_year(2023), 30)))), "public")
    assert [(one.key, one.reason) for one in found.suppressed] == [("People helped, 2024-25", "small number")]


def test_the_note_says_what_the_star_means_only_where_one_stands():
    star = Figure(words="*", state="suppressed")
    assert note_for("public", [star]).startswith("* is printed instead of a figure from 1 to 4")
    assert note_for("public", [Figure(words="7", state="value", number=Decimal(7))]) == ""
    assert note_for("internal", [star]) == ""


def test_a_public_report_prints_no_small_number_and_no_trend_from_one():
    baseline = Benchmark(figure=Figure(words="3", state="value", number=Decimal(3), unit="count"))
    series = Series(values=(count(financial_year(2023), 3), count(YEAR, 12)), baseline=baseline)
    plan = replace(plan_of(series), partners=(SMALL["JSW"],))
    inside = "\n".join(text_of(build_annual_report(plan, "2024-25", "internal")))
    outside = text_of(build_annual_report(plan, "2024-25", "public"))
    assert "Up from 3 in 2023-24" in inside
    assert not [text for text in outside if text == "3" or "from 3" in text]
    assert "12" in outside
