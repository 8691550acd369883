"""Actions read from the rows of an action table, every cell accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from cjdesk.domain.plan import Action, ActionPlacement, Output
from cjdesk.domain.text import plain
from cjdesk.domain.timescales import NO_TIMESCALE, Timescale, parse_timescale
from cjdesk.plans.importing.body import Cell
from cjdesk.plans.importing.cells import asides_of, grouped, joined_text, labelled_parts, lines_of, moscow_of, number_of
from cjdesk.plans.importing.columns import ColumnKind
from cjdesk.plans.importing.leads import LeadReader
from cjdesk.plans.importing.model import Findings
from cjdesk.plans.importing.rows import ActionRow, rows_of
from cjdesk.plans.importing.tables import ActionTable, banner_opens_level, cell_number, row_is_blank

_HEADER = "A heading row; the plan prints its headings from its layout."
Stated = TypeVar("Stated", Action, Output)
_LISTS: tuple[ColumnKind, ...] = ("impact", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """A row over the whole width of an action table: a heading of a level inside the table."""

    words: str
    place: str


@dataclass(slots=True)
class ActionReader:
    """Reads all action tables of a file; what the whole file teaches is gathered before the first row is read.

    ``by_output``: actions go over several rows, each with an output of its own; lead, impacts, measures and timescale
    of a row are then the output's and not the action's.
    """

    tables: list[ActionTable]
    findings: Findings
    leads: LeadReader = field(default_factory=LeadReader)
    labelled: frozenset[tuple[str, str]] = frozenset()
    by_output: bool = False
    asked: set[str] = field(default_factory=set)
    """Persons that were asked about already, each once in a plan."""

    def __post_init__(self) -> None:
        rows = [row for table in self.tables for row in rows_of(table)]
        self.leads.learn(row.own_text("lead") for row in rows)
        cells = [cell for row in rows for kind in _LISTS if (cell := row.own(kind))]
        self.labelled = frozenset(pair for cell in cells for pair in labelled_parts(list(lines_of(cell.blocks))))
        self.by_output = any(row.continues and row.own_text("output") for row in rows)

    def read(self, table: ActionTable) -> Iterator[ActionPlacement | Banner]:
        """The actions of a table in order, and the headings that stand between them."""
        pending: ActionPlacement | None = None
        for index, cells in enumerate(table.grid.rows):
            row = ActionRow(table, index)
            if index in table.header_rows:
                self.findings.leave_out(row.words, row.place, _HEADER)
            elif row_is_blank(cells):
                continue
            elif pending and row.continues:
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

    def _banner(self, words: str, place: str) -> Iterator[Banner]:
        if banner_opens_level(words):
            yield Banner(words=words, place=place)
        else:
            self.findings.to_tray("row", words, place, "A row over the whole width that says no action.")

    def _placement(self, row: ActionRow) -> ActionPlacement | None:
        number, letter, text = row.number_and_text()
        if not text:
            self.findings.to_tray("row", row.words, row.place, "This row of the action table says no action.")
            return None
        action = Action(text=text, moscow=letter or moscow_of(row.text("moscow")))
        if self.by_output:
            action = replace(action, outputs=(self._output(row),))
        else:
            lead_words = row.text("lead")
            action = replace(
                action,
                lead_words=lead_words,
                leads=self.leads.read(lead_words),
                impacts=self._items(row.cell("impact")),
                measures=self._items(row.cell("measure")),
                timescale=_timescale(row.text("timescale")),
                outputs=tuple(Output(text=one) for one in self._items(row.cell("output"))),
            )
        about = number or text[:60]
        self._ask_number(row, number, about)
        self._ask_fields(row, about)
        self._leftovers(row, about)
        return ActionPlacement(action=action, number=number)

    def _output(self, row: ActionRow) -> Output:
        lead_words = row.text("lead")
        return Output(
            text=row.own_text("output"),
            lead_words=lead_words,
            leads=self.leads.read(lead_words),
            impacts=self._items(row.own("impact")),
            measures=self._items(row.own("measure")),
            timescale=_timescale(row.text("timescale")),
        )

    def _extended(self, before: ActionPlacement, row: ActionRow) -> Action:
        """An action with what a further row says of it."""
        action, about = before.action, before.number or before.action.text[:60]
        self._ask_fields(row, about)
        self._leftovers(row, about)
        self._second_number(before.number, row, about)
        action = replace(action, text=_lines(action.text, row.own_text("action")))
        if not self.by_output:
            more = tuple(Output(text=one) for one in self._items(row.own("output")))
            return self._with_more(replace(action, outputs=action.outputs + more), row, about)
        output = self._output(row)
        if output.text:
            return replace(action, outputs=(*action.outputs, output))
        return replace(action, outputs=(*action.outputs[:-1], self._with_more(action.outputs[-1], row, about)))

    def _with_more(self, one: Stated, row: ActionRow, about: str) -> Stated:
        """An action or output with what a further row without words of its own adds to it."""
        lead_words = _lines(one.lead_words, row.own_text("lead"))
        return replace(
            one,
            lead_words=lead_words,
            leads=self.leads.read(lead_words),
            impacts=one.impacts + self._items(row.own("impact")),
            measures=one.measures + self._items(row.own("measure")),
            timescale=self._timescale(one.timescale, row, about),
        )

    def _second_number(self, number: str, row: ActionRow, about: str) -> None:
        cell = row.own("number")
        printed = cell_number(cell) if cell else ""
        if printed and number_of(printed)[0] != number:
            self.findings.to_tray("cell", printed, row.place, f"A second number for action {about}.")
        elif printed:
            self.findings.leave_out(printed, row.place, f"Action {about} has this number already.")

    def _timescale(self, first: Timescale, row: ActionRow, about: str) -> Timescale:
        """The timescale of an action or output that goes on in a further row; a second one goes to the tray."""
        more = _timescale(row.own_text("timescale"))
        if not first.words:
            return more
        if more.words and plain(more.words) == plain(first.words):
            self.findings.leave_out(more.words, row.place, f"Action {about} says this timescale once already.")
        elif more.words:
            why = f"A second timescale for action {about}, which has “{first.words}”."
            self.findings.to_tray("cell", more.words, row.place, why)
        return first

    def _items(self, cell: Cell | None) -> tuple[str, ...]:
        return tuple(grouped(list(lines_of(cell.blocks)), self.labelled)) if cell else ()

    def _ask_number(self, row: ActionRow, number: str, about: str) -> None:
        if "number" in row.table.columns and not number:
            say = "This action has no number. Is it one of its own, or does it continue the one above?"
            self.findings.ask("number", say, row.place, about)
        elif row.is_joined("number"):
            say = f"The number {number} stands over several rows. Are they actions of their own?"
            self.findings.ask("number", say, row.place, about)

    def _ask_fields(self, row: ActionRow, about: str) -> None:
        lead_words, when = row.own_text("lead"), _timescale(row.own_text("timescale"))
        if self.leads.is_doubtful(lead_words):
            names = tuple(one.partner for one in self.leads.read(lead_words))
            say = f"“{lead_words}” was read as {', '.join(names)}. Is that meant?"
            self.findings.ask("lead", say, row.place, about, names)
        self._ask_persons(lead_words, row.place, about)
        if when.kind == "unclear":
            self.findings.ask("timescale", f"When is “{when.words}”?", row.place, about)

    def _ask_persons(self, lead_words: str, place: str, about: str) -> None:
        for lead in self.leads.read(lead_words):
            if not lead.person or plain(lead.person) in self.asked:
                continue
            self.asked.add(plain(lead.person))
            instead = f"“{lead.partner}”" if lead.partner else "no name"
            say = (
                f"Is “{lead.person}” a person? It was read as one, so the public and Board editions print "
                f"{instead} in its place."
            )
            self.findings.ask("lead", say, place, about, ("A person", "A body or role"))

    def _leftovers(self, row: ActionRow, about: str) -> None:
        """Put into the tray what stands in the row and no field can hold."""
        for heading, cell in row.others():
            column = f"Column “{heading}” of action {about} has no field in the plan."
            why = column if heading else f"Beside action {about}."
            self.findings.to_tray("cell", joined_text(lines_of(cell.blocks)), row.place, why)
        for cell in row.table.grid.rows[row.index].values():
            for kind, text, picture in asides_of(cell):
                self.findings.to_tray(kind, text, row.place, f"Stands in a cell of action {about}.", picture)


def _lines(first: str, more: str) -> str:
    return "\n".join(filter(None, (first, more)))


def _timescale(words: str) -> Timescale:
    return parse_timescale(words) if words.strip() else NO_TIMESCALE
