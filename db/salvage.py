"""Getting out of a damaged store what can still be read.

Row by row into a new store: a bad page costs the rows on it and no others, and those the journal still shows are
taken from there. The damaged file is kept aside, never written to.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Table

from db import backup, journal, lock
from db.errors import StoreProblem, sorted_out
from db.journal import kept_columns, read_image
from db.models import JOURNALED, metadata

HISTORY = ("step", "change")
_READ_ERRORS = (sqlite3.DatabaseError, UnicodeDecodeError)
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """Of one table: rows now in the new store, those of them taken from the journal, and rows known to be lost.

    ``lost`` is None where nobody can tell how many there were.
    """

    rows: int
    from_journal: int
    lost: int | None


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of it. ``history`` tells whether steps can still be undone; without it the journal starts afresh."""

    path: Path
    damaged: Path
    tables: Mapping[str, Saved]
    history: bool

    @property
    def whole(self) -> bool:
        return self.history and all(saved.lost == 0 for saved in self.tables.values())


@dataclass(slots=True)
class _Found:
    rows: dict[int, Row]
    complete: bool
    from_journal: int = 0
    lost: int | None = 0


def salvage(path: Path, *, at: datetime, who: str = "") -> Salvaged:
    """Put a new store in the place of a damaged one, with all that could be read of it.

    Raises `StoreProblem` "damaged", and leaves everything as it is, if not one row could be read.
    """
    from db.migrate import template  # brings in Alembic, which opening must not

    held = lock.acquire(path, who=who, since=at)
    try:
        found, marks = _read_all(path)
        if not any(one.rows for one in found.values()):
            raise StoreProblem("damaged", path, detail="no row of it can be read")
        history = found["step"].complete and found["change"].complete
        with backup.beside(path) as fresh:
            fresh.write_bytes(template())
            tables = _write_all(fresh, found, marks, history=history)
            backup.verify(fresh)
            aside = backup.set_aside(path, f"damaged {at:%Y-%m-%d %H%M%S}")
    finally:
        held.release()
    if aside is None:
        raise StoreProblem("missing", path)
    return Salvaged(path, aside, tables, history)


def _read_all(path: Path) -> tuple[dict[str, _Found], dict[str, int]]:
    logged = path.with_name(path.name + "-wal").exists()
    mode = "mode=ro" if logged else "mode=ro&immutable=1"  # we hold the lock, so nobody else changes it
    with sorted_out(path):
        raw = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, isolation_level=None)
    with closing(raw):
        with suppress(*_READ_ERRORS):  # a schema with a damaged entry is read as far as it goes
            raw.execute("PRAGMA writable_schema = ON").close()
        tables = [table for table in metadata.sorted_tables if table.name != "journal_state"]
        found = {table.name: _read_table(raw, table) for table in tables}
        marks = _marks(raw)
    _drop_false_files(found["kept_file"])
    _fill_from_journal(found)
    return found, marks


def _marks(raw: sqlite3.Connection) -> dict[str, int]:
    """The highest key each table ever gave out, so that none is given out again."""
    try:
        return {str(name): int(seq) for name, seq in raw.execute("SELECT name, seq FROM sqlite_sequence")}
    except _READ_ERRORS:
        return {}


def _drop_false_files(files: _Found) -> None:
    """A kept file with other bytes than its hash says is a lost one."""
    names = _names(metadata.tables["kept_file"])
    place, content = names.index("sha256"), names.index("content")
    for key, row in list(files.rows.items()):
        held = row[content]
        if not isinstance(held, bytes) or hashlib.sha256(held).hexdigest() != row[place]:
            del files.rows[key]
            files.lost = None if files.lost is None else files.lost + 1


def _names(table: Table) -> list[str]:
    return [column.name for column in kept_columns(table)]


def _read_table(raw: sqlite3.Connection, table: Table) -> _Found:
    """Rows from the front as far as they go, then from the back; between the two, one by one."""
    listed = ", ".join(f'"{name}"' for name in _names(table))
    found = _Found({}, complete=True)
    last = _collect(raw, f'SELECT {listed} FROM "{table.name}" WHERE id > ? ORDER BY id', 0, found)
    if last is None:
        return found
    found.complete = False
    back = _Found({}, complete=True)
    first = _collect(raw, f'SELECT {listed} FROM "{table.name}" WHERE id < ? ORDER BY id DESC', 2**62, back)
    found.rows |= back.rows
    for key in _between(raw, table, last, first):
        with suppress(*_READ_ERRORS):
            row = raw.execute(f'SELECT {listed} FROM "{table.name}" WHERE id = ?', (key,)).fetchone()
            if row:
                found.rows[key] = row
    return found


def _collect(raw: sqlite3.Connection, query: str, start: int, found: _Found) -> int | None:
    """Read on until the end (None) or a bad page: then the last id before it."""
    last = start
    try:
        for row in raw.execute(query, (start,)):
            last = int(row[0])
            found.rows[last] = row
    except _READ_ERRORS:
        return last
    return None


def _between(raw: sqlite3.Connection, table: Table, last: int, first: int | None) -> Iterator[int]:
    """Ids that may lie behind the bad page."""
    top = first
    if top is None or top >= 2**62:
        try:
            row = raw.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).fetchone()
        except _READ_ERRORS:
            row = None
        top = int(row[0]) + 1 if row else last + 1
    return iter(range(last + 1, top))


def _fill_from_journal(found: dict[str, _Found]) -> None:
    """Rows the journal shows as being there, but their table does not give."""
    shown: dict[tuple[str, int], str | None] = {}
    for row in (found["change"].rows[key] for key in sorted(found["change"].rows)):
        change = dict(zip(_names(metadata.tables["change"]), row, strict=True))
        shown[str(change["table_name"]), int(str(change["row_id"]))] = (
            None if change["new"] is None else str(change["new"])
        )
    tables = {table.name: table for table in JOURNALED}
    for (name, row_id), image in shown.items():
        one = found.get(name)
        if one is None or one.complete or image is None or row_id in one.rows:
            continue
        with suppress(ValueError):  # an image that was damaged itself
            values = read_image(image)
            one.rows[row_id] = tuple(values.get(column) for column in _names(tables[name]))
            one.from_journal += 1
    for name, one in found.items():
        if not one.complete:
            there = {row_id for (table, row_id), image in shown.items() if table == name and image is not None}
            one.lost = len(there - one.rows.keys()) if found["change"].complete and name in tables else None


def _write_all(fresh: Path, found: dict[str, _Found], marks: dict[str, int], *, history: bool) -> dict[str, Saved]:
    """Fill a new, empty store; rows that would break a rule of it count as lost."""
    from sqlalchemy import StaticPool, create_engine

    raw = sqlite3.connect(fresh, isolation_level=None, check_same_thread=False)
    engine = create_engine("sqlite+pysqlite://", creator=lambda: raw, poolclass=StaticPool)
    written: dict[str, Saved] = {}
    with closing(raw), engine.connect() as connection:
        raw.execute("PRAGMA foreign_keys = OFF").close()
        raw.execute("BEGIN IMMEDIATE").close()
        journal.drop(connection)
        for name, one in found.items():
            if name in HISTORY and not history:
                written[name] = Saved(0, 0, None if one.lost is None else len(one.rows) + one.lost)
                continue
            refused = _write_table(raw, metadata.tables[name], one)
            written[name] = _counted(one, refused)
        for name, loose in _mend_references(raw).items():
            before = written[name]
            written[name] = Saved(
                before.rows - loose, before.from_journal, None if before.lost is None else before.lost + loose
            )
        for name, mark in marks.items():
            raw.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (mark, name)).close()
            raw.execute(
                "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, ?2 "
                "WHERE ?1 IN (SELECT name FROM sqlite_schema) AND ?1 NOT IN (SELECT name FROM sqlite_sequence)",
                (name, mark),
            ).close()
        journal.install(connection, tuple(JOURNALED))
        raw.execute("COMMIT").close()
    return written


def _counted(one: _Found, refused: int) -> Saved:
    return Saved(len(one.rows) - refused, one.from_journal, None if one.lost is None else one.lost + refused)


def _write_table(raw: sqlite3.Connection, table: Table, found: _Found) -> int:
    """How many rows the new store would not take."""
    names = _names(table)
    listed = ", ".join(f'"{name}"' for name in names)
    refused = 0
    for row in found.rows.values():
        try:
            raw.execute(f'INSERT INTO "{table.name}" ({listed}) VALUES ({", ".join("?" * len(row))})', row).close()
        except sqlite3.IntegrityError:
            refused += 1
    return refused


def _mend_references(raw: sqlite3.Connection) -> dict[str, int]:
    """Empty references to rows that were lost, and drop rows that cannot be without them; how many of each table."""
    dropped: dict[str, int] = {}
    while True:
        loose = raw.execute("PRAGMA foreign_key_check").fetchall()
        if not loose:
            return dropped
        for name, row_id, _parent, number in loose:
            rules = {row[0]: (row[3], row[6]) for row in raw.execute(f'PRAGMA foreign_key_list("{name}")')}
            column, rule = rules[number]
            if rule == "SET NULL":
                raw.execute(f'UPDATE "{name}" SET "{column}" = NULL WHERE id = ?', (row_id,)).close()
            elif raw.execute(f'DELETE FROM "{name}" WHERE id = ?', (row_id,)).rowcount:
                dropped[name] = dropped.get(name, 0) + 1
