"""Tables as rows of boxes, and how wide their columns are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cjdesk.documents.layout import style
from cjdesk.documents.layout.boxes import CellBox, RowBox, TableBox, TextBox
from cjdesk.documents.layout.lists import list_boxes
from cjdesk.documents.layout.structure import Node
from cjdesk.documents.layout.style import TextStyle
from cjdesk.documents.layout.text import lines_of, widest_word
from cjdesk.documents.model import BulletList, Cell, Column, Paragraph, Run, Table

_COLUMN: Final = "/O /Table /Scope /Column"
_ROW: Final = "/O /Table /Scope /Row"
_LARGEST_SHARE: Final = 0.45
_BOUND: Final = 0.6
_FEW: Final = 3
_NAME: Final = 60
"""Characters of a row heading beyond which bold only tires."""
_SMALL: Final = 0.28
"""Share of a page up to which a table is not divided between pages at all."""


def column_widths(columns: Sequence[Column], total: float) -> list[float]:
    """Points for each column: its share, but no less than its widest heading word as long as there is room.

    Shares that are not positive count as equal, so that a careless layout still prints.
    """
    shares = [column.width if column.width > 0 else 1.0 for column in columns]
    widths = [total * share / sum(shares) for share in shares]
    least = [widest_word(column.heading, style.TABLE_HEADING) + 2 * style.CELL_SIDE + 1 for column in columns]
    least = [min(need, total * _LARGEST_SHARE) for need in least]
    if sum(least) > total:
        return widths
    missing = sum(max(need - width, 0) for need, width in zip(least, widths, strict=True))
    spare = sum(max(width - need, 0) for need, width in zip(least, widths, strict=True))
    if not missing:
        return widths
    return [
        need if width < need else width - (width - need) * missing / spare
        for need, width in zip(least, widths, strict=True)
    ]


def table_box(table: Table, node: Node, total: float) -> TableBox:
    """A table ``total`` points wide, its elements added to ``node`` in reading order."""
    widths = column_widths(table.columns, total)
    header = _header_row(table.columns, widths, node.add("THead").add("TR"))
    body = node.add("TBody") if table.rows else None
    look = row_heading_look(table)
    rows = tuple(_row(row, table.columns, widths, body.add("TR"), look) for row in table.rows) if body else ()
    return TableBox(header, rows)


def bound_rows(heights: Sequence[float], header: float, frame: float) -> frozenset[int]:
    """Rows that stay on one page with the row after them.

    A small table stays whole; of any other, neither the first row nor the last stands alone on its page, as long as
    what is kept together fills no more than ``_BOUND`` of a frame ``frame`` points high.
    """
    count = len(heights)
    if header + sum(heights) <= frame * _SMALL:
        return frozenset(range(count - 1))
    pairs = {0, count - 2} if count > 1 else set()
    if count == _FEW and header + sum(heights) > frame * _BOUND:
        pairs = {0}
    return frozenset(at for at in pairs if header + heights[at] + heights[at + 1] <= frame * _BOUND)


def row_height(row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[float], look: TextStyle) -> float:
    """How high a row is in points, without placing it anywhere."""
    return _row(row, columns, widths, Node("TR"), look).height


def row_heading_look(table: Table) -> TextStyle:
    """How the cells that head their rows are set: in bold as long as they are names, not whole sentences."""
    longest = max((len(cell.text) for row in table.rows for cell in row if cell.is_header), default=0)
    return style.ROW_HEADING if longest <= _NAME else style.TABLE_TEXT


def header_height(columns: Sequence[Column], widths: Sequence[float]) -> float:
    """The same for the heading row."""
    return _header_row(columns, widths, Node("TR")).height


def _header_row(columns: Sequence[Column], widths: Sequence[float], row: Node) -> RowBox:
    cells = []
    x = 0.0
    for column, width in zip(columns, widths, strict=True):
        node = row.add("TH", attributes=_COLUMN)
        block = Paragraph(runs=(Run(text=column.heading),))
        cells.append(_cell_box((block,), column, style.TABLE_HEADING, node, x, width))
        x += width
    return RowBox(tuple(cells), max(cell.height for cell in cells), x, header=True)


def _row(
    row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[float], node: Node, heading_look: TextStyle
) -> RowBox:
    cells = []
    x = 0.0
    for cell, column, width in zip(row, columns, widths, strict=True):
        if cell.is_header:
            element, look = node.add("TH", attributes=_ROW), heading_look
        else:
            element, look = node.add("TD"), style.TABLE_TEXT
        cells.append(_cell_box(cell.blocks, column, look, element, x, width))
        x += width
    return RowBox(tuple(cells), max(cell.height for cell in cells), x)


def _cell_box(
    blocks: Sequence[Paragraph | BulletList], column: Column, look: TextStyle, node: Node, x: float, width: float
) -> CellBox:
    """A cell. One paragraph alone belongs to the cell itself; more become elements of their own."""
    inner = max(width - 2 * style.CELL_SIDE, 4.0)
    blocks = [block for block in blocks if not isinstance(block, Paragraph) or block.text.strip()]
    boxes: list[TextBox] = []
    for block in blocks:
        if isinstance(block, BulletList):
            boxes.extend(list_boxes(block, node, style.TABLE_LIST, style.TABLE_LIST_STEP, style.CELL_SIDE, inner))
            continue
        element = node if len(blocks) == 1 else node.add("P")
        lines = lines_of(block.runs, look, inner)
        boxes.append(TextBox(element, lines, look, style.CELL_SIDE, inner, align=column.align))
    return CellBox(tuple(boxes), x, width)
