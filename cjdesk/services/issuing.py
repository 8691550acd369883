"""Sending returns out: a workbook and a draft e-mail per partner, and the board's entry that it was issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cjdesk.domain.periods import Period, label, slug
from cjdesk.domain.plan import Action, Indicator, Plan, Series
from cjdesk.domain.values import show
from cjdesk.errors import UserProblem
from cjdesk.progress import QUIET, Task
from cjdesk.returns.chase import Letter, Recipient, draft, issue_letter
from cjdesk.returns.template import TEMPLATE_VERSION, ActionLine, FigureLine, Request, build
from cjdesk.services.known import action_code, series_code
from cjdesk.services.plan_reading import read_plan
from cjdesk.services.rows import period_columns

if TYPE_CHECKING:
    from db.store import Store
    from db.uow import Reader, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What was written for one partner."""

    partner: str
    workbook: Path
    letter: Path
    lines: int
    actions: int


def issue(
    store: Store,
    plan_id: int,
    period: Period,
    folder: Path,
    *,
    partner: str = "",
    today: date,
    due: date | None = None,
    task: Task = QUIET,
) -> list[Issued]:
    """Write the return workbooks and draft e-mails for ``period`` into ``folder``, as one step of the history.

    ``partner`` limits it to one; otherwise every partner with figures to return or actions to lead gets one, roles
    and groups only where they return data. If a file cannot be written, nothing counts as issued.
    """
    with store.read() as reader:
        plan = read_plan(reader, plan_id)
        people = _recipients(reader)
    _refuse_beyond(plan, period)
    chosen = _chosen(plan, partner)
    _make_folder(folder)
    _refuse_replies(folder, [_stem(name, period) for name in chosen])
    written = []
    with store.step(f"Issue returns for {label(period)}") as work:
        codes = _note_issued(work, plan_id, chosen, period, today, due)
        for done, name in enumerate(chosen):
            task.step(done, len(chosen), f"Writing the return for {name}")
            request = _request(plan, name, period, codes[name], due)
            letter = issue_letter(name, period, _due_words(due), plan.partnership, people.get(name, ()))
            written.append(_write(request, letter, folder))
    return written


def _stem(partner: str, period: Period) -> str:
    words = "".join(letter if letter.isalnum() or letter in " -&" else " " for letter in partner)
    return f"{' '.join(words.split())} {slug(period)}"


def _refuse_beyond(plan: Plan, period: Period) -> None:
    """A return is for a period of the plan: anything else is a slip in the year."""
    first, last = plan.first_year, plan.last_year
    if first and last and not date(first, 4, 1) <= period.start <= period.end <= date(last + 1, 3, 31):
        raise UserProblem(
            f"{label(period)} is not a period of this plan, which runs from {first} to {last}.",
            "Nothing was issued.",
            "Check the year.",
        )


def _refuse_replies(folder: Path, stems: list[str]) -> None:
    """Workbooks that are there already may be filled in: they are never written over."""
    twice = sorted({stem for stem in stems if stems.count(stem) > 1})
    if twice:
        raise UserProblem(
            f"Two partners would get files of one name: {twice[0]}.",
            "Nothing was issued.",
            "Rename one of the partners.",
        )
    there = [stem for stem in stems if (folder / f"{stem}.xlsx").exists()]
    if there:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        raise UserProblem(
            f"{folder.name} holds {there[0]}.xlsx{more} already, and it may have been filled in.",
            "Nothing was issued, and nothing was written over.",
            "Choose another folder, or move the earlier workbooks away.",
        )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserProblem(
            f"The folder {folder} could not be made ({error.strerror}).",
            "Nothing was issued.",
            "Choose another folder.",
        ) from error


def _write(request: Request, letter: Letter, folder: Path) -> Issued:
    """The workbook and its draft e-mail, each whole or not there."""
    from cjdesk.documents.saving import save

    stem = _stem(request.partner, request.period)
    workbook, message = folder / f"{stem}.xlsx", folder / f"{stem}.eml"
    data = build(request)
    save(workbook, data)
    save(message, draft(letter, workbook.name, data))
    return Issued(
        partner=request.partner,
        workbook=workbook,
        letter=message,
        lines=len(request.figures),
        actions=len(request.actions),
    )


def _chosen(plan: Plan, partner: str) -> list[str]:
    names = {one.name for one in plan.partners}
    if partner:
        matching = [one.name for one in plan.partners if partner in (one.name, one.short_name, *one.aliases)]
        if not matching:
            raise UserProblem(
                f"No partner of this plan is called “{partner}”.",
                "Nothing was issued.",
                f"The partners are: {', '.join(sorted(names))}.",
            )
        return matching
    asked = {one.name for one in plan.partners if one.returns_data or one.kind not in ("role", "group")}
    return [name for name in sorted(asked) if any(_figures_of(plan, name)) or any(_actions_of(plan, name))]


def _figures_of(plan: Plan, partner: str) -> list[tuple[Indicator, Series]]:
    return [
        (indicator, series)
        for indicator in plan.indicators()
        if indicator.provider == partner and indicator.unit != "text"
        for series in indicator.series
    ]


def _actions_of(plan: Plan, partner: str) -> list[tuple[str, Action]]:
    seen: set[int] = set()
    found = []
    for node in plan.walk():
        for placed in node.actions:
            mine = any(lead.partner == partner and lead.role == "lead" for lead in placed.action.leads)
            if mine and id(placed.action) not in seen:
                seen.add(id(placed.action))
                found.append((placed.number, placed.action))
    return found


def _request(plan: Plan, partner: str, period: Period, code: str, due: date | None) -> Request:
    last = previous(period)
    return Request(
        plan_title=plan.title,
        partnership=plan.partnership,
        partner=partner,
        return_code=code,
        period=period,
        last_period=last,
        due_words=_due_words(due),
        figures=tuple(_figure_line(indicator, series, last) for indicator, series in _figures_of(plan, partner)),
        actions=tuple(_action_line(number, action) for number, action in _actions_of(plan, partner)),
        statuses=tuple((one.letter, one.word) for one in plan.statuses),
    )


def _figure_line(indicator: Indicator, series: Series, last: Period) -> FigureLine:
    held = next((value.figure for value in series.values if value.period == last), None)
    assert series.id is not None
    return FigureLine(
        code=series_code(series.id),
        what=line_words(indicator, series),
        definition=indicator.definition,
        unit=series.unit or indicator.unit,
        last=show(held) if held else "",
    )


def line_words(indicator: Indicator, series: Series) -> str:
    """An indicator's line in one sentence: stem, part and breakdown."""
    words = indicator.text
    if series.part:
        part_label = f"{series.part.label}) " if series.part.label else ""
        words = f"{words} {part_label}{series.part.text}"
    return f"{words} ({series.breakdown.name})" if series.breakdown else words


def _action_line(number: str, action: Action) -> ActionLine:
    latest = action.latest_update
    assert action.id is not None
    return ActionLine(
        code=action_code(action.id),
        number=number,
        text=action.text,
        timescale=action.timescale.words,
        last=f"{latest.status.word if latest.status else ''}: {latest.text}".lstrip(": ") if latest else "",
    )


def previous(period: Period) -> Period:
    """The stretch of the same kind that ends the day before ``period`` starts."""
    from cjdesk.domain.periods import financial_year_of, half_year, month, quarter_of

    end = period.start - timedelta(days=1)
    if period.kind == "quarter":
        return quarter_of(end)
    if period.kind == "year":
        return financial_year_of(end)
    if period.kind == "month":
        return month(end.year, end.month)
    if period.kind == "half":
        return half_year(financial_year_of(end).start.year, 1 if 4 <= end.month <= 9 else 2)
    return Period(end - (period.end - period.start), end, period.kind)


def _due_words(due: date | None) -> str:
    return f"{due.day} {due:%B %Y}" if due else ""


def _recipients(reader: Reader) -> dict[str, tuple[Recipient, ...]]:
    from sqlalchemy import select

    from db.models.framework import contact, partner

    joined = select(partner.c.name.label("partner"), contact.c.name, contact.c.email).join(
        partner, contact.c.partner_id == partner.c.id
    )
    found: dict[str, tuple[Recipient, ...]] = {}
    for row in reader.rows(joined.where(contact.c.chase == 1, contact.c.email != "")):
        found[row.partner] = (*found.get(row.partner, ()), Recipient(name=row.name, email=row.email))
    return found


def _note_issued(
    work: UnitOfWork, plan_id: int, partners: list[str], period: Period, today: date, due: date | None
) -> dict[str, str]:
    """Enter the returns on the board; their codes by partner. A return already there keeps its code and stage."""
    from sqlalchemy import select

    from db.models.framework import partner
    from db.models.returns import partner_return

    ids = {row.name: row.id for row in work.rows(select(partner))}
    here = select(partner_return).where(
        partner_return.c.plan_id == plan_id,
        partner_return.c.period_start == period.start.isoformat(),
        partner_return.c.period_end == period.end.isoformat(),
    )
    there = {row.partner_id: row for row in work.rows(here)}
    codes = {}
    for name in partners:
        found = there.get(ids[name])
        if found:
            codes[name] = found.code or f"R{found.id}"
            if found.stage == "not sent":
                work.update(partner_return, found.id, stage="issued", issued_on=today, code=codes[name])
            continue
        return_id = work.insert(
            partner_return,
            plan_id=plan_id,
            partner_id=ids[name],
            stage="issued",
            template_version=TEMPLATE_VERSION,
            issued_on=today,
            due_on=due,
            **period_columns(period),
        )
        codes[name] = f"R{return_id}"
        work.update(partner_return, return_id, code=codes[name])
    return codes
