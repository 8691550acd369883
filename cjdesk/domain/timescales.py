"""When an action is due: the words as written, with kind and date where there is one.

Rules: a month, quarter or year is due on its last day; a date that can be read in two ways, or is no day of the
calendar, is ``unclear``; a day on which something begins or is reviewed is no day on which it is due; of several
dates the last one is the day, unless the words offer them as alternatives or as a change of mind. Words that name no
day ("Year 2", "spring 2025") are ``other``: they are kept, and nothing is made of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cjdesk.domain.dates import lowered, show_date
from cjdesk.domain.dates import parse_date as parse_date
from cjdesk.domain.dates import read_dates as read_dates
from cjdesk.domain.periods import Period, find_phrases, read_periods
from cjdesk.domain.text import as_written, clean

TimescaleKind = Literal["date", "month", "period", "ongoing", "lifetime", "to be confirmed", "none", "other", "unclear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timescale:
    """``due`` is the last day meant ("March 2018" is due 31 March 2018), None where none can be read.

    ``recurs`` holds a repetition ("annually", "quarterly"), ``note`` what else was said.
    """

    words: str
    kind: TimescaleKind
    due: date | None = None
    recurs: str = ""
    note: str = ""


NO_TIMESCALE = Timescale(words="", kind="none")

_RECURRENCES: dict[str, str] = {
    "annually": r"annual(?:ly)?|yearly|(?:each|every|per|a) year|per annum|p\.?a\.?",
    "twice a year": r"bi-?annual(?:ly)?|twice (?:a|per) year|six[- ]monthly|6[- ]monthly|every (?:six|6) months",
    "quarterly": r"quarterly|(?:each|every|per|a) quarter|every (?:three|3) months",
    "monthly": r"monthly|(?:each|every|per|a) month",
    "weekly": r"weekly|(?:each|every|per|a) week",
}
_RECURRENCE = re.compile(
    r"\b(?<!bi-)(?:"
    + "|".join(f"(?P<r{index}>{form})" for index, form in enumerate(reversed(_RECURRENCES.values())))
    + r")(?![\w-])(?: ?thereafter)?"
)
_NONE = frozenset({"", "n/a", "na", "none", "not applicable", "-", "--"})
_TO_BE_CONFIRMED = re.compile(
    r"(?:date |timescales? )?(?:tbc|tbd|tba|t\.b\.c|to be (?:confirmed|determined|agreed|advised|set|decided))\b(.*)"
)
_ONGOING = re.compile(r"(?:on-?going|on going|continuous(?:ly)?|continuing)\b[ :;,-]*(.*)")
_LIFETIME = re.compile(
    r"(?:for )?(?:the )?(?:life ?time|life|duration|length|term) of (?:the )?.+|"
    r"(?:throughout|over) (?:the )?(?:.*plan|c?j?oip)"
)
_NOT_DUE = re.compile(r"\b(?:from|start\w*|commenc\w*|begin\w*|since|after|not before|review\w*|launch\w*)\b")
_CHANGED = re.compile(r"\b(?:or|was|were|originally|previously|revised|extended|moved|slipped|instead)\b")
_FILLER = (
    r"(?:by|before|due|no later than|not later than|on|at|in|during|the|end|of|and|then|to|until|for|complet\w+|"
    r"deadline|target|date|thereafter|calendar)"
)
_LEADING = re.compile(rf"^[\s.,;:()/&-]*(?:{_FILLER}\b[\s.,;:()/&-]*)*")
_TRAILING = re.compile(rf"(?:[\s.,;:()/&-]*\b{_FILLER})*[\s.,;:()/&-]*$")
_LONGEST = 400  # longer text is prose, and a date in it need not be the day it is due


def parse_timescale(text: str) -> Timescale:
    """What the words of a timescale say. Never raises; the words are kept whatever is understood of them."""
    words = clean(text)
    if len(words) > _LONGEST:
        return Timescale(words=words, kind="other")
    rest, recurs = take_recurrence(lowered(words))
    bare = rest.strip(" .,;:()")
    if lowered(words).strip(" .") in _NONE:
        return Timescale(words=words, kind="none")
    if not bare:
        return Timescale(words=words, kind="ongoing", recurs=recurs)
    if found := _TO_BE_CONFIRMED.fullmatch(bare):
        return Timescale(words=words, kind="to be confirmed", recurs=recurs, note=_as_written(found.group(1), words))
    if found := _ONGOING.fullmatch(bare):
        due = _dated(found.group(1), words, recurs).due
        return Timescale(words=words, kind="ongoing", due=due, recurs=recurs, note=_as_written(found.group(1), words))
    if _LIFETIME.fullmatch(bare):
        return Timescale(words=words, kind="lifetime", recurs=recurs)
    return _dated(rest, words, recurs)


def take_recurrence(text: str) -> tuple[str, str]:
    """Lower-case text without its words of repetition, and the repetition in the product's word ("annually")."""
    found = _RECURRENCE.search(text)
    if not found:
        return text, ""
    names = list(reversed(_RECURRENCES))
    index = next(index for index in range(len(names)) if found[f"r{index}"])
    rest = re.sub(r"\( *\)", " ", f"{text[: found.start()]} {text[found.end() :]}")
    return " ".join(rest.split()), names[index]


def _dated(text: str, words: str, recurs: str) -> Timescale:
    """The timescale of words in which days or periods are named."""
    bare = _LEADING.sub("", text)
    whole = read_periods(bare)
    phrases = [(bare, whole)] if whole else list(find_phrases(text))
    if not phrases:
        return Timescale(words=words, kind="unclear" if _HALF_SAID.fullmatch(bare) else "other", recurs=recurs)
    if any(len(periods) != 1 for _phrase, periods in phrases) or (len(phrases) > 1 and _CHANGED.search(text)):
        return Timescale(words=words, kind="unclear", recurs=recurs)
    if _NOT_DUE.search(text):
        return Timescale(words=words, kind="other", recurs=recurs, note=_as_written(text, words))
    named = [periods[0] for _phrase, periods in phrases]
    last = max(named, key=lambda period: period.end)
    earlier = [f"also {show_date(period.end)}" for period in named if period is not last]
    note = "; ".join([*earlier, *_remarks(text, [phrase for phrase, _periods in phrases], words)])
    return Timescale(words=words, kind=_kind(last), due=last.end, recurs=recurs, note=note)


_HALF_SAID = re.compile(
    r"(?:q ?|qtr ?|quarter )[1-4]|[\d/.-]*\d[/.-][\d/.-]+|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}(?: \d{2,4})?"
)
"""A quarter or day whose year is missing, or a date in a shape that is none."""


def _kind(period: Period) -> TimescaleKind:
    return "date" if period.kind == "date" else "month" if period.kind == "month" else "period"


def _remarks(text: str, phrases: list[str], words: str) -> list[str]:
    """What was said beside the days that is more than "by the end of"."""
    for phrase in phrases:
        text = text.replace(phrase, "|", 1)
    remarks = (_TRAILING.sub("", _LEADING.sub("", said)) for said in text.split("|"))
    return [_as_written(said, words) for said in remarks if said]


def _as_written(said: str, words: str) -> str:
    said = said.strip(" .,;:/&-")
    if said.count("(") != said.count(")"):
        said = said.strip("()")
    return as_written(said, words)
