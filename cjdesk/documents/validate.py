"""What keeps a document from being printed accessibly, with the place of each finding.

Errors stop an export; warnings are told. The rules are those of WCAG 2.2 AA and PDF/UA-1 that a writer cannot meet by
itself: somebody has to supply the missing words.
"""

from __future__ import annotations

import io
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from PIL import Image

from cjdesk.documents.cleaning import cleaned
from cjdesk.documents.layout.fonts import is_printable
from cjdesk.documents.model import Document, Heading, Picture, Table
from cjdesk.documents.places import placed_blocks, quoted, runs, texts
from cjdesk.errors import UserProblem

_SCHEMES: Final = ("http", "https", "mailto")
_FORMATS: Final = ("PNG", "JPEG")
_LARGEST_PICTURE: Final = 60_000_000
"""Dots. A4 at 600 dots per inch has 35 million."""
_MOST_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. ``code`` is stable, ``what`` a sentence, ``where`` the place in words."""

    code: str
    what: str
    where: str
    severity: Literal["error", "warning"] = "error"


def findings(document: Document) -> list[Finding]:
    """Everything wrong with a document, in reading order, errors and warnings."""
    document = cleaned(document)
    found = list(_titles(document))
    found.extend(_structure(document))
    found.extend(_links(document))
    found.extend(_characters(document))
    found.extend(_directions(document))
    return found


def printable(document: Document) -> Document:
    """The document cleaned for printing; raises `UserProblem` naming the first places if an error was found."""
    document = cleaned(document)
    errors = [*_titles(document), *_structure(document), *_links(document)]
    if errors:
        shown = " ".join(f"{error.what} ({error.where})." for error in errors[:_MOST_SHOWN])
        more = f" And {len(errors) - _MOST_SHOWN} more." if len(errors) > _MOST_SHOWN else ""
        raise UserProblem(
            f"The document cannot be exported yet: {shown}{more}",
            "Nothing was written.",
            "Mend these places and export again.",
            code="document",
        )
    return document


def uncovered(document: Document) -> list[tuple[str, str]]:
    """Characters that no font of ours holds, each with its place; they print as a replacement mark."""
    document = cleaned(document)
    found: dict[tuple[str, str], None] = {}
    for text, place in texts(document):
        if not text.isascii():
            found.update({(char, place): None for char in text if not is_printable(char)})
    return list(found)


def _titles(document: Document) -> Iterator[Finding]:
    if not document.title.strip():
        yield Finding("no-title", "The document has no title", "its properties")
    if not document.sections:
        yield Finding("no-section", "The document is empty", "no section")


def _structure(document: Document) -> Iterator[Finding]:
    level = 0
    for block, place in placed_blocks(document):
        if isinstance(block, Heading):
            yield from _heading(block, level, place)
            level = block.level
        elif isinstance(block, Table):
            yield from _table(block, place)
        elif isinstance(block, Picture):
            yield from _picture(block, place)


def _heading(block: Heading, above: int, place: str) -> Iterator[Finding]:
    if not block.text.strip():
        yield Finding("empty-heading", "A heading has no words", place)
    if not 1 <= block.level <= 6:
        yield Finding("heading-level", f"A heading has level {block.level}; there are levels 1 to 6", place)
    elif block.level > above + 1:
        before = f"a heading of level {above}" if above else "the beginning"
        yield Finding("heading-gap", f"A heading of level {block.level} follows {before}", place)


def _table(block: Table, place: str) -> Iterator[Finding]:
    if not block.columns:
        yield Finding("no-column", "A table has no columns", place)
    for number, column in enumerate(block.columns, start=1):
        if not column.heading.strip():
            yield Finding("table-heading", f"Column {number} has no heading", place)
    for number, row in enumerate(block.rows, start=1):
        if len(row) != len(block.columns):
            cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
            what = f"A row has {cells} where the table has {len(block.columns)} columns"
            yield Finding("row-length", what, f"row {number} of {place}")


def _picture(block: Picture, place: str) -> Iterator[Finding]:
    if not block.decorative and not block.alt.strip():
        yield Finding("no-alt", "A picture has no alternative text", place)
    if not block.width_mm > 0:
        yield Finding("picture-width", "A picture has no width", place)
    if reason := _unreadable(block.data):
        yield Finding("picture", f"A picture {reason}", place)


def _unreadable(data: bytes) -> str:
    """Why a picture cannot be printed, or nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is ours
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > _LARGEST_PICTURE:
                    return "is too large"
                image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "is no PNG or JPEG that can be read"
    return ""


def _links(document: Document) -> Iterator[Finding]:
    for run, place in runs(document):
        if run.link and not _allowed(run.link):
            yield Finding("link", f"The address {quoted(run.link)} is no web or e-mail address", place)
        elif run.link and not run.text.strip():
            yield Finding("link-text", f"The link to {quoted(run.link)} has no words", place)


def _allowed(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and bool(parts.netloc or (parts.scheme == "mailto" and parts.path))


def _characters(document: Document) -> Iterator[Finding]:
    for char, place in uncovered(document):
        name = unicodedata.name(char, "a character without a name").lower()
        what = f"The character U+{ord(char):04X} ({name}) cannot be printed in the PDF and shows as a question mark"
        yield Finding("uncovered", what, place, "warning")


def _directions(document: Document) -> Iterator[Finding]:
    """The PDF sets letters from left to right in the order typed, unjoined: wrong for Hebrew, Arabic and Urdu."""
    told: set[str] = set()
    for text, place in texts(document):
        if place in told or text.isascii():
            continue
        if any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
            told.add(place)
            what = "Writing from right to left shows wrongly in the PDF; the Word file shows it rightly"
            yield Finding("right-to-left", what, place, "warning")
