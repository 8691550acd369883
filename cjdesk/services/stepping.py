"""The history: what was done, and taking steps back and forth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cjdesk.errors import UserProblem
from cjdesk.services.opening import explained

if TYPE_CHECKING:
    from db.history import Outcome
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

    step_id: int | None
    target_id: int
    label: str
    kept: tuple[str, ...] = ()


def entries(store: Store, limit: int = 50) -> list[Entry]:
    """The newest steps first."""
    from db.history import steps

    with explained(), store.read() as reader:
        return [
            Entry(
                id=one.id,
                at=one.at.isoformat(timespec="seconds"),
                who=one.who,
                label=_label(one.kind, one.label),
                kind=one.kind,
                undone=one.undone,
                changes=one.changes,
            )
            for one in steps(reader, limit)
        ]


def _label(kind: str, label: str) -> str:
    return {"undo": f"Undo: {label}", "redo": f"Redo: {label}"}.get(kind, label)


def undo(store: Store, step_id: int | None = None, *, keep_later: bool = False) -> Stepped:
    """Take a step back (the latest, or ``step_id``) as a new step of the history."""
    from db import history

    with explained():
        _refuse_turns(store, step_id)
        return _stepped(history.undo(store, step_id, keep_later=keep_later))


def _refuse_turns(store: Store, step_id: int | None) -> None:
    """An undo is not undone but redone, and the other way round: say so instead of "no such step"."""
    from db.history import get

    if step_id is None:
        return
    with store.read() as reader:
        step = get(reader, step_id)
    if step and step.kind != "do":
        other = "redo" if step.kind == "undo" else "undo"
        raise UserProblem(
            f"Step {step_id} is itself the {step.kind} of step {step.target_id}.",
            "Nothing was changed.",
            f"Use “{other} --step {step.target_id}”.",
        )


def redo(store: Store, step_id: int | None = None) -> Stepped:
    """Do again what was undone last."""
    from db import history

    with explained():
        return _stepped(history.redo(store, step_id))


def _stepped(done: Outcome) -> Stepped:
    kept = tuple(f"{cell.table} {cell.row_id} {cell.column}".strip() for cell in done.kept)
    return Stepped(step_id=done.changes.step_id, target_id=done.target.id, label=done.target.label, kept=kept)
