"""The heading words of action tables: which field of an action a column holds.

General words only, gathered from how community justice plans are usually headed; a council with words of its own is
served by asking, never by adding its wording here. All comparing is done on `cjdesk.domain.text.plain` wording.
"""

from __future__ import annotations

import re
from typing import Literal

from cjdesk.domain.text import plain

ColumnKind = Literal["number", "action", "output", "lead", "impact", "measure", "timescale", "moscow"]

# The first kind with a shape that fits the whole heading wins, so the narrow ones stand first.
_SHAPES: dict[ColumnKind, tuple[str, ...]] = {
    "moscow": (r"moscow( (rating|priority|category))?",),
    "number": (r"((improvement |key )?actions? )?(no|nos|num|number|ref|reference|id)( no| number)?", "#"),
    "impact": (
        r".*\bimpact\b.*",
        r".*\bwill be different\b.*",
        r"evidence",
        r"(expected|intended|anticipated) (outcomes?|results?|benefits?)",
    ),
    "measure": (
        r"(performance |success )?measures?( of success)?",
        r"how (will we|we will) (know|measure).*",
        r"success criteria",
    ),
    "timescale": (
        r"time ?(scale|frame)s?",
        r"due( date| by)?",
        r"(by )?when",
        r"deadline",
        r"(target |completion |end |review )?date( due)?",
    ),
    "lead": (
        r"(by )?who( is responsible)?",
        r"by whom",
        r".*\b(led|managed|owned) by",
        r"(action )?owner(ship)?s?( leadership)?",
        r"leads?|leadership|responsible|responsibility|assigned to",
        r"(lead|responsible|accountable)( and supporting)? "
        r"(partners?|officers?|agency|agencies|organisations?|body|bodies|persons?|people|services?)",
        r"(delivery )?partners?( involved| responsible)?",
    ),
    "output": (
        r"outputs?|milestones?",
        r"(key )?(steps|tasks|milestones)",
        r"how (will we|we will) (do|deliver|achieve) (it|this)",
    ),
    "action": (
        r"((our|key|local|proposed|agreed|planned) )?((improvement|priority) )?"
        r"(actions?|activity|activities|commitments?|tasks?)( required| to be taken| description)?",
        r"what|what (will )?we( will)? do|what (will|needs to) be done",
    ),
}
_COLUMNS = {kind: re.compile("|".join(shapes)) for kind, shapes in _SHAPES.items()}
_CONSULTED = re.compile(r"(key )?stakeholders?( groups?)?|participants?|attendees|consultees|.*\bheard\b.*|feedback.*")
_YEAR = r"year (\d{1,2}|one|two|three|four|five)|20\d\d([/-]\d\d(\d\d)?)?"
_YEAR_BEFORE = re.compile(rf"^(?P<year>{_YEAR})\s*[-:]?\s+(?=\S)")


def column_kind(heading: str) -> ColumnKind | None:
    """Which field of an action a column holds, by its heading; an empty heading and an unknown one are None.

    Where the whole is not known the heading's first line decides, and what stands before a bracket.
    """
    for words in (heading, heading.partition("\n")[0], heading.partition("(")[0]):
        plainly = _YEAR_BEFORE.sub("", plain(words)).replace("(s)", "s")
        plainly = " ".join(re.sub(r"[^\w#& ]+", " ", plainly).split())
        found = next((kind for kind, shape in _COLUMNS.items() if shape.fullmatch(plainly)), None)
        if found and plainly:
            return found
    return None


def tells_of_people(heading: str) -> bool:
    """Whether a column heading is one of a table of who was consulted, which is no action table."""
    return bool(_CONSULTED.fullmatch(plain(heading)))


def year_in_heading(heading: str) -> str:
    """The year a column heading begins with ("Year 2 - Improvement Action"), or nothing."""
    found = _YEAR_BEFORE.match(plain(heading))
    return found["year"].capitalize() if found and column_kind(heading) else ""
