"""The shapes in which a figure is written, before anything is known about what it is a figure of.

Each shape is one pattern over tidied, lower-case text; a text that fits none is no figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from cjdesk.domain.dates import lowered
from cjdesk.domain.numerals import NUMBER, number_of, tidy
from cjdesk.domain.states import Legend, State, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What stands in the words. ``per_cent`` is a percentage beside another number; ``bound`` the words of a limit.

    ``limit`` is set with ``bound`` only: "more than", "at least", "less than", "at most" that number.
    """

    number: Decimal | None = None
    unit: Unit = ""
    state: State = "value"
    per_cent: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    limit: Decimal | None = None
    bound: str = ""
    remark: str = ""
    with_words: bool = False
    grouped: bool = False


_NOUNS = (
    r"people|persons?|individuals?|adults?|children|child|young people|men|women|males?|females?|families|family|"
    r"clients?|participants?|service users?|residents?|prisoners?|victims?|staff|volunteers?|attendees|respondents?|"
    r"cases?|referrals?|orders?|assessments?|reports?|offences?|incidents?|sessions?|events?|meetings?|places?|"
    r"starts?|completions?|commencements?|applications?|tenancy|tenancies|households?|visits?|transfers?|disposals?|"
    r"outcomes?|interventions?|placements?|surveys?|responses?|schemes?|projects?|partners?|organisations?|agencies|"
    r"warnings?|contacts?|calls?|admissions?|liberations?|releases?"
)
_HOURS = r"hours?|hrs?"
_PERCENT = r"(?: ?%| ?per ?cent)"
_STATES: dict[str, State] = {
    **dict.fromkeys(("est", "e", "estimate", "estimated", "approx", "approximate", "approximately"), "estimate"),
    **dict.fromkeys(("p", "prov", "provisional"), "provisional"),
    **dict.fromkeys(("r", "rev", "revised"), "revised"),
}
_BEFORE = re.compile(
    r"(?:(c\.|ca\.?|circa|approx\.?|approximately|about|around|roughly|est\.?|estimated?:?|~)|"
    r"(provisional(?:ly)?:?|prov\.?)|(revised:?)) ?(?=[£\d.-])"
)
_AFTER = re.compile(
    r"(?: ?[(\[](est\.?|e|estimated?|approx\.?|approximate|p|prov\.?|provisional|r|rev\.?|revised)[)\]]|"
    r"[ ,]-? ?(est\.?|estimated?|approx\.?|approximately|prov\.?|provisional|revised))$"
)
_MARK = re.compile(r"(.*\d\)?%?) ?[(\[]?([a-z*#~†‡^]{1,3})[)\]]?")

_AMOUNT = rf"(?P<money>£ ?)?(?P<number>{NUMBER})(?P<percent>{_PERCENT})?(?: (?P<noun>{_NOUNS})| ?(?P<hours>{_HOURS}))?"
_SINGLE = re.compile(rf"(?P<minus>-(?=£))?{_AMOUNT}")
_REMARKED = re.compile(rf"{_AMOUNT} ?\((?P<remark>[^\d()]+)\)")
_PER = re.compile(rf"(?P<number>{NUMBER}) (?:per|in every|for every) (?P<base>{NUMBER})(?P<rest>(?: [a-z]+)*)")
_OF = rf"(?P<part>{NUMBER}) ?(?:/| of | out of )(?: ?the )? ?(?P<whole>{NUMBER})(?: (?:{_NOUNS}))?"
_SHARE = re.compile(_OF)
_SHARE_PERCENT = re.compile(rf"{_OF}(?: ?\(| ?= ?| ?, | - )(?P<number>{NUMBER}){_PERCENT}\)?")
_PERCENT_SHARE = re.compile(rf"(?P<number>{NUMBER}){_PERCENT}(?: ?\(| ?= ?| ?, | - ){_OF}\)?")
_COUNT_PERCENT = re.compile(
    rf"(?P<count>{NUMBER})(?: (?:{_NOUNS}))?(?: ?\(| ?= ?| ?, | - )"
    rf"(?P<number>{NUMBER}){_PERCENT}(?P<rest> of [^\d()]+)?\)?"
)
_PERCENT_COUNT = re.compile(rf"(?P<number>{NUMBER}){_PERCENT} ?\((?:n ?= ?)?(?P<count>{NUMBER})(?: (?:{_NOUNS}))?\)")
_LIMIT = r"(?P<number>" + NUMBER + rf")(?P<percent>{_PERCENT})?(?: (?:{_NOUNS}))?"
_BOUNDS = {
    "less than": r"<|less than|fewer than|under|below",
    "at most": r"<=|=<|at most|up to|no more than|not more than|a maximum of|maximum|max\.?",
    "more than": r">|more than|over|above|greater than|exceeding",
    "at least": r">=|=>|at least|no less than|no fewer than|not less than|a minimum of|minimum|min\.?",
}
_BOUND_BEFORE = {bound: re.compile(rf"(?:{words}) ?{_LIMIT}") for bound, words in _BOUNDS.items()}
_BOUND_AFTER = {
    "at most": re.compile(rf"{_LIMIT} or (?:fewer|less|below|under)"),
    "at least": re.compile(rf"{_LIMIT}(?: or (?:more|over|above|better)| ?\+| plus)"),
}
_RANGE = re.compile(
    rf"(?P<word>between |from )?(?P<low>{NUMBER})(?P<first>{_PERCENT})? ?(?:-|to|and) ?(?P<high>{NUMBER})"
    rf"(?P<percent>{_PERCENT})?(?: (?:{_NOUNS}))?"
)


def read_phrase(words: str, legend: Legend | None = None) -> Phrase | None:
    """The shape of a figure in the words, or None where they have no shape of a figure.

    ``legend`` explains marks behind a number ("12 p" with "p = provisional"); an unexplained mark is no figure.
    """
    text = lowered(tidy(words))
    if len(text) > 120:
        return None
    text, state = _without_state(text, legend)
    bare = text.removesuffix(".") if re.search(r"\d\.$", text) else text
    for reader in _READERS:
        phrase = reader(bare)
        if phrase:
            split = "\n" in words.strip() or "\t" in words.strip()
            grouped = bool(re.search(r"\d[ ,]\d", bare))
            if split and grouped:
                return None
            phrase = replace(phrase, grouped=grouped or bare != text)
            return replace(phrase, state=state, with_words=True) if state else phrase
    return None


def _without_state(text: str, legend: Legend | None) -> tuple[str, State | None]:
    """The text without "(est.)", "c.", "provisional" or a mark the legend explains, and the state that gives."""
    if found := _BEFORE.match(text):
        states: tuple[State, ...] = ("estimate", "provisional", "revised")
        return text[found.end() :], next(state for state, group in zip(states, found.groups(), strict=True) if group)
    if (found := _AFTER.search(text)) and found.start() > 0:
        word = (found.group(1) or found.group(2)).rstrip(".")
        return text[: found.start()], _STATES[word]
    if legend and (found := _MARK.fullmatch(text)) and found.group(2) in legend:
        state = legend[found.group(2)].state
        if state in ("estimate", "provisional", "revised"):
            return found.group(1).strip(), state
    return text, None


def _single(text: str) -> Phrase | None:
    found = _SINGLE.fullmatch(text)
    return _amount(found, -1 if found["minus"] else 1) if found else None


def _amount(found: re.Match[str], sign: int = 1) -> Phrase | None:
    parts = found.groupdict()
    units: dict[str, Unit] = {"money": "money", "percent": "percent", "noun": "count", "hours": "hours"}
    named = [unit for name, unit in units.items() if parts[name]]
    if len(named) > 1:
        return None
    with_words = bool(parts["noun"] or parts["hours"])
    number = sign * number_of(parts["number"])
    return Phrase(number=number, unit=named[0] if named else "", with_words=with_words)


def _remarked(text: str) -> Phrase | None:
    found = _REMARKED.fullmatch(text)
    amount = _amount(found) if found else None
    return replace(amount, remark=found["remark"].strip(), with_words=True) if found and amount else None


def _rate(text: str) -> Phrase | None:
    found = _PER.fullmatch(text)
    if not found:
        return None
    remark = f"per {found['base']}{found['rest']}"
    return Phrase(number=number_of(found["number"]), unit="rate", remark=remark, with_words=True)


def _share(text: str) -> Phrase | None:
    for form in (_SHARE, _SHARE_PERCENT, _PERCENT_SHARE):
        if found := form.fullmatch(text):
            part, whole = number_of(found["part"]), number_of(found["whole"])
            per_cent = number_of(found["number"]) if form is not _SHARE else None
            return Phrase(numerator=part, denominator=whole, per_cent=per_cent, with_words=True)
    return None


def _count_and_percent(text: str) -> Phrase | None:
    if found := _COUNT_PERCENT.fullmatch(text):
        remark = f"{found['number']}%{found['rest'] or ''}"
        number = number_of(found["count"])
        return Phrase(number=number, per_cent=number_of(found["number"]), unit="count", remark=remark, with_words=True)
    if found := _PERCENT_COUNT.fullmatch(text):
        number = number_of(found["count"])
        return Phrase(number=number, per_cent=number_of(found["number"]), unit="percent", with_words=True)
    return None


def _bounded(text: str) -> Phrase | None:
    for forms in (_BOUND_BEFORE, _BOUND_AFTER):
        for bound, form in forms.items():
            if found := form.fullmatch(text):
                unit: Unit = "percent" if found["percent"] else ""
                return Phrase(limit=number_of(found["number"]), bound=bound, unit=unit, with_words=True)
    return None


def _range(text: str) -> Phrase | None:
    found = _RANGE.fullmatch(text)
    if not found or (found["word"] == "between ") != (" and " in text):
        return None
    low, high = number_of(found["low"]), number_of(found["high"])
    unit: Unit = "percent" if found["percent"] else ""
    if low >= high or (found["first"] and not unit):
        return None
    return Phrase(low=low, high=high, unit=unit, with_words=True)


_READERS: tuple[Callable[[str], Phrase | None], ...] = (
    _single,
    _share,
    _count_and_percent,
    _remarked,
    _rate,
    _bounded,
    _range,
)
