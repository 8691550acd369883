"""What a step changed, read from the journal: the change record cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from db.journal import read_image


@dataclass(frozen=True, slots=True)
class TableChanges:
    """Ids of one table's rows as they came out in the end; a row made and dropped in one step is in none.

    ``columns`` are those in which an updated row differs from before.
    """

    inserted: frozenset[int] = frozenset()
    updated: frozenset[int] = frozenset()
    deleted: frozenset[int] = frozenset()
    columns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Changes:
    """The outcome of one step; ``step_id`` is None when nothing changed and the history holds no entry."""

    step_id: int | None = None
    label: str = ""
    tables: Mapping[str, TableChanges] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.tables)

    def of(self, table: str) -> TableChanges:
        return self.tables.get(table, TableChanges())


ChangeRow = tuple[str, int, str, str | None, str | None]
"""Table, row id, op, old image, new image."""


def differing(old: str | None, new: str | None) -> frozenset[str]:
    """Columns in which two images differ."""
    before, after = read_image(old), read_image(new)
    return frozenset(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def summed_up(rows: Iterable[ChangeRow], *, step_id: int | None, label: str) -> Changes:
    """Changes of one step from its journal rows in the order they were made."""
    first: dict[tuple[str, int], str] = {}
    last: dict[tuple[str, int], str] = {}
    columns: dict[tuple[str, int], set[str]] = {}
    for table, row_id, op, old, new in rows:
        key = (table, row_id)
        first.setdefault(key, op)
        last[key] = op
        if op == "update":
            columns.setdefault(key, set()).update(differing(old, new))
    ids: dict[str, dict[str, set[int]]] = {}
    named: dict[str, set[str]] = {}
    for (table, row_id), began in first.items():
        outcome = _outcome(began, last[table, row_id])
        if not outcome:
            continue
        ids.setdefault(table, {"insert": set(), "update": set(), "delete": set()})[outcome].add(row_id)
        if outcome == "update":
            named.setdefault(table, set()).update(columns.get((table, row_id), ()))
    tables = {
        table: TableChanges(
            frozenset(by_op["insert"]),
            frozenset(by_op["update"]),
            frozenset(by_op["delete"]),
            frozenset(named.get(table, ())),
        )
        for table, by_op in sorted(ids.items())
    }
    return Changes(step_id, label, tables)


def _outcome(began: str, ended: str) -> str:
    """What the first and the last change of a row in one step come to."""
    if began == "insert":
        return "" if ended == "delete" else "insert"
    if ended == "delete":
        return "delete"
    return "update"
