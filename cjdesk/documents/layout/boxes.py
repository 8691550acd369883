"""What pages are filled with: boxes with a height, some of which can be cut at a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from cjdesk.documents.layout.structure import Node
from cjdesk.documents.layout.style import CELL_FOOT, CELL_TOP, TextStyle
from cjdesk.documents.layout.text import Line, Span

_TOGETHER = 2
"""Lines of a paragraph that must stand together at the foot and the head of a page."""


@dataclass(frozen=True, slots=True)
class Label:
    """The bullet or number of a list item, at its own place left of the text."""

    node: Node
    spans: tuple[Span, ...]
    offset: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: which heading it points to. The page number is known only when all is laid out."""

    heading: int
    reference: Node
    title: str


@dataclass(frozen=True, slots=True)
class TextBox:
    """Lines of one paragraph, or what is left of it. ``x`` is the offset from the frame's left edge, in points."""

    node: Node
    lines: Sequence[Line]
    style: TextStyle
    x: float
    width: float
    align: Literal["left", "right"] = "left"
    label: Label | None = None
    entry: Entry | None = None
    heading: int | None = None
    bound: bool = False
    """Whether it stays with what follows for another reason than its style."""

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    @property
    def before(self) -> float:
        return self.style.before

    @property
    def after(self) -> float:
        return self.style.after

    @property
    def keep_next(self) -> bool:
        return self.bound or self.style.keep_next

    @property
    def least(self) -> float:
        """The height below which nothing of it may be placed."""
        count = len(self.lines)
        return (count if count <= _TOGETHER + 1 else _TOGETHER) * self.style.leading

    def cut(self, room: float) -> tuple[TextBox, TextBox] | None:
        """What fits into ``room`` and the rest, or nothing if it cannot be cut there."""
        fitting = min(int((room + 0.01) / self.style.leading), len(self.lines) - _TOGETHER)
        if fitting < _TOGETHER:
            return None
        return self.cut_at(fitting)

    def cut_at(self, count: int) -> tuple[TextBox, TextBox]:
        """The first ``count`` lines and the rest, which has no label."""
        return replace(self, lines=self.lines[:count]), replace(self, lines=self.lines[count:], label=None)


@dataclass(frozen=True, slots=True)
class PictureBox:
    """A picture; ``node`` is None if it only decorates."""

    node: Node | None
    data: bytes
    width: float
    height: float
    before: float = 6.0
    after: float = 6.0
    keep_next: bool = False

    @property
    def least(self) -> float:
        return self.height


@dataclass(frozen=True, slots=True)
class CellBox:
    """The boxes of a cell; their ``x`` are counted from the cell's left edge."""

    boxes: tuple[TextBox, ...]
    x: float
    width: float

    @property
    def height(self) -> float:
        return sum(box.before + box.height + box.after for box in self.boxes) + CELL_TOP + CELL_FOOT


@dataclass(frozen=True, slots=True)
class RowBox:
    """A table row, or the part of it that stands on one page."""

    cells: tuple[CellBox, ...]
    height: float
    width: float
    header: bool = False

    def cut(self, room: float) -> tuple[RowBox, RowBox]:
        """Cut a row that is taller than a page; every cell gives what fits into ``room``."""
        heads, rests = [], []
        for cell in self.cells:
            head, rest = _cut_cell(cell, room - CELL_TOP - CELL_FOOT)
            heads.append(head)
            rests.append(rest)
        return (
            replace(self, cells=tuple(heads), height=max(cell.height for cell in heads)),
            replace(self, cells=tuple(rests), height=max(cell.height for cell in rests)),
        )


def _cut_cell(cell: CellBox, room: float) -> tuple[CellBox, CellBox]:
    head: list[TextBox] = []
    rest: list[TextBox] = []
    for box in cell.boxes:
        needed = box.before + box.height + box.after
        if rest:
            rest.append(box)
        elif needed <= room + 0.01:
            head.append(box)
            room -= needed
        else:
            count = int((room - box.before + 0.01) / box.style.leading)
            if count <= 0:
                rest.append(box)
            elif count >= len(box.lines):
                head.append(box)
                room = 0.0
            else:
                first, second = box.cut_at(count)
                head.append(first)
                rest.append(second)
    return replace(cell, boxes=tuple(head)), replace(cell, boxes=tuple(rest))


@dataclass(frozen=True, slots=True)
class TableBox:
    """A table as rows; ``header`` repeats on every page unless it would fill half of one.

    The space around it is that of its neighbours, as in Word.
    """

    header: RowBox
    rows: tuple[RowBox, ...]
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False


Box = TextBox | PictureBox | TableBox


@dataclass(frozen=True, slots=True)
class Placed:
    """A box on a page: ``top`` is its upper edge in points from the page's foot, ``x`` the frame's left edge.

    ``repeated`` says that the same row was drawn before: it is decoration for those who hear the table.
    """

    box: TextBox | PictureBox | RowBox
    x: float
    top: float
    repeated: bool = False


@dataclass(slots=True)
class Page:
    """One page of the finished layout. ``imprint`` is where the foot of a title page begins."""

    width: float
    height: float
    left: float
    frame_width: float
    foot: float
    cover: bool = False
    imprint: float | None = None
    items: list[Placed] = field(default_factory=list)
