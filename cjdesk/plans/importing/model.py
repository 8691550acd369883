"""What comes of reading an existing plan: the plan, and everything that is not in it and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from cjdesk.domain.plan import ActionPlacement, Plan
from cjdesk.plans.importing.told import counts_in_words

TrayKind = Literal["text", "table", "row", "cell", "picture", "object", "comment", "note"]
QuestionKind = Literal["lead", "number", "title", "timescale", "indicator", "outcome", "edition", "row", "heading"]
SuggestionKind = Literal["one body", "shared action", "official wording"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayItem:
    """Something that found no place in the plan. ``place`` says where it stands in the file, ``why`` why it is here.

    ``picture`` is the SHA-256 of a kept picture; its bytes are among the plan's.
    """

    kind: TrayKind
    text: str
    place: str
    why: str
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Words that are rightly not part of the plan (a contents list, a repeated header row), with the reason."""

    text: str
    place: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something only a person can decide; the plan holds the first choice, or the words as they stand."""

    kind: QuestionKind
    say: str
    place: str
    about: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something offered and never done by itself: ``items`` may be one, ``preferred`` the name to keep."""

    kind: SuggestionKind
    say: str
    items: tuple[str, ...]
    preferred: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPlan:
    """A plan read from a file. Every word of the file is in ``plan``, ``tray`` or ``left_out``."""

    plan: Plan
    tray: tuple[TrayItem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    source_sha256: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """The counts in words, without a full stop: "4 national aims, 13 priority actions ... and 1 question"."""
        return counts_in_words(self.counts)


@dataclass(slots=True)
class Findings:
    """Where the steps of recognition put what is not part of the plan; made into an `ImportedPlan` at the end."""

    tray: list[TrayItem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    from_tables: dict[int, list[ActionPlacement | str]] = field(default_factory=dict)
    """What came of each action table, by its place: its actions, and the headings of levels inside it."""

    def to_tray(self, kind: TrayKind, text: str, place: str, why: str, picture: str = "") -> None:
        """Keep something that has no place; nothing at all is not kept."""
        if text.strip() or picture or kind == "picture":
            self.tray.append(TrayItem(kind=kind, text=text.strip(), place=place, why=why, picture=picture))

    def leave_out(self, text: str, place: str, why: str) -> None:
        """Say what is rightly not brought in."""
        if text.strip():
            self.left_out.append(LeftOut(text=text.strip(), place=place, why=why))

    def ask(self, kind: QuestionKind, say: str, place: str, about: str = "", choices: tuple[str, ...] = ()) -> None:
        """Put a question to the person."""
        self.questions.append(Question(kind=kind, say=say, place=place, about=about, choices=choices))
