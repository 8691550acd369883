"""Word plans made for tests, and what the import makes of them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from cjdesk.plans.importing import ImportedPlan
from cjdesk.plans.importing.body import from_json
from cjdesk.plans.importing.job import read_plan
from cjdesk.plans.importing.understand import understand_word

HEADS = ("No.", "Action", "Lead", "Impact", "Timescale")
ROWS = (
    ("1.1 (M)", "Open a drop-in hub", "Third Sector Interface, NHS", "More visits", "31 March 2027"),
    ("1.2 (C)", "Print a leaflet", "Housing / CJSW", "Known by more people", "Ongoing"),
)
TWO = [("1.1", "Open a drop-in hub"), ("1.2", "Print a leaflet")]


def bring(document: Any, tmp_path: Path) -> ImportedPlan:
    """What the import makes of a document, after checking that no word of its text was lost."""
    path = tmp_path / "plan.docx"
    document.save(str(path))
    answer = read_plan({"path": str(path)})
    assert "problem" not in answer, answer
    imported = understand_word(from_json(answer))
    assert lost_words(document, imported) == []
    return imported


def lost_words(document: Any, imported: ImportedPlan) -> list[str]:
    """Paragraphs of the file with a word that is nowhere in what came of it."""
    known = {word for text in texts_of(imported) for word in re.findall(r"\w+", text)}
    lost = []
    for paragraph in document.element.body.iter(qn("w:p")):
        words = re.findall(r"\w+", " ".join(one.text or "" for one in paragraph.iter(qn("w:t"))))
        if not known.issuperset(words):
            lost.append(" ".join(words))
    return lost


def texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_of(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts_of(getattr(value, one.name))


def table(document: Any, heads: Sequence[str] = HEADS, rows: Sequence[Sequence[str]] = ROWS) -> Any:
    made = document.add_table(rows=0, cols=len(heads or rows[0]))
    for texts in ([heads] if heads else []) + list(rows):
        for cell, text in zip(made.add_row().cells, texts, strict=True):
            cell.text = text
    return made


def bold(document: Any, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def actions(imported: ImportedPlan) -> list[tuple[str, str]]:
    return [(one.number, one.action.text) for node in imported.plan.walk() for one in node.actions]


def numbered(document: Any, shape: str, kind: str = "lowerRoman") -> str:
    """A list of Word's own, a bullet with numbers inside where ``shape`` begins with %2; gives its id."""
    numbering = document.part.numbering_part.element
    number = str(700 + len(numbering))
    level = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{shape}"/>'
    bullet = '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
    inner = shape.startswith("%2")
    levels = f'<w:lvl w:ilvl="0">{bullet if inner else level}</w:lvl>'
    levels += f'<w:lvl w:ilvl="1">{level}</w:lvl>' if inner else ""
    space = nsdecls("w")
    numbering.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="{number}">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {space} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    return number


def set_number(paragraph: Any, number: str, level: int = 0) -> None:
    """Make a paragraph an item of a list of Word's own."""
    inner = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:numPr {nsdecls('w')}>{inner}</w:numPr>"))


def drawn(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 3), "navy").save(out, kind)
    return out.getvalue()
