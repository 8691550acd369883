"""The running text of Word plans: chapters with lists, notes, pictures, tracked changes and what Word hides in them."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from word_plans import TWO, actions, bring, drawn, table


@pytest.fixture
def document() -> Any:
    return docx.Document()


def test_tracked_changes_keep_insertions_and_drop_deletions(document: Any, tmp_path: Path) -> None:
    document.add_heading("Background", 1)
    paragraph = document.add_paragraph("We will ")
    change = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
    for tag, inner in (("del", "<w:delText>never</w:delText>"), ("ins", "<w:t>always</w:t>")):
        paragraph._p.append(parse_xml(f"<w:{tag} {nsdecls('w')} {change}><w:r>{inner}</w:r></w:{tag}>"))
    paragraph.add_run(" listen.")
    imported = bring(document, tmp_path)
    assert imported.plan.chapters[0].passages[0].text == "We will always listen."
    assert [one.text for one in imported.left_out] == ["never"]
    assert imported.notes == ("The file has tracked changes. Insertions kept: 1; deletions left out: 1.",)


def test_field_codes_are_dropped_and_their_results_kept(document: Any, tmp_path: Path) -> None:
    document.add_heading("Background", 1)
    paragraph = document.add_paragraph("See page ")
    for inner in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText> PAGEREF _Ref1 </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>12</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))
    paragraph.add_run(".")
    assert bring(document, tmp_path).plan.chapters[0].passages[0].text == "See page 12."


def test_a_text_box_follows_its_paragraph_once(document: Any, tmp_path: Path) -> None:
    document.add_heading("Background", 1)
    paragraph = document.add_paragraph("Beside the box.")
    box = "<w:txbxContent><w:p><w:r><w:t>Words in a box</w:t></w:r></w:p></w:txbxContent>"
    spaces = (
        f'{nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    paragraph._p.append(
        parse_xml(
            f"<w:r {spaces}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    texts = [one.text for one in bring(document, tmp_path).plan.chapters[0].passages]
    assert texts == ["Beside the box.", "Words in a box"]


def test_a_contents_list_is_made_anew_and_not_kept(document: Any, tmp_path: Path) -> None:
    document.add_heading("Contents", 1)
    document.add_paragraph("Background\t3")
    document.add_heading("Background", 1)
    document.add_paragraph("Why we do it.")
    imported = bring(document, tmp_path)
    assert [one.title for one in imported.plan.chapters] == ["Background"]
    assert {one.text for one in imported.left_out} == {"Contents", "Background\t3"}
    assert imported.counts["chapters"] == 2


def test_chapters_keep_marks_lists_quotes_and_tables(document: Any, tmp_path: Path) -> None:
    document.add_heading("Who we are", 2)
    paragraph = document.add_paragraph("  We are ")
    paragraph.add_run("partners").bold = True
    document.add_paragraph("First", style="List Bullet")
    document.add_paragraph("Deeper", style="List Bullet 2")
    document.add_paragraph("One", style="List Number")
    document.add_paragraph("Nobody asked me before.", style="Quote")
    made = table(document, ("Body", "Chair"), [("Board", "Convener")])
    for cell in made.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    (chapter,) = bring(document, tmp_path).plan.chapters
    assert chapter.level == 2
    assert [(one.kind, one.text, one.depth) for one in chapter.passages[:5]] == [
        ("paragraph", "We are partners", 1),
        ("bullet", "First", 1),
        ("bullet", "Deeper", 2),
        ("numbered", "One", 1),
        ("quote", "Nobody asked me before.", 1),
    ]
    assert [(one.kind, one.start, one.end) for one in chapter.passages[0].marks] == [("bold", 7, 15)]
    last = chapter.passages[5]
    assert (last.rows, last.has_header) == ((("Body", "Chair"), ("Board", "Convener")), True)


def test_only_text_becomes_a_chapter(document: Any, tmp_path: Path) -> None:
    document.add_paragraph("Nothing but a letter.")
    document.add_paragraph("It has two paragraphs.")
    imported = bring(document, tmp_path)
    assert [[one.text for one in chapter.passages] for chapter in imported.plan.chapters] == [
        ["Nothing but a letter.", "It has two paragraphs."]
    ]
    assert imported.plan.nodes == ()


def test_an_empty_document_gives_an_empty_plan(document: Any, tmp_path: Path) -> None:
    imported = bring(document, tmp_path)
    assert (imported.plan.nodes, imported.plan.chapters, imported.tray) == ((), (), ())


def test_links_are_kept_and_only_safe_ones(document: Any, tmp_path: Path) -> None:
    document.add_heading("Links", 1)
    paragraph = document.add_paragraph("See ")
    for address, words in (("https://example.org/plan", "the plan"), ("file:///c:/secret", " or this")):
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        relation = document.part.relate_to(address, kind, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), relation)
        link.append(parse_xml(f"<w:r {nsdecls('w')}><w:t xml:space='preserve'>{words}</w:t></w:r>"))
        paragraph._p.append(link)
    (passage,) = bring(document, tmp_path).plan.chapters[0].passages
    assert passage.text == "See the plan or this"
    assert [(one.kind, one.start, one.end, one.target) for one in passage.marks] == [
        ("link", 4, 12, "https://example.org/plan")
    ]


def test_a_paragraph_whose_end_was_deleted_runs_on(document: Any, tmp_path: Path) -> None:
    document.add_heading("Background", 1)
    first = document.add_paragraph("We listen ")
    mark = '<w:rPr><w:del w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"/></w:rPr>'
    first._p.insert(0, parse_xml(f"<w:pPr {nsdecls('w')}>{mark}</w:pPr>"))
    document.add_paragraph("and act.")
    (passage,) = bring(document, tmp_path).plan.chapters[0].passages
    assert passage.text == "We listen and act."


@pytest.mark.parametrize("style", ["Caption", "Figure Caption"])
def test_a_picture_keeps_its_caption_and_text_alternative(document: Any, tmp_path: Path, style: str) -> None:
    document.add_heading("Governance", 1)
    document.add_picture(io.BytesIO(drawn("PNG")))
    document.paragraphs[-1]._p.find(".//" + qn("wp:docPr")).set("descr", "Who reports to whom")
    document.styles.add_style("Figure Caption", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Figure 1: our boards", style=style)
    imported = bring(document, tmp_path)
    (passage,) = imported.plan.chapters[0].passages
    assert (passage.kind, passage.text, passage.alt) == ("picture", "Figure 1: our boards", "Who reports to whom")
    assert imported.plan.pictures == {passage.picture: drawn("PNG")}
    assert passage.picture == hashlib.sha256(drawn("PNG")).hexdigest()


def test_pictures_of_other_kinds_become_png_or_lie_in_the_tray(document: Any, tmp_path: Path) -> None:
    document.add_heading("Governance", 1)
    document.add_picture(io.BytesIO(drawn("GIF")))
    document.add_picture(io.BytesIO(drawn("PNG")))
    broken = document.part.package.image_parts
    next(part for part in broken if part.content_type == "image/png")._blob = b"no picture at all"
    imported = bring(document, tmp_path)
    assert [one.kind for one in imported.plan.chapters[0].passages] == ["picture"]
    assert all(data.startswith(b"\x89PNG") for data in imported.plan.pictures.values())
    assert [(one.kind, one.place) for one in imported.tray] == [("picture", "paragraph 3")]


def test_a_linked_picture_is_never_fetched(document: Any, tmp_path: Path) -> None:
    document.add_heading("Governance", 1)
    document.add_picture(io.BytesIO(drawn("PNG")))
    blip = document.paragraphs[-1]._p.find(".//" + qn("a:blip"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    away = document.part.relate_to("https://example.org/spy.png", kind, is_external=True)
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), away)
    imported = bring(document, tmp_path)
    assert imported.plan.pictures == {}
    assert [one.kind for one in imported.tray] == ["picture"]
    assert "not fetched" in imported.tray[0].why


def test_a_footnote_follows_its_paragraph_in_a_chapter_and_lies_in_the_tray_from_a_table(
    document: Any, tmp_path: Path
) -> None:
    document.add_heading("Background", 1)
    noted = document.add_paragraph("Crime fell.")
    document.add_heading("Priority 1: Help", 1)
    cell = table(document).cell(1, 1).paragraphs[0]
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for number, text in ((2, "Police figures."), (3, "Subject to funding."))
    )
    xml = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    document.part.relate_to(Part(PackURI("/word/footnotes.xml"), content, xml, document.part.package), kind)
    for paragraph, number in ((noted._p, 2), (cell._p, 3)):
        paragraph.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{number}"/></w:r>'))
    imported = bring(document, tmp_path)
    assert [(one.kind, one.text) for one in imported.plan.chapters[0].passages] == [
        ("paragraph", "Crime fell."),
        ("note", "Police figures."),
    ]
    assert actions(imported) == TWO
    assert [(one.kind, one.text) for one in imported.tray] == [("note", "Subject to funding.")]


def test_the_offer_of_other_formats_ends_the_plan_as_a_chapter_of_its_own(document: Any, tmp_path: Path) -> None:
    document.add_heading("Strengths", 1)
    document.add_paragraph("Good people.", style="List Bullet")
    document.add_paragraph("If you need this document in large print or another language, please ring us.")
    chapters = bring(document, tmp_path).plan.chapters
    assert [(one.title, one.kind, len(one.passages)) for one in chapters] == [
        ("Strengths", "chapter", 1),
        ("", "contact", 1),
    ]
