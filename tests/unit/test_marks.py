"""What may identify someone in a text, and what only looks like it."""

from __future__ import annotations

import pytest

from cjdesk.casestudies.marks import marks


def found(text: str, *names: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.kind) for one in marks(text, names)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ring 01632 960151 or +44 (0)1632 960 152.",
            [("01632 960151", "telephone"), ("+44 (0)1632 960 152", "telephone")],
        ),
        ("Mobile 07700 900123", [("07700 900123", "telephone")]),
        ("Write to a.b-c@example.org today", [("a.b-c@example.org", "e-mail")]),
        ("Lives at PH1 5GD, formerly ph2 8nx", [("PH1 5GD", "postcode"), ("ph2 8nx", "postcode")]),
        ("CHI 010190 0014 on file", [("010190 0014", "CHI number")]),
        ("NI no. QQ 12 34 56 C or AB123456C", [("AB123456C", "National Insurance number")]),
        ("born on 3 May 1991", [("3 May 1991", "date of birth")]),
        ("DOB: 03/05/1991", [("03/05/1991", "date of birth")]),
        ("Mrs Ann O'Neill (12/03/1987) came", [("Ann O'Neill", "name"), ("12/03/1987", "date of birth")]),
        ("J. Smith called", [("J. Smith", "name")]),
        ("The client John S. attended", [("John S.", "name")]),
        ("Dr Grant, PC Munro", [("Grant", "name"), ("Munro", "name")]),
    ],
)
def test_what_may_identify_someone(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Victim Support joined the second session.",
        "Sheriff Court at Perth",
        "1,204 people in 2024/25, 10% more than 1,095",
        "01/04/2024 - 30/06/2024",
        "£1234567890 spent",
        "Report of 3 May 2024",
        "The client Support Service opened",
        "Reference 9999999999",
        "Section 10A of the 2016 Act; CPO, DTTO, MAPPA",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert found(text) == []


def test_known_names_are_found_in_any_case_and_turned_round() -> None:
    text = "kirsty Morrison and MORRISON, Kirsty, not Morrisons"
    assert found(text, "Kirsty Morrison") == [("kirsty Morrison", "name"), ("MORRISON, Kirsty", "name")]


def test_a_known_single_name_is_found_only_with_its_capital() -> None:
    assert found("Grace had the grace to wait", "Grace") == [("Grace", "name")]


def test_marks_come_in_order_and_do_not_overlap() -> None:
    one, two, three = marks("Mr Bell, bell@example.org, 01632 960151")
    assert one.end <= two.start and two.end <= three.start
