"""Random layouts of known figures: whatever is certain is right, and in every layout all of it is found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from invented_returns import ADVICE, DIVERSION, FEMALES, MALES, THROUGHCARE, plan, received, sheet, told

from cjdesk.returns.understand import understand

LINES = {
    "VT": THROUGHCARE,
    "RM": MALES,
    "RF": FEMALES,
    "HA": ADVICE,
    "A18": "Number of people aged under 18 referred",
    "A21": "Number of people aged under 21 referred",
    "DV1": f"{DIVERSION} assessments undertaken",
    "DV3": f"{DIVERSION} iii) cases successfully completed",
}
HEADS = (
    ("Q1 2024-25", "Q2 2024-25", "Q3 2024-25"),
    ("Q1 24/25", "Q2 24/25", "Q3 24/25"),
    ("Apr-Jun 2024", "Jul–Sep 2024", "Oct - Dec 2024"),
    ("2024/25 Q1", "2024/25 Q2", "2024/25 Q3"),
    ("1 April 2024 to 30 June 2024", "1 July 2024 to 30 September 2024", "1 October 2024 to 31 December 2024"),
    ("Q1", "Q2", "Q3"),  # completed by the title
)
PERIODS = ("2024-25-Q1", "2024-25-Q2", "2024-25-Q3")

Figures = dict[tuple[str, int], int]


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    chosen = draw(st.lists(st.sampled_from(list(LINES)), min_size=1, max_size=6, unique=True))
    count = draw(st.integers(1, 3))
    return {(code, quarter): draw(st.integers(5, 99)) for code in chosen for quarter in range(count)}


def written(code: str, value: int, style: int) -> Any:
    if code == "HA":
        return f"{value}%" if style % 2 else f"{value} %"
    return (value, str(value), f" {value} ")[style % 3]


def across(truth: Figures, heads: Sequence[str], style: int) -> list[list[Any]]:
    quarters = sorted({quarter for _code, quarter in truth})
    lines = list(dict.fromkeys(code for code, _quarter in truth))
    rows: list[list[Any]] = [["Indicator", *(heads[one] for one in quarters), "Comments"]]
    rows += [[LINES[code], *(written(code, truth[code, one], style) for one in quarters), "as usual"] for code in lines]
    return rows


def down(truth: Figures, heads: Sequence[str], style: int) -> list[list[Any]]:
    quarters = sorted({quarter for _code, quarter in truth})
    lines = list(dict.fromkeys(code for code, _quarter in truth))
    rows: list[list[Any]] = [["Quarter", *(LINES[code] for code in lines)]]
    rows += [[heads[one], *(written(code, truth[code, one], style) for code in lines)] for one in quarters]
    return rows


def long(truth: Figures, heads: Sequence[str], style: int) -> list[list[Any]]:
    lines = [[LINES[code], heads[one], written(code, value, style)] for (code, one), value in truth.items()]
    return [["Indicator", "Period", "Value"], *lines]


def spaced(rows: list[list[Any]], left: int, gaps: bool) -> list[list[Any]]:
    """The same table further right, with an empty column between its columns."""
    return [[*[None] * left, *(value for one in row for value in ((one, None) if gaps else (one,)))] for row in rows]


@settings(max_examples=80, deadline=None)
@given(
    truth=figures(),
    layout=st.sampled_from([across, down, long]),
    heads=st.sampled_from(HEADS),
    style=st.integers(0, 5),
    title_rows=st.integers(0, 2),
    left=st.integers(0, 2),
    gaps=st.booleans(),
    notes=st.booleans(),
)
def test_all_is_found_and_what_is_certain_is_right(
    truth: Figures, layout: Any, heads: Sequence[str], style: int, title_rows: int, left: int, gaps: bool, notes: bool
) -> None:
    title: list[list[Any]] = [["Tayford partnership return 2024/25"], *[[]] * title_rows]
    foot: list[list[Any]] = [[], ["Notes"], ["1. Figures are as held on the day."]] if notes else []
    rows = [*title, *spaced(layout(truth, heads, style), left, gaps), *foot]
    reading = understand(received(sheet(rows)), plan())
    wanted = sorted((code, value, PERIODS[quarter]) for (code, quarter), value in truth.items())
    assert sorted(one[:3] for one in told(reading).values()) == wanted
    assert {one[3] for one in told(reading).values()} == {"certain"}


CELLS = (
    *(None, "", "Indicator", "Q1", "Q2 2024-25", "2024/25", "Total", "Notes", "RAG", "No.", "Action", "Progress"),
    *(12, 0.4, "41%", "<5", "-", "TBC", "G", "1.1", "Males", "ii) cases commenced", MALES, FEMALES, DIVERSION),
)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.lists(st.sampled_from(CELLS), max_size=6), max_size=9))
def test_any_heap_of_cells_is_understood_or_asked(rows: list[list[Any]]) -> None:
    reading = understand(received(sheet(rows)), plan())
    again = understand(received(sheet(rows)), plan())
    assert reading == again
    for one in reading.readings:
        if one.confidence == "certain":
            assert one.series_id is not None and one.period is not None
            assert one.figure.state not in ("unclear", "conflict", "error")
    for line in reading.progress:
        if line.confidence == "certain":
            assert line.action_id is not None
    assert len({one.cell for one in reading.readings}) == len(reading.readings)
