"""Boxes poured into pages: nothing is laid out twice, and the contents need no second pass.

The lines of the contents do not depend on the page numbers, which stand in a column of their own; so the contents
take their final place at once, and the numbers are drawn when every page is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from cjdesk.documents.layout import style
from cjdesk.documents.layout.boxes import Box, Page, PictureBox, Placed, RowBox, TableBox, TextBox
from cjdesk.documents.layout.compose import Composer, Item, NewPage
from cjdesk.documents.layout.structure import Node
from cjdesk.documents.layout.style import LANDSCAPE, PORTRAIT, PageFormat, TextStyle
from cjdesk.documents.layout.tables import bound_rows
from cjdesk.documents.model import BulletList, Document, Heading, PageBreak, Paragraph, Picture
from cjdesk.progress import QUIET, Task

_LEAST_CUT: Final = 90.0
"""A row taller than a page begins on this page only if so much room is left, in points."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A finished layout: the pages, the tree, for each heading its page (counted from 1), how the contents are set.

    ``imprint_gap`` is the space above the imprint of a title page, in points.
    """

    pages: list[Page]
    root: Node
    headings: list[Heading]
    heading_pages: list[int]
    contents_look: dict[int, TextStyle]
    imprint_gap: float


def lay_out(document: Document, *, task: Task = QUIET) -> Layout:
    """Fill pages with a document that was found printable; raises `Cancelled` when the person stops it."""
    composer = Composer(document)
    flow = _Flow(len(composer.headings))
    cover = has_cover(document)
    for number, section in enumerate(document.sections):
        task.step(number, len(document.sections), "Laying out pages")
        page = LANDSCAPE if section.landscape else PORTRAIT
        flow.begin_section(page, cover=cover and number == 0)
        flow.pour(list(composer.items(section, page)))
    return Layout(
        flow.pages, composer.root, composer.headings, flow.heading_pages, composer.contents_look, flow.imprint_gap
    )


def has_cover(document: Document) -> bool:
    """Whether the first page is a title page: a title and what goes with it, then a new page."""
    if not document.sections:
        return False
    blocks = document.sections[0].blocks
    ends = next((place for place, block in enumerate(blocks) if isinstance(block, PageBreak)), None)
    first = blocks if ends is None else blocks[:ends]
    follows = len(document.sections) > 1 or ends is not None
    titled = bool(first) and isinstance(first[0], Paragraph) and first[0].style == "title"
    return titled and follows and all(isinstance(block, Paragraph | BulletList | Picture) for block in first)


def _is_text(item: Item) -> bool:
    return isinstance(item, TextBox)


def _is_imprint(item: Item) -> bool:
    return isinstance(item, TextBox) and item.style.name == "imprint"


def _together(rows: Sequence[RowBox], bound: frozenset[int], place: int) -> float:
    """The height of a row with all rows it must stand with."""
    height = rows[place].height
    while place in bound:
        place += 1
        height += rows[place].height
    return height


class _Flow:
    """The page being filled and the room left on it."""

    def __init__(self, headings: int) -> None:
        self.pages: list[Page] = []
        self.heading_pages = [0] * headings
        self.imprint_gap = 0.0
        self._format = PORTRAIT
        self._y = 0.0
        self._after = 0.0
        self._empty = True

    def begin_section(self, page: PageFormat, *, cover: bool) -> None:
        self._format = page
        self._new_page()
        if cover:
            self.pages[-1].cover = True
            self._y -= style.COVER_DROP

    def pour(self, items: Sequence[Item]) -> None:
        """Place the boxes in order; what must stay with its next moves to a new page together with it."""
        bound = False
        for place, item in enumerate(items):
            if isinstance(item, NewPage):
                if not self._empty:
                    self._new_page()
                bound = False
                continue
            if not bound and not self._empty and self._chain(items[place:]) > self._room(item.before):
                self._new_page()
            bound = item.keep_next
            self._to_foot(items[place:])
            self._place(item)

    def _to_foot(self, items: Sequence[Item]) -> None:
        """On a title page, go down so far that the imprint ends at the foot."""
        box = items[0]
        if not self.pages[-1].cover or self.imprint_gap or not _is_imprint(box):
            return
        texts = [one for one in takewhile(_is_text, items) if isinstance(one, TextBox)]
        height = sum(one.before + one.height + one.after for one in texts)
        gap = self._room(0.0) - height
        if gap > 0:
            self.imprint_gap = gap
            self._y -= gap
            self.pages[-1].imprint = self._y

    def _chain(self, items: Iterable[Item]) -> float:
        """The height of a box with all it must stay with, the first space before it left out."""
        height: float = 0.0
        gap: float | None = None
        for item in items:
            if isinstance(item, NewPage):
                break
            height += max(gap, item.before) if gap is not None else 0.0
            if not item.keep_next:
                return height + self._least(item)
            height += self._whole(item)
            gap = item.after
        return height

    def _least(self, box: Box) -> float:
        if not isinstance(box, TableBox):
            return box.least
        header = box.header.height
        if not box.rows or header > self._format.frame_height / 2:
            return min(header, _LEAST_CUT)
        first = _together(box.rows, self._bound(box), 0)
        return header + (first if header + first <= self._format.frame_height else _LEAST_CUT)

    def _bound(self, box: TableBox) -> frozenset[int]:
        return bound_rows([row.height for row in box.rows], box.header.height, self._format.frame_height)

    def _whole(self, box: Box) -> float:
        return self._least(box) if isinstance(box, TableBox) else box.height

    def _place(self, box: Box) -> None:
        match box:
            case TextBox():
                self._place_text(box)
            case PictureBox():
                if box.height > self._room(box.before):
                    self._new_page()
                self._put(box, box.height, box.before, box.after)
            case TableBox():
                self._place_table(box)

    def _place_text(self, box: TextBox) -> None:
        if box.heading is not None:
            self._need(box.least, box.before)
            self.heading_pages[box.heading] = len(self.pages)
        while box.height > self._room(box.before) + 0.01:
            parts = box.cut(self._room(box.before))
            if parts is None and not self._empty:
                self._new_page()
                continue
            # Only a frame lower than four lines gets here uncut; A4 has none.
            head, box = parts or box.cut_at(max(1, int(self._room(0) / box.style.leading)))
            self._put(head, head.height, head.before, 0.0)
            self._new_page()
        self._put(box, box.height, box.before, box.after)

    def _place_table(self, table: TableBox) -> None:
        if table.rows:
            self._need(self._least(table), table.before)
        repeats = table.header.height <= self._format.frame_height / 2
        rows = table.rows if repeats else (table.header, *table.rows)
        self._space(table.before)
        if repeats:
            self._need(table.header.height, 0.0)
            self._put_row(table.header)
        bound = self._bound(table) if repeats else frozenset()
        for place, row in enumerate(rows):
            if place in bound and place - 1 not in bound and _together(rows, bound, place) > self._room(0.0) + 0.01:
                self._next_page_of(table.header)
            self._place_row(row, table.header if repeats else None)
        self._after = table.after

    def _next_page_of(self, header: RowBox) -> None:
        self._new_page()
        self._put_row(header, repeated=True)

    def _place_row(self, row: RowBox, header: RowBox | None) -> None:
        full = self._format.frame_height - (header.height if header else 0.0)
        while row.height > self._room(0.0) + 0.01:
            if row.height > full and self._room(0.0) >= _LEAST_CUT:
                head, row = row.cut(self._room(0.0))
                self._put_row(head)
            if header:
                self._next_page_of(header)
            else:
                self._new_page()
        self._put_row(row)

    def _put_row(self, row: RowBox, *, repeated: bool = False) -> None:
        self._put(row, row.height, 0.0, 0.0, repeated=repeated)

    def _put(
        self, box: TextBox | PictureBox | RowBox, height: float, before: float, after: float, *, repeated: bool = False
    ) -> None:
        self._space(before)
        self.pages[-1].items.append(Placed(box, self._format.left, self._y, repeated))
        self._y -= height
        self._after = after
        self._empty = False

    def _space(self, before: float) -> None:
        """Leave the larger of the spaces that two neighbours ask for, as Word does; none at the head of a page."""
        if not self._empty:
            self._y -= max(self._after, before)
        self._after = 0.0

    def _room(self, before: float) -> float:
        """Points left for a box with that space before it."""
        return self._y - self._format.bottom - (0.0 if self._empty else max(self._after, before))

    def _need(self, height: float, before: float) -> None:
        if height > self._room(before) and not self._empty:
            self._new_page()

    def _new_page(self) -> None:
        page = self._format
        foot = page.bottom - style.FOOTER_DROP
        self.pages.append(Page(page.width, page.height, page.left, page.frame_width, foot))
        self._y = page.height - page.top
        self._after = 0.0
        self._empty = True
