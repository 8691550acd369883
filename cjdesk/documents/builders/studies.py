"""Case studies as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from cjdesk.documents.builders.blocks import heading, line_blocks, paragraph, run
from cjdesk.documents.model import Block, Paragraph
from cjdesk.domain.plan import CaseStudy
from cjdesk.plans.tables import Line, lines_of

_LONGEST_HEADING = 60
_QUOTED = re.compile('[“"][^“”"]+[”"][.,]?')
_SAYS_ON = tuple('.,:;!?…”"’)')


def study_blocks(study: CaseStudy, level: int) -> list[Block]:
    """One case study under its heading, its parts under theirs. What the consent says stays inside the partnership."""
    blocks: list[Block] = [heading(study.title, level), *_told(lines_of(study.text), level + 1)]
    told_by = [f"“{study.pseudonym}” is not the person's real name."] if study.pseudonym else []
    told_by += [f"Told by {study.provider}."] if study.provider else []
    return [*blocks, paragraph(" ".join(told_by), "note")] if told_by else blocks


def _told(lines: tuple[Line, ...], level: int) -> Iterator[Block]:
    """The lines of a study: short ones that a paragraph follows are headings, what is said word for word a quotation.

    A line after a quotation says whose words they were and stays with them.
    """
    for kind, group in groupby(_kinds(lines), key=lambda one: one[0]):
        here = [line for _, line in group]
        if kind == "heading":
            yield from (heading(line.text, level) for line in here)
        elif kind == "quote":
            yield Paragraph(runs=(run("\n".join(line.text for line in here)),), style="quote")
        else:
            yield from line_blocks(here)


def _kinds(lines: tuple[Line, ...]) -> Iterable[tuple[str, Line]]:
    kind = ""
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        short = not line.label and len(line.text) <= _LONGEST_HEADING and not line.text.endswith(_SAYS_ON)
        if not line.label and _QUOTED.fullmatch(line.text):
            kind = "quote"
        elif short and kind == "quote":
            yield "quote", line
            kind = "text"
            continue
        elif short and following and (following.label or following.text.endswith(_SAYS_ON)):
            kind = "heading"
        else:
            kind = "text"
        yield kind, line
