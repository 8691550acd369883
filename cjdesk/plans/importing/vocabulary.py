"""The heading words of the field: what plans call their levels, their columns and the parts beside their actions.

General words only, gathered from how community justice plans are usually headed; a council with words of its own is
served by asking, never by adding its wording here. All comparing is done on `cjdesk.domain.text.plain` wording.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from cjdesk.domain.plan import ChapterKind, StatementKind
from cjdesk.domain.text import plain

ColumnKind = Literal["number", "action", "output", "lead", "impact", "measure", "timescale", "moscow"]

LEVEL_WORDS = (
    "aim",
    "action",
    "area of focus",
    "goal",
    "objective",
    "outcome",
    "pillar",
    "priority",
    "strand",
    "theme",
    "workstream",
)

_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,2})*|[ivx]{1,5}|[a-h])"
_LABEL_ONLY = re.compile(rf"^(?P<words>[^\W\d][^\d:]{{1,40}}?)\s+(?:no\.?\s*)?{_NUMBER}\s*[:.)\-–—]?$", re.IGNORECASE)
_LABEL_TITLE = re.compile(
    rf"^(?P<label>(?P<words>[^\W\d][^\d:]{{1,40}}?)\s+(?:no\.?\s*)?{_NUMBER})\s*(?:[:.)]|\s[-–—])\s*(?P<title>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_LEVEL_TITLE = re.compile(
    rf"^(?P<label>(?P<words>[^\W\d][^\d:]{{0,30}}?\b(?:{'|'.join(LEVEL_WORDS)}))\s+(?P<number>\d{{1,3}}))\s+(?P<title>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BARE_NUMBER = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?P<title>[^\W\d].*)$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading taken apart: "Priority Action 3: Support ..." has family "priority action", number "3" and a title."""

    label: str = ""
    family: str = ""
    number: str = ""
    title: str = ""

    @property
    def has_level_word(self) -> bool:
        """Whether its label is one that plans give their levels."""
        return any(self.family == word or self.family.endswith(f" {word}") for word in LEVEL_WORDS)


def take_apart(words: str) -> Heading:
    """The label, number and title of a heading as printed."""
    words = " ".join(words.split())
    for shape in (_LABEL_ONLY, _LABEL_TITLE, _LEVEL_TITLE):
        found = shape.match(words)
        if found:
            parts = found.groupdict()
            heading = Heading(
                label=parts.get("label") or words.rstrip(" :.)-–—"),
                family=plain(parts["words"]),
                number=parts["number"],
                title=parts.get("title") or "",
            )
            if parts["number"].isdigit() or heading.has_level_word or _is_closing(heading.family):
                return heading
    found = _BARE_NUMBER.match(words)
    if found:
        return Heading(number=found["number"], title=found["title"])
    return Heading(title=words)


_STATEMENTS: tuple[tuple[StatementKind, str], ...] = (
    ("national indicators", r"(national|nationally determined|scottish government|framework) (outcome )?(indicators?|measures?)"),
    ("national outcome", r"(national|nationally determined|common|person centric|structural) outcomes?"),
    ("local indicators", r"(local(ly determined)?|partnership|suggested local) (indicators?|measures?|evidence)|indicators?|local evidence"),
    ("supporting strategies", r"(supporting|related|linked|relevant) (strategies|plans|strategies and plans|policies)"),
    ("achieved", r"(what we have|what has been|progress|already) achieved( so far)?|where (are we|we are) now"),
    ("priority", r"(is this a|local|why this is a|why is this a) (local )?priority"),
    ("planned", r"what (will )?(we|partners)( will)? do( next)?|what we plan to do"),
    ("introduction", r"(introduction|overview|context|background|why this matters|rationale)"),
)  # fmt: skip
_STATEMENT_SHAPES = tuple((kind, re.compile(shape)) for kind, shape in _STATEMENTS)
_ACTIONS = re.compile(
    r"(our |key |local |priority |improvement |planned )?(improvement )?(actions?|activit(y|ies))( plans?| tables?)?"
    r"|(our )?(action|delivery|improvement|implementation) plans?|what we will do"
)
_CLOSING = ("appendix", "appendices", "annex", "annexe")
_CLOSING_HEADING = re.compile(
    r"(appendix|appendices|annexe?)\b.*|glossary.*|abbreviations.*|references|bibliography|contacts?( us| details)?"
    r"|further information|alternative formats?|other formats?|acknowledg.*|equality impact assessment.*"
)
_CONTENTS = re.compile(r"(table of )?contents( page)?|list of contents")
_OTHER_FORMATS = re.compile(
    r"\b(would like|need|require|want|request|obtain|provide)\b.{0,60}\b(a |another |additional |this )?"
    r"(copy|copies|(other|another|alternative|different) (formats?|languages?)|large print|braille)\b",
    re.DOTALL,
)
_CHAPTERS: tuple[tuple[ChapterKind, str], ...] = (
    ("appendix", r"(appendix|appendices|annexe?)\b.*"),
    ("participation", r"participation statement.*|(our )?(consultation|engagement|participation)( and (consultation|engagement|participation))?( statement)?"),
    ("achievements", r"(what we have achieved|(our |key )?achievements.*)"),
    ("case studies", r"case stud(y|ies).*"),
    ("contact", r"contacts?( us| details)?|further information|(alternative|other) formats?"),
    ("glossary", r"glossary.*|abbreviations.*"),
)  # fmt: skip
_NOT_AN_INDICATOR = re.compile(
    r"n/?a|none|nil|not applicable|tb[cda]|to be (developed|confirmed|agreed|determined|identified|advised)"
    r"|(there (is|are) )?no( national| local| nationally determined)* (outcomes?|indicators?|measures?).*"
    r"|(national |local )?(indicators?|measures?)( \w+){0,3} (will|to) be \w+.*"
)

_TIMES = r"(time ?scales?|time ?frames?|due( date| by)?|by when|when|deadline|target date|(completion|end|review) date|date( due)?)"
_COLUMNS: tuple[tuple[ColumnKind, str], ...] = (
    ("moscow", r"moscow( rating| priority)?"),
    ("number", r"((improvement |key )?actions? )?(no|nos|number|num|ref|reference|id)( no| number)?|#"),
    ("impact", r".*\bimpact\b.*|evidence|.*will be different.*|(expected|intended|anticipated) (outcomes?|results?|benefits?)"),
    ("measure", r"((performance |success )?measures?( of success)?|how (will we|we will) (know|measure).*|success criteria)"),
    ("timescale", _TIMES),
    ("lead", r"who|by whom|who is responsible|.*\b(led by|managed by|owned by)|(action )?owners?(hip)?( leadership)?"
             r"|((lead|responsible|accountable)( and supporting)? ?(partners?|officers?|agency|agencies|organisations?|body|bodies|person|people|persons)?)"
             r"|leads?|leadership|responsib(le|ility)|partners?( involved| responsible)?|delivery (partners?|lead)|assigned to"),
    ("output", r"outputs?|steps?|how (will we|we will) (do|deliver|achieve) (it|this)|milestones?|key (steps|tasks|milestones)"),
    ("action", r"(our |key |local |proposed |agreed )?(improvement |priority )?(actions?|activit(y|ies)|commitments?|tasks?)( required| to be taken| description)?"
               r"|what (will )?we( will)? do|what (will|needs to) be done|what"),
)  # fmt: skip
_COLUMN_SHAPES = tuple((kind, re.compile(shape)) for kind, shape in _COLUMNS)
_YEAR_BEFORE = re.compile(
    r"^(?P<year>year (\d{1,2}|one|two|three|four|five)|20\d\d([/-]\d\d(\d\d)?)?)\s*[-:]?\s+(?=\S)"
)


def statement_kind(words: str) -> StatementKind | None:
    """Which statement a heading inside a plan's level opens, or None."""
    text = plain(words)
    return next((kind for kind, shape in _STATEMENT_SHAPES if shape.fullmatch(text)), None)


def opens_actions(words: str) -> bool:
    """Whether a heading only says that actions follow ("Improvement actions")."""
    return bool(_ACTIONS.fullmatch(plain(words)))


def closes_plan(words: str) -> bool:
    """Whether a heading belongs behind the action plan wherever it stands ("Appendix 2", "Glossary")."""
    return bool(_CLOSING_HEADING.fullmatch(plain(words)))


def is_contents(words: str) -> bool:
    """Whether a heading stands over a contents list."""
    return bool(_CONTENTS.fullmatch(plain(words)))


def offers_other_formats(words: str) -> bool:
    """Whether a paragraph is the offer of other formats and languages that public documents end with."""
    return bool(_OTHER_FORMATS.search(plain(words)))


def chapter_kind(words: str) -> ChapterKind:
    """What kind of chapter a heading opens."""
    text = plain(words)
    return next((kind for kind, shape in _CHAPTERS if re.fullmatch(shape, text)), "chapter")


def is_no_indicator(words: str) -> bool:
    """Whether words under an indicator heading say that there is none, or none yet."""
    return bool(_NOT_AN_INDICATOR.fullmatch(plain(words)))


def column_kind(heading: str) -> ColumnKind | None:
    """Which field of an action a column holds, by its heading; an empty heading and an unknown one are None."""
    text = re.sub(r"[^\w#/& ]+", " ", plain(_YEAR_BEFORE.sub("", plain(heading))).replace("(s)", "s"))
    text = " ".join(text.replace("/", " ").split())
    if not text:
        return None
    return next((kind for kind, shape in _COLUMN_SHAPES if shape.fullmatch(text)), None)


def year_in_heading(heading: str) -> str:
    """The year a column heading begins with ("Year 2 - Improvement Action"), or nothing."""
    found = _YEAR_BEFORE.match(plain(heading))
    return found["year"].capitalize() if found else ""


def _is_closing(family: str) -> bool:
    return family in _CLOSING
