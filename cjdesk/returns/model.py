"""What passes between the stages of a return: read, recognise, match, review, apply.

Every stage takes and gives plain values, so each is tested without a file, a store or a screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from cjdesk.domain.periods import Period
from cjdesk.domain.values import Figure, Unit

Confidence = Literal["certain", "suggested", "ask"]
Severity = Literal["stop", "ask", "note"]
CellKind = Literal["text", "number", "date", "bool", "error", "formula"]  # formula: without a saved value


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as read. ``shown`` is the text a person sees in Excel, ``raw`` the saved value.

    ``row`` and ``column`` count from 1. ``from_formula`` is the formula's text where the value is a saved result.
    """

    row: int
    column: int
    raw: str | int | float | bool | None
    shown: str
    kind: CellKind = "text"
    number_format: str = "General"
    fill: str = ""  # RRGGBB where the fill carries meaning, else empty
    comment: str = ""
    from_formula: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: only cells that hold something, by (row, column). Merges as (top, left, bottom, right)."""

    name: str
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    visibility: Literal["visible", "hidden", "very hidden"] = "visible"
    filtered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A finding with its code from ``problems.py``. ``cell`` reads ``Sheet!C8``, empty for the whole file."""

    code: str
    severity: Severity
    say: str
    cell: str = ""
    suggest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """A received file after stage 1. ``anchors`` are our own template's hidden ids where they were found."""

    name: str
    sha256: str
    kind: str  # xlsx, xlsm, xls, xlsb, ods, csv, html, unknown
    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: str = ""  # reason code ("password", "not a spreadsheet" ...) or empty
    say: str = ""
    anchors: dict[str, str] = field(default_factory=dict)


# --- what a return can be matched to -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSeries:
    """One line that can receive figures: an indicator, or a part, or a breakdown of one.

    ``history`` holds what the plan has now, by period, ``history_senders`` who sent it where that is known. ``code``
    is the visible code our template prints.
    """

    series_id: int
    code: str
    indicator_id: int
    indicator_text: str
    part_label: str = ""
    part_text: str = ""
    breakdown: str = ""
    unit: Unit = ""
    providers: tuple[str, ...] = ()
    history: dict[Period, Figure] = field(default_factory=dict)
    history_senders: dict[Period, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAction:
    """An action that can receive a progress update. ``numbers`` are all it is printed under, without MoSCoW letter."""

    action_id: int
    code: str
    numbers: tuple[str, ...]
    text: str
    due: date | None = None
    timescale_words: str = ""
    leads: tuple[str, ...] = ()
    updates: tuple[tuple[date, str, int | None, str], ...] = ()  # as at, text, status id, revised timescale's words


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStatus:
    """A status of the partnership's scheme with every word that has been decided to mean it."""

    status_id: int
    letter: str
    word: str
    meaning: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPartner:
    partner_id: int
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What a co-ordinator decided once: ``words`` (normalised) of ``partner_id`` mean this target."""

    partner_id: int | None
    words: str
    target: Literal["series", "action", "status", "partner", "ignore"]
    target_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """An earlier applied file of this plan, to recognise duplicates and new versions."""

    sha256: str
    file_name: str
    partner_id: int | None
    period: Period | None
    applied_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything of a plan that reading a return needs, and nothing else."""

    series: tuple[KnownSeries, ...] = ()
    actions: tuple[KnownAction, ...] = ()
    statuses: tuple[KnownStatus, ...] = ()
    partners: tuple[KnownPartner, ...] = ()
    remembered: tuple[Remembered, ...] = ()
    applied: tuple[Applied, ...] = ()
    person_names: tuple[str, ...] = ()
    plan_title: str = ""


# --- what was understood -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was understood from one figure cell, with its confidence and the reasons for it."""

    cell: str
    figure: Figure
    confidence: Confidence
    period: Period | None = None
    series_id: int | None = None
    indicator_text: str = ""
    part: str = ""
    breakdown: str = ""
    line_words: str = ""
    comment: str = ""
    reasons: tuple[str, ...] = ()
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReading:
    """What was understood from one line of an action progress sheet."""

    cell: str
    text: str
    confidence: Confidence
    action_id: int | None = None
    action_number: str = ""
    action_words: str = ""
    status_id: int | None = None
    status_words: str = ""
    status_word: str = ""
    revised_words: str = ""
    revised_date: date | None = None
    reasons: tuple[str, ...] = ()
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    cell: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    cell: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReading:
    """The result of read, recognise and match for one file; review and apply work on this and nothing else."""

    outcome: Literal["read", "ask", "nothing", "refuse"]
    file: ReceivedFile
    reason: str = ""
    say: str = ""
    partner_id: int | None = None
    partner: str = ""
    partner_reasons: tuple[str, ...] = ()
    period: Period | None = None
    as_at: date | None = None
    readings: tuple[Reading, ...] = ()
    progress: tuple[ProgressReading, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
