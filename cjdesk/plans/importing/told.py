"""What an import found, as a sentence a person reads."""

from __future__ import annotations

from collections.abc import Mapping

_NAMES = {
    "actions": ("action", "actions"),
    "indicators": ("indicator", "indicators"),
    "parts": ("part of an indicator", "parts of indicators"),
    "chapters": ("chapter", "chapters"),
    "contents lists": ("contents list", "contents lists"),
    "pictures": ("picture", "pictures"),
    "partners": ("partner", "partners"),
    "tray": ("item in the tray", "items in the tray"),
    "questions": ("question", "questions"),
}
_ALWAYS = ("actions", "indicators", "tray", "questions")
"""Said also where there are none: that nothing was found is news."""
_SAME = ("focus", "series", "work")
_OF_SOMETHING = " of "


def counts_in_words(counts: Mapping[str, int]) -> str:
    """The counts of an import in a row: "4 national aims, 13 priority actions, ... and 1 question".

    Names of levels are the plan's own, in small letters, and take the plural where English allows.
    """
    said = [_said(name, number) for name, number in counts.items() if number or name in _ALWAYS]
    return " and ".join(filter(None, (", ".join(said[:-1]), *said[-1:])))


def _said(name: str, number: int) -> str:
    one, many = _NAMES.get(name) or _forms(name)
    return f"{number or 'no'} {one if number == 1 else many}"


def _forms(level: str) -> tuple[str, str]:
    """A level's name in small letters, abbreviations as they are, and its plural: "key area(s) of focus"."""
    name = " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in level.split())
    if name.startswith("level ") and name[6:].isdigit():
        return f"heading of {name}", f"headings of {name}"
    head, of, rest = name.partition(_OF_SOMETHING)
    return name, f"{_plural(head)}{of}{rest}"


def _plural(noun: str) -> str:
    if noun.endswith(_SAME):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    if noun.endswith("s") and not noun.endswith("ss"):
        return noun
    return f"{noun}es" if noun.endswith(("ss", "sh", "ch", "x", "z")) else f"{noun}s"
