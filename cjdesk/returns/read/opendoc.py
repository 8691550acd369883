"""The sheets of an .ods, read as a stream: values with the text that is seen, fills, hidden parts, formulas, comments.

python-calamine reads such files faster but sees values only; it is kept for very large ones (see `job`).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cjdesk.returns.read.grid import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Budget, Grid, place_of, tidy
from cjdesk.returns.read.refusal import damaged, too_large
from cjdesk.returns.read.sheetxml import iso_of, parse
from cjdesk.returns.read.sniff import open_part

_MOST_SHEETS = 500
_REFERENCE = re.compile(r"\[(\$?(?:'(?:[^']|'')*'|[^\]'.:]*))\.([^\]:]+)(?::[^\].]*\.([^\]]+))?\]")
_SPAN = re.compile(r"P?T?(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7})(?:[.,]\d*)?S)?")
_MACRO = re.compile(r"Basic/[^/]+/(?!script-l)[^/]+\.xml|Scripts/.+/.+")
_FORMATS = {"percentage": "0%", "date": "dd/mm/yyyy", "time": "[h]:mm:ss"}


def read(package: zipfile.ZipFile) -> dict[str, Any]:
    """The workbook as the worker's answer. Raises `Refusal`, or expat's error for broken XML."""
    names = {part.filename for part in package.infolist()}
    if "content.xml" not in names:
        raise damaged("ods")
    reader = _Reader()
    with open_part(package, "content.xml") as stream:
        reader.read(stream)
    properties = _Properties()
    if "meta.xml" in names:
        with open_part(package, "meta.xml") as stream:
            properties.read(stream)
    facts = {
        "macros": any(_MACRO.fullmatch(name) for name in names),
        "links": len(reader.others),
        "connections": False,
        "names": reader.names,
        "properties": properties.found,
    }
    looks = [list(look) for look in reader.looks]
    return {"kind": "ods", "sheets": [grid.wire() for grid in reader.grids], "looks": looks, "facts": facts}


class _Properties:
    """Document properties of our own template."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._name = ""

    def read(self, stream: Any) -> None:
        parse(stream, self._start, self._end, self._text, lambda: None)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        known = attributes.get("meta:name", "").casefold() if name == "meta:user-defined" else ""
        self._name = known if known.startswith("cjdesk") else ""

    def _end(self, _name: str) -> None:
        self._name = ""

    def _text(self, text: str) -> None:
        if self._name:
            self.found[self._name] = self.found.get(self._name, "") + text


class _Reader:
    """Walks the content once. One cell and one row may stand for many: what they hold is written out, within limits."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.names: dict[str, str] = {}
        self.others: set[str] = set()
        self.looks: dict[tuple[str, str], int] = {("General", ""): 0}
        self._budget = Budget()
        self._fills: dict[str, str] = {}
        self._unshown: set[str] = set()
        self._style = ""
        self._tables = 0
        self._skipped = False
        self._row = self._rows = self._column = 0
        self._hidden = False
        self._cell: dict[str, str] | None = None
        self._words: list[str] = []
        self._note = ""
        self._comment: list[str] | None = None
        self._paragraphs = 0
        self._pending: list[tuple[int, int, dict[str, str], str, str]] = []
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "style:style": self._start_style,
            "style:table-cell-properties": self._start_cell_style,
            "style:table-properties": self._start_table_style,
            "table:table": self._start_table,
            "table:table-column": self._start_column,
            "table:table-row": self._start_row,
            "table:table-cell": self._start_cell,
            "table:covered-table-cell": self._start_cell,
            "table:named-expression": self._start_name,
            "office:annotation": self._start_comment,
            "text:p": self._start_paragraph,
            "text:s": lambda attributes: self._text(" " * _count(attributes, "text:c", 1_000)),
            "text:tab": lambda _attributes: self._text("\t"),
            "text:line-break": lambda _attributes: self._text("\n"),
        }
        self._ends: dict[str, Callable[[], None]] = {
            "table:table": self._end_table,
            "table:table-row": self._end_row,
            "table:table-cell": self._end_cell,
            "table:covered-table-cell": self._end_cell,
            "office:annotation": self._end_comment,
            "text:p": self._end_paragraph,
        }

    def read(self, stream: Any) -> None:
        parse(stream, self._start, self._end, self._text, self._check)
        self._check()

    def _check(self) -> None:
        for grid in self.grids[-1:]:
            grid.check()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        start = self._starts.get(name)
        if start is not None:
            start(attributes)

    def _end(self, name: str) -> None:
        end = self._ends.get(name)
        if end is not None:
            end()

    def _text(self, text: str) -> None:
        if self._paragraphs:
            (self._words if self._comment is None else self._comment).append(text)

    # --- styles

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("style:name", "")

    def _start_cell_style(self, attributes: dict[str, str]) -> None:
        colour = attributes.get("fo:background-color", "").lstrip("#").upper()
        if re.fullmatch("[0-9A-F]{6}", colour) and colour != "FFFFFF":
            self._fills[self._style] = colour

    def _start_table_style(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self._unshown.add(self._style)

    # --- sheets, columns, rows

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:
            return
        name = attributes.get("table:name", "")
        self._skipped = name.startswith("'file:")  # a saved copy of a sheet of another workbook
        if len(self.grids) >= _MOST_SHEETS:
            raise too_large("it has more sheets than any return.", "ods")
        hidden = attributes.get("table:style-name", "") in self._unshown
        self._check()
        if not self._skipped:
            self.grids.append(Grid(tidy(name), self._budget, "hidden" if hidden else "visible"))
        self._row, self._column = 1, 1

    def _end_table(self) -> None:
        self._tables -= 1

    @property
    def _open(self) -> bool:
        return self._tables == 1 and not self._skipped

    def _start_column(self, attributes: dict[str, str]) -> None:
        if not self._open:
            return
        last = self._column + _count(attributes, "table:number-columns-repeated", MOST_COLUMNS) - 1
        if attributes.get("table:visibility", "visible") != "visible":
            self.grids[-1].hidden_spans.append((self._column, min(last, MOST_COLUMNS)))
        self._column = last + 1

    def _start_row(self, attributes: dict[str, str]) -> None:
        if not self._open:
            return
        self._column = 1
        self._rows = _count(attributes, "table:number-rows-repeated", MOST_ROWS)
        visibility = attributes.get("table:visibility", "visible")
        self._hidden = visibility != "visible"
        if visibility == "filter":
            self.grids[-1].filtered = True

    def _end_row(self) -> None:
        if not self._open:
            return
        if self._pending:
            self._write_row()
        self._row += self._rows

    def _write_row(self) -> None:
        """Write the row as often as it says; what that would come to is counted before."""
        grid = self.grids[-1]
        self._budget.take(0, sum(len(words) + len(note) for _, _, _, words, note in self._pending) * self._rows)
        cells = sum(count for _, count, _, _, _ in self._pending) * self._rows
        if cells > self._budget.cells:
            self._budget.take(cells, 0)
        for row in range(self._row, self._row + self._rows):
            if row > MOST_ROWS:
                raise damaged("ods")
            if self._hidden:
                grid.hidden_rows.add(row)
            for column, count, cell, words, note in self._pending:
                for at in range(column, column + count):
                    self._write(grid, row, at, cell, words, note)
        grid.check()
        self._pending.clear()

    # --- cells

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if self._open:
            self._cell = attributes
            self._words = []
            self._note = ""

    def _start_paragraph(self, _attributes: dict[str, str]) -> None:
        if self._cell is not None:
            into = self._words if self._comment is None else self._comment
            if into:
                into.append("\n")
            self._paragraphs += 1

    def _end_paragraph(self) -> None:
        self._paragraphs = max(0, self._paragraphs - 1)

    def _start_comment(self, _attributes: dict[str, str]) -> None:
        if self._cell is not None:
            self._comment = []

    def _end_comment(self) -> None:
        self._note = tidy("".join(self._comment or ())).strip()
        self._comment = None

    def _end_cell(self) -> None:
        cell = self._cell
        if cell is None or not self._open:
            return
        self._cell = None
        count = _count(cell, "table:number-columns-repeated", MOST_COLUMNS)
        words = "".join(self._words)
        holds = words or self._note or "office:value-type" in cell or "table:formula" in cell
        if holds or (count == self._rows == 1 and self._fill(cell)):  # a colour without a word, but no coloured paper
            if self._column + count - 1 > MOST_COLUMNS:
                raise damaged("ods")
            self._pending.append((self._column, count, cell, words, self._note))
        self._column += count

    def _fill(self, cell: dict[str, str]) -> str:
        return self._fills.get(cell.get("table:style-name", ""), "")

    def _write(self, grid: Grid, row: int, column: int, cell: dict[str, str], words: str, note: str) -> None:
        place = place_of(row, column)
        kind = cell.get("office:value-type", "")
        style = self.looks.setdefault((_FORMATS.get(kind, "General"), self._fill(cell)), len(self.looks))
        if note:
            grid.comments[place] = note
        if "table:formula" in cell:
            grid.formulas[place] = self._formula(cell["table:formula"])
        down, across = (_count(cell, f"table:number-{what}-spanned", MOST_ROWS) for what in ("rows", "columns"))
        if down * across > 1 and column + across - 1 <= MOST_COLUMNS and row + down - 1 <= MOST_ROWS:
            grid.merges.append((row, column, row + down - 1, column + across - 1))
        letter, raw = _value(cell, kind, words)
        if letter in "nd" and words:
            grid.shown[len(grid.at)] = tidy(words[:MOST_CHARACTERS])
        grid.add(place, letter, raw, style)

    def _formula(self, text: str) -> str:
        """As Excel writes it: ``of:=[.B3]+['Old'.A1]`` reads ``=B3+'Old'!A1``."""
        if "file:/" in text:
            self.others.update(re.findall(r"'(file:/[^']*)'", text))

        def one(found: re.Match[str]) -> str:
            sheet = found[1].removeprefix("$")
            return (sheet + "!" if sheet else "") + found[2] + (":" + found[3] if found[3] else "")

        return "=" + _REFERENCE.sub(one, text.partition("=")[2])[:MOST_CHARACTERS]

    def _start_name(self, attributes: dict[str, str]) -> None:
        name, text = attributes.get("table:name", "").casefold(), attributes.get("table:expression", "").strip()
        if name.startswith("cjdesk_"):
            quoted = len(text) > 1 and text[0] == text[-1] == '"'
            self.names[name] = text[1:-1].replace('""', '"') if quoted else text


def _value(cell: dict[str, str], kind: str, words: str) -> tuple[str, Any]:
    """The kind of a cell, as one letter, and its value."""
    if cell.get("calcext:value-type") == "error" or (words.startswith("Err:") and "table:formula" in cell):
        return "e", words[:40]
    try:
        if kind in ("float", "percentage", "currency"):
            number = float(cell.get("office:value", ""))
            if number != number or abs(number) > 1e308:
                return "e", "#NUM!"
            return "n", int(number) if number.is_integer() and abs(number) < 1e15 else number
        if kind == "date":
            return "d", iso_of(datetime.fromisoformat(cell.get("office:date-value", "")[:19]))
    except ValueError:
        return "t", words
    if kind == "boolean":
        return "b", cell.get("office:boolean-value") == "true"
    span = _SPAN.fullmatch(cell.get("office:time-value", "")) if kind == "time" else None
    if span is not None:
        hours, minutes, seconds = (int(part or 0) for part in span.groups())
        return "n", (hours * 3_600 + minutes * 60 + seconds) / 86_400
    if not words and not kind:
        return ("f" if "table:formula" in cell else "t"), None
    return "t", words or cell.get("office:string-value", "")


def _count(attributes: dict[str, str], name: str, most: int) -> int:
    """A repetition, at least 1. More than there can be is damage where it would matter, so it is only bounded."""
    text = attributes.get(name, "1")
    return min(max(int(text[:9]), 1), most) if text.isdecimal() else 1
