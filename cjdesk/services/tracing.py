"""Where a printed figure came from: file, sheet, cell, sender, date, and what stood there before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cjdesk.domain.periods import Period
from cjdesk.domain.plan import Plan, Series, Value
from cjdesk.domain.text import plain
from cjdesk.domain.values import show
from cjdesk.errors import UserProblem
from cjdesk.services.issuing import line_words
from cjdesk.services.plan_reading import read_plan

if TYPE_CHECKING:
    from db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One figure with its origin. ``words`` are as the sender wrote them."""

    line: str
    period: Period
    shown: str
    words: str
    state: str
    kind: str
    file_name: str
    sha256: str
    cell: str
    sender: str
    received_on: str


def trace(store: Store, plan_id: int, indicator: str, period: Period) -> list[Trace]:
    """Every figure whose line contains the words ``indicator`` for exactly ``period``."""
    with store.read() as reader:
        plan = read_plan(reader, plan_id)
    wanted = plain(indicator)
    lines = [(words, series) for words, series in _lines(plan) if wanted in plain(words)]
    if not lines:
        raise UserProblem(f"No indicator of this plan reads like “{indicator}”.", "", "Try fewer words of it.")
    return [_trace(words, value) for words, series in lines for value in series.values if value.period == period]


def _lines(plan: Plan) -> list[tuple[str, Series]]:
    return [(line_words(one, series), series) for one in plan.indicators() for series in one.series]


def _trace(words: str, value: Value) -> Trace:
    source = value.source
    return Trace(
        line=words,
        period=value.period,
        shown=show(value.figure),
        words=value.figure.words,
        state=value.figure.state,
        kind=source.kind if source else "unknown",
        file_name=source.file_name if source else "",
        sha256=source.sha256 if source else "",
        cell=source.cell if source else "",
        sender=source.sender if source else "",
        received_on=source.received_on.isoformat() if source and source.received_on else "",
    )


def in_words(trace: Trace) -> str:
    """The origin as a sentence ("Police Q2 return.xlsx, sheet Custody, D9, from Police Scotland, 11 July 2025")."""
    from datetime import date

    if trace.kind == "hand":
        return f"typed by {trace.sender or 'hand'}" + (f" on {trace.received_on}" if trace.received_on else "")
    sheet, _, cell = trace.cell.rpartition("!")
    day = date.fromisoformat(trace.received_on) if trace.received_on else None
    parts = (
        trace.file_name,
        f"sheet {sheet}" if sheet else "",
        cell,
        f"from {trace.sender}" if trace.sender else "",
        f"received {day.day} {day:%B %Y}" if day else "",
    )
    return ", ".join(filter(None, parts)) or "origin not recorded"
