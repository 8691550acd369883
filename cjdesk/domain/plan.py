"""The vocabulary of a Community Justice Outcomes Improvement Plan, as plain values.

The same records serve a plan read from the store (``id`` set) and one just read from a Word file or the sample
(``id`` None). Words as written always stand beside what was understood from them. An action or indicator that
stands in two places is *one* record placed twice: compare with ``is`` or by ``id``, never by number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from cjdesk.domain.benchmarks import Benchmark
from cjdesk.domain.periods import Period
from cjdesk.domain.timescales import NO_TIMESCALE, Timescale
from cjdesk.domain.values import Figure

Moscow = Literal["M", "S", "C", "W"]
Origin = Literal["national", "local"]
PartnerKind = Literal["statutory", "third-sector", "other", "group", "role"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A body (or a role or group that plans name like one) that takes part; its other names are aliases."""

    name: str
    kind: PartnerKind = "other"
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    returns_data: bool = False
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Who answers for an action: the words as printed, and the partner or person they mean where that is known."""

    words: str
    partner: str = ""
    person: str = ""
    role: Literal["lead", "support"] = "lead"
    partner_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure or note came from. ``cell`` reads ``Sheet!D9``; ``sha256`` names the kept file."""

    kind: Literal["return", "hand", "import", "sample"]
    file_name: str = ""
    sha256: str = ""
    cell: str = ""
    sender: str = ""
    received_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One entry of the partnership's own status scheme; readable in black and white by letter, shape and word."""

    letter: str
    word: str
    shape: str
    meaning: Literal["complete", "on track", "delay", "off track", "not started", "stopped"]
    rule: str = ""
    aliases: tuple[str, ...] = ()
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressUpdate:
    """A dated note and status for an action. A later one never overwrites it."""

    as_at: date
    text: str
    status: Status | None = None
    revised: Timescale = NO_TIMESCALE
    source: Source | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A step of an action ("how we will do it"), with leads, impacts and measures of its own where a plan has them."""

    text: str
    lead_words: str = ""
    leads: tuple[Lead, ...] = ()
    impacts: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    timescale: Timescale = NO_TIMESCALE
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Action:
    """What will be done. Its identity is ``id``; the printed number belongs to the placement."""

    text: str
    moscow: Moscow | None = None
    lead_words: str = ""
    leads: tuple[Lead, ...] = ()
    impacts: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    timescale: Timescale = NO_TIMESCALE
    outputs: tuple[Output, ...] = ()
    emphasised: bool = False
    cross_reference: str = ""
    updates: tuple[ProgressUpdate, ...] = ()  # oldest first
    id: int | None = None

    @property
    def latest_update(self) -> ProgressUpdate | None:
        """The newest progress update by its date (of two of one day, the one entered later)."""
        return max(reversed(self.updates), key=lambda update: update.as_at, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """i), ii), iii) of an indicator. ``label`` is the printed one without bracket, or empty."""

    text: str
    label: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A group the same thing is counted for again: under 18s, an area."""

    name: str
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One figure of a series: what was written, what it means, what it is about and where it came from."""

    period: Period
    figure: Figure
    source: Source | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The figures of one indicator, or one part, or one breakdown of it. ``unit`` as in `Figure`."""

    part: Part | None = None
    breakdown: Breakdown | None = None
    unit: str = ""
    values: tuple[Value, ...] = ()  # by period start, then end
    baseline: Benchmark | None = None
    target: Benchmark | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Indicator:
    """What is counted, or what is to be in place. ``type`` is the 2016 word where a plan uses it."""

    text: str
    origin: Origin = "local"
    framework_ref: str = ""
    type: str = ""
    unit: str = ""
    better: Literal["up", "down", ""] = ""
    definition: str = ""
    counted: str = ""
    provider: str = ""
    frequency: str = ""
    parts: tuple[Part, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    series: tuple[Series, ...] = ()
    reporting_measures: tuple[str, ...] = ()
    not_used_reason: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlacement:
    """An action standing under a node, with the number printed there."""

    action: Action
    number: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPlacement:
    """An indicator standing under a node, or inside the row of one of the node's actions (``action``)."""

    indicator: Indicator
    action: Action | None = None
    number: str = ""
    id: int | None = None


StatementKind = Literal[
    "introduction",
    "national outcome",
    "national indicators",
    "local indicators",
    "supporting strategies",
    "achieved",
    "priority",
    "planned",
    "other",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Words a plan prints under a node beside its actions and indicators ("No National Outcome", "To be developed")."""

    kind: StatementKind
    text: str
    heading: str = ""
    framework_ref: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Actions of one node that share one printed timescale and one printed lead."""

    actions: tuple[Action, ...]
    lead_words: str = ""
    leads: tuple[Lead, ...] = ()
    timescale: Timescale = NO_TIMESCALE
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A heading in the plan's tree. ``depth`` counts from 1; its kind is the plan's level of that depth.

    ``label`` is the printed one ("Priority Action 3"), ``title`` the wording under or behind it. ``framework_ref``
    (``framework:item``) is set where the wording is picked from a national framework; ``local_wording`` then holds
    the plan's own wording where it differs.
    """

    depth: int
    title: str
    number: str = ""
    label: str = ""
    framework_ref: str = ""
    local_wording: str = ""
    statements: tuple[Statement, ...] = ()
    actions: tuple[ActionPlacement, ...] = ()
    indicators: tuple[IndicatorPlacement, ...] = ()
    blocks: tuple[Block, ...] = ()
    children: tuple[Node, ...] = ()
    id: int | None = None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in the order of print."""
        yield self
        for child in self.children:
            yield from child.walk()

    def statement(self, kind: StatementKind) -> Statement | None:
        return next((one for one in self.statements if one.kind == kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a passage's text: ``start`` to ``end`` in characters; ``target`` is the address of a link."""

    start: int
    end: int
    kind: Literal["bold", "italic", "link"]
    target: str = ""


PassageKind = Literal["heading", "paragraph", "bullet", "numbered", "quote", "table", "picture", "caption", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One piece of a chapter, in reading order.

    ``rows`` holds a table's cells (first row its headings when ``has_header``); ``picture`` is the SHA-256 of a kept
    picture, ``text`` then its caption and ``alt`` its text alternative (empty means: still owed, export refuses).
    ``depth`` is the level of a list item or heading, from 1.
    """

    kind: PassageKind
    text: str = ""
    marks: tuple[Mark, ...] = ()
    depth: int = 1
    rows: tuple[tuple[str, ...], ...] = ()
    has_header: bool = False
    picture: str = ""
    alt: str = ""
    id: int | None = None


ChapterKind = Literal["chapter", "participation", "achievements", "case studies", "contact", "appendix", "glossary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A free-text part of the plan. ``place`` says whether it stands before or after the action plan."""

    title: str
    level: int = 1
    place: Literal["before", "after"] = "before"
    kind: ChapterKind = "chapter"
    passages: tuple[Passage, ...] = ()
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudy:
    """A case study. Printed only where ``consent`` is given and ``audience`` reaches the edition."""

    title: str
    pseudonym: str = ""
    text: str = ""
    node_label: str = ""
    consent: Literal["not asked", "asked", "given", "refused", "withdrawn"] = "not asked"
    consent_on: date | None = None
    consent_words: str = ""
    audience: Literal["internal", "board", "public"] = "internal"
    provider: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationEntry:
    """One row of the participation statement, in either of the two shapes plans use."""

    stakeholder: str
    activity: str
    when: str = ""
    heard: str = ""
    changed: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """One row of "what we have achieved": the area and what was done."""

    area: str
    text: str
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalOutcome:
    """A locally determined outcome (Community Justice (Scotland) Act 2016, section 20)."""

    number: str
    text: str
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the Act wants per outcome and year (sections 20 and 23): achieved or how near, priority or not, evidence.

    ``outcome`` is a framework reference or the number of a local outcome; ``year`` reads ``2025-26``.
    """

    outcome: str
    year: str
    achieved: Literal["achieved", "partly achieved", "not achieved", "not assessed"] = "not assessed"
    achieved_text: str = ""
    is_priority: bool | None = None
    priority_text: str = ""
    planned_text: str = ""
    evidence: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A dated state of the plan ("Year 2", "Consultation draft")."""

    name: str
    state: Literal["draft", "consultation", "approved", "published"] = "draft"
    dated: date | None = None
    approved_by: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole plan. ``levels`` are the council's names of depths 1 to 4."""

    title: str
    partnership: str
    area: str = ""
    subtitle: str = ""
    period_words: str = ""
    first_year: int | None = None
    last_year: int | None = None
    framework_id: str = ""
    layout_id: str = ""
    contact: str = ""
    other_formats: str = ""
    levels: tuple[str, ...] = ()
    nodes: tuple[Node, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    partners: tuple[Partner, ...] = ()
    statuses: tuple[Status, ...] = ()
    case_studies: tuple[CaseStudy, ...] = ()
    participation: tuple[ParticipationEntry, ...] = ()
    achievements: tuple[Achievement, ...] = ()
    local_outcomes: tuple[LocalOutcome, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    edition: Edition | None = None
    pictures: dict[str, bytes] = field(default_factory=dict)  # SHA-256 -> bytes of PNG or JPEG
    id: int | None = None

    def walk(self) -> Iterator[Node]:
        """All nodes, in the order of print."""
        for node in self.nodes:
            yield from node.walk()

    def actions(self) -> list[Action]:
        """Every action once, in the order of its first placement."""
        return list({id(p.action): p.action for node in self.walk() for p in node.actions}.values())

    def indicators(self) -> list[Indicator]:
        """Every indicator once, in the order of its first placement."""
        return list({id(p.indicator): p.indicator for node in self.walk() for p in node.indicators}.values())
