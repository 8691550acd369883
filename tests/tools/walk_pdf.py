"""Walks a finished PDF and tells what breaks the structure of PDF/UA-1: ``python tests/tools/walk_pdf.py FILE ...``.

Our own check, written against ISO 14289-1 and ISO 32000-1 and independent of the writer. It proves tagging, not
conformance.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from read_pdf import Element, TaggedPdf

STANDARD_GROUPS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "NonStruct", "Private", "Index"}
STANDARD_TEXT = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Quote", "Note", "Span", "Code", "BibEntry", "Reference"}
STANDARD_LISTS = {"TOC", "TOCI", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TFoot", "TR", "TH", "TD"}
STANDARD_REST = {"Link", "Annot", "Figure", "Formula", "Form", "Ruby", "Warichu"}
STANDARD = STANDARD_GROUPS | STANDARD_TEXT | STANDARD_LISTS | STANDARD_REST
ALLOWED_KIDS = {
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "TOC": {"TOC", "TOCI", "Caption"},
}


def walk(data: bytes) -> list[str]:
    """Everything wrong with a file, as sentences; an empty list is what we want."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return walk_pdf(pdf)


def walk_pdf(pdf: pikepdf.Pdf) -> list[str]:
    return walk_file(TaggedPdf(pdf))


def walk_file(file: TaggedPdf) -> list[str]:
    if file.root is None:
        return ["the file has no structure tree"]
    return [complaint for check in CHECKS for complaint in check(file)]


def document(file: TaggedPdf) -> Iterator[str]:
    """Language, title, marks of a tagged file."""
    root = file.pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "the file does not say that it is tagged"
    if not str(root.get("/Lang", "")):
        yield "the file names no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not shown in the window"
    with file.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        if xmp.get("{http://www.aiim.org/pdfua/ns/id/}part") != "1":
            yield "the metadata do not name PDF/UA part 1"
        title = xmp.get("dc:title")
    if not title:
        yield "the metadata hold no title"
    elif title != str(file.pdf.docinfo.get("/Title", "")):
        yield "the two titles differ"


def pages(file: TaggedPdf) -> Iterator[str]:
    """Marks on the pages, order of the tab key."""
    for number, (page, marks) in enumerate(zip(file.pdf.pages, file.marks, strict=True)):
        yield from (f"page {number + 1}: {complaint}" for complaint in marks.complaints)
        if page.get("/Tabs") != "/S":
            yield f"page {number + 1}: the tab key does not follow the structure"
        if "/StructParents" not in page:
            yield f"page {number + 1}: no entry into the parent tree"


def ownership(file: TaggedPdf) -> Iterator[str]:
    """Every mark is owned by exactly one element, and the parent tree says the same."""
    parents = _parent_tree(file)
    owners: Counter[tuple[int, int]] = Counter()
    for element in file.elements():
        for kid in element.kids:
            if isinstance(kid, tuple):
                owners[kid] += 1
                if parents.get(kid) != element.object.objgen:
                    yield f"page {kid[0] + 1}: the parent tree gives mark {kid[1]} to another element"
    for number, marks in enumerate(file.marks):
        for mark in marks.texts:
            if owners[number, mark] != 1:
                yield f"page {number + 1}: mark {mark} has {owners[number, mark]} owners"
    for number, mark in owners:
        if not 0 <= number < len(file.marks) or mark not in file.marks[number].texts:
            yield f"page {number + 1}: mark {mark} is owned but not there"


def _parent_tree(file: TaggedPdf) -> dict[tuple[int, int], Any]:
    entries = _numbers(file.pdf.Root.StructTreeRoot.get("/ParentTree", {}))
    found: dict[tuple[int, int], Any] = {}
    for number, page in enumerate(file.pdf.pages):
        owners = entries.get(int(page.get("/StructParents", -1)))
        if isinstance(owners, pikepdf.Array):
            found.update({(number, mark): owner.objgen for mark, owner in enumerate(owners)})
    return found


def _numbers(tree: Any) -> dict[int, Any]:
    """A number tree as a dictionary."""
    found: dict[int, Any] = {}
    numbers = list(tree.get("/Nums", []))
    found.update({int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)})
    for kid in tree.get("/Kids", []):
        found.update(_numbers(kid))
    return found


def tree(file: TaggedPdf) -> Iterator[str]:
    """Standard roles in their places, each element knowing its parent."""
    assert file.root
    for element in file.root.walk():
        if element is not file.root and element.role not in STANDARD:
            yield f"{element.role} is no standard structure type"
        for kid in element.elements():
            if kid.object.get("/P", pikepdf.Dictionary()).objgen != element.object.objgen:
                yield f"a {kid.role} names another parent than the {element.role} that holds it"
            if kid.role not in ALLOWED_KIDS.get(element.role, {kid.role}):
                yield f"a {kid.role} stands in a {element.role}"
            if any(kid.role in inside and element.role != role for role, inside in _ONLY_INSIDE.items()):
                yield f"a {kid.role} stands in a {element.role}"


_ONLY_INSIDE = {"LI": {"Lbl", "LBody"}, "TR": {"TH", "TD"}, "TOC": {"TOCI"}}


def headings(file: TaggedPdf) -> Iterator[str]:
    """Levels without gaps, words in each, and a bookmark for each."""
    level = 0
    titles = []
    for element in file.elements():
        if element.role[0] == "H" and element.role[1:].isdigit():
            depth = int(element.role[1:])
            if depth > level + 1:
                yield f"heading “{file.text(element)}” of level {depth} follows level {level}"
            if not file.text(element):
                yield f"a heading of level {depth} has no words"
            level = depth
            titles.append(file.text(element))
    with file.pdf.open_outline() as outline:
        marked = list(_titles(outline.root))
    missing = set(marked) - set(titles)
    if missing or (titles and not marked):
        yield f"the bookmarks do not follow the headings: {sorted(missing)}"


def _titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield " ".join(item.title.split())
        yield from _titles(item.children)


def tables(file: TaggedPdf) -> Iterator[str]:
    """Header cells with a scope, rows of one length."""
    for table in (element for element in file.elements() if element.role == "Table"):
        rows = [row.elements() for row in table.walk() if row.role == "TR"]
        if len({len(row) for row in rows}) != 1:
            yield f"a table has rows of {sorted({len(row) for row in rows})} cells"
        heads = [cell for row in rows for cell in row if cell.role == "TH"]
        if not heads:
            yield "a table has no header cells"
        for cell in heads:
            if _attribute(cell, "/Scope") not in ("/Column", "/Row"):
                yield f"the header cell “{file.text(cell)}” has no scope"
        if rows and not all(file.text(cell) for cell in rows[0]):
            yield "a table has a column without a heading"


def _attribute(element: Element, name: str) -> str:
    entries = element.object.get("/A", pikepdf.Dictionary())
    for entry in entries if isinstance(entries, pikepdf.Array) else [entries]:
        if name in entry:
            return str(entry[name])
    return ""


def lists(file: TaggedPdf) -> Iterator[str]:
    """Lists with labels say how they are numbered."""
    for element in file.elements():
        if element.role == "L":
            labelled = any(part.role == "Lbl" for item in element.elements() for part in item.elements())
            if labelled and _attribute(element, "/ListNumbering") in ("", "/None"):
                yield "a list with labels does not say how it is numbered"


def links(file: TaggedPdf) -> Iterator[str]:
    """Every annotation belongs to a link element that has words; contents name the page they lead to."""
    parents = _numbers(file.pdf.Root.StructTreeRoot.get("/ParentTree", {}))
    owned: dict[Any, Element] = {}
    for element in file.elements():
        pointers = [kid for kid in element.kids if isinstance(kid, pikepdf.Object)]
        owned.update({pointer.objgen: element for pointer in pointers})
        if element.role == "Link":
            if not pointers:
                yield f"the link “{file.text(element)}” cannot be clicked"
            if not file.text(element):
                yield "a link has no words"
    for number, page in enumerate(file.pdf.pages):
        for annotation in page.get("/Annots", []):
            yield from (f"page {number + 1}: {text}" for text in _annotation(annotation, owned, parents))
    yield from _contents(file)


def _annotation(annotation: Any, owned: dict[Any, Element], parents: dict[int, Any]) -> Iterator[str]:
    owner = owned.get(annotation.objgen)
    if owner is None or owner.role != "Link":
        yield "an annotation belongs to no link"
    elif "/StructParent" not in annotation or (
        parents.get(int(annotation.StructParent), pikepdf.Dictionary()).objgen != owner.object.objgen
    ):
        yield "the parent tree gives an annotation to another element"
    if not str(annotation.get("/Contents", "")):
        yield "an annotation has no description"


def _contents(file: TaggedPdf) -> Iterator[str]:
    for entry in (element for element in file.elements() if element.role == "TOCI"):
        said = file.text(entry).rpartition(" ")[2] or file.text(entry)
        for element in entry.walk():
            for kid in element.kids:
                if isinstance(kid, pikepdf.Object) and "/Dest" in kid:
                    leads = file.page_number(_destination(file, kid.Dest)[0]) + 1
                    if not said.endswith(str(leads)):
                        yield f"the contents say “{file.text(entry)}” and lead to page {leads}"


def _destination(file: TaggedPdf, target: Any) -> Any:
    if isinstance(target, pikepdf.Array):
        return target
    found = file.pdf.Root.Dests[str(target)]
    return found.D if isinstance(found, pikepdf.Dictionary) else found


def figures(file: TaggedPdf) -> Iterator[str]:
    for element in file.elements():
        if element.role == "Figure":
            if not str(element.object.get("/Alt", "")).strip():
                yield "a figure has no alternative text"
            if not _attribute(element, "/BBox"):
                yield "a figure has no bounding box"


def fonts(file: TaggedPdf) -> Iterator[str]:
    """Every font is embedded and its characters can be extracted."""
    seen = set()
    for page in file.pdf.pages:
        for font in page.Resources.get("/Font", pikepdf.Dictionary()).values():
            if font.objgen in seen and font.objgen != (0, 0):
                continue
            seen.add(font.objgen)
            descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
            if not any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"the font {font.get('/BaseFont')} is not embedded"
            if "/ToUnicode" not in font:
                yield f"text in the font {font.get('/BaseFont')} cannot be extracted"
    for number, marks in enumerate(file.marks):
        if any("\ufffe" in text for text in marks.texts.values()):
            yield f"page {number + 1}: a character has no Unicode value"


CHECKS: tuple[Callable[[TaggedPdf], Iterator[str]], ...] = (
    document,
    pages,
    ownership,
    tree,
    headings,
    tables,
    lists,
    links,
    figures,
    fonts,
)


def main(names: list[str]) -> int:
    wrong = 0
    for name in names:
        complaints = walk(Path(name).read_bytes())
        wrong += len(complaints)
        print(f"{name}: {len(complaints)} complaints")
        for complaint in complaints[:50]:
            print(f"  {complaint}")
    return min(wrong, 1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
