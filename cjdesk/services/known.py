"""What a return can be matched to, gathered from a plan in the store."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from cjdesk.domain.plan import Action, Indicator, Plan, Series
from cjdesk.returns.model import (
    Applied,
    Known,
    KnownAction,
    KnownPartner,
    KnownSeries,
    KnownStatus,
    Remembered,
)
from cjdesk.services.rows import Row, period_from

if TYPE_CHECKING:
    from db.uow import Reader


def series_code(series_id: int) -> str:
    """The visible code of a line: permanent, because it is made of the series' identity."""
    return f"S{series_id}"


def action_code(action_id: int) -> str:
    """The visible code of an action; its printed number may change, this does not."""
    return f"A{action_id}"


def known_of(reader: Reader, plan: Plan) -> Known:
    """Everything reading a return needs to know of ``plan``."""
    from sqlalchemy import select

    from db.models import framework, returns

    contacts = reader.rows(select(framework.contact.c.name))
    remembered = reader.rows(select(returns.remembered))
    return Known(
        series=tuple(_series(indicator, one) for indicator in plan.indicators() for one in indicator.series),
        actions=_actions(plan),
        statuses=tuple(
            KnownStatus(status_id=one.id, letter=one.letter, word=one.word, meaning=one.meaning, aliases=one.aliases)
            for one in plan.statuses
            if one.id is not None
        ),
        partners=tuple(
            KnownPartner(partner_id=one.id, name=one.name, aliases=(*filter(None, [one.short_name]), *one.aliases))
            for one in plan.partners
            if one.id is not None and one.kind != "role"
        ),
        remembered=tuple(_remembered(row) for row in remembered),
        applied=_applied(reader, plan),
        plan_title=plan.title,
        person_names=tuple(sorted({row.name for row in contacts if row.name} | _people(plan))),
    )


def _series(indicator: Indicator, series: Series) -> KnownSeries:
    assert series.id is not None  # read from the store
    assert indicator.id is not None
    return KnownSeries(
        series_id=series.id,
        code=series_code(series.id),
        indicator_id=indicator.id,
        indicator_text=indicator.text,
        part_label=series.part.label if series.part else "",
        part_text=series.part.text if series.part else "",
        breakdown=series.breakdown.name if series.breakdown else "",
        unit=series.unit or indicator.unit,  # type: ignore[arg-type]  # both are checked by the table
        providers=(indicator.provider,) if indicator.provider else (),
        history={value.period: value.figure for value in series.values},
        history_senders={
            value.period: value.source.sender for value in series.values if value.source and value.source.sender
        },
    )


def _actions(plan: Plan) -> tuple[KnownAction, ...]:
    numbers: dict[int, list[str]] = defaultdict(list)
    for node in plan.walk():
        for placed in node.actions:
            numbers[id(placed.action)].append(placed.number)
    return tuple(_action(action, tuple(filter(None, numbers[id(action)]))) for action in plan.actions())


def _action(action: Action, numbers: tuple[str, ...]) -> KnownAction:
    assert action.id is not None  # read from the store
    return KnownAction(
        action_id=action.id,
        code=action_code(action.id),
        numbers=numbers,
        text=action.text,
        due=action.timescale.due,
        timescale_words=action.timescale.words,
        leads=tuple(lead.partner or lead.words for lead in action.leads),
        updates=tuple(
            (one.as_at, one.text, one.status.id if one.status else None, one.revised.words) for one in action.updates
        ),
    )


def _people(plan: Plan) -> set[str]:
    return {lead.person for action in plan.actions() for lead in action.leads if lead.person}


def _remembered(row: Row) -> Remembered:
    targets = (row.series_id, row.action_id, row.status_id, row.target_partner_id)
    return Remembered(
        partner_id=row.partner_id,
        words=row.words,
        target=row.target,
        target_id=next((one for one in targets if one is not None), None),
    )


def _applied(reader: Reader, plan: Plan) -> tuple[Applied, ...]:
    from sqlalchemy import select

    from db.models.returns import partner_return, return_version

    joined = (
        select(
            return_version.c.file_sha256,
            return_version.c.file_name,
            return_version.c.received_on,
            partner_return.c.partner_id,
            partner_return.c.period_start,
            partner_return.c.period_end,
            partner_return.c.period_kind,
        )
        .join(partner_return, return_version.c.return_id == partner_return.c.id)
        .where(partner_return.c.plan_id == plan.id, return_version.c.stage == "applied")
        .order_by(return_version.c.id)
    )
    return tuple(
        Applied(
            sha256=row.file_sha256 or "",
            file_name=row.file_name,
            partner_id=row.partner_id,
            period=period_from(row),
            applied_on=date.fromisoformat(row.received_on),
        )
        for row in reader.rows(joined)
        if row.received_on
    )
