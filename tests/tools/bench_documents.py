"""How fast documents are written, as ratios of two sides timed in turn.

`ratio_to_platypus` compares our tagged PDF with ReportLab's own Platypus drawing the same words, tables and pictures
in the same fonts without tags, contents, bookmarks or page totals. `ratio_of_libreoffice` compares LibreOffice turning
our Word file into a PDF with our writing that PDF.
"""

from __future__ import annotations

import io
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    Image,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from cjdesk.documents import model
from cjdesk.documents.layout.fonts import family
from cjdesk.documents.writers.pdf import write_pdf
from cjdesk.documents.writers.word import write_word

ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def ratio_to_platypus(document: model.Document, rounds: int = ROUNDS) -> float:
    """Our time divided by Platypus's, the median of several rounds."""
    write_pdf(document), platypus(document)
    pairs = [(seconds(lambda: write_pdf(document)), seconds(lambda: platypus(document))) for _ in range(rounds)]
    return statistics.median(ours / theirs for ours, theirs in pairs)


def ratio_of_libreoffice(document: model.Document, rounds: int = 3) -> float | None:
    """LibreOffice's time divided by ours; None where LibreOffice is not installed."""
    office = shutil.which("soffice")
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.docx"
        file.write_bytes(write_word(document))
        # The first start makes LibreOffice's own profile: that is not the work.
        _convert(office, file)
        ours = statistics.median(seconds(lambda: write_pdf(document)) for _ in range(rounds))
        theirs = statistics.median(seconds(lambda: _convert(office, file)) for _ in range(rounds))
    return theirs / ours


def _convert(office: str, file: Path) -> None:
    profile = (file.parent / "profile").as_uri()
    subprocess.run(
        [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", file.name],
        cwd=file.parent,
        check=True,
        capture_output=True,
        timeout=300,
    )


def platypus(document: model.Document) -> bytes:
    """The same words drawn by Platypus, untagged."""
    for bold in (False, True):
        family(bold, False)
    out = io.BytesIO()
    pages = BaseDocTemplate(out, pageCompression=1)
    sizes = {"upright": A4, "across": landscape(A4)}
    for name, (width, height) in sizes.items():
        frame = Frame(20 * mm, 20 * mm, width - 40 * mm, height - 40 * mm, id=name)
        pages.addPageTemplates(PageTemplate(id=name, frames=[frame], pagesize=(width, height)))
    pages.build(list(_story(document)))
    return out.getvalue()


_FONT, _BOLD = "CJDesk-LiberationSans-Regular", "CJDesk-LiberationSans-Bold"
_BODY = ParagraphStyle("body", fontName=_FONT, fontSize=12, leading=17, spaceAfter=5)
_HEADING = ParagraphStyle("heading", fontName=_BOLD, fontSize=16, leading=21, spaceBefore=12, keepWithNext=1)
_CELL = ParagraphStyle("cell", fontName=_FONT, fontSize=10, leading=13.5)
_HEAD = ParagraphStyle("head", fontName=_BOLD, fontSize=10, leading=13.5)
_GRID = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, "#BCC7CC"),
        ("FONTNAME", (0, 0), (-1, -1), _FONT),
    ]
)


def _story(document: model.Document) -> Iterator[Any]:
    for section in document.sections:
        yield NextPageTemplate("across" if section.landscape else "upright")
        yield PageBreak()
        width = (297 if section.landscape else 210) * mm - 40 * mm - 12
        for block in section.blocks:
            yield from _flowables(block, width)


def _flowables(block: model.Block, width: float) -> Iterator[Any]:
    match block:
        case model.Heading():
            yield Paragraph(escape(block.text), _HEADING)
        case model.Paragraph():
            yield Paragraph(escape(block.text), _BODY)
        case model.BulletList():
            for item in block.items:
                yield Paragraph(escape(item.text), _BODY, bulletText=item.label)
        case model.Picture():
            yield Image(io.BytesIO(block.data), block.width_mm * mm, block.width_mm * mm / 3)
        case model.Table():
            rows = [[Paragraph(escape(column.heading), _HEAD) for column in block.columns]]
            rows += [[list(_cell(cell)) for cell in row] for row in block.rows]
            shares = [column.width for column in block.columns]
            widths = [width * share / sum(shares) for share in shares]
            yield Table(rows, colWidths=widths, repeatRows=1, style=_GRID)
        case model.PageBreak():
            yield PageBreak()


def _cell(cell: model.Cell) -> Iterator[Any]:
    for block in cell.blocks:
        if isinstance(block, model.Paragraph):
            yield Paragraph(escape(block.text), _CELL)
        else:
            for item in block.items:
                yield Paragraph(escape(item.text), _CELL, bulletText=item.label)
