"""Numbers, letters and leads as people type them into the cells of an action table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from word_plans import ROWS, actions, bring, table


@pytest.fixture
def document() -> Any:
    return docx.Document()


@pytest.mark.parametrize(
    ("typed", "number", "letter"),
    [
        ("1.1(M)", "1.1", "M"),
        ("1.1 [s]", "1.1", "S"),
        ("1.1 W", "1.1", "W"),
        ("A3 (Should have)", "A3", "S"),
        ("7", "7", None),
        ("3b.", "3b", None),
        ("Next year", "Next year", None),
    ],
)
def test_numbers_and_letters_as_they_are_typed(
    document: Any, tmp_path: Path, typed: str, number: str, letter: str | None
) -> None:
    document.add_heading("Priority 1: Help", 1)
    table(document, rows=[(typed, *ROWS[0][1:])])
    imported = bring(document, tmp_path)
    assert actions(imported) == [(number, "Open a drop-in hub")]
    assert imported.plan.actions()[0].moscow == letter


@pytest.mark.parametrize(
    ("typed", "bodies"),
    [
        ("Health & Social Care Partnership", ["Health & Social Care Partnership"]),
        ("Police Scotland; NHS", ["Police Scotland", "NHS"]),
        ("CJSW and Housing", ["CJSW", "Housing"]),
        ("Justice Team and Youth Service", ["Justice Team", "Youth Service"]),
        ("Scottish Fire and Rescue Service", ["Scottish Fire and Rescue Service"]),
        ("Crown Office & Procurator Fiscal Service, SPS", ["Crown Office & Procurator Fiscal Service", "SPS"]),
        ("Task group chaired by NHS", ["Task group", "NHS"]),
        ("Complex Needs\nWorker", ["Complex Needs Worker"]),
        ("Violence Against Women\nand Girls Board", ["Violence Against Women and Girls Board"]),
        ("NHS\nCJSW", ["NHS", "CJSW"]),
        ("To be confirmed", []),
        ("N/A", []),
        ("Housing and/or CJSW", ["Housing", "CJSW"]),
    ],
)
def test_leads_are_parted_only_where_it_is_safe(document: Any, tmp_path: Path, typed: str, bodies: list[str]) -> None:
    document.add_heading("Priority 1: Help", 1)
    others = ("Housing, CJSW", "Complex Needs Worker", "Health / Education")
    table(document, rows=[("1", "Do it", typed, "", ""), *(("2", "More", other, "", "") for other in others)])
    action = bring(document, tmp_path).plan.actions()[0]
    assert action.lead_words == typed
    assert [lead.partner for lead in action.leads] == bodies


def test_a_lead_with_a_supporter_keeps_both_roles(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    table(document, rows=[("1", "Do it", "NHS supported by Housing", "", "")])
    (action,) = bring(document, tmp_path).plan.actions()
    assert [(lead.partner, lead.role) for lead in action.leads] == [("NHS", "lead"), ("Housing", "support")]
