"""The few pieces of WordprocessingML that every part is made of."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES: Final = f'xmlns:w="{W}" xmlns:r="{R}"'

_BREAKS: Final = re.compile(r"([\n\t])")
_MARKS: Final = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def run(text: str, style: str = "") -> str:
    """A run of text in a character style; line breaks and tabs become their elements."""
    parts = (
        _MARKS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in _BREAKS.split(text) if part
    )
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{look}{''.join(parts)}</w:r>"


def field(instruction: str, result: str) -> str:
    """A field with its result filled in, so that nothing has to be updated on opening."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph in a style. ``properties`` are further ones in schema order after the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'
