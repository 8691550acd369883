"""The status of an action: the scheme a new partnership starts with, and which status words mean.

A scheme is the partnership's own data. Words mean a status only where they *are* its word, letter, shape or one of
its aliases: "Amendments made" begins like amber and means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from cjdesk.domain.plan import Status
from cjdesk.domain.text import plain, unify

DEFAULT_SCHEME: tuple[Status, ...] = (
    Status(
        letter="C",
        word="Complete",
        shape="●",
        meaning="complete",
        rule="Everything the action promised is done.",
        aliases=("completed", "fully complete", "finished"),
    ),
    Status(
        letter="G",
        word="On track",
        shape="▲",
        meaning="on track",
        rule="It will be done by its date.",
        aliases=("green", "on-track", "on target", "on schedule"),
    ),
    Status(
        letter="A",
        word="Some delay",
        shape="◆",
        meaning="delay",
        rule="It is late or at risk, and there is a plan to recover.",
        aliases=("amber", "delayed", "slight delay"),
    ),
    Status(
        letter="R",
        word="Off track",
        shape="▼",
        meaning="off track",
        rule="It will not be done by its date unless something changes.",
        aliases=("red", "off-track", "off target"),
    ),
    Status(
        letter="N",
        word="Not started",
        shape="○",
        meaning="not started",
        rule="Work has not begun, and need not have yet.",
        aliases=("not yet started", "not begun"),
    ),
    Status(
        letter="X",
        word="Stopped",
        shape="–",
        meaning="stopped",
        rule="It was ended before it was done; the reason stands in the last update.",
        aliases=("discontinued", "withdrawn", "cancelled"),
    ),
)
"""Blue is nobody's alias: some councils mean complete by it, others not started. It is asked, and then remembered."""


class Scheme(Protocol):
    """What is needed of a status to recognise it: `Status` has it, and so has a status known to a return."""

    @property
    def letter(self) -> str: ...
    @property
    def word(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


Kind = TypeVar("Kind", bound=Scheme)

_PARTS = re.compile(r"\s*[/;,+|()]\s*|\s-\s|\s(?:and|to)\s")

_LONGEST = 500  # longer text is a note in the wrong column


@dataclass(frozen=True, slots=True)
class StatusMatch(Generic[Kind]):
    """What was recognised in the words of a status cell.

    ``status`` is set where the words are exactly one status; ``seen`` holds every status they name, in order
    ("G/complete" names two); ``unknown`` the words beside them that name none.
    """

    status: Kind | None = None
    seen: tuple[Kind, ...] = ()
    unknown: tuple[str, ...] = ()


def match_status(words: str, statuses: Sequence[Kind]) -> StatusMatch[Kind]:
    """The status the words mean, exactly or by an alias; never by their first letters, never by likeness."""
    if len(words) > _LONGEST:
        return StatusMatch(unknown=(words,))
    whole = _status_of(words, statuses)
    if whole or not plain(words):
        return StatusMatch(status=whole, seen=(whole,) if whole else ())
    parts = [part for part in _PARTS.split(unify(words)) if plain(part)]
    named = [(part, _status_of(part, statuses)) for part in parts]
    unknown = tuple(part for part, status in named if not status)
    seen: list[Kind] = []
    for part, status in named:
        loose = len(part) == 1 and unknown  # the "n" of "n/a until May" is no status
        if status and not loose and status not in seen:
            seen.append(status)
    agreed = seen[0] if len(seen) == 1 and not unknown else None
    return StatusMatch(status=agreed, seen=tuple(seen), unknown=unknown)


def _status_of(words: str, statuses: Sequence[Kind]) -> Kind | None:
    wanted = plain(words)
    found = [status for status in statuses if wanted and wanted in _names(status)]
    return found[0] if len(found) == 1 else None


def _names(status: Scheme) -> set[str]:
    """Every way of writing a status. A shape alone is one too, but not a dash: in a cell it says nothing."""
    shape, letter, word = getattr(status, "shape", ""), status.letter, status.word
    written = {letter, word, *status.aliases, f"{letter} {word}", f"{shape} {letter}", f"{shape} {word}"}
    if plain(shape) != "-":
        written.add(shape)
    return {plain(name) for name in written} - {""}
