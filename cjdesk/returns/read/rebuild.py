"""From the worker's columns and rows of plain values back to sheets of cells.

A sheet's cells are built when they are first looked at: a workbook's hidden heaps of old data are mostly never.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from math import isfinite
from typing import Any

from cjdesk.errors import UserProblem
from cjdesk.returns.model import Cell, Sheet
from cjdesk.returns.read.grid import KINDS, tidy
from cjdesk.returns.read.shown import general, show_day
from cjdesk.worker import no_collecting

Cells = dict[tuple[int, int], Cell]


def sheets_of(answer: dict[str, Any]) -> tuple[Sheet, ...]:
    """The sheets of an answer. Raises `UserProblem` "worker-garbled" where the answer does not hold together."""
    try:
        looks = [(str(number_format), str(fill)) for number_format, fill in answer["looks"]]
        for one in answer["sheets"]:
            _check(one, len(looks))
        return tuple(_sheet(one, looks) for one in answer["sheets"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UserProblem(
            "The file could not be read: its reader gave an answer that makes no sense.",
            "Nothing in the plan has changed.",
            "Open the file in Excel, save it as a new file, and try that one.",
            code="worker-garbled",
        ) from error


def _check(one: dict[str, Any], looks: int) -> None:
    """See that the columns belong together, so that building cells later cannot fail."""
    if "table" in one:
        if not set(map(type, one["table"])) <= {list}:
            raise ValueError("rows")
        return
    count = len(one["at"])
    if len(one["kinds"]) != count or len(one["raw"]) != count or len(one["styles"]) not in (0, count):
        raise ValueError("columns of different lengths")
    if not set(one["kinds"]) <= KINDS.keys() or max(one["styles"], default=0) >= looks:
        raise ValueError("unknown kinds or styles")


def _sheet(one: dict[str, Any], looks: list[tuple[str, str]]) -> Sheet:
    return Sheet(
        name=str(one["name"]),
        cells=LazyCells(one, looks),
        merges=tuple((top, left, bottom, right) for top, left, bottom, right in one["merges"]),
        hidden_rows=frozenset(one["hidden_rows"]),
        hidden_columns=frozenset(one["hidden_columns"]),
        visibility=one["visibility"],
        filtered=bool(one["filtered"]),
    )


class LazyCells(Mapping[tuple[int, int], Cell]):
    """Cells by row and column, built at the first look."""

    def __init__(self, one: dict[str, Any], looks: list[tuple[str, str]]) -> None:
        self._one = one
        self._looks = looks
        self._cells: Cells | None = None

    def _all(self) -> Cells:
        if self._cells is None:
            with no_collecting():
                self._cells = _from_table(self._one) if "table" in self._one else _from_columns(self._one, self._looks)
            self._one = {}
        return self._cells

    def __getitem__(self, key: tuple[int, int]) -> Cell:
        return self._all()[key]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


def _from_columns(one: dict[str, Any], looks: list[tuple[str, str]]) -> Cells:
    """Cells from the columns of a `Grid`. Most are plain, and a plain one costs a single call."""
    shown, formulas, comments = dict(one["shown"]), dict(one["formulas"]), dict(one["comments"])
    styles = one["styles"] or [0] * len(one["at"])
    cells: Cells = {}
    columns = zip(one["at"], one["kinds"], one["raw"], styles, strict=True)
    for number, (place, letter, raw, style) in enumerate(columns):
        row, column = place >> 14, (place & 16383) + 1
        text = shown[number] if number in shown else _as_shown(letter, raw)
        number_format, fill = looks[style]
        comment, formula = comments.get(place, ""), formulas.get(place, "")
        kind: Any = KINDS[letter]
        cells[row, column] = Cell(row, column, raw, text, kind, number_format, fill, comment, formula)
    return cells


def _as_shown(letter: str, raw: Any) -> str:
    """What is seen of a value that has no format of its own."""
    if letter == "n":
        return general(raw)
    if letter == "b":
        return "TRUE" if raw else "FALSE"
    return "" if raw is None else str(raw)


def _from_table(one: dict[str, Any]) -> Cells:
    """Cells from whole rows of values, as python-calamine gives them; what is empty is an empty text."""
    cells: Cells = {}
    left = one["left"]
    for row, values in enumerate(one["table"], start=one["top"]):
        for column, value in enumerate(values, start=left):
            if value.__class__ is str:
                if value:
                    text = tidy(value)
                    cells[row, column] = Cell(row, column, text, text)
            elif value.__class__ is list:
                cells[row, column] = _moment(row, column, value)
            else:
                cells[row, column] = _plain(row, column, value)
    return cells


def _plain(row: int, column: int, value: Any) -> Cell:
    if isinstance(value, bool):
        return Cell(row, column, value, "TRUE" if value else "FALSE", "bool")
    if not isfinite(value):
        return Cell(row, column, "#NUM!", "#NUM!", "error")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return Cell(row, column, value, general(value), "number")


def _moment(row: int, column: int, value: list[Any]) -> Cell:
    """A day, or a span of time as a part of a day."""
    if len(value) == 2:
        return Cell(row, column, value[0], str(value[1]), "number", "[h]:mm:ss")
    moment = datetime.fromisoformat(value[0])
    look = "dd/mm/yyyy" if moment.time() == time.min else "dd/mm/yyyy hh:mm"
    return Cell(row, column, value[0], show_day(moment, look), "date", look)
