"""The return workbook that goes out, as a partner and as Excel would see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from cjdesk.domain.periods import Period
from cjdesk.returns.chase import Recipient, draft, issue_letter
from cjdesk.returns.template import ActionLine, FigureLine, Request, build

Q2 = Period(date(2025, 7, 1), date(2025, 9, 30), "quarter")
Q1 = Period(date(2025, 4, 1), date(2025, 6, 30), "quarter")
REQUEST = Request(
    plan_title="Outcomes Improvement Plan",
    partnership="Glen Partnership",
    partner="Police",
    return_code="R7",
    period=Q2,
    last_period=Q1,
    due_words="31 October 2025",
    figures=(
        FigureLine(code="S1", what="=Number of: cases", definition="Counted once", unit="count", last="41"),
        FigureLine(code="S2", what="Number of: reports", definition="", unit="count", last="<5"),
    ),
    actions=(ActionLine(code="A3", number="1.1", text="Train", timescale="31 March 2026", last="On track: begun"),),
    statuses=(("C", "complete"), ("G", "on track")),
)


def opened() -> Workbook:
    return load_workbook(BytesIO(build(REQUEST)))


def test_each_line_has_its_code_last_figure_and_one_empty_cell_for_this_period() -> None:
    sheet = opened()["Return"]
    assert [cell.value for cell in sheet[4]] == [
        "Ref",
        "What is counted",
        "Unit",
        "Last period (Q1 2025-26)",
        "This period (Q2 2025-26)",
        "Note",
    ]
    assert [cell.value for cell in sheet[6]] == ["S2", "Number of: reports", "count", "<5", None, None]
    assert [cell.protection.locked for cell in sheet[6]] == [True, True, True, True, False, False]


def test_words_that_look_like_a_formula_stay_words() -> None:
    cell = opened()["Return"]["B5"]
    assert (cell.value, cell.data_type) == ("=Number of: cases", "s")


def test_nothing_is_merged_and_the_ids_are_out_of_sight() -> None:
    book = opened()
    assert [list(sheet.merged_cells.ranges) for sheet in book] == [[]] * 5
    hidden = book["_cjdesk"]
    assert hidden.sheet_state == "veryHidden"
    rows = [tuple(cell.value for cell in row[:4]) for row in hidden.iter_rows()]
    assert ("code", "R7", None, None) in rows
    assert ("period", "2025-07-01/2025-09-30", None, None) in rows
    assert ("row", "Return", 6, "S2") in rows
    assert ("row", "Actions", 5, "A3") in rows


def test_statuses_are_offered_as_a_list() -> None:
    [choice] = opened()["Actions"].data_validations.dataValidation
    assert choice.formula1 == "=_cjdesk!$H$1:$H$2"
    assert [opened()["_cjdesk"][cell].value for cell in ("H1", "H2")] == ["complete", "on track"]


def test_names_that_look_like_formulas_or_hold_control_characters_harm_nothing() -> None:
    nasty = replace(REQUEST, plan_title="=1+1", partner="Pol\x07ice", statuses=(("Q", '"quoted", and so on'),))
    book = load_workbook(BytesIO(build(nasty)))
    assert (book["_cjdesk"]["B1"].value, book["_cjdesk"]["B1"].data_type) == ("=1+1", "s")
    assert book["_cjdesk"]["B2"].value == "Police"


def test_rows_are_as_high_as_their_words() -> None:
    long = replace(REQUEST, actions=(replace(REQUEST.actions[0], text="word " * 60),))
    sheet = load_workbook(BytesIO(build(long)))["Actions"]
    assert sheet.row_dimensions[5].height > 100


def test_equal_requests_give_equal_bytes_without_a_clock() -> None:
    data = build(REQUEST)
    assert data == build(REQUEST)
    with ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert b"2000-01-01T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")


def test_the_draft_opens_unsent_with_the_workbook_attached() -> None:
    letter = issue_letter(
        "Police", Q2, "31 October 2025", "Glen Partnership", (Recipient(name="Ann", email="a@b.org"),)
    )
    message = message_from_bytes(draft(letter, "Police.xlsx", b"book"), policy=policy.default)
    assert (message["X-Unsent"], message["To"]) == ("1", "Ann <a@b.org>")
    assert message["Subject"] == "Community justice return, Police, Quarter 2, 2025-26"
    [attached] = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Police.xlsx", b"book")
    body = message.get_body()
    assert body is not None
    assert "31 October 2025" in body.get_content()
