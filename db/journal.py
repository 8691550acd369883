"""The journal: triggers that write what a row was and what it became, in the transaction that changed it.

They are generated from the tables, so no table can be forgotten, and they see bulk statements and cascades. They take
the step from ``journal_state``: outside of a step it is NULL, ``change.step_id`` may not be, and the change fails.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, Text

PREFIX = "journal_"


def kept_columns(table: Table) -> list[Column[object]]:
    """The columns that images hold: all but computed ones, which follow from the others."""
    return [column for column in table.columns if column.computed is None]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _image(table: Table, row: str) -> str:
    """An expression for a row as JSON text, with control characters left as they are.

    Put together by hand: SQLite before 3.41 holds its own JSON functions for unsafe in a trigger.
    """
    parts = []
    for place, column in enumerate(kept_columns(table)):
        value = f"{row}.{_quoted(column.name)}"
        if isinstance(column.type, Text):
            value = f"""'"' || replace(replace({value}, '\\', '\\\\'), '"', '\\"') || '"'"""
        elif not isinstance(column.type, Integer):
            raise TypeError(f"{table.name}.{column.name}: only text and whole numbers come back exactly from an image")
        before = ("{" if place == 0 else ",") + json.dumps(column.name).replace("'", "''") + ":"
        parts.append(f"'{before}' || ifnull({value}, 'null')")
    return " || ".join(parts) + " || '}'"


def read_image(image: str | None) -> dict[str, Any]:
    """The row an image shows: column names to text, whole numbers or None; empty for no image."""
    return dict(json.loads(image, strict=False)) if image else {}


def _trigger(table: Table, op: str) -> str:
    name = table.name
    row = "OLD" if op == "delete" else "NEW"
    old = "NULL" if op == "insert" else _image(table, "OLD")
    new = "NULL" if op == "delete" else _image(table, "NEW")
    differs = " OR ".join(f"OLD.{_quoted(c.name)} IS NOT NEW.{_quoted(c.name)}" for c in kept_columns(table))
    when = f" WHEN {differs}" if op == "update" else ""
    return (
        f"CREATE TRIGGER {_quoted(f'{PREFIX}{name}_{op}')} AFTER {op.upper()} ON {_quoted(name)}{when} BEGIN "
        "INSERT INTO change (step_id, table_name, row_id, op, old, new) VALUES "
        f"((SELECT step_id FROM journal_state), '{name}', {row}.id, '{op}', {old}, {new}); END"
    )


def _key_guard(table: Table) -> str:
    return (
        f"CREATE TRIGGER {_quoted(f'{PREFIX}{table.name}_key')} BEFORE UPDATE OF id ON {_quoted(table.name)} "
        "WHEN OLD.id IS NOT NEW.id BEGIN SELECT RAISE(ABORT, 'the key of a row never changes'); END"
    )


def statements(tables: Iterable[Table]) -> dict[str, str]:
    """The triggers the tables call for: name to statement, exactly as SQLite keeps it."""
    made: dict[str, str] = {}
    for table in tables:
        for op in ("insert", "update", "delete"):
            made[f"{PREFIX}{table.name}_{op}"] = _trigger(table, op)
        made[f"{PREFIX}{table.name}_key"] = _key_guard(table)
    return made


def present(connection: Connection) -> dict[str, str]:
    """The journal's triggers that are in the file."""
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND substr(name, 1, 8) = 'journal_' ORDER BY name"
    )
    return {row.name: row.sql for row in found}


def drop(connection: Connection) -> None:
    """Take all journal triggers out, whatever tables they are on."""
    for name in present(connection):
        connection.exec_driver_sql(f"DROP TRIGGER {_quoted(name)}")


def install(connection: Connection, tables: Iterable[Table]) -> None:
    """Put the triggers in afresh, and the one row of the journal's state."""
    drop(connection)
    for sql in statements(tables).values():
        connection.exec_driver_sql(sql)
    connection.exec_driver_sql("INSERT INTO journal_state (id, step_id) VALUES (1, NULL) ON CONFLICT DO NOTHING")


def differences(connection: Connection, tables: Iterable[Table]) -> list[str]:
    """Names of triggers that are missing, stale or not ours to have; empty when file and tables agree."""
    wanted, found = statements(tables), present(connection)
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
