"""Persons among leads, so that none is printed where only bodies may be.

A closed rule: forms of address, common given names, initials, and two words and more that no body, role or place is
called by. Where it cannot be known the words count as a person and are asked about: a body that is asked about in
vain costs an answer, a person printed in a public plan cannot be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cjdesk.domain.text import unify
from cjdesk.plans.importing import person_words as known

_MARKS = r"()\[\]:,;/–—|\"“”"
_TOKEN = re.compile(rf"(?:[^\s\-{_MARKS}]|(?<=\w)-(?=\w))+|[-{_MARKS}]")
_JOINS = ("and", "&", "+")
_INITIALS = re.compile(r"(?:[A-Z]\.?){1,3}")
_ABBREVIATION = re.compile(r"(?=.*[A-Z&\d].*[A-Z&\d])[A-Z][A-Za-z&\d]{0,2}(?:[A-Z&\d]+[a-z]?)+|[A-Z&]{2,}s?")
_POSSESSIVE = re.compile(r".+(?:['’]s|s['’])", re.IGNORECASE)
_COMMON_ENDS = re.compile(r".{2,}(?:[ts]ions?|ships?|ology|iatry|ability|care|ities|wide)")

Kind = Literal[
    "title", "rank", "initial", "given", "either", "word", "name", "particle", "small", "join", "mark", "other"
]
_OF_NAMES: tuple[Kind, ...] = ("title", "rank", "initial", "given", "either", "name", "particle")

_NAMED: tuple[Kind, ...] = ("given", "name", "initial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a lead: a person's name, or other words. ``joined``: "and" parts it from what stands before."""

    words: str
    is_person: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    text: str
    kind: Kind
    start: int
    end: int


def parts_of(words: str) -> tuple[Part, ...]:
    """A lead's words as persons and what stands between them, in order; one part where there is no person."""
    tokens = _tokens(words)
    found = [(start, end) for start, end in _runs(tokens) if _is_person(tokens, start, end)]
    if not found:
        return (Part(words=words.strip()),)
    parts: list[Part] = []
    at = 0
    for start, end in found:
        while start > at and _is_before_rank(tokens, start):
            start -= 1
        parts += _between(words, tokens[at:start])
        joined = start > 0 and tokens[start - 1].kind == "join"
        parts.append(Part(words=_name(words, tokens[start:end]), is_person=True, joined=joined))
        at = end
    return (*parts, *_between(words, tokens[at:]))


def _is_before_rank(tokens: list[_Token], start: int) -> bool:
    """Whether a rank goes on before its word: "Detective Chief Inspector Ross"."""
    words = [one.text.casefold() for one in tokens[start - 1 : start + 1]]
    return words[0] in known.OF_RANKS and (words[1] in known.RANKS or words[1] in known.OF_RANKS)


def _between(words: str, tokens: list[_Token]) -> Iterator[Part]:
    """What stands between two names, without the marks and joins around it."""
    joined = bool(tokens) and tokens[0].kind == "join"
    while tokens and tokens[0].kind in ("mark", "join"):
        tokens = tokens[1:]
    while tokens and tokens[-1].kind in ("mark", "join"):
        tokens = tokens[:-1]
    if tokens:
        text = words[tokens[0].start : tokens[-1].end]
        closing = words[tokens[-1].end :].lstrip()[:1]
        yield Part(
            words=text + closing if closing == ")" and text.count("(") > text.count(")") else text, joined=joined
        )


def _name(words: str, tokens: list[_Token]) -> str:
    """The person's name; a form of address stays only where it is all that stands before one word."""
    names = [one for one in tokens if one.kind != "title"]
    kept = names if len(names) > 1 else tokens
    name = words[kept[0].start : kept[-1].end].rstrip(".")
    return name[:-2] if _POSSESSIVE.fullmatch(kept[-1].text) and len(kept) > 1 else name


def _tokens(words: str) -> list[_Token]:
    found = [(one.group(), one.start(), one.end()) for one in _TOKEN.finditer(words)]
    shouted = words.upper() == words and " " in words.strip()
    return [_Token(text=text, kind=_kind(text, shouted, words), start=start, end=end) for text, start, end in found]


def _kind(text: str, shouted: bool, whole: str) -> Kind:
    word = unify(text).strip(".'")
    lower = word.casefold()
    if not any(letter.isalnum() for letter in text):
        return "join" if text in _JOINS else "mark"
    if lower in _JOINS:
        return "join"
    if "@" in text:
        return "given"  # an address is somebody's
    if lower in known.TITLES and (text[0].isupper() or shouted):
        return "title"
    if lower in known.RANKS and text[0].isupper():
        return "rank"
    if _INITIALS.fullmatch(text) and (len(word) == 1 or "." in text):
        return "initial"
    if lower in known.SMALL:
        return "small"
    if lower in known.PARTICLES:
        return "particle"
    return _kind_of_word(text, word, lower, shouted, whole)


def _kind_of_word(text: str, word: str, lower: str, shouted: bool, whole: str) -> Kind:
    letters = lower.replace("-", "").replace("'", "")
    if lower in known.GIVEN and lower not in known.PLACES_TOO:
        return "given" if text[0].isupper() or whole.islower() else "other"
    if lower in known.SURNAMES_TOO:
        return "either"
    if letters in known.BODY_WORDS or _possessed(lower) in known.BODY_WORDS or _COMMON_ENDS.fullmatch(letters):
        return "word"
    if "-" in lower and any(part in known.BODY_WORDS for part in lower.split("-")):
        return "either"  # as "Co-Chair" is, and many surnames are
    if not letters.isalpha():
        return "word"
    if _ABBREVIATION.fullmatch(text.strip(".")) and not (shouted and len(letters) > 4) and not text.startswith("Mc"):
        return "word"
    begins_given = whole.islower() and whole.split()[0] in known.GIVEN
    return "name" if text[0].isupper() or begins_given else "other"


def _possessed(lower: str) -> str:
    return lower.removesuffix("'s").removesuffix("s'")


def _runs(tokens: list[_Token]) -> Iterator[tuple[int, int]]:
    """Stretches of words that names are made of."""
    start = 0
    while start < len(tokens):
        end = start
        while end < len(tokens) and tokens[end].kind in _OF_NAMES:
            end += 1
        if start < end and _goes_on_small(tokens, end):
            end += 1
        yield from _trimmed(tokens, start, end)
        start = max(end, start + 1)


def _goes_on_small(tokens: list[_Token], end: int) -> bool:
    """Whether a surname typed with a small letter follows a given name: "Karen smith"."""
    follows = end < len(tokens) and tokens[end - 1].kind == "given" and tokens[end].kind == "other"
    return follows and (end + 1 == len(tokens) or tokens[end + 1].kind in ("mark", "join"))


def _trimmed(tokens: list[_Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch without what cannot begin or end a name."""
    while start < end and tokens[start].kind == "either" and not _begins_name(tokens, start, end):
        start += 1
    while start < end and tokens[end - 1].kind in ("particle", "title", "rank"):
        end -= 1
    if start < end:
        yield start, end


def _begins_name(tokens: list[_Token], start: int, end: int) -> bool:
    """Whether a word that is a place or a surname stands first in a name: "Angus Smith", "Ross Sutherland"."""
    if unify(tokens[start].text).casefold() not in known.GIVEN:
        return False
    return start + 1 < end


def _is_person(tokens: list[_Token], start: int, end: int) -> bool:
    run = tokens[start:end]
    kinds = [one.kind for one in run]
    if kinds[0] in ("title", "rank"):
        return any(one in _NAMED or (kinds[0] == "title" and one == "either") for one in kinds)
    if end < len(tokens) and _is_called_after(tokens[end:]):
        return False
    if len(run) == 1:
        return _is_person_alone(tokens, start)
    if kinds[0] in ("given", "initial"):
        return _says_name(run[1:])
    if _POSSESSIVE.fullmatch(run[0].text):
        return False
    return run[0].text.casefold().strip(".") != "st"  # a saint's name is a school's, a hospice's or a street's


def _says_name(rest: list[_Token]) -> bool:
    return any(one.kind != "particle" for one in rest)


def _is_called_after(rest: list[_Token]) -> bool:
    """Whether a name is only what a body is called after: "John Muir Trust", "Robert Burns Centre Dumfries"."""
    words = [unify(one.text).casefold() for one in rest]
    if words[0] not in known.NAMING:
        return False
    return all(word in known.PLACES or one.kind == "mark" for word, one in zip(words[1:], rest[1:], strict=True))


def _is_person_alone(tokens: list[_Token], at: int) -> bool:
    """Whether one word is a person: a given name between marks or joins, or a word that says nothing, all alone."""
    one = tokens[at]
    before, after = tokens[:at], tokens[at + 1 :]
    bounded = (not before or before[-1].kind in ("mark", "join")) and (not after or after[0].kind in ("mark", "join"))
    if one.kind == "given":
        followed = not before and bool(after) and _ABBREVIATION.fullmatch(after[0].text) is not None
        return bounded or followed or "@" in one.text
    joined = any(near.kind == "join" for near in (*before[-1:], *after[:1]))
    return one.kind == "name" and bounded and not joined and not _POSSESSIVE.fullmatch(one.text)
