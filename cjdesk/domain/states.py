"""Words and signs that stand where a figure is missing, and legends that say what a sender means by them.

The signs in brackets are those of the Government Analysis Function's guidance for statistical tables ([c], [x], [z]).
"n/a" is read as "not applicable", as the field uses it; a legend of the sender's own comes before every rule here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cjdesk.domain.dates import lowered

State = Literal[
    "value",
    "estimate",
    "provisional",
    "revised",
    "suppressed",
    "not available",
    "not yet",
    "not applicable",
    "blank",
    "error",
    "conflict",
    "range",
    "unclear",
]
Unit = Literal["count", "percent", "rate", "hours", "money", "score", "text", ""]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a sign stands for. ``below`` is the threshold a legend names; ``number`` is set where it means nought."""

    state: State
    below: Decimal | None = None
    number: Decimal | None = None


Legend = Mapping[str, Meaning]
"""Signs in lower case with one kind of dash ("*", "c", "-") and what the sender says they mean."""

DASHES = frozenset({"-", "--", "---"})
"""A dash without a legend: not available, not yet, or nought. It is never certain."""

_WORDS: dict[State, str] = {
    "suppressed": "* | c | suppressed | redacted | withheld | confidential | disclosive | small number | small numbers",
    "not yet": "tbc | tbd | tba | t.b.c. | to be confirmed | to be determined | to be advised | to be provided | "
    "to follow | awaiting | awaited | awaiting data | awaiting figures | awaiting information | "
    "data awaited | pending | "
    "not yet | not yet available | not yet known | not yet due | not yet published | not yet received | "
    "not yet collected | not available yet | not due yet | not due | will follow | data to follow | "
    "figures to follow | "
    "figure to follow | outstanding",
    "not available": "not available | unavailable | not collected | not recorded | not held | not known | unknown | "
    "no data | no data available | data not available | data unavailable | no figures | no figures available | "
    "not reported | not measured | not counted | nk | n/k | .. | : | [x] | missing | - | -- | ---",
    "not applicable": "n/a | na | n.a. | n.a | n\\a | not applicable | not relevant | [z]",
}
_SIGNS: dict[str, State] = {sign: state for state, signs in _WORDS.items() for sign in re.split(r" +\| +", signs)}
_WITH_REMARK = re.compile(
    r"(?P<sign>(?:"
    + "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True) if len(sign) > 2 and sign[0] != "-")
    + r"))(?:\s*[-:;,]\s*|\s*\(|\s+(?=from\b|by\b|due to\b|because\b|for\b|data\b|figures\b|at present\b|currently\b))"
    r"(?P<remark>[^\d]+?)\)?"
)


def meaning_of(words: str, legend: Legend | None = None) -> tuple[Meaning, str] | None:
    """What missing-figure words mean and what was remarked beside them, or None where they are something else.

    A remark with a digit in it is not looked past: "TBC (about 40)" may hold a figure.
    """
    sign = lowered(words)
    bare = sign.strip("()[] ").rstrip(".") if len(sign) > 2 else sign
    for key in (sign, bare):
        if legend and key in legend:
            return legend[key], ""
    for key in (sign, sign.rstrip("."), bare):
        if key in _SIGNS:
            return Meaning(_SIGNS[key]), ""
    if found := _WITH_REMARK.fullmatch(sign):
        return Meaning(_SIGNS[found["sign"]]), found["remark"].strip()
    return None


# --- legends -------------------------------------------------------------------------------------------------------

_SIGN = (
    r"(?:\[[a-z]{1,4}\]|\([a-z*]\)|[*#~†‡^]{1,3}|-{1,3}|\.{2,3}|"
    r"n/?a|n/k|tbc|tbd|nil|<\s?\d{1,2}|blank|[a-z](?![a-z0-9']))"
)
_QUOTED_SIGN = rf"[\"']?{_SIGN}[\"']?"
_ENTRY = re.compile(
    rf"(?<![^\s;,.(])({_QUOTED_SIGN}(?:\s*(?:,|/|&|and|or)\s*{_QUOTED_SIGN})*)\s*"
    r"(?:=|:|\b(?:means?|denotes?|indicates?|represents?|stands for|shows?)\b|(?<=[^-\s])\s-(?=\s)|"
    r"(?<=[\])*†‡#~])\s(?=[a-z]))\s*"
)
_MEANINGS: tuple[tuple[State, str], ...] = (
    (
        "suppressed",
        r"suppress|disclos|confidential|withheld|redact|fewer than|less than|or fewer|or less|small number|<\s?\d",
    ),
    ("not yet", r"\byet\b|await|to follow|will follow|to be confirmed|pending|outstanding"),
    ("not applicable", r"not applicable|not relevant"),
    ("not available", r"not available(?! yet)|unavailable|no data|not (?:collected|recorded|held|known)|missing"),
    ("provisional", r"provisional"),
    ("revised", r"\brevised\b"),
    ("estimate", r"estimate|approximate"),
)
_NOUGHT = re.compile(r"(?:nil|zero|nought|none|0|no cases|no people|nil return)\b[ .;)]*")
_COUNT = r"(\d{1,3}|three|four|five|six|ten|eleven)\b"
_COUNTS = {"three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "eleven": 11}
_THRESHOLD = re.compile(rf"(?:fewer than|less than|under|below|<)\s?{_COUNT}|{_COUNT} or (?:fewer|less)")


def parse_legend(text: str) -> dict[str, Meaning]:
    """The signs a note explains: "* and c = suppressed (fewer than 5). - = not yet available".

    An explanation that is not understood, or that names two states, explains nothing: its sign is left out.
    """
    lines = [lowered(line) for line in re.split(r"[\n\r\v]+", text)]
    return {sign: meaning for line in lines for sign, meaning in _legend_of(line).items()}


def _legend_of(line: str) -> dict[str, Meaning]:
    legend: dict[str, Meaning] = {}
    entries = list(_ENTRY.finditer(line))
    for index, entry in enumerate(entries):
        end = entries[index + 1].start() if index + 1 < len(entries) else len(line)
        meaning = _explained(line[entry.end() : end])
        if meaning:
            legend |= {
                sign.replace(" ", ""): meaning for sign in re.findall(_SIGN, entry.group(1).replace(" and ", ","))
            }
    return legend


def _explained(words: str) -> Meaning | None:
    if _NOUGHT.fullmatch(words.strip()):
        return Meaning("value", number=Decimal(0))
    states = [state for state, form in _MEANINGS if re.search(form, words)]
    if len(states) != 1:
        return None
    threshold = _THRESHOLD.search(words) if states[0] == "suppressed" else None
    if not threshold:
        return Meaning(states[0])
    word = threshold.group(1) or threshold.group(2)
    number = Decimal(_COUNTS.get(word) or int(word))
    return Meaning(states[0], below=number if threshold.group(1) else number + 1)
