"""Working out rows for an undo or redo.

A row at any time follows from the "do" steps that stand: a cell holds what the last of them wrote into it, or what it
held before the first ever touched it; the row is there if the last of them that touched it did not delete it. Undoing
takes one step out of that sum, redoing puts it back. Two things can stand in the way, both because of later steps:
a cell written again since, and a reference or unique key that would break. Those are left, and told of.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, ForeignKey, Table, Text, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from db.journal import kept_columns
from db.models import JOURNALED
from db.past import Past, Values, event_of

BATCH = 400
Key = tuple[str, int]
"""Table and id of a row."""

TABLES = {table.name: table for table in JOURNALED}
PARENTS: dict[str, list[ForeignKey]] = {
    name: sorted(
        (key for key in table.foreign_keys if key.column.table.name in TABLES), key=lambda key: str(key.parent.name)
    )
    for name, table in TABLES.items()
}
CHILDREN: dict[str, list[tuple[str, str]]] = defaultdict(list)
"""For each table the (table, column) pairs that refer to it."""
for _child, _keys in PARENTS.items():
    for _key in _keys:
        CHILDREN[_key.column.table.name].append((_child, str(_key.parent.name)))


@dataclass(frozen=True, slots=True)
class Cell:
    """Something an undo leaves as it is: a column of a row, or the whole row (``column`` empty), and because of which
    later steps."""

    table: str
    row_id: int
    column: str
    steps: tuple[int, ...]


def _in_batches(keys: Iterable[Key]) -> Iterator[tuple[str, list[int]]]:
    by_table: dict[str, list[int]] = defaultdict(list)
    for table, row_id in sorted(keys):
        by_table[table].append(row_id)
    for table, ids in by_table.items():
        for start in range(0, len(ids), BATCH):
            yield table, ids[start : start + BATCH]


def _marks(ids: Sequence[object]) -> str:
    return ", ".join("?" * len(ids))


class Rewind:
    """One undo (``done`` False) or redo of one step, worked out and carried out in an open step."""

    def __init__(self, connection: Connection, step_id: int, *, done: bool) -> None:
        self.connection = connection
        self.step_id = step_id
        self.undone = self._undone_after(done)
        self.pasts: dict[Key, Past] = {}
        self.now: dict[Key, Values | None] = {}
        self.inserts: dict[Key, Values] = {}
        self.updates: dict[Key, Values] = {}
        self.deletes: set[Key] = set()
        self.cells: dict[tuple[str, int, str], tuple[int, ...]] = {}
        self.refused: dict[Key, list[Key]] = {}
        self.lost: set[Key] = set()
        self.blockers: dict[tuple[str, int, str], set[Key]] = {}
        self.left_before: dict[Key, set[int]] = defaultdict(set)

    def run(self, *, keep_later: bool) -> tuple[Cell, ...]:
        """Carry it out; what had to be left. Without ``keep_later`` the caller rolls back if anything was."""
        own = self._rows_of_step()
        left = self._rows_left_because_of_step()
        self._load(own | set(left))
        while True:
            self._intend(own, left)
            if self.cells and not keep_later:
                break
            self._settle_references()
            if self.cells and not keep_later:
                break
            if self._carry_out():
                break
        return tuple(Cell(*key, steps) for key, steps in sorted(self.cells.items()))

    # what there is

    def _undone_after(self, done: bool) -> set[int]:
        found = self.connection.exec_driver_sql(
            "SELECT target_id, kind FROM step WHERE kind <> 'do' AND target_id IS NOT NULL ORDER BY id"
        )
        last: dict[int, str] = {target: kind for target, kind in found}  # noqa: C416 - the last word counts
        last[self.step_id] = "redo" if done else "undo"
        return {target for target, kind in last.items() if kind == "undo"}

    def _rows_of_step(self) -> set[Key]:
        found = self.connection.exec_driver_sql(
            "SELECT DISTINCT table_name, row_id FROM change WHERE step_id = ?", (self.step_id,)
        )
        return {(table, row_id) for table, row_id in found if table in TABLES}

    def _rows_left_because_of_step(self) -> dict[Key, set[str]]:
        """Rows, with columns, that earlier undos left because the step at hand stood."""
        left: dict[Key, set[str]] = defaultdict(set)
        for (kept,) in self.connection.exec_driver_sql("SELECT kept FROM step WHERE kept <> '[]'"):
            for entry in read_kept(kept):
                key = (entry["table"], entry["row_id"])
                self.left_before[key].update(entry["steps"])
                if self.step_id in entry["steps"] and key[0] in TABLES:
                    left[key].add(entry["column"])
        return left

    def _load(self, keys: Iterable[Key]) -> None:
        """Fetch past and present of rows not seen yet."""
        fresh = {key for key in keys if key not in self.now}
        for table, ids in _in_batches(fresh):
            for row_id, step_id, op, old, new in self.connection.exec_driver_sql(
                "SELECT c.row_id, c.step_id, c.op, c.old, c.new FROM change AS c JOIN step AS s ON s.id = c.step_id "
                f"WHERE s.kind = 'do' AND c.table_name = ? AND c.row_id IN ({_marks(ids)}) ORDER BY c.id",
                (table, *ids),
            ):
                self.pasts.setdefault((table, row_id), Past()).events.append(
                    event_of(TABLES[table], step_id, op, old, new)
                )
            self._load_present(TABLES[table], ids)

    def _load_present(self, table: Table, ids: list[int]) -> None:
        self.now.update(((table.name, row_id), None) for row_id in ids)
        names = [column.name for column in kept_columns(table)]
        listed = ", ".join(f'"{name}"' for name in names)
        for row in self.connection.exec_driver_sql(
            f'SELECT {listed} FROM "{table.name}" WHERE id IN ({_marks(ids)})', tuple(ids)
        ):
            values = dict(zip(names, row, strict=True))
            self.now[table.name, values["id"]] = values

    # what is wanted

    def _intend(self, own: set[Key], left: dict[Key, set[str]]) -> None:
        self.inserts, self.updates, self.deletes = {}, {}, set()
        self.cells, self.blockers, self.lost = {}, {}, set()
        for key in sorted(own | set(left)):
            past, now = self.pasts[key], self.now[key]
            there, values = past.state(self.undone)
            touched = (past.touched(self.step_id) if key in own else frozenset()) | left.get(key, set())
            if key in own:
                self._note_overwritten(key, there)
            if there and now is not None:
                changed = {name for name in touched & values.keys() if values[name] != now[name]}
                self._intend_update(key, {name: values[name] for name in sorted(changed)})
            elif key in self.refused:
                self._leave_refused(key, [""])
            elif there:
                self.inserts[key] = values
            elif now is not None:
                self.deletes.add(key)

    def _intend_update(self, key: Key, changed: Values) -> None:
        if key in self.refused:
            self._leave_refused(key, changed)
        elif changed:
            self.updates[key] = changed

    def _leave_refused(self, key: Key, columns: Iterable[str]) -> None:
        for column in columns:
            for holder in self.refused[key]:
                self._leave(key, column, self._reasons(holder), holder)

    def _note_overwritten(self, key: Key, there: bool) -> None:
        """Leave what later steps wrote: a column, or a row that should go and on which they worked.

        A row that should be there and was deleted since is no conflict: it comes when that deletion is undone.
        """
        past = self.pasts[key]
        for column, later in past.overwritten(self.step_id, self.undone).items():
            if column or (there and not past.wanted(self.step_id, done=self.step_id not in self.undone)):
                self._leave(key, column, (later,))

    def _leave(self, key: Key, column: str, steps: Iterable[int], because: Key | None = None) -> None:
        """Note a cell as left because of steps that stand on it or, with ``because``, on another row."""
        cell = (*key, column)
        self.cells[cell] = tuple(sorted({*self.cells.get(cell, ()), *steps}))
        if because is not None:
            self.blockers.setdefault(cell, set()).add(because)

    # what references allow

    def _settle_references(self) -> None:
        """Take out of the intention what would leave a reference to nothing, until nothing more has to go."""
        while self._settle_parents() or self._settle_children():
            pass

    def _will_be(self, key: Key) -> bool:
        if key in self.inserts:
            return True
        return key not in self.deletes and self.now[key] is not None

    def _settle_parents(self) -> bool:
        """Every row put in or pointed elsewhere must find what it points at; whether anything had to give."""
        wanted = [
            (key, str(to.parent.name), (to.column.table.name, values[to.parent.name]), to.ondelete == "CASCADE")
            for intended in (self.inserts, self.updates)
            for key, values in intended.items()
            for to in PARENTS[key[0]]
            if values.get(to.parent.name) is not None
        ]
        self._load(parent for _key, _column, parent, _owns in wanted)
        gave = False
        for key, column, parent, owns in wanted:
            if not self._will_be(parent) and (key in self.inserts or column in self.updates.get(key, ())):
                self._find_parent(key, column, parent, owns=owns)
                gave = True
        return gave

    def _find_parent(self, key: Key, column: str, parent: Key, *, owns: bool) -> None:
        because = self.pasts[key].standing(self.undone)
        past = self.pasts.get(parent)
        blocking = past.deleted_by(self.undone) if past else ()
        if parent in self.deletes:
            self.deletes.discard(parent)
            self._leave(parent, "", because, key)
        elif past and not blocking and parent not in self.refused.keys() | self.lost:
            self.inserts[parent] = past.state(self.undone)[1]
            self.blockers.setdefault((*parent, ""), set()).add(key)
        elif key in self.inserts and owns:
            del self.inserts[key]
            self.lost.add(key)
            self._leave(key, "", blocking, parent)
        elif key in self.inserts:
            self.inserts[key] = {**self.inserts[key], column: None}
            self._leave(key, column, blocking, parent)
        else:
            del self.updates[key][column]
            self._leave(key, column, blocking, parent)

    def _settle_children(self) -> bool:
        """No row may go that another still points at; whether one had to stay."""
        gave = False
        for table, ids in list(_in_batches(self.deletes)):
            for child, column in CHILDREN[table]:
                found = self.connection.exec_driver_sql(
                    f'SELECT id, "{column}" FROM "{child}" WHERE "{column}" IN ({_marks(ids)})', tuple(ids)
                ).all()
                self._load((child, row_id) for row_id, _parent in found)
                for row_id, parent_id in found:
                    key, parent = (child, row_id), (table, parent_id)
                    goes_on = self.updates.get(key, {}).get(column, parent_id) == parent_id
                    if parent in self.deletes and self._will_be(key) and goes_on:
                        self.deletes.discard(parent)
                        self._leave(parent, "", self._reasons(key), key)
                        gave = True
        return gave

    def _reasons(self, key: Key) -> tuple[int, ...]:
        """Steps because of which a row stays: those standing on it, or those it is itself left for."""
        past = self.pasts.get(key)
        return (past.standing(self.undone) if past else ()) or self.cells.get((*key, ""), ())

    # carrying it out

    def _carry_out(self) -> bool:
        """Make the changes. If unique keys stand in the way of some, make none and note those as refused."""
        self.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        attempt = self.connection.begin_nested()
        held = self._work_off()
        if not held:
            attempt.commit()
            return True
        attempt.rollback()
        for op, key in held:
            self.refused[key] = self._holders(op, key)
        return False

    def _work_off(self) -> list[tuple[str, Key]]:
        """Do all that is intended, what waits for a unique key to come free last; what never could be done."""
        waiting = [("update", key) for key in sorted(self.updates) if self.updates[key]]
        waiting += [("delete", key) for key in sorted(self.deletes, reverse=True)]
        waiting += [("insert", key) for key in sorted(self.inserts)]
        parked = False
        while waiting:
            held = [(op, key) for op, key in waiting if not self._managed(op, key)]
            if len(held) == len(waiting):
                if parked:
                    return held
                self._park(held)
                parked = True
            waiting = held
        return []

    def _managed(self, op: str, key: Key) -> bool:
        """Make one change; False if a unique key is taken for now."""
        table, row_id = key
        try:
            if op == "delete":
                self.connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))
            elif op == "insert":
                known = {column.name for column in kept_columns(TABLES[table])}
                values = {name: value for name, value in self.inserts[key].items() if name in known}
                listed = ", ".join(f'"{name}"' for name in values)
                self.connection.exec_driver_sql(
                    f'INSERT INTO "{table}" ({listed}) VALUES ({_marks(tuple(values))})', tuple(values.values())
                )
            else:
                self._update(key, self.updates[key])
        except IntegrityError as error:
            if getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_CONSTRAINT_UNIQUE:
                raise
            return False
        return True

    def _update(self, key: Key, values: Values) -> None:
        listed = ", ".join(f'"{name}" = ?' for name in values)
        self.connection.exec_driver_sql(f'UPDATE "{key[0]}" SET {listed} WHERE id = ?', (*values.values(), key[1]))

    def _park(self, held: list[tuple[str, Key]]) -> None:
        """Rows that swap unique words among themselves give them up first, for words nobody else has."""
        for op, key in held:
            if op != "update":
                continue
            table = TABLES[key[0]]
            unique = {name for names in _unique_keys(table) for name in names}
            free = {
                name: f"\N{SYMBOL FOR NULL}{key[1]}"
                for name in sorted(unique & self.updates[key].keys())
                if isinstance(table.c[name].type, Text)
            }
            if free:
                self._update(key, free)

    def _holders(self, op: str, key: Key) -> list[Key]:
        """The rows that hold, or are to hold, the unique keys one is to have."""
        intended = self.inserts if op == "insert" else self.updates
        values = {**(self.now[key] or {}), **intended[key]}
        found: set[Key] = set()
        for names in _unique_keys(TABLES[key[0]]):
            wanted = [values.get(name) for name in names]
            where = " AND ".join(f'"{name}" IS ?' for name in names)
            there = self.connection.exec_driver_sql(
                f'SELECT id FROM "{key[0]}" WHERE id <> ? AND {where}', (key[1], *wanted)
            )
            found.update((key[0], row_id) for (row_id,) in there.all())
            for other, theirs in [*self.inserts.items(), *self.updates.items()]:
                full = {**(self.now[other] or {}), **theirs}
                if other != key and other[0] == key[0] and [full.get(name) for name in names] == wanted:
                    found.add(other)
        self._load(found)
        return sorted(found) or [key]

    def kept(self) -> str:
        """What was left because of other rows, as a step keeps it: cells, and the steps that may set them free."""
        behind: dict[Key, set[Key]] = defaultdict(set)
        for (table, row_id, _column), rows in self.blockers.items():
            behind[table, row_id] |= rows
        entries = [
            {"table": table, "row_id": row_id, "column": column, "steps": sorted(self._freeing(rows, behind))}
            for (table, row_id, column), rows in sorted(self.blockers.items())
        ]
        return json.dumps(entries, ensure_ascii=False)

    def _freeing(self, rows: set[Key], behind: dict[Key, set[Key]]) -> set[int]:
        """Steps whose undo or redo may take rows out of the way, or rows that are in the way of those."""
        seen, found, waiting = set[Key](), set[int](), set(rows)
        while waiting:
            key = waiting.pop()
            seen.add(key)
            past = self.pasts.get(key)
            found |= (past.steps() if past else set()) | self.left_before.get(key, set())
            waiting |= behind.get(key, set()) - seen
        return found


def read_kept(text: str) -> list[dict[str, Any]]:
    return list(json.loads(text))


def _unique_keys(table: Table) -> list[tuple[str, ...]]:
    constraints = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    keys = [tuple(str(column.name) for column in constraint.columns) for constraint in constraints]
    return sorted(
        keys + [tuple(str(column.name) for column in index.columns) for index in table.indexes if index.unique]
    )
