"""Printed numbers and status words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesk.domain.numbering import (
    NumberScheme,
    PrintedNumber,
    number_key,
    numbers_by,
    parse_moscow,
    split_number,
    with_moscow,
)
from cjdesk.domain.plan import Moscow, Status
from cjdesk.domain.statuses import DEFAULT_SCHEME, match_status


@pytest.mark.parametrize(
    ("words", "number", "moscow"),
    [
        *[("1.1 (M)", "1.1", "M"), ("1.1(M)", "1.1", "M"), ("11.3 (M) ", "11.3", "M"), ("5.7 (s)", "5.7", "S")],
        *[("A1", "A1", None), ("5.", "5", None), ("1)", "1", None), ("iii)", "iii", None), ("1.10", "1.10", None)],
        *[
            ("Action 3", "3", None),
            ("No. 4", "4", None),
            ("PA2", "PA2", None),
            ("1.2.3", "1.2.3", None),
            ("b)", "b", None),
        ],
    ],
)
def test_a_printed_number_is_taken_apart(words: str, number: str, moscow: Moscow | None) -> None:
    assert split_number(words) == PrintedNumber(number, moscow)


@pytest.mark.parametrize(
    "words", ["", "Continue", "Must", "1.1 Continue training", "41%", "(M)", "31/03/2025", "12 people"]
)
def test_words_are_no_number(words: str) -> None:
    assert split_number(words) is None


@pytest.mark.parametrize(
    ("words", "letter"),
    [
        ("Must", "M"),
        ("S", "S"),
        ("(C)", "C"),
        ("Won’t (this time)", "W"),
        ("could have", "C"),
        ("Maybe", None),
        ("", None),
    ],
)
def test_a_moscow_word_gives_its_letter(words: str, letter: Moscow | None) -> None:
    assert parse_moscow(words) == letter


def test_numbers_sort_as_people_count() -> None:
    assert sorted(["1.10", "", "1.2", "10", "2", "A10", "A2", "1.1"], key=number_key) == [
        *("1.1", "1.2", "1.10", "2", "10", "A2", "A10", "")
    ]


@pytest.mark.parametrize(
    ("scheme", "numbers"),
    [
        ("continuous", [["1", "2"], ["3"], [], ["4", "5"]]),
        ("per group", [["1", "2"], ["1"], [], ["1", "2"]]),
        ("node and index", [["1.1", "1.2"], ["1"], [], ["3.1", "3.2"]]),
        ("none", [["", ""], [""], [], ["", ""]]),
    ],
)
def test_a_scheme_gives_out_numbers(scheme: NumberScheme, numbers: list[list[str]]) -> None:
    assert numbers_by(scheme, [("1", 2), ("", 1), ("2", 0), ("3", 2)]) == numbers


def test_a_number_of_absurd_length_still_sorts() -> None:
    assert number_key("1" * 5000) > number_key("2")


def test_a_note_in_the_status_column_is_no_status() -> None:
    assert match_status("Green. " * 100, DEFAULT_SCHEME).seen == ()


def test_a_number_is_printed_with_its_letter_and_read_back() -> None:
    assert with_moscow("1.1", "M") == "1.1 (M)"
    assert with_moscow("1.1", None) == "1.1"
    assert split_number(with_moscow("1.1", "W")) == PrintedNumber("1.1", "W")


def seen(words: str) -> tuple[str, list[str]]:
    match = match_status(words, DEFAULT_SCHEME)
    return match.status.word if match.status else "", [status.word for status in match.seen]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        *[
            ("Green", "On track"),
            ("GREEN ", "On track"),
            ("G", "On track"),
            ("on-track", "On track"),
            ("▲ G", "On track"),
        ],
        *[
            ("▲", "On track"),
            ("G – On track", "On track"),
            ("AMBER", "Some delay"),
            ("A", "Some delay"),
            ("Red", "Off track"),
        ],
        *[("Complete", "Complete"), ("completed.", "Complete"), ("● C", "Complete"), ("● Complete", "Complete")],
        *[
            ("Complete (C)", "Complete"),
            ("Not started", "Not started"),
            ("– X", "Stopped"),
            ("Amber - delayed", "Some delay"),
        ],
    ],
)
def test_a_status_is_recognised_by_word_letter_shape_or_alias(words: str, status: str) -> None:
    assert seen(words) == (status, [status])


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("", []),
        ("blue", []),
        ("-", []),
        ("Amendments made", []),
        ("Gr", []),
        ("n/a until May", []),
        ("a bit late", []),
        ("G/complete", ["On track", "Complete"]),
        ("Red/Amber", ["Off track", "Some delay"]),
        ("Green – going well", ["On track"]),
    ],
)
def test_anything_else_is_asked_with_what_was_seen(words: str, named: list[str]) -> None:
    assert seen(words) == ("", named)


def test_blue_means_what_the_partnership_says() -> None:
    own = (*DEFAULT_SCHEME, Status(letter="B", word="Closed", shape="■", meaning="complete", aliases=("blue",)))
    match = match_status("Blue", own)
    assert match.status is own[-1]


def test_a_word_two_statuses_claim_means_neither() -> None:
    both = (
        Status(letter="1", word="Good", shape="▲", meaning="on track", aliases=("green",)),
        Status(letter="2", word="Done", shape="●", meaning="complete", aliases=("green",)),
    )
    assert match_status("green", both).status is None


def test_the_default_scheme_can_be_told_apart_in_black_and_white() -> None:
    assert [(one.shape, one.letter) for one in DEFAULT_SCHEME] == [
        *[("●", "C"), ("▲", "G"), ("◆", "A"), ("▼", "R"), ("○", "N"), ("–", "X")]
    ]
    assert all(one.rule for one in DEFAULT_SCHEME)
    assert len({one.meaning for one in DEFAULT_SCHEME}) == 6


@given(st.text(max_size=40))
def test_any_words_can_be_looked_at(words: str) -> None:
    match_status(words, DEFAULT_SCHEME)
    split_number(words)
    parse_moscow(words)
    number_key(words)
