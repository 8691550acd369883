"""A reading as the `read` command prints it: the stable contract for scripts and tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cjdesk.domain.periods import Period, short_label
from cjdesk.returns.model import Known, ProgressReading, Reading, ReturnReading


def to_json(reading: ReturnReading, known: Known) -> dict[str, Any]:
    """Plain values only. Dates are ISO, numbers whole where they are, ``cell`` reads ``Sheet!C8``."""
    numbers = {one.action_id: one.numbers[0] if one.numbers else one.code for one in known.actions}
    return {
        "outcome": reading.outcome,
        "reason": reading.reason or None,
        "say": reading.say or None,
        "partner": reading.partner or None,
        "period": _period(reading.period),
        "as_at": reading.as_at.isoformat() if reading.as_at else None,
        "file": {"name": reading.file.name, "sha256": reading.file.sha256, "kind": reading.file.kind},
        "readings": [_reading(one) for one in reading.readings],
        "progress": [_progress(one, numbers) for one in reading.progress],
        "problems": [
            {
                "code": one.code,
                "severity": one.severity,
                "cell": one.cell or None,
                "say": one.say,
                "suggest": one.suggest,
            }
            for one in reading.problems
        ],
        "ignored": [{"cell": one.cell, "why": one.why} for one in reading.ignored],
        "personal_data": [{"cell": one.cell, "kind": one.kind} for one in reading.personal_data],
    }


def _period(period: Period | None) -> dict[str, str] | None:
    if period is None:
        return None
    return {"start": period.start.isoformat(), "end": period.end.isoformat(), "label": short_label(period)}


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _reading(one: Reading) -> dict[str, Any]:
    figure = one.figure
    return {
        "indicator_text": one.indicator_text or None,
        "part": one.part or None,
        "breakdown": one.breakdown or None,
        "action": None,
        "measure": None,
        "period_start": one.period.start.isoformat() if one.period else None,
        "period_end": one.period.end.isoformat() if one.period else None,
        "value": _number(figure.number),
        "unit": figure.unit or None,
        "status": figure.state,
        "note": _note(one),
        "cell": one.cell,
        "confidence": one.confidence,
        "line": one.line_words or None,
        "comment": one.comment or None,
        "reasons": list(one.reasons),
    }


def _note(one: Reading) -> str | None:
    """What must be said beside the value: the words where there is no number, else the remark made with it."""
    if one.figure.number is None:
        return one.figure.words.strip() or None
    if one.figure.note:
        return one.figure.note
    return "misspelt" if "misspelt" in one.reasons else None


def _progress(one: ProgressReading, numbers: dict[int, str]) -> dict[str, Any]:
    return {
        "action": numbers.get(one.action_id) if one.action_id is not None else None,
        "status": one.status_word or None,
        "text": one.text or None,
        "cell": one.cell,
        "confidence": one.confidence,
        "revised_date": one.revised_date.isoformat() if one.revised_date else None,
        "status_words": one.status_words or None,
        "action_words": one.action_words or None,
        "candidates": [numbers[each] for each in one.candidates if each in numbers],
        "reasons": list(one.reasons),
    }
