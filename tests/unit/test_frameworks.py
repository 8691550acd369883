"""The national frameworks: locked, checked, and found again by their wording."""

from __future__ import annotations

import json

import pytest

import resources
from cjdesk.errors import UserProblem
from cjdesk.frameworks import available, find_by_wording, item, load, parse

CJPF = json.loads(resources.read_bytes("frameworks/cjpf-2023.json"))


def altered(change):
    data = json.loads(json.dumps(CJPF))
    change(data)
    return json.dumps(data).encode()


def test_both_frameworks_load_with_their_official_counts():
    assert available() == ("cjpf-2023", "opi-2016")
    current = load("cjpf-2023")
    counts = [len(one) for one in (current.aims, current.priority_actions, current.outcomes, current.indicators)]
    assert counts == [4, 13, 9, 10]
    assert current.status == "current"
    assert load("opi-2016").status == "superseded"


def test_an_item_is_found_by_its_reference_and_says_when_it_is_not_confirmed():
    assert item("cjpf-2023:pa-1").text.startswith("Enhance intervention at the earliest opportunity")
    assert item("cjpf-2023:pa-1").caution == ""
    assert item("cjpf-2023:pa-8").caution == "check against the official text"


@pytest.mark.parametrize("ref", ["cjpf-2023:pa-99", "cjpf-1999:pa-1", "pa-1", ""])
def test_a_reference_to_nothing_is_told(ref):
    with pytest.raises(UserProblem) as caught:
        item(ref)
    assert f"“{ref}” names no item" in caught.value.what


def test_an_unknown_framework_is_told_with_those_there_are():
    with pytest.raises(UserProblem) as caught:
        load("cjpf-2030")
    assert "cjpf-2030" in caught.value.what
    assert "cjpf-2023, opi-2016" in caught.value.do


def test_outcomes_follow_the_official_links():
    framework = load("cjpf-2023")
    numbers = {one.id: [out.number for out in framework.outcomes_of(one)] for one in framework.priority_actions}
    assert numbers["pa-1"] == [1]
    assert numbers["pa-4"] == []
    assert numbers["pa-13"] == [9]


def test_candidates_are_never_loaded():
    data = json.loads(resources.read_bytes("frameworks/opi-2016.json"))
    assert data["candidates"], "the file has candidates, or this test proves nothing"
    texts = {one.full_text for one in load("opi-2016")}
    assert not texts & {one["text"] for one in data["candidates"]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.update(colour="red"), "“colour”: this key is not known here"),
        (lambda data: data["aims"][1].update(wording="x"), "“aims 2.wording”: this key is not known here"),
        (lambda data: data["aims"][0].pop("text"), "“aims 1.text”: this key is missing"),
        (lambda data: data["aims"][0].update(number="1"), "“aims 1.number”: a whole number is needed"),
        (lambda data: data["priority_actions"][0].update(aim="aim-9"), "“pa-1”: there is no aim “aim-9”"),
        (lambda data: data["aims"][1].update(id="aim-1"), "“aim-1”: this id is used more than once"),
        (lambda data: data["reporting"].update(publish_by="31-12"), "“reporting.publish_by”: “31-12” is not a day"),
        (lambda data: data.update(schema_version=2), "“schema_version”: “2” is not one of “1”"),
    ],
)
def test_faults_of_a_framework_file_are_named(change, said):
    with pytest.raises(UserProblem) as caught:
        parse(altered(change), "mine.json")
    assert "mine.json" in caught.value.what
    assert said in caught.value.what


def test_a_file_that_is_not_json_is_told():
    with pytest.raises(UserProblem) as caught:
        parse(b"{", "mine.json")
    assert "it is not JSON" in caught.value.what


def test_the_same_wording_is_found_whatever_its_dashes_case_and_full_stop():
    match = find_by_wording(
        "ENSURE that robust and high‑quality community interventions and public protection arrangements are "
        "consistently available across Scotland.",
        "aim",
    )
    assert (match.ref, match.exact, match.differences) == ("cjpf-2023:aim-2", True, ())


def test_an_indicator_is_found_by_its_stem_and_parts():
    match = find_by_wording(
        "Number of diversion from prosecution: assessments undertaken; cases commenced; cases successfully completed.",
        "indicator",
    )
    assert (match.ref, match.exact) == ("cjpf-2023:ni-1", True)


def test_a_differing_wording_gives_the_official_one_and_the_difference():
    match = find_by_wording(
        "Support integration and reduce stigma by ensuring the community have an improved understanding of and "
        "confidence in community justice",
        "priority action",
    )
    assert (match.ref, match.exact) == ("cjpf-2023:pa-13", False)
    assert [one.sentence for one in match.differences] == ["“and workforce” is missing"]


def test_a_wording_of_the_councils_own_matches_nothing():
    assert find_by_wording("Plant more trees in every park", "priority action") is None
    assert find_by_wording("  ", "priority action") is None


def test_the_framework_in_force_comes_first():
    outcome = load("opi-2016").outcomes[0]
    assert find_by_wording(outcome.text, "outcome").ref == f"opi-2016:{outcome.id}"
    assert find_by_wording(outcome.text, "outcome", "cjpf-2023") is None
