"""Who sent a return and what period it is about, with the evidence in sentences.

Evidence is looked at in the order: what a person said, our own template's hidden facts, titles, sender, file name,
sheet names. Two partners, or none, are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cjdesk.domain.periods import Period, contains, financial_year_of, label, quarter_of, stretch
from cjdesk.domain.text import unify, words_of
from cjdesk.returns.model import Known, KnownPartner, Problem, Reading, ReceivedFile
from cjdesk.returns.problems import problem
from cjdesk.returns.when import Hint

UNNAMED = "Nothing in the file says which partner sent it."


@dataclass(frozen=True, slots=True)
class PartnerFound:
    """The partner, or none; ``reasons`` are sentences, ``problems`` ask where the evidence is thin or disagrees.

    ``named`` are all partners that the file names.
    """

    partner: KnownPartner | None
    reasons: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    named: tuple[KnownPartner, ...] = ()


def stem_of(file_name: str) -> str:
    """A file's name in words: without its ending, underscores as spaces."""
    return re.sub(r"\.[A-Za-z0-9]{1,5}$", "", file_name).replace("_", " ")


def find_partner(
    file: ReceivedFile, known: Known, titles: Iterable[str], *, sender: str = "", said: str = ""
) -> PartnerFound:
    """Which of the plan's partners sent this."""
    told = _told_by_file(file, known, titles, sender)
    if not said:
        return told
    chosen = partners_named(said, known.partners)
    if len(chosen) == 1:
        return PartnerFound(chosen[0], ("It was said when the file was received.",), _contradicted(chosen[0], told))
    if not known.partners:
        return told
    say = f"No partner is called “{said}”." if not chosen else f"“{said}” names more than one partner."
    return PartnerFound(None, told.reasons, (problem("P01", say=say, suggest="Choose the partner."),))


def _contradicted(chosen: KnownPartner, told: PartnerFound) -> tuple[Problem, ...]:
    """What a person said stands; that the file names others is only noted."""
    if not told.named or chosen in told.named:
        return ()
    say = f"It was said to be from {chosen.name}, but: {' '.join(told.reasons)}"
    return (replace(problem("P01", say=say, suggest="Check that this is the right file."), severity="note"),)


def _told_by_file(file: ReceivedFile, known: Known, titles: Iterable[str], sender: str) -> PartnerFound:
    evidence = [
        ("Our own template names {name}.", file.anchors.get("partner", "")),
        ("The title names {name}.", " | ".join(titles)),
        ("The sender is {name}.", sender),
        ("The file's name has {name}.", stem_of(file.name)),
        (
            "A sheet is named after {name}.",
            " | ".join(sheet.name for sheet in file.sheets if sheet.visibility == "visible"),
        ),
    ]
    found = [(sentence, partner) for sentence, words in evidence for partner in partners_named(words, known.partners)]
    found += _decided(known, sender)
    if not found:
        asked = [problem("P01", say=UNNAMED, suggest="Choose the partner.")]
        return PartnerFound(None, (), tuple(asked if known.partners else ()))
    reasons = tuple(dict.fromkeys(sentence.format(name=partner.name) for sentence, partner in found))
    partners = {partner.partner_id: partner for _sentence, partner in found}
    if len(partners) == 1:
        return PartnerFound(next(iter(partners.values())), reasons, (), tuple(partners.values()))
    if file.anchors.get("partner") and found[0][0].startswith("Our own template"):
        template = found[0][1]
        say = f"The template is that of {template.name}, but other partners are named: {' '.join(reasons[1:])}"
    else:
        say = f"More than one partner is named. {' '.join(reasons)}"
    question = problem("P01", say=say, suggest="Choose the partner.")
    return PartnerFound(None, reasons, (question,), tuple(partners.values()))


def _decided(known: Known, sender: str) -> list[tuple[str, KnownPartner]]:
    words = unify(sender).casefold()
    by_id = {partner.partner_id: partner for partner in known.partners}
    return [
        ("The sender was taken for {name} before.", by_id[one.target_id])
        for one in known.remembered
        if one.target == "partner" and words and one.words.casefold() == words and one.target_id in by_id
    ]


def partners_named(words: str, partners: Iterable[KnownPartner]) -> list[KnownPartner]:
    """The partners whose name or alias stands in the words, whole; a name inside a longer one does not count."""
    text = words_of(words.replace("@", " ").replace(".", " "))
    spans: list[tuple[int, int, KnownPartner]] = []
    for partner in partners:
        for name in (partner.name, *partner.aliases):
            wanted = words_of(name)
            spans += [(start, start + len(wanted), partner) for start in _places(text, wanted)]
    outer = [
        partner
        for start, end, partner in spans
        if not any(s <= start and end <= e and (e - s) > (end - start) for s, e, _partner in spans)
    ]
    return list({partner.partner_id: partner for partner in outer}.values())


def _places(text: list[str], wanted: list[str]) -> list[int]:
    if not wanted or (len(wanted) == 1 and len(wanted[0]) < 3):
        return []
    return [place for place in range(len(text) - len(wanted) + 1) if text[place : place + len(wanted)] == wanted]


def said_period(file: ReceivedFile, given: Period | None) -> Period | None:
    """The period that a person gave, else the one in our own template's hidden facts ("2026-07-01/2026-09-30")."""
    if given:
        return given
    first, _, last = file.anchors.get("period", "").partition("/")
    try:
        return stretch(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None  # absent or edited: the headings still say it


def period_of_return(
    readings: Sequence[Reading], said: Period | None, hints: Sequence[Hint], as_at: date | None
) -> tuple[Period | None, list[Problem]]:
    """The period a return is filed under, with questions where places contradict each other.

    As said; else the one quarter, half or month that its names and titles give and its figures include; else all that
    its figures span.
    """
    periods = [one.period for one in readings if one.period]
    span = stretch(min(one.start for one in periods), max(one.end for one in periods)) if periods else None
    problems = []
    if said and span and not _touch(said, span):
        say = f"The return is for {label(said)}, its figures are about {label(span)}."
        problems.append(problem("P01", say=say))
    for hint in hints:
        named = hint.periods()
        if span and named and not any(_touch(one, span) for one in named):
            say = (
                f"{hint.place[:1].upper()}{hint.place[1:]} says {label(named[0])}, the figures are about {label(span)}."
            )
            problems.append(problem("P01", say=say))
    if said:
        return said, problems
    year = financial_year_of(as_at) if as_at else _only_year(span)
    found = {one for hint in hints for one in hint.periods(year)}
    if span:
        kinds = {one.kind for one in periods} - {"year"}
        parts = {one for one in found if one.kind in kinds and contains(span, one)}
        if as_at and not parts and (closing := quarter_of(as_at)).end == as_at and contains(span, closing):
            parts = {closing}
        return (parts.pop() if len(parts) == 1 else span), problems
    return (found.pop() if len(found) == 1 else None), problems


def _only_year(span: Period | None) -> Period | None:
    year = financial_year_of(span.start) if span else None
    return year if year and span and contains(year, span) else None


def _touch(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end
