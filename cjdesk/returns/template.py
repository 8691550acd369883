"""The workbook that goes out to a partner: their lines and nothing else, with last period beside this one.

Identity is anchored three times, so that a copy that was renamed, re-saved, converted or pasted into is still known:
ids on a very hidden sheet, visible codes in the first column, and the words of the headings. No merged cells;
protected without a password; the reading of a return never relies on the protection or validation having held.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cjdesk.domain.periods import Period, label, short_label
from cjdesk.domain.text import clean
from cjdesk.workbooks import put_words, saved

TEMPLATE_VERSION = "2026-1"
ANCHOR_SHEET = "_cjdesk"
STATUS_COLUMN = "H"
"""Where the hidden sheet lists the statuses to choose from; a list in a cell's rule may not exceed 255 characters."""
FONT = "Arial"
INPUT_FILL = "FFEAF4F6"
HEAD_FILL = "FFD6E6EA"
FIRST_LINE = 5
NIL_ROW = 10
"""Where a partner writes "Nil return" on the first sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One line a partner fills in with a figure."""

    code: str
    what: str
    definition: str
    unit: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """One action a partner reports progress on."""

    code: str
    number: str
    text: str
    timescale: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Everything one return workbook shows. ``return_code`` names the return for ever ("R-7")."""

    plan_title: str
    partnership: str
    partner: str
    return_code: str
    period: Period
    last_period: Period
    due_words: str
    figures: tuple[FigureLine, ...]
    actions: tuple[ActionLine, ...]
    statuses: tuple[tuple[str, str], ...]  # letter and word


FIGURE_HEADS = ("Ref", "What is counted", "Unit", "Last period", "This period", "Note")
ACTION_HEADS = ("Ref", "No.", "Action", "Timescale", "Last update", "Status", "Progress", "Revised date")
FIGURE_WIDTHS = (9, 58, 10, 18, 18, 46)
ACTION_WIDTHS = (9, 8, 52, 18, 34, 16, 52, 18)


def build(request: Request) -> bytes:
    """The workbook as .xlsx bytes; equal requests give equal bytes."""
    from openpyxl import Workbook

    book = Workbook()
    about = book.active
    assert about is not None
    about.title = "Read me"
    _read_me(about, request)
    _figures(book.create_sheet("Return"), request)
    _actions(book.create_sheet("Actions"), request)
    _case_study(book.create_sheet("Case study"))
    _anchors(book.create_sheet(ANCHOR_SHEET), request)
    book.properties.creator = clean(request.partnership)
    book.properties.title = clean(f"{request.partner}, {label(request.period)}")
    return saved(book)


def _text(
    sheet: Any, row: int, column: int, text: str, *, bold: bool = False, size: int = 12, wrap: bool = True
) -> Any:
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(row, column)
    put_words(cell, text)
    cell.font = Font(name=FONT, size=size, bold=bold)
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")
    return cell


def _fit(sheet: Any, row: int, texts: tuple[str, ...], widths: tuple[int, ...]) -> None:
    """Make a row as high as its longest cell needs: not every program does so by itself on opening."""
    lines = max(
        sum(max(1, -(-len(line) * 6 // (width * 5))) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    sheet.row_dimensions[row].height = 16 * lines + 2


def _read_me(sheet: Any, request: Request) -> None:
    lines = [
        (request.plan_title, True, 16),
        (f"Return from {request.partner} for {label(request.period)}", True, 14),
        (f"Please send this workbook back by {request.due_words}." if request.due_words else "", False, 12),
        ("How to fill it in", True, 12),
        (
            "Return: put this period's figure into the tinted column. Leave a cell empty if nothing has changed.",
            False,
            12,
        ),
        ("Where there is no figure, say why: TBC (not yet), n/a (not applicable), not collected, or <5.", False, 12),
        ("Actions: choose a status and write a sentence or two on what has happened since the last update.", False, 12),
        ("Please use no names or details that could identify a person, here or in the notes.", False, 12),
        ("Nothing to report? Write “Nil return” in the tinted cell below.", False, 12),
        ("", False, 12),
        (f"Return code {request.return_code}. Please keep it: it shows where these figures belong.", False, 12),
    ]
    sheet.column_dimensions["A"].width = 110
    for row, (text, bold, size) in enumerate(lines, 1):
        cell = _text(sheet, row, 1, text, bold=bold, size=size)
        _fit(sheet, row, (text,), (110 * 9 // size,))
        if row == NIL_ROW:
            cell.value = None
            _input(cell)
    sheet.sheet_view.showGridLines = False
    _print_set_up(sheet, landscape=False, heading_row=0)


def _head(sheet: Any, row: int, heads: tuple[str, ...], widths: tuple[int, ...]) -> None:
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    for column, head in enumerate(heads, 1):
        cell = _text(sheet, row, column, head, bold=True)
        cell.fill = PatternFill("solid", fgColor=HEAD_FILL)
    _fit(sheet, row, heads, widths)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(row + 1, 3)


def _title(sheet: Any, request: Request, what: str) -> None:
    _text(sheet, 1, 1, f"{request.partner}: {what}", bold=True, size=14, wrap=False)
    _text(sheet, 2, 1, f"{label(request.period)}. Return code {request.return_code}.", wrap=False)


def _input(cell: Any) -> None:
    from openpyxl.styles import PatternFill, Protection

    cell.fill = PatternFill("solid", fgColor=INPUT_FILL)
    cell.protection = Protection(locked=False)


def _figures(sheet: Any, request: Request) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    _title(sheet, request, "figures")
    last, this = short_label(request.last_period), short_label(request.period)
    heads = (*FIGURE_HEADS[:3], f"Last period ({last})", f"This period ({this})", FIGURE_HEADS[5])
    _head(sheet, FIRST_LINE - 1, heads, FIGURE_WIDTHS)
    for row, line in enumerate(request.figures, FIRST_LINE):
        _text(sheet, row, 1, line.code)
        what = _text(sheet, row, 2, line.what)
        if line.definition:
            what.comment = Comment(clean(line.definition), clean(request.partnership), width=420, height=140)
        _text(sheet, row, 3, line.unit)
        _text(sheet, row, 4, line.last).font = Font(name=FONT, size=12, color="FF6B7680")
        for column in (5, 6):
            _input(_text(sheet, row, column, ""))
            sheet.cell(row, column).value = None
        _fit(sheet, row, (line.what, line.last), (FIGURE_WIDTHS[1], FIGURE_WIDTHS[3]))
    sheet.protection.sheet = True
    _print_set_up(sheet, landscape=True, heading_row=FIRST_LINE - 1)


def _actions(sheet: Any, request: Request) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    _title(sheet, request, "progress on actions")
    _head(sheet, FIRST_LINE - 1, ACTION_HEADS, ACTION_WIDTHS)
    listed = f"={ANCHOR_SHEET}!${STATUS_COLUMN}$1:${STATUS_COLUMN}${max(1, len(request.statuses))}"
    choice = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(choice)
    for row, line in enumerate(request.actions, FIRST_LINE):
        for column, text in enumerate((line.code, line.number, line.text, line.timescale, line.last), 1):
            _text(sheet, row, column, text)
        for column in (6, 7, 8):
            _input(_text(sheet, row, column, ""))
            sheet.cell(row, column).value = None
        _fit(sheet, row, (line.text, line.timescale, line.last), (ACTION_WIDTHS[2], ACTION_WIDTHS[3], ACTION_WIDTHS[4]))
        choice.add(sheet.cell(row, 6))
    sheet.protection.sheet = True
    _print_set_up(sheet, landscape=True, heading_row=FIRST_LINE - 1)


def _case_study(sheet: Any) -> None:
    prompts = (
        "What was happening for the person before (no name, no date of birth, no place that gives them away)?",
        "What support did they have, and from whom?",
        "What is different now, in their own words where they agree?",
        "What can others learn from it?",
        "Has the person agreed that this may be printed? (yes or no, when, and for whom)",
    )
    sheet.column_dimensions["A"].width = 52
    sheet.column_dimensions["B"].width = 90
    _text(sheet, 1, 1, "Case study (only if you have one)", bold=True, size=14)
    for row, prompt in enumerate(prompts, 3):
        _text(sheet, row, 1, prompt, bold=True)
        _input(_text(sheet, row, 2, ""))
        sheet.cell(row, 2).value = None
        sheet.row_dimensions[row].height = 90
    sheet.protection.sheet = True
    _print_set_up(sheet, landscape=True, heading_row=0)


def _anchors(sheet: Any, request: Request) -> None:
    """The hidden ids: facts of the return, then one row per line with its sheet, row and code."""
    facts = [
        ("plan", request.plan_title),
        ("partner", request.partner),
        ("period", f"{request.period.start.isoformat()}/{request.period.end.isoformat()}"),
        ("version", TEMPLATE_VERSION),
        ("code", request.return_code),
    ]
    rows: list[tuple[str | int, ...]] = list(facts)
    codes = {"Return": [line.code for line in request.figures], "Actions": [line.code for line in request.actions]}
    for name, listed in codes.items():
        for row, code in enumerate(listed, FIRST_LINE):
            rows.append(("row", name, row, code))
    for row, cells in enumerate(rows, 1):
        for column, fact in enumerate(cells, 1):
            cell = sheet.cell(row, column)
            if isinstance(fact, str):
                put_words(cell, fact)
            else:
                cell.value = fact
    for row, (_letter, word) in enumerate(request.statuses, 1):
        put_words(sheet[f"{STATUS_COLUMN}{row}"], word)
    sheet.sheet_state = "veryHidden"


def _print_set_up(sheet: Any, *, landscape: bool, heading_row: int) -> None:
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if heading_row:
        sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.oddFooter.center.text = "Page &P of &N"
