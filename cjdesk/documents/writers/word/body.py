"""The main part: headings, paragraphs, lists, tables and pictures in styles, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from cjdesk.documents.layout import Layout, has_cover
from cjdesk.documents.layout import style as look
from cjdesk.documents.layout.compose import introduces
from cjdesk.documents.layout.lists import bound_items
from cjdesk.documents.layout.style import LANDSCAPE, PORTRAIT, PageFormat
from cjdesk.documents.layout.text import span_width, spans_of
from cjdesk.documents.model import (
    BulletList,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
)
from cjdesk.documents.writers.word.contents import bookmark, contents_xml
from cjdesk.documents.writers.word.furniture import footer_part
from cjdesk.documents.writers.word.numbering import Lists
from cjdesk.documents.writers.word.package import Package
from cjdesk.documents.writers.word.pictures import PICTURE_NAMESPACES, picture_xml
from cjdesk.documents.writers.word.styles import PARAGRAPH_STYLES, list_style, run_style
from cjdesk.documents.writers.word.tables import table_xml
from cjdesk.documents.writers.word.xml import DECLARATION, NAMESPACES, paragraph, run, twips

_FOOTER_EDGE: Final = 11 * look.MM
_NO_SPACE: Final = '<w:spacing w:before="0"/>'
_SEPARATOR: Final = paragraph("SectionEnd", "")


class Body:
    """Writes the main part of one document; ``lists`` holds its lists when it is written."""

    def __init__(self, package: Package, document: Document, layout: Layout) -> None:
        self.lists = Lists()
        self._package = package
        self._document = document
        self._layout = layout
        self._heading = 0
        self._picture = 0
        self._cover = has_cover(document)
        self._imprint = False
        self._title_page = layout.imprint_gap > 0
        pages = len(layout.pages)
        self._footers = {
            False: package.add("word/footer1.xml", "footer", footer_part(document, "Footer", pages)),
            True: package.add("word/footer2.xml", "footer", footer_part(document, "FooterLandscape", pages)),
        }

    def write(self) -> str:
        """The whole part as text."""
        parts: list[str] = []
        for number, section in enumerate(self._document.sections, start=1):
            parts.extend(self._section(section, last=number == len(self._document.sections)))
        body = "".join(parts)
        return f"{DECLARATION}<w:document {NAMESPACES} {PICTURE_NAMESPACES}><w:body>{body}</w:body></w:document>"

    def _section(self, section: Section, *, last: bool) -> Iterator[str]:
        """A section's blocks. All but the last end in a paragraph that carries the page format."""
        page = LANDSCAPE if section.landscape else PORTRAIT
        after_table = False
        breaks = False
        first = True
        for block in section.blocks:
            if isinstance(block, PageBreak):
                breaks = True
                continue
            if isinstance(block, Table) and (after_table or breaks):
                yield paragraph("SectionEnd", "", "<w:pageBreakBefore/>" if breaks else "")
                breaks = False
            yield from self._block(block, page, _page_start(breaks=breaks, first=first))
            first = False
            after_table = isinstance(block, Table)
            breaks = False
        format_ = self._format(page, landscape=section.landscape)
        if last:
            yield _SEPARATOR if after_table or not section.blocks else ""
            yield format_
        else:
            yield paragraph("SectionEnd", "", format_)

    def _block(self, block: object, page: PageFormat, new_page: str) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading_xml(block, new_page)
            case Paragraph() if block.text.strip():
                style = self._style(block)
                start = new_page if style != "CoverTitle" else ""
                keep = "<w:keepNext/>" if introduces(block) else ""
                yield paragraph(style, self.runs(block.runs), keep + start)
            case BulletList():
                yield self.list_xml(block, look.LIST_STEP, look.LIST, start=new_page.replace(_NO_SPACE, ""))
            case Table():
                yield from table_xml(block, page, self)
            case Picture():
                yield self._picture_xml(block, page, new_page)
            case Contents():
                yield contents_xml(block, self._layout, page, new_page)

    def runs(self, runs: Sequence[Run]) -> str:
        """Runs in character styles; links with their addresses."""
        parts = []
        for piece in runs:
            if not piece.text:
                continue
            written = run(piece.text, run_style(piece))
            if piece.link:
                written = (
                    f'<w:hyperlink r:id="{self._package.address(piece.link)}" w:history="1">{written}</w:hyperlink>'
                )
            parts.append(written)
        return "".join(parts)

    def list_xml(self, block: BulletList, step: float, text: look.TextStyle, *, start: str = "") -> str:
        """A list, its labels counted by Word."""
        widths = [span_width(spans_of(item.label, text)) for item in block.items]
        parts = []
        last = len(block.items) - 1
        placed = zip(block.items, self.lists.place(block, step, widths), strict=True)
        bound = bound_items([item.depth for item in block.items]) if text is look.LIST else ()
        for at, (item, (number, depth)) in enumerate(placed):
            keep = "<w:keepNext/>" if at in bound else ""
            own = list_style(item.label, first=at == 0, last=at == last)
            style = "TableList" if text is look.TABLE_LIST else own
            place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
            parts.append(paragraph(style, self.runs(item.runs), keep + start + place))
            start = "" if text is look.LIST else start
        return "".join(parts)

    def _style(self, block: Paragraph) -> str:
        if block.style == "title" and self._cover:
            self._cover = False
            self._imprint = self._layout.imprint_gap > 0
            return "CoverTitle"
        if block.style == "imprint" and self._imprint:
            self._imprint = False
            return "CoverImprint"
        return PARAGRAPH_STYLES[block.style]

    def _heading_xml(self, block: Heading, new_page: str) -> str:
        number = self._heading
        self._heading += 1
        content = (
            f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(bookmark(number))}/>{run(block.text)}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )
        return paragraph(f"Heading{block.level}", content, new_page)

    def _picture_xml(self, block: Picture, page: PageFormat, new_page: str) -> str:
        self._picture += 1
        content = picture_xml(block, page, self._package.picture(block.data), self._picture)
        captioned = bool(block.caption.strip())
        keep = "<w:keepNext/>" if captioned else ""
        written = paragraph("Picture", content, keep + new_page)
        return written + (paragraph("PictureCaption", run(block.caption)) if captioned else "")

    def _format(self, page: PageFormat, *, landscape: bool) -> str:
        turned = ' w:orient="landscape"' if landscape else ""
        first = "<w:titlePg/>" if self._title_page else ""
        self._title_page = False
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="{self._footers[landscape]}"/>'
            f'<w:type w:val="nextPage"/><w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{turned}/>'
            f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" w:bottom="{twips(page.bottom)}" '
            f'w:left="{twips(page.left)}" w:header="{twips(_FOOTER_EDGE)}" w:footer="{twips(_FOOTER_EDGE)}" '
            f'w:gutter="0"/>{first}</w:sectPr>'
        )


def _page_start(*, breaks: bool, first: bool) -> str:
    """Properties of what begins a page on purpose.

    Word keeps the space above it there and drops it on pages that just happen; without it all begin alike, and where
    the PDF's do, so that the page numbers of the contents hold. It is the only formatting outside the styles.
    """
    return ("<w:pageBreakBefore/>" if breaks else "") + (_NO_SPACE if breaks or first else "")
