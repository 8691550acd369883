"""One figure as a plain value, how sure its reading is, and how it is printed.

Read from words it is in ``values.py``, which gives out everything here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cjdesk.domain.numerals import show_number
from cjdesk.domain.states import State, Unit

NUMBER_STATES: frozenset[State] = frozenset({"value", "estimate", "provisional", "revised"})
"""The only states in which a figure has a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A problem seen while reading: its code (see ``returns/problems.py``), a sentence, a suggested repair.

    ``suggest`` is filled only where a person has something to decide.
    """

    code: str
    say: str
    suggest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: the words as written and what they mean.

    ``number`` is set only in states that have exactly one (value, estimate, provisional, revised). Percentages are on
    the 0 to 100 scale. ``low``/``high`` bound a range, ``below`` is the threshold of a suppressed figure ("<5" is
    below 5). ``numerator``/``denominator`` stand where written ("12 of 40").
    """

    words: str
    state: State
    number: Decimal | None = None
    unit: Unit = ""
    low: Decimal | None = None
    high: Decimal | None = None
    below: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""
    flags: tuple[Flag, ...] = ()


def cut_flag(text: str) -> Flag | None:
    """A note that text may have been cut: it ends in mid-word at 255 or 32,767 characters, where old software cuts."""
    if len(text) not in (255, 32_767) or not text[-1].isalnum():
        return None
    return Flag(
        code="C11",
        say=f"The text ends in mid-word at {len(text):,} characters; the rest may be lost.",
        suggest="Ask the sender for the whole text.",
    )


def doubt(figure: Figure) -> Literal["certain", "suggested", "ask"]:
    """How sure the reading of a figure is in itself, whatever the line it stands in.

    ``ask`` where a person must decide what it is or it cannot stand; ``suggested`` where a number was read that one
    look should confirm; ``certain`` otherwise, missing and suppressed figures included.
    """
    if figure.state in ("unclear", "conflict", "error", "range") or any(flag.code == "C07" for flag in figure.flags):
        return "ask"
    if not any(flag.suggest for flag in figure.flags):
        return "certain"
    return "suggested" if figure.number is not None else "ask"


# --- printing ------------------------------------------------------------------------------------------------------

_STATE_MARKS: dict[State, str] = {"value": "", "estimate": " (est.)", "provisional": " (p)", "revised": " (r)"}


def show(figure: Figure) -> str:
    """The figure as the product prints it; read again with the same unit it means the same.

    Missing figures print their state in words, suppressed ones "<5" or "*", and what could not be read its own words.
    """
    if figure.state in NUMBER_STATES:
        return _show_amount(figure) + _STATE_MARKS[figure.state]
    if figure.state == "suppressed":
        return f"<{show_number(figure.below)}" if figure.below is not None else "*"
    if figure.state == "range":
        return _show_range(figure)
    if figure.state == "blank":
        return ""
    if figure.state in ("error", "conflict", "unclear"):
        return figure.words
    return figure.state


def _show_amount(figure: Figure) -> str:
    if figure.number is None:  # a figure of unit "text": its words are the figure
        return figure.words
    number = show_number(figure.number)
    part = show_number(figure.numerator) if figure.numerator is not None else ""
    whole = show_number(figure.denominator) if figure.denominator is not None else ""
    if figure.unit == "percent":
        beside = f" ({part} of {whole})" if part and whole else f" ({part})" if part else ""
        return f"{number}%{beside}"
    if part and whole:
        return f"{part} of {whole}"
    if figure.unit == "money":
        return f"-£{number[1:]}" if figure.number < 0 else f"£{number}"
    return f"{number} hours" if figure.unit == "hours" else number


def _show_range(figure: Figure) -> str:
    sign = "%" if figure.unit == "percent" else ""
    if figure.low is not None and figure.high is not None:
        return f"{show_number(figure.low)} to {show_number(figure.high)}{sign}"
    bound = figure.low if figure.low is not None else figure.high
    return f"{figure.note} {show_number(bound)}{sign}" if bound is not None else figure.words
