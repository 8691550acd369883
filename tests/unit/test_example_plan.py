"""The sample partnership as a plan: complete, credible, every reference resolved."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from cjdesk.domain.periods import quarter
from cjdesk.domain.plan import Node, Plan
from cjdesk.errors import UserProblem
from cjdesk.frameworks import load
from cjdesk.plans import example, example_board
from cjdesk.plans.example import load_example, load_example_board, load_example_contacts, load_example_facts
from cjdesk.plans.example_files import PlanFile, read_csv, read_toml

BODIES = ("statutory", "third-sector", "other")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_example()


def priority_actions(plan: Plan) -> list[Node]:
    return [node for node in plan.walk() if node.depth == 2]


def test_it_has_everything_that_was_promised(plan: Plan) -> None:
    assert len(plan.nodes) == 4
    assert len(priority_actions(plan)) == 13
    assert 58 <= len(plan.actions()) <= 64
    assert len(plan.indicators()) == 35
    assert len([one for one in plan.partners if one.kind in BODIES]) == 14
    assert len(plan.case_studies) == 6
    assert len(plan.chapters) == 12
    assert plan.levels == ("National Aim", "Priority Action")
    assert (plan.framework_id, plan.layout_id) == ("cjpf-2023", "perth-kinross-2023-28")
    assert plan.edition is not None
    assert (plan.edition.name, plan.edition.state, plan.edition.dated) == ("Year 2", "approved", date(2025, 5, 15))
    assert plan.contact and plan.other_formats and plan.period_words == "2024-2029"


def test_headings_are_the_official_wording_in_the_official_order(plan: Plan) -> None:
    framework = load("cjpf-2023")
    assert [node.title for node in plan.nodes] == [aim.text for aim in framework.aims]
    assert [node.title for node in priority_actions(plan)] == [one.text for one in framework.priority_actions]
    assert [node.label for node in priority_actions(plan)] == [f"Priority Action {number}" for number in range(1, 14)]
    for node in priority_actions(plan):
        item = framework.find(node.framework_ref)
        assert item is not None
        parent = next(aim for aim in plan.nodes if node in aim.children)
        assert parent.framework_ref == f"cjpf-2023:{item.aim}"  # type: ignore[attr-defined]


def test_every_priority_action_prints_its_official_outcome_or_says_there_is_none(plan: Plan) -> None:
    framework = load("cjpf-2023")
    for node in priority_actions(plan):
        item = framework.find(node.framework_ref)
        assert item is not None
        statement = node.statement("national outcome")
        assert statement is not None
        expected = [outcome.text for outcome in framework.outcomes_of(item)] or ["No National Outcome"]
        assert [statement.text] == expected


def test_words_beside_the_tables_are_of_every_kind_that_this_layout_prints(plan: Plan) -> None:
    found = {(one.kind, one.text) for node in plan.walk() for one in node.statements}
    kinds = {kind for kind, _text in found}
    assert kinds == {
        "introduction",
        "national outcome",
        "national indicators",
        "local indicators",
        "supporting strategies",
    }
    assert ("national indicators", "N/A") in found
    assert any(kind == "local indicators" and text.startswith("To be developed") for kind, text in found)


def test_numbers_run_on_under_each_priority_action(plan: Plan) -> None:
    for node in priority_actions(plan):
        numbers = [placed.number for placed in node.actions]
        assert numbers == [f"{node.number}.{count}" for count in range(1, len(numbers) + 1)]


def test_one_action_stands_under_two_priority_actions(plan: Plan) -> None:
    numbers: dict[int, list[str]] = {}
    for node in plan.walk():
        for placed in node.actions:
            numbers.setdefault(id(placed.action), []).append(placed.number)
    assert [listed for listed in numbers.values() if len(listed) > 1] == [["7.6", "8.5"]]


def test_actions_are_as_varied_as_those_of_a_real_plan(plan: Plan) -> None:
    actions = plan.actions()
    assert {action.moscow for action in actions} == {"M", "S", "C", "W"}
    assert {"date", "month", "period", "ongoing", "lifetime", "to be confirmed"} <= {
        action.timescale.kind for action in actions
    }
    words = {action.timescale.words for action in actions}
    assert {"31 March 2026", "31 May 2025 (Annually)", "Ongoing", "Lifetime of the plan", "TBC", "March 2027"} <= words
    assert max(len(action.impacts) for action in actions) >= 3
    assert 2 <= sum(action.emphasised for action in actions) <= 8
    assert any(action.cross_reference for action in actions)
    people = [lead.person for action in actions for lead in action.leads if lead.person]
    assert people == ["Isla Rennick"]


def test_every_lead_and_provider_is_a_partner(plan: Plan) -> None:
    names = {one.name for one in plan.partners}
    leads = [lead for action in plan.actions() for lead in action.leads]
    assert {lead.partner for lead in leads} <= names
    assert {one.provider for one in plan.indicators()} <= names
    assert {one.provider for one in plan.case_studies} <= names
    assert all(any(lead.role == "lead" for lead in action.leads) for action in plan.actions())
    assert all(action.lead_words and action.impacts and action.timescale.words for action in plan.actions())


def test_every_partner_has_something_to_do(plan: Plan) -> None:
    led = {lead.partner for action in plan.actions() for lead in action.leads}
    assert [one.name for one in plan.partners if one.name not in led] == []


def test_updates_cover_two_quarters_and_every_status(plan: Plan) -> None:
    actions = plan.actions()
    assert {update.as_at for action in actions for update in action.updates} == {date(2025, 3, 31), date(2025, 6, 30)}
    assert sum(len(action.updates) == 2 for action in actions) >= 50
    assert all(action.updates for action in actions)
    latest = Counter(action.latest_update.status.letter for action in actions if action.latest_update)  # type: ignore[union-attr]
    assert set(latest) == set("CGARNX")
    assert latest.most_common(1)[0][0] == "G"
    revised = [update.revised for action in actions for update in action.updates if update.revised.words]
    assert len(revised) >= 6
    assert all(one.due for one in revised)


def test_an_action_that_is_off_track_says_by_when_it_will_be_done(plan: Plan) -> None:
    off_track = [
        (action, update)
        for action in plan.actions()
        for update in action.updates
        if update.status and update.status.meaning == "off track"
    ]
    assert off_track
    for action, update in off_track:
        assert update.revised.due
        assert action.timescale.due
        assert update.revised.due >= action.timescale.due


def test_case_studies_differ_in_consent_and_audience(plan: Plan) -> None:
    assert Counter(one.consent for one in plan.case_studies) == {"given": 4, "asked": 1, "withdrawn": 1}
    assert {one.audience for one in plan.case_studies} == {"internal", "board", "public"}
    labels = {node.label for node in plan.walk()}
    for study in plan.case_studies:
        assert study.node_label in labels
        assert study.pseudonym in study.text
        assert study.consent_on and study.consent_words
    assert [one.pseudonym for one in plan.case_studies if one.audience == "public"] == ["Mr K", "Ms T"]


def test_two_case_studies_hold_what_could_identify_somebody_and_neither_is_public(plan: Plan) -> None:
    telling = [one for one in plan.case_studies if "Seafood Festival" in one.text or "Shore Street" in one.text]
    assert [one.pseudonym for one in telling] == ["Mr S", "Ms L"]
    assert "public" not in {one.audience for one in telling}


def test_chapters_show_every_kind_of_passage(plan: Plan) -> None:
    kinds = {passage.kind for chapter in plan.chapters for passage in chapter.passages}
    assert {"heading", "paragraph", "bullet", "numbered", "quote", "table", "picture"} <= kinds
    marks = {mark.kind for chapter in plan.chapters for passage in chapter.passages for mark in passage.marks}
    assert marks == {"bold", "italic", "link"}
    assert {chapter.place for chapter in plan.chapters} == {"before", "after"}
    assert {"participation", "achievements", "case studies", "contact", "glossary"} <= {
        chapter.kind for chapter in plan.chapters
    }


def test_marks_cover_the_words_they_are_meant_for(plan: Plan) -> None:
    law = next(chapter for chapter in plan.chapters if chapter.title == "The law and the national framework")
    first = law.passages[0]
    [link] = first.marks
    assert first.text[link.start : link.end] == "Community Justice (Scotland) Act 2016"
    assert link.target == "https://www.legislation.gov.uk/asp/2016/10/contents"
    text = " ".join(passage.text for chapter in plan.chapters for passage in chapter.passages)
    assert not set("*[]|") & set(text)


def test_the_table_of_areas_adds_up(plan: Plan) -> None:
    [table] = [passage for chapter in plan.chapters for passage in chapter.passages if passage.kind == "table"]
    assert table.rows[0] == ("Area", "People", "Share of all people", "Share of those on a community order")
    assert {len(row) for row in table.rows} == {4}
    people = [int(row[1].replace(",", "")) for row in table.rows[1:]]
    assert sum(people[:-1]) == people[-1] == 118_200
    for column in (2, 3):
        assert sum(int(row[column].rstrip("%")) for row in table.rows[1:-1]) == 100


def test_the_picture_is_kept_and_described(plan: Plan) -> None:
    [picture] = [passage for chapter in plan.chapters for passage in chapter.passages if passage.kind == "picture"]
    assert plan.pictures[picture.picture].startswith(b"\x89PNG")
    assert "Lived experience panel".casefold() in picture.alt.casefold()
    assert picture.text == "How the Partnership is governed"


def test_each_outcome_is_assessed_for_the_last_whole_year(plan: Plan) -> None:
    outcomes = [f"cjpf-2023:{one.id}" for one in load("cjpf-2023").outcomes]
    assert [one.outcome for one in plan.assessments] == [*outcomes, "L1"]
    assert {one.year for one in plan.assessments} == {load_example_facts().report_year} == {"2024-25"}
    for one in plan.assessments:
        assert one.achieved_text and one.priority_text and one.planned_text and one.evidence
        assert one.is_priority is not None
    assert [one.number for one in plan.local_outcomes] == ["L1"]


def test_both_shapes_of_the_participation_statement_are_there(plan: Plan) -> None:
    full = [entry for entry in plan.participation if entry.heard and entry.changed]
    short = [entry for entry in plan.participation if not entry.heard and not entry.changed]
    assert (len(full), len(short)) == (5, 4)
    assert len(plan.achievements) == 8


def test_the_board_has_fourteen_partners_in_each_of_eight_quarters(plan: Plan) -> None:
    board = load_example_board()
    bodies = [one.name for one in plan.partners if one.kind in BODIES]
    periods = [quarter(2023, 3), quarter(2023, 4), *(quarter(2024, n) for n in range(1, 5)), quarter(2025, 1)]
    for period in [*periods, quarter(2025, 2)]:
        assert [one.partner for one in board if one.period == period] == bodies
    assert load_example_facts().quarter == quarter(2025, 2)


def test_one_partner_has_not_returned_for_the_quarter_before(plan: Plan) -> None:
    late = [one for one in load_example_board() if one.period == quarter(2025, 1) and one.received_on is None]
    assert [(one.partner, one.stage, one.due_on) for one in late] == [
        ("Scottish Prison Service", "issued", date(2025, 7, 31))
    ]


def test_what_was_received_was_received_after_it_was_issued() -> None:
    for one in load_example_board():
        assert one.issued_on < one.due_on
        assert (one.received_on is not None) == (one.stage in ("received", "part applied", "applied", "nil"))
        assert one.received_on is None or one.received_on > one.issued_on


def test_every_body_has_a_contact_that_cannot_be_real(plan: Plan) -> None:
    contacts = load_example_contacts()
    assert [one.partner for one in contacts] == [one.name for one in plan.partners if one.kind in BODIES]
    assert len({one.email for one in contacts}) == 14
    for one in contacts:
        assert one.email.endswith(".example.org")
        assert one.telephone.startswith("01632 960")
        assert one.role


def test_no_name_of_a_partner_means_two(plan: Plan) -> None:
    names = [name for one in plan.partners for name in {one.name, one.short_name, *one.aliases} if name]
    assert len(names) == len({name.casefold() for name in names})


def test_an_unknown_partner_is_an_error_that_names_file_and_key() -> None:
    names = example_board.Names(read_toml(example.PartnersFile, "partners.toml"))
    with pytest.raises(UserProblem, match=r"actions-1\.toml.*dfp-young\.lead.*no partner “NHS Brannock”"):
        names.find("NHS Brannock", "actions-1.toml", "dfp-young.lead")


def test_a_file_that_lacks_a_key_is_an_error_that_names_it() -> None:
    with pytest.raises(UserProblem, match=r"partners\.toml cannot be used: at “partner”: this key is not known here"):
        read_toml(PlanFile, "partners.toml")


def test_a_table_with_other_headings_is_an_error() -> None:
    with pytest.raises(UserProblem, match=r"board\.csv.*headings are not partner, quarter"):
        read_csv("board.csv", "partner", "quarter", more=True)
