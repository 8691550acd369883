"""Baselines and targets: the shapes of published plans, and when a figure meets a target."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesk.domain.benchmarks import meets, parse_benchmark
from cjdesk.domain.periods import financial_year, label, quarter
from cjdesk.domain.values import NUMBER_STATES, Unit, parse_figure

Better = Literal["up", "down", ""]


@pytest.mark.parametrize(
    ("words", "period", "number", "unit", "note"),
    [
        ("2018/19 – 176 (17% of all outcomes)", "2018-19", "176", "count", "17% of all outcomes"),
        ("2018-19 39%", "2018-19", "39", "percent", ""),
        ("2017/18 –\n71%", "2017-18", "71", "percent", ""),
        ("2016/17 – 0.42", "2016-17", "0.42", "", ""),
        ("2018/19 761", "2018-19", "761", "", ""),
        ("2018/19- 27,640", "2018-19", "27640", "", ""),
        ("2018/19 – 0", "2018-19", "0", "", ""),
        ("2018/19 - 555 hours", "2018-19", "555", "hours", ""),
        ("2018/19 – 5% of all 16-17 year olds", "2018-19", "5", "percent", "of all 16-17 year olds"),
        ("39% (2018/19)", "2018-19", "39", "percent", ""),
        ("176 in 2018-19", "2018-19", "176", "", ""),
        ("Q1 2024/25: 12", "Quarter 1, 2024-25", "12", "", ""),
        ("2018 - 176", "2018", "176", "", ""),
        ("170", "", "170", "", ""),
        ("100%", "", "100", "percent", ""),
        ("2000 people", "", "2000", "count", ""),
    ],
)
def test_a_baseline_of_a_published_plan(words: str, period: str, number: str, unit: Unit, note: str) -> None:
    baseline = parse_benchmark(words, kind="baseline")
    assert (baseline.figure.number, baseline.figure.unit) == (Decimal(number), unit)
    assert (label(baseline.period) if baseline.period else "") == period
    assert (baseline.note, baseline.figure.words, baseline.compare) == (note, words, "")


@pytest.mark.parametrize(
    ("words", "number", "unit", "compare", "recurs", "note"),
    [
        (
            *("1000 referrals (25% increase in referrals by end of year one then review)", "1000", "count", "", ""),
            "25% increase in referrals by end of year one then review",
        ),
        ("90% of those eligible", "90", "percent", "", "", "of those eligible"),
        ("45 annually", "45", "", "", "annually", ""),
        ("12 per year", "12", "", "", "annually", ""),
        ("27,640 annually", "27640", "", "", "annually", ""),
        ("600 annually hours", "600", "hours", "", "annually", ""),
        ("30 each quarter", "30", "", "", "quarterly", ""),
        ("0%", "0", "percent", "", "", ""),
        ("At least 80%", "80", "percent", "at least", "", ""),
        ("80% or more", "80", "percent", "at least", "", ""),
        ("≥80%", "80", "percent", "at least", "", ""),
        ("more than 80%", "80", "percent", "at least", "", "more than"),
        ("no more than 5", "5", "", "at most", "", ""),
        ("less than 5", "5", "", "at most", "", "less than"),
        ("<5", "5", "", "at most", "", "less than"),
        ("exactly 12", "12", "", "exactly", "", ""),
        ("Increase to 80%", "80", "percent", "at least", "", ""),
        ("Reduce to 20", "20", "", "at most", "", ""),
        ("Maintain at 80%", "80", "percent", "", "", ""),
        ("75% (Scottish average 70%)", "75", "percent", "", "", "Scottish average 70%"),
        ("at least 45 annually", "45", "", "at least", "annually", ""),
    ],
)
def test_a_target_of_a_published_plan(
    words: str, number: str, unit: Unit, compare: str, recurs: str, note: str
) -> None:
    target = parse_benchmark(words, kind="target")
    assert (target.figure.number, target.figure.unit) == (Decimal(number), unit)
    assert (target.compare, target.recurs, target.note) == (compare, recurs, note)
    assert target.figure.words == words


@pytest.mark.parametrize(
    "words", ["Increase", "Reduce by 5%", "25% increase", "10% reduction", "An increase from 55 cases to 129"]
)
def test_a_direction_has_no_number(words: str) -> None:
    target = parse_benchmark(words, kind="target")
    assert (target.compare, target.figure.number, target.figure.unit) == ("towards", None, "text")
    assert meets(parse_figure("50%"), target, "up") is None


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("N/A", "not applicable"),
        ("TBC", "not yet"),
        ("2018/19 - TBC", "not yet"),
        ("", "blank"),
        ("Moved up the improvement scale on the questionnaire", "value"),
        ("10-15", "range"),
        ("O", "unclear"),
        ("41*", "unclear"),
        ("2018/19", "unclear"),
        ("31 March 2025", "unclear"),
        ("2018 176", "unclear"),
        ("12 fewer than last year", "unclear"),
        ("Baseline 12", "unclear"),
    ],
)
def test_what_gives_no_number_is_kept_in_its_words(words: str, state: str) -> None:
    for baseline in (parse_benchmark(words, kind="baseline"), parse_benchmark(words, kind="target")):
        assert (baseline.figure.state, baseline.figure.number, baseline.figure.words) == (state, None, words)


def test_prose_is_kept_and_gives_no_number() -> None:
    prose = "12 " + "of this and that " * 40
    target = parse_benchmark(prose, kind="target")
    assert (target.figure.number, target.figure.unit, target.figure.words) == (None, "text", prose)


def test_less_than_five_was_suppressed_in_a_baseline() -> None:
    assert parse_benchmark("<5", kind="baseline").figure.state == "suppressed"


@pytest.mark.parametrize(
    ("value", "target", "better", "answer"),
    [
        ("85%", "80%", "up", True),
        ("80%", "80%", "up", True),
        ("79.9%", "80%", "up", False),
        ("79%", "80%", "down", True),
        ("85%", "At least 80%", "down", True),
        ("80%", "more than 80%", "", False),
        ("5", "less than 5", "", False),
        ("4", "less than 5", "", True),
        ("5", "5 or fewer", "", True),
        ("12", "exactly 12", "", True),
        ("13", "exactly 12", "up", False),
        ("12", "12", "", True),
        ("13", "12", "", None),
        ("<5", "12", "down", None),
        ("TBC", "12", "up", None),
        ("12", "N/A", "up", None),
        ("12 people", "80%", "up", None),
        ("50", "45 annually", "up", None),
    ],
)
def test_meeting_a_target(value: str, target: str, better: Better, answer: bool | None) -> None:
    assert meets(parse_figure(value), parse_benchmark(target, kind="target"), better) is answer


def test_a_yearly_target_is_held_only_against_a_year() -> None:
    target = parse_benchmark("45 annually", kind="target")
    value = parse_figure("50")
    assert meets(value, target, "up", period=financial_year(2024)) is True
    assert meets(value, target, "up", period=quarter(2024, 1)) is None


@given(
    st.text(max_size=80) | st.text(alphabet="0123456789/-–() %ofatleastinannually<>", max_size=30),
    st.sampled_from(["", "count", "percent"]),
)
def test_any_words_can_be_read(words: str, unit: Unit) -> None:
    for benchmark in (
        parse_benchmark(words, kind="baseline", unit=unit),
        parse_benchmark(words, kind="target", unit=unit),
    ):
        assert benchmark.figure.number is None or benchmark.figure.state in NUMBER_STATES
