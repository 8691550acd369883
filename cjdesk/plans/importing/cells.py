"""The lines of a cell as printed, and the fields of an action that are read from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from cjdesk.domain.plan import Moscow
from cjdesk.domain.text import clean, plain
from cjdesk.plans.importing.body import Block, Cell, Paragraph, Table
from cjdesk.plans.importing.model import TrayKind
from cjdesk.plans.importing.wordnumbers import BULLET

_PART_LABEL = re.compile(r"^\(?(?P<label>[ivx]{1,5}|[a-h]|\d{1,2})\)\s*(?=\S)")
_TYPED_BULLET = re.compile(r"^[•▪◦●‣·\-–]\s+(?=\S)")
_MOSCOW = r"(?P<letter>[MSCW])(?:ust|hould|ould|on'?t)?(?: have)?"
_NUMBER = re.compile(
    r"^(?P<number>[A-Z]{0,4}\.?\s?\d{1,3}(?:\.\d{1,3})*[a-z]?)[.):]?"
    rf"(?:\s*[(\[]\s*{_MOSCOW}\s*[)\]]|\s+(?:[-–]\s*)?(?P<bare>[MSCW])$)?",
    re.IGNORECASE,
)
_TYPED_NUMBER = re.compile(
    r"^(?:\d{1,3}(?:\.\d{1,3})+[.):]?|\d{1,3}[.):])(?:\s*[(\[]\s*[MSCW]\s*[)\]])?\s+(?=\S)", re.IGNORECASE
)
_LETTER = re.compile(r"^[(\[]?\s*(?P<letter>[MSCW])\b\s*[)\]]?|^(?P<word>must|should|could|won'?t)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line: ``label`` is its number or bullet, typed or set by Word; ``level`` its depth in a list."""

    text: str
    label: str = ""
    level: int = 0

    @property
    def is_bullet(self) -> bool:
        return self.label == BULLET

    @property
    def printed(self) -> str:
        """As it reads on paper."""
        return f"{self.label} {self.text}" if self.label else self.text


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """The worded lines of the running text, those broken by hand too; what `asides_of` gives is left out."""
    for block in blocks:
        if isinstance(block, Paragraph) and block.origin == "body":
            yield from paragraph_lines(block)


def asides_of(cell: Cell) -> Iterator[tuple[TrayKind, str, str]]:
    """What a cell holds beside its lines: kind, words and picture of tables, notes, text boxes and pictures."""
    for block in cell.blocks:
        if isinstance(block, Table):
            yield "table", "\n".join(_all((block,))), ""
            continue
        if block.origin != "body":
            yield "note", block.text, ""
        for image in block.images:
            yield "picture", image.alt or image.why, image.sha256


def paragraph_lines(paragraph: Paragraph) -> Iterator[Line]:
    """The worded lines of one paragraph."""
    label = paragraph.label
    for text in clean(paragraph.text).split("\n"):
        words = text.strip()
        typed = _TYPED_BULLET.match(words)
        if typed and not label:
            yield Line(text=words[typed.end() :], label=BULLET, level=max(paragraph.list_level, 1))
        elif words or (label and label != BULLET):
            yield Line(text=words, label=label, level=paragraph.list_level)
        label = ""


def part_of(line: Line) -> tuple[str, str]:
    """The label of a part without brackets ("ii") and its text; an empty label where the line has none."""
    typed = _PART_LABEL.match(line.text)
    if typed:
        return typed["label"], line.text[typed.end() :].strip()
    if line.label and not line.is_bullet:
        return line.label.strip("().: "), line.text
    return "", line.text


def number_of(words: str) -> tuple[str, Moscow | None, str]:
    """A printed number, its MoSCoW letter and what follows: "1.1 (M)" is ("1.1", "M", "").

    Words that do not begin with a number are ("", None, words).
    """
    found = _NUMBER.match(words.strip())
    if not found:
        return "", None, words.strip()
    letter = found["letter"] or found["bare"]
    rest = words.strip()[found.end() :].strip()
    return found["number"], cast(Moscow, letter.upper()) if letter else None, rest


def typed_number(words: str) -> tuple[str, Moscow | None, str]:
    """The number that stands before an action's words ("1.1 (M) Open a hub", "3. Staff it"), as `number_of`."""
    found = _TYPED_NUMBER.match(words)
    if not found:
        return "", None, words
    number, letter, _ = number_of(found.group())
    return number, letter, words[found.end() :]


def moscow_of(words: str) -> Moscow | None:
    """The letter of a MoSCoW cell: "M", "(S)", "Must have"."""
    found = _LETTER.match(words.strip())
    if not found:
        return None
    return cast(Moscow, (found["letter"] or found["word"])[0].upper())


def joined_text(lines: Iterable[Line]) -> str:
    """Lines as one text: bullets and numbers stay before their lines."""
    return "\n".join(line.printed for line in lines)


def grouped(lines: list[Line], labelled_elsewhere: frozenset[tuple[str, str]]) -> list[str]:
    """Lines as items: i), ii), iii) stay with the line they belong to.

    A line whose label was forgotten stays with them too where the same words stand labelled under the same stem
    elsewhere in the plan (``labelled_elsewhere``: plain stem and plain part).
    """
    items: list[list[Line]] = []
    for line in lines:
        stem = plain(items[-1][0].text) if items else ""
        label, text = part_of(line)
        belongs = bool(items) and (
            (bool(label) and (label not in ("i", "a", "1") or items[-1][0].text.endswith(":")))
            or (line.is_bullet and items[-1][0].text.endswith(":") and not items[-1][0].is_bullet)
            or (len(items[-1]) > 1 and (stem, plain(text)) in labelled_elsewhere)
        )
        if belongs:
            items[-1].append(line)
        else:
            items.append([line])
    return ["\n".join(_without_bullet(item[0], *item[1:])) for item in items]


def labelled_parts(lines: list[Line]) -> Iterator[tuple[str, str]]:
    """Each labelled part with its stem, both plain."""
    stem = ""
    for line in lines:
        label, text = part_of(line)
        if label and stem:
            yield stem, plain(text)
        elif not label:
            stem = plain(line.text)


def all_text(cell: Cell) -> str:
    """Everything in a cell as printed, tables inside it too: their cells parted by bars."""
    return "\n".join(_all(cell.blocks))


def _all(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (line.printed for line in paragraph_lines(block))
        else:
            for row in block.rows:
                yield " | ".join(text for cell in row.cells if (text := " ".join(_all(cell.blocks))))


def _without_bullet(first: Line, *more: Line) -> Iterator[str]:
    yield first.text if first.is_bullet else first.printed
    yield from (line.printed for line in more)
