"""Named places in a layout's words: "{edition} - Improvement Action". No expressions.

A place whose value is empty goes, and with it the brackets round it or the sign that joined it on:
"{number} ({moscow})" without a letter is just the number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{([^{}]*)\}")
_JOINTS = " -–—:,.;|/"
_GAP = "\x00"


def places(pattern: str) -> list[str]:
    """The names of the places in a pattern, in order."""
    return _PLACE.findall(pattern)


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with its places filled in. Raises KeyError for a place without a value."""
    return _close_gaps(_PLACE.sub(lambda found: values[found.group(1)] or _GAP, pattern))


def _close_gaps(text: str) -> str:
    text = re.sub(rf"\(\s*{_GAP}\s*\)|\[[^\[\]{_GAP}]*{_GAP}\s*\]", _GAP, text)
    while _GAP in text:
        before, _, after = text.partition(_GAP)
        text = _joined(before, after)
    return text


def _joined(before: str, after: str) -> str:
    """What stands round an empty place: of two joints beside it one goes; at an end of the text, the only one."""
    rest = after.lstrip(_JOINTS)
    if not before.strip(_JOINTS):
        return rest
    if not rest:
        return before.rstrip(_JOINTS)
    return before + rest if before[-1] in _JOINTS else before + after
