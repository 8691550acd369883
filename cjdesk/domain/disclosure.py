"""Small numbers: which figures of an edition would say something about a person, and what must go with them.

Choices made here, for every document alike:

* A count of people from 1 up to the threshold (5: so 1 to 4) is small. Nought is not, unless the rule says so.
* A range goes where one of its ends is small, and words that hold a small number where nobody could read a figure.
* A percentage is treated by the people behind it: it goes where its numerator, or the rest of its whole, is small,
  whether they are written or follow from the other two. So is "38 of 40": all but two are in it.
* Where a hidden figure could be worked out from the sums that are shown, by one of them or by several together, more
  figures go with it: of the sums it stands in, the smallest part shown that is not nought, else a part that is nought,
  and a total only where nothing else is left. So do parts whose sum leaves one of them a single possible value.
* A percentage goes with its numerator or denominator where the other two would give the hidden one away, and a
  numerator goes with its percentage where all but a few are in it.
* Numbers printed with a figure ("12 of 40" beside 30%) are cells of their own that stand and fall with it.
* What nobody prints and everybody can work out (the rest of a whole) is a cell that is hidden from the first.
* Figures that the sender suppressed stay suppressed and are protected in the same way. Missing figures hide nothing:
  a sum with one of them cannot be worked out.
* Every hidden figure is printed alike ("*"). "<5" in one place and "*" in another would tell which is which.

All is decided over one set of figures at once: cells that stand in several documents are given once, and the same
decision holds everywhere. Nothing is ever unsuppressed by a later step.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from cjdesk.domain.dates import MONTH
from cjdesk.domain.numerals import NUMBER, number_of
from cjdesk.domain.values import NUMBER_STATES, Figure, show

SMALL_BELOW = 5
"""Counts of people below this (and above nought) are small, unless an edition's rule says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Counts of people above nought and below ``threshold`` are small; nought is too where ``treat_zero`` is set."""

    threshold: int = SMALL_BELOW
    treat_zero: bool = False

    def small(self, number: Decimal) -> bool:
        return (self.treat_zero and number == 0) or 0 < number < self.threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure of the edition. ``key`` names it; ``people`` is False where it counts none (training days).

    ``beside`` names the figure with which it is printed: either both are shown or neither. ``printed`` is False for
    what stands nowhere and could only be worked out.
    """

    key: str
    figure: Figure
    people: bool = True
    beside: str = ""
    printed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """The parts of a total that add up to it: breakdowns of a count, quarters of a year.

    ``total`` is empty where no figure shows the total and everybody knows it all the same: ``whole`` then says it (100
    for the percentages of one whole). ``sure`` is False where the figures only look as if they added up: they are
    protected all the same, and the decision says so.
    """

    parts: tuple[str, ...]
    total: str = ""
    whole: Decimal | None = None
    sure: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.total, *self.parts) if self.total else self.parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A percentage whose numerator or denominator, or both, are figures of their own (empty where one is not)."""

    percent: str
    numerator: str = ""
    denominator: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for key in (self.percent, self.numerator, self.denominator) if key)


Reason = Literal["", "small number", "suppressed by the sender", "would give another away"]
NOUGHT = Decimal(0)
_PASSES = 50  # bounds settle in a few passes; only totals that contradict each other would narrow for ever
_OTHER: Reason = "would give another away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of one figure, why in words, and which figures it protects."""

    key: str
    suppress: bool
    reason: Reason = ""
    say: str = ""
    protects: tuple[str, ...] = ()


def decide(
    cells: Sequence[Cell], sums: Sequence[Sum] = (), ratios: Sequence[Ratio] = (), rule: Rule | None = None
) -> tuple[Decision, ...]:
    """One decision per figure, in the order given. Raises `ValueError` for a key that is given twice or not at all."""
    _check(cells, sums, ratios)
    work = _Work(cells, sums, rule or Rule())
    for cell in cells:
        work.look_at(cell)
    while any(work.protect_ratio(one) for one in ratios) or work.protect_sums():
        pass
    return tuple(work.decisions.get(cell.key, Decision(key=cell.key, suppress=False)) for cell in cells)


def published(figure: Figure, decision: Decision) -> Figure:
    """The figure as the edition prints it: itself, or a suppressed one that keeps nothing of what it was."""
    if not decision.suppress:
        return figure
    return Figure(words="*", state="suppressed", unit=figure.unit)


def plain(figure: Figure, rule: Rule) -> Figure:
    """A figure that is shown, without words, note and flags of its own where these hold a small number as well.

    "20 (3 of them women)" is printed as 20, and so is "50 (95% of all)", behind which two or three others stand.
    """
    own = {figure.number, figure.numerator, figure.denominator, figure.low, figure.high}
    told = " ".join((figure.words, figure.note, *(flag.say for flag in figure.flags)))
    if figure.state in ("unclear", "conflict", "error") or figure.unit == "text":
        return figure
    if not small_in(told, rule, own) and not _tells_the_rest(told, figure, rule):
        return figure
    bare = replace(figure, words="", note="", flags=())
    return replace(bare, words=show(bare))


_TOKEN = re.compile(
    rf"(?<![\w.,/£-])(?P<number>{NUMBER})(?![.,]?\d)(?! ?%| ?per ?cent| {MONTH}\b)|\b(?P<word>one|two|three|four)\b",
    re.I,
)
_NUMBERED = re.compile(r"(?:years?|quarter|half|q|phase|stage|priority|action|outcome|aim|level|part|no\.?) ?$", re.I)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4}
_PER_CENT = re.compile(rf"({NUMBER}) ?(?:%|per ?cent)", re.I)


def small_in(words: str, rule: Rule, own: set[Decimal | None] | None = None) -> bool:
    """Whether words hold a small number that is not one of ``own``, in digits or in words.

    Days of a date, "Year 2" and "3%" are none.
    """
    for found in _TOKEN.finditer(words):
        if _NUMBERED.search(words[: found.start()]):
            continue
        number = number_of(found["number"]) if found["number"] else Decimal(_WORDS[found["word"].casefold()])
        if rule.small(number) and number not in (own or set()):
            return True
    return False


def _tells_the_rest(words: str, figure: Figure, rule: Rule) -> bool:
    """Whether a percentage beside a count says how few are not in it."""
    if figure.number is None or figure.unit == "percent":
        return False
    shares = (number_of(found.group(1)) for found in _PER_CENT.finditer(words))
    return any(rule.small(rest_of(figure.number, share)) for share in shares if 0 < share < 100)


def rest_of(part: Decimal, per_cent: Decimal) -> Decimal:
    """How many of a whole are not in a part, where the part is so many per cent of it (above 0), to the nearest one."""
    return (part * (100 - per_cent) / per_cent).quantize(Decimal(1))


def _check(cells: Sequence[Cell], sums: Sequence[Sum], ratios: Sequence[Ratio]) -> None:
    keys = {cell.key for cell in cells}
    if len(keys) != len(cells):
        raise ValueError("a figure is given twice")
    named = {key for one in sums for key in one.keys}
    named |= {key for one in ratios for key in one.keys} | {cell.beside for cell in cells if cell.beside}
    if named - keys:
        raise ValueError(f"no such figure: {', '.join(sorted(named - keys))}")


class _Work:
    """The decisions so far. A figure once hidden stays hidden, so the steps come to an end."""

    def __init__(self, cells: Sequence[Cell], sums: Sequence[Sum], rule: Rule) -> None:
        self.cells = {cell.key: cell for cell in cells}
        self.order = {cell.key: place for place, cell in enumerate(cells)}
        self.groups = _groups(sums)
        self.rule = rule
        self.decisions: dict[str, Decision] = {}
        self.together: dict[str, list[str]] = {}
        for cell in cells:
            if cell.beside:
                self.together.setdefault(cell.beside, [cell.beside]).append(cell.key)

    def look_at(self, cell: Cell) -> None:
        """The first look, at each figure by itself."""
        figure = cell.figure
        if figure.state == "suppressed" and cell.printed:
            self._hide(cell.key, "suppressed by the sender", "The sender suppressed it.")
        elif cell.people and (say := self._why_small(figure)):
            self._hide(cell.key, "small number", say)
        elif not cell.printed:
            self._hide(cell.key, _OTHER, "It is printed nowhere.")

    def _why_small(self, figure: Figure) -> str:
        """Why a figure of people is small, in words; nothing where it is not."""
        few = f"fewer than {self.rule.threshold}"
        if figure.state == "range":
            ends = [end for end in (figure.low, figure.high) if end is not None]
            small = figure.unit != "percent" and any(end < self.rule.threshold for end in ends)
            return f"It may be {few}: an end of the range is below {self.rule.threshold}." if small else ""
        if figure.number is None or figure.state not in NUMBER_STATES:
            unsure = figure.state in ("unclear", "conflict") or figure.unit == "text"
            small = unsure and (small_in(f"{figure.words} {figure.note}", self.rule) or self._looks_small(figure.words))
            return f"Its words hold a number below {self.rule.threshold}." if small else ""
        if figure.unit in ("count", "") and self.rule.small(figure.number):
            return f"It is below {self.rule.threshold}."
        part, whole = figure.numerator, figure.denominator
        if part is None:
            return ""
        if self.rule.small(part):
            return f"F{few[1:]} people stand behind it."
        per_cent = figure.number if figure.unit == "percent" else NOUGHT
        rest = whole - part if whole is not None else rest_of(part, per_cent) if per_cent else NOUGHT
        return f"All but {few} people are in it." if self.rule.small(rest) else ""

    def _looks_small(self, words: str) -> bool:
        """Whether letters that look like digits make a small number: "O4"."""
        digits = words.strip().casefold().translate(str.maketrans("oil|", "0111"))
        return digits.isdecimal() and self.rule.small(Decimal(digits))

    def protect_ratio(self, one: Ratio) -> bool:
        """Hide one more figure of a percentage and its parts where it must go; says whether it did."""
        per_cent, part, whole = (
            self._number(key) if key else None for key in (one.percent, one.numerator, one.denominator)
        )
        if per_cent is not None and part is None and whole is not None:
            part = (per_cent * whole / 100).quantize(Decimal(1))
        elif per_cent and part is not None and whole is None:
            whole = part + rest_of(part, per_cent)
        few = part is not None and whole is not None and self.rule.small(whole - part)
        say = f"All but fewer than {self.rule.threshold} people seem to be in it."
        shown = [key for key in one.keys if key not in self.decisions]
        if few and one.denominator and one.numerator in shown and self.cells[one.numerator].people:
            return self._hide(one.numerator, "small number", say)
        if one.percent not in shown or per_cent is None:
            return False
        if few:
            return self._hide(one.percent, "small number", say)
        if part is not None and self.rule.small(part):
            return self._hide(
                one.percent, "small number", f"Fewer than {self.rule.threshold} people seem to stand behind it."
            )
        hidden = [key for key in (one.numerator, one.denominator) if key in self.decisions]
        written = self.cells[one.percent].figure.numerator is not None
        if not hidden or not (written or len(shown) == 2):
            return False
        return self._hide(one.percent, _OTHER, f"With it, '{hidden[0]}' could be worked out.", tuple(hidden))

    def protect_sums(self) -> bool:
        """Hide figures of every group of sums until no hidden one can be worked out; says whether it had to."""
        hid_one = False
        for group in self.groups:
            while self._protect(group):
                hid_one = True
        return hid_one

    def _protect(self, group: Sequence[Sum]) -> bool:
        """Hide one more figure of a group where a hidden one could be worked out; says whether it did."""
        usable = [one for one in group if not self._incomplete(one)]
        known = sorted({*self._determined(usable), *self._pinned(usable)}, key=self.order.__getitem__)
        if all(self.decisions[key].reason == _OTHER for key in known):
            return False
        if any(self._hide_beside(key, [one]) for key, one in self._alone(known, usable)):
            return True
        return any(self._hide_beside(key, near) for key in known for near in self._around(key, usable))

    def _alone(self, known: Sequence[str], sums: Sequence[Sum]) -> list[tuple[str, Sum]]:
        """The sums of which one figure only is hidden: where working out begins."""
        gone = [(one, [key for key in one.keys if key in self.decisions]) for one in sums]
        return [(hidden[0], one) for one, hidden in gone if len(hidden) == 1 and hidden[0] in known]

    def _incomplete(self, one: Sum) -> bool:
        """Whether a figure of the sum is missing, so that nothing can be worked out of it."""
        return any(
            self._number(key) is None and self.cells[key].figure.state != "range" and key not in self.decisions
            for key in one.keys
        )

    def _around(self, key: str, sums: Sequence[Sum]) -> list[list[Sum]]:
        """The sums a figure stands in, and then those that hang together with them by hidden figures."""
        own = [one for one in sums if key in one.keys]
        linked: list[Sum] = []
        more = own
        while more:
            linked += more
            hidden = {part for one in linked for part in one.keys if part in self.decisions}
            more = [one for one in sums if one not in linked and hidden & set(one.keys)]
        return [own, linked]

    def _determined(self, sums: Sequence[Sum]) -> list[str]:
        """Hidden figures to which the sums together leave one value: each is alone in a row of the solved form."""
        rows: list[dict[str, Fraction]] = []
        for one in sums:
            row = dict.fromkeys(one.parts, Fraction(-1)) | ({one.total: Fraction(1)} if one.total else {})
            rows = _solved(rows, {key: factor for key, factor in row.items() if key in self.decisions})
        return sorted({next(iter(row)) for row in rows if len(row) == 1}, key=self.order.__getitem__)

    def _pinned(self, sums: Sequence[Sum]) -> list[str]:
        """Hidden figures to which the bounds of the others leave one value: 1 and 1, if together they are 2."""
        first = {key: self._bounds(key) for one in sums for key in one.keys if key in self.decisions}
        bounds = dict(first)
        for _pass in range(_PASSES):
            before = dict(bounds)
            for one in sums:
                self._tighten(one, bounds)
            if bounds == before:
                break
        return [key for key, (low, high) in bounds.items() if low >= high and first[key][0] < first[key][1]]

    def _tighten(self, one: Sum, bounds: dict[str, tuple[Decimal, Decimal]]) -> None:
        """Narrow what the hidden figures of a sum can be by what its other figures are or can be."""

        def span(key: str) -> tuple[Decimal, Decimal]:
            return bounds[key] if key in bounds else self._ends(key)

        def within(key: str, low: Decimal, high: Decimal) -> None:
            bounds[key] = (max(bounds[key][0], low), min(bounds[key][1], high))

        parts = {key: span(key) for key in one.parts}
        if one.total in bounds:
            within(
                one.total,
                sum((low for low, _ in parts.values()), NOUGHT),
                sum((high for _, high in parts.values()), NOUGHT),
            )
        low, high = span(one.total) if one.total else (one.whole or NOUGHT, one.whole or NOUGHT)
        for key in parts:
            if key in bounds:
                others = [span(other) for other in parts if other != key]
                within(key, low - sum(other[1] for other in others), high - sum(other[0] for other in others))

    def _bounds(self, key: str) -> tuple[Decimal, Decimal]:
        """The least and the greatest value a reader can think a hidden figure to have."""
        least = Decimal(0 if self.rule.treat_zero else 1)
        reason, below = self.decisions[key].reason, self.cells[key].figure.below
        if reason == "small number":
            return least, Decimal(self.rule.threshold - 1)
        if reason == "suppressed by the sender" and below is not None:
            return least, below - 1
        return NOUGHT, Decimal("Infinity")

    def _hide_beside(self, key: str, sums: Sequence[Sum]) -> bool:
        """Hide of these sums the figure whose loss costs the reader least; says whether one was left."""
        parts = {part for one in sums for part in one.parts if part not in self.decisions}
        shown = parts or {one.total for one in sums if one.total and one.total not in self.decisions}
        if not shown:
            return False
        more = min(shown, key=lambda one: (not self._ends(one)[0], self._ends(one)[0], self.order[one]))
        unsure = any(not one.sure for one in sums if key in one.keys and more in one.keys)
        doubt = " It is not certain that the figures are a sum, but it looks so." if unsure else ""
        return self._hide(more, _OTHER, f"With it, '{key}' could be worked out.{doubt}", (key,))

    def _ends(self, key: str) -> tuple[Decimal, Decimal]:
        """The least and the greatest value of a figure that is shown: one value, unless it is a range."""
        figure, number = self.cells[key].figure, self._number(key)
        if number is not None:
            return number, number
        return figure.low or NOUGHT, figure.high if figure.high is not None else Decimal("Infinity")

    def _number(self, key: str) -> Decimal | None:
        figure = self.cells[key].figure
        return figure.number if figure.state in NUMBER_STATES else None

    def _hide(self, key: str, reason: Reason, say: str, protects: tuple[str, ...] = ()) -> bool:
        """Hide a figure and what is printed with it. A first reason of its own is never replaced by a later one."""
        self.decisions[key] = Decision(key=key, suppress=True, reason=reason, say=say, protects=protects)
        for other in self.together.get(self.cells[key].beside or key, ()):
            if other not in self.decisions:
                self._hide(other, _OTHER, f"It is printed with '{key}'. {say}", protects)
        return True


def _groups(sums: Sequence[Sum]) -> list[list[Sum]]:
    """The sums in groups that share no figure, so that each group can be decided by itself."""
    groups: list[tuple[set[str], list[Sum]]] = []
    by_key: dict[str, int] = {}
    for one in sums:
        joined = sorted({by_key[key] for key in one.keys if key in by_key})
        home = joined[0] if joined else len(groups)
        if not joined:
            groups.append((set(), []))
        for other in joined[1:]:
            groups[home][0].update(groups[other][0])
            groups[home][1].extend(groups[other][1])
            groups[other] = (set(), [])
        groups[home][0].update(one.keys)
        groups[home][1].append(one)
        by_key.update(dict.fromkeys(groups[home][0] if len(joined) > 1 else one.keys, home))
    return [group for _keys, group in groups if group]


def _solved(rows: list[dict[str, Fraction]], new: dict[str, Fraction]) -> list[dict[str, Fraction]]:
    """The reduced rows of a system of equations with one more row. A row holds the factors that are not nought."""
    for row in rows:
        new = _without(new, row)
    if not new:
        return rows
    pivot = next(iter(new))
    new = {key: factor / new[pivot] for key, factor in new.items()}
    return [*(_without(row, new) for row in rows), new]


def _without(row: dict[str, Fraction], other: dict[str, Fraction]) -> dict[str, Fraction]:
    """``row`` with the leading unknown of ``other`` (its first) taken out."""
    pivot = next(iter(other))
    times = row.get(pivot, Fraction(0))
    if not times:
        return row
    mixed = {key: row.get(key, Fraction(0)) - times * other.get(key, Fraction(0)) for key in {**row, **other}}
    return {key: factor for key, factor in mixed.items() if factor}
