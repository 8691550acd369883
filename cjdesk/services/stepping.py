"""The history: what was done, and taking steps back and forth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cjdesk.services.opening import explained

if TYPE_CHECKING:
    from db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the history."""

    id: int
    at: str
    who: str
    label: str
    kind: str
    undone: bool
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """What an undo or redo did: the new step, the step it was about, and what later work kept."""

    step_id: int
    target_id: int
    label: str
    kept: tuple[str, ...] = ()


def entries(store: Store, limit: int = 50) -> list[Entry]:
    """The newest steps first."""
    from db.history import steps

    with explained():
        return [
            Entry(
                id=one.id,
                at=one.at,
                who=one.who,
                label=one.label,
                kind=one.kind,
                undone=one.undone,
                changes=one.changes,
            )
            for one in steps(store, limit)
        ]


def undo(store: Store, step_id: int | None = None, *, keep_later: bool = False) -> Stepped:
    """Take a step back (the latest, or ``step_id``) as a new step of the history."""
    from db import history

    with explained():
        done = history.undo(store, step_id, keep_later=keep_later)
    return Stepped(step_id=done.step_id, target_id=done.target_id, label=done.label, kept=tuple(map(str, done.kept)))


def redo(store: Store, step_id: int | None = None) -> Stepped:
    """Do again what was undone last."""
    from db import history

    with explained():
        done = history.redo(store, step_id)
    return Stepped(step_id=done.step_id, target_id=done.target_id, label=done.label)
