"""The workbooks of actions and indicators: they filter, sort and come back, and text stays text."""

from __future__ import annotations

import io
import runpy
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cjdesk.documents.builders import workbooks
from cjdesk.documents.workbook import Percent, Sheet, SheetColumn, Workbook
from cjdesk.documents.writers.excel import write_excel
from cjdesk.domain.periods import financial_year
from cjdesk.domain.plan import Action, ActionPlacement, Indicator, IndicatorPlacement, Node, Plan, Series, Value
from cjdesk.domain.values import Figure
from cjdesk.errors import UserProblem

SMALL = runpy.run_path(str(Path(__file__).resolve().parents[1] / "golden" / "small_plan.py"))
PLAN = SMALL["SMALL_PLAN"]


def opened(workbook: Workbook):
    return openpyxl.load_workbook(io.BytesIO(write_excel(workbook)))


def one_sheet(*rows, columns=1) -> Workbook:
    heads = tuple(SheetColumn(heading=f"H{number}") for number in range(columns))
    return Workbook(title="t", sheets=(Sheet(title="S", columns=heads, rows=tuple(rows)),))


def records(book, sheet):
    """A sheet's rows as dictionaries by heading."""
    heads, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 1738", "-5", "@SUM(A1)", "=cmd|'/c calc'!A1", "1.1", "31/03/2025", "TRUE"]
)
def test_text_is_never_taken_for_a_formula_number_or_date(text):
    data = write_excel(one_sheet((text,)))
    cell = openpyxl.load_workbook(io.BytesIO(data))["S"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    assert cell.quotePrefix == (text[0] in "=+-@")


def test_numbers_percentages_and_dates_are_real_with_their_formats():
    rows = (
        (Decimal("1204"), Percent(number=Decimal("45.5")), datetime(2025, 3, 31).date()),
        (Decimal("0.50"), Percent(number=Decimal("100")), None),
    )
    sheet = opened(one_sheet(*rows, columns=3))["S"]
    assert [(cell.value, cell.number_format) for cell in sheet[2]] == [
        (1204, "#,##0"),
        (0.455, "0.0%"),
        (datetime(2025, 3, 31), "d mmmm yyyy"),
    ]
    assert [(cell.value, cell.number_format) for cell in sheet[3]][:2] == [(0.5, "#,##0.00"), (1, "0%")]


def test_sheets_filter_freeze_wrap_and_merge_nothing():
    book = opened(workbooks.actions(PLAN))
    sheet = book["Actions"]
    assert sheet.freeze_panes == "G2"
    assert sheet.auto_filter.ref == "A1:S7"
    assert not sheet.merged_cells.ranges
    assert sheet["H2"].alignment.wrap_text
    assert (sheet["A1"].font.bold, sheet["H2"].font.name) == (True, "Arial")


def test_rows_are_as_tall_as_their_text():
    heights = opened(one_sheet(("short",), ("two\nlines",), ("x" * 120,), ("y\n" * 100,)))["S"].row_dimensions
    assert [heights[row].height for row in (2, 3, 4, 5)] == [15, 30, 150, 405]


def test_equal_plans_give_equal_bytes_without_a_clock():
    first, second = (write_excel(workbooks.indicators(PLAN)) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = openpyxl.load_workbook(io.BytesIO(first)).properties
    assert properties.modified == datetime(2000, 1, 1)
    assert properties.creator == "Lochside Community Justice Partnership"


def test_control_characters_and_emoji_do_no_harm_and_long_text_is_kept():
    sheet = opened(one_sheet(("a\x01b\x0bc 😀",), ("x" * 32_767,)))["S"]
    assert sheet["A2"].value == "ab\nc 😀"
    assert len(sheet["A3"].value) == 32_767


def test_a_text_too_long_for_a_cell_is_told_with_its_place():
    with pytest.raises(UserProblem) as caught:
        write_excel(one_sheet(("x" * 32_768,)))
    assert "32,768 characters" in caught.value.what
    assert "S, H0" in caught.value.what


def test_every_placed_action_has_its_row_and_ids():
    found = records(opened(workbooks.actions(PLAN)), "Actions")
    assert [(row["Placement id"], row["Action id"], row["No."]) for row in found] == [
        (1, 1, "1.1"),
        (2, 2, "1.2"),
        (3, 3, "1.3"),
        (4, 1, "4.1"),
        (5, 4, "4.2"),
        (6, 5, "4.3"),
    ]
    first, last = found[0], found[-1]
    assert (first["National Aim"], first["Priority Action"]) == ("National Aim 1", "Priority Action 1")
    assert (first["Timescale"], first["Due"]) == ("31 March 2025", datetime(2025, 3, 31))
    assert (first["Status letter"], first["Status as at"]) == ("C", datetime(2025, 6, 1))
    assert (last["Lead"], last["Timescale"]) == ("All partners", "31 March 2026")


def test_nothing_of_an_action_is_missing_from_the_sheets_beside():
    book = opened(workbooks.actions(PLAN))
    steps = [(row["Step id"], row["Action id"], row["Step"], row["Lead"]) for row in records(book, "Steps")]
    assert steps == [(1, 2, "at the police station;", None), (2, 2, "at court.", "JSW")]
    texts = [
        (row["Action id"], row["Step id"], row["Kind"], row["Order"], row["Text"])
        for row in records(book, "Impacts and measures")
    ]
    assert texts == [
        (1, None, "impact", 1, "Fewer lost referrals\nFewer forms"),
        (1, None, "impact", 2, "• Quarterly count\n• Survey of staff"),
        (2, None, "measure", 1, "Number of families reached"),
        (2, 1, "impact", 1, "Leaflets taken"),
    ]
    updates = [
        (row["Update id"], row["As at"].date().isoformat(), row["Status letter"]) for row in records(book, "Updates")
    ]
    assert updates == [(1, "2024-09-30", "A"), (2, "2025-03-10", "G"), (3, "2025-06-01", "C"), (4, "2023-12-01", "A")]


def test_persons_senders_and_files_stay_inside_the_partnership():
    for edition, inside in (("internal", True), ("board", False), ("public", False)):
        text = "\n".join(
            str(cell)
            for built in (workbooks.actions(PLAN, edition), workbooks.indicators(PLAN, edition))
            for sheet in opened(built)
            for row in sheet.iter_rows(values_only=True)
            for cell in row
        )
        assert ("Jean Example" in text) == inside
        assert ("co-ordinator@example.org" in text) == inside
        assert ("JSW Q4 2024-25.xlsx" in text) == inside


def test_figures_side_by_side_are_numbers_only_where_they_are_firm():
    found = records(opened(workbooks.indicators(PLAN)), "By period")
    assert list(found[0])[4:] == ["2023-24", "Q1 2024-25", "Q2 2024-25", "Q3 2024-25", "Q4 2024-25", "2024-25"]
    assert list(found[0].values())[4:] == [55, 30, 31, 33, 35, 129]
    assert list(found[1].values())[4:] == [None, 12, 3, "<5", 0, None]


def test_every_figure_keeps_its_words_state_period_and_source():
    found = records(opened(workbooks.indicators(PLAN)), "Figures")
    suppressed = next(row for row in found if row["State"] == "suppressed")
    assert (suppressed["As written"], suppressed["Figure"], suppressed["Below"]) == ("<5", None, 5)
    assert (suppressed["Period"], suppressed["Last day"]) == ("Quarter 3, 2024-25", datetime(2024, 12, 31))
    assert (found[0]["Source"], found[0]["Cell"], found[0]["Received on"]) == (
        "return",
        "Return!D9",
        datetime(2025, 4, 14),
    )


def test_small_numbers_are_suppressed_in_the_public_workbook():
    by_period = records(opened(workbooks.indicators(PLAN, "public")), "By period")
    assert list(by_period[1].values())[4:] == [None, 12, "*", "*", 0, None]
    figures = records(opened(workbooks.indicators(PLAN, "public")), "Figures")
    assert {row["Below"] for row in figures} == {None}


def test_percentages_come_back_as_excel_keeps_them():
    figure = Figure(words="45.5%", state="value", number=Decimal("45.5"), unit="percent")
    series = Series(id=7, unit="percent", values=(Value(period=financial_year(2024), figure=figure),))
    placed = IndicatorPlacement(indicator=Indicator(text="x", series=(series,)))
    plan = Plan(title="t", partnership="p", nodes=(Node(depth=1, title="n", indicators=(placed,)),))
    book = opened(workbooks.indicators(plan))
    cell = book["By period"]["E2"]
    assert (cell.value, cell.number_format) == (0.455, "0.0%")


def test_an_indicator_without_figures_still_has_its_lines():
    found = records(opened(workbooks.indicators(PLAN)), "Indicators")
    assert [(row["Indicator id"], row["Part id"], row["Series id"], row["Breakdown"]) for row in found] == [
        (1, 1, 1, None),
        (1, 2, 2, None),
        (2, None, None, None),
        (3, None, 3, "under 18s"),
    ]


def test_an_empty_plan_and_a_plan_not_yet_stored_can_be_written():
    empty = Plan(title="t", partnership="p")
    assert records(opened(workbooks.actions(empty)), "Actions") == []
    loose = replace(empty, nodes=(Node(depth=1, title="n", actions=(ActionPlacement(action=Action(text="a")),)),))
    [row] = records(opened(workbooks.actions(loose)), "Actions")
    assert (row["Action id"], row["Action"], row["Level 1"]) == (None, "a", "n")
