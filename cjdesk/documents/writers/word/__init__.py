"""The Word writer: a .docx from the neutral document, in styles only.

The file is written part by part rather than through a library: child elements stand in the order the schema wants,
so that Word offers no repair, and equal documents give equal bytes.
"""

from __future__ import annotations

from cjdesk.documents.layout import lay_out
from cjdesk.documents.model import Document
from cjdesk.documents.validate import printable
from cjdesk.documents.writers.word import furniture
from cjdesk.documents.writers.word.body import Body
from cjdesk.documents.writers.word.package import Package
from cjdesk.documents.writers.word.styles import styles_part
from cjdesk.progress import QUIET, Task

__all__ = ["write_word"]


def write_word(document: Document, *, task: Task = QUIET) -> bytes:
    """The document as a Word file. Equal documents give equal bytes.

    Page numbers of the contents are those of the PDF, whose measures the styles share; Word renews them with F9.
    Raises `UserProblem` if the document may not be printed (`cjdesk.documents.validate`) and `Cancelled` if the
    person stops it.
    """
    document = printable(document)
    layout = lay_out(document, task=task)
    task.step(0, 1, "Writing the Word file")
    package = Package()
    body = Body(package, document, layout)
    text = body.write()
    package.add("word/styles.xml", "styles", styles_part(document.language, layout))
    package.add("word/numbering.xml", "numbering", body.lists.part())
    package.add("word/settings.xml", "settings", furniture.settings_part(document.language))
    return package.finish(text, furniture.core_part(document), furniture.app_part())
