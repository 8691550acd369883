"""Starting a plan: the sample partnership, an existing Word plan, or a national framework."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjdesk.domain.plan import Node, Plan
from cjdesk.errors import UserProblem
from cjdesk.progress import QUIET, Task
from cjdesk.services.keeping import backup_after_work
from cjdesk.services.opening import explained
from cjdesk.services.plan_writing import PlanWriter

if TYPE_CHECKING:
    from cjdesk.plans.importing import ImportedPlan
    from db.store import Store
    from db.uow import UnitOfWork


def new_sample(path: Path, *, who: str) -> None:
    """A new store with the sample partnership, its contacts and its board of returns."""
    from cjdesk.plans.example import load_example
    from db.store import Store

    plan = load_example()
    with explained(), Store.create(path, who=who) as store, store.step("Open the sample partnership") as work:
        _keep_pictures(work, plan)
        writer = PlanWriter(work)
        plan_id = writer.write(plan)
        _write_board(work, writer, plan_id)


def _write_board(work: Any, writer: PlanWriter, plan_id: int) -> None:
    from cjdesk.plans.example import load_example_board, load_example_contacts
    from cjdesk.services.rows import period_columns
    from db.models import framework, returns

    for contact in load_example_contacts():
        work.insert(
            framework.contact,
            partner_id=writer.partners[contact.partner],
            name=contact.name,
            role=contact.role,
            email=contact.email,
            telephone=contact.telephone,
            chase=int(contact.chase),
        )
    for entry in load_example_board():
        return_id = work.insert(
            returns.partner_return,
            plan_id=plan_id,
            partner_id=writer.partners[entry.partner],
            stage=entry.stage,
            issued_on=entry.issued_on,
            due_on=entry.due_on,
            note=entry.note,
            **period_columns(entry.period),
        )
        work.update(returns.partner_return, return_id, code=f"R{return_id}")


def new_from_framework(path: Path, name: str, framework_id: str, layout_id: str, *, who: str) -> None:
    """A new store with the framework's aims and priority actions as an empty plan."""
    from db.store import Store

    plan = framework_plan(name, framework_id, layout_id)
    with explained(), Store.create(path, who=who) as store, store.step(f"Start from {framework_id}") as work:
        PlanWriter(work).write(plan)


def framework_plan(name: str, framework_id: str, layout_id: str = "") -> Plan:
    """An empty plan under a framework: its headings picked, its national indicators placed."""
    from cjdesk.domain.statuses import DEFAULT_SCHEME
    from cjdesk.frameworks import load
    from cjdesk.plans.layout import load_layout

    framework = load(framework_id)
    load_layout(layout_id)  # refuses one there is not
    aims = tuple(
        Node(
            depth=1,
            number=str(aim.number),
            label=f"{framework.terms.aim} {aim.number}",
            title=aim.text,
            framework_ref=f"{framework.id}:{aim.id}",
            children=tuple(
                Node(
                    depth=2,
                    number=str(one.number),
                    label=f"{framework.terms.priority_action} {one.number}",
                    title=one.text,
                    framework_ref=f"{framework.id}:{one.id}",
                )
                for one in framework.priority_actions
                if one.aim == aim.id
            ),
        )
        for aim in framework.aims
    )
    return Plan(
        title=f"{name} Community Justice Outcomes Improvement Plan",
        partnership=name,
        framework_id=framework.id,
        layout_id=layout_id or "standard",
        levels=(framework.terms.aim, *filter(None, [framework.terms.priority_action])),
        nodes=aims,
        statuses=DEFAULT_SCHEME,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What an import found and what it wrote (``plan_id`` None: a dry run)."""

    imported: ImportedPlan
    plan_id: int | None
    warning: str = ""


def import_plan(
    path: Path,
    store_path: Path,
    *,
    layout_id: str = "",
    dry_run: bool = False,
    who: str,
    today: date,
    task: Task = QUIET,
) -> Brought:
    """Bring an existing plan into the store at ``store_path``, made if there is none, as one undoable step.

    The file itself is kept, and what could not be placed lies in the tray.
    """
    from cjdesk.plans.importing import import_word
    from cjdesk.plans.layout import load_layout
    from db.store import Store

    imported = import_word(path, task=task)
    if layout_id:
        load_layout(layout_id)
        imported = replace(imported, plan=replace(imported.plan, layout_id=layout_id))
    if dry_run:
        return Brought(imported=imported, plan_id=None)
    with explained():
        opened = Store.open(store_path, who=who) if store_path.exists() else Store.create(store_path, who=who)
        with opened as store:
            plan_id = _write_imported(store, path, imported, today)
            return Brought(imported=imported, plan_id=plan_id, warning=backup_after_work(store))


def _write_imported(store: Store, path: Path, imported: ImportedPlan, today: date) -> int:
    from cjdesk.domain.statuses import DEFAULT_SCHEME
    from db.files import keep
    from db.models import system

    _refuse_second(store, imported)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != imported.source_sha256:
        raise UserProblem(
            f"“{path.name}” was changed while it was being read.", "Nothing was changed.", "Try it again."
        )
    plan = imported.plan if imported.plan.statuses else replace(imported.plan, statuses=DEFAULT_SCHEME)
    with store.step(f"Bring in {path.name}") as work:
        keep(work, content, name=path.name, kind="docx", kept_at=today.isoformat())
        _keep_pictures(work, plan)
        plan_id = PlanWriter(work).write(plan)
        import_id = work.insert(
            system.plan_import,
            plan_id=plan_id,
            file_sha256=imported.source_sha256,
            file_name=path.name,
            layout_id=plan.layout_id,
            imported_at=today.isoformat(),
        )
        work.insert_many(
            system.tray_item,
            [
                {
                    "import_id": import_id,
                    "position": place,
                    "place": item.place,
                    "kind": item.kind,
                    "text": item.text,
                    "why": item.why,
                }
                for place, item in enumerate(imported.tray, 1)
            ],
        )
    return plan_id


def _refuse_second(store: Store, imported: ImportedPlan) -> None:
    """A store holds one plan's partners and statuses: the same file, or another plan, is not written over it."""
    from sqlalchemy import select

    from db.models import plan, system

    with store.read() as reader:
        same = reader.rows(
            select(system.plan_import.c.id).where(system.plan_import.c.file_sha256 == imported.source_sha256)
        )
        held = reader.rows(select(plan.plan.c.title))
    if same:
        raise UserProblem("This file has been brought in already.", "Nothing was doubled.", "See the history.")
    if held:
        raise UserProblem(
            f"This store holds a plan already: “{held[0].title}”.",
            "Nothing was changed.",
            "Bring the Word plan into a new file, or undo the earlier import first.",
        )


def _keep_pictures(work: UnitOfWork, plan: Plan) -> None:
    from db.files import keep

    for data in plan.pictures.values():
        keep(work, data, name="", kind="picture")
