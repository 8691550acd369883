"""Whole documents of a small plan against text forms that a person has read.

Renew them with ``CJDESK_RENEW_GOLDEN=1 pytest tests/unit/test_builder_golden.py`` and read the difference in git
before keeping it.
"""

from __future__ import annotations

import os
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from cjdesk.documents.builders.annual_report import build_annual_report
from cjdesk.documents.builders.plan import build_plan
from cjdesk.documents.model import (
    Block,
    BulletList,
    Cell,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
)
from cjdesk.plans.layout import available_layouts, load_layout

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
RENEW = os.environ.get("CJDESK_RENEW_GOLDEN") == "1"


@pytest.fixture(scope="module")
def plan():
    return runpy.run_path(str(GOLDEN / "small_plan.py"))["SMALL_PLAN"]


def outline(document: Document) -> str:
    """A document as indented text: one line per block, list item and cell, with what is not plain."""
    lines = [f"title: {document.title}", f"author: {document.author}", f"edition: {document.edition}"]
    for section in document.sections:
        lines.append("=== landscape" if section.landscape else "=== portrait")
        for block in section.blocks:
            lines += _lines(block)
    return "\n".join(lines) + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {block.text}" + (f"  [{block.key}]" if block.key else "")
    elif isinstance(block, Paragraph):
        yield f"{'' if block.style == 'body' else block.style + ': '}{_runs(block.runs)}"
    elif isinstance(block, BulletList):
        yield from (f"{'  ' * item.depth}{item.label} {_runs(item.runs)}" for item in block.items)
    elif isinstance(block, Table):
        yield f"table: {block.summary}" + (f" / {block.caption}" if block.caption else "")
        yield "  heads: " + " | ".join(f"{one.heading} ({one.width:g}, {one.align})" for one in block.columns)
        for row in block.rows:
            yield "  row"
            yield from (f"    {'! ' if cell.is_header else '- '}{_cell(cell)}" for cell in row)
    elif isinstance(block, Picture):
        yield f"picture: {len(block.data)} bytes / {block.alt} / {block.caption}"
    elif isinstance(block, Contents):
        yield f"contents: {block.title} to depth {block.depth}"
    elif isinstance(block, PageBreak):
        yield "--- page"


def _cell(cell: Cell) -> str:
    parts = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            parts.append(_runs(block.runs))
        else:
            parts += [f"{'>' * item.depth}{item.label} {_runs(item.runs)}" for item in block.items]
    return " // ".join(parts)


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(_run(run) for run in runs).replace("\n", " \\n ")


def _run(run: Run) -> str:
    text = f"**{run.text}**" if run.bold else run.text
    text = f"_{text}_" if run.italic else text
    return f"[{text}]({run.link})" if run.link else text


def agrees(name: str, text: str) -> None:
    path = GOLDEN / name
    if RENEW:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("layout_id", available_layouts())
def test_plan_in_each_layout(plan, layout_id):
    agrees(f"plan-{layout_id}.txt", outline(build_plan(plan, load_layout(layout_id), "public")))


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_annual_report(plan, edition):
    agrees(f"annual-report-{edition}.txt", outline(build_annual_report(plan, "2024-25", edition)))
