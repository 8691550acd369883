"""Documents out of a plan: build, check, write beside the target, rename."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cjdesk.domain.plan import Plan
from cjdesk.errors import UserProblem
from cjdesk.progress import QUIET, Task
from cjdesk.services.plan_reading import read_plan

if TYPE_CHECKING:
    from cjdesk.documents.model import Document
    from db.store import Store

Edition = Literal["internal", "board", "public"]
FORMATS: dict[str, tuple[str, ...]] = {
    "plan": (".pdf", ".docx"),
    "annual-report": (".pdf", ".docx"),
    "actions": (".xlsx",),
    "indicators": (".xlsx",),
}
"""The documents there are, and the formats of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be printed. ``year`` reads "2025-26" and is needed by the annual report only."""

    document: str
    edition: Edition = "internal"
    year: str = ""
    layout_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    path: Path
    size: int
    remarks: tuple[str, ...] = ()


def export(store: Store, plan_id: int, wish: Wish, to: Path, *, task: Task = QUIET) -> Exported:
    """Write one document. The file at ``to`` is replaced only by a whole new one."""
    from cjdesk.documents.saving import save

    _refuse_unknown(wish, to)
    task.step(0, 3, "Reading the plan")
    plan = printable(store, plan_id, wish)
    seen = _through_the_gate(store, plan, wish.edition)
    task.step(1, 3, "Writing the document")
    data, remarks = render(plan, wish, to.suffix.lower(), task)
    task.step(2, 3, "Saving")
    save(to, data)
    return Exported(path=to, size=len(data), remarks=(*seen, *remarks))


def _through_the_gate(store: Store, plan: Plan, edition: Edition) -> tuple[str, ...]:
    """Refuse a public edition that may identify somebody; say so of a Board's."""
    from sqlalchemy import select

    from cjdesk.plans.gate import marks_of
    from db.models.framework import contact

    if edition == "internal":
        return ()
    with store.read() as reader:
        names = [row.name for row in reader.rows(select(contact.c.name)) if row.name]
    marks = [f"{mark.where}: “{mark.words}” ({mark.kind})" for mark in marks_of(plan, edition, names)]
    if marks and edition == "public":
        more = f" and {len(marks) - 5} more" if len(marks) > 5 else ""
        raise UserProblem(
            f"The public edition may identify somebody. {'; '.join(marks[:5])}{more}.",
            "Nothing was written.",
            "Reword these places, or print the internal edition.",
            code="identifying",
        )
    return tuple(f"May identify somebody: {mark}." for mark in marks)


def _refuse_unknown(wish: Wish, to: Path) -> None:
    formats = FORMATS.get(wish.document)
    if formats is None:
        raise UserProblem(
            f"There is no document “{wish.document}” yet.", "Nothing was written.", f"There are: {', '.join(FORMATS)}."
        )
    if to.suffix.lower() not in formats:
        raise UserProblem(
            f"The document “{wish.document}” cannot be written as “{to.suffix or to.name}”.",
            "Nothing was written.",
            f"End the file name in {' or '.join(formats)}.",
        )
    if wish.document == "annual-report" and not wish.year:
        raise UserProblem("Which year is the annual report for?", "Nothing was written.", "Say --year 2025-26.")


def printable(store: Store, plan_id: int, wish: Wish) -> Plan:
    """The plan with the pictures that its chapters show."""
    with store.read() as reader:
        plan = read_plan(reader, plan_id)
    if wish.layout_id:
        plan = replace(plan, layout_id=wish.layout_id)
    return with_pictures(store, plan)


def with_pictures(store: Store, plan: Plan) -> Plan:
    """``plan`` with the bytes of every picture its chapters refer to."""
    from db.files import get

    wanted = {one.picture for chapter in plan.chapters for one in chapter.passages if one.picture}
    if not wanted:
        return plan
    with store.read() as reader:
        return replace(plan, pictures={sha: get(reader, sha).content for sha in sorted(wanted)})


def render(plan: Plan, wish: Wish, suffix: str, task: Task = QUIET) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of a document and what should be looked at before it goes out."""
    if suffix == ".xlsx":
        return _workbook(plan, wish), ()
    document = build(plan, wish)
    remarks = _checked(document)
    if suffix == ".pdf":
        from cjdesk.documents.writers.pdf import write_pdf

        return write_pdf(document, task=task), remarks
    from cjdesk.documents.writers.word import write_word

    return write_word(document, task=task), remarks


def build(plan: Plan, wish: Wish) -> Document:
    """The neutral document of a wish."""
    from cjdesk.plans.layout import load_layout

    if wish.document == "annual-report":
        from cjdesk.documents.builders.annual_report import build_annual_report

        return build_annual_report(plan, year=wish.year, edition=wish.edition)
    from cjdesk.documents.builders.plan import build_plan

    return build_plan(plan, load_layout(plan.layout_id or "standard"), edition=wish.edition)


def _checked(document: Document) -> tuple[str, ...]:
    """Refuse what must not be printed; the remaining remarks as sentences."""
    from cjdesk.documents.validate import findings, printable

    printable(document)
    return tuple(f"{one.what} ({one.where})." for one in findings(document))


def _workbook(plan: Plan, wish: Wish) -> bytes:
    from cjdesk.documents.builders import workbooks
    from cjdesk.documents.writers.excel import write_excel

    make = workbooks.actions if wish.document == "actions" else workbooks.indicators
    return write_excel(make(plan, wish.edition))
