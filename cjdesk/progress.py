"""How long work tells of itself and is stopped, without knowing who listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cjdesk.errors import Cancelled


def _silent(_done: int, _total: int, _words: str) -> None:
    """Nobody listens."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of long work as its doer sees it.

    ``report(done, total, words)`` may be called from any thread; ``total`` 0 means "not known yet".
    """

    report: Callable[[int, int, str], None] = _silent
    cancelled: Callable[[], bool] = _never

    def step(self, done: int, total: int, words: str) -> None:
        """Report, and raise `Cancelled` if the person has asked to stop."""
        if self.cancelled():
            raise Cancelled(words)
        self.report(done, total, words)


QUIET = Task()
