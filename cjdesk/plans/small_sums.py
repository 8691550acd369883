"""Which figures of a plan add up: found from the names of groups, from the periods and from the figures themselves.

Nobody declares that males and females make the whole, or that part ii) counts all of iii) and iv). A reader sees it all
the same where it adds up, so it is looked for: in each period among the breakdowns of a part and among the parts of an
indicator, and in each line among the periods. What only may be a sum (a figure of it is suppressed) is taken for one.
The rest of a whole that is small ("not male": 1) is a hidden figure too, though it is printed nowhere.

The search is bounded. Lines by the dozen with a hidden figure in most periods may hold a sum that is not tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from cjdesk.domain.disclosure import Cell, Rule, Sum
from cjdesk.domain.values import NUMBER_STATES, Figure
from cjdesk.plans.small_periods import Ends, Relation, Span, relations, rests

NOUGHT, ENDLESS = Decimal(0), Decimal("Infinity")
_TRIES = 20_000  # of one group of lines: some hundredths of a second
_SETS = 200

_SEX = r"(?:fe)?males?|m[ae]n|wom[ae]n|boys?|girls?|non binary|other gender|gender not known|trans(?:gender)?"
_AGE = (
    r"(?:(?:people|those|children|young people|adults|men|women) )?(?:aged? )?(?:under|over|below|above)? ?"
    r"\d{1,2}(?:s|\+)?(?: ?(?:-|to|and) ?(?:under |over )?\d{1,2}s?| and over| or over| and under| plus)?"
    r"(?: years?(?: old)?)?|"
    r"children|young people|adults?|older people|age not known"
)
DIMENSIONS = {name: re.compile(words, re.I) for name, words in (("sex", _SEX), ("age", _AGE))}
"""Groups whose names say what they divide by. All others of an indicator (areas) are taken together."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of a line: its cell and the days it is about (none for a baseline without a period)."""

    key: str
    figure: Figure
    span: Span
    held: bool = True  # False where no figure is held, and what it would be can be worked out all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Figures of one thing over time. ``what`` keeps counts apart from the numerators of percentages."""

    indicator: int
    what: str
    part: int | None
    group: str
    name: str
    entries: tuple[Entry, ...]
    by_span: dict[Span, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_span.update({one.span: one for one in self.entries})


def ends_of(figure: Figure) -> Ends | None:
    """The least and greatest number a figure can be; None where it is missing, and no sum holds it."""
    if figure.state in NUMBER_STATES and figure.number is not None:
        return figure.number, figure.number
    if figure.state == "suppressed":
        return NOUGHT, figure.below - 1 if figure.below is not None else ENDLESS
    if figure.state == "range":
        return figure.low or NOUGHT, figure.high if figure.high is not None else ENDLESS
    return None


def dimension_of(name: str) -> str:
    """What a group divides by, as far as its name says so: "sex", "age" or nothing."""
    plain = " ".join(name.replace("-", " ").replace("\u2013", " ").split())
    return next((one for one, words in DIMENSIONS.items() if words.fullmatch(name) or words.fullmatch(plain)), "")


class Additions:
    """The sums among lines, and the cells that nobody prints but everybody can work out."""

    def __init__(self, lines: Sequence[Line], rule: Rule) -> None:
        self.rule = rule
        self.cells: list[Cell] = []
        self._sums: dict[tuple[str, ...], Sum] = {}
        for members in _together(lines, lambda line: (line.indicator, line.what)):
            self._complete(members)
        for line in lines:
            self._periods(line)
        for members in _together(lines, lambda line: (line.indicator, line.what, line.part, line.group)):
            self._twice(members)
        for members in _together(lines, lambda line: (line.indicator, line.what, line.part)):
            self._lines([one for one in members if not one.group], [one for one in members if one.group])
        for members in _together(lines, lambda line: (line.indicator, line.what, line.group)):
            self._lines([one for one in members if one.part is None], [one for one in members if one.part is not None])

        for members in _together(lines, lambda line: (line.indicator, line.what)):
            self._crossed(members)

    @property
    def sums(self) -> tuple[Sum, ...]:
        return tuple(self._sums.values())

    def _add(self, total: str, parts: Iterable[str], *, sure: bool = True) -> None:
        one = Sum(total=total, parts=tuple(parts), sure=sure)
        self._sums.setdefault((total, *sorted(one.parts)), one)

    def _hidden(self, name: str, number: Decimal | None = None) -> str:
        """A cell that nobody prints: the small rest of a whole, a figure not held, a total that two sums share."""
        key = f"{name} ({len(self.cells) + 1}, not printed)"
        state = "value" if number is not None else "not available"
        figure = Figure(words="", state=state, number=number, unit="count")  # type: ignore[arg-type]
        self.cells.append(Cell(key=key, figure=figure, printed=False))
        return key

    def _complete(self, lines: Sequence[Line]) -> None:
        """Give each line what others have a figure for and it has none: sums run through such places too."""
        spans = sorted({span for line in lines for span in line.by_span})
        for line in lines if len(lines) > 1 else ():
            for span in spans:
                entry = line.by_span.get(span)
                if entry is None or ends_of(entry.figure) is None:
                    key = self._hidden(f"{line.name}, {span[0]:%d/%m/%Y}")
                    line.by_span[span] = Entry(key, Figure(words="", state="suppressed"), span, held=False)

    def _rest(self, total: Entry, parts: Sequence[Entry]) -> None:
        """What of a total is in none of the parts, if that is small."""
        whole, ends = total.figure.number, [ends_of(one.figure) for one in parts]
        if whole is None or ends_of(total.figure) is None or any(one is None or one[0] != one[1] for one in ends):
            return
        left = whole - sum((one[0] for one in ends if one), NOUGHT)
        if self.rule.small(left):
            self._add(total.key, (*(one.key for one in parts), self._hidden(f"the rest of {total.key}", left)))

    def _periods(self, line: Line) -> None:
        known = [one for one in line.entries if ends_of(one.figure) is not None]
        held = [(one.span, ends) for one in known if (ends := ends_of(one.figure))]
        for whole, parts in rests(held):
            self._rest(known[whole], [known[part] for part in parts])
        more = [one for one in line.by_span.values() if not one.held]
        held += [(one.span, (NOUGHT, ENDLESS)) for one in more]
        for relation in relations(held):
            self._relate(relation, [*known, *more])

    def _relate(self, one: Relation, known: Sequence[Entry]) -> None:
        left, right = ([known[place].key for place in side] for side in (one.left, one.right))
        if len(left) == 1 or len(right) == 1:
            total, parts = (left, right) if len(left) == 1 else (right, left)
            self._add(total[0], parts)
            return
        total = [self._hidden(f"the total of {' and '.join(left)}")]
        self._add(total[0], left)
        self._add(total[0], right)

    # --- lines side by side ---------------------------------------------------------------------------------------

    def _lines(self, wholes: Sequence[Line], members: Sequence[Line]) -> None:
        if not members:
            return
        named = [[one for one in members if dimension_of(one.group) == name] for name in ("sex", "age", "")]
        for whole in wholes:
            for chosen in (members, *named, *([one] for one in members)):
                if chosen:
                    self._declared(whole, chosen)
        everyone = [*wholes, *members]
        self._search(everyone, everyone)

    def _crossed(self, lines: Sequence[Line]) -> None:
        """Groups of parts straight against the whole of the indicator, where the parts have no whole of their own."""
        wholes = [one for one in lines if one.part is None and not one.group]
        crossed = [one for one in lines if one.part is not None and one.group]
        if wholes and crossed:
            for whole in wholes:
                for one in crossed:
                    self._declared(whole, [one])
            self._search(wholes, lines)

    def _search(self, totals: Sequence[Line], lines: Sequence[Line]) -> None:
        """Try which lines make one of the totals."""
        budget = _TRIES
        for total in totals if len(lines) > 2 else ():
            others = [one for one in lines if one is not total]
            tried = _Tries(budget)
            for places in sorted(_candidates(total, others, self.rule, tried), key=lambda one: (len(one), sorted(one))):
                self._found(total, [others[place] for place in sorted(places)])
            budget = tried.left

    def _twice(self, members: Sequence[Line]) -> None:
        """One thing counted under two indicators: equal figures go and stay together."""
        for first, second in pairwise(members):
            for span, entry in first.by_span.items():
                other = second.by_span.get(span)
                if other and entry.figure.number == other.figure.number is not None:
                    self._add(entry.key, (other.key,))

    def _declared(self, whole: Line, chosen: Sequence[Line]) -> None:
        """Groups that divide a whole by their names, or that are all there are of it."""
        for span, total in whole.by_span.items():
            parts = [entry for one in chosen if (entry := one.by_span.get(span)) and ends_of(entry.figure)]
            fits = _fits(total, parts) if len(parts) == len(chosen) > 1 else "not"
            if fits != "not":
                self._add(total.key, (one.key for one in parts), sure=fits == "yes")
            held = [one for one in parts if one.held]
            if held and (fits == "not" or len(held) < len(parts)):
                self._rest(total, held)

    def _found(self, total: Line, chosen: Sequence[Line]) -> None:
        """Lines that make another by their figures: a sum where they do, if they do so more often than not."""
        rows = []
        for span, whole in total.by_span.items():
            parts = [entry for one in chosen if (entry := one.by_span.get(span))]
            if len(parts) == len(chosen):
                rows.append((whole, parts, _fits(whole, parts)))
        met = [fits for _, _, fits in rows]
        if met.count("yes") < met.count("not") or not met:
            return
        for whole, parts, fits in rows:
            if fits != "not":
                self._add(whole.key, (one.key for one in parts), sure=False)
            else:
                self._rest(whole, parts)


def _together(lines: Sequence[Line], by: object) -> list[list[Line]]:
    found: dict[object, list[Line]] = {}
    for line in lines:
        found.setdefault(by(line), []).append(line)  # type: ignore[operator]
    return list(found.values())


def _fits(total: Entry, parts: Sequence[Entry]) -> str:
    """Whether figures are a sum: "yes", "not", or "may be" where one is suppressed or a range."""
    ends = [ends_of(one.figure) for one in (total, *parts)]
    known = [one for one in ends if one is not None]
    if len(known) < len(ends):
        return "not"
    (low, high), rest = known[0], known[1:]
    least, most = sum((one[0] for one in rest), NOUGHT), sum((one[1] for one in rest), NOUGHT)
    if high < least or most < low:
        return "not"
    return "yes" if all(one[0] == one[1] for one in known) else "may be"


@dataclass(slots=True)
class _Tries:
    left: int


def _candidates(total: Line, others: Sequence[Line], rule: Rule, tries: _Tries) -> set[frozenset[int]]:
    """Sets of two lines or more that make another one in some period, those with small figures being tried first."""
    found: set[frozenset[int]] = set()
    spans = sorted(total.by_span, key=lambda span: (not _has_small(span, [total, *others], rule), span))
    for span in spans:
        goal = ends_of(total.by_span[span].figure)
        if goal is None or goal[0] != goal[1] or goal[0] == 0:
            continue
        items = []
        for place, one in enumerate(others):
            entry = one.by_span.get(span)
            ends = ends_of(entry.figure) if entry and entry.held else None
            if ends and entry and ends != (NOUGHT, NOUGHT):
                cap = rule.threshold - 1 if ends[1] == ENDLESS else ends[1]
                items.append((max(ends[0], Decimal(1)), max(ends[0], Decimal(cap)), place))
        items.sort(key=lambda item: (-item[0], item[2]))
        for chosen in _subsets(items, goal[0], tries):
            found.add(frozenset(chosen))
            if len(found) >= _SETS or tries.left <= 0:
                return found
    return found


def _has_small(span: Span, lines: Sequence[Line], rule: Rule) -> bool:
    ends = [ends_of(entry.figure) for line in lines if (entry := line.by_span.get(span))]
    return any(one is not None and one[1] > 0 and one[0] < rule.threshold for one in ends)


def _subsets(items: Sequence[tuple[Decimal, Decimal, int]], goal: Decimal, tries: _Tries) -> Iterator[list[int]]:
    """The places of two items or more that can make the goal; biggest first, so that what is too much is left early."""
    after = [NOUGHT] * (len(items) + 1)
    for at in range(len(items) - 1, -1, -1):
        after[at] = after[at + 1] + items[at][1]
    stack: list[tuple[int, Decimal, Decimal, list[int]]] = [(0, NOUGHT, NOUGHT, [])]
    while stack and tries.left > 0:
        tries.left -= 1
        at, low, high, chosen = stack.pop()
        if low <= goal <= high and len(chosen) > 1:
            yield chosen
        if at == len(items) or low > goal or high + after[at] < goal:
            continue
        stack.append((at + 1, low, high, chosen))
        least, most, place = items[at]
        if low + least <= goal:
            stack.append((at + 1, low + least, high + most, [*chosen, place]))
