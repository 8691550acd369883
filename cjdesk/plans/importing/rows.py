"""One row of an action table by its fields, whatever cells are joined and wherever its number stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cjdesk.domain.plan import Moscow
from cjdesk.plans.importing.body import Cell
from cjdesk.plans.importing.cells import all_text, joined_text, lines_of, number_of, typed_number
from cjdesk.plans.importing.columns import ColumnKind
from cjdesk.plans.importing.tables import ActionTable, cell_number


@dataclass(slots=True)
class ActionRow:
    """One row of an action table by fields: each field's own cell, and the one above where they are joined."""

    table: ActionTable
    index: int

    @property
    def place(self) -> str:
        return f"table {self.table.table.place}, row {self.index + 1}"

    def own(self, kind: ColumnKind) -> Cell | None:
        """The cell of a field, None where it has none in this row or only continues the one above."""
        cell = self.table.grid.rows[self.index].get(self.table.columns.get(kind, -1))
        return None if cell is None or (cell.joined_up and not all_text(cell)) else cell

    def cell(self, kind: ColumnKind) -> Cell | None:
        """The cell that holds for this row: the one further up where cells are joined."""
        return self.table.grid.holding[self.index].get(self.table.columns.get(kind, -1))

    def own_text(self, kind: ColumnKind) -> str:
        """The text of a field that stands in this row itself."""
        cell = self.own(kind)
        return joined_text(lines_of(cell.blocks)) if cell else ""

    def is_joined(self, kind: ColumnKind) -> bool:
        """Whether a field's cell continues the one above."""
        cell = self.table.grid.rows[self.index].get(self.table.columns.get(kind, -1))
        return cell is not None and cell.joined_up

    def text(self, kind: ColumnKind) -> str:
        """The text of a field that holds for this row."""
        cell = self.cell(kind)
        return joined_text(lines_of(cell.blocks)) if cell else ""

    def others(self) -> Iterator[tuple[str, Cell]]:
        """The cells that belong to no field, each with the heading over it."""
        taken = set(self.table.columns.values())
        for column, cell in self.table.grid.rows[self.index].items():
            if column not in taken:
                yield self.table.column_heading(column), cell

    @property
    def continues(self) -> bool:
        """Whether the row only says more of the action above: its action cell is joined to it, or it has none."""
        if self.is_joined("action"):
            return True
        return not self.text("action") and not self.own_text("number") and not self.table.grid.banner(self.index)

    @property
    def words(self) -> str:
        """All its words on one line."""
        return " | ".join(filter(None, (all_text(cell) for cell in self.table.grid.rows[self.index].values())))

    def number_and_text(self) -> tuple[str, Moscow | None, str]:
        """The printed number, its letter and the words of the action; the number may stand before the words."""
        text = self.text("action")
        if "number" not in self.table.columns:
            return typed_number(text) if self.table.is_typed else ("", None, text)
        cell = self.cell("number")
        printed = cell_number(cell) if cell else ""
        number, letter, rest = number_of(printed)
        if rest or (printed and not number):
            return printed, letter, text
        return number, letter, text


def rows_of(table: ActionTable) -> Iterator[ActionRow]:
    """The rows of a table below its headings, blank ones and those over the whole width too."""
    return (ActionRow(table, at) for at in range(len(table.grid.rows)) if at not in table.header_rows)
