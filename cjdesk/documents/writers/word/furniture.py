"""Footers, settings and properties."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from cjdesk.documents.model import Document
from cjdesk.documents.writers.word.xml import DECLARATION, NAMESPACES, field, paragraph, run

_CORE: Final = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_COMPATIBILITY: Final = "http://schemas.microsoft.com/office/word"


def footer_part(document: Document, style: str, pages: int) -> str:
    """The foot of every page: what it is, which edition, page x of y."""
    left = "  ·  ".join(part for part in (document.footer or document.title, document.edition) if part)
    content = (
        f"{run(left)}<w:r><w:tab/></w:r>{run('Page ')}{field('PAGE', '1')}{run(' of ')}{field('NUMPAGES', str(pages))}"
    )
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{paragraph(style, content)}</w:ftr>"


def settings_part(language: str) -> str:
    """Settings: the layout rules of Word 2013 and later; no field asks to be updated."""
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:defaultTabStop w:val="720"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{_COMPATIBILITY}" w:val="15"/></w:compat>'
        f"<w:themeFontLang w:val={quoteattr(language)}/></w:settings>"
    )


def core_part(document: Document) -> str:
    """The properties that people see: no user's name, no dates."""
    facts = {
        "dc:title": document.title,
        "dc:subject": document.subject,
        "dc:creator": document.author,
        "cp:keywords": ", ".join(document.keywords),
        "dc:language": document.language,
    }
    written = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in facts.items() if text)
    return f"{DECLARATION}<cp:coreProperties {_CORE}>{written}</cp:coreProperties>"


def app_part() -> str:
    return f'{DECLARATION}<Properties xmlns="{_EXTENDED}"><Application>CJ Desk</Application></Properties>'
