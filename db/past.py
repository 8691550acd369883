"""What "do" steps did to one row, and what the row is when some of them are taken out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from db.journal import read_image

Values = dict[str, Any]
"""Columns of a row: text, whole numbers or None."""


@dataclass(slots=True)
class Event:
    """What one "do" step did to one row."""

    step_id: int
    op: str
    old: Values
    new: Values
    columns: frozenset[str]


@dataclass(slots=True)
class Past:
    """All that "do" steps ever did to one row, oldest first."""

    events: list[Event] = field(default_factory=list)

    def state(self, undone: set[int]) -> tuple[bool, Values]:
        """Whether the row is there, and its columns, when all steps but these stand."""
        first = self.events[0]
        there, values = first.op != "insert", dict(first.old or first.new)
        for event in self.events:
            if event.step_id in undone:
                continue
            there = event.op != "delete"
            values.update((name, event.new[name]) for name in event.columns)
        return there, values

    def steps(self) -> set[int]:
        """Steps that ever touched the row."""
        return {event.step_id for event in self.events}

    def standing(self, undone: set[int]) -> tuple[int, ...]:
        """Steps that stand and touched the row."""
        return tuple(sorted(self.steps() - undone))

    def deleted_by(self, undone: set[int]) -> tuple[int, ...]:
        """The standing step because of which the row is not there, if there is one."""
        for event in reversed(self.events):
            if event.step_id not in undone:
                return (event.step_id,) if event.op == "delete" else ()
        return ()

    def touched(self, step_id: int) -> frozenset[str]:
        """Columns one step wrote; the row as a whole is the column ""."""
        whole = {"" for event in self.events if event.step_id == step_id and event.op != "update"}
        return frozenset(whole).union(*(event.columns for event in self.events if event.step_id == step_id))

    def wanted(self, step_id: int, *, done: bool) -> bool:
        """Whether the row is there right after (``done``) or right before one step that made or deleted it."""
        ops = [event.op for event in self.events if event.step_id == step_id and event.op != "update"]
        return ops[-1] == "insert" if done else ops[0] == "delete"

    def overwritten(self, step_id: int, undone: set[int]) -> dict[str, int]:
        """Of the cells one step wrote, those a later standing step wrote again: column to the last such step."""
        place = max(i for i, event in enumerate(self.events) if event.step_id == step_id)
        mine, found = self.touched(step_id), dict[str, int]()
        for event in self.events[place + 1 :]:
            if event.step_id in undone:
                continue
            if "" in mine:
                found[""] = event.step_id
            elif event.op == "delete":
                found.update(dict.fromkeys(mine, event.step_id))
            else:
                found.update(dict.fromkeys(mine & event.columns, event.step_id))
        return found


def event_of(table: Table, step_id: int, op: str, old: str | None, new: str | None) -> Event:
    """What happened, in columns the table still has."""
    known = table.c
    before = {name: value for name, value in read_image(old).items() if name in known}
    after = {name: value for name, value in read_image(new).items() if name in known}
    columns = (
        frozenset()
        if op == "delete"
        else frozenset(name for name, value in after.items() if op == "insert" or value != before.get(name))
    )
    return Event(step_id, op, before, after, columns)
