"""A tagged PDF as a reader meets it: marks of each page with their text, and the structure tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_PAINTING = ("Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE", "EI")
_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_BLOCKS = re.compile(r"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)


@dataclass
class PageMarks:
    """What was found on one page: text by mark number, and what breaks the rules of marking."""

    texts: dict[int, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


@dataclass
class Element:
    """A structure element with its kids in order: elements, (page, mark) pairs and annotations."""

    role: str
    object: Any
    kids: list[Element | tuple[int, int] | pikepdf.Object] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]


def unicode_map(font: Any) -> dict[int, str]:
    """Code to text, from a font's ToUnicode stream."""
    if "/ToUnicode" not in font:
        return {}
    found: dict[int, str] = {}
    for kind, block in _BLOCKS.findall(font.ToUnicode.read_bytes().decode("latin-1")):
        if kind == "bfchar":
            found.update({int(code, 16): _text(value) for code, value in _PAIR.findall(block)})
            continue
        for first, last, _whole, single, several in _RANGE.findall(block):
            codes = range(int(first, 16), int(last, 16) + 1)
            if single:
                found.update({code: chr(int(single, 16) + step) for step, code in enumerate(codes)})
            else:
                values = re.findall(r"<([0-9A-Fa-f]+)>", several)
                found.update({code: _text(value) for code, value in zip(codes, values, strict=False)})
    return found


def _text(value: str) -> str:
    return bytes.fromhex(value.zfill(4)).decode("utf-16-be", errors="replace")


class _PageReader:
    """Follows the operators of one page."""

    def __init__(self, page: Any) -> None:
        self.result = PageMarks()
        self._fonts = {name: unicode_map(font) for name, font in page.Resources.get("/Font", {}).items()}
        self._font: dict[int, str] = {}
        # Per open mark: its number, "artifact", or nothing for a span inside; and the text it stands for.
        self._stack: list[tuple[int | str | None, str | None]] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            self._operator(list(operands), str(operator))
        if self._stack:
            self.result.complaints.append("a mark is left open at the end of the page")

    def _operator(self, operands: list[Any], operator: str) -> None:
        if operator in ("BDC", "BMC"):
            self._open(operands)
        elif operator == "EMC":
            if not self._stack:
                self.result.complaints.append("a mark is closed that was not opened")
                return
            owner = self._owner()
            _kind, actual = self._stack.pop()
            if actual is not None and isinstance(owner, int):
                self.result.texts[owner] += actual
        elif operator == "Tf":
            self._font = self._fonts.get(str(operands[0]), {})
        if operator in _PAINTING:
            self._paint(operands, operator)

    def _open(self, operands: list[Any]) -> None:
        properties = operands[1] if len(operands) > 1 else {}
        if "/MCID" in properties:
            number = int(properties["/MCID"])
            if self._owner() is not None:
                self.result.complaints.append(f"mark {number} is opened inside another")
            if number in self.result.texts:
                self.result.complaints.append(f"mark {number} is used twice")
            self.result.texts.setdefault(number, "")
            self._stack.append((number, None))
        elif str(operands[0]) == "/Artifact":
            if self._owner() is not None:
                self.result.complaints.append("an artifact is opened inside a mark")
            self._stack.append(("artifact", None))
        else:
            actual = properties.get("/ActualText")
            self._stack.append((None, str(actual) if actual is not None else None))

    def _owner(self) -> int | str | None:
        return next((kind for kind, _actual in reversed(self._stack) if kind is not None), None)

    def _paint(self, operands: list[Any], operator: str) -> None:
        owner = self._owner()
        if owner is None:
            self.result.complaints.append(f"something is painted that belongs to nothing ({operator})")
        if operator not in ("Tj", "TJ", "'", '"') or not isinstance(owner, int):
            return
        if any(actual is not None for _kind, actual in self._stack):
            return
        pieces = operands[-1] if operator == "TJ" else operands[-1:]
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                self.result.texts[owner] += "".join(self._font.get(code, "\ufffe") for code in bytes(piece))


class TaggedPdf:
    """A PDF opened for walking. ``root`` is None if it has no structure tree."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.marks = [_PageReader(page).result for page in pdf.pages]
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.root: Element | None = None
        top = pdf.Root.get("/StructTreeRoot")
        if top is not None:
            kids = top.K if isinstance(top.K, pikepdf.Array) else [top.K]
            self.root = Element("StructTreeRoot", top, [self._element(kid, 0) for kid in kids])

    def page_number(self, page: Any) -> int:
        """The place of a page in the file, from 0; -1 if it is none of its pages."""
        return self._pages.get(page.objgen, -1)

    def elements(self) -> list[Element]:
        """All elements in reading order, without the root."""
        return [element for element in self.root.walk() if element is not self.root] if self.root else []

    def text(self, element: Element) -> str:
        """All text of an element and those below it, spaces made single."""
        return " ".join("".join(self._texts(element)).split())

    def own_text(self, element: Element) -> str:
        """Text of an element with its links and spans, without elements that stand for themselves."""
        parts = []
        for kid in element.kids:
            if isinstance(kid, tuple):
                parts.append(self._mark(kid))
            elif isinstance(kid, Element) and kid.role in ("Link", "Span", "Reference"):
                parts.append(self.own_text(kid))
        return "".join(parts)

    def _texts(self, element: Element) -> Iterator[str]:
        for kid in element.kids:
            if isinstance(kid, tuple):
                yield self._mark(kid)
            elif isinstance(kid, Element):
                yield from self._texts(kid)
                if kid.role not in ("Link", "Span"):
                    yield " "

    def _mark(self, place: tuple[int, int]) -> str:
        page, number = place
        return self.marks[page].texts.get(number, "") if 0 <= page < len(self.marks) else ""

    def _element(self, thing: Any, page: int) -> Element:
        page = self.page_number(thing.Pg) if "/Pg" in thing else page
        element = Element(str(thing.S).removeprefix("/"), thing)
        kids = thing.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            element.kids.append(self._kid(kid, page))
        return element

    def _kid(self, kid: Any, page: int) -> Element | tuple[int, int] | pikepdf.Object:
        if isinstance(kid, int):
            return (page, kid)
        kind = str(kid.get("/Type", ""))
        if kind == "/MCR":
            return (self.page_number(kid.Pg) if "/Pg" in kid else page, int(kid.MCID))
        if kind == "/OBJR":
            return kid.Obj
        return self._element(kid, page)


def tree_text(file: TaggedPdf) -> list[str]:
    """The words of the structure tree, entry for entry as `cjdesk.documents.model.text_of` counts them."""
    words: list[str] = []
    for kid in file.root.elements() if file.root else []:
        _collect(file, kid, words)
    return [text for text in words if text]


def _collect(file: TaggedPdf, element: Element, words: list[str]) -> None:
    if element.role == "Sect" and any(kid.role == "TOC" for kid in element.elements()):
        return
    if element.role in ("TD", "TH"):
        words.append(file.text(element))
    elif element.role == "LI":
        parts = [kid for kid in element.elements() if kid.role in ("Lbl", "LBody")]
        own = [text for part in parts for text in (file.own_text(part), *_paragraphs(file, part))]
        words.append(" ".join(" ".join(own).split()))
        for part in parts:
            for kid in part.elements():
                if kid.role == "L":
                    _collect(file, kid, words)
    else:
        words.append(" ".join(file.own_text(element).split()))
        for kid in element.elements():
            if kid.role not in ("Link", "Span", "Reference"):
                _collect(file, kid, words)


def _paragraphs(file: TaggedPdf, body: Element) -> Iterator[str]:
    yield from (file.own_text(kid) for kid in body.elements() if kid.role == "P")
