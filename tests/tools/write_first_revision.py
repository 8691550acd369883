"""Writes db/migrations/versions/0001_first_store.py from the tables. Only until the first release: later changes of a
table are revisions of their own, written by hand.

    .venv/bin/python tests/tools/write_first_revision.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy import CheckConstraint, Column, Index, Table, UniqueConstraint  # noqa: E402
from sqlalchemy.dialects import sqlite  # noqa: E402
from sqlalchemy.sql.ddl import sort_tables  # noqa: E402

from db.models import metadata  # noqa: E402

HEAD = '''"""The first store.

Written by tests/tools/write_first_revision.py until the first release; never edited after it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
'''


def check(constraint: CheckConstraint, table: Table) -> str:
    name = f"ck_{table.name}_{str(constraint.name).removeprefix(f'ck_{table.name}_')}"
    return f"sa.CheckConstraint({str(constraint.sqltext)!r}, name=op.f({name!r}))"


def column(one: Column) -> str:
    parts = [repr(one.name), f"sa.{one.type!r}"]
    if one.computed is not None:
        parts.append(f"sa.Computed({str(one.computed.sqltext)!r}, persisted={one.computed.persisted})")
    parts += [check(c, one.table) for c in sorted(one.constraints, key=str) if isinstance(c, CheckConstraint)]
    if one.primary_key:
        return f"sa.Column({', '.join(parts)}, primary_key=True, autoincrement=True)"
    parts.append(f"nullable={one.nullable}")
    if one.server_default is not None and one.computed is None:
        parts.append(f"server_default={one.server_default.arg!r}")
    return f"sa.Column({', '.join(parts)})"


def foreign_key(key, table: Table) -> str:
    name = f"fk_{table.name}_{key.parent.name}"
    ends = f", ondelete={key.ondelete!r}" if key.ondelete else ""
    return f"sa.ForeignKeyConstraint([{key.parent.name!r}], [{key.target_fullname!r}], name=op.f({name!r}){ends})"


def unique(constraint: UniqueConstraint) -> str:
    names = [c.name for c in constraint.columns]
    name = "_".join(["uq", constraint.table.name, *names])
    return f"sa.UniqueConstraint({', '.join(map(repr, names))}, name=op.f({name!r}))"


def index(one: Index) -> str:
    def part(expression) -> str:
        if isinstance(expression, Column):
            return repr(expression.name)
        sql = str(expression.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
        return f"sa.text({sql.replace(one.table.name + '.', '')!r})"

    listed = ", ".join(map(part, one.expressions))
    return f"    op.create_index(op.f({one.name!r}), {one.table.name!r}, [{listed}], unique={one.unique})\n"


def create(table: Table) -> str:
    parts = [column(one) for one in table.columns]
    column_checks = {id(c) for one in table.columns for c in one.constraints}
    for constraint in sorted(table.constraints, key=lambda c: c._creation_order):
        if isinstance(constraint, CheckConstraint) and id(constraint) not in column_checks:
            parts.append(check(constraint, table))
        elif isinstance(constraint, UniqueConstraint):
            parts.append(unique(constraint))
        elif constraint.__class__.__name__ == "ForeignKeyConstraint":
            parts += [foreign_key(key, table) for key in constraint.elements]
    body = "".join(f"        {part},\n" for part in parts)
    options = "        sqlite_autoincrement=True,\n        sqlite_strict=True,\n"
    text = f"    op.create_table(\n        {table.name!r},\n{body}{options}    )\n"
    return text + "".join(index(one) for one in sorted(table.indexes, key=lambda i: i.name))


def main() -> None:
    tables = sort_tables(metadata.tables.values())
    target = ROOT / "db/migrations/versions/0001_first_store.py"
    target.write_text(HEAD + "\n".join(create(table) for table in tables), encoding="utf-8")
    print(f"{target}: {len(tables)} tables")


if __name__ == "__main__":
    main()
