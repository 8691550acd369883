"""Data files: every fault is named with file, key and reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import pytest

from cjdesk.domain.datafile import record
from cjdesk.errors import UserProblem


@dataclass(frozen=True, kw_only=True)
class Round:
    show: Literal["round"]
    radius: float


@dataclass(frozen=True, kw_only=True)
class Square:
    show: Literal["square"]
    side: int


@dataclass(frozen=True, kw_only=True)
class Drawing:
    name: str
    shapes: tuple[Round | Square, ...] = ()
    made: date | None = None
    words: dict[str, str] | None = None
    framed: bool = False


def test_nested_records_are_built():
    data = {
        "name": "A",
        "shapes": [{"show": "round", "radius": 2}, {"show": "square", "side": 3}],
        "made": "2023-04-01",
        "words": {"a": "b"},
    }
    assert record(Drawing, data, "d.toml") == Drawing(
        name="A",
        shapes=(Round(show="round", radius=2.0), Square(show="square", side=3)),
        made=date(2023, 4, 1),
        words={"a": "b"},
    )


@pytest.mark.parametrize(
    ("data", "key", "reason"),
    [
        ({}, "name", "this key is missing"),
        ({"name": "A", "colour": "red"}, "colour", "this key is not known here"),
        ({"name": 3}, "name", "words in quotes"),
        ({"name": "A", "framed": 1}, "framed", "true or false"),
        ({"name": "A", "shapes": {}}, "shapes", "a list is needed"),
        ({"name": "A", "shapes": [3]}, "shapes 1.show", "this key is missing"),
        ({"name": "A", "shapes": [{"show": "star"}]}, "shapes 1.show", "“star” is not one of “round”, “square”"),
        ({"name": "A", "shapes": [{"show": "square", "side": 1.5}]}, "shapes 1.side", "a whole number"),
        ({"name": "A", "shapes": [{"show": "square", "side": True}]}, "shapes 1.side", "a whole number"),
        ({"name": "A", "shapes": [{"show": "round", "radius": "2"}]}, "shapes 1.radius", "a number is needed"),
        ({"name": "A", "made": "1 April"}, "made", "a date like 2023-04-01"),
        ({"name": "A", "words": {"a": 1}}, "words", "words in quotes"),
        ([], "", "a group of keys"),
    ],
)
def test_faults_name_file_key_and_reason(data, key, reason):
    with pytest.raises(UserProblem) as caught:
        record(Drawing, data, "drawing.toml")
    assert "drawing.toml" in caught.value.what
    assert (f"“{key}”" if key else "as a whole") in caught.value.what
    assert reason in caught.value.what
