"""The small mark-up in which the sample's chapters are written, so that they can be edited by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cjdesk.domain.datafile import fault
from cjdesk.domain.plan import Mark, Passage

_INLINE = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*]+)\*|\[(?P<link>[^\]]+)\]\((?P<target>[^)\s]+)\)")
_PICTURE = re.compile(r"!\[(?P<alt>[^\]]+)\]\((?P<name>[\w.-]+)\) (?P<caption>.+)")

Keep = Callable[[str], str]
"""Takes the name of a picture, gives the SHA-256 under which the plan keeps it."""


def passages(body: str, keep: Keep, file: str) -> tuple[Passage, ...]:
    """A chapter's body as passages. Raises UserProblem for a mark that is not understood."""
    blocks = re.split(r"\n\s*\n", body.strip())
    return tuple(one for block in blocks for one in _block(block.strip(), keep, file))


def _block(block: str, keep: Keep, file: str) -> Iterator[Passage]:
    if block.startswith("## "):
        yield Passage(kind="heading", text=block[3:])
    elif block.startswith("!"):
        yield _picture(block, keep, file)
    elif block.startswith("|"):
        yield _table(block.splitlines())
    elif block.startswith(">"):
        yield _worded("quote", "\n".join(line.lstrip("> ") for line in block.splitlines() if line.strip("> ")))
    elif block.startswith("- "):
        yield from (_worded("bullet", line[2:]) for line in block.splitlines())
    elif re.match(r"\d+\. ", block):
        yield from (_worded("numbered", line.partition(". ")[2]) for line in block.splitlines())
    else:
        yield _worded("paragraph", " ".join(block.splitlines()))


def _table(lines: list[str]) -> Passage:
    """Rows of cells between bars; a last line without a bar is the caption."""
    caption = "" if lines[-1].startswith("|") else lines.pop()
    rows = tuple(tuple(cell.strip() for cell in line.strip("| ").split(" | ")) for line in lines)
    return Passage(kind="table", text=caption, rows=rows, has_header=True)


def _picture(block: str, keep: Keep, file: str) -> Passage:
    found = _PICTURE.fullmatch(block)
    if not found:
        raise fault(file, block[:40], "a picture needs ![text alternative](name) and a caption")
    return Passage(kind="picture", text=found["caption"], alt=found["alt"], picture=keep(found["name"]))


def _worded(kind: str, written: str) -> Passage:
    """A passage whose text is free of mark-up, with its marks beside it."""
    text, marks, last = "", [], 0
    for found in _INLINE.finditer(written):
        text += written[last : found.start()]
        start = len(text)
        text += found["bold"] or found["italic"] or found["link"]
        style = found.lastgroup if found["link"] is None else "link"
        marks.append(Mark(start=start, end=len(text), kind=style, target=found["target"] or ""))  # type: ignore[arg-type]
        last = found.end()
    return Passage(kind=kind, text=text + written[last:], marks=tuple(marks))  # type: ignore[arg-type]
