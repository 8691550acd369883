"""Timescales: the words stay, the last day meant stands beside them, and no doubtful day is ever taken."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesk.domain.dates import show_date
from cjdesk.domain.timescales import NO_TIMESCALE, TimescaleKind, parse_timescale


@pytest.mark.parametrize(
    ("words", "kind", "due"),
    [
        ("31 March 2025", "date", "2025-03-31"),
        ("30 March 2025", "date", "2025-03-30"),
        ("31st March 2025", "date", "2025-03-31"),
        ("By 31 March 2025.", "date", "2025-03-31"),
        ("31/03/2025", "date", "2025-03-31"),
        ("31.03.25", "date", "2025-03-31"),
        ("2025-03-31 00:00:00", "date", "2025-03-31"),
        ("March 2018", "month", "2018-03-31"),
        ("February 2024", "month", "2024-02-29"),
        ("By end of March 2025", "month", "2025-03-31"),
        ("Q2 2025-26", "period", "2025-09-30"),
        ("2024-25", "period", "2025-03-31"),
        ("End of financial year 2024-25", "period", "2025-03-31"),
        ("By end of 2025", "period", "2025-12-31"),
        ("2025", "period", "2025-12-31"),
        ("April 2024 to March 2025", "period", "2025-03-31"),
        ("Ongoing", "ongoing", None),
        ("On-going", "ongoing", None),
        ("Ongoing to March 2026", "ongoing", "2026-03-31"),
        ("Ongoing (review March 2025)", "ongoing", None),
        ("Lifetime of CJOIP", "lifetime", None),
        ("Lifetime of COIP", "lifetime", None),
        ("Duration of the plan", "lifetime", None),
        ("Throughout the plan", "lifetime", None),
        ("TBC", "to be confirmed", None),
        ("To be confirmed", "to be confirmed", None),
        ("Date to be agreed", "to be confirmed", None),
        ("N/A", "none", None),
        ("", "none", None),
        (" \n", "none", None),
        ("Year 2", "other", None),
        ("Autumn 2024", "other", None),
        ("2023 – 2028", "other", None),
        ("within 6 months", "other", None),
        ("from April 2025", "other", None),
        ("Complete", "other", None),
        ("03/04/2026", "unclear", None),
        ("by 03/04/2026", "unclear", None),
        ("30 February 2025", "unclear", None),
        ("31 Mrach 2025", "unclear", None),
        ("30 June", "unclear", None),
        ("Q2", "unclear", None),
        ("Q1 2025", "unclear", None),
        ("31 March 2025 or 30 June 2025", "unclear", None),
        ("31 March 2025 revised to 30 June 2025", "unclear", None),
    ],
)
def test_kind_and_day_of_a_timescale(words: str, kind: TimescaleKind, due: str | None) -> None:
    timescale = parse_timescale(words)
    assert (timescale.kind, timescale.due) == (kind, date.fromisoformat(due) if due else None)
    assert timescale.words == words


@pytest.mark.parametrize(
    ("words", "kind", "recurs"),
    [
        ("31 May 2025 (Annually)", "date", "annually"),
        ("31 March 2025 and annually thereafter", "date", "annually"),
        ("Quarterly", "ongoing", "quarterly"),
        ("Annual", "ongoing", "annually"),
        ("Every six months", "ongoing", "twice a year"),
        ("Bi-annually", "ongoing", "twice a year"),
        ("Monthly from June 2024", "other", "monthly"),
        ("March 2025, then each quarter", "month", "quarterly"),
        ("Ongoing – quarterly", "ongoing", "quarterly"),
        ("31 March 2025", "date", ""),
    ],
)
def test_a_repetition_is_kept(words: str, kind: TimescaleKind, recurs: str) -> None:
    timescale = parse_timescale(words)
    assert (timescale.kind, timescale.recurs) == (kind, recurs)


@pytest.mark.parametrize(
    ("words", "note"),
    [
        (
            "Ongoing for duration of Complex Needs Co-ordination Service",
            "for duration of Complex Needs Co-ordination Service",
        ),
        ("31 March 2025 subject to funding", "subject to funding"),
        ("31 March 2025 (Phase 1)", "Phase 1"),
        ("TBC – subject to Board", "subject to Board"),
        ("31 March 2025 and 30 June 2025", "also 31 March 2025"),
        ("31 March 2025\n30 June 2026", "also 31 March 2025"),
        ("By end of March 2025", ""),
        ("31 May 2025 (Annually)", ""),
        ("from April 2025", "from April 2025"),
    ],
)
def test_what_else_was_said_is_noted_as_written(words: str, note: str) -> None:
    assert parse_timescale(words).note == note


def test_of_several_days_the_last_is_due() -> None:
    assert parse_timescale("30 June 2026 and 31 March 2025").due == date(2026, 6, 30)


def test_no_timescale_is_what_empty_words_give() -> None:
    assert parse_timescale("") == NO_TIMESCALE


def test_prose_is_kept_and_gives_no_day() -> None:
    prose = "The partnership agreed on 31 March 2025 that " + "this and that " * 40
    assert (parse_timescale(prose).kind, parse_timescale(prose).words) == ("other", prose)


def test_control_characters_go_and_nothing_else() -> None:
    assert parse_timescale("31 March\x00 2025").words == "31 March 2025"
    assert parse_timescale("31 March\xa02025 🎉").words == "31 March\xa02025 🎉"


@given(st.text(max_size=120) | st.text(alphabet="0123456789/-.() MarchOngoingbyendTBCannually", max_size=40))
def test_any_words_can_be_read(words: str) -> None:
    timescale = parse_timescale(words)
    assert timescale.kind in get_args(TimescaleKind)
    assert timescale.due is None or timescale.kind in ("date", "month", "period", "ongoing")


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["{}", "by {}", "{} (annually)"]),
)
def test_a_day_written_out_is_due_on_that_day(day: date, form: str) -> None:
    assert parse_timescale(form.format(show_date(day))).due == day
