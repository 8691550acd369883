"""What a co-ordinator's workbook holds arrives as they see it in Excel, and what is hidden is named."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.workbook.defined_name import DefinedName

from cjdesk.returns.model import Cell, ReceivedFile, Sheet
from cjdesk.returns.read import read_bytes, read_file

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def new_book(title: str = "Return") -> tuple[openpyxl.Workbook, Any]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    return book, sheet


def said(file: ReceivedFile, code: str = "F05") -> list[str]:
    return [one.say for one in file.problems if one.code == code]


def replaced(data: bytes, part: str, old: str, new: str) -> bytes:
    """The package with some text of one part exchanged."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.infolist():
            text = before.read(one)
            if one.filename == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            after.writestr(one.filename, text)
    return file.getvalue()


@pytest.fixture(scope="module")
def values() -> Sheet:
    book, sheet = new_book()
    cells = [
        ("A1", "Còig daoine – ﬁve people", "General"),
        ("A2", 41, "General"),
        ("A3", 0.41, "0%"),
        ("A4", 1204, "#,##0"),
        ("A5", date(2024, 6, 30), "dd/mm/yyyy"),
        ("A6", datetime(2024, 6, 30, 9, 30), "d mmm yyyy hh:mm"),
        ("A7", True, "General"),
        ("A8", "#REF!", "General"),
        ("A9", "=SUM(A2:A3)", "General"),
        ("A10", "  <5 ", "@"),
        ("A11", date(2024, 3, 31), "mm-dd-yy"),
        ("A12", 45474, "General"),
    ]
    for address, value, number_format in cells:
        sheet[address] = value
        sheet[address].number_format = number_format
    return read_bytes("r.xlsx", saved(book)).sheets[0]


@pytest.mark.parametrize(
    ("row", "kind", "raw", "shown"),
    [
        (1, "text", "Còig daoine – ﬁve people", "Còig daoine – ﬁve people"),
        (2, "number", 41, "41"),
        (3, "number", 0.41, "41%"),
        (4, "number", 1204, "1,204"),
        (5, "date", "2024-06-30", "30/06/2024"),
        (6, "date", "2024-06-30T09:30:00", "30 Jun 2024 09:30"),
        (7, "bool", True, "TRUE"),
        (8, "error", "#REF!", "#REF!"),
        (9, "formula", None, ""),
        (10, "text", "  <5 ", "  <5 "),
        (11, "date", "2024-03-31", "31/03/2024"),
        (12, "number", 45474, "45474"),
    ],
)
def test_each_kind_of_cell(values: Sheet, row: int, kind: str, raw: object, shown: str) -> None:
    cell = values.cells[row, 1]
    assert (cell.kind, cell.raw, cell.shown) == (kind, raw, shown)
    assert (cell.row, cell.column) == (row, 1)


def test_a_formula_keeps_its_text(values: Sheet) -> None:
    assert values.cells[9, 1].from_formula == "=SUM(A2:A3)"


def test_a_formula_with_its_saved_value_has_both() -> None:
    book, sheet = new_book()
    sheet["A1"], sheet["A2"], sheet["A3"] = "=20+21", '="Am"&"ber"', '=""'
    data = saved(book)
    data = replaced(data, "xl/worksheets/sheet1.xml", "<f>20+21</f><v></v>", "<f>20+21</f><v>41</v>")
    data = replaced(data, "xl/worksheets/sheet1.xml", '<c r="A2"><f>', '<c r="A2" t="str"><f>')
    data = replaced(data, "xl/worksheets/sheet1.xml", '"ber"</f><v></v>', '"ber"</f><v>Amber</v>')
    data = replaced(data, "xl/worksheets/sheet1.xml", '<c r="A3"><f>', '<c r="A3" t="str"><f>')
    cells = read_bytes("r.xlsx", data).sheets[0].cells
    assert (cells[1, 1].kind, cells[1, 1].raw, cells[1, 1].from_formula) == ("number", 41, "=20+21")
    assert (cells[2, 1].kind, cells[2, 1].raw) == ("text", "Amber")
    assert (cells[3, 1].kind, cells[3, 1].raw, cells[3, 1].shown) == ("text", "", "")


def test_a_shared_formula_is_written_out_for_each_cell() -> None:
    book, sheet = new_book()
    for address in ("C1", "C2", "D2"):
        sheet[address] = "=0"
    data = saved(book)
    part = "xl/worksheets/sheet1.xml"
    master = '<f t="shared" ref="C1:D2" si="0">A1+$B$1+\'Old A1\'!A1+LOG10(A1)&amp;"A1"</f><v>1</v>'
    data = replaced(data, part, '<c r="C1"><f>0</f><v></v>', '<c r="C1">' + master)
    for address in ("C2", "D2"):
        shared = f'<c r="{address}"><f t="shared" si="0"/><v>1</v>'
        data = replaced(data, part, f'<c r="{address}"><f>0</f><v></v>', shared)
    cells = read_bytes("r.xlsx", data).sheets[0].cells
    assert cells[1, 3].from_formula == "=A1+$B$1+'Old A1'!A1+LOG10(A1)&\"A1\""
    assert cells[2, 3].from_formula == "=A2+$B$1+'Old A1'!A2+LOG10(A2)&\"A1\""
    assert cells[2, 4].from_formula == "=B2+$B$1+'Old A1'!B2+LOG10(B2)&\"A1\""


def test_fills_are_named_by_their_colour() -> None:
    book, sheet = new_book()
    fills = [
        PatternFill("solid", fgColor="FFC000"),
        PatternFill("solid", fgColor=Color(theme=9)),
        PatternFill("solid", fgColor=Color(theme=0)),
        PatternFill("solid", fgColor=Color(indexed=10)),
        PatternFill("solid", fgColor=Color(theme=1, tint=0.5)),
        PatternFill("lightUp", fgColor="FF0000"),
        PatternFill(),
    ]
    for row, fill in enumerate(fills, start=1):
        sheet.cell(row, 1, "Status").fill = fill
    cells = read_bytes("r.xlsx", saved(book)).sheets[0].cells
    # theme 9 is the sixth accent of openpyxl's Office theme (F79646); black halfway to white is 808080
    assert [cells[row, 1].fill for row in range(1, 8)] == ["FFC000", "F79646", "", "FF0000", "808080", "", ""]


def test_a_coloured_cell_without_a_word_is_kept_among_the_others() -> None:
    book, sheet = new_book()
    sheet["A1"], sheet["B1"], sheet["A2"] = "Action", "RAG", "1.1"
    sheet["B2"].fill = PatternFill("solid", fgColor="00B050")
    for row in range(3, 500):
        sheet.cell(row, 40).fill = PatternFill("solid", fgColor="00B050")
    cells = read_bytes("r.xlsx", saved(book)).sheets[0].cells
    assert set(cells) == {(1, 1), (1, 2), (2, 1), (2, 2)}
    assert cells[2, 2] == Cell(2, 2, None, "", fill="00B050")


def test_what_is_hidden_is_marked_and_counted() -> None:
    book, sheet = new_book("Q1")
    for row in range(1, 9):
        sheet.append([f"Measure {row}", row, row * 2, row * 3])
    for row in (3, 4, 100):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions.group("H", "XFD", hidden=True)
    sheet.auto_filter.ref = "A1:D8"
    sheet.auto_filter.add_filter_column(0, ["Measure 1"])
    book.create_sheet("old").sheet_state = "hidden"
    book.create_sheet("very old").sheet_state = "veryHidden"
    book["old"]["A1"] = "2022-23"
    file = read_bytes("r.xlsx", saved(book))
    first = file.sheets[0]
    assert (first.hidden_rows, first.hidden_columns, first.filtered) == (frozenset({3, 4}), frozenset({3}), True)
    assert [one.visibility for one in file.sheets] == ["visible", "hidden", "very hidden"]
    assert said(file) == [
        "2 rows of “Q1” are hidden by a filter.",
        "1 column of “Q1” is hidden (C).",
        "2 sheets are hidden: “old”, “very old”.",
    ]


def test_a_figure_from_a_hidden_sheet_is_pointed_at() -> None:
    book, sheet = new_book()
    sheet["A1"], sheet["B2"], sheet["B3"], sheet["B4"] = "Cases", "='2022-23 old''s'!B2", "=lookup!A1*2", "=mylookup!A1"
    for title in ("2022-23 old's", "lookup"):
        book.create_sheet(title).sheet_state = "hidden"
    book.create_sheet("mylookup")
    found = [one for one in read_bytes("r.xlsx", saved(book)).problems if one.cell]
    assert [(one.code, one.cell, one.say) for one in found] == [
        ("F05", "Return!B2", "B2 takes its value from the hidden sheet “2022-23 old's”."),
        ("F05", "Return!B3", "B3 takes its value from the hidden sheet “lookup”."),
    ]


def test_merges_and_comments_arrive() -> None:
    book, sheet = new_book()
    sheet["A1"] = "Quarter 1"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("E5:F9")
    sheet["A2"] = 12
    sheet["A2"].comment = Comment("Estimate until July", "A")
    sheet["B2"].comment = Comment("Not asked this year", "A")
    found = read_bytes("r.xlsx", saved(book)).sheets[0]
    assert found.merges == ((1, 1, 1, 3),)
    assert found.cells[2, 1].comment == "Estimate until July"
    assert found.cells[2, 2] == Cell(2, 2, None, "", comment="Not asked this year")


def test_macros_and_links_are_named_and_left_alone() -> None:
    book, sheet = new_book()
    sheet["A1"] = 1
    data = saved(book)
    rels = "xl/_rels/workbook.xml.rels"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = (
        '<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        'Target="vbaProject.bin"/>'
        f'<Relationship Id="e" Type="{office}/externalLink" Target="externalLinks/externalLink1.xml"/>'
        f'<Relationship Id="d" Type="{office}/connections" Target="connections.xml"/></Relationships>'
    )
    data = replaced(data, rels, "</Relationships>", more)
    data = replaced(data, "[Content_Types].xml", "openxmlformats-officedocument.spreadsheetml.sheet.main", "KIND")
    data = replaced(data, "[Content_Types].xml", "KIND", "ms-excel.sheet.macroEnabled.main")
    file = read_bytes("r.xlsx", data)
    assert file.kind == "xlsm"
    assert said(file) == [
        "It holds macros. They were not run.",
        "It has links to 1 other workbook. The values saved in it were read; no link was followed.",
        "It draws data from elsewhere. The values saved in it were read; nothing was fetched.",
    ]


def test_our_own_templates_ids_are_found_in_each_of_their_places() -> None:
    book, sheet = new_book()
    sheet["A1"] = "Return"
    ids = book.create_sheet("_cjdesk")
    ids.sheet_state = "veryHidden"
    for row in (("plan", "Perth"), ("version", 2), ("row", "Return", 8, "PA2N1.i"), ("row", "Actions", 8, "1.1")):
        ids.append(row)
    book.defined_names["cjdesk_partner"] = DefinedName("cjdesk_partner", attr_text='"Police ""P"" Division"')
    book.custom_doc_props.append(StringProperty(name="cjdesk_code", value="K7"))
    book.custom_doc_props.append(StringProperty(name="cjdesk_plan", value="another"))
    file = read_bytes("r.xlsx", saved(book))
    assert file.anchors == {
        "plan": "Perth",
        "version": "2",
        "row:Return:8": "PA2N1.i",
        "row:Actions:8": "1.1",
        "partner": 'Police "P" Division',
        "code": "K7",
    }
    assert said(file) == []


def test_days_of_the_macs_calendar() -> None:
    book, sheet = new_book()
    book.epoch = datetime(1904, 1, 1)
    sheet["A1"] = date(2024, 6, 30)
    assert read_bytes("r.xlsx", saved(book)).sheets[0].cells[1, 1].raw == "2024-06-30"


def test_days_that_no_calendar_has_stay_numbers() -> None:
    book, sheet = new_book()
    for row, serial in enumerate([0, 1, 59, 60, 61, -5, 2_958_465, 2_958_466], start=1):
        sheet.cell(row, 1, serial).number_format = "dd/mm/yyyy"
    cells = read_bytes("r.xlsx", saved(book)).sheets[0].cells
    raw = [cells[row, 1].raw for row in range(1, 9)]
    assert raw == [0, "1900-01-01", "1900-02-28", 60, "1900-03-01", -5, "9999-12-31", 2_958_466]


def test_the_strict_form_of_the_format_is_read_alike() -> None:
    book, sheet = new_book()
    sheet["A1"], sheet["B1"] = "Cases", 41
    sheet["C1"] = date(2024, 6, 30)
    data = saved(book)
    old, new = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"):
        data = replaced(data, part, old + "spreadsheetml/2006/main", new + "spreadsheetml/main")
    data = replaced(data, "xl/workbook.xml", old + "officeDocument/2006/", new + "officeDocument/")
    for part in ("xl/_rels/workbook.xml.rels", "_rels/.rels"):
        data = replaced(data, part, old + "officeDocument/2006/", new + "officeDocument/")
    cells = read_bytes("r.xlsx", data).sheets[0].cells
    assert [cells[1, column].raw for column in (1, 2, 3)] == ["Cases", 41, "2024-06-30"]


def test_a_workbook_without_a_filled_cell_is_empty() -> None:
    book, _ = new_book()
    file = read_bytes("r.xlsx", saved(book))
    assert (file.refused, file.kind, [one.code for one in file.problems]) == ("empty", "xlsx", ["F01"])


@pytest.mark.parametrize(
    ("name", "conflict"),
    [
        ("Return-DESKTOP-AB12CD3.xlsx", True),
        ("Return-PKC-LAPTOP07.xlsx", True),
        ("Return-LT12345.xlsx", True),
        ("Return-JSMITH-PC.xlsx", True),
        ("Return (Jo's conflicted copy 2024-07-04).xlsx", True),
        ("Return.sync-conflict-20240704-101112-ABCDEFG.xlsx", True),
        ("Return conflict.xlsx", True),
        ("Return-2024-25.xlsx", False),
        ("DfP-Q1.xlsx", False),
        ("Police-Tayside Division-Q1 2024.xlsx", False),
        ("Return (1).xlsx", False),
        ("Conflict resolution service Q1.xlsx", False),
    ],
)
def test_names_of_conflict_copies(name: str, conflict: bool) -> None:
    file = read_bytes(name, b"Measure,Q1\nCases,41\n")
    assert bool(said(file, "F04")) is conflict


def test_a_received_file_carries_its_name_and_hash(tmp_path: Path) -> None:
    path = tmp_path / "return from police.txt"
    path.write_bytes(b"a,b\n1,2\n")
    file = read_file(path)
    # printf 'a,b\n1,2\n' | sha256sum
    assert file.sha256 == "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470"
    assert (file.name, file.kind) == ("return from police.txt", "csv")


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=12).filter(
    lambda text: not text.startswith("=") and "_x" not in text
)
VALUES = (
    TEXTS
    | st.integers(-(10**9), 10**9)
    | st.floats(-1e9, 1e9).filter(lambda number: not number.is_integer())
    | st.booleans()
    | st.dates(date(1901, 1, 1), date(2199, 12, 31))
)


@settings(max_examples=15, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(1, 60), st.integers(1, 60)), VALUES, min_size=1, max_size=25))
def test_what_openpyxl_writes_and_reads_is_what_is_read(wanted: dict[tuple[int, int], Any]) -> None:
    from cjdesk.returns.read.book import Book
    from cjdesk.returns.read.intake import received

    book, sheet = new_book()
    for (row, column), value in wanted.items():
        sheet.cell(row, column, value)
    data = saved(book)
    theirs = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Return"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        cells = received("r.xlsx", "", Book(package, "xlsx").read()).sheets[0].cells
    read = {(one.row, one.column): one.value for row in theirs.iter_rows() for one in row if one.value is not None}
    assert {at: value.date().isoformat() if isinstance(value, datetime) else value for at, value in read.items()} == {
        at: cell.raw for at, cell in cells.items()
    }


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared samples are not beside this checkout")
@pytest.mark.parametrize("path", sorted(SHARED.glob("returns/samples/*.xlsx")), ids=lambda path: path.stem[:2])
def test_the_samples_values_are_those_of_openpyxl(path: Path) -> None:
    file = read_file(path)
    if file.refused:
        assert (file.refused, file.problems[0].code) == ("password", "F01")
        return
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in file.sheets:
        theirs = {
            (c.row, c.column): c.value for row in book[sheet.name].iter_rows() for c in row if c.value is not None
        }
        assert theirs == {at: cell.raw for at, cell in sheet.cells.items() if cell.raw is not None}
