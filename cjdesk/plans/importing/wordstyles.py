"""Word's styles, resolved: what a paragraph or run looks like once all styles below it have spoken."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from cjdesk.plans.importing.package import W

_LONGEST_CHAIN = 20  # styles based on styles; a damaged file may make a ring of them
_HEADING_NAME = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_NO_HEADING = 9  # Word's outline level for body text


class Look(NamedTuple):
    """What a style, a paragraph or a run says of itself; None: it says nothing and the one below decides.

    ``outline`` counts from 1, 0 means body text; ``number`` names a list of Word's, "0" takes a list away.
    """

    name: str | None = None
    outline: int | None = None
    number: str | None = None
    level: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    size: int | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """This look laid over another one."""
        return Look._make(under if mine is None else mine for mine, under in zip(self, below, strict=True))


PLAIN = Look()


class Styles:
    """The styles of one file, by their ids."""

    def __init__(self, parts: list[etree._Element]) -> None:
        self._own: dict[str, tuple[Look, str]] = {}
        self._done: dict[str, Look] = {}
        self.default = ""
        for style in (one for part in parts for one in part.iter(f"{W}style")):
            key = style.get(f"{W}styleId", "")
            self._own[key] = (_style_look(style), value(style, "basedOn"))
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self.default = key

    def look(self, key: str) -> Look:
        """A style's look with everything it is based on; plain for one that the file does not define."""
        if key not in self._done:
            look, below = PLAIN, key
            for _ in range(_LONGEST_CHAIN):
                if below not in self._own:
                    break
                own, below = self._own[below]
                look = look.over(own)
            self._done[key] = look
        return self._done[key]


def paragraph_look(properties: etree._Element | None) -> Look:
    """What a paragraph's own properties say of its heading level and list."""
    if properties is None:
        return PLAIN
    outline = value(properties, "outlineLvl")
    listed = properties.find(f"{W}numPr")
    return Look(
        outline=(int(outline) + 1) % (_NO_HEADING + 1) if outline.isdecimal() else None,
        number=value(listed, "numId") or None if listed is not None else None,
        level=whole(value(listed, "ilvl")) if listed is not None else None,
    )


def run_look(properties: etree._Element | None) -> Look:
    """What a run's own properties say of its type."""
    if properties is None:
        return PLAIN
    return Look(
        bold=_switch(properties, "b"),
        italic=_switch(properties, "i"),
        size=whole(value(properties, "sz")),
        hidden=_switch(properties, "vanish"),
    )


def value(parent: etree._Element | None, name: str) -> str:
    """The ``w:val`` of a child, or nothing."""
    child = parent.find(f"{W}{name}") if parent is not None else None
    return child.get(f"{W}val", "") if child is not None else ""


def whole(words: str) -> int | None:
    """A whole number as Word writes it, or None where there is none."""
    return int(words) if words.isdecimal() and len(words) < 10 else None


def _style_look(style: etree._Element) -> Look:
    name = value(style, "name")
    heading = _HEADING_NAME.match(name)
    own = run_look(style.find(f"{W}rPr")).over(paragraph_look(style.find(f"{W}pPr")))
    return own.over(Look(name=name, outline=int(heading.group(1)) if heading else None))


def _switch(properties: etree._Element, name: str) -> bool | None:
    child = properties.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val", "1") not in ("0", "false", "none")
