"""The journal: triggers that write what a row was and what it became, in the transaction that changed it.

They are generated from the tables, so no table can be forgotten, and they see bulk statements and cascades. They take
the step from ``journal_state``: outside of a step it is NULL, ``change.step_id`` may not be, and the change fails.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, Text

PREFIX = "journal_"
NEVER_CHANGED = ("change", "kept_file")
"""Tables to which rows are only added."""


def kept_columns(table: Table) -> list[Column[object]]:
    """The columns that images hold: all but computed ones, which follow from the others."""
    return [column for column in table.columns if column.computed is None]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _image(table: Table, row: str) -> str:
    """An expression for a row as text: ``name=value`` for each column, values as SQL writes them.

    One call of printf: three times quicker than JSON built by hand, and SQLite before 3.41 holds its own JSON
    functions for unsafe in a trigger.
    """
    shown, values = [], []
    for column in kept_columns(table):
        value = f"{row}.{_quoted(column.name)}"
        if isinstance(column.type, Text):
            shown.append(f"{column.name}=%Q")
            values.append(value)
        elif isinstance(column.type, Integer):
            shown.append(f"{column.name}=%s")
            values.append(f"ifnull({value}, 'NULL')")
        else:
            raise TypeError(f"{table.name}.{column.name}: only text and whole numbers come back exactly from an image")
    return f"printf('{','.join(shown)}', {', '.join(values)})"


_PAIR = re.compile(r"(\w+)=(?:(NULL)|(-?[0-9]+)|'((?:[^']|'')*)')(?:,|\Z)")


def read_image(image: str | None) -> dict[str, Any]:
    """The row an image shows: column names to text, whole numbers or None; empty for no image.

    Raises ValueError for anything that is no image.
    """
    found: dict[str, Any] = {}
    place = 0
    while image is not None and place < len(image):
        pair = _PAIR.match(image, place)
        if pair is None:
            raise ValueError(f"Not a row's image at character {place}")
        name, null, number, text = pair.groups()
        found[name] = None if null else int(number) if number is not None else text.replace("''", "'")
        place = pair.end()
    return found


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


@cache
def statements(tables: tuple[Table, ...]) -> Mapping[str, str]:
    """The triggers the tables call for: name to statement, exactly as SQLite keeps it."""
    made: dict[str, str] = {}
    for table in tables:
        for op in ("insert", "update", "delete"):
            made[f"{PREFIX}{table.name}_{op}"] = _trigger(table, op)
        made[f"{PREFIX}{table.name}_key"] = _key_guard(table)
    for name in NEVER_CHANGED:
        for op in ("update", "delete"):
            made[f"{PREFIX}{name}_{op}"] = (
                f"CREATE TRIGGER {PREFIX}{name}_{op} BEFORE {op.upper()} ON {name} "
                f"BEGIN SELECT RAISE(ABORT, 'a {name} is kept for ever'); END"
            )
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


def install(connection: Connection, tables: tuple[Table, ...]) -> None:
    """Put the triggers in afresh, and the one row of the journal's state."""
    drop(connection)
    for sql in statements(tables).values():
        connection.exec_driver_sql(sql)
    connection.exec_driver_sql("INSERT INTO journal_state (id, step_id) VALUES (1, NULL) ON CONFLICT DO NOTHING")


def differences(connection: Connection, tables: tuple[Table, ...]) -> list[str]:
    """Names of triggers that are missing, stale or not ours to have; empty when file and tables agree."""
    wanted, found = statements(tables), present(connection)
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
