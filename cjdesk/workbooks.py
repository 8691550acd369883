"""Excel workbooks as bytes without a clock in them: equal contents, equal bytes."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from cjdesk.domain.text import clean

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_BEGINNING = (1980, 1, 1, 0, 0, 0)
_MADE = datetime(2000, 1, 1)
"""Workbooks need a date of their making; ours is always this one, because the plan's history has the real ones."""


def put_words(cell: Cell, text: str) -> None:
    """Put words into a cell as words: cleaned, and never a formula, also after somebody edits them in Excel."""
    cell.value = clean(text)
    cell.data_type = "s"
    if text.startswith(_STARTS_FORMULA):
        cell.quotePrefix = True


def saved(book: Workbook) -> bytes:
    """The workbook as .xlsx bytes."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.created = book.properties.modified = _MADE
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        ExcelWriter(book, archive).write_data()
    return _without_times(out.getvalue())


def _without_times(data: bytes) -> bytes:
    """The same zip with every entry dated to the beginning of zip's time."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _BEGINNING)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 0
            after.writestr(fixed, before.read(entry))
    return out.getvalue()
