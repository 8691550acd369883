"""Lists: labels in their own element, nested as deep as the items say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from cjdesk.documents.layout import style
from cjdesk.documents.layout.boxes import Label, TextBox
from cjdesk.documents.layout.structure import Node
from cjdesk.documents.layout.style import TextStyle
from cjdesk.documents.layout.text import Line, lines_of, span_width, spans_of
from cjdesk.documents.model import BulletList

_GAP: Final = 4.0
_SHORT: Final = 4
"""Items up to which a list is not divided between pages."""
_KINDS: Final = (
    (re.compile(r"\(?\d+[.)\d]*"), "Decimal"),
    (re.compile(r"\(?(i|[ivxlc]{2,})[.)]"), "LowerRoman"),
    (re.compile(r"\(?(I|[IVXLC]{2,})[.)]"), "UpperRoman"),
    (re.compile(r"\(?[a-z][.)]"), "LowerAlpha"),
    (re.compile(r"\(?[A-Z][.)]"), "UpperAlpha"),
    (re.compile("[○◦]"), "Circle"),
    (re.compile("[■▪]"), "Square"),
)


def numbering_kind(label: str) -> str:
    """The list numbering of ISO 32000-1 that a printed label belongs to."""
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(label)), "Disc")


def tree_depths(depths: Sequence[int]) -> list[int]:
    """Depths without gaps: a level that is skipped has no item to hang the next list on. The page keeps the gap."""
    open_: list[int] = []
    closed = []
    for depth in depths:
        while open_ and open_[-1] > depth:
            open_.pop()
        if not open_ or open_[-1] < depth:
            open_.append(depth)
        closed.append(len(open_))
    return closed


def bound_items(depths: Sequence[int]) -> frozenset[int]:
    """Items that stay with the next: all of a short list, else the first and the last but one.

    An item also stays with the inner list below it, and a short inner list stays whole.
    """
    count = len(depths)
    if count <= _SHORT:
        return frozenset(range(count - 1))
    outermost = min(depths)
    stems = [at for at, depth in enumerate(depths) if depth == outermost]
    bound = {0, count - 2, *(at for at in range(count - 1) if depths[at + 1] > depths[at])}
    for stem, end in pairwise((*stems, count)):
        if end - stem <= _SHORT + 1:
            bound.update(range(stem, end - 1))
    return frozenset(bound)


def list_boxes(block: BulletList, parent: Node, look: TextStyle, step: float, x: float, width: float) -> list[TextBox]:
    """One box per item; ``step`` is the indentation of a level, made wider where a label needs it."""
    boxes: list[TextBox] = []
    lists: list[Node] = []
    body = parent
    depths = tree_depths([item.depth for item in block.items])
    widths = {item.depth: 0.0 for item in block.items}
    for item in block.items:
        widths[item.depth] = max(widths[item.depth], span_width(spans_of(item.label, look)))
    bound = bound_items(depths)
    for place, item in enumerate(block.items):
        del lists[depths[place] :]
        if len(lists) < depths[place]:
            kind = numbering_kind(item.label)
            lists.append(body.add("L", attributes=f"/O /List /ListNumbering /{kind}"))
        entry = lists[-1].add("LI")
        left = min((max(item.depth, 1) - 1) * step, width / 2)
        hang = min(max(step, widths[item.depth] + _GAP), (width - left) / 2)
        label = None
        if item.label.strip():
            label = Label(entry.add("Lbl"), spans_of(item.label + " ", look), x + left)
        body = entry.add("LBody")
        nests = place + 1 < len(depths) and depths[place + 1] > depths[place]
        # The inner list is hung into the body before anything is drawn: its text needs a place in front.
        holder = body.add("P") if nests else body
        lines = lines_of(item.runs, look, width - left - hang) or [Line((), 0.0)]
        shown = style.list_style(first=place == 0, last=place + 1 == len(depths)) if look is style.LIST else look
        room = width - left - hang
        boxes.append(TextBox(holder, lines, shown, x + left + hang, room, label=label, bound=place in bound))
    return boxes
