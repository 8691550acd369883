"""The .docx as a zip of parts with their relationships."""

from __future__ import annotations

import io
import zipfile
from typing import Final
from xml.sax.saxutils import quoteattr

from cjdesk.documents.writers.word.xml import DECLARATION

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip can hold: no clock gets into the file."""


class Package:
    """Collects parts; names each relationship once."""

    def __init__(self) -> None:
        self._parts: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._links: dict[tuple[str, str, bool], str] = {}
        self._pictures: dict[bytes, str] = {}

    def add(self, name: str, kind: str, text: str) -> str:
        """Add a part of the document and return its relationship's id."""
        self._parts[name] = text.encode("utf-8")
        self._types[name] = f"{_WORD_TYPE}.{kind}+xml"
        return self._relate(kind, name.removeprefix("word/"))

    def picture(self, data: bytes) -> str:
        """Add a picture, once however often it is shown, and return its relationship's id."""
        if data not in self._pictures:
            ending = "png" if data.startswith(b"\x89PNG") else "jpeg"
            name = f"media/image{len(self._pictures) + 1}.{ending}"
            self._parts[f"word/{name}"] = data
            self._pictures[data] = self._relate("image", name)
        return self._pictures[data]

    def address(self, address: str) -> str:
        """The id of a link to an address outside."""
        return self._relate("hyperlink", address, outside=True)

    def finish(self, document: str, core: str, app: str) -> bytes:
        """The whole file."""
        parts: dict[str, bytes] = {
            "[Content_Types].xml": self._content_types().encode("utf-8"),
            "_rels/.rels": _root_relationships().encode("utf-8"),
            "word/document.xml": document.encode("utf-8"),
            "word/_rels/document.xml.rels": self._relationships().encode("utf-8"),
            **self._parts,
            "docProps/core.xml": core.encode("utf-8"),
            "docProps/app.xml": app.encode("utf-8"),
        }
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in parts.items():
                entry = zipfile.ZipInfo(name, _BEGINNING)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, data)
        return file.getvalue()

    def _relate(self, kind: str, target: str, *, outside: bool = False) -> str:
        key = (kind, target, outside)
        return self._links.setdefault(key, f"rId{len(self._links) + 1}")

    def _relationships(self) -> str:
        lines = []
        for (kind, target, outside), name in self._links.items():
            mode = ' TargetMode="External"' if outside else ""
            lines.append(f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}{mode}/>')
        return _relationships(lines)

    def _content_types(self) -> str:
        kinds = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
        kinds |= {"png": "image/png", "jpeg": "image/jpeg"}
        names = {
            "word/document.xml": f"{_WORD_TYPE}.document.main+xml",
            **self._types,
            "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
            "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        }
        defaults = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in kinds.items())
        overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in names.items())
        return f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _root_relationships() -> str:
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    return _relationships(
        [
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>',
            f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/>',
            f'<Relationship Id="rId3" Type="{_OFFICE}/extended-properties" Target="docProps/app.xml"/>',
        ]
    )


def _relationships(lines: list[str]) -> str:
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'
