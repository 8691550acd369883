"""What the Act wants of a plan, found by what the plan says and not by how it says it."""

from __future__ import annotations

from dataclasses import replace

from cjdesk.domain.plan import (
    Action,
    ActionPlacement,
    Assessment,
    LocalOutcome,
    Node,
    ParticipationEntry,
    Plan,
    Statement,
)
from cjdesk.frameworks import load
from cjdesk.plans.example import load_example
from cjdesk.plans.health import Finding
from cjdesk.plans.statute import still_wanted

FRAMEWORK = load("cjpf-2023")
BARE = Plan(title="Plan", partnership="Glen", framework_id="cjpf-2023", levels=("Aim", "Priority"))


def about(number: str, findings: list[Finding]) -> list[str]:
    return [one.say.split(": ", 1)[1] for one in findings if one.where == f"outcome {number}"]


def test_an_empty_plan_owes_everything_for_each_of_the_nine_outcomes() -> None:
    found = still_wanted(BARE, FRAMEWORK)
    assert [one.code for one in found] == ["act-outcome"] * 9 + ["act-participation"]
    assert about("1", found) == [
        "the plan does not say whether it is achieved or how near, whether it is a local priority and what partners "
        "will do."
    ]


def test_what_an_assessment_or_a_statement_says_is_not_asked_again() -> None:
    assessed = Assessment(outcome="cjpf-2023:outcome-1", year="2024-25", achieved="partly achieved")
    node = Node(
        depth=2,
        title="Diversion",
        framework_ref="cjpf-2023:pa-1",
        statements=(Statement(kind="priority", text="Yes, because few complete."),),
        actions=(ActionPlacement(action=Action(text="Train")),),
    )
    plan = replace(BARE, assessments=(assessed,), nodes=(node,))
    assert about("1", still_wanted(plan, FRAMEWORK)) == []
    assert len(about("2", still_wanted(plan, FRAMEWORK))) == 1


def test_a_local_outcome_wants_the_same_and_either_shape_of_participation_will_do() -> None:
    plan = replace(
        BARE,
        local_outcomes=(LocalOutcome(number="L1", text="Families are heard"),),
        participation=(ParticipationEntry(stakeholder="Third sector", activity="Two workshops"),),
    )
    found = still_wanted(plan, None)
    assert [one.say.split(":")[0] for one in found] == ["Locally determined outcome “Families are heard”"]


def test_the_sample_owes_nothing_it_has_written_down() -> None:
    assert [one.where for one in still_wanted(load_example(), FRAMEWORK)] == ["outcome 9"]
