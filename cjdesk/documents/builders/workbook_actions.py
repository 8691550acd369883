"""The sheets of the workbook of actions: where they stand, their steps, impacts and measures, leads, updates."""

from __future__ import annotations

from collections.abc import Sequence

from cjdesk.documents.builders.workbook_parts import (
    SOURCE_COLUMNS,
    Row,
    columns,
    headed,
    level_columns,
    level_names,
    paths,
    source,
)
from cjdesk.documents.workbook import Sheet
from cjdesk.domain.plan import Action, ActionPlacement, Node, Output, Plan
from cjdesk.domain.timescales import Timescale
from cjdesk.plans.editions import Edition, names_people
from cjdesk.plans.leads import action_leads, block_of, printed_leads, with_steps


def action_sheets(plan: Plan, edition: Edition) -> tuple[Sheet, ...]:
    """All sheets of actions, in the order of the workbook."""
    return (
        _action_sheet(plan, edition),
        _step_sheet(plan, edition),
        _impact_sheet(plan),
        _lead_sheet(plan, edition),
        _update_sheet(plan, edition),
    )


def _action_sheet(plan: Plan, edition: Edition) -> Sheet:
    heads = (
        *columns(("Placement id", 11), ("Action id", 9), ("Node id", 9)),
        *level_columns(plan),
        *columns(
            ("No.", 8),
            ("MoSCoW", 9),
            ("Action", 60),
            ("Lead", 30),
            ("Impact", 40),
            ("Measure", 30),
            ("Timescale", 20),
            ("Due", 18),
            ("Status letter", 8),
            ("Status", 14),
            ("Status as at", 18),
            ("Latest update", 50),
            ("Cross reference", 20),
            ("Emphasised", 12),
        ),
    )
    depth = len(level_names(plan))
    rows = tuple(_action_row(path, placed, depth, edition) for path in paths(plan.nodes) for placed in path[-1].actions)
    return Sheet(title="Actions", columns=heads, rows=rows, frozen=3 + depth + 1)


def _action_row(path: Sequence[Node], placed: ActionPlacement, depth: int, edition: Edition) -> Row:
    action, node = placed.action, path[-1]
    block = block_of(node, action)
    scale = action.timescale if action.timescale.words or block is None else block.timescale
    update = action.latest_update
    status = update.status if update else None
    return (
        placed.id,
        action.id,
        node.id,
        *headed(path, depth),
        placed.number,
        action.moscow,
        action.text,
        action_leads(action, block, edition),
        "\n".join(action.impacts),
        "\n".join(action.measures),
        scale.words,
        scale.due,
        status.letter if status else None,
        status.word if status else None,
        update.as_at if update else None,
        update.text if update else None,
        action.cross_reference,
        "yes" if action.emphasised else None,
    )


def _step_sheet(plan: Plan, edition: Edition) -> Sheet:
    heads = columns(
        ("Step id", 9), ("Action id", 9), ("Action", 40), ("Step", 60), ("Lead", 30), ("Timescale", 20), ("Due", 18)
    )
    rows = tuple(
        (
            step.id,
            action.id,
            action.text,
            step.text,
            printed_leads(step.lead_words, step.leads, edition),
            *_when(step.timescale),
        )
        for action in plan.actions()
        for step in action.outputs
    )
    return Sheet(title="Steps", columns=heads, rows=rows)


def _when(scale: Timescale) -> Row:
    return scale.words, scale.due


def _impact_sheet(plan: Plan) -> Sheet:
    heads = columns(("Action id", 9), ("Step id", 9), ("Kind", 10), ("Order", 7), ("Text", 80))
    rows = tuple(
        (action.id, step_id, kind, order, text)
        for action in plan.actions()
        for step_id, bearer in _bearers(action)
        for kind, texts in (("impact", bearer.impacts), ("measure", bearer.measures))
        for order, text in enumerate(texts, 1)
    )
    return Sheet(title="Impacts and measures", columns=heads, rows=rows)


def _bearers(action: Action) -> list[tuple[int | None, Action | Output]]:
    """An action and its steps, each with the id of the step."""
    return [(None if one is action else one.id, one) for one in with_steps(action)]


def _lead_sheet(plan: Plan, edition: Edition) -> Sheet:
    """Who answers, one row each. Persons are named only inside the partnership."""
    heads = columns(
        ("Action id", 9), ("Step id", 9), ("Role", 9), ("Words", 40), ("Partner", 40), ("Partner id", 9), ("Person", 24)
    )
    people = names_people(edition)
    rows = tuple(
        (
            action.id,
            step_id,
            lead.role,
            printed_leads("", [lead], edition),
            lead.partner,
            lead.partner_id,
            lead.person if people else None,
        )
        for action in plan.actions()
        for step_id, bearer in _bearers(action)
        for lead in bearer.leads
    )
    return Sheet(title="Leads", columns=heads, rows=rows)


def _update_sheet(plan: Plan, edition: Edition) -> Sheet:
    heads = (
        *columns(
            ("Update id", 9),
            ("Action id", 9),
            ("Action", 40),
            ("As at", 18),
            ("Status letter", 8),
            ("Status", 14),
            ("Update", 60),
            ("Revised timescale", 20),
            ("Revised due", 18),
        ),
        *SOURCE_COLUMNS,
    )
    rows = tuple(
        (
            update.id,
            action.id,
            action.text,
            update.as_at,
            update.status.letter if update.status else None,
            update.status.word if update.status else None,
            update.text,
            *_when(update.revised),
            *source(update.source, edition),
        )
        for action in plan.actions()
        for update in action.updates
    )
    return Sheet(title="Updates", columns=heads, rows=rows)
