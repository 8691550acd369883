"""Documents put together by dice: whatever stands where, no word is lost and nothing is found twice."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pytest
from word_plans import actions, bold, bring, table

HEADINGS = (
    "Contents",
    "Background",
    "Action plan",
    "National Aim {}",
    "Priority {}: Theme {}",
    "National Outcome",
    "Local Indicators",
    "Appendix {}",
    "Contact",
)
COLUMNS = ("No.", "Action", "Lead", "Impact", "Timescale", "Budget", "", "Outputs", "Measure", "Stakeholder")


class Dice:
    """Puts a document together; every paragraph and cell has a word of its own."""

    def __init__(self, seed: int) -> None:
        self.roll = random.Random(seed)
        self.document = docx.Document()
        self.words = 0

    def word(self) -> str:
        self.words += 1
        return f"word{self.words}"

    def build(self) -> Any:
        for _ in range(self.roll.randint(3, 25)):
            self.roll.choice((self.heading, self.fake_heading, self.text, self.item, self.item, self.table))()
        return self.document

    def heading_words(self) -> str:
        return self.roll.choice(HEADINGS).format(self.roll.randint(1, 9), self.word())

    def heading(self) -> None:
        self.document.add_heading(self.heading_words(), self.roll.randint(1, 4))

    def fake_heading(self) -> None:
        bold(self.document, self.heading_words())

    def text(self) -> None:
        self.document.add_paragraph(
            self.roll.choice(("{}", "{}:", "i) {}: {}", "N/A")).format(self.word(), self.word())
        )

    def item(self) -> None:
        style = self.roll.choice(("List Bullet", "List Number", "List Bullet 2", "Quote", "Caption"))
        self.document.add_paragraph(self.roll.choice(("{}", "ii) {}", "{}:")).format(self.word()), style=style)

    def table(self) -> None:
        heads = self.roll.sample(COLUMNS, self.roll.randint(1, 6))
        rows = [[self.cell(head) for head in heads] for _ in range(self.roll.randint(1, 5))]
        made = table(self.document, heads, rows)
        top, left = self.roll.randrange(len(rows) + 1), self.roll.randrange(len(heads))
        bottom, right = self.roll.randrange(top, len(rows) + 1), self.roll.randrange(left, len(heads))
        made.cell(top, left).merge(made.cell(bottom, right))

    def cell(self, head: str) -> str:
        shapes = ("", "{}") if head != "No." else ("", "1.{} (M)", "{}")
        text = self.roll.choice(shapes)
        return text.format(self.roll.randint(1, 40) if "(M)" in text else self.word())


@pytest.mark.parametrize("seed", range(40))
def test_no_word_is_lost_and_no_action_found_twice(seed: int, tmp_path: Path) -> None:
    imported = bring(Dice(seed).build(), tmp_path)
    texts = Counter(text for _, text in actions(imported))
    assert all(count == 1 for text, count in texts.items() if text.startswith("word") and "\n" not in text)
    assert imported.counts["actions"] == sum(texts.values())
