"""A plan as an edition may show it: small figures and what would give them away are taken out before anything is built.

One decision is made for each figure of the plan, over all figures together, so that every document of the edition
treats it alike. The rules are those of ``domain.disclosure``; which figures add up is found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from cjdesk.domain.benchmarks import Benchmark
from cjdesk.domain.disclosure import Cell, Decision, Rule, Sum, decide, published
from cjdesk.domain.periods import PeriodKind, contains, short_label
from cjdesk.domain.plan import Indicator, Node, Plan, Series, Value
from cjdesk.domain.values import NUMBER_STATES, Figure
from cjdesk.plans.editions import Edition

RULES: dict[Edition, Rule] = {"public": Rule()}
"""The editions in which small numbers are suppressed, and how."""

_PEOPLE_UNITS = ("count", "percent", "")
_STEPS: tuple[PeriodKind, ...] = ("month", "quarter", "half")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """A plan for one edition, and what was decided about each figure (none where the edition has no rule)."""

    plan: Plan
    decisions: tuple[Decision, ...] = ()

    @property
    def suppressed(self) -> tuple[Decision, ...]:
        """The decisions that took a figure out, those that the sender had suppressed included."""
        return tuple(one for one in self.decisions if one.suppress)


def guarded(plan: Plan, edition: Edition) -> Guarded:
    """The plan with the figures that the edition may show; the others are suppressed and keep nothing of themselves."""
    rule = RULES.get(edition)
    if rule is None:
        return Guarded(plan=plan)
    book = _Book(plan)
    decisions = decide(book.cells, book.sums, rule=rule)
    by_key = {one.key: one for one in decisions}
    changed = {id(one): book.shown(number, one, by_key) for number, one in enumerate(plan.indicators())}
    nodes = tuple(_with_indicators(node, changed) for node in plan.nodes)
    return Guarded(plan=replace(plan, nodes=nodes), decisions=decisions)


def note_for(edition: Edition, figures: Iterable[Figure]) -> str:
    """What a reader is told where one of these figures is suppressed by the edition's rule; else nothing."""
    rule = RULES.get(edition)
    if rule is None or all(figure.state != "suppressed" for figure in figures):
        return ""
    least, none = (0, "") if rule.treat_zero else (1, " It does not mean none.")
    return (
        f"* is printed instead of a figure from {least} to {rule.threshold - 1}, and instead of figures from which it "
        f"could be worked out, so that nobody can be identified.{none}"
    )


_BASELINE = -1
_Place = tuple[int, int, int]
"""Which figure: the number of the indicator, of the series in it, of the value in that (or the baseline)."""


class _Book:
    """Every figure of a plan's indicators as a cell with a name, and the sums among them."""

    def __init__(self, plan: Plan) -> None:
        self.cells: list[Cell] = []
        self.sums: list[Sum] = []
        self._keys: dict[_Place, str] = {}
        self._names: set[str] = set()
        for number, indicator in enumerate(plan.indicators()):
            for at, series in enumerate(indicator.series):
                self._enter(number, at, indicator, series)
            self._add_breakdowns(number, indicator)

    def shown(self, number: int, indicator: Indicator, decisions: dict[str, Decision]) -> Indicator:
        """The indicator as the edition prints it."""
        return replace(
            indicator,
            series=tuple(
                replace(
                    series,
                    values=tuple(
                        replace(value, figure=published(value.figure, decisions[self._keys[number, at, place]]))
                        for place, value in enumerate(series.values)
                    ),
                    baseline=_shown_baseline(
                        series.baseline, decisions.get(self._keys.get((number, at, _BASELINE), ""))
                    ),
                )
                for at, series in enumerate(indicator.series)
            ),
        )

    def _enter(self, number: int, at: int, indicator: Indicator, series: Series) -> None:
        name = _name(indicator, series)
        keys = [
            self._cell((number, at, place), f"{name}, {short_label(value.period)}", value.figure)
            for place, value in enumerate(series.values)
        ]
        for whole, parts in _tilings(series.values):
            self.sums.append(Sum(total=keys[whole], parts=tuple(keys[part] for part in parts)))
        baseline = series.baseline
        if baseline is None:
            return
        key = self._cell((number, at, _BASELINE), f"{name}, baseline", baseline.figure)
        for place, value in enumerate(series.values):  # a baseline that repeats a figure goes and stays with it
            if value.period == baseline.period and value.figure.number == baseline.figure.number is not None:
                self.sums.append(Sum(total=key, parts=(keys[place],)))

    def _add_breakdowns(self, number: int, indicator: Indicator) -> None:
        """Breakdowns that add up to the whole, for every period in which they do."""
        series = indicator.series
        for at, whole in enumerate(series):
            groups = [
                other for other, one in enumerate(series) if one.breakdown and one.part == whole.part and other != at
            ]
            for place, value in enumerate(whole.values) if whole.breakdown is None else ():
                found = [
                    (other, there, one)
                    for other in groups
                    for there, one in enumerate(series[other].values)
                    if one.period == value.period
                ]
                if len(found) == len(groups) > 1 and _adds_up(value, [one for _, _, one in found]):
                    parts = tuple(self._keys[number, other, there] for other, there, _ in found)
                    self.sums.append(Sum(total=self._keys[number, at, place], parts=parts))

    def _cell(self, place: _Place, name: str, figure: Figure) -> str:
        key, times = name, 1
        while key in self._names:
            times += 1
            key = f"{name} ({times})"
        self._names.add(key)
        self._keys[place] = key
        self.cells.append(Cell(key=key, figure=figure, people=figure.unit in _PEOPLE_UNITS))
        return key


def _shown_baseline(baseline: Benchmark | None, decision: Decision | None) -> Benchmark | None:
    if baseline is None or decision is None or not decision.suppress:
        return baseline
    return replace(baseline, figure=published(baseline.figure, decision), note="")


def _tilings(values: Sequence[Value]) -> Iterator[tuple[int, list[int]]]:
    """Each figure whose period is filled without a gap by shorter ones that add up to it, by their places."""
    for at, whole in enumerate(values):
        for kind in _STEPS:
            inside = [
                place
                for place, one in enumerate(values)
                if one.period.kind == kind and one.period != whole.period and contains(whole.period, one.period)
            ]
            inside.sort(key=lambda place: values[place].period)
            parts = [values[place] for place in inside]
            if len(parts) > 1 and _fills(whole, parts) and _adds_up(whole, parts):
                yield at, inside


def _fills(whole: Value, parts: Sequence[Value]) -> bool:
    starts = [one.period.start for one in parts]
    wanted = [whole.period.start, *(one.period.end + timedelta(days=1) for one in parts[:-1])]
    return starts == wanted and parts[-1].period.end == whole.period.end


def _adds_up(whole: Value, parts: Sequence[Value]) -> bool:
    """Whether the counts are a sum; where some were suppressed by the sender, whether they can be one."""
    if any(one.figure.unit not in ("count", "") for one in (whole, *parts)):
        return False
    total = _number(whole)
    numbers = [_number(one) for one in parts]
    known = sum((one for one in numbers if one is not None), Decimal(0))
    if total is None or None in numbers:
        hidden = [one for one in (whole, *parts) if _number(one) is None]
        return all(one.figure.state == "suppressed" for one in hidden) and (total is None or known <= total)
    return known == total


def _number(value: Value) -> Decimal | None:
    return value.figure.number if value.figure.state in NUMBER_STATES else None


def _name(indicator: Indicator, series: Series) -> str:
    part = f" {series.part.label or series.part.text}" if series.part else ""
    group = f" ({series.breakdown.name})" if series.breakdown else ""
    return f"{indicator.text}{part}{group}"


def _with_indicators(node: Node, changed: dict[int, Indicator]) -> Node:
    return replace(
        node,
        indicators=tuple(replace(one, indicator=changed[id(one.indicator)]) for one in node.indicators),
        children=tuple(_with_indicators(child, changed) for child in node.children),
    )
