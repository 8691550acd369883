"""When an action is due: the words as written, with kind and date where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

TimescaleKind = Literal["date", "month", "period", "ongoing", "lifetime", "to be confirmed", "none", "other", "unclear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timescale:
    """``due`` is the last day meant ("March 2018" is due 31 March 2018), None where none can be read.

    ``recurs`` holds a repetition ("annually", "quarterly"), ``note`` what else was said.
    """

    words: str
    kind: TimescaleKind
    due: date | None = None
    recurs: str = ""
    note: str = ""


NO_TIMESCALE = Timescale(words="", kind="none")
