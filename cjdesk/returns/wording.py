"""The wording of lines, made comparable, and the differences that no likeness may bridge.

A score of likeness cannot tell "(males)" from "(females)" or "commenced" from "completed": one letter or one word
changes the meaning. So wordings that differ in a number, a negation, an order or one of the opposed words below are
never taken for each other, however like they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from cjdesk.domain.text import words_of

_FOOTNOTE = re.compile(r"(?:\s*(?:[¹²³⁰⁴-⁹†‡]+|\[\w{1,2}\]|\*+|\((?:\d|note \d)\)))+\s*$")
_PART_LABEL = re.compile(r"^\(?\s*([ivx]{1,4}|[a-h])\s*[).:]\s*(?=\S)", re.IGNORECASE)
_LINE_NUMBER = re.compile(r"^(?:[A-Z]{0,4}\d{1,3}(?:\.\d{1,3})*|\d{1,2})[.):]?\s+(?=[A-Za-z%(])")
_NUMBER_OF = re.compile(r"\b(?:no|nos|num|nr)\.? (?=of\b)|# (?=of\b)", re.IGNORECASE)

OPPOSED: tuple[tuple[frozenset[str], ...], ...] = tuple(
    tuple(frozenset(side.split()) for side in group.split("|"))
    for group in (
        "male males man men boy boys|female females woman women girl girls",
        "commenced started begun new opened|completed finished ended closed|imposed|breached|ongoing open",
        "successfully successful|unsuccessfully unsuccessful failed",
        "accepted accepting accept|declined declining refused refusing|offered",
        "increase increased more|decrease decreased reduction fewer less",
        "admissions admission admitted|liberations liberation liberated release released",
        "target targets baseline forecast planned trajectory previous|actual",
        "short|long|medium",
        "under below|over above",
        "adult adults|child children young youth youths",
        "first|second|third|fourth",
        "remand remanded|sentenced convicted",
        "arrest arrested|charged|prosecuted",
        "undertaking|supporting delivering",
        "referrals referral referred|assessments assessment assessed",
        "number count|percent proportion rate share|average mean median",
        "perth|dundee|angus|fife|stirling",
        "local|national",
        "alcohol|drug drugs",
        "aware|accepting|plan",
    )
)
_SIDE_OF: dict[str, list[tuple[int, int]]] = {}
for _group, _opposites in enumerate(OPPOSED):
    for _side, _words in enumerate(_opposites):
        for _word in _words:
            _SIDE_OF.setdefault(_word, []).append((_group, _side))

_NEGATIONS = frozenset({"no", "not", "non", "without", "never", "neither", "nor", "none", "excluding", "except"})
_LITTLE_WORDS = (
    "number percent proportion rate count total of the a an and or in on at to for from by with that who were was is "
    "are be been have has had being people individuals persons person cases which where this their"
)
GENERIC = frozenset(_LITTLE_WORDS.split())
"""Words that most lines share and that therefore tell nothing about which line is meant."""


@lru_cache(maxsize=32768)
def words_key(text: str) -> tuple[str, ...]:
    """The words of a line for comparing: as `words_of`, footnote marks gone, per cent and "No. of" spelt one way."""
    text = _FOOTNOTE.sub("", text)
    text = _NUMBER_OF.sub("number ", text.replace("%", " percent "))
    text = re.sub(r"(?i)\bper cent\b|\bpercentage\b|\bpct\b", "percent", text)
    return tuple(words_of(text))


@lru_cache(maxsize=32768)
def key(text: str) -> str:
    """`words_key` as one string."""
    return " ".join(words_key(text))


def split_label(text: str) -> tuple[str, str]:
    """The label of a part and what follows: "ii) cases" gives ("ii", "cases"); without label ("", text)."""
    found = _PART_LABEL.match(text)
    return (found[1].casefold(), text[found.end() :]) if found else ("", text)


def without_line_number(text: str) -> str:
    """The words behind a printed line number ("3.2 Number of", "PI4: Number of"); the text itself where it has none."""
    return _LINE_NUMBER.sub("", text, count=1)


@lru_cache(maxsize=32768)
def content(text_key: str) -> frozenset[str]:
    """The words of a key that tell lines apart."""
    return frozenset(text_key.split()) - GENERIC


@lru_cache(maxsize=8192)
def _sides(word: str) -> tuple[tuple[int, int], ...]:
    """The opposed groups a word stands in, misspelt ones included ("comenced" stands with "commenced")."""
    if word in _SIDE_OF:
        return tuple(_SIDE_OF[word])
    if len(word) < 6:
        return ()
    near = [known for known in _SIDE_OF if len(known) >= 6 and known[0] == word[0] and fuzz.ratio(word, known) >= 85]
    best = max(near, key=lambda known: fuzz.ratio(word, known), default="")
    return tuple(_SIDE_OF.get(best, ()))


@lru_cache(maxsize=8192)
def _stand(text_key: str) -> frozenset[tuple[int, int]]:
    return frozenset(side for word in text_key.split() for side in _sides(word))


@lru_cache(maxsize=8192)
def _numbers(text_key: str) -> frozenset[str]:
    return frozenset(found for word in text_key.split() for found in re.findall(r"\d+", word))


@lru_cache(maxsize=8192)
def _negations(text_key: str) -> int:
    words = text_key.split()
    return sum(word in _NEGATIONS or word.startswith("unsuccess") for word in words)


def difference(one: str, other: str) -> str:
    """Why two keys cannot mean the same however like they are, as a phrase; empty where nothing forbids it."""
    if _numbers(one) != _numbers(other):
        return "the numbers in them differ"
    if _negations(one) != _negations(other):
        return "one of them says not"
    if _opposed(one, other):
        return "they differ in a word that changes the meaning"
    if _turned_round(one.split(), other.split()):
        return "the same words stand in another order"
    return ""


def _opposed(one: str, other: str) -> bool:
    here, there = _stand(one), _stand(other)
    groups = {group for group, _side in here ^ there}
    return any(
        {side for g, side in here if g == group} != {side for g, side in there if g == group}
        and any(g == group for g, _side in here)
        and any(g == group for g, _side in there)
        for group in groups
    ) or _one_sided(here ^ there)


_DECIDING = frozenset(
    group
    for group, sides in enumerate(OPPOSED)
    if {"male", "commenced", "successful", "target"} & frozenset().union(*sides)
)
"""Groups of which even the absence of a word on one side changes what is counted: sex, stage, success, targets."""


def _one_sided(unmatched: frozenset[tuple[int, int]]) -> bool:
    return any(group in _DECIDING for group, _side in unmatched)


def _turned_round(one: list[str], other: list[str]) -> bool:
    """Whether words that both have, once each, come in another order ("custody to community")."""
    common = [word for word in one if word not in GENERIC and one.count(word) == 1 and other.count(word) == 1]
    return [word for word in other if word in common] != common


def sexes(text_key: str) -> frozenset[str]:
    """The words for one sex, or for the young, in a key: figures under such a title are not about everyone."""
    return frozenset(text_key.split()) & _SOME


_SOME = OPPOSED[0][0] | OPPOSED[0][1] | {"young", "youth", "youths", "children", "juvenile", "juveniles"}


def same_content(one: str, other: str) -> bool:
    """Whether the telling words of two keys are the same, misspelt ones and synonyms ("started") included.

    A telling word more or less ("in Dundee", "voluntary") makes another line of it.
    """
    here = [word for word in sorted(content(one) - content(other)) if not _misspelt_generic(word)]
    there = [word for word in sorted(content(other) - content(one)) if not _misspelt_generic(word)]
    if len(here) != len(there):
        return False
    for word in here:
        near = next((each for each in there if _near(word, each)), None)
        if near is None:
            return False
        there.remove(near)
    return True


@lru_cache(maxsize=8192)
def _misspelt_generic(word: str) -> bool:
    """ "peple", "numbr"; the bound is tight, because "prison" is not far from "person"."""
    return any(len(known) >= 5 and fuzz.ratio(word, known) >= 90 for known in GENERIC)


def _near(word: str, other: str) -> bool:
    if set(_sides(word)) & set(_sides(other)):
        return True
    return min(len(word), len(other)) >= 4 and fuzz.ratio(word, other) >= 80


def is_misspelling(one: str, other: str) -> bool:
    """Whether two keys have the same words, each equal or nearly so."""
    here, there = one.split(), other.split()
    return len(here) == len(there) and all(
        a == b or (min(len(a), len(b)) >= 4 and fuzz.ratio(a, b) >= 80) for a, b in zip(here, there, strict=True)
    )
