"""Tables of every shape partners send: what must be read of them, and what must be asked."""

from __future__ import annotations

from typing import Any

import pytest
from invented_returns import (
    ADVICE,
    CUSTODY,
    DIVERSION,
    FEMALES,
    MALES,
    THROUGHCARE,
    TRANSFERS,
    codes,
    plan,
    reading_of,
    received,
    sheet,
    special,
    told,
)

from cjdesk.returns.understand import understand

Q1, Q2, Q3, Q4 = "2024-25-Q1", "2024-25-Q2", "2024-25-Q3", "2024-25-Q4"


# --- where the table stands ----------------------------------------------------------------------------------------


def test_two_tables_side_by_side() -> None:
    rows: list[list[Any]] = [
        ["2024/25"],
        ["Indicator", "Q1", "Q2", None, "Indicator", "Q1", "Q2"],
        [THROUGHCARE, 14, 15, None, ADVICE, "80%", "82%"],
        [MALES, 24, 25, None, CUSTODY + " offered support and declined", "31%", "32%"],
    ]
    assert told(reading_of(rows)) == {
        "B3": ("VT", 14, Q1, "certain"),
        "C3": ("VT", 15, Q2, "certain"),
        "F3": ("HA", 80, Q1, "certain"),
        "G3": ("HA", 82, Q2, "certain"),
        "B4": ("RM", 24, Q1, "certain"),
        "C4": ("RM", 25, Q2, "certain"),
        "F4": ("PC1", 31, Q1, "certain"),
        "G4": ("PC1", 32, Q2, "certain"),
    }


def test_a_sheet_per_quarter_takes_its_year_from_the_file() -> None:
    first = sheet([["Indicator", "Figure"], [THROUGHCARE, 14]], "Q1")
    second = sheet([["Indicator", "Figure"], [THROUGHCARE, 15]], "Q2")
    reading = understand(received(first, second, name="Throughcare 2024-25.xlsx"), plan())
    assert [(one.cell, told(reading)[one.cell[3:]][2]) for one in reading.readings][1] == ("Q2!B2", Q2)
    assert {(one.cell, one.figure.number, one.confidence) for one in reading.readings} == {
        ("Q1!B2", 14, "certain"),
        ("Q2!B2", 15, "certain"),
    }


def test_quarters_down_with_lines_across() -> None:
    rows: list[list[Any]] = [
        ["Throughcare and release 2024-25"],
        ["Quarter", THROUGHCARE, MALES],
        ["Q1", 11, 21],
        ["Q2", 12, 22],
        ["Year to date", 23, 43],
    ]
    reading = reading_of(rows)
    assert told(reading) == {
        "B3": ("VT", 11, Q1, "certain"),
        "C3": ("RM", 21, Q1, "certain"),
        "B4": ("VT", 12, Q2, "certain"),
        "C4": ("RM", 22, Q2, "certain"),
    }
    assert {one.cell for one in reading.ignored} == {"Return!B5", "Return!C5"}


def test_months_are_months_and_make_no_quarter() -> None:
    rows: list[list[Any]] = [["Indicator", "Apr-24", "May-24", "Jun-24"], [MALES, 10, 20, 30]]
    assert [one[2] for one in told(reading_of(rows)).values()] == ["2024-M04", "2024-M05", "2024-M06"]


def test_the_year_typed_once_over_its_quarters() -> None:
    rows: list[list[Any]] = [
        ["Indicator", "2023/24", None, "2024/25"],
        [None, "Q3", "Q4", "Q1", "Q2"],
        [THROUGHCARE, 21, 22, 23, 24],
    ]
    assert [one[2] for one in told(reading_of(rows)).values()] == ["2023-24-Q3", "2023-24-Q4", Q1, Q2]


def test_headings_merged_over_two_rows_are_read_and_said() -> None:
    rows: list[list[Any]] = [["Indicator", "2024/25"], [None, "Q1", "Q2"], [MALES, 21, 22]]
    reading = reading_of(rows, merges=((1, 2, 1, 3), (1, 1, 2, 1)))
    assert told(reading) == {"B3": ("RM", 21, Q1, "certain"), "C3": ("RM", 22, Q2, "certain")}
    assert "T04" in codes(reading)


def test_a_heading_that_comes_again_begins_a_new_table() -> None:
    rows: list[list[Any]] = [
        ["Indicator", "Q1 2024-25"],
        [MALES, 21],
        [],
        ["Indicator", "Q2 2024-25"],
        [MALES, 22],
    ]
    assert told(reading_of(rows)) == {"B2": ("RM", 21, Q1, "certain"), "B5": ("RM", 22, Q2, "certain")}


def test_figures_to_the_left_of_their_lines() -> None:
    rows: list[list[Any]] = [["Q1 2024-25", "Comments", "Indicator"], [31, "steady", THROUGHCARE], [9, None, FEMALES]]
    reading = reading_of(rows)
    assert told(reading) == {"A2": ("VT", 31, Q1, "certain"), "A3": ("RF", 9, Q1, "certain")}
    assert reading.readings[0].comment == "steady"


def test_french_quotation_marks_around_everything() -> None:
    rows: list[list[Any]] = [["«Indicator»", "« Q1 2024/25 »"], [f"«{THROUGHCARE}»", 31]]
    assert told(reading_of(rows)) == {"B2": ("VT", 31, Q1, "certain")}


def test_hidden_rows_and_columns_are_not_read() -> None:
    rows: list[list[Any]] = [["Indicator", "Q1 2024-25", "Q2 2024-25"], [MALES, 21, 22], [FEMALES, 11, 12]]
    reading = reading_of(rows, hidden_rows=frozenset({3}), hidden_columns=frozenset({2}))
    assert told(reading) == {"C2": ("RM", 22, Q2, "certain")}


def test_a_thousand_lines() -> None:
    lines = [[MALES if row % 2 else FEMALES, 100 + row // 2 % 2] for row in range(1000)]
    rows: list[list[Any]] = [["Indicator", "Q1 2024-25"], *lines]
    reading = reading_of(rows)
    assert {one.figure.state for one in reading.readings} == {"conflict"}  # each line 500 times with two answers
    assert len(reading.readings) == 2 and len(reading.ignored) == 998


# --- lines, parts and groups ---------------------------------------------------------------------------------------


def test_an_indicator_merged_over_its_parts() -> None:
    rows: list[list[Any]] = [
        ["Indicator", "Part", "Q1 2024-25"],
        [DIVERSION, "assessments undertaken", 31],
        [None, "cases commenced", 30],
        [None, "cases successfully completed", 20],
        [THROUGHCARE, None, 15],
    ]
    expected = {
        "C2": ("DV1", 31, Q1, "certain"),
        "C3": ("DV2", 30, Q1, "certain"),
        "C4": ("DV3", 20, Q1, "certain"),
        "C5": ("VT", 15, Q1, "certain"),
    }
    assert told(reading_of(rows, merges=((2, 1, 4, 1),))) == expected
    assert told(reading_of(rows)) == expected  # written once without a merge


def test_an_indicator_in_a_row_of_its_own_over_its_parts() -> None:
    rows: list[list[Any]] = [
        ["Indicator", "Q1 2024-25"],
        [DIVERSION],
        ["i) assessments undertaken", 31],
        ["ii)", 30],
        [MALES, 12],
    ]
    assert told(reading_of(rows)) == {
        "B3": ("DV1", 31, Q1, "certain"),
        "B4": ("DV2", 30, Q1, "certain"),
        "B5": ("RM", 12, Q1, "certain"),
    }


def test_an_indicator_as_the_heading_of_its_parts() -> None:
    rows: list[list[Any]] = [[TRANSFERS, "Q1 2024-25"], ["custody to community", 14], ["community to custody", 6]]
    assert told(reading_of(rows)) == {"B2": ("TC", 14, Q1, "certain"), "B3": ("TU", 6, Q1, "certain")}


def test_parts_alone_are_certain_only_where_a_title_names_their_indicator() -> None:
    rows: list[list[Any]] = [["Quarter", "cases commenced", "cases successfully completed"], ["Q1 2024-25", 31, 30]]
    assert [one[3] for one in told(reading_of([["Diversion from prosecution"], *rows])).values()] == ["certain"] * 2
    assert [one[3] for one in told(reading_of(rows)).values()] == ["suggested"] * 2


def test_a_part_under_a_title_of_another_line_is_asked() -> None:
    rows: list[list[Any]] = [["Voluntary throughcare"], ["Quarter", "Cases commenced"], ["Q1 2024-25", 31]]
    reading = reading_of(rows)
    assert [one.confidence for one in reading.readings] == ["ask"]
    assert {plan().series[number - 1].code for number in reading.readings[0].candidates} == {"VT", "DV2"}


def test_a_label_that_contradicts_its_words_is_asked() -> None:
    rows: list[list[Any]] = [["Diversion from prosecution"], ["Part", "Q1 2024-25"], ["ii) assessments undertaken", 31]]
    assert told(reading_of(rows))["B3"] == ("?", 31, Q1, "ask")


def test_groups_in_headings_in_columns_and_in_lines() -> None:
    across: list[list[Any]] = [
        ["Indicator", "Q1 2024-25", None, "Q2 2024-25"],
        [None, "Male", "Female", "Male", "Female"],
        [THROUGHCARE, 10, 15, 11, 16],
    ]
    found = told(reading_of(across, merges=((1, 2, 1, 3), (1, 4, 1, 5))))
    assert found["B3"] == ("VT/Male", 10, Q1, "certain")
    assert found["E3"] == ("VT/Female", 16, Q2, "certain")
    beside: list[list[Any]] = [
        ["Indicator", "Group", "Q1 2024-25"],
        [THROUGHCARE, "Males", 12],
        [None, "Females", 13],
        [THROUGHCARE, "All", 25],
    ]
    assert [one[:2] for one in told(reading_of(beside)).values()] == [("VT/Males", 12), ("VT/Females", 13), ("VT", 25)]
    below: list[list[Any]] = [["Indicator", "Q1 2024-25"], [THROUGHCARE, 25], ["of which under 18", 7], ["Females", 9]]
    assert told(reading_of(below)) == {
        "B2": ("VT", 25, Q1, "certain"),
        "B3": ("VT/under 18", 7, Q1, "certain"),
        "B4": ("VT/Females", 9, Q1, "suggested"),
    }


def test_lines_under_a_group_are_of_that_group() -> None:
    under: list[list[Any]] = [["Indicator", "Q1 2024-25"], ["Females"], [THROUGHCARE, 12]]
    assert told(reading_of(under))["B3"] == ("VT/Females", 12, Q1, "certain")
    named: list[list[Any]] = [["Indicator", "Q1 2024-25"], [THROUGHCARE, 12]]
    assert told(reading_of(named, name="Females"))["B2"] == ("VT/Females", 12, Q1, "certain")
    assert told(reading_of([["Young people in throughcare"], *named]))["B3"] == ("VT", 12, Q1, "suggested")


def test_a_part_under_another_indicators_words_is_asked() -> None:
    rows: list[list[Any]] = [["Indicator", "Q1 2024-25"], ["Bail supervision:"], ["cases commenced", 12]]
    assert told(reading_of(rows))["B3"] == ("?", 12, Q1, "ask")


def test_total_beside_nothing_but_groups_is_the_line_itself() -> None:
    rows: list[list[Any]] = [
        ["Throughcare Q1 2024-25"],
        ["Indicator", "Male", "Female", "Total"],
        [THROUGHCARE, 10, 15, 25],
    ]
    assert told(reading_of(rows))["D3"] == ("VT", 25, Q1, "certain")


def test_sub_headings_do_not_disturb() -> None:
    rows: list[list[Any]] = [["Indicator", "Q1 2024-25"], ["Custody"], [MALES, 10], ["Community"], [THROUGHCARE, 31]]
    assert told(reading_of(rows)) == {"B3": ("RM", 10, Q1, "certain"), "B5": ("VT", 31, Q1, "certain")}


def test_the_same_line_under_two_areas_is_one_question() -> None:
    rows: list[list[Any]] = [["Indicator", "Q1 2024-25"], ["Tayford town"], [MALES, 10], ["Rural"], [MALES, 3]]
    reading = reading_of(rows)
    assert told(reading) == {"B3": ("RM", "conflict", Q1, "ask")}
    assert reading.readings[0].figure.note == "10 or 3"


# --- likeness never decides ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "confidence"),
    [
        ("Number of peple released (males)", "RM", "suggested"),
        ("Number of people releesed (females)", "RF", "suggested"),
        ("No. of people released (females)", "RF", "certain"),
        ("Number of people released", "?", "ask"),
        ("Number of people not released (males)", "?", "ask"),
        ("Number of people aged under 19 referred", "?", "ask"),
        ("Number of people aged under 21 refered", "A21", "suggested"),
        ("Number of voluntary throughcare cases completed", "?", "ask"),
        ("Number of voluntry througcare cases comenced", "VT", "suggested"),
        ("Number of voluntary throughcare cases", "?", "ask"),
        ("Proportion of voluntary throughcare cases commenced", "?", "ask"),
        ("Number of fires attended", "?", "ask"),
        ("Number of people released (males) in Tayford", "?", "ask"),
        ("Number of throughcare cases commenced", "?", "ask"),
        ("Number of people released (males) - target", "?", "ask"),
        ("Voluntary throughcare cases started", "VT", "suggested"),
        ("Number of people released (males)¹", "RM", "certain"),
        ("7. Number of people released (males)", "RM", "certain"),
        ("NUMBER OF PEOPLE RELEASED (MALES) ", "RM", "certain"),
    ],
)
def test_a_line_and_what_it_may_be_taken_for(words: str, code: str, confidence: str) -> None:
    reading = reading_of([["Indicator", "Q1 2024-25"], [words, 50]])
    [(line, _value, _period, sure)] = told(reading).values()
    assert (line, sure) == (code, confidence)
    assert ("R01" in codes(reading)) == (confidence != "certain")


def test_the_same_words_in_another_order_are_another_line() -> None:
    rows: list[list[Any]] = [
        ["Indicator", "Q1 2024-25"],
        [TRANSFERS],
        ["custody to the community", 14],
        ["comunity to custody", 6],
    ]
    assert [one[0] for one in told(reading_of(rows)).values()] == ["TC", "TU"]


def test_a_line_that_only_resembles_one_already_there_is_asked() -> None:
    rows: list[list[Any]] = [["Indicator", "Q1 2024-25"], [MALES, 10], ["Number of peopel released (males)", 20]]
    found = told(reading_of(rows))
    assert found["B2"] == ("RM", 10, Q1, "certain")
    assert found["B3"][3] == "ask"


# --- periods -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "say"),
    [
        ([["Indicator", "Q1"], [MALES, 31]], "no year"),
        ([["Indicator", "Q1 2024"], [MALES, 31]], "can mean"),
        ([["Return for 2023/24"], ["Indicator", "Apr-Jun 2024"], [MALES, 31]], "2023-24"),
        ([["Indicator", "30/06/2024"], [MALES, 31]], "that day, or Quarter 1"),
        ([["Indicator", "Figure"], [MALES, 31]], "which period"),
        ([["Cumulative 2024-25"], ["Indicator", "Q2"], [MALES, 31]], "cumulative"),
        ([["2024-25 Q1"], ["Quarter", MALES], ["Q3 2023-24", 31]], "Quarter 1"),
    ],
)
def test_a_period_that_is_not_clear_is_asked(rows: list[list[Any]], say: str) -> None:
    reading = reading_of(rows)
    assert [one.confidence for one in reading.readings] == ["ask"]
    assert any(say in one.say for one in reading.problems if one.code == "P01")
    assert reading.outcome == "ask"


def test_the_first_quarter_of_cumulative_figures_is_its_own() -> None:
    rows: list[list[Any]] = [["Cumulative figures 2024-25"], ["Indicator", "Q1", "Q2"], [MALES, 10, 25]]
    assert [one[3] for one in told(reading_of(rows)).values()] == ["certain", "ask"]


def test_a_file_name_and_a_sheet_name_that_disagree_are_asked() -> None:
    rows: list[list[Any]] = [["2024-25"], ["Indicator", "Figure"], [MALES, 31]]
    reading = reading_of(rows, name="Q2", file_name="Q1 2024-25 return.xlsx")
    assert [one.confidence for one in reading.readings] == ["ask"]
    assert "P01" in codes(reading)


# --- figures -------------------------------------------------------------------------------------------------------


def test_figures_that_cannot_be_read_are_asked_and_never_left_out() -> None:
    rows: list[list[Any]] = [
        ["Indicator", "Q1 2024-25"],
        [MALES, "12*"],
        [FEMALES, "l2"],
        [THROUGHCARE, "about a dozen, mostly in May"],
    ]
    reading = reading_of(rows)
    assert {cell: one[1:] for cell, one in told(reading).items()} == dict.fromkeys(
        ("B2", "B3", "B4"), ("unclear", Q1, "ask")
    )
    assert reading.outcome == "ask"


def test_text_numbers_estimates_and_signs() -> None:
    rows: list[list[Any]] = [
        ["Indicator", "Q1 2024-25", "Q2 2024-25", "Q3 2024-25"],
        [MALES, "1,204 ", "12 (est.)", "<5"],
        [FEMALES, 31, "TBC", "n/a"],
    ]
    assert [one[1::2] for one in told(reading_of(rows)).values()] == [
        (1204, "certain"),
        (12, "suggested"),
        ("suppressed", "certain"),
        (31, "certain"),
        ("not yet", "certain"),
        ("not applicable", "certain"),
    ]


def test_percentages_on_an_unclear_scale_are_asked() -> None:
    rows: list[list[Any]] = [
        ["Indicator", "Q1 2024-25", "Q2 2024-25", "Q3 2024-25"],
        [ADVICE, 0.41, special(0.41, "41%", kind="number", number_format="0%"), 41],
    ]
    assert [one[1::2] for one in told(reading_of(rows)).values()] == [
        ("unclear", "ask"),
        (41, "certain"),
        (41, "suggested"),
    ]
    assert "C03" in codes(reading_of(rows))


def test_a_count_with_a_per_cent_sign_an_error_and_a_negative_are_stopped_or_asked() -> None:
    rows: list[list[Any]] = [
        ["Indicator", "Q1 2024-25"],
        [MALES, "41%"],
        [FEMALES, special("#REF!", "#REF!", kind="error")],
        [THROUGHCARE, -3],
    ]
    reading = reading_of(rows)
    assert {one[3] for one in told(reading).values()} == {"ask"}
    assert {"C03", "C05", "C07"} <= codes(reading)


def test_a_figure_merged_over_two_lines_is_asked() -> None:
    rows: list[list[Any]] = [["Indicator", "Q1 2024-25"], [MALES, 12], [FEMALES]]
    reading = reading_of(rows, merges=((2, 2, 3, 2),))
    assert told(reading) == {"B2": ("RM", 12, Q1, "ask")}


def test_a_blank_among_figures_is_a_blank_and_a_whole_empty_column_is_nothing() -> None:
    rows: list[list[Any]] = [["Indicator", "Q1 2024-25", "Q2 2024-25"], [MALES, 12], [FEMALES]]
    assert told(reading_of(rows)) == {"B2": ("RM", 12, Q1, "certain"), "B3": ("RF", "blank", Q1, "certain")}


def test_counts_that_look_like_years_are_counts() -> None:
    rows: list[list[Any]] = [
        ["Indicator", "Q1 2024-25", "Q2 2024-25"],
        [MALES, 12, 13],
        [FEMALES, 2014, 2015],
        [THROUGHCARE, 7, 8],
    ]
    assert [one[:2] for one in told(reading_of(rows)).values()] == [
        ("RM", 12),
        ("RM", 13),
        ("RF", 2014),
        ("RF", 2015),
        ("VT", 7),
        ("VT", 8),
    ]


def test_years_as_numbers_head_columns_and_are_asked_for_their_kind() -> None:
    rows: list[list[Any]] = [["Indicator", 2023, 2024], [MALES, 120, 130]]
    assert [one[1:] for one in told(reading_of(rows)).values()] == [
        (120, "2023", "ask"),
        (130, "2024", "ask"),
    ]


def test_a_provisional_column_makes_its_figures_provisional() -> None:
    rows: list[list[Any]] = [["Indicator", "Q1 2024-25 (provisional)"], [MALES, 12]]
    assert reading_of(rows).readings[0].figure.state == "provisional"


# --- totals, comparisons, notes ------------------------------------------------------------------------------------


def test_totals_in_the_middle_are_checked_and_never_read() -> None:
    rows: list[list[Any]] = [
        ["Indicator", "Q1 2024-25"],
        [DIVERSION],
        ["i) assessments undertaken", 31],
        ["ii) cases commenced", 30],
        ["Total", 61],
        [MALES, 10],
        [FEMALES, 5],
        ["Total", 16],
    ]
    reading = reading_of(rows)
    assert not {"B5", "B8"} & set(told(reading))
    assert [(one.cell, one.say) for one in reading.problems if one.code == "T05"] == [
        ("Return!B8", "'Total' says 16; the rows add to 15.")
    ]


def test_a_total_over_suppressed_figures_is_not_checked() -> None:
    rows: list[list[Any]] = [["Indicator", "Q1 2024-25"], [MALES, "<5"], [FEMALES, 7], ["Total", 10]]
    reading = reading_of(rows)
    assert "T05" not in codes(reading)
    assert [one.why for one in reading.ignored] == ["'Total' is a total: it cannot be checked, not added."]


def test_targets_baselines_and_earlier_periods_are_not_this_periods_figures() -> None:
    rows: list[list[Any]] = [
        ["Indicator", "Baseline", "Target", "Last quarter", "Q1 2024-25", "Change"],
        [MALES, 5, 20, 9, 12, 3],
    ]
    reading = reading_of(rows)
    assert told(reading) == {"E2": ("RM", 12, Q1, "certain")}
    assert {one.cell for one in reading.ignored} == {"Return!B1", "Return!C1", "Return!D1", "Return!F1"}


def test_notes_below_a_table_are_kept_with_the_return() -> None:
    rows: list[list[Any]] = [["Indicator", "Q1 2024-25"], [MALES, 12], [], ["Notes"], ["Figures exclude remand."]]
    assert [one.cell for one in reading_of(rows).ignored] == ["Return!A4", "Return!A5"]


def test_a_column_without_heading_is_asked() -> None:
    rows: list[list[Any]] = [["Indicator", "Q1 2024-25", None], [MALES, 12, 13]]
    reading = reading_of(rows)
    assert {cell: one[3] for cell, one in told(reading).items()} == {"B2": "certain", "C2": "ask"}
    assert "T03" in codes(reading)


def test_a_heading_that_stands_twice_with_two_answers_is_asked() -> None:
    rows: list[list[Any]] = [["Indicator", "Q1 2024-25", "Q1 2024-25"], [MALES, 12, 13]]
    reading = reading_of(rows)
    assert told(reading) == {"B2": ("RM", "conflict", Q1, "ask")}
    assert "T03" in codes(reading)


# --- nothing to read -----------------------------------------------------------------------------------------------


def test_a_form_sent_back_empty_changes_nothing() -> None:
    reading = reading_of([["Indicator", "Q1 2024-25"], [MALES], [FEMALES]])
    assert (reading.outcome, reading.readings) == ("nothing", ())
    assert "without any figure" in reading.say


def test_a_nil_return_in_words() -> None:
    reading = reading_of([["Nil return"]])
    assert reading.outcome == "nothing" and "nothing to report" in reading.say


def test_a_letter_instead_of_a_table_is_asked() -> None:
    reading = reading_of([["Dear colleague"], ["We had 12 people in the first quarter."], ["With best wishes"]])
    assert (reading.outcome, reading.reason) == ("ask", "T01")
    assert reading.readings == ()


def test_an_empty_workbook_is_nothing() -> None:
    assert reading_of([[]]).outcome == "nothing"
