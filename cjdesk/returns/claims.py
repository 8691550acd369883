"""Figures that are well read and still wait for a person: another partner's line, or a file that was applied before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from cjdesk.domain.dates import show_date
from cjdesk.domain.text import plain
from cjdesk.domain.values import Figure, show
from cjdesk.returns.apply import means_the_same
from cjdesk.returns.model import Applied, Known, KnownPartner, KnownSeries, Problem, ProgressReading, Reading
from cjdesk.returns.problems import problem
from cjdesk.returns.recognise import partners_named

AGAIN = "This very file"
"""How a question begins that is asked because the file was applied before."""
Either = TypeVar("Either", Reading, ProgressReading)


def asked(reading: Either, why: str) -> Either:
    """The reading, now to be asked, with ``why`` as its first reason."""
    given: tuple[str, ...] = reading.reasons
    return replace(reading, confidence="ask", reasons=(why, *(one for one in given if one != why)))


def asked_where(readings: Iterable[Either], problems: Iterable[Problem]) -> list[Either]:
    """The readings; those whose cell a problem asks about are asked, for the first such problem's reason."""
    whys: dict[str, str] = {}
    for one in problems:
        if one.severity == "ask" and one.cell:
            whys.setdefault(one.cell, one.say)
    return [asked(one, whys[one.cell]) if one.cell in whys else one for one in readings]


def of_other_partners(readings: Sequence[Reading], known: Known, partner: KnownPartner | None) -> list[Problem]:
    """A question (P01) for each line that is another partner's; whoever collates for all may report any line."""
    if partner is None:
        return []
    return _questions(readings, known, "P01", lambda one, series, held: _whose(one, series, held, known, partner))


def _whose(
    reading: Reading, series: KnownSeries, held: Figure | None, known: Known, partner: KnownPartner
) -> str | None:
    names = {plain(name) for name in (partner.name, *partner.aliases)}
    mine = [
        name for name in series.providers if plain(name) in names or partner in partners_named(name, known.partners)
    ]
    if series.providers and not mine:
        return f"This line is {' and '.join(series.providers)}'s; the return is from {partner.name}."
    sender = series.history_senders.get(reading.period, "") if held and reading.period else ""
    senders = [one for one in known.partners if plain(one.name) == plain(sender)]
    senders = senders or partners_named(sender, known.partners)
    if held and senders and partner not in senders:
        return f"The plan's {show(held)} came from {senders[0].name}; the return is from {partner.name}."
    return None


def put_back(readings: Sequence[Reading], known: Known, again: Applied | None) -> list[Problem]:
    """A question (P03) for each figure that a file applied before would change once more: the plan moved on since."""
    if again is None:
        return []
    day = show_date(again.applied_on)

    def moved_on(_one: Reading, _series: KnownSeries, held: Figure | None) -> str:
        now = f"the plan has {show(held)} now" if held else "the plan has no such figure now"
        return f"{AGAIN} was applied on {day}; {now}. It would put the earlier figure back."

    return _questions(readings, known, "P03", moved_on)


def notes_put_back(progress: Sequence[ProgressReading], known: Known, again: Applied | None) -> list[Problem]:
    """The same for notes on actions that the plan does not have any more."""
    if again is None:
        return []
    noted = {(one.action_id, *update[1:]) for one in known.actions for update in one.updates}
    say = f"{AGAIN} was applied on {show_date(again.applied_on)}, and the plan does not have this note now."
    return [
        problem("P03", one.cell, say=say)
        for one in progress
        if one.action_id is not None and (one.action_id, one.text, one.status_id, one.revised_words) not in noted
    ]


def _questions(
    readings: Sequence[Reading],
    known: Known,
    code: str,
    why: Callable[[Reading, KnownSeries, Figure | None], str | None],
) -> list[Problem]:
    """A problem for each figure that would change the plan and that ``why`` has a sentence about."""
    by_id = {one.series_id: one for one in known.series}
    found = []
    for one in readings:
        series = by_id.get(one.series_id) if one.series_id is not None else None
        if series is None or one.figure.state == "blank":
            continue
        same_line = one.period is not None and one.breakdown in ("", series.breakdown)
        held = series.history.get(one.period) if same_line and one.period else None
        if held is not None and means_the_same(held, one.figure):
            continue
        say = why(one, series, held)
        if say:
            found.append(problem(code, one.cell, say=say, suggest="Accept it only if it is meant to replace it."))
    return found
