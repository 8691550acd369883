"""What the Community Justice (Scotland) Act 2016 still wants of a plan.

For each nationally determined outcome a plan says whether it is achieved or how near, whether it is a local priority,
and what partners will do; a participation statement goes with it. A locally determined outcome wants the same said.
"""

from __future__ import annotations

from collections.abc import Iterator

from cjdesk.domain.plan import Plan, StatementKind
from cjdesk.frameworks import Framework
from cjdesk.plans.health import Finding
from cjdesk.plans.outcomes import OutcomeGroup, group_by_outcome


def still_wanted(plan: Plan, framework: Framework | None) -> list[Finding]:
    """One finding for each outcome with something unsaid, and one for a missing participation statement."""
    groups = group_by_outcome(plan, framework)
    found = [finding for group in groups if group.kind != "none" for finding in _of_outcome(plan, group)]
    if not plan.participation and not any(chapter.kind == "participation" for chapter in plan.chapters):
        say = "The plan has no participation statement; one is published with it."
        found.append(Finding(code="act-participation", say=say, where="chapters", record="chapter"))
    return found


def _of_outcome(plan: Plan, group: OutcomeGroup) -> Iterator[Finding]:
    lacking = list(_unsaid(plan, group))
    if lacking:
        kind = "Nationally" if group.kind == "national" else "Locally"
        record = group.nodes[0].id if group.nodes else None
        say = f"{kind} determined outcome “{group.text}”: the plan does not say {_listed(lacking)}."
        yield Finding(code="act-outcome", say=say, where=f"outcome {group.number}", record="node", id=record)


def _unsaid(plan: Plan, group: OutcomeGroup) -> Iterator[str]:
    """What neither an assessment of any year nor the plan's own words under the outcome's headings say."""
    assessed = [one for one in plan.assessments if one.outcome == group.key]
    if not any(one.achieved != "not assessed" for one in assessed) and not _stated(group, "achieved"):
        yield "whether it is achieved or how near"
    if not any(one.is_priority is not None for one in assessed) and not _stated(group, "priority"):
        yield "whether it is a local priority"
    if not any(one.planned_text for one in assessed) and not _stated(group, "planned") and not group.actions:
        yield "what partners will do"


def _stated(group: OutcomeGroup, kind: StatementKind) -> bool:
    return any(node.statement(kind) for node in group.nodes)


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
