"""How long reading a return takes beside the bare libraries, each in a process of its own, on files made here.

Ours is what happens in the running program when a file is dropped on it, its worker process included; the library's is
a Python process of its own. Beside openpyxl both sides walk every cell. Beside python-calamine both end when the values
are at hand: ours as checked columns from which cells are built at the first look, the library's as lists.
"""

from __future__ import annotations

import datetime
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

Line = tuple[str, str, float, float]

_OPENPYXL = """
import openpyxl
book = openpyxl.load_workbook({file!r}, data_only=True)
assert sum(cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row) > 7_000
"""
_CALAMINE = """
import python_calamine
book = python_calamine.CalamineWorkbook.from_path({file!r})
assert sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names) >= 1_000
"""


def lines() -> list[Line]:
    """What is read, beside what, the ratio of the medians, and the limit of that ratio."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        small, large = _workbook(folder / "small.xlsx", 1_000), _workbook(folder / "large.xlsx", 20_000)
        document = _open_document(folder / "large.ods", 20_000)
        return [
            ("reading an .xlsx of 1,000 rows, worker included", "openpyxl alone", _ratio(small, _OPENPYXL), 1.3),
            ("reading an .xlsx of 20,000 rows, worker included", "openpyxl alone", _ratio(large, _OPENPYXL), 1.3),
            (
                "reading an .ods of 20,000 rows, worker included",
                "python-calamine alone",
                _ratio(document, _CALAMINE),
                2,
            ),
        ]


def _ratio(path: Path, bare: str) -> float:
    import pairs

    from cjdesk.returns.read import read_file

    def ours() -> None:
        sheets = read_file(path).sheets
        if bare is _OPENPYXL and sum(cell.raw is not None for one in sheets for cell in one.cells.values()) <= 7_000:
            raise AssertionError(f"{path.name}: too few cells were read")

    return pairs.ratio(ours, pairs.python("-c", bare.format(file=str(path))), rounds=5)


def _rows(number: int) -> list[list[object]]:
    """A return of eight columns: reference, words, two counts, a share, a date, a status, a note."""
    day = datetime.date(2024, 4, 1)
    return [
        [
            f"{row // 20 + 1}.{row % 20 + 1}",
            f"Number of people supported in area {row % 37}, women and men",
            row % 211,
            (row * 7) % 389,
            (row % 100) / 100,
            day + datetime.timedelta(days=row % 365),
            ("Green", "Amber", "Red")[row % 3],
            f"Note {row}: two sessions held, one more is planned" if row % 4 == 0 else None,
        ]
        for row in range(number)
    ]


def _workbook(path: Path, number: int) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, values in enumerate(_rows(number), start=1):
        sheet.append(values)
        sheet.cell(row, 5).number_format = "0%"
    book.save(path)
    return path


def _open_document(path: Path, number: int) -> Path:
    """The same rows as an .ods, written by hand: no library here writes one."""
    import zipfile

    cell: dict[type, Callable[[object], str]] = {
        str: lambda value: f'office:value-type="string"><text:p>{value}</text:p>',
        int: lambda value: f'office:value-type="float" office:value="{value}"><text:p>{value}</text:p>',
        float: lambda value: f'office:value-type="percentage" office:value="{value}"><text:p>{value:.0%}</text:p>',
        datetime.date: lambda value: f'office:value-type="date" office:date-value="{value}"><text:p>{value}</text:p>',
        type(None): lambda value: ">",
    }
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell {cell[type(value)](value)}</table:table-cell>" for value in values)
        + "</table:table-row>"
        for values in _rows(number)
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" xmlns:table="{space}table:1.0" '
        f'xmlns:text="{space}text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Return">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mark = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{mark}"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", mark, zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return path


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]
    for name, bare, ratio, limit in lines():
        print(f"{name}: {ratio:.2f} times {bare} (at most {limit})")
