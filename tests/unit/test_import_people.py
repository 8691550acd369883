"""People among the leads of a Word plan: told from bodies, asked about, and never printed outside the partnership."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from word_plans import bring, table

from cjdesk.plans.editions import Edition
from cjdesk.plans.importing import ImportedPlan
from cjdesk.services.exporting import Wish, render


def brought(tmp_path: Path, *leads: str) -> ImportedPlan:
    document: Any = docx.Document()
    document.add_paragraph("Our Community Justice Plan", style="Title")
    document.add_heading("Priority 1: Help", 1)
    table(document, rows=[(f"1.{at}", f"Do thing {at}", lead, "", "Ongoing") for at, lead in enumerate(leads, 1)])
    return bring(document, tmp_path)


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("Jane Farquharson", [("Jane Farquharson", "")]),
        ("JANE FARQUHARSON", [("JANE FARQUHARSON", "")]),
        ("jane farquharson", [("jane farquharson", "")]),
        ("Karen", [("Karen", "")]),
        ("Xanthe Zgadaj", [("Xanthe Zgadaj", "")]),
        ("Karen Smith, HMP Dumfries", [("Karen Smith", "HMP Dumfries")]),
        ("Karen Smith\nHMP Dumfries", [("Karen Smith", "HMP Dumfries")]),
        ("Vikki Binnie – Community Justice", [("Vikki Binnie", "Community Justice")]),
        ("Vikki Binnie- Community Justice", [("Vikki Binnie", "Community Justice")]),
        ("Mr J. Ross (Apex Scotland)", [("J. Ross", "Apex Scotland")]),
        ("Dr O'Neil", [("Dr O'Neil", "")]),
        ("Inspector Ross", [("Inspector Ross", "")]),
        ("Jane Young", [("Jane Young", "")]),
        ("Ross Sutherland", [("Ross Sutherland", "")]),
        ("Zoë Ní Bhriain", [("Zoë Ní Bhriain", "")]),
        ("Irene Penrice Employability and Skills", [("Irene Penrice", "Employability and Skills")]),
        ("Justice Manager Karen Smith", [("Karen Smith", "Justice Manager")]),
        ("CJSW (Karen Smith)", [("Karen Smith", "CJSW")]),
        (
            "Alison Penman - Youth Justice\nGail Guest - CJSW",
            [("Alison Penman", "Youth Justice"), ("Gail Guest", "CJSW")],
        ),
        ("Karen Smith, Jane Doe, CJSW", [("Karen Smith", ""), ("Jane Doe", "CJSW")]),
        ("Karen Smith; CJSW", [("Karen Smith", ""), ("", "CJSW")]),
        ("CJSW, Karen Smith", [("", "CJSW"), ("Karen Smith", "")]),
        ("Karen Smith & Police Scotland", [("Karen Smith", ""), ("", "Police Scotland")]),
        ("Jane and Karen", [("Jane", ""), ("Karen", "")]),
        ("CJSW supported by Jane Doe", [("", "CJSW"), ("Jane Doe", "")]),
        ("Lead: Jane Doe", [("Jane Doe", "")]),
        ("Karen smith", [("Karen smith", "")]),
        ("Vikki & Xanthe", [("Vikki", ""), ("Xanthe", "")]),
        ("Named officer: Karen", [("Karen", "Named officer")]),
        ("CJSW karen@example.org", [("karen@example.org", "CJSW")]),
        ("Karen Smith (CJSW/Housing)", [("Karen Smith", "CJSW/Housing")]),
        ("Smith, Jane", [("Smith", ""), ("Jane", "")]),
    ],
)
def test_a_person_stands_apart_from_the_body(tmp_path: Path, typed: str, people: list[tuple[str, str]]) -> None:
    imported = brought(tmp_path, typed)
    (action,) = imported.plan.actions()
    assert [(lead.person, lead.partner) for lead in action.leads] == people
    assert action.lead_words == typed
    named = [person for person, _ in people if person]
    asked = [one.say for one in imported.questions if one.kind == "lead"]
    assert [say.partition("?")[0] for say in asked] == [f"Is “{name}” a person" for name in named]
    assert [partner.name for partner in imported.plan.partners] == [body for _, body in people if body]


@pytest.mark.parametrize(
    "body",
    (
        *("Families Outside", "Police Scotland", "Victim Support", "Turning Point", "Positive Steps"),
        *("Hillcrest Futures", "Skills Development Scotland", "Perth Prison", "Andy's Man's Club", "Andy’s Man’s Club"),
        *("Barnardo's", "Simon Communities", "Sacro", "HMP Castle Huntly", "John Muir Trust", "Robertson Trust"),
        *(
            "St Andrew's Hospice",
            "Robert Burns Centre",
            "Angus Council",
            "Angus",
            "IDART",
            "SaMH",
            "G4S",
            "D&G College",
        ),
        *("Elected Members", "Sheriff Court", "Lord Advocate", "We Are With You", "Young Scot", "all partners"),
        *("Chief Social Work Officer", "Neighbourhoods", "Procurement", "Public Health", "POLICE SCOTLAND"),
    ),
)
def test_bodies_are_not_taken_for_persons(tmp_path: Path, body: str) -> None:
    imported = brought(tmp_path, body)
    assert [(one.partner, one.person) for one in imported.plan.actions()[0].leads] == [(body, "")]
    assert imported.questions == ()


def test_a_person_is_asked_about_once_and_told_what_is_printed_instead(tmp_path: Path) -> None:
    imported = brought(tmp_path, "Karen Smith, HMP Dumfries", "Karen Smith, HMP Dumfries", "Jane Doe")
    assert [(one.about, one.say) for one in imported.questions] == [
        (
            "1.1",
            "Is “Karen Smith” a person? It was read as one, so the public and Board editions print “HMP Dumfries” "
            "in its place.",
        ),
        (
            "1.3",
            "Is “Jane Doe” a person? It was read as one, so the public and Board editions print no name in its place.",
        ),
    ]


PEOPLE = ("Jane Farquharson", "Karen Smith, HMP Dumfries", "Vikki Binnie – Community Justice", "Mr J. Ross (Apex)")


ALL_SHAPES = (
    *("JANE Q-ONE", "Vikki & Qtwo", "Karen qthree", "Mr Qfour, CJSW", "Lead: Qfive Smith", "NHS (Qsix Jones)"),
    *("Qseven Brown / Housing", "CJSW supported by Qeight Blair", "Team chaired by Qnine Young", "Cllr A Qten"),
    *("Qeleven Hill and Jane Qtwelve – Youth Justice", "Sgt Qthirteen\nPolice Scotland", "Smith, Qfourteen"),
    *("Jane Doe qfifteen@example.org", "Housing; Qsixteen Ross; NHS", "Qseventeen", "Ailsa Qeighteen will lead this"),
)


@pytest.mark.parametrize("edition", ("board", "public"))
@pytest.mark.parametrize("document", ("plan", "actions"))
def test_no_shape_of_a_name_reaches_print(tmp_path: Path, document: str, edition: Edition) -> None:
    plan = brought(tmp_path, *ALL_SHAPES).plan
    suffix = ".docx" if document == "plan" else ".xlsx"
    content, _ = render(plan, Wish(document=document, edition=edition), suffix)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = " ".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    assert (
        re.findall(r"\bq(?:-one|[a-z]*teen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", text, re.I)
        == []
    )


@pytest.mark.parametrize(("edition", "named"), [("internal", True), ("board", False), ("public", False)])
def test_persons_are_printed_only_inside_the_partnership(tmp_path: Path, edition: Edition, named: bool) -> None:
    plan = brought(tmp_path, *PEOPLE, "Families Outside").plan
    content, _ = render(plan, Wish(document="plan", edition=edition), ".docx")
    printed = "\n".join(
        cell.text for one in docx.Document(io.BytesIO(content)).tables for row in one.rows for cell in row.cells
    )
    for name in ("Farquharson", "Karen", "Binnie", "Ross"):
        assert (name in printed) == named
    for body in ("HMP Dumfries", "Community Justice", "Apex", "Families Outside"):
        assert body in printed


def test_a_person_who_leads_an_output_is_known_too(tmp_path: Path) -> None:
    document: Any = docx.Document()
    document.add_heading("Priority 1: Help", 1)
    heads = ("Action", "Outputs", "Lead", "Impact")
    rows = [("Support families", "Train staff", "Jane Doe", "More"), ("", "Visit schools", "Karen Smith, CJSW", "")]
    table(document, heads, rows)
    (action,) = bring(document, tmp_path).plan.actions()
    assert [(one.leads[0].person, one.leads[0].partner) for one in action.outputs] == [
        ("Jane Doe", ""),
        ("Karen Smith", "CJSW"),
    ]
