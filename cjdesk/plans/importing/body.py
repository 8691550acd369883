"""The body of a Word file in a linear, neutral form: what stands there, in reading order, and nothing of the format.

The worker builds it from the file and sends it as JSON; the parent understands it. ``place`` counts paragraphs (or
tables) from 1 in reading order, so that a person can find the spot again.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal, cast

Origin = Literal["body", "text box", "footnote", "endnote"]
AsideKind = Literal["page header", "page footer", "comment", "deleted", "hidden", "object"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text in one style; ``link`` is an address, or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture: PNG or JPEG by SHA-256, or ``why`` it could not be kept. ``alt`` is its text alternative."""

    sha256: str = ""
    alt: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph. ``outline`` is its heading level (0: none), ``list_level`` its depth in a list (0: none).

    ``label`` is the number or bullet that Word prints by itself ("i)", "•"). ``size`` is in half points, 0 if plain.
    """

    runs: tuple[Run, ...]
    place: int
    style: str = ""
    outline: int = 0
    label: str = ""
    list_level: int = 0
    size: int = 0
    origin: Origin = "body"
    in_contents: bool = False
    new_page: bool = False
    images: tuple[Image, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_bold(self) -> bool:
        """Whether all its words are bold, as headings are that were only made to look like one."""
        worded = [run for run in self.runs if run.text.strip()]
        return bool(worded) and all(run.bold for run in worded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell. ``column`` counts grid columns from 0; ``joined_up``: it continues the cell above."""

    column: int
    blocks: tuple[Block, ...] = ()
    span: int = 1
    joined_up: bool = False

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Its own paragraphs, without those of a table inside it."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row. ``repeats``: Word prints it again on every page."""

    cells: tuple[Cell, ...]
    repeats: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. ``place`` counts tables, ``after`` is the number of the paragraph before it."""

    rows: tuple[Row, ...]
    place: int
    after: int = 0

    @property
    def width(self) -> int:
        """Number of grid columns."""
        return max((cell.column + cell.span for row in self.rows for cell in row.cells), default=0)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Words of the file that are not part of its running text: page header, comment, deleted or hidden text."""

    kind: AsideKind
    text: str
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WordBody:
    """A whole Word file. ``images`` maps SHA-256 to bytes; ``insertions`` counts tracked insertions that were kept."""

    blocks: tuple[Block, ...]
    asides: tuple[Aside, ...] = ()
    images: dict[str, bytes]
    title: str = ""
    insertions: int = 0
    has_macros: bool = False
    sha256: str = ""


def paragraphs_of(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Every paragraph, those inside tables too, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.blocks)


def to_json(body: WordBody) -> dict[str, Any]:
    """Plain JSON of a body, for the way from the worker."""
    return {
        **_flat(body),
        "blocks": [_block_json(block) for block in body.blocks],
        "asides": [_flat(aside) for aside in body.asides],
        "images": {key: base64.b64encode(value).decode("ascii") for key, value in body.images.items()},
    }


def from_json(data: dict[str, Any]) -> WordBody:
    """The body again. Raises `KeyError`, `TypeError` or `ValueError` on anything `to_json` did not write."""
    rest = {key: value for key, value in data.items() if key not in ("blocks", "asides", "images")}
    return WordBody(
        blocks=tuple(_block(one) for one in data["blocks"]),
        asides=tuple(Aside(**one) for one in data["asides"]),
        images={key: base64.b64decode(value, validate=True) for key, value in data["images"].items()},
        **rest,
    )


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def _flat(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in _names(record.__class__)}


def _block_json(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return {**_flat(block), "rows": [_row_json(row) for row in block.rows]}
    runs, images = [_flat(run) for run in block.runs], [_flat(image) for image in block.images]
    return {**_flat(block), "runs": runs, "images": images}


def _row_json(row: Row) -> dict[str, Any]:
    cells = [{**_flat(cell), "blocks": [_block_json(one) for one in cell.blocks]} for cell in row.cells]
    return {"cells": cells, "repeats": row.repeats}


def _block(data: dict[str, Any]) -> Block:
    if "rows" in data:
        return Table(rows=tuple(_row(one) for one in data["rows"]), place=data["place"], after=data["after"])
    inner = {"runs": tuple(Run(**run) for run in data["runs"]), "images": tuple(Image(**one) for one in data["images"])}
    return Paragraph(**{**data, **inner})


def _row(data: dict[str, Any]) -> Row:
    cells = tuple(Cell(**{**cell, "blocks": tuple(_block(one) for one in cell["blocks"])}) for cell in data["cells"])
    return Row(cells=cells, repeats=cast(bool, data["repeats"]))
