"""Actions read from the rows of an action table, every cell accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cjdesk.domain.plan import Action, ActionPlacement, Moscow, Output
from cjdesk.domain.text import plain
from cjdesk.domain.timescales import NO_TIMESCALE, Timescale, parse_timescale
from cjdesk.plans.importing.body import Cell, Table
from cjdesk.plans.importing.cells import (
    all_text,
    asides_of,
    grouped,
    joined_text,
    labelled_parts,
    lines_of,
    moscow_of,
    number_of,
    typed_number,
)
from cjdesk.plans.importing.columns import ColumnKind
from cjdesk.plans.importing.leads import LeadReader
from cjdesk.plans.importing.model import Findings
from cjdesk.plans.importing.tables import ActionTable, banner_opens_level, cell_number, row_is_blank

_HEADER = "A heading row; the plan prints its headings from its layout."
_LISTS: tuple[ColumnKind, ...] = ("impact", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """A row over the whole width of an action table: a heading of a level inside the table."""

    words: str
    place: str


@dataclass(slots=True)
class _Row:
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

    def is_joined(self, kind: ColumnKind) -> bool:
        cell = self.table.grid.rows[self.index].get(self.table.columns.get(kind, -1))
        return cell is not None and cell.joined_up

    def text(self, kind: ColumnKind) -> str:
        cell = self.cell(kind)
        return joined_text(lines_of(cell.blocks)) if cell else ""

    def others(self) -> Iterator[tuple[str, Cell]]:
        """The cells that belong to no field, each with the heading over it."""
        taken = set(self.table.columns.values())
        for column, cell in self.table.grid.rows[self.index].items():
            if column not in taken:
                yield self.table.column_heading(column), cell


@dataclass(slots=True)
class ActionReader:
    """Reads all action tables of a file; what the whole file teaches is gathered before the first row is read."""

    tables: list[ActionTable]
    findings: Findings
    leads: LeadReader = field(default_factory=LeadReader)
    labelled: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        self.leads.learn(joined_text(lines_of(cell.blocks)) for cell in self._cells("lead"))
        self.labelled = frozenset(
            pair
            for kind in _LISTS
            for cell in self._cells(kind)
            for pair in labelled_parts(list(lines_of(cell.blocks)))
        )

    def read(self, table: ActionTable) -> Iterator[ActionPlacement | Banner]:
        """The actions of a table in order, and the headings that stand between them."""
        pending: ActionPlacement | None = None
        for index, cells in enumerate(table.grid.rows):
            row = _Row(table, index)
            if index in table.header_rows:
                self.findings.leave_out(" | ".join(filter(None, map(all_text, cells.values()))), row.place, _HEADER)
            elif row_is_blank(cells):
                continue
            elif pending and _continues(row):
                pending = replace(pending, action=self._extended(pending, row))
            else:
                if pending:
                    yield pending
                pending = None
                words = table.grid.banner(index)
                if words:
                    yield from self._banner(words, row.place)
                else:
                    pending = self._placement(row)
        if pending:
            yield pending

    def _cells(self, kind: ColumnKind) -> Iterator[Cell]:
        for table in self.tables:
            for index in range(len(table.grid.rows)):
                cell = _Row(table, index).own(kind)
                if cell is not None and index not in table.header_rows:
                    yield cell

    def _banner(self, words: str, place: str) -> Iterator[Banner]:
        if banner_opens_level(words):
            yield Banner(words=words, place=place)
        else:
            self.findings.to_tray("row", words, place, "A row over the whole width that says no action.")

    def _placement(self, row: _Row) -> ActionPlacement | None:
        number, letter, text = _number_and_text(row)
        if not text:
            words = " | ".join(filter(None, (all_text(cell) for cell in row.table.grid.rows[row.index].values())))
            self.findings.to_tray("row", words, row.place, "This row of the action table says no action.")
            return None
        lead_words = row.text("lead")
        action = Action(
            text=text,
            moscow=letter or moscow_of(row.text("moscow")),
            lead_words=lead_words,
            leads=self.leads.read(lead_words),
            impacts=self._items(row.cell("impact")),
            measures=self._items(row.cell("measure")),
            timescale=_timescale(row.text("timescale")),
            outputs=tuple(Output(text=one) for one in self._items(row.cell("output"))),
        )
        self._ask(row, action, number)
        self._leftovers(row, number or text[:60])
        return ActionPlacement(action=action, number=number)

    def _extended(self, before: ActionPlacement, row: _Row) -> Action:
        """An action with what a further row says of it."""
        action, about = before.action, before.number or before.action.text[:60]
        extra = joined_text(lines_of(cell.blocks)) if (cell := row.own("lead")) else ""
        lead_words = "\n".join(filter(None, (action.lead_words, extra)))
        timescale = _timescale(_own_text(row, "timescale"))
        if timescale.words and action.timescale.words and plain(timescale.words) != plain(action.timescale.words):
            why = f"A second timescale for action {about}, which has “{action.timescale.words}”."
            self.findings.to_tray("cell", timescale.words, row.place, why)
        text = "\n".join(filter(None, (action.text, _own_text(row, "action"))))
        self._leftovers(row, about)
        return replace(
            action,
            text=text,
            lead_words=lead_words,
            leads=self.leads.read(lead_words),
            impacts=action.impacts + self._items(row.own("impact")),
            measures=action.measures + self._items(row.own("measure")),
            outputs=action.outputs + tuple(Output(text=one) for one in self._items(row.own("output"))),
            timescale=action.timescale if action.timescale.words else timescale,
        )

    def _items(self, cell: Cell | None) -> tuple[str, ...]:
        return tuple(grouped(list(lines_of(cell.blocks)), self.labelled)) if cell else ()

    def _ask(self, row: _Row, action: Action, number: str) -> None:
        ask = self.findings.ask
        about = number or action.text[:60]
        if "number" in row.table.columns and not number:
            ask(
                "number",
                "This action has no number. Is it one of its own, or does it continue the one above?",
                row.place,
                about,
            )
        elif row.is_joined("number"):
            ask(
                "number",
                f"The number {number} stands over several rows. Are they actions of their own?",
                row.place,
                about,
            )
        if self.leads.is_doubtful(action.lead_words):
            names = tuple(one.partner for one in action.leads)
            ask(
                "lead", f"“{action.lead_words}” was read as {', '.join(names)}. Is that meant?", row.place, about, names
            )
        if action.timescale.kind == "unclear":
            ask("timescale", f"When is “{action.timescale.words}”?", row.place, about)

    def _leftovers(self, row: _Row, about: str) -> None:
        """Put into the tray what stands in the row and no field can hold."""
        for heading, cell in row.others():
            why = (
                f"Column “{heading}” of action {about} has no field in the plan."
                if heading
                else f"Beside action {about}."
            )
            self.findings.to_tray("cell", joined_text(lines_of(cell.blocks)), row.place, why)
        for cell in row.table.grid.rows[row.index].values():
            for kind, text, picture in asides_of(cell):
                self.findings.to_tray(kind, text, row.place, f"Stands in a cell of action {about}.", picture)


def _number_and_text(row: _Row) -> tuple[str, Moscow | None, str]:
    """The printed number, its letter and the words of a row's action; the number may stand before the words."""
    text = row.text("action")
    if "number" not in row.table.columns:
        return typed_number(text) if _all_typed(row.table) else ("", None, text)
    cell = row.cell("number")
    printed = cell_number(cell) if cell else ""
    number, letter, rest = number_of(printed)
    if rest or (printed and not number):
        return printed, letter, text
    return number, letter, text


def _all_typed(table: ActionTable) -> bool:
    """Whether every action of a table begins with its number; one that begins with a figure shows nothing."""
    texts = (_Row(table, at).text("action") for at in range(len(table.grid.rows)) if at not in table.header_rows)
    return all(typed_number(text)[0] for text in texts if text)


def _continues(row: _Row) -> bool:
    """Whether a row only says more of the action above: its action cell is joined to it, or it has none."""
    if row.is_joined("action"):
        return True
    return not row.text("action") and not _own_text(row, "number") and not row.table.grid.banner(row.index)


def _own_text(row: _Row, kind: ColumnKind) -> str:
    cell = row.own(kind)
    return joined_text(lines_of(cell.blocks)) if cell else ""


def _timescale(words: str) -> Timescale:
    return parse_timescale(words) if words.strip() else NO_TIMESCALE


def table_words(table: Table) -> str:
    """All words of a table, a line for each row."""
    return "\n".join(" | ".join(filter(None, (all_text(cell) for cell in row.cells))) for row in table.rows)
