"""Case studies with consent, and the written documents that are more than a print of the plan."""

from __future__ import annotations

from db.models.base import belongs, belongs_maybe, choice, day, maybe, order, refers, table, words

case_study = table(
    "case_study",
    belongs("plan_id", "plan"),
    order(),
    words("title"),
    words("pseudonym"),
    words("text"),
    refers("node_id", "node"),
    refers("provider_id", "partner"),
    choice("consent", "not asked", "asked", "given", "refused", "withdrawn", default="not asked"),
    day("consent_on"),
    words("consent_words"),
    choice("audience", "internal", "board", "public", default="internal"),
)

case_study_link = table(
    "case_study_link",
    belongs("case_study_id", "case_study"),
    belongs_maybe("action_id", "action"),
    belongs_maybe("indicator_id", "indicator"),
    words("outcome"),
)

case_study_use = table(
    "case_study_use",
    belongs("case_study_id", "case_study"),
    words("document"),
    words("edition"),
    day("used_on"),
)

written = table(
    "written",
    belongs("plan_id", "plan"),
    choice("kind", "annual report", "return to Community Justice Scotland", "paper", "impact assessment"),
    words("profile_id"),
    words("title"),
    words("year"),
    words("reference"),
    day("meeting_on"),
    choice("state", "draft", "submitted", "published", default="draft"),
    day("state_on"),
    maybe("frozen_sha256"),
)
"""A document with answers of its own: on this year's form, in a council's paper, in an impact assessment."""

written_answer = table("written_answer", belongs("written_id", "written"), order(), words("key"), words("text"))
