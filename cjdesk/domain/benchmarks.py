"""Baselines and targets: words as written beside the value, unit, period and note that can be read from them.

Plans write them freely: "2018/19 - 176 (17% of all outcomes)", "90% of those eligible", "45 annually", "Increase",
"Reduce by 5%". Read are the period in front or behind, a repetition, the way a value meets it, and the one number;
what stands behind the number is its note. Words without a number of their own ("Increase", a change by so much) are
kept as text: a change is no level, and nothing is worked out from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from cjdesk.domain.dates import lowered
from cjdesk.domain.periods import Period, parse_period, read_periods
from cjdesk.domain.states import meaning_of
from cjdesk.domain.text import as_written, clean, unify
from cjdesk.domain.timescales import take_recurrence
from cjdesk.domain.values import NUMBER_STATES, Figure, Flag, Unit, parse_figure

Compare = Literal["at least", "at most", "exactly", "towards", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A baseline or target. ``figure.words`` are the words as written, also where no number can be read.

    ``compare`` says how a value meets a target; ``recurs`` holds "annually", "per year" and the like.
    """

    figure: Figure
    period: Period | None = None
    compare: Literal["at least", "at most", "exactly", "towards", ""] = ""
    recurs: str = ""
    note: str = ""


_SEPARATOR = re.compile(r"\s*[-:;,=(]\s*|\s+")
_LEAD = re.compile(r"(?:in|during|by|for|as at|at|from)(?: the)?(?: end of)? ")
_CHANGE = r"increas\w*|improv\w*|reduc\w*|decreas\w*|declin\w*|rise|rais\w*|fall|drop|grow\w*"
_TOWARDS = re.compile(
    rf"(?:an? )?(?:{_CHANGE}|(?:more|fewer|less)(?! than)|lower|higher)\b.*|[\d.,]+ ?(?:%|per ?cent)? (?:{_CHANGE})\b.*"
)
_TOWARDS_LEVEL = re.compile(r"(?:(?P<up>increase|improve|raise|grow)|(?P<down>reduce|decrease|lower)) to (?P<rest>.+)")
_LONE_YEAR = re.compile(r"\d{4}")
_EXACTLY = re.compile(r"exactly (.+)")
_KEEP = re.compile(r"(?:maintain|keep|remain|sustain)\w*(?: at)? (.+)")
_LEADING_AMOUNT = re.compile(
    r"((?:(?:c\.|approx\.?|about|at least|at most|more than|less than|minimum|maximum|[<>]=?) ?)?"
    r"£? ?[\d.,]*\d(?: ?%| ?per ?cent)?(?: [a-z]+)?)"
    r"(?: ?\((?P<inside>.+)\)| (?P<of>of .+)|(?P<apart> ?[,;-] .+))\.?"
)
_LONGEST = 400  # longer text is prose: it is kept, and no number is looked for in it


def parse_benchmark(words: str, *, kind: Literal["baseline", "target"], unit: Unit = "") -> Benchmark:
    """What a baseline or target says. Never raises; a number is kept only where there is exactly one.

    ``unit`` is that of the series, or "" where it is to be taken from the words. A baseline names what was, so "<5"
    is suppressed there; a target "<5" is "at most", with the note "less than".
    """
    kept = clean(words)
    if len(kept) > _LONGEST:
        return Benchmark(figure=Figure(words=kept, state="value", unit="text"))
    text = lowered(kept).strip()
    if not text or meaning_of(text):
        return Benchmark(figure=parse_figure(kept, unit=unit))
    if not _LONE_YEAR.fullmatch(text) and read_periods(text):  # a period and no figure
        return Benchmark(figure=_no_figure(kept), period=parse_period(text))
    period, rest = _take_period(text)
    rest, recurs = take_recurrence(rest)
    rest = rest.strip(" ,;:-")
    made = _level(rest, kind, unit) if rest else Benchmark(figure=_no_figure(kept))
    note = as_written(made.note, kept)
    return replace(made, figure=replace(made.figure, words=kept), period=period, recurs=recurs, note=note)


def meets(
    value: Figure, target: Benchmark, better: Literal["up", "down", ""], *, period: Period | None = None
) -> bool | None:
    """Whether a figure meets a target; None where it cannot be said.

    It cannot be said without two numbers of one unit, for a mere direction ("Increase"), for a yearly target unless
    ``period`` says that the figure is about a whole year, and for a plain number where neither up nor down is better
    and the two differ.
    """
    goal, number = target.figure.number, value.number
    if number is None or goal is None or target.compare == "towards":
        return None
    if value.unit and target.figure.unit and value.unit != target.figure.unit:
        return None
    if target.recurs and not _spans(period, target.recurs):
        return None
    compare = target.compare or {"up": "at least", "down": "at most"}.get(better, "")
    strict = target.note.casefold().split(";")[0] if target.compare else ""
    if strict in ("more than", "less than"):
        return number > goal if strict == "more than" else number < goal
    if compare == "at least":
        return number >= goal
    if compare == "at most":
        return number <= goal
    return number == goal if compare == "exactly" or number == goal else None


def _no_figure(words: str) -> Figure:
    flag = Flag(code="C01", say=f"'{unify(words)}' names a time and no figure.", suggest="Type the figure.")
    return Figure(words=words, state="unclear", flags=(flag,))


def _spans(period: Period | None, recurs: str) -> bool:
    """Whether a figure of that period can be held against a target for each such stretch of time."""
    if period is None:
        return False
    days = (period.end - period.start).days + 1
    shortest, longest = {
        "annually": (365, 366),
        "twice a year": (181, 184),
        "quarterly": (90, 92),
        "monthly": (28, 31),
        "weekly": (7, 7),
    }[recurs]
    return shortest <= days <= longest


def _take_period(text: str) -> tuple[Period | None, str]:
    """The period before or behind the figure, and the words without it."""
    splits = [(text[: at.start()], at.group(), text[at.end() :]) for at in _SEPARATOR.finditer(text)]
    for first, between, rest in reversed(splits):
        sure = bool(between.strip(" ("))
        period = parse_period(first) if rest and (sure or not _LONE_YEAR.fullmatch(first)) else None
        if period and (sure or period.kind != "date"):
            return period, rest
    for first, between, last in splits:
        lead = _LEAD.match(last)
        sure = lead is not None or "(" in between
        words = last[lead.end() :] if lead else last
        if re.search(r"\d", first) and (sure or not _LONE_YEAR.fullmatch(words)) and (period := parse_period(words)):
            return period, first
    return None, text


def _level(text: str, kind: Literal["baseline", "target"], unit: Unit) -> Benchmark:
    """The number, the way it is met and the note of words from which period and repetition are taken."""
    if found := _TOWARDS_LEVEL.fullmatch(text):
        made = _level(found["rest"], kind, unit)
        if made.figure.number is not None:
            return replace(made, compare="at least" if found["up"] else "at most")
    if _TOWARDS.fullmatch(text):
        return Benchmark(figure=Figure(words=text, state="value", unit="text"), compare="towards")
    if found := _EXACTLY.fullmatch(text):
        return replace(_level(found.group(1), kind, unit), compare="exactly")
    if found := _KEEP.fullmatch(text):
        text = found.group(1)
    return _amount(text, kind, unit)


def _amount(text: str, kind: Literal["baseline", "target"], unit: Unit) -> Benchmark:
    figure = parse_figure(text, unit=unit)
    if figure.state == "unclear" and (found := _LEADING_AMOUNT.fullmatch(text)):
        made = _amount(found.group(1), kind, unit)
        if made.figure.state in NUMBER_STATES:
            said = (found["inside"] or found["of"] or found["apart"]).strip(" ,;-")
            return replace(made, note="; ".join(part for part in (made.note, said) if part))
    if kind == "target" and figure.state in ("range", "suppressed"):
        return _limit(figure, text)
    if figure.state == "unclear" and not re.search(r"\d", text) and figure.flags[0].code == "C01":
        return Benchmark(figure=Figure(words=text, state="value", unit="text"))
    return Benchmark(figure=replace(figure, note=""), note=figure.note)


def _limit(figure: Figure, text: str) -> Benchmark:
    """A target that is a limit: "at least 80%", "<5". A range with two ends stays a range."""
    if figure.state == "suppressed" and figure.below is not None:
        inclusive = bool(re.match(r"<=|=<|≤", text)) or " or " in text or "at most" in text or "no more" in text
        number = figure.below - 1 if inclusive else figure.below
        plain = Figure(words=text, state="value", number=number, unit=figure.unit)
        return Benchmark(figure=plain, compare="at most", note="" if inclusive else "less than")
    if figure.low is not None and figure.high is not None:
        return Benchmark(figure=figure)
    bound = figure.low if figure.low is not None else figure.high
    note = figure.note if figure.note in ("more than", "less than") else ""
    plain = Figure(words=text, state="value", number=bound, unit=figure.unit)
    return Benchmark(figure=plain, compare="at least" if figure.low is not None else "at most", note=note)
