"""Cleaning keeps every letter; comparing is blind to how a thing happens to be spelt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesk.domain.text import as_written, clean, plain, unify, words_of


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("typed in Word\vnext line\fnext page", "typed in Word\nnext line\nnext page"),
        ("a\x00b\x07c\x1fd\x7f", "abcd"),
        ("tab\tstays", "tab\tstays"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("Còig daoine – ﬁve people; “no wrong door”", "Còig daoine – ﬁve people; “no wrong door”"),
        ("👩‍⚖️ مرحبا \u202bשלום\u202c", "👩‍⚖️ مرحبا \u202bשלום\u202c"),
        ("  spaces stay  ", "  spaces stay  "),
    ],
)
def test_cleaning_takes_out_only_what_no_document_can_hold(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@pytest.mark.parametrize(
    "alike",
    [
        ("Co-ordinator", "coordinator", "CO–ORDINATOR", "co ordinator", "Co—ordinator "),
        ("follow-up", "follow up", "Follow‑up.", "follow\u00a0up"),
        ("Perth & Kinross", "perth and kinross", "Perth  and\nKinross"),
        ("people’s “voice”", 'People\'s "voice"'),
        ("ﬁve", "five", "ＦＩＶＥ", "fi\u00adve"),
        ("Straße", "STRASSE"),
        ("re-offending", "reoffending"),
        ("Number of cases:", "number of cases", "Number of cases ..."),
        ("", " ", "…", "\u200b"),
    ],
)
def test_what_a_person_calls_the_same_is_equal(alike: tuple[str, ...]) -> None:
    assert len({plain(words) for words in alike}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cases commenced", "cases completed"),
        ("(males)", "(females)"),
        ("part i", "part ii"),
        ("<5", "5"),
        ("10-15", "10 15"),
        ("cooperation", "corporation"),
        ("resign", "re-sign"),
    ],
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert plain(one) != plain(other)


def test_words_are_those_of_the_plain_text() -> None:
    assert words_of("The Co-ordinator’s 2nd multi-agency_meeting (Q1)!") == [
        *("the", "coordinator's", "2nd", "multi", "agency", "meeting", "q1")
    ]


def test_words_found_in_lower_case_are_given_back_as_written() -> None:
    assert as_written("complex needs", "for Complex  Needs people") == "Complex Needs"
    assert as_written("not there", "something else") == "not there"


@given(st.text(alphabet=st.characters(), max_size=60))
def test_cleaning_and_comparing_settle_at_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert unify(unify(text)) == unify(text)
    assert plain(plain(text)) == plain(text)
    clean(text).encode("utf-8")
