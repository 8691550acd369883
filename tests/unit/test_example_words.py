"""The sample's words: our own, British, plain, and about nobody real."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "resources" / "example"
SEEDS = ROOT.parent / "shared" / "seeds"
SHINGLE = 8

FILES = sorted(path for path in EXAMPLE.rglob("*") if path.suffix in (".toml", ".csv", ".md"))
MAKER = ROOT / "packaging" / "make_example.py"


@cache
def texts() -> dict[str, list[str]]:
    """What people read, by file: each text file whole, and the sentences that the script puts into the returns."""
    found = {path.name: [path.read_text("utf-8-sig")] for path in FILES}
    literals = [node.value for node in ast.walk(ast.parse(MAKER.read_text("utf-8"))) if isinstance(node, ast.Constant)]
    found[MAKER.name] = [one for one in literals if isinstance(one, str) and " " in one]
    return found


def all_text() -> str:
    return "\n".join(text for listed in texts().values() for text in listed)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold().replace("'", "").replace("’", ""))


def shingles(text: str) -> set[tuple[str, ...]]:
    listed = words(text)
    return {tuple(listed[start : start + SHINGLE]) for start in range(len(listed) - SHINGLE + 1)}


def official() -> set[tuple[str, ...]]:
    """Runs of words of the framework, which the sources and this sample both print."""
    found: set[tuple[str, ...]] = set()

    def walk(data: object) -> None:
        if isinstance(data, str):
            found.update(shingles(data))
        elif isinstance(data, dict):
            for value in data.values():
                walk(value)
        elif isinstance(data, list):
            for value in data:
                walk(value)

    walk(json.loads((ROOT / "resources" / "frameworks" / "cjpf-2023.json").read_text("utf-8")))
    return found


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source documents are not beside this clone")
def test_nothing_is_copied_from_the_source_documents() -> None:
    ours = {name: set().union(*map(shingles, listed)) for name, listed in texts().items()}
    seeds = sorted(SEEDS.glob("*.txt"))
    assert len(seeds) == 5
    theirs = set().union(*(shingles(path.read_text("utf-8")) for path in seeds)) - official()
    assert {name: [" ".join(one) for one in sorted(found & theirs)] for name, found in ours.items()} == {
        name: [] for name in ours
    }


@pytest.mark.parametrize(
    "pattern",
    [
        r"\boffenders?\b",
        r"\bex-offenders?\b",
        r"\bprisoners?\b",
        r"\baddicts?\b",
        r"\binmates?\b",
        r"\bservice users?\b",
        r"\b\w+(?:iz|yz)(?:e|ed|es|ing|ation)\b(?<!size)(?<!sized)(?<!prize)",
        r"\b(?:behavior|color|center|program|programs|fulfill|labor|neighbor|catalog|judgment)\w*\b(?<!programme)(?<!programmes)",
        r"[—–]",
        r"\bCJS\b",
    ],
)
def test_words_that_are_not_used(pattern: str) -> None:
    assert re.findall(pattern, all_text(), re.IGNORECASE) == []


def test_addresses_and_telephone_numbers_cannot_be_real() -> None:
    addresses = re.findall(r"[\w.]+@([\w.]+\w)", all_text())
    assert len(addresses) > 14
    assert all(domain.endswith(".example.org") for domain in addresses)
    telephones = re.findall(r"\b0\d{3,4} ?\d{3} ?\d{3}\b", all_text())
    assert len(telephones) > 14
    assert all(re.fullmatch(r"01632 960\d{3}", one) for one in telephones)
    postcodes = re.findall(r"\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b", all_text())
    assert postcodes == []


def test_real_places_of_other_plans_are_not_named() -> None:
    assert re.findall(r"\b(?:Perth|Kinross|Dundee|Dumfries|Galloway|Tayside|Dunbartonshire)\b", all_text()) == []


def test_files_stay_short_enough_to_edit_by_hand() -> None:
    assert {path.name: lines for path in FILES if (lines := len(path.read_text("utf-8").splitlines())) > 600} == {}
