"""The faces a document is printed in, and which characters they hold.

Liberation Sans (the widths of Arial) sets the text; DejaVu Sans steps in for arrows, ticks, shapes and alphabets that
it lacks. What neither holds is shown by a replacement mark and carries its real text beside it.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources

REPLACEMENT: Final = "\ufffd"
_CACHE_LIMIT: Final = 40_000
_FILES: Final = {
    (False, False): ("LiberationSans-Regular", "DejaVuSans"),
    (True, False): ("LiberationSans-Bold", "DejaVuSans-Bold"),
    (False, True): ("LiberationSans-Italic", "DejaVuSans-Oblique"),
    (True, True): ("LiberationSans-BoldItalic", "DejaVuSans-BoldOblique"),
}


class Face(NamedTuple):
    """A loaded font: its registered name and the width of each character, in thousandths of its size."""

    name: str
    widths: dict[int, float]
    has: frozenset[int]


class Piece(NamedTuple):
    """Characters of one face. ``width`` is for size 1; ``actual`` is the real text where ``text`` only stands in."""

    face: Face
    text: str
    width: float
    actual: str | None = None


@cache
def _face(name: str) -> Face:
    """Load and register a font once per process."""
    with resources.on_disk(f"fonts/{name}.ttf") as path:
        font = TTFont(f"CJDesk-{name}", str(path), asciiReadable=name.startswith("Liberation"))
    pdfmetrics.registerFont(font)
    # Glyphs outside the basic plane would be extracted as other characters (ReportLab writes a wrong ToUnicode).
    held = frozenset(code for code in font.face.charToGlyph if code <= 0xFFFF)
    return Face(font.fontName, dict(font.face.charWidths), held)


class Family:
    """One weight and slope: text face and fallback, with the words measured so far."""

    def __init__(self, bold: bool, italic: bool) -> None:
        self._names = _FILES[bold, italic]
        self.text = _face(self._names[0])
        self._words: dict[str, tuple[Piece, ...]] = {}

    def pieces(self, word: str) -> tuple[Piece, ...]:
        """A word without spaces as measured pieces, each of one face."""
        found = self._words.get(word)
        if found is None:
            if len(self._words) > _CACHE_LIMIT:
                self._words.clear()
            found = self._words[word] = self._measure(word)
        return found

    def width(self, text: str) -> float:
        """The width of a text at size 1."""
        return sum(piece.width for piece in self.pieces(text))

    def _measure(self, word: str) -> tuple[Piece, ...]:
        widths = self.text.widths
        if all(ord(char) in self.text.has for char in word):
            return (Piece(self.text, word, sum(widths[ord(char)] for char in word) / 1000),)
        pieces: list[Piece] = []
        for char in word:
            piece = self._char(char)
            last = pieces[-1] if pieces else None
            if last and last.face is piece.face and last.actual is None and piece.actual is None:
                pieces[-1] = Piece(last.face, last.text + piece.text, last.width + piece.width)
            else:
                pieces.append(piece)
        return tuple(pieces)

    def _char(self, char: str) -> Piece:
        code = ord(char)
        if code in self.text.has:
            return Piece(self.text, char, self.text.widths[code] / 1000)
        fallback = _face(self._names[1])
        if code in fallback.has:
            return Piece(fallback, char, fallback.widths[code] / 1000)
        if is_invisible(char):
            return Piece(self.text, "", 0.0, char)
        return Piece(fallback, REPLACEMENT, fallback.widths[ord(REPLACEMENT)] / 1000, char)


@cache
def family(bold: bool, italic: bool) -> Family:
    """The family of a weight and slope."""
    return Family(bold, italic)


def is_invisible(char: str) -> bool:
    """Whether a character is an instruction (joiners, marks of direction) that prints nothing by itself."""
    return unicodedata.category(char) == "Cf" or 0xFE00 <= ord(char) <= 0xFE0F


def is_printable(char: str) -> bool:
    """Whether some face holds the character, or it prints nothing by its nature."""
    if char in "\n\t " or is_invisible(char):
        return True
    regular = family(False, False)
    return ord(char) in regular.text.has or ord(char) in _face("DejaVuSans").has
