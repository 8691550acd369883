"""The words of a .docx as Word shows them, list labels counted from the numbering part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class WordFile:
    """A .docx opened for reading."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"]).find(f"{W}body")
        self._levels = self._numbering()
        self._counts: dict[tuple[str, int], int] = {}

    def text(self) -> list[str]:
        """The words, entry for entry as `cjdesk.documents.model.text_of` counts them."""
        words: list[str] = []
        for block in self.body:
            if block.tag == f"{W}p":
                words.append(self.paragraph(block))
            elif block.tag == f"{W}tbl":
                words.extend(self._cell(cell) for cell in block.iter(f"{W}tc"))
        return [text for text in words if text]

    def _cell(self, cell: etree._Element) -> str:
        return _single(" ".join(self.paragraph(paragraph) for paragraph in cell.iter(f"{W}p")))

    def contents(self) -> list[str]:
        """The lines of the contents."""
        return [_single("".join(_texts(p))) for sdt in self.body.iter(f"{W}sdt") for p in sdt.iter(f"{W}p")]

    def paragraph(self, paragraph: etree._Element) -> str:
        """A paragraph's words, its list label in front."""
        return _single(f"{self._label(paragraph)} {''.join(_texts(paragraph))}")

    def _label(self, paragraph: etree._Element) -> str:
        place = paragraph.find(f"{W}pPr/{W}numPr")
        if place is None:
            return ""
        number = place.find(f"{W}numId").get(f"{W}val")
        depth = int(place.find(f"{W}ilvl").get(f"{W}val"))
        kind, pattern, start = self._levels[number, depth]
        for other, deeper in list(self._counts):
            if other == number and deeper > depth:
                del self._counts[other, deeper]
        count = self._counts[number, depth] = self._counts.get((number, depth), start - 1) + 1
        return "" if kind == "none" else pattern.replace(f"%{depth + 1}", _number(count, kind))

    def _numbering(self) -> dict[tuple[str, int], tuple[str, str, int]]:
        part = etree.fromstring(self.parts["word/numbering.xml"])
        shapes = {shape.get(f"{W}abstractNumId"): shape for shape in part.iter(f"{W}abstractNum")}
        found = {}
        for instance in part.iter(f"{W}num"):
            shape = shapes[instance.find(f"{W}abstractNumId").get(f"{W}val")]
            for level in shape.iter(f"{W}lvl"):
                values = [level.find(f"{W}{name}").get(f"{W}val") for name in ("numFmt", "lvlText", "start")]
                key = (instance.get(f"{W}numId"), int(level.get(f"{W}ilvl")))
                found[key] = (values[0], values[1], int(values[2]))
        return found


def _texts(paragraph: etree._Element) -> Iterator[str]:
    for thing in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        yield thing.text or "" if thing.tag == f"{W}t" else " "


def _number(count: int, kind: str) -> str:
    if kind in ("decimal", "bullet"):
        return str(count)
    if kind.endswith("Letter"):
        text = chr(96 + count)
    else:
        tens, ones = divmod(count, 10)
        text = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
    return text.upper() if kind.startswith("upper") else text


def _single(text: str) -> str:
    return " ".join(text.split())
