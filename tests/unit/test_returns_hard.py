"""Returns that invite a wrong reading: what may be sure, what must be asked, and no figure left out in silence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from invented_returns import (
    ADVICE,
    CUSTODY,
    DIVERSION,
    MALES,
    THROUGHCARE,
    codes,
    plan,
    reading_of,
    received,
    sheet,
    special,
    told,
    with_history,
)

from cjdesk.domain.periods import quarter
from cjdesk.returns.model import KnownSeries
from cjdesk.returns.understand import understand

Q1, Q2, Q3 = "2024-25-Q1", "2024-25-Q2", "2024-25-Q3"
Rows = list[list[Any]]


def sure(reading: Any) -> dict[str, tuple[str, object, str]]:
    """What a person would not be asked about: cell to line, value and period."""
    return {cell: one[:3] for cell, one in told(reading).items() if one[3] != "ask" and one[1] != "blank"}


# --- rows of a table that look like headings -----------------------------------------------------------------------


def test_an_answer_in_words_does_not_begin_a_new_table() -> None:
    rows: Rows = [
        ["Ref", "What is counted", "Unit", "This period (Q1 2024-25)", "Note"],
        ["VT", THROUGHCARE, "number", 11, None],
        ["RM", MALES, "number", "as last quarter", None],
        ["HA", ADVICE, "percent", "80%", None],
    ]
    reading = reading_of(rows)
    assert sure(reading) == {"D2": ("VT", 11, Q1), "D4": ("HA", 80, Q1)}
    assert told(reading)["D3"] == ("RM", "unclear", Q1, "ask")


@pytest.mark.parametrize("typed", ["12 June", "12 June 2024", "No", "total"])
def test_a_word_where_a_figure_is_meant_leaves_the_lines_below_alone(typed: str) -> None:
    rows: Rows = [["2024/25 Q1"], ["Indicator", "Figure"], [THROUGHCARE, 11], [MALES, typed], [ADVICE, "80%"]]
    reading = reading_of(rows)
    assert sure(reading) == {"B3": ("VT", 11, Q1), "B5": ("HA", 80, Q1)}
    assert told(reading)["B4"][3] == "ask"


def test_an_answer_right_below_the_heading_is_no_second_heading() -> None:
    rows: Rows = [["Indicator", "Unit", "Q1 2024-25"], [MALES, "number", "no change"], [THROUGHCARE, "number", 11]]
    reading = reading_of(rows)
    assert told(reading)["C2"] == ("RM", "unclear", Q1, "ask")
    assert sure(reading) == {"C3": ("VT", 11, Q1)}


# --- columns -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("head", ["No.", "Nos", "#", "Number"])
def test_no_right_of_the_words_is_how_many(head: str) -> None:
    rows: Rows = [["Q1 2024-25"], ["Indicator", head, "%"], [THROUGHCARE, 11, "5%"], [ADVICE, 4, "80%"]]
    reading = reading_of(rows)
    assert sure(reading) == {"B3": ("VT", 11, Q1), "C4": ("HA", 80, Q1)}
    assert {one.cell for one in reading.ignored} == {"Return!C3", "Return!B4"}


def test_no_left_of_the_words_is_the_number_of_the_line() -> None:
    rows: Rows = [["Q1 2024-25"], ["No.", "Indicator", "Figure"], [1, THROUGHCARE, 11], [2, MALES, 4]]
    assert sure(reading_of(rows)) == {"C3": ("VT", 11, Q1), "C4": ("RM", 4, Q1)}


def test_number_and_percentage_under_each_quarter() -> None:
    rows: Rows = [
        ["2024/25"],
        ["Indicator", "Q1", None, "Q2", None],
        [None, "No.", "%", "No.", "%"],
        [THROUGHCARE, 11, "5%", 12, "6%"],
    ]
    reading = reading_of(rows, merges=((2, 2, 2, 3), (2, 4, 2, 5)))
    assert sure(reading) == {"B4": ("VT", 11, Q1), "D4": ("VT", 12, Q2)}


def test_bands_of_age_head_columns() -> None:
    rows: Rows = [["Q1 2024-25"], ["Indicator", "16-17", "18-25", "26+", "Total"], [THROUGHCARE, 5, 7, 8, 20]]
    assert sure(reading_of(rows)) == {
        "B3": ("VT/16-17", 5, Q1),
        "C3": ("VT/18-25", 7, Q1),
        "D3": ("VT/26+", 8, Q1),
        "E3": ("VT", 20, Q1),
    }


def test_footnote_marks_behind_headings() -> None:
    rows: Rows = [["2024/25"], ["Indicator¹", "Q1", "Q2*"], [THROUGHCARE, 11, 12], ["* without June"]]
    assert sure(reading_of(rows)) == {"B3": ("VT", 11, Q1), "C3": ("VT", 12, Q2)}


def test_an_unknown_heading_is_asked_once_and_not_for_each_line() -> None:
    rows: Rows = [
        ["Q1 2024-25"],
        ["Indicator", "Northwood", "Southwood"],
        [THROUGHCARE, 5, 6],
        [MALES, 7, 8],
        [ADVICE, "50%", "51%"],
    ]
    reading = reading_of(rows)
    assert sure(reading) == {}
    asked = [one.cell for one in reading.problems if "wood" in one.say]
    assert asked == ["Return!B2", "Return!C2"]


def test_the_year_over_a_column_of_quarters_makes_no_figures_of_them() -> None:
    rows: Rows = [["2024/25", THROUGHCARE, ADVICE], ["Q1", 11, "80%"], ["Q2", 12, "81%"], ["Total", 23, None]]
    assert sure(reading_of(rows)) == {
        "B2": ("VT", 11, Q1),
        "C2": ("HA", 80, Q1),
        "B3": ("VT", 12, Q2),
        "C3": ("HA", 81, Q2),
    }


def test_more_cells_than_headings_in_a_text_file_are_a_split_number() -> None:
    rows: Rows = [["Indicator", "Q1 2024-25", "Q2 2024-25"], [THROUGHCARE, 1, 204, 11], [MALES, 3, 4]]
    file = received(sheet(rows), name="return.csv")
    reading = understand(type(file)(name=file.name, sha256=file.sha256, kind="csv", sheets=file.sheets), plan())
    assert sure(reading) == {"B3": ("RM", 3, Q1), "C3": ("RM", 4, Q2)}


# --- periods -------------------------------------------------------------------------------------------------------


def test_a_day_shown_as_a_month_heads_that_month() -> None:
    heads = [
        special(f"2024-0{number}-01", shown, kind="date", number_format="mmm-yy")
        for number, shown in ((4, "Apr-24"), (5, "May-24"))
    ]
    assert sure(reading_of([["Indicator", *heads], [MALES, 10, 20]])) == {
        "B2": ("RM", 10, "2024-M04"),
        "C2": ("RM", 20, "2024-M05"),
    }


@pytest.mark.parametrize(
    "note", ["Note: all figures are cumulative from 1 April.", "Please note that these are year to date figures"]
)
def test_a_note_below_that_figures_run_on_is_heard(note: str) -> None:
    rows: Rows = [["2024/25"], ["Indicator", "Q1", "Q2"], [MALES, 20, 41], [], [note]]
    assert sure(reading_of(rows)) == {"B3": ("RM", 20, Q1)}


def test_figures_that_are_said_not_to_run_on() -> None:
    rows: Rows = [["2024/25"], ["Indicator", "Q1", "Q2"], [MALES, 20, 41], [], ["Figures are not cumulative."]]
    assert sure(reading_of(rows)) == {"B3": ("RM", 20, Q1), "C3": ("RM", 41, Q2)}


@pytest.mark.parametrize(
    "comment",
    ["Cumulative figure", "This is for April and May only", "Financial year 2023/24 figure", "Q1 data only"],
)
def test_a_comment_about_another_stretch_of_time_is_heard(comment: str) -> None:
    rows: Rows = [["Q2 2024-25"], ["Indicator", "Figure", "Comments"], [MALES, 20, comment], [THROUGHCARE, 11, ""]]
    assert sure(reading_of(rows)) == {"B4": ("VT", 11, Q2)}


@pytest.mark.parametrize("comment", ["Up from 12 in Q4 2023/24", "Lower than in 2023-24 as staff left", "Steady"])
def test_a_comment_that_compares_is_only_a_comment(comment: str) -> None:
    rows: Rows = [["Q2 2024-25"], ["Indicator", "Figure", "Comments"], [MALES, 20, comment]]
    assert sure(reading_of(rows)) == {"B3": ("RM", 20, Q2)}


def test_a_comment_may_say_that_a_figure_is_provisional() -> None:
    rows: Rows = [["Q1 2024-25"], ["Indicator", "Figure", "Comments"], [MALES, 20, "Provisional"]]
    [one] = reading_of(rows).readings
    assert (one.figure.number, one.figure.state) == (20, "provisional")


def test_a_summary_of_the_year_so_far_is_not_the_year() -> None:
    sheets = [
        sheet([["Indicator", "Figure"], [MALES, number]], name)
        for name, number in (("Q1", 22), ("Q2", 23), ("All", 45))
    ]
    reading = understand(received(*sheets, name="Return 2024-25.xlsx"), plan())
    assert [(one.cell, one.confidence) for one in reading.readings] == [
        ("Q1!B2", "certain"),
        ("Q2!B2", "certain"),
        ("All!B2", "ask"),
    ]


def test_a_year_to_date_beside_a_later_quarter_alone_is_not_checked_against_it() -> None:
    rows: Rows = [["Q2 2024-25"], ["Indicator", "This quarter", "Year to date"], [MALES, 23, 45]]
    reading = reading_of(rows)
    assert sure(reading) == {"B3": ("RM", 23, Q2)}
    assert "T05" not in codes(reading)


def test_a_year_to_date_with_all_its_quarters_is_checked() -> None:
    rows: Rows = [["2024-25"], ["Indicator", "Q1", "Q2", "Year to date"], [MALES, 22, 23, 46]]
    assert "T05" in codes(reading_of(rows))


def test_calendar_quarters_are_asked_once_each() -> None:
    rows: Rows = [["2024"], ["Indicator", "Q1 (Jan-Mar)", "Q2 (Apr-Jun)"], [MALES, 10, 11]]
    reading = reading_of(rows)
    assert sure(reading) == {}
    assert "T03" not in codes(reading)


# --- our own workbook after a partner had it -----------------------------------------------------------------------


def _with_women() -> Any:
    women = KnownSeries(
        series_id=99, code="VT-W", indicator_id=6, indicator_text=f"{THROUGHCARE}.", breakdown="Upper Glen"
    )
    return plan(series=(*plan().series, women))


HEADS = ["Ref", "What is counted", "This period (Q1 2024-25)"]


def _ours(rows: Rows, anchors: dict[str, str]) -> dict[str, tuple[str, object, str]]:
    file = received(sheet([HEADS, *rows]), anchors=anchors)
    reading = understand(file, _with_women())
    series = {one.series_id: one.code for one in _with_women().series}
    return {
        one.cell.partition("!")[2]: (series.get(one.series_id, "?"), one.figure.number, one.confidence)
        for one in reading.readings
    }


ANCHORS = {"row:Return:2": "RM", "row:Return:3": "VT-W", "row:Return:4": "VT"}


def test_a_group_of_the_plans_own_is_known_by_its_words() -> None:
    rows: Rows = [[None, f"{THROUGHCARE} (Upper Glen)", 3], [None, THROUGHCARE, 30]]
    assert _ours(rows, {}) == {"C2": ("VT-W", 3, "certain"), "C3": ("VT", 30, "certain")}


def test_lines_moved_without_their_codes_are_known_by_their_words() -> None:
    rows: Rows = [[None, THROUGHCARE, 30], [None, MALES, 20], [None, f"{THROUGHCARE} (Upper Glen)", 3]]
    assert _ours(rows, ANCHORS) == {
        "C2": ("VT", 30, "certain"),
        "C3": ("RM", 20, "certain"),
        "C4": ("VT-W", 3, "certain"),
    }


def test_a_code_beside_the_words_of_a_group_of_another_line_is_asked() -> None:
    rows: Rows = [["RM", f"{THROUGHCARE} (Upper Glen)", 3]]
    assert _ours(rows, {}) == {"C2": ("?", 3, "ask")}
    assert _ours(rows, ANCHORS) == {"C2": ("?", 3, "ask")}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Number of voluntary thruoghcare cases comenced", "certain"),
        ("Voluntary throughcare commenced", "certain"),
        ("Voluntary throughcare", "suggested"),
        ("Number of statutory throughcare cases commenced", "ask"),
        ("Number of voluntary throughcare cases completed", "ask"),
        ("Fire visits to homes", "ask"),
    ],
)
def test_new_words_beside_a_code(words: str, expected: str) -> None:
    assert _ours([["VT", words, 30]], {})["C2"][2] == expected


def test_per_cent_in_the_unit_column_settles_the_scale() -> None:
    known = plan(series=(KnownSeries(series_id=1, code="X", indicator_id=1, indicator_text="Support", unit="percent"),))
    rows: Rows = [["Q1 2024-25"], ["Indicator", "Unit", "Figure"], ["Support", "percent", 83]]
    [one] = reading_of(rows, known).readings
    assert (one.figure.number, one.confidence) == (83, "certain")


def test_nil_and_figures_contradict_each_other() -> None:
    rows: Rows = [["Q1 2024-25"], ["Indicator", "Figure"], [MALES, 20], ["Nil return"]]
    reading = reading_of(rows)
    assert reading.outcome == "ask"
    assert any("nothing to report, and gives figures" in one.say for one in reading.problems)


# --- words that resemble -------------------------------------------------------------------------------------------


def test_a_bare_stage_is_not_given_to_the_first_indicator_that_has_it() -> None:
    rows: Rows = [["Housing visits 2024-25"], ["Quarter", "Number commenced"], ["Q1", 10]]
    assert sure(reading_of(rows)) == {}


def test_near_lines_stay_apart() -> None:
    rows: Rows = [
        ["Q1 2024-25"],
        ["Indicator", "Figure"],
        [f"{CUSTODY} offered support", "60%"],
        [f"{CUSTODY} not offered support", "40%"],
        [f"{DIVERSION} cases completed", 9],
        ["Number of people released", 30],
    ]
    assert sure(reading_of(rows)) == {}


# --- progress ------------------------------------------------------------------------------------------------------

PROGRESS = ["No.", "Action", "Status", "Progress", "Revised date"]


def test_a_revised_date_is_read_from_its_cell_and_not_from_how_it_is_shown() -> None:
    day = special("2025-04-03", "03/04/2025", kind="date", number_format="dd/mm/yyyy")
    reading = reading_of([["Progress at 30 September 2024"], PROGRESS, ["1.1", None, "Green", "Going well", day]])
    [one] = reading.progress
    assert (one.revised_date, one.confidence) == (date(2025, 4, 3), "certain")
    assert "C04" not in codes(reading)


@pytest.mark.parametrize("words", ["31 June 2026", "46112", "now 30 June 2026 (was 31 March 2026)"])
def test_a_revised_date_that_is_none_is_asked(words: str) -> None:
    reading = reading_of([PROGRESS, ["1.1", None, "Green", "Going well", words]])
    assert [one.cell for one in reading.problems if one.code == "C04"] == ["Return!E2"]


def test_a_loose_timescale_is_kept_and_not_asked() -> None:
    reading = reading_of([PROGRESS, ["1.1", None, "Green", "Going well", "Spring 2026"]])
    assert reading.progress[0].revised_words == "Spring 2026"
    assert "C04" not in codes(reading)


def test_a_revised_date_before_the_return_is_asked() -> None:
    rows: Rows = [["Progress to Q2 2024-25"], PROGRESS, ["1.1", None, "Amber", "Late", "31 March 2024"]]
    reading = reading_of(rows)
    assert reading.progress[0].confidence == "ask"
    assert "C04" in codes(reading)


def test_an_action_renumbered_by_the_partner_is_proposed_by_its_words() -> None:
    rows: Rows = [PROGRESS, ["77", "Publish a leaflet for families after an arrest.", "Green", "Printed", None]]
    [one] = reading_of(rows).progress
    assert (one.action_number, one.confidence) == ("1.10", "suggested")


# --- nothing is left out in silence --------------------------------------------------------------------------------


def test_updates_headed_by_quarters_are_all_kept() -> None:
    rows: Rows = [["Ref", "Action", "Q1 update", "Q2 update", "RAG"], ["1.1", None, "One session", "Two more", "Green"]]
    [one] = reading_of(rows).progress
    assert one.text == "Q1 update: One session\nQ2 update: Two more"
    assert one.status_word == "On track"


def test_words_under_an_unknown_heading_are_kept_with_it() -> None:
    rows: Rows = [["Ref", "Status", "Progress", "Next steps"], ["1.1", "Green", "Held", "Book a room"]]
    assert reading_of(rows).progress[0].text == "Held\nNext steps: Book a room"


def test_figures_changed_in_the_column_of_last_period_are_said() -> None:
    known = with_history({quarter(2024, 1): 40}, "RM", "VT")
    heads = ["Indicator", "Last period (Q1 2024-25)", "This period (Q2 2024-25)"]
    assert "P03" not in codes(reading_of([heads, [MALES, 40, 41], [THROUGHCARE, "40", 42]], known))
    reading = reading_of([heads, [MALES, 41, None], [THROUGHCARE, 42, None]], known)
    [found] = [one for one in reading.problems if one.code == "P03"]
    assert (found.cell, reading.outcome) == ("Return!B2", "ask")


def test_numbers_outside_every_table_are_asked() -> None:
    rows: Rows = [["Staff", None, None, 7], [], ["Indicator", "Q1 2024-25"], [MALES, 20]]
    reading = reading_of(rows)
    assert sure(reading) == {"B4": ("RM", 20, Q1)}
    assert [one.cell for one in reading.problems if "no table" in one.say] == ["Return!D1"]


def test_years_and_line_numbers_are_no_loose_numbers() -> None:
    rows: Rows = [["Return", 2024], ["No.", "Indicator", "Q1 2024-25"], [1, MALES, 20], [2, THROUGHCARE, 21]]
    assert not [one for one in reading_of(rows).problems if "no table" in one.say]


@pytest.mark.parametrize(("head", "state"), [("Q1 2024-25 (p)", "provisional"), ("Q1 2024-25 (est.)", "estimate")])
def test_a_heading_may_mark_its_figures(head: str, state: str) -> None:
    [one] = reading_of([["Indicator", head], [MALES, 20]]).readings
    assert (one.figure.number, one.figure.state, one.confidence) == (20, state, "certain")


def test_answers_in_words_to_known_lines_are_asked() -> None:
    rows: Rows = [["Q1 2024-25"], ["Indicator", "Response", "Evidence"], [MALES, "No", ""], [THROUGHCARE, 12, ""]]
    reading = reading_of(rows)
    assert sure(reading) == {"B4": ("VT", 12, Q1)}
    assert told(reading)["B3"][3] == "ask"


def test_a_total_named_with_its_line_is_the_line() -> None:
    rows: Rows = [
        ["Q1 2024-25"],
        ["Indicator", "Figure"],
        [f"{THROUGHCARE} - males", 15],
        [f"{THROUGHCARE} - females", 7],
        [f"{THROUGHCARE} (total)", 22],
    ]
    assert sure(reading_of(rows))["B5"] == ("VT", 22, Q1)


@pytest.mark.parametrize("shown", ["01/04/2024", "2024-04-01"])
def test_the_first_of_a_month_may_be_what_is_left_of_a_month(shown: str) -> None:
    head = special("2024-04-01", shown, kind="date")
    assert sure(reading_of([["Indicator", head], [MALES, 10]])) == {}
    assert sure(reading_of([["Indicator", "at 1 April 2024"], [MALES, 10]])) == {"B2": ("RM", 10, "2024-04-01")}


def test_a_title_of_two_quarters_gives_neither_to_a_single_figure() -> None:
    rows: Rows = [["Return for Q1 and Q2 2024/25"], ["Indicator", "Figure"], [MALES, 20]]
    assert sure(reading_of(rows)) == {}


def test_numbers_of_a_sheet_without_a_table_are_listed() -> None:
    lists = sheet([["List"], ["Yes"], ["No"], [1], [2]], "Lists")
    reading = understand(received(sheet([["Indicator", "Q1 2024-25"], [MALES, 20]]), lists), plan(partners=()))
    assert [one.cell for one in reading.ignored] == ["Lists!A4"]
    assert reading.outcome == "read"


def test_a_day_in_american_order_is_not_settled_by_the_year_around_it() -> None:
    rows: Rows = [["Return 2024/25"], ["Indicator", "04/01/2024", "05/01/2024"], [MALES, 10, 11]]
    assert sure(reading_of(rows)) == {}


@pytest.mark.parametrize("title", ["Q1 2024-25 - under 18s only", "People aged 16 to 17, Q1 2024-25"])
def test_a_title_about_an_age_makes_every_line_doubtful(title: str) -> None:
    assert sure(reading_of([[title], ["Indicator", "Figure"], [THROUGHCARE, 10]])) == {}


def test_all_beside_groups_is_the_line_itself() -> None:
    rows: Rows = [["Q1 2024-25"], ["Indicator", "Male", "Female", "Non-binary", "All"], [THROUGHCARE, 15, 7, 1, 23]]
    assert sure(reading_of(rows)) == {
        "B3": ("VT/Male", 15, Q1),
        "C3": ("VT/Female", 7, Q1),
        "D3": ("VT/Non-binary", 1, Q1),
        "E3": ("VT", 23, Q1),
    }


def test_known_lines_without_any_heading_are_read() -> None:
    rows: Rows = [["Figures for Q1 2024-25"], [THROUGHCARE, 11], [MALES, 20], ["Thanks, Ann"]]
    assert sure(reading_of(rows)) == {"B2": ("VT", 11, Q1), "B3": ("RM", 20, Q1)}


def test_parts_under_their_indicator_without_any_heading() -> None:
    rows: Rows = [["Q1 2024-25"], [DIVERSION], ["assessments undertaken", 30], ["cases commenced", 20]]
    assert sure(reading_of(rows)) == {"B3": ("DV1", 30, Q1), "B4": ("DV2", 20, Q1)}


def test_two_columns_without_a_heading_are_asked() -> None:
    rows: Rows = [["Figures for 2024-25"], [THROUGHCARE, 11, 12], [MALES, 20, 21]]
    reading = reading_of(rows)
    assert sure(reading) == {}
    assert len(reading.readings) == 4


def test_a_list_without_known_lines_is_no_table() -> None:
    reading = reading_of([["Lists"], ["Yes", 1], ["No", 2]])
    assert (reading.readings, reading.reason) == ((), "T01")


def test_a_lone_total_column_is_the_figure() -> None:
    assert sure(reading_of([["Q1 2024-25"], ["Indicator", "Total"], [THROUGHCARE, 11]])) == {"B3": ("VT", 11, Q1)}


def test_the_comment_on_a_cell_is_heard_too() -> None:
    cell = special(20, "20", kind="number", comment="This is cumulative from April")
    assert sure(reading_of([["Q2 2024-25"], ["Indicator", "Figure"], [MALES, cell]])) == {}


@pytest.mark.parametrize("head", ["Throughcare", "Bail supervision"])
def test_a_part_under_the_heading_of_another_line_is_asked(head: str) -> None:
    assert sure(reading_of([["2024/25"], [head, "Q1"], ["Cases commenced", 9]])) == {}
    assert sure(reading_of([["2024/25"], ["Indicator", "Q1"], [head.upper(), None], ["Cases commenced", 9]])) == {}
