"""All rows of one plan, table by table, in the order of print."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, or_, select

from db.models import casework, framework, indicators, plan

WHOLE = (framework.partner, framework.partner_alias, framework.status, framework.status_alias, indicators.source)
"""Tables that belong to the partnership and not to one plan."""

OF_PLAN = (
    plan.edition,
    plan.level,
    plan.node,
    plan.statement,
    plan.block,
    plan.action,
    plan.action_placement,
    plan.output,
    plan.lead,
    plan.impact,
    plan.measure,
    plan.progress_update,
    plan.chapter,
    plan.passage,
    plan.participation_entry,
    plan.achievement,
    plan.local_outcome,
    plan.assessment,
    indicators.indicator,
    indicators.part,
    indicators.breakdown,
    indicators.series,
    indicators.value,
    indicators.benchmark,
    indicators.reporting_measure,
    indicators.indicator_placement,
    casework.case_study,
)


def of_plan(table: Table, plan_id: int) -> ColumnElement[bool]:
    """The condition that a row of ``table`` belongs to the plan, through whichever rows own it."""
    if "plan_id" in table.c:
        return table.c.plan_id == plan_id
    owners = [
        column.in_(select(key.column.table.c.id).where(of_plan(key.column.table, plan_id)))
        for column in table.c
        for key in column.foreign_keys
        if key.ondelete == "CASCADE"
    ]
    return or_(*owners)


def in_order(table: Table) -> Select[Any]:
    """All of a table by position among siblings, then by age."""
    by = [table.c.position, table.c.id] if "position" in table.c else [table.c.id]
    return select(table).order_by(*by)


def whole_plan(reader: Any, plan_id: int) -> dict[str, list[Any]]:
    """The rows of every table of a plan, by table name. ``reader`` is a `db.uow.Reader`."""
    rows = {table.name: reader.rows(in_order(table)) for table in WHOLE}
    rows |= {table.name: reader.rows(in_order(table).where(of_plan(table, plan_id))) for table in OF_PLAN}
    return rows
