"""Paragraphs broken into lines.

Text breaks at spaces. A word wider than its column breaks after a slash, full stop or the like if one is near,
otherwise between two characters, so that an address of 300 characters never leaves its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from cjdesk.documents.layout.fonts import Face, Family, Piece, family
from cjdesk.documents.layout.structure import Node
from cjdesk.documents.layout.style import ACCENT, TextStyle
from cjdesk.documents.model import Run

_TOKENS: Final = re.compile(r"\n|[^\S\n\u00a0\u2007\u202f]+|[\S\u00a0\u2007\u202f]+")
_GOOD_BREAKS: Final = frozenset("/-._@?&=,;:)\u00a0")
_LOOK_BACK: Final = 12


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece is drawn beside its face. ``element`` is its own node: a link, or text struck out."""

    size: float
    colour: str
    underlined: bool = False
    struck: bool = False
    element: Node | None = None


class Span(NamedTuple):
    """Neighbouring characters of one face and look on one line; ``width`` in points."""

    face: Face
    look: Look
    text: str
    width: float
    actual: str | None


class Line(NamedTuple):
    """One line. ``width`` leaves out the space at its end, which is drawn so that extracted words do not glue."""

    spans: tuple[Span, ...]
    width: float


class _Word(NamedTuple):
    """What stays together on a line: pieces with their looks, and the space after them."""

    parts: tuple[tuple[Piece, Look], ...]
    width: float
    space: tuple[Piece, Look] | None
    ends_line: bool


def element_of(run: Run) -> Node | None:
    """The element a run needs beside its paragraph's."""
    if run.link:
        return Node("Link", address=run.link, alt=run.text)
    if run.struck:
        return Node("Span", attributes="/O /Layout /TextDecorationType /LineThrough")
    return None


def lines_of(runs: Iterable[Run], style: TextStyle, width: float) -> list[Line]:
    """Break runs into lines of ``width`` points at most. No text gives no lines."""
    breaker = _Breaker(width)
    for word in _words(runs, style):
        breaker.add(word)
    return breaker.finish()


def plain_lines(text: str, style: TextStyle, width: float) -> list[Line]:
    """The same for text in one look."""
    return lines_of((Run(text=text),), style, width)


def spans_of(text: str, style: TextStyle) -> tuple[Span, ...]:
    """A short text on one line, however wide."""
    lines = plain_lines(text.replace("\n", " "), style, float("inf"))
    return lines[0].spans if lines else ()


def span_width(spans: Iterable[Span]) -> float:
    """Points from the start of the first span to the end of the last."""
    return sum(span.width for span in spans)


def widest_word(text: str, style: TextStyle) -> float:
    """The width of the widest word of a text, in points."""
    face = family(style.bold, style.italic)
    return max((face.width(word) for word in text.split()), default=0.0) * style.size


def _words(runs: Iterable[Run], style: TextStyle) -> Iterator[_Word]:
    """Cut runs into words; a word may go on from one run into the next."""
    parts: list[tuple[Piece, Look]] = []
    for run in runs:
        face = family(style.bold or run.bold, style.italic or run.italic)
        colour = ACCENT if run.link else style.colour
        look = Look(style.size, colour, bool(run.link), run.struck, element_of(run))
        for token in _TOKENS.findall(run.text):
            if token == "\n":
                yield _word(parts, (_space(face, 1), look), ends_line=True)
                parts = []
            elif token.isspace() and "\u00a0" not in token:
                yield _word(parts, (_space(face, len(token)), look))
                parts = []
            else:
                parts.extend((piece, look) for piece in face.pieces(token))
    if parts:
        yield _word(parts, None)


def _space(face: Family, count: int) -> Piece:
    return Piece(face.text, " " * count, face.text.widths[32] / 1000 * count)


def _word(parts: Sequence[tuple[Piece, Look]], space: tuple[Piece, Look] | None, *, ends_line: bool = False) -> _Word:
    return _Word(tuple(parts), sum(piece.width * look.size for piece, look in parts), space, ends_line)


class _Breaker:
    """Fills lines word by word; the width of a space counts only if a word follows it."""

    def __init__(self, width: float) -> None:
        self._limit = width + 0.01
        self._lines: list[Line] = []
        self._parts: list[tuple[Piece, Look]] = []
        self._width = 0.0
        self._pending = 0.0

    def add(self, word: _Word) -> None:
        if self._width + self._pending + word.width > self._limit:
            self._overflow(word)
        else:
            self._width += self._pending + word.width
            self._parts.extend(word.parts)
        self._pending = 0.0
        if word.space:
            self._parts.append(word.space)
            self._pending = word.space[0].width * word.space[1].size
        if word.ends_line:
            self._close()

    def finish(self) -> list[Line]:
        if self._parts:
            self._close()
        return self._lines

    def _overflow(self, word: _Word) -> None:
        """Begin a new line, and cut the word if even that cannot hold it."""
        if self._parts:
            self._close()
        if word.width <= self._limit:
            self._parts.extend(word.parts)
            self._width = word.width
            return
        for chunk in self._chunks(word):
            if self._parts:
                self._close()
            self._parts.extend(chunk)
            self._width = sum(piece.width * look.size for piece, look in chunk)

    def _chunks(self, word: _Word) -> Iterator[list[tuple[Piece, Look]]]:
        """Cut a word into stretches that fit, at least one character each."""
        chars = [(char, look) for piece, look in word.parts for char in _characters(piece)]
        start = 0
        while start < len(chars):
            end, width = start, 0.0
            while end < len(chars) and (end == start or width + _width(chars[end]) <= self._limit):
                width += _width(chars[end])
                end += 1
            if end < len(chars):
                end = _good_break(chars, start, end)
            yield chars[start:end]
            start = end

    def _close(self) -> None:
        self._lines.append(Line(_merged(self._parts), self._width))
        self._parts = []
        self._width = self._pending = 0.0


def _characters(piece: Piece) -> Iterator[Piece]:
    if piece.actual is not None:
        yield piece
        return
    for char in piece.text:
        yield Piece(piece.face, char, piece.face.widths[ord(char)] / 1000)


def _width(part: tuple[Piece, Look]) -> float:
    return part[0].width * part[1].size


def _good_break(chars: Sequence[tuple[Piece, Look]], start: int, end: int) -> int:
    """Move a cut back to just after a slash or the like, if one is near."""
    for place in range(end, max(start + 1, end - _LOOK_BACK), -1):
        if chars[place - 1][0].text in _GOOD_BREAKS:
            return place
    return end


def _merged(parts: Sequence[tuple[Piece, Look]]) -> tuple[Span, ...]:
    """Join neighbours of one face and look, so that a plain line is a single stretch of text."""
    spans: list[Span] = []
    texts: list[str] = []
    width = 0.0
    for index, (piece, look) in enumerate(parts):
        texts.append(piece.text)
        width += piece.width * look.size
        following = parts[index + 1] if index + 1 < len(parts) else None
        if following and _same(piece, look, *following):
            continue
        spans.append(Span(piece.face, look, "".join(texts), width, piece.actual))
        texts, width = [], 0.0
    return tuple(spans)


def _same(piece: Piece, look: Look, other: Piece, other_look: Look) -> bool:
    """Whether two pieces can be drawn as one stretch of text."""
    return piece.actual is None and other.actual is None and piece.face is other.face and look is other_look
