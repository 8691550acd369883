"""Every problem code of a return: how grave it is, its sentence and the repair that is suggested.

Codes, severities and meanings follow the table in ``returns/README.md`` of the product documents. A sentence may be
replaced by a more exact one where the code is used; the severity never is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cjdesk.domain.values import Flag
from cjdesk.returns.model import Problem, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One row of the table. ``sentence`` may have named gaps that `problem` fills."""

    code: str
    severity: Severity
    title: str
    sentence: str
    suggest: str


_TABLE = (
    Code(
        "F01",
        "stop",
        "Not a spreadsheet, damaged, empty or with a password",
        "This file could not be opened as a spreadsheet.",
        "Ask the sender for a new copy.",
    ),
    Code(
        "F02",
        "ask",
        "A .xls sheet that is exactly full",
        "The sheet is exactly full: rows may have been cut off when it was saved.",
        "Ask the sender for the file as .xlsx.",
    ),
    Code(
        "F03",
        "note",
        "The same file again",
        "Identical to {file}, applied on {date}. There is nothing new in it.",
        "Nothing needs to be done.",
    ),
    Code(
        "F04",
        "ask",
        "A conflict copy",
        "The name looks like a conflict copy: there may be a newer version.",
        "Ask the sender which version counts.",
    ),
    Code(
        "F05",
        "note",
        "Hidden rows, columns or sheets; filters, links, macros",
        "{what}",
        "Look at it in the sender's file if figures seem to be missing.",
    ),
    Code(
        "F06",
        "stop",
        "Too large when unpacked, or forged",
        "The file was not opened: it would unpack to far more than a return holds.",
        "Ask the sender for a new copy.",
    ),
    Code(
        "T01",
        "ask",
        "No table, or more than one that could be the return",
        "No table of figures or progress was found in this file.",
        "Open the file and point at the table, or enter the figures by hand.",
    ),
    Code(
        "T02",
        "ask",
        "An older template",
        "This is an older template ({template}): its questions may have changed since.",
        "Check the lines that are marked, and send the new template next time.",
    ),
    Code(
        "T03",
        "ask",
        "A heading is missing, unknown, repeated or blank",
        "The column headed '{heading}' is not understood.",
        "Say what the column holds, or leave it out.",
    ),
    Code(
        "T04",
        "note",
        "A merged or two-row heading",
        "Read as '{heading}'.",
        "Check that the columns are the right ones.",
    ),
    Code(
        "T05",
        "ask",
        "A total that does not agree",
        "{label} says {said}; the rows add to {added}.",
        "Ask the sender which figure is right.",
    ),
    Code("P01", "ask", "Partner or period unclear or contradictory", "{what}", "Choose the partner and the period."),
    Code(
        "P02",
        "note",
        "A second version",
        "Replaces {file}, applied on {date}; cells that differ from it: {number}.",
        "Only what differs is shown as changed.",
    ),
    Code(
        "P03",
        "ask",
        "The period has been reported",
        "{period} already has figures from {file}, applied on {date}.",
        "Accept only what is meant to be corrected.",
    ),
    Code(
        "R01",
        "ask",
        "A line is unknown, missing, extra or repeated",
        "{what}",
        "Choose the line it belongs to, or leave it.",
    ),
    Code("C01", "ask", "A number with words", "'{words}' was read as {read}.", "Check that the words mean this."),
    Code("C02", "note", "A number written as text", "'{words}' was read as {read}.", "Nothing needs to be done."),
    Code(
        "C03",
        "ask",
        "A percentage on an unclear scale",
        "'{words}' could be {first} % or {second} %.",
        "Choose one; the other figures of the line show which is likely.",
    ),
    Code("C04", "ask", "An ambiguous date", "'{words}' can be read as more than one date.", "Choose the date."),
    Code(
        "C05",
        "stop",
        "An error value, or a formula without its saved value",
        "'{words}': the sender's workbook lost its source.",
        "Ask the sender for the figure.",
    ),
    Code(
        "C06",
        "note",
        "Blank, dash, *, <5, n/a or not yet",
        "'{words}' was read as {read}.",
        "Ask the sender what it means.",
    ),
    Code("C07", "stop", "Outside what is possible", "{what}", "Ask the sender for the right figure."),
    Code(
        "C08",
        "ask",
        "Unlike its history",
        "{value} is far from what this line had before ({low} to {high}).",
        "Ask the sender to confirm the figure.",
    ),
    Code(
        "C09",
        "ask",
        "All figures equal last period's",
        "All {number} figures equal those of {period}.",
        "Ask the sender if the old return was sent again.",
    ),
    Code("C10", "ask", "Figures that disagree with each other", "{what}", "Ask the sender which figure is right."),
    Code(
        "C11",
        "ask",
        "Text that was cut off",
        "The text ends in mid-word at {length} characters.",
        "Ask the sender for the whole text.",
    ),
    Code(
        "C12",
        "ask",
        "A status or option that is not recognised",
        "'{words}' is not in the status list.",
        "Choose the status, or ask the sender which one is meant.",
    ),
    Code(
        "D01",
        "stop",
        "Personal data",
        "This text may identify someone ({kinds}).",
        "Look at it, and take out what identifies a person.",
    ),
    Code(
        "D02",
        "note",
        "A small number",
        "{people}: will be suppressed in public outputs.",
        "Nothing needs to be done.",
    ),
)

CODES: dict[str, Code] = {row.code: row for row in _TABLE}


class _Gaps(dict[str, object]):
    """A gap in a sentence that the caller did not fill is a mistake of ours and is named as such."""

    def __missing__(self, key: str) -> object:
        raise LookupError(f"the sentence wants '{key}'")


def problem(code: str, cell: str = "", *, say: str = "", suggest: str = "", **gaps: object) -> Problem:
    """The problem of this code at ``cell``; ``say`` and ``suggest`` replace the table's sentences.

    Raises LookupError where the code is unknown or a gap of its sentence is not filled.
    """
    row = CODES[code]
    return Problem(
        code=code,
        severity=row.severity,
        say=say or row.sentence.format_map(_Gaps(gaps)),
        cell=cell,
        suggest=suggest or row.suggest,
    )


def flag_problems(flags: Iterable[Flag], cell: str) -> list[Problem]:
    """The problems of a figure's flags, placed at its cell."""
    return [problem(flag.code, cell, say=flag.say, suggest=flag.suggest) for flag in flags]
