"""Understands the neutral body of a Word file as a plan. Pure: equal bodies give equal plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from cjdesk.domain.plan import Action, Chapter, Plan
from cjdesk.domain.text import plain
from cjdesk.plans.importing.accounting import keep_the_rest
from cjdesk.plans.importing.actions import ActionReader
from cjdesk.plans.importing.body import Block, Paragraph, Table, WordBody
from cjdesk.plans.importing.chapters import chapters_of
from cjdesk.plans.importing.columns import year_in_heading
from cjdesk.plans.importing.front import Front, read_front
from cjdesk.plans.importing.model import Findings, ImportedPlan, Suggestion
from cjdesk.plans.importing.official import tie_to_framework
from cjdesk.plans.importing.outline import Section, sections_of
from cjdesk.plans.importing.partners import one_body_suggestions, partners_of
from cjdesk.plans.importing.tables import ActionTable, recognise
from cjdesk.plans.importing.tree import TreeReader, is_contents_list, level_names, levels_among

_CONTENTS = "Contents list; it is made anew at printing."
_ASIDES = {
    "page header": "Stands in the head of each page.",
    "page footer": "Stands at the foot of each page.",
    "deleted": "Was deleted with track changes.",
    "hidden": "Is hidden text, which Word does not print.",
}


def understand_word(body: WordBody) -> ImportedPlan:
    """The plan a Word file holds, with everything that found no place in it and why."""
    findings = Findings()
    blocks = tuple(_unwrapped(body.blocks))
    tables = recognise([one for one in blocks if isinstance(one, Table)])
    sections = _with_headless(sections_of(blocks), tables)
    has_contents = _strip_contents(sections, findings)
    front = read_front(sections, body.title, findings)
    levels = levels_among(sections, tables)
    actions = ActionReader(list(tables.values()), findings)
    tree = TreeReader(levels=levels, tables=tables, actions=actions, findings=findings)
    chapters, contents = _read_sections(sections[1:], tree, front, findings)
    plan = _plan(front, tree, chapters, level_names(levels, sections), body)
    plan, wording = tie_to_framework(plan, findings)
    keep_the_rest(blocks, plan, front.taken, findings)
    _asides(body, findings)
    _ask_edition(tree, findings)
    return ImportedPlan(
        plan=plan,
        tray=tuple(findings.tray),
        left_out=tuple(findings.left_out),
        notes=tuple(findings.notes),
        questions=tuple(findings.questions),
        suggestions=(*_suggestions(plan), *wording),
        source_sha256=body.sha256,
        counts=_counts(plan, max(contents, int(has_contents)), findings),
    )


def _plan(front: Front, tree: TreeReader, chapters: list[Chapter], levels: tuple[str, ...], body: WordBody) -> Plan:
    plan = Plan(
        title=front.title,
        subtitle=front.subtitle,
        partnership=front.partnership,
        period_words=front.period_words,
        first_year=front.first_year,
        last_year=front.last_year,
        levels=levels,
        nodes=tuple(root.node() for root in tree.roots),
        chapters=tuple(chapters),
        pictures=dict(sorted(body.images.items())),
    )
    return replace(plan, partners=partners_of(plan.actions()))


def _unwrapped(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks, a table of a single cell being only a frame around what stands in it."""
    for block in blocks:
        if isinstance(block, Table) and len(block.rows) == 1 and len(block.rows[0].cells) == 1:
            yield from _unwrapped(block.rows[0].cells[0].blocks)
        else:
            yield block


def _strip_contents(sections: list[Section], findings: Findings) -> bool:
    """Takes out the contents lists that Word marks as such; whether there was one."""
    found = False
    for section in sections:
        for one in section.blocks:
            if isinstance(one, Paragraph) and one.in_contents:
                findings.leave_out(one.text, f"paragraph {one.place}", _CONTENTS)
                found = True
        section.blocks = [one for one in section.blocks if not (isinstance(one, Paragraph) and one.in_contents)]
    return found


def _with_headless(sections: list[Section], tables: dict[int, ActionTable]) -> list[Section]:
    """The sections, those actions apart that stand before any heading."""
    front = sections[0]
    starts = (at for at, one in enumerate(front.blocks) if isinstance(one, Table) and one.place in tables)
    start = next(starts, None)
    if start is None:
        return sections
    headless = Section(level=1, blocks=front.blocks[start:])
    return [Section(blocks=front.blocks[:start]), headless, *sections[1:]]


def _read_sections(
    sections: list[Section], tree: TreeReader, front: Front, findings: Findings
) -> tuple[list[Chapter], int]:
    """Reads every section into the tree or a chapter; gives the chapters and the number of contents lists."""
    before: list[Chapter] = [front.chapter] if front.chapter else []
    after: list[Chapter] = []
    contents = 0
    for section in sections:
        if is_contents_list(section):
            contents += 1
            for one in section.paragraphs:
                findings.leave_out(one.text, f"paragraph {one.place}", _CONTENTS)
            findings.leave_out(section.words, f"paragraph {section.place}", _CONTENTS)
        elif tree.takes(section):
            tree.read(section)
        elif tree.roots:
            after += chapters_of(section, "after", findings)
        else:
            before += chapters_of(section, "before", findings)
    return [*before, *after], contents


def _asides(body: WordBody, findings: Findings) -> None:
    for aside in body.asides:
        place = f"paragraph {aside.place}" if aside.place else aside.kind
        if aside.kind in _ASIDES:
            findings.leave_out(aside.text, place, _ASIDES[aside.kind])
        elif aside.kind == "comment":
            findings.to_tray("comment", aside.text, place, "A comment in the margin.")
        else:
            findings.to_tray("object", aside.text, place, "It holds no text or picture that could be read.")
    findings.notes += list(_notes(body))


def _notes(body: WordBody) -> list[str]:
    deleted = sum(aside.kind == "deleted" for aside in body.asides)
    notes = []
    if body.insertions or deleted:
        notes.append(
            f"The file has tracked changes. Insertions kept: {body.insertions}; deletions left out: {deleted}."
        )
    if body.has_macros:
        notes.append("The file has macros; they were not looked at.")
    return notes


def _ask_edition(tree: TreeReader, findings: Findings) -> None:
    """A year in a column heading may name the edition, or only the column: that is for a person to say."""
    for table in tree.tables.values():
        for heading in table.headings:
            year = year_in_heading(heading)
            if year:
                say = f"A column is headed “{heading}”. Is this plan the edition “{year}”?"
                findings.ask("edition", say, f"table {table.table.place}", "edition", (year,))
                return


def _suggestions(plan: Plan) -> list[Suggestion]:
    return [*_shared_actions(plan), *one_body_suggestions(plan.actions(), plan.partnership)]


def _shared_actions(plan: Plan) -> list[Suggestion]:
    """Actions printed twice word for word: one action in two places, or two that only read alike."""
    same: dict[str, list[tuple[str, Action]]] = defaultdict(list)
    for node in plan.walk():
        for placed in node.actions:
            same[plain(placed.action.text)].append((placed.number or placed.action.text[:40], placed.action))
    return [
        Suggestion(
            kind="shared action",
            say=f"Actions {' and '.join(number for number, _ in group)} read the same. Are they one action?",
            items=tuple(number for number, _ in group),
            preferred=group[0][0],
        )
        for group in same.values()
        if len(group) > 1
    ]


def _counts(plan: Plan, contents: int, findings: Findings) -> dict[str, int]:
    nodes = list(plan.walk())
    names = [name or f"level {depth}" for depth, name in enumerate(plan.levels, 1)]
    by_depth = {name: sum(node.depth == depth for node in nodes) for depth, name in enumerate(names, 1)}
    indicators = plan.indicators()
    return {
        **{name: number for name, number in by_depth.items() if number},
        "actions": len(plan.actions()),
        "indicators": len(indicators),
        "parts": sum(len(one.parts) for one in indicators),
        "chapters": len(plan.chapters) + contents,
        "contents lists": contents,
        "pictures": len(plan.pictures),
        "partners": len(plan.partners),
        "tray": len(findings.tray),
        "questions": len(findings.questions),
    }
