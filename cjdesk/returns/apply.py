"""From what was understood to what will change: the plan of changes that preview shows and apply carries out.

Nothing here writes. The same plan is printed before and executed after, so what was shown is what happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cjdesk.domain.periods import Period
from cjdesk.domain.text import counted
from cjdesk.domain.timescales import parse_timescale
from cjdesk.domain.values import Figure
from cjdesk.returns.model import Known, Problem, ProgressReading, Reading, ReturnReading

Accept = Literal["certain", "suggested"]
SETTLED_STATES = frozenset(
    {"value", "estimate", "provisional", "revised", "suppressed", "not available", "not yet", "not applicable", "range"}
)
"""States a series can take from a return. Blank means no change; conflict, error and unclear must be settled first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """One figure that will be written, with what the plan holds now."""

    reading: Reading
    series_id: int
    period: Period
    before: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateChange:
    """One progress update that will be added."""

    reading: ProgressReading
    action_id: int
    as_at: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Something that waits for a person, with the reason."""

    cell: str
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePlan:
    """All that applying a return would do."""

    values: tuple[ValueChange, ...] = ()
    confirmed: tuple[ValueChange, ...] = ()  # the same figure again
    updates: tuple[UpdateChange, ...] = ()
    held: tuple[Held, ...] = ()
    repeated: int = 0  # notes that are there already
    blank: int = 0

    @property
    def unchanged(self) -> int:
        return len(self.confirmed) + self.repeated + self.blank

    @property
    def sentence(self) -> str:
        """The count a person sees before and after ("16 values and 2 notes will change; ...")."""
        return (
            f"{counted(len(self.values), 'value')} and {counted(len(self.updates), 'note')} change; "
            f"{len(self.held)} held back for you; {self.unchanged} unchanged; 0 removed."
        )


def plan_changes(reading: ReturnReading, known: Known, accept: Accept) -> ChangePlan:
    """What to write, what to leave and what to ask, at the given level of acceptance.

    A reading is taken only if its confidence is good enough and nothing on its cell stops or asks: a question about
    one cell holds that cell back, never the others.
    """
    wanted = {"certain"} if accept == "certain" else {"certain", "suggested"}
    sorter = _Sorter(wanted, _doubts(reading, accept), {one.cell: one.say for one in reading.problems}, known)
    for one in reading.readings:
        sorter.figure(one)
    for note in reading.progress:
        sorter.note(note, reading)
    return ChangePlan(
        values=tuple(sorter.values),
        confirmed=tuple(sorter.confirmed),
        updates=tuple(sorter.updates),
        held=tuple(sorter.held),
        repeated=sorter.repeated,
        blank=sorter.blank,
    )


WHOLE_FILE = frozenset({"F02", "F04", "T02", "P03", "C09"})
"""Questions about the file as a whole: until somebody accepts it, none of its figures is taken."""


def _doubts(reading: ReturnReading, accept: Accept) -> dict[str, str]:
    """The first stopping or asking problem of each cell.

    Accepting suggestions answers two kinds of question: whether a line is the one proposed (R01), and whether the file
    as a whole is meant as it is. A total that disagrees (T05) puts in doubt what stands in its row and column.
    """
    found: dict[str, str] = {}
    proposed = {one.cell for one in reading.readings if one.confidence == "suggested"}
    for problem in reading.problems:
        answered = accept == "suggested" and problem.code == "R01" and problem.cell in proposed
        if problem.severity in ("stop", "ask") and not answered:
            for cell in _cells_of(problem, reading, accept):
                found.setdefault(cell, problem.say)
    return found


def _cells_of(problem: Problem, reading: ReturnReading, accept: Accept) -> Iterator[str]:
    """The cells a problem is about."""
    cells = [*(one.cell for one in reading.readings), *(one.cell for one in reading.progress)]
    contradiction = problem.code == "P01" and bool(reading.partner)
    if not problem.cell and (problem.code in WHOLE_FILE or contradiction):
        yield from cells if accept == "certain" else ()
    elif problem.code == "T05":
        yield from (cell for cell in cells if _in_line(cell, problem.cell))
    elif problem.cell:
        yield problem.cell


_ADDRESS = re.compile(r"(.*)!([A-Z]+)([0-9]+)")


def _in_line(cell: str, total: str) -> bool:
    """Whether two addresses share sheet and row, or sheet and column."""
    one, other = _ADDRESS.fullmatch(cell), _ADDRESS.fullmatch(total)
    if one is None or other is None or one[1] != other[1]:
        return False
    return one[2] == other[2] or one[3] == other[3]


class _Sorter:
    """Puts every reading into exactly one pile."""

    def __init__(self, wanted: set[str], doubts: dict[str, str], remarks: dict[str, str], known: Known) -> None:
        self.wanted, self.doubts, self.remarks = wanted, doubts, remarks
        self.series = {one.series_id: one for one in known.series}
        self.noted = {(one.action_id, *update) for one in known.actions for update in one.updates}
        self.values: list[ValueChange] = []
        self.updates: list[UpdateChange] = []
        self.held: list[Held] = []
        self.confirmed: list[ValueChange] = []
        self.repeated = 0
        self.blank = 0

    def hold(self, one: Reading | ProgressReading, what: str, why: str) -> None:
        said = why or self.remarks.get(one.cell, "") or " ".join(one.reasons)
        self.held.append(Held(cell=one.cell, what=what, why=said))

    def figure(self, one: Reading) -> None:
        what = f"{one.line_words or one.indicator_text}: {one.figure.words}"
        if one.figure.state == "blank":
            self.blank += 1
        elif one.confidence not in self.wanted:
            self.hold(one, what, self.doubts.get(one.cell, ""))
        elif one.cell in self.doubts:
            self.hold(one, what, self.doubts[one.cell])
        elif one.series_id is None or one.period is None:
            self.hold(one, what, "The line or the period is not known.")
        elif one.figure.state not in SETTLED_STATES:
            self.hold(one, what, f"The figure is {one.figure.state}.")
        else:
            self._take(one, one.series_id, one.period)

    def _take(self, one: Reading, series_id: int, period: Period) -> None:
        line = self.series[series_id]
        same_line = one.breakdown in ("", line.breakdown)
        before = line.history.get(period) if same_line else None
        same = before is not None and means_the_same(before, one.figure)
        pile = self.confirmed if same else self.values
        pile.append(ValueChange(reading=one, series_id=series_id, period=period, before=before))

    def note(self, one: ProgressReading, reading: ReturnReading) -> None:
        as_at = reading.as_at or (reading.period.end if reading.period else None)
        if one.confidence not in self.wanted or one.cell in self.doubts:
            self.hold(one, one.action_words or one.text, self.doubts.get(one.cell, ""))
        elif one.action_id is None:
            self.hold(one, one.action_words or one.text, "The action is not known.")
        elif as_at is None:
            self.hold(one, one.action_words or one.text, "The return does not say what date its progress is up to.")
        elif one.revised_words and one.revised_date is None and not has_timescale(one.revised_words):
            self.hold(one, one.action_words or one.text, f"“{one.revised_words}” is not a date that can be read.")
        elif (one.action_id, as_at, one.text, one.status_id, one.revised_words) in self.noted:
            self.repeated += 1
        else:
            self.updates.append(UpdateChange(reading=one, action_id=one.action_id, as_at=as_at))


def has_timescale(words: str) -> bool:
    """Whether a revised date can be kept as what it says: a day, a month, "ongoing", but not "45/13/2025"."""
    return parse_timescale(words).kind not in ("unclear", "other")


def means_the_same(before: Figure, after: Figure) -> bool:
    """Whether a received figure says what the plan already holds; differences in spelling do not count."""
    facts = ("state", "number", "low", "high", "below", "numerator", "denominator")
    if before.unit and after.unit and before.unit != after.unit:
        return False
    return all(getattr(before, name) == getattr(after, name) for name in facts)
