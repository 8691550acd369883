"""Taking a partner's return in: read it, say what would change, apply it as one step."""

from __future__ import annotations

import hashlib
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
    from db.uow import Reader, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the person says about a file, where they say it: it beats what the file says."""

    partner: str = ""
    period: Period | None = None
    sender: str = ""
    received_on: date | None = None


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

    A return that brings nothing to write is still filed when its partner and period are known, so that who answered is
    not chased. A refused file and one already filed change nothing and say so.
    """
    hints = hints or Hints()
    reading, known = read_return(store, plan_id, path, hints, task=task)
    if reading.outcome == "refuse":
        raise UserProblem(reading.say, "Nothing was changed.", code=reading.reason or "refused")
    changes = plan_changes(reading, known, accept)
    if not changes.values and not changes.updates:
        if _is_filed(store, reading.file.sha256):
            words = "This very file is already applied; there are no differences."
            return Outcome(reading=reading, changes=changes, step_id=None, say=f"{words} {changes.sentence}")
        if reading.partner_id is None or reading.period is None:
            return Outcome(
                reading=reading, changes=changes, step_id=None, say=f"Nothing was changed. {changes.sentence}"
            )
    papers = Papers(content=_unchanged_bytes(path, reading), evidence=evidence(reading), sender=hints.sender)
    step_id = write_changes(store, plan_id, reading, changes, papers, hints.received_on or today)
    return Outcome(reading=reading, changes=changes, step_id=step_id, say=_told(reading, changes))


def _told(reading: ReturnReading, changes: ChangePlan) -> str:
    return f"Nil return, filed. {changes.sentence}" if is_nil(reading) else changes.sentence


def is_nil(reading: ReturnReading) -> bool:
    """Whether the partner says there is nothing to report, or sent the workbook back untouched."""
    return reading.outcome == "nothing" and reading.partner_id is not None


def _is_filed(store: Store, sha256: str) -> bool:
    from sqlalchemy import select

    from db.models.returns import return_version

    with store.read() as reader:
        return bool(reader.rows(select(return_version.c.id).where(return_version.c.file_sha256 == sha256)))


def _unchanged_bytes(path: Path, reading: ReturnReading) -> bytes:
    """The bytes that were read. A file that was replaced meanwhile is not kept in place of the one that was read."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != reading.file.sha256:
        raise UserProblem(
            f"“{path.name}” was changed while it was being read.", "Nothing was changed.", "Try it again."
        )
    return content


def write_changes(
    store: Store, plan_id: int, reading: ReturnReading, changes: ChangePlan, papers: Papers, received_on: date
) -> int | None:
    """Carry out a plan of changes as one named step, with its papers; the step's id."""
    from db.files import keep

    name, day = reading.file.name, received_on.isoformat()
    with store.read() as reader:
        filing = _filing(reader, plan_id, reading, _filed_under(reading, received_on))
    with store.step(_step_label(reading, changes, filing.version)) as work:
        keep(work, papers.content, name=name, kind=reading.file.kind, kept_at=day)
        sha256 = keep(work, papers.evidence, name=f"{name}.reading.json", kind="reading", kept_at=day)
        _Applier(work, plan_id, reading, filing, sha256, received_on, papers.sender).carry_out(changes)
    return work.changes.step_id


def _step_label(reading: ReturnReading, changes: ChangePlan, version: int) -> str:
    """How the history names it ("Apply Police Scotland, Quarter 2, 2026-27, version 2")."""
    verb = "Apply" if changes.values or changes.updates else "File"
    words = f"{verb} {reading.partner or reading.file.name}"
    if reading.period:
        words += f", {label(reading.period)}"
    return f"{words}, version {version}" if version > 1 else words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filing:
    """Where a file is filed: the board's row (None: it gets one), its stage now, and which version the file is."""

    period: Period
    return_id: int | None
    stage: str
    version: int


def _filed_under(reading: ReturnReading, received_on: date) -> Period:
    """The period a return is filed under: its own, or all that its figures and notes span."""
    if reading.period:
        return reading.period
    spans = [one.period for one in reading.readings if one.period]
    if spans:
        return Period(min(one.start for one in spans), max(one.end for one in spans), "range")
    day = reading.as_at or received_on
    return Period(day, day, "date")


def _filing(reader: Reader, plan_id: int, reading: ReturnReading, period: Period) -> _Filing:
    from sqlalchemy import func, select

    from db.models.returns import partner_return, return_version

    spot = period_columns(period)
    mine = (
        partner_return.c.partner_id.is_(None)
        if reading.partner_id is None
        else partner_return.c.partner_id == reading.partner_id
    )
    newest = func.max(return_version.c.number).label("newest")
    row = reader.first(
        select(partner_return.c.id, partner_return.c.stage, newest)
        .outerjoin(return_version, return_version.c.return_id == partner_return.c.id)
        .where(
            partner_return.c.plan_id == plan_id,
            mine,
            partner_return.c.period_start == spot["period_start"],
            partner_return.c.period_end == spot["period_end"],
        )
        .group_by(partner_return.c.id)
    )
    if row is None:
        return _Filing(period=period, return_id=None, stage="", version=1)
    return _Filing(period=period, return_id=row.id, stage=row.stage, version=(row.newest or 0) + 1)


class _Applier:
    """Carries a plan of changes out inside one unit of work."""

    def __init__(
        self,
        work: UnitOfWork,
        plan_id: int,
        reading: ReturnReading,
        filing: _Filing,
        reading_sha256: str,
        received_on: date,
        sender: str,
    ) -> None:
        from db import models

        self.work = work
        self.plan_id = plan_id
        self.reading = reading
        self.filing = filing
        self.reading_sha256 = reading_sha256
        self.received_on = received_on
        self.sender = sender or reading.partner
        self.tables = models

    def carry_out(self, changes: ChangePlan) -> None:
        return_id, version_id = self._version(changes)
        source_id = self.work.insert(
            self.tables.indicators.source,
            kind="return",
            file_sha256=self.reading.file.sha256,
            file_name=self.reading.file.name,
            sender=self.sender,
            received_on=self.received_on.isoformat(),
            return_version_id=version_id,
        )
        self._values(changes.values, source_id)
        self._confirm(changes.confirmed, return_id, source_id)
        self._updates(changes.updates, source_id)

    # --- the return and its version --------------------------------------------------------------------------------

    def _version(self, changes: ChangePlan) -> tuple[int, int]:
        return_id = self._return(changes)
        version_id = self.work.insert(
            self.tables.returns.return_version,
            return_id=return_id,
            number=self.filing.version,
            file_sha256=self.reading.file.sha256,
            file_name=self.reading.file.name,
            sender=self.sender,
            received_on=self.received_on.isoformat(),
            stage="applied" if changes.values or changes.updates else "read",
            outcome=self.reading.outcome,
            say=self.reading.say,
            reading_sha256=self.reading_sha256,
        )
        return return_id, version_id

    def _return(self, changes: ChangePlan) -> int:
        returns = self.tables.returns.partner_return
        stage = self._stage(changes, self.filing.stage)
        if self.filing.return_id is not None:
            self.work.update(returns, self.filing.return_id, stage=stage)
            return self.filing.return_id
        return self.work.insert(
            returns,
            plan_id=self.plan_id,
            partner_id=self.reading.partner_id,
            stage=stage,
            **period_columns(self.filing.period),
        )

    def _stage(self, changes: ChangePlan, before: str) -> str:
        """Where the return stands on the board now. What is applied stays so when a later file brings nothing."""
        if changes.values or changes.updates:
            return "part applied" if changes.held else "applied"
        if before in ("applied", "part applied"):
            return before
        return "nil" if is_nil(self.reading) else "received"

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
                "note": "; ".join(filter(None, (change.reading.figure.note, change.reading.comment))),
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

    def _confirm(self, confirmed: tuple[ValueChange, ...], return_id: int, source_id: int) -> None:
        """Let what an earlier version of this return brought, and this one repeats, stand on this version.

        Undoing the earlier version underneath then leaves it, because its partner has said it again.
        """
        if not confirmed:
            return
        from sqlalchemy import select

        tables, versions = self.tables.indicators, self.tables.returns.return_version
        spots = {(one.series_id, one.period.start.isoformat(), one.period.end.isoformat()): one for one in confirmed}
        earlier = (
            select(tables.value)
            .join(tables.source, tables.value.c.source_id == tables.source.c.id)
            .join(versions, tables.source.c.return_version_id == versions.c.id)
            .where(versions.c.return_id == return_id)
        )
        rows = [(row, (row.series_id, row.period_start, row.period_end)) for row in self.work.rows(earlier)]
        self.work.update_many(
            tables.value,
            [
                {"id": row.id, "source_id": source_id, "cell": spots[spot].reading.cell}
                for row, spot in rows
                if spot in spots
            ],
        )

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
