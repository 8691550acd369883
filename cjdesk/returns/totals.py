"""Totals are checked and never added: each against the figures it says it adds up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cjdesk.domain.numerals import show_number
from cjdesk.domain.periods import financial_year_of
from cjdesk.domain.values import NUMBER_STATES, Figure
from cjdesk.returns.figures import FigureReader, Placed, TableReading
from cjdesk.returns.grid import on_one_line
from cjdesk.returns.lines import Line
from cjdesk.returns.model import Cell, Ignored
from cjdesk.returns.problems import problem
from cjdesk.returns.tables import Column

_ROUNDING = Decimal("1.5")
"""Percentages of parts that were each rounded may add to this much more or less than their total."""


def check_totals(work: TableReading, reader: FigureReader) -> None:
    """Set every total aside with the reason, and ask (T05) where it disagrees with what it adds up."""
    grid = work.table.grid
    by_row: dict[int, list[tuple[Line, Column, Cell]]] = {}
    for line, column, cell in work.totals:
        by_row.setdefault(line.row, []).append((line, column, cell))
    for cells in by_row.values():
        for line, column, cell in cells:
            address = grid.address(line.row, column.index)
            name = line.words if line.kind == "total" else " ".join(column.heads)
            agrees = _check(work, reader, line, column, cell, address, name)
            work.ignored.append(Ignored(cell=address, why=f"'{name}' is a total: {agrees}, not added."))


def _check(
    work: TableReading, reader: FigureReader, line: Line, column: Column, cell: Cell, address: str, name: str
) -> str:
    said = reader.figure(cell, "", percent_nearby=False)
    if said.number is None:
        return "it holds no number"
    groups = _groups_down(work, line, column) if line.kind == "total" else _groups_across(work, line, column)
    sums = [_sum(group) for group in groups]
    slack = _ROUNDING if said.unit == "percent" else Decimal(0)
    if any(total is not None and abs(said.number - total) <= slack for total in sums):
        return "checked, and it agrees"
    if not sums or sums[0] is None:
        return "it cannot be checked"
    added = f"{show_number(sums[0])}{'%' if said.unit == 'percent' else ''}"
    work.problems.append(
        problem("T05", address, label=f"'{on_one_line(name)}'", said=on_one_line(cell.shown), added=added)
    )
    return "checked, and it disagrees"


def _groups_down(work: TableReading, line: Line, column: Column) -> list[list[Placed]]:
    """What a total row may add up in a column: the lines since the total before it, those of one indicator, or all."""
    above = [one for one in work.placed if one.column == column.index and one.row < line.row]
    totals_above = [
        other.row for other, _column, _cell in work.totals if other.kind == "total" and other.row < line.row
    ]
    since = [one for one in above if one.row > max(totals_above, default=0)]
    last = since[-1].reading.indicator_text if since else ""
    of_last = [one for one in since if one.reading.indicator_text == last]
    return [group for group in (since, of_last, above) if group]


def _groups_across(work: TableReading, line: Line, column: Column) -> list[list[Placed]]:
    """What a total column may add up in a row: all figures left of it, or those since the total before it."""
    row = [one for one in work.placed if one.row == line.row]
    left = [one for one in row if one.column < column.index]
    totals = [one.index for one in work.table.of("total") if one.index < column.index]
    since = [one for one in left if one.column > max(totals, default=0)]
    if any(one.reading.figure.unit == "percent" for one in row):
        return []  # percentages of several periods do not add up
    by_year: dict[date, list[Placed]] = {}
    for one in row:
        if one.reading.period:
            by_year.setdefault(financial_year_of(one.reading.period.start).start, []).append(one)
    return [group for group in (since, left, row, *by_year.values()) if group]


def _sum(group: list[Placed]) -> Decimal | None:
    """The sum, or None where any of it is suppressed, unclear or of another kind."""
    group = [one for one in group if not one.reading.breakdown] or group  # "of which" is counted in its line already
    total = Decimal(0)
    units = {one.reading.figure.unit for one in group if one.reading.figure.number is not None}
    if len(units) > 1:
        return None
    numbers = 0
    for one in group:
        figure: Figure = one.reading.figure
        if figure.state in NUMBER_STATES and figure.number is not None:
            total += figure.number
            numbers += 1
        elif figure.state not in ("not yet", "not available", "blank", "not applicable"):
            return None
    return total if numbers else None
