"""The closed grammar of figures as partners write them.

A number is kept only where there is exactly one. Missing, zero, suppressed, not applicable and not yet due are
different states and stay different everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

State = Literal[
    "value",
    "estimate",
    "provisional",
    "revised",
    "suppressed",
    "not available",
    "not yet",
    "not applicable",
    "blank",
    "error",
    "conflict",
    "range",
    "unclear",
]
Unit = Literal["count", "percent", "rate", "hours", "money", "score", "text", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A problem seen while reading: its code (see ``returns/problems.py``), a sentence, a suggested repair."""

    code: str
    say: str
    suggest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: the words as written and what they mean.

    ``number`` is set only in states that have exactly one (value, estimate, provisional, revised). Percentages are on
    the 0 to 100 scale. ``low``/``high`` bound a range, ``below`` is the threshold of a suppressed figure ("<5" is
    below 5). ``numerator``/``denominator`` stand where written ("12 of 40").
    """

    words: str
    state: State
    number: Decimal | None = None
    unit: Unit = ""
    low: Decimal | None = None
    high: Decimal | None = None
    below: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""
    flags: tuple[Flag, ...] = ()
