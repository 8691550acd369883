"""From readings to a plan of changes: what is taken, held back, left alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cjdesk.domain.periods import Period
from cjdesk.domain.values import Figure
from cjdesk.returns.apply import Accept, ChangePlan, plan_changes
from cjdesk.returns.model import (
    Known,
    KnownAction,
    KnownSeries,
    Problem,
    ProgressReading,
    Reading,
    ReceivedFile,
    ReturnReading,
)

Q1 = Period(date(2025, 4, 1), date(2025, 6, 30), "quarter")
Q2 = Period(date(2025, 7, 1), date(2025, 9, 30), "quarter")
FILE = ReceivedFile(name="return.xlsx", sha256="0" * 64, kind="xlsx")


def count(number: int, words: str = "") -> Figure:
    return Figure(words=words or str(number), state="value", number=Decimal(number), unit="count")


KNOWN = Known(
    series=(
        KnownSeries(
            series_id=1, code="S1", indicator_id=1, indicator_text="Cases", unit="count", history={Q1: count(41)}
        ),
        KnownSeries(series_id=2, code="S2", indicator_id=2, indicator_text="Reports", unit="count"),
    ),
    actions=(
        KnownAction(
            action_id=7,
            code="A7",
            numbers=("1.1",),
            text="Train",
            updates=((date(2025, 9, 30), "Two sessions.", 2, ""),),
        ),
    ),
)


def plan(
    *readings: Reading,
    notes: tuple[ProgressReading, ...] = (),
    problems: tuple[Problem, ...] = (),
    accept: Accept = "certain",
) -> ChangePlan:
    reading = ReturnReading(outcome="read", file=FILE, period=Q2, readings=readings, progress=notes, problems=problems)
    return plan_changes(reading, KNOWN, accept)


def test_a_new_figure_is_written_and_the_one_before_is_shown() -> None:
    made = plan(Reading(cell="S!B2", figure=count(44), confidence="certain", series_id=1, period=Q1))
    [change] = made.values
    assert (change.series_id, change.period, change.before) == (1, Q1, count(41))
    assert made.sentence == "1 value and 0 notes change; 0 held back for you; 0 unchanged; 0 removed."


def test_the_same_figure_spelt_otherwise_is_no_change() -> None:
    made = plan(Reading(cell="S!B2", figure=count(41, words="41 "), confidence="certain", series_id=1, period=Q1))
    assert (made.values, made.unchanged) == ((), 1)


def test_a_blank_means_no_change() -> None:
    blank = Figure(words="", state="blank")
    made = plan(Reading(cell="S!B2", figure=blank, confidence="certain", series_id=1, period=Q1))
    assert (made.values, made.held, made.blank) == ((), (), 1)


def test_suppressed_replaces_a_number_because_it_is_what_was_sent() -> None:
    fewer = Figure(words="<5", state="suppressed", below=Decimal(5), unit="count")
    [change] = plan(Reading(cell="S!B2", figure=fewer, confidence="certain", series_id=1, period=Q1)).values
    assert change.reading.figure.number is None


def test_what_is_only_suggested_waits_until_suggestions_are_accepted() -> None:
    suggested = Reading(cell="S!B2", figure=count(9), confidence="suggested", series_id=2, period=Q2)
    assert len(plan(suggested).held) == 1
    assert len(plan(suggested, accept="suggested").values) == 1


def test_what_is_asked_is_never_taken() -> None:
    asked = Reading(cell="S!B2", figure=count(9), confidence="ask", series_id=2, period=Q2, reasons=("Two lines fit.",))
    [held] = plan(asked, accept="suggested").held
    assert held.why == "Two lines fit."


def test_a_question_about_a_cell_holds_that_cell_and_no_other() -> None:
    ten_times = Problem(code="C08", severity="ask", cell="S!B2", say="410 is ten times last quarter's 41.")
    made = plan(
        Reading(cell="S!B2", figure=count(410), confidence="certain", series_id=1, period=Q2),
        Reading(cell="S!B3", figure=count(12), confidence="certain", series_id=2, period=Q2),
        problems=(ten_times,),
    )
    assert [one.reading.cell for one in made.values] == ["S!B3"]
    assert [(one.cell, one.why) for one in made.held] == [("S!B2", "410 is ten times last quarter's 41.")]


def test_a_question_about_a_suggested_cell_holds_it_even_when_suggestions_are_accepted() -> None:
    suggested = Reading(cell="S!B2", figure=count(410), confidence="suggested", series_id=1, period=Q2)
    matched = Problem(code="R01", severity="ask", cell="S!B2", say="Is this “Cases”?")
    ten_times = Problem(code="C08", severity="ask", cell="S!B2", say="410 is ten times last quarter's 41.")
    assert len(plan(suggested, problems=(matched,), accept="suggested").values) == 1
    assert len(plan(suggested, problems=(matched, ten_times), accept="suggested").held) == 1


def test_a_conflict_is_not_written_however_certain_its_line_is() -> None:
    both = Figure(words="54% or 56%", state="conflict", unit="percent")
    assert len(plan(Reading(cell="S!B2", figure=both, confidence="certain", series_id=1, period=Q2)).held) == 1


def test_a_note_is_added_once() -> None:
    again = ProgressReading(cell="S!C3", text="Two sessions.", confidence="certain", action_id=7, status_id=2)
    new = ProgressReading(cell="S!C4", text="A third session.", confidence="certain", action_id=7, status_id=2)
    made = plan(notes=(again, new))
    assert [one.reading.text for one in made.updates] == ["A third session."]
    assert (made.updates[0].as_at, made.unchanged) == (date(2025, 9, 30), 1)


def test_a_breakdown_the_plan_does_not_have_yet_is_new_whatever_its_part_holds() -> None:
    women = Reading(cell="S!D2", figure=count(41), confidence="certain", series_id=1, period=Q1, breakdown="Women")
    [change] = plan(women).values
    assert change.before is None


def test_a_question_about_the_whole_file_holds_all_of_it_until_it_is_accepted() -> None:
    stale = Problem(code="C09", severity="ask", say="All figures equal last quarter's.")
    figure = Reading(cell="S!B2", figure=count(44), confidence="certain", series_id=1, period=Q2)
    assert [one.why for one in plan(figure, problems=(stale,)).held] == ["All figures equal last quarter's."]
    assert len(plan(figure, problems=(stale,), accept="suggested").values) == 1


def test_a_total_that_disagrees_holds_its_column_and_its_row() -> None:
    total = Problem(code="T05", severity="ask", cell="S!B9", say="Total says 99; the rows add to 56.")
    made = plan(
        Reading(cell="S!B2", figure=count(44), confidence="certain", series_id=1, period=Q2),
        Reading(cell="S!C3", figure=count(12), confidence="certain", series_id=2, period=Q2),
        problems=(total,),
    )
    assert [one.cell for one in made.held] == ["S!B2"]
    assert [one.reading.cell for one in made.values] == ["S!C3"]


def test_a_new_date_alone_is_a_change_and_one_that_cannot_be_read_waits() -> None:
    facts = {"confidence": "certain", "action_id": 7, "text": "Two sessions.", "status_id": 2}
    later = ProgressReading(cell="S!C3", revised_words="31 March 2028", revised_date=date(2028, 3, 31), **facts)
    broken = ProgressReading(cell="S!C4", revised_words="45/13/2025", **facts)
    made = plan(notes=(later, broken))
    assert [one.reading.revised_words for one in made.updates] == ["31 March 2028"]
    assert [one.why for one in made.held] == ["“45/13/2025” is not a date that can be read."]


def test_a_share_is_not_the_same_as_a_count_of_the_same_size() -> None:
    share = Figure(words="41%", state="value", number=Decimal(41), unit="percent")
    made = plan(Reading(cell="S!B2", figure=share, confidence="certain", series_id=1, period=Q1))
    assert len(made.values) == 1
