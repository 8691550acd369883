"""The real plan, brought in and printed again: every action's cells side by side, in its place, in order."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from docx.table import Table
from docx.text.paragraph import Paragraph
from read_pdf import TaggedPdf
from walk_pdf import walk

from cjdesk.domain.plan import Plan
from cjdesk.plans.importing import import_word
from cjdesk.services.exporting import Wish, render

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
WORD = REAL / "perth-kinross-2023-2028.docx"

pytestmark = pytest.mark.skipif(not WORD.exists(), reason="the real plan lies in ../shared, which is not here")

Line = tuple[str, ...]  # ("heading", words) or ("row", cell, cell, ...)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return replace(import_word(WORD).plan, layout_id="perth-kinross-2023-28")


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(WORD.with_name(f"{WORD.name}.expected.json").read_text("utf-8"))
    return found


def bare(text: str) -> str:
    """Words without the bullets and labels that Word counts by itself, spaces made single."""
    without = re.sub(r"(?m)(^|\s)(?:[•–]|[ivx]+\))\s", r"\1", f"{text} ")
    return " ".join(without.split())


def word_lines(data: bytes) -> Iterator[Line]:
    file = docx.Document(io.BytesIO(data))
    for block in file.iter_inner_content():
        if isinstance(block, Paragraph) and block.style is not None and str(block.style.name).startswith("Heading"):
            yield "heading", bare(block.text)
        elif isinstance(block, Table):
            yield from (("row", *(bare(cell.text) for cell in row.cells)) for row in block.rows)


def pdf_lines(data: bytes) -> Iterator[Line]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        file = TaggedPdf(pdf)
        for element in file.elements():
            if re.fullmatch(r"H[1-6]", element.role):
                yield "heading", bare(file.text(element))
            elif element.role == "TR":
                yield "row", *(bare(file.text(cell)) for cell in element.elements())


def wanted_rows(expected: dict[str, Any]) -> list[tuple[str, Line]]:
    """Each action's priority action and its row, in the order of the source."""
    labels = {group["id"]: group["label"] for group in expected["groups"]}
    rows = []
    for action in expected["actions"]:
        words = [action["text"], *action["sub_bullets"]]
        cells = (
            f"{action['number']} ({action['moscow']})",
            bare("\n".join(words)),
            bare(action["lead_as_printed"]),
            bare("\n".join(action["impact"])),
            action["timescale"],
        )
        rows.append((labels[action["group"]], ("row", *cells)))
    return rows


def printed_rows(lines: Iterator[Line]) -> list[tuple[str, Line]]:
    """Each row that begins with an action's number, with the priority action it stands under."""
    under, rows = "", []
    for line in lines:
        if line[0] == "heading" and re.fullmatch(r"Priority Action \d+", line[1]):
            under = line[1]
        elif line[0] == "row" and re.fullmatch(r"\d+\.\d+ \([MSCW]\)", line[1]):
            rows.append((under, line))
    return rows


@pytest.mark.parametrize(("ending", "lines"), [(".docx", word_lines), (".pdf", pdf_lines)])
def test_every_row_is_printed_whole_in_its_place(plan: Plan, expected: dict[str, Any], ending: str, lines: Any) -> None:
    data, _remarks = render(plan, Wish(document="plan"), ending)
    wanted, found = wanted_rows(expected), printed_rows(lines(data))
    assert len(wanted) == 63
    for one, other in zip(wanted, found, strict=True):
        assert other == one


def test_the_printed_plan_walks_clean(plan: Plan) -> None:
    data, _remarks = render(plan, Wish(document="plan"), ".pdf")
    assert walk(data) == []


def test_every_heading_of_the_source_is_printed_in_its_order(plan: Plan, expected: dict[str, Any]) -> None:
    data, _remarks = render(plan, Wish(document="plan"), ".docx")
    printed = iter(line[1] for line in word_lines(data) if line[0] == "heading")
    for section in expected["sections"]:
        if section["required"] and section["title"]:
            assert bare(section["title"]) in printed, section["title"]  # consumes: order counts
