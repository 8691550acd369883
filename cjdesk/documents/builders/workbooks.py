"""Actions and indicators as workbooks that can come back: every row names the record it stands for by its id."""

from __future__ import annotations

from cjdesk.documents.builders.workbook_actions import action_sheets
from cjdesk.documents.builders.workbook_indicators import indicator_sheets
from cjdesk.documents.workbook import Sheet, Workbook
from cjdesk.domain.plan import Plan
from cjdesk.plans.editions import EDITION_WORDS, Edition
from cjdesk.plans.suppression import guarded


def actions(plan: Plan, edition: Edition = "internal") -> Workbook:
    """All actions where they stand, their steps, impacts and measures, leads and updates."""
    return _workbook(plan, edition, "Actions", action_sheets(plan, edition))


def indicators(plan: Plan, edition: Edition = "internal") -> Workbook:
    """All indicators, their figures side by side by period, every figure with its source, and where they stand."""
    safe = guarded(plan, edition).plan
    return _workbook(safe, edition, "Indicators", indicator_sheets(safe, edition))


def _workbook(plan: Plan, edition: Edition, what: str, sheets: tuple[Sheet, ...]) -> Workbook:
    return Workbook(
        title=f"{what}: {plan.title}", author=plan.partnership, subject=EDITION_WORDS[edition], sheets=sheets
    )
