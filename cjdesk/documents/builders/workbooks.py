"""Actions and indicators as workbooks that can come back: every row names the record it stands for by its id."""

from __future__ import annotations

from cjdesk.documents.builders.workbook_actions import action_sheets
from cjdesk.documents.builders.workbook_indicators import indicator_sheets
from cjdesk.documents.workbook import Sheet, SheetColumn, Workbook
from cjdesk.domain.plan import Plan
from cjdesk.plans.editions import EDITION_WORDS, Edition
from cjdesk.plans.suppression import guarded


def actions(plan: Plan, edition: Edition = "internal") -> Workbook:
    """All actions where they stand, their steps, impacts and measures, leads and updates."""
    return _workbook(plan, edition, "Actions", action_sheets(plan, edition))


def indicators(plan: Plan, edition: Edition = "internal") -> Workbook:
    """All indicators, their figures side by side by period, every figure with its source, and where they stand."""
    guard = guarded(plan, edition)
    sheets = indicator_sheets(guard.plan, edition)
    return _workbook(guard.plan, edition, "Indicators", sheets, hidden=bool(guard.decisions))


def _workbook(plan: Plan, edition: Edition, what: str, sheets: tuple[Sheet, ...], *, hidden: bool = False) -> Workbook:
    about = _about(plan, edition, what, hidden=hidden)
    return Workbook(
        title=f"{what}: {plan.title}",
        author=plan.partnership,
        subject=EDITION_WORDS[edition],
        sheets=(*sheets, about),
    )


def _about(plan: Plan, edition: Edition, what: str, *, hidden: bool) -> Sheet:
    """What this file is, for whoever gets it without the e-mail it came with."""
    rows = [
        ("What", f"{what} of {plan.title}"),
        ("From", plan.partnership),
        ("Edition", EDITION_WORDS[edition]),
    ]
    if hidden:
        rows.append(("*", "A small figure, or one from which a small figure could be worked out. It is not nought."))
    columns = (SheetColumn(heading="About", width=12), SheetColumn(heading="This file", width=90))
    return Sheet(title="About", columns=columns, rows=tuple(rows))
