"""Documents of every kind of block, of any length, for tests and measurements. All words are made up."""

from __future__ import annotations

import io

from PIL import Image

from cjdesk.documents.model import (
    BulletList,
    Cell,
    Column,
    Contents,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
)

SENTENCE = (
    "Partners will work with people with convictions, their families and the places they live in, so that fewer "
    "people come into contact with the justice system & more stay out of it. "
)
COLUMNS = (
    Column(heading="Number", width=1),
    Column(heading="What we will do", width=4),
    Column(heading="Who", width=2),
    Column(heading="How impact will be assessed", width=3),
    Column(heading="Timescale", width=1.4),
)


def text(words: str, style: str = "body") -> Paragraph:
    return Paragraph(runs=(Run(text=words),), style=style)  # type: ignore[arg-type]


def cell(words: str, *, header: bool = False) -> Cell:
    return Cell(blocks=(text(words),), is_header=header)


def bullets(*words: str, label: str = "•") -> BulletList:
    return BulletList(items=tuple(ListItem(runs=(Run(text=word),), label=label) for word in words))


def chart() -> bytes:
    """A PNG of three bars."""
    image = Image.new("RGB", (600, 200), "white")
    for place, height in enumerate((80, 120, 180)):
        image.paste((15, 92, 110), (60 + place * 180, 200 - height, 160 + place * 180, 200))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def action_table(rows: int, caption: str = "Priority action 1: improve community safety") -> Table:
    """A table like a plan's: number, action, partners as a list, measure with symbols, timescale."""
    return Table(
        columns=COLUMNS,
        rows=tuple(
            (
                cell(f"1.{number} (M)", header=True),
                cell(SENTENCE * (1 + number % 3)),
                Cell(blocks=(bullets("Justice social work", "Police Scotland", "Third sector interface"),)),
                cell("Referrals ≥ 120 → rising; ✓ on track ● ◆ ▲ ○"),
                cell("31 May 2025 (Annually)"),
            )
            for number in range(1, rows + 1)
        ),
        summary="Actions with their number, partners, measure and timescale.",
        caption=caption,
    )


def mixed_paragraph() -> Paragraph:
    """Bold, italic, struck and linked text in one paragraph, with Gaelic."""
    return Paragraph(
        runs=(
            Run(text="A "),
            Run(text="bold", bold=True),
            Run(text=" word, an "),
            Run(text="italic", italic=True),
            Run(text=" one, "),
            Run(text="one struck out", struck=True),
            Run(text=" and "),
            Run(text="a link to the plan", link="https://www.example.org/plan?part=1&page=2"),
            Run(text=". Gàidhlig: tha an t-uisge ann, èibhinn, mòr, sgìre, ùr. " + SENTENCE),
        )
    )


def chapter(number: int, rows: int) -> tuple[Section, Section]:
    """An upright section with everything but tables, and one across with a table."""
    nested = BulletList(
        items=(
            ListItem(runs=(Run(text=SENTENCE),)),
            ListItem(runs=(Run(text="A nested one"),), label="◦", depth=2),
            ListItem(runs=(Run(text=SENTENCE),), label="◦", depth=2),
            ListItem(runs=(Run(text="Back at the first level"),)),
        )
    )
    roman = BulletList(
        items=tuple(ListItem(runs=(Run(text=SENTENCE),), label=label) for label in ("i)", "ii)", "iii)"))
    )
    upright = Section(
        blocks=(
            Heading(text=f"{number}. Early help and the person's journey", level=1),
            text(SENTENCE * 2, "lead"),
            text(SENTENCE * 4),
            Heading(text="What people told us", level=2),
            mixed_paragraph(),
            nested,
            roman,
            text(f"“I did not know that anyone would listen. {SENTENCE.strip()}”", "quote"),
            text("Participant, focus group, May 2024", "attribution"),
            Picture(data=chart(), alt="Bar chart: 80, 120, 180", caption="Referrals, 2021-22 to 2023-24", width_mm=120),
            Heading(text="Where we are", level=3),
            text(SENTENCE * 3),
            text("Note: figures are provisional.", "note"),
        )
    )
    across = Section(
        landscape=True,
        blocks=(
            Heading(text=f"Actions for aim {number}", level=2),
            text("Each action names who leads it."),
            action_table(rows),
        ),
    )
    return upright, across


def plan(chapters: int = 6, rows: int = 7) -> Document:
    """A plan with cover, contents and chapters: 14 chapters of 8 rows fill about 60 pages."""
    cover = Section(
        blocks=(
            text("Community Justice Outcomes Improvement Plan 2023-28", "title"),
            text("Glenmore Community Justice Partnership", "subtitle"),
            text("Year 2, 2024-25. Approved by the Partnership on 31 March 2024.", "lead"),
        )
    )
    parts = [part for number in range(1, chapters + 1) for part in chapter(number, rows)]
    return Document(
        title="Community Justice Outcomes Improvement Plan 2023-28",
        sections=(cover, Section(blocks=(Contents(depth=2),)), *parts),
        author="Glenmore Community Justice Partnership",
        subject="Community Justice Outcomes Improvement Plan",
        edition="Public edition",
        keywords=("community justice", "plan"),
    )
