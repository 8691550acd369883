"""Words that come back on sheets of our own workbook which hold no lines: case studies and free text."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cjdesk.domain.text import plain
from cjdesk.returns.grid import Grid, on_one_line
from cjdesk.returns.model import Ignored

CASE_STUDY = "A case study came with this return; it is kept with the file"
FREE_TEXT = "Kept with the file, and read into no line: "
TEMPLATE_SHEETS = {"read me": frozenset({*range(1, 10), 11}), "case study": frozenset({1, *range(3, 8)})}
"""Sheets of our own template that hold words for the partner and never figures, with the rows of its own words."""


def words_kept(grid: Grid, besides: Collection[str]) -> Iterator[Ignored]:
    """Each text that a partner wrote on a sheet without lines; the template's own words and ``besides`` are none."""
    ours = TEMPLATE_SHEETS.get(plain(grid.name), frozenset())
    for row, cells in grid.rows.items():
        for column, cell in cells.items():
            words = on_one_line(cell.shown)
            if (column == 1 and row in ours) or plain(words) in besides:
                continue
            why = f"{CASE_STUDY}." if plain(grid.name) == "case study" else FREE_TEXT + words
            yield Ignored(cell=grid.address(row, column), why=why)
