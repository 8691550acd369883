"""Pages of a layout drawn on a tagged canvas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cjdesk.documents.layout import style
from cjdesk.documents.layout.boxes import Page, PictureBox, Placed, RowBox, TextBox
from cjdesk.documents.layout.flow import Layout
from cjdesk.documents.layout.structure import Node
from cjdesk.documents.layout.style import CELL_TOP, FOOTER, HAIRLINE, NUMBER_WIDTH
from cjdesk.documents.layout.text import Line, Span, span_width, spans_of
from cjdesk.documents.writers.pdf.canvas import TaggedCanvas

_BASELINE: Final = 0.26
"""Of the leading beyond the letters' own size, and of the size below the baseline: where a line's baseline stands."""
_DOTS: Final = " ."


class Drawer:
    """Draws one layout. ``foot`` is the footer's text left of the page number."""

    def __init__(self, canvas: TaggedCanvas, layout: Layout, foot: str) -> None:
        self._canvas = canvas
        self._layout = layout
        self._foot = foot

    def page(self, number: int) -> None:
        """Draw the page of that number (from 0) and close it."""
        page = self._layout.pages[number]
        self._canvas.setPageSize((page.width, page.height))
        if page.cover:
            self._cover(page)
        for placed in page.items:
            match placed.box:
                case TextBox():
                    self._text(placed.box, placed.x, placed.top)
                case PictureBox():
                    self._picture(placed.box, placed.x, placed.top)
                case RowBox():
                    self._row(placed, placed.box)
        if page.imprint is None:
            self._footer(page, f"Page {number + 1} of {len(self._layout.pages)}")
        self._canvas.showPage()

    def _text(self, box: TextBox, left: float, top: float) -> None:
        x = left + box.x
        if box.heading is not None:
            self._canvas.bookmarkPage(str(box.heading), fit="XYZ", left=0, top=top + 8)
        if box.style.bar:
            self._rule(left, top - box.height, 3.0, box.height, style.ACCENT)
        if box.label:
            self._lines(box.label.node, (Line(box.label.spans, 0.0),), box, left + box.label.offset, top)
        self._lines(box.node, box.lines, box, x, top)
        if box.entry:
            self._page_number(box, x, top)

    def _lines(self, node: Node, lines: Sequence[Line], box: TextBox, x: float, top: float) -> None:
        """Draw lines of one element; a link or struck text inside is an element of its own."""
        pen = _Pen(self._canvas, node)
        baseline = top - box.style.leading + _descent(box)
        for line in lines:
            start = x + (box.width - line.width if box.align == "right" else 0.0)
            pen.line(line, start, baseline)
            baseline -= box.style.leading
        pen.close()

    def _page_number(self, box: TextBox, x: float, top: float) -> None:
        """The number at the right of a contents entry, dots up to it, and the link over both."""
        assert box.entry
        canvas = self._canvas
        number = spans_of(str(self._layout.heading_pages[box.entry.heading]), box.style)
        right = x + box.width + NUMBER_WIDTH
        baseline = top - box.height + _descent(box)
        start = right - span_width(number)
        pen = _Pen(canvas, box.entry.reference)
        pen.line(Line(number, 0.0), start, baseline)
        pen.close()
        dot = spans_of(_DOTS, box.style)
        end = x + box.lines[-1].width + 4
        count = int((start - 5 - end) / span_width(dot))
        if count > 0:
            dots = spans_of(_DOTS * count, box.style)
            self._artifact_text(dots, start - 5 - span_width(dots), baseline, style.HAIRLINE)
        canvas.link(box.entry.reference, (x, top - box.height, right, top))

    def _row(self, placed: Placed, row: RowBox) -> None:
        bottom = placed.top - row.height
        if row.header:
            self._rule(placed.x, bottom, row.width, row.height, style.TINT)
        if placed.repeated:
            self._canvas.begin_artifact()
            for cell in row.cells:
                self._repeated(cell.boxes, placed.x + cell.x, placed.top - CELL_TOP)
            self._canvas.end()
        else:
            for cell in row.cells:
                y = placed.top - CELL_TOP
                for box in cell.boxes:
                    y -= box.before
                    self._text(box, placed.x + cell.x, y)
                    y -= box.height + box.after
        line, colour = (1.2, style.ACCENT) if row.header else (0.5, HAIRLINE)
        self._rule(placed.x, bottom, row.width, line, colour)

    def _repeated(self, boxes: Sequence[TextBox], x: float, y: float) -> None:
        """A heading row drawn again: text without an element."""
        for box in boxes:
            baseline = y - box.style.leading + _descent(box)
            for line in box.lines:
                start = x + box.x + (box.width - line.width if box.align == "right" else 0.0)
                self._show(line.spans, start, baseline, box.style.colour)
                baseline -= box.style.leading
            y -= box.height + box.after

    def _picture(self, box: PictureBox, x: float, top: float) -> None:
        canvas = self._canvas
        bottom = top - box.height
        if box.node:
            box.node.box = (x, bottom, x + box.width, top)
            canvas.begin(box.node)
        else:
            canvas.begin_artifact()
        canvas.picture(box.data, x, bottom, box.width, box.height)
        canvas.end()

    def _footer(self, page: Page, number: str) -> None:
        right = page.left + page.frame_width
        self._rule(page.left, page.foot + 13, page.frame_width, 0.5, HAIRLINE)
        spans = spans_of(number, FOOTER)
        start = right - span_width(spans)
        self._artifact_text(spans, start, page.foot, FOOTER.colour, "Footer")
        foot = _fitted(self._foot, start - page.left - 12)
        if foot:
            self._artifact_text(foot, page.left, page.foot, FOOTER.colour, "Footer")

    def _cover(self, page: Page) -> None:
        """A line above the title and a fine one above the imprint; a title page with an imprint has no footer."""
        above = page.items[0].top + style.COVER_RULE_GAP
        self._rule(page.left, above, page.frame_width, style.COVER_RULE, style.ACCENT)
        if page.imprint is not None:
            self._rule(page.left, page.imprint + style.IMPRINT_GAP, page.frame_width, 0.5, HAIRLINE)

    def _rule(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self._canvas.begin_artifact()
        self._canvas.colour(colour)
        self._canvas.bar(x, y, width, height)
        self._canvas.end()

    def _artifact_text(self, spans: Sequence[Span], x: float, y: float, colour: str, kind: str = "") -> None:
        self._canvas.begin_artifact(kind)
        self._show(spans, x, y, colour)
        self._canvas.end()

    def _show(self, spans: Sequence[Span], x: float, y: float, colour: str) -> None:
        self._canvas.colour(colour)
        self._canvas.text_at(x, y)
        for span in spans:
            self._canvas.text_show(span.face, span.look.size, span.text)
        self._canvas.text_end()


class _Pen:
    """Writes lines of one element, changing element where a span has its own."""

    def __init__(self, canvas: TaggedCanvas, node: Node) -> None:
        self._canvas = canvas
        self._node = node
        self._owner: Node | None = None
        self._colour = ""
        self._after: list[tuple[float, float, float, float, str]] = []
        self._links: list[tuple[Node, tuple[float, float, float, float]]] = []

    def line(self, line: Line, x: float, y: float) -> None:
        moved = False
        for span in line.spans:
            owner = span.look.element or self._node
            if owner is not self._owner:
                self._begin(owner, x, y)
                moved = True
            if not moved:
                self._canvas.text_move(x, y)
                moved = True
            if span.look.colour != self._colour:
                self._canvas.colour(span.look.colour)
                self._colour = span.look.colour
            self._canvas.text_show(span.face, span.look.size, span.text, span.actual)
            self._decorate(span, x, y)
            x += span.width

    def close(self) -> None:
        """End the text, then draw what lies under and over it, then make the links."""
        self._end()
        for x, y, width, height, colour in self._after:
            self._canvas.begin_artifact()
            self._canvas.colour(colour)
            self._canvas.bar(x, y, width, height)
            self._canvas.end()
        for node, box in self._links:
            self._canvas.link(node, box)

    def _begin(self, owner: Node, x: float, y: float) -> None:
        self._end()
        if owner is not self._node and owner not in self._node.kids:
            self._node.kids.append(owner)
        self._canvas.begin(owner)
        self._canvas.text_at(x, y)
        self._owner = owner
        self._colour = ""

    def _end(self) -> None:
        if self._owner:
            self._canvas.text_end()
            self._canvas.end()
            self._owner = None

    def _decorate(self, span: Span, x: float, y: float) -> None:
        look = span.look
        width = span.width
        if look.underlined:
            self._after.append((x, y - 0.13 * look.size, width, 0.05 * look.size, look.colour))
        if look.struck:
            self._after.append((x, y + 0.25 * look.size, width, 0.06 * look.size, look.colour))
        if look.element and look.element.address:
            self._links.append((look.element, (x, y - 0.22 * look.size, x + width, y + 0.75 * look.size)))


def _descent(box: TextBox) -> float:
    """From the foot of a line up to its baseline."""
    return (box.style.leading - box.style.size) / 2 + _BASELINE * box.style.size * 0.85


def _fitted(text: str, room: float) -> tuple[Span, ...]:
    """A text on one line, shortened by an ellipsis if it is too long for the room."""
    spans = spans_of(text, FOOTER)
    while text and span_width(spans) > room:
        text = text[: max(len(text) - 8, 0)].rstrip()
        spans = spans_of(text + "…", FOOTER) if text else ()
    return spans
