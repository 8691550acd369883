"""The cells of one sheet of an .xlsx or .xlsm, and the table of its shared texts, read as a stream.

One pass gives the saved value and the formula of a cell together, in the transitional and the strict form of the
format alike. The size that a sheet claims for itself is never looked at, and merged areas are only noted, so that a
small file cannot ask for a large memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import IO, TYPE_CHECKING, Any
from xml.parsers import expat

from cjdesk.returns.read.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Budget,
    Grid,
    area_of,
    column_of,
    letters_of,
    place_of,
    tidy,
)
from cjdesk.returns.read.refusal import damaged, too_large, unsafe

if TYPE_CHECKING:
    from cjdesk.returns.read.styles import Look

_CHUNK = 1 << 18
_MOST_TEXTS = 2_000_000
_MOST_MERGES = 200_000
_MOST_FILLED_BLANKS = 20_000
_TEXT_PART = 131_072
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(
    r"(\"[^\"]*\"|'[^']*')|(?<![A-Za-z0-9_.$])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_(.])"
)
_LAST_DAY = 2_958_466  # 31 December 9999


def parse(stream: IO[bytes], start: Any, end: Any, text: Any, check: Callable[[], None]) -> None:
    """Run a stream of XML through three handlers, and ``check`` the limits after every piece of it.

    A document type is refused in whatever encoding it hides.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    while chunk := stream.read(_CHUNK):
        _feed(parser, chunk)
        check()
    parser.Parse(b"", True)


def _feed(parser: expat.XMLParserType, chunk: bytes) -> None:
    try:
        parser.Parse(chunk, False)
    except LookupError as error:
        if type(error) is not LookupError:
            raise
        raise damaged() from error  # an encoding that does not exist


def _refuse_doctype(*_: object) -> None:
    raise unsafe("it contains a definition (DOCTYPE) that could unfold without end.")


def unescaped(text: str) -> str:
    """Undo the format's own way of writing control characters (ECMA-376, part 1, 22.9.2.19), and tidy the result."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return tidy(text)


class SharedTexts:
    """The table of texts that cells point into; phonetic guides are left out."""

    def __init__(self, budget: Budget) -> None:
        self.texts: list[str] = []
        self._budget = budget
        self._parts: list[str] = []
        self._taking = False
        self._phonetic = 0

    def read(self, stream: IO[bytes]) -> list[str]:
        """All texts in order."""
        parse(stream, self._start, self._end, self._text, self._check)
        return self.texts

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "t":
            self._taking = not self._phonetic
        elif name == "rPh":
            self._phonetic += 1

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "t":
            self._taking = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "si":
            text = "".join(self._parts)
            self._parts.clear()
            self._budget.take(0, len(text))
            self.texts.append(unescaped(text))

    def _check(self) -> None:
        if len(self.texts) > _MOST_TEXTS:
            raise too_large("it holds more texts than any return.")

    def _text(self, text: str) -> None:
        if self._taking:
            self._parts.append(text)


class SheetReader:
    """Reads one sheet into a `Grid`."""

    def __init__(self, grid: Grid, texts: list[str], looks: list[Look], first_day: datetime) -> None:
        self.grid = grid
        self._texts = texts
        self._looks = looks
        self._first_day = first_day
        self._columns: dict[str, int] = {}
        self._row = 0
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._value: str | None = None
        self._inline: str | None = None
        self._formula: str | None = None
        self._formula_of: dict[str, str] = {}
        self._taking: list[str] | None = None
        self._phonetic = 0
        self._shared: dict[str, tuple[int, int, str]] = {}
        self._blanks: list[tuple[int, int]] = []
        self._merges = 0
        self._starts = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": self._start_formula,
            "col": self._start_columns,
            "mergeCell": self._start_merge,
            "filterColumn": self._start_filter,
            "sheetPr": self._start_properties,
            "rPh": self._start_phonetic,
        }

    def read(self, stream: IO[bytes]) -> Grid:
        """The grid, filled. Raises `Refusal`, or expat's error for broken XML."""
        parse(stream, self._start, self._end, self._text, self.grid.check)
        self._keep_filled_blanks()
        self.grid.check()
        return self.grid

    # --- what the parser calls

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "v" or name == "t":
            if self._cell is not None and not self._phonetic:
                self._taking = []
        elif name in self._starts:
            self._starts[name](attributes)

    def _text(self, text: str) -> None:
        if self._taking is not None:
            self._taking.append(text)

    def _end(self, name: str) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._end_cell()
        elif name == "rPh":
            self._phonetic -= 1
        elif self._taking is not None:
            if name == "v":
                self._value = "".join(self._taking)
            elif name == "t":
                self._inline = (self._inline or "") + "".join(self._taking)
            elif name == "f":
                self._formula = "".join(self._taking)
            self._taking = None

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() else self._row + 1
        if not 1 <= self._row <= MOST_ROWS:
            raise damaged()
        self._column = 0
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
            self.grid.hidden_rows.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._value = self._inline = self._formula = None

    def _start_formula(self, attributes: dict[str, str]) -> None:
        if self._cell is not None:
            self._formula = ""
            self._formula_of = attributes
            self._taking = []

    def _start_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true") or attributes.get("width") == "0":
            low, high = attributes.get("min", ""), attributes.get("max", "")
            if low.isdecimal() and high.isdecimal() and 1 <= int(low) <= int(high) <= MOST_COLUMNS:
                self.grid.hidden_spans.append((int(low), int(high)))

    def _start_merge(self, attributes: dict[str, str]) -> None:
        area = area_of(attributes.get("ref", ""))
        self._merges += 1
        if self._merges > _MOST_MERGES:
            raise too_large("it holds more merged areas than any return.")
        if area is not None:
            self.grid.merges.append(area)

    def _start_filter(self, _attributes: dict[str, str]) -> None:
        self.grid.filtered = True

    def _start_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("filterMode") in ("1", "true"):
            self.grid.filtered = True

    def _start_phonetic(self, _attributes: dict[str, str]) -> None:
        self._phonetic += 1

    # --- one cell

    def _end_cell(self) -> None:
        cell = self._cell
        if cell is None:
            return
        self._cell = None
        place = self._place(cell.get("r"))
        style = cell.get("s", "0")
        number = int(style) if style.isdecimal() else 0
        number = number if number < len(self._looks) else 0
        if self._formula is not None:
            self._take_formula(place)
        self._take_value(place, cell.get("t", "n"), number)

    def _place(self, address: str | None) -> int:
        if address is None:
            self._column += 1
            if self._column > MOST_COLUMNS or not self._row:
                raise damaged()
            return place_of(self._row, self._column)
        letters = address.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._new_column(letters)
        row = address[len(letters) :]
        if not row or not 1 <= int(row[:8]) <= MOST_ROWS:
            raise damaged()
        self._column = column
        return int(row) << 14 | (column - 1)

    def _new_column(self, letters: str) -> int:
        if not (letters.isascii() and letters.isalpha() and len(letters) <= 3) or column_of(letters) > MOST_COLUMNS:
            raise damaged()
        self._columns[letters] = column_of(letters)
        return self._columns[letters]

    def _take_formula(self, place: int) -> None:
        """Note the formula's text; one that is shared is written out for its own cell."""
        text = (self._formula or "").strip()
        shared = self._formula_of.get("si") if self._formula_of.get("t") == "shared" else None
        if shared is not None and text:
            self._shared[shared] = (place >> 14, place & 16383, text)
        elif shared in self._shared:
            row, column, master = self._shared[shared]
            text = moved(master, (place >> 14) - row, (place & 16383) - column)
        self.grid.budget.take(0, len(text))
        self.grid.formulas[place] = "=" + text[:_TEXT_PART]

    def _take_value(self, place: int, kind: str, style: int) -> None:
        value, grid = self._value, self.grid
        if kind == "inlineStr":
            value = self._inline
        if value is None or (value == "" and kind not in ("str", "inlineStr")):
            if place in grid.formulas:
                grid.add(place, "f", None, style)
            elif self._looks[style].fill:
                self._blanks.append((place, style))
            return
        if kind == "n":
            self._take_number(place, value, style)
        elif kind == "s":
            self._take_shared(place, value, style)
        elif kind == "b":
            grid.add(place, "b", value.strip() in ("1", "true"), style)
        elif kind == "e":
            grid.add(place, "e", value[:40], style)
        elif kind == "d":
            self._take_iso_day(place, value, style)
        else:
            grid.add(place, "t", unescaped(value), style)

    def _take_shared(self, place: int, value: str, style: int) -> None:
        try:
            text = self._texts[int(value)]
        except (ValueError, IndexError) as error:
            raise damaged() from error
        if text or place in self.grid.formulas:
            self.grid.add(place, "t", text, style)

    def _take_number(self, place: int, value: str, style: int) -> None:
        number: int | float
        try:
            number = int(value) if value.isdecimal() and len(value) < 16 else float(value)
        except ValueError:
            self.grid.add(place, "t", unescaped(value), style)
            return
        if number != number or abs(number) > 1e308:
            self.grid.add(place, "t", value[:40], style)
            return
        if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
            number = int(number)
        look = self._looks[style]
        if look.is_date:
            self._take_day(place, number, style)
            return
        shown = look.number(number)
        if shown is not None:
            self.grid.shown[len(self.grid.at)] = shown
        self.grid.add(place, "n", number, style)

    def _take_day(self, place: int, number: int | float, style: int) -> None:
        """A day kept as a number. What no calendar has (0, 60, before 1900) stays a number."""
        moment = moment_of(number, self._first_day)
        if moment is None:
            self.grid.add(place, "n", number, style)
            return
        self._add_moment(place, moment, style)

    def _take_iso_day(self, place: int, value: str, style: int) -> None:
        try:
            moment = datetime.fromisoformat(value.strip()).replace(tzinfo=None)
        except ValueError:
            self.grid.add(place, "t", unescaped(value), style)
            return
        self._add_moment(place, moment, style)

    def _add_moment(self, place: int, moment: datetime, style: int) -> None:
        self.grid.shown[len(self.grid.at)] = self._looks[style].day(moment)
        self.grid.add(place, "d", iso_of(moment), style)

    def _keep_filled_blanks(self) -> None:
        """A coloured cell without a word may be somebody's red, amber or green: keep those among the other cells."""
        places = self.grid.at
        if not places:
            return
        last_row, last_column = max(places) >> 14, max(place & 16383 for place in places)
        inside = [(p, s) for p, s in self._blanks if p >> 14 <= last_row and p & 16383 <= last_column]
        for place, style in inside[:_MOST_FILLED_BLANKS]:
            self.grid.add(place, "t", None, style)


def moment_of(number: float, first_day: datetime) -> datetime | None:
    """The moment a serial number means, to the second; None where no calendar has it."""
    if not 1 <= number < _LAST_DAY or (first_day.year < 1900 and 60 <= number < 61):
        return None
    early = timedelta(days=1) if first_day.year < 1900 and number < 60 else timedelta(0)
    return first_day + early + timedelta(seconds=round(number * 86_400))


def iso_of(moment: datetime) -> str:
    """A day as ISO text, with the time only where there is one."""
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat(timespec="seconds")


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads when copied so many rows down and columns across; texts and sheet names stay."""

    def one(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        column, row = column_of(found[3]), int(found[5])
        column = column if found[2] else column + columns
        row = row if found[4] else row + rows
        if not (1 <= column <= MOST_COLUMNS and 1 <= row <= MOST_ROWS):
            return "#REF!"
        return f"{found[2]}{letters_of(column)}{found[4]}{row}"

    return _REFERENCE.sub(one, formula)
