"""From the worker's columns of plain values back to sheets of cells."""

from __future__ import annotations

import gc
from typing import Any

from cjdesk.errors import UserProblem
from cjdesk.returns.model import Cell, Sheet
from cjdesk.returns.read.grid import KINDS
from cjdesk.returns.read.shown import general


def sheets_of(answer: dict[str, Any]) -> tuple[Sheet, ...]:
    """The sheets of an answer. Raises `UserProblem` "worker-garbled" where the answer does not hold together."""
    collecting = gc.isenabled()
    gc.disable()  # many small objects, none of them rubbish: looking through them again and again costs half the time
    try:
        looks = [(str(number_format), str(fill)) for number_format, fill in answer["looks"]]
        return tuple(_sheet(one, looks) for one in answer["sheets"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise UserProblem(
            "The file could not be read: its reader gave an answer that makes no sense.",
            "Nothing in the plan has changed.",
            "Open the file in Excel, save it as a new file, and try that one.",
            code="worker-garbled",
        ) from error
    finally:
        if collecting:
            gc.enable()


def _sheet(one: dict[str, Any], looks: list[tuple[str, str]]) -> Sheet:
    return Sheet(
        name=str(one["name"]),
        cells=_cells(one, looks),
        merges=tuple((top, left, bottom, right) for top, left, bottom, right in one["merges"]),
        hidden_rows=frozenset(one["hidden_rows"]),
        hidden_columns=frozenset(one["hidden_columns"]),
        visibility=one["visibility"],
        filtered=bool(one["filtered"]),
    )


def _cells(one: dict[str, Any], looks: list[tuple[str, str]]) -> dict[tuple[int, int], Cell]:
    """Cells by row and column. Most are plain, and a plain one costs a single call."""
    shown, formulas, comments = dict(one["shown"]), dict(one["formulas"]), dict(one["comments"])
    styles = one["styles"] or [0] * len(one["at"])
    cells: dict[tuple[int, int], Cell] = {}
    rows = zip(one["at"], one["kinds"], one["raw"], styles, strict=True)
    for number, (place, letter, raw, style) in enumerate(rows):
        row, column = place >> 14, (place & 16383) + 1
        text = shown[number] if number in shown else _as_shown(letter, raw)
        number_format, fill = looks[style]
        cells[row, column] = Cell(
            row,
            column,
            raw,
            text,
            KINDS[letter],  # type: ignore[arg-type]
            number_format,
            fill,
            comments.get(place, ""),
            formulas.get(place, ""),
        )
    return cells


def _as_shown(letter: str, raw: Any) -> str:
    """What is seen of a value that has no format of its own."""
    if letter == "n":
        return general(raw)
    if letter == "b":
        return "TRUE" if raw else "FALSE"
    return "" if raw is None else str(raw)
