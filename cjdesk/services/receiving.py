"""Taking a partner's return in: read it, say what would change, apply it as one step."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjdesk.domain.periods import Period, label
from cjdesk.errors import UserProblem
from cjdesk.progress import QUIET, Task
from cjdesk.returns.apply import Accept, ChangePlan, UpdateChange, ValueChange, plan_changes
from cjdesk.returns.model import Known, ReturnReading
from cjdesk.services.known import known_of
from cjdesk.services.plan_reading import read_plan
from cjdesk.services.rows import figure_columns, period_columns, timescale_columns

if TYPE_CHECKING:
    from db.store import Store
    from db.uow import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the person says about a file, where they say it: it beats what the file says."""

    partner: str = ""
    period: Period | None = None
    sender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What is kept of a return for ever: the file as it came, what was read from it, and who sent it."""

    content: bytes
    evidence: bytes
    sender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of applying a file: what changed, and the history's step (None: nothing changed)."""

    reading: ReturnReading
    changes: ChangePlan
    step_id: int | None
    say: str


def read_return(
    store: Store, plan_id: int, path: Path, hints: Hints | None = None, *, task: Task = QUIET
) -> tuple[ReturnReading, Known]:
    """What ``path`` says, matched against the plan. Changes nothing."""
    from cjdesk.returns.read import read_file
    from cjdesk.returns.understand import understand

    hints = hints or Hints()
    received = read_file(path, task=task)
    with store.read() as reader:
        known = known_of(reader, read_plan(reader, plan_id))
    reading = understand(received, known, sender=hints.sender, partner=hints.partner, period=hints.period)
    return reading, known


def apply_return(
    store: Store,
    plan_id: int,
    path: Path,
    *,
    accept: Accept = "certain",
    hints: Hints | None = None,
    today: date,
    task: Task = QUIET,
) -> Outcome:
    """Read ``path`` and write what is accepted, with the file itself, as one named step.

    A refused file, a file already applied and a file without anything new change nothing and say so.
    """
    hints = hints or Hints()
    reading, known = read_return(store, plan_id, path, hints, task=task)
    if reading.outcome == "refuse":
        raise UserProblem(reading.say, "Nothing was changed.", code=reading.reason or "refused")
    changes = plan_changes(reading, known, accept)
    if not changes.values and not changes.updates:
        again = any(one.sha256 == reading.file.sha256 for one in known.applied)
        words = "This very file is already applied; there are no differences." if again else "Nothing was changed."
        return Outcome(reading=reading, changes=changes, step_id=None, say=f"{words} {changes.sentence}")
    papers = Papers(content=path.read_bytes(), evidence=evidence(reading), sender=hints.sender)
    step_id = write_changes(store, plan_id, reading, changes, papers, today)
    return Outcome(reading=reading, changes=changes, step_id=step_id, say=changes.sentence)


def write_changes(
    store: Store, plan_id: int, reading: ReturnReading, changes: ChangePlan, papers: Papers, today: date
) -> int | None:
    """Carry out a plan of changes as one named step, with its papers; the step's id."""
    from db.files import keep

    name, day = reading.file.name, today.isoformat()
    with store.step(step_label(reading)) as work:
        keep(work, papers.content, name=name, kind=reading.file.kind, kept_at=day)
        sha256 = keep(work, papers.evidence, name=f"{name}.reading.json", kind="reading", kept_at=day)
        _Applier(work, plan_id, reading, sha256, today, papers.sender).carry_out(changes)
    return work.changes.step_id


def step_label(reading: ReturnReading) -> str:
    """How the history names it ("Apply Police Scotland, Quarter 2, 2026-27")."""
    who = reading.partner or reading.file.name
    return f"Apply {who}, {label(reading.period)}" if reading.period else f"Apply {who}"


class _Applier:
    """Carries a plan of changes out inside one unit of work."""

    def __init__(
        self, work: UnitOfWork, plan_id: int, reading: ReturnReading, reading_sha256: str, today: date, sender: str
    ) -> None:
        from db import models

        self.work = work
        self.plan_id = plan_id
        self.reading = reading
        self.reading_sha256 = reading_sha256
        self.today = today
        self.sender = sender or reading.partner
        self.tables = models

    def carry_out(self, changes: ChangePlan) -> None:
        version_id = self._version()
        source_id = self.work.insert(
            self.tables.indicators.source,
            kind="return",
            file_sha256=self.reading.file.sha256,
            file_name=self.reading.file.name,
            sender=self.sender,
            received_on=self.today.isoformat(),
            return_version_id=version_id,
        )
        self._values(changes.values, source_id)
        self._updates(changes.updates, source_id)

    # --- the return and its version --------------------------------------------------------------------------------

    def _version(self) -> int:
        from sqlalchemy import func, select

        versions = self.tables.returns.return_version
        return_id = self._return()
        newest = select(func.max(versions.c.number)).where(versions.c.return_id == return_id)
        [(number,)] = self.work.rows(newest)
        return self.work.insert(
            versions,
            return_id=return_id,
            number=(number or 0) + 1,
            file_sha256=self.reading.file.sha256,
            file_name=self.reading.file.name,
            sender=self.sender,
            received_on=self.today.isoformat(),
            stage="applied",
            outcome=self.reading.outcome,
            say=self.reading.say,
            reading_sha256=self.reading_sha256,
        )

    def _return(self) -> int:
        from sqlalchemy import select

        returns = self.tables.returns.partner_return
        period = self._period()
        spot = period_columns(period)
        found = self.work.rows(
            select(returns.c.id).where(
                returns.c.plan_id == self.plan_id,
                returns.c.partner_id.is_(None)
                if self.reading.partner_id is None
                else returns.c.partner_id == self.reading.partner_id,
                returns.c.period_start == spot["period_start"],
                returns.c.period_end == spot["period_end"],
            )
        )
        stage = "part applied" if self.reading.outcome == "ask" else "applied"
        if found:
            return_id: int = found[0].id
            self.work.update(returns, return_id, stage=stage)
            return return_id
        return self.work.insert(returns, plan_id=self.plan_id, partner_id=self.reading.partner_id, stage=stage, **spot)

    def _period(self) -> Period:
        """The period the return is filed under: its own, or all that its figures and notes span."""
        if self.reading.period:
            return self.reading.period
        spans = [one.period for one in self.reading.readings if one.period]
        if spans:
            return Period(min(one.start for one in spans), max(one.end for one in spans), "range")
        day = self.reading.as_at or self.today
        return Period(day, day, "date")

    # --- figures and notes -----------------------------------------------------------------------------------------

    def _values(self, values: tuple[ValueChange, ...], source_id: int) -> None:
        from sqlalchemy import select

        table = self.tables.indicators.value
        series = {
            id(change): self._breakdown_of(change) if change.reading.breakdown else change.series_id
            for change in values
        }
        held = {
            (row.series_id, row.period_start, row.period_end): row.id
            for row in self.work.rows(
                select(table.c.id, table.c.series_id, table.c.period_start, table.c.period_end).where(
                    table.c.series_id.in_(sorted(set(series.values())))
                )
            )
        }
        new: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        for change in values:
            spot = period_columns(change.period)
            row = {
                "series_id": series[id(change)],
                **spot,
                **figure_columns(change.reading.figure),
                "source_id": source_id,
                "cell": change.reading.cell,
            }
            there = held.get((row["series_id"], spot["period_start"], spot["period_end"]))
            if there is None:
                new.append(row)
            else:
                changed.append({"id": there, **row})
        self.work.insert_many(table, new)
        self.work.update_many(table, changed)

    def _breakdown_of(self, change: ValueChange) -> int:
        """The series of the breakdown that is named; one a partner reports for the first time is made here."""
        from sqlalchemy import func, select

        name = change.reading.breakdown
        tables = self.tables.indicators
        [line] = self.work.rows(select(tables.series).where(tables.series.c.id == change.series_id))
        if line.breakdown_id is not None:
            return change.series_id
        found = self.work.rows(
            select(tables.series.c.id)
            .join(tables.breakdown, tables.series.c.breakdown_id == tables.breakdown.c.id)
            .where(
                tables.breakdown.c.indicator_id == line.indicator_id,
                tables.breakdown.c.name == name,
                func.ifnull(tables.series.c.part_id, 0) == (line.part_id or 0),
            )
        )
        if found:
            existing: int = found[0].id
            return existing
        named = self.work.rows(
            select(tables.breakdown.c.id).where(
                tables.breakdown.c.indicator_id == line.indicator_id, tables.breakdown.c.name == name
            )
        )
        breakdown_id = (
            named[0].id if named else self.work.insert(tables.breakdown, indicator_id=line.indicator_id, name=name)
        )
        return self.work.insert(
            tables.series,
            indicator_id=line.indicator_id,
            part_id=line.part_id,
            breakdown_id=breakdown_id,
            unit=line.unit,
        )

    def _updates(self, updates: tuple[UpdateChange, ...], source_id: int) -> None:
        if not updates:
            return
        from cjdesk.domain.timescales import NO_TIMESCALE, parse_timescale

        rows = []
        for change in updates:
            note = change.reading
            revised = parse_timescale(note.revised_words) if note.revised_words else NO_TIMESCALE
            rows.append(
                {
                    "action_id": change.action_id,
                    "as_at": change.as_at.isoformat(),
                    "text": note.text,
                    "status_id": note.status_id,
                    "status_words": note.status_words,
                    "source_id": source_id,
                    "cell": note.cell,
                    **timescale_columns(revised, "revised"),
                }
            )
        self.work.insert_many(self.tables.plan.progress_update, rows)


def evidence(reading: ReturnReading) -> bytes:
    """What was read from a file, whole, as JSON bytes: kept beside the file, unchanged for ever."""
    without_cells = replace(reading, file=replace(reading.file, sheets=()))
    return json.dumps(without_cells, default=_plain_form, ensure_ascii=False, separators=(",", ":")).encode()


EMPTY = (None, "", ())


@cache
def _readout(kind: type) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    """The names of a record's fields, and a quick way to all of them at once."""
    names = tuple(one.name for one in fields(kind))
    return names, attrgetter(*names)


def _plain_form(value: Any) -> Any:
    """Records as objects without their empty fields, decimals and days as text."""
    if is_dataclass(value):
        names, read = _readout(value.__class__)
        return {name: one for name, one in zip(names, read(value), strict=True) if one not in EMPTY}
    if isinstance(value, Decimal | date):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no plain form")
