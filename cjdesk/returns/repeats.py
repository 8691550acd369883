"""The same line and period told more than once: equal is ignored with the reason, different becomes one conflict."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from cjdesk.domain.values import Figure
from cjdesk.returns.figures import Placed
from cjdesk.returns.model import Ignored, Problem, Reading
from cjdesk.returns.problems import problem
from cjdesk.returns.series_index import group_key

MOST_ANSWERS = 5
"""So many of the figures given for one line are named in the question."""


def _spot(reading: Reading) -> Hashable | None:
    if reading.series_id is None or reading.period is None:
        return None
    return reading.series_id, group_key(reading.breakdown), reading.period.start, reading.period.end


def settle_repeats(placed: Sequence[Placed]) -> tuple[list[Reading], list[Ignored], list[Problem]]:
    """One reading per line and period, in the order of the cells, with what was left out and what must be asked."""
    groups: dict[Hashable, list[Placed]] = {}
    for one in placed:
        spot = _spot(one.reading)
        groups.setdefault(("alone", id(one)) if spot is None else spot, []).append(one)
    readings: list[Reading] = []
    ignored: list[Ignored] = []
    problems: list[Problem] = []
    for group in groups.values():
        if len(group) == 1:
            readings.append(group[0].reading)
        else:
            _settle([one.reading for one in group], readings, ignored, problems)
    order = {one.reading.cell: place for place, one in enumerate(placed)}
    return sorted(readings, key=lambda reading: order[reading.cell]), ignored, problems


def _settle(same: list[Reading], readings: list[Reading], ignored: list[Ignored], problems: list[Problem]) -> None:
    sure = [one for one in same if one.confidence == "certain"]
    unsure = [one for one in same if one.confidence != "certain"]
    unlike_words = {one.line_words.casefold() for one in same}
    if sure and unsure and len(unlike_words) > 1:
        _ask_the_unsure(sure, unsure, readings, problems)
        same = sure
    told = [one for one in same if one.figure.state != "blank"]
    if not told:
        readings.append(same[0])
        ignored += [Ignored(cell=one.cell, why=f"Repeats {same[0].cell}.") for one in same[1:]]
        return
    ignored += [
        Ignored(cell=one.cell, why=f"Blank; {told[0].cell} tells it.") for one in same if one.figure.state == "blank"
    ]
    first, *rest = told
    different = [one for one in rest if not _equal(first.figure, one.figure)]
    ignored += [
        Ignored(cell=one.cell, why=f"Repeats {first.cell}.") for one in rest if _equal(first.figure, one.figure)
    ]
    if not different:
        readings.append(first)
        return
    answers = list(dict.fromkeys(one.figure.words.strip() for one in (first, *different)))
    words = " or ".join(answers[:MOST_ANSWERS]) + (" and others" if len(answers) > MOST_ANSWERS else "")
    figure = Figure(words=words, state="conflict", unit=first.figure.unit, note=words)
    reasons = (*first.reasons, f"{different[0].cell} says otherwise")
    readings.append(replace(first, figure=figure, confidence="ask", reasons=reasons))
    ignored += [
        Ignored(cell=one.cell, why=f"Another figure for the line of {first.cell}; it is asked.") for one in different
    ]
    say = f"'{first.line_words}' is given more than once: {words}?"
    problems.append(problem("R01", first.cell, say=say, suggest="Choose the figure that is right, or ask the sender."))


def _ask_the_unsure(
    sure: list[Reading], unsure: list[Reading], readings: list[Reading], problems: list[Problem]
) -> None:
    """A line that only resembles one which is there already is probably another line."""
    for one in unsure:
        readings.append(replace(one, confidence="ask", reasons=(*one.reasons, f"{sure[0].cell} is that line already")))
        say = f"'{one.line_words}' resembles a line that {sure[0].cell} already gives."
        problems.append(problem("R01", one.cell, say=say))


def _equal(one: Figure, other: Figure) -> bool:
    return (one.state, one.number, one.below, one.low, one.high) == (
        other.state,
        other.number,
        other.below,
        other.low,
        other.high,
    )
