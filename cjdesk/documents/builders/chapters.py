"""A plan's free-text chapters as blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from cjdesk.documents.builders.blocks import heading, marked, run
from cjdesk.documents.model import Block, BulletList, Cell, Column, ListItem, Paragraph, Picture, Table
from cjdesk.domain.plan import Chapter, Passage
from cjdesk.domain.text import clean
from cjdesk.errors import UserProblem

_LIST_KINDS = ("bullet", "numbered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The kept pictures of a plan. ``owing`` editions print one without a text alternative and say that it is owed."""

    kept: Mapping[str, bytes]
    owing: bool


def chapter_blocks(chapter: Chapter, pictures: Pictures, key: str, title: str = "") -> list[Block]:
    """A chapter under its heading (``title`` where it has none), its passages in reading order.

    Raises UserProblem for a picture that is not kept.
    """
    shown = chapter.title.strip() or title
    blocks: list[Block] = [heading(shown, chapter.level, key)] if shown else []
    for is_list, group in groupby(chapter.passages, key=lambda passage: passage.kind in _LIST_KINDS):
        passages = list(group)
        if is_list:
            blocks.append(_list(passages))
        else:
            for passage in passages:
                blocks += _passage(passage, chapter, pictures)
    return blocks


def _list(passages: Sequence[Passage]) -> BulletList:
    """Consecutive list passages as one list; numbers count on per depth and start again below a new item."""
    counts: dict[int, int] = {}
    items = []
    for passage in passages:
        counts = {depth: count for depth, count in counts.items() if depth <= passage.depth}
        counts[passage.depth] = counts.get(passage.depth, 0) + 1
        label = "•" if passage.kind == "bullet" else f"{counts[passage.depth]}."
        items.append(ListItem(runs=marked(passage.text, passage.marks), label=label, depth=passage.depth))
    return BulletList(items=tuple(items))


def _passage(passage: Passage, chapter: Chapter, pictures: Pictures) -> list[Block]:
    if passage.kind == "heading":
        return [heading(passage.text, chapter.level + passage.depth)] if passage.text.strip() else []
    if passage.kind == "table":
        return [_table(passage)] if any(passage.rows) else []
    if passage.kind == "picture":
        return [_picture(passage, chapter, pictures)]
    if not passage.text.strip():
        return []
    runs = marked(passage.text, passage.marks)
    if passage.kind in ("quote", "caption", "note"):
        return [Paragraph(runs=runs, style=passage.kind)]
    return [Paragraph(runs=runs)]


def _table(passage: Passage) -> Table:
    """A table as written; short rows are filled up.

    Every column needs a heading to be read aloud with its cells: where a chapter gives none it is counted, and the
    first cell of a row heads the row.
    """
    width = max(len(row) for row in passage.rows)
    rows = [row + ("",) * (width - len(row)) for row in passage.rows]
    given = rows.pop(0) if passage.has_header else ("",) * width
    heads = [" ".join(clean(text).split()) or f"Column {number}" for number, text in enumerate(given, 1)]
    return Table(
        columns=tuple(Column(heading=text) for text in heads),
        rows=tuple(
            tuple(_cell(text, is_header=not passage.has_header and place == 0) for place, text in enumerate(row))
            for row in rows
        ),
        caption=clean(passage.text),
        summary=clean(passage.alt),
    )


def _cell(text: str, is_header: bool) -> Cell:
    return Cell(blocks=(Paragraph(runs=(run(text),)),) if text.strip() else (), is_header=is_header)


def _picture(passage: Passage, chapter: Chapter, pictures: Pictures) -> Picture:
    data = pictures.kept.get(passage.picture)
    if data is None:
        raise UserProblem(
            f"A picture of the chapter “{chapter.title}” is not kept in this plan.",
            "Nothing was written.",
            "Put the picture into the chapter again, or take it out.",
            code="picture",
        )
    caption, alt = clean(passage.text.strip()), clean(passage.alt.strip())
    if not alt and pictures.owing:
        alt = " ".join(
            filter(None, (caption and f"{caption}.", "No description of this picture has been written yet."))
        )
    return Picture(data=data, alt=alt, caption=caption)
