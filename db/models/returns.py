"""Returns from partners: issued, received, read, reviewed, applied. Every stage's result is kept."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, Text, UniqueConstraint

from db.models.base import (
    PERIOD_KINDS,
    belongs,
    belongs_maybe,
    choice,
    day,
    maybe,
    refers,
    table,
    words,
)

partner_return = table(
    "partner_return",
    belongs("plan_id", "plan"),
    belongs_maybe("partner_id", "partner"),  # nobody, where a co-ordinator collated it
    Column("period_start", Text, nullable=False),
    Column("period_end", Text, nullable=False),
    choice("period_kind", *PERIOD_KINDS),
    choice(
        "stage",
        "not sent",
        "issued",
        "received",
        "part applied",
        "applied",
        "nil",
        "excused",
        default="not sent",
    ),
    words("code"),
    words("template_version"),
    day("issued_on"),
    day("due_on"),
    words("note"),
    UniqueConstraint("plan_id", "partner_id", "period_start", "period_end"),
)
"""What is expected from one partner for one period, or came from nobody in particular."""

return_version = table(
    "return_version",
    belongs("return_id", "partner_return"),
    Column("number", Integer, CheckConstraint("number >= 1", name="number"), nullable=False),
    maybe("file_sha256"),
    words("file_name"),
    words("sender"),
    day("received_on"),
    choice("stage", "received", "read", "reviewed", "applied", "set aside", default="received"),
    words("outcome"),
    words("say"),
    words("notes"),
    maybe("reading_sha256"),
    UniqueConstraint("return_id", "number"),
)
"""One file a partner sent for a return; a correction is the next version.

What was read from it is evidence like the file itself: kept whole and unchanged (``reading_sha256`` of a kept file).
What people decide about it are rows of `decision`.
"""

decision = table(
    "decision",
    belongs("version_id", "return_version"),
    Column("cell", Text, nullable=False),
    choice("verdict", "accepted", "kept ours", "edited", "queried"),
    words("text"),
    UniqueConstraint("version_id", "cell"),
)
"""What a person decided about one cell of a return: with the corrected words, or the question to the partner."""

remembered = table(
    "remembered",
    refers("partner_id", "partner"),
    Column("words", Text, nullable=False),
    choice("target", "series", "action", "status", "partner", "ignore"),
    refers("series_id", "series"),
    refers("action_id", "action"),
    refers("status_id", "status"),
    refers("target_partner_id", "partner"),
)
"""What a co-ordinator decided once about a partner's words; offered again, and can be forgotten."""
