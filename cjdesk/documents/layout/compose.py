"""Blocks turned into boxes, and into the logical tree beside them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PIL import Image

from cjdesk.documents.layout import style
from cjdesk.documents.layout.boxes import Box, Entry, PictureBox, TextBox
from cjdesk.documents.layout.lists import list_boxes
from cjdesk.documents.layout.structure import Node
from cjdesk.documents.layout.style import MM, PORTRAIT, PageFormat, TextStyle
from cjdesk.documents.layout.tables import table_box
from cjdesk.documents.layout.text import Line, lines_of, plain_lines
from cjdesk.documents.model import (
    Block,
    BulletList,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Section,
    Table,
)

_CAPTION_ROOM: Final = 60.0
_LEADS_ON: Final = 300
"""Characters up to which a paragraph with a colon at its end is an introduction."""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Item = Box | NewPage


class Composer:
    """Makes the boxes of one document. ``root`` is its logical tree, ``headings`` all headings in order."""

    def __init__(self, document: Document) -> None:
        self.root = Node("Document")
        self.headings = [block for block in document.blocks() if isinstance(block, Heading)]
        self.contents_look = contents_look(document, self.headings)
        self._next_heading = 0

    def items(self, section: Section, page: PageFormat) -> Iterator[Item]:
        """The boxes of a section, for pages of that format."""
        for block in section.blocks:
            yield from self._block(block, page)

    def _block(self, block: Block, page: PageFormat) -> Sequence[Item]:
        width = page.frame_width
        match block:
            case Heading():
                return [self._heading(block, width)]
            case Paragraph():
                return self._paragraph(block, width)
            case BulletList():
                return list_boxes(block, self.root, style.LIST, style.LIST_STEP, 0.0, width)
            case Table():
                return self._table(block, width)
            case Picture():
                return self._picture(block, page)
            case Contents():
                return self._contents(block, width)
            case PageBreak():
                return [NewPage()]

    def _heading(self, block: Heading, width: float) -> TextBox:
        look = style.HEADINGS[block.level]
        node = self.root.add(f"H{block.level}")
        number = self._next_heading
        self._next_heading += 1
        return TextBox(node, plain_lines(block.text, look, width), look, 0.0, width, heading=number)

    def _paragraph(self, block: Paragraph, width: float) -> list[Item]:
        if not block.text.strip():
            return []
        look = style.PARAGRAPHS[block.style]
        parent = self.root.add("BlockQuote") if block.style == "quote" else self.root
        room = width - look.indent
        lines = lines_of(block.runs, look, room)
        return [TextBox(parent.add("P"), lines, look, look.indent, room, bound=introduces(block))]

    def _table(self, block: Table, width: float) -> list[Item]:
        node = self.root.add("Table", attributes=_summary(block.summary))
        items: list[Item] = []
        if block.caption.strip():
            items.append(_caption(block.caption, node.add("Caption"), width))
        items.append(table_box(block, node, width))
        return items

    def _picture(self, block: Picture, page: PageFormat) -> list[Item]:
        width, height = printed_size(block, page)
        node = None if block.decorative else self.root.add("Figure", alt=block.alt)
        captioned = bool(block.caption.strip())
        items: list[Item] = [PictureBox(node, block.data, width, height, keep_next=captioned)]
        if captioned:
            box = _caption(block.caption, self.root.add("P"), page.frame_width)
            items.append(replace(box, style=replace(box.style, before=0, after=8, keep_next=False)))
        return items

    def _contents(self, block: Contents, width: float) -> list[Item]:
        shown = contents_entries(block, self.headings)
        if not shown:
            return []
        group = self.root.add("Sect")
        look = style.CONTENTS_TITLE
        items: list[Item] = []
        if block.title.strip():
            # At the level of the heading before, so that the next one leaves no gap.
            level = self.headings[self._next_heading - 1].level if self._next_heading else 1
            items.append(TextBox(group.add(f"H{level}"), plain_lines(block.title, look, width), look, 0.0, width))
        table = group.add("TOC")
        items.extend(_entry(number, heading, table.add("TOCI"), width, self.contents_look) for number, heading in shown)
        return items


def contents_entries(block: Contents, headings: Sequence[Heading]) -> list[tuple[int, Heading]]:
    """The headings that a table of contents lists, each with its number among all headings."""
    return [
        (number, heading)
        for number, heading in enumerate(headings)
        if heading.in_contents and heading.level <= block.depth
    ]


def introduces(block: Paragraph) -> bool:
    """Whether a paragraph only leads to what follows, and so may not stand alone at a page's foot."""
    text = block.text.rstrip()
    return text.endswith(":") and len(text) <= _LEADS_ON


def contents_look(document: Document, headings: Sequence[Heading]) -> dict[int, TextStyle]:
    """How the contents are set: denser where that, and only that, brings them onto one page."""
    block = next((one for one in document.blocks() if isinstance(one, Contents)), None)
    shown = [heading for _, heading in contents_entries(block, headings)] if block else []
    # Lines at their least: whatever does not fit even so need not be measured.
    if not shown or len(shown) * min(one.leading for one in style.CONTENTS_DENSE.values()) > PORTRAIT.frame_height:
        return style.CONTENTS
    fits = [_contents_height(shown, look) <= PORTRAIT.frame_height for look in (style.CONTENTS, style.CONTENTS_DENSE)]
    return style.CONTENTS_DENSE if fits == [False, True] else style.CONTENTS


def _contents_height(shown: Sequence[Heading], looks: dict[int, TextStyle]) -> float:
    title = style.CONTENTS_TITLE
    height = title.leading + title.after
    gap = title.after
    for heading in shown:
        look = looks[min(heading.level, 3)]
        lines = plain_lines(_entry_title(heading), look, PORTRAIT.frame_width - look.indent - style.NUMBER_WIDTH)
        height += len(lines) * look.leading + max(gap, look.before)
        gap = look.after
    return height - title.after


def _entry_title(heading: Heading) -> str:
    return " ".join(heading.text.split())


def _entry(number: int, heading: Heading, node: Node, width: float, looks: dict[int, TextStyle]) -> TextBox:
    look = looks[min(heading.level, 3)]
    room = width - look.indent - style.NUMBER_WIDTH
    title = _entry_title(heading)
    link = node.add("Reference").add("Link", target=str(number), alt=title)
    # The space keeps the page number apart for those who hear the line.
    lines = plain_lines(f"{title} ", look, room)
    return TextBox(link, lines, look, look.indent, room, entry=Entry(number, link, title))


def _caption(text: str, node: Node, width: float) -> TextBox:
    look = style.PARAGRAPHS["caption"]
    lines: list[Line] = plain_lines(text, look, width)
    return TextBox(node, lines, look, 0.0, width)


def _summary(text: str) -> str:
    """A table's summary as an attribute: UTF-16, so that any character is held."""
    return f"/O /Table /Summary <FEFF{text.encode('utf-16-be').hex().upper()}>" if text.strip() else ""


def printed_size(block: Picture, page: PageFormat) -> tuple[float, float]:
    """Width and height in points: as asked, but never beyond the frame, and in proportion."""
    with Image.open(io.BytesIO(block.data)) as image:
        across, down = image.size
    width = min(block.width_mm * MM, page.frame_width)
    height = width * down / across
    room = page.frame_height - _CAPTION_ROOM
    if height > room:
        width, height = width * room / height, room
    return width, height
