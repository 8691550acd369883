"""The history: its entries, and undo and redo of any of them.

An undo is a step of its own. It brings every row its target touched to what it would be had the target never been
done, all other steps standing; a redo to what it is with it. So undo all gives the start and redo all the end, in
whatever order, in whichever process. How rows are worked out stands in `db.rewind`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Row, Select, func, select

from db.changes import Changes
from db.errors import StoreProblem
from db.models.system import change, step
from db.rewind import Cell, Rewind
from db.uow import Reader

if TYPE_CHECKING:
    from db.store import Store


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One entry. ``at`` is in UTC; ``undone`` is told of "do" steps; ``changes`` counts journal rows."""

    id: int
    at: datetime
    who: str
    label: str
    kind: Literal["do", "undo", "redo"]
    target_id: int | None
    undone: bool
    changes: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an undo or redo came to: its target, what changed, and what later steps made it leave."""

    target: StepRecord
    changes: Changes
    kept: tuple[Cell, ...]


_again = step.alias("again")
_last_word = (
    select(_again.c.kind)
    .where(_again.c.target_id == step.c.id)
    .order_by(_again.c.id.desc())
    .limit(1)
    .correlate(step)
    .scalar_subquery()
)
"""Kind of the latest undo or redo of a step, or NULL."""


def _records() -> Select[Any]:
    count = select(func.count()).where(change.c.step_id == step.c.id).correlate(step).scalar_subquery()
    return select(step, func.ifnull(_last_word, "do").label("last_word"), count.label("changes"))


def _record(row: Row[Any]) -> StepRecord:
    return StepRecord(
        id=row.id,
        at=datetime.fromisoformat(row.at),
        who=row.who,
        label=row.label,
        kind=row.kind,
        target_id=row.target_id,
        undone=row.last_word == "undo",
        changes=row.changes,
    )


def steps(reader: Reader, limit: int = 100, before: int | None = None) -> list[StepRecord]:
    """Entries, newest first; ``before`` a step id to go on further back."""
    query = _records().order_by(step.c.id.desc()).limit(limit)
    return [_record(row) for row in reader.rows(query if before is None else query.where(step.c.id < before))]


def get(reader: Reader, step_id: int) -> StepRecord | None:
    row = reader.first(_records().where(step.c.id == step_id))
    return None if row is None else _record(row)


def next_undo(reader: Reader) -> StepRecord | None:
    """What Ctrl+Z undoes: the latest "do" step that stands."""
    standing = (step.c.kind == "do") & (func.ifnull(_last_word, "do") != "undo")
    row = reader.first(_records().where(standing).order_by(step.c.id.desc()).limit(1))
    return None if row is None else _record(row)


def next_redo(reader: Reader) -> StepRecord | None:
    """What Ctrl+Y does again: the step undone last, as long as nothing new was done since."""
    newest = select(func.max(_again.c.id)).where(_again.c.kind == "do").scalar_subquery()
    undone: list[int] = []
    since = select(step.c.kind, step.c.target_id).where(step.c.id > func.ifnull(newest, 0)).order_by(step.c.id)
    for turn in reader.rows(since):
        if turn.target_id in undone:
            undone.remove(turn.target_id)
        if turn.kind == "undo":
            undone.append(turn.target_id)
    return get(reader, undone[-1]) if undone else None


def undo(store: Store, step_id: int | None = None, keep_later: bool = False, *, who: str | None = None) -> Outcome:
    """Undo a step, by default the latest that stands.

    Where later steps that stand changed the same cells, or hang on rows that would go, a `StoreProblem` "conflict"
    names them (``facts["steps"]``: records, ``facts["cells"]``) and nothing is changed; with ``keep_later`` all else
    is undone, and the outcome tells what was kept. Other problems: "nothing to undo", "no such step",
    "already undone".
    """
    return _turn(store, step_id, "undo", keep_later, who)


def redo(store: Store, step_id: int | None = None, keep_later: bool = False, *, who: str | None = None) -> Outcome:
    """Do an undone step again, by default the one undone last; the same promises as `undo`.

    By default nothing was done since the undo, so what that left is left again without asking.
    """
    return _turn(store, step_id, "redo", keep_later or step_id is None, who)


def _turn(
    store: Store, step_id: int | None, kind: Literal["undo", "redo"], keep_later: bool, who: str | None
) -> Outcome:
    with store.transaction() as connection:
        target = _target(Reader(connection), store, step_id, kind)
        with store.entry(connection, target.label, who=who, kind=kind, target_id=target.id) as work:
            rewind = Rewind(connection, target.id, done=kind == "redo")
            cells = rewind.run(keep_later=keep_later)
            if cells and not keep_later:
                raise StoreProblem("conflict", store.path, steps=_in_the_way(work, target.id, cells), cells=cells)
            work.execute(step.update().where(step.c.id == work.step_id).values(kept=rewind.kept()))
    return Outcome(target, work.changes, cells)


def _in_the_way(reader: Reader, step_id: int, cells: tuple[Cell, ...]) -> list[StepRecord]:
    """The steps cells are left for: the later ones, unless there are only earlier ones."""
    named = sorted({one for cell in cells for one in cell.steps})
    later = [one for one in named if one > step_id] or named
    return [record for one in later if (record := get(reader, one))]


def _target(reader: Reader, store: Store, step_id: int | None, kind: Literal["undo", "redo"]) -> StepRecord:
    if step_id is None:
        found = next_undo(reader) if kind == "undo" else next_redo(reader)
        if found is None:
            raise StoreProblem("nothing to undo" if kind == "undo" else "nothing to redo", store.path)
        return found
    record = get(reader, step_id)
    if record is None or record.kind != "do":
        raise StoreProblem("no such step", store.path, step_id=step_id)
    if record.undone == (kind == "undo"):
        raise StoreProblem("already undone" if record.undone else "not undone", store.path, step_id=step_id)
    return record


__all__ = ["Cell", "Outcome", "StepRecord", "get", "next_redo", "next_undo", "redo", "steps", "undo"]
