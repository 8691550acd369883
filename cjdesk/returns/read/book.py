"""A workbook of the .xlsx and .xlsm kind: its parts, its sheets, and what lies beside the cells.

Macros, links to other workbooks and formulas are counted and named; none of them is ever run, followed or worked out.
"""

from __future__ import annotations

import posixpath
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cjdesk.errors import UserProblem
from cjdesk.returns.read.grid import Budget, Grid, place_of_address
from cjdesk.returns.read.refusal import Refusal, damaged, unsafe
from cjdesk.returns.read.sheetxml import SharedTexts, SheetReader, unescaped
from cjdesk.returns.read.sniff import open_part
from cjdesk.returns.read.styles import looks_of
from cjdesk.untrusted import parse_xml, read_part

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_SHEETS = 500
_FIRST_DAY = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_VISIBILITY = {"hidden": "hidden", "veryHidden": "very hidden"}
_THREAD = "[Threaded comment]"


class Links(dict[str, tuple[str, str]]):
    """The relations of a part: id -> (last word of the relation's type, the part it leads to)."""

    def of_type(self, kind: str) -> list[str]:
        """The parts of one type of relation, in the order of the file."""
        return [target for found, target in self.values() if found == kind]


class Book:
    """An opened package that is known to be a workbook."""

    def __init__(self, package: zipfile.ZipFile, kind: str) -> None:
        self._package = package
        self._kind = kind
        self._names = {part.filename.casefold(): part.filename for part in package.infolist()}
        self._budget = Budget()

    def read(self) -> dict[str, Any]:
        """The whole workbook as the worker's answer."""
        main = next(iter(self._links("").of_type("officeDocument")), "xl/workbook.xml")
        workbook = self._xml(main)
        if workbook is None:
            raise damaged(self._kind)
        links = self._links(main)
        looks = looks_of(self._first_xml(links, "styles"), self._first_xml(links, "theme"))
        properties = workbook.find("{*}workbookPr")
        mac_days = properties is not None and properties.get("date1904") in ("1", "true")
        texts = self._texts(links)
        grids = []
        for name, visibility, part in self._sheets(workbook, links):
            grid = Grid(name, self._budget, visibility)
            reader = SheetReader(grid, texts, looks, _FIRST_DAY[mac_days])
            with self._open(part) as stream:
                reader.read(stream)
            self._take_comments(grid, self._links(part))
            grids.append(grid.wire())
        return {
            "kind": self._kind,
            "sheets": grids,
            "looks": [[look.number_format, look.fill] for look in looks],
            "facts": self._facts(workbook, links),
        }

    # --- parts

    def _open(self, name: str) -> Any:
        stored = self._names.get(name.casefold())
        if stored is None:
            raise damaged(self._kind)
        return open_part(self._package, stored)

    def _xml(self, name: str) -> _Element | None:
        """A small part as a tree; None where there is no such part."""
        stored = self._names.get(name.casefold())
        if stored is None:
            return None
        try:
            return parse_xml(read_part(self._package, stored))
        except UserProblem as problem:
            raise _refusal(problem, self._kind) from problem

    def _first_xml(self, links: Links, kind: str) -> _Element | None:
        parts = links.of_type(kind)
        return self._xml(parts[0]) if parts else None

    def _links(self, part: str) -> Links:
        folder, name = posixpath.split(part)
        tree = self._xml(posixpath.join(folder, "_rels", name + ".rels"))
        links = Links()
        for one in tree.iterfind("{*}Relationship") if tree is not None else ():
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            links[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], target)
        return links

    # --- sheets

    def _texts(self, links: Links) -> list[str]:
        parts = [part for part in links.of_type("sharedStrings") if part.casefold() in self._names]
        if not parts:
            return []
        with self._open(parts[0]) as stream:
            return SharedTexts(self._budget).read(stream)

    def _sheets(self, workbook: _Element, links: Links) -> list[tuple[str, str, str]]:
        """Name, visibility and part of every sheet of cells, in the order of the tabs."""
        found = []
        for one in workbook.iterfind("{*}sheets/{*}sheet"):
            ids = [value for key, value in one.attrib.items() if str(key).rpartition("}")[2] == "id"]
            kind, part = links.get(str(ids[0]) if ids else "", ("", ""))
            if kind == "worksheet":
                visibility = _VISIBILITY.get(one.get("state", ""), "visible")
                found.append((unescaped(one.get("name", "")), visibility, part))
        if len(found) > _MOST_SHEETS:
            raise unsafe(f"it has {len(found):,} sheets.", self._kind)
        return found

    def _take_comments(self, grid: Grid, links: Links) -> None:
        tree = self._first_xml(links, "comments")
        for one in tree.iterfind("{*}commentList/{*}comment") if tree is not None else ():
            text = "".join(piece.text or "" for piece in one.iterfind("{*}text//{*}t"))
            words = _words_of(unescaped(text))
            if words:
                place = place_of_address(one.get("ref", ""))
                self._budget.take(0, len(words))
                grid.comments[place] = words
        held = set(grid.at)
        for place in grid.comments:
            if place not in held:
                grid.add(place, "t", None)
        grid.check()

    # --- what lies beside the cells

    def _facts(self, workbook: _Element, links: Links) -> dict[str, Any]:
        kinds = [kind for kind, _ in links.values()]
        macros = "vbaProject" in kinds or "xlMacrosheet" in kinds or "xlIntlMacrosheet" in kinds
        return {
            "macros": macros,
            "links": kinds.count("externalLink"),
            "connections": "connections" in kinds,
            "names": self._names_of_ours(workbook),
            "properties": self._properties(),
        }

    def _names_of_ours(self, workbook: _Element) -> dict[str, str]:
        """Defined names of our own template; their values are texts in quotes."""
        found = {}
        for one in workbook.iterfind("{*}definedNames/{*}definedName"):
            name, text = one.get("name", "").casefold(), (one.text or "").strip()
            if name.startswith("cjdesk_"):
                quoted = len(text) > 1 and text[0] == text[-1] == '"'
                found[name] = text[1:-1].replace('""', '"') if quoted else text
        return found

    def _properties(self) -> dict[str, str]:
        """Custom document properties of our own template."""
        parts = self._links("").of_type("custom-properties") or self._links("").of_type("customProperties")
        tree = self._xml(parts[0]) if parts else None
        found = {}
        for one in tree.iterfind("{*}property") if tree is not None else ():
            name = one.get("name", "").casefold()
            if name.startswith("cjdesk"):
                found[name] = "".join(str(piece) for piece in one.itertext()).strip()
        return found


def _words_of(comment: str) -> str:
    """What the person wrote; Excel puts a notice to older versions in front of a threaded comment."""
    if comment.startswith(_THREAD):
        return comment.partition("Comment:")[2].strip() or comment.strip()
    return comment.strip()


def _refusal(problem: UserProblem, kind: str) -> Refusal:
    if problem.code == "doctype":
        return unsafe("it contains a definition (DOCTYPE) that could unfold without end.", kind)
    return damaged(kind)
