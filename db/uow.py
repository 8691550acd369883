"""Reading, and the unit of work: the only ways to the rows.

A unit of work is one step of the history and one transaction. They succeed or fail together: the block that ends
normally commits, anything else leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable, Row, Select, Table

from db.changes import Changes, summed_up

BATCH = 500
"""Values in one IN list: under SQLite's oldest limit on parameters."""


class NoSuchRow(LookupError):
    """A row that was to be changed is not there: the caller worked from a stale record."""


class Reader:
    """Reads one consistent state of the store, from its first statement on."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def rows(self, statement: Executable, params: Any = None) -> Sequence[Row[Any]]:
        return self.connection.execute(statement, params).all()

    def first(self, statement: Executable, params: Any = None) -> Row[Any] | None:
        return self.connection.execute(statement, params).first()

    def scalar(self, statement: Executable, params: Any = None) -> Any:
        return self.connection.execute(statement, params).scalar()

    def get(self, table: Table, id: int) -> Row[Any] | None:
        """One row by its key, or None."""
        return self.first(Select(table).where(table.c.id == id))


AS_IT_IS = frozenset({str, int, type(None)})


def _refuse_nul(text: str) -> None:
    """SQLite's functions end a text at NUL, so the journal could not bring it back whole."""
    if "\0" in text:
        raise ValueError("Text for the store must be cleaned of NUL characters first")


def plain(value: object) -> object:
    """A value as the tables keep it: days as ISO text, decimals as exact text, truth as 0 or 1."""
    if isinstance(value, str):
        _refuse_nul(value)
        return str(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value


class UnitOfWork(Reader):
    """One open step. Made by `Store.step`; ``changes`` is what it came to, once it has been committed."""

    def __init__(self, connection: Connection, step_id: int, label: str, after: int) -> None:
        super().__init__(connection)
        self.step_id = step_id
        self.label = label
        self.changes = Changes()
        self._after = after

    def insert(self, table: Table, /, **values: object) -> int:
        """Add a row; its new id. Unknown columns are an error, left out ones take their default."""
        return self.insert_many(table, [values])[0]

    def insert_many(self, table: Table, rows: Iterable[Mapping[str, object]], /) -> list[int]:
        """Add rows; their ids in the order given. The quick way to bring in many."""
        listed = list(rows)
        if not listed:
            return []
        first = self._last_id(table) + 1
        groups: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
        for place, values in enumerate(listed):
            filled = (first + place, *(one if type(one) in AS_IT_IS else plain(one) for one in values.values()))
            for one in filled:
                if type(one) is str:
                    _refuse_nul(one)
            groups.setdefault(tuple(values), []).append(filled)
        for names, group in groups.items():
            self.connection.exec_driver_sql(_insertion(table, names), group)
        return list(range(first, first + len(listed)))

    def _last_id(self, table: Table) -> int:
        """The highest id ever given out in a table: ids are never used again."""
        found = self.connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,))
        return int(found.scalar() or 0)

    def update(self, table: Table, id: int, /, **values: object) -> None:
        """Change the named columns of one row; raises `NoSuchRow` if it is gone."""
        self.update_many(table, [{"id": id, **values}])

    def update_many(self, table: Table, rows: Iterable[Mapping[str, object]], /) -> None:
        """Change rows, each given as its id and the columns to change."""
        for row in rows:
            values = {name: plain(value) for name, value in row.items() if name != "id"}
            if not values:
                continue
            statement = table.update().where(table.c.id == row["id"]).values(values)
            if self.connection.execute(statement).rowcount != 1:
                raise NoSuchRow(f"{table.name} {row['id']}")

    def delete(self, table: Table, id: int, /) -> None:
        """Remove one row and what belongs to it; raises `NoSuchRow` if it is gone."""
        if self.connection.execute(table.delete().where(table.c.id == id)).rowcount != 1:
            raise NoSuchRow(f"{table.name} {id}")

    def execute(self, statement: Executable, params: Any = None) -> CursorResult[Any]:
        """Any Core statement; the journal sees what it does."""
        return self.connection.execute(statement, params)

    def gather(self) -> Changes:
        """What this unit of work has changed so far."""
        found = self.connection.exec_driver_sql(
            "SELECT table_name, row_id, op, CASE op WHEN 'update' THEN old END, CASE op WHEN 'update' THEN new END "
            "FROM change WHERE step_id = ? AND id > ? ORDER BY id",
            (self.step_id, self._after),
        )
        rows = [tuple(row) for row in found]
        return summed_up(rows, step_id=self.step_id if rows else None, label=self.label)


def _insertion(table: Table, names: Sequence[str]) -> str:
    for name in names:
        if name not in table.c or name == "id" or table.c[name].computed is not None:
            raise ValueError(f"{table.name} has no column {name} to fill")
    listed = ", ".join(f'"{name}"' for name in ("id", *names))
    return f'INSERT INTO "{table.name}" ({listed}) VALUES ({", ".join("?" * (len(names) + 1))})'
