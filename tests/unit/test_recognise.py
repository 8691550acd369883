"""Who sent a return, what it is about, and what is said of earlier versions, other partners and personal data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from invented_returns import (
    ADVICE,
    FEMALES,
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

from cjdesk.domain.periods import Period, financial_year, quarter
from cjdesk.returns.as_json import to_json
from cjdesk.returns.model import Applied, Remembered
from cjdesk.returns.understand import understand

TABLE: list[list[Any]] = [["Indicator", "Q3 2024-25"], [THROUGHCARE, 39]]
EARLIER = Applied(
    sha256="1" * 64, file_name="october.xlsx", partner_id=1, period=quarter(2024, 3), applied_on=date(2025, 1, 15)
)


# --- the partner ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "more", "name"),
    [
        ("POLICE SCOTLAND – TAYSIDE DIVISION", {}, "Police Scotland"),
        ("Return", {"file_name": "cjsw_return_Q3.xlsx"}, "Justice Social Work"),
        ("Return", {"sender": "Justice Social Work <anne@example.org>"}, "Justice Social Work"),
        ("Return", {"name": "Police Scotland"}, "Police Scotland"),
        ("Tayford Council Housing return", {}, "Tayford Council Housing"),
        ("Return", {"partner": "CJSW"}, "Justice Social Work"),
    ],
)
def test_the_partner_is_recognised_by(title: str, more: dict[str, Any], name: str) -> None:
    reading = reading_of([[title], *TABLE], **more)
    assert reading.partner == name
    assert reading.partner_reasons
    assert "P01" not in codes(reading)


def test_two_partners_are_a_question_and_none_is_chosen() -> None:
    reading = reading_of([["Police Scotland"], *TABLE], file_name="CJSW return.xlsx")
    assert reading.partner_id is None
    assert reading.outcome == "ask"
    [asked] = [one for one in reading.problems if one.code == "P01"]
    assert "Police Scotland" in asked.say and "Justice Social Work" in asked.say


def test_no_partner_is_said_and_holds_up_no_figure() -> None:
    reading = reading_of(TABLE)
    assert (reading.partner_id, reading.outcome) == (None, "read")
    assert "P01" in codes(reading)


# --- the period of the whole ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file_name", "heads", "period"),
    [
        ("return.xlsx", ["Q1 2024-25", "Q2 2024-25"], Period(date(2024, 4, 1), date(2024, 9, 30), "half")),
        ("Q2 return.xlsx", ["Q1 2024-25", "Q2 2024-25"], quarter(2024, 2)),
        ("return.xlsx", ["Q3 2024-25"], quarter(2024, 3)),
        ("return.xlsx", ["2024-25"], financial_year(2024)),
    ],
)
def test_a_return_is_filed_under(file_name: str, heads: list[str], period: Period) -> None:
    rows: list[list[Any]] = [["Indicator", *heads], [MALES, *range(20, 20 + len(heads))]]
    assert reading_of(rows, file_name=file_name).period == period


def test_what_a_person_says_of_the_period_counts() -> None:
    rows: list[list[Any]] = [["Indicator", "Figure"], [MALES, 31]]
    reading = reading_of(rows, period=quarter(2024, 2))
    assert told(reading) == {"B2": ("RM", 31, "2024-25-Q2", "certain")}
    assert reading.period == quarter(2024, 2)


def test_a_said_period_that_the_figures_are_not_about_is_asked() -> None:
    reading = reading_of(TABLE, period=quarter(2023, 1))
    assert "P01" in codes(reading)
    assert [one.confidence for one in reading.readings] == ["ask"]


# --- earlier files -------------------------------------------------------------------------------------------------


def test_the_same_file_again_is_said() -> None:
    known = plan(applied=(replace(EARLIER, sha256="0" * 64),))
    [found] = [one for one in reading_of([["Police Scotland"], *TABLE], known).problems if one.code == "F03"]
    assert found.severity == "note" and "october.xlsx" in found.say and "15 January 2025" in found.say


def test_a_second_version_says_how_much_differs() -> None:
    known = replace(with_history({quarter(2024, 3): 38}, "VT"), applied=(EARLIER,))
    [found] = [one for one in reading_of([["Police Scotland"], *TABLE], known).problems if one.code == "P02"]
    assert found.say.endswith("differ from it: 1.")


def test_a_period_already_reported_by_nobody_known_is_asked() -> None:
    reading = reading_of(TABLE, plan(applied=(EARLIER,)))
    assert "P03" in codes(reading) and "P02" not in codes(reading)


def test_an_older_template_is_asked() -> None:
    file = received(sheet(TABLE), anchors={"version": "2019-1", "partner": "Police Scotland"})
    reading = understand(file, plan())
    assert "T02" in codes(reading) and reading.partner == "Police Scotland"


def test_lines_the_partner_provides_and_did_not_send_are_named() -> None:
    known = plan(series=tuple(replace(one, providers=("Police Scotland",)) for one in plan().series[7:9]))
    [found] = [one for one in reading_of([["Police Scotland"], *TABLE], known).problems if one.code == "R01"]
    assert "(males)" in found.say and THROUGHCARE not in found.say


# --- our own template ----------------------------------------------------------------------------------------------

FORM: list[list[Any]] = [
    ["Justice Social Work: figures"],
    ["Ref", "What is counted", "Unit", "Last period (Q2 2024-25)", "This period (Q3 2024-25)", "Note"],
    ["RM", MALES, "number", "4", 12, "steady"],
    ["HA", ADVICE, "%", "30%", "35%", None],
]
ANCHORS = {
    "plan": "Outcomes Plan",
    "row:Return:3": "RM",
    "row:Return:4": "HA",
    "period": "2024-10-01/2024-12-31",
    "partner": "Justice Social Work",
}
READ = {"E3": ("RM", 12, "2024-25-Q3", "certain"), "E4": ("HA", 35, "2024-25-Q3", "certain")}


@pytest.mark.parametrize("lost", [{"codes"}, {"words"}, {"anchors"}])
def test_any_one_anchor_of_the_template_is_enough(lost: set[str]) -> None:
    gone = {place for place, what in enumerate(("codes", "words")) if what in lost}
    rows = [[None if place in gone else value for place, value in enumerate(row)] for row in FORM[2:]]
    file = received(sheet([*FORM[:2], *rows]), anchors={} if "anchors" in lost else ANCHORS)
    reading = understand(file, plan(plan_title="Outcomes Plan"))
    assert told(reading) == READ
    assert reading.partner == "Justice Social Work"


def test_the_place_of_a_row_alone_is_enough_to_propose_its_line() -> None:
    """Codes and words are cleared: the hidden ids still know the rows, unless somebody has moved them."""
    rows = [[None, None, *more] for _code, _words, *more in FORM[2:]]
    file = received(sheet([*FORM[:2], *rows]), anchors=ANCHORS)
    read = told(understand(file, plan(plan_title="Outcomes Plan")))
    assert read == {cell: (*one[:3], "suggested") for cell, one in READ.items()}


def test_codes_that_nothing_else_supports_are_proposed() -> None:
    rows = [[code, None, *more] for code, _words, *more in FORM[2:]]
    read = told(understand(received(sheet([*FORM[:2], *rows])), plan(plan_title="Outcomes Plan")))
    assert read == {cell: (*one[:3], "suggested") for cell, one in READ.items()}


def test_rows_that_were_sorted_go_by_their_code_not_by_their_place() -> None:
    file = received(sheet([*FORM[:2], FORM[3], FORM[2]]), anchors=ANCHORS)
    assert told(understand(file, plan())) == {
        "E3": ("HA", 35, "2024-25-Q3", "certain"),
        "E4": ("RM", 12, "2024-25-Q3", "certain"),
    }


def test_rows_that_were_sorted_without_their_codes_are_asked_or_right() -> None:
    file = received(sheet([*FORM[:2], [None, *FORM[3][1:]], [None, *FORM[2][1:]]]), anchors=ANCHORS)
    for line, value, _period, confidence in told(understand(file, plan())).values():
        assert confidence == "ask" or (line, value) in {("HA", 35), ("RM", 12)}


def test_a_code_beside_the_words_of_another_line_is_asked() -> None:
    rows: list[list[Any]] = [["Ref", "Indicator", "Q3 2024-25"], ["RM", FEMALES, 12]]
    assert told(reading_of(rows)) == {"C2": ("?", 12, "2024-25-Q3", "ask")}


# --- remembered decisions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sender", "line"), [("Police Scotland", "VT"), ("CJSW", "?")])
def test_what_was_decided_once_holds_for_that_partner(sender: str, line: str) -> None:
    decided = Remembered(partner_id=1, words="vt starts", target="series", target_id=8)
    reading = reading_of([[sender], ["Indicator", "Q3 2024-25"], ["VT Starts", 39]], plan(remembered=(decided,)))
    assert [one[0] for one in told(reading).values()] == [line]


def test_a_line_that_was_decided_to_be_left_out_is_left_out_and_said() -> None:
    decided = Remembered(partner_id=1, words="fires attended", target="ignore")
    rows: list[list[Any]] = [["Police Scotland"], ["Indicator", "Q3 2024-25"], ["Fires attended", 39], [MALES, 40]]
    reading = reading_of(rows, plan(remembered=(decided,)))
    assert told(reading) == {"B4": ("RM", 40, "2024-25-Q3", "certain")}
    assert [one.cell for one in reading.ignored] == ["Return!B3"]


# --- checks against history ----------------------------------------------------------------------------------------

PAST = {quarter(2024, 1): 41, quarter(2024, 2): 38}


@pytest.mark.parametrize(
    ("figure", "asked"), [(410, True), (2, True), (39, False), (60, False), (130, False), (200, True)]
)
def test_a_figure_unlike_its_history_is_asked(figure: int, asked: bool) -> None:
    rows: list[list[Any]] = [["Indicator", "Q3 2024-25"], [MALES, figure]]
    reading = reading_of(rows, with_history(PAST, "RM"))
    assert ("C08" in codes(reading)) == asked
    assert reading.readings[0].confidence == ("ask" if asked else "certain")


def test_all_figures_equal_to_last_periods_are_asked_once() -> None:
    rows: list[list[Any]] = [["Indicator", "Q3 2024-25"], [MALES, 38], [FEMALES, 38], [THROUGHCARE, 38]]
    known = with_history(PAST, "RM", "RF", "VT")
    assert [one.say for one in reading_of(rows, known).problems if one.code == "C09"] == [
        "All 3 figures equal those of Q2 2024-25."
    ]
    rows[1][1] = 37
    assert "C09" not in codes(reading_of(rows, known))


def test_more_completed_than_commenced_is_asked() -> None:
    rows: list[list[Any]] = [
        ["Bail supervision"],
        ["Indicator", "Q3 2024-25"],
        ["bail supervision cases commenced", 30],
        ["bail supervision cases completed", 45],
    ]
    reading = reading_of(rows)
    assert told(reading)["B4"] == ("BS2", 45, "2024-25-Q3", "ask")
    assert [one.cell for one in reading.problems if one.code == "C10"] == ["Return!B4"]


def test_a_group_larger_than_its_line_is_asked() -> None:
    rows: list[list[Any]] = [["Indicator", "Q3 2024-25"], [THROUGHCARE, 12], ["of which under 18", 14]]
    assert told(reading_of(rows))["B3"][3] == "ask"


@pytest.mark.parametrize(("year", "asked"), [(100, True), (80, False)])
def test_a_year_beside_its_quarters_is_compared_and_never_added(year: int, asked: bool) -> None:
    heads = ["2023/24", "Q1 2023/24", "Q2 2023/24", "Q3 2023/24", "Q4 2023/24"]
    reading = reading_of([["Indicator", *heads], [MALES, year, 20, 20, 20, 20]])
    assert ("C10" in codes(reading)) == asked
    assert [one.figure.number for one in reading.readings] == [year, 20, 20, 20, 20]


def test_small_numbers_are_said() -> None:
    reading = reading_of([["Indicator", "Q3 2024-25"], [MALES, 1], [FEMALES, 5]])
    assert [(one.cell, one.say[:8]) for one in reading.problems if one.code == "D02"] == [("Return!B2", "1 person")]


# --- personal data -------------------------------------------------------------------------------------------------


def test_personal_data_stops_the_note_it_stands_in_and_is_listed_everywhere() -> None:
    rows: list[list[Any]] = [
        ["Completed by: J. Smith, 01632 960151"],
        ["Indicator", "Q3 2024-25", "Comments"],
        [MALES, 39, "Moira Bell moved to PH1 5GD"],
        [FEMALES, 39, "No change"],
    ]
    reading = reading_of(rows, plan(person_names=("Moira Bell",)))
    assert [one.cell for one in reading.problems if one.code == "D01"] == ["Return!B3"]
    assert {(one.cell, one.kind) for one in reading.personal_data} == {
        ("Return!A1", "name"),
        ("Return!A1", "telephone"),
        ("Return!C3", "name"),
        ("Return!C3", "postcode"),
    }


# --- progress ------------------------------------------------------------------------------------------------------


def progress(*lines: list[Any], title: str = "Progress to 30 September 2024") -> list[list[Any]]:
    return [[title], ["No.", "Action", "RAG", "Progress", "Revised date"], *lines]


@pytest.mark.parametrize(
    ("line", "action", "status", "confidence"),
    [
        (["1.1 (M)", None, "Green", "Done"], "1.1", "On track", "certain"),
        (["1.1", "Run joint training on diversion for all partners.", "A", "Late"], "1.1", "Some delay", "certain"),
        (["1.1", "Run joint training on diversion", "A", "Late"], "1.1", "Some delay", "certain"),
        ([None, "Publish a leaflet for families after an arrest", "R", "x"], "1.10", "Off track", "certain"),
        ([None, "Publish a leaflet for familys after an arrest", "R", "x"], "1.10", "Off track", "suggested"),
        ([None, "Improve access to support for people on remand.", "R", "x"], "", "Off track", "ask"),
        (["3.4", "Improve access to support for people on remand.", "R", "x"], "3.4", "Off track", "certain"),
        (["1.10", "Run joint training on diversion for all partners.", "G", "x"], "", "On track", "ask"),
        (["9.9", None, "G", "x"], "", "On track", "ask"),
        (["4.1", "Close the drop-in service before a review.", "G", "x"], "", "On track", "ask"),
        (["2.1", None, "G/complete", "x"], "2.1", "Complete", "certain"),
        (["2.1", None, "Red/complete", "x"], "2.1", "", "ask"),
        (["2.1", None, "Gr", "x"], "2.1", "", "ask"),
        (["2.1", None, "blue", "x"], "2.1", "", "ask"),
        (["2.1", None, None, "x"], "2.1", "", "certain"),
        ([1.1, None, "Green", "typed as a number"], "", "On track", "ask"),
    ],
)
def test_a_progress_line(line: list[Any], action: str, status: str, confidence: str) -> None:
    [told_of] = reading_of(progress(line)).progress
    assert (told_of.action_number, told_of.status_word, told_of.confidence) == (action, status, confidence)


def test_a_status_decided_once_is_remembered() -> None:
    blue = Remembered(partner_id=None, words="blue", target="status", target_id=1)
    [line] = reading_of(progress(["2.1", None, "Blue", "x"]), plan(remembered=(blue,))).progress
    assert (line.status_word, line.confidence) == ("Complete", "certain")


def test_a_colour_without_a_word_is_asked_and_a_pale_form_field_is_not() -> None:
    red = progress(["2.1", None, special(None, "", fill="C00000"), "x"])
    pale = progress(["2.1", None, special(None, "", fill="F6FAFB"), "x"])
    assert [one.confidence for one in reading_of(red).progress] == ["ask"]
    assert "C12" in codes(reading_of(red)) and "C12" not in codes(reading_of(pale))
    assert [one.confidence for one in reading_of(pale).progress] == ["certain"]


def test_progress_keeps_its_words_its_date_and_its_day() -> None:
    reading = reading_of(progress(["2.1", None, "A", "Two held.\nOne to go – “soon”", "30 June 2025"]))
    [line] = reading.progress
    assert line.text == "Two held.\nOne to go – “soon”"
    assert (line.revised_date, reading.as_at) == (date(2025, 6, 30), date(2024, 9, 30))


def test_an_ambiguous_revised_date_is_asked() -> None:
    reading = reading_of(progress(["2.1", None, "A", "x", "03/04/2025"]))
    assert reading.progress[0].revised_date is None
    [asked] = [one for one in reading.problems if one.code == "C04"]
    assert "3 April 2025" in asked.say and "4 March 2025" in asked.say


def test_an_action_told_twice_is_asked_and_word_for_word_it_counts_once() -> None:
    twice = progress(["2.1", None, "A", "Late"], ["2.1", None, "G", "On time"])
    assert [one.confidence for one in reading_of(twice).progress] == ["ask", "ask"]
    same = reading_of(progress(["2.1", None, "A", "Late"], ["2.1", None, "A", "Late"]))
    assert [one.confidence for one in same.progress] == ["certain"]
    assert [one.why for one in same.ignored] == ["Repeats Return!C3."]


def test_numbers_and_actions_in_one_column() -> None:
    rows: list[list[Any]] = [
        ["Action", "Status", "Update"],
        ["1.1 (M) Run joint training on diversion for all partners.", "Complete", "done"],
        ["2.1", "Off track", "late"],
    ]
    assert [one.action_number for one in reading_of(rows).progress] == ["1.1", "2.1"]


def test_words_without_action_are_asked_and_headings_are_kept_as_notes() -> None:
    reading = reading_of(progress(["2.1", None, "A", "Late"], [None, "Theme two"], [None, None, None, "And more"]))
    assert [one.confidence for one in reading.progress] == ["certain", "ask"]
    assert [one.cell for one in reading.ignored] == ["Return!B4"]


# --- the printed form ----------------------------------------------------------------------------------------------


def test_a_reading_prints_in_the_contract_of_the_read_command() -> None:
    known = plan()
    reading = reading_of([["Police Scotland"], ["Indicator", "Q3 2024-25"], [ADVICE, "41%"]], known)
    answer = to_json(reading, known)
    [one] = answer["readings"]
    assert (answer["outcome"], answer["partner"]) == ("read", "Police Scotland")
    assert answer["period"] == {"start": "2024-10-01", "end": "2024-12-31", "label": "Q3 2024-25"}
    wanted = {"indicator_text": ADVICE, "part": None, "breakdown": None, "action": None, "measure": None}
    wanted |= {"period_start": "2024-10-01", "period_end": "2024-12-31", "value": 41, "unit": "percent"}
    wanted |= {"status": "value", "note": None, "cell": "Return!B3", "confidence": "certain"}
    assert wanted.items() <= one.items()


def test_a_refused_file_is_refused_with_the_readers_words() -> None:
    file = received(refused="password", say="It needs a password.")
    reading = understand(file, plan())
    assert (reading.outcome, reading.reason, reading.say) == ("refuse", "password", "It needs a password.")
