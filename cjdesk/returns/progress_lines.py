"""Reading the sheets in which partners tell how actions are getting on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from cjdesk.domain.dates import cell_date, parse_date, read_dates, show_date
from cjdesk.domain.text import clean
from cjdesk.domain.timescales import parse_timescale
from cjdesk.domain.values import cut_flag
from cjdesk.returns.actions import ActionMatch, ActionMatcher, bare_number
from cjdesk.returns.figures import NOTE
from cjdesk.returns.grid import on_one_line
from cjdesk.returns.model import Cell, Confidence, Ignored, KnownStatus, Problem, ProgressReading
from cjdesk.returns.problems import flag_problems, problem
from cjdesk.returns.roles import Role, opens_notes
from cjdesk.returns.status_words import StatusMatcher
from cjdesk.returns.tables import Column, Table

_DATE_SHAPE = re.compile(
    r"\d{5}|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}\.? \d{2,4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", re.IGNORECASE
)
"""Words meant as a day ("31 June 2026", 46112), other than "Spring 2026", which is a timescale like any other."""


@dataclass(slots=True)
class ProgressResult:
    """What a progress table gave."""

    readings: list[ProgressReading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)


@dataclass(slots=True)
class ProgressReader:
    """Reads progress tables of one file against the plan's actions and statuses."""

    actions: ActionMatcher
    statuses: StatusMatcher
    anchors: dict[str, str]

    def read(self, table: Table) -> ProgressResult:
        """Every line that says something of an action; one action told twice is asked."""
        result = ProgressResult()
        for row in table.body:
            _Row(self, table, row, result).take()
        return _without_repeats(result)


@dataclass(slots=True)
class _Row:
    reader: ProgressReader
    table: Table
    row: int
    result: ProgressResult

    def cells(self, *roles: Role) -> tuple[Cell, ...]:
        columns = self.table.with_role(*roles)
        return tuple(cell for column in columns if (cell := self.table.grid.at(self.row, column.index)))

    @property
    def place(self) -> str:
        """The cell the line is named by: its status, or where there is no such column, its progress."""
        column = next(
            (found[0] for role in ("status", "progress") if (found := self.table.with_role(role))),
            self.table.columns[0],
        )
        return self.table.grid.address(self.row, column.index)

    def take(self) -> None:
        words = " ".join(on_one_line(cell.shown) for cell in self.cells("action", "label"))
        told = self.cells("status", "progress", "revised", "comment")
        told += tuple(cell for one in self._further() if (cell := self.table.grid.at(self.row, one.index)))
        if not told and not self._colour():
            self._not_told(words)
            return
        numbers = self.cells("number")
        if not words and not any(bare_number(cell.shown) for cell in numbers):
            self._note(told)
            return
        anchor = self.reader.anchors.get(f"row:{self.table.grid.name}:{self.row}", "")
        match = self.reader.actions.match(*self._numbers_and_words(numbers, words), anchor)
        if match.confidence != "certain":
            self._question(match, numbers, words)
        status, status_words, sure = self._status()
        revised_words, revised, unread = self._revised()
        self.result.readings.append(
            ProgressReading(
                cell=self.place,
                text=self._text(),
                confidence="ask" if unread or "ask" in (match.confidence, sure) else match.confidence,
                action_id=match.action.action_id if match.action else None,
                action_number=match.action.numbers[0] if match.action and match.action.numbers else "",
                action_words=words or (match.action.text if match.action else ""),
                status_id=status.status_id if status else None,
                status_words=status_words,
                status_word=status.word if status else "",
                revised_words=revised_words,
                revised_date=revised,
                reasons=(unread, *match.reasons) if unread else match.reasons,
                candidates=match.candidates,
            )
        )

    def _numbers_and_words(self, numbers: tuple[Cell, ...], words: str) -> tuple[tuple[Cell, ...], str]:
        """A lone "Action" column may hold the numbers ("10.1"): then its text is a number and no wording."""
        cells = self.cells("action", "label")
        if (
            not numbers
            and len(cells) == 1
            and len(bare_number(words)) <= 8
            and any(letter.isdigit() for letter in words)
        ):
            return cells, ""
        if not numbers and len(cells) == 1:
            first, _, rest = words.partition(" ")
            if bare_number(first) in self.reader.actions.by_number and rest:
                return (replace(cells[0], kind="text", shown=first),), _after_letter(rest)
        return numbers, words

    def _not_told(self, words: str) -> None:
        """A line without news changes nothing; other words are a heading or a note."""
        if not words or self.cells("number"):
            return
        if opens_notes(words) or not self.reader.actions.match((), words).action:
            self.result.ignored.append(Ignored(cell=self._first(), why=NOTE + words))

    def _note(self, told: tuple[Cell, ...]) -> None:
        words = " ".join(on_one_line(cell.shown) for cell in told)
        if words:
            say = f"'{words[:80]}' stands in a line that names no action."
            self.result.problems.append(problem("R01", self.place, say=say))
            self.result.readings.append(ProgressReading(cell=self.place, text=self._text(), confidence="ask"))

    def _first(self) -> str:
        return self.table.grid.address(self.row, min(self.table.grid.rows[self.row]))

    def _question(self, match: ActionMatch, numbers: tuple[Cell, ...], words: str) -> None:
        name = " ".join(filter(None, (*(cell.shown for cell in numbers), words)))
        self.result.problems.append(problem("R01", self.place, say=f"'{name[:100]}': {'; '.join(match.reasons)}."))

    # --- status, date, text ----------------------------------------------------------------------------------------

    def _colour(self) -> bool:
        """Whether the status cell has a colour and no word."""
        for column in self.table.with_role("status"):
            cell = self.table.grid.sheet.cells.get((self.row, column.index))
            if cell and not cell.shown.strip() and _is_strong(cell.fill):
                return True
        return False

    def _status(self) -> tuple[KnownStatus | None, str, Confidence]:
        words = " ".join(on_one_line(cell.shown) for cell in self.cells("status"))
        if not words:
            if self._colour():
                say = "The status is a colour without a word: it cannot be read for certain."
                self.result.problems.append(problem("C12", self.place, say=say))
                return None, "", "ask"
            return None, "", "certain"
        status = self.reader.statuses.match(words)
        if status is None:
            self.result.problems.append(problem("C12", self.place, words=words))
        return status, words, "certain" if status else "ask"

    def _revised(self) -> tuple[str, date | None, str]:
        """The revised date: its words, its day, and the question it raises where it cannot be read."""
        cells = self.cells("revised")
        if not cells:
            return "", None, ""
        cell = cells[0]
        if cell.kind == "date" and (day := cell_date(cell.raw)):
            return show_date(day), day, ""
        words = on_one_line(cell.shown)
        days = read_dates(words)
        day = parse_date(words) or parse_timescale(words).due
        if len(days) > 1:
            say = f"'{words}': {' or '.join(show_date(one) for one in days)}?"
        elif day is None and (cell.kind == "date" or _DATE_SHAPE.search(words)):
            say = f"'{words}' cannot be read as one date."
        else:
            return words, day, ""
        column = self.table.with_role("revised")[0]
        self.result.problems.append(problem("C04", self.table.grid.address(self.row, column.index), say=say))
        return words, None, say

    def _text(self) -> str:
        """The progress in the sender's own words and line breaks, with comments behind it."""
        texts = []
        columns = [*self.table.with_role("progress"), *self.table.with_role("comment"), *self._further()]
        named = len(self.table.with_role("progress")) > 1
        for column in columns:
            cell = self.table.grid.at(self.row, column.index)
            if cell is None:
                continue
            prefix = f"{column.heads[-1]}: " if column.heads and (column.role == "" or named) else ""
            texts.append(prefix + clean(cell.shown).strip())
            cut = cut_flag(cell.shown)
            if cut:
                self.result.problems += flag_problems([cut], self.place)
        return "\n".join(texts)

    def _further(self) -> list[Column]:
        """Columns right of the status or progress whose headings are not known ("Next steps"): no word is lost."""
        told = [column.index for column in self.table.with_role("status", "progress")]
        return [column for column in self.table.columns if column.role == "" and column.index > min(told, default=0)]


def _is_strong(fill: str) -> bool:
    """Whether a fill (RRGGBB) is a colour that says something, and not grey or the pale tint of a form's fields."""
    channels = [int(fill[place : place + 2], 16) for place in (0, 2, 4)] if len(fill) == 6 else [0]
    return max(channels) - min(channels) >= 64


def _after_letter(words: str) -> str:
    """ "1.1 (M) Continue" gives its wording without the letter."""
    first, _, rest = words.partition(" ")
    return rest if first.strip("()").upper() in ("M", "S", "C", "W") and first.startswith("(") else words


def _without_repeats(result: ProgressResult) -> ProgressResult:
    """The same action told twice: word for word counts once, anything else is asked."""
    seen: dict[int, int] = {}
    kept: list[ProgressReading] = []
    for reading in result.readings:
        if reading.action_id is None or reading.action_id not in seen:
            if reading.action_id is not None:
                seen[reading.action_id] = len(kept)
            kept.append(reading)
            continue
        first = kept[seen[reading.action_id]]
        if (first.text, first.status_id, first.revised_words) == (
            reading.text,
            reading.status_id,
            reading.revised_words,
        ):
            result.ignored.append(Ignored(cell=reading.cell, why=f"Repeats {first.cell}."))
            continue
        say = f"Action {reading.action_number} is told twice, here and in {first.cell}."
        result.problems.append(problem("R01", reading.cell, say=say))
        kept[seen[reading.action_id]] = replace(first, confidence="ask")
        kept.append(replace(reading, confidence="ask"))
    result.readings = kept
    return result
