"""Numbers as printed: taking them apart, putting them in order, and giving them out by a scheme.

A number is only what is printed; it never says which action is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cjdesk.domain.plan import Moscow
from cjdesk.domain.text import plain, unify

NumberScheme = Literal["continuous", "per group", "node and index", "none"]
"""1 to 28 through the plan; 1, 2, 3 again in each group; 3.1, 3.2 under node 3; no numbers."""

_MOSCOW: dict[str, Moscow] = {
    "m": "M",
    "must": "M",
    "must have": "M",
    "s": "S",
    "should": "S",
    "should have": "S",
    "c": "C",
    "could": "C",
    "could have": "C",
    "w": "W",
    "won't": "W",
    "would": "W",
    "won't this time": "W",
    "won't (this time)": "W",
    "won't have": "W",
}
_NUMBER = re.compile(
    r"(?:(?:action|no\.?|number|ref\.?) )?"
    r"(?P<number>[a-z]{0,4} ?\d{1,4}(?:[.-]\d{1,4})*[a-z]?|[a-z]|[ivx]{1,5})[.):]?"
    r"(?: ?[(\[](?P<moscow>[mscw])[)\]])?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number as printed without bracket, point or MoSCoW letter, and the letter where one was printed with it."""

    number: str
    moscow: Moscow | None = None


def split_number(words: str) -> PrintedNumber | None:
    """The parts of "1.1 (M)", "1.1(M)", "A1", "5.", "11.3 (M) ", "iii)"; None for words that are no number."""
    found = _NUMBER.fullmatch(unify(words))
    if not found:
        return None
    letter = found["moscow"]
    return PrintedNumber(found["number"].replace(" ", ""), _MOSCOW[letter.casefold()] if letter else None)


def parse_moscow(words: str) -> Moscow | None:
    """The MoSCoW letter of a column of its own: "Must", "S", "(C)", "Won't (this time)"; None for anything else."""
    word = plain(words)
    return _MOSCOW.get(word) or _MOSCOW.get(word.strip("()[] "))


def with_moscow(number: str, moscow: Moscow | None) -> str:
    """ "1.1 (M)": a number as plans print it beside its MoSCoW letter."""
    return f"{number} ({moscow})".strip() if moscow else number


def number_key(number: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts printed numbers as people count: 1.2 before 1.10, 2 before 10, A2 before A10, none last."""
    parts = re.findall(r"[0-9]{1,18}|[^\W0-9_]+", plain(number))
    if not parts:
        return ((2, 0, ""),)
    return tuple((0, int(part), "") if part[0] in "0123456789" else (1, 0, part) for part in parts)


def numbers_by(scheme: NumberScheme, groups: Sequence[tuple[str, int]]) -> list[list[str]]:
    """The numbers of every group's actions, in the order of print.

    ``groups`` holds for each group the number of its node and how many actions stand under it. Under a node that has
    no number of its own, "node and index" counts 1, 2, 3.
    """
    counted = 0
    numbers: list[list[str]] = []
    for node_number, size in groups:
        indexes = range(1, size + 1)
        if scheme == "none":
            numbers.append([""] * size)
        elif scheme == "continuous":
            numbers.append([str(counted + index) for index in indexes])
        elif scheme == "per group" or not node_number:
            numbers.append([str(index) for index in indexes])
        else:
            numbers.append([f"{node_number}.{index}" for index in indexes])
        counted += size
    return numbers
