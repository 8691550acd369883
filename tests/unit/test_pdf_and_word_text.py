"""The words of the model, the PDF's tree, its pages and the Word file are the same, whatever was typed."""

from __future__ import annotations

import io

import pikepdf
import pytest
from document_samples import COLUMNS, SENTENCE, action_table, bullets, cell, plan, text
from hypothesis import HealthCheck, Phase, given, settings
from random_documents import documents
from read_pdf import TaggedPdf, tree_text
from read_word import WordFile
from walk_pdf import walk_file

from cjdesk.documents.cleaning import cleaned
from cjdesk.documents.model import Cell, Column, Document, Heading, Section, Table, text_of
from cjdesk.documents.writers.pdf import write_pdf
from cjdesk.documents.writers.word import write_word


def words_of(document: Document) -> list[str]:
    """The model's words after cleaning, spaces made single."""
    entries = [" ".join(entry.split()) for entry in text_of(cleaned(document))]
    return [entry for entry in entries if entry]


def pdf_words(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return tree_text(TaggedPdf(pdf))


def page_words(file: TaggedPdf) -> str:
    """All marked text in the order in which it is painted, page by page, without spaces, the contents left out."""
    contents = {
        kid
        for element in file.elements()
        if element.role == "Sect"
        for below in element.walk()
        for kid in below.kids
        if isinstance(kid, tuple)
    }
    return "".join(
        "".join(painted.split())
        for page, marks in enumerate(file.marks)
        for number, painted in marks.texts.items()
        if (page, number) not in contents
    )


def check(document: Document) -> None:
    expected = words_of(document)
    with pikepdf.open(io.BytesIO(write_pdf(document))) as pdf:
        file = TaggedPdf(pdf)
        assert walk_file(file) == []
        assert tree_text(file) == expected
        assert sorted(page_words(file)) == sorted("".join("".join(expected).split()))
    assert WordFile(write_word(document)).text() == expected


# A failing document is small enough to read: making it smaller takes minutes.
@settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(documents())
def test_any_document_keeps_its_words(document: Document) -> None:
    check(document)


def one(*blocks: object, landscape: bool = False) -> Document:
    return Document(title="A plan", sections=(Section(blocks=blocks, landscape=landscape),))  # type: ignore[arg-type]


def test_a_plan_keeps_its_words() -> None:
    check(plan(2, 6))


def test_painting_order_is_reading_order_without_split_rows() -> None:
    document = plan(2, 6)
    with pikepdf.open(io.BytesIO(write_pdf(document))) as pdf:
        assert page_words(TaggedPdf(pdf)) == "".join("".join(words_of(document)).split())


def test_a_cell_of_15000_characters_goes_over_pages() -> None:
    long = (SENTENCE * 100)[:15_000]
    row = (cell("1.1", header=True), cell(long), Cell(blocks=(bullets(*["A partner"] * 90),)), cell(""), cell("May"))
    check(one(Table(columns=COLUMNS, rows=(row, row)), landscape=True))


def test_a_heading_row_higher_than_a_page_prints_once() -> None:
    columns = (Column(heading=SENTENCE * 60), Column(heading="Short", width=4))
    check(one(Table(columns=columns, rows=((cell("a"), cell("b")),))))


def test_500_rows() -> None:
    check(one(Heading(text="Actions", level=1), action_table(500), landscape=True))


def test_twenty_narrow_columns() -> None:
    columns = tuple(Column(heading=f"Indicator {number}") for number in range(20))
    check(one(Table(columns=columns, rows=(tuple(cell("immeasurable") for _ in columns),))))


@pytest.mark.parametrize("words", ["<para>the <council> said</para>", "a & b < c", "<a href='x'>y</a>", "&nbsp;"])
def test_mark_up_is_only_text(words: str) -> None:
    document = one(text(words))
    assert pdf_words(write_pdf(document)) == [words]
    assert WordFile(write_word(document)).text() == [words]
