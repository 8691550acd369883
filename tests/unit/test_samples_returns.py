"""The sample returns against what is expected of each: every reading is right, or it is asked."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cjdesk.domain.statuses import DEFAULT_SCHEME
from cjdesk.returns.as_json import to_json
from cjdesk.returns.model import Known, KnownAction, KnownSeries, KnownStatus
from cjdesk.returns.read import read_file
from cjdesk.returns.understand import understand

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SAMPLES = SHARED / "returns" / "samples"
PLAN = SHARED / "real" / "perth-kinross-2023-2028.docx.expected.json"
EXPECTED = sorted(SAMPLES.glob("*.expected.json"))

pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="the shared samples are not here")


@cache
def perth_and_kinross() -> Known:
    """The plan the samples are sent for, as a store would give it."""
    plan = json.loads(PLAN.read_text(encoding="utf-8"))
    series: list[KnownSeries] = []
    for place, indicator in enumerate(plan["indicators"], 1):
        for part in indicator["parts"] or [{"label": "", "text": ""}]:
            number = len(series) + 1
            series.append(
                KnownSeries(
                    series_id=number,
                    code=f"S{number}",
                    indicator_id=place,
                    indicator_text=indicator["text"],
                    part_label=part["label"] or "",
                    part_text=part["text"],
                )
            )
    actions = tuple(
        KnownAction(action_id=place, code=f"A{place}", numbers=(action["number"],), text=action["text"])
        for place, action in enumerate(plan["actions"], 1)
    )
    statuses = tuple(
        KnownStatus(status_id=place, letter=one.letter, word=one.word, meaning=one.meaning, aliases=one.aliases)
        for place, one in enumerate(DEFAULT_SCHEME, 1)
    )
    return Known(series=tuple(series), actions=actions, statuses=statuses)


@cache
def said(name: str) -> dict[str, Any]:
    known = perth_and_kinross()
    answer = to_json(understand(read_file(SAMPLES / name), known), known)
    json.dumps(answer)  # plain values only
    return answer


@cache
def wanted(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))
    return found


def row_of(cell: str) -> str:
    sheet, _, place = cell.rpartition("!")
    return f"{sheet} row {place.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"


NAMES = [path.name.removesuffix(".expected.json") for path in EXPECTED]
UNITS = {"%": "percent"}
CONFIDENCES = {"suggest": "suggested"}
STATUS_WORDS = {"green": {"On track", "Complete"}, "amber": {"Some delay"}, "red": {"Off track"}}


def by_cell(readings: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["cell"].partition("!")[2]: one for one in readings}


@pytest.mark.parametrize("name", NAMES)
def test_the_outcome_is_the_expected_one(name: str) -> None:
    assert said(name)["outcome"] == wanted(name)["outcome"]
    assert said(name)["reason"] == wanted(name).get("reason")


@pytest.mark.parametrize("name", NAMES)
def test_every_expected_figure_is_read_and_no_other(name: str) -> None:
    found = by_cell(said(name)["readings"])
    assert sorted(found) == sorted(one["cell"] for one in wanted(name)["readings"])
    for one in wanted(name)["readings"]:
        reading = found[one["cell"]]
        for field in ("indicator_text", "part", "period_start", "period_end", "value", "note"):
            assert reading[field] == one[field], (one["cell"], field)
        assert reading["breakdown"] == one.get("breakdown"), one["cell"]
        assert reading["status"] == one["status"], one["cell"]
        assert reading["unit"] == UNITS.get(one["unit"], one["unit"]), one["cell"]
        assert reading["confidence"] == CONFIDENCES.get(one["confidence"], one["confidence"]), one["cell"]


@pytest.mark.parametrize("name", NAMES)
def test_every_expected_progress_line_is_read_and_no_other(name: str) -> None:
    found = by_cell(said(name)["progress"])
    expected = wanted(name)["progress"]
    if name.endswith(".csv"):  # the expectation counts the file's lines, one of which breaks inside a cell
        expected = [{**one, "cell": cell} for one, cell in zip(expected, ("B2", "B3"), strict=True)]
    assert sorted(found) == sorted(one["cell"] for one in expected)
    for one in expected:
        line = found[one["cell"]]
        assert (line["action"], line["text"]) == (one["action"], one["text"])
        assert line["confidence"] == one["confidence"], one["cell"]
        assert line["status"] in STATUS_WORDS.get(one["rag"], {None}), one["cell"]
        assert line["revised_date"] == one.get("revised_date")
        assert line["candidates"] == one.get("candidates", [])
        if one.get("complete"):
            assert line["status"] == "Complete"


@pytest.mark.parametrize("name", NAMES)
def test_a_progress_title_gives_its_date(name: str) -> None:
    assert said(name)["as_at"] == wanted(name).get("as_at")


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("18")])
def test_whatever_is_not_certain_is_named_with_a_code(name: str) -> None:
    answer = said(name)
    unsure = {row_of(one["cell"]) for one in answer["readings"] + answer["progress"] if one["confidence"] != "certain"}
    assert unsure <= {row_of(one["cell"]) for one in answer["problems"] if one["cell"]}


def test_totals_and_notes_of_the_custody_return_are_set_aside_with_the_reason() -> None:
    why = {
        one["cell"].partition("!")[2]: one["why"] for one in said("01-police-custody-quarters-across.xlsx")["ignored"]
    }
    assert {"C11", "D11", "E11"} <= set(why)
    assert "agrees" in why["C11"]
    assert why["A15"].endswith("2. Q4 figures will follow in May.")


def test_the_comment_beside_a_line_is_kept_with_its_figures() -> None:
    found = by_cell(said("01-police-custody-quarters-across.xlsx")["readings"])
    assert found["C9"]["comment"] == "Arrest referral worker in post from Sept"
    assert found["C8"]["comment"] is None


def test_a_year_to_date_row_is_checked_and_not_read() -> None:
    answer = said("02-cjsw-diversion-quarters-down.xlsx")
    why = {one["cell"]: one["why"] for one in answer["ignored"]}
    assert "agrees" in why["DfP!C8"] and "agrees" in why["DfP!E8"]
    assert not any(one["code"] == "T05" for one in answer["problems"])


def test_hidden_parts_are_said_and_not_read() -> None:
    answer = said("05-formulas-with-values-hidden.xlsx")
    told = " ".join(one["say"] for one in answer["problems"] if one["code"] == "F05")
    assert "2022-23 DO NOT USE" in told and "hidden" in told
    assert not {"D2", "D3", "B5"} & set(by_cell(answer["readings"]))


def test_equal_lines_are_ignored_and_different_ones_are_one_question() -> None:
    answer = said("10-duplicates-and-misspelling.xlsx")
    why = {one["cell"]: one["why"] for one in answer["ignored"]}
    assert why["VT!B5"] == "Repeats VT!B4."
    assert [one["cell"] for one in answer["problems"] if "more than once" in one["say"]] == ["VT!B6"]


def test_a_password_is_a_refusal_with_what_to_do() -> None:
    answer = said("18-password.xlsx")
    assert answer["readings"] == [] and answer["progress"] == []
    assert "password" in answer["say"] and "damaged" not in answer["say"]
