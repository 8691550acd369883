"""Opening a store, and saying in plain sentences why one cannot be opened or written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cjdesk.errors import UserProblem

if TYPE_CHECKING:
    from db.errors import StoreProblem
    from db.store import Store

NOTHING_LOST = "Nothing in it was changed."


def _name(problem: StoreProblem) -> str:
    return f"“{problem.path.name}”" if problem.path else "The plan"


def _newer(problem: StoreProblem) -> tuple[str, str, str]:
    return (
        f"{_name(problem)} was last saved by a newer version of CJ Desk.",
        NOTHING_LOST,
        "Open it with the newer version, or ask for a copy exported from there.",
    )


def _missing(problem: StoreProblem) -> tuple[str, str, str]:
    folder = problem.path.parent if problem.path else None
    if folder is not None and not folder.is_dir():
        return (f"There is no folder {folder}.", "", "Check the name, or make the folder first.")
    return (f"There is no file {_name(problem)}.", "", "Check the name and the folder.")


def _in_use(problem: StoreProblem) -> tuple[str, str, str]:
    holder = problem.facts.get("holder") or "somebody else"
    return (f"{_name(problem)} is open: {holder}.", NOTHING_LOST, "Close it there, or open a copy to read.")


def _elsewhere(problem: StoreProblem) -> tuple[str, str, str]:
    kind = "a network drive" if problem.kind == "network path" else "a folder that is synchronised"
    place = problem.facts.get("place")
    named = f" ({place})" if place else ""
    return (
        f"{_name(problem)} lies on {kind}{named}, where a plan that is being worked on gets damaged.",
        NOTHING_LOST,
        "Keep the plan in a folder of this computer, and put copies there with “copy”.",
    )


def _conflict(problem: StoreProblem) -> tuple[str, str, str]:
    later = ", ".join(f"“{step.label}”" for step in problem.facts.get("steps", ()))
    return (
        f"Later changes stand on this step: {later}." if later else "Later changes stand on this step.",
        "Nothing was undone.",
        "Undo the later steps first, or undo this one and keep what was changed since (--keep-later).",
    )


_SENTENCES: dict[str, tuple[str, str, str]] = {
    "exists": ("There is already something at {name}.", "It was not touched.", "Choose another name."),
    "not a plan": ("{name} is not a CJ Desk plan.", "It was not changed.", "Choose a file that ends in .cjplan."),
    "other database": (
        "{name} is a database of another program, not a CJ Desk plan.",
        "It was not changed.",
        "Choose a file that ends in .cjplan.",
    ),
    "older": (
        "{name} was made by an earlier version and must be brought up to date before it can be read.",
        NOTHING_LOST,
        "Open it once for writing; a backup is made first.",
    ),
    "damaged": (
        "{name} is damaged.",
        "The file was left as it is.",
        "Restore a backup, or save what can be saved with “restore --salvage”.",
    ),
    "read-only": (
        "{name} cannot be written: the file or its folder is read-only.",
        "Nothing was changed.",
        "Move it to a folder of your own, or open it to read.",
    ),
    "disk full": ("The disk is full.", "Everything saved before is safe.", "Make room, then do it again."),
    "disk error": (
        "The disk answered with an error for {name}.",
        "Everything saved before is safe.",
        "Check that the drive is connected, then do it again.",
    ),
    "busy": ("{name} is busy with another task.", "Nothing was changed.", "Wait a moment, then do it again."),
    "nothing to undo": ("There is nothing to undo.", "", ""),
    "nothing to redo": ("There is nothing to redo.", "", ""),
    "no such step": ("The history has no step of that number.", "Nothing was changed.", "See “history” for the steps."),
    "already undone": ("That step is undone already.", "Nothing was changed.", ""),
    "not undone": ("That step was not undone, so there is nothing to redo.", "Nothing was changed.", ""),
    "cancelled": ("It was stopped.", "Nothing of it was kept.", ""),
}
_MADE: dict[str, Callable[[StoreProblem], tuple[str, str, str]]] = {
    "missing": _missing,
    "newer": _newer,
    "in use": _in_use,
    "network path": _elsewhere,
    "synced path": _elsewhere,
    "conflict": _conflict,
}


def explain(problem: StoreProblem) -> UserProblem:
    """The sentences for a failure of file, disk or other process."""
    if problem.kind in _MADE:
        what, safe, do = _MADE[problem.kind](problem)
    else:
        what, safe, do = (part.format(name=_name(problem)) for part in _SENTENCES[problem.kind])
    return UserProblem(what, safe, do, code=problem.kind.replace(" ", "-"))


@contextmanager
def explained() -> Iterator[None]:
    """Turn a failure of the store inside the block into sentences."""
    from db.errors import StoreProblem

    try:
        yield
    except StoreProblem as problem:
        raise explain(problem) from problem


@contextmanager
def opened(path: Path, *, who: str = "", readonly: bool = False) -> Iterator[Store]:
    """The store at ``path``, closed at the end. Readers are let in beside a writer, a second writer is not."""
    from db.store import Store

    with explained(), Store.open(path, who=who, readonly=readonly) as store:
        yield store


def signed_in() -> str:
    """The name of whoever is signed in to this computer, as the history and the lock show it."""
    from db.lock import login

    return login()


def only_plan(store: Store) -> int:
    """The id of the plan a command works on: the newest in the store. A store without one says so."""
    from sqlalchemy import func, select

    from db.models.plan import plan

    with store.read() as reader:
        newest = reader.scalar(select(func.max(plan.c.id)))
    if newest is None:
        raise UserProblem("This file holds no plan yet.", "", "Bring one in with “import-plan”, or start a new one.")
    return int(newest)
