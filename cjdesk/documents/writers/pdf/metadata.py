"""Title, language and the like, in the two places where readers look for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFInfo, PDFName, PDFStream, PDFString

CREATOR: Final = "CJ Desk"
PRODUCER: Final = "ReportLab PDF Library"


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says about itself. No dates: equal input gives equal bytes."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    language: str


class _Info(PDFInfo):
    """The information dictionary without ReportLab's dates and "unspecified"s."""

    def __init__(self, properties: Properties) -> None:
        super().__init__()
        self.title, self.author, self.subject = properties.title, properties.author, properties.subject
        self.keywords = ", ".join(properties.keywords)

    def format(self, document: PDFDocument) -> bytes:
        entries = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Keywords": self.keywords,
            "Creator": CREATOR,
            "Producer": PRODUCER,
        }
        written: bytes = PDFDictionary({key: PDFString(text) for key, text in entries.items() if text}).format(document)
        return written


def mark_document(document: Any, properties: Properties) -> None:
    """Say that the document is tagged, and what it is."""
    document.info = _Info(properties)
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    packet = PDFStream(
        dictionary=PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}),
        content=_packet(properties).encode("utf-8"),
    )
    document.Catalog.Metadata = packet


def _packet(properties: Properties) -> str:
    """The XMP packet: the same facts as the information dictionary, and the mark of PDF/UA-1."""
    keywords = ", ".join(properties.keywords)
    facts = [
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(properties.title)}</rdf:li></rdf:Alt></dc:title>',
        f"<dc:language><rdf:Bag><rdf:li>{escape(properties.language)}</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ]
    if properties.author:
        facts.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(properties.author)}</rdf:li></rdf:Seq></dc:creator>")
    if properties.subject:
        subject = f'<rdf:li xml:lang="x-default">{escape(properties.subject)}</rdf:li>'
        facts.append(f"<dc:description><rdf:Alt>{subject}</rdf:Alt></dc:description>")
    if keywords:
        facts.append(f"<pdf:Keywords>{escape(keywords)}</pdf:Keywords>")
    names = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {names}>{"".join(facts)}</rdf:Description></rdf:RDF></x:xmpmeta>\n'
        '<?xpacket end="w"?>\n'
    )


_NAMESPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
