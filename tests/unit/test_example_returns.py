"""The six returns of the sample: made again byte for byte, and holding what the tests expect to be read of them."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
from PIL import Image, ImageChops, ImageStat

import resources
from cjdesk.domain.periods import quarter
from cjdesk.plans.example import load_example, load_example_board, load_example_returns
from cjdesk.plans.example_files import IndicatorsFile, read_toml

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = Path(__file__).resolve().parents[1] / "golden" / "example-returns"
FILES = [Path(one.file).name for one in load_example_returns()]


@cache
def maker() -> ModuleType:
    """``packaging`` is no package on purpose, so the script is loaded by its path."""
    spec = importlib.util.spec_from_file_location("make_example", ROOT / "packaging" / "make_example.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def expected(name: str) -> dict[str, Any]:
    return json.loads((EXPECTED / f"{name}.expected.json").read_text("utf-8"))  # type: ignore[no-any-return]


def cell_text(name: str, place: str) -> str:
    """What stands in a cell: the saved value, a percentage as it is shown."""
    data = resources.read_bytes(f"example/returns/{name}")
    sheet, _, cell = place.rpartition("!")
    if name.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        return rows[int(cell[1:]) - 1][ord(cell[0]) - ord("A")]
    found = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[sheet][cell]
    if found.number_format == "0%":
        return f"{found.value:.0%}"
    return str(found.value)


def test_six_returns_have_arrived_from_six_partners_for_the_last_quarter() -> None:
    returns = load_example_returns()
    assert len({one.partner for one in returns}) == len(returns) == 6
    waiting = {one.partner for one in load_example_board() if one.period == quarter(2025, 2) and one.stage == "issued"}
    assert {one.partner for one in returns} <= waiting
    assert sorted(FILES) == sorted(maker().RETURNS)
    assert [one.received_on for one in returns] == sorted(one.received_on for one in returns)


def test_the_messy_partner_is_also_late() -> None:
    last = load_example_returns()[-1]
    assert last.partner == "New Ground Mentoring"
    [due] = {one.due_on for one in load_example_board() if one.period == quarter(2025, 2)}
    assert last.received_on > due


@pytest.mark.parametrize("name", FILES)
def test_a_return_is_made_again_byte_for_byte(name: str) -> None:
    assert maker().RETURNS[name]() == resources.read_bytes(f"example/returns/{name}")


def test_the_picture_is_made_again_to_the_eye() -> None:
    """Other builds of the drawing library may round the edges of letters otherwise."""
    shipped = Image.open(io.BytesIO(resources.read_bytes("example/pictures/governance.png"))).convert("L")
    again = Image.open(io.BytesIO(maker().governance_chart())).convert("L")
    assert shipped.size == again.size
    assert ImageStat.Stat(ImageChops.difference(shipped, again)).mean[0] < 1


@pytest.mark.parametrize("name", FILES)
def test_expected_readings_stand_where_they_are_said_to_stand(name: str) -> None:
    for reading in expected(name)["readings"]:
        written = cell_text(name, reading["cell"]).strip().replace(" %", "%")
        if reading["value"] is not None:
            assert written.removesuffix("%").replace(",", "") == str(reading["value"]), reading["cell"]
            assert (reading["unit"] == "%") == written.endswith("%")
        elif reading["status"] == "conflict":
            assert written.removesuffix("%") == str(reading["candidates"][0])
        else:
            assert written == reading["note"]


@pytest.mark.parametrize("name", FILES)
def test_expected_lines_are_lines_of_the_plan_whose_provider_sent_the_file(name: str) -> None:
    keys = {one.key: one for one in read_toml(IndicatorsFile, "indicators.toml").indicator}
    texts = {one.text: one for one in load_example().indicators()}
    [sent] = [one for one in load_example_returns() if Path(one.file).name == name]
    for reading in expected(name)["readings"]:
        assert reading["indicator"] in keys
        one = texts[reading["indicator_text"]]
        labels = {part.label for part in one.parts} or {None}
        assert reading["part"] in labels or one.text == "Number of:"
        assert sent.partner == expected(name)["sender"]
        providers = {found.provider for found in load_example().indicators() if found.text == one.text}
        assert sent.partner in providers


def test_the_returns_bring_what_the_board_would_talk_about() -> None:
    """New figures, one changed since, an off figure nobody can settle but the sender, and a person's number."""
    jsw = {one["cell"]: one for one in expected("JSW Quarter 2 figures.xlsx")["readings"]}
    assert jsw["Diversion!F4"]["value"] == 25  # 24, provisional, was reported for quarter 1
    messy = expected("NEW GROUND stats FINAL v2.xlsx")
    assert [one["candidates"] for one in messy["readings"] if one["status"] == "conflict"] == [[57, 59]]
    assert messy["personal_data"] == [{"cell": "stats!A11", "kind": "telephone"}]
    assert "01632 960" in cell_text("NEW GROUND stats FINAL v2.xlsx", "stats!A11")


def test_expected_progress_names_actions_of_the_plan_or_asks() -> None:
    numbers = {placed.number for node in load_example().walk() for placed in node.actions}
    words = {status.word for status in load_example().statuses}
    progress = expected("Harbour Families progress September 2025.xlsx")["progress"]
    assert len(progress) == 6
    for one in progress:
        assert one["action"] in numbers or one["confidence"] == "ask"
        assert one["status"] in words or one["confidence"] == "ask"
        assert set(one.get("candidates", ())) <= numbers
    assert "10.7" not in numbers


def test_formulas_keep_the_results_they_were_saved_with() -> None:
    data = resources.read_bytes("example/returns/NHS Brannoch justice healthcare Jul-Sep 25.xlsx")
    formulas = openpyxl.load_workbook(io.BytesIO(data))["Return"]
    results = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Return"]
    assert (formulas["C7"].value, results["C7"].value) == ("=10+9+12", 31)
    assert (results["E2"].value, results["E3"].value, results["E5"].value) == (16 + 19, 8 + 7, 16 + 19 + 8 + 7)
    assert (results["B5"].value, results["C5"].value) == (16 + 8, 19 + 7)
