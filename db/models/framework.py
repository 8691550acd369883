"""Who takes part, and the partnership's own words for states.

National frameworks are locked files in ``resources/frameworks``; rows refer to their items as ``framework:item``.
"""

from __future__ import annotations

from sqlalchemy import Column, Text, UniqueConstraint

from db.models.base import belongs, choice, flag, order, refers, table, words

partnership = table("partnership", words("name"), words("area"))

partner = table(
    "partner",
    Column("name", Text, nullable=False, unique=True),
    words("short_name"),
    choice("kind", "statutory", "third-sector", "other", "group", "role", default="other"),
    flag("returns_data"),
    flag("retired"),
    order(),
    words("note"),
)

partner_alias = table(
    "partner_alias", belongs("partner_id", "partner"), Column("alias", Text, nullable=False, unique=True)
)

contact = table(
    "contact",
    belongs("partner_id", "partner"),
    words("name"),
    words("role"),
    words("email"),
    words("telephone"),
    flag("chase"),
)
"""A person at a partner. Internal only: never printed in a public or Board edition."""

status = table(
    "status",
    Column("letter", Text, nullable=False, unique=True),
    Column("word", Text, nullable=False, unique=True),
    words("shape"),
    choice("meaning", "complete", "on track", "delay", "off track", "not started", "stopped"),
    words("rule"),
    order(),
)

status_alias = table(
    "status_alias",
    belongs("status_id", "status"),
    Column("alias", Text, nullable=False),
    refers("partner_id", "partner"),
    UniqueConstraint("alias", "partner_id"),
)
