"""Lists as real Word lists that print exactly the labels of the document.

Where the labels of a level run on ("i)", "ii)", "iii)") Word counts them itself, so that a person can go on writing.
Labels that follow no such rule are each a list of their own with the label as its bullet: still a list for those who
hear it, and still the same words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from cjdesk.documents.model import BulletList, ListItem
from cjdesk.documents.writers.word.xml import DECLARATION, NAMESPACES, twips

_DEEPEST: Final = 9
_LABEL: Final = re.compile(r"(?P<before>[^%]*?)(?P<count>[0-9]{1,4}|[ivxlc]+|[IVXLC]+|[a-z]|[A-Z])(?P<after>[^\w%]*)")
_ROMAN: Final = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_FORMATS: Final = ("decimal", "lowerRoman", "upperRoman", "lowerLetter", "upperLetter")
_LETTERS_FIRST: Final = ("lowerLetter", "upperLetter", "lowerRoman", "upperRoman")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is labelled: ``kind`` is Word's number format, ``text`` its pattern with one %n."""

    kind: str
    text: str
    start: int = 1


@dataclass(frozen=True, slots=True)
class _Shape:
    """A list definition: its levels with their places, and the step of indentation in points."""

    levels: tuple[tuple[int, Level, float], ...]
    step: float


class Lists:
    """All lists of one document; hands out the numbers by which paragraphs refer to them."""

    def __init__(self) -> None:
        self._shapes: dict[_Shape, int] = {}
        self._instances: list[tuple[int, tuple[tuple[int, int], ...]]] = []
        self._bullets: dict[_Shape, int] = {}

    def place(self, block: BulletList, step: float, widths: Sequence[float]) -> list[tuple[int, int]]:
        """For each item its list number and level (from 0). ``widths`` are the labels' widths in points."""
        depths = [min(max(item.depth, 1), _DEEPEST) - 1 for item in block.items]
        hangs = {
            depth: max(step, *(w + 4 for w, d in zip(widths, depths, strict=True) if d == depth))
            for depth in set(depths)
        }
        levels = {depth: level_of(block.items, depths, depth) for depth in set(depths)}
        counted = tuple((depth, level, hangs[depth]) for depth, level in sorted(levels.items()) if level)
        whole = self._instance(_Shape(counted, step)) if counted else 0
        placed = []
        for item, depth in zip(block.items, depths, strict=True):
            if levels[depth]:
                placed.append((whole, depth))
            else:
                single = Level("bullet", item.label) if item.label else Level("none", "")
                placed.append((self._instance(_Shape(((depth, single, hangs[depth]),), step)), depth))
        return placed

    def part(self) -> str:
        """The numbering part."""
        shapes = "".join(_abstract(number, shape) for shape, number in self._shapes.items())
        instances = []
        for number, (shape, starts) in enumerate(self._instances, start=1):
            again = "".join(
                f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
                for depth, start in starts
            )
            instances.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{shape}"/>{again}</w:num>')
        return f"{DECLARATION}<w:numbering {NAMESPACES}>{shapes}{''.join(instances)}</w:numbering>"

    def _instance(self, shape: _Shape) -> int:
        """A list that counts gets a number of its own, so that it begins anew; bullets of one shape share theirs."""
        counts = tuple((depth, level.start) for depth, level, _hang in shape.levels if level.kind in _FORMATS)
        if not counts and shape in self._bullets:
            return self._bullets[shape]
        abstract = self._shapes.setdefault(shape, len(self._shapes))
        self._instances.append((abstract, counts))
        if not counts:
            self._bullets[shape] = len(self._instances)
        return len(self._instances)


def level_of(items: Sequence[ListItem], depths: Sequence[int], depth: int) -> Level | None:
    """The rule by which Word would print the very labels of a level, if there is one."""
    labels = [item.label for item, at in zip(items, depths, strict=True) if at == depth]
    if len(set(labels)) == 1 and not _LABEL.fullmatch(labels[0]):
        return Level("bullet", labels[0]) if labels[0] else None
    found = _LABEL.fullmatch(labels[0])
    if not found:
        return None
    # A lone letter other than i is a letter: "c)" is the third of its kind, not the hundredth.
    lone = len(found["count"]) == 1 and found["count"] not in "iI"
    kinds: Sequence[str] = _LETTERS_FIRST if lone and found["count"].isalpha() else _FORMATS
    for kind in kinds:
        start = _count(found["count"], kind)
        if start is None:
            continue
        level = Level(kind, f"{found['before']}%{depth + 1}{found['after']}", start)
        if printed_labels(level, depths, depth) == labels:
            return level
    return None


def printed_labels(level: Level, depths: Sequence[int], depth: int) -> list[str]:
    """What Word prints at a level; it begins anew after every item of a higher level."""
    labels = []
    count = level.start
    for at in depths:
        if at < depth:
            count = level.start
        elif at == depth:
            labels.append(level.text.replace(f"%{depth + 1}", number_text(count, level.kind)))
            count += 1
    return labels


def number_text(count: int, kind: str) -> str:
    """A number in one of Word's formats; letters go on as aa, bb after z."""
    if kind == "decimal":
        return str(count)
    text = _letters(count) if kind.endswith("Letter") else _roman(count)
    return text.upper() if kind.startswith("upper") else text


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text


def _count(text: str, kind: str) -> int | None:
    """The number a label's count stands for in a format, or nothing if it is not of that format."""
    if kind == "decimal":
        return int(text) if text.isdigit() and str(int(text)) == text else None
    if text.isdigit() or text.isupper() != kind.startswith("upper"):
        return None
    if kind.endswith("Letter"):
        return ord(text.lower()) - ord("a") + 1 if len(text) == 1 else None
    return next((count for count in range(1, 400) if _roman(count) == text.lower()), None)


def _abstract(number: int, shape: _Shape) -> str:
    levels = []
    for depth, level, hang in shape.levels:
        left = twips(depth * shape.step + hang)
        levels.append(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{level.start}"/><w:numFmt w:val="{level.kind}"/>'
            f'<w:lvlText w:val={quoteattr(level.text)}/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="{twips(hang)}"/></w:pPr></w:lvl>'
        )
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )
