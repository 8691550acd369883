"""Every text of a document with the place where a person would look for it."""

from __future__ import annotations

from collections.abc import Iterator

from cjdesk.documents.model import (
    Block,
    BulletList,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
)

_LONGEST_QUOTE = 60


def placed_blocks(document: Document) -> Iterator[tuple[Block, str]]:
    """All blocks, each with the heading it stands under and its number among its kind there."""
    heading = ""
    counts: dict[str, int] = {}
    for block in document.blocks():
        if isinstance(block, Heading):
            if block.text.strip():
                heading, counts = block.text, {}
            yield block, f"the heading {quoted(block.text)}" if block.text.strip() else f"a heading{_under(heading)}"
            continue
        kind = _kind(block)
        counts[kind] = counts.get(kind, 0) + 1
        yield block, f"{kind} {counts[kind]}{_under(heading)}"


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Pairs of a text and its place, page furniture and alternative texts included."""
    yield document.title, "the document's title"
    yield f"{document.footer} {document.edition}", "the footer"
    for block, place in placed_blocks(document):
        yield from ((text, place) for text in _block_texts(block))
        if isinstance(block, Table):
            yield from _table_texts(block, place)


def runs(document: Document) -> Iterator[tuple[Run, str]]:
    """All runs with their places."""
    for block, place in placed_blocks(document):
        if isinstance(block, Paragraph | BulletList):
            yield from ((run, place) for run in _runs(block))
        elif isinstance(block, Table):
            for number, row in enumerate(block.rows, start=1):
                for cell in row:
                    for part in cell.blocks:
                        yield from ((run, f"row {number} of {place}") for run in _runs(part))


def quoted(text: str) -> str:
    """A text in quotation marks on one line, shortened."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1].rstrip() + '…'}”"


def _under(heading: str) -> str:
    return f" under {quoted(heading)}" if heading else " before the first heading"


def _kind(block: Block) -> str:
    match block:
        case Table():
            return "table"
        case Picture():
            return "picture"
        case BulletList():
            return "list"
        case Contents():
            return "contents"
        case PageBreak():
            return "page break"
        case _:
            return "paragraph"


def _runs(block: Paragraph | BulletList) -> Iterator[Run]:
    if isinstance(block, Paragraph):
        yield from block.runs
    else:
        for item in block.items:
            yield from item.runs


def _block_texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case BulletList():
            yield from (f"{item.label} {item.text}" for item in block.items)
        case Picture():
            yield block.caption
        case Contents():
            yield block.title
        case _:
            return


def _table_texts(table: Table, place: str) -> Iterator[tuple[str, str]]:
    yield table.caption, f"the caption of {place}"
    for column in table.columns:
        yield column.heading, f"the heading row of {place}"
    for number, row in enumerate(table.rows, start=1):
        for cell in row:
            yield cell.text, f"row {number} of {place}"
