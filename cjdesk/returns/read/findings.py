"""What a co-ordinator should know about a file before its figures: hidden parts, filters, links, macros, odd names.

Also the hidden ids of our own template. The findings are made from the worker's answer as it came, so that the cells of
sheets that nobody looks at are never built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from cjdesk.domain.text import counted
from cjdesk.returns.model import Problem, Sheet
from cjdesk.returns.problems import problem
from cjdesk.returns.read.grid import letters_of

ANCHOR_SHEET = "_cjdesk"
WireSheet = dict[str, Any]

_PREFIX = "cjdesk_"
_XLS_ROWS, _XLS_COLUMNS = 65_536, 256
_NEW_ROWS = 1_048_576
_CONFLICT = re.compile(
    r"conflict(?:ed)? copy|sync-conflict-\d{8}|[-_ ]conflict[-_ ]?\d*$|"
    r"(?-i:-(?:[A-Z0-9]+-)*(?:DESKTOP|LAPTOP|SURFACE|TABLET)(?:-?[A-Z0-9]+)*$)|"
    r"(?-i:-(?:[A-Z0-9]+-)*(?:PC|LT|NB|WS)-?[0-9][A-Z0-9]*$)|(?-i:-[A-Z0-9]{2,}-PC$)",
    re.IGNORECASE,
)


def name_findings(name: str) -> tuple[Problem, ...]:
    """F04, where the name is one that a sync client gives to the loser of two edits."""
    stem = name.rpartition(".")[0] or name
    if _CONFLICT.search(stem) is None:
        return ()
    return (problem("F04", say=f"“{name}” looks like a conflict copy: there may be another version of it."),)


def findings_of(answer: dict[str, Any]) -> tuple[Problem, ...]:
    """F02 and F05 of a file that could be read, in the order of its sheets, then those of the file."""
    found: list[Problem] = []
    for sheet in answer["sheets"]:
        if sheet["visibility"] == "visible":
            found += _hidden_parts(sheet)
            found += _from_hidden(sheet, answer["sheets"])
        found += _full(sheet, str(answer["kind"]))
    found += _hidden_sheets(answer["sheets"])
    found += [problem("F05", say=say) for say in _said_of_file(answer)]
    found += _cut_texts(answer["sheets"])
    return tuple(found)


def _hidden_parts(sheet: WireSheet) -> Iterator[Problem]:
    """Hidden rows and columns that hold something, and filters."""
    name, hidden_rows, hidden_columns = sheet["name"], set(sheet["hidden_rows"]), set(sheet["hidden_columns"])
    rows = len({place >> 14 for place in sheet["at"]} & hidden_rows) if hidden_rows else 0
    columns = sorted({(place & 16383) + 1 for place in sheet["at"]} & hidden_columns) if hidden_columns else []
    if rows:
        by = " by a filter" if sheet["filtered"] else ""
        yield problem("F05", say=f"{counted(rows, 'row')} of “{name}” {_is(rows)} hidden{by}.")
    elif sheet["filtered"]:
        yield problem("F05", say=f"A filter is set on “{name}”; it hides no row.")
    if columns:
        named = ", ".join(letters_of(column) for column in columns[:5]) + (" …" if len(columns) > 5 else "")
        yield problem("F05", say=f"{counted(len(columns), 'column')} of “{name}” {_is(len(columns))} hidden ({named}).")


def _hidden_sheets(sheets: Sequence[WireSheet]) -> Iterator[Problem]:
    names = [one["name"] for one in sheets if one["visibility"] != "visible" and one["name"] != ANCHOR_SHEET]
    if names:
        named = ", ".join(f"“{name}”" for name in names[:5]) + (" …" if len(names) > 5 else "")
        yield problem("F05", say=f"{counted(len(names), 'sheet')} {_is(len(names))} hidden: {named}.")


def _full(sheet: WireSheet, kind: str) -> Iterator[Problem]:
    rows, columns = sheet["rows"], sheet["columns"]
    if kind == "xls" and (rows == _XLS_ROWS or columns == _XLS_COLUMNS):
        what = f"{rows:,} rows" if rows == _XLS_ROWS else f"{columns} columns"
        say = f"“{sheet['name']}” is exactly full ({what}): some may have been cut off when it was saved as .xls."
        yield problem("F02", say=say)
    elif kind == "csv" and rows in (_XLS_ROWS, _NEW_ROWS):
        yield problem("F02", say=f"The file has exactly {rows:,} rows: some may have been cut off when it was saved.")


def _from_hidden(sheet: WireSheet, sheets: Sequence[WireSheet]) -> Iterator[Problem]:
    """Visible cells whose formula names a hidden sheet: often last year's figures."""
    hidden = {one["name"].casefold(): one["name"] for one in sheets if one["visibility"] != "visible"}
    if not hidden:
        return
    pattern = re.compile("|".join(_as_in_formula(name) for name in hidden), re.IGNORECASE)
    for place, formula in sheet["formulas"]:
        found = pattern.search(formula)
        if found:
            name = hidden.get(found[0][:-1].strip("'").replace("''", "'").casefold(), "")
            where = _address(place)
            say = f"{where} takes its value from the hidden sheet “{name}”."
            yield problem("F05", f"{sheet['name']}!{where}", say=say)


def _as_in_formula(name: str) -> str:
    """How a formula writes a sheet's name: bare or within quotes, then an exclamation mark."""
    return rf"(?<![\w.]){re.escape(name)}!|'{re.escape(name.replace(chr(39), chr(39) * 2))}'!"


def _said_of_file(answer: dict[str, Any]) -> Iterator[str]:
    facts, kind = answer["facts"], answer["kind"]
    if facts["macros"]:
        yield "It holds macros. They were not run."
    if facts["links"]:
        others = counted(int(facts["links"]), "other workbook")
        yield f"It has links to {others}. The values saved in it were read; no link was followed."
    if facts["connections"]:
        yield "It draws data from elsewhere. The values saved in it were read; nothing was fetched."
    if facts.get("unseen"):
        what = f"a .{kind} file" if kind != "ods" else "an .ods file as large as this"
        yield (
            f"In {what}, colours, comments, number formats such as per cent, and hidden rows and columns cannot be "
            "seen, and a cell with an error looks empty. If that matters, ask for it as .xlsx."
        )


def _cut_texts(sheets: Sequence[WireSheet]) -> Iterator[Problem]:
    for sheet in sheets:
        for place in sheet["cut"]:
            where = _address(place)
            say = f"{where} holds more text than a cell can; only the first 32,767 characters were read."
            yield problem("C11", f"{sheet['name']}!{where}", say=say)


def _address(place: int) -> str:
    return f"{letters_of((place & 16383) + 1)}{place >> 14}"


def anchors_of(sheets: Sequence[Sheet], facts: dict[str, Any]) -> dict[str, str]:
    """The hidden ids of our own template: from its hidden sheet, else from defined names and properties.

    Keys are plan, partner, period, version, code as the template has them, and ``row:Sheet:8`` -> code of the line.
    """
    anchors: dict[str, str] = {}
    for sheet in sheets:
        if sheet.name == ANCHOR_SHEET:
            for row in sorted({row for row, _ in sheet.cells}):
                anchors.update(_anchor(sheet, row))
    for known in (facts["names"], facts["properties"]):
        for name, text in known.items():
            anchors.setdefault(name.removeprefix(_PREFIX), text)
    return anchors


def _anchor(sheet: Sheet, row: int) -> dict[str, str]:
    key, first, second, third = (_text(sheet, row, column) for column in (1, 2, 3, 4))
    if key == "row":
        return {f"row:{first}:{second}": third} if first and second else {}
    return {key: first} if key and first else {}


def _text(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return "" if cell is None else cell.shown.strip() if cell.kind == "text" else str(cell.raw)


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
