"""The closed grammar of figures as partners write them.

A number is kept only where there is exactly one. Missing, zero, suppressed, not applicable and not yet due are
different states and stay different everywhere.

What is *not* read but asked (state ``unclear``, with the flag that says why): letters that look like digits ("O",
"l2"), footnote marks run into a number ("41*", "41¹"), numbers in brackets ("(12)" is minus twelve or twelve), decimal
commas ("1,20"), dates and years where a figure is meant, 0.39 under a percentage indicator (0.39% or 39%), "1/4", and
all words the grammar does not know. Which flag stops, asks or only notes is the business of ``returns/problems.py``;
`doubt` says how sure the reading itself is.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from cjdesk.domain.dates import MONTH, lowered, read_dates, serial_date
from cjdesk.domain.figures import NUMBER_STATES, Figure, Flag, cut_flag, doubt, show
from cjdesk.domain.numerals import exact, is_whole, share, show_number, tidy
from cjdesk.domain.periods import is_date_format, parse_period
from cjdesk.domain.phrases import Phrase, read_phrase
from cjdesk.domain.states import DASHES, Legend, Meaning, State, Unit, meaning_of, parse_legend
from cjdesk.domain.text import clean

__all__ = [
    "NUMBER_STATES",
    "CellKind",
    "Figure",
    "Flag",
    "Legend",
    "Meaning",
    "State",
    "Unit",
    "cut_flag",
    "doubt",
    "parse_figure",
    "parse_legend",
    "show",
]

CellKind = Literal["text", "number", "date", "bool", "error", "formula"]


def parse_figure(
    raw: str | int | float | Decimal | bool | None,
    *,
    unit: Unit = "",
    number_format: str = "General",
    kind: CellKind = "text",
    shown: str = "",
    legend: Legend | None = None,
    percent_nearby: bool = False,
) -> Figure:
    """What one cell or one typed figure says. Never raises, and gives no number where two are possible.

    ``unit`` is that of the series ("" where it is not known: then it is taken from the words). ``shown`` is the text a
    person sees in the cell, kept as the words of a number. ``legend`` says what the sender's signs mean. Set
    ``percent_nearby`` where the line or the column heading carries a per cent sign: 39 is then 39%, though 0.39 is
    still asked.
    """
    context = _Context(unit, legend or {}, percent_nearby)
    if kind in ("error", "formula"):
        return _no_value(str(raw) if raw is not None else shown, kind)
    if raw is None:
        return _blank("")
    if isinstance(raw, bool):
        return _unclear("TRUE" if raw else "FALSE", "C01", "is yes or no, not a figure")
    if isinstance(raw, str):
        figure = _from_text(raw, context) if kind != "date" else _a_date(raw)
    else:
        figure = _from_number(raw, context, number_format, kind, shown)
    cut = cut_flag(raw) if isinstance(raw, str) else None
    return replace(figure, flags=(*figure.flags, cut)) if cut else figure


@dataclass(frozen=True, slots=True)
class _Context:
    unit: Unit
    legend: Legend
    percent_nearby: bool


# --- what gives no number ------------------------------------------------------------------------------------------


def _quoted(words: str) -> str:
    words = " ".join(words.split())
    return f"'{words if len(words) <= 40 else words[:39] + '…'}'"


def _unclear(words: str, code: str, why: str, suggest: str = "Ask the sender, or type the figure.") -> Figure:
    return Figure(
        words=words, state="unclear", flags=(Flag(code=code, say=f"{_quoted(words)} {why}.", suggest=suggest),)
    )


def _blank(words: str) -> Figure:
    return Figure(words=words, state="blank", flags=(Flag(code="C06", say="Left blank: nothing changes."),))


def _no_value(words: str, kind: str) -> Figure:
    if kind == "formula":
        say = "The formula was saved without its result."
    else:
        say = f"{_quoted(words)}: the sender's workbook lost its source."
    suggest = "Ask the sender to open the workbook, check the cell and save it again."
    return Figure(words=words or "#VALUE!", state="error", flags=(Flag(code="C05", say=say, suggest=suggest),))


def _a_date(words: str) -> Figure:
    return _unclear(words, "C04", "is a date where a figure is meant")


def _missing(words: str, meaning: Meaning, remark: str, context: _Context) -> Figure:
    """The figure of a sign or words that stand for no number (or, by the sender's legend, for nought)."""
    sign = lowered(words)
    if meaning.number is not None:
        say = f"{_quoted(words)} read as {show_number(meaning.number)}, as the sender explains it."
        return Figure(
            words=words, state="value", number=meaning.number, unit=context.unit, flags=(Flag(code="C02", say=say),)
        )
    if meaning.state in NUMBER_STATES:
        return _unclear(words, "C06", f"means '{meaning.state}', and the figure itself is missing")
    say = f"{_quoted(words)} means {meaning.state}."
    suggest = ""
    if sign in DASHES and sign not in context.legend:
        say = f"{_quoted(words)} can mean not available, not yet, or none."
        suggest = "Take it as not available, or ask the sender."
    flag = Flag(code="C06", say=say, suggest=suggest)
    return Figure(words=words, state=meaning.state, unit=context.unit, below=meaning.below, note=remark, flags=(flag,))


# --- text ----------------------------------------------------------------------------------------------------------

_ERROR_WORDS = re.compile(
    r"#(?:ref!|n/a|div/0!|value!|name\?|num!|null!|spill!|calc!|getting_data)|err:\d{3}|#{2,}|=.*", re.S
)
_LETTERS_FOR_DIGITS = re.compile(r"(?=.*[oil|])[\doil|,.]{1,9}%?")
_DATE_LIKE = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?[ -]{MONTH}(?:[ -]\d{{2,4}})?|{MONTH}[ -]?\d{{1,4}}|\d{{1,2}}:\d{{2}}(?::\d{{2}})?"
)
_POINTS_FOR_THOUSANDS = re.compile(r"£? ?[1-9]\d{0,2}(?:\.000)+")
_NOUGHTS = frozenset({"nil", "zero", "nought"})


def _from_text(raw: str, context: _Context) -> Figure:
    words = clean(raw)
    text = lowered(tidy(words)).removeprefix("'")
    if not text:
        return _blank(words)
    if _ERROR_WORDS.fullmatch(text):
        return _no_value(words, "error")
    found = meaning_of(text, context.legend)
    if found and (found[0].number is None or context.unit != "text"):
        return _missing(words, *found, context)
    if context.unit == "text":
        return Figure(words=words, state="value", unit="text")
    if text in _NOUGHTS:
        return _checked(Figure(words=words, state="value", number=Decimal(0)), context, cleaned=True)
    if _is_date_like(text):
        return _a_date(words)
    if context.unit != "percent" and _POINTS_FOR_THOUSANDS.fullmatch(text):
        whole, decimal = text.replace(".", ","), text.split(".")[0]
        return _unclear(words, "C01", f"may be {whole} or {decimal}", f"{whole} or {decimal}?")
    phrase = read_phrase(words.strip().removeprefix("'"), context.legend)
    if phrase:
        return _from_phrase(words, phrase, context)
    if _LETTERS_FOR_DIGITS.fullmatch(text):
        digits = text.translate(str.maketrans("oil|", "0111"))
        return _unclear(words, "C02", "has letters where digits are meant", f"Is it {digits}?")
    return _unclear(words, "C01", "cannot be read as one figure")


def _is_date_like(text: str) -> bool:
    """Whether the text is a day, a financial year, or two small numbers that software takes for a day ("1/4")."""
    if read_dates(text) or _DATE_LIKE.fullmatch(text) or re.fullmatch(r"\d{1,2} ?[/-] ?(?:19|20)\d\d", text):
        return True
    if re.fullmatch(r"\d{4} ?[/-] ?\d{2,4}|\d{2}/\d{2}", text) and (period := parse_period(text)):
        return period.kind == "year"
    found = re.fullmatch(r"(\d{1,2}) ?/ ?(\d{1,2})", text)
    if not found:
        return bool(re.fullmatch(r"(?:19|20)\d\d ?- ?(?:19|20)\d\d", text))
    first, second = sorted(int(part) for part in found.groups())
    return 1 <= first <= 12 and second <= 31


def _from_phrase(words: str, phrase: Phrase, context: _Context) -> Figure:
    if phrase.bound:
        return _bounded(words, phrase, context)
    if phrase.low is not None:
        return _range(words, phrase, context)
    if phrase.numerator is not None:
        return _share_of(words, phrase, context)
    if phrase.remark and not phrase.per_cent and meaning_of(phrase.remark, context.legend):
        return _unclear(words, "C01", "gives a figure and says that there is none")
    if phrase.per_cent is not None:
        return _count_and_percent(words, phrase, context)
    figure = Figure(words=words, state=phrase.state, number=phrase.number, unit=phrase.unit, note=phrase.remark)
    cleaned = (
        phrase.grouped
        or phrase.with_words
        or words != words.strip()
        or not words.replace("£", "").isascii()
        or words[0] == "'"
    )
    return _checked(figure, context, cleaned=cleaned)


def _bounded(words: str, phrase: Phrase, context: _Context) -> Figure:
    """ "<5" is suppressed below 5, "4 or fewer" below 5; larger limits and per cent bound a range."""
    limit, unit = phrase.limit, phrase.unit or context.unit
    assert limit is not None
    clash = _clash(words, phrase.unit, context.unit)
    if clash:
        return clash
    below = limit + 1 if phrase.bound == "at most" and not words.casefold().startswith("up to") else limit
    small = is_whole(limit) and 2 <= below <= _LARGEST_THRESHOLD and not phrase.unit
    if small and phrase.bound in ("less than", "at most") and context.unit in ("", "count", "percent"):
        flag = Flag(code="C06", say=f"{_quoted(words)} means suppressed by the sender.")
        return Figure(words=words, state="suppressed", unit=context.unit, below=below, flags=(flag,))
    flag = Flag(code="C01", say=f"{_quoted(words)} is a limit, not a figure.", suggest="Ask the sender for the figure.")
    side = {"high": limit} if phrase.bound in ("less than", "at most") else {"low": limit}
    return Figure(words=words, state="range", unit=unit, note=phrase.bound, flags=(flag,), **side)


_LARGEST_THRESHOLD = 11
"""Senders suppress below 3, 5, 10 or 11; "<40" is a limit, not a suppression."""


def _range(words: str, phrase: Phrase, context: _Context) -> Figure:
    clash = _clash(words, phrase.unit, context.unit)
    if clash:
        return clash
    unit = phrase.unit or context.unit
    flag = Flag(code="C01", say=f"{_quoted(words)} is a range, not a figure.", suggest="Ask the sender for the figure.")
    return Figure(words=words, state="range", unit=unit, low=phrase.low, high=phrase.high, flags=(flag,))


def _share_of(words: str, phrase: Phrase, context: _Context) -> Figure:
    """ "12 of 40" is 30% of a percentage, 12 of a count, 12 points of a score; of anything else it is asked."""
    part, whole, per_cent = phrase.numerator, phrase.denominator, phrase.per_cent
    assert part is not None and whole is not None
    if not (0 <= part <= whole and whole > 0):
        return _unclear(words, "C07", "is more than the whole")
    if per_cent is not None and abs(share(part, whole) - per_cent) > _rounding(per_cent):
        say = f"{_quoted(words)} disagrees with itself: {part} of {whole} is {show_number(share(part, whole))}%."
        return Figure(words=words, state="conflict", flags=(Flag(code="C10", say=say, suggest="Ask the sender."),))
    unit: Unit = context.unit or ("percent" if per_cent is not None else "")
    if unit == "percent":
        number = per_cent if per_cent is not None else share(part, whole)
    elif unit in ("count", "score"):
        number = part
    else:
        return _unclear(words, "C01", "may mean the part or the percentage")
    say = f"{_quoted(words)} read as {show_number(number)}{'%' if unit == 'percent' else ''}."
    suggest = "" if per_cent is not None and unit == "percent" else "Check that this is what the sender means."
    figure = Figure(words=words, state=phrase.state, number=number, unit=unit, numerator=part, denominator=whole)
    flag = Flag(code="C01" if suggest else "C02", say=say, suggest=suggest)
    return _checked(replace(figure, flags=(flag,)), context)


def _rounding(per_cent: Decimal) -> Decimal:
    """How far a percentage that a person rounded may stand from the exact share: a whole unit of its last place."""
    places = -int(per_cent.as_tuple().exponent)
    return max(Decimal(1).scaleb(-places), Decimal("0.1"))


def _count_and_percent(words: str, phrase: Phrase, context: _Context) -> Figure:
    """ "176 (17% of all outcomes)": the number that the series counts in; what stands first where that is not known."""
    unit: Unit = context.unit or phrase.unit
    if unit not in ("count", "percent"):
        return _unclear(words, "C01", "gives two figures")
    count = phrase.number
    number = phrase.per_cent if unit == "percent" else count
    assert number is not None
    sign = "%" if unit == "percent" else ""
    flag = Flag(
        code="C01",
        say=f"{_quoted(words)} read as {show_number(number)}{sign}.",
        suggest="Check that this is what the sender means.",
    )
    figure = Figure(words=words, state=phrase.state, number=number, unit=unit, flags=(flag,))
    if unit == "percent":
        return _checked(replace(figure, numerator=count), context)
    return _checked(replace(figure, note=phrase.remark), context)


# --- numbers -------------------------------------------------------------------------------------------------------


def _from_number(
    raw: int | float | Decimal, context: _Context, number_format: str, kind: CellKind, shown: str
) -> Figure:
    if not math.isfinite(raw):
        return _no_value("#NUM!", "error")
    if kind == "date" or is_date_format(number_format):
        day = serial_date(float(raw))
        return _a_date(shown or (day.isoformat() if day else str(raw)))
    if context.unit == "text":
        return Figure(words=shown or show_number(exact(raw)), state="value", unit="text")
    if _is_scaled(number_format, context.unit):
        held = show_number(exact(raw))
        return _unclear(shown or held, "C03", f"is shown, but the cell holds {held}", f"{shown or held} or {held}?")
    number, unit = exact(raw), context.unit
    if "%" in re.sub(r'"[^"]*"|\\.', "", number_format):
        number, unit = exact(number * 100), "percent"
        words = shown or f"{show_number(number)}%"
    elif "%" in number_format:  # written behind the number, which is not multiplied
        words, unit = shown or f"{show_number(number)}%", "percent"
    else:
        words, unit = shown or show_number(number), ""
    note = f"the cell holds {show_number(number)}" if shown and not _shows(shown, number) else ""
    return _checked(Figure(words=words, state="value", number=number, unit=unit, note=note), context)


_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_SCALE_WORDS = re.compile(r"(?:k|m|mn|bn|b|0{3}s?|thousands?|millions?|per .*)", re.IGNORECASE)


def _is_scaled(number_format: str, unit: Unit) -> bool:
    """Whether a format shows thousands or millions of its number ("0,"), or writes a scale behind it ('0"k"')."""
    written = ("".join(found) for found in re.findall(r'"([^"]*)"|\\(.)', number_format))
    scales = [one for one in written if _SCALE_WORDS.fullmatch(one.strip(" '’"))]
    if any(unit != "rate" or not one.strip().startswith("per") for one in scales):
        return True
    return bool(_SCALED.search(re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", number_format)))


def _shows(shown: str, number: Decimal) -> bool:
    phrase = read_phrase(shown)
    return phrase is not None and phrase.number == number


def _clash(words: str, found: Unit, asked: Unit) -> Figure | None:
    """The unclear figure where the words name another unit than the series has."""
    if not found or not asked or found == asked or asked == "text":
        return None
    if "percent" in (found, asked):
        return _unclear(words, "C03", f"does not fit: {_UNIT_WORDS[asked]} is asked for")
    return _unclear(words, "C01", f"does not fit: {_UNIT_WORDS[asked]} is asked for")


_UNIT_WORDS: dict[Unit, str] = {
    "count": "a number",
    "percent": "a percentage",
    "rate": "a rate",
    "hours": "a number of hours",
    "money": "an amount of money",
    "score": "a score",
}


def _checked(figure: Figure, context: _Context, *, cleaned: bool = False) -> Figure:
    """A figure with one number, looked at against the unit of its series and the limits of that unit."""
    number, words = figure.number, figure.words
    assert number is not None
    clash = _clash(words, figure.unit, context.unit)
    if clash:
        return clash
    flags = list(figure.flags)
    unit = figure.unit or context.unit
    bare = unit == "percent" and not figure.unit
    if bare and 0 < number <= 1:
        return _scale_asked(words, number)
    sign = "%" if unit == "percent" else ""
    if figure.state != "value" or (figure.note and not figure.numerator and "the cell holds" not in figure.note):
        if not flags:
            what = f", {figure.state}" if figure.state != "value" else ""
            say = f"{_quoted(words)} read as {show_number(number)}{sign}{what}."
            flags.append(Flag(code="C01", say=say, suggest="Check that this is what the sender means."))
    elif cleaned:
        flags.append(Flag(code="C02", say=f"{_quoted(words)} read as {show_number(number)}{sign}."))
    if bare and number and not context.percent_nearby:
        suggest = f"Take it as {show_number(number)}%."
        flags.append(Flag(code="C03", say=f"{_quoted(words)} has no per cent sign.", suggest=suggest))
    limit = _outside(number, unit)
    if limit:
        flags.append(Flag(code="C07", say=f"{_quoted(words)}: {limit}.", suggest="Ask the sender, or type the figure."))
    if unit == "count" and is_whole(number):
        number = number.to_integral_value()
    return replace(figure, number=number, unit=unit, flags=tuple(flags))


def _scale_asked(words: str, number: Decimal) -> Figure:
    low, high = show_number(number), show_number(exact(number * 100))
    return _unclear(words, "C03", f"may be {high}% or {low}%", f"{high}% or {low}%?")


def _outside(number: Decimal, unit: Unit) -> str:
    """Why a number cannot be one of that unit, or nothing."""
    if unit in ("count", "percent", "hours", "rate", "score") and number < 0:
        return "it cannot be negative"
    if unit == "count" and not is_whole(number):
        return "a count has no decimals"
    return "it is over 100%" if unit == "percent" and number > 100 else ""
