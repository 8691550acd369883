"""Workbooks read through python-calamine: .xls and .xlsb, and .ods where it is very large.

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
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from cjdesk.returns.read.grid import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Budget, Grid, place_of
from cjdesk.returns.read.refusal import damaged, password, too_large
from cjdesk.returns.read.sheetxml import iso_of

_MOST_AREA = 40_000_000
_PLAIN = frozenset({float, int, bool, str})


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
        sheets.append(_sheet(book.get_sheet_by_index(number), about, budget))
    facts = {"macros": macros, "links": 0, "connections": False, "names": {}, "properties": {}, "unseen": True}
    return {"kind": kind, "sheets": sheets, "looks": [], "facts": facts}


def _sheet(sheet: Any, about: SheetMetadata, budget: Budget) -> dict[str, Any]:
    top, left, rows = _table(sheet, budget)
    grid = Grid(about.name, budget, _visibility(about.visible))
    merges = sheet.merged_cell_ranges or () if rows else ()
    grid.merges += [(up + 1, west + 1, down + 1, east + 1) for (up, west), (down, east) in merges]
    cut = _make_plain(rows, top, left)
    table = {"top": top, "left": left, "table": rows, "cut": cut, "merges": grid.merges}
    used = {"rows": top + len(rows) - 1, "columns": left + max(map(len, rows), default=0) - 1}
    return {**grid.wire(), **used, **table}


def _visibility(state: SheetVisibleEnum) -> str:
    if state == SheetVisibleEnum.Visible:
        return "visible"
    return "hidden" if state == SheetVisibleEnum.Hidden else "very hidden"


def _table(sheet: Any, budget: Budget) -> tuple[int, int, list[list[Any]]]:
    """First row, first column (from 1) and the rows of values between the first and the last cell."""
    if sheet.start is None or sheet.end is None:
        return 1, 1, []
    if sheet.end[0] >= MOST_ROWS or sheet.end[1] >= MOST_COLUMNS:
        raise too_large("its sheets claim to be larger than Excel allows.")
    if sheet.height * sheet.width > _MOST_AREA:
        raise too_large("its sheets claim to be larger than any return.")
    rows = sheet.to_python(skip_empty_area=True)
    budget.take(sum(len(row) - row.count("") for row in rows), 0)
    return sheet.start[0] + 1, sheet.start[1] + 1, rows


def _make_plain(rows: list[list[Any]], top: int, left: int) -> list[int]:
    """Write days in a form that JSON carries, and cut texts at Excel's limit; gives the places that were cut.

    Looks at whole columns first, which most often hold one kind of value and need nothing.
    """
    cut = []
    for column, values in enumerate(zip(*rows, strict=True)):
        kinds = set(map(type, values))
        if not kinds <= _PLAIN:
            for row in rows:
                if row[column].__class__ not in _PLAIN:
                    row[column] = _moment(row[column])
        texts = values if kinds == {str} else [value for value in values if value.__class__ is str]
        if max(map(len, texts), default=0) > MOST_CHARACTERS:
            cut += _cut_texts(rows, column, top, left)
    return sorted(cut)


def _cut_texts(rows: list[list[Any]], column: int, top: int, left: int) -> list[int]:
    cut = []
    for number, row in enumerate(rows):
        value = row[column]
        if value.__class__ is str and len(value) > MOST_CHARACTERS:
            row[column] = value[:MOST_CHARACTERS]
            cut.append(place_of(top + number, left + column))
    return cut


def _moment(value: date | datetime | time | timedelta) -> list[Any]:
    """A day becomes its ISO text alone; a time of day and a span of time stay parts of a day, with what is seen.

    A list of one or two, which no other value is.
    """
    if isinstance(value, datetime):
        return [iso_of(value)]
    if isinstance(value, date):
        return [value.isoformat()]
    span = value if isinstance(value, timedelta) else datetime.combine(date.min, value) - datetime.min
    return [span.total_seconds() / 86_400, str(span)]
