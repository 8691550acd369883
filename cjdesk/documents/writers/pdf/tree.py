"""The structure tree and the parent tree as PDF objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName, PDFObject, PDFObjectReference

from cjdesk.documents.layout.structure import Mark, Node, Pointer

_ROOT: Final = "StructTreeRoot"


class _Raw(PDFObject):
    """An object that is already written out. ReportLab's dictionaries cost ten times as much for thousands."""

    __RefOnly__ = 1

    def __init__(self, text: str) -> None:
        self._text = text

    def format(self, _document: PDFDocument) -> bytes:
        return self._text.encode("ascii")


def write_tree(document: PDFDocument, root: Node, page_marks: Sequence[Sequence[Node]], links: Sequence[Node]) -> None:
    """Put the tree into the document. ``page_marks`` holds per page the owner of each mark, in order."""
    _Tree(document).write(root, page_marks, links)


class _Tree:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._numbers: dict[Node, int] = {}

    def write(self, root: Node, page_marks: Sequence[Sequence[Node]], links: Sequence[Node]) -> None:
        top = PDFDictionary()
        self._document.Reference(top, _ROOT)
        nodes = list(root.walk())
        raws = [_Raw("") for _ in nodes]
        for count, (node, raw) in enumerate(zip(nodes, raws, strict=True)):
            self._numbers[node] = self._number(raw, f"E{count}")
        self._raws: dict[Node, _Raw] = dict(zip(nodes, raws, strict=True))
        self._fill(root, self._document.idToObjectNumberAndVersion[_ROOT][0])
        parents = self._parent_tree(page_marks, links)
        top.dict.update(
            {
                "Type": PDFName("StructTreeRoot"),
                "K": PDFObjectReference("E0"),
                "ParentTree": self._document.Reference(parents, "ParentTree"),
                "ParentTreeNextKey": len(page_marks) + len(links),
            }
        )
        self._document.Catalog.StructTreeRoot = top

    def _number(self, thing: PDFObject, name: str) -> int:
        self._document.Reference(thing, name)
        return int(self._document.idToObjectNumberAndVersion[name][0])

    def _page(self, page: int) -> str:
        return f"{self._document.idToObjectNumberAndVersion[f'Page{page + 1}'][0]} 0 R"

    def _fill(self, root: Node, above: int) -> None:
        """Write every element, parents before children."""
        stack = [(root, above)]
        while stack:
            node, parent = stack.pop()
            self._raws[node]._text = self._element(node, parent)
            number = self._numbers[node]
            stack.extend((kid, number) for kid in node.kids if isinstance(kid, Node))

    def _element(self, node: Node, parent: int) -> str:
        first = next((kid.page for kid in node.kids if isinstance(kid, Mark)), None)
        parts = [f"<</Type /StructElem /S /{node.role} /P {parent} 0 R"]
        if first is not None:
            parts.append(f"/Pg {self._page(first)}")
        if node.alt and node.role == "Figure":
            parts.append(f"/Alt <FEFF{node.alt.encode('utf-16-be').hex().upper()}>")
        if node.attributes or node.box:
            parts.append(f"/A <<{node.attributes}{_box(node)}>>")
        if node.kids:
            parts.append(f"/K [{' '.join(self._kid(kid, first) for kid in node.kids)}]")
        return " ".join(parts) + ">>"

    def _kid(self, kid: Node | Mark | Pointer, page: int | None) -> str:
        match kid:
            case Node():
                return f"{self._numbers[kid]} 0 R"
            case Mark() if kid.page == page:
                return str(kid.number)
            case Mark():
                return f"<</Type /MCR /Pg {self._page(kid.page)} /MCID {kid.number}>>"
            case Pointer():
                number = self._document.idToObjectNumberAndVersion[kid.name][0]
                return f"<</Type /OBJR /Pg {self._page(kid.page)} /Obj {number} 0 R>>"

    def _parent_tree(self, page_marks: Sequence[Sequence[Node]], links: Sequence[Node]) -> PDFObject:
        entries = []
        for page, owners in enumerate(page_marks):
            entries.append(f"{page} [{' '.join(f'{self._numbers[owner]} 0 R' for owner in owners)}]")
        for key, owner in enumerate(links, start=len(page_marks)):
            entries.append(f"{key} {self._numbers[owner]} 0 R")
        return _Raw(f"<</Nums [{' '.join(entries)}]>>")


def _box(node: Node) -> str:
    """Where a figure stands on its page, for those who enlarge it."""
    if node.box is None:
        return ""
    return f"/O /Layout /Placement /Block /BBox [{' '.join(f'{value:.2f}' for value in node.box)}]"
