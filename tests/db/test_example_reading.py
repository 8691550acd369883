"""The six returns of the sample, read against its own plan: what is sure, what is asked, what is left alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import resources
from cjdesk.plans.example import load_example_returns
from cjdesk.returns.as_json import to_json
from cjdesk.services.opening import only_plan, opened
from cjdesk.services.plans import new_sample
from cjdesk.services.receiving import Hints, read_return

EXPECTED = Path(__file__).resolve().parents[1] / "golden" / "example-returns"
LINE = ("indicator_text", "part", "breakdown", "period_start", "period_end", "value", "unit", "status", "confidence")
NOTES = ("action", "status", "text", "cell", "confidence", "revised_date")
UNITS = {"%": "percent", "count": "count", "hours": "hours"}
ASKED = {
    "NEW GROUND stats FINAL v2.xlsx": {"stats!B9", "stats!C9"},  # a line that is not in the plan is asked as well
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("sample") / "sample.cjplan"
    new_sample(path, who="test")
    yield path


def readout(sample: Path, folder: Path, file: str) -> dict[str, Any]:
    """What the program says of a return that was sent without a word: no partner and no sender is hinted."""
    copy = folder / Path(file).name
    copy.write_bytes(resources.read_bytes(file))
    with opened(sample, readonly=True) as store:
        reading, known = read_return(store, only_plan(store), copy, Hints())
    return to_json(reading, known)


def bare(cell: str, name: str) -> str:
    """A CSV file has one sheet, and its name says nothing."""
    return cell.rpartition("!")[2] if name.endswith(".csv") else cell


@pytest.mark.parametrize("file", [one.file for one in load_example_returns()])
def test_each_return_is_read_as_expected(sample: Path, tmp_path: Path, file: str) -> None:
    name = Path(file).name
    wanted = json.loads((EXPECTED / f"{name}.expected.json").read_text("utf-8"))
    found = readout(sample, tmp_path, file)
    assert (found["outcome"], found["partner"]) == (wanted["outcome"], wanted["sender"])
    assert found["as_at"] == wanted.get("as_at")
    expected = {
        one["cell"]: tuple({**one, "breakdown": one.get("breakdown"), "unit": UNITS[one["unit"]]}[key] for key in LINE)
        for one in wanted["readings"]
    }
    read = {bare(one["cell"], name): tuple(one[key] for key in LINE) for one in found["readings"]}
    assert {cell: one for cell, one in read.items() if cell not in ASKED.get(name, ())} == expected
    assert {read[cell][-1] for cell in ASKED.get(name, ())} <= {"ask"}
    assert [tuple(one.get(key) for key in NOTES) for one in found["progress"]] == [
        tuple(one.get(key) for key in NOTES) for one in wanted["progress"]
    ]
    candidates = [tuple(one.get("candidates", ())) for one in wanted["progress"]]
    assert [tuple(one["candidates"]) for one in found["progress"]] == candidates
    assert found["personal_data"] == wanted.get("personal_data", [])
