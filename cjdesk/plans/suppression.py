"""A plan as an edition may show it: small figures and what would give them away are taken out before anything is built.

One decision is made for each figure of the plan, over all figures together, so that every document of the edition
treats it alike. The rules are those of ``domain.disclosure``; which figures add up is found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from cjdesk.domain.benchmarks import Benchmark
from cjdesk.domain.disclosure import Cell, Decision, Rule, Sum, decide, published
from cjdesk.domain.periods import PeriodKind, short_label
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
    changed = {id(one): book.shown(one, by_key) for one in plan.indicators()}
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


class _Book:
    """Every figure of a plan's indicators as a cell with a name, and the sums among them."""

    def __init__(self, plan: Plan) -> None:
        self.cells: list[Cell] = []
        self.sums: list[Sum] = []
        self._keys: dict[int, str] = {}
        self._names: set[str] = set()
        for indicator in plan.indicators():
            for series in indicator.series:
                self._enter(indicator, series)
            self._add_breakdowns(indicator)

    def shown(self, indicator: Indicator, decisions: dict[str, Decision]) -> Indicator:
        """The indicator as the edition prints it."""
        return replace(indicator, series=tuple(self._shown_series(one, decisions) for one in indicator.series))

    def _shown_series(self, series: Series, decisions: dict[str, Decision]) -> Series:
        values = tuple(
            replace(one, figure=published(one.figure, decisions[self._keys[id(one)]])) for one in series.values
        )
        return replace(series, values=values, baseline=self._shown_baseline(series.baseline, decisions))

    def _shown_baseline(self, baseline: Benchmark | None, decisions: dict[str, Decision]) -> Benchmark | None:
        if baseline is None or id(baseline) not in self._keys:
            return baseline
        decision = decisions[self._keys[id(baseline)]]
        if not decision.suppress:
            return baseline
        return replace(baseline, figure=published(baseline.figure, decision), note="")

    def _enter(self, indicator: Indicator, series: Series) -> None:
        name = _name(indicator, series)
        for value in series.values:
            self._cell(value, f"{name}, {short_label(value.period)}", value.figure)
        self.sums += [Sum(total=self._keys[id(one)], parts=self._named(parts)) for one, parts in _tilings(series)]
        if series.baseline:
            self._cell(series.baseline, f"{name}, baseline", series.baseline.figure)
            self._tie_baseline(series, series.baseline)

    def _tie_baseline(self, series: Series, baseline: Benchmark) -> None:
        """A baseline that repeats a figure of the series goes and stays with it."""
        for value in series.values:
            if value.period == baseline.period and value.figure.number == baseline.figure.number is not None:
                self.sums.append(Sum(total=self._keys[id(baseline)], parts=(self._keys[id(value)],)))

    def _add_breakdowns(self, indicator: Indicator) -> None:
        """Breakdowns that add up to the whole, for every period in which they do."""
        for whole in (one for one in indicator.series if one.breakdown is None):
            groups = [one for one in indicator.series if one.breakdown and one.part == whole.part]
            for value in whole.values:
                parts = [one for group in groups for one in group.values if one.period == value.period]
                if len(parts) == len(groups) > 1 and _adds_up(value, parts):
                    self.sums.append(Sum(total=self._keys[id(value)], parts=self._named(parts)))

    def _cell(self, record: Value | Benchmark, name: str, figure: Figure) -> None:
        key, times = name, 1
        while key in self._names:
            times += 1
            key = f"{name} ({times})"
        self._names.add(key)
        self._keys[id(record)] = key
        self.cells.append(Cell(key=key, figure=figure, people=figure.unit in _PEOPLE_UNITS))

    def _named(self, values: list[Value]) -> tuple[str, ...]:
        return tuple(self._keys[id(one)] for one in values)


def _tilings(series: Series) -> Iterator[tuple[Value, list[Value]]]:
    """Each figure whose period is filled without a gap by shorter ones of the series that add up to it."""
    for whole in series.values:
        for kind in _STEPS:
            inside = sorted(
                (
                    one
                    for one in series.values
                    if one.period.kind == kind
                    and one.period != whole.period
                    and whole.period.start <= one.period.start
                    and one.period.end <= whole.period.end
                ),
                key=lambda one: one.period,
            )
            if len(inside) > 1 and _fills(whole, inside) and _adds_up(whole, inside):
                yield whole, inside


def _fills(whole: Value, parts: list[Value]) -> bool:
    starts = [one.period.start for one in parts]
    wanted = [whole.period.start, *(one.period.end + timedelta(days=1) for one in parts[:-1])]
    return starts == wanted and parts[-1].period.end == whole.period.end


def _adds_up(whole: Value, parts: list[Value]) -> bool:
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
