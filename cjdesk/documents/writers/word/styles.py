"""The styles of the Word file, made from the same scale of type as the PDF.

A council's branding is a change of these styles: nothing in the text carries formatting of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import quoteattr

from cjdesk.documents.layout import Layout
from cjdesk.documents.layout import style as look
from cjdesk.documents.layout.style import TextStyle
from cjdesk.documents.model import Run
from cjdesk.documents.writers.word.xml import DECLARATION, NAMESPACES, twips

FONT: Final = "Arial"
PARAGRAPH_STYLES: Final = {
    "body": "Normal",
    "lead": "Lead",
    "quote": "Quote",
    "note": "Note",
    "caption": "Caption",
    "title": "Title",
    "subtitle": "Subtitle",
    "imprint": "Imprint",
    "attribution": "Attribution",
}


_SAFETY: Final = 8.0
_ENDS: Final = {(False, False): "", (True, False): "First", (False, True): "Last", (True, True): "Only"}


@dataclass(frozen=True, slots=True)
class _Style:
    """One paragraph style: its id, Word's own name for it, and how it is set."""

    key: str
    name: str
    text: TextStyle
    follows: str = ""
    extra: str = ""
    outline: int | None = None
    keep_lines: bool = False
    right: bool = False


def run_style(run: Run) -> str:
    """The id of the character style for a run, or nothing for plain text."""
    parts = ("Bold" * run.bold, "Italic" * run.italic, "Struck" * run.struck)
    return _CHARACTER_IDS.get(("Link" if run.link else "", "".join(parts)), "")


def styles_part(language: str, layout: Layout) -> str:
    """The styles part, with ``language`` for all text; what depends on a layout's room is set as there."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts()}"
        f'<w:color w:val="{look.INK}"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
        f'<w:lang w:val={quoteattr(language)} w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    )
    paragraphs = "".join(_paragraph_style(style) for style in _paragraph_styles(layout))
    characters = "".join(_character_styles())
    return f"{DECLARATION}<w:styles {NAMESPACES}>{defaults}{paragraphs}{characters}{_TABLES}</w:styles>"


def _fonts() -> str:
    return f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'


def _paragraph_styles(layout: Layout) -> list[_Style]:
    text = look.PARAGRAPHS
    caption = text["caption"]
    return [
        _Style("Normal", "Normal", look.BODY),
        *(
            _Style(f"Heading{level}", f"heading {level}", style, "Normal", outline=level - 1, keep_lines=True)
            for level, style in look.HEADINGS.items()
        ),
        _Style("Title", "Title", text["title"], "Subtitle", keep_lines=True),
        _Style("CoverTitle", "Cover Title", _below_rule(text["title"]), "Subtitle", _title_rule()),
        _Style("Subtitle", "Subtitle", text["subtitle"], "Normal"),
        _Style("Imprint", "Imprint", text["imprint"], "Imprint"),
        _Style("CoverImprint", "Cover Imprint", _at_foot(layout), "Imprint", _rule(4, 10, look.HAIRLINE)),
        _Style("Lead", "Lead", text["lead"], "Normal"),
        _Style("Quote", "Quote", text["quote"], "Normal", _bar()),
        _Style("Note", "Note", text["note"]),
        _Style("Attribution", "Attribution", text["attribution"], "Normal"),
        _Style("Caption", "caption", caption, "Normal"),
        _Style("PictureCaption", "Picture Caption", replace(caption, before=0, after=8, keep_next=False), "Normal"),
        _Style("Picture", "Picture", replace(look.BODY, before=6, after=6, leading=0), "PictureCaption"),
        *(style for kind in ("Bullet", "Number") for style in _list_styles(kind)),
        *(style for right in (False, True) for style in _table_styles(right)),
        _Style("TableList", "Table List", look.TABLE_LIST),
        _Style("SectionEnd", "Section End", replace(look.BODY, size=1, leading=1, before=0, after=0)),
        _Style("TOCHeading", "TOC Heading", look.CONTENTS_TITLE, "Normal", keep_lines=True),
        *(_Style(f"TOC{level}", f"toc {level}", style, "Normal") for level, style in layout.contents_look.items()),
        _Style("Footer", "footer", look.FOOTER, extra=_rule(4, 8, look.HAIRLINE) + right_tab(look.PORTRAIT)),
        _Style(
            "FooterLandscape",
            "Footer Landscape",
            look.FOOTER,
            extra=_rule(4, 8, look.HAIRLINE) + right_tab(look.LANDSCAPE),
        ),
    ]


def _title_rule() -> str:
    return _rule(round(look.COVER_RULE * 8), round(look.COVER_RULE_GAP))


def _below_rule(title: TextStyle) -> TextStyle:
    """The title of a title page; Word adds the line above it and its distance to the space before."""
    return replace(title, before=look.COVER_DROP - look.COVER_RULE - look.COVER_RULE_GAP)


def _at_foot(layout: Layout) -> TextStyle:
    """The imprint of a title page, pushed to its foot; a little less than there is room for, lest it leave the page."""
    before = layout.imprint_gap - look.IMPRINT_GAP - _SAFETY
    return replace(look.PARAGRAPHS["imprint"], before=max(before, 0.0))


def list_style(label: str, *, first: bool, last: bool) -> str:
    """The style of a list's item; the first and the last have their own, for the space around the list."""
    kind = "ListNumber" if label[-1:] in ".)" else "ListBullet"
    return kind + _ENDS[first, last]


def _list_styles(kind: str) -> list[_Style]:
    return [
        _Style(
            f"List{kind}{ending}",
            f"List {kind} {ending}".strip(),
            look.list_style(first=first, last=last),
            f"List{kind}" if ending else "",
        )
        for (first, last), ending in _ENDS.items()
    ]


def _table_styles(right: bool) -> list[_Style]:
    """Text, column heading and row heading of tables, reading left or right."""
    ending, name = ("Right", " Right") if right else ("", "")
    return [
        _Style(f"TableText{ending}", f"Table Text{name}", look.TABLE_TEXT, right=right),
        _Style(f"TableHeading{ending}", f"Table Heading{name}", look.TABLE_HEADING, right=right),
        _Style(f"TableRowHeading{ending}", f"Table Row Heading{name}", look.ROW_HEADING, right=right),
    ]


def right_tab(page: look.PageFormat, leader: str = "none") -> str:
    """One tab stop at the right edge of the text."""
    return f'<w:tabs><w:tab w:val="right" w:leader="{leader}" w:pos="{twips(page.frame_width)}"/></w:tabs>'


def _rule(eighths: int, space: int, colour: str = look.ACCENT) -> str:
    """A line above a paragraph, its width in eighths of a point."""
    return f'<w:pBdr><w:top w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/></w:pBdr>'


def _bar() -> str:
    return f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="{look.ACCENT}"/></w:pBdr>'


def _paragraph_style(style: _Style) -> str:
    normal = style.key == "Normal"
    based = "" if normal else '<w:basedOn w:val="Normal"/>'
    follows = f'<w:next w:val="{style.follows}"/>' if style.follows else ""
    default = ' w:default="1"' if normal else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style.key}"><w:name w:val="{style.name}"/>{based}{follows}'
        f"<w:qFormat/><w:pPr>{_paragraph_properties(style)}</w:pPr><w:rPr>{_run_properties(style.text)}</w:rPr></w:style>"
    )


def _paragraph_properties(style: _Style) -> str:
    text = style.text
    tabs = style.extra or (
        right_tab(look.PORTRAIT, "dot")
        if style.key.startswith("TOC") and style.outline is None and style.key != "TOCHeading"
        else ""
    )
    line = f' w:line="{twips(text.leading)}" w:lineRule="atLeast"' if text.leading else ""
    parts = [
        "<w:keepNext/>" if text.keep_next else "",
        "<w:keepLines/>" if style.keep_lines else "",
        "<w:widowControl/>",
        tabs,
        f'<w:spacing w:before="{twips(text.before)}" w:after="{twips(text.after)}"{line}/>',
        f'<w:ind w:left="{twips(text.indent)}"/>' if text.indent else "",
        '<w:jc w:val="right"/>' if style.right else "",
        f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "",
    ]
    return "".join(parts)


def _run_properties(text: TextStyle) -> str:
    half = round(text.size * 2)
    bold = "<w:b/><w:bCs/>" if text.bold else ""
    italic = "<w:i/><w:iCs/>" if text.italic else ""
    return f'{bold}{italic}<w:color w:val="{text.colour}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


_CHARACTER_IDS: Final = {
    ("", "Bold"): "Strong",
    ("", "Italic"): "Emphasis",
    ("Link", ""): "Hyperlink",
    **{
        (link, f"{bold}{italic}{struck}"): f"{link}{bold}{italic}{struck}"
        for link in ("", "Link")
        for bold in ("", "Bold")
        for italic in ("", "Italic")
        for struck in ("", "Struck")
        if link + bold + italic + struck not in ("", "Bold", "Italic", "Link")
    },
}


def _character_styles() -> list[str]:
    """A style for every mixture of link, bold, italic and struck: runs carry no formatting of their own."""
    styles = []
    for (link, marks), key in _CHARACTER_IDS.items():
        name = key if key in ("Strong", "Emphasis", "Hyperlink") else f"CJ Desk {link}{marks}"
        parts = [
            "<w:b/><w:bCs/>" if "Bold" in marks else "",
            "<w:i/><w:iCs/>" if "Italic" in marks else "",
            "<w:strike/>" if "Struck" in marks else "",
            f'<w:color w:val="{look.ACCENT}"/><w:u w:val="single"/>' if link else "",
        ]
        styles.append(
            f'<w:style w:type="character" w:styleId="{key}"><w:name w:val="{name}"/><w:qFormat/>'
            f"<w:rPr>{''.join(parts)}</w:rPr></w:style>"
        )
    return styles


def _table_style() -> str:
    side, top, foot = twips(look.CELL_SIDE), twips(look.CELL_TOP), twips(look.CELL_FOOT)
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{look.HAIRLINE}"'
    under = f'w:val="single" w:sz="10" w:space="0" w:color="{look.ACCENT}"'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        "<w:semiHidden/></w:style>"
        '<w:style w:type="table" w:styleId="CJDeskTable"><w:name w:val="CJ Desk Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
        f"<w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
        f'<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="{foot}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {under}/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{look.TINT}"/></w:tcPr></w:tblStylePr></w:style>'
    )


_TABLES: Final = _table_style()
