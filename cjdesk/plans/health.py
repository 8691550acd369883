"""What is amiss in a plan, each finding a sentence and a place to jump to. Nothing here changes anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from rapidfuzz import fuzz

from cjdesk.domain.identifiers import personal_marks
from cjdesk.domain.plan import Action, Block, Chapter, Indicator, Lead, Node, Output, Plan, Statement
from cjdesk.domain.text import plain
from cjdesk.frameworks import CAUTION, Framework, Item, PriorityAction, find_by_wording
from cjdesk.frameworks.wording import differences, same_wording
from cjdesk.plans.leads import UNNAMED, block_of, with_steps, without_person

Record = Literal["action", "node", "indicator", "chapter", "case study", "lead"]

ALIKE = 92.0
"""Names of bodies at least this alike (0 to 100) are asked about. A likeness never decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at. ``where`` is the place in words; ``record`` and ``id`` say where to jump."""

    code: str
    say: str
    where: str
    record: Record
    id: int | None = None


def check(plan: Plan, framework: Framework | None) -> list[Finding]:
    """Everything found in a plan, check by check, each in the order of print."""
    found: list[Finding] = []
    for one_check in _CHECKS:
        found += one_check(plan)
    if framework:
        for official_check in _OFFICIAL_CHECKS:
            found += official_check(plan, framework)
    return found


# Actions


def _placed(plan: Plan) -> list[tuple[Action, Node, str]]:
    """Every action once, with its first node and the place in words."""
    first: dict[int, tuple[Action, Node, str]] = {}
    for node in plan.walk():
        for placed in node.actions:
            number = f"action {placed.number}" if placed.number else f"action “{_short(placed.action.text)}”"
            place = f"{node.label or _short(node.title)}, {number}"
            first.setdefault(id(placed.action), (placed.action, node, place))
    return list(first.values())


def _bearers(action: Action, node: Node) -> list[Action | Output | Block]:
    """All that may say who answers for an action and when: itself, its steps, its block."""
    block = block_of(node, action)
    return [*with_steps(action), *([block] if block else [])]


def _leadless(plan: Plan) -> Iterator[Finding]:
    for action, node, place in _placed(plan):
        if not any(one.lead_words.strip() or one.leads for one in _bearers(action, node)):
            yield Finding(
                code="no-lead", say="Nobody answers for this action.", where=place, record="action", id=action.id
            )


def _dateless(plan: Plan) -> Iterator[Finding]:
    for action, node, place in _placed(plan):
        if not any(one.timescale.words.strip() for one in _bearers(action, node)):
            yield Finding(
                code="no-timescale", say="This action has no timescale.", where=place, record="action", id=action.id
            )


def _almost_year_end(plan: Plan) -> Iterator[Finding]:
    for action, node, place in _placed(plan):
        scales = [one.timescale for one in _bearers(action, node)]
        for scale in [*scales, *(update.revised for update in action.updates)]:
            if scale.due and (scale.due.month, scale.due.day) == (3, 30):
                say = f"“{scale.words}”: the year ends on 31 March. Is 31 March meant?"
                yield Finding(code="30-march", say=say, where=place, record="action", id=action.id)


def _duplicates(plan: Plan) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for action, _, place in _placed(plan):
        words = plain(action.text)
        if words and words in seen:
            say = f"This action has the same words as {seen[words]}. If it is one action, place it twice."
            yield Finding(code="duplicate-action", say=say, where=place, record="action", id=action.id)
        seen.setdefault(words, place)


def _variants(plan: Plan) -> Iterator[Finding]:
    """Names of leads that may be one body: alike, or known as names of one partner."""
    leads = [lead for action in plan.actions() for one in with_steps(action) for lead in one.leads]
    leads += [lead for node in plan.walk() for block in node.blocks for lead in block.leads]
    names: dict[str, Lead] = {}
    for lead in leads:
        if lead.words.strip() and not lead.person:
            names.setdefault(lead.words.strip(), lead)
    known = _partners_by_name(plan)
    for first, second in combinations(names.values(), 2):
        if _one_body(first, second, known):
            say = f"“{first.words.strip()}” and “{second.words.strip()}” may be one body, written in two ways."
            yield Finding(code="spelling", say=say, where="the leads of the plan", record="lead", id=second.partner_id)


def _partners_by_name(plan: Plan) -> dict[str, str]:
    return {
        plain(name): partner.name
        for partner in plan.partners
        for name in (partner.name, partner.short_name, *partner.aliases)
        if name
    }


def _one_body(first: Lead, second: Lead, known: dict[str, str]) -> bool:
    here, there = plain(first.words), plain(second.words)
    if here == there:
        return True
    bodies = {known.get(here, here), known.get(there, there)}
    return len(bodies) == 1 or fuzz.ratio(here, there) >= ALIKE or _abbreviates(here.split(), there.split())


def _abbreviates(here: Sequence[str], there: Sequence[str]) -> bool:
    """Whether two names are one where initials stand for words: "CJ Co-ordinator", "Community Justice Co-ordinator"."""
    if not here or not there:
        return not here and not there
    if here[0] == there[0] and _abbreviates(here[1:], there[1:]):
        return True
    return _initials(here, there) or _initials(there, here)


def _initials(short: Sequence[str], long: Sequence[str]) -> bool:
    length = len(short[0])
    stands_for = "".join(word[0] for word in long[:length])
    return length > 1 and stands_for == short[0] and _abbreviates(short[1:], long[length:])


def _nameless_persons(plan: Plan) -> Iterator[Finding]:
    for action, _, place in _placed(plan):
        for lead in (lead for one in with_steps(action) for lead in one.leads if lead.person):
            if without_person(lead) == UNNAMED:
                say = (
                    f"“{lead.words}” is a person without body or role; outside the partnership “{UNNAMED}” is printed."
                )
                yield Finding(code="person", say=say, where=place, record="action", id=action.id)


def _personal(plan: Plan) -> Iterator[Finding]:
    """Words of actions and updates that may identify someone: they are printed in every edition."""
    leads = [lead for action in plan.actions() for one in with_steps(action) for lead in one.leads]
    people = sorted({lead.person for lead in leads if lead.person})
    for action, _, place in _placed(plan):
        bearers = with_steps(action)
        texts = [text for one in bearers for text in (one.text, *one.impacts, *one.measures)]
        for text in [*texts, *(update.text for update in action.updates)]:
            for mark in personal_marks(text, people):
                say = f"“{text[mark.start : mark.end]}” may identify someone ({mark.kind})."
                yield Finding(code="personal", say=say, where=place, record="action", id=action.id)


# Indicators, chapters, case studies


def _partless(plan: Plan) -> Iterator[Finding]:
    for indicator, place in _indicator_places(plan):
        counted = [series.part for series in indicator.series if series.values]
        missing = [part.label or part.text.strip(" .,;") for part in indicator.parts if part not in counted]
        if missing:
            say = f"No figure is held for {'part' if len(missing) == 1 else 'parts'} {', '.join(missing)}."
            yield Finding(code="no-part-figures", say=say, where=place, record="indicator", id=indicator.id)


def _indicator_places(plan: Plan) -> list[tuple[Indicator, str]]:
    first: dict[int, tuple[Indicator, str]] = {}
    for node in plan.walk():
        for placed in node.indicators:
            place = f"{node.label or _short(node.title)}, indicator “{_short(placed.indicator.text)}”"
            first.setdefault(id(placed.indicator), (placed.indicator, place))
    return list(first.values())


def _pictures(plan: Plan) -> Iterator[Finding]:
    for chapter in plan.chapters:
        for passage in chapter.passages:
            if passage.kind == "picture" and not passage.alt.strip():
                shown = f" ({passage.text.strip()})" if passage.text.strip() else ""
                say = f"A picture{shown} has no words for those who cannot see it; the plan cannot be published."
                yield _in_chapter("no-alt-text", say, chapter)
            if passage.kind == "table" and not passage.has_header:
                yield _in_chapter("no-table-heading", "A table has no heading row; its columns are counted.", chapter)


def _empty_chapters(plan: Plan) -> Iterator[Finding]:
    filled = {
        "participation": plan.participation,
        "achievements": plan.achievements,
        "case studies": plan.case_studies,
        "contact": plan.contact or plan.other_formats,
    }
    for number, chapter in enumerate(plan.chapters):
        following = plan.chapters[number + 1 : number + 2]
        heads_others = any(one.level > chapter.level and one.place == chapter.place for one in following)
        has_words = any(passage.text.strip() or passage.rows or passage.picture for passage in chapter.passages)
        if not has_words and not heads_others and not filled.get(chapter.kind):
            yield _in_chapter("empty-chapter", "This chapter has no text.", chapter)


def _in_chapter(code: str, say: str, chapter: Chapter) -> Finding:
    return Finding(code=code, say=say, where=f"chapter “{chapter.title}”", record="chapter", id=chapter.id)


def _consent(plan: Plan) -> Iterator[Finding]:
    for study in plan.case_studies:
        if study.consent != "given":
            say = f"Consent: {study.consent}. It is not printed anywhere."
            yield Finding(
                code="no-consent", say=say, where=f"case study “{study.title}”", record="case study", id=study.id
            )


# Against the framework


def _wrong_outcomes(plan: Plan, framework: Framework) -> Iterator[Finding]:
    for node in plan.walk():
        item = framework.find(node.framework_ref)
        if not isinstance(item, PriorityAction):
            continue
        right = framework.outcomes_of(item)
        for statement in (one for one in node.statements if one.kind == "national outcome"):
            named = _named_outcome(statement, framework)
            if (named is None and right) or (named is not None and named not in right):
                yield _outcome_finding(node, statement, right)


def _named_outcome(statement: Statement, framework: Framework) -> Item | None:
    match = find_by_wording(statement.text, "outcome", framework.id)
    return match.item if match else framework.find(statement.framework_ref)


def _outcome_finding(node: Node, statement: Statement, right: Iterable[Item]) -> Finding:
    official = " and ".join(f"“{one.text}”" for one in right) or "no national outcome"
    say = f"The plan prints “{statement.text}”; the framework gives this priority action {official}."
    return Finding(code="wrong-outcome", say=say, where=node.label or _short(node.title), record="node", id=node.id)


def _wordings(plan: Plan, framework: Framework) -> Iterator[Finding]:
    for node in plan.walk():
        place = node.label or _short(node.title)
        yield from _wording(
            node.local_wording or node.title, framework.find(node.framework_ref), place, "node", node.id
        )
        for statement in node.statements:
            if statement.kind == "national outcome":
                item = framework.find(statement.framework_ref)
                yield from _wording(statement.text, item, f"{place}, national outcome", "node", node.id)
    for indicator, place in _indicator_places(plan):
        words = " ".join((indicator.text, *(part.text for part in indicator.parts)))
        yield from _wording(words, framework.find(indicator.framework_ref), place, "indicator", indicator.id)


def _wording(here: str, item: Item | None, place: str, record: Record, record_id: int | None) -> Iterator[Finding]:
    if item is None or not plain(here):
        return
    if not same_wording(here, item.full_text):
        what = "; ".join(one.sentence for one in differences(here.strip(), item.full_text))
        yield Finding(
            code="wording", say=f"Not the official wording: {what}.", where=place, record=record, id=record_id
        )


def _unconfirmed(plan: Plan, framework: Framework) -> Iterator[Finding]:
    """One finding for all official wording that was not read in an official text."""
    refs = [node.framework_ref for node in plan.walk()] + [one.framework_ref for one in plan.indicators()]
    items = [item for ref in dict.fromkeys(refs) if (item := framework.find(ref)) and item.caution]
    if items:
        kinds = Counter(framework.kind(item) for item in items)
        counted = ", ".join(f"{kind} ({times})" for kind, times in kinds.items())
        say = f"Wording that is not confirmed; {CAUTION}: {counted}."
        yield Finding(code="unconfirmed", say=say, where=framework.short_title, record="node")


def _short(text: str, longest: int = 60) -> str:
    words = " ".join(text.split())
    return words if len(words) <= longest else words[: longest - 1].rsplit(" ", 1)[0] + "…"


_CHECKS: tuple[Callable[[Plan], Iterable[Finding]], ...] = (
    _leadless,
    _dateless,
    _almost_year_end,
    _duplicates,
    _variants,
    _nameless_persons,
    _personal,
    _partless,
    _pictures,
    _empty_chapters,
    _consent,
)
_OFFICIAL_CHECKS: tuple[Callable[[Plan, Framework], Iterable[Finding]], ...] = (
    _wrong_outcomes,
    _wordings,
    _unconfirmed,
)
