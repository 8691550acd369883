"""A canvas that says what every stroke belongs to: tagging for PDF/UA-1, which ReportLab lacks.

Everything is drawn between `begin` or `begin_artifact` and `end`; drawing outside, nesting, or leaving a page with a
mark open raises at once. On `finish` the logical tree is written with its parent tree. The layer leans on a few
underscore names of ReportLab, which is why its version is pinned.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFString
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from cjdesk.documents.layout.fonts import Face, family
from cjdesk.documents.layout.structure import Mark, Node, Pointer
from cjdesk.documents.writers.pdf.metadata import Properties, mark_document
from cjdesk.documents.writers.pdf.tree import write_tree

# Streams as bytes, not as text a quarter longer, and no remarks between the objects.
rl_config.useA85 = 0
rl_config.pdfComments = 0


_ADDRESS: Final = "%/:?#[]@!$&'()*+,;=~"
"""What an address may hold beside letters and digits; the rest is written as percent codes."""


class TaggingError(Exception):
    """The writer drew outside a mark, inside two, or left one open: a bug, never the user's doing."""


class TaggedCanvas(Canvas):
    """A ReportLab canvas whose every drawing is owned by an element or is an artifact."""

    # ReportLab's own names, which its type stubs leave out.
    _doc: Any
    _code: list[str]
    _escape: Callable[[bytes], str]
    _bookmarkReference: Callable[[str], object]  # noqa: N815
    _addAnnotation: Callable[..., None]  # noqa: N815

    def __init__(self, root: Node, properties: Properties) -> None:
        self._bytes = io.BytesIO()
        super().__init__(
            self._bytes,
            pageCompression=1,
            invariant=True,
            pdfVersion=(1, 7),
            initialFontName=family(False, False).text.name,  # type: ignore[arg-type]  # the stubs take it for a number
            lang=properties.language,
        )
        self._root = root
        self._open = False
        self._page_marks: list[list[Node]] = [[]]
        self._pointers: list[Node] = []
        mark_document(self._doc, properties)
        self.setViewerPreference("DisplayDocTitle", "true")

    def begin(self, node: Node) -> None:
        """What is drawn until `end` is content of the element."""
        number = len(self._page_marks[-1])
        self._start(f"/{node.role} <</MCID {number}>> BDC")
        self._page_marks[-1].append(node)
        node.kids.append(Mark(len(self._page_marks) - 1, number))

    def begin_artifact(self, kind: str = "") -> None:
        """What is drawn until `end` is decoration. ``kind`` is "Footer" for the page's foot."""
        self._start(f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC" if kind else "/Artifact BMC")

    def end(self) -> None:
        if not self._open:
            raise TaggingError("a mark was closed that is not open")
        self._code.append("EMC")
        self._open = False

    def text_at(self, x: float, y: float) -> None:
        """Begin a text object at a point; `text_end` ends it."""
        self._need_open()
        self._code.append(f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm")

    def text_move(self, x: float, y: float) -> None:
        self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")

    def text_end(self) -> None:
        self._code.append("ET")

    def text_show(self, face: Face, size: float, text: str, actual: str | None = None) -> None:
        """Show text of one face. ``actual`` is what it stands for, if it only stands in."""
        font = pdfmetrics.getFont(face.name)
        assert isinstance(font, TTFont)
        if actual is not None:
            self._code.append(f"/Span <</ActualText <FEFF{actual.encode('utf-16-be').hex().upper()}>>> BDC")
        for subset, codes in font.splitString(text, self._doc):
            name = font.getSubsetInternalName(subset, self._doc)
            self._code.append(f"{name} {size:g} Tf ({self._escape(codes)}) Tj")
        if actual is not None:
            self._code.append("EMC")

    def colour(self, colour: str) -> None:
        """Fill colour for what follows, as six hexadecimal digits."""
        red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
        self._code.append(f"{red:.3g} {green:.3g} {blue:.3g} rg")

    def bar(self, x: float, y: float, width: float, height: float) -> None:
        """A filled rectangle; lines are thin ones."""
        self._need_open()
        self._code.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        self._need_open()
        self.drawImage(ImageReader(io.BytesIO(data)), x, y, width, height, mask="auto")

    def link(self, node: Node, box: tuple[float, float, float, float]) -> None:
        """Make a rectangle of this page clickable for a link element."""
        key = len(self._pointers)
        name = f"link{key}"
        entry = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": PDFArray([round(value, 2) for value in box]),
                "Border": PDFArray([0, 0, 0]),
                "F": 4,
                "Contents": PDFString(node.alt or node.address),
                # Pages take the numbers of the parent tree first; how many there are is known at the end.
                "StructParent": _LaterKey(self, key),
            }
        )
        if node.target:
            entry["Dest"] = self._bookmarkReference(node.target)
        else:
            entry["A"] = PDFDictionary({"S": PDFName("URI"), "URI": PDFString(quote(node.address, safe=_ADDRESS))})
        self._addAnnotation(entry, name=name)
        self._pointers.append(node)
        node.kids.append(Pointer(self._doc.annotationName(name), key, len(self._page_marks) - 1))

    def showPage(self) -> None:  # noqa: N802 (ReportLab's name)
        if self._open:
            raise TaggingError("a page ended inside a mark")
        self._doc.updateSignature("".join(self._code))
        super().showPage()
        page = self._doc.idToObject[f"Page{len(self._page_marks)}"]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._page_marks) - 1
        page.Tabs = PDFName("S")
        self._page_marks.append([])

    def finish(self) -> bytes:
        """The whole file."""
        self._page_marks.pop()
        write_tree(self._doc, self._root, self._page_marks, self._pointers)
        self.save()
        return self._bytes.getvalue()

    @property
    def page_count(self) -> int:
        return len(self._page_marks)

    def _start(self, operator: str) -> None:
        if self._open:
            raise TaggingError("a mark was opened inside another")
        self._code.append(operator)
        self._open = True

    def _need_open(self) -> None:
        if not self._open:
            raise TaggingError("something was drawn that belongs to nothing")


class _LaterKey(PDFObject):
    """A number that is known only when the file is written."""

    def __init__(self, canvas: TaggedCanvas, key: int) -> None:
        self._canvas = canvas
        self._key = key

    def format(self, _document: object) -> bytes:
        return str(self._canvas.page_count + self._key).encode("ascii")
