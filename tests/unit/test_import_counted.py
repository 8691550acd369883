"""Short words that stand in many places of a Word plan: each time they stand there they are kept."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from word_plans import bold, bring, table

from cjdesk.domain.plan import Action, Output
from cjdesk.plans.importing import ImportedPlan

SHORT = ("Police", "Ongoing", "Housing", "N/A", "Local", "1", "Action", "Priority 1", "Yes", "M")
HEADINGS = ("Background", "Action plan", "Priority 1: Police", "Priority 2: Ongoing", "Local Indicators", "Contact")
COLUMNS = ("No.", "Action", "Lead", "Impact", "Timescale", "Outputs", "Measure", "Budget", "MoSCoW")


def own_texts(imported: ImportedPlan) -> Iterator[str]:
    """What was kept, each field once: what was understood from a field is not counted again."""
    plan = imported.plan
    yield from (plan.title, plan.subtitle, plan.partnership)
    yield from (one.text for one in (*imported.tray, *imported.left_out))
    for node in plan.walk():
        yield from (node.label or node.number, node.title)
        yield from (text for one in node.statements for text in (one.heading, one.text))
        for indicator in (one.indicator for one in node.indicators):
            yield indicator.text
            yield from (text for part in indicator.parts for text in (part.label, part.text))
        for placed in node.actions:
            yield from (placed.number, placed.action.moscow or "", placed.action.text)
            for one in (placed.action, *placed.action.outputs):
                yield from stated(one)
    for chapter in plan.chapters:
        yield chapter.title
        for passage in chapter.passages:
            yield from (passage.text, *(cell for row in passage.rows for cell in row))


def stated(one: Action | Output) -> Iterator[str]:
    if isinstance(one, Output):
        yield one.text
    yield from (one.lead_words, *one.impacts, *one.measures, one.timescale.words)


def counted(texts: Iterator[str]) -> Counter[str]:
    split = "".join(letter if letter.isalnum() else " " for text in texts for letter in f"{text} ").split()
    return Counter(split)


def source_texts(document: Any) -> Iterator[str]:
    for paragraph in document.element.body.iter(qn("w:p")):
        yield "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def build(seed: int) -> Any:
    roll = random.Random(seed)
    document = docx.Document()
    for _ in range(roll.randint(4, 20)):
        kind = roll.choice(("heading", "bold", "text", "text", "item", "table"))
        if kind == "heading":
            document.add_heading(roll.choice(HEADINGS), roll.randint(1, 3))
        elif kind == "bold":
            bold(document, roll.choice(HEADINGS + SHORT))
        elif kind == "text":
            document.add_paragraph(roll.choice(SHORT))
        elif kind == "item":
            document.add_paragraph(roll.choice(SHORT), style=roll.choice(("List Bullet", "List Number", "Caption")))
        else:
            heads = roll.sample(COLUMNS, roll.randint(1, 6))
            table(document, heads, [[roll.choice(("", *SHORT)) for _ in heads] for _ in range(roll.randint(1, 5))])
    return document


@pytest.mark.parametrize("seed", range(60))
def test_words_are_kept_as_often_as_they_stand_in_the_file(seed: int, tmp_path: Path) -> None:
    document = build(seed)
    imported = bring(document, tmp_path)
    assert counted(source_texts(document)) - counted(own_texts(imported)) == Counter()


def test_lines_after_the_plan_that_repeat_its_words_are_kept(tmp_path: Path) -> None:
    document: Any = docx.Document()
    document.add_heading("Priority 1: Help", 1)
    table(document, rows=[("1", "Do it", "Police", "", "Ongoing")])
    document.add_heading("Local Indicators", 2)
    document.add_paragraph("Number of people helped", style="List Bullet")
    for text in ("Police", "Ongoing"):
        document.add_paragraph(text)
    kept = counted(own_texts(bring(document, tmp_path)))
    assert (kept["Police"], kept["Ongoing"]) == (2, 2)
