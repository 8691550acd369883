"""Totals are checked and never added: each against the figures it says it adds up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
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
from cjdesk.returns.roles import is_cumulative
from cjdesk.returns.tables import Column

_ROUNDING = Decimal("1.5")
"""Percentages of parts that were each rounded may add to this much more or less than their total."""


def check_totals(work: TableReading, reader: FigureReader) -> None:
    """Set every total aside with the reason, and ask (T05) where it disagrees with what it adds up."""
    grid = work.table.grid
    sums = _Sums(work)
    for line, column, cell in work.totals:
        address = grid.address(line.row, column.index)
        name = line.words if line.kind == "total" else " ".join(column.heads)
        agrees = _check(work, reader, sums, (line, column, cell), address, name)
        work.ignored.append(Ignored(cell=address, why=f"'{name}' is a total: {agrees}, not added."))


def _check(
    work: TableReading, reader: FigureReader, sums: _Sums, total: tuple[Line, Column, Cell], address: str, name: str
) -> str:
    line, column, cell = total
    said = reader.figure(cell, "", percent_nearby=False)
    if said.number is None:
        return "it holds no number"
    slack = _ROUNDING if said.unit == "percent" else Decimal(0)
    first: Decimal | None = None
    for place, group in enumerate(sums.down(line, column) if line.kind == "total" else sums.across(line, column)):
        added = _sum(group)
        if added is not None and abs(said.number - added) <= slack:
            return "checked, and it agrees"
        first = added if place == 0 else first
    if first is None or (line.kind != "total" and is_cumulative(name) and not sums.from_the_start(line)):
        return "it cannot be checked"
    words = f"{show_number(first)}{'%' if said.unit == 'percent' else ''}"
    said_words = on_one_line(cell.shown)
    work.problems.append(problem("T05", address, label=f"'{on_one_line(name)}'", said=said_words, added=words))
    return "checked, and it disagrees"


class _Sums:
    """What totals may add up, from the likeliest on; built once per table."""

    def __init__(self, work: TableReading) -> None:
        self.table = work.table
        self.columns: dict[int, list[Placed]] = {}
        self.rows: dict[int, list[Placed]] = {}
        for one in work.placed:
            self.columns.setdefault(one.column, []).append(one)
            self.rows.setdefault(one.row, []).append(one)
        self.total_rows = sorted({line.row for line, _column, _cell in work.totals if line.kind == "total"})

    def down(self, line: Line, column: Column) -> Iterator[list[Placed]]:
        """For a total row: the lines since the total before it, those of one indicator, all above it."""
        lines = self.columns.get(column.index, [])
        end = bisect_left(lines, line.row, key=lambda one: one.row)
        before = bisect_left(self.total_rows, line.row)
        start = bisect_left(lines, self.total_rows[before - 1], key=lambda one: one.row) if before else 0
        since = lines[start:end]
        if since:
            yield since
            last = since[-1].reading.indicator_text
            yield [one for one in since if one.reading.indicator_text == last]
        if end:
            yield lines[:end]

    def across(self, line: Line, column: Column) -> Iterator[list[Placed]]:
        """For a total column: the figures since the total before it, all left of it, the whole row, each year's."""
        row = self.rows.get(line.row, [])
        if any(one.reading.figure.unit == "percent" for one in row):
            return  # percentages of several periods do not add up
        left = [one for one in row if one.column < column.index]
        last = max((one.index for one in self.table.of("total") if one.index < column.index), default=0)
        by_year: dict[date, list[Placed]] = {}
        for one in row:
            if one.reading.period:
                by_year.setdefault(financial_year_of(one.reading.period.start).start, []).append(one)
        groups = ([one for one in left if one.column > last], left, row, *by_year.values())
        yield from (group for group in groups if group)

    def from_the_start(self, line: Line) -> bool:
        """Whether the figures of a row begin with the year: only then do they add up to a year to date."""
        starts = [one.reading.period.start for one in self.rows.get(line.row, []) if one.reading.period]
        return bool(starts) and min(starts) == financial_year_of(min(starts)).start


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
