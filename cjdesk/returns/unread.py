"""A net under the reading: figures that stand on a visible sheet and were neither read, nor asked, nor left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cjdesk.returns.grid import Grid
from cjdesk.returns.model import Ignored, Problem
from cjdesk.returns.problems import problem
from cjdesk.returns.read.grid import letters_of
from cjdesk.returns.tables import Table

MOST_NAMED = 5
"""So many cells are named in the sentence."""


def unread_figures(grids: Iterable[Grid], tables: Sequence[Table], told: frozenset[str]) -> list[Problem]:
    """One question per sheet with numbers beside its tables; ``told`` are the cells that some finding names.

    Numbers in a column whose heading is understood are taken up by it, and so are years in titles and headings.
    """
    found = []
    for grid in grids:
        own = [table for table in tables if table.grid is grid]
        if not own:
            continue
        places = [(row, column) for row, column in _loose(grid, own) if grid.address(row, column) not in told]
        if places:
            named = ", ".join(f"{letters_of(column)}{row}" for row, column in places[:MOST_NAMED])
            more = f" and {len(places) - MOST_NAMED} more" if len(places) > MOST_NAMED else ""
            say = f"Numbers on '{grid.name}' belong to no table that was found: {named}{more}."
            found.append(problem("R01", grid.address(*places[0]), say=say, suggest="Look whether they are figures."))
    return found


def sheets_without_table(grids: Iterable[Grid], tables: Sequence[Table]) -> list[Ignored]:
    """Sheets with numbers (lists, data of charts) on which no table was found: left out, and said."""
    with_table = {id(table.grid) for table in tables}
    without = [(grid, next(_loose(grid, ()), None)) for grid in grids if id(grid) not in with_table]
    why = "No table of figures was found on this sheet; its numbers were not read."
    return [Ignored(cell=grid.address(*place), why=why) for grid, place in without if place]


def _loose(grid: Grid, tables: Sequence[Table]) -> Iterator[tuple[int, int]]:
    taken: dict[int, set[int]] = {}
    for table in tables:
        first = table.columns[0].index
        columns = {
            one.index
            for one in table.columns
            if one.role or one.index == first or one.purpose not in ("other", "label") or table.kind == "progress"
        }
        for row in (*table.head_rows, *table.body):
            taken.setdefault(row, set()).update(columns)
    for row, cells in grid.rows.items():
        inside = taken.get(row, set())
        for column, cell in cells.items():
            if cell.kind == "number" and column not in inside and not _is_year(cell.raw):
                yield row, column


def _is_year(raw: object) -> bool:
    return isinstance(raw, int | float) and raw in range(1990, 2100)
