"""An invented plan and a quick way to lay out invented returns for it, for the tests of recognising and matching."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from cjdesk.domain.periods import Period, slug
from cjdesk.domain.statuses import DEFAULT_SCHEME
from cjdesk.domain.values import Figure
from cjdesk.returns.model import (
    Cell,
    Known,
    KnownAction,
    KnownPartner,
    KnownSeries,
    KnownStatus,
    ReceivedFile,
    ReturnReading,
    Sheet,
)
from cjdesk.returns.understand import understand

THROUGHCARE = "Number of voluntary throughcare cases commenced"
ADVICE = "Proportion of admissions where housing advice was provided"
MALES = "Number of people released (males)"
FEMALES = "Number of people released (females)"
DIVERSION = "Number of diversion from prosecution:"
CUSTODY = "Proportion of people in police custody that were:"
TRANSFERS = "Number of transfers in treatment from:"

LINES = {
    "DV1": (DIVERSION, "i", "assessments undertaken;"),
    "DV2": (DIVERSION, "ii", "cases commenced;"),
    "DV3": (DIVERSION, "iii", "cases successfully completed."),
    "BS1": ("Number of:", "i", "bail supervision cases commenced;"),
    "BS2": ("Number of:", "ii", "bail supervision cases completed."),
    "PC1": (CUSTODY, "i", "offered support and declined;"),
    "PC2": (CUSTODY, "ii", "offered support and accepted;"),
    "VT": (THROUGHCARE + ".", "", ""),
    "RM": (MALES, "", ""),
    "RF": (FEMALES, "", ""),
    "HA": (ADVICE, "", ""),
    "TC": (TRANSFERS, "", "custody to community"),
    "TU": (TRANSFERS, "", "community to custody."),
    "A18": ("Number of people aged under 18 referred", "", ""),
    "A21": ("Number of people aged under 21 referred", "", ""),
}
CODES = list(LINES)

ACTIONS = {
    "1.1": "Run joint training on diversion for all partners.",
    "1.10": "Publish a leaflet for families after an arrest.",
    "2.1": "Improve access to support for people on remand.",
    "3.4": "Improve access to support for people on remand.",
    "4.1": "Do not close the drop-in service before a review.",
}


def plan(**changes: Any) -> Known:
    """The invented plan; ``changes`` replace its fields."""
    stems = list(dict.fromkeys(stem for stem, _label, _part in LINES.values()))
    known = Known(
        series=tuple(
            KnownSeries(
                series_id=place,
                code=code,
                indicator_id=stems.index(stem) + 1,
                indicator_text=stem,
                part_label=part_label,
                part_text=part,
            )
            for place, (code, (stem, part_label, part)) in enumerate(LINES.items(), 1)
        ),
        actions=tuple(
            KnownAction(action_id=place, code=f"ACT{place}", numbers=(number,), text=text)
            for place, (number, text) in enumerate(ACTIONS.items(), 1)
        ),
        statuses=tuple(
            KnownStatus(status_id=place, letter=one.letter, word=one.word, meaning=one.meaning, aliases=one.aliases)
            for place, one in enumerate(DEFAULT_SCHEME, 1)
        ),
        partners=(
            KnownPartner(partner_id=1, name="Police Scotland"),
            KnownPartner(partner_id=2, name="Justice Social Work", aliases=("CJSW",)),
            KnownPartner(partner_id=3, name="Tayford Council"),
            KnownPartner(partner_id=4, name="Tayford Council Housing"),
        ),
    )
    return replace(known, **changes)


def with_history(history: dict[Period, int], *codes: str) -> Known:
    """The plan with these counts already in the named lines."""
    figures = {
        period: Figure(words=str(number), state="value", number=Decimal(number), unit="count")
        for period, number in history.items()
    }
    series = (replace(one, history=figures) if one.code in codes else one for one in plan().series)
    return plan(series=tuple(series))


def sheet(rows: list[list[Any]], name: str = "Return", **more: Any) -> Sheet:
    """A sheet from rows of plain values: text, numbers, or a whole `Cell` for anything special (its place is set)."""
    cells = {
        (row, column): _cell(row, column, value)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value not in (None, "")
    }
    return Sheet(name=name, cells=cells, **more)


def _cell(row: int, column: int, value: Any) -> Cell:
    if isinstance(value, Cell):
        return replace(value, row=row, column=column)
    kind = "text" if isinstance(value, str) else "number"
    return Cell(row=row, column=column, raw=value, shown=str(value), kind=kind)  # type: ignore[arg-type]


def special(raw: Any, shown: str, **more: Any) -> Cell:
    """A cell whose place is given by where it stands."""
    return Cell(row=1, column=1, raw=raw, shown=shown, **more)


def received(*sheets: Sheet, name: str = "return.xlsx", **more: Any) -> ReceivedFile:
    return ReceivedFile(name=name, sha256="0" * 64, kind="xlsx", sheets=sheets, **more)


def reading_of(rows: list[list[Any]], known: Known | None = None, **more: Any) -> ReturnReading:
    """What is understood of one sheet of plain rows."""
    name = more.pop("file_name", "return.xlsx")
    said = {key: more.pop(key) for key in ("partner", "period", "sender") if key in more}
    return understand(received(sheet(rows, **more), name=name), known or plan(), **said)


def told(reading: ReturnReading) -> dict[str, tuple[str, object, str, str]]:
    """Each reading by its cell: the code of its line (and group), its number or state, its period, its confidence."""
    return {one.cell.partition("!")[2]: _told(one) for one in reading.readings}


def _told(one: Any) -> tuple[str, object, str, str]:
    code = CODES[one.series_id - 1] if one.series_id else "?"
    line = f"{code}/{one.breakdown}" if one.breakdown else code
    value: object = one.figure.state
    if one.figure.number is not None:
        number = one.figure.number
        value = int(number) if number == int(number) else float(number)
    return line, value, slug(one.period) if one.period else "", one.confidence


def codes(reading: ReturnReading) -> set[str]:
    return {one.code for one in reading.problems}
