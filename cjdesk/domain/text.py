"""The one place where text is cleaned for keeping and made plain for comparing.

`clean` is for what is kept and printed: it takes out only what no document can hold. `plain` is for matching: two
wordings that a person would call the same become equal. Nothing made by `plain` is ever shown or stored as wording.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f]")  # \v is a line break typed in Word, \f a page break
_UNKEEPABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_DASHES = re.compile(r"[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]")
_SINGLE_QUOTES = re.compile(r"[\u2018-\u201b\u2032\u02bc\u00b4`]")
_DOUBLE_QUOTES = re.compile(r"[\u201c-\u201f\u2033\u00ab\u00bb]")
_HYPHEN_IN_WORD = re.compile(r"(?<=[^\W\d_])-+(?=[^\W\d_])")
_SPLIT_PREFIX = re.compile(r"\b(?:(co) (?=ordin|operat)|(re) (?=offen|convict|integrat))")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def clean(text: str) -> str:
    """Text as it may be kept: line ends are newlines, and what XML and SQLite cannot hold is gone.

    Ligatures, emoji, accents and right-to-left text stay exactly as written.
    """
    return _UNKEEPABLE.sub("", _LINE_ENDS.sub("\n", text))


def unify(text: str) -> str:
    """The same text with one kind of dash, quotation mark and space, and without invisible characters."""
    text = _INVISIBLE.sub("", clean(text))
    text = _DASHES.sub("-", text)
    text = _DOUBLE_QUOTES.sub('"', _SINGLE_QUOTES.sub("'", text))
    return " ".join(text.split())


def as_written(said: str, whole: str) -> str:
    """Lower-case words found in a text in the writing they have there, where they stand in it as one piece."""
    unified = unify(whole)
    place = unified.casefold().find(said)
    alike = len(unified) == len(unified.casefold())
    return unified[place : place + len(said)] if place >= 0 and alike else said


def plain(text: str) -> str:
    """Text for comparing: case, spacing, dashes, quotes, ligatures and closing punctuation make no difference.

    "Co-ordinator", "Coordinator" and "co ordinator" are alike, as are "follow-up" and "follow up", "&" and "and".
    Applying it twice changes nothing more.
    """
    text = unify(unicodedata.normalize("NFKC", clean(text)).casefold())
    text = unify(unicodedata.normalize("NFKC", text).replace("&", " and ").replace("\u2026", "..."))
    text = _HYPHEN_IN_WORD.sub(" ", text)
    text = _SPLIT_PREFIX.sub(lambda found: found.group(1) or found.group(2), text)
    return text.strip(" .,;:!?")


def words_of(text: str) -> list[str]:
    """The words of a text in their plain form, in order: letters and digits, apostrophes inside a word kept."""
    return _WORD.findall(plain(text))


def counted(number: int, noun: str) -> str:
    """A number with what it counts: "1 figure", "2 figures", "1,200 rows"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
