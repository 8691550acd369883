"""Word's automatic numbering: the label that Word prints before a paragraph and that stands nowhere in its text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from lxml import etree

from cjdesk.plans.importing.package import W
from cjdesk.plans.importing.wordstyles import Styles, value, whole

BULLET = "•"
_LONGEST = 999  # beyond it letters and Roman numbers are no longer readable, and a hostile start would fill pages
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """One depth of a list: how its number is written ("lowerRoman"), with what around it ("%1)"), from which on."""

    kind: str = "decimal"
    pattern: str = ""
    start: int = 1


class Numbers:
    """Counts through a file's lists. `label` must be asked once for each numbered paragraph, in reading order."""

    def __init__(self, parts: list[etree._Element], styles: Styles) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._count: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarted: set[tuple[str, int]] = set()
        self._restarts: set[tuple[str, int]] = set()
        linked: dict[str, str] = {}
        for part in parts:
            for one in part.iter(f"{W}abstractNum"):
                key = one.get(f"{W}abstractNumId", "")
                self._abstract[key] = _levels(one)
                linked[key] = value(one, "numStyleLink")
            for one in part.iter(f"{W}num"):
                self._read_list(one)
        for key, style in linked.items():
            behind = self._lists.get(styles.look(style).number or "") if style else None
            if behind:
                self._abstract[key] = self._abstract.get(behind[0], {})

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph of a list at a depth counted from 0; empty for an unknown list."""
        if number not in self._lists:
            return ""
        key, changed = self._lists[number]
        levels = {**self._abstract.get(key, {}), **changed}
        here = levels.get(level, _Level(pattern=f"%{level + 1}."))
        counts = self._count[key]
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if here.kind == "bullet":
            return BULLET
        if (number, level) in self._restarts and (number, level) not in self._restarted:
            self._restarted.add((number, level))
            counts.pop(level, None)
        counts[level] = counts.get(level, here.start - 1) + 1
        return _filled(here, levels, counts)

    def _read_list(self, one: etree._Element) -> None:
        number, changed = one.get(f"{W}numId", ""), {}
        key = value(one, "abstractNumId")
        for override in one.findall(f"{W}lvlOverride"):
            level = whole(override.get(f"{W}ilvl", "")) or 0
            start = whole(value(override, "startOverride"))
            new = override.find(f"{W}lvl")
            if new is not None:
                changed[level] = _level(new)
            if start is not None:
                base = changed.get(level, self._abstract.get(key, {}).get(level, _Level(pattern=f"%{level + 1}.")))
                changed[level] = replace(base, start=start)
                self._restarts.add((number, level))
        self._lists[number] = (key, changed)


def _levels(parent: etree._Element) -> dict[int, _Level]:
    return {whole(one.get(f"{W}ilvl", "")) or 0: _level(one) for one in parent.findall(f"{W}lvl")}


def _level(one: etree._Element) -> _Level:
    start = whole(value(one, "start"))
    return _Level(
        kind=value(one, "numFmt") or "decimal", pattern=value(one, "lvlText"), start=1 if start is None else start
    )


def _filled(here: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    def one(found: re.Match[str]) -> str:
        level = int(found.group(1)) - 1
        shape = levels.get(level, _Level())
        return _written(counts.get(level, shape.start), shape.kind)

    return _PLACE.sub(one, here.pattern).strip()


def _written(number: int, kind: str) -> str:
    if kind == "none":
        return ""
    if number > _LONGEST:
        return str(number)
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.upper() if kind == "upperRoman" else roman
    return f"{number:02}" if kind == "decimalZero" else str(number)


def _roman(number: int) -> str:
    words = ""
    for size, letters in _ROMAN:
        while number >= size:
            words, number = words + letters, number - size
    return words
