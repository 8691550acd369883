"""Marks of personal data in free text: what may identify someone, found by closed rules.

A mark is a reason to look, never a verdict. The rules err towards marking: a person in print is the worst day of the
job. Sources of the shapes: CHI numbers (NHS Scotland: date of birth, sequence, modulus 11 check digit), National
Insurance numbers (HMRC manual NIM39110), postcodes (Royal Mail PAF layout), telephone numbers (Ofcom numbering plan:
ten or eleven digits from 0, or +44).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

MarkKind = Literal[
    "name", "telephone", "e-mail", "postcode", "CHI number", "National Insurance number", "date of birth"
]


class Found(NamedTuple):
    """A stretch of a text, ``start`` to ``end`` in characters, and what kind of personal data it may be."""

    start: int
    end: int
    kind: MarkKind


_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_DIGIT = re.compile(r"\d")
_TELEPHONE = re.compile(r"(?<![\w.,£])(?:\+44[\s-]?\(?0?\)?|0044[\s-]?|\(?0)\d(?:[\s()-]{0,2}\d){7,9}(?![\w%]|[.,]\d)")
_POSTCODE = re.compile(
    r"\b(?:[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[ABD-HJLNP-UW-Z]{2}|[a-z]{1,2}\d[a-z\d]?\s\d[abd-hjlnp-uw-z]{2})\b"
)
_CHI = re.compile(r"(?<![\d.,])(\d{6})[ -]?(\d{4})(?![\d%]|[.,]\d)")
_CHI_CUE = re.compile(r"\bCHI\b[^\d]{0,20}$", re.IGNORECASE)
_NI = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\.?,?\s+\d{{4}}"
    r"|\d{4}-\d{2}-\d{2})"
)
_BORN = re.compile(
    rf"\b(?:born(?:\s+on)?|d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|birthday|birth\s?date)\b[\s:.,(is-]{{0,8}}({_DATE})",
    re.IGNORECASE,
)
_DATE_BEHIND_NAME = re.compile(rf"\s?[(,]\s?({_DATE})", re.IGNORECASE)

# A capital word as names have it: "Ross", "O'Neill", "MacLeod", "Smith-Jones"; or an initial.
_NAME_WORD = r"(?:[A-ZÀ-Þ][a-zà-ÿ]+(?:['’-]?[A-ZÀ-Þ]?[a-zà-ÿ]+)*|O['’][A-Z][a-z]+|[A-ZÀ-Þ]\.?(?![A-Za-z]))"
_FULL_NAME = rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{0,2}}"
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|PC|Sgt|Rev|Cllr|Councillor|Sheriff)\b\.?\s({_FULL_NAME})")
_CUED = re.compile(
    r"\b(?:(?i:client|patient|service\suser|prisoner|participant|individual|mother|father|mum|dad|brother|sister|son"
    rf"|daughter|wife|husband|girlfriend|boyfriend|named|called|nicknamed|initials))[\s:,]{{1,2}}({_FULL_NAME})"
)
_INITIAL_SURNAME = re.compile(r"(?<![\w.&])[A-Z]\.\s?[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?\b")

# Capital words that follow a title or cue in this field without being a person's name.
_NOT_NAMES = frozenset(
    [
        "court",
        "courts",
        "clerk",
        "principal",
        "officer",
        "officers",
        "service",
        "services",
        "support",
        "justice",
        "community",
        "police",
        "scotland",
        "complex",
        "needs",
        "group",
        "panel",
        "team",
        "project",
        "programme",
        "voluntary",
        "throughcare",
        "housing",
        "health",
        "social",
        "work",
        "the",
        "a",
        "an",
        "and",
        "in",
        "on",
        "at",
        "for",
        "of",
        "from",
        "to",
        "no",
        "not",
        "who",
        "was",
        "were",
        "is",
        "are",
        "has",
        "had",
        "q1",
        "q2",
        "q3",
        "q4",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "scottish",
        "national",
        "council",
        "perth",
        "kinross",
        "dundee",
        "tayside",
    ]
)


def personal_marks(text: str, names: Iterable[str] = ()) -> list[Found]:
    """Every mark in ``text``, in order, none overlapping. ``names`` are people the partnership knows by name.

    A known name is found whole, in any case of letters, and turned round ("Ross, Ann"). Other names are found by a
    title before them, a word that announces a person, or an initial with a surname.
    """
    if not text or text.isspace():
        return []
    found = [*_numbers(text), *_known_names(text, names), *_likely_names(text)]
    found += _dates_behind(text, [one for one in found if one.kind == "name"])
    return _without_overlaps(found)


def _numbers(text: str) -> Iterator[Found]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Found(*match.span(), "e-mail")
    if not _DIGIT.search(text):
        return
    for match in _NI.finditer(text):
        yield Found(*match.span(), "National Insurance number")
    for match in _POSTCODE.finditer(text):
        yield Found(*match.span(), "postcode")
    for match in _CHI.finditer(text):
        if _is_chi(match[1] + match[2]) or _CHI_CUE.search(text[: match.start()]):
            yield Found(*match.span(), "CHI number")
    for match in _TELEPHONE.finditer(text):
        if 10 <= sum(letter.isdigit() for letter in match[0]) <= 14:
            yield Found(*match.span(), "telephone")
    for match in _BORN.finditer(text):
        yield Found(*match.span(1), "date of birth")


def _is_chi(digits: str) -> bool:
    """Ten digits that begin with a possible date of birth and end with the right check digit."""
    day, month = int(digits[:2]), int(digits[2:4])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def _known_names(text: str, names: Iterable[str]) -> Iterator[Found]:
    for name in names:
        pattern = _name_pattern(name)
        for match in pattern.finditer(text) if pattern else ():
            yield Found(*match.span(), "name")


@lru_cache(maxsize=1024)
def _name_pattern(name: str) -> re.Pattern[str] | None:
    words = name.split()
    if not words:
        return None
    whole = r"\s+".join(map(re.escape, words))
    if len(words) == 1:  # a single word may be an ordinary one in small letters
        return re.compile(rf"(?<!\w){whole}(?!\w)")
    turned = rf"{re.escape(words[-1])},\s*{re.escape(words[0])}"
    return re.compile(rf"(?<!\w)(?:{whole}|{turned})(?!\w)", re.IGNORECASE)


def _likely_names(text: str) -> Iterator[Found]:
    for pattern in (_TITLED, _CUED):
        for match in pattern.finditer(text):
            words = match[1].split()
            heading = pattern is _CUED and match[0][0].isupper() and len(words) == 1  # "Prisoner Release", a title
            told = heading or (pattern is _CUED and _is_body(words))
            if words[0].casefold().strip(".") not in _NOT_NAMES and not told:
                yield Found(*match.span(1), "name")
    for match in _INITIAL_SURNAME.finditer(text):
        yield Found(*match.span(), "name")


def _is_body(words: list[str]) -> bool:
    """A following word of the field's vocabulary makes the capitals a body's name ("Victim Support")."""
    return any(word.casefold() in _NOT_NAMES for word in words)


def _dates_behind(text: str, names: list[Found]) -> Iterator[Found]:
    """A full date right behind a name, as in "Ann Ross (12/03/1987)", is taken for a date of birth."""
    for name in names:
        match = _DATE_BEHIND_NAME.match(text, name.end)
        if match:
            yield Found(*match.span(1), "date of birth")


def _without_overlaps(found: list[Found]) -> list[Found]:
    """In order of place; of two that overlap the longer stays, of two equally long the first rule's."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda mark: mark.start - mark.end):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept)
