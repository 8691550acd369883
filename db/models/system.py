"""History, kept files and settings: what every store has whatever it holds."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Text, UniqueConstraint

from db.models.base import belongs, choice, day, maybe, table, words

step = table(
    "step",
    words("at"),  # ISO date and time, UTC, to the microsecond
    words("who"),
    words("label"),
    choice("kind", "do", "undo", "redo", default="do"),
    Column("target_id", Integer, ForeignKey("step.id"), nullable=True, index=True),
    words("merge_key"),
    words("kept", default="[]"),
    journaled=False,
)
"""One named entry of the history. An undo or redo is a step of its own that names its ``target_id``.

``kept`` (JSON) are the rows an undo had to leave because later steps stand on them: a later undo looks at them again.
"""

change = table(
    "change",
    Column("step_id", Integer, ForeignKey("step.id"), nullable=False),
    Column("table_name", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("op", Text, CheckConstraint("op IN ('insert', 'update', 'delete')", name="op"), nullable=False),
    maybe("old"),
    maybe("new"),
    Index("ix_change_step", "step_id", "id"),
    Index("ix_change_row", "table_name", "row_id", "id"),
    journaled=False,
)
"""Before and after image of one row (see `db.journal`), written by triggers in the transaction that changed it."""

journal_state = table("journal_state", Column("step_id", Integer, nullable=True), journaled=False)
"""One row: the step now open, NULL outside of one. The triggers read it, so nothing changes outside a step."""

kept_file = table(
    "kept_file",
    Column("sha256", Text, nullable=False, unique=True),
    words("name"),
    words("kind"),
    Column("size", Integer, nullable=False),
    words("kept_at"),
    Column("content", LargeBinary, nullable=False),
    journaled=False,
)
"""Bytes as they came: received returns, imported plans, pictures, frozen editions. Never changed, never journaled."""

setting = table("setting", Column("key", Text, nullable=False), words("value"), UniqueConstraint("key"))

plan_import = table(
    "plan_import",
    belongs("plan_id", "plan"),
    maybe("file_sha256"),
    words("file_name"),
    words("layout_id"),
    words("imported_at"),
)

tray_item = table(
    "tray_item",
    belongs("import_id", "plan_import"),
    Column("position", Integer, nullable=False, server_default="0"),
    words("place"),
    words("kind"),
    words("text"),
    words("why"),
    day("settled_on"),
)
"""What an import could not place, with its place in the source. Nothing is dropped."""
