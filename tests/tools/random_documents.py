"""Random documents with nasty text, as hypothesis strategies. All of them may be printed."""

from __future__ import annotations

from typing import Any

from document_samples import chart
from hypothesis import strategies as st

from cjdesk.documents.model import (
    Block,
    BulletList,
    Cell,
    Column,
    Contents,
    Document,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
)

NASTY = (
    "<b>the <council> said</b>",
    "&amp; <img src='x.png'/> ]]>",
    "(brackets) \\ back\\slash",
    "\x00\x07control\x1b",
    "emoji \U0001f600\U0001f3f4 ☃",
    "Gàidhlig: èibhinn, ùr, òran",
    "עברית العربية",
    "→ ✓ ● ▲ ◆ ▼ ○ ≥ ½ £ €",
    "one\ntwo\n\nthree",
    "tab\there",
    "no\u00a0break soft\u00adhyphen zero\u200bwidth line\u2028end",
    "x" * 150,
    "https://example.org/" + "path/" * 30,
    "“quotes” – dash — …",
    "e\u0301 combined",
    "%1 %2 100%",
    " ",
    "",
)
LABELS = (
    ("•",),
    ("–",),
    ("1.", "2.", "3.", "4.", "5."),
    ("i)", "ii)", "iii)", "iv)", "v)"),
    ("(a)", "(b)", "(c)", "(d)", "(e)"),
    ("A.", "B.", "C.", "D.", "E."),
    ("3.2", "3.3", "3.4", "3.5", "3.6"),
    ("1.", "1.", "7.", "x", ""),
    ("5%", "*", "Q1", "→", "i"),
)
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))
words = st.one_of(st.sampled_from(("Housing", "Aim 1", "Prevention & early help", "<b>")), st.text("abc é", min_size=1))
filled = words.filter(lambda text: bool(text.strip()))


@st.composite
def runs(draw: Any) -> tuple[Run, ...]:
    made = []
    for _ in range(draw(st.integers(1, 3))):
        bold, italic, struck = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
        if draw(st.integers(0, 4)) == 0:
            made.append(Run(text=draw(filled), link="https://example.org/a?b=(c)&d=é", bold=bold, struck=struck))
        else:
            made.append(Run(text=draw(texts), bold=bold, italic=italic, struck=struck))
    return tuple(made)


STYLES = ("body", "lead", "quote", "note", "caption", "title", "subtitle", "attribution")
paragraphs = st.builds(lambda made, style: Paragraph(runs=made, style=style), runs(), st.sampled_from(STYLES))


@st.composite
def lists(draw: Any) -> BulletList:
    labels = draw(st.sampled_from(LABELS))
    count = draw(st.integers(1, 5))
    nested = draw(st.booleans())
    return BulletList(
        items=tuple(
            ListItem(
                runs=draw(runs()), label=labels[number % len(labels)], depth=draw(st.integers(1, 3)) if nested else 1
            )
            for number in range(count)
        )
    )


@st.composite
def tables(draw: Any) -> Table:
    columns = draw(st.integers(1, 7))
    cells = st.builds(
        lambda blocks, header: Cell(blocks=tuple(blocks), is_header=header),
        st.lists(st.one_of(paragraphs, lists()), max_size=2),
        st.booleans(),
    )
    rows = draw(st.lists(st.tuples(*[cells] * columns), max_size=3))
    return Table(
        columns=tuple(
            Column(heading=draw(filled), width=draw(st.floats(0, 9)), align=draw(st.sampled_from(("left", "right"))))
            for _ in range(columns)
        ),
        rows=tuple(rows),
        summary=draw(texts),
        caption=draw(texts),
    )


PICTURE = chart()
pictures = st.builds(
    lambda alt, width, caption, decorative: Picture(
        data=PICTURE, alt=alt, width_mm=width, caption=caption, decorative=decorative
    ),
    filled,
    st.floats(1, 400),
    texts,
    st.booleans(),
)
others = st.one_of(
    paragraphs,
    paragraphs,
    lists(),
    tables(),
    pictures,
    st.just(PageBreak()),
    st.just(Contents()),
    st.just(Contents(title="")),
)


@st.composite
def documents(draw: Any) -> Document:
    """Sections of blocks; headings go down one level at a time and up as they like."""
    level = 0
    sections = []
    for _ in range(draw(st.integers(1, 3))):
        blocks: list[Block] = []
        for _ in range(draw(st.integers(0, 6))):
            if draw(st.integers(0, 3)) == 0:
                level = draw(st.integers(1, min(level + 1, 6)))
                blocks.append(Heading(text=draw(filled), level=level, in_contents=draw(st.booleans())))
            else:
                blocks.append(draw(others))
        sections.append(Section(blocks=tuple(blocks), landscape=draw(st.booleans())))
    return Document(
        title=draw(filled), sections=tuple(sections), edition=draw(texts), footer=draw(texts), author=draw(texts)
    )
