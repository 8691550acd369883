"""What must never be taken for certain: other plans' codes, parts for wholes, other units, other partners' lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from invented_returns import (
    ADVICE,
    CUSTODY,
    DIVERSION,
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
from openpyxl import load_workbook

from cjdesk.domain.periods import Period, quarter
from cjdesk.domain.values import Figure
from cjdesk.returns.model import Applied, Known, KnownSeries, ReturnReading
from cjdesk.returns.read import read_file
from cjdesk.returns.template import ActionLine, FigureLine, Request, build
from cjdesk.returns.understand import understand

Q3 = "2024-25-Q3"
HEADS = ["Ref", "What is counted", "Q3 2024-25"]
OURS, THEIRS = {"plan": "Outcomes Plan"}, {"plan": "Somebody's Plan"}


def known() -> Known:
    return plan(plan_title="Outcomes Plan")


def coded(rows: list[list[Any]], anchors: dict[str, str]) -> ReturnReading:
    return understand(received(sheet([HEADS, *rows]), anchors=anchors), known())


# --- whose plan the codes are of -----------------------------------------------------------------------------------


def test_a_bare_code_is_sure_only_in_a_return_of_this_plan() -> None:
    row: list[Any] = ["RM", None, 12]
    assert told(coded([row], OURS)) == {"C2": ("RM", 12, Q3, "certain")}
    assert told(coded([row], {})) == {"C2": ("RM", 12, Q3, "suggested")}


def test_the_title_of_the_plan_may_be_written_otherwise() -> None:
    assert told(coded([["RM", None, 12]], {"plan": "OUTCOMES  plan."})) == {"C2": ("RM", 12, Q3, "certain")}


def test_nothing_is_sure_in_a_return_of_another_plan() -> None:
    reading = coded([["RM", "Number of fires attended", 12], ["RF", FEMALES, 9]], {**THEIRS, "row:Return:2": "RM"})
    assert {one.confidence for one in reading.readings} == {"ask"}
    assert reading.readings[0].series_id is None
    [asked] = [one for one in reading.problems if "Somebody's Plan" in one.say]
    assert (asked.code, asked.cell) == ("P01", "")
    assert asked.say == "It was issued for “Somebody's Plan”, not for this plan."
    assert all(one.reasons[0] == asked.say for one in reading.readings)


def test_progress_in_a_return_of_another_plan_is_asked() -> None:
    rows: list[list[Any]] = [["Ref", "Action", "Status", "Progress"], ["ACT1", None, "On track", "Begun"]]
    anchors = {"row:Return:2": "ACT1"}
    sure = {
        title: understand(received(sheet(rows), anchors={**anchors, "plan": title}), known()).progress[0].confidence
        for title in ("Outcomes Plan", "Somebody's Plan")
    }
    assert sure == {"Outcomes Plan": "certain", "Somebody's Plan": "ask"}


def test_a_code_and_words_that_disagree_name_both_lines() -> None:
    [one] = coded([["RM", FEMALES, 12]], OURS).readings
    assert (one.series_id, one.confidence) == (None, "ask")
    assert {9, 10} <= set(one.candidates)


# --- a breakdown is not its whole ----------------------------------------------------------------------------------

GROUPS = tuple(
    KnownSeries(
        series_id=place,
        code=f"G{place}",
        indicator_id=1,
        indicator_text="Cases commenced",
        breakdown=group,
        unit="count",
    )
    for place, group in enumerate(("Males", "Females"), 1)
)


def grouped(*rows: list[Any]) -> list[tuple[int | None, str, str]]:
    reading = reading_of([["Indicator", "Q3 2024-25"], *rows], Known(series=GROUPS))
    return [(one.series_id, one.breakdown, one.confidence) for one in reading.readings]


def test_a_whole_is_not_stored_under_one_of_its_groups() -> None:
    reading = reading_of([["Indicator", "Q3 2024-25"], ["Cases commenced", 41]], Known(series=GROUPS))
    [one] = reading.readings
    assert (one.series_id, one.confidence, one.candidates) == (None, "ask", (1, 2))
    assert "Males" in one.reasons[0] and "Females" in one.reasons[0]


def test_the_groups_themselves_are_read() -> None:
    assert grouped(["Cases commenced (males)", 30], ["Cases commenced - Females", 11]) == [
        (1, "Males", "certain"),
        (2, "Females", "certain"),
    ]


def test_a_group_that_the_plan_does_not_have_goes_under_no_other() -> None:
    assert grouped(["Cases commenced (under 18s)", 5])[0][0::2] == (None, "ask")


# --- units and scales ----------------------------------------------------------------------------------------------


def one_of(rows: list[list[Any]]) -> Any:
    reading = reading_of(rows)
    [one] = reading.readings
    return one.confidence, one.figure.number, codes(reading)


@pytest.mark.parametrize(
    "rows",
    [
        [["Indicator", "%"], ["Q3 2024-25", None], [MALES, 12]],
        [["Indicator", "Unit", "Q3 2024-25"], [MALES, "%", 12]],
        [["Indicator", "Unit", "Q3 2024-25"], [MALES, "Rate per 1,000", 12]],
        [["Indicator", "Unit", "Q3 2024-25"], [MALES, "£000", 12]],
        [["Indicator", "Unit", "Q3 2024-25"], [MALES, "thousands", 12]],
        [["Indicator", "Unit", "Q3 2024-25"], [ADVICE, "number", 12]],
        [["Indicator", "Q3 2024-25 %"], [MALES, 12]],
        [["All figures in thousands"], ["Indicator", "Q3 2024-25"], [MALES, 12]],
        [["Indicator", "Q3 2024-25"], [MALES, 12], ["Note: figures are in thousands"]],
        [["Figures are rates per 10,000 population"], ["Indicator", "Q3 2024-25"], [MALES, 12]],
        [["Indicator", "Q3 2024-25"], [MALES, special(12345, "12", kind="number", number_format="0,")]],
        [["Indicator", "Q3 2024-25"], [MALES, special(12, "12k", kind="number", number_format='0"k"')]],
        [["Indicator", "Q3 2024-25"], [MALES, special(12, "12%", kind="number", number_format='0"%"')]],
        [["Indicator", "Q3 2024-25"], [MALES, special(12, "12m", kind="number", number_format="0\\m")]],
    ],
)
def test_another_unit_or_scale_than_the_line_has_is_asked(rows: list[list[Any]]) -> None:
    if rows[0] == ["Indicator", "%"]:
        rows = [["Q3 2024-25"], ["Indicator", "%"], rows[2]]
    confidence, number, found = one_of(rows)
    assert (confidence, number) == ("ask", None)
    assert "C03" in found


@pytest.mark.parametrize("head", ["Q3 2024-25 (%)", "Q3 2024-25 (000s)", "Q3 2024-25 £000", "Q3 (rate per 1,000)"])
def test_a_unit_beside_the_period_is_never_read_past(head: str) -> None:
    confidence, _number, _found = one_of([["Q3 2024-25"], ["Indicator", head], [MALES, 12]])
    assert confidence == "ask"


@pytest.mark.parametrize(
    ("line", "unit", "value"),
    [
        (MALES, "No.", 12),
        (MALES, "people", 12),
        (MALES, "Count", 12),
        (ADVICE, "per cent", 12),
        (ADVICE, "Percentage (%)", 12),
        (ADVICE, "proportion", "12%"),
    ],
)
def test_the_same_unit_in_other_words_is_fine(line: str, unit: str, value: Any) -> None:
    confidence, number, _found = one_of([["Indicator", "Unit", "Q3 2024-25"], [line, unit, value]])
    assert (confidence, number) == ("certain", 12)


def test_a_per_cent_sign_written_behind_the_number_fits_a_percentage() -> None:
    cell = special(12, "12%", kind="number", number_format='0"%"')
    assert one_of([["Indicator", "Q3 2024-25"], [ADVICE, cell]])[:2] == ("certain", 12)


@pytest.mark.parametrize("unit", ["Number (%)", "number and %"])
def test_a_unit_column_that_says_both_contradicts_neither(unit: str) -> None:
    assert one_of([["Indicator", "Unit", "Q3 2024-25"], [MALES, unit, 12]])[1] == 12


@pytest.mark.parametrize(
    "title", ["Table 2: data on people in custody", "Figures are provisional", "Numbers as at May"]
)
def test_a_title_that_says_nothing_of_units_asks_nothing(title: str) -> None:
    assert one_of([[title], ["Indicator", "Q3 2024-25"], [MALES, 12]])[1] == 12


@pytest.mark.parametrize("written", ["#,##0", '#,##0;"-"#,##0', '0" people"', "_-* #,##0_-;-* #,##0_-"])
def test_a_format_that_only_groups_digits_changes_nothing(written: str) -> None:
    cell = special(1234, "1,234", kind="number", number_format=written)
    assert one_of([["Indicator", "Q3 2024-25"], [MALES, cell]])[:2] == ("certain", 1234)


# --- whose line it is ----------------------------------------------------------------------------------------------


def count(number: int) -> Figure:
    return Figure(words=str(number), state="value", number=Decimal(number), unit="count")


def police_line(**changes: Any) -> Known:
    mine = {"providers": ("Police Scotland",), "history": {quarter(2024, 3): count(30)}, **changes}
    return plan(series=tuple(replace(one, **mine) if one.code == "RM" else one for one in plan().series))


def sent(title: str, number: int, there: Known) -> ReturnReading:
    return reading_of([[title], ["Indicator", "Q3 2024-25"], [MALES, number]], there)


def test_another_partner_s_line_is_not_overwritten_unasked() -> None:
    reading = sent("Tayford Council Housing", 77, police_line())
    [one] = reading.readings
    assert one.confidence == "ask" and reading.outcome == "ask"
    assert one.reasons[0] == "This line is Police Scotland's; the return is from Tayford Council Housing."
    assert [found.cell for found in reading.problems if found.say == one.reasons[0]] == [one.cell]


@pytest.mark.parametrize("title", ["Police Scotland", "All partners"])
def test_its_own_partner_and_whoever_collates_may_report_a_line(title: str) -> None:
    assert [one.confidence for one in sent(title, 33, police_line()).readings] == ["certain"]


def test_the_same_figure_from_another_partner_asks_nothing() -> None:
    assert [one.confidence for one in sent("Tayford Council Housing", 30, police_line()).readings] == ["certain"]


def test_a_figure_that_another_partner_sent_is_not_overwritten_unasked() -> None:
    there = police_line(providers=(), history_senders={quarter(2024, 3): "Police Scotland"})
    [one] = sent("Tayford Council Housing", 77, there).readings
    assert one.confidence == "ask" and "came from Police Scotland" in one.reasons[0]
    assert [one.confidence for one in sent("Police Scotland", 77, there).readings] == ["certain"]


TABLE: list[list[Any]] = [["Indicator", "Q3 2024-25"], [THROUGHCARE, 39]]


def test_a_said_partner_whom_the_file_contradicts_is_noted_with_both_names() -> None:
    reading = reading_of([["Police Scotland"], *TABLE], partner="CJSW")
    [noted] = [one for one in reading.problems if one.code == "P01"]
    assert noted.severity == "note" and (reading.partner, reading.outcome) == ("Justice Social Work", "read")
    assert "Justice Social Work" in noted.say and "Police Scotland" in noted.say


def test_a_partner_whom_nobody_knows_is_asked() -> None:
    reading = reading_of([["Police Scotland"], *TABLE], partner="Tayford Fire")
    [asked] = [one for one in reading.problems if one.code == "P01"]
    assert asked.severity == "ask" and asked.say.startswith("No partner is called “Tayford Fire”")
    assert reading.outcome == "ask"
    assert [one.confidence for one in reading.readings] == ["ask"]


# --- a file that was applied before --------------------------------------------------------------------------------


def before(sha256: str) -> tuple[Applied, ...]:
    period = Period(date(2024, 10, 1), date(2024, 12, 31), "quarter")
    return (Applied(sha256=sha256, file_name="first.xlsx", partner_id=1, period=period, applied_on=date(2025, 1, 15)),)


def test_an_applied_file_does_not_put_earlier_figures_back() -> None:
    there = replace(with_history({quarter(2024, 3): 41}, "VT"), applied=before("0" * 64))
    reading = reading_of([["Police Scotland"], *TABLE], there)
    [one] = reading.readings
    assert (one.confidence, reading.outcome) == ("ask", "ask")
    assert "15 January 2025" in one.reasons[0] and "F03" in codes(reading)
    assert [found.code for found in reading.problems if found.cell == one.cell and found.severity == "ask"] == ["P03"]


def test_an_applied_file_that_still_agrees_is_only_noted() -> None:
    there = replace(with_history({quarter(2024, 3): 39}, "VT"), applied=before("0" * 64))
    reading = reading_of([["Police Scotland"], *TABLE], there)
    assert [one.confidence for one in reading.readings] == ["certain"]
    assert "P03" not in codes(reading) and reading.outcome == "read"


# --- words on other sheets of our workbook -------------------------------------------------------------------------


def issued() -> bytes:
    return build(
        Request(
            plan_title="Outcomes Plan",
            partnership="Tayford",
            partner="Police Scotland",
            return_code="R-7",
            period=quarter(2024, 3),
            last_period=quarter(2024, 2),
            due_words="31 January 2025",
            figures=(FigureLine(code="RM", what=MALES, definition="", unit="count", last="41"),),
            actions=(ActionLine(code="ACT1", number="1.1", text="Run training.", timescale="", last=""),),
            statuses=(("G", "On track"),),
        )
    )


def returned(folder: Path, words: dict[str, Any]) -> ReturnReading:
    book = load_workbook(BytesIO(issued()))
    for place, value in words.items():
        name, _, cell = place.partition("!")
        if name not in book.sheetnames:
            book.create_sheet(name)
        book[name][cell] = value
    path = folder / "back.xlsx"
    book.save(path)
    return understand(read_file(path), known())


def test_a_case_study_and_free_text_are_announced(tmp_path: Path) -> None:
    words = {
        "Return!E5": 43,
        "Case study!B3": "A man had no home.",
        "Case study!A9": "He has a flat now.",
        "Read me!A10": "Figures for the city are late.",
        "Further notes!B2": "See also the annual report.",
    }
    reading = returned(tmp_path, words)
    kept = {one.cell: one.why for one in reading.ignored}
    assert kept["Case study!B3"].startswith("A case study came with this return; it is kept with the file")
    assert "Case study!A9" in kept
    assert "Figures for the city are late." in kept["Read me!A10"]
    assert "See also the annual report." in kept["Further notes!B2"]
    assert [one.confidence for one in reading.readings] == ["certain"]


def test_what_our_template_says_itself_is_not_announced(tmp_path: Path) -> None:
    kept = returned(tmp_path, {"Return!E5": 43}).ignored
    assert [one.cell for one in kept] == ["Return!D4"]  # last period's column


def test_a_nil_return_with_a_case_study_says_so(tmp_path: Path) -> None:
    reading = returned(tmp_path, {"Case study!B4": "A mentor, every week."})
    assert (reading.outcome, "case study" in reading.say) == ("nothing", True)


# --- dates, reasons, words -----------------------------------------------------------------------------------------


def test_a_revised_date_that_is_none_is_asked() -> None:
    rows: list[list[Any]] = [
        ["No.", "Action", "Status", "Progress", "Revised date"],
        ["1.1", "Run joint training on diversion for all partners.", "On track", "Begun", "45/13/2025"],
        ["1.10", "Publish a leaflet for families after an arrest.", "On track", "Begun", "30 June 2026"],
    ]
    reading = reading_of(rows)
    assert [one.confidence for one in reading.progress] == ["ask", "certain"]
    assert "45/13/2025" in reading.progress[0].reasons[0]


def test_a_dash_is_the_reason_why_it_is_asked() -> None:
    [one] = reading_of([["Indicator", "Q3 2024-25"], [MALES, "-"]]).readings
    assert one.confidence == "ask" and "not available, not yet, or none" in one.reasons[0]


def test_a_wrong_period_is_the_reason_why_it_is_asked() -> None:
    [one] = reading_of(TABLE, period=quarter(2023, 1)).readings
    assert one.confidence == "ask"
    assert one.reasons[0].startswith("The return is for")


def test_lines_with_the_same_words_are_told_apart_by_their_part() -> None:
    rows: list[list[Any]] = [["Ref", "Indicator", "Q3 2024-25"]]
    rows += [[code, CUSTODY, number] for code, number in (("PC1", "31%"), ("PC2", "42%"))]
    words = [one.line_words for one in coded([[*row] for row in rows[1:]], OURS).readings]
    assert len(set(words)) == 2 and "offered support and declined" in words[0]
    [whole] = reading_of([["Indicator", "Q3 2024-25"], [f"{DIVERSION} cases commenced", 9]]).readings
    assert whole.line_words == f"{DIVERSION} cases commenced"
