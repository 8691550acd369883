"""A plan as an edition may show it: small figures and what would give them away are taken out before anything is built.

One decision is made for each figure of the plan, over all figures together, so that every document of the edition
treats it alike. The rules are those of ``domain.disclosure``; which figures add up is found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from cjdesk.domain.benchmarks import Benchmark
from cjdesk.domain.disclosure import Cell, Decision, Rule, Sum, decide, plain, published
from cjdesk.domain.periods import Period, short_label
from cjdesk.domain.plan import Indicator, Node, Part, Plan, Series
from cjdesk.domain.values import Figure
from cjdesk.plans.editions import Edition
from cjdesk.plans.small_ratios import percentages_of_one_whole, ratios_of, wording_key
from cjdesk.plans.small_sums import Additions, Entry, Line

RULES: dict[Edition, Rule] = {"public": Rule()}
"""The editions in which small numbers are suppressed, and how."""

_PEOPLE_UNITS = ("count", "percent", "")


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
    decisions = {one.key: one for one in book.decide(rule)}
    changed = {id(one): book.shown(number, one, decisions, rule) for number, one in enumerate(plan.indicators())}
    nodes = tuple(_with_indicators(node, changed) for node in plan.nodes)
    kept = tuple(decisions[key] for key in book.places.values())
    return Guarded(plan=replace(plan, nodes=nodes), decisions=kept)


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


_BASELINE, _TARGET = -1, -2
_Place = tuple[int, int, int]
"""Which figure: the number of the indicator, of the series in it, of the value in that (or its baseline or target)."""


class _Book:
    """Every figure of a plan's indicators as a cell with a name, and the lines in which they stand."""

    def __init__(self, plan: Plan) -> None:
        self.places: dict[_Place, str] = {}
        self._cells: list[Cell] = []
        self._sums: list[Sum] = []
        self._names: set[str] = set()
        self._counts: list[tuple[Line, str]] = []
        self._percents: list[tuple[Line, str]] = []
        self._alike: dict[str, int] = {}
        self._parts: dict[tuple[int, str], int] = {}
        for number, indicator in enumerate(plan.indicators()):
            for at, series in enumerate(indicator.series):
                self._enter((number, at), indicator, series)

    def decide(self, rule: Rule) -> tuple[Decision, ...]:
        """What becomes of each figure, and of those that are nowhere printed."""
        percents = [line for line, _ in self._percents]
        found = Additions([line for line, _ in self._counts], rule)
        sums = (*self._sums, *found.sums, *percentages_of_one_whole(percents))
        values = [(line, words) for line, words in self._counts if line.what == "count"]
        ratios = tuple(dict.fromkeys(ratios_of(self._percents, values)))
        return decide((*self._cells, *found.cells), sums, ratios, rule)

    def shown(self, number: int, indicator: Indicator, decisions: dict[str, Decision], rule: Rule) -> Indicator:
        """The indicator as the edition prints it."""

        def figure(at: int, place: int, whole: Figure) -> Figure:
            return plain(published(whole, decisions[self.places[number, at, place]]), rule)

        def benchmark(at: int, place: int, whole: Benchmark | None) -> Benchmark | None:
            if whole is None:
                return None
            own = replace(whole.figure, note=whole.note)
            seen = figure(at, place, own)
            return whole if seen is own else replace(whole, figure=seen, note="")

        return replace(
            indicator,
            series=tuple(
                replace(
                    series,
                    values=tuple(
                        replace(value, figure=figure(at, place, value.figure))
                        for place, value in enumerate(series.values)
                    ),
                    baseline=benchmark(at, _BASELINE, series.baseline),
                    target=benchmark(at, _TARGET, series.target),
                )
                for at, series in enumerate(indicator.series)
            ),
        )

    def _enter(self, home: tuple[int, int], indicator: Indicator, series: Series) -> None:
        name = _name(indicator, series)
        unit = series.unit or indicator.unit
        entries = [
            Entry(self._cell((*home, place), f"{name}, {short_label(value.period)}", value.figure, unit), figure, span)
            for place, value in enumerate(series.values)
            for figure, span in [(value.figure, _span(value.period))]
        ]
        if series.target is not None:
            self._cell((*home, _TARGET), f"{name}, target", series.target.figure, unit)
        if series.baseline is not None:
            key = self._cell((*home, _BASELINE), f"{name}, baseline", series.baseline.figure, unit)
            entries += self._baseline(key, series.baseline, entries)
        words = f"{wording_key(indicator.text)} {wording_key(series.part.text) if series.part else ''}".strip()
        counted = self._alike.setdefault(wording_key(indicator.text) or f"\0{home[0]}", home[0])
        for what, held in self._by_what(entries, unit):
            line = Line(
                indicator=counted,
                what=what,
                part=self._part(counted, series.part),
                group=series.breakdown.name if series.breakdown else "",
                name=f"{name} {what}",
                entries=tuple(held),
            )
            (self._percents if what == "percent" else self._counts).append((line, words))

    def _part(self, counted: int, part: Part | None) -> int | None:
        """A number for a part; parts of one wording in indicators of one wording have one number."""
        if part is None:
            return None
        return self._parts.setdefault((counted, wording_key(part.text) or part.label), len(self._parts))

    def _baseline(self, key: str, baseline: Benchmark, values: list[Entry]) -> Iterator[Entry]:
        """A baseline with a period is a figure of the line; one without goes and stays with the figures it repeats."""
        if baseline.period is not None:
            if _span(baseline.period) not in {one.span for one in values}:
                yield Entry(key, baseline.figure, _span(baseline.period))
                return
            values = [one for one in values if one.span == _span(baseline.period)]
        for one in values:
            if one.figure.number == baseline.figure.number is not None:
                self._sums.append(Sum(total=key, parts=(one.key,)))

    def _by_what(self, entries: list[Entry], unit: str) -> Iterator[tuple[str, list[Entry]]]:
        """Figures apart that can make sums with each other: counts, percentages, and what these are made of."""
        counts = [one for one in entries if (one.figure.unit or unit) in ("count", "")]
        percents = [one for one in entries if (one.figure.unit or unit) == "percent"]
        yield from ((what, found) for what, found in (("count", counts), ("percent", percents)) if found)
        made: dict[str, list[Entry]] = {}
        for one in (*counts, *percents):
            for what, found in self._made_of(one).items():
                made.setdefault(what, []).append(found)
        yield from made.items()

    def _made_of(self, one: Entry) -> dict[str, Entry]:
        """The numbers printed with a figure ("12 of 40"), and the rest that everybody can work out from them."""
        part, whole = one.figure.numerator, one.figure.denominator
        numbers = {"numerator": part, "whole": whole, "rest": None if None in (part, whole) else whole - part}  # type: ignore[operator]
        made = {what: self._beside(one, what, number) for what, number in numbers.items() if number is not None}
        if "rest" in made:
            self._sums.append(Sum(total=made["whole"].key, parts=(made["numerator"].key, made["rest"].key)))
        return made

    def _beside(self, entry: Entry, what: str, number: Decimal) -> Entry:
        """A number printed with a figure, as a cell of its own."""
        figure = Figure(words="", state="value", number=number, unit="count")
        key = self._named(f"{entry.key}, {what}")
        self._cells.append(Cell(key=key, figure=figure, beside=entry.key))
        return Entry(key, figure, entry.span)

    def _cell(self, place: _Place, name: str, figure: Figure, unit: str) -> str:
        key = self._named(name)
        self.places[place] = key
        counted = unit if figure.unit in ("", "text") else figure.unit  # a series of counts may hold "three of them"
        self._cells.append(Cell(key=key, figure=figure, people=counted in (*_PEOPLE_UNITS, "text")))
        return key

    def _named(self, name: str) -> str:
        key, times = name, 1
        while key in self._names:
            times += 1
            key = f"{name} ({times})"
        self._names.add(key)
        return key


def _span(period: Period) -> tuple[date, date]:
    return period.start, period.end + timedelta(days=1)


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
