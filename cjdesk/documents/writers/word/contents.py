"""The table of contents: a field that is already filled in, with links and page numbers."""

from __future__ import annotations

from cjdesk.documents.layout import Layout
from cjdesk.documents.layout.compose import contents_entries
from cjdesk.documents.layout.style import PORTRAIT, PageFormat
from cjdesk.documents.model import Contents
from cjdesk.documents.writers.word.styles import right_tab
from cjdesk.documents.writers.word.xml import field, paragraph, run


def bookmark(number: int) -> str:
    """The name by which the contents find a heading."""
    return f"_Toc{number + 1:09d}"


def contents_xml(block: Contents, layout: Layout, page: PageFormat, new_page: str) -> str:
    """The contents as Word's own building block, so that it offers to renew them but never asks to."""
    shown = contents_entries(block, layout.headings)
    if not shown:
        return ""
    title = paragraph("TOCHeading", run(block.title), new_page) if block.title.strip() else ""
    entries = []
    # The styles' tab stop is that of an upright page.
    tabs = "" if page is PORTRAIT else right_tab(page, "dot")
    for place, (number, heading) in enumerate(shown):
        entry = _entry(number, " ".join(heading.text.split()), layout.heading_pages[number])
        begin = _BEGIN.format(depth=block.depth) if place == 0 else ""
        end = _END if place == len(shown) - 1 else ""
        entries.append(paragraph(f"TOC{min(heading.level, 3)}", begin + entry + end, tabs))
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{title}{''.join(entries)}</w:sdtContent></w:sdt>"
    )


_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{depth}" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _entry(number: int, title: str, page: int) -> str:
    name = bookmark(number)
    reference = field(f"PAGEREF {name} \\h", str(page))
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{run(title)}<w:r><w:tab/></w:r>{reference}</w:hyperlink>'
