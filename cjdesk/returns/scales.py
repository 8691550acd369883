"""What headings, unit columns and titles say of a figure's unit and scale, set against the unit of its line.

Equal units may be written in many ways; another unit, or a scale like "£000", makes a figure that is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from cjdesk.domain.text import plain, unify
from cjdesk.domain.values import Figure, Flag, Unit

_NAMES: dict[str, Unit] = {
    **dict.fromkeys(("%", "per cent", "percent", "percentage", "percentages", "proportion", "proportions"), "percent"),
    **dict.fromkeys(("pct", "% share", "rate %", "% rate", "percentage rate"), "percent"),
    **dict.fromkeys(("number", "numbers", "no", "nos", "#", "n", "count", "counts", "people", "persons"), "count"),
    **dict.fromkeys(("cases", "individuals", "number of people", "number of cases"), "count"),
    **dict.fromkeys(("hours", "hrs", "hour", "number of hours"), "hours"),
    **dict.fromkeys(("£", "money", "pounds", "gbp", "£s"), "money"),
    **dict.fromkeys(("rate", "rates"), "rate"),
    **dict.fromkeys(("score", "scores", "points"), "score"),
}
_PER = re.compile(r"\bper (?:1[ ,]?0|10[ ,]?0|100[ ,]?0)?(?:[\d, ]*\d{3}|thousand|million|head)\b", re.IGNORECASE)
_SCALE = re.compile(
    r"(?:£|\$|€) ?(?:['’]?0{3}|[km]\b|million|thousand|bn\b)"
    r"|(?<![\d,.])['’]?0{3}['’]?s\b|(?<![\d,.])['’]0{3}\b|\(0{3}\)|\bx ?1,?000\b"
    r"|\b(?:in|of) (?:thousands|millions|hundreds)\b|^\(?(?:thousands?|millions?)\)?$|\((?:thousands|millions)\)",
    re.IGNORECASE,
)
_ALL_FIGURES = re.compile(
    r"\b(?:figures?|numbers?|values?|amounts?|data|table)\b.{0,30}?\b(?:are|is|shown|given|as|in|expressed|:)\b(.+)",
    re.IGNORECASE,
)
_ASKED: dict[Unit, str] = {
    "count": "a number",
    "percent": "a percentage",
    "rate": "a rate",
    "hours": "a number of hours",
    "money": "an amount of money",
    "score": "a score",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What words say of figures: a unit, the scale of it ("£000"), and per how many a rate is."""

    words: str
    unit: Unit = ""
    scale: str = ""
    per: str = ""


@lru_cache(maxsize=8192)
def said_by_unit(words: str) -> Said | None:
    """What the words of a unit column, or of a heading that is nothing but a unit, say."""
    text = unify(words).casefold().strip(" .:()[]")
    per, scale = _PER.search(text), _SCALE.search(unify(words))
    if per or scale:
        return Said(words, "rate" if per else "", scale[0] if scale else "", _digits(per[0]) if per else "")
    name, _, sign = (part.strip() for part in text.partition("("))
    unit = _NAMES.get(text) or _NAMES.get(plain(text)) or _NAMES.get(name)
    if sign and _NAMES.get(sign) != unit:
        return None  # "Number (%)" says both
    return Said(words, unit) if unit else None


@lru_cache(maxsize=8192)
def said_by_heading(words: str) -> Said | None:
    """What a column heading says: by itself ("%"), or beside a period ("Q1 (%)", "Q1 (000s)", "Q1 rate per 1,000")."""
    found = said_by_unit(words) if _is_short(words) else None
    names = {_NAMES[word] for word in re.findall(r"%|[^\W\d_]+", words.casefold()) if word in _NAMES}
    if found or len(names) > 1:
        return found
    bracketed = re.search(r"\(([^()]*)\)\s*$", words)
    if bracketed and (inner := said_by_unit(bracketed[1])):
        return replace(inner, words=words)
    first, _, rest = words.partition(" ")
    signs = {first, rest.rpartition(" ")[2]} & {"%", "%age", "percent", "percentage"}
    return Said(words, "percent") if signs and _is_short(words) else None


@lru_cache(maxsize=1024)
def said_by_title(words: str) -> Said | None:
    """What a title or note says of all figures ("All figures in thousands"); other titles say nothing of units."""
    found = _ALL_FIGURES.search(unify(words))
    if found is None:
        return said_by_unit(words) if _SCALE.search(words) and _is_short(words) else None
    rest = re.sub(r"^(?: ?(?:are|is|shown|given|as|in|expressed|:|all))*\b ?", "", found[1].casefold()).strip(" .()")
    said = said_by_unit(rest) or (said_by_unit(found[0]) if _SCALE.search(found[0]) or _PER.search(found[0]) else None)
    return replace(said, words=words) if said else None


def _is_short(words: str) -> bool:
    return len(words) <= 40


def _digits(words: str) -> str:
    number = re.sub(r"\D", "", words.replace("thousand", "1000").replace("million", "1000000"))
    return number or "1"


def contradiction(said: Iterable[Said | None], asked: Unit, line: str) -> Said | None:
    """The first of what was said that does not fit a line counted in ``asked`` with the words ``line``, if any."""
    return next((one for one in said if one and not _fits(one, asked, line)), None)


def _fits(said: Said, asked: Unit, line: str) -> bool:
    per = _PER.search(unify(line))
    if said.per and per:
        return said.per == _digits(per[0])
    if said.scale and asked != "percent" and plain(said.scale) not in plain(line):
        return False
    if said.per and "rate" in plain(line).split():
        return True
    if not said.unit or asked in ("", "text"):
        return not said.per
    return said.unit == asked or (asked == "hours" and said.unit == "count")


def asked_for_unit(figure: Figure, said: Said, asked: Unit) -> Figure:
    """The figure without its number: whether it is what the line counts, a person must say."""
    stands = f"'{' '.join(figure.words.split())}' stands under or beside '{unify(said.words)}'"
    if said.scale:
        say = f"{stands}: is it the number itself, or so many thousands or millions?"
    else:
        say = f"{stands}, and {_ASKED.get(asked, 'something else')} is asked for."
    flag = Flag(code="C03", say=say, suggest="Ask the sender, or type the figure.")
    return Figure(words=figure.words, state="unclear", flags=(flag,))


def has_own_sign(figure: Figure, asked: Unit) -> bool:
    """Whether a percentage carries its own sign: then a heading like "Number" says nothing against it."""
    return asked == "percent" and ("%" in figure.words or "per cent" in figure.words.casefold())
