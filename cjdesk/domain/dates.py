"""Single days as people write them. A date that can be read in two ways is two dates, never one.

Numbers are read day first, as in Scotland, *and* month first, as American software writes them; only where both
agree, or one is no day of the calendar, is there one reading. Nothing here asks what day it is.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from cjdesk.domain.text import unify

MONTH_NAMES = (  # never the locale's
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTHS = {name.casefold(): number for number, name in enumerate(MONTH_NAMES, start=1)}
MONTHS |= {name[:3]: number for name, number in list(MONTHS.items())}
MONTHS |= {"sept": 9}

MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
"""A month's name or short name, for use inside a pattern on lower-case text."""

_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(\d{4}|'?\d{2})"
_TIME = r"(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?"

_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}")
_DAY_MONTH_YEAR = re.compile(rf"{_DAY_NAME}(?:the )?{_ORDINAL}(?: of)?[ /.-]?({MONTH})[ /.,-]{{0,2}}{_YEAR}")
_MONTH_DAY_YEAR = re.compile(rf"{_DAY_NAME}({MONTH}) {_ORDINAL},? (\d{{4}})")
_NUMBERS = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}")

_SERIAL_BASE = date(1899, 12, 30)  # Excel counts a 29 February 1900 that never was; serials from 61 on are right


def lowered(text: str) -> str:
    """The form in which dates and periods are looked at: one kind of dash and space, lower case."""
    return unify(text).casefold()


def full_year(written: str) -> int:
    """A year of two or four digits as four: 70 to 99 are of the last century, 00 to 69 of this one."""
    digits = written.removeprefix("'")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= 70 else 2000)


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none (30 February) or the year is not 1900 to 2099."""
    if not (1900 <= year <= 2099 and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def read_dates(text: str) -> tuple[date, ...]:
    """Every day the words can mean, earliest first: none, one, or two where day and month can be swapped."""
    text = lowered(text)
    if not text.isascii() or len(text) > 60:
        return ()
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return _those(day_of(year, month, day))
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        written_day, name, written_year = found.groups()
        return _those(day_of(full_year(written_year), month_number(name), int(written_day)))
    if found := _MONTH_DAY_YEAR.fullmatch(text):
        name, written_day, written_year = found.groups()
        return _those(day_of(full_year(written_year), month_number(name), int(written_day)))
    if found := _NUMBERS.fullmatch(text):
        first, second, year = int(found.group(1)), int(found.group(3)), full_year(found.group(4))
        return _those(day_of(year, second, first), day_of(year, first, second))
    return ()


def parse_date(text: str) -> date | None:
    """The one day the words mean, or None where they mean none or more than one ("03/04/2026")."""
    days = read_dates(text)
    return days[0] if len(days) == 1 else None


def serial_date(serial: float) -> date | None:
    """The day of a date cell's saved number (Excel's 1900 system), or None where it holds a time or nonsense.

    Numbers below 61 are given no day: Excel itself is wrong there, and they come from empty or broken cells (1899).
    """
    return _SERIAL_BASE + timedelta(days=int(serial)) if 61 <= serial < 73_051 else None


def month_number(name: str) -> int:
    """1 to 12 for a month's name that matched `MONTH`."""
    return MONTHS[name.rstrip(".")]


def show_date(day: date) -> str:
    """As the product prints dates: "31 March 2025"."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _those(*days: date | None) -> tuple[date, ...]:
    return tuple(sorted({day for day in days if day}))


def cell_date(raw: str | int | float | bool | None) -> date | None:
    """The day of a spreadsheet's date cell, which is kept as ISO text or as a serial number; None for anything else."""
    if isinstance(raw, str):
        try:
            return date.fromisoformat(raw[:10]) if len(raw) >= 10 else None
        except ValueError:
            return None
    return serial_date(raw) if isinstance(raw, (int, float)) and not isinstance(raw, bool) else None
