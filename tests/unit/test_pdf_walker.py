"""Every check of the walker is proved by a file that breaks just that rule."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from document_samples import plan
from walk_pdf import walk, walk_pdf

from cjdesk.documents.writers.pdf import write_pdf

SAMPLE = plan(1, 2)


@pytest.fixture(scope="module")
def sound() -> bytes:
    return write_pdf(SAMPLE)


def elements(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    """All structure elements of a role, in the order of the file."""
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem" and f"/{role}" == thing.S
    ]


def with_content(page: int, change: Callable[[bytes], bytes]) -> Callable[[pikepdf.Pdf], None]:
    def apply(pdf: pikepdf.Pdf) -> None:
        stream = pdf.pages[page].Contents
        before = stream.read_bytes()
        after = change(before)
        assert after != before
        stream.write(after)

    return apply


def drop(thing: Any, key: str) -> None:
    del thing[key]


def rename(pdf: pikepdf.Pdf, role: str, other: str) -> None:
    elements(pdf, role)[0].S = pikepdf.Name(f"/{other}")


def swap_parents(pdf: pikepdf.Pdf) -> None:
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def shorten_row(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "TR")[1]
    row.K = pikepdf.Array(list(row.K)[:-1])


def forget_font(pdf: pikepdf.Pdf) -> None:
    drop(next(iter(pdf.pages[0].Resources.Font.values())).FontDescriptor, "/FontFile2")


def forget_unicode(pdf: pikepdf.Pdf) -> None:
    drop(next(iter(pdf.pages[0].Resources.Font.values())), "/ToUnicode")


def forget_pdfua(pdf: pikepdf.Pdf) -> None:
    text = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(text.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


def other_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Another"


def rename_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].title = "Something else"


def turn_page(pdf: pikepdf.Pdf) -> None:
    """Lead the first line of the contents to the cover."""
    annotation = pdf.pages[1].Annots[0]
    annotation.Dest = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])


def detach_link(pdf: pikepdf.Pdf) -> None:
    link = elements(pdf, "Link")[0]
    link.K = pikepdf.Array([kid for kid in link.K if not isinstance(kid, pikepdf.Dictionary)])


def point_elsewhere(pdf: pikepdf.Pdf) -> None:
    drop(pdf.pages[1].Annots[0], "/StructParent")


BROKEN: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "no tree": (lambda pdf: drop(pdf.Root, "/StructTreeRoot"), "no structure tree"),
    "not marked": (lambda pdf: drop(pdf.Root, "/MarkInfo"), "does not say that it is tagged"),
    "no language": (lambda pdf: drop(pdf.Root, "/Lang"), "names no language"),
    "title hidden": (lambda pdf: drop(pdf.Root, "/ViewerPreferences"), "title is not shown"),
    "no PDF/UA": (forget_pdfua, "do not name PDF/UA"),
    "two titles": (other_title, "the two titles differ"),
    "unmarked text": (
        with_content(2, lambda text: text + b"\nBT /F1+0 9 Tf (x) Tj ET"),
        "painted that belongs to nothing",
    ),
    "unmarked line": (with_content(2, lambda text: text + b"\n0 0 5 5 re f"), "painted that belongs to nothing"),
    "mark left open": (with_content(2, lambda text: text + b"\n/P <</MCID 999>> BDC"), "left open"),
    "mark without owner": (with_content(2, lambda text: text + b"\n/P <</MCID 999>> BDC EMC"), "has 0 owners"),
    "mark inside a mark": (
        with_content(2, lambda text: text + b"\n/Artifact BMC /P <</MCID 998>> BDC EMC EMC"),
        "inside another",
    ),
    "closed twice": (with_content(2, lambda text: text + b"\nEMC"), "was not opened"),
    "mark used twice": (with_content(2, lambda text: text + b"\n/P <</MCID 0>> BDC EMC"), "used twice"),
    "mark gone": (
        with_content(2, lambda text: text.replace(b"/H1 <</MCID 0>> BDC", b"/Artifact BMC", 1)),
        "owned but not there",
    ),
    "parent tree": (swap_parents, "the parent tree gives mark"),
    "tab order": (lambda pdf: drop(pdf.pages[2], "/Tabs"), "tab key"),
    "page key": (lambda pdf: drop(pdf.pages[2], "/StructParents"), "no entry into the parent tree"),
    "unknown role": (lambda pdf: rename(pdf, "Figure", "Picture"), "no standard structure type"),
    "wrong place": (lambda pdf: rename(pdf, "TBody", "Div"), "a Div stands in a Table"),
    "wrong parent": (
        lambda pdf: elements(pdf, "LBody")[0].__setitem__("/P", elements(pdf, "Document")[0]),
        "names another parent",
    ),
    "heading gap": (lambda pdf: rename(pdf, "H3", "H4"), "of level 4 follows level 2"),
    "bookmark": (rename_bookmark, "bookmarks do not follow"),
    "row length": (shorten_row, "rows of [4, 5] cells"),
    "no scope": (lambda pdf: drop(elements(pdf, "TH")[0], "/A"), "has no scope"),
    "no header": (lambda pdf: [setattr(cell, "S", pikepdf.Name.TD) for cell in elements(pdf, "TH")], "no header cells"),
    "list numbering": (lambda pdf: drop(elements(pdf, "L")[0], "/A"), "how it is numbered"),
    "dead link": (detach_link, "cannot be clicked"),
    "loose annotation": (detach_link, "belongs to no link"),
    "annotation key": (point_elsewhere, "gives an annotation to another element"),
    "no description": (lambda pdf: drop(pdf.pages[1].Annots[0], "/Contents"), "has no description"),
    "contents": (turn_page, "lead to page 1"),
    "no alternative text": (lambda pdf: drop(elements(pdf, "Figure")[0], "/Alt"), "no alternative text"),
    "no box": (lambda pdf: drop(elements(pdf, "Figure")[0], "/A"), "no bounding box"),
    "font not embedded": (forget_font, "is not embedded"),
    "no Unicode": (forget_unicode, "cannot be extracted"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_caught(sound: bytes, name: str) -> None:
    change, complaint = BROKEN[name]
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        assert walk_pdf(pdf) == []
        change(pdf)
        assert [text for text in walk_pdf(pdf) if complaint in text]


def test_an_untagged_file_is_caught() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    file = io.BytesIO()
    pdf.save(file)
    assert walk(file.getvalue()) == ["the file has no structure tree"]
