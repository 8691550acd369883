"""The figures of one reporting year, and what can truthfully be said about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from cjdesk.domain.benchmarks import Benchmark, meets
from cjdesk.domain.periods import Period, financial_year, label, parse_period, quarters_of
from cjdesk.domain.plan import Action, Indicator, Part, ProgressUpdate, Series, Value
from cjdesk.domain.values import Figure, show
from cjdesk.errors import UserProblem

_FIRM = ("value", "revised", "provisional")
Better = Literal["up", "down", ""]


def reporting_year(words: str) -> Period:
    """The financial year that "2024-25" names. Raises UserProblem for anything else."""
    year = parse_period(words)
    if year is None or year.kind != "year":
        raise UserProblem(
            f"“{words}” is not a reporting year.", "Nothing was written.", "Write it like 2024-25.", code="year"
        )
    return year


def year_before(year: Period) -> Period:
    """The financial year before a financial year."""
    return financial_year(year.start.year - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """The values of a series in one year: four quarters and the whole where there are such, and what else is about it.

    Nothing is added up: a year's figure is there only if someone gave it.
    """

    quarters: tuple[Value | None, Value | None, Value | None, Value | None]
    whole: Value | None
    others: tuple[Value, ...]

    @property
    def values(self) -> tuple[Value, ...]:
        """All of them, in the order of print."""
        return tuple(one for one in (*self.quarters, self.whole, *self.others) if one is not None)


def figures_of(series: Series, year: Period) -> YearFigures:
    """The figures of a series for a year; others are those whose last day lies in it (months, dates, rolling years)."""
    first, second, third, fourth = quarters_of(year)
    standard = {first, second, third, fourth, year}
    return YearFigures(
        quarters=(value_of(series, first), value_of(series, second), value_of(series, third), value_of(series, fourth)),
        whole=value_of(series, year),
        others=tuple(
            one for one in series.values if one.period not in standard and year.start <= one.period.end <= year.end
        ),
    )


def value_of(series: Series, period: Period) -> Value | None:
    """The value of exactly that period; the last entered where there are several."""
    found = [one for one in series.values if one.period == period]
    return found[-1] if found else None


def counted(indicator: Indicator) -> list[tuple[Part | None, Series | None]]:
    """Everything an indicator counts: each series with its part, and each part (or the whole) that has none yet."""
    lines: list[tuple[Part | None, Series | None]] = [(one.part, one) for one in indicator.series]
    known = [one.part for one in indicator.series]
    lines += [(part, None) for part in indicator.parts if part not in known]
    if not lines:
        lines.append((None, None))
    place = {part: at for at, part in enumerate(indicator.parts)}
    return sorted(lines, key=lambda line: place.get(line[0], -1) if line[0] else -1)


def has_figures(indicator: Indicator, year: Period) -> bool:
    """Whether any figure of the year is held for an indicator."""
    return any(figures_of(series, year).values for series in indicator.series)


def trend(series: Series, year: Period, better: Better = "") -> tuple[str, ...]:
    """What can be said of the year's figure against the year before and the target: nothing, one thing or both.

    ``better`` is which way the indicator should go: it says how a plain target ("75%") is met. Nothing is said about
    estimates, ranges, suppressed or missing figures, figures of different units, or a target that is not a figure to be
    met in this year.
    """
    now = _firm(value_of(series, year))
    if now is None:
        return ()
    before = _firm(value_of(series, year_before(year)))
    said = [_change(before, now, year)] if before and before.unit == now.unit else []
    return (*said, *_target(series.target, now, year, better))


def _firm(value: Value | None) -> Figure | None:
    if value is None or value.figure.number is None or value.figure.state not in _FIRM:
        return None
    return value.figure


def _change(before: Figure, now: Figure, year: Period) -> str:
    assert before.number is not None and now.number is not None
    way = "Up" if now.number > before.number else "Down" if now.number < before.number else "Unchanged"
    return f"{way} from {show(before)} in {label(year_before(year))}"


def _target(target: Benchmark | None, now: Figure, year: Period, better: Better) -> list[str]:
    if target is None or target.figure.state not in _FIRM or target.period not in (None, year):
        return []
    met = meets(now, target, better, period=year)
    return [] if met is None else ["Target met" if met else "Target not met"]


def update_as_at(action: Action, day: date) -> ProgressUpdate | None:
    """The newest progress update of an action on a day, of two of one date the one entered later.

    An update without a status leaves the status as it was: a cell left empty means no change.
    """
    known = [one for one in action.updates if one.as_at <= day]
    newest = max(reversed(known), key=lambda one: one.as_at, default=None)
    if newest is None or newest.status is not None:
        return newest
    before = _last(known, lambda one: one.status is not None)
    return replace(newest, status=before.status) if before else newest


def words_as_at(action: Action, day: date) -> ProgressUpdate | None:
    """The newest update on a day that says something: one that only sets a status leaves the words as they were."""
    return _last([one for one in action.updates if one.as_at <= day], lambda one: bool(one.text.strip()))


def _last(updates: Iterable[ProgressUpdate], wanted: Callable[[ProgressUpdate], bool]) -> ProgressUpdate | None:
    return max(reversed([one for one in updates if wanted(one)]), key=lambda one: one.as_at, default=None)
