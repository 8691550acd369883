"""Action plans of many shapes in Word: what a person sees in their tables and headings is what the import finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from word_plans import HEADS, ROWS, TWO, actions, bold, bring, numbered, set_number, table, texts_of

from cjdesk.frameworks import load


@pytest.fixture
def document() -> Any:
    return docx.Document()


def test_title_in_the_heading_itself(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority Theme 1: Prevention comes first", 1)
    table(document)
    node = bring(document, tmp_path).plan.nodes[0]
    assert (node.label, node.number, node.title) == ("Priority Theme 1", "1", "Prevention comes first")
    first, second = (one.action for one in node.actions)
    assert (first.moscow, second.moscow) == ("M", "C")
    assert [lead.partner for lead in second.leads] == ["Housing", "CJSW"]
    assert second.lead_words == "Housing / CJSW"
    assert (second.timescale.words, second.timescale.kind) == ("Ongoing", "ongoing")


def test_title_in_the_paragraph_below(document: Any, tmp_path: Path) -> None:
    document.add_heading("Outcome 2", 1)
    document.add_paragraph("People are safer.")
    document.add_paragraph("This outcome was chosen with the community.")
    table(document)
    imported = bring(document, tmp_path)
    node = imported.plan.nodes[0]
    assert (node.label, node.title) == ("Outcome 2", "People are safer.")
    assert [(one.kind, one.text) for one in node.statements] == [
        ("introduction", "This outcome was chosen with the community.")
    ]
    assert imported.plan.levels == ("Outcome",)


def test_headings_that_are_only_bold(document: Any, tmp_path: Path) -> None:
    bold(document, "Why we do this")
    document.add_paragraph("Because it matters to all of us.")
    bold(document, "Strategic Aim 1")
    bold(document, "Fewer people harmed")
    bold(document, "Objective 1: Early help")
    bold(document, "Local Indicators")
    document.add_paragraph("Number of people helped", style="List Bullet")
    table(document)
    bold(document, "Objective 2: Lasting help")
    table(document, rows=[("2.1", "Stay in touch", "CJSW", "Fewer return", "TBC")])
    imported = bring(document, tmp_path)
    (aim,) = imported.plan.nodes
    assert (aim.label, aim.title) == ("Strategic Aim 1", "Fewer people harmed")
    assert [child.title for child in aim.children] == ["Early help", "Lasting help"]
    assert [one.indicator.text for one in aim.children[0].indicators] == ["Number of people helped"]
    assert [one.title for one in imported.plan.chapters] == ["Why we do this"]
    assert imported.plan.levels == ("Strategic Aim", "Objective")


def test_a_heading_over_the_whole_tree_is_a_chapter_and_no_level(document: Any, tmp_path: Path) -> None:
    document.add_heading("Action Plan", 1)
    document.add_paragraph("The tables below say who does what.")
    for number in (1, 2):
        document.add_heading(f"Priority {number} – Theme {number}", 2)
        table(document, rows=[(f"{number}.1", f"Do thing {number}", "CJSW", "Better", "Ongoing")])
    imported = bring(document, tmp_path)
    assert [node.title for node in imported.plan.nodes] == ["Theme 1", "Theme 2"]
    assert [one.title for one in imported.plan.chapters] == ["Action Plan"]


def test_a_level_without_actions_yet_is_kept(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Housing", 1)
    table(document)
    document.add_heading("Priority 2: Work", 1)
    document.add_paragraph("Actions will follow.")
    document.add_heading("Appendix 1", 1)
    document.add_paragraph("Sources.")
    imported = bring(document, tmp_path)
    assert [node.title for node in imported.plan.nodes] == ["Housing", "Work"]
    assert [(one.title, one.place, one.kind) for one in imported.plan.chapters] == [("Appendix 1", "after", "appendix")]


def test_a_table_split_in_two_without_headings_on_the_second(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    table(document, rows=ROWS[:1])
    document.add_paragraph("")
    table(document, heads=(), rows=ROWS[1:])
    assert actions(bring(document, tmp_path)) == TWO


def test_heading_rows_repeated_inside_the_table(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    table(document, rows=[ROWS[0], HEADS, ROWS[1]])
    imported = bring(document, tmp_path)
    assert actions(imported) == TWO
    assert [one.text for one in imported.left_out] == [" | ".join(HEADS)] * 2


def test_columns_in_another_order(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    order = (4, 0, 2, 1, 3)
    table(document, [HEADS[at] for at in order], [[row[at] for at in order] for row in ROWS])
    imported = bring(document, tmp_path)
    assert actions(imported) == TWO
    assert imported.plan.actions()[0].timescale.words == "31 March 2027"
    assert imported.plan.actions()[0].impacts == ("More visits",)


def test_a_column_without_a_field_goes_to_the_tray(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    table(document, [*HEADS, "Budget"], [[*row, money] for row, money in zip(ROWS, ("£400", ""), strict=True)])
    imported = bring(document, tmp_path)
    assert actions(imported) == TWO
    assert [(one.kind, one.text, one.place) for one in imported.tray] == [("cell", "£400", "table 1, row 2")]
    assert "“Budget”" in imported.tray[0].why


def test_a_missing_timescale_stays_missing(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    table(document, HEADS[:4], [row[:4] for row in ROWS])
    first = bring(document, tmp_path).plan.actions()[0]
    assert (first.timescale.words, first.timescale.kind, first.timescale.due) == ("", "none", None)


def test_a_number_joined_over_two_rows_is_asked_about(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    made = table(document, rows=[("3", "Open a hub", "CJSW", "Use", "Ongoing"), ("", "Staff it", "NHS", "", "TBC")])
    made.cell(1, 0).merge(made.cell(2, 0))
    imported = bring(document, tmp_path)
    assert actions(imported) == [("3", "Open a hub"), ("3", "Staff it")]
    assert [one.kind for one in imported.questions] == ["number"]


def test_an_action_joined_over_two_rows_is_one_action(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    rows = [("3", "Open a hub", "CJSW", "More use", "Ongoing"), ("", "", "NHS", "Less harm", "")]
    made = table(document, rows=rows)
    for column in (0, 1, 4):
        made.cell(1, column).merge(made.cell(2, column))
    imported = bring(document, tmp_path)
    (action,) = imported.plan.actions()
    assert [lead.partner for lead in action.leads] == ["CJSW", "NHS"]
    assert action.impacts == ("More use", "Less harm")


def test_level_headings_inside_the_table(document: Any, tmp_path: Path) -> None:
    document.add_heading("Action plan", 1)
    made = table(document, rows=[("",) * 5, ROWS[0], ("",) * 5, ROWS[1]])
    for row, words in ((1, "Priority 1: Housing"), (3, "Priority 2: Work")):
        made.cell(row, 0).merge(made.cell(row, 4)).text = words
    imported = bring(document, tmp_path)
    named = [(node.label, [one.number for one in node.actions]) for node in imported.plan.walk() if node.label]
    assert named == [("Priority 1", ["1.1"]), ("Priority 2", ["1.2"])]


def test_numbers_that_word_sets_by_itself(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    number = numbered(document, "A%1", "decimal")
    made = table(document, rows=[("", "Open a hub", "CJSW", "Use", "Ongoing"), ("", "Staff it", "NHS", "", "TBC")])
    for row in (1, 2):
        set_number(made.cell(row, 0).paragraphs[0], number)
    assert actions(bring(document, tmp_path)) == [("A1", "Open a hub"), ("A2", "Staff it")]


def test_parts_of_indicators_in_every_typing(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    document.add_heading("National Indicators", 2)
    document.add_paragraph("Number of:")
    number = numbered(document, "%1)")
    for text in ("people asked", "people helped"):
        set_number(document.add_paragraph(text), number)
    document.add_paragraph("i) Share of people who: came back;", style="List Bullet")
    document.add_paragraph("ii) stayed away.", style="List Bullet")
    document.add_paragraph("Percentage of:")
    document.add_paragraph("orders completed", style="List Bullet")
    document.add_heading("Local Indicators", 2)
    document.add_paragraph("There is a pathway.", style="List Bullet")
    document.add_paragraph("Partners are trained.", style="List Bullet")
    table(document)
    imported = bring(document, tmp_path)
    found = [
        (one.indicator.origin, one.indicator.text, [(part.label, part.text) for part in one.indicator.parts])
        for one in imported.plan.nodes[0].indicators
    ]
    assert found == [
        ("national", "Number of:", [("i", "people asked"), ("ii", "people helped")]),
        ("national", "Share of people who:", [("i", "came back;"), ("ii", "stayed away.")]),
        ("national", "Percentage of:", [("", "orders completed")]),
        ("local", "There is a pathway.", []),
        ("local", "Partners are trained.", []),
    ]


def test_a_table_inside_a_cell_is_kept(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    made = table(document)
    inner = made.cell(1, 3).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Inner left", "Inner right"
    imported = bring(document, tmp_path)
    assert actions(imported) == TWO
    assert [(one.kind, one.text) for one in imported.tray] == [("table", "Inner left | Inner right")]


def test_a_table_before_any_heading_is_still_a_plan(document: Any, tmp_path: Path) -> None:
    table(document)
    assert actions(bring(document, tmp_path)) == TWO


def test_a_cell_of_20000_characters_is_kept_whole(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    long = "word " * 3999 + "final"
    table(document, rows=[("1", long, "CJSW", "", "Ongoing")])
    assert actions(bring(document, tmp_path)) == [("1", long)]


def test_right_to_left_text_and_emoji_stay_as_written(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    table(document, rows=[("1", "نص بالعربية 🙂 <b>&amp;", "CJSW", "", "Ongoing")])
    assert actions(bring(document, tmp_path)) == [("1", "نص بالعربية 🙂 <b>&amp;")]


def test_a_row_without_an_action_goes_to_the_tray(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    table(document, rows=[("9.9", "", "CJSW", "", ""), *ROWS])
    imported = bring(document, tmp_path)
    assert actions(imported) == TWO
    assert [(one.kind, one.text) for one in imported.tray] == [("row", "9.9 | CJSW")]


def test_the_same_file_gives_the_same_plan(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    table(document)
    first, second = bring(document, tmp_path), bring(document, tmp_path)
    assert list(texts_of(first)) == list(texts_of(second))
    assert first.counts == second.counts


def test_numbers_typed_before_the_words(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    table(document, HEADS[1:], [("1.1 (M) Open a hub", *ROWS[0][2:]), ("1.2 Staff it", *ROWS[1][2:])])
    imported = bring(document, tmp_path)
    assert actions(imported) == [("1.1", "Open a hub"), ("1.2", "Staff it")]
    assert [action.moscow for action in imported.plan.actions()] == ["M", None]


def test_a_figure_at_the_beginning_is_no_number(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    texts = ("12 training days a year", "Map 3 routes", "1.5 days of care each")
    table(document, HEADS[1:], [(text, "CJSW", "", "Ongoing") for text in texts])
    assert actions(bring(document, tmp_path)) == [("", text) for text in texts]


def test_one_heading_over_number_and_action(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    made = table(document, ("", "", *HEADS[2:]))
    made.cell(0, 0).merge(made.cell(0, 1)).text = "Action"
    assert actions(bring(document, tmp_path)) == TWO


def test_a_table_of_who_was_consulted_holds_no_actions(document: Any, tmp_path: Path) -> None:
    document.add_heading("Participation Statement", 1)
    table(document, ("Stakeholder", "Activity", "When"), [("Third sector", "Workshop", "May 2026")])
    imported = bring(document, tmp_path)
    assert imported.plan.actions() == []
    (chapter,) = imported.plan.chapters
    assert (chapter.kind, chapter.passages[0].kind, len(chapter.passages[0].rows)) == ("participation", "table", 2)


def test_an_action_plan_in_an_appendix(document: Any, tmp_path: Path) -> None:
    document.add_heading("Report to committee", 1)
    document.add_paragraph("Members are asked to agree the plan.")
    document.add_heading("Appendix B: Action plan", 1)
    for number, name in enumerate(("Early help", "Lasting help"), 1):
        document.add_heading(f"Strategy {number}: {name}", 2)
        table(document, rows=[(str(number), "Do it", "CJSW", "", "Ongoing")])
    imported = bring(document, tmp_path)
    assert [node.title for node in imported.plan.nodes] == ["Early help", "Lasting help"]
    assert [one.title for one in imported.plan.chapters] == ["Report to committee", "Appendix B: Action plan"]


def test_a_lead_and_date_shared_by_joined_cells_counts_for_each(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    made = table(document, rows=[("1", "Open a hub", "NHS", "", "May 2027"), ("2", "Staff it", "", "", "")])
    for column in (2, 4):
        made.cell(1, column).merge(made.cell(2, column))
    second = bring(document, tmp_path).plan.actions()[1]
    assert (second.lead_words.strip(), second.timescale.words.strip()) == ("NHS", "May 2027")


def test_a_nearly_official_wording_stays_as_printed_and_the_official_one_is_offered(
    document: Any, tmp_path: Path
) -> None:
    framework = load("cjpf-2023")
    titles = [one.text for one in framework.priority_actions[:3]]
    changed = titles[2].replace(" ", "  ", 1) + " Locally too"
    for number, title in enumerate([*titles[:2], changed], 1):
        document.add_heading(f"Priority Action {number}", 1)
        document.add_paragraph(title)
        table(document, rows=[(f"{number}.1", "Do it", "CJSW", "", "Ongoing")])
    imported = bring(document, tmp_path)
    assert imported.plan.framework_id == framework.id
    refs = [framework.ref(one) for one in framework.priority_actions[:3]]
    assert [node.framework_ref for node in imported.plan.nodes] == refs
    assert [bool(node.local_wording) for node in imported.plan.nodes] == [False, False, True]
    assert imported.plan.nodes[2].title == " ".join(changed.split())
    assert [one.preferred for one in imported.suggestions if one.kind == "official wording"] == [titles[2]]


def test_outputs_on_rows_of_their_own_keep_their_leads_and_impacts(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority Theme 1: Families", 1)
    heads = ("Improvement Action", "Outputs\nHow we will do it", "Lead Partner", "Impact/Evidence", "Measure")
    rows = (
        ("Support families", "Train staff", "Families Outside", "Staff know more", "Staff trained"),
        ("", "Visit schools", "Education", "Pupils feel seen", ""),
        ("", "", "", "Teachers ask for more", "Visits made"),
        ("Share data", "Agree a template", "Police Scotland", "Better figures", ""),
    )
    table(document, heads, rows)
    first, second = bring(document, tmp_path).plan.actions()
    assert (first.text, first.lead_words, first.impacts) == ("Support families", "", ())
    assert [(one.text, one.lead_words, one.impacts, one.measures) for one in first.outputs] == [
        ("Train staff", "Families Outside", ("Staff know more",), ("Staff trained",)),
        ("Visit schools", "Education", ("Pupils feel seen", "Teachers ask for more"), ("Visits made",)),
    ]
    assert [(one.text, one.leads[0].partner) for one in second.outputs] == [("Agree a template", "Police Scotland")]


def test_key_steps_of_an_action_in_one_cell_leave_its_lead_with_it(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    heads = ("Action", "Key steps", "Lead", "Timescale (target)")
    table(document, heads, [("Open a hub", "Find a room\nHire staff", "NHS", "May 2027")])
    (action,) = bring(document, tmp_path).plan.actions()
    assert (action.lead_words, action.timescale.words) == ("NHS", "May 2027")
    assert [one.text for one in action.outputs] == ["Find a room", "Hire staff"]


def test_a_title_that_is_a_heading_of_its_own(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority Action 1", 1)
    document.add_heading("Homes for people who leave prison", 2)
    document.add_heading("National Outcome", 3)
    document.add_paragraph("More people have a home.")
    table(document)
    imported = bring(document, tmp_path)
    (node,) = imported.plan.nodes
    assert (node.label, node.title) == ("Priority Action 1", "Homes for people who leave prison")
    assert [one.text for one in node.statements] == ["More people have a home."]
    assert imported.plan.levels == ("Priority Action",)


def test_a_frame_around_the_table_is_seen_through(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    inner = frame.add_table(rows=0, cols=5)
    for texts in (HEADS, *ROWS):
        for cell, text in zip(inner.add_row().cells, texts, strict=True):
            cell.text = text
    assert actions(bring(document, tmp_path)) == TWO


def test_a_list_inside_a_bullet_begins_again_under_the_next_bullet(document: Any, tmp_path: Path) -> None:
    document.add_heading("Priority 1: Help", 1)
    document.add_heading("Local Indicators", 2)
    list_id = numbered(document, "%2)")
    for text, level in (("Links help:", 0), ("schools", 1), ("employers", 1), ("Paths reach:", 0), ("homes", 1)):
        set_number(document.add_paragraph(text), list_id, level)
    table(document)
    found = [
        (one.indicator.text, [(part.label, part.text) for part in one.indicator.parts])
        for one in bring(document, tmp_path).plan.nodes[0].indicators
    ]
    assert found == [
        ("Links help:", [("i", "schools"), ("ii", "employers")]),
        ("Paths reach:", [("i", "homes")]),
    ]
