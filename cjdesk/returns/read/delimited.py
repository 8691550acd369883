"""Text files with separators: .csv and its relatives, in the encodings and with the separators that turn up."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from typing import Any

from cjdesk.returns.read.grid import MOST_COLUMNS, MOST_ROWS, MOST_TEXT, Budget, Grid
from cjdesk.returns.read.refusal import empty, not_a_spreadsheet, too_large

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t|"
_SAMPLE_ROWS = 60
_MOSTLY, _HARDLY = 0.5, 0.05
_ERRORS = frozenset({"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"})
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_BINARY = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\ud800-\udfff\ufffe\uffff]")


def read(data: bytes) -> dict[str, Any]:
    """The file as the worker's answer, as one sheet. Raises `Refusal` for what is no text."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise empty()
    separator, text = _separator(text)
    rows, unclosed = _rows(text, separator)
    grid = grid_of(rows, "Sheet1")
    problems = []
    if unclosed:
        say = "A quotation mark in this file is never closed, so quotation marks were read as plain signs."
        problems.append(["F01", "", say])
    return answer(grid, problems)


def answer(grid: Grid, problems: list[list[str]]) -> dict[str, Any]:
    """One sheet without looks or facts, as the worker answers."""
    facts = {"macros": False, "links": 0, "connections": False, "names": {}, "properties": {}}
    looks = [["General", ""]]
    return {"kind": "csv", "sheets": [grid.wire()], "looks": looks, "facts": facts, "problems": problems}


def decoded(data: bytes) -> str:
    """The text of the file, its encoding found by its bytes. Raises `Refusal` where it is none."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _BINARY.search(text.rstrip("\x1a")) is None:
            return text
    raise not_a_spreadsheet("not a workbook and not text: its bytes belong to a program that CJ Desk does not know")


def _encodings(data: bytes) -> list[str]:
    """What to try, in order. UTF-16 without a mark shows by its noughts: most of one side, hardly any of the other."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return [encoding]
    head = data[:4000]
    even, odd = (head[side::2].count(0) * 2 / len(head) for side in (0, 1))
    if max(even, odd) < _MOSTLY:
        return ["utf-8", "cp1252"]
    return [] if min(even, odd) > _HARDLY else ["utf-16-le" if odd > even else "utf-16-be"]


def _separator(text: str) -> tuple[str, str]:
    """The sign between cells, and the text without Excel's own line that names it."""
    first, _, rest = text.partition("\n")
    named = first.strip("\r\ufeff ")
    if named.lower().startswith("sep=") and len(named) == 5:
        return named[4], rest
    return max(_SEPARATORS, key=lambda sign: _fit(text, sign)), text


def _fit(text: str, sign: str) -> tuple[bool, float, int]:
    """How well a sign divides the first rows: whether quotation marks close where it says, then the share of rows of
    the commonest width, then that width."""
    rows = _first_rows(text, sign, strict=True)
    closed = rows is not None
    rows = rows if rows is not None else _first_rows(text, sign, strict=False)
    widths = [len(row) for row in rows or () if row]
    wide = [width for width in widths if width > 1]
    if not wide:
        return (False, 0, 0)
    common = max(set(wide), key=lambda width: (wide.count(width), width))
    return (closed, wide.count(common) / len(widths), common)


def _first_rows(text: str, sign: str, *, strict: bool) -> list[list[str]] | None:
    try:
        return list(islice(_reader(text[:200_000], sign, strict=strict), _SAMPLE_ROWS))
    except csv.Error:
        return None


def _reader(text: str, sign: str, quoted: bool = True, strict: bool = False) -> Iterator[list[str]]:
    """``text`` has newlines only. A quoted line break stays within its cell."""
    csv.field_size_limit(MOST_TEXT)
    lines = StringIO(text, newline="")
    if not quoted:
        return csv.reader(lines, delimiter=sign, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=sign, strict=strict)


def _rows(text: str, sign: str) -> tuple[list[list[str]], bool]:
    """All rows, and whether quotation marks had to be read as plain signs because one is never closed."""
    try:
        return list(_reader(text, sign, strict=True)), False
    except csv.Error:
        return list(_reader(text, sign, quoted=False)), True


def grid_of(rows: Iterable[list[str]], name: str) -> Grid:
    """Rows of texts as a sheet. A plain number counts as one; what is shown is always the text as written."""
    grid = Grid(name, Budget())
    for row, cells in enumerate(rows, start=1):
        if row > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise too_large("it has more rows or columns than Excel allows.", "csv")
        for place, text in enumerate(cells, start=row << 14):
            if text.strip():
                _take(grid, place, text)
        grid.check()
    return grid


def _take(grid: Grid, place: int, text: str) -> None:
    if text.strip() in _ERRORS:
        grid.add(place, "e", text.strip())
        return
    if _PLAIN_NUMBER.fullmatch(text) is None:
        grid.add(place, "t", text)
        return
    grid.shown[len(grid.at)] = text
    grid.add(place, "n", float(text) if "." in text else int(text))
