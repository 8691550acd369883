"""A plan as a council typed it in Word, against what a careful reader finds in it, field by field."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cjdesk.domain.plan import Action, Chapter, Node
from cjdesk.plans.importing import ImportedPlan, import_word
from cjdesk.plans.importing.body import Paragraph, WordBody, from_json, paragraphs_of
from cjdesk.plans.importing.job import read_plan

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
WORD = REAL / "perth-kinross-2023-2028.docx"

pytestmark = pytest.mark.skipif(not WORD.exists(), reason="the real plan lies in ../shared, which is not here")


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(WORD.with_name(f"{WORD.name}.expected.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def imported() -> ImportedPlan:
    return import_word(WORD)


def group_of(node: Node) -> str:
    """The expected file's name of a node: NA1, PA13."""
    return "".join(word[0] for word in node.label.split()[:-1]) + node.number


def placed_actions(imported: ImportedPlan) -> list[tuple[str, str, Action]]:
    return [(group_of(node), one.number, one.action) for node in imported.plan.walk() for one in node.actions]


def test_counts_are_those_a_reader_finds(imported: ImportedPlan) -> None:
    counts = imported.counts
    assert (counts["National Aim"], counts["Priority Action"]) == (4, 13)
    assert (counts["actions"], counts["indicators"], counts["parts"], counts["chapters"]) == (63, 35, 22, 35)


def test_title_page(imported: ImportedPlan, expected: dict[str, Any]) -> None:
    plan, period = imported.plan, expected["period"]
    assert (plan.title, plan.partnership) == (expected["title"], expected["partnership"])
    assert plan.period_words == period["as_printed"]
    assert (plan.first_year, plan.last_year) == (period["first_year"], period["last_year"])


def test_tree_has_every_group_with_label_and_title_in_order(imported: ImportedPlan, expected: dict[str, Any]) -> None:
    assert list(imported.plan.levels) == [level["name"] for level in expected["levels"]]
    found = [
        (group_of(child), child.label, child.number, child.title, group_of(node) if child is not node else None)
        for node in imported.plan.nodes
        for child in node.walk()
    ]
    assert found == [
        (one["id"], one["label"], one["number"], one["title"], one["parent"]) for one in expected["groups"]
    ]


def test_statements_beside_the_actions(imported: ImportedPlan, expected: dict[str, Any]) -> None:
    kinds = {
        "national_outcome": "national outcome",
        "national_indicators_statement": "national indicators",
        "local_indicators_statement": "local indicators",
    }
    found = {
        (group_of(node), one.kind): one.text for node in imported.plan.walk() for one in node.statements if one.text
    }
    assert found == {(one["id"], kinds[key]): one[key] for one in expected["groups"] for key in kinds if key in one}


def test_actions_in_order_with_number_and_letter(imported: ImportedPlan, expected: dict[str, Any]) -> None:
    found = [(group, number, action.moscow) for group, number, action in placed_actions(imported)]
    assert found == [(one["group"], one["number"], one["moscow"]) for one in expected["actions"]]


def test_action_texts_keep_their_bullets(imported: ImportedPlan, expected: dict[str, Any]) -> None:
    found = [action.text for _, _, action in placed_actions(imported)]
    assert found == [
        "\n".join([one["text"], *(f"• {line}" for line in one["sub_bullets"])]) for one in expected["actions"]
    ]


def test_leads_as_printed_and_as_understood(imported: ImportedPlan, expected: dict[str, Any]) -> None:
    for (_, number, action), one in zip(placed_actions(imported), expected["actions"], strict=True):
        assert action.lead_words == one["lead_as_printed"], number
        assert [lead.partner for lead in action.leads] == one["leads"], number


def test_impacts_line_by_line(imported: ImportedPlan, expected: dict[str, Any]) -> None:
    for (_, number, action), one in zip(placed_actions(imported), expected["actions"], strict=True):
        assert [" ".join(impact.split()) for impact in action.impacts] == one["impact"], number


def test_timescales_as_written_and_due(imported: ImportedPlan, expected: dict[str, Any]) -> None:
    found = [
        (action.timescale.words, action.timescale.due.isoformat() if action.timescale.due else None)
        for _, _, action in placed_actions(imported)
    ]
    assert found == [(one["timescale"], one["timescale_iso"]) for one in expected["actions"]]


def test_indicators_with_their_parts(imported: ImportedPlan, expected: dict[str, Any]) -> None:
    found = [
        (
            group_of(node),
            placed.indicator.origin,
            placed.indicator.text,
            [(part.label or None, part.text) for part in placed.indicator.parts],
        )
        for node in imported.plan.walk()
        for placed in node.indicators
    ]
    assert found == [
        (one["group"], one["type"].lower(), one["text"], [(part["label"], part["text"]) for part in one["parts"]])
        for one in expected["indicators"]
    ]


def test_chapters_with_level_and_list_items(imported: ImportedPlan, expected: dict[str, Any]) -> None:
    kept = [one for one in expected["sections"] if one["required"]]
    assert [(one.title or None, one.level) for one in imported.plan.chapters] == [
        (one["title"], one["level"]) for one in kept
    ]
    for chapter, one in zip(imported.plan.chapters, kept, strict=True):
        assert [passage.text for passage in chapter.passages if passage.kind == "bullet"] == one["list_items"]
        if one["first_words"]:
            assert chapter.passages[0].text.startswith(one["first_words"])


def test_chapter_places_kinds_and_figures(imported: ImportedPlan, expected: dict[str, Any]) -> None:
    chapters = {one.title: one for one in imported.plan.chapters}
    assert next(one.title for one in chapters.values() if one.place == "after").startswith("Appendix 1")
    assert chapters["Participation Statement"].kind == "participation"
    assert imported.plan.chapters[-1].kind == "contact"
    with_figures = [one["title"] for one in expected["sections"] if "figure" in one["kind"]]
    assert [one.title for one in imported.plan.chapters if pictures(one)] == with_figures
    story = chapters["Our Community Justice Story"]
    assert pictures(story)[0] in imported.plan.pictures
    assert [len(one.rows) for one in story.passages if one.kind == "table"] == [4]


def pictures(chapter: Chapter) -> list[str]:
    return [one.picture for one in chapter.passages if one.kind == "picture"]


def test_names_of_one_body_are_offered_and_not_merged(imported: ImportedPlan, expected: dict[str, Any]) -> None:
    offered = {frozenset(one.items) for one in imported.suggestions if one.kind == "one body"}
    assert offered == {frozenset(group) for group in expected["lead_aliases"]}
    names = [partner.name for partner in imported.plan.partners]
    assert "CJ Co-ordinator" in names and "Community Justice Co-ordinator" in names
    assert all(not partner.aliases for partner in imported.plan.partners)


def test_actions_printed_twice_are_offered_and_stay_two(imported: ImportedPlan) -> None:
    offered = [one.items for one in imported.suggestions if one.kind == "shared action"]
    assert offered == [("2.2", "10.3"), ("7.5", "8.5")]
    assert len(imported.plan.actions()) == 63


def test_the_wrong_outcome_is_asked_about_and_left_as_printed(imported: ImportedPlan) -> None:
    asked = [one for one in imported.questions if one.kind == "outcome"]
    assert [one.about for one in asked] == ["Priority Action 1"]
    first = imported.plan.nodes[0].children[0]
    assert imported.plan.framework_id == "cjpf-2023"
    assert first.framework_ref == "cjpf-2023:pa-1"
    assert first.local_wording == first.title
    assert first.children == ()
    outcome = first.statement("national outcome")
    assert outcome is not None
    assert outcome.text == "More people in police custody receive support to address their needs."


def test_contents_list_is_left_out_with_the_reason(imported: ImportedPlan) -> None:
    contents = [one for one in imported.left_out if "ontents list" in one.why]
    assert len(contents) == 22  # its heading and 21 lines
    assert contents[0].text.startswith("What is Community Justice?")


def test_no_word_of_the_file_is_lost(imported: ImportedPlan) -> None:
    body: WordBody = from_json(read_plan({"path": str(WORD)}))
    kept = everything(imported)
    lost = [one.text for one in paragraphs_of(body.blocks) if not holds(kept, one)]
    assert lost == []


def bare(text: str) -> str:
    """Words alone, so that a label or bracket that became a field of its own makes no difference."""
    return " ".join(re.sub(r"[():•]", " ", text).split())


def holds(kept: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph's words stand in what was kept: each clause whole, its label apart."""
    clauses = re.sub(r"^[ivx]+\) ", "", paragraph.text).split(":")
    return all(bare(clause) in kept for clause in clauses)


def everything(imported: ImportedPlan) -> str:
    parts: list[str] = [imported.plan.title, imported.plan.partnership]
    for node in imported.plan.walk():
        parts += [node.label, node.title, *(f"{one.heading} {one.text}" for one in node.statements)]
        for placed in node.indicators:
            parts += [placed.indicator.text, *(f"{one.label} {one.text}" for one in placed.indicator.parts)]
        for one in node.actions:
            action = one.action
            parts += [f"{one.number} {action.moscow}", action.text, action.lead_words, action.timescale.words]
            parts += action.impacts
    for chapter in imported.plan.chapters:
        parts.append(chapter.title)
        for passage in chapter.passages:
            parts += [passage.text, *(cell for row in passage.rows for cell in row)]
    parts += [one.text for one in imported.tray]
    parts += [one.text for one in imported.left_out]
    return bare(" ".join(parts))
