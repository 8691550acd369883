"""The annual report: outcome by outcome, as at 31 March, nothing invented."""

from __future__ import annotations

import runpy
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from cjdesk.documents.builders.annual_report import build_annual_report
from cjdesk.documents.model import Heading, Table, text_of
from cjdesk.documents.validate import findings
from cjdesk.domain.plan import Action, ActionPlacement, Assessment, LocalOutcome, Node, Plan, Statement
from cjdesk.errors import UserProblem
from cjdesk.frameworks import load
from cjdesk.plans.outcomes import group_by_outcome

SMALL = runpy.run_path(str(Path(__file__).resolve().parents[1] / "golden" / "small_plan.py"))
PLAN = SMALL["SMALL_PLAN"]


def below(document, title):
    """The blocks under a heading, to the next heading of its level or above."""
    blocks = list(document.blocks())
    start = next(at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.text.startswith(title))
    level = blocks[start].level
    ends = [at for at, block in enumerate(blocks) if at > start and isinstance(block, Heading) and block.level <= level]
    return blocks[start + 1 : ends[0] if ends else None]


def tables(blocks):
    return [block for block in blocks if isinstance(block, Table)]


def rows(table):
    return [[cell.text for cell in row] for row in table.rows]


def action(text, **also):
    return ActionPlacement(action=Action(text=text, **also), number="1")


def node(*placed, **also):
    return Node(depth=1, **{"label": "Theme", "title": "t", **also}, actions=placed)


def plan_of(*nodes, **also):
    return Plan(title="t", partnership="p", framework_id="cjpf-2023", nodes=nodes, **also)


def test_actions_stand_as_they_stood_on_31_march():
    status_table = tables(below(build_annual_report(PLAN, "2024-25"), "Outcome 1"))[0]
    assert [column.heading for column in status_table.columns][3] == "Status at 31 March 2025"
    assert [row[3] for row in rows(status_table)] == ["▲ G On track", "◆ A Some delay", "No update"]
    assert [row[4] for row in rows(status_table)] == [
        "10 March 2025: The form is in use in two services.",
        "No update in 2024-25. Before that, 1 December 2023: Leaflet drafted.",
        "No update by 31 March 2025.",
    ]


def test_the_year_before_knows_nothing_of_later_updates():
    status_table = tables(below(build_annual_report(PLAN, "2023-24"), "Outcome 1"))[0]
    assert [row[3] for row in rows(status_table)] == ["No update", "◆ A Some delay", "No update"]


def test_an_action_that_stands_twice_is_counted_once():
    counts = tables(below(build_annual_report(PLAN, "2024-25"), "Actions"))[0]
    assert rows(counts) == [["▲ G On track", "1"], ["◆ A Some delay", "1"], ["No update", "3"], ["All actions", "5"]]


def test_figures_with_baseline_target_and_what_is_missing():
    figures = tables(below(build_annual_report(PLAN, "2024-25"), "Outcome 1"))[1]
    assert [column.heading for column in figures.columns] == [
        "Indicator",
        "Baseline",
        "Target",
        "Q1",
        "Q2",
        "Q3",
        "Q4",
        "2024-25",
        "Trend",
        "Source",
    ]
    assert rows(figures)[:2] == [
        [
            "Number of diversion from prosecution: i) assessments undertaken",
            "55 in 2023-24",
            "at least 120",
            "30",
            "31",
            "33",
            "35",
            "129",
            "Up from 55 in 2023-24\nTarget met",
            "a",
        ],
        [
            "Number of diversion from prosecution: ii) cases commenced",
            "none set",
            "none set",
            "12",
            "3",
            "<5",
            "0",
            "no figure",
            "",
            "b",
        ],
    ]


def test_what_nothing_is_held_for_is_named_below_the_table():
    said = "No baseline, target or figure for 2024-25 is held for:"
    assert f"{said} Ways to hear people's views are in place." in text_of(build_annual_report(PLAN, "2024-25"))
    placed = tuple(SMALL["IndicatorPlacement"](indicator=SMALL["Indicator"](text=text)) for text in ("Lives", "Hopes"))
    bare = text_of(build_annual_report(plan_of(node(action("a"), indicators=placed)), "2024-25"))
    assert bare[bare.index(said) + 1 :][:2] == ["• Lives", "• Hopes"]


def test_each_figure_says_who_gave_it_and_when_but_never_an_address():
    lines = text_of(build_annual_report(PLAN, "2024-25", "public"))
    assert (
        "Source a: Justice Social Work, received 14 April 2025 (Q1, Q2, Q3, Q4, 2024-25).\n"
        "Source b: Justice Social Work, received 14 April 2025 (Q1, Q4); "
        "Entered by hand for Justice Social Work, received 2 May 2025 (Q2); "
        "Source not recorded, without a date of receipt (Q3)."
    ) in lines


def test_files_are_named_inside_the_partnership_and_addresses_nowhere():
    for edition, named in (("internal", True), ("board", False), ("public", False)):
        text = "\n".join(text_of(build_annual_report(PLAN, "2024-25", edition)))
        assert ("in JSW Q4 2024-25.xlsx" in text) == named
        assert "@" not in text


def test_two_receipts_of_one_period_say_which_line_each_brought():
    later = replace(SMALL["RETURN"], received_on=SMALL["date"](2025, 9, 12))
    year = SMALL["financial_year"](2024)
    series = [
        SMALL["Series"](part=SMALL["Part"](text=text), values=(SMALL["count"](year, 9, source=source),))
        for text, source in (("begun", SMALL["RETURN"]), ("ended", later))
    ]
    indicator = SMALL["Indicator"](text="Orders", parts=tuple(one.part for one in series), series=tuple(series))
    placed = SMALL["IndicatorPlacement"](indicator=indicator)
    plan = plan_of(Node(depth=1, label="Theme", title="t", indicators=(placed,)), partners=(SMALL["JSW"],))
    document = build_annual_report(plan, "2024-25", "public")
    assert (
        "Source a: Justice Social Work, received 14 April 2025 (2024-25).\n"
        "Source b: Justice Social Work, received 12 September 2025 (2024-25)."
    ) in text_of(document)
    figures = tables(below(document, "Actions and indicators"))[0]
    assert [(row[0], row[-1]) for row in rows(figures)] == [("Orders begun", "a"), ("Orders ended", "b")]


def test_a_status_whose_shape_looks_like_a_bullet_is_printed_whole():
    stopped = replace(SMALL["DONE"], letter="X", word="Stopped", shape="–")
    update = SMALL["ProgressUpdate"](as_at=SMALL["date"](2025, 1, 1), text="Ended.", status=stopped)
    document = build_annual_report(plan_of(node(action("a", updates=(update,))), statuses=(stopped,)), "2024-25")
    assert rows(tables(below(document, "Actions"))[0]) == [["– X Stopped", "1"], ["All actions", "1"]]
    assert rows(tables(below(document, "Actions and indicators"))[0])[0][3] == "– X Stopped"


def test_an_outcome_without_an_assessment_is_said_not_to_be_assessed():
    blocks = below(build_annual_report(PLAN, "2023-24"), "Outcome 1")
    assert "Not assessed yet for 2023-24." in [getattr(block, "text", "") for block in blocks]
    assessed = [getattr(block, "text", "") for block in below(build_annual_report(PLAN, "2024-25"), "Outcome 1")]
    assert assessed[1:5] == [
        "Partly achieved. More people finish diversion, but not in every town.",
        "Evidence: Figures of four quarters.",
        "Local priority: Yes. Numbers are still low.",
        "What partners will do next: One form for all services.",
    ]


@pytest.mark.parametrize("words", ["- 5", "* (p)", "– none", "1) 12"])
def test_a_baseline_that_looks_like_a_list_is_printed_as_it_stands(words):
    baseline = SMALL["Benchmark"](figure=SMALL["Figure"](words=words, state="text"))
    indicator = SMALL["Indicator"](text="Orders", series=(SMALL["Series"](baseline=baseline),))
    placed = SMALL["IndicatorPlacement"](indicator=indicator)
    plan = plan_of(Node(depth=1, label="Theme", title="t", indicators=(placed,)))
    figures = tables(below(build_annual_report(plan, "2024-25"), "Actions and indicators"))[0]
    assert rows(figures)[0][1] == words


@pytest.mark.parametrize("shape", "●▲◆▼○–")
def test_no_shape_of_a_status_is_taken_for_a_bullet(shape):
    status = replace(SMALL["DONE"], letter="Z", word="Some word", shape=shape)
    update = SMALL["ProgressUpdate"](as_at=SMALL["date"](2025, 1, 1), text="Said.", status=status)
    document = build_annual_report(plan_of(node(action("a", updates=(update,))), statuses=(status,)), "2024-25")
    assert rows(tables(below(document, "Actions and indicators"))[0])[0][3] == f"{shape} Z Some word"
    assert any(line.startswith(f"• {shape} Z: Some word") for line in text_of(document))


def test_a_figure_does_not_break_within_its_bracket():
    series = SMALL["Series"](values=(SMALL["count"](SMALL["financial_year"](2024), 7),))
    shares = {"unit": "percent", "numerator": Decimal(7), "denominator": Decimal(12)}
    figure = replace(series.values[0].figure, words="58% (7 of 12)", number=Decimal(58), **shares)
    series = replace(series, values=(replace(series.values[0], figure=figure),))
    placed = SMALL["IndicatorPlacement"](indicator=SMALL["Indicator"](text="Orders", series=(series,)))
    plan = plan_of(Node(depth=1, label="Theme", title="t", indicators=(placed,)))
    figures = tables(below(build_annual_report(plan, "2024-25"), "Actions and indicators"))[0]
    assert rows(figures)[0][3] == "58% (7\u00a0of\u00a012)"


def test_the_key_explains_what_is_printed_and_nothing_else():
    lines = text_of(build_annual_report(PLAN, "2024-25", "internal"))
    start = lines.index("Figures and what stands in their place:")
    assert [line.partition(":")[0] for line in lines[start + 1 : start + 5]] == [
        "• Q1",
        "• * or < with a number",
        "• no figure",
        "• none set",
    ]
    assert "Key" not in text_of(build_annual_report(Plan(title="t", partnership="p"), "2024-25"))


def test_all_nine_outcomes_stand_also_those_nothing_serves():
    document = build_annual_report(PLAN, "2024-25")
    headings = [block.text for block in document.blocks() if isinstance(block, Heading) and block.level == 2]
    assert [text for text in headings if text.startswith("Outcome ")] == [
        f"Outcome {one.number}: {one.text}" for one in load("cjpf-2023").outcomes
    ]
    assert "No action of the plan is linked to this outcome." in text_of(document)


@pytest.mark.parametrize("words", ["2024", "soon", "2024-26"])
def test_a_year_that_is_none_is_told(words):
    with pytest.raises(UserProblem):
        build_annual_report(PLAN, words)


def test_a_plan_without_framework_or_anything_else_still_reports():
    document = build_annual_report(Plan(title="t", partnership="p"), "2024-25", "public")
    assert findings(document) == []
    assert "The plan names no national framework and no local outcome." in text_of(document)


# Which outcome a node serves


def served(plan):
    groups = group_by_outcome(plan, load("cjpf-2023"))
    return {group.key: [one.action.text for _, one in group.placed] for group in groups if group.placed}


def test_the_official_link_of_a_priority_action_counts_before_what_the_plan_prints():
    wrong = Statement(
        kind="national outcome", text="More people in police custody receive support to address their needs"
    )
    plan = plan_of(node(action("a"), framework_ref="cjpf-2023:pa-1", statements=(wrong,)))
    assert served(plan) == {"cjpf-2023:outcome-1": ["a"]}


def test_a_priority_action_without_an_outcome_stands_apart():
    assert served(plan_of(node(action("a"), framework_ref="cjpf-2023:pa-4"))) == {"": ["a"]}


def test_a_statement_names_the_outcome_by_reference_or_by_exact_wording():
    by_ref = Statement(kind="national outcome", text="ours", framework_ref="cjpf-2023:outcome-6")
    by_words = Statement(
        kind="national outcome", text="More people access voluntary throughcare following a short‑term prison sentence."
    )
    unlike = Statement(kind="national outcome", text="More people are happy")
    plan = plan_of(
        node(action("a"), statements=(by_ref,)),
        node(action("b"), statements=(by_words,)),
        node(action("c"), statements=(unlike,)),
    )
    assert served(plan) == {"cjpf-2023:outcome-6": ["a"], "cjpf-2023:outcome-8": ["b"], "": ["c"]}


def test_a_node_serves_what_the_node_above_serves():
    child = Node(depth=2, label="Step", title="t", actions=(action("a"),))
    parent = Node(depth=1, label="PA", title="t", framework_ref="cjpf-2023:pa-3", children=(child,))
    assert served(plan_of(parent)) == {"cjpf-2023:outcome-3": ["a"]}


def test_a_node_worded_as_a_local_outcome_serves_it():
    local = LocalOutcome(number="L1", text="People feel safe")
    plan = plan_of(node(action("a"), title="People feel safe."), local_outcomes=(local,))
    assert served(plan) == {"L1": ["a"]}
    assessed = replace(plan, assessments=(Assessment(outcome="L1", year="2024-25", achieved="achieved"),))
    text = text_of(build_annual_report(assessed, "2024-25"))
    assert "Local outcome L1: People feel safe" in text
    assert "Achieved." in text


def test_a_national_indicator_is_reported_under_its_official_outcome():
    placed = SMALL["IndicatorPlacement"](indicator=SMALL["DIVERSION"])
    elsewhere = Node(depth=1, label="PA 3", title="t", framework_ref="cjpf-2023:pa-3", indicators=(placed,))
    groups = {group.key: group.indicators for group in group_by_outcome(plan_of(elsewhere), load("cjpf-2023"))}
    assert groups["cjpf-2023:outcome-1"] == (SMALL["DIVERSION"],)
    assert groups["cjpf-2023:outcome-3"] == ()


def test_a_local_outcome_without_a_number_is_still_an_outcome():
    plan = plan_of(
        node(action("a"), title="People feel safe"), local_outcomes=(LocalOutcome(number="", text="People feel safe"),)
    )
    assert served(plan) == {"People feel safe": ["a"]}
    assert "Local outcome: People feel safe" in text_of(build_annual_report(plan, "2024-25"))


def test_a_case_study_that_belongs_to_no_outcome_is_told_all_the_same():
    board = text_of(build_annual_report(PLAN, "2024-25", "board"))
    assert board[board.index("Other case studies") + 1] == "For the Board"
    assert "For the Board" not in text_of(build_annual_report(PLAN, "2024-25", "public"))
