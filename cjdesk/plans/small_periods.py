"""Which periods of one line of figures fill others, whatever their kinds: the days decide.

A period is an edge from its first day to the day after its last. Figures of periods add up wherever edges meet: two
ways between the same two days are two sums of the same total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Span = tuple[date, date]
"""The first day of a period and the day after its last."""
Ends = tuple[Decimal, Decimal]
"""The least and the greatest number a figure can be."""
Held = tuple[Span, Ends]

_WAYS = 24  # ways to fill one period that are followed, those of the fewest pieces first
_STEPS = 400


@dataclass(frozen=True, slots=True)
class Relation:
    """Figures, by place, that make as much as others."""

    left: tuple[int, ...]
    right: tuple[int, ...]


def relations(held: Sequence[Held]) -> list[Relation]:
    """Everything that adds up: each period with what fills it, and each longer stretch that is filled in two ways."""
    found = [Relation((whole,), way) for whole in range(len(held)) for way in _ways(held, whole)]
    found += _rings(held)
    return [one for one in dict.fromkeys(found) if _agree(held, one)]


def rests(held: Sequence[Held]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each period with those that lie in it side by side and leave a part of it open, shortest pieces and longest."""
    for whole, ((start, end), _ends) in enumerate(held):
        inside = [
            place
            for place, ((first, after), _) in enumerate(held)
            if start <= first and after <= end and (first, after) != (start, end)
        ]
        for sign in (1, -1):
            taken: list[int] = []
            for place in sorted(inside, key=lambda one: (sign * _days(held[one][0]), held[one][0])):
                first, after = held[place][0]
                if all(after <= held[one][0][0] or held[one][0][1] <= first for one in taken):
                    taken.append(place)
            if taken and sum(_days(held[one][0]) for one in taken) < (end - start).days:
                yield whole, tuple(sorted(taken))


def _days(span: Span) -> int:
    return (span[1] - span[0]).days


def _agree(held: Sequence[Held], one: Relation) -> bool:
    """Whether the figures bear it out, as far as they are known."""
    (low, high), (least, most) = (
        (sum((held[at][1][0] for at in side), Decimal(0)), sum((held[at][1][1] for at in side), Decimal(0)))
        for side in (one.left, one.right)
    )
    return least <= high and low <= most


def _ways(held: Sequence[Held], whole: int) -> Iterator[tuple[int, ...]]:
    """The ways to fill a period with others that are held, without gap or overlap."""
    start, end = held[whole][0]
    follow: dict[date, list[int]] = {}
    for place, ((first, after), _ends) in enumerate(held):
        if place != whole and start <= first and after <= end:
            follow.setdefault(first, []).append(place)
    ways: list[tuple[date, tuple[int, ...]]] = [(start, ())]
    count = 0
    for step, (day, so_far) in enumerate(ways):  # breadth first: the list grows while it is read
        if day == end:
            yield so_far
            count += 1
        elif step < _STEPS:
            ways += [(held[place][0][1], (*so_far, place)) for place in follow.get(day, ())]
        if count == _WAYS:
            return


def _rings(held: Sequence[Held]) -> Iterator[Relation]:
    """A ring for every period that joins two days already joined by shorter ones; rings hold all that adds up."""
    roads: dict[date, list[tuple[date, int]]] = {}
    for place in sorted(range(len(held)), key=lambda one: (_days(held[one][0]), held[one][0], one)):
        start, end = held[place][0]
        road = _road(roads, start, end)
        if road is None:
            roads.setdefault(start, []).append((end, place))
            roads.setdefault(end, []).append((start, place))
            continue
        left, right = [place], list[int]()
        day = start
        for after, step in road:
            (right if after > day else left).append(step)
            day = after
        yield Relation(tuple(left), tuple(right))


def _road(roads: dict[date, list[tuple[date, int]]], start: date, end: date) -> list[tuple[date, int]] | None:
    """The steps from one day to another over the periods taken so far; None where there is no way."""
    came: dict[date, tuple[date, int] | None] = {start: None}
    days = [start]
    for day in days:
        for after, place in roads.get(day, ()):
            if after not in came:
                came[after] = (day, place)
                days.append(after)
    if end not in came:
        return None
    steps: list[tuple[date, int]] = []
    day = end
    while (before := came[day]) is not None:
        steps.append((day, before[1]))
        day = before[0]
    return steps[::-1]
