"""The heading words of the field: what plans call their levels, the parts beside their actions, and their chapters.

General words only, gathered from how community justice plans are usually headed; a council with words of its own is
served by asking, never by adding its wording here. All comparing is done on `cjdesk.domain.text.plain` wording.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cjdesk.domain.plan import ChapterKind, StatementKind
from cjdesk.domain.text import plain

_LEVEL_WORDS = (
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
_CLOSING = ("appendix", "annex", "annexe")

_WORDS = r"[^\W\d][^\d:]{1,40}?"
_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,2})*|[ivx]{1,5}|[a-h])"
_LABEL = rf"(?P<label>(?P<words>{_WORDS})\s+(?:no\.?\s*)?{_NUMBER})"
_LEVEL_LABEL = rf"(?P<label>(?P<words>[^\W\d][^\d:]{{0,30}}?\b(?:{'|'.join(_LEVEL_WORDS)}))\s+(?P<number>\d{{1,3}}))"
_TITLE = r"(?P<title>\S.*)"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE | re.DOTALL)
    for shape in (
        rf"{_LABEL}\s*[:.)\-–—]?(?P<title>)",
        rf"{_LABEL}\s*(?:[:.)]|\s[-–—])\s*{_TITLE}",
        rf"{_LEVEL_LABEL}\s+{_TITLE}",
    )
)
_BARE_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?P<title>[^\W\d].*)", re.DOTALL)

_STATEMENT_SHAPES: dict[StatementKind, tuple[str, ...]] = {
    "national indicators": (
        r"(national|nationally determined|scottish government|framework) (outcome )?(indicators?|measures?)",
    ),
    "national outcome": (r"(national|nationally determined|common|person centric|structural) outcomes?",),
    "local indicators": (
        r"(local|locally determined|partnership|suggested local) (indicators?|measures?|evidence)",
        r"indicators?",
    ),
    "supporting strategies": (
        r"(supporting|related|linked|relevant) (strategies|plans|strategies and plans|policies)",
    ),
    "achieved": (
        r"(what we have|what has been|progress|already) achieved( so far)?",
        r"where (are we|we are) now",
    ),
    "priority": (r"(is this a|why is this a|why this is a) (local )?priority", "local priority"),
    "planned": (r"what (will )?(we|partners)( will)? do next", "what we plan to do"),
    "introduction": ("introduction|overview|context|background|rationale", "why this matters"),
}
_CHAPTER_SHAPES: dict[ChapterKind, tuple[str, ...]] = {
    "appendix": (r"(appendix|appendices|annexe?)\b.*",),
    "participation": (
        r"participation statement.*",
        r"(our )?(consultation|engagement|participation)( and (consultation|engagement|participation))?( statement)?",
    ),
    "achievements": (r"what we have achieved", r"(our |key )?achievements.*"),
    "case studies": (r"case stud(y|ies).*",),
    "contact": (r"contacts?( us| details)?", "further information", r"(alternative|other) formats?"),
    "glossary": (r"glossary.*", r"abbreviations.*"),
}
_ACTIONS = (
    r"((our|key|local|priority|improvement|planned) )?(improvement )?(actions?|activity|activities)( plans?| tables?)?",
    r"(our )?(action|delivery|improvement|implementation) plans?",
    "what we will do",
)
_CLOSING_HEADINGS = (
    r"(appendix|appendices|annexe?)\b.*",
    r"glossary.*|abbreviations.*",
    r"references|bibliography|acknowledge?ments?",
    r"contacts?( us| details)?|further information|(alternative|other) formats?",
    r"equality impact assessment.*",
)
_NO_INDICATOR = (
    r"n/?a|none|nil|not applicable|tb[cda]",
    r"to be (developed|confirmed|agreed|determined|identified|advised)",
    r"(there (is|are) )?no( national| local| nationally determined)* (outcomes?|indicators?|measures?).*",
    r"(national |local )?(indicators?|measures?)( \w+){0,3} (will|to) be \w+.*",
)


def _any(shapes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{shape})" for shape in shapes))


_STATEMENTS = {kind: _any(shapes) for kind, shapes in _STATEMENT_SHAPES.items()}
_CHAPTERS = {kind: _any(shapes) for kind, shapes in _CHAPTER_SHAPES.items()}
_OPENS_ACTIONS, _CLOSES_PLAN, _IS_NO_INDICATOR = _any(_ACTIONS), _any(_CLOSING_HEADINGS), _any(_NO_INDICATOR)
_CONTENTS = re.compile(r"(table of |list of )?contents( page)?")
_OTHER_FORMATS = re.compile(
    r"\b(would like|need|require|want|request|obtain|provide)\b.{0,60}\b"
    r"(copy|copies|(other|another|alternative|different) (formats?|languages?)|large print|braille)\b",
    re.DOTALL,
)


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
        return any(self.family == word or self.family.endswith(f" {word}") for word in _LEVEL_WORDS)


def take_apart(words: str) -> Heading:
    """The label, number and title of a heading as printed."""
    words = " ".join(words.split())
    for shape in _SHAPES:
        found = shape.fullmatch(words)
        if found is None:
            continue
        heading = Heading(
            label=found["label"], family=plain(found["words"]), number=found["number"], title=found["title"]
        )
        if heading.number[0].isdigit() or heading.has_level_word or heading.family in _CLOSING:
            return heading
    found = _BARE_NUMBER.fullmatch(words)
    return Heading(number=found["number"], title=found["title"]) if found else Heading(title=words)


def statement_kind(words: str) -> StatementKind | None:
    """Which statement a heading inside a plan's level opens, or None."""
    text = plain(words)
    return next((kind for kind, shape in _STATEMENTS.items() if shape.fullmatch(text)), None)


def chapter_kind(words: str) -> ChapterKind:
    """What kind of chapter a heading opens."""
    text = plain(words)
    return next((kind for kind, shape in _CHAPTERS.items() if shape.fullmatch(text)), "chapter")


def opens_actions(words: str) -> bool:
    """Whether a heading only says that actions follow ("Improvement actions")."""
    return bool(_OPENS_ACTIONS.fullmatch(plain(words)))


def closes_plan(words: str) -> bool:
    """Whether a heading belongs behind the action plan wherever it stands ("Appendix 2", "Glossary")."""
    return bool(_CLOSES_PLAN.fullmatch(plain(words)))


def is_contents(words: str) -> bool:
    """Whether a heading stands over a contents list."""
    return bool(_CONTENTS.fullmatch(plain(words)))


def offers_other_formats(words: str) -> bool:
    """Whether a paragraph is the offer of other formats and languages that public documents end with."""
    return bool(_OTHER_FORMATS.search(plain(words)))


def is_no_indicator(words: str) -> bool:
    """Whether words under an indicator heading say that there is none, or none yet."""
    return bool(_IS_NO_INDICATOR.fullmatch(plain(words)))
