"""The plan (CJOIP) as a document, in a council's layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from cjdesk.documents.builders import extras
from cjdesk.documents.builders.blocks import heading, imprint, paragraph, table, without_gaps
from cjdesk.documents.builders.chapters import Pictures, chapter_blocks
from cjdesk.documents.builders.studies import study_blocks
from cjdesk.documents.builders.tree import TreeBuilder, tells_of
from cjdesk.documents.model import Block, Contents, Document, PageBreak, ParagraphStyle, Section
from cjdesk.domain.plan import Chapter, ChapterKind, Node, Plan
from cjdesk.domain.text import clean
from cjdesk.plans import layout_model as layouts
from cjdesk.plans.editions import EDITION_WORDS, Edition, may_print
from cjdesk.plans.layout_model import Layout, prints_moscow, prints_status
from cjdesk.plans.numbers import Numbers
from cjdesk.plans.patterns import fill
from cjdesk.plans.sources import IndicatorRow, Scope, Setting, cell
from cjdesk.plans.suppression import guarded
from cjdesk.plans.tables import table_of


def build_plan(plan: Plan, layout: Layout, edition: Edition = "internal") -> Document:
    """The whole plan in a layout, for an edition. Raises UserProblem for a picture that is not kept."""
    safe = guarded(plan, edition).plan
    return _PlanBuilder(Setting(plan=safe, layout=layout, edition=edition)).document()


class _PlanBuilder:
    """One run: parts in the layout's order; what depends on the printed words (key, abbreviations) is made last."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._plan = setting.plan
        self._pictures = Pictures(kept=self._plan.pictures, owing=setting.edition == "internal")
        self._numbers = Numbers(setting.plan, setting.layout)
        self._places = TreeBuilder(setting, self._numbers).places

    def document(self) -> Document:
        edition = EDITION_WORDS[self._setting.edition]
        return Document(
            title=clean(self._plan.title),
            author=clean(self._plan.partnership),
            subject=edition,
            edition=edition,
            footer=clean(self._plan.title),
            sections=without_gaps(self._sections()),
        )

    def _sections(self) -> list[Section]:
        """Parts of one orientation run on in one section; parts that depend on the others' words see them all."""
        parts = self._setting.layout.parts
        made = {number: self._part(part, []) for number, part in enumerate(parts) if not _reads_words(part)}
        printed = extras.words_printed([Section(blocks=tuple(block for blocks in made.values() for block in blocks))])
        made |= {number: self._part(part, printed) for number, part in enumerate(parts) if _reads_words(part)}
        if not any(isinstance(part, layouts.Extra) and part.show == "attribution" for part in parts):
            made[len(parts)] = extras.attribution_blocks(self._plan)
            parts = (*parts, parts[-1])
        return _gathered([(part.landscape, made[number]) for number, part in enumerate(parts)])

    def _part(self, part: layouts.Part, printed: Sequence[str]) -> list[Block]:
        if isinstance(part, layouts.FrontPage):
            return self._front_page(part)
        if isinstance(part, layouts.ContentsList):
            return [PageBreak(), Contents(title=part.heading, depth=part.depth), PageBreak()]
        if isinstance(part, layouts.Chapters):
            return self._chapters(part)
        if isinstance(part, layouts.ActionPlan):
            tree = TreeBuilder(self._setting, self._numbers, lowered=1 if part.heading else 0)
            return _under(part.heading, tree.blocks())
        if isinstance(part, layouts.IndicatorTables):
            return _under(part.heading, self._indicator_tables(part))
        if isinstance(part, layouts.Rows):
            return [] if self._has_chapter(part.show) else _under(part.heading, self._row_table(part))
        return self._extra(part, printed)

    def _front_page(self, part: layouts.FrontPage) -> list[Block]:
        plan = self._plan
        words: dict[layouts.FrontLine, str] = {
            "title": plan.title,
            "subtitle": plan.subtitle,
            "partnership": plan.partnership,
            "area": plan.area,
            "period": plan.period_words,
            "edition": self._edition_words(),
        }
        said = [line for line in _said_once(part.lines, words) if line != "partnership"]
        blocks: list[Block] = [paragraph(words[line], _front_style(line)) for line in said]
        publisher = plan.partnership if "partnership" in part.lines else ""
        return [*blocks, *imprint(publisher, self._setting.edition), PageBreak()]

    def _edition_words(self) -> str:
        edition = self._plan.edition
        if edition is None:
            return ""
        state = edition.state if edition.state in ("draft", "consultation") else ""
        return ", ".join(filter(None, (edition.name, state and f"{state} edition")))

    def _chapters(self, part: layouts.Chapters) -> list[Block]:
        blocks: list[Block] = []
        for number, chapter in enumerate(self._plan.chapters, 1):
            if chapter.place == part.place and (not part.kinds or chapter.kind in part.kinds):
                blocks += chapter_blocks(chapter, self._pictures, f"chapter-{number}", self._heading_of(chapter.kind))
                blocks += self._taken_in(chapter)
        return blocks

    def _taken_in(self, chapter: Chapter) -> list[Block]:
        """What a chapter of its kind takes in: the statement's entries, the achievements, case studies, contact."""
        if chapter is not self._first_of(chapter.kind):
            return []
        for part in self._setting.layout.parts:
            if isinstance(part, layouts.Rows) and part.show == chapter.kind:
                return self._row_table(part)
            if isinstance(part, layouts.Extra) and part.show == chapter.kind:
                return self._extra_blocks(part, chapter.level + 1)
        return []

    def _heading_of(self, kind: ChapterKind) -> str:
        """What this layout calls a part that a chapter of the kind takes in."""
        parts = [one for one in self._setting.layout.parts if isinstance(one, layouts.Rows | layouts.Extra)]
        return next((one.heading for one in parts if one.show == kind), "")

    def _first_of(self, kind: ChapterKind) -> Chapter | None:
        return next((chapter for chapter in self._plan.chapters if chapter.kind == kind), None)

    def _has_chapter(self, kind: str) -> bool:
        return any(chapter.kind == kind for chapter in self._plan.chapters)

    def _row_table(self, part: layouts.Rows) -> list[Block]:
        scope: Scope = "participation" if part.show == "participation" else "achievement"
        rows = self._plan.participation if scope == "participation" else self._plan.achievements
        if not rows:
            return []
        return [
            table(
                table_of(part.columns, rows, partial(cell, scope), partial(fill, values=self._places()), part.heading)
            )
        ]

    def _indicator_tables(self, part: layouts.IndicatorTables) -> list[Block]:
        blocks: list[Block] = []
        for node in self._plan.walk():
            if node.depth == part.depth:
                blocks += self._indicator_table(part, node)
        return blocks

    def _indicator_table(self, part: layouts.IndicatorTables, node: Node) -> list[Block]:
        """A table of every indicator that stands under a node, once each."""
        placed = {id(one.indicator): one for below in node.walk() for one in below.indicators}
        if not placed:
            return []
        named = self._places(node)
        rows = [IndicatorRow(setting=self._setting, placement=one) for one in placed.values()]
        plain_table = table_of(
            part.columns, rows, partial(cell, "indicator"), partial(fill, values=named), fill(part.summary, named)
        )
        return [heading(fill(part.node_heading, named), 2), table(plain_table)]

    def _extra(self, part: layouts.Extra, printed: Sequence[str]) -> list[Block]:
        if part.show in ("case studies", "contact") and self._has_chapter(part.show):
            return []
        if part.show == "abbreviations":
            return _under(part.heading, extras.abbreviation_blocks(self._plan.partners, printed))
        return _under(part.heading, self._extra_blocks(part, 2))

    def _extra_blocks(self, part: layouts.Extra, level: int) -> list[Block]:
        if part.show == "case studies":
            return self._studies(level)
        if part.show == "attribution":
            open_wording = extras.unconfirmed_blocks(self._plan) if self._setting.edition != "public" else []
            return [*extras.attribution_blocks(self._plan), *open_wording]
        if part.show == "local outcomes":
            return extras.local_outcome_blocks(self._plan)
        if part.show == "key":
            return self._key()
        return extras.contact_blocks(self._plan) if part.show == "contact" else []

    def _key(self) -> list[Block]:
        """What is printed in letters by this layout: priorities behind numbers, statuses in a column."""
        actions = self._plan.actions()
        letters = [action.moscow for action in actions if action.moscow] if prints_moscow(self._setting.layout) else []
        latest = [update.status for action in actions if (update := action.latest_update)]
        shown = (
            [status for status in self._plan.statuses if status in latest]
            if prints_status(self._setting.layout)
            else []
        )
        return extras.key_blocks(letters, shown)

    def _studies(self, level: int) -> list[Block]:
        """The case studies that may be printed and that no node of this layout tells."""
        levels = self._setting.layout.levels
        telling = [
            node
            for node in self._plan.walk()
            if any(isinstance(one, layouts.NodeCaseStudies) for one in levels[min(node.depth, len(levels)) - 1].content)
        ]
        blocks: list[Block] = []
        for study in self._plan.case_studies:
            told = any(tells_of(study.node_label, node) for node in telling)
            if may_print(study, self._setting.edition) and not told:
                blocks += study_blocks(study, level)
        return blocks


def _reads_words(part: layouts.Part) -> bool:
    return isinstance(part, layouts.Extra) and part.show == "abbreviations"


def _under(title: str, blocks: Sequence[Block]) -> list[Block]:
    """Blocks under a heading of the first level; nothing where there are none."""
    if not blocks:
        return []
    return [heading(title, 1), *blocks] if title else list(blocks)


def _said_once(
    lines: Iterable[layouts.FrontLine], words: Mapping[layouts.FrontLine, str]
) -> Iterator[layouts.FrontLine]:
    """The lines that say something the lines above them have not said: "Year 2" is not printed under "Year 2: ..."."""
    said: list[str] = []
    for line in lines:
        if words[line].strip() and not any(words[line].strip() in above for above in said):
            said.append(words[line])
            yield line


def _front_style(line: layouts.FrontLine) -> ParagraphStyle:
    return "title" if line == "title" else "subtitle"


def _gathered(parts: Sequence[tuple[bool, list[Block]]]) -> list[Section]:
    """Consecutive parts of one orientation as one section; a page break at its beginning would print a blank page."""
    sections: list[Section] = []
    for landscape, blocks in parts:
        if not blocks:
            continue
        if sections and sections[-1].landscape == landscape:
            sections[-1] = Section(blocks=(*sections[-1].blocks, *blocks), landscape=landscape)
        else:
            sections.append(Section(blocks=tuple(blocks), landscape=landscape))
    return [Section(blocks=_needed(one.blocks), landscape=one.landscape) for one in sections]


def _needed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks without page breaks that would only leave a page empty: at an end, or one right after another."""
    kept: list[Block] = []
    for block in blocks:
        if not (isinstance(block, PageBreak) and (not kept or isinstance(kept[-1], PageBreak))):
            kept.append(block)
    return tuple(kept[:-1] if kept and isinstance(kept[-1], PageBreak) else kept)
