"""The tables of the annual report: actions as they stood, and the year's figures with where they came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from cjdesk.documents.builders.blocks import paragraph, run, table
from cjdesk.documents.model import Block, BulletList, ListItem
from cjdesk.domain.dates import show_date
from cjdesk.domain.periods import Period, contains, label, quarter_number
from cjdesk.domain.plan import ActionPlacement, Indicator, Node, Part, Plan, Series, Source, Value
from cjdesk.domain.text import plain
from cjdesk.domain.values import show
from cjdesk.plans.editions import Edition
from cjdesk.plans.figures import YearFigures, counted, figures_of, trend, update_as_at, words_as_at
from cjdesk.plans.leads import action_leads, block_of
from cjdesk.plans.sources import action_lines, benchmark_words, status_words
from cjdesk.plans.suppression import note_for
from cjdesk.plans.tables import Line, Lines, PlainTable, TableColumn, lines_of

NO_FIGURE = "no figure"
NO_UPDATE = "No update"
LEFT_BLANK = "left blank"
NO_SOURCE = "none"
NO_BREAK = "\u00a0"
_RECEIVED = "received "
_BRACKET = re.compile(r"\([^()]{1,16}\)")
_MARK = re.compile(r" (\((?:p|r|est\.)\))")


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
        told = words_as_at(action, setting.last_day)
        said = f"{show_date(told.as_at)}: {told.text}" if told else f"{show_date(update.as_at)}: status only."
        if update.as_at < setting.year.start:
            said = f"No update in {setting.year_words}. Before that, {said}"
    leads = action_leads(action, block_of(node, action), setting.edition) or "No lead recorded"
    return (Line(text=placed.number),), action_lines(action), lines_of(leads), (Line(text=status),), lines_of(said)


def indicator_blocks(setting: ReportSetting, indicators: Sequence[Indicator], about: str) -> list[Block]:
    """The year's figures of indicators as one table, where they came from, and for which nothing is held."""
    lines = _lines(setting, indicators)
    held = [line for line in lines if _is_held(line)]
    sources = _Sources(setting, held)
    blocks: list[Block] = []
    if held:
        blocks.append(table(_indicator_table(setting, held, about, sources)))
        blocks += [*_suppression_note(setting, held), *sources.note()]
    return [*blocks, *_bare_note(setting, [line.name for line in lines if not _is_held(line)], below=bool(held))]


def _bare_note(setting: ReportSetting, names: Sequence[str], *, below: bool) -> list[Block]:
    """For which lines nothing is held: a sentence ``below`` a table of others, a list where there is none."""
    said = f"No baseline, target or figure for {setting.year_words} is held for:"
    if below:
        return [paragraph(f"{said} {'; '.join(one.rstrip('.') for one in names)}.", "note")] if names else []
    return [paragraph(said), BulletList(items=tuple(ListItem(runs=(run(one),)) for one in names))]


def _is_held(line: _YearLine) -> bool:
    """Whether a table has anything to say about a line but that nothing is known."""
    agreed = line.series and (line.series.baseline or line.series.target)
    return bool(agreed or (line.figures and line.figures.values))


def _suppression_note(setting: ReportSetting, lines: Sequence[_YearLine]) -> list[Block]:
    """What a suppressed figure means, below each table that holds one."""
    figures = [value.figure for line in lines if line.figures for value in line.figures.values]
    figures += [line.series.baseline.figure for line in lines if line.series and line.series.baseline]
    note = note_for(setting.edition, figures)
    return [paragraph(note, "note")] if note else []


@dataclass(frozen=True, slots=True, kw_only=True)
class _YearLine:
    """One line of a table of figures: what is counted, and its figures of the year (None: nothing is held)."""

    indicator: Indicator
    part: Part | None
    series: Series | None
    figures: YearFigures | None

    @property
    def name(self) -> str:
        """The indicator with the part or group that is counted."""
        words = self.indicator.text.strip()
        if self.part:
            label_words = f"{self.part.label}) " if self.part.label else ""
            words = f"{words} {label_words}{self.part.text.strip().rstrip(';.,')}"
        return f"{words} ({self.series.breakdown.name})" if self.series and self.series.breakdown else words


def _lines(setting: ReportSetting, indicators: Iterable[Indicator]) -> list[_YearLine]:
    return [
        _YearLine(indicator=one, part=part, series=series, figures=figures_of(series, setting.year) if series else None)
        for one in indicators
        for part, series in counted(one)
    ]


def _indicator_table(setting: ReportSetting, lines: Sequence[_YearLine], about: str, sources: _Sources) -> PlainTable:
    """Baseline, target and the year's figure always; quarters, other figures, trend and source where there are any."""
    shown: list[tuple[TableColumn, Callable[[_YearLine], Lines]]] = [
        (TableColumn(heading="Indicator", width=24, row_heading=True), lambda line: lines_of(line.name)),
        (TableColumn(heading="Baseline", width=11), lambda line: _agreed(line.series, "baseline")),
        (TableColumn(heading="Target", width=11), lambda line: _agreed(line.series, "target")),
    ]
    if any(line.figures and any(line.figures.quarters) for line in lines):
        shown += [(TableColumn(heading=f"Q{number + 1}", width=8), partial(_quarter, number)) for number in range(4)]
    shown.append((TableColumn(heading=setting.year_words, width=9), _whole))
    if any(line.figures and line.figures.others for line in lines):
        shown.append((TableColumn(heading="Other figures", width=14), _others))
    trends = {
        id(line): trend(line.series, setting.year, line.indicator.better) if line.series else () for line in lines
    }
    if any(trends.values()):
        shown.append((TableColumn(heading="Trend", width=10.5), lambda line: _each(trends[id(line)])))
    if sources.differ:
        shown.append((TableColumn(heading="Source", width=6), sources.letter))
    columns = tuple(column for column, _ in shown)
    heads = ", ".join(column.heading for column in columns[1:])
    return PlainTable(
        columns=columns,
        rows=tuple(tuple(read(line) for _, read in shown) for line in lines),
        summary=f"Indicators {about}: {heads}, one line for each thing counted.",
    )


def _agreed(series: Series | None, which: Literal["baseline", "target"]) -> Lines:
    words = benchmark_words(series.baseline if which == "baseline" else series.target) if series else ""
    return _as_words(words or "none set")


def _quarter(number: int, line: _YearLine) -> Lines:
    return _figure(line.figures.quarters[number] if line.figures else None)


def _whole(line: _YearLine) -> Lines:
    return _figure(line.figures.whole if line.figures else None)


def _others(line: _YearLine) -> Lines:
    found = line.figures.others if line.figures else ()
    return tuple(Line(text=f"{label(one.period)}: {show(one.figure) or LEFT_BLANK}") for one in found)


def _figure(value: Value | None) -> Lines:
    """A figure as printed; a missing one is said to be missing, a blank one to have been left blank."""
    if value is None:
        return (Line(text=NO_FIGURE),)
    return _as_words(_unbroken(show(value.figure)) or LEFT_BLANK)


def _as_words(text: str) -> Lines:
    """The lines of a figure as they are: "- 5" and "* (p)" are no lists."""
    return tuple(Line(text=line.strip()) for line in text.split("\n") if line.strip())


def _each(texts: Iterable[str]) -> Lines:
    return tuple(Line(text=_unbroken(text)) for text in texts)


def _unbroken(words: str) -> str:
    """A figure that wraps in a narrow column does so before its bracket, and keeps "(p)" beside it."""
    inside = _BRACKET.sub(lambda found: found.group().replace(" ", NO_BREAK), words)
    return _MARK.sub(rf"{NO_BREAK}\1", inside)


class _Sources:
    """Who gave the figures of one table and when they were received; inside the partnership also in which file.

    Lines whose figures came alike share a letter, which the table prints beside them where there are several.
    """

    def __init__(self, setting: ReportSetting, lines: Sequence[_YearLine]) -> None:
        self._letters: dict[str, str] = {}
        self._of: dict[int, str] = {}
        for line in lines:
            if line.figures and line.figures.values:
                words = _given(setting, line.indicator, line.figures.values)
                self._of[id(line)] = self._letters.setdefault(words, _letter(len(self._letters)))

    @property
    def differ(self) -> bool:
        return len(self._letters) > 1

    def letter(self, line: _YearLine) -> Lines:
        """What the table prints beside a line."""
        return (Line(text=self._of.get(id(line), NO_SOURCE)),)

    def note(self) -> list[Block]:
        """Below the table: every letter with what it stands for."""
        if not self.differ:
            return [paragraph(f"Source: {words}.", "note") for words in self._letters]
        said = [f"Source {letter}: {words}." for words, letter in self._letters.items()]
        return [paragraph("\n".join(said), "note")] if said else []


def _letter(number: int) -> str:
    """a to z, then aa, ab and so on."""
    rest, last = divmod(number, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("a") + last)


def _given(setting: ReportSetting, indicator: Indicator, values: Sequence[Value]) -> str:
    """Every body behind a line's figures, the days on which they came, and what came on each."""
    bodies: dict[str, dict[str, list[str]]] = {}  # body -> when its figures were received -> which ones
    for value in values:
        days = bodies.setdefault(_sender(setting.plan, indicator, value.source), {})
        days.setdefault(_received(setting, value), []).append(_short_period(setting, value))
    said = []
    for who, days in bodies.items():
        first, *others = (f"{when} ({', '.join(periods)})" for when, periods in days.items())
        if all(one.startswith(_RECEIVED) for one in (first, *others)):
            others = [one.removeprefix(_RECEIVED) for one in others]
        said.append(", ".join((who, first, *others)))
    return "; ".join(said)


def _short_period(setting: ReportSetting, value: Value) -> str:
    number = quarter_number(value.period)
    return f"Q{number}" if number and contains(setting.year, value.period) else label(value.period)


def _received(setting: ReportSetting, value: Value) -> str:
    source = value.source
    when = (
        f"{_RECEIVED}{show_date(source.received_on)}" if source and source.received_on else "without a date of receipt"
    )
    return f"{when} in {source.file_name}" if source and source.file_name and setting.edition == "internal" else when


def _sender(plan: Plan, indicator: Indicator, source: Source | None) -> str:
    """The body behind a figure. A sender's own address or name is never printed."""
    if source is None:
        return "Source not recorded"
    named = _partner(plan, source.sender) or _partner(plan, indicator.provider)
    if source.kind == "hand":
        return f"Entered by hand for {named}" if named else "Entered by hand"
    return named or indicator.provider or "A partner whose name was not recorded"


def _partner(plan: Plan, words: str) -> str:
    wanted = plain(words)
    for partner in plan.partners:
        if wanted and wanted in {plain(one) for one in (partner.name, partner.short_name, *partner.aliases) if one}:
            return partner.name
    return ""
