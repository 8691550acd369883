"""Domain values to table columns and back, in one place for all services."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, cast, get_args

from cjdesk.domain.periods import Period, PeriodKind
from cjdesk.domain.timescales import Timescale, TimescaleKind
from cjdesk.domain.values import Figure, State, Unit

Row = Any  # a SQLAlchemy row: columns by attribute


def day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def day_from(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _one_of(word: str, kind: Any) -> Any:
    """The stored word, which must be one the domain knows; the table's own check says the same."""
    if word not in get_args(kind):
        raise ValueError(f"{word!r} is not one of {get_args(kind)}")
    return word


def figure_columns(figure: Figure) -> dict[str, Any]:
    return {
        "words": figure.words,
        "state": figure.state,
        "unit": figure.unit,
        "note": figure.note,
        "number_exact": _exact(figure.number),
        "low_exact": _exact(figure.low),
        "high_exact": _exact(figure.high),
        "below_exact": _exact(figure.below),
        "numerator_exact": _exact(figure.numerator),
        "denominator_exact": _exact(figure.denominator),
    }


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def figure_from(row: Row) -> Figure:
    return Figure(
        words=row.words,
        state=cast(State, _one_of(row.state, State)),
        unit=cast(Unit, _one_of(row.unit, Unit)),
        note=row.note,
        number=_decimal(row.number_exact),
        low=_decimal(row.low_exact),
        high=_decimal(row.high_exact),
        below=_decimal(row.below_exact),
        numerator=_decimal(row.numerator_exact),
        denominator=_decimal(row.denominator_exact),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def timescale_columns(timescale: Timescale, prefix: str = "timescale") -> dict[str, Any]:
    return {
        f"{prefix}_words": timescale.words,
        f"{prefix}_kind": timescale.kind,
        f"{prefix}_due": day_text(timescale.due),
        f"{prefix}_recurs": timescale.recurs,
        f"{prefix}_note": timescale.note,
    }


def timescale_from(row: Row, prefix: str = "timescale") -> Timescale:
    return Timescale(
        words=getattr(row, f"{prefix}_words"),
        kind=cast(TimescaleKind, _one_of(getattr(row, f"{prefix}_kind"), TimescaleKind)),
        due=day_from(getattr(row, f"{prefix}_due")),
        recurs=getattr(row, f"{prefix}_recurs"),
        note=getattr(row, f"{prefix}_note"),
    )


def period_columns(period: Period) -> dict[str, Any]:
    return {
        "period_start": period.start.isoformat(),
        "period_end": period.end.isoformat(),
        "period_kind": period.kind,
    }


def period_from(row: Row) -> Period:
    return Period(
        date.fromisoformat(row.period_start),
        date.fromisoformat(row.period_end),
        cast(PeriodKind, _one_of(row.period_kind, PeriodKind)),
    )
