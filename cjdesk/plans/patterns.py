"""Named places in a layout's words: "{edition} - Improvement Action". No expressions.

A place whose value is empty goes, and with it the brackets round it or the sign that joined it on:
"{number} ({moscow})" without a letter is just the number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{([^{}]*)\}")
_OPENING = re.compile(r"[(\[][^()\[\]]*$")
_CLOSING = re.compile(r"^[^()\[\]]*[)\]]")
_JOINTS = " -–—:,.;|/"


def places(pattern: str) -> list[str]:
    """The names of the places in a pattern, in order."""
    return _PLACE.findall(pattern)


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with its places filled in; nothing of a value is ever changed.

    Raises KeyError for a place without a value.
    """
    first, *rest = _PLACE.split(pattern)
    filled, between = "", first  # ``between`` are the pattern's own words since the last value
    for name, after in zip(rest[::2], rest[1::2], strict=True):
        if value := values[name]:
            filled, between = filled + between + value, after
        else:
            between = _without_place(filled, between, after)
    return filled + (between.rstrip(_JOINTS) if rest and not _ends_in_value(rest, values) else between)


def _ends_in_value(rest: list[str], values: Mapping[str, str]) -> bool:
    """Whether the last place had a value, so that the words behind it stay as they are."""
    return bool(values[rest[-2]])


def _without_place(filled: str, before: str, after: str) -> str:
    """The words round an empty place: brackets that held only it go, and of two joints one."""
    opening, closing = _OPENING.search(before), _CLOSING.search(after)
    if opening and closing:
        before, after = before[: opening.start()], after[closing.end() :]
    if not (filled + before).strip(_JOINTS):
        return after.lstrip(_JOINTS)
    return before + (after.lstrip(_JOINTS) if before.endswith(tuple(_JOINTS)) else after)
