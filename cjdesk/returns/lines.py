"""From a table of figures to its lines: for every figure cell the words, period and note that go with it.

The indicator may stand beside its parts (merged or written once), in a row of its own above them, in the heading of
the label column, or in front of the part in one text. Nothing is decided here; the words are put together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from cjdesk.domain.states import Unit
from cjdesk.domain.text import plain
from cjdesk.returns.grid import on_one_line
from cjdesk.returns.matching import SeriesMatcher, is_group
from cjdesk.returns.model import Cell
from cjdesk.returns.roles import is_total_label, opens_notes, role_of
from cjdesk.returns.tables import Column, Table, is_figure, is_period, is_period_text
from cjdesk.returns.when import PeriodReader, Told, names_only_period

_OF_WHICH = re.compile(r"^(?:of (?:which|whom|these)|including|incl\.?):?\s+", re.IGNORECASE)
_TOTAL_WORD = re.compile(r"[-:,]?\s*\(?\b(?:grand |overall )?total\b\)?\s*[-:,]?", re.IGNORECASE)
EVERYONE = frozenset({"all", "total", "all people", "everyone", "overall", "both", "persons", "all persons"})
LineKind = Literal["line", "total"]


@dataclass(slots=True, kw_only=True)
class Line:
    """One row of a table of figures. ``cells`` are its figure cells by column, blank ones absent."""

    row: int
    kind: LineKind
    words: str
    stem: str = ""
    stem_is_guessed: bool = False
    codes: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    when: Told | None = None
    unit: str = ""
    comment: str = ""
    cells: dict[int, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class Lines:
    """The lines of a table, and the rows of words that are kept as notes of the return."""

    table: Table
    lines: list[Line] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)


def column_words(column: Column) -> str:
    """What a figure column's heading says besides its period: "Males", "cases commenced", or nothing."""
    heads = (head for head in column.heads if role_of(head) not in ("value", "total") and not _unit_named(head))
    return " ".join(filter(None, (_besides_period(head) for head in heads)))


_UNIT_HEADS: dict[str, Unit] = dict.fromkeys(("number", "numbers", "no", "nos", "#", "count", "n"), "count")
_UNIT_HEADS |= dict.fromkeys(("hours", "no of hours", "number of hours"), "hours")
_UNIT_HEADS |= dict.fromkeys(("%", "percentage", "per cent", "percent", "rate %"), "percent")


def unit_of_column(column: Column) -> Unit:
    """The unit that the lowest heading of a column names by itself ("Number", "%"), or none."""
    return _unit_named(column.heads[-1]) if column.heads else ""


def _unit_named(head: str) -> Unit:
    return _UNIT_HEADS.get(head.casefold().strip(" .()"), "")


def _besides_period(head: str) -> str:
    """A heading without the period in it; only a group of people may stand beside one ("Q1 2024-25 males")."""
    if names_only_period(head):
        return ""
    tokens = head.split()
    for length in range(1, min(4, len(tokens))):
        for group, rest in ((tokens[:length], tokens[length:]), (tokens[-length:], tokens[:-length])):
            if is_group(" ".join(group)) and names_only_period(" ".join(rest)):
                return " ".join(group)
    return head


def read_lines(table: Table, matcher: SeriesMatcher, periods: PeriodReader) -> Lines:
    """Walk the rows of ``table`` from top to bottom."""
    walk = _Walk(table, matcher, periods)
    for row in table.body:
        walk.take(row)
    return walk.found


@dataclass(slots=True)
class _Walk:
    """What is carried from row to row: the indicator over its parts, the sub-heading, the period of a stretch."""

    table: Table
    matcher: SeriesMatcher
    periods: PeriodReader
    found: Lines = field(init=False)
    stem: str = ""
    column_stem: str = ""
    heading: tuple[str, ...] = ()
    when: Told | None = None
    last_figures: int = field(init=False)
    in_notes: bool = False
    carried: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.found = Lines(self.table)
        self.last_figures = max((row for row in self.table.body if self._figures(row)), default=0)

    def take(self, row: int) -> None:
        cells = self._figures(row)
        if cells:
            self.in_notes = False
            self._line(row, cells)
        else:
            self._words_only(row)

    def _figures(self, row: int) -> dict[int, Cell]:
        own = self.table.grid.rows[row]
        columns = self.table.of("figure", "total", "other figure")
        cells = {column.index: cell for column in columns if (cell := own.get(column.index))}
        if any(is_figure(cell) for cell in cells.values()):
            return cells
        labels = [self.table.grid.text(row, column.index) for column in self.table.of("label")]
        # Words beside a label stand where a figure is meant: they are asked, not skipped.
        return cells if any(labels) and not any(map(opens_notes, labels)) else {}

    # --- rows with figures -----------------------------------------------------------------------------------------

    def _line(self, row: int, cells: dict[int, Cell]) -> None:
        words, beside = self._labels(row)
        words = words or self._total_label(row)
        when = self._row_period(row, words) or self.when
        if when and is_period_text(words):
            words = ""
        kind: LineKind = "total" if words and is_total_label(words) and not self.matcher.is_line(words) else "line"
        whole = on_one_line(_TOTAL_WORD.sub(" ", words)) if kind == "total" else ""
        if whole and self.matcher.is_whole(whole):
            words, kind = whole, "line"  # "Total number of ..." beside its males and females is the line itself
        stem, guessed = beside, False
        if beside and plain(words) in EVERYONE and self.matcher.is_whole(beside):
            words, stem, kind = beside, "", "line"
        elif not beside:
            words, stem, guessed = self._over(words)
        self.found.lines.append(
            Line(
                row=row,
                kind=kind,
                words=words,
                stem=stem or self._stem_in_head(),
                stem_is_guessed=guessed,
                codes=self._texts(row, "number"),
                headings=self.heading,
                when=when,
                unit=" ".join(self._texts(row, "unit")),
                comment=self._comment(row),
                cells=cells,
            )
        )

    def _total_label(self, row: int) -> str:
        """The label of a total that stands in the column of periods ("Year to date")."""
        texts = (self.table.grid.text(row, column.index) for column in self.table.with_role("when"))
        return next((text for text in texts if is_total_label(text)), "")

    def _over(self, words: str) -> tuple[str, str, bool]:
        """The line's words and what stands over them; "of which males" is of the line above, "Males" probably is."""
        group = _OF_WHICH.sub("", words)
        if is_group(group):
            lines = [line for line in self.found.lines if line.kind == "line" and not is_group(line.words)]
            if lines and lines[-1].words:
                return group, on_one_line(f"{lines[-1].stem} {lines[-1].words}"), group == words
        return words, self._stem_over(words), False

    def _stem_over(self, words: str) -> str:
        """The indicator carried from the rows above; a line that is whole by itself ends it."""
        if self.stem and self.matcher.is_whole(words) and not self.matcher.is_whole(f"{self.stem} {words}"):
            self.stem = ""
        return self.stem

    def _labels(self, row: int) -> tuple[str, str]:
        """The line's own words and the indicator beside them, carried down where it is written once."""
        columns = [column for column in self.table.of("label") if column.role not in ("number", "when")]
        texts = [self.table.grid.text(row, column.index) for column in columns]
        filled = [text for text in texts if text]
        if len(columns) >= 2 and filled:
            if texts[0]:
                self.column_stem = " ".join(texts[:-1]).strip() if texts[-1] else ""
                return (texts[-1], self.column_stem) if texts[-1] else (filled[-1], "")
            return filled[-1], self.column_stem
        self.column_stem = ""
        return (filled[0] if filled else ""), ""

    def _row_period(self, row: int, words: str) -> Told | None:
        if told := self._in_two_columns(row):
            return told
        for column in self.table.of("label"):
            cell = self.table.grid.at(row, column.index)
            names_one = cell is not None and (column.role == "when" or (cell.kind == "text" and is_period(cell)))
            if cell and names_one and (told := self.periods.of_cell(self.table, cell)):
                return told
        return self.periods.of_words(self.table, words) if is_period_text(words) else None

    def _in_two_columns(self, row: int) -> Told | None:
        """A year in one column and its quarter in another; the year may be written once for several rows."""
        columns = [column.index for column in self.table.with_role("when")]
        if len(columns) < 2:
            return None
        texts = [self.table.grid.text(row, index) for index in columns]
        if not any(texts):
            return None
        texts = [text or self.carried.get(index, "") for index, text in zip(columns, texts, strict=True)]
        self.carried = dict(zip(columns, texts, strict=True))
        forms = (" ".join(texts), " ".join(reversed(texts)))
        told = next((one for form in forms if (one := self.periods.of_words(self.table, form)) and one.period), None)
        return told or Told(None, f"'{forms[0]}' cannot be read as one period.")

    def _stem_in_head(self) -> str:
        """The heading of the label column itself, where it is the text of an indicator."""
        heads = [head for column in self.table.of("label") for head in column.heads if not role_of(head)]
        return next((head for head in heads if self.matcher.is_stem(head) or head.endswith(":")), "")

    def _texts(self, row: int, role: Literal["number", "unit"]) -> tuple[str, ...]:
        texts = (self.table.grid.text(row, column.index) for column in self.table.with_role(role))
        return tuple(text for text in texts if text)

    def _comment(self, row: int) -> str:
        columns = [column for column in self.table.of("text") if column.role in ("comment", "progress", "")]
        cells = (self.table.grid.at(row, column.index) for column in columns)
        return "\n".join(cell.shown.strip() for cell in cells if cell and cell.shown.strip())

    # --- rows of words ---------------------------------------------------------------------------------------------

    def _words_only(self, row: int) -> None:
        words, beside = self._labels(row)
        if self.in_notes or row > self.last_figures or opens_notes(words):
            if not self._blank_line(row, words, beside):
                self.in_notes = True
                self.found.notes.append(row)
        elif is_period_text(words):
            self.when = self.periods.of_words(self.table, words)
        elif self.matcher.is_stem(words) or words.endswith(":"):
            self.stem = words
        elif not self._blank_line(row, words, beside) and words:
            self.heading = (words,)
            self.stem = ""

    def _blank_line(self, row: int, words: str, beside: str) -> bool:
        """A line of the plan without any figure: a blank, which changes nothing, but is said."""
        codes = self._texts(row, "number")
        known = self.matcher.knows(words, beside or self.stem, codes)
        if known and not self.in_notes:
            stem = beside or self._stem_over(words) or self._stem_in_head()
            line = Line(
                row=row,
                kind="line",
                words=words,
                stem=stem,
                codes=codes,
                headings=self.heading,
                when=self.when,
                comment=self._comment(row),
            )
            self.found.lines.append(line)
        return known and not self.in_notes


def line_words(line: Line, column: str) -> str:
    """All words of a line on one, as they are remembered and shown."""
    return on_one_line(" ".join(filter(None, (line.stem, line.words, column))))
