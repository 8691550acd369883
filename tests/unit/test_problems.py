"""The table of problem codes: complete, used by the program, and each with a test."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from cjdesk.domain.values import Flag
from cjdesk.returns.problems import CODES, flag_problems, problem

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__)
README = ROOT.parent / "shared" / "returns" / "README.md"


@cache
def text_of(folder: str, *, besides: str) -> str:
    files = sorted((ROOT / folder).rglob("*.py"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.name != besides)


def test_the_table_has_the_codes_and_severities_of_the_product_document() -> None:
    if not README.exists():
        pytest.skip("the shared product documents are not here")
    rows = re.findall(r"^\| ([A-Z]\d\d) .*\| ([SAN])(?: [^|]*)?\|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    letters = {"S": "stop", "A": "ask", "N": "note"}
    assert {code: letters[letter] for code, letter in rows} == {code: row.severity for code, row in CODES.items()}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_used_and_tested(code: str) -> None:
    quoted = f'"{code}"'
    assert quoted in text_of("cjdesk", besides="problems.py"), f"nothing in the program says {code}"
    assert quoted in text_of("tests", besides=HERE.name), f"no test looks for {code}"


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_words(code: str) -> None:
    row = CODES[code]
    assert row.title and row.sentence and row.suggest.endswith(".")


def test_a_sentence_is_filled_and_may_be_replaced() -> None:
    filled = problem("T05", "S!B4", label="'Total'", said="41", added="38")
    assert (filled.say, filled.severity, filled.cell) == ("'Total' says 41; the rows add to 38.", "ask", "S!B4")
    assert problem("T05", say="Other words.").say == "Other words."


def test_a_gap_left_open_is_a_mistake() -> None:
    with pytest.raises(LookupError, match="added"):
        problem("T05", label="Total", said="41")


def test_flags_of_a_figure_keep_their_words_and_get_their_severity() -> None:
    [one] = flag_problems([Flag(code="C07", say="It cannot be negative.")], "S!C8")
    assert (one.severity, one.say, one.cell) == ("stop", "It cannot be negative.", "S!C8")
    assert one.suggest
