"""Chapters: the free text before and after the action plan, passage by passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from cjdesk.domain.plan import Chapter, Mark, Passage, PassageKind
from cjdesk.domain.text import clean
from cjdesk.plans.importing.body import Block, Cell, Paragraph, Run, Table
from cjdesk.plans.importing.cells import all_text
from cjdesk.plans.importing.model import Findings
from cjdesk.plans.importing.outline import Section
from cjdesk.plans.importing.vocabulary import chapter_kind, offers_other_formats
from cjdesk.plans.importing.wordnumbers import BULLET

_DEEPEST_CHAPTER = 4
_QUOTES = ("quote", "intense quote", "block text")


def chapters_of(section: Section, place: Literal["before", "after"], findings: Findings) -> list[Chapter]:
    """A section as a chapter, and the offer of other formats at its end as a chapter without a title."""
    kind = chapter_kind(section.words)
    blocks, closing = section.blocks, list[Block]()
    if kind != "contact":
        blocks, closing = _split_closing(section.blocks)
    chapters = [
        Chapter(
            title=section.words,
            level=max(1, min(section.level, _DEEPEST_CHAPTER)),
            place=place,
            kind=kind,
            passages=tuple(passages(blocks, findings)),
        )
    ]
    if closing:
        chapters.append(Chapter(title="", place=place, kind="contact", passages=tuple(passages(closing, findings))))
    return chapters


def passages(blocks: Iterable[Block], findings: Findings) -> Iterator[Passage]:
    """Blocks as passages in reading order; a caption joins the picture before it."""
    waiting: Passage | None = None
    counted = _Counted()
    for block in blocks:
        if isinstance(block, Paragraph) and waiting is not None and _is_caption(block):
            yield _captioned(waiting, block)
            waiting = None
            continue
        for passage in _of_block(block, counted, findings):
            if waiting is not None:
                yield waiting
            waiting = passage if passage.kind == "picture" else None
            if waiting is None:
                yield passage
    if waiting is not None:
        yield waiting


class _Counted:
    """Counts list items as they will be printed, so that a label that would change is kept as words instead."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def takes(self, block: Paragraph) -> bool:
        """Whether a paragraph is an item whose label comes out again when its list is counted anew."""
        depth = max(block.list_level, 1)
        if not block.list_level:
            self._counts.clear()
            return False
        counts = {at: count for at, count in self._counts.items() if at <= depth}
        if block.label == BULLET:
            self._counts = {**counts, depth: 0}
            return True
        number = counts.get(depth, 0) + 1
        if block.label not in (f"{number}.", f"{number})"):
            self._counts.clear()
            return False
        self._counts = {**counts, depth: number}
        return True


def _of_block(block: Block, counted: _Counted, findings: Findings) -> Iterator[Passage]:
    if isinstance(block, Table):
        yield from _of_table(block, findings)
        return
    if block.text.strip():
        yield _of_text(block, counted)
    yield from _pictures(block, findings)


def _of_text(block: Paragraph, counted: _Counted) -> Passage:
    text, marks = _marked(block.runs)
    style = block.style.lower()
    if counted.takes(block):
        kind: PassageKind = "bullet" if block.label == BULLET else "numbered"
        return Passage(kind=kind, text=text, marks=marks, depth=block.list_level)
    if block.origin in ("footnote", "endnote"):
        return Passage(kind="note", text=text, marks=marks)
    if block.label and block.label != BULLET:
        return Passage(kind="paragraph", text=f"{block.label} {text}", marks=_moved(marks, len(block.label) + 1))
    if style in _QUOTES:
        return Passage(kind="quote", text=text, marks=marks)
    return Passage(kind="caption" if "caption" in style else "paragraph", text=text, marks=marks)


def _pictures(block: Paragraph, findings: Findings) -> Iterator[Passage]:
    for image in block.images:
        if image.sha256:
            yield Passage(kind="picture", picture=image.sha256, alt=image.alt)
        else:
            findings.to_tray("picture", image.alt or "A picture", f"paragraph {block.place}", image.why)


def _of_table(table: Table, findings: Findings) -> Iterator[Passage]:
    width = table.width
    rows = tuple(tuple(_row_texts(row.cells, width)) for row in table.rows)
    if any(text for row in rows for text in row):
        yield Passage(kind="table", rows=rows, has_header=_has_header(table))
    for row in table.rows:
        for cell in row.cells:
            for paragraph in (one for one in cell.paragraphs if one.images):
                yield from _pictures(paragraph, findings)


def _row_texts(cells: tuple[Cell, ...], width: int) -> list[str]:
    texts = [""] * width
    for cell in cells:
        texts[cell.column] = all_text(cell)
    return texts


def _has_header(table: Table) -> bool:
    """Whether the first row is a heading row: marked to repeat, or bold where the others are not."""
    if len(table.rows) < 2:
        return False
    bold = [all(one.is_bold for cell in row.cells for one in cell.paragraphs if one.text.strip()) for row in table.rows]
    return table.rows[0].repeats or (bold[0] and not all(bold))


def _marked(runs: tuple[Run, ...]) -> tuple[str, tuple[Mark, ...]]:
    """The text of runs without the spaces around it, and its marks."""
    raw = "".join(run.text for run in runs)
    text = clean(raw).strip()
    marks: list[Mark] = []
    at = -(len(raw) - len(raw.lstrip()))
    for run in runs:
        start, end = max(at, 0), min(at + len(run.text), len(text))
        at += len(run.text)
        if start >= end:
            continue
        if run.bold:
            marks.append(Mark(start=start, end=end, kind="bold"))
        if run.italic:
            marks.append(Mark(start=start, end=end, kind="italic"))
        if run.link:
            marks.append(Mark(start=start, end=end, kind="link", target=run.link))
    return text, tuple(marks)


def _moved(marks: tuple[Mark, ...], by: int) -> tuple[Mark, ...]:
    return tuple(Mark(start=one.start + by, end=one.end + by, kind=one.kind, target=one.target) for one in marks)


def _is_caption(block: Paragraph) -> bool:
    return "caption" in block.style.lower() and bool(block.text.strip())


def _captioned(picture: Passage, caption: Paragraph) -> Passage:
    return Passage(kind="picture", text=caption.text.strip(), picture=picture.picture, alt=picture.alt)


def _split_closing(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """What stands before the offer of other formats, and the offer with all after it."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and not block.list_level and offers_other_formats(block.text):
            return blocks[:index], blocks[index:]
    return blocks, []
