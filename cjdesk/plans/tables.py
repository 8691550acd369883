"""The neutral table between a layout and a document: columns, and rows of cells made of lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from cjdesk.plans.layout_model import Column

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph, or with a ``label`` an item of a list (``depth`` from 1)."""

    text: str
    label: str = ""
    depth: int = 1
    bold: bool = False


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column as it is printed; ``width`` is a share, whatever they add up to."""

    heading: str
    width: float
    align: Literal["left", "right"] = "left"
    row_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainTable:
    """A table without merged cells; every row has a cell for every column."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Lines, ...], ...]
    summary: str = ""


_BULLET = re.compile(r"\s*[•●▪◦‣·*–-]\s+(?=\S)")
_NUMBERED = re.compile(r"\s*(\(?(?:[ivx]{1,5}|[a-z])\)|\(?\d{1,2}[.)])\s+(?=\S)")


def lines_of(text: str, *, bold: bool = False) -> Lines:
    """Text as its lines: one starting with a bullet or "i)" is a list item, any other a paragraph; empty ones go."""
    return tuple(_line(line, bold) for line in text.split("\n") if line.strip())


def _line(text: str, bold: bool) -> Line:
    if found := _NUMBERED.match(text):
        return Line(text=text[found.end() :].rstrip(), label=found.group(1), bold=bold)
    if found := _BULLET.match(text):
        return Line(text=text[found.end() :].rstrip(), label="•", bold=bold)
    return Line(text=text.strip(), bold=bold)


def table_of(
    columns: Sequence[Column],
    rows: Iterable[Row],
    cell: Callable[[str, Row], Lines],
    heading: Callable[[str], str],
    summary: str = "",
) -> PlainTable:
    """The table of a layout's columns over ``rows``.

    ``cell(source, row)`` gives a cell's lines, ``heading`` fills the places of a heading. Optional columns in which
    nothing stands are left out.
    """
    given = list(rows)
    cells = [[cell(column.source, row) for row in given] for column in columns]
    kept = [
        (column, found)
        for column, found in zip(columns, cells, strict=True)
        if not column.optional or any(_has_words(one) for one in found)
    ]
    filled = [[one if _has_words(one) else lines_of(column.empty) for one in found] for column, found in kept]
    return PlainTable(
        columns=tuple(
            TableColumn(
                heading=heading(column.heading),
                width=column.width,
                align=column.align,
                row_heading=column.row_heading,
            )
            for column, _ in kept
        ),
        rows=tuple(zip(*filled, strict=True)) if given else (),
        summary=summary,
    )


def _has_words(lines: Lines) -> bool:
    return any(line.text.strip() for line in lines)
