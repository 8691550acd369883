"""The visible part of a sheet as a grid: what a person who opens the file sees, with merged cells spread out.

Hidden rows, columns and sheets are left out here, once, so that no later step can read a figure from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cjdesk.domain.text import unify
from cjdesk.returns.model import Cell, Sheet
from cjdesk.returns.read.grid import letters_of


@lru_cache(maxsize=65536)
def on_one_line(text: str) -> str:
    """`unify`, remembered: the words of a cell are looked at many times."""
    return unify(text)


@dataclass(frozen=True, slots=True)
class Grid:
    """``rows`` holds each visible row's own cells, left to right, top to bottom; empty cells are absent.

    ``spread`` gives every further cell of a merge the cell that the merge shows. ``row_order`` counts visible rows,
    so that a hidden row between two others does not part them.
    """

    sheet: Sheet
    rows: dict[int, dict[int, Cell]]
    spread: dict[tuple[int, int], Cell]
    row_order: dict[int, int]

    @property
    def name(self) -> str:
        return self.sheet.name

    def address(self, row: int, column: int) -> str:
        """As the return's readings name a cell: ``Sheet!C8``."""
        return f"{self.sheet.name}!{letters_of(column)}{row}"

    def at(self, row: int, column: int) -> Cell | None:
        """The cell a person sees there, also inside a merge."""
        return self.rows.get(row, {}).get(column) or self.spread.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The words a person sees there on one line, or nothing."""
        cell = self.at(row, column)
        return on_one_line(cell.shown) if cell else ""

    def row_above(self, row: int) -> int:
        """The visible row right above one, or 0."""
        above = row - 1
        while above and above not in self.row_order:
            above -= 1
        return above

    def next_to(self, upper: int, lower: int) -> bool:
        """Whether no visible row lies between two rows (an empty one counts as lying between)."""
        return self.row_order[lower] - self.row_order[upper] == 1


def grid_of(sheet: Sheet) -> Grid:
    """The visible, non-empty cells of ``sheet``."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if row in sheet.hidden_rows or column in sheet.hidden_columns or not _says_something(cell):
            continue
        rows.setdefault(row, {})[column] = cell
    last = max(rows, default=0)
    order: dict[int, int] = {}
    for row in range(1, last + 1):
        if row not in sheet.hidden_rows:
            order[row] = len(order)
    return Grid(sheet, rows, _spread(sheet, rows), order)


def _says_something(cell: Cell) -> bool:
    return cell.kind != "text" or (not cell.shown.isspace() and bool(cell.shown))


def _spread(sheet: Sheet, rows: dict[int, dict[int, Cell]]) -> dict[tuple[int, int], Cell]:
    """Merged cells, limited to the sheet's used area: a merge over a million rows costs nothing."""
    spread: dict[tuple[int, int], Cell] = {}
    last_row = max(rows, default=0)
    last_column = max((column for cells in rows.values() for column in cells), default=0)
    for top, left, bottom, right in sheet.merges:
        cell = sheet.cells.get((top, left))
        if cell is None or not _says_something(cell):
            continue
        for row in range(top, min(bottom, last_row) + 1):
            for column in range(left, min(right, last_column) + 1):
                hidden = row in sheet.hidden_rows or column in sheet.hidden_columns
                if (row, column) != (top, left) and not hidden:
                    spread[row, column] = cell
    return spread
