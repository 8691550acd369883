"""The files of the sample partnership as records, and reading them: nothing unknown, every fault named."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeVar

import resources
from cjdesk.domain.datafile import fault, record
from cjdesk.domain.plan import ChapterKind, Moscow, PartnerKind

FOLDER = "example"

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFile:
    """The edition that the sample shows."""

    name: str
    state: Literal["draft", "consultation", "approved", "published"]
    dated: date
    approved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalOutcomeFile:
    """A locally determined outcome."""

    number: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """``plan.toml``."""

    title: str
    subtitle: str
    partnership: str
    area: str
    period_words: str
    first_year: int
    last_year: int
    report_year: str
    framework: str
    layout: str
    levels: tuple[str, ...]
    contact: str
    other_formats: str
    edition: EditionFile
    local_outcome: tuple[LocalOutcomeFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerFile:
    """A body, group or role."""

    name: str
    kind: PartnerKind
    short: str = ""
    aliases: tuple[str, ...] = ()
    returns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFile:
    """A person at a partner."""

    partner: str
    name: str
    role: str
    email: str
    telephone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnersFile:
    """``partners.toml``."""

    partner: tuple[PartnerFile, ...]
    contact: tuple[ContactFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFile:
    """An action. ``also`` gives the number it has under further priority actions."""

    key: str
    number: str
    moscow: Moscow
    text: str
    lead: tuple[str, ...]
    timescale: str
    support: tuple[str, ...] = ()
    who: str = ""
    impact: tuple[str, ...] = ()
    emphasised: bool = False
    cross_reference: str = ""
    also: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityActionFile:
    """A priority action picked by id, and what stands under it. ``outcome`` is picked, ``outcome_words`` are ours."""

    ref: str
    outcome: str = ""
    outcome_words: str = ""
    national_words: str = ""
    local_words: str = ""
    introduction: str = ""
    supporting_strategies: str = ""
    action: tuple[ActionFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AimFile:
    """``actions-N.toml``: one national aim."""

    aim: str
    priority_action: tuple[PriorityActionFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFile:
    """A part of an indicator of our own wording."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFile:
    """An indicator: picked (``official``) or worded here (``text``, ``parts``)."""

    key: str
    under: str
    provider: str
    frequency: str
    definition: str
    official: str = ""
    text: str = ""
    unit: Literal["", "count", "percent", "hours"] = ""
    better: Literal["", "up", "down"] = ""
    parts: tuple[PartFile, ...] = ()
    breakdowns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorsFile:
    """``indicators.toml``."""

    indicator: tuple[IndicatorFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterFile:
    """A chapter; its body in the small mark-up of `cjdesk.plans.example_text`."""

    title: str
    body: str
    kind: ChapterKind = "chapter"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaptersFile:
    """``chapters-1.toml`` and ``chapters-2.toml``."""

    chapter: tuple[ChapterFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudyFile:
    """A case study; ``under`` is a priority action, ``provider`` a partner."""

    title: str
    pseudonym: str
    under: str
    provider: str
    consent: Literal["not asked", "asked", "given", "refused", "withdrawn"]
    consent_on: date
    consent_words: str
    audience: Literal["internal", "board", "public"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudiesFile:
    """``case-studies.toml``."""

    case_study: tuple[CaseStudyFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFile:
    """A row of the participation statement, in either shape."""

    stakeholder: str
    activity: str
    when: str
    heard: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementFile:
    """A row of what was achieved."""

    area: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationFile:
    """``participation.toml``."""

    entry: tuple[EntryFile, ...]
    achievement: tuple[AchievementFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFile:
    """An assessment; ``outcome`` is an id of the framework or the number of a local outcome."""

    outcome: str
    achieved: Literal["achieved", "partly achieved", "not achieved", "not assessed"]
    achieved_text: str
    is_priority: bool
    priority_text: str
    planned_text: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentsFile:
    """``assessments.toml``."""

    year: str
    assessment: tuple[AssessmentFile, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a CSV file: its cells by heading, and its number in the file, from 1 with the headings."""

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells[heading]

    def wrong(self, heading: str, reason: str) -> Exception:
        """The problem of one cell of this line."""
        return fault(self.file, f"line {self.number}, {heading}", reason)

    def day(self, heading: str) -> date | None:
        """The ISO date of a cell, None where it is empty."""
        words = self.cells[heading]
        try:
            return date.fromisoformat(words) if words else None
        except ValueError:
            raise self.wrong(heading, f"“{words}” is not a date like 2025-06-30") from None


def read_toml(kind: type[Record], name: str) -> Record:
    """A TOML file of the sample as the record ``kind``. Raises UserProblem naming file, key and reason."""
    try:
        data: dict[str, Any] = tomllib.loads(resources.read_bytes(f"{FOLDER}/{name}").decode())
    except tomllib.TOMLDecodeError as problem:
        raise fault(name, "", f"it is not TOML ({problem})") from problem
    return record(kind, data, name)


def read_csv(name: str, *headings: str, more: bool = False) -> tuple[Line, ...]:
    """The lines of a CSV file that has these headings, and with ``more`` further ones behind them."""
    rows = csv.reader(io.StringIO(resources.read_bytes(f"{FOLDER}/{name}").decode()))
    first = next(rows)
    if tuple(first[: len(headings)]) != headings or (len(first) > len(headings) and not more):
        raise fault(name, "line 1", f"the headings are not {', '.join(headings)}")
    return tuple(_lines(name, first, rows))


def _lines(name: str, headings: list[str], rows: Iterator[list[str]]) -> Iterator[Line]:
    for number, row in enumerate(rows, 2):
        if len(row) != len(headings):
            raise fault(name, f"line {number}", f"it has {len(row)} cells, not {len(headings)}")
        yield Line(name, number, dict(zip(headings, row, strict=True)))
