"""The Word file: styles only, elements in schema order, real lists, contents filled in, nobody's name in it."""

from __future__ import annotations

import io
import zipfile

import pytest
from document_samples import COLUMNS, SENTENCE, action_table, bullets, cell, chart, mixed_paragraph, plan, text
from lxml import etree
from read_word import W, WordFile

from cjdesk.documents.model import (
    Block,
    BulletList,
    Column,
    Contents,
    Document,
    Heading,
    ListItem,
    PageBreak,
    Picture,
    Run,
    Section,
    Table,
)
from cjdesk.documents.writers.word import write_word
from cjdesk.documents.writers.word.numbering import Level, level_of

# Order of children in ECMA-376 part 1, as far as we write them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr tabs spacing ind jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs i iCs strike color sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW tcBorders shd",
    "sectPr": "footerReference type pgSz pgMar titlePg",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "lvl": "start numFmt lvlText lvlJc pPr",
    "numbering": "abstractNum num",
    "style": "name basedOn next semiHidden qFormat pPr rPr tblPr tblStylePr",
    "settings": "defaultTabStop compat themeFontLang",
    "styles": "docDefaults style",
    "body": "p tbl sdt sectPr",
}


def made(*blocks: Block, landscape: bool = False) -> WordFile:
    return WordFile(write_word(Document(title="A plan", sections=(Section(blocks=blocks, landscape=landscape),))))


def values(thing: etree._Element, path: str) -> list[str]:
    """The w:val of every element found."""
    return [str(found.get(f"{W}val")) for found in thing.iterfind(path)]


@pytest.fixture(scope="module")
def sample() -> WordFile:
    return WordFile(write_word(plan(2, 3)))


def test_children_stand_in_the_order_of_the_schema(sample: WordFile) -> None:
    seen = set()
    for name, data in sample.parts.items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for thing in etree.fromstring(data).iter(etree.Element):
            tag = etree.QName(thing).localname
            if tag not in ORDER:
                continue
            seen.add(tag)
            order = ORDER[tag].split()
            places = [order.index(etree.QName(kid).localname) for kid in thing]
            assert tag == "body" or places == sorted(places), f"{tag} in {name}"
    assert seen == set(ORDER)


def test_text_carries_no_formatting_of_its_own(sample: WordFile) -> None:
    looks = {etree.QName(kid).localname for look in sample.body.iter(f"{W}rPr") for kid in look}
    assert looks == {"rStyle"}
    layout = {etree.QName(kid).localname for look in sample.body.iter(f"{W}pPr") for kid in look}
    assert layout <= {"pStyle", "keepNext", "pageBreakBefore", "numPr", "sectPr", "spacing"}
    assert {space.get(f"{W}before") for space in sample.body.iter(f"{W}spacing")} == {"0"}
    assert len(list(sample.body.iter(f"{W}spacing"))) == 5  # the contents and the first heading of four sections


def test_every_style_in_use_exists(sample: WordFile) -> None:
    styles = etree.fromstring(sample.parts["word/styles.xml"])
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    used = {value for tag in ("pStyle", "rStyle", "tblStyle") for value in values(sample.body, f".//{W}{tag}")}
    used |= set(values(styles, f".//{W}basedOn")) | set(values(styles, f".//{W}next"))
    assert used <= known


def test_mixed_text_uses_character_styles() -> None:
    styles = values(made(mixed_paragraph()).body, f".//{W}rStyle")
    assert styles == ["Strong", "Emphasis", "Struck", "Hyperlink"]


def test_bold_italic_struck_links_have_styles_too() -> None:
    run = Run(text="all", bold=True, italic=True, struck=True, link="https://example.org")
    file = made(text("x"), BulletList(items=(ListItem(runs=(run,)),)))
    assert values(file.body, f".//{W}rStyle") == ["LinkBoldItalicStruck"]


def test_the_heading_row_repeats_and_rows_stay_whole() -> None:
    rows = list(made(action_table(2)).body.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, True, True]


def test_a_small_table_stays_on_one_page() -> None:
    columns = (Column(heading="Area"),)
    small = Table(columns=columns, rows=((cell("a"),), (cell("b"),)))
    kept = [row.find(f".//{W}keepNext") is not None for row in made(small).body.iter(f"{W}tr")]
    assert kept == [True, True, False]


def test_of_a_long_table_no_row_stands_alone_at_a_foot_or_a_head() -> None:
    large = Table(columns=(Column(heading="Area"),), rows=((cell("a"),),) * 30)
    kept = [row.find(f".//{W}keepNext") is not None for row in made(large).body.iter(f"{W}tr")]
    assert [at for at, keeps in enumerate(kept) if keeps] == [0, 1, 29]  # heading row, first row, last but one


def test_a_list_keeps_its_first_two_and_its_last_two_items_together_and_stands_off_from_tables() -> None:
    items = tuple(ListItem(runs=(Run(text=text),)) for text in "abcde")
    body = made(BulletList(items=items), action_table(1)).body
    listed = [one for one in body.iterfind(f"{W}p") if one.find(f".//{W}numPr") is not None]
    assert [one.find(f".//{W}keepNext") is not None for one in listed] == [True, False, False, True, False]
    styles = [str(one.find(f".//{W}pStyle").get(f"{W}val")) for one in listed]
    assert styles == ["ListBulletFirst", "ListBullet", "ListBullet", "ListBullet", "ListBulletLast"]


def test_a_row_higher_than_a_page_may_break() -> None:
    row = tuple(cell(SENTENCE * 60) for _ in COLUMNS)
    rows = list(made(Table(columns=COLUMNS, rows=(row,))).body.iter(f"{W}tr"))
    assert rows[1].find(f"{W}trPr/{W}cantSplit") is None


@pytest.mark.parametrize(("landscape", "millimetres"), [(False, 166), (True, 261)])
def test_a_table_is_as_wide_as_the_text_of_its_page(landscape: bool, millimetres: int) -> None:
    file = made(action_table(1), landscape=landscape)
    widths = [int(column.get(f"{W}w")) for column in file.body.iter(f"{W}gridCol")]
    assert sum(widths) == pytest.approx(millimetres * 1440 / 25.4, abs=4)
    cells = [int(column.get(f"{W}w")) for column in file.body.iter(f"{W}tcW")]
    assert cells == widths * 2


def test_a_table_tells_its_caption_and_summary() -> None:
    file = made(action_table(1))
    assert values(file.body, f".//{W}tblCaption") == ["Priority action 1: improve community safety"]
    assert values(file.body, f".//{W}tblDescription") == ["Actions with their number, partners, measure and timescale."]


def test_figures_read_right() -> None:
    table = Table(
        columns=(Column(heading="Year"), Column(heading="People", align="right")), rows=((cell("a"), cell("5")),)
    )
    styles = values(made(table).body, f".//{W}tc/{W}p/{W}pPr/{W}pStyle")
    assert styles == ["TableHeading", "TableHeadingRight", "TableText", "TableTextRight"]


def test_two_tables_stay_apart() -> None:
    tags = [
        etree.QName(block).localname
        for block in made(Table(columns=COLUMNS, rows=()), Table(columns=COLUMNS, rows=())).body
    ]
    assert tags == ["tbl", "p", "tbl", "p", "sectPr"]


def test_contents_are_filled_in_and_ask_for_nothing(sample: WordFile) -> None:
    assert sample.contents()[:4] == [
        "Contents",
        "1. Early help and the person's journey 3",
        "What people told us 3",
        "Actions for aim 1 5",
    ]
    settings = sample.parts["word/settings.xml"].decode()
    assert "updateFields" not in settings
    assert b"w:dirty" not in sample.parts["word/document.xml"]


def test_contents_lead_to_bookmarks(sample: WordFile) -> None:
    anchors = [link.get(f"{W}anchor") for link in sample.body.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]
    marks = [mark.get(f"{W}name") for mark in sample.body.iter(f"{W}bookmarkStart")]
    assert anchors
    assert set(anchors) <= set(marks)
    assert len(marks) == len(set(marks))


def test_fields_are_balanced(sample: WordFile) -> None:
    kinds = [mark.get(f"{W}fldCharType") for mark in sample.body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 7  # the contents and six entries


def test_each_section_has_its_page_format(sample: WordFile) -> None:
    turned = [size.get(f"{W}orient") for size in sample.body.iter(f"{W}pgSz")]
    assert turned == [None, None, None, "landscape", None, "landscape"]


def test_the_footer_names_the_edition_and_the_page(sample: WordFile) -> None:
    for number in (1, 2):
        footer = etree.fromstring(sample.parts[f"word/footer{number}.xml"])
        words = "".join(part.text or "" for part in footer.iter(f"{W}t"))
        assert words == "Community Justice Outcomes Improvement Plan 2023-28  ·  Public editionPage 1 of 8"


def test_pictures_have_alternative_text_unless_they_decorate() -> None:
    file = made(Picture(data=chart(), alt="Three “bars” & more"), Picture(data=chart(), alt="", decorative=True))
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    shown, decorative = file.body.iter(drawing)
    assert shown.get("descr") == "Three “bars” & more"
    assert shown.find(".//{*}decorative") is None
    assert decorative.find(".//{*}decorative").get("val") == "1"
    assert [name for name in file.parts if "media" in name] == ["word/media/image1.png"]


def test_properties_hold_title_and_author_but_no_user_and_no_date(sample: WordFile) -> None:
    core = etree.fromstring(sample.parts["docProps/core.xml"])
    facts = {etree.QName(fact).localname: fact.text for fact in core}
    assert facts == {
        "title": "Community Justice Outcomes Improvement Plan 2023-28",
        "subject": "Community Justice Outcomes Improvement Plan",
        "creator": "Glenmore Community Justice Partnership",
        "keywords": "community justice, plan",
        "language": "en-GB",
    }


def test_the_language_is_british_english(sample: WordFile) -> None:
    styles = etree.fromstring(sample.parts["word/styles.xml"])
    assert values(styles, f"{W}docDefaults//{W}lang") == ["en-GB"]


def test_parts_and_relationships_agree(sample: WordFile) -> None:
    types = etree.fromstring(sample.parts["[Content_Types].xml"])
    named = {part.get("PartName").removeprefix("/") for part in types.iterfind("{*}Override")}
    assert named <= set(sample.parts)
    links = etree.fromstring(sample.parts["word/_rels/document.xml.rels"])
    inside = {f"word/{link.get('Target')}" for link in links if link.get("TargetMode") != "External"}
    assert inside <= set(sample.parts)
    known = {link.get("Id") for link in links}
    used = {value for thing in sample.body.iter() for key, value in thing.attrib.items() if "relationships}" in key}
    assert used <= known


def test_equal_documents_give_equal_bytes() -> None:
    assert write_word(plan(1, 2)) == write_word(plan(1, 2))
    with zipfile.ZipFile(io.BytesIO(write_word(plan(1, 1)))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_title_page_has_its_own_style(sample: WordFile) -> None:
    assert values(sample.body, f"{W}p/{W}pPr/{W}pStyle")[:3] == ["CoverTitle", "Subtitle", "Lead"]
    assert values(made(text("A plan", "title"), text("Words")).body, f".//{W}pStyle")[0] == "Title"


def test_a_page_break_stands_before_what_follows() -> None:
    file = made(text("one"), PageBreak(), Heading(text="Two", level=1), PageBreak(), action_table(1, caption=""))
    breaks = [p.find(f"{W}pPr/{W}pageBreakBefore") is not None for p in file.body.iterfind(f"{W}p")]
    assert breaks[:3] == [False, True, True]


def item(label: str, depth: int = 1) -> ListItem:
    return ListItem(runs=(Run(text="words"),), label=label, depth=depth)


@pytest.mark.parametrize(
    ("labels", "level"),
    [
        (["•", "•"], Level("bullet", "•")),
        (["1.", "2.", "3."], Level("decimal", "%1.")),
        (["4)", "5)"], Level("decimal", "%1)", 4)),
        (["i)", "ii)", "iii)", "iv)"], Level("lowerRoman", "%1)")),
        (["(a)", "(b)"], Level("lowerLetter", "(%1)")),
        (["h)", "i)", "j)"], Level("lowerLetter", "%1)", 8)),
        (["C."], Level("upperLetter", "%1.", 3)),
        (["v)", "vi)"], Level("lowerRoman", "%1)", 5)),
        (["IX.", "X."], Level("upperRoman", "%1.", 9)),
        (["2.1", "2.2"], Level("decimal", "2.%1")),
        (["1.", "3."], None),
        (["01", "02"], None),
        (["a)", "2)"], None),
        (["", ""], None),
    ],
)
def test_labels_that_run_on_are_counted_by_word(labels: list[str], level: Level | None) -> None:
    items = [item(label) for label in labels]
    assert level_of(items, [0] * len(items), 0) == level


def test_a_second_list_begins_anew() -> None:
    numbered = BulletList(items=(item("1."), item("2.")))
    assert made(numbered, text("and"), numbered).text() == ["1. words", "2. words", "and", "1. words", "2. words"]


def test_inner_lists_begin_anew_under_each_item() -> None:
    nested = BulletList(items=(item("1."), item("a)", 2), item("b)", 2), item("2."), item("a)", 2)))
    file = made(nested)
    assert file.text() == ["1. words", "a) words", "b) words", "2. words", "a) words"]
    assert len(set(values(file.body, f".//{W}numId"))) == 1


def test_labels_without_a_rule_are_kept_as_they_are() -> None:
    odd = BulletList(items=(item("1."), item("1a."), item("→"), item("")))
    assert made(odd).text() == ["1. words", "1a. words", "→ words", "words"]


def test_a_list_in_a_cell() -> None:
    table = Table(columns=(Column(heading="Who"),), rows=((cell("x"),),))
    assert made(table, bullets("a", "b")).text() == ["Who", "x", "• a", "• b"]


def test_contents_in_a_document_without_headings_are_left_out() -> None:
    assert made(Contents(), text("words")).contents() == []
