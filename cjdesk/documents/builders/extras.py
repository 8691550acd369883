"""The parts a document makes of itself: key, abbreviations, sources of official wording, contact."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache

import resources
from cjdesk.documents.builders.blocks import line_blocks, paragraph
from cjdesk.documents.model import Block, BulletList, Document, ListItem, Run, Section, text_of
from cjdesk.domain.plan import Partner, Plan, Status
from cjdesk.domain.text import clean, plain
from cjdesk.frameworks import available, find, load
from cjdesk.plans.sources import MOSCOW_WORDS, status_mark
from cjdesk.plans.tables import lines_of


def bullets(entries: Iterable[tuple[str, str]]) -> BulletList:
    """A list of terms and what they mean."""
    return BulletList(
        items=tuple(
            ListItem(runs=(Run(text=clean(term), bold=True), Run(text=f": {clean(meaning)}")))
            for term, meaning in entries
        )
    )


def key_blocks(moscow: Iterable[str], statuses: Iterable[Status]) -> list[Block]:
    """What printed letters mean: MoSCoW letters behind numbers, and statuses. Empty where none is printed."""
    used = set(moscow)
    letters = [(letter, words) for letter, words in MOSCOW_WORDS.items() if letter in used]
    marks = [(status_mark(status), f"{status.word}. {status.rule}".rstrip(" .")) for status in statuses]
    blocks: list[Block] = []
    if letters:
        blocks += [paragraph("Letters behind the number of an action say how it was prioritised:"), bullets(letters)]
    if marks:
        blocks += [paragraph("The status of an action is printed as a shape, a letter and a word:"), bullets(marks)]
    return blocks


def abbreviation_blocks(partners: Iterable[Partner], printed: Sequence[str]) -> list[Block]:
    """The abbreviations that are printed, spelled out, in alphabetical order. Empty where none is."""
    known = dict(_abbreviations())
    for partner in partners:
        if partner.short_name and plain(partner.short_name) != plain(partner.name):
            known[partner.short_name] = partner.name
    text = "\n".join(printed)
    used = [
        (short, known[short])
        for short in sorted(known, key=str.casefold)
        if re.search(rf"(?<!\w){re.escape(short)}s?(?!\w)", text)
    ]
    return [bullets(used)] if used else []


@cache
def _abbreviations() -> dict[str, str]:
    return tomllib.loads(resources.read_bytes("abbreviations.toml").decode("utf-8"))


def framework_ids(plan: Plan) -> list[str]:
    """The frameworks whose wording the plan prints, in the order of first use."""
    refs = [
        ref for node in plan.walk() for ref in (node.framework_ref, *(one.framework_ref for one in node.statements))
    ]
    refs += [one.framework_ref for one in plan.indicators()]
    used = dict.fromkeys(ref.partition(":")[0] for ref in refs if ref)
    return [framework_id for framework_id in used if framework_id in available()]


def attribution_blocks(plan: Plan) -> list[Block]:
    """Where official wording comes from and its licence; due wherever such wording is printed."""
    blocks: list[Block] = []
    for framework_id in framework_ids(plan):
        framework = load(framework_id)
        blocks.append(paragraph(f"{framework.title}. {framework.attribution}", "attribution"))
    return blocks


def unconfirmed_blocks(plan: Plan) -> list[Block]:
    """Official wording that was not read in an official text, named so that someone checks it."""
    refs = [*(node.framework_ref for node in plan.walk()), *(one.framework_ref for one in plan.indicators())]
    items = [find(ref) for ref in dict.fromkeys(refs)]
    cautions: dict[str, list[str]] = {}
    for item in items:
        if item is not None and item.caution:
            cautions.setdefault(item.caution, []).append(item.text.rstrip(" :;"))
    blocks: list[Block] = []
    for caution, texts in cautions.items():
        blocks.append(paragraph(f"Before this is published, {caution.rstrip('.:')}:", "note"))
        blocks.append(BulletList(items=tuple(ListItem(runs=(Run(text=clean(text)),)) for text in texts)))
    return blocks


def contact_blocks(plan: Plan) -> list[Block]:
    """How to reach the partnership and ask for other formats."""
    return [*_address(plan.contact), *line_blocks(lines_of(plan.other_formats))]


def _address(text: str) -> list[Block]:
    """Lines that belong together, as on an envelope; a list among them stays a list."""
    lines = lines_of(text)
    if any(line.label for line in lines):
        return list(line_blocks(lines))
    return [paragraph("\n".join(line.text for line in lines))] if lines else []


def local_outcome_blocks(plan: Plan) -> list[Block]:
    """The partnership's own outcomes, numbered as printed."""
    items = tuple(
        ListItem(runs=(Run(text=clean(one.text)),), label=f"{one.number}." if one.number else "•")
        for one in plan.local_outcomes
    )
    return [BulletList(items=items)] if items else []


def words_printed(sections: Iterable[Section]) -> list[str]:
    """The words of finished sections, for what depends on them."""
    return text_of(Document(title="", sections=tuple(sections)))
