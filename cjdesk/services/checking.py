"""The health of a plan and of its file."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cjdesk.services.exporting import with_pictures
from cjdesk.services.opening import explained
from cjdesk.services.plan_reading import read_plan

if TYPE_CHECKING:
    from db.store import Store


def check(store: Store, plan_id: int) -> dict[str, Any]:
    """What plan and Act still want: findings with code, sentence and place. A damaged file raises `UserProblem`."""
    from cjdesk.frameworks import load
    from cjdesk.plans.health import check as examine
    from cjdesk.plans.statute import still_wanted
    from db.backup import verify

    with explained():
        verify(store.path)
    with store.read() as reader:
        plan = with_pictures(store, read_plan(reader, plan_id))
    framework = load(plan.framework_id) if plan.framework_id else None
    findings = [*examine(plan, framework), *still_wanted(plan, framework)]
    actions, indicators = len(plan.actions()), len(plan.indicators())
    counted = f"{actions} actions and {indicators} indicators were checked"
    found = f"No problems found: {counted}." if not findings else f"{counted}; {len(findings)} findings."
    return {"say": f"The file is whole. {found[0].upper()}{found[1:]}", "findings": [asdict(one) for one in findings]}
