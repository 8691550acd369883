"""The pictures of a Word file, checked and kept as PNG or JPEG; those that cannot be kept say why."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator

from lxml import etree
from PIL import Image as Pillow

from cjdesk.domain.text import clean
from cjdesk.plans.importing.body import Image
from cjdesk.plans.importing.package import R, WordPackage

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - Word's own prefix
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

_MOST_PIXELS = 60_000_000
_ELSEWHERE = "The file only points to this picture; it is kept somewhere else and was not fetched."
_UNREADABLE = "This picture is of a kind that cannot be shown here (a drawing of Windows, or damaged)."


class Pictures:
    """Collects pictures by their SHA-256, each once."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._seen: dict[str, Image] = {}
        self.kept: dict[str, bytes] = {}

    def of(self, drawing: etree._Element) -> list[Image]:
        """The pictures of one drawing, with its text alternative."""
        alt = _alternative(drawing)
        found = dict.fromkeys(_ids(drawing))
        return [self._one(relation, alt) for relation in found]

    def _one(self, relation: str, alt: str) -> Image:
        if relation not in self._seen:
            self._seen[relation] = self._read(relation)
        seen = self._seen[relation]
        return Image(sha256=seen.sha256, why=seen.why, alt=alt)

    def _read(self, relation: str) -> Image:
        data = self._package.picture(relation)
        if data is None:
            return Image(why=_ELSEWHERE)
        kept = _as_png_or_jpeg(data)
        if kept is None:
            return Image(why=_UNREADABLE)
        key = hashlib.sha256(kept).hexdigest()
        self.kept[key] = kept
        return Image(sha256=key)


def _ids(drawing: etree._Element) -> Iterator[str]:
    for blip in drawing.iter(f"{A}blip"):
        yield blip.get(f"{R}embed") or blip.get(f"{R}link") or ""
    for old in drawing.iter(f"{V}imagedata"):
        yield old.get(f"{R}id", "")


def _alternative(drawing: etree._Element) -> str:
    for one in drawing.iter(f"{WP}docPr"):
        return clean(one.get("descr") or "").strip()
    for one in drawing.iter(f"{V}shape"):
        return clean(one.get("alt") or "").strip()
    return ""


def _as_png_or_jpeg(data: bytes) -> bytes | None:
    """The picture's bytes where they are PNG or JPEG, those of a PNG made from another raster kind, else None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow only warns of a picture that would fill the memory
            with Pillow.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    return None
                if picture.format in ("PNG", "JPEG"):
                    picture.verify()
                    return data
                out = io.BytesIO()
                picture.convert("RGBA").save(out, "PNG")
                return out.getvalue()
    except (OSError, ValueError, SyntaxError, EOFError, Warning, Pillow.DecompressionBombError):
        return None
