"""The gate before an edition that leaves the house: nobody may be recognised in it.

Looked through is what people wrote freely and what such an edition prints: progress updates, case studies, notes on
figures. There every mark of a person counts. Everywhere else (chapters, statements, actions) telephone numbers,
addresses and dates are often meant to be printed, so only known names and personal numbers count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cjdesk.domain.identifiers import personal_marks
from cjdesk.domain.plan import Plan
from cjdesk.plans.editions import Edition, may_print
from cjdesk.plans.leads import with_steps

ALWAYS = frozenset({"CHI number", "National Insurance number", "date of birth"})
"""Kinds of marks that have no place in print wherever they stand."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that may identify somebody, and where they stand."""

    where: str
    kind: str
    words: str


def marks_of(plan: Plan, edition: Edition, names: Iterable[str] = ()) -> list[Mark]:
    """What may identify somebody in an edition of ``plan``; ``names`` are people it does not name itself.

    A single initial identifies nobody, and a case study's own pseudonym is meant to be read.
    """
    leads = [lead for action in plan.actions() for one in with_steps(action) for lead in one.leads]
    people = sorted({*names, *(lead.person for lead in leads if lead.person)})
    meant = {word for study in plan.case_studies for word in study.pseudonym.split()}
    return [
        mark for mark in _all_marks(plan, edition, people) if len(mark.words.strip(".")) > 1 and mark.words not in meant
    ]


def _all_marks(plan: Plan, edition: Edition, names: Sequence[str]) -> list[Mark]:
    free = [mark for where, text in _free_texts(plan, edition) for mark in _marks(where, text, names)]
    rest = [mark for where, text in _other_texts(plan) for mark in _marks(where, text, names)]
    known = {name.casefold() for name in names}
    return free + [mark for mark in rest if mark.kind in ALWAYS or mark.words.casefold() in known]


def _marks(where: str, text: str, names: Sequence[str]) -> Iterator[Mark]:
    for found in personal_marks(text, names):
        yield Mark(where, found.kind, text[found.start : found.end])


def _free_texts(plan: Plan, edition: Edition) -> Iterator[tuple[str, str]]:
    for node in plan.walk():
        for placed in node.actions:
            for update in placed.action.updates:
                yield f"update of action {placed.number}, {update.as_at.isoformat()}", update.text
    for study in plan.case_studies:
        if may_print(study, edition):
            yield f"case study “{study.title}”", f"{study.title}\n{study.text}"
    for indicator in plan.indicators():
        for series in indicator.series:
            for value in series.values:
                yield f"note on a figure of “{indicator.text}”", value.figure.note


def _other_texts(plan: Plan) -> Iterator[tuple[str, str]]:
    for node in plan.walk():
        for statement in node.statements:
            yield node.label or node.title, statement.text
        for placed in node.actions:
            action = placed.action
            yield f"action {placed.number}", "\n".join((action.text, *action.impacts, *action.measures))
    for chapter in plan.chapters:
        for passage in chapter.passages:
            rows = "\n".join(cell for row in passage.rows for cell in row)
            yield f"chapter “{chapter.title}”", f"{passage.text}\n{rows}"
