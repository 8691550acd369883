"""Indicators with their parts, read from the lines under an indicator heading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cjdesk.domain.plan import Indicator, Origin, Part
from cjdesk.plans.importing.cells import Line, part_of
from cjdesk.plans.importing.vocabulary import is_no_indicator

_FIRST_LABELS = ("i", "a", "1")


@dataclass(slots=True)
class _Draft:
    """An indicator while its parts are still coming."""

    line: Line
    text: str
    parts: list[Part] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether its wording asks for parts."""
        return self.text.endswith(":")

    @property
    def is_labelled(self) -> bool:
        return any(part.label for part in self.parts)


def read_indicators(lines: Iterable[Line], origin: Origin) -> tuple[list[Indicator], list[Line]]:
    """The indicators of the lines in order, and the lines that say there is none ("To be developed")."""
    drafts: list[_Draft] = []
    none: list[Line] = []
    for line in lines:
        last = drafts[-1] if drafts else None
        label, text = part_of(line)
        if label and _begins_with_stem(label, text, last):
            stem, _, first = text.partition(": ")
            drafts.append(_Draft(line, f"{stem}:", [Part(label=label, text=first.strip())]))
        elif label and last and _takes_label(last, label):
            last.parts.append(Part(label=label, text=text))
        elif last and not label and _takes_item(last, line):
            last.parts.append(Part(text=text))
        elif is_no_indicator(line.text):
            none.append(line)
        else:
            numbered_otherwise = label and not label.isdigit() and line.label and not line.is_bullet
            drafts.append(_Draft(line, line.printed if numbered_otherwise else text if label.isdigit() else line.text))
    return [Indicator(text=one.text, origin=origin, parts=tuple(one.parts)) for one in drafts], none


def _begins_with_stem(label: str, text: str, last: _Draft | None) -> bool:
    """ "i) Proportion of people that were: offered support": the first part with the stem before it on one line."""
    stem, colon, first = text.partition(": ")
    awaited = last is not None and last.is_open and not last.parts
    return label in _FIRST_LABELS and bool(colon and stem and first[:1].islower()) and not awaited


def _takes_label(last: _Draft, label: str) -> bool:
    """Whether a labelled line is a part of the indicator above, and not an indicator numbered by itself."""
    if last.parts:
        return last.is_labelled and label not in _FIRST_LABELS
    return last.is_open or (label in ("i", "a") and not last.line.label.strip("•"))


def _takes_item(last: _Draft, line: Line) -> bool:
    """Whether an unlabelled list item is a part: its stem ends in a colon and stands above or outside the list."""
    return last.is_open and not last.is_labelled and bool(line.level) and line.level > last.line.level
