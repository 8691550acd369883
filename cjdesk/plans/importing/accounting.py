"""The last look: every worded paragraph of the file must stand in the plan, in the tray or among what was left out.

The steps of recognition each account for what they take. This net is for what none of them took, so that a mistake
or a shape nobody thought of ends in the tray and not in nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from cjdesk.domain.plan import ActionPlacement, Node
from cjdesk.domain.text import clean
from cjdesk.plans.importing.body import Block, Paragraph, Table, paragraphs_of
from cjdesk.plans.importing.model import Findings

_MARKS = re.compile(r"[()\[\]:•|\-–—.,;]")
_LETTERS = {"M": ("Must", "Must have"), "S": ("Should", "Should have"), "C": ("Could", "Could have")}
_LABEL = re.compile(r"^\s*\(?(?:[ivx]{1,5}|[a-h]|\d{1,2})\)\s*")


def keep_the_rest(blocks: tuple[Block, ...], kept: object, findings: Findings) -> None:
    """Put into the tray what of ``blocks`` is found neither in ``kept`` (plain records) nor in the findings."""
    known = list(_strings([kept, findings.tray, findings.left_out]))
    lines = {_bare(line) for text in known for line in text.split("\n")}
    whole = ""
    for paragraph, place in _worded(blocks):
        for line in filter(str.strip, clean(paragraph.text).split("\n")):
            if _bare(line) in lines:
                continue
            whole = whole or _bare(" ".join(known))
            if not all(_bare(clause) in whole for clause in _LABEL.sub("", line).split(":")):
                findings.to_tray("text", line, place, "No place in the plan was found for this.")


def _worded(blocks: tuple[Block, ...]) -> Iterator[tuple[Paragraph, str]]:
    for block in blocks:
        place = f"table {block.place}" if isinstance(block, Table) else f"paragraph {block.place}"
        for paragraph in paragraphs_of((block,)):
            if paragraph.text.strip():
                yield paragraph, place


def _bare(text: str) -> str:
    """Words alone: a label or bracket that became a field of its own makes no difference."""
    return " ".join(_MARKS.sub(" ", text).split())


def _strings(value: object) -> Iterator[str]:
    """Every text inside records and lists, and what was one text in the file and is now several fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, ActionPlacement):
        letter = value.action.moscow or ""
        yield from (f"{value.number} {letter}", f"{value.number} {letter} {value.action.text}", letter)
        yield from (f"{value.number} {value.action.text}", *_LETTERS.get(letter, ()))
    elif isinstance(value, Node):
        yield from (f"{value.label} {value.title}", f"{value.number} {value.title}")
    if isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _strings(getattr(value, one.name))
