"""Cuts a Word body into sections by its headings, those that are real and those that only look like one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cjdesk.plans.importing.body import Block, Paragraph, Table
from cjdesk.plans.importing.vocabulary import (
    closes_plan,
    is_contents,
    opens_actions,
    statement_kind,
    take_apart,
)

_LONGEST_FAKE = 150
_DEEPEST = 9
_NO_HEADING_END = (".", ";", ",", ":")


@dataclass(slots=True, eq=False)
class Section:
    """A heading with what stands under it, up to the next heading. ``level`` 0: before the first heading."""

    words: str = ""
    level: int = 0
    place: int = 0
    blocks: list[Block] = field(default_factory=list)
    parent: Section | None = None

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Its worded paragraphs, tables left out."""
        return [one for one in self.blocks if isinstance(one, Paragraph) and one.text.strip()]

    @property
    def tables(self) -> list[Table]:
        return [one for one in self.blocks if isinstance(one, Table)]

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands between it and the next heading."""
        return not self.tables and not any(
            one.text.strip() or one.images for one in self.blocks if isinstance(one, Paragraph)
        )

    def above(self) -> list[Section]:
        """The sections it stands in, outermost first, itself last."""
        return [*(self.parent.above() if self.parent else []), self]


def sections_of(blocks: tuple[Block, ...]) -> list[Section]:
    """All sections in reading order; the first holds what stands before any heading and may be empty."""
    levels = _heading_levels([one for one in blocks if isinstance(one, Paragraph)])
    sections, open_ones = [Section()], list[Section]()
    for block in blocks:
        level = levels.get(block.place, 0) if isinstance(block, Paragraph) else 0
        if not level or not isinstance(block, Paragraph):
            sections[-1].blocks.append(block)
            continue
        while open_ones and open_ones[-1].level >= level:
            open_ones.pop()
        parent = open_ones[-1] if open_ones else None
        section = Section(words=heading_words(block), level=level, place=block.place, parent=parent)
        if block.images:
            section.blocks.append(replace(block, runs=(), outline=0, label=""))
        sections.append(section)
        open_ones.append(section)
    return _with_titles(sections)


def _with_titles(sections: list[Section]) -> list[Section]:
    """A label that is a heading by itself, with its title as the heading below it, made one heading."""
    kept: list[Section] = []
    for section in sections:
        before = kept[-1] if kept else None
        if before is None or not _waits_for(section, before):
            kept.append(section)
            continue
        before.words, before.blocks = f"{before.words}: {section.words}", section.blocks
        for one in sections:
            if one.parent is section:
                one.parent = before
    return kept


def _waits_for(section: Section, before: Section) -> bool:
    heading = take_apart(before.words)
    waits = heading.has_level_word and not heading.title and before.is_empty
    return waits and section.level > before.level and not _says_something(section.words)


def heading_words(paragraph: Paragraph) -> str:
    """A heading as printed: with the number Word puts before it, on one line."""
    label = paragraph.label if paragraph.label.strip("•") else ""
    return " ".join(f"{label} {paragraph.text}".split())


def _heading_levels(paragraphs: list[Paragraph]) -> dict[int, int]:
    """Level of each heading by its place."""
    real = {
        one.place: one.outline
        for one in paragraphs
        if one.outline and one.text.strip() and not one.in_contents and one.origin == "body"
    }
    return _with_known_fakes(paragraphs, real) if real else _all_fakes(paragraphs)


def _with_known_fakes(paragraphs: list[Paragraph], real: dict[int, int]) -> dict[int, int]:
    """Real headings, and bold lines among them that carry a plan's own heading words."""
    levels, family_level, last = dict(real), dict[str, int](), 0
    for one in paragraphs:
        if one.place not in real and not _could_be_heading(one):
            continue
        words = heading_words(one)
        heading, is_statement = take_apart(words), statement_kind(words) is not None
        if one.place in real:
            if not is_statement:
                last = real[one.place]
                family_level.setdefault(heading.family, last)
        elif is_statement:
            levels[one.place] = min(last + 1, _DEEPEST)
        elif heading.has_level_word:
            last = family_level.setdefault(heading.family, min(last + 1, _DEEPEST))
            levels[one.place] = last
    return levels


def _all_fakes(paragraphs: list[Paragraph]) -> dict[int, int]:
    """Bold lines as headings, in a file that has no real ones: larger type first, then by what they say."""
    found: list[tuple[Paragraph, tuple[int, int]]] = []
    families: dict[str, int] = {}
    waits_for_title = False
    for one in paragraphs:
        if not one.text.strip():
            continue
        words = heading_words(one)
        heading = take_apart(words)
        is_heading = _could_be_heading(one) and not (waits_for_title and not _says_something(words))
        waits_for_title = is_heading and bool(heading.label) and not heading.title
        if is_heading:
            found.append((one, (-one.size, _rank(words, families))))
    order = sorted({key for _, key in found})
    return {one.place: min(order.index(key) + 1, _DEEPEST) for one, key in found}


def _rank(words: str, families: dict[str, int]) -> int:
    """Depth among headings of one size: chapters and the first kind of level, further kinds, statements."""
    if statement_kind(words):
        return _DEEPEST
    heading = take_apart(words)
    if heading.has_level_word:
        return families.setdefault(heading.family, len(families))
    return 0


def _says_something(words: str) -> bool:
    """Whether a line is a heading by its own words, also right after a label that waits for its title."""
    return bool(
        take_apart(words).label
        or statement_kind(words)
        or opens_actions(words)
        or closes_plan(words)
        or is_contents(words)
    )


def _could_be_heading(one: Paragraph) -> bool:
    text = one.text.strip()
    return (
        bool(text)
        and one.is_bold
        and not one.list_level
        and one.origin == "body"
        and not one.in_contents
        and len(text) <= _LONGEST_FAKE
        and not text.endswith(_NO_HEADING_END)
        and one.style.lower() not in ("title", "subtitle", "caption")
    )
