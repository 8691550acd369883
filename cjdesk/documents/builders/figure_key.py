"""What the annual report's figures, and the words in their place, mean: as far as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cjdesk.documents.builders.blocks import paragraph, run
from cjdesk.documents.model import Block, BulletList, ListItem, Table

_QUARTERS = "Q1: April to June; Q2: July to September; Q3: October to December; Q4: January to March"
_MARKS = (
    (r"\(p\)", "(p): provisional"),
    (r"\(r\)", "(r): revised"),
    (r"\(est\.\)", "(est.): an estimate"),
    (r"(?:^|\s)(?:\*|<\s?\d+)$", "* or < with a number: suppressed, so that nobody can be identified; not zero"),
    (r"^no figure$", "no figure: none was received"),
    (r"(?:^|: )not yet$", "not yet: due later"),
    (r"(?:^|: )not available$", "not available: it does not exist"),
    (r"(?:^|: )not applicable$", "not applicable: it does not apply here"),
    (r"(?:^|: )left blank$", "left blank: the partner gave nothing in this place"),
    (r"^none set$", "none set: no baseline or target has been agreed"),
)


def figure_key(blocks: Iterable[Block]) -> list[Block]:
    """The key to the tables of figures among these blocks; nothing where nothing of it is printed."""
    tables = [block for block in blocks if isinstance(block, Table) and _holds_figures(block)]
    heads = {column.heading for one in tables for column in one.columns}
    lines = [line for one in tables for row in one.rows for cell in row for line in cell.text.splitlines()]
    meant = [_QUARTERS] if "Q1" in heads else []
    meant += [words for pattern, words in _MARKS if _any(pattern, lines)]
    if not meant:
        return []
    items = tuple(ListItem(runs=(run(words),)) for words in meant)
    return [paragraph("Figures and what stands in their place:"), BulletList(items=items)]


def _holds_figures(table: Table) -> bool:
    return {"Baseline", "Target"} <= {column.heading for column in table.columns}


def _any(pattern: str, lines: Sequence[str]) -> bool:
    found = re.compile(pattern)
    return any(found.search(line) for line in lines)
