"""A document with every text cleaned once, so that no writer has to."""

from __future__ import annotations

from dataclasses import replace

from cjdesk.documents.model import (
    Block,
    BulletList,
    Cell,
    Contents,
    Document,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
)
from cjdesk.domain.text import clean


def cleaned(document: Document) -> Document:
    """The same document without what no format can hold."""
    return replace(
        document,
        title=_line(document.title),
        author=_line(document.author),
        subject=_line(document.subject),
        edition=_line(document.edition),
        footer=_line(document.footer),
        keywords=tuple(_line(word) for word in document.keywords),
        sections=tuple(
            replace(section, blocks=tuple(_block(block) for block in section.blocks)) for section in document.sections
        ),
    )


def _line(text: str) -> str:
    """Cleaned text on one line, for properties and page furniture."""
    return " ".join(clean(text).split())


def _block(block: Block) -> Block:
    match block:
        case Heading():
            return replace(block, text=clean(block.text))
        case Paragraph() | BulletList():
            return _words(block)
        case Table():
            return replace(
                block,
                columns=tuple(replace(column, heading=clean(column.heading)) for column in block.columns),
                rows=tuple(tuple(_cell(cell) for cell in row) for row in block.rows),
                summary=clean(block.summary),
                caption=clean(block.caption),
            )
        case Picture():
            return replace(block, alt=clean(block.alt), caption=clean(block.caption))
        case Contents():
            return replace(block, title=clean(block.title))
        case PageBreak():
            return block


def _words(block: Paragraph | BulletList) -> Paragraph | BulletList:
    if isinstance(block, Paragraph):
        return replace(block, runs=_runs(block.runs))
    return BulletList(items=tuple(_item(item) for item in block.items))


def _item(item: ListItem) -> ListItem:
    return replace(item, runs=_runs(item.runs), label=_line(item.label))


def _cell(cell: Cell) -> Cell:
    return Cell(blocks=tuple(_words(block) for block in cell.blocks), is_header=cell.is_header)


def _runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(_run(run) for run in runs)


def _run(run: Run) -> Run:
    text, link = clean(run.text), "".join(clean(run.link).split())
    return run if text == run.text and link == run.link else replace(run, text=text, link=link)
