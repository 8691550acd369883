"""The health of a plan: each finding a sentence and a place."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path

import pytest

from cjdesk.domain.plan import (
    Action,
    ActionPlacement,
    Block,
    CaseStudy,
    Chapter,
    Indicator,
    IndicatorPlacement,
    Lead,
    Node,
    Output,
    Part,
    Partner,
    Passage,
    Plan,
    ProgressUpdate,
    Series,
    Statement,
)
from cjdesk.domain.timescales import Timescale
from cjdesk.frameworks import load
from cjdesk.plans.health import check

SMALL = runpy.run_path(str(Path(__file__).resolve().parents[1] / "golden" / "small_plan.py"))
CJPF = load("cjpf-2023")
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
ONGOING = Timescale(words="Ongoing", kind="ongoing")


def plan_of(*actions: Action, **also) -> Plan:
    placed = tuple(ActionPlacement(action=one, number=f"1.{at}") for at, one in enumerate(actions, 1))
    return Plan(title="t", partnership="p", nodes=(Node(depth=1, label="Theme 1", title="t", actions=placed),), **also)


def sound(text="Do it.", **also) -> Action:
    return Action(**{"text": text, "lead_words": "Police", "timescale": ONGOING, **also})


def codes(plan, framework=None):
    return [one.code for one in check(plan, framework)]


def said(plan, code, framework=CJPF):
    return [(one.say, one.where) for one in check(plan, framework) if one.code == code]


def test_a_sound_plan_has_no_findings():
    assert check(plan_of(sound()), CJPF) == []


def test_nobody_and_no_time():
    found = check(plan_of(Action(text="Do it.", id=7)), None)
    assert [(one.code, one.where, one.record, one.id) for one in found] == [
        ("no-lead", "Theme 1, action 1.1", "action", 7),
        ("no-timescale", "Theme 1, action 1.1", "action", 7),
    ]


def test_a_lead_and_date_of_a_step_or_a_block_are_enough():
    step = Output(text="s", lead_words="Housing", timescale=ONGOING)
    assert codes(plan_of(Action(text="x", outputs=(step,)))) == []
    action = Action(text="x")
    block = Block(actions=(action,), lead_words="All", timescale=ONGOING)
    node = Node(depth=1, title="t", actions=(ActionPlacement(action=action),), blocks=(block,))
    assert codes(Plan(title="t", partnership="p", nodes=(node,))) == []


def test_30_march_is_asked_about_also_in_a_revised_date():
    slip = Timescale(words="30 March 2026", kind="date", due=date(2026, 3, 30))
    right = Timescale(words="31 March 2026", kind="date", due=date(2026, 3, 31))
    revised = ProgressUpdate(as_at=date(2025, 1, 1), text="late", revised=slip)
    plan = plan_of(sound(timescale=slip), sound("b", timescale=right), sound("c", updates=(revised,)))
    assert [where for _, where in said(plan, "30-march")] == ["Theme 1, action 1.1", "Theme 1, action 1.3"]


def test_the_same_words_twice_but_not_one_action_placed_twice():
    plan = plan_of(sound("Train staff."), sound("train  staff"))
    assert said(plan, "duplicate-action") == [
        (
            "This action has the same words as Theme 1, action 1.1. If it is one action, place it twice.",
            "Theme 1, action 1.2",
        )
    ]
    one = sound()
    assert codes(plan_of(one, one)) == []


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        ("Performance & Information Officer", "Performance and Information Officer", True),
        ("Complex Need Project Lead", "Complex Needs Project Lead", True),
        ("CJ Co-ordinator", "Community Justice Co-ordinator", True),
        ("CJSW", "Justice Social Work", True),
        ("Police Scotland", "Prison Service", False),
        ("Support (males)", "Health", False),
    ],
)
def test_two_ways_of_writing_one_body(first, second, asked):
    leads = tuple(Lead(words=words) for words in (first, second))
    plan = plan_of(sound(leads=leads), partners=(SMALL["JSW"],))
    assert bool(said(plan, "spelling")) == asked


def test_two_known_partners_with_different_names_are_not_asked_about():
    partners = (Partner(name="NHS Tayside"), Partner(name="NHS Fife"))
    leads = tuple(Lead(words=one.name) for one in partners)
    assert codes(plan_of(sound(leads=leads), partners=partners)) == []


def test_a_person_without_body_or_role():
    bare, with_role = Lead(words="Ann Ross", person="Ann Ross"), Lead(words="Ann Ross, Chair", person="Ann Ross")
    assert codes(plan_of(sound(leads=(bare,)), sound("b", leads=(with_role,)))) == ["person"]


def test_a_known_person_in_the_words_of_an_action_or_update_is_told():
    lead = Lead(words="Ann Ross, Housing", person="Ann Ross", partner="Housing")
    update = ProgressUpdate(as_at=date(2025, 1, 1), text="Ann Ross met the panel; write to a.ross@example.org.")
    found = said(plan_of(sound(leads=(lead,), updates=(update,))), "personal")
    assert [say for say, _ in found] == [
        "“Ann Ross” may identify someone (name).",
        "“a.ross@example.org” may identify someone (e-mail).",
    ]


def test_parts_without_figures_are_named():
    first, second = Part(text="referred;", label="i"), Part(text="accepted.")
    held = Series(part=first, values=(SMALL["count"](SMALL["quarter"](2024, 1), 9),))
    indicator = Indicator(text="Number of:", parts=(first, second), series=(held, Series(part=second)))
    node = Node(depth=1, label="Theme", title="t", indicators=(IndicatorPlacement(indicator=indicator),))
    plan = Plan(title="t", partnership="p", nodes=(node,))
    assert said(plan, "no-part-figures") == [("No figure is held for part accepted.", "Theme, indicator “Number of:”")]


def test_pictures_tables_and_chapters():
    chapters = (
        Chapter(title="Heads others"),
        Chapter(title="Below", level=2, passages=(Passage(kind="picture", picture="a", alt=" "),)),
        Chapter(title="Empty", level=2),
        Chapter(title="Taking part", kind="participation"),
        Chapter(title="Table", passages=(Passage(kind="table", rows=(("a", "b"),)),)),
    )
    plan = Plan(title="t", partnership="p", chapters=chapters, participation=SMALL["SMALL_PLAN"].participation)
    assert [(one.code, one.where) for one in check(plan, None)] == [
        ("no-alt-text", "chapter “Below”"),
        ("no-table-heading", "chapter “Table”"),
        ("empty-chapter", "chapter “Empty”"),
    ]


@pytest.mark.parametrize(("consent", "asked"), [("given", False), ("asked", True), ("withdrawn", True)])
def test_case_studies_without_consent(consent, asked):
    study = CaseStudy(title="Told", consent=consent)
    assert ("no-consent" in codes(Plan(title="t", partnership="p", case_studies=(study,)))) == asked


# Against the framework


def priority(ref: str, text: str, *, title: str = "") -> Plan:
    statement = Statement(kind="national outcome", text=text)
    official = next(one.text for one in CJPF.priority_actions if one.id == ref)
    node = Node(
        depth=2,
        label="Priority Action",
        title=title or official,
        framework_ref=f"cjpf-2023:{ref}",
        statements=(statement,),
    )
    return Plan(title="t", partnership="p", nodes=(node,))


@pytest.mark.parametrize(
    ("ref", "text", "wrong"),
    [
        ("pa-1", "More people successfully complete diversion from prosecution.", False),
        ("pa-1", "More people in police custody receive support to address their needs", True),
        ("pa-1", "No National Outcome", True),
        ("pa-4", "No National Outcome", False),
        ("pa-4", "More people successfully complete diversion from prosecution", True),
    ],
)
def test_the_outcome_under_a_priority_action_is_the_official_one(ref, text, wrong):
    assert ("wrong-outcome" in codes(priority(ref, text), CJPF)) == wrong


def test_the_wrong_outcome_is_told_with_the_right_one():
    plan = priority("pa-1", "More people in police custody receive support to address their needs")
    assert said(plan, "wrong-outcome") == [
        (
            "The plan prints “More people in police custody receive support to address their needs”; the framework "
            "gives this priority action “More people successfully complete diversion from prosecution”.",
            "Priority Action",
        )
    ]


def test_wording_that_is_not_official_is_told_with_the_difference():
    official = CJPF.priority_actions[3].text
    plan = priority("pa-4", "No National Outcome", title=official.replace("widening", "broadening") + ".")
    assert [say for say, _ in said(plan, "wording")] == [
        "Not the official wording: “broadening” stands for “widening”."
    ]


def test_wording_that_nobody_confirmed_is_told_once():
    plan = priority(
        "pa-8", "More people have access to suitable accommodation following release from a prison sentence"
    )
    assert [say for say, _ in said(plan, "unconfirmed")] == [
        "Wording that is not confirmed; check against the official text: priority action (1)."
    ]


def test_what_is_amiss_in_the_real_plan_is_found():
    """The errors that a careful reader of Perth and Kinross named (seeds/README.md)."""
    from cjdesk.plans.importing import import_word

    path = SHARED / "real" / "perth-kinross-2023-2028.docx"
    if not path.exists():
        pytest.skip("the shared documents are not beside this copy")
    plan = import_word(path).plan
    assert [where for _, where in said(plan, "wrong-outcome")] == ["Priority Action 1"]
    assert {where for _, where in said(plan, "duplicate-action")} == {
        "Priority Action 8, action 8.5",
        "Priority Action 10, action 10.3",
    }
    assert {where for _, where in said(plan, "30-march")} == {
        "Priority Action 10, action 10.5",
        "Priority Action 11, action 11.1",
    }
