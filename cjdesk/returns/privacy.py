"""Looking for personal data in the texts of a return.

Texts that would be kept (notes, comments, progress) stop until someone has looked; elsewhere in the file the place is
only listed, because nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cjdesk.domain.identifiers import personal_marks
from cjdesk.returns.grid import Grid, on_one_line
from cjdesk.returns.model import PersonalData, Problem, ProgressReading, Reading
from cjdesk.returns.problems import problem


def find_personal_data(
    grids: Iterable[Grid],
    names: Sequence[str],
    readings: Sequence[Reading],
    progress: Sequence[ProgressReading],
    notes: Sequence[tuple[str, str]],
) -> tuple[list[PersonalData], list[Problem]]:
    """Every visible cell that may identify someone, and a stop for each text that would be kept.

    ``notes`` are (cell, text) of the notes of the return.
    """
    listed: list[PersonalData] = []
    for grid in grids:
        for row, cells in grid.rows.items():
            for column, cell in cells.items():
                shown = [cell.shown] if cell.kind == "text" and len(cell.shown) > 4 else []
                place = grid.address(row, column)
                listed += [PersonalData(cell=place, kind=kind) for kind in _kinds([*shown, cell.comment], names)]
    stops = []
    kept = [(one.cell, (one.comment, one.figure.note)) for one in readings]
    kept += [(one.cell, (one.text, one.revised_words)) for one in progress]
    kept += [(cell, (text, "")) for cell, text in notes]
    for where, texts in kept:
        kinds = _kinds(texts, names)
        if kinds:
            stops.append(problem("D01", where, kinds=", ".join(kinds)))
    return listed, stops


def _kinds(texts: Iterable[str], names: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for text in texts:
        for mark in personal_marks(on_one_line(text), names) if text else ():
            found[mark.kind] = None
    return list(found)
