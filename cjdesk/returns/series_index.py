"""The lines of a plan that can receive figures, arranged so that a line of a return is found without searching."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from cjdesk.domain.text import plain, words_of
from cjdesk.domain.values import Unit
from cjdesk.returns.model import Known, KnownSeries
from cjdesk.returns.wording import content, key, words_key


def unit_of(series: KnownSeries) -> Unit:
    """The unit a line is counted in: the plan's, else what its wording says by rule.

    "Number of" is a count; "proportion", "percentage", "per cent" and "%" are a percentage. Anything else is not known.
    """
    if series.unit:
        return series.unit
    words = words_key(f"{series.indicator_text} {series.part_text}")
    if "percent" in words or "proportion" in words:
        return "percent"
    return "count" if words[:2] == ("number", "of") or words[:1] == ("count",) else ""


def group_key(name: str) -> str:
    """A group's name for comparing: "Male", "males" and "(Males)" are one."""
    return " ".join(word.removesuffix("s") for word in words_of(name))


def name_of(series: KnownSeries) -> str:
    """A line in words, for sentences: its indicator, its part behind a colon, its group in brackets."""
    words = ": ".join(text.strip(" .,;:") for text in (series.indicator_text, series.part_text) if text)
    return f"{words} ({series.breakdown})" if series.breakdown else words


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording a line may be written in; ``whole`` where it names the line without help of a heading."""

    text_key: str
    series: KnownSeries
    whole: bool


@dataclass(slots=True)
class SeriesIndex:
    """Look-ups over ``Known.series``; breakdowns are reached through the line they break down.

    A line that the plan has only broken down stands here without being in the plan: its id is negative, and
    ``groups_of`` has its breakdowns. It can be matched, and never receives a figure.
    """

    known: Known
    by_id: dict[int, KnownSeries] = field(default_factory=dict)
    by_code: dict[str, KnownSeries] = field(default_factory=dict)
    whole: dict[str, list[KnownSeries]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[str, list[KnownSeries]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[int, list[KnownSeries]] = field(default_factory=lambda: defaultdict(list))
    breakdowns: dict[tuple[int, str], dict[str, KnownSeries]] = field(default_factory=lambda: defaultdict(dict))
    wordings: list[Wording] = field(default_factory=list)
    groups_of: dict[int, tuple[KnownSeries, ...]] = field(default_factory=dict)
    _units: dict[int, Unit] = field(default_factory=dict)

    def unit(self, series: KnownSeries) -> Unit:
        """`unit_of`, looked up once per line."""
        if series.series_id not in self._units:
            self._units[series.series_id] = unit_of(series)
        return self._units[series.series_id]

    def part_labels(self, indicator_id: int) -> frozenset[str]:
        return frozenset(one.part_label.casefold() for one in self.lines[indicator_id] if one.part_label)

    def breakdown_of(self, series: KnownSeries, name: str) -> KnownSeries | None:
        """The plan's own line for this group of a line, where it has one."""
        return self.breakdowns[series.indicator_id, key(series.part_text)].get(group_key(name))


def build_index(known: Known) -> SeriesIndex:
    """Arrange the lines of ``known``. A breakdown never stands for a whole that is not in the plan."""
    index = SeriesIndex(known)
    main: dict[tuple[int, str, str], KnownSeries] = {}
    groups: dict[tuple[int, str, str], list[KnownSeries]] = defaultdict(list)
    for one in known.series:
        spot = (one.indicator_id, one.part_label, one.part_text)
        index.by_id[one.series_id] = one
        if one.code:
            index.by_code[plain(one.code)] = one
        if one.breakdown:
            index.breakdowns[one.indicator_id, key(one.part_text)][group_key(one.breakdown)] = one
            groups[spot].append(one)
        else:
            main[spot] = one
    for spot, broken_down in groups.items():
        if spot not in main:
            main[spot] = _missing_whole(broken_down[0])
            index.groups_of[main[spot].series_id] = tuple(broken_down)
    for one in main.values():
        _enter(index, one)
    for one in known.series:
        if one.breakdown:
            index.whole[key(f"{one.indicator_text} {one.part_text} {one.breakdown}")].append(one)
    return index


def _missing_whole(group: KnownSeries) -> KnownSeries:
    return replace(group, series_id=-1 - group.series_id, code="", breakdown="", history={}, history_senders={})


def _enter(index: SeriesIndex, one: KnownSeries) -> None:
    stem, part = key(one.indicator_text), key(one.part_text)
    index.lines[one.indicator_id].append(one)
    if one.indicator_id not in index.stems[stem]:
        index.stems[stem].append(one.indicator_id)
    whole = f"{stem} {part}".strip()
    index.whole[whole].append(one)
    index.wordings.append(Wording(whole, one, True))
    if part:
        index.parts[part].append(one)
        stands_alone = not content(stem)  # "Number of:" adds nothing to "bail supervision cases commenced"
        index.wordings.append(Wording(part, one, stands_alone))
