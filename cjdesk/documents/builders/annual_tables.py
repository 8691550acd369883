"""The tables of the annual report: actions as they stood, and the year's figures with where they came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cjdesk.documents.builders.blocks import line_blocks, paragraph, run, table
from cjdesk.documents.model import Block, BulletList, ListItem
from cjdesk.domain.dates import show_date
from cjdesk.domain.periods import Period, label
from cjdesk.domain.plan import ActionPlacement, Indicator, Node, Part, Plan, Series, Source, Value
from cjdesk.domain.text import plain
from cjdesk.domain.values import show
from cjdesk.plans.editions import Edition
from cjdesk.plans.figures import YearFigures, counted, figures_of, trend, update_as_at
from cjdesk.plans.leads import action_leads, block_of
from cjdesk.plans.sources import action_lines, benchmark_words, status_words
from cjdesk.plans.suppression import note_for
from cjdesk.plans.tables import Line, Lines, PlainTable, TableColumn, lines_of

NO_FIGURE = "no figure"
NO_UPDATE = "No update"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSetting:
    """What every part of one annual report needs to know."""

    plan: Plan
    year: Period
    edition: Edition

    @property
    def year_words(self) -> str:
        return label(self.year)

    @property
    def last_day(self) -> date:
        return self.year.end


def action_table(setting: ReportSetting, placed: Sequence[tuple[Node, ActionPlacement]], about: str) -> list[Block]:
    """Actions with number, lead, status on the year's last day and the latest update by then."""
    day = show_date(setting.last_day)
    columns = (
        TableColumn(heading="No.", width=8, row_heading=True),
        TableColumn(heading="Action", width=32),
        TableColumn(heading="Lead", width=15),
        TableColumn(heading=f"Status at {day}", width=13),
        TableColumn(heading="Latest update by then", width=32),
    )
    rows = tuple(_action_row(setting, node, one) for node, one in placed)
    summary = f"Actions {about}: number, action, lead, status and latest update, one action in each row."
    return [table(PlainTable(columns=columns, rows=rows, summary=summary))]


def _action_row(setting: ReportSetting, node: Node, placed: ActionPlacement) -> tuple[Lines, ...]:
    action = placed.action
    update = update_as_at(action, setting.last_day)
    if update is None:
        status, said = NO_UPDATE, f"No update by {show_date(setting.last_day)}."
    else:
        status = status_words(update) or "No status given"
        said = f"{show_date(update.as_at)}: {update.text}"
        if update.as_at < setting.year.start:
            said = f"No update in {setting.year_words}. Before that, {said}"
    leads = action_leads(action, block_of(node, action), setting.edition) or "No lead recorded"
    return lines_of(placed.number), action_lines(action), lines_of(leads), lines_of(status), lines_of(said)


def indicator_blocks(setting: ReportSetting, indicators: Sequence[Indicator], about: str) -> list[Block]:
    """The year's figures of indicators as one table, what can be said about them, and where they came from."""
    blocks: list[Block] = [table(_indicator_table(setting, indicators, about))]
    said = [
        ListItem(runs=(run(f"{_name(one, part, series)}: {sentence}"),))
        for one, part, series in _lines(indicators)
        if series and (sentence := trend(series, setting.year))
    ]
    if said:
        blocks.append(BulletList(items=tuple(said)))
    values = _values(setting, indicators)
    return [*blocks, *_suppression_note(setting, indicators), *source_note(setting, values)]


def _suppression_note(setting: ReportSetting, indicators: Sequence[Indicator]) -> list[Block]:
    """What a suppressed figure means, below each table that holds one."""
    figures = [value.figure for _, value in _values(setting, indicators)]
    figures += [series.baseline.figure for one in indicators for series in one.series if series.baseline]
    note = note_for(setting.edition, figures)
    return [paragraph(note, "note")] if note else []


def _indicator_table(setting: ReportSetting, indicators: Sequence[Indicator], about: str) -> PlainTable:
    lines = _lines(indicators)
    figures = [figures_of(series, setting.year) if series else None for _, _, series in lines]
    others = any(found and found.others for found in figures)
    widths = (28, 12, 12, 8, 8, 8, 8, 8, 8) if others else (32, 14, 14, 8, 8, 8, 8, 8)
    heads = ["Indicator", "Baseline", "Target", "Q1", "Q2", "Q3", "Q4", setting.year_words, "Other figures"]
    columns = tuple(
        TableColumn(heading=head, width=width, row_heading=place == 0)
        for place, (head, width) in enumerate(zip(heads, widths, strict=False))
    )
    rows = tuple(_indicator_row(line, found, others) for line, found in zip(lines, figures, strict=True))
    summary = f"Indicators {about}: baseline, target, the four quarters and the figure of {setting.year_words}."
    return PlainTable(columns=columns, rows=rows, summary=summary)


_Line = tuple[Indicator, Part | None, Series | None]


def _lines(indicators: Iterable[Indicator]) -> list[_Line]:
    return [(one, part, series) for one in indicators for part, series in counted(one)]


def _indicator_row(line: _Line, found: YearFigures | None, others: bool) -> tuple[Lines, ...]:
    series = line[2]
    baseline = benchmark_words(series.baseline) if series else ""
    target = benchmark_words(series.target) if series else ""
    shown = [*found.quarters, found.whole] if found else [None] * 5
    cells = [
        lines_of(_name(*line)),
        lines_of(baseline or "none set"),
        lines_of(target or "none set"),
        *(_figure(value) for value in shown),
    ]
    if others:
        cells.append(
            tuple(Line(text=f"{label(one.period)}: {show(one.figure)}") for one in (found.others if found else ()))
        )
    return tuple(cells)


def _figure(value: Value | None) -> Lines:
    """A figure as printed; a missing one is said to be missing, a blank one to have been left blank."""
    if value is None:
        return (Line(text=NO_FIGURE),)
    return lines_of(show(value.figure) or "left blank")


def _name(indicator: Indicator, part: Part | None, series: Series | None) -> str:
    """An indicator with the part or group that a series counts."""
    words = indicator.text.strip()
    if part:
        words = f"{words} {part.label + ') ' if part.label else ''}{part.text.strip().rstrip(';.,')}"
    return f"{words} ({series.breakdown.name})" if series and series.breakdown else words


def _values(setting: ReportSetting, indicators: Iterable[Indicator]) -> list[tuple[Indicator, Value]]:
    return [
        (one, value) for one in indicators for series in one.series for value in figures_of(series, setting.year).values
    ]


def source_note(setting: ReportSetting, values: Sequence[tuple[Indicator, Value]]) -> list[Block]:
    """Who gave the figures and when they were received; inside the partnership also file and cell."""
    if not values:
        return []
    notes = list(dict.fromkeys(_origin(setting, indicator, value.source) for indicator, value in values))
    if setting.edition != "internal":
        return [paragraph(f"Where these figures come from: {'; '.join(notes)}.", "note")]
    return [
        paragraph("Where these figures come from:", "note"),
        *line_blocks(Line(text=f"{note}.", label="•") for note in notes),
    ]


def _origin(setting: ReportSetting, indicator: Indicator, source: Source | None) -> str:
    if source is None:
        return "source not recorded"
    when = f", received {show_date(source.received_on)}" if source.received_on else ""
    who = _sender(setting.plan, indicator, source)
    if setting.edition != "internal":
        return who + when
    place = ", ".join(filter(None, (source.file_name, source.cell)))
    return f"{who}{when}{f' ({place})' if place else ''}"


def _sender(plan: Plan, indicator: Indicator, source: Source) -> str:
    """The body behind a figure. A sender's own address or name is never printed."""
    named = _partner(plan, source.sender) or _partner(plan, indicator.provider)
    if source.kind == "hand":
        return f"entered by hand for {named}" if named else "entered by hand"
    return named or indicator.provider or "a partner whose name was not recorded"


def _partner(plan: Plan, words: str) -> str:
    wanted = plain(words)
    for partner in plan.partners:
        if wanted and wanted in {plain(one) for one in (partner.name, partner.short_name, *partner.aliases) if one}:
            return partner.name
    return ""
