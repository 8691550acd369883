"""The cells of one sheet as the worker gathers them, within limits, and as they travel to the program.

Columns of plain values instead of one object per cell: they cross the pipe and are rebuilt several times faster.
"""

from __future__ import annotations

import re
from typing import Any

from cjdesk.domain.text import clean
from cjdesk.returns.read.refusal import damaged, too_large

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
#: Excel's own limit for the text of a cell.
MOST_CHARACTERS = 32_767
#: Twenty times the largest tracker seen; the limits of a file, not of a sheet.
MOST_CELLS = 1_000_000
MOST_TEXT = 40_000_000

#: One letter per kind of cell, in the order of `cjdesk.returns.model.CellKind`.
KINDS = {"t": "text", "n": "number", "d": "date", "b": "bool", "e": "error", "f": "formula"}

_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_UNUSUAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Budget:
    """What one file may still hold."""

    def __init__(self) -> None:
        self.cells = MOST_CELLS
        self.text = MOST_TEXT

    def take(self, cells: int, characters: int) -> None:
        """Count cells and characters; raises `Refusal` (F06) when the file holds too much."""
        self.cells -= cells
        self.text -= characters
        if self.cells < 0:
            raise too_large(f"it holds more than {MOST_CELLS:,} cells.")
        if self.text < 0:
            raise too_large("the texts in it are longer than any return's.")


class Grid:
    """One sheet being read. ``at`` is row and column in one number; the other lists run beside it."""

    def __init__(self, name: str, budget: Budget, visibility: str = "visible") -> None:
        self.name = name
        self.visibility = visibility
        self.budget = budget
        self.at: list[int] = []
        self.kinds: list[str] = []
        self.raw: list[Any] = []
        self.styles: list[int] = []
        self.shown: dict[int, str] = {}
        self.formulas: dict[int, str] = {}
        self.comments: dict[int, str] = {}
        self.cut: list[int] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_spans: list[tuple[int, int]] = []
        self.filtered = False
        self._counted = 0

    def add(self, place: int, kind: str, raw: Any, style: int = 0) -> None:
        """Take one cell. Text is cut at Excel's limit, which is noted; control characters go."""
        if kind == "t" and raw is not None:
            raw = self._text(place, raw)
        self.at.append(place)
        self.kinds.append(kind)
        self.raw.append(raw)
        self.styles.append(style)

    def _text(self, place: int, text: str) -> str:
        if len(text) > MOST_CHARACTERS:
            self.cut.append(place)
            text = text[:MOST_CHARACTERS]
        self.budget.take(0, len(text))
        return tidy(text)

    def check(self) -> None:
        """Count the cells taken since the last look; raises `Refusal` (F06) when the file holds too many."""
        self.budget.take(len(self.at) - self._counted, 0)
        self._counted = len(self.at)

    def wire(self) -> dict[str, Any]:
        """The sheet as JSON can carry it. Hidden rows and columns are named as far as the sheet is used."""
        rows = max(self.at, default=0) >> 14
        columns = max({place & 16383 for place in self.at}, default=-1) + 1
        spans = [(low, min(high, columns)) for low, high in self.hidden_spans if low <= columns]
        held = set(self.at) if self.merges else ()
        return {
            "name": self.name,
            "rows": rows,
            "columns": columns,
            "visibility": self.visibility,
            "at": self.at,
            "kinds": "".join(self.kinds),
            "raw": self.raw,
            "styles": self.styles if any(self.styles) else [],
            "shown": list(self.shown.items()),
            "formulas": list(self.formulas.items()),
            "comments": list(self.comments.items()),
            "cut": self.cut,
            "merges": [merge for merge in self.merges if place_of(merge[0], merge[1]) in held],
            "hidden_rows": sorted(row for row in self.hidden_rows if row <= rows),
            "hidden_columns": sorted({column for low, high in spans for column in range(low, high + 1)}),
            "filtered": self.filtered,
        }


def tidy(text: str) -> str:
    """`clean`, at the cost of one look where there is nothing to clean."""
    return clean(text) if _UNUSUAL.search(text) else text


def place_of(row: int, column: int) -> int:
    """Row and column (from 1) in one number."""
    return row << 14 | (column - 1)


def place_of_address(address: str) -> int:
    """ "C8" -> its place. Raises `Refusal` for what is no address of a sheet."""
    found = _A1.fullmatch(address)
    if found is None:
        raise damaged()
    row, column = int(found[2]), column_of(found[1])
    if not (1 <= row <= MOST_ROWS and column <= MOST_COLUMNS):
        raise damaged()
    return place_of(row, column)


def column_of(letters: str) -> int:
    """ "A" -> 1, "AB" -> 28."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


def letters_of(column: int) -> str:
    """1 -> "A", 28 -> "AB"."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def area_of(reference: str) -> tuple[int, int, int, int] | None:
    """ "A1:B2" -> top, left, bottom, right; None for what is no area within a sheet."""
    ends = [_A1.fullmatch(end) for end in reference.split(":")]
    if len(ends) not in (1, 2) or ends[0] is None or ends[-1] is None:
        return None
    rows = sorted((int(ends[0][2]), int(ends[-1][2])))
    columns = sorted((column_of(ends[0][1]), column_of(ends[-1][1])))
    if rows[0] < 1 or rows[1] > MOST_ROWS or columns[1] > MOST_COLUMNS:
        return None
    return rows[0], columns[0], rows[1], columns[1]
