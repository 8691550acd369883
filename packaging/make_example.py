"""Makes the files of the sample partnership that are not text: six returns as partners might send them, one picture.

Run from the root of the project: ``python packaging/make_example.py [FOLDER]``; without a folder it writes into
``resources/example``. Equal input gives equal bytes: fixed dates, stored (not deflated) zip members.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "resources" / "example"
FONTS = ROOT / "resources" / "fonts"

_SAVED_ON = (2025, 10, 31, 9, 0, 0)
_SAVED_ISO = "2025-10-31T09:00:00Z"
_BOLD = Font(bold=True)
_GREY = PatternFill("solid", fgColor="D9D9D9")

Row = Sequence[str | int | float | None]


def main(folder: Path = EXAMPLE) -> list[Path]:
    """Write every file below ``folder``; their paths."""
    files = {f"returns/{name}": make() for name, make in RETURNS.items()}
    files["pictures/governance.png"] = governance_chart()
    written = []
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(path)
    return written


# --- the returns ---------------------------------------------------------------------------------------------------


def police() -> bytes:
    """Title rows, headings merged over two rows, quarters across, percentages as text, TBC, a total, notes."""
    book, sheet = _book("Custody")
    _rows(sheet, 1, [["POLICE SCOTLAND: BRANNOCH DIVISION"], [], ["Community justice quarterly return"]])
    _rows(sheet, 4, [["Completed by: Partnership Team", None, None, "Date returned: 17/10/2025"]])
    _rows(sheet, 6, [["Indicator", "Part", "2025/26", None, None, None, "Comments"]])
    _rows(sheet, 7, [[None, None, "Apr-Jun 2025", "Jul-Sep 2025", "Oct-Dec 2025", "Jan-Mar 2026"]])
    custody = "Percentage of people held at the Inverbrannoch custody centre who were:"
    _rows(
        sheet,
        8,
        [
            [
                custody,
                "i) offered support and accepted",
                "38%",
                "41%",
                "TBC",
                "TBC",
                "Referral worker in every morning",
            ],
            [None, "ii) offered support and declined", "39%", "37 %", "TBC", "TBC"],
            [None, "iii) not offered support", "23%", "22%", "TBC", "TBC"],
            ["TOTAL", None, "100%", "100%"],
            ["Number of:", "i) referrals from custody centres", 37, 42, "TBC", "TBC"],
            [],
            ["Notes"],
            ["1. Source: custody system, people held for longer than one hour."],
            ["2. Quarter 3 will follow in January."],
        ],
    )
    for area in ("A1:G1", "A3:G3", "A6:A7", "B6:B7", "C6:F6", "G6:G7", "A8:A10"):
        sheet.merge_cells(area)
    _bold(sheet, "A1", "A6", "B6", "C6", "G6", "A11")
    return _saved(book)


def justice_social_work() -> bytes:
    """A sheet per service, quarters down, signs for small numbers, a breakdown beside the parts, a running total."""
    book = Workbook()
    book.remove(book.worksheets[0])
    referred = "Number of people referred for diversion from prosecution"
    _down(
        book.create_sheet("Diversion"),
        "Diversion from prosecution",
        [referred, "i) assessments undertaken", "ii) cases commenced", "iii) cases successfully completed"],
        "Under 18s: cases commenced",
        [["49", "42", 33, 25, 6], [52, 45, "36", "27 ", "*"], [101, 87, 69, 52]],
    )
    reports = "i) assessment reports for bail suitability"
    _down(
        book.create_sheet("Bail"),
        "Bail supervision",
        [reports, "ii) bail supervision cases commenced", "iii) bail supervision cases completed"],
        "Women: bail supervision cases commenced",
        [[29, 15, 10, "*"], [31, 18, "12", 5], [60, 33, 22]],
    )
    _down(
        book.create_sheet("Unpaid work"),
        "Hours of unpaid work:",
        ["i) imposed", "ii) completed"],
        "",
        [[5390, 4610], ["5,240", "4,705"], [10630, 9315]],
    )
    return _saved(book)


def _down(sheet: Worksheet, title: str, heads: Sequence[str], breakdown: str, rows: Sequence[Row]) -> None:
    """Quarters as rows, two of them known; then the year to date (the last of ``rows``) and the legend."""
    columns = [*heads, breakdown] if breakdown else heads
    first, second, total = rows
    later = ["-"] * len(columns)
    _rows(sheet, 1, [[title], [], ["Quarter", None, *columns]])
    _rows(sheet, 4, [[f"Q{number} 25-26", None, *row] for number, row in enumerate((first, second, later, later), 1)])
    _rows(sheet, 8, [["Year to date", None, *total], [], ["* = fewer than 5, not shown. - = not yet available"]])
    _bold(sheet, "A1", "A3")


def health() -> bytes:
    """Formulas with saved results, a hidden row, a hidden column, hidden sheets with another year's figures."""
    book, sheet = _book("Return")
    stem = "Number of transfers in drug/alcohol treatments from:"
    kits = "Number of take-home naloxone kits supplied on leaving custody"
    registered = "Percentage of people registered with a GP practice on the day they leave prison"
    kept = "Number of people referred from custody who kept a first appointment within seven days"
    _rows(
        sheet,
        1,
        [
            [stem, "Apr-Jun 25", "Jul-Sep 25", "working", "Half-year total"],
            ["custody to community", 16, 19, 900, "=SUM(B2:C2)"],
            ["community to custody", 8, 7, 900, "=SUM(B3:C3)"],
            ["of which women", 3, 2, 900],
            ["All transfers", "=B2+B3", "=C2+C3", 900, "=SUM(B5:C5)"],
            [],
            [kits, 27, "=10+9+12"],
            [registered, 0.74, 0.76],
            [kept, 21, 24],
        ],
    )
    for cell in ("B8", "C8"):
        sheet[cell].number_format = "0%"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    old = book.create_sheet("2024-25 old")
    old.sheet_state = "hidden"
    _rows(old, 1, [[stem, "2024-25"], ["custody to community", 55], ["community to custody", 34]])
    lists = book.create_sheet("lists")
    lists.sheet_state = "veryHidden"
    _rows(lists, 1, [["Q1", 1], ["Q2", 2]])
    return _saved(book, results={"E2": 35, "E3": 15, "B5": 24, "C5": 26, "E5": 50, "C7": 31})


def housing() -> bytes:
    """A plain table as a CSV file: a whole year beside two quarters, dashes that nobody explains."""
    tenancy = (
        "% people leaving prison who have been housed by the local authority and have maintained tenancy for more "
        "than 1 year"
    )
    table: list[Row] = [
        ["Strathbrannoch Housing", "", "", "", ""],
        ["Indicator", "2024/25", "2025/26 Q1", "2025/26 Q2", "Comment"],
        ["Number of homelessness applications where prison is last known address", 74, 16, 14, ""],
        [
            "Proportion of admissions where housing advice was provided",
            "78%",
            "82%",
            "85%",
            "By video link in most cases,\nin person at HMP Corrieburn",
        ],
        [tenancy, "61%", "-", "-", "Looked at once a year"],
    ]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def families() -> bytes:
    """Progress in words, a revised date, an action that is not in the plan, one that could be several; a figure."""
    book, sheet = _book("Progress")
    _rows(
        sheet,
        1,
        [
            ["Harbour Families: progress to 30 September 2025"],
            ["No.", "Action", "Status", "Progress", "Revised date"],
            [
                "10.4 (M)",
                "Offer families a worker from the day of sentence, help with visits and travel, and someone to call on "
                "the first night home.",
                "On track",
                "31 families supported.\nFirst visit day for children held in August.",
            ],
            [
                "12.3",
                None,
                "some delay",
                "Seating has arrived; the children's corner waits for a fire check.",
                "31 March 2026",
            ],
            ["12.4 (C)", "Find a safe way for children with a parent in prison to tell us what helps.", "Stopped"],
            ["10.5", None, "nearly there", "Nineteen conversations held, five to go."],
            [None, "Awareness sessions", "On track", "Two held at the school in Kilfarrick."],
            ["10.7 (S)", "Tea afternoons for grandparents", "On track", "Begun in July; nine people came."],
        ],
    )
    sheet.merge_cells("A1:E1")
    _bold(sheet, "A1", "A2", "B2", "C2", "D2", "E2")
    figures = book.create_sheet("Figures")
    _rows(
        figures,
        1,
        [
            ["Indicator", "Q1 2025-26", "Q2 2025-26"],
            ["Number of families supported while someone is in prison", 28, 31],
        ],
    )
    return _saved(book)


def throughcare() -> bytes:
    """The messy one: misspelt lines, a line twice, a line twice with two answers, comments, a telephone number."""
    book, sheet = _book("stats")
    stem = "Proportion of people liberated from short term custody:"
    _rows(
        sheet,
        1,
        [
            ["Voluntary throughcare 2025/26"],
            ["What we count", "Q1", "Q2"],
            ["No of voluntary througcare cases comenced", 20, 23],
            [f"{stem} made aware of support ", "88%", "90%"],
            [f"{stem} made aware of support", "88%", "90%"],
            [f"{stem} accepting support offer", "54%", "57%"],
            [f"{stem} ACCEPTING SUPPORT OFFER", "54%", "59%"],
            ["with a coordinated pre release plan in place", "43%", "46%"],
            ["Nights in bed and breakfast", 11, 8],
            [],
            ["Any questions about these please ring Shona on 01632 960151"],
        ],
    )
    sheet["C3"].comment = Comment("Four of these are with Justice Social Work, counted here for both of us.", "Office")
    sheet["C7"].comment = Comment("Is this the right one? The other line is from the old list.", "Office")
    sheet["C3"].fill = PatternFill("solid", fgColor="FFFF00")
    return _saved(book)


RETURNS: dict[str, Callable[[], bytes]] = {
    "Police Q2 2025-26 Custody.xlsx": police,
    "JSW Quarter 2 figures.xlsx": justice_social_work,
    "NHS Brannoch justice healthcare Jul-Sep 25.xlsx": health,
    "housing-return-q2.csv": housing,
    "Harbour Families progress September 2025.xlsx": families,
    "NEW GROUND stats FINAL v2.xlsx": throughcare,
}


# --- workbooks with the same bytes every time ----------------------------------------------------------------------


def _book(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return book, sheet


def _rows(sheet: Worksheet, first: int, rows: Iterable[Row]) -> None:
    for number, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, column, value)
    sheet.column_dimensions["A"].width = 48


def _bold(sheet: Worksheet, *cells: str) -> None:
    for cell in cells:
        sheet[cell].font = _BOLD
        sheet[cell].fill = _GREY


def _saved(book: Workbook, results: dict[str, int] | None = None) -> bytes:
    """The workbook's bytes. ``results`` are the saved results of formulas on the first sheet, as Excel keeps them."""
    raw = io.BytesIO()
    book.save(raw)
    made = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(source.namelist()):
            member = zipfile.ZipInfo(name, _SAVED_ON)
            member.create_system = 0
            target.writestr(member, _settled(name, source.read(name), results or {}))
    return made.getvalue()


def _settled(name: str, data: bytes, results: dict[str, int]) -> bytes:
    """A part of the workbook without the time of making, and with the saved results of its formulas."""
    text = data.decode()
    if name == "docProps/core.xml":
        text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _SAVED_ISO, text)
    if name == "xl/worksheets/sheet1.xml":
        for cell, result in results.items():
            text, found = re.subn(
                rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)(?:<v\s*/>|<v></v>)', rf"\g<1><v>{result}</v>", text
            )
            assert found == 1, f"{cell} holds no formula"
    return text.encode()


# --- the picture ---------------------------------------------------------------------------------------------------

_INK, _PAPER, _TEAL, _PALE = "#1F2A30", "#FFFFFF", "#0F5C6E", "#DCEBEE"


def governance_chart() -> bytes:
    """How the partnership is governed, as boxes and lines; its text alternative stands in ``chapters-1.toml``."""
    picture = Image.new("RGB", (1200, 700), _PAPER)
    pen = ImageDraw.Draw(picture)
    for line in (
        [(500, 120), (500, 190)],
        [(700, 235), (820, 235)],
        [(500, 280), (500, 340)],
        [(190, 340), (810, 340)],
        [(190, 340), (190, 400)],
        [(500, 340), (500, 400)],
        [(810, 340), (810, 400)],
        [(190, 490), (190, 570)],
        [(500, 490), (500, 570)],
        [(810, 490), (810, 570)],
    ):
        pen.line(line, fill=_INK, width=3)
    _box(pen, (300, 30, 700, 120), "Strathbrannoch\nCommunity Planning Board")
    _box(pen, (300, 190, 700, 280), "Community Justice\nPartnership", strong=True)
    _box(pen, (820, 190, 1160, 280), "Lived experience panel")
    _box(pen, (50, 400, 330, 490), "Early\nIntervention Group")
    _box(pen, (360, 400, 640, 490), "Community\nSentences Group")
    _box(pen, (670, 400, 950, 490), "Coming\nHome Group")
    _box(pen, (50, 570, 950, 660), "Community Justice Co-ordinator and Performance Analyst")
    made = io.BytesIO()
    picture.quantize(colors=32, dither=Image.Dither.NONE).save(made, "PNG", optimize=False)
    return made.getvalue()


def _box(pen: ImageDraw.ImageDraw, place: tuple[int, int, int, int], words: str, *, strong: bool = False) -> None:
    face = FONTS / ("LiberationSans-Bold.ttf" if strong else "LiberationSans-Regular.ttf")
    font = ImageFont.truetype(str(face), 27, layout_engine=ImageFont.Layout.BASIC)  # the other one is not everywhere
    pen.rectangle(place, fill=_TEAL if strong else _PALE, outline=_TEAL, width=3)
    left, top, right, bottom = place
    pen.multiline_text(
        ((left + right) / 2, (top + bottom) / 2),
        words,
        font=font,
        fill=_PAPER if strong else _INK,
        anchor="mm",
        align="center",
        spacing=6,
    )


if __name__ == "__main__":
    for made in main(*(Path(one) for one in sys.argv[1:2])):
        print(made.name)
