"""What stands before the first heading: the title, the partnership's name, the years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cjdesk.domain.plan import Chapter
from cjdesk.domain.text import unify
from cjdesk.plans.importing.body import Block, Paragraph, Table
from cjdesk.plans.importing.chapters import passages
from cjdesk.plans.importing.model import Findings
from cjdesk.plans.importing.outline import Section

_YEARS = re.compile(r"\b(?P<first>20\d\d)\s*(?:-|/|to)\s*(?P<last>(?:20)?\d\d)\b")
_ONE_YEAR = re.compile(r"\b20\d\d\b")
_PLAN_WORDS = re.compile(r"\b(plan|cjoip|improvement|strategy)\b", re.IGNORECASE)
_PARTNERSHIP = re.compile(r"\bpartnership\b", re.IGNORECASE)
_LONGEST_NAME = 150
_LONG_TEXT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The title page. ``chapter`` is set where prose stands before any heading; ``taken``: the paragraphs used."""

    title: str = ""
    subtitle: str = ""
    partnership: str = ""
    period_words: str = ""
    first_year: int | None = None
    last_year: int | None = None
    chapter: Chapter | None = None
    taken: frozenset[int] = frozenset()


def read_front(sections: list[Section], properties_title: str, findings: Findings) -> Front:
    """The title page from the first section; where it has no title, from the first heading or the file's own title."""
    front = sections[0]
    lines = [one for one in front.paragraphs if one.origin == "body"]
    title = _title_line(lines)
    words = " ".join(title.text.split()) if title else _fallback_title(sections, properties_title)
    rest = [one for one in lines if one is not title]
    partnership = next((one for one in rest if _is_partnership(one.text)), None)
    subtitle = next((one for one in rest if one.style.lower() == "subtitle" and one is not partnership), None)
    years = next((one for one in rest if _YEARS.fullmatch(unify(one.text))), None)
    used = {one.place for one in (title, subtitle, partnership, years) if one is not None}
    chapter = _remaining([one for one in front.blocks if not _is_used(one, used)], len(sections) == 1, findings)
    spoken = (_period(one.text) for one in (years, title, subtitle) if one is not None)
    period = next(filter(None, spoken), None) or _period(words) or ("", None, None)
    return Front(
        title=words,
        subtitle=subtitle.text.strip() if subtitle else "",
        partnership=partnership.text.strip() if partnership else "",
        period_words=period[0],
        first_year=period[1],
        last_year=period[2],
        chapter=chapter,
        taken=frozenset(used),
    )


def _title_line(lines: list[Paragraph]) -> Paragraph | None:
    """The paragraph in the style Title, or else the line in the largest type that speaks of a plan."""
    titled = [one for one in lines if one.style.lower() == "title"]
    if titled:
        return titled[0]
    speaking = [one for one in lines if _PLAN_WORDS.search(one.text) and len(one.text) <= _LONGEST_NAME]
    return max(speaking, key=lambda one: one.size, default=None)


def _fallback_title(sections: list[Section], properties_title: str) -> str:
    first = sections[1].words if len(sections) > 1 else ""
    return first if _PLAN_WORDS.search(first) and sections[1].is_empty else properties_title


def _is_partnership(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and bool(_PARTNERSHIP.search(text)) and not text.strip().endswith(".")


def _is_used(block: Block, used: set[int]) -> bool:
    return isinstance(block, Paragraph) and block.place in used and not block.images


def _remaining(blocks: list[Block], is_all: bool, findings: Findings) -> Chapter | None:
    """Prose and tables before the first heading become a chapter; odd lines and pictures of a cover go to the tray."""
    is_prose = any(isinstance(one, Table) or len(one.text) > _LONG_TEXT or one.list_level for one in blocks)
    if (is_prose or is_all) and any(isinstance(one, Table) or one.text.strip() for one in blocks):
        return Chapter(title="", passages=tuple(passages(blocks, findings)))
    for one in blocks:
        if isinstance(one, Paragraph):
            place, why = f"paragraph {one.place}", "Stands on the title page."
            findings.to_tray("text", one.text, place, why)
            for image in one.images:
                findings.to_tray("picture", image.alt or "A picture", place, image.why or why, image.sha256)
    return None


def _period(words: str) -> tuple[str, int | None, int | None] | None:
    text = unify(words)
    found = _YEARS.search(text)
    if found:
        first, last = int(found["first"]), found["last"]
        printed = _as_printed(words, found["first"], last)
        return printed, first, int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    one = _ONE_YEAR.search(text)
    return (one.group(), int(one.group()), int(one.group())) if one else None


def _as_printed(words: str, first: str, last: str) -> str:
    start = words.index(first)
    return words[start : words.index(last, start + len(first)) + len(last)]
