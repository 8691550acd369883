"""Which counts of a plan are the numerator or the whole of which percentages.

They belong together where they stand under one indicator, or under two whose wordings differ only in "number of" and
"percentage of", for the same group of people. Then the figures decide: a count is taken for the whole where the
percentage of it can be a whole number in every period, and for the numerator where it can be that part of a whole
number. A count that can be both is taken for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from cjdesk.domain.disclosure import Ratio, Sum
from cjdesk.domain.text import plain
from cjdesk.plans.small_sums import Entry, Line, ends_of

_COUNTED = re.compile(
    r"^(?:the )?(?:(?:total )?numbers?|percentages?|proportions?|shares?|rates?|per ?cent|%|count)"
    r"(?: and (?:percentages?|numbers?|proportions?|%))?(?: of)?[: ]*"
)


def wording_key(text: str) -> str:
    """What is counted, without saying whether as a number or a percentage."""
    return _COUNTED.sub("", plain(text)).strip()


def ratios_of(percents: Sequence[tuple[Line, str]], counts: Sequence[tuple[Line, str]]) -> Iterator[Ratio]:
    """The ratios among lines, each given with the key of its wording."""
    for percent, words in percents:
        near = [
            line
            for line, other in counts
            if line.group in ("", percent.group) and (line.indicator == percent.indicator or other == words)
        ]
        parts = [line for line in near if line.group == percent.group and _agree(percent, line, _can_be_part)]
        wholes = [line for line in near if _agree(percent, line, _can_be_whole)]
        for part in parts:
            yield from _each(percent, part, None)
        for whole in wholes:
            yield from _each(percent, None, whole)
            for part in near:
                if part is not whole and _make(percent, part, whole):
                    yield from _each(percent, part, whole)


def percentages_of_one_whole(percents: Sequence[Line]) -> Iterator[Sum]:
    """The percentages of an indicator's parts where they make 100 in a period, rounding allowed for."""
    lines: dict[tuple[int, str], list[Line]] = {}
    for line in percents:
        lines.setdefault((line.indicator, line.group), []).append(line)
    for members in lines.values():
        for span in members[0].by_span if len(members) > 1 else ():
            found = [entry for one in members if (entry := one.by_span.get(span)) and ends_of(entry.figure)]
            numbers = [one.figure.number for one in found]
            hidden = None in numbers
            total = sum((one for one in numbers if one is not None), Decimal(0))
            slack = Decimal(len(found)) / 2
            if len(found) == len(members) and total <= 100 + slack and (hidden or total >= 100 - slack):
                yield Sum(parts=tuple(one.key for one in found), whole=Decimal(100))


def _each(percent: Line, part: Line | None, whole: Line | None) -> Iterator[Ratio]:
    for span, entry in percent.by_span.items():
        ends = [line.by_span.get(span) for line in (part, whole) if line]
        if all(ends):
            yield Ratio(percent=entry.key, numerator=_key(part, span), denominator=_key(whole, span))


def _key(line: Line | None, span: object) -> str:
    return line.by_span[span].key if line else ""  # type: ignore[index]


Known = tuple[Decimal, Decimal]


def _agree(percent: Line, line: Line, can_be: Callable[[Decimal, Decimal, Decimal], bool]) -> bool:
    """Whether a count can have that place in every period in which both are known, one at least."""
    met = [
        can_be(*between, count.figure.number)
        for span, entry in percent.by_span.items()
        if (between := _between(entry)) and (count := line.by_span.get(span)) and count.figure.number is not None
    ]
    return bool(met) and all(met)


def _between(entry: Entry) -> Known | None:
    """The least and greatest percentage that is rounded to the one shown."""
    number = entry.figure.number
    if number is None:
        return None
    half = Decimal(1).scaleb(min(0, int(number.as_tuple().exponent))) / 2
    return max(Decimal(0), number - half), number + half


def _can_be_whole(low: Decimal, high: Decimal, count: Decimal) -> bool:
    return _holds_a_whole_number(count * low / 100, count * high / 100)


def _can_be_part(low: Decimal, high: Decimal, count: Decimal) -> bool:
    return low == 0 or _holds_a_whole_number(count * 100 / high, count * 100 / low)


def _holds_a_whole_number(low: Decimal, high: Decimal) -> bool:
    return low.to_integral_value(ROUND_CEILING) <= high.to_integral_value(ROUND_FLOOR)


def _make(percent: Line, part: Line, whole: Line) -> bool:
    """Whether two counts make the percentage in every period with all known; suppressed ones can be anything."""
    met: list[bool] = []
    unknown = False
    for span, entry in percent.by_span.items():
        between, top, bottom = _between(entry), part.by_span.get(span), whole.by_span.get(span)
        if between is None or top is None or bottom is None:
            continue
        if top.figure.number is None or not bottom.figure.number:
            unknown = True
            continue
        met.append(between[0] <= top.figure.number * 100 / bottom.figure.number <= between[1])
    return all(met) if met else unknown
