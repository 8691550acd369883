"""The one neutral document that every writer prints.

A document is a sequence of sections; a section is a sequence of blocks in reading order. Text is plain: no mark-up
of any kind is ever read out of it. Nothing here knows a file format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text in one style. ``link`` is an address (http, https or mailto only)."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of ``level`` 1 to 6. ``key`` lets other places point here."""

    text: str
    level: int
    key: str = ""
    in_contents: bool = True


ParagraphStyle = Literal["body", "lead", "quote", "note", "caption", "title", "subtitle", "imprint", "attribution"]
"""``imprint`` is who publishes and which edition: on a title page it stands at the foot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of runs. Line breaks inside a run's text (``\\n``) are kept as line breaks."""

    runs: tuple[Run, ...]
    style: ParagraphStyle = "body"

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item; ``label`` is its printed bullet or number ("i)"), given by the builder so that all formats agree."""

    runs: tuple[Run, ...]
    label: str = "•"
    depth: int = 1

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletList:
    """Consecutive items of one list, nested by ``depth``."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table column: heading as printed, share of the width, and which way its cells read."""

    heading: str
    width: float = 1.0
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell: paragraphs and lists in reading order. ``is_header`` marks a row's heading cell."""

    blocks: tuple[Paragraph | BulletList, ...]
    is_header: bool = False

    @property
    def text(self) -> str:
        parts: list[str] = []
        for block in self.blocks:
            if isinstance(block, Paragraph):
                parts.append(block.text)
            else:
                parts.extend(f"{item.label} {item.text}" for item in block.items)
        return "\n".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table without merged cells; its heading row repeats on every page. ``summary`` is for those who cannot see."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    summary: str = ""
    caption: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A checked PNG or JPEG. ``alt`` must not be empty unless ``decorative``; ``width_mm`` is the printed width."""

    data: bytes
    alt: str
    width_mm: float = 150.0
    caption: str = ""
    decorative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The table of contents, filled in by the writer with page numbers and links."""

    title: str = "Contents"
    depth: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | BulletList | Table | Picture | Contents | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Blocks printed on pages of one orientation; a new section begins on a new page."""

    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document. ``edition`` is printed in the footer; ``author`` and ``title`` go into the properties."""

    title: str
    sections: tuple[Section, ...]
    author: str = ""
    subject: str = ""
    edition: str = ""
    footer: str = ""
    language: str = "en-GB"
    keywords: tuple[str, ...] = field(default_factory=tuple)

    def blocks(self) -> Iterator[Block]:
        """All blocks in reading order."""
        for section in self.sections:
            yield from section.blocks


def text_of(document: Document) -> list[str]:
    """The words of a document in reading order, one entry per heading, paragraph, list item, table cell and picture.

    Every writer must print exactly these, in this order; contents and page furniture are not among them.
    """
    words: list[str] = []
    for block in document.blocks():
        words.extend(_words(block))
    return [text for text in words if text.strip()]


def _words(block: Block) -> list[str]:
    if isinstance(block, Heading | Paragraph):
        return [block.text]
    if isinstance(block, BulletList):
        return [f"{item.label} {item.text}" for item in block.items]
    if isinstance(block, Table):
        caption = [block.caption] if block.caption else []
        heads = [column.heading for column in block.columns]
        return caption + heads + [cell.text for row in block.rows for cell in row]
    if isinstance(block, Picture):
        return [block.caption] if block.caption else []
    return []
