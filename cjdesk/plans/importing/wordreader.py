"""Reads the XML of a Word file into the neutral `WordBody`. Runs inside the worker: nothing here trusts its input."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from lxml import etree

from cjdesk.domain.text import clean
from cjdesk.plans.importing.body import (
    Aside,
    AsideKind,
    Block,
    Cell,
    Image,
    Origin,
    Paragraph,
    Row,
    Run,
    Table,
    WordBody,
)
from cjdesk.plans.importing.package import R, W, WordPackage
from cjdesk.plans.importing.pictures import Pictures
from cjdesk.plans.importing.wordnumbers import BULLET, Numbers
from cjdesk.plans.importing.wordstyles import Look, Styles, paragraph_look, run_look, value, whole

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_WRAPPERS = ("ins", "moveTo", "smartTag", "customXml", "fldSimple", "bdo", "dir", "sdtContent")
_THROUGH = {f"{W}{name}" for name in _WRAPPERS}
_GONE = {f"{W}del", f"{W}moveFrom"}
_BREAKS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES: dict[str, Origin] = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_LIST_STYLE = re.compile(r"list (?P<kind>bullet|number) ?(?P<depth>[2-5])?$", re.IGNORECASE)
_SAFE_LINKS = ("http://", "https://", "mailto:")


def read_word(package: WordPackage) -> WordBody:
    """The whole file in neutral form. Raises `UserProblem` where a part it needs is damaged."""
    reader = _Reader(package)
    body = package.main.find(f"{W}body")
    blocks = tuple(reader.blocks(body)) if body is not None else ()
    return WordBody(
        blocks=blocks,
        asides=(*reader.asides, *_furniture(package)),
        images=reader.pictures.kept,
        title=clean(package.core_title()),
        insertions=reader.insertions,
        has_macros=package.has_macros,
    )


class _Reader:
    """Walks the body once, counting as it goes."""

    def __init__(self, package: WordPackage) -> None:
        self.package = package
        self.styles = Styles(package.related("styles"))
        self.numbers = Numbers(package.related("numbering"), self.styles)
        self.pictures = Pictures(package)
        self.notes = {
            "footnote": _by_id(package.related("footnotes"), "footnote"),
            "endnote": _by_id(package.related("endnotes"), "endnote"),
        }
        self.asides: list[Aside] = []
        self.insertions = 0
        self.places = 0
        self.tables = 0
        self.origin: Origin = "body"
        self.in_contents = False
        self.fields: list[_Field] = []
        self.carried: list[Run] = []

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """The blocks standing under an element, in reading order."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield self._table(child)
            elif child.tag == f"{W}sdt":
                yield from self._control(child)
            elif child.tag in _THROUGH:
                yield from self.blocks(child)
            elif child.tag in _GONE:
                self.aside("deleted", _all_text(child))
            elif child.tag == f"{W}altChunk":
                self.aside("object", "A document placed inside this one")

    def _control(self, sdt: etree._Element) -> Iterator[Block]:
        """A content control; Word keeps its own contents list in one."""
        gallery = next((one.get(f"{W}val", "") for one in sdt.iter(f"{W}docPartGallery")), "")
        before, self.in_contents = self.in_contents, self.in_contents or gallery == "Table of Contents"
        for content in sdt.findall(f"{W}sdtContent"):
            yield from self.blocks(content)
        self.in_contents = before

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        properties = element.find(f"{W}pPr")
        style = value(properties, "pStyle") or self.styles.default
        look = paragraph_look(properties).over(self.styles.look(style))
        self.places += 1
        writer = _Writer(self, look)
        toc_before = self._in_toc()
        writer.walk(element)
        runs = (*self.carried, *writer.runs)
        self.carried = []
        if _mark_is_deleted(properties):
            self.carried = list(runs)
            self.places -= 1
            yield from writer.after
            return
        name = look.name or ""
        label, depth = self._list(look, name)
        yield Paragraph(
            runs=joined(runs),
            place=self.places,
            style=name,
            outline=look.outline or 0,
            label=label,
            list_level=depth,
            size=max((size for size in writer.sizes), default=look.size or 0),
            origin=self.origin,
            in_contents=self.in_contents or toc_before or self._in_toc() or name.lower().startswith("toc "),
            new_page=writer.new_page or (properties is not None and properties.find(f"{W}pageBreakBefore") is not None),
            images=tuple(writer.images),
        )
        yield from writer.after

    def _list(self, look: Look, name: str) -> tuple[str, int]:
        """The label Word prints and the depth in a list (0: in none)."""
        level, by_name = look.level or 0, _LIST_STYLE.match(name)
        depth = int(by_name["depth"] or 1) if by_name else 1
        if look.number and look.number != "0":
            label = self.numbers.label(look.number, level)
            if label:
                return label, 0 if look.outline else max(level + 1, depth)
        if look.number is None and by_name and by_name["kind"].lower() == "bullet":
            return BULLET, depth
        return "", 0

    def _in_toc(self) -> bool:
        return any(field.code.lstrip().upper().startswith("TOC") for field in self.fields)

    def _table(self, element: etree._Element) -> Table:
        self.tables += 1
        place, after = self.tables, self.places
        rows = []
        for tr in _inside(element, "tr"):
            properties = tr.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                self.aside("deleted", _all_text(tr))
                continue
            cells = tuple(self._cells(tr, whole(value(properties, "gridBefore")) or 0))
            repeats = properties is not None and properties.find(f"{W}tblHeader") is not None
            rows.append(Row(cells=cells, repeats=repeats))
        return Table(rows=tuple(rows), place=place, after=after)

    def _cells(self, row: etree._Element, column: int) -> Iterator[Cell]:
        for tc in _inside(row, "tc"):
            properties = tc.find(f"{W}tcPr")
            span = min(max(whole(value(properties, "gridSpan")) or 1, 1), 100)
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            up = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            yield Cell(column=column, span=span, joined_up=up, blocks=tuple(self.blocks(tc)))
            column += span

    def aside(self, kind: AsideKind, text: str) -> None:
        """Put words beside that are not part of the running text."""
        words = clean(text).strip()
        if words:
            self.asides.append(Aside(kind=kind, text=words, place=self.places))

    def link(self, relation_id: str) -> str:
        relation = self.package.relations.get(relation_id)
        target = relation.target if relation is not None and relation.external else ""
        return target if target.lower().startswith(_SAFE_LINKS) else ""

    def elsewhere(self, element: etree._Element, origin: Origin) -> list[Block]:
        """The blocks of a text box or note, told apart from the running text by their origin."""
        before, self.origin = self.origin, origin
        fields, self.fields = self.fields, []
        carried, self.carried = self.carried, []
        found = list(self.blocks(element))
        self.origin, self.fields, self.carried = before, fields, carried
        return found


class _Field:
    """A field of Word's while it is open: its code, and whether its result has begun."""

    def __init__(self) -> None:
        self.code = ""
        self.in_result = False

    @property
    def link(self) -> str:
        words = self.code.split()
        address = words[1].strip('"') if len(words) > 1 and words[0].upper() == "HYPERLINK" else ""
        return address if address.lower().startswith(_SAFE_LINKS) else ""


class _Writer:
    """Collects what one paragraph holds: its runs, its pictures, and what hangs on it (text boxes, notes)."""

    def __init__(self, reader: _Reader, look: Look) -> None:
        self.reader = reader
        self.look = look
        self.runs: list[Run] = []
        self.sizes: list[int] = []
        self.images: list[Image] = []
        self.after: list[Block] = []
        self.new_page = False
        self._link = ""

    def walk(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child)
            elif tag == f"{W}hyperlink":
                before, self._link = self._link, self.reader.link(child.get(f"{R}id", ""))
                self.walk(child)
                self._link = before
            elif tag in _THROUGH or tag == f"{W}sdt":
                if tag == f"{W}ins":
                    self.reader.insertions += 1
                self.walk(child)
            elif tag in _GONE:
                self.reader.aside("deleted", _all_text(child))
            elif tag == f"{MC}AlternateContent":
                self._alternate(child)
            elif isinstance(tag, str) and tag.endswith("}oMath"):
                self._write("".join(one.text or "" for one in child.iter() if str(one.tag).endswith("}t")), PLAIN_RUN)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(f"{W}rPr")
        look = run_look(properties).over(self.reader.styles.look(value(properties, "rStyle"))).over(self.look)
        if look.size and run.find(f"{W}t") is not None:
            self.sizes.append(look.size)
        for child in run:
            self._piece(child, look)

    def _piece(self, child: etree._Element, look: Look) -> None:
        tag = child.tag
        if tag == f"{W}t":
            self._write(child.text or "", look)
        elif tag in _BREAKS:
            self._write(_BREAKS[tag], look)
        elif tag == f"{W}br":
            self._break(child, look)
        elif tag == f"{W}sym":
            self._write(_symbol(child.get(f"{W}char", "")), look)
        elif tag == f"{W}fldChar":
            self._field(child.get(f"{W}fldCharType", ""))
        elif tag == f"{W}instrText" and self.reader.fields:
            self.reader.fields[-1].code += child.text or ""
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            self._drawing(child)
        elif tag in _NOTES:
            self._note(_NOTES[tag], child.get(f"{W}id", ""))
        elif tag == f"{MC}AlternateContent":
            self._alternate(child, look)

    def _alternate(self, element: etree._Element, look: Look | None = None) -> None:
        """Word writes new drawings twice, for new and old readers; only the first kind that is there counts."""
        chosen = next((one for one in element if one.tag == f"{MC}Choice"), None)
        if chosen is None:
            chosen = next((one for one in element if one.tag == f"{MC}Fallback"), None)
        if chosen is None:
            return
        if look is None:
            self.walk(chosen)
            return
        for child in chosen:
            self._piece(child, look)

    def _write(self, text: str, look: Look) -> None:
        fields = self.reader.fields
        if not text or any(not field.in_result for field in fields):
            return
        if look.hidden:
            self.reader.aside("hidden", text)
            return
        link = self._link or next((field.link for field in reversed(fields) if field.link), "")
        self.runs.append(Run(text=clean(text), bold=bool(look.bold), italic=bool(look.italic), link=link))

    def _break(self, child: etree._Element, look: Look) -> None:
        if child.get(f"{W}type") == "page":
            self.new_page = True
        elif child.get(f"{W}type") != "column":
            self._write("\n", look)

    def _field(self, what: str) -> None:
        fields = self.reader.fields
        if what == "begin":
            fields.append(_Field())
        elif what == "separate" and fields:
            fields[-1].in_result = True
        elif what == "end" and fields:
            fields.pop()

    def _drawing(self, element: etree._Element) -> None:
        boxes = list(_boxes(element))
        for box in boxes:
            self.after.extend(self.reader.elsewhere(box, "text box"))
        found = self.reader.pictures.of(element)
        self.images.extend(found)
        if not boxes and not found:
            self.reader.aside("object", _what_drawing(element))

    def _note(self, kind: Origin, key: str) -> None:
        note = self.reader.notes[kind].pop(key, None)
        if note is not None:
            self.after.extend(self.reader.elsewhere(note, kind))


PLAIN_RUN = Look()


def joined(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs of one look made one: Word splits them at every spelling mark."""
    out: list[Run] = []
    for run in runs:
        if out and replace(out[-1], text="") == replace(run, text=""):
            out[-1] = replace(run, text=out[-1].text + run.text)
        elif run.text:
            out.append(run)
    return tuple(out)


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those wrapped in content controls or tracked insertions."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _THROUGH or child.tag == f"{W}sdt":
            yield from _inside(child, name)


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes of a drawing; those inside them are read with them. Old twins are left out."""
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            chosen = child.find(f"{MC}Choice")
            fallback = child.find(f"{MC}Fallback")
            for one in (chosen if chosen is not None else fallback,):
                if one is not None:
                    yield from _boxes(one)
        else:
            yield from _boxes(child)


def _by_id(parts: list[etree._Element], name: str) -> dict[str, etree._Element]:
    """The notes of a file by id; the separators that Word keeps among them left out."""
    return {
        one.get(f"{W}id", ""): one
        for part in parts
        for one in part.iter(f"{W}{name}")
        if one.get(f"{W}type", "normal") == "normal"
    }


def _mark_is_deleted(properties: etree._Element | None) -> bool:
    """Whether the end of this paragraph was deleted with track changes, so that the next one continues it."""
    mark = properties.find(f"{W}rPr") if properties is not None else None
    return mark is not None and mark.find(f"{W}del") is not None


def _symbol(code: str) -> str:
    """A character set from a symbol font; those fonts' own places hold ticks and bullets."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return BULLET if 0xE000 <= number <= 0xF8FF or number > 0xFFFF else chr(number)


def _what_drawing(element: etree._Element) -> str:
    uri = next((one.get("uri", "") for one in element.iter(f"{A}graphicData")), "")
    names = {"chart": "A chart drawn by Word", "diagram": "A diagram (SmartArt)"}
    if element.tag == f"{W}object":
        return "An embedded object"
    return names.get(uri.rpartition("/")[2], "A drawing without words")


def _all_text(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t", f"{W}delText"))


def _furniture(package: WordPackage) -> Iterator[Aside]:
    """Page headers, footers and comments: read so that they can be said, never printed as part of the plan."""
    kinds: tuple[Literal["page header", "page footer"], ...] = ("page header", "page footer")
    for kind in kinds:
        for part in package.related(kind.removeprefix("page ")):
            text = "\n".join(filter(str.strip, (_all_text(one) for one in part.iter(f"{W}p"))))
            if text.strip():
                yield Aside(kind=kind, text=clean(text))
    for part in package.related("comments"):
        for comment in part.iter(f"{W}comment"):
            text = " ".join(filter(None, (_all_text(one) for one in comment.iter(f"{W}p"))))
            if text.strip():
                yield Aside(kind="comment", text=clean(text))
