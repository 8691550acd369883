"""What keeps a document from being printed is said with its place."""

from __future__ import annotations

import pytest
from document_samples import cell, chart, plan, text

from cjdesk.documents.model import (
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
)
from cjdesk.documents.validate import Finding, findings, uncovered
from cjdesk.documents.writers.pdf import write_pdf
from cjdesk.documents.writers.word import write_word
from cjdesk.errors import UserProblem

HOUSING = Heading(text="Housing", level=1)
TWO = (Column(heading="Action"), Column(heading="Who"))


def found(*blocks: Block) -> list[Finding]:
    return findings(Document(title="Plan", sections=(Section(blocks=blocks),)))


def one(*blocks: Block) -> tuple[str, str]:
    """Code and place of the only finding."""
    (finding,) = found(*blocks)
    return finding.code, finding.where


def test_a_sound_plan_has_no_findings() -> None:
    assert findings(plan(1, 2)) == []


def test_a_picture_without_alternative_text() -> None:
    first = Picture(data=chart(), alt="Three bars")
    assert one(HOUSING, first, Picture(data=chart(), alt=" ")) == ("no-alt", "picture 2 under “Housing”")


def test_a_decorative_picture_needs_no_alternative_text() -> None:
    assert found(Picture(data=chart(), alt="", decorative=True)) == []


@pytest.mark.parametrize("data", [b"", b"GIF89a", chart()[:200], b"\x89PNG\r\n\x1a\n" + b"0" * 50])
def test_a_picture_that_cannot_be_read(data: bytes) -> None:
    assert one(HOUSING, Picture(data=data, alt="A chart")) == ("picture", "picture 1 under “Housing”")


def test_a_gap_between_headings() -> None:
    assert one(HOUSING, Heading(text="Costs", level=3)) == ("heading-gap", "the heading “Costs”")


def test_the_first_heading_must_be_of_level_one() -> None:
    assert one(Heading(text="Costs", level=2)) == ("heading-gap", "the heading “Costs”")


def test_levels_may_go_up_by_any_number() -> None:
    assert found(HOUSING, Heading(text="a", level=2), Heading(text="b", level=3), Heading(text="c", level=1)) == []


def test_a_heading_without_words() -> None:
    assert one(HOUSING, Heading(text="\x00 ", level=2)) == ("empty-heading", "a heading under “Housing”")


def test_a_level_that_does_not_exist() -> None:
    assert one(HOUSING, Heading(text="Costs", level=0))[0] == "heading-level"


def test_a_column_without_a_heading() -> None:
    table = Table(columns=(TWO[0], Column(heading="")), rows=())
    assert one(HOUSING, table) == ("table-heading", "table 1 under “Housing”")


def test_a_row_of_another_length() -> None:
    table = Table(columns=TWO, rows=((cell("a"), cell("b")), (cell("a"),)))
    (finding,) = found(table)
    assert finding.what == "A row has 1 cell where the table has 2 columns"
    assert finding.where == "row 2 of table 1 before the first heading"


def test_a_table_without_columns() -> None:
    assert [finding.code for finding in found(Table(columns=(), rows=()))] == ["no-column"]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "www.example.org", "http://", "mailto:", "http://[bad", "data:,x"],
)
def test_an_address_that_is_no_web_or_mail_address(address: str) -> None:
    linked = Paragraph(runs=(Run(text="our plan", link=address),))
    in_cell = Table(columns=TWO, rows=((Cell(blocks=(linked,)), cell("b")),))
    assert one(HOUSING, linked) == ("link", "paragraph 1 under “Housing”")
    assert one(HOUSING, in_cell) == ("link", "row 1 of table 1 under “Housing”")


@pytest.mark.parametrize("address", ["https://example.org", "http://example.org/é?a=b#c", "mailto:cj@example.org"])
def test_web_and_mail_addresses_are_allowed(address: str) -> None:
    assert found(Paragraph(runs=(Run(text="our plan", link=address),))) == []


def test_a_link_without_words() -> None:
    item = ListItem(runs=(Run(text=" ", link="https://example.org"),))
    assert one(BulletList(items=(item,))) == ("link-text", "list 1 before the first heading")


def test_characters_that_cannot_be_printed_are_named_once_per_place() -> None:
    document = Document(
        title="Plan",
        edition="\U0001f3f4",
        sections=(
            Section(
                blocks=(
                    HOUSING,
                    text("Gàidhlig èùò → ✓ ● ▲ ◆ ▼ ○ ≥ ½ £ “ ” – …"),
                    text("good \U0001f600\U0001f600 and 漢"),
                    Table(columns=TWO, rows=((cell("a"), cell("\U0001f600")),)),
                )
            ),
        ),
    )
    assert uncovered(document) == [
        ("\U0001f3f4", "the footer"),
        ("\U0001f600", "paragraph 2 under “Housing”"),
        ("漢", "paragraph 2 under “Housing”"),
        ("\U0001f600", "row 1 of table 1 under “Housing”"),
    ]
    assert {finding.severity for finding in findings(document)} == {"warning"}
    assert "U+1F600 (grinning face)" in findings(document)[1].what


def test_writing_from_right_to_left_is_told_of() -> None:
    (finding,) = found(HOUSING, text("English and العربية"), text("English"))
    assert (finding.code, finding.where, finding.severity) == (
        "right-to-left",
        "paragraph 1 under “Housing”",
        "warning",
    )


def test_a_document_without_title_or_sections() -> None:
    assert [finding.code for finding in findings(Document(title=" ", sections=()))] == ["no-title", "no-section"]


@pytest.mark.parametrize("write", [write_pdf, write_word])
def test_errors_stop_the_export_and_say_where(write: object) -> None:
    document = Document(
        title="Plan", sections=(Section(blocks=(HOUSING, Picture(data=chart(), alt=""), Heading(text="x", level=4))),)
    )
    with pytest.raises(UserProblem) as problem:
        write(document)  # type: ignore[operator]
    assert "picture 1 under “Housing”" in problem.value.what
    assert "the heading “x”" in problem.value.what
    assert problem.value.safe == "Nothing was written."


def test_many_errors_are_counted() -> None:
    blocks = [Heading(text="", level=1)] * 7
    with pytest.raises(UserProblem, match="And 2 more"):
        write_pdf(Document(title="Plan", sections=(Section(blocks=tuple(blocks)),)))
