"""From words of the plan to blocks of a document: the one place where text is cleaned for all writers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from cjdesk.documents.model import (
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    ListItem,
    Paragraph,
    ParagraphStyle,
    Run,
    Section,
    Table,
)
from cjdesk.domain.plan import Mark
from cjdesk.domain.text import clean
from cjdesk.plans.editions import EDITION_WORDS, Edition
from cjdesk.plans.tables import Line, Lines, PlainTable

_SAFE_LINKS = ("http://", "https://", "mailto:")


def run(text: str, *, bold: bool = False) -> Run:
    return Run(text=clean(text), bold=bold)


def paragraph(text: str, style: ParagraphStyle = "body") -> Paragraph:
    return Paragraph(runs=(run(text.strip()),), style=style)


def labelled(label: str, text: str) -> Paragraph:
    """A paragraph that begins with what it is about, in bold."""
    return Paragraph(runs=tuple(one for one in (run(label, bold=True), run(f" {text}".rstrip())) if one.text))


def imprint(publisher: str, edition: Edition) -> list[Paragraph]:
    """The foot of a front page: who publishes, and which edition it is."""
    lines = (run(publisher.strip(), bold=True), run(EDITION_WORDS[edition]))
    return [Paragraph(runs=(line,), style="imprint") for line in lines if line.text]


def heading(text: str, level: int, key: str = "") -> Heading:
    """A heading; its level is put right by `without_gaps` when the document is finished."""
    return Heading(text=" ".join(clean(text).split()), level=max(1, min(level, 6)), key=key)


def marked(text: str, marks: Sequence[Mark]) -> tuple[Run, ...]:
    """Text as runs: cut wherever a mark begins or ends. Links that a reader should not follow stay words."""
    if not marks:
        return (run(text),)
    cuts = sorted({0, len(text), *(min(max(at, 0), len(text)) for mark in marks for at in (mark.start, mark.end))})
    return tuple(_stretch(text, start, end, marks) for start, end in pairwise(cuts))


def _stretch(text: str, start: int, end: int, marks: Sequence[Mark]) -> Run:
    here = [mark for mark in marks if mark.start <= start and mark.end >= end]
    kinds = {mark.kind for mark in here}
    links = [mark.target for mark in here if mark.kind == "link" and mark.target.lower().startswith(_SAFE_LINKS)]
    return Run(
        text=clean(text[start:end]),
        bold="bold" in kinds,
        italic="italic" in kinds,
        link=links[0] if links else "",
    )


def line_blocks(lines: Iterable[Line]) -> tuple[Paragraph | BulletList, ...]:
    """Lines as paragraphs and lists; consecutive items make one list."""
    blocks: list[Paragraph | BulletList] = []
    for is_list, group in groupby(lines, key=lambda line: bool(line.label)):
        if is_list:
            blocks.append(BulletList(items=tuple(_item(line) for line in group)))
        else:
            blocks += [Paragraph(runs=(run(line.text, bold=line.bold),)) for line in group]
    return tuple(blocks)


def _item(line: Line) -> ListItem:
    return ListItem(runs=(run(line.text, bold=line.bold),), label=line.label, depth=line.depth)


def table(plain: PlainTable, *, key: str = "", caption: str = "") -> Table:
    """A document's table from a neutral one."""
    return Table(
        columns=tuple(Column(heading=clean(one.heading), width=one.width, align=one.align) for one in plain.columns),
        rows=tuple(
            tuple(_cell(lines, column.row_heading) for lines, column in zip(row, plain.columns, strict=True))
            for row in plain.rows
        ),
        summary=clean(plain.summary),
        caption=clean(caption),
        key=key,
    )


def _cell(lines: Lines, is_header: bool) -> Cell:
    return Cell(blocks=line_blocks(lines), is_header=is_header)


def without_gaps(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The same sections with heading levels that start at 1 and never go down by more than one."""
    last = 0
    finished: list[Section] = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Heading):
                last = min(block.level, last + 1)
                blocks.append(replace(block, level=last))
            else:
                blocks.append(block)
        finished.append(replace(section, blocks=tuple(blocks)))
    return tuple(one for one in finished if one.blocks)
