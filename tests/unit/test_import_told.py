"""What an import found, said in a sentence."""

from __future__ import annotations

import pytest

from cjdesk.plans.importing import counts_in_words


def test_counts_read_as_a_sentence() -> None:
    counts = {
        "National Aim": 4,
        "Priority Action": 13,
        "actions": 63,
        "indicators": 35,
        "parts": 22,
        "chapters": 35,
        "contents lists": 1,
        "pictures": 2,
        "partners": 40,
        "tray": 1,
        "questions": 1,
    }
    assert counts_in_words(counts) == (
        "4 national aims, 13 priority actions, 63 actions, 35 indicators, 22 parts of indicators, 35 chapters, "
        "1 contents list, 2 pictures, 40 partners, 1 item in the tray and 1 question"
    )


@pytest.mark.parametrize(
    ("level", "number", "said"),
    [
        ("Key Area of Focus", 3, "3 key areas of focus"),
        ("Priority", 2, "2 priorities"),
        ("Strategic Priority", 1, "1 strategic priority"),
        ("CJP Theme", 2, "2 CJP themes"),
        ("level 2", 4, "4 headings of level 2"),
        ("Outcomes", 4, "4 outcomes"),
        ("Workstream", 1, "1 workstream"),
    ],
)
def test_levels_are_called_as_the_plan_calls_them(level: str, number: int, said: str) -> None:
    assert counts_in_words({level: number}) == said


def test_nothing_found_is_said_where_it_matters() -> None:
    counts = {"actions": 0, "indicators": 0, "parts": 0, "pictures": 0, "tray": 0, "questions": 2}
    assert counts_in_words(counts) == "no actions, no indicators, no items in the tray and 2 questions"
