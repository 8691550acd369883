"""The sheets of the workbook of indicators: what is counted, its figures by period, and every figure's source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjdesk.documents.builders.workbook_parts import (
    SOURCE_COLUMNS,
    Row,
    columns,
    headed,
    level_columns,
    level_names,
    paths,
    source,
)
from cjdesk.documents.workbook import CellValue, Percent, Sheet, SheetColumn
from cjdesk.domain.benchmarks import Benchmark
from cjdesk.domain.periods import Period, label, short_label
from cjdesk.domain.plan import Indicator, Part, Plan, Series, Value
from cjdesk.domain.values import Figure, show
from cjdesk.plans.editions import Edition
from cjdesk.plans.figures import counted


def indicator_sheets(plan: Plan, edition: Edition) -> tuple[Sheet, ...]:
    """All sheets of indicators, in the order of the workbook."""
    return (_indicator_sheet(plan), _period_sheet(plan), _figure_sheet(plan, edition), _placement_sheet(plan))


def _indicator_sheet(plan: Plan) -> Sheet:
    heads = columns(
        ("Indicator id", 9),
        ("Series id", 9),
        ("Part id", 9),
        ("Breakdown id", 10),
        ("Indicator", 60),
        ("Part label", 7),
        ("Part", 40),
        ("Breakdown", 18),
        ("Origin", 10),
        ("Framework reference", 20),
        ("Type", 16),
        ("Unit", 9),
        ("Better", 8),
        ("Definition", 30),
        ("Counted", 24),
        ("Provider", 26),
        ("Frequency", 14),
        ("Reporting measure", 30),
        ("Baseline", 24),
        ("Baseline figure", 10),
        ("Baseline period", 18),
        ("Target", 24),
        ("Target figure", 10),
        ("Target period", 18),
        ("Target is", 10),
        ("Not used because", 24),
    )
    rows = tuple(_indicator_row(*one) for one in _lines(plan))
    return Sheet(title="Indicators", columns=heads, rows=rows, frozen=5)


def _indicator_row(indicator: Indicator, part: Part | None, series: Series | None) -> Row:
    breakdown = series.breakdown if series else None
    target = series.target if series else None
    return (
        indicator.id,
        series.id if series else None,
        part.id if part else None,
        breakdown.id if breakdown else None,
        indicator.text,
        part.label if part else None,
        part.text if part else None,
        breakdown.name if breakdown else None,
        indicator.origin,
        indicator.framework_ref,
        indicator.type,
        (series.unit if series else "") or indicator.unit,
        indicator.better,
        indicator.definition,
        indicator.counted,
        indicator.provider,
        indicator.frequency,
        "\n".join(indicator.reporting_measures),
        *_benchmark(series.baseline if series else None),
        *_benchmark(target),
        target.compare if target else None,
        indicator.not_used_reason,
    )


def _benchmark(found: Benchmark | None) -> Row:
    if found is None:
        return None, None, None
    return found.figure.words, _number(found.figure), label(found.period) if found.period else None


def _number(figure: Figure) -> CellValue:
    if figure.number is None:
        return None
    return Percent(number=figure.number) if figure.unit == "percent" else figure.number


def _period_sheet(plan: Plan) -> Sheet:
    """A row for each series, a column for each period: a number where there is one, else what stands in its place."""
    lines = list(_lines(plan))
    periods = sorted({value.period for _, _, series in lines if series for value in series.values}, key=_by_end)
    heads = (
        *columns(("Series id", 9), ("Indicator", 50), ("Part", 36), ("Breakdown", 18)),
        *(SheetColumn(heading=short_label(period), width=13, align="right") for period in periods),
    )
    return Sheet(
        title="By period",
        columns=heads,
        rows=tuple(_period_row(*line, periods) for line in lines),
        frozen=4,
    )


def _by_end(period: Period) -> tuple[object, object]:
    """Quarters before the year they end."""
    return period.end, -period.start.toordinal()


def _period_row(indicator: Indicator, part: Part | None, series: Series | None, periods: Sequence[Period]) -> Row:
    values = {value.period: value for value in series.values} if series else {}
    return (
        series.id if series else None,
        indicator.text,
        f"{part.label}) {part.text}" if part and part.label else part.text if part else None,
        series.breakdown.name if series and series.breakdown else None,
        *(_shown(values.get(period)) for period in periods),
    )


def _shown(value: Value | None) -> CellValue:
    """A firm figure as a number; any other in words, so that nobody counts with it unawares."""
    if value is None:
        return None
    figure = value.figure
    return _number(figure) if figure.state == "value" and figure.number is not None else show(figure)


def _figure_sheet(plan: Plan, edition: Edition) -> Sheet:
    heads = (
        *columns(
            ("Value id", 9),
            ("Series id", 9),
            ("Indicator", 50),
            ("Part", 30),
            ("Breakdown", 18),
            ("Period", 20),
            ("First day", 18),
            ("Last day", 18),
            ("Kind of period", 14),
            ("As written", 20),
            ("State", 14),
            ("Figure", 12),
            ("Unit", 9),
            ("Low", 10),
            ("High", 10),
            ("Below", 10),
            ("Numerator", 11),
            ("Denominator", 11),
            ("Note", 30),
        ),
        *SOURCE_COLUMNS,
    )
    rows = tuple(
        _figure_row(indicator, series, value, edition)
        for indicator in plan.indicators()
        for series in indicator.series
        for value in series.values
    )
    return Sheet(title="Figures", columns=heads, rows=rows, frozen=3)


def _figure_row(indicator: Indicator, series: Series, value: Value, edition: Edition) -> Row:
    figure, period = value.figure, value.period
    return (
        value.id,
        series.id,
        indicator.text,
        series.part.text if series.part else None,
        series.breakdown.name if series.breakdown else None,
        label(period),
        period.start,
        period.end,
        period.kind,
        figure.words,
        figure.state,
        _number(figure),
        figure.unit,
        figure.low,
        figure.high,
        figure.below,
        figure.numerator,
        figure.denominator,
        figure.note,
        *source(value.source, edition),
    )


def _placement_sheet(plan: Plan) -> Sheet:
    """Where each indicator is printed."""
    depth = len(level_names(plan))
    heads = (
        *columns(("Placement id", 11), ("Indicator id", 9), ("Node id", 9)),
        *level_columns(plan),
        *columns(("No.", 8), ("Indicator", 60), ("Inside action id", 12)),
    )
    rows = tuple(
        (
            placed.id,
            placed.indicator.id,
            path[-1].id,
            *headed(path, depth),
            placed.number,
            placed.indicator.text,
            placed.action.id if placed.action else None,
        )
        for path in paths(plan.nodes)
        for placed in path[-1].indicators
    )
    return Sheet(title="Where they stand", columns=heads, rows=rows)


def _lines(plan: Plan) -> Iterator[tuple[Indicator, Part | None, Series | None]]:
    for indicator in plan.indicators():
        for part, series in counted(indicator):
            yield indicator, part, series
