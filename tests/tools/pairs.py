"""Timing two things in turn, so that a busy moment of the machine strikes both."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def ratio(ours: Callable[[], object], bare: Callable[[], object], rounds: int = 7) -> float:
    """The median over ``rounds`` of our seconds divided by the baseline's, after one round that is not counted."""
    ours(), bare()
    found = [seconds(ours) / seconds(bare) for _ in range(rounds)]
    return statistics.median(found)


def python(*arguments: str, cwd: str | None = None) -> Callable[[], object]:
    """A whole Python process, its output thrown away."""
    command: Sequence[str] = [sys.executable, *arguments]
    return lambda: subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
