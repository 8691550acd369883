"""Returns from partners: issued, received, read, reviewed, applied. Every stage's result is kept."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, Text, UniqueConstraint

from db.models.base import (
    PERIOD_KINDS,
    belongs,
    belongs_maybe,
    choice,
    day,
    figure_columns,
    maybe,
    order,
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
    words("ignored", default="[]"),
    words("problems", default="[]"),
    UniqueConstraint("return_id", "number"),
)
"""One file a partner sent for a return; a correction is the next version."""

reading = table(
    "reading",
    belongs("version_id", "return_version"),
    order(),
    words("cell"),
    words("line_words"),
    refers("series_id", "series"),
    maybe("period_start"),
    maybe("period_end"),
    words("period_kind"),
    *figure_columns(),
    words("comment"),
    choice("confidence", "certain", "suggested", "ask"),
    words("reasons", default="[]"),
    choice("decision", "open", "accepted", "kept ours", "edited", "queried", "unchanged", default="open"),
    words("query"),
)

progress_reading = table(
    "progress_reading",
    belongs("version_id", "return_version"),
    order(),
    words("cell"),
    refers("action_id", "action"),
    words("action_words"),
    refers("status_id", "status"),
    words("status_words"),
    words("text"),
    words("revised_words"),
    day("revised_on"),
    choice("confidence", "certain", "suggested", "ask"),
    words("reasons", default="[]"),
    choice("decision", "open", "accepted", "kept ours", "edited", "queried", "unchanged", default="open"),
    words("query"),
)

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
