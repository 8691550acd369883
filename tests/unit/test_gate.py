"""Nobody may be recognised in what leaves the house."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cjdesk.documents.builders import workbooks
from cjdesk.domain.plan import Action, ActionPlacement, CaseStudy, Lead, Node, Plan, ProgressUpdate, Statement
from cjdesk.errors import UserProblem
from cjdesk.plans.example import load_example, load_example_contacts
from cjdesk.plans.gate import marks_of
from cjdesk.services.exporting import Wish, export
from cjdesk.services.opening import only_plan
from cjdesk.services.plan_writing import PlanWriter
from db.store import Store


def plan_with(text: str, **more: object) -> Plan:
    update = ProgressUpdate(as_at=date(2025, 6, 30), text=text)
    lead = Lead(words="Isla Rennick, Justice Social Work", person="Isla Rennick")
    action = Action(text="Train", leads=(lead,), updates=(update,))
    node = Node(depth=1, title="Aim", label="Aim 1", actions=(ActionPlacement(action=action, number="1.1"),), **more)  # type: ignore[arg-type]
    return Plan(title="Plan", partnership="Glen", levels=("Aim",), nodes=(node,))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr John Farquharson finished in May.", "John Farquharson"),
        ("Ring 01632 960123 for the workshop.", "01632 960123"),
        ("Isla Rennick led two sessions.", "Isla Rennick"),
        ("Referred by a.reid@example.org.", "a.reid@example.org"),
    ],
)
def test_an_update_that_names_somebody_is_found_with_its_place(text: str, words: str) -> None:
    [mark] = marks_of(plan_with(text), "public")
    assert (mark.where, mark.words) == ("update of action 1.1, 2025-06-30", words)


def test_a_telephone_number_meant_for_print_is_left_alone_but_a_known_name_is_not() -> None:
    contact = Statement(kind="introduction", text="Call 01632 960123 and ask for Morag Tulloch.")
    marks = marks_of(plan_with("Two sessions held.", statements=(contact,)), "public", ["Morag Tulloch"])
    assert [mark.words for mark in marks] == ["Morag Tulloch"]


def test_a_case_study_counts_only_in_the_editions_that_print_it_and_may_use_its_pseudonym() -> None:
    study = CaseStudy(title="A start", pseudonym="Ms Q", text="Ms Q met her sister Ann Reid.", consent="given")
    told = replace(plan_with("Held."), case_studies=(replace(study, audience="board"),))
    assert marks_of(told, "public") == []
    assert [mark.words for mark in marks_of(told, "board")] == ["Ann Reid"]


def test_the_sample_s_public_edition_identifies_nobody() -> None:
    names = [contact.name for contact in load_example_contacts()]
    assert marks_of(load_example(), "public", names) == []


def test_a_public_export_is_refused_and_the_board_s_is_remarked_on(tmp_path: Path) -> None:
    with Store.create(tmp_path / "p.cjplan", who="test") as store:
        with store.step("Start") as work:
            PlanWriter(work).write(plan_with("Mr John Farquharson finished in May."))
        to = tmp_path / "actions.xlsx"
        with pytest.raises(UserProblem, match=r"may identify somebody.*John Farquharson"):
            export(store, only_plan(store), Wish(document="actions", edition="public"), to)
        assert not to.exists()
        made = export(store, only_plan(store), Wish(document="actions", edition="board"), to)
        assert made.remarks == ("May identify somebody: update of action 1.1, 2025-06-30: “John Farquharson” (name).",)


def test_a_heading_that_puts_a_capital_after_prisoner_names_nobody() -> None:
    assert marks_of(plan_with("Working Groups: Prisoner Release; Arrest Referral."), "public") == []
    assert [mark.words for mark in marks_of(plan_with("The prisoner Angus was moved."), "public")] == ["Angus"]


def test_a_workbook_says_on_a_sheet_which_edition_it_is_and_what_a_star_means() -> None:
    plan = load_example()
    public, internal = workbooks.indicators(plan, "public").sheets[-1], workbooks.indicators(plan).sheets[-1]
    assert ("Edition", "Public edition") in public.rows
    assert [row[0] for row in public.rows][-1] == "*"
    assert [row[0] for row in internal.rows] == ["What", "From", "Edition"]
