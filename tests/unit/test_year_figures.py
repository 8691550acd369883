"""The figures of a reporting year, and what can truthfully be said about them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cjdesk.domain.benchmarks import Benchmark, parse_benchmark
from cjdesk.domain.periods import Period, financial_year, month, quarter, stretch
from cjdesk.domain.plan import Action, Indicator, Part, ProgressUpdate, Series, Value
from cjdesk.domain.statuses import DEFAULT_SCHEME
from cjdesk.domain.values import Figure
from cjdesk.errors import UserProblem
from cjdesk.plans.figures import counted, figures_of, reporting_year, trend, update_as_at, words_as_at

YEAR = financial_year(2024)
BEFORE = financial_year(2023)


def value(period: Period, number: object, *, state: str = "value", unit: str = "count") -> Value:
    known = state in ("value", "estimate", "provisional", "revised")
    figure = Figure(words=str(number), state=state, number=Decimal(str(number)) if known else None, unit=unit)
    return Value(period=period, figure=figure)


def target(number: int, compare: str, *, period: Period | None = None, unit: str = "count") -> Benchmark:
    figure = Figure(words=f"{compare} {number}", state="value", number=Decimal(number), unit=unit)
    return Benchmark(figure=figure, period=period, compare=compare)


def series(*values: Value, target: Benchmark | None = None) -> Series:
    return Series(unit="count", values=values, target=target)


def test_a_reporting_year_is_a_financial_year():
    assert reporting_year("2024-25") == YEAR
    assert reporting_year("2024/25") == YEAR


@pytest.mark.parametrize("words", ["2024", "2024-26", "Q1 2024-25", "", "last year"])
def test_other_words_are_no_reporting_year(words):
    with pytest.raises(UserProblem) as caught:
        reporting_year(words)
    assert "2024-25" in caught.value.do


def test_quarters_and_year_stand_apart_from_other_figures_about_the_year():
    values = (
        value(BEFORE, 50),
        value(quarter(2024, 1), 10),
        value(quarter(2024, 4), 13),
        value(month(2024, 5), 4),
        value(stretch(date(2024, 9, 30), date(2024, 9, 30)), 7),
        value(stretch(date(2023, 7, 1), date(2024, 6, 30)), 48),
        value(YEAR, 46),
        value(quarter(2025, 1), 99),
    )
    found = figures_of(series(*values), YEAR)
    assert [one and one.figure.words for one in found.quarters] == ["10", None, None, "13"]
    assert found.whole is values[6]
    assert [one.figure.words for one in found.others] == ["4", "7", "48"]


def test_no_year_is_added_up_from_its_quarters():
    found = figures_of(series(*(value(quarter(2024, n), 5) for n in (1, 2, 3, 4))), YEAR)
    assert found.whole is None
    assert trend(series(*(value(quarter(2024, n), 5) for n in (1, 2, 3, 4))), YEAR) == ()


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (55, 129, "Up from 55 in 2023-24"),
        (129, 55, "Down from 129 in 2023-24"),
        (0, 0, "Unchanged from 0 in 2023-24"),
    ],
)
def test_a_trend_of_two_years(before, now, said):
    assert trend(series(value(BEFORE, before), value(YEAR, now)), YEAR) == (said,)


@pytest.mark.parametrize(
    ("number", "compare", "said"),
    [
        (120, "at least", "Target met"),
        (129, "at least", "Target met"),
        (130, "at least", "Target not met"),
        (129, "at most", "Target met"),
        (128, "at most", "Target not met"),
        (129, "exactly", "Target met"),
        (120, "towards", ""),
        (120, "", ""),
    ],
)
def test_a_target_is_met_or_not_only_where_it_says_how(number, compare, said):
    assert trend(series(value(YEAR, 129), target=target(number, compare)), YEAR) == ((said,) if said else ())


def test_a_target_of_another_year_or_unit_says_nothing():
    now = value(YEAR, 129)
    assert trend(series(now, target=target(120, "at least", period=BEFORE)), YEAR) == ()
    assert trend(series(now, target=target(120, "at least", period=YEAR)), YEAR) == ("Target met",)
    assert trend(series(now, target=target(120, "at least", unit="percent")), YEAR) == ()


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (value(BEFORE, 55), value(YEAR, "<5", state="suppressed")),
        (value(BEFORE, "<5", state="suppressed"), value(YEAR, 55)),
        (value(BEFORE, 55), value(YEAR, 60, state="estimate")),
        (value(BEFORE, 55), value(YEAR, "40-60", state="range")),
        (value(BEFORE, 55), value(YEAR, "", state="blank")),
        (value(BEFORE, 55, unit="percent"), value(YEAR, 60)),
        (value(quarter(2023, 4), 55), value(YEAR, 60)),
    ],
)
def test_nothing_is_said_where_nothing_can_truthfully_be_said(before, now):
    assert trend(series(before, now), YEAR) == ()


def test_provisional_figures_are_marked():
    found = trend(series(value(BEFORE, 55, state="provisional"), value(YEAR, 60)), YEAR)
    assert found == ("Up from 55 (p) in 2023-24",)


def test_the_update_that_counted_on_a_day():
    first, second, later = (
        ProgressUpdate(as_at=date(2025, 3, 31), text=text) for text in ("morning", "evening", "next year")
    )
    later = ProgressUpdate(as_at=date(2025, 4, 1), text="next year")
    action = Action(text="x", updates=(first, second, later))
    assert update_as_at(action, date(2025, 3, 31)) is second
    assert action.latest_update is later
    assert update_as_at(action, date(2025, 3, 30)) is None


def test_everything_an_indicator_counts_stands_in_the_order_of_its_parts():
    one, two = Part(text="first", label="i"), Part(text="second", label="ii")
    held = Series(part=two)
    assert counted(Indicator(text="x", parts=(one, two), series=(held,))) == [(one, None), (two, held)]
    assert counted(Indicator(text="x")) == [(None, None)]


@pytest.mark.parametrize(
    ("words", "number", "better", "said"),
    [
        ("More than 100", 100, "", "Target not met"),
        ("More than 100", 101, "", "Target met"),
        ("Less than 100", 100, "", "Target not met"),
        ("100", 97, "up", "Target not met"),
        ("100", 97, "down", "Target met"),
        ("100", 97, "", ""),
    ],
)
def test_a_target_in_words_is_met_as_its_words_say(words, number, better, said):
    aim = parse_benchmark(words, kind="target", unit="count")
    assert trend(series(value(YEAR, number), target=aim), YEAR, better) == ((said,) if said else ())


def test_a_cell_left_empty_leaves_status_and_words_as_they_were():
    on_track, delayed = DEFAULT_SCHEME[1], DEFAULT_SCHEME[2]
    action = Action(
        text="Train",
        updates=(
            ProgressUpdate(as_at=date(2024, 6, 30), text="Two sessions held.", status=on_track),
            ProgressUpdate(as_at=date(2024, 9, 30), text="A third is planned."),
            ProgressUpdate(as_at=date(2024, 12, 31), text="", status=delayed),
        ),
    )
    autumn, winter = date(2024, 10, 1), date(2025, 3, 31)
    assert update_as_at(action, autumn).status == on_track
    assert update_as_at(action, winter).status == delayed
    assert words_as_at(action, winter).text == "A third is planned."
    assert words_as_at(action, date(2024, 1, 1)) is None
