"""A table pasted from Excel, Word or an e-mail: cells between tabs, one row a line, as the clipboard gives it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cjdesk.returns.model import ReceivedFile
from cjdesk.returns.problems import problem
from cjdesk.returns.read.delimited import answer, grid_of
from cjdesk.returns.read.refusal import Refusal, empty, too_large

NAME = "pasted table"
_MOST_CHARACTERS = 25_000_000


def read_pasted(text: str) -> ReceivedFile:
    """Read a pasted table; its SHA-256 is that of its text in UTF-8. Bad data never raises."""
    from cjdesk.returns.read.intake import received

    kept = text.encode("utf-8", "replace")
    sha256 = hashlib.sha256(kept).hexdigest()
    try:
        if len(text) > _MOST_CHARACTERS:
            raise too_large("the pasted text is longer than any return.")
        if not text.strip():
            raise empty()
        return received(NAME, sha256, answer(grid_of(rows_of(kept.decode("utf-8")), "Pasted"), []))
    except Refusal as refusal:
        say = str(refusal).replace("This file", "The pasted text")
        found = (problem(refusal.code, say=say),)
        return ReceivedFile(name=NAME, sha256=sha256, kind="csv", problems=found, refused=refusal.reason, say=say)


def rows_of(text: str) -> Iterator[list[str]]:
    """Rows of cells. A cell is quoted only where it needs it, as Excel does: round a tab, a line break or a quote.

    ``"no wrong door"`` as a whole cell therefore keeps its quotation marks.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    row: list[str] = []
    at = 0
    while at < len(text):
        cell, at = _quoted(text, at) or _plain(text, at)
        row.append(cell)
        if at >= len(text) or text[at] == "\n":
            yield row
            row = []
        at += 1
    if row:
        yield row


def _plain(text: str, at: int) -> tuple[str, int]:
    ends = [end for end in (text.find("\t", at), text.find("\n", at)) if end >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


def _quoted(text: str, at: int) -> tuple[str, int] | None:
    """A quoted cell and the place after it; None where the quotation mark is only a sign."""
    if text[at] != '"':
        return None
    end = at + 1
    while True:
        end = text.find('"', end)
        if end < 0:
            return None
        if text[end + 1 : end + 2] != '"':
            break
        end += 2
    inside = text[at + 1 : end]
    if text[end + 1 : end + 2] not in ("", "\t", "\n") or not any(sign in inside for sign in '"\t\n'):
        return None
    return inside.replace('""', '"'), end + 1
