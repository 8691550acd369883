"""From what was understood to what will change: the plan of changes that preview shows and apply carries out.

Nothing here writes. The same plan is printed before and executed after, so what was shown is what happens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cjdesk.domain.periods import Period
from cjdesk.domain.values import Figure
from cjdesk.returns.model import Known, ProgressReading, Reading, ReturnReading

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
    updates: tuple[UpdateChange, ...] = ()
    held: tuple[Held, ...] = ()
    unchanged: int = 0
    blank: int = 0

    @property
    def sentence(self) -> str:
        """The count a person sees before and after ("16 values and 2 notes will change; ...")."""
        return (
            f"{_count(len(self.values), 'value')} and {_count(len(self.updates), 'note')} change; "
            f"{len(self.held)} held back for you; {self.unchanged + self.blank} unchanged; 0 removed."
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def plan_changes(reading: ReturnReading, known: Known, accept: Accept) -> ChangePlan:
    """What to write, what to leave and what to ask, at the given level of acceptance.

    A reading is taken only if its confidence is good enough and nothing on its cell stops or asks: a question about
    one cell holds that cell back, never the others.
    """
    wanted = {"certain"} if accept == "certain" else {"certain", "suggested"}
    sorter = _Sorter(wanted, _doubts(reading, accept), known)
    for one in reading.readings:
        sorter.figure(one)
    for note in reading.progress:
        sorter.note(note, reading)
    return ChangePlan(
        values=tuple(sorter.values),
        updates=tuple(sorter.updates),
        held=tuple(sorter.held),
        unchanged=sorter.unchanged,
        blank=sorter.blank,
    )


def _doubts(reading: ReturnReading, accept: Accept) -> dict[str, str]:
    """The first stopping or asking problem of each cell. What a "suggested" reading asks is what was just accepted."""
    found: dict[str, str] = {}
    for problem in reading.problems:
        if problem.cell and problem.severity in ("stop", "ask"):
            found.setdefault(problem.cell, problem.say)
    if accept == "suggested":
        asked_only = {one.cell for one in reading.readings if one.confidence == "suggested"}
        stopped = {problem.cell for problem in reading.problems if problem.severity == "stop"}
        matching = {problem.cell for problem in reading.problems if problem.code == "R01"}
        for cell in (asked_only & matching) - stopped:
            others = [p for p in reading.problems if p.cell == cell and p.severity == "ask" and p.code != "R01"]
            if not others:
                found.pop(cell, None)
    return found


class _Sorter:
    """Puts every reading into exactly one pile."""

    def __init__(self, wanted: set[str], doubts: dict[str, str], known: Known) -> None:
        self.wanted, self.doubts = wanted, doubts
        self.series = {one.series_id: one for one in known.series}
        self.noted = {(one.action_id, *update) for one in known.actions for update in one.updates}
        self.values: list[ValueChange] = []
        self.updates: list[UpdateChange] = []
        self.held: list[Held] = []
        self.unchanged = 0
        self.blank = 0

    def hold(self, one: Reading | ProgressReading, what: str, why: str) -> None:
        reasons = " ".join(one.reasons)
        self.held.append(Held(cell=one.cell, what=what, why=why or reasons))

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
        if before is not None and means_the_same(before, one.figure):
            self.unchanged += 1
        else:
            self.values.append(ValueChange(reading=one, series_id=series_id, period=period, before=before))

    def note(self, one: ProgressReading, reading: ReturnReading) -> None:
        as_at = reading.as_at or (reading.period.end if reading.period else None)
        if one.confidence not in self.wanted or one.cell in self.doubts:
            self.hold(one, one.action_words or one.text, self.doubts.get(one.cell, ""))
        elif one.action_id is None:
            self.hold(one, one.action_words or one.text, "The action is not known.")
        elif as_at is None:
            self.hold(one, one.action_words or one.text, "The return does not say what date its progress is up to.")
        elif (one.action_id, as_at, one.text, one.status_id) in self.noted:
            self.unchanged += 1
        else:
            self.updates.append(UpdateChange(reading=one, action_id=one.action_id, as_at=as_at))


def means_the_same(before: Figure, after: Figure) -> bool:
    """Whether a received figure says what the plan already holds; differences in spelling do not count."""
    facts = ("state", "number", "low", "high", "below", "numerator", "denominator")
    return all(getattr(before, name) == getattr(after, name) for name in facts)
