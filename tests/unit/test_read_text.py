"""Text files, pasted tables and web pages arrive as the cells a person sees."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesk.returns.model import ReceivedFile
from cjdesk.returns.read import read_bytes, read_pasted
from cjdesk.returns.read.delimited import read
from cjdesk.returns.read.intake import received
from cjdesk.returns.read.job import run
from cjdesk.returns.read.pasted import rows_of

WORDS = "Measure,Q1\nCòig daoine – £5,41\n"


def in_place(data: bytes, folder: Path) -> ReceivedFile:
    """Through the worker's job without its process."""
    path = folder / "received"
    path.write_bytes(data)
    return received("return.csv", "", run({"path": str(path)}))


def shown(file: ReceivedFile, sheet: int = 0) -> list[list[str]]:
    """The sheet as rows of what is seen, empty where there is no cell."""
    cells = file.sheets[sheet].cells
    rows, columns = max(row for row, _ in cells), max(column for _, column in cells)
    at = [[cells.get((row, column)) for column in range(1, columns + 1)] for row in range(1, rows + 1)]
    return [[cell.shown if cell else "" for cell in row] for row in at]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_usual_encoding(encoding: str, tmp_path: Path) -> None:
    file = in_place(WORDS.encode(encoding), tmp_path)
    assert shown(file) == [["Measure", "Q1"], ["Còig daoine – £5", "41"]]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_separator_and_line_end(sign: str, end: str, tmp_path: Path) -> None:
    rows = ["Measure", "Q1", "Note"], ["Cases; men, women", "41", "two | three"], ["Orders", "7", ""]
    text = io.StringIO()
    csv.writer(text, delimiter=sign, lineterminator=end).writerows(rows)
    file = in_place(text.getvalue().encode(), tmp_path)
    assert shown(file) == [list(row) for row in rows]


def test_quoted_line_breaks_and_empty_columns_at_the_end() -> None:
    file = read_bytes("r.csv", b'"No.",RAG,Progress,,\n1.10,Green,"Two sessions\r\nheld, ""well""",,\n')
    assert shown(file) == [["No.", "RAG", "Progress"], ["1.10", "Green", 'Two sessions\nheld, "well"']]
    assert (file.kind, file.sheets[0].cells[2, 1].raw) == ("csv", 1.1)


def test_excels_own_line_about_the_separator_is_no_row(tmp_path: Path) -> None:
    assert shown(in_place(b"sep=;\r\na;b,c\r\n1;2\r\n", tmp_path)) == [["a", "b,c"], ["1", "2"]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("41", "number"),
        ("-3", "number"),
        ("0.5", "number"),
        ("007", "text"),
        ("1,204", "text"),
        ("41%", "text"),
        ("<5", "text"),
        ("1e5", "text"),
        (" 41", "text"),
        ("#REF!", "error"),
        ("03/04/2026", "text"),
        ("٤١", "text"),
    ],
)
def test_only_a_plain_number_counts_as_one(text: str, kind: str, tmp_path: Path) -> None:
    cell = in_place(f'"{text}",x\n"a",b\n'.encode(), tmp_path).sheets[0].cells[1, 1]
    assert (cell.kind, cell.shown) == (kind, text)


def test_a_quotation_mark_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    file = in_place(b'Measure,Q1\n"Cases,41\nOrders,7\n', tmp_path)
    assert shown(file) == [["Measure", "Q1"], ['"Cases', "41"], ["Orders", "7"]]
    assert [(one.code, "never closed" in one.say) for one in file.problems] == [("F01", True)]


def test_a_file_that_is_exactly_full_may_have_been_cut(tmp_path: Path) -> None:
    assert [one.code for one in in_place(b"1,2\n" * 65_536, tmp_path).problems] == ["F02"]
    assert in_place(b"1,2\n" * 65_535, tmp_path).problems == ()


def test_more_columns_than_excel_has_are_refused(tmp_path: Path) -> None:
    file = in_place(b"1" + b",1" * 16_384, tmp_path)
    assert (file.refused, file.problems[0].code) == ("too large", "F06")


def test_a_pasted_block_keeps_lines_and_quotation_marks() -> None:
    file = read_pasted(
        'Action\tProgress\r\n1.1\t"Two sessions\nheld, ""well"""\r\n1.2\t"no wrong door"\r\n1.3\t5" pipe\r\n'
    )
    assert shown(file) == [
        ["Action", "Progress"],
        ["1.1", 'Two sessions\nheld, "well"'],
        ["1.2", '"no wrong door"'],
        ["1.3", '5" pipe'],
    ]
    assert (file.kind, file.name, file.refused, len(file.sha256)) == ("csv", "pasted table", "", 64)


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_nothing_pasted_is_said(text: str) -> None:
    file = read_pasted(text)
    assert (file.refused, file.problems[0].code) == ("empty", "F01")
    assert file.say.startswith("The pasted text is empty")


def test_a_pasted_half_of_an_emoji_is_no_crash() -> None:
    assert read_pasted("a\t\ud83d\n").sheets[0].cells[1, 2].shown == "?"


@given(st.text(alphabet='ab"\t\n ,', max_size=40))
def test_a_paste_loses_no_letter(text: str) -> None:
    letters = "".join(cell for row in rows_of(text) for cell in row)
    assert sorted(letters.replace("\t", "").replace("\n", "").replace('"', "")) == sorted(
        text.replace("\t", "").replace("\n", "").replace('"', "")
    )


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=8).filter(
    lambda text: text == text.strip() and "\u2028" not in text and "\ufeff" not in text
)


@settings(deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=3, max_size=6), st.sampled_from(",;\t|"))
def test_what_a_csv_writer_writes_is_read(rows: list[list[str]], sign: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=sign, quoting=csv.QUOTE_ALL).writerows(rows)
    assert shown(received("r.csv", "", read(text.getvalue().encode()))) == rows


PAGE = """<html><head><style>td {color: red}</style></head><body><p>Return</p>
<table><tr><th colspan="2">Cases &amp; orders</th><th>Q1</th></tr>
<tr><td rowspan="2">Men</td><td>under 18</td><td>41</td></tr>
<tr><td>18 and<br>over</td><td>&lt;5</td></tr></table>
<table><tr><td>Second</td><td><table><tr><td>inner</td></tr></table></td></tr></table></body></html>"""


def test_a_web_page_that_calls_itself_xls(tmp_path: Path) -> None:
    file = in_place(PAGE.encode(), tmp_path)
    assert (file.kind, len(file.sheets)) == ("html", 2)
    assert shown(file) == [["Cases & orders", "", "Q1"], ["Men", "under 18", "41"], ["", "18 and\nover", "<5"]]
    assert file.sheets[0].merges == ((1, 1, 1, 2), (2, 1, 3, 1))
    assert shown(file, 1) == [["Second", "inner"]]


def test_a_page_without_a_table_is_no_spreadsheet(tmp_path: Path) -> None:
    file = in_place(b"<html><body>Dear all</body></html>", tmp_path)
    assert (file.refused, "web page" in file.say) == ("not a spreadsheet", True)


def test_a_page_of_endless_spans_is_refused(tmp_path: Path) -> None:
    row = '<td rowspan="1000" colspan="1000">x</td>' * 10
    assert in_place(f"<table><tr>{row}</tr></table>".encode(), tmp_path).refused == "too large"


def test_a_sign_inside_quotation_marks_does_not_divide() -> None:
    """The semicolon divides every row alike, too, but only through the middle of what is quoted."""
    assert shown(received("r.csv", "", read(b'"0","0",";"\r\n"0","0",";"\r\n"0","0",";"\r\n'))) == [["0", "0", ";"]] * 3
