"""The registry of sources: every fact that a layout's column can name, and the code that finds it.

This is the only code a layout can name. A source belongs to one scope, the kind of row it reads; adding a fact to
all layouts means adding one function here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from cjdesk.domain.benchmarks import Benchmark
from cjdesk.domain.dates import show_date
from cjdesk.domain.plan import (
    Achievement,
    Action,
    ActionPlacement,
    Block,
    Indicator,
    IndicatorPlacement,
    Node,
    Output,
    ParticipationEntry,
    Plan,
    ProgressUpdate,
    Status,
)
from cjdesk.domain.timescales import Timescale
from cjdesk.plans.editions import Edition
from cjdesk.plans.layout_model import Layout
from cjdesk.plans.leads import action_leads, printed_leads, with_steps
from cjdesk.plans.patterns import fill
from cjdesk.plans.tables import Line, Lines, lines_of

Scope = Literal["action", "indicator", "participation", "achievement"]
MOSCOW_WORDS = {"M": "Must have", "S": "Should have", "C": "Could have", "W": "Won't have this time"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every source may need to know beside its row."""

    plan: Plan
    layout: Layout
    edition: Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """A row of an action table: one action, one step (``output``) of it, or a block of several.

    ``numbers`` holds the number printed for each placement, in step with ``placements``.
    """

    setting: Setting
    node: Node
    placements: tuple[ActionPlacement, ...]
    numbers: tuple[str, ...]
    output: Output | None = None
    block: Block | None = None

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(placement.action for placement in self.placements)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """A row of an indicator table: one indicator where it is placed."""

    setting: Setting
    placement: IndicatorPlacement

    @property
    def indicator(self) -> Indicator:
        return self.placement.indicator


@dataclass(frozen=True, slots=True)
class Source:
    """A registered source: its name in layouts, the rows it reads, what it gives, and how."""

    name: str
    scope: Scope
    says: str
    read: Callable[[Any], Lines]


REGISTRY: dict[tuple[Scope, str], Source] = {}
Reader = Callable[[Any], Lines]


def _source(scope: Scope, name: str) -> Callable[[Reader], Reader]:
    def register(read: Reader) -> Reader:
        REGISTRY[scope, name] = Source(name, scope, (read.__doc__ or "").strip(), read)
        return read

    return register


def cell(scope: Scope, name: str, row: object) -> Lines:
    """The lines of one cell. Raises KeyError for a source the registry does not have."""
    return REGISTRY[scope, name].read(row)


def names_of(scope: Scope) -> list[str]:
    """The names a layout can use in tables of that scope, sorted."""
    return sorted(name for of, name in REGISTRY if of == scope)


def _each(texts: Iterable[str]) -> Lines:
    return tuple(line for text in texts for line in lines_of(text))


# Actions


@_source("action", "number")
def _number(row: ActionRow) -> Lines:
    """The printed number, with the MoSCoW letter where the layout's number has a place for it."""
    shown = (
        fill(row.setting.layout.number, {"number": number, "moscow": action.moscow or ""})
        for number, action in zip(row.numbers, row.actions, strict=True)
    )
    return _each(shown)


@_source("action", "moscow")
def _moscow(row: ActionRow) -> Lines:
    """Must have, Should have, Could have, Won't have this time."""
    return _each(MOSCOW_WORDS[action.moscow] for action in row.actions if action.moscow)


@_source("action", "text")
def _text(row: ActionRow) -> Lines:
    """The action as written, in bold where it is emphasised, and the place it refers to."""
    return tuple(
        line
        for action in row.actions
        for line in lines_of("\n".join((action.text, action.cross_reference)), bold=action.emphasised)
    )


@_source("action", "text and steps")
def _text_and_steps(row: ActionRow) -> Lines:
    """The action as written and its steps as a list."""
    return tuple(line for action in row.actions for line in action_lines(action))


@_source("action", "step")
def _step(row: ActionRow) -> Lines:
    """The step that a row of steps is about, or all steps of the row's actions."""
    return _each(step.text for step in _steps(row))


@_source("action", "leads")
def _leads(row: ActionRow) -> Lines:
    """Who answers, as the layout prints it; a step's own leads, else the action's, else those of its block."""
    shown = dict.fromkeys(_lead_words(row))
    return _each(fill(row.setting.layout.leads, {"lead": words}) for words in shown if words)


@_source("action", "support")
def _support(row: ActionRow) -> Lines:
    """Who helps, one line each."""
    supports = [lead for action in row.actions for lead in action.leads if lead.role == "support"]
    return _each(dict.fromkeys(printed_leads("", [lead], row.setting.edition) for lead in supports))


@_source("action", "impacts")
def _impacts(row: ActionRow) -> Lines:
    """What will be different."""
    return _each(impact for one in _bearers(row) for impact in one.impacts)


@_source("action", "measures")
def _measures(row: ActionRow) -> Lines:
    """How it will be known."""
    return _each(measure for one in _bearers(row) for measure in one.measures)


@_source("action", "impacts and measures")
def _impacts_and_measures(row: ActionRow) -> Lines:
    """What will be different and how it will be known, where a layout has one column for both."""
    return _impacts(row) + _measures(row)


@_source("action", "timescale")
def _timescale(row: ActionRow) -> Lines:
    """When, in the words as written; a block's where the action has none of its own."""
    return _each(dict.fromkeys(scale.words for scale in _timescales(row)))


@_source("action", "due")
def _due(row: ActionRow) -> Lines:
    """The last day meant, where one can be read from the words."""
    return _each(dict.fromkeys(show_date(scale.due) for scale in _timescales(row) if scale.due))


@_source("action", "indicators")
def _indicators_inside(row: ActionRow) -> Lines:
    """The indicators that stand inside the action's row, with their parts."""
    inside = [placed for placed in row.node.indicators if any(placed.action is one for one in row.actions)]
    return tuple(line for placed in inside for line in indicator_lines(placed.indicator))


@_source("action", "status")
def _status(row: ActionRow) -> Lines:
    """Shape, letter and word of the latest status."""
    return tuple(Line(text=words) for update in _latest(row) if (words := status_words(update)))


@_source("action", "update")
def _update(row: ActionRow) -> Lines:
    """The latest progress update with its date."""
    return _each(f"{show_date(update.as_at)}: {update.text}" for update in _latest(row))


def action_lines(action: Action) -> Lines:
    """An action as written, its steps as a list, and the place it refers to."""
    return (
        *lines_of(action.text, bold=action.emphasised),
        *(Line(text=step.text, label="•") for step in action.outputs),
        *lines_of(action.cross_reference),
    )


def status_words(update: ProgressUpdate) -> str:
    """A status as it is printed everywhere, readable without colour: shape, letter and word."""
    return f"{status_mark(update.status)} {update.status.word}" if update.status else ""


def status_mark(status: Status) -> str:
    """The shape and letter of a status, as before its word."""
    return f"{status.shape} {status.letter}".strip()


def _latest(row: ActionRow) -> list[ProgressUpdate]:
    return [action.latest_update for action in row.actions if action.latest_update]


def _bearers(row: ActionRow) -> tuple[Action | Output, ...]:
    """What the row's impacts and measures belong to: its step, or its actions and all their steps."""
    if row.output is not None:
        return (row.output,)
    return tuple(one for action in row.actions for one in with_steps(action))


def _steps(row: ActionRow) -> tuple[Output, ...]:
    return (row.output,) if row.output is not None else tuple(one for action in row.actions for one in action.outputs)


def _lead_words(row: ActionRow) -> list[str]:
    edition = row.setting.edition
    if row.output and (row.output.lead_words or row.output.leads):
        return [printed_leads(row.output.lead_words, row.output.leads, edition)]
    return [action_leads(action, row.block, edition) for action in row.actions]


def _timescales(row: ActionRow) -> list[Timescale]:
    if row.output and row.output.timescale.words:
        return [row.output.timescale]
    own = [action.timescale for action in row.actions if action.timescale.words]
    return own if own or row.block is None else [row.block.timescale]


# Indicators


@_source("indicator", "text")
def _indicator_text(row: IndicatorRow) -> Lines:
    """The indicator as written, its parts as a list below it."""
    return indicator_lines(row.indicator)


@_source("indicator", "number")
def _indicator_number(row: IndicatorRow) -> Lines:
    """The number printed where the indicator stands."""
    return lines_of(row.placement.number)


@_source("indicator", "type")
def _type(row: IndicatorRow) -> Lines:
    """Quantitative, Contextual, Change and Impact."""
    return lines_of(row.indicator.type)


@_source("indicator", "reporting measures")
def _reporting_measures(row: IndicatorRow) -> Lines:
    """Where the figures come from."""
    return _each(row.indicator.reporting_measures)


@_source("indicator", "provider")
def _provider(row: IndicatorRow) -> Lines:
    """Who gives the figures."""
    return lines_of(row.indicator.provider)


@_source("indicator", "baseline")
def _baseline(row: IndicatorRow) -> Lines:
    """The baseline in the words as written, per part where parts have their own."""
    return _benchmarks(row.indicator, "baseline")


@_source("indicator", "target")
def _target(row: IndicatorRow) -> Lines:
    """The target in the words as written, per part where parts have their own."""
    return _benchmarks(row.indicator, "target")


def indicator_lines(indicator: Indicator, depth: int = 0) -> Lines:
    """An indicator and its parts. ``depth`` 0: a paragraph with a list of parts; 1: a list item with nested parts."""
    stem = lines_of(indicator.text)
    if depth:
        stem = tuple(Line(text=line.text, label="•", depth=depth) for line in stem)
    parts = tuple(
        Line(text=part.text, label=f"{part.label})" if part.label else "–", depth=depth + 1) for part in indicator.parts
    )
    return stem + parts


def benchmark_words(benchmark: Benchmark | None) -> str:
    """A baseline or target in the words as written; empty where there is none."""
    return benchmark.figure.words if benchmark else ""


def _benchmarks(indicator: Indicator, which: Literal["baseline", "target"]) -> Lines:
    lines: list[Line] = []
    for series in indicator.series:
        found: Benchmark | None = getattr(series, which)
        if not (words := benchmark_words(found)):
            continue
        label = f"{series.part.label})" if series.part and series.part.label else ""
        group = f"{series.breakdown.name}: " if series.breakdown else ""
        lines.append(Line(text=group + words, label=label))
    return tuple(lines)


# The participation statement and the achievements


@_source("participation", "stakeholder")
def _stakeholder(row: ParticipationEntry) -> Lines:
    """Who took part."""
    return lines_of(row.stakeholder)


@_source("participation", "activity")
def _activity(row: ParticipationEntry) -> Lines:
    """How they took part."""
    return lines_of(row.activity)


@_source("participation", "when")
def _when(row: ParticipationEntry) -> Lines:
    """When they took part."""
    return lines_of(row.when)


@_source("participation", "heard")
def _heard(row: ParticipationEntry) -> Lines:
    """What was heard from them."""
    return lines_of(row.heard)


@_source("participation", "changed")
def _changed(row: ParticipationEntry) -> Lines:
    """What changed because of it."""
    return lines_of(row.changed)


@_source("achievement", "area")
def _area(row: Achievement) -> Lines:
    """The area of work."""
    return lines_of(row.area)


@_source("achievement", "text")
def _achieved(row: Achievement) -> Lines:
    """What was done."""
    return lines_of(row.text)
