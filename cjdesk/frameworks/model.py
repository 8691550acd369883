"""A national framework as locked reference data: official wording, its links and where it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

ItemKind = Literal["aim", "priority action", "outcome", "indicator", "local evidence"]
CAUTION = "check against the official text"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """A document the wording was read in."""

    title: str
    publisher: str
    licence: str
    url: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What all items of a framework have. ``id`` is ours and stable; ``text`` is the official wording.

    ``unconfirmed`` wording was not read in an official text; ``notes`` are for people, never for print.
    """

    id: str
    number: int
    text: str
    source: SourceDocument
    also_in: tuple[str, ...] = ()
    unconfirmed: bool = False
    notes: str = ""

    @property
    def caution(self) -> str:
        """What to say beside wording that is not confirmed, else nothing."""
        return CAUTION if self.unconfirmed else ""

    @property
    def full_text(self) -> str:
        """The wording with its parts, as one sentence to compare with."""
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim(Item):
    """A national aim (2016: a section of the national strategy)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityAction(Item):
    """A priority action under an aim."""

    aim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Item):
    """An outcome that the Act wants reported on; ``priority_actions`` and ``aims`` are the items it belongs to."""

    kind: Literal["nationally-determined", "structural", "person-centric"]
    priority_actions: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPart:
    """i), ii), iii) of an indicator or piece of local evidence; a value is held for each."""

    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalIndicator(Item):
    """An indicator. ``outcome`` None: it measures all outcomes. ``better`` is our reading, never official."""

    outcome: str | None
    type: Literal["Quantitative", "Change and Impact", "Contextual"]
    unit: Literal["count", "percent", "text"]
    parts: tuple[ItemPart, ...] = ()
    counted: str = ""
    disaggregation: str = ""
    data_provider: str = ""
    data_provider_unconfirmed: bool = False
    publication: str = ""
    better: Literal["up", "down", "unknown", "n/a"] = "unknown"
    better_unconfirmed: bool = True

    @property
    def full_text(self) -> str:
        return " ".join((self.text, *(part.text for part in self.parts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEvidence(Item):
    """Evidence the framework suggests gathering locally for a priority action."""

    priority_action: str
    outcome: str | None
    type: Literal["Quantitative", "Qualitative"]
    parts: tuple[ItemPart, ...] = ()

    @property
    def full_text(self) -> str:
        return " ".join((self.text, *(part.text for part in self.parts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What this framework calls its items, for headings; empty: it has none."""

    aim: str
    priority_action: str
    outcome: str
    indicator: str
    local_evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """The reporting year. Days are ``MM-DD``; ``publish_by`` and ``return_to_cjs_by`` fall after its end."""

    period_start: str
    period_end: str
    publish_by: str
    return_to_cjs_by: str
    send_to: tuple[str, ...]
    source: SourceDocument
    notes: str = ""


@dataclass(frozen=True, kw_only=True)
class Framework:
    """A whole framework, locked. Print ``attribution`` wherever its wording is published."""

    schema_version: Literal[1]
    id: str
    title: str
    short_title: str
    status: Literal["current", "superseded"]
    in_force_from: date
    in_force_to: date | None
    first_report_year: str
    terms: Terms
    reporting: Reporting
    attribution: str
    notes: str
    aims: tuple[Aim, ...]
    priority_actions: tuple[PriorityAction, ...]
    outcomes: tuple[Outcome, ...]
    indicators: tuple[NationalIndicator, ...]
    local_evidence: tuple[LocalEvidence, ...]
    sources: tuple[SourceDocument, ...]

    def items(self, kind: ItemKind) -> tuple[Item, ...]:
        """All items of one kind, in their official order."""
        return self._lists[kind]

    def kind(self, item: Item) -> ItemKind:
        """The kind of an item of this framework."""
        return next(kind for kind, items in self._lists.items() if any(one is item for one in items))

    def ref(self, item: Item) -> str:
        """How other data refers to an item: ``framework:item``."""
        return f"{self.id}:{item.id}"

    def find(self, ref: str) -> Item | None:
        """The item a reference names; None when it is empty or names another framework or nothing."""
        framework_id, _, item_id = ref.partition(":")
        return self._by_id.get(item_id) if framework_id == self.id else None

    def outcomes_of(self, item: Item) -> tuple[Outcome, ...]:
        """The outcomes an item belongs to: itself, those of its priority action or aim, or its own outcome."""
        if isinstance(item, Outcome):
            return (item,)
        if isinstance(item, PriorityAction):
            return tuple(one for one in self.outcomes if item.id in one.priority_actions)
        if isinstance(item, NationalIndicator | LocalEvidence):
            return tuple(one for one in self.outcomes if one.id == item.outcome)
        return ()

    def __iter__(self) -> Iterator[Item]:
        for items in self._lists.values():
            yield from items

    @cached_property
    def _lists(self) -> dict[ItemKind, tuple[Item, ...]]:
        return {
            "aim": self.aims,
            "priority action": self.priority_actions,
            "outcome": self.outcomes,
            "indicator": self.indicators,
            "local evidence": self.local_evidence,
        }

    @cached_property
    def _by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self}
