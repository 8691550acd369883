"""Files that mean harm, or were broken on the way, end in a sentence: no crash, no hang, no memory without end."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cjdesk.returns.model import ReceivedFile
from cjdesk.returns.read import grid, read_bytes, read_file
from cjdesk.returns.read.intake import received
from cjdesk.returns.read.job import run

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
PARTS = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": f'<Relationships xmlns="{LINKS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Return" sheetId="1" '
    'r:id="b"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{LINKS}"><Relationship Id="b" Type="{OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def sheet_xml(rows: str, after: str = "", before: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


ONE_CELL = sheet_xml('<row r="1"><c r="A1"><v>41</v></c></row>')


def packed(sheet: str | bytes = ONE_CELL, more: dict[str, str | bytes] | None = None) -> bytes:
    """A workbook of one sheet, part by part."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in {**PARTS, "xl/worksheets/sheet1.xml": sheet, **(more or {})}.items():
            package.writestr(name, text)
    return file.getvalue()


def refused(data: bytes) -> ReceivedFile:
    """Read through the worker, and see that the refusal is whole: reason, sentence, one stop problem."""
    file = read_bytes("return.xlsx", data)
    assert file.refused and file.say and file.sheets == ()
    assert [one.severity for one in file.problems] == ["stop"]
    assert file.problems[0].say == file.say
    return file


def ordinary(rows: int = 40) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(rows):
        sheet.append([f"Measure {row}", row, row / 7, "Red, amber or green"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_written_part_by_part_is_read() -> None:
    file = read_bytes("return.xlsx", packed())
    assert (file.kind, file.refused, file.sheets[0].cells[1, 1].raw) == ("xlsx", "", 41)


def test_a_part_that_unfolds_a_thousandfold_is_not_unpacked() -> None:
    data = packed(bytes(200 << 20))
    assert len(data) < 1 << 20
    file = refused(data)
    assert (file.refused, file.problems[0].code) == ("too large", "F06")


def test_many_parts_together_above_300_mb_are_not_unpacked() -> None:
    data = packed(more={f"xl/media/{number}.bin": bytes(4 << 20) for number in range(76)})
    assert refused(data).problems[0].code == "F06"


def test_two_thousand_and_more_parts_are_not_unpacked() -> None:
    assert refused(packed(more={f"x/{number}": "" for number in range(2_000)})).problems[0].code == "F06"


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "docProps/app.xml", "xl/styles.xml"])
def test_entities_are_refused_in_every_part_and_encoding(part: str, encoding: str) -> None:
    name = "utf-16" if "16" in encoding else "utf-8"
    text = f'<?xml version="1.0" encoding="{name}"?>{LAUGHS}<worksheet>&b;</worksheet>'
    file = refused(packed(more={part: text.encode(encoding)}))
    assert (file.refused, file.problems[0].code) == ("unsafe", "F06")


def test_an_external_entity_is_refused_and_its_file_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a name")
    text = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]>' + sheet_xml('<row><c t="str"><v>&b;</v></c></row>')
    file = refused(packed(text))
    assert (file.refused, "a name" in repr(file)) == ("unsafe", False)


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil.xml", "xl\\..\\..\\evil.xml", "C:/evil.xml"])
def test_a_part_that_leads_out_of_its_folder_is_refused(name: str) -> None:
    assert refused(packed(more={name: "<a/>"})).refused == "unsafe"


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_two_parts_of_one_name_are_refused() -> None:
    file = io.BytesIO(packed())
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("xl/worksheets/sheet1.xml", ONE_CELL)
    assert refused(file.getvalue()).problems[0].code in ("F01", "F06")
    file = io.BytesIO(packed(more={"XL/Worksheets/Sheet1.xml": ONE_CELL}))
    assert refused(file.getvalue()).refused == "unsafe"


def test_parts_that_share_their_bytes_are_refused() -> None:
    """Many entries over one packed body: each is small by itself, together they are a bomb."""
    data = packed(more={"a.bin": random.Random(2).randbytes(4_000)})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.getinfo("a.bin")
        directory = data[package.start_dir : data.rindex(b"PK\x05\x06")]
    start = directory.index(b"a.bin") - 46
    entry = directory[start : start + 46 + 5]
    copies = b"".join(entry.replace(b"a.bin", f"b.b{number:02}".encode()[:5]) for number in range(10, 90))
    end = bytearray(data[data.rindex(b"PK\x05\x06") :])
    count = len(PARTS) + 2 + 80
    end[8:12] = count.to_bytes(2, "little") * 2
    end[12:16] = len(directory + copies).to_bytes(4, "little")
    forged = data[: data.rindex(b"PK\x05\x06")] + copies + bytes(end)
    assert body.compress_size > 3_000
    assert refused(forged).problems[0].code in ("F01", "F06")


def test_a_sheet_may_claim_any_size() -> None:
    claim = '<dimension ref="A1:XFD1048576"/>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    file = read_bytes("r.xlsx", packed(sheet_xml(rows, before=claim)))
    assert {key: cell.raw for key, cell in file.sheets[0].cells.items()} == {(1, 1): 1, (1_048_576, 16_384): 2}


@pytest.mark.parametrize("address", ["XFE1", "A1048577", "A0", "1A", "A", "ZZZZZZZZ1", "A99999999999999999999", "Ä1"])
def test_a_cell_outside_every_sheet_is_damage(address: str) -> None:
    rows = f'<row r="1"><c r="{address}"><v>1</v></c></row>'
    assert refused(packed(sheet_xml(rows))).refused == "damaged"


def test_merged_areas_cost_nothing_however_large() -> None:
    areas = "".join(f'<mergeCell ref="B{row}:XFD{row}"/>' for row in range(2, 10_002))
    after = f'<mergeCells><mergeCell ref="A1:XFD1048576"/>{areas}</mergeCells>'
    start = time.monotonic()
    file = read_bytes("r.xlsx", packed(sheet_xml('<row r="1"><c r="A1"><v>41</v></c></row>', after)))
    assert file.sheets[0].merges == ((1, 1, 1_048_576, 16_384),)
    assert len(file.sheets[0].cells) == 1
    assert time.monotonic() - start < 10


def test_a_row_may_use_every_column() -> None:
    row = "".join("<c><v>7</v></c>" for _ in range(16_384))
    file = read_bytes("r.xlsx", packed(sheet_xml(f"<row>{row}</row>")))
    assert (len(file.sheets[0].cells), file.sheets[0].cells[1, 16_384].raw) == (16_384, 7)
    assert refused(packed(sheet_xml(f"<row>{row}<c><v>8</v></c></row>"))).refused == "damaged"


def test_more_cells_than_any_return_has_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(grid, "MOST_CELLS", 20_000)
    noise = random.Random(3)
    rows = "".join(f"<row>{''.join(f'<c><v>{noise.random()}</v></c>' for _ in range(100))}</row>" for _ in range(200))
    assert "refused" not in in_place(packed(sheet_xml(rows)), tmp_path)
    answer = in_place(packed(sheet_xml(rows + "<row><c><v>1</v></c></row>")), tmp_path)
    assert (answer["refused"], answer["say"].count("20,000 cells")) == ("too large", 1)


def test_one_text_shown_in_very_many_cells_is_refused() -> None:
    """A quarter of a megabyte that would become gigabytes of text."""
    rows = "".join(f"<row>{'<c t=' + chr(34) + 's' + chr(34) + '><v>0</v></c>'}</row>" for _ in range(2_000))
    links = PARTS["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="c" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    texts = f'<sst xmlns="{MAIN}"><si><t>{"x" * 32_000}</t></si></sst>'
    more: dict[str, str | bytes] = {"xl/_rels/workbook.xml.rels": links, "xl/sharedStrings.xml": texts}
    assert refused(packed(sheet_xml(rows), more)).problems[0].code == "F06"


def test_long_text_emoji_and_control_characters() -> None:
    long = "word " * 3_000
    rows = (
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{long}</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>a_x0007_b_x000D_\nc_x005F_x000D_d</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t>🏴󠁧󠁢󠁳󠁣󠁴󠁿 and _xD83D__xDE00_, alone _xD83D_</t></is></c>'
        f'<c r="D1" t="inlineStr"><is><t>{"y" * 40_000}</t></is></c></row>'
    )
    file = read_bytes("r.xlsx", packed(sheet_xml(rows)))
    cells = file.sheets[0].cells
    assert cells[1, 1].raw == long
    assert cells[1, 2].raw == "ab\nc_x000D_d"
    assert cells[1, 3].raw == "🏴󠁧󠁢󠁳󠁣󠁴󠁿 and 😀, alone \N{REPLACEMENT CHARACTER}"
    assert len(cells[1, 4].shown) == 32_767
    assert [(one.code, one.cell) for one in file.problems] == [("C11", "Return!D1")]


@pytest.mark.parametrize("tenth", range(10))
def test_a_file_cut_at_every_tenth_is_damaged(tenth: int, tmp_path: Path) -> None:
    data = ordinary()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(data[: len(data) * tenth // 10])
    assert read_file(path).refused == ("empty" if tenth == 0 else "damaged")


def in_place(data: bytes, tmp_path: Path) -> dict[str, Any]:
    """The worker's job in this process: an exception here would be a mistake of ours."""
    path = tmp_path / "received"
    path.write_bytes(data)
    return run({"path": str(path)})


def flipped(data: bytes, noise: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(noise.randint(1, 6)):
        broken[noise.randrange(len(broken))] = noise.randrange(256)
    return bytes(broken)


def repacked(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same package with every part changed inside, sums and lengths put right."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(old.read(part)))
    return file.getvalue()


@pytest.mark.parametrize("seed", range(60))
def test_flipped_bytes_never_escape_as_an_exception(seed: int, tmp_path: Path) -> None:
    noise = random.Random(seed)
    data = flipped(ordinary(8), noise) if seed % 2 else repacked(ordinary(8), lambda part: flipped(part, noise))
    answer = in_place(data, tmp_path)
    file = received("r.xlsx", "", answer)
    assert file.refused or all(cell.shown is not None for sheet in file.sheets for cell in sheet.cells.values())


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (b"", "empty", "empty"),
        (b"\x00" * 5_000, "empty", "empty"),
        (b" \r\n\r\n", "empty", "empty"),
        (b"P", "", ""),
        (b"PK", "", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 3_000, "damaged", "damaged"),
        (b"%PDF-1.7\n" + b"\x00\x01" * 100, "not a spreadsheet", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "not a spreadsheet", "a picture"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "not a spreadsheet", "a picture"),
        (b"{\\rtf1 text}", "not a spreadsheet", "RTF"),
        (b"Received: by a\r\nFrom: b\r\n\r\ntext", "not a spreadsheet", "saved e-mail"),
        (b"MZ\x90\x00\x03" + b"\x00" * 100, "not a spreadsheet", "a program"),
        (b"\x80\x81\x8d\x00\x01\x02" * 50, "not a spreadsheet", "bytes"),
        (b"<?xml version='1.0'?><a/>", "not a spreadsheet", "an XML file"),
        (b"a,b\n1,2\n\x00", "not a spreadsheet", "bytes"),
    ],
)
def test_what_is_no_spreadsheet_is_named(data: bytes, reason: str, words: str, tmp_path: Path) -> None:
    file = received("file.xlsx", "", in_place(data, tmp_path))
    assert file.refused == reason
    assert words in file.say
    assert [one.code for one in file.problems] == (["F01"] if reason else [])


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"[Content_Types].xml": TYPES.replace("spreadsheetml.sheet", "wordprocessingml.document")}, "Word document"),
        ({"[Content_Types].xml": TYPES.replace("spreadsheetml.sheet", "presentationml.slideshow")}, "PowerPoint"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "document of another kind"),
        ({"Index/Document.iwa": "x"}, "Numbers"),
        ({"letter.txt": "x"}, "zip folder"),
    ],
)
def test_other_packed_files_are_named(parts: dict[str, str], words: str, tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    file = received("r.xlsx", "", in_place(data.getvalue(), tmp_path))
    assert (file.refused, words in file.say) == ("not a spreadsheet", True)


def test_a_file_above_25_mb_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate((25 << 20) + 1)
    found = read_file(path)
    assert (found.refused, found.problems[0].code, found.sha256) == ("too large", "F06", "")
