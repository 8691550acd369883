"""Baselines and targets: words as written beside the value, unit, period and note that can be read from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cjdesk.domain.periods import Period
from cjdesk.domain.values import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A baseline or target. ``figure.words`` are the words as written, also where no number can be read.

    ``compare`` says how a value meets a target; ``recurs`` holds "annually", "per year" and the like.
    """

    figure: Figure
    period: Period | None = None
    compare: Literal["at least", "at most", "exactly", "towards", ""] = ""
    recurs: str = ""
    note: str = ""
