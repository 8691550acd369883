"""Named places in a layout's words."""

from __future__ import annotations

import pytest

from cjdesk.plans.patterns import fill, places


@pytest.mark.parametrize(
    ("pattern", "values", "wanted"),
    [
        ("{number} ({moscow})", {"number": "1.1", "moscow": "M"}, "1.1 (M)"),
        ("{number} ({moscow})", {"number": "1.1", "moscow": ""}, "1.1"),
        ("{number} ({moscow})", {"number": "", "moscow": "M"}, "(M)"),
        ("{number} ({moscow})", {"number": "", "moscow": ""}, ""),
        ("{edition} - Improvement Action", {"edition": "Year 2"}, "Year 2 - Improvement Action"),
        ("{edition} - Improvement Action", {"edition": ""}, "Improvement Action"),
        ("{label}: {title}", {"label": "", "title": "- a dash first"}, "- a dash first"),
        ("{label}: {title}", {"label": "Aim 1.", "title": ""}, "Aim 1."),
        ("[Lead: {lead}]", {"lead": "Housing"}, "[Lead: Housing]"),
        ("[Lead: {lead}]", {"lead": ""}, ""),
        ("{a}, {b}, {c}", {"a": "1", "b": "", "c": "3"}, "1, 3"),
        ("Actions of {label}.", {"label": ""}, "Actions of"),
        ("no places", {}, "no places"),
        ("{a}", {"a": "{b}"}, "{b}"),
    ],
)
def test_places_are_filled_and_empty_ones_leave_no_gap(pattern, values, wanted):
    assert fill(pattern, values) == wanted


def test_places_are_named_in_order():
    assert places("{edition} - {label}") == ["edition", "label"]


def test_a_place_without_a_value_is_a_bug():
    with pytest.raises(KeyError):
        fill("{colour}", {})
