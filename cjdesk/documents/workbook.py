"""The neutral workbook that the Excel writer writes: sheets of typed columns, one heading row each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Percent:
    """A percentage on the 0 to 100 scale, written as Excel keeps percentages."""

    number: Decimal


CellValue = str | int | Decimal | Percent | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A column: its heading, and its width in characters."""

    heading: str
    width: int = 12
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet; every row has a value for every column. The first ``frozen`` columns stay in sight."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    frozen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A whole workbook; ``title`` and ``author`` go into its properties."""

    title: str
    sheets: tuple[Sheet, ...]
    author: str = ""
    subject: str = ""
