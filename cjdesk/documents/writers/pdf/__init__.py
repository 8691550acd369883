"""The PDF writer: a tagged file from the neutral document."""

from __future__ import annotations

from cjdesk.documents.layout import Layout, lay_out
from cjdesk.documents.model import Document
from cjdesk.documents.validate import printable
from cjdesk.documents.writers.pdf.canvas import TaggedCanvas
from cjdesk.documents.writers.pdf.draw import Drawer
from cjdesk.documents.writers.pdf.metadata import Properties
from cjdesk.progress import QUIET, Task

__all__ = ["write_pdf"]


def write_pdf(document: Document, *, task: Task = QUIET) -> bytes:
    """The document as a PDF file tagged for PDF/UA-1. Equal documents give equal bytes.

    Raises `UserProblem` if the document may not be printed (`cjdesk.documents.validate`) and `Cancelled` if the
    person stops it.
    """
    document = printable(document)
    layout = lay_out(document, task=task)
    properties = Properties(document.title, document.author, document.subject, document.keywords, document.language)
    canvas = TaggedCanvas(layout.root, properties)
    foot = "  ·  ".join(part for part in (document.footer or document.title, document.edition) if part)
    drawer = Drawer(canvas, layout, " ".join(foot.split()) if "\n" in foot else foot)
    for number in range(len(layout.pages)):
        task.step(number, len(layout.pages), "Writing the PDF")
        drawer.page(number)
    _outline(canvas, layout)
    return canvas.finish()


def _outline(canvas: TaggedCanvas, layout: Layout) -> None:
    """Bookmarks, one per heading."""
    for number, heading in enumerate(layout.headings):
        canvas.addOutlineEntry(" ".join(heading.text.split()), str(number), heading.level - 1, closed=heading.level > 1)
    if layout.headings:
        canvas.showOutline()
