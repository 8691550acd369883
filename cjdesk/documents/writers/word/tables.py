"""Tables with a repeating heading row, rows kept whole and widths of their own page format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Protocol
from xml.sax.saxutils import quoteattr

from cjdesk.documents.layout import style as look
from cjdesk.documents.layout.style import PageFormat
from cjdesk.documents.layout.tables import bound_rows, column_widths, header_height, row_heading_look, row_height
from cjdesk.documents.model import BulletList, Cell, Column, Run, Table
from cjdesk.documents.writers.word.xml import paragraph, run, twips

_KEEP: Final = "<w:keepNext/>"


class Words(Protocol):
    """What a table asks of the body around it."""

    def runs(self, runs: Sequence[Run]) -> str: ...

    def list_xml(self, block: BulletList, step: float, text: look.TextStyle, *, start: str = "") -> str: ...


def table_xml(table: Table, page: PageFormat, words: Words) -> Iterator[str]:
    """The caption, if there is one, and the table."""
    if table.caption.strip():
        yield paragraph("Caption", run(table.caption))
    widths = column_widths(table.columns, page.frame_width)
    sizes = [twips(width) for width in widths]
    yield f"<w:tbl>{_properties(table, sum(sizes))}<w:tblGrid>"
    yield "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    yield "</w:tblGrid>"
    heading_look = row_heading_look(table)
    heights = [row_height(row, table.columns, widths, heading_look) for row in table.rows]
    bound = bound_rows(heights, header_height(table.columns, widths), page.frame_height)
    heads = "".join(
        _cell_xml(size, paragraph(_style("TableHeading", column), run(column.heading), _KEEP if 0 in bound else ""))
        for column, size in zip(table.columns, sizes, strict=True)
    )
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
    for place, (row, height) in enumerate(zip(table.rows, heights, strict=True)):
        # A row higher than a page has to break somewhere; Word would clip it otherwise.
        whole = height <= page.frame_height * 0.9
        keep = _KEEP if place in bound else ""
        cells = "".join(
            _cell_xml(size, _content(cell, column, words, keep, names=heading_look is look.ROW_HEADING))
            for cell, column, size in zip(row, table.columns, sizes, strict=True)
        )
        yield f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if whole else ''}{cells}</w:tr>"
    yield "</w:tbl>"


def _properties(table: Table, width: int) -> str:
    caption = f"<w:tblCaption w:val={quoteattr(table.caption)}/>" if table.caption else ""
    summary = f"<w:tblDescription w:val={quoteattr(table.summary)}/>" if table.summary else ""
    return (
        f'<w:tblPr><w:tblStyle w:val="CJDeskTable"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
        f'w:noVBand="1"/>{caption}{summary}</w:tblPr>'
    )


def _cell_xml(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _content(cell: Cell, column: Column, words: Words, keep: str, *, names: bool) -> str:
    style = _style("TableRowHeading" if cell.is_header and names else "TableText", column)
    parts = []
    for block in cell.blocks:
        if isinstance(block, BulletList):
            parts.append(words.list_xml(block, look.TABLE_LIST_STEP, look.TABLE_LIST, start=keep))
        elif block.text.strip():
            parts.append(paragraph(style, words.runs(block.runs), keep))
    return "".join(parts) or paragraph(style, "", keep)


def _style(name: str, column: Column) -> str:
    return f"{name}Right" if column.align == "right" else name
