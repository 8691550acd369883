"""Writes workbooks that filter, sort and come back: real numbers and dates, text that stays text, no merged cells.

Equal input gives equal bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cjdesk.documents.workbook import CellValue, Percent, Sheet, SheetColumn, Workbook
from cjdesk.domain.text import clean
from cjdesk.errors import UserProblem
from cjdesk.workbooks import put_words, saved

LONGEST_CELL = 32_767
"""Characters a cell of Excel can hold; more would be cut off without a word."""

_FONT = "Arial"
_PLAIN = Font(name=_FONT, size=11)
_BOLD = Font(name=_FONT, size=11, bold=True)
_HEAD_FILL = PatternFill("solid", start_color="FFE3EEF1")
_LEFT = Alignment(wrap_text=True, vertical="top", horizontal="left")
_RIGHT = Alignment(wrap_text=True, vertical="top", horizontal="right")
_LINE_HEIGHT = 15.0
_TALLEST_ROW = 405.0
_DATE = "d mmmm yyyy"


def write_excel(workbook: Workbook) -> bytes:
    """The bytes of an .xlsx file. Raises UserProblem where a text is too long for a cell."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in workbook.sheets:
        _fill(book.create_sheet(sheet.title), sheet)
    book.properties.title = clean(workbook.title)
    book.properties.creator = book.properties.lastModifiedBy = clean(workbook.author)
    book.properties.subject = clean(workbook.subject)
    book.properties.language = "en-GB"
    return saved(book)


def _fill(target: Worksheet, sheet: Sheet) -> None:
    for number, column in enumerate(sheet.columns, 1):
        target.column_dimensions[get_column_letter(number)].width = column.width
        _head(target.cell(row=1, column=number), column)
    target.row_dimensions[1].height = _height([column.heading for column in sheet.columns], sheet.columns)
    for row_number, row in enumerate(sheet.rows, 2):
        for number, (value, column) in enumerate(zip(row, sheet.columns, strict=True), 1):
            cell = target.cell(row=row_number, column=number)
            assert isinstance(cell, Cell)
            cell.font = _PLAIN
            cell.alignment = _alignment(column)
            _put(cell, value, sheet.title, column.heading)
        target.row_dimensions[row_number].height = _height(row, sheet.columns)
    target.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
    target.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    target.print_title_rows = "1:1"
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = int(target.PAPERSIZE_A4)
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _height(row: Sequence[CellValue], columns: Sequence[SheetColumn]) -> float:
    """Points for a row in which all wrapped text can be read; not every program works it out on opening."""
    lines = max(
        (
            sum(max(1, -(-len(line) // column.width)) for line in value.split("\n"))
            for value, column in zip(row, columns, strict=True)
            if isinstance(value, str)
        ),
        default=1,
    )
    return min(lines * _LINE_HEIGHT, _TALLEST_ROW)


def _alignment(column: SheetColumn) -> Alignment:
    """Numbers that only name their row read left, like the words beside them; figures to be compared read right."""
    return _RIGHT if column.align == "right" else _LEFT


def _head(cell: object, column: SheetColumn) -> None:
    assert isinstance(cell, Cell)
    put_words(cell, column.heading)
    cell.font = _BOLD
    cell.fill = _HEAD_FILL
    cell.alignment = _alignment(column)


def _put(cell: Cell, value: CellValue, sheet: str, heading: str) -> None:
    """One value as what it is: a number with as many decimals as it has, a date as a date, text never as a formula."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        _put_text(cell, clean(value), sheet, heading)
    elif isinstance(value, Percent):
        cell.value = value.number / 100
        cell.number_format = f"{_zeros('0', value.number)}%"
    elif isinstance(value, Decimal):
        cell.value = value
        cell.number_format = _zeros("#,##0", value)
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = _DATE
    else:
        cell.value = value
        cell.number_format = "0"


def _put_text(cell: Cell, text: str, sheet: str, heading: str) -> None:
    if len(text) > LONGEST_CELL:
        raise UserProblem(
            f"A text of {len(text):,} characters is too long for a cell of Excel ({sheet}, {heading}: “{text[:40]}…”).",
            "Nothing was written.",
            f"Shorten it to {LONGEST_CELL:,} characters.",
            code="cell-too-long",
        )
    put_words(cell, text)


def _zeros(whole: str, number: Decimal) -> str:
    exponent = number.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return whole + (f".{'0' * decimals}" if decimals else "")
