"""Layouts as data: what a layout file may say, and that four further plans need no code of their own."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

import resources
from cjdesk.documents.builders.plan import build_plan
from cjdesk.documents.model import BulletList, Heading, Table
from cjdesk.domain.plan import Action, ActionPlacement, Block, Lead, Node, Output, Plan
from cjdesk.domain.timescales import Timescale
from cjdesk.errors import UserProblem
from cjdesk.plans.layout import available_layouts, load_layout, read_layout
from cjdesk.plans.sources import REGISTRY

SMALL = runpy.run_path(str(Path(__file__).resolve().parents[1] / "golden" / "small_plan.py"))

FRAME = """
schema_version = 1
id = "mine"
title = "Mine"
{top}

[[parts]]
show = "chapters"
place = "before"

[[parts]]
show = "action plan"

[[parts]]
show = "chapters"
place = "after"
{parts}

[[levels]]
heading = "{heading}"
under = "{{title}}"
{content}
"""


def columns(key: str, *given: tuple[str, str]) -> str:
    width = 100 / len(given)
    return "".join(
        f'[[{key}]]\nheading = "{heading}"\nsource = "{source}"\nwidth = {width}\n' for heading, source in given
    )


def actions(extra: str, *given: tuple[str, str]) -> str:
    return f'[[levels.content]]\nshow = "actions"\n{extra}\n' + columns("levels.content.columns", *given)


def layout_text(*, top: str = "", parts: str = "", heading: str = "{label}", content: str = "") -> str:
    return FRAME.format(top=top, parts=parts, heading=heading, content=content)


def read(text: str):
    return read_layout(text.encode(), "mine.toml")


def blocks_of(plan, text, kind):
    document = build_plan(plan, read(text), "internal")
    return [block for block in document.blocks() if isinstance(block, kind)]


# Faults


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (layout_text(top='colour = "red"'), "“colour”: this key is not known here"),
        (layout_text(top='numbering = "by colour"'), "“numbering”: “by colour” is not one of"),
        (layout_text(top='number = "{no}"'), "“number”: “{no}” names nothing here; known are {number}, {moscow}"),
        (layout_text(heading="{colour}"), "“levels 1.heading”: “{colour}” names nothing here"),
        (
            layout_text(content=actions("", ("No.", "number"), ("Mood", "mood"))),
            "“levels 1.content 1.columns 2.source”: “mood” is no source here; known are due, impacts",
        ),
        (
            layout_text(content=actions("", ("Who", "stakeholder"))),
            "“stakeholder” is no source here",
        ),
        (
            layout_text(content=actions("", ("No.", "number")).replace("100.0", "90")),
            "“levels 1.content 1.columns”: the widths add up to 90, not to 100",
        ),
        (
            layout_text(content=actions("", ("No.", "number")).replace("100.0", '"wide"')),
            "“levels 1.content 1.columns 1.width”: a number is needed",
        ),
        (
            layout_text(
                content=actions("", ("A", "number"), ("B", "text")).replace("50.0", "100", 1).replace("50.0", "0")
            ),
            "“levels 1.content 1.columns 2.width”: a column needs a width above 0",
        ),
        (layout_text(content='[[levels.content]]\nshow = "actions"\ncolumns = []'), "a table needs columns"),
        (layout_text(parts='[[parts]]\nshow = "chapters"\nplace = "after"'), "would be printed twice"),
        (
            layout_text().replace('place = "after"', 'place = "after"\nkinds = ["appendix"]'),
            "chapters of the kind “chapter” that stand after the action plan would not be printed",
        ),
        (layout_text(parts='[[parts]]\nshow = "horoscope"'), "“parts 4.show”: “horoscope” is not one of"),
        ("levels = ", "it is not TOML"),
    ],
)
def test_faults_name_file_key_and_reason(text, said):
    with pytest.raises(UserProblem) as caught:
        read(text)
    assert "mine.toml" in caught.value.what
    assert said in caught.value.what


def test_an_unknown_layout_is_told_with_those_there_are():
    with pytest.raises(UserProblem) as caught:
        load_layout("atlantis-2030")
    assert "atlantis-2030" in caught.value.what
    assert "perth-kinross-2023-28, standard" in caught.value.do


def test_a_plan_without_a_layout_has_the_standard_one():
    assert load_layout("").id == load_layout().id == "standard"


def test_every_source_is_used_by_a_layout_or_a_test_here():
    texts = [resources.read_bytes(f"layouts/{name}.toml").decode() for name in available_layouts()]
    texts.append(Path(__file__).read_text(encoding="utf-8"))
    used = set(re.findall(r'source = "([^"]+)"|\("[^"]*", "([a-z ]+)"\)', "\n".join(texts)))
    names = {one for pair in used for one in pair if one}
    assert {name for _, name in REGISTRY} - names == set()
    assert all(source.says for source in REGISTRY.values())


# Shapes of other plans


def node(*placed: ActionPlacement, **also) -> Node:
    return Node(depth=1, label="Theme 1", title="Governance", number="1", actions=placed, **also)


def plan_of(*nodes: Node, **also) -> Plan:
    return Plan(title="A plan", partnership="A partnership", nodes=nodes, **also)


def rows_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_a_numbered_list_with_leads_in_brackets():
    text = layout_text(
        top='numbering = "per group"\nleads = "[Lead: {lead}]"',
        content=actions('form = "list"', ("", "number"), ("", "text"), ("", "leads")),
    )
    first = Action(text="Meet weekly.", lead_words="Police/Housing")
    plan = plan_of(node(ActionPlacement(action=first), ActionPlacement(action=Action(text="Train staff."))))
    [found] = blocks_of(plan, text, BulletList)
    assert [(item.label, item.text) for item in found.items] == [
        ("1", "Meet weekly. [Lead: Police/Housing]"),
        ("2", "Train staff."),
    ]


def test_numbers_that_run_through_the_plan():
    text = layout_text(top='numbering = "continuous"', content=actions("", ("No.", "number"), ("Action", "text")))
    plan = plan_of(
        node(ActionPlacement(action=Action(text="a")), ActionPlacement(action=Action(text="b"))),
        node(ActionPlacement(action=Action(text="c"))),
    )
    tables = blocks_of(plan, text, Table)
    assert [rows_of(one) for one in tables] == [[["1", "a"], ["2", "b"]], [["3", "c"]]]


def test_a_printed_number_stays_and_is_never_given_twice():
    text = layout_text(top='numbering = "node and index"', content=actions("", ("No.", "number"), ("Action", "text")))
    plan = plan_of(
        node(
            ActionPlacement(action=Action(text="a"), number="1.2"),
            ActionPlacement(action=Action(text="b")),
            ActionPlacement(action=Action(text="c")),
        )
    )
    [table] = blocks_of(plan, text, Table)
    assert [row[0] for row in rows_of(table)] == ["1.2", "", "1.3"]


def test_a_row_for_each_step_with_its_own_lead_impact_and_measure():
    text = layout_text(
        heading="{level} {number}: {title}",
        content=actions(
            'rows = "output"',
            ("Action", "text"),
            ("How", "step"),
            ("Lead", "leads"),
            ("Impact", "impacts"),
            ("Measure", "measures"),
        ),
    )
    action = Action(
        text="Share data.",
        lead_words="All",
        outputs=(
            Output(text="Agree a protocol.", lead_words="Police", impacts=("Trust",), measures=("Protocol agreed",)),
            Output(text="Write a template."),
        ),
    )
    plan = plan_of(
        node(ActionPlacement(action=action), ActionPlacement(action=Action(text="See Theme 5"))), levels=("Theme",)
    )
    [table] = blocks_of(plan, text, Table)
    assert rows_of(table) == [
        ["Share data.", "Agree a protocol.", "Police", "Trust", "Protocol agreed"],
        ["Share data.", "Write a template.", "All", "", ""],
        ["See Theme 5", "", "", "", ""],
    ]
    assert blocks_of(plan, text, Heading)[0].text == "Theme 1: Governance"


def test_a_block_of_actions_prints_its_one_date_and_lead_in_one_row():
    text = layout_text(
        content=actions(
            'rows = "block"', ("Action", "text"), ("Due", "timescale"), ("By", "due"), ("Managed by", "leads")
        )
    )
    together = (Action(text="Set up groups."), Action(text="Agree indicators."))
    alone = Action(text="Report yearly.", lead_words="Chair", timescale=Timescale(words="Ongoing", kind="ongoing"))
    block = Block(actions=together, lead_words="All partners", timescale=Timescale(words="31 March 2018", kind="date"))
    placed = [ActionPlacement(action=one) for one in (*together, alone)]
    [table] = blocks_of(plan_of(node(*placed, blocks=(block,))), text, Table)
    assert rows_of(table) == [
        ["Set up groups.\nAgree indicators.", "31 March 2018", "", "All partners"],
        ["Report yearly.", "Ongoing", "", "Chair"],
    ]


def test_indicators_inside_the_rows_and_apart_in_a_table():
    apart = '[[parts]]\nshow = "indicator tables"\nheading = "Measures"\nsummary = "Measures of {title}"\n' + columns(
        "parts.columns",
        ("No.", "number"),
        ("Type", "type"),
        ("Indicator", "text"),
        ("Reporting measure", "reporting measures"),
        ("From", "provider"),
        ("Baseline", "baseline"),
        ("Target", "target"),
    )
    text = layout_text(
        parts=apart,
        content=actions("", ("Action", "text"), ("Indicators", "indicators"))
        + '[[levels.content]]\nshow = "indicators"\nheading = "Beside"\n',
    )
    inside = SMALL["IndicatorPlacement"](indicator=SMALL["DIVERSION"], action=SMALL["SHARED"], number="N1")
    beside = SMALL["IndicatorPlacement"](indicator=SMALL["GROUPED"])
    plan = plan_of(node(ActionPlacement(action=SMALL["SHARED"]), indicators=(inside, beside)))
    row_table, apart_table = blocks_of(plan, text, Table)
    assert rows_of(row_table)[0][1] == (
        "Number of diversion from prosecution:\ni) assessments undertaken;\nii) cases commenced."
    )
    assert [item.text for one in blocks_of(plan, text, BulletList) for item in one.items] == ["People offered support"]
    assert [one.text for one in blocks_of(plan, text, Heading)] == ["Theme 1", "Beside", "Measures", "Governance"]
    assert apart_table.summary == "Measures of Governance"
    assert rows_of(apart_table)[0][0] == "N1"
    assert rows_of(apart_table)[1] == ["", "", "People offered support", "Custody system", "", "under 18s: TBC", ""]


def test_status_update_support_and_priority_in_words():
    text = layout_text(
        content=actions("", ("Status", "status"), ("Update", "update"), ("Helps", "support"), ("Priority", "moscow")),
        parts='[[parts]]\nshow = "key"\nheading = "Key"',
    )
    helped = Action(
        text="x",
        moscow="W",
        leads=(Lead(words="Housing"), Lead(words="Police", role="support"), Lead(words="NHS", role="support")),
        updates=(SMALL["ProgressUpdate"](as_at=SMALL["date"](2025, 3, 10), text="Going.", status=SMALL["GREEN"]),),
    )
    plan = plan_of(node(ActionPlacement(action=helped)), statuses=(SMALL["GREEN"], SMALL["AMBER"]))
    [table] = blocks_of(plan, text, Table)
    assert rows_of(table) == [["▲ G On track", "10 March 2025: Going.", "Police\nNHS", "Won't have this time"]]
    [key] = blocks_of(plan, text, BulletList)
    assert [item.text for item in key.items] == ["▲ G: On track. Expected on time"]


def test_official_wording_first_with_the_local_one_said_to_be_local():
    text = layout_text(top='wording = "official"')
    document = build_plan(plan_of(Node(depth=1, label="Aim", title="Official", local_wording="Ours")), read(text))
    assert [block.text for block in document.blocks()][:3] == ["Aim", "Official", "Local wording: Ours"]
