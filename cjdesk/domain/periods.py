"""What a value is about: a quarter, a financial year, a date, a rolling year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

PeriodKind = Literal["quarter", "year", "calendar year", "half", "month", "date", "rolling year", "range"]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends included. Financial years run 1 April to 31 March; Q1 is April to June."""

    start: date
    end: date
    kind: PeriodKind = "range"
