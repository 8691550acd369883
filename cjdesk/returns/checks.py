"""What a figure is checked against: its own history, its siblings, its whole, its year, and what is printed in public.

A finding of these checks never changes a figure. One that asks takes the reading's confidence away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from cjdesk.domain.disclosure import SMALL_BELOW
from cjdesk.domain.numerals import show_number
from cjdesk.domain.periods import Period, contains, financial_year_of, quarters_of, short_label
from cjdesk.domain.text import counted
from cjdesk.domain.values import NUMBER_STATES, Figure, show
from cjdesk.returns.claims import asked_where
from cjdesk.returns.model import Known, KnownSeries, Problem, Reading
from cjdesk.returns.problems import problem
from cjdesk.returns.wording import key

UNLIKE_TIMES = 4
"""A figure so many times the highest, or under that part of the lowest, it ever was is unlike its history."""
UNLIKE_AT_LEAST = 20
"""Differences below this many people or points are ordinary: small numbers jump."""
SAME_FROM = 3
"""So many figures must all equal last period's before that is said."""


def checked(readings: Sequence[Reading], known: Known) -> tuple[list[Reading], list[Problem]]:
    """The readings with their confidence after all checks, and what the checks found."""
    by_id = {one.series_id: one for one in known.series}
    found: list[Problem] = []
    for check in (_unlike_history, _same_as_last, _commenced_and_completed, _parts_and_whole, _year_and_quarters):
        found += check(readings, by_id)
    return asked_where(readings, found), found + list(_small(readings))


def _number(figure: Figure) -> Decimal | None:
    return figure.number if figure.state in NUMBER_STATES else None


def _own_series(reading: Reading, by_id: dict[int, KnownSeries]) -> KnownSeries | None:
    """The plan's series of exactly this line; none for a group the plan does not have yet."""
    series = by_id.get(reading.series_id) if reading.series_id is not None else None
    return series if series and reading.breakdown in ("", series.breakdown) else None


def _unlike_history(readings: Sequence[Reading], by_id: dict[int, KnownSeries]) -> Iterable[Problem]:
    for reading in readings:
        series, number = _own_series(reading, by_id), _number(reading.figure)
        if series is None or number is None or reading.period is None:
            continue
        length = (reading.period.end - reading.period.start).days // 28
        past = [
            value
            for period, figure in series.history.items()
            if (value := _number(figure)) is not None
            and period.end < reading.period.start
            and (period.end - period.start).days // 28 == length
        ]
        if past and _is_unlike(number, min(past), max(past)):
            low, high = show_number(min(past)), show_number(max(past))
            span = low if low == high else f"{low} to {high}"
            say = f"{show(reading.figure)} is far from what this line had before ({span})."
            yield problem("C08", reading.cell, say=say)


def _is_unlike(number: Decimal, low: Decimal, high: Decimal) -> bool:
    if number > high:
        return number - high >= UNLIKE_AT_LEAST and number >= UNLIKE_TIMES * max(high, Decimal(1))
    return low - number >= UNLIKE_AT_LEAST and number * UNLIKE_TIMES <= low


def _same_as_last(readings: Sequence[Reading], by_id: dict[int, KnownSeries]) -> Iterable[Problem]:
    """Every figure of a period equal to the one before it: the old return may have been sent again."""
    by_period: dict[Period, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.period and _number(reading.figure) is not None:
            by_period[reading.period].append(reading)
    for period, group in sorted(by_period.items()):
        before: list[tuple[Decimal | None, Period]] = []
        for reading in group:
            series = _own_series(reading, by_id)
            earlier = [one for one in series.history if one.end < period.start] if series else []
            if series and earlier:
                last = max(earlier)
                before.append((_number(series.history[last]), last))
        equal = len(before) == len(group) and all(
            number == _number(reading.figure) for (number, _last), reading in zip(before, group, strict=True)
        )
        if equal and len(group) >= SAME_FROM:
            yield problem("C09", number=len(group), period=short_label(before[0][1]))


def _commenced_and_completed(readings: Sequence[Reading], by_id: dict[int, KnownSeries]) -> Iterable[Problem]:
    """More completed than commenced of the same thing in the same period."""
    spots: dict[tuple[str, str, Period], dict[str, Reading]] = defaultdict(dict)
    for reading in readings:
        series = by_id.get(reading.series_id) if reading.series_id is not None else None
        if series is None or reading.period is None or reading.figure.unit == "percent":
            continue
        words = key(f"{series.indicator_text} {series.part_text}")
        for stage in ("commenced", "completed"):
            if stage in words.split():
                thing = " ".join(
                    word for word in words.split() if word not in ("commenced", "completed", "successfully")
                )
                spots[thing, reading.breakdown, reading.period][stage] = reading
    for pair in spots.values():
        if len(pair) < 2:
            continue
        begun, done = _number(pair["commenced"].figure), _number(pair["completed"].figure)
        if begun is not None and done is not None and done > begun:
            what = f"More completed ({show_number(done)}) than commenced ({show_number(begun)})."
            yield problem("C10", pair["completed"].cell, what=what)


def _parts_and_whole(readings: Sequence[Reading], by_id: dict[int, KnownSeries]) -> Iterable[Problem]:
    """A group ("Under 18s") larger than the line it is part of."""
    wholes: dict[tuple[int, str, Period], Reading] = {}
    for reading in readings:
        series = by_id.get(reading.series_id) if reading.series_id is not None else None
        if series and reading.period and not reading.breakdown:
            wholes[series.indicator_id, series.part_text, reading.period] = reading
    for reading in readings:
        series = by_id.get(reading.series_id) if reading.series_id is not None else None
        if series is None or not reading.period or not reading.breakdown or reading.figure.unit == "percent":
            continue
        whole = wholes.get((series.indicator_id, series.part_text, reading.period))
        number, all_of_it = _number(reading.figure), _number(whole.figure) if whole else None
        if number is not None and all_of_it is not None and number > all_of_it:
            what = f"{reading.breakdown} ({show_number(number)}) are more than all ({show_number(all_of_it)})."
            yield problem("C10", reading.cell, what=what)


def _year_and_quarters(readings: Sequence[Reading], by_id: dict[int, KnownSeries]) -> Iterable[Problem]:
    """A year or half that disagrees with its own quarters. They are compared and never added into a figure."""
    values: dict[tuple[int, str], dict[Period, Reading]] = defaultdict(dict)
    for reading in readings:
        if reading.series_id is not None and reading.period and reading.figure.unit in ("count", ""):
            values[reading.series_id, reading.breakdown][reading.period] = reading
    for line in values.values():
        for period, reading in line.items():
            if period.kind not in ("year", "half"):
                continue
            quarters = [one for one in quarters_of(financial_year_of(period.start)) if contains(period, one)]
            numbers = [_number(line[one].figure) for one in quarters if one in line]
            total = sum((one for one in numbers if one is not None), Decimal(0))
            whole = _number(reading.figure)
            so_far = period.kind == "year" and 0 < len(numbers) < len(quarters)
            if so_far and None not in numbers and whole is not None and 0 < whole <= total:
                held = counted(len(numbers), "quarter")
                what = f"The year says {show_number(whole)}, {held} of it {show_number(total)}."
                yield problem("C10", reading.cell, what=what)
            if len(numbers) == len(quarters) and None not in numbers and whole is not None and whole != total:
                what = f"The {period.kind} says {show_number(whole)}; its quarters make {show_number(total)}."
                yield problem("C10", reading.cell, what=what)


def _small(readings: Sequence[Reading]) -> Iterable[Problem]:
    for reading in readings:
        number = _number(reading.figure)
        people = number if reading.figure.unit == "count" else reading.figure.numerator
        if people is not None and 0 < people < SMALL_BELOW:
            said = f"{show_number(people)} {'person' if people == 1 else 'people'}"
            yield problem("D02", reading.cell, people=said)
