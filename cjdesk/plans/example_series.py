"""The sample's indicators: wording picked from the framework, figures read by the same grammar as a return."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cjdesk.domain.benchmarks import Benchmark, parse_benchmark
from cjdesk.domain.datafile import fault
from cjdesk.domain.periods import Period, parse_period
from cjdesk.domain.plan import Breakdown, Indicator, Part, Series, Source, Value
from cjdesk.domain.values import Figure, Unit, parse_figure
from cjdesk.frameworks import Framework, LocalEvidence, NationalIndicator
from cjdesk.plans.example_files import IndicatorFile, Line, read_csv

FILE = "indicators.toml"
_NEVER_A_FIGURE = ("unclear", "error", "conflict", "blank")
_LINE = ("indicator", "part", "breakdown")

Key = tuple[str, str, str]
"""Of a series: key of its indicator, label of its part, name of its breakdown."""
Sent = tuple[str, date | None]
"""Who sent figures, and when; no date where a hand at the partnership wrote them."""
Origin = Callable[[IndicatorFile, Period], Sent]


@dataclass(frozen=True, slots=True)
class Wording:
    """What is counted, in official words or in ours."""

    text: str
    unit: Unit
    better: str
    parts: tuple[Part, ...]
    type: str = "Quantitative"
    ref: str = ""
    national: bool = False
    counted: str = ""


def indicators(files: Iterable[IndicatorFile], framework: Framework, origin: Origin) -> dict[str, Indicator]:
    """Every indicator by its key, with its series. Raises UserProblem for anything that does not fit together."""
    listed = list(files)
    series = _series({one.key: (one, wording(one, framework)) for one in listed}, origin)
    return {one.key: _indicator(one, wording(one, framework), series.get(one.key, ())) for one in listed}


def wording(one: IndicatorFile, framework: Framework) -> Wording:
    """The wording of an indicator: picked where it is official, else as the file has it."""
    own = tuple(Part(label=part.label, text=part.text) for part in one.parts)
    if not one.official:
        return Wording(one.text, one.unit, one.better, own)
    item = framework.find(f"{framework.id}:{one.official}")
    if not isinstance(item, NationalIndicator | LocalEvidence) or one.text or own:
        raise fault(FILE, f"{one.key}.official", f"“{one.official}” is no indicator, or words of ours stand beside it")
    parts = tuple(Part(label=part.label, text=part.text) for part in item.parts)
    ref = framework.ref(item)
    if isinstance(item, LocalEvidence):
        return Wording(item.text, one.unit, one.better, parts, item.type, ref)
    better = item.better if item.better in ("up", "down") else ""
    return Wording(item.text, item.unit, better, parts, item.type, ref, True, item.counted)


def _indicator(one: IndicatorFile, words: Wording, series: tuple[Series, ...]) -> Indicator:
    return Indicator(
        text=words.text,
        origin="national" if words.national else "local",
        framework_ref=words.ref,
        type=words.type,
        unit=words.unit,
        better=words.better,  # type: ignore[arg-type]  # one of the two words, or none, by the file's own check
        definition=one.definition,
        counted=words.counted,
        frequency=one.frequency,
        provider=one.provider,
        parts=words.parts,
        breakdowns=tuple(Breakdown(name=name) for name in one.breakdowns),
        series=series,
    )


Known = Mapping[str, tuple[IndicatorFile, Wording]]


def _series(known: Known, origin: Origin) -> dict[str, tuple[Series, ...]]:
    """The series of each indicator, in the order of the files."""
    values: dict[Key, list[Value]] = {}
    for line in read_csv("quarters.csv", *_LINE, more=True):
        key = _key(line, known)
        values.setdefault(key, []).extend(_values(line, known, len(_LINE), origin))
    for line in read_csv("years.csv", *_LINE, "received_on", more=True):
        key, sent = _key(line, known), (known[line["indicator"]][0].provider, line.day("received_on"))
        values.setdefault(key, []).extend(_values(line, known, len(_LINE) + 1, _always(sent)))
    marks = {
        _key(line, known): _benchmarks(line, known) for line in read_csv("benchmarks.csv", *_LINE, "baseline", "target")
    }
    found: dict[str, list[Series]] = {}
    for key in dict.fromkeys((*values, *marks)):
        baseline, target = marks.get(key, (None, None))
        series = _one_series(key, known[key[0]][1], values.get(key, []))
        found.setdefault(key[0], []).append(replace(series, baseline=baseline, target=target))
    return {name: tuple(lines) for name, lines in found.items()}


def _one_series(key: Key, words: Wording, values: list[Value]) -> Series:
    return Series(
        part=next((part for part in words.parts if part.label == key[1]), None),
        breakdown=Breakdown(name=key[2]) if key[2] else None,
        unit=words.unit,
        values=tuple(sorted(values, key=lambda value: (value.period.start, value.period.end))),
    )


def _always(sent: Sent) -> Origin:
    return lambda _one, _period: sent


def _key(line: Line, known: Known) -> Key:
    """The series a line is about, checked: an indicator with parts is counted by part."""
    name, label, breakdown = line["indicator"], line["part"], line["breakdown"]
    if name not in known:
        raise line.wrong("indicator", f"there is no indicator “{name}”")
    one, words = known[name]
    if label not in ({part.label for part in words.parts} or {""}):
        raise line.wrong("part", f"“{name}” has no part “{label}”")
    if breakdown and breakdown not in one.breakdowns:
        raise line.wrong("breakdown", f"“{name}” has no breakdown “{breakdown}”")
    return name, label, breakdown


def _values(line: Line, known: Known, first: int, origin: Origin) -> list[Value]:
    """The figures of a line, each with where it came from: this file, this cell, who sent it and when."""
    one, words = known[line["indicator"]]
    found = []
    for column, (heading, written) in enumerate(list(line.cells.items())[first:], first):
        period = parse_period(heading)
        if period is None:
            raise line.wrong(heading, "this heading names no period")
        sender, received_on = origin(one, period)
        source = Source(
            kind="sample" if received_on else "hand",
            file_name=line.file,
            cell=f"{line.file.partition('.')[0]}!{chr(ord('A') + column)}{line.number}",
            sender=sender,
            received_on=received_on,
        )
        found.append(Value(period=period, figure=_figure(written, words.unit, line, heading), source=source))
    return found


def _figure(written: str, unit: Unit, line: Line, heading: str) -> Figure:
    """What the grammar reads; the sample's own figures leave nothing to decide, so nothing is flagged."""
    figure = parse_figure(written, unit=unit)
    if figure.state in _NEVER_A_FIGURE:
        raise line.wrong(heading, f"“{written}” is not a figure")
    return replace(figure, flags=())


def _benchmarks(line: Line, known: Known) -> tuple[Benchmark | None, Benchmark | None]:
    unit = known[line["indicator"]][1].unit
    baseline, target = line["baseline"], line["target"]
    return (
        parse_benchmark(baseline, unit=unit, kind="baseline") if baseline else None,
        parse_benchmark(target, unit=unit, kind="target") if target else None,
    )
