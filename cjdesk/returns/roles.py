"""What a column heading says its column holds: a closed vocabulary of the headings partners use."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from cjdesk.domain.text import plain

Role = Literal[
    "label", "part", "number", "action", "status", "progress", "revised", "comment", "unit", "when", "value", "total",
    "other figure", "other", "",
]  # fmt: skip
"""``other figure`` is a figure that is not this period's (a target, last period); ``other`` is read by nobody."""

_WORDS: dict[Role, str] = {
    "label": "indicator|indicators|indicator name|indicator text|measure|measures|performance indicator|"
    "performance measure|kpi|national indicator|local indicator|description|what is counted|what is measured|line|"
    "data item|item|question|indicator or measure|indicator/measure",
    "part": "part|parts|sub indicator|sub measure|subcategory|sub category|category|breakdown|group|of which",
    "number": "no|no.|nos|ref|ref no|reference|reference no|action no|action number|action ref|number|#|id|code|"
    "indicator no|indicator ref|indicator number|indicator code|line no",
    "action": "action|actions|improvement action|improvement actions|activity|what we will do|action text|"
    "planned action|key action",
    "status": "rag|brag|rag status|rag rating|brag status|status|progress status|current status|rag update|"
    "current rag|action status",
    "progress": "progress|update|updates|progress update|progress to date|narrative|progress narrative|"
    "what has been done|progress this quarter|progress since last update|latest update|progress report",
    "revised": "revised date|revised due date|revised timescale|new date|new due date|revised completion date|"
    "new timescale|revised target date|revised end date|revised deadline",
    "comment": "comment|comments|note|notes|remarks|remark|context|explanation|commentary|any comments|"
    "additional comments|further information|reason|reasons|caveats",
    "unit": "unit|units|unit of measure|measured in|format",
    "when": "quarter|quarters|period|periods|month|months|year|years|date|reporting period|financial year|qtr|when",
    "value": "this period|this quarter|this year|figure|figures|value|values|number|count|counts|actual|actuals|"
    "result|results|data|%|percentage|per cent|percent|proportion|current period|current quarter|your figure|"
    "response|responses|answer|answers|your answer|returned figure|reported figure|amount|n",
    "total": "total|totals|sum|ytd|check|grand total|subtotal|sub total|year to date|running total|cumulative",
    "other": "lead|lead partner|leads|who|owner|responsible|due|due date|timescale|deadline|target date|moscow|"
    "priority|priority action|national aim|provider|source|data source|definition|last update|previous update|"
    "how impact will be assessed|impact|outcome|theme|frequency|sent by|completed by",
}
_ROLE_OF: dict[str, Role] = {}
for _role, _listed in _WORDS.items():
    for _word in _listed.split("|"):
        _ROLE_OF.setdefault(plain(_word) or _word, _role)

_OTHER_FIGURE = re.compile(
    r"\b(?:targets?|baseline|last (?:period|quarter|qtr|year|month|return)|previous(?:ly)?|prior|trend|variance|"
    r"difference|direction of travel|benchmark|(?:%|percentage|per cent) change|change (?:since|from|on)|change|"
    r"forecast|projected|(?:national|scottish|scotland) average|comparator)\b"
)
_TOTAL = re.compile(
    r"\b(?:sub ?-?totals?|totals?|sum of|ytd|year to date|to date|cumulative|running total|check ?sum)\b"
)
_COMMENT = re.compile(r"\b(?:comments?|notes?|remarks|commentary)$")
_REFERENCE = re.compile(
    r"(?:our|your|own|local|internal|partner|plan|council|line|indicator|pi) (?:ref|reference|id|code)(?: no)?"
)
_PROGRESS = re.compile(
    r"^(?:q(?:uarter |tr )?[1-4]|(?:\w+ )?(?:\d{4}|\d{2}[/-]\d{2})).* (?:progress )?(?:update|progress)$"
)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


_LONGEST = 60
"""Headings and labels longer than this are wording, not the name of a role."""


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role:
    """The role a heading names, or "" where it names none. Brackets behind it are looked past ("Figure (Q1)")."""
    if len(heading) > _LONGEST:
        return ""
    words = plain(heading)
    for form in (words, plain(_IN_BRACKETS.sub("", words))):
        if form in _ROLE_OF:
            return _ROLE_OF[form]
    if _OTHER_FIGURE.search(words) and len(words) <= 60:
        return "other figure"
    if _TOTAL.search(words) and len(words) <= 40:
        return "total"
    if _REFERENCE.fullmatch(words):
        return "number"
    if _PROGRESS.search(words) and len(words) <= 40:
        return "progress"
    return "comment" if _COMMENT.search(words) and len(words) <= 40 else ""


def is_role_word(heading: str) -> bool:
    """Whether words are, whole, one of the closed vocabulary, and not only like one ("as last quarter")."""
    return plain(heading) in _ROLE_OF


@lru_cache(maxsize=4096)
def is_total_label(label: str) -> bool:
    """Whether the label of a row or column says that it adds up others."""
    if len(label) > _LONGEST:
        return False
    words = plain(label)
    return bool(
        _TOTAL.search(words)
        or words in ("all", "overall", "check", "checks", "sum")
        or re.match(r"(?:all|overall|combined|grand) \w+(?: \w+)?$", words)
    )


@lru_cache(maxsize=1024)
def is_cumulative(label: str) -> bool:
    """Whether words say that figures run on from the start of the year."""
    words = plain(label)
    denied = re.search(r"\b(?:not|non|isn't|aren't|un)[ -](?:\w+ )?(?:cumulative|running|year to date|ytd)\b", words)
    return not denied and bool(re.search(r"\b(?:cumulative(?:ly)?|running totals?|year to date|ytd)\b", words))


@lru_cache(maxsize=1024)
def opens_notes(label: str) -> bool:
    """Whether a row of words begins the notes below a table."""
    words = plain(label[:40])
    return bool(
        re.match(
            r"(?:notes?|footnotes?|comments?|sources?|key|caveats?|n\.?b|please note|guidance|signed|"
            r"(?:completed|prepared|returned|checked|submitted) by|contact|date returned)\b",
            words,
        )
    )
