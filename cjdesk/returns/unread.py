"""A net under the reading: figures that stand on a visible sheet and were neither read, nor asked, nor left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cjdesk.returns.grid import Grid
from cjdesk.returns.model import Problem
from cjdesk.returns.problems import problem
from cjdesk.returns.read.grid import letters_of
from cjdesk.returns.tables import Table

MOST_NAMED = 5
"""So many cells are named in the sentence."""


def unread_figures(grids: Iterable[Grid], tables: Sequence[Table], told: frozenset[str]) -> list[Problem]:
    """One question per sheet with numbers that no step took up; ``told`` are the cells that some finding names.

    Numbers in a column whose heading is understood are taken up by it, and so are years in titles and headings.
    """
    found = []
    for grid in grids:
        own = [table for table in tables if table.grid is grid]
        places = [(row, column) for row, column in _loose(grid, own) if grid.address(row, column) not in told]
        if places:
            named = ", ".join(f"{letters_of(column)}{row}" for row, column in places[:MOST_NAMED])
            more = f" and {len(places) - MOST_NAMED} more" if len(places) > MOST_NAMED else ""
            say = f"Numbers on '{grid.name}' belong to no table that was found: {named}{more}."
            found.append(problem("R01", grid.address(*places[0]), say=say, suggest="Look whether they are figures."))
    return found


def _loose(grid: Grid, tables: Sequence[Table]) -> Iterator[tuple[int, int]]:
    taken: dict[int, set[int]] = {}
    for table in tables:
        columns = {column.index for column in table.columns if column.role or column.purpose != "other"}
        for row in (*table.head_rows, *table.body):
            taken.setdefault(row, set()).update(columns)
    for row, cells in grid.rows.items():
        inside = taken.get(row, set())
        for column, cell in cells.items():
            if cell.kind == "number" and column not in inside and not _is_year(cell.raw):
                yield row, column


def _is_year(raw: object) -> bool:
    return isinstance(raw, int | float) and raw in range(1990, 2100)
