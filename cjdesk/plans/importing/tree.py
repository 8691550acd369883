"""The plan's tree: which headings are levels, what stands under each, where the tree begins and ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from cjdesk.domain.plan import ActionPlacement, IndicatorPlacement, Node, Origin, Statement, StatementKind
from cjdesk.plans.importing.actions import ActionReader, Banner
from cjdesk.plans.importing.body import Paragraph, Table
from cjdesk.plans.importing.cells import Line, joined_text, paragraph_lines
from cjdesk.plans.importing.indicators import read_indicators
from cjdesk.plans.importing.model import Findings
from cjdesk.plans.importing.outline import Section
from cjdesk.plans.importing.tables import ActionTable, table_words
from cjdesk.plans.importing.vocabulary import (
    Heading,
    closes_plan,
    is_contents,
    opens_actions,
    statement_kind,
    take_apart,
)

_INDICATORS: dict[StatementKind, Origin] = {"national indicators": "national", "local indicators": "local"}
_DEEPEST = 4


@dataclass(slots=True, eq=False)
class Draft:
    """A node while it is being read."""

    heading: Heading
    level: int
    place: str
    title: str = ""
    statements: list[Statement] = field(default_factory=list)
    actions: list[ActionPlacement] = field(default_factory=list)
    indicators: list[IndicatorPlacement] = field(default_factory=list)
    children: list[Draft] = field(default_factory=list)

    def node(self, depth: int = 1) -> Node:
        """The node with all below it."""
        return Node(
            depth=depth,
            title=self.title,
            number=self.heading.number,
            label=self.heading.label,
            statements=tuple(self.statements),
            actions=tuple(self.actions),
            indicators=tuple(self.indicators),
            children=tuple(child.node(min(depth + 1, _DEEPEST)) for child in self.children),
        )


def levels_among(sections: list[Section], tables: dict[int, ActionTable]) -> set[Section]:
    """The sections whose headings are levels of the plan.

    A heading is one where an action table stands under it, itself or further down. Headings that only say that
    actions or indicators follow are none, nor is a heading over the whole tree that carries no number ("Action
    plan"). Headings labelled like those found are levels too, also where they have no actions yet.
    """
    chains = [
        [one for one in section.above() if not _is_inner(one.words)]
        for section in sections
        if any(table.place in tables for table in section.tables)
    ]
    chains = [chain for chain in chains if chain and chain[0].level]
    while chains and all(len(chain) > 1 and chain[0] is chains[0][0] for chain in chains):
        if take_apart(chains[0][0].words).number and not closes_plan(chains[0][0].words):
            break
        chains = [chain[1:] for chain in chains]
    levels = {section for chain in chains for section in chain}
    families = {heading.family for one in levels if (heading := take_apart(one.words)).label}
    return levels | {one for one in sections if one.level and take_apart(one.words).family in families - {""}}


def level_names(levels: set[Section], sections: list[Section]) -> tuple[str, ...]:
    """What the plan calls its levels, outermost first, from their labels ("Priority Action 3")."""
    names: dict[int, str] = {}
    for one in (section for section in sections if section in levels):
        heading = take_apart(one.words)
        depth = sum(above in levels for above in one.above())
        if heading.label:
            names.setdefault(depth, heading.label[: -len(heading.number)].strip(" .").removesuffix(" No"))
    deepest = max((sum(above in levels for above in one.above()) for one in levels), default=0)
    return tuple(names.get(depth, "") for depth in range(1, min(deepest, _DEEPEST) + 1))


@dataclass(slots=True)
class TreeReader:
    """Reads the sections of the tree one after another into drafts."""

    levels: set[Section]
    tables: dict[int, ActionTable]
    actions: ActionReader
    findings: Findings
    roots: list[Draft] = field(default_factory=list)
    open_ones: list[Draft] = field(default_factory=list)

    def takes(self, section: Section) -> bool:
        """Whether a section belongs to the tree: it is a level, or stands inside one that is still open."""
        if section in self.levels:
            return True
        if closes_plan(section.words):
            self.open_ones.clear()
        while self.open_ones and self.open_ones[0].level >= section.level:
            self.open_ones.clear()
        has_actions = any(table.place in self.tables for table in section.tables)
        return bool(self.open_ones) or has_actions

    def read(self, section: Section) -> None:
        """Take a section in: as a level, or as what a heading inside a level opens."""
        if section in self.levels:
            self._open(
                Draft(heading=take_apart(section.words), level=section.level, place=f"paragraph {section.place}")
            )
            self._read_level(section)
            return
        while len(self.open_ones) > 1 and self.open_ones[-1].level >= section.level:
            self.open_ones.pop()
        if not self.open_ones:
            self._open(Draft(heading=Heading(), level=section.level, place=f"paragraph {section.place}"))
            self.open_ones[-1].title = section.words
            if not section.words:
                say = "Actions stand here before any heading. What are they part of?"
                self.findings.ask("title", say, f"table {section.tables[0].place}")
        kind = statement_kind(section.words)
        if kind in _INDICATORS:
            self._read_indicators(section, kind)
        else:
            self._read_statement(section, kind or "other")

    def _open(self, draft: Draft) -> None:
        draft.title = draft.heading.title
        while self.open_ones and self.open_ones[-1].level >= draft.level:
            self.open_ones.pop()
        (self.open_ones[-1].children if self.open_ones else self.roots).append(draft)
        self.open_ones.append(draft)

    def _read_level(self, section: Section) -> None:
        """A level's own words: its title where the heading was only a label, then an introduction."""
        draft, lines = self.open_ones[-1], list[Line]()
        for block in section.blocks:
            if isinstance(block, Table):
                self._flush(lines, "introduction", "")
                self._table(block)
            elif not draft.title and not draft.actions and block.text.strip() and not block.list_level:
                draft.title = " ".join(block.text.split())
                self._pictures(block)
            else:
                self._gather(block, lines)
        self._flush(lines, "introduction", "")
        if not draft.title:
            say = f"“{draft.heading.label}” has no wording of its own. What is it called?"
            self.findings.ask("title", say, draft.place, draft.heading.label)

    def _read_statement(self, section: Section, kind: StatementKind) -> None:
        """What a heading inside a level opens: a statement, or only the actions below it."""
        lines: list[Line] = []
        heading, has_table = section.words, False
        if opens_actions(heading):
            self._note_heading(section)
            heading = ""
        for block in section.blocks:
            if isinstance(block, Table):
                if lines:
                    self._flush(lines, kind, heading)
                    heading = ""
                has_table = True
                self._table(block)
            else:
                self._gather(block, lines)
        if lines or (heading and not has_table):
            self._flush(lines, kind, heading, also_empty=True)
        elif heading:
            self._note_heading(section)

    def _note_heading(self, section: Section) -> None:
        why = "A heading that only says what follows; the plan prints its headings from its layout."
        self.findings.leave_out(section.words, f"paragraph {section.place}", why)

    def _read_indicators(self, section: Section, kind: StatementKind) -> None:
        draft, lines = self.open_ones[-1], list[Line]()
        for block in section.blocks:
            if isinstance(block, Table):
                self._table(block)
            else:
                self._gather(block, lines)
        found, none = read_indicators(lines, _INDICATORS[kind])
        draft.indicators += [IndicatorPlacement(indicator=one) for one in found]
        if none or not found:
            draft.statements.append(Statement(kind=kind, text=joined_text(none), heading=section.words))
        else:
            self._note_heading(section)

    def _gather(self, block: Paragraph, lines: list[Line]) -> None:
        if block.origin != "body":
            self.findings.to_tray(
                "note", block.text, f"paragraph {block.place}", f"A {block.origin} inside the action plan."
            )
        else:
            lines += paragraph_lines(block)
        self._pictures(block)

    def _pictures(self, block: Paragraph) -> None:
        for image in block.images:
            why = image.why or "A picture inside the action plan."
            self.findings.to_tray("picture", image.alt or "A picture", f"paragraph {block.place}", why, image.sha256)

    def _flush(self, lines: list[Line], kind: StatementKind, heading: str, *, also_empty: bool = False) -> None:
        if lines or also_empty:
            self.open_ones[-1].statements.append(Statement(kind=kind, text=joined_text(lines), heading=heading))
        lines.clear()

    def _table(self, table: Table) -> None:
        known = self.tables.get(table.place)
        if known is None:
            why = "A table inside the action plan that holds no actions."
            self.findings.to_tray("table", table_words(table), f"table {table.place}", why)
            return
        kept = self.findings.from_tables.setdefault(table.place, [])
        for found in self.actions.read(known):
            kept.append(found.words if isinstance(found, Banner) else found)
            if isinstance(found, Banner):
                self._banner(found)
            else:
                self.open_ones[-1].actions.append(found)

    def _banner(self, banner: Banner) -> None:
        """A level's heading inside a table: beside one of its own family, else below what is open."""
        heading = take_apart(" ".join(banner.words.split()))
        level = self.open_ones[-1].level + 1 if self.open_ones else 1
        for one in self.open_ones:
            if one.heading.family == heading.family:
                level = one.level
        self._open(Draft(heading=heading, level=level, place=banner.place))


def _is_inner(words: str) -> bool:
    """Whether a heading opens a part of a level and is none itself."""
    return statement_kind(words) is not None or (opens_actions(words) and not take_apart(words).number)


def is_contents_list(section: Section) -> bool:
    """Whether a section is a contents list, which is made anew and never kept."""
    if not is_contents(section.words):
        return False
    lines = [one.text.strip() for one in section.paragraphs]
    return not section.tables and all(len(line) <= 200 for line in lines)
