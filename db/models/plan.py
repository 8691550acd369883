"""The plan: editions, tree, actions and what is printed beside them, chapters."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, Text, UniqueConstraint

from db.models.base import (
    belongs,
    belongs_maybe,
    choice,
    day,
    exactly_one,
    flag,
    maybe,
    order,
    refers,
    table,
    timescale_columns,
    words,
)

plan = table(
    "plan",
    belongs("partnership_id", "partnership"),
    words("title"),
    words("subtitle"),
    words("period_words"),
    Column("first_year", Integer, nullable=True),
    Column("last_year", Integer, nullable=True),
    words("framework_id"),
    words("layout_id"),
    words("contact"),
    words("other_formats"),
)

edition = table(
    "edition",
    belongs("plan_id", "plan"),
    words("name"),
    choice("state", "draft", "consultation", "approved", "published", default="draft"),
    day("dated"),
    words("approved_by"),
    maybe("frozen_sha256"),
    flag("is_current"),
)

level = table(
    "level",
    belongs("plan_id", "plan"),
    Column("depth", Integer, CheckConstraint("depth BETWEEN 1 AND 4", name="depth"), nullable=False),
    words("name"),
    UniqueConstraint("plan_id", "depth"),
)

node = table(
    "node",
    belongs("plan_id", "plan"),
    belongs_maybe("parent_id", "node"),
    Column("depth", Integer, CheckConstraint("depth BETWEEN 1 AND 4", name="depth"), nullable=False),
    order(),
    words("number"),
    words("label"),
    words("title"),
    words("framework_ref"),
    words("local_wording"),
)

statement = table(
    "statement",
    belongs("node_id", "node"),
    order(),
    choice(
        "kind",
        "introduction",
        "national outcome",
        "national indicators",
        "local indicators",
        "supporting strategies",
        "achieved",
        "priority",
        "planned",
        "other",
    ),
    words("heading"),
    words("text"),
    words("framework_ref"),
)

block = table("block", belongs("node_id", "node"), order(), words("lead_words"), *timescale_columns())
"""Actions of a node that print one shared timescale and lead."""

action = table(
    "action",
    belongs("plan_id", "plan"),
    words("text"),
    Column("moscow", Text, CheckConstraint("moscow IN ('M', 'S', 'C', 'W')", name="moscow"), nullable=True),
    words("lead_words"),
    *timescale_columns(),
    flag("emphasised"),
    words("cross_reference"),
    refers("carried_from_id", "action"),
    words("carried_reason"),
    choice("standing", "active", "completed", "merged", "split", "dropped", default="active"),
)

action_placement = table(
    "action_placement",
    belongs("node_id", "node"),
    belongs("action_id", "action"),
    refers("block_id", "block"),
    order(),
    words("number"),
    UniqueConstraint("node_id", "action_id"),
)

output = table(
    "output",
    belongs("action_id", "action"),
    order(),
    words("text"),
    words("lead_words"),
    *timescale_columns(),
)

lead = table(
    "lead",
    belongs_maybe("action_id", "action"),
    belongs_maybe("output_id", "output"),
    belongs_maybe("block_id", "block"),
    order(),
    choice("role", "lead", "support", default="lead"),
    words("words"),
    refers("partner_id", "partner"),
    words("person"),
    exactly_one("action_id", "output_id", "block_id"),
)

impact = table(
    "impact",
    belongs_maybe("action_id", "action"),
    belongs_maybe("output_id", "output"),
    order(),
    words("text"),
    exactly_one("action_id", "output_id"),
)

measure = table(
    "measure",
    belongs_maybe("action_id", "action"),
    belongs_maybe("output_id", "output"),
    order(),
    words("text"),
    refers("indicator_id", "indicator"),
    exactly_one("action_id", "output_id"),
)

progress_update = table(
    "progress_update",
    belongs("action_id", "action"),
    Column("as_at", Text, CheckConstraint("as_at GLOB '????-??-??'", name="as_at"), nullable=False),
    words("text"),
    refers("status_id", "status"),
    words("status_words"),
    *timescale_columns("revised"),
    refers("source_id", "source"),
    words("cell"),
)

chapter = table(
    "chapter",
    belongs("plan_id", "plan"),
    order(),
    Column("level", Integer, CheckConstraint("level BETWEEN 1 AND 4", name="level"), nullable=False),
    words("title"),
    choice("place", "before", "after", default="before"),
    choice(
        "kind",
        "chapter",
        "participation",
        "achievements",
        "case studies",
        "contact",
        "appendix",
        "glossary",
        default="chapter",
    ),
)

passage = table(
    "passage",
    belongs("chapter_id", "chapter"),
    order(),
    choice("kind", "heading", "paragraph", "bullet", "numbered", "quote", "table", "picture", "caption", "note"),
    words("text"),
    words("marks", default="[]"),
    Column("depth", Integer, nullable=False, server_default="1"),
    words("rows", default="[]"),
    flag("has_header"),
    words("picture_sha256"),
    words("alt"),
)

participation_entry = table(
    "participation_entry",
    belongs("plan_id", "plan"),
    order(),
    words("stakeholder"),
    words("activity"),
    words("when"),
    words("heard"),
    words("changed"),
)

achievement = table("achievement", belongs("plan_id", "plan"), order(), words("area"), words("text"))

local_outcome = table("local_outcome", belongs("plan_id", "plan"), order(), words("number"), words("text"))

assessment = table(
    "assessment",
    belongs("plan_id", "plan"),
    words("outcome"),
    words("year"),
    choice("achieved", "achieved", "partly achieved", "not achieved", "not assessed", default="not assessed"),
    words("achieved_text"),
    Column("is_priority", Integer, CheckConstraint("is_priority IN (0, 1)", name="is_priority"), nullable=True),
    words("priority_text"),
    words("planned_text"),
    words("evidence"),
    UniqueConstraint("plan_id", "outcome", "year"),
)
