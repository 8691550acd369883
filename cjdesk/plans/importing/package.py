"""The parts of a Word file: what the file is, its main part, what that part refers to. Nothing outside is followed."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from cjdesk.errors import UserProblem
from cjdesk.untrusted import (
    LIMITS,
    UNTOUCHED,
    ZipLimits,
    damaged,
    ole_has_stream,
    ole_is_encrypted,
    open_zip,
    parse_xml,
    read_part,
    sniff,
)

WORD_LIMITS = ZipLimits(parts=LIMITS.parts * 2, total=LIMITS.total)  # a plan full of pictures has a part for each
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# The "Strict" kind of Word file differs in these addresses only; read as the ordinary ones.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
_SAVE_AS = "Open it in Word, save it as a Word document (.docx) and bring that in."


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What an ``r:id`` of the main part means. ``kind`` is the last word of its type ("image", "hyperlink")."""

    kind: str
    target: str
    external: bool


class WordPackage:
    """An opened Word file. Use with ``with``; raises `UserProblem` for all that is not a readable one."""

    def __init__(self, path: Path) -> None:
        _refuse_by_bytes(path)
        self._zip = open_zip(path, WORD_LIMITS)
        try:
            self._names = set(self._zip.namelist())
            self.main_name = self._find_main()
            self.main = self._parse(self.main_name)
            if self.main.tag != f"{W}document" or self.main.find(f"{W}body") is None:
                raise damaged()
            self.relations = self._relations(self.main_name)
        except UserProblem:
            self.close()
            raise

    def __enter__(self) -> WordPackage:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._zip.close()

    @property
    def has_macros(self) -> bool:
        """Whether the file carries a macro project (never opened)."""
        return any(posixpath.basename(name).lower() == "vbaproject.bin" for name in self._names)

    def related(self, kind: str) -> list[etree._Element]:
        """The XML parts of one kind ("styles", "footnotes", "header") that the main part refers to, in file order."""
        targets = {one.target for one in self.relations.values() if one.kind == kind and not one.external}
        return [self._parse(name) for name in sorted(targets) if name in self._names]

    def core_title(self) -> str:
        """The title in the file's properties, or nothing."""
        if "docProps/core.xml" not in self._names:
            return ""
        found = self._parse("docProps/core.xml").find("{http://purl.org/dc/elements/1.1/}title")
        return (found.text or "").strip() if found is not None else ""

    def picture(self, relation_id: str) -> bytes | None:
        """The bytes of an embedded picture; None where the file only points elsewhere or at nothing."""
        relation = self.relations.get(relation_id)
        if relation is None or relation.external or relation.target not in self._names:
            return None
        return read_part(self._zip, relation.target)

    def _find_main(self) -> str:
        if "[Content_Types].xml" not in self._names:
            raise _other_zip(self._zip, self._names)
        for relation in self._relations("").values():
            if relation.kind == "officeDocument" and not relation.external:
                if relation.target.startswith("xl/"):
                    raise not_word("This is an Excel workbook, not a Word document.", code="excel")
                if relation.target in self._names and not relation.target.startswith("ppt/"):
                    return relation.target
        raise not_word("This file does not hold a Word document.")

    def _parse(self, name: str) -> etree._Element:
        data = read_part(self._zip, name)
        for strict, ordinary in _STRICT:
            data = data.replace(strict, ordinary)
        return parse_xml(data)

    def _relations(self, owner: str) -> dict[str, Relation]:
        folder, base = posixpath.split(owner)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self._names:
            return {}
        found: dict[str, Relation] = {}
        for one in self._parse(name).iter("{*}Relationship"):
            external = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = one.get("Type", "").rpartition("/")[2]
            found[one.get("Id", "")] = Relation(kind=kind, target=target, external=external)
        return found


def _refuse_by_bytes(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(512)
    kind = sniff(head)
    if kind == "ole":
        raise _old_or_locked(path)
    if kind != "zip":
        raise _WRONG_KIND[kind]()


def _old_or_locked(path: Path) -> UserProblem:
    if ole_is_encrypted(path):
        return UserProblem(
            "This file is protected with a password.",
            UNTOUCHED,
            "Open it in Word, take the password off (File, Info, Protect Document) and bring in that copy.",
            code="password",
        )
    if ole_has_stream(path, "WordDocument"):
        return not_word("This is a Word file of the old kind (.doc), whatever its name says.", code="old-word")
    return not_word("This is an Office file of an old kind, but not a Word document.", code="old-office")


def _other_zip(package: zipfile.ZipFile, names: set[str]) -> UserProblem:
    if "mimetype" in names and b"opendocument.text" in read_part(package, "mimetype"):
        return not_word("This is an OpenDocument text (.odt), not a Word document.", code="odt")
    return not_word("This is a packed folder (zip), not a Word document.")


def not_word(what: str, code: str = "not-word") -> UserProblem:
    """The refusal of a file of another kind."""
    return UserProblem(what, UNTOUCHED, _SAVE_AS, code=code)


_WRONG_KIND = {
    "empty": lambda: UserProblem(
        "This file is empty.", "Nothing was brought in.", "Ask for it to be sent again.", code="empty"
    ),
    "pdf": lambda: not_word("This is a PDF, not a Word document.", code="pdf"),
    "rtf": lambda: not_word("This is a Rich Text file (.rtf), not a Word document.", code="rtf"),
    "html": lambda: not_word("This is a web page, not a Word document.", code="html"),
    "xml": lambda: not_word("This is a plain XML file, not a Word document."),
    "other": lambda: not_word("This is not a Word document."),
}
