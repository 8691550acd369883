"""Workbooks read through python-calamine: .xls, .ods and .xlsb.

It gives values only. Error cells come back empty, number formats and hidden rows do not come back at all: the facts
say so, and the program tells the person.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from cjdesk.returns.read.grid import MOST_COLUMNS, MOST_ROWS, Budget, Grid
from cjdesk.returns.read.refusal import damaged, password, too_large
from cjdesk.returns.read.sheetxml import iso_of
from cjdesk.returns.read.shown import show_day

_DAY_FORMAT = "dd/mm/yyyy"
_MOMENT_FORMAT = "dd/mm/yyyy hh:mm"
_MOST_AREA = 40_000_000
_LETTERS = {int: "n", float: "n", str: "t", bool: "b"}
_VISIBILITY = {SheetVisibleEnum.Hidden: "hidden", SheetVisibleEnum.VeryHidden: "very hidden"}


def read(data: bytes, kind: str) -> dict[str, Any]:
    """The workbook as the worker's answer. Raises `Refusal`."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return _read(book, kind)
    except PasswordError as error:
        raise password(kind) from error
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(kind) from error


def _read(book: CalamineWorkbook, kind: str) -> dict[str, Any]:
    budget = Budget()
    sheets, macros = [], False
    for number, about in enumerate(book.sheets_metadata):
        macros = macros or about.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba)
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        grid = Grid(about.name, budget, _VISIBILITY.get(about.visible, "visible"))
        _fill(grid, book.get_sheet_by_index(number))
        sheets.append(grid.wire())
    facts = {"macros": macros, "links": 0, "connections": False, "names": {}, "properties": {}}
    return {"kind": kind, "sheets": sheets, "looks": [["General", ""], [_DAY_FORMAT, ""]], "facts": facts}


def _fill(grid: Grid, sheet: Any) -> None:
    if sheet.start is None or sheet.end is None:
        return
    top, left = sheet.start
    if sheet.height * sheet.width > _MOST_AREA:
        raise too_large("its sheets claim to be larger than any return.")
    if sheet.end[0] >= MOST_ROWS or sheet.end[1] >= MOST_COLUMNS:
        raise too_large("its sheets claim to be larger than Excel allows.")
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
        _take_row(grid, row << 14 | left, values)
    for (first_row, first), (last_row, last) in sheet.merged_cell_ranges or ():
        grid.merges.append((first_row + 1, first + 1, last_row + 1, last + 1))


def _take_row(grid: Grid, place: int, values: list[Any]) -> None:
    """One row of values; ``place`` is that of the first. Written out because it runs for every cell."""
    before = len(grid.at)
    for at, value in enumerate(values, start=place):
        if value == "":
            continue
        kind = _LETTERS.get(type(value))
        if kind == "t":
            grid.add(at, "t", value)
        elif kind is None:
            _take_moment(grid, at, value)
        else:
            if kind == "n" and value.is_integer():
                value = int(value)
            grid.at.append(at)
            grid.kinds.append(kind)
            grid.raw.append(value)
            grid.styles.append(0)
    grid.budget.take(len(grid.at) - before, 0)


def _take_moment(grid: Grid, place: int, value: date | datetime | time | timedelta) -> None:
    """A day becomes ISO text; a time of day and a span of time stay parts of a day, as Excel keeps them."""
    number = len(grid.at)
    if isinstance(value, (date, datetime)):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        with_time = moment.time() != time.min
        grid.shown[number] = show_day(moment, _MOMENT_FORMAT if with_time else _DAY_FORMAT)
        grid.add(place, "d", iso_of(moment), 1)
        return
    span = value if isinstance(value, timedelta) else datetime.combine(date.min, value) - datetime.min
    grid.shown[number] = str(span)
    grid.add(place, "n", span.total_seconds() / 86_400)
