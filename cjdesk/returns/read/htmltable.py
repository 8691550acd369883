"""Tables of a web page, which some systems send under the name of a workbook. Each table becomes a sheet."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from cjdesk.returns.read.delimited import decoded
from cjdesk.returns.read.grid import MOST_COLUMNS, Budget, Grid, place_of
from cjdesk.returns.read.refusal import not_a_spreadsheet, too_large

_MOST_TABLES = 200
_MOST_SPAN = 1_000
_BREAKS = ("br", "p", "div", "li")


def read(data: bytes) -> dict[str, Any]:
    """The page's tables as the worker's answer. Raises `Refusal` where there is none."""
    page = _Page(Budget())
    page.feed(decoded(data))
    page.close()
    if not any(grid.at for grid in page.grids):
        raise not_a_spreadsheet("a web page without a table")
    facts = {"macros": False, "links": 0, "connections": False, "names": {}, "properties": {}}
    for grid in page.grids:
        grid.check()
    sheets = [grid.wire() for grid in page.grids if grid.at]
    return {"kind": "html", "sheets": sheets, "looks": [["General", ""]], "facts": facts}


class _Page(HTMLParser):
    """Gathers cells; a table inside a cell of another counts as text of that cell."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[Grid] = []
        self._budget = budget
        self._depth = 0
        self._row = 0
        self._column = 0
        self._text: list[str] | None = None
        self._spans = (1, 1)
        self._taken: set[int] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._start_table()
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self._row += 1
            self._column = 0
        elif self._depth == 1 and tag in ("td", "th") and self._row:
            self._end_cell()
            self._text = []
            known = dict(attrs)
            self._spans = (_span(known.get("rowspan")), _span(known.get("colspan")))
        elif tag in _BREAKS and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._depth == 1 and tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table":
            self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(" ".join(data.split()) if data.strip() else " ")

    def _start_table(self) -> None:
        self._depth += 1
        if self._depth == 1:
            if len(self.grids) >= _MOST_TABLES:
                raise too_large("it holds more tables than any return.", "html")
            self.grids.append(Grid(f"Table {len(self.grids) + 1}", self._budget))
            self._row = self._column = 0
            self._taken = set()

    def _end_cell(self) -> None:
        if self._text is None:
            return
        words, self._text = "".join(self._text).strip(), None
        column = self._column + 1
        while place_of(self._row, column) in self._taken:
            column += 1
        rows, columns = self._spans
        if column + columns > MOST_COLUMNS:
            raise too_large("it has more columns than Excel allows.", "html")
        if rows * columns > 1:
            self._merge(column, rows, columns, bool(words))
        self._column = column + columns - 1
        if words:
            self.grids[-1].add(place_of(self._row, column), "t", words)

    def _merge(self, column: int, rows: int, columns: int, with_words: bool) -> None:
        self._budget.take(rows * columns, 0)
        area = (place_of(self._row + down, column + across) for down in range(rows) for across in range(columns))
        self._taken.update(area)
        if with_words:
            self.grids[-1].merges.append((self._row, column, self._row + rows - 1, column + columns - 1))


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_SPAN) if text is not None and text.strip().isdecimal() else 1
