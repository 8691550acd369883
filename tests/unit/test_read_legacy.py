"""Workbooks in other forms, as LibreOffice writes them, and what is said where something of them cannot be seen.

The files in ``received`` are one invented return, saved by LibreOffice as .xls, .ods and .xlsx.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest

from cjdesk.returns.model import ReceivedFile
from cjdesk.returns.read import job, legacy, read_bytes, read_file
from cjdesk.returns.read.intake import received

FOLDER = Path(__file__).parent / "received"
ENDINGS = ["xls", "ods", "xlsx"]


@pytest.fixture(scope="module")
def files() -> dict[str, ReceivedFile]:
    return {ending: read_file(FOLDER / f"from-libreoffice.{ending}") for ending in ENDINGS}


@pytest.mark.parametrize("ending", ENDINGS)
def test_values_come_through_every_form(files: dict[str, ReceivedFile], ending: str) -> None:
    cells = files[ending].sheets[0].cells
    assert (files[ending].kind, files[ending].sheets[0].name) == (ending, "Return")
    assert [cells[row, 1].raw for row in (2, 3)] == ["Measure", "Cases commenced"]
    assert (cells[3, 2].raw, cells[3, 2].shown, cells[3, 2].kind) == (41, "41", "number")
    assert cells[3, 3].shown == "Còig daoine – “no wrong door”"
    assert cells[4, 2].raw == 0.41
    assert (cells[5, 2].raw, cells[5, 2].shown, cells[5, 2].kind) == ("2024-06-30", "30/06/2024", "date")
    assert (cells[5, 3].shown, cells[6, 2].raw) == ("<5", 42)


@pytest.mark.parametrize("ending", ENDINGS)
def test_our_ids_and_hidden_sheets_come_through_every_form(files: dict[str, ReceivedFile], ending: str) -> None:
    file = files[ending]
    assert file.anchors == {"plan": "Perth and Kinross", "partner": "Police Scotland", "row:Return:3": "PA1N1.i"}
    assert [sheet.visibility for sheet in file.sheets] == ["visible", "hidden", "hidden"]
    assert "1 sheet is hidden: “2022-23”." in [one.say for one in file.problems]


def test_what_cannot_be_seen_is_said(files: dict[str, ReceivedFile]) -> None:
    problem = files["xls"].problems[-1]
    assert (problem.code, problem.say.startswith("In a .xls file, colours")) == ("F05", True)
    assert "a cell with an error looks empty" in problem.say


@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_what_is_seen_comes_through(files: dict[str, ReceivedFile], ending: str) -> None:
    sheet = files[ending].sheets[0]
    assert (sheet.hidden_rows, sheet.merges) == (frozenset({4}), ((1, 1, 1, 3),))
    assert (sheet.cells[4, 2].shown, sheet.cells[4, 2].number_format) == ("41%", "0%")
    assert (sheet.cells[3, 2].fill, sheet.cells[6, 2].from_formula) == ("FFC000", "=B3+1")
    assert (sheet.cells[7, 2].kind, sheet.cells[7, 2].raw) == ("error", "#DIV/0!")
    assert "1 row of “Return” is hidden." in [one.say for one in files[ending].problems]


def test_a_very_large_ods_gives_the_same_values_and_says_what_is_not_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    path = FOLDER / "from-libreoffice.ods"
    streamed = received("r.ods", "", job.run({"path": str(path)}))
    monkeypatch.setattr(job, "_STREAMED_BYTES", 0)
    fast = received("r.ods", "", job.run({"path": str(path)}))
    assert fast.anchors == streamed.anchors
    for one, other in zip(fast.sheets, streamed.sheets, strict=True):
        seen = {at: cell.raw for at, cell in other.cells.items() if cell.kind != "error"}
        assert {at: cell.raw for at, cell in one.cells.items()} == seen
    assert fast.problems[-1].say.startswith("In an .ods file as large as this, colours")


def test_texts_longer_than_a_cell_are_cut_and_said() -> None:
    change = {"content.xml": (b"Measure", b"M" * 40_000)}
    data = repacked(change)
    file = read_bytes("r.ods", data)
    assert len(file.sheets[0].cells[2, 1].shown) == 32_767
    assert [one.cell for one in file.problems if one.code == "C11"] == ["Return!A2"]
    fast = received("r.ods", "", legacy.read(data, "ods"))
    assert len(fast.sheets[0].cells[2, 1].shown) == 32_767
    assert [one.cell for one in fast.problems if one.code == "C11"] == ["Return!A2"]


def test_names_are_never_asked_for_the_kind() -> None:
    for ending in ENDINGS:
        data = (FOLDER / f"from-libreoffice.{ending}").read_bytes()
        assert read_bytes("return.csv", data).kind == ending


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("tenth", [1, 4, 7, 9])
def test_a_cut_file_is_a_sentence(ending: str, tenth: int) -> None:
    data = (FOLDER / f"from-libreoffice.{ending}").read_bytes()
    file = read_bytes("r", data[: len(data) * tenth // 10])
    assert (file.refused, file.problems[0].code) == ("damaged", "F01")


@pytest.mark.parametrize("ending", ["xls", "ods"])
@pytest.mark.parametrize("seed", range(12))
def test_flipped_bytes_are_a_reading_or_a_sentence(ending: str, seed: int) -> None:
    noise = random.Random(seed)
    data = bytearray((FOLDER / f"from-libreoffice.{ending}").read_bytes())
    for _ in range(8):
        data[noise.randrange(len(data))] = noise.randrange(256)
    file = read_bytes("r", bytes(data))
    assert file.say if file.refused else file.sheets


def repacked(changes: dict[str, tuple[bytes, bytes]]) -> bytes:
    """The .ods with some bytes of some parts exchanged."""
    made = io.BytesIO()
    with zipfile.ZipFile(FOLDER / "from-libreoffice.ods") as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            before, after = changes.get(part.filename, (b"", b""))
            text = old.read(part)
            assert before in text
            new.writestr(part.filename, text.replace(before, after, 1) if before else text)
    return made.getvalue()


def test_an_ods_with_a_password_is_told_from_a_damaged_one() -> None:
    change = {"META-INF/manifest.xml": (b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")}
    file = read_bytes("r.ods", repacked(change))
    assert (file.refused, file.problems[0].code) == ("password", "F01")


def test_entities_in_an_ods_are_refused() -> None:
    change = {"content.xml": (b"<office:document-content", b"<!DOCTYPE a [<!ENTITY b 'c'>]><office:document-content")}
    assert read_bytes("r.ods", repacked(change)).refused == "unsafe"


def test_a_cell_repeated_without_end_costs_nothing() -> None:
    row = b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell office:value-type="float" '
    row += b'table:number-columns-repeated="16384" office:value="1"><text:p>1</text:p></table:table-cell>'
    change = {"content.xml": (b"</table:table>", row + b"</table:table-row></table:table>")}
    file = read_bytes("r.ods", repacked(change))
    assert file.refused in ("too large", "damaged")


def test_an_ods_cell_for_cell() -> None:
    """Repeated cells, a comment, paragraphs, a filter, a hidden column, a formula on another sheet, an error."""
    rows = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell '
        'office:value-type="float" '
        'table:number-columns-repeated="2" office:value="7"><text:p>7.0</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:visibility="filter"><table:table-cell office:value-type="string"><office:annotation>'
        "<dc:creator>A</dc:creator><text:p>Until</text:p><text:p>July</text:p></office:annotation>"
        '<text:p>Two <text:span>sessions</text:span><text:s text:c="2"/>held</text:p><text:p>well</text:p>'
        "</table:table-cell>"
        '<table:table-cell table:formula="of:=[$\'2022-23\'.A1]+SUM([.B1:.B2])" office:value-type="percentage" '
        'office:value="0.405"><text:p>40.5%</text:p></table:table-cell><table:table-cell office:value-type="time" '
        'office:time-value="PT26H30M00S"><text:p>26:30</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:style-name="ce2" '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    whole = (FOLDER / "from-libreoffice.ods").read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        content = package.read("content.xml")
    start = content.index(b"<table:table-column")
    file = read_bytes(
        "r.ods", repacked({"content.xml": (content[start : content.index(b"</table:table>") + 14], rows.encode())})
    )
    sheet = file.sheets[0]
    assert {at: cell.shown for at, cell in sheet.cells.items()} == {
        (1, 2): "7.0",
        (1, 3): "7.0",
        (2, 2): "7.0",
        (2, 3): "7.0",
        (3, 1): "Two sessions  held\nwell",
        (3, 2): "40.5%",
        (3, 3): "26:30",
    }
    assert (sheet.cells[3, 1].comment, sheet.cells[3, 2].raw) == ("Until\nJuly", 0.405)
    assert sheet.cells[3, 2].from_formula == "='2022-23'!A1+SUM(B1:B2)"
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.filtered) == (frozenset({3}), frozenset({3}), True)
    assert [(one.cell, one.say) for one in file.problems][:3] == [
        ("", "1 row of “Return” is hidden by a filter."),
        ("", "1 column of “Return” is hidden (C)."),
        ("Return!B3", "B3 takes its value from the hidden sheet “2022-23”."),
    ]


def ole(names: list[str]) -> bytes:
    """An OLE file with a directory of these names and nothing in it."""
    entries = b""
    for number, name in enumerate(["Root Entry", *names]):
        text = name.encode("utf-16-le").ljust(64, b"\0")
        left, child = (number + 1 if 0 < number < len(names) else 0xFFFFFFFF), (1 if number == 0 else 0xFFFFFFFF)
        kind = 5 if number == 0 else 2
        head = struct.pack("<HBBIII", len(name) * 2 + 2, kind, 1, 0xFFFFFFFF, left, child)
        entries += text + head + bytes(128 - 64 - len(head))
    entries = entries.ljust(-(-len(entries) // 512) * 512, b"\0")
    sectors = len(entries) // 512
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header = header.ljust(44, b"\0") + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    header = header.ljust(512, b"\xff")
    table = struct.pack(f"<{1 + sectors}I", 0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE).ljust(512, b"\xff")
    return header + table + entries


@pytest.mark.parametrize(
    ("names", "reason", "words"),
    [
        (["EncryptedPackage", "EncryptionInfo"], "password", "password"),
        (["WordDocument", "1Table"], "not a spreadsheet", "Word document"),
        (["PowerPoint Document"], "not a spreadsheet", "PowerPoint"),
        (["__properties_version1.0", "__nameid_version1.0"], "not a spreadsheet", "e-mail"),
        (["Something"], "not a spreadsheet", "does not know"),
        (["Workbook"], "empty", "no cell"),
    ],
)
def test_other_files_of_the_old_kind_are_named(names: list[str], reason: str, words: str) -> None:
    file = read_bytes("r.xlsx", ole(names))
    assert (file.refused, words in file.say) == (reason, True)
    assert file.problems[0].code == "F01"


def test_a_directory_that_runs_in_a_circle_ends() -> None:
    data = bytearray(ole(["Something"]))
    data[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")
    assert read_bytes("r.xls", bytes(data)).refused in ("damaged", "not a spreadsheet")
