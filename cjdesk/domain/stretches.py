"""Stretches of days: making them, comparing them, and printing them as the product does.

Read from words they are in ``periods.py``, which gives out everything here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cjdesk.domain.dates import MONTH_NAMES, month_end, show_date

PeriodKind = Literal["quarter", "year", "calendar year", "half", "month", "date", "rolling year", "range"]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends included. Financial years run 1 April to 31 March; Q1 is April to June."""

    start: date
    end: date
    kind: PeriodKind = "range"


# --- making periods ------------------------------------------------------------------------------------------------


def stretch(start: date, end: date) -> Period:
    """The period of these days with the kind that its length and ends give it, so that equal days are equal periods."""
    if start > end:
        raise ValueError(f"{start} is after {end}")
    return Period(start, end, _kind_of(start, end))


def quarter(year_start: int, number: int) -> Period:
    """Quarter 1 to 4 of the financial year that begins in April of ``year_start``."""
    if number not in (1, 2, 3, 4):
        raise ValueError(f"there is no quarter {number}")
    return whole_months(year_start, 4 + 3 * (number - 1), 3)


def financial_year(start: int) -> Period:
    """1 April ``start`` to 31 March of the year after."""
    return whole_months(start, 4, 12)


def half_year(year_start: int, number: int) -> Period:
    """April to September (1) or October to March (2) of a financial year."""
    if number not in (1, 2):
        raise ValueError(f"there is no half {number}")
    return whole_months(year_start, 4 + 6 * (number - 1), 6)


def month(year: int, number: int) -> Period:
    return whole_months(year, number, 1)


def contains(outer: Period, inner: Period) -> bool:
    """Whether every day of ``inner`` lies in ``outer``."""
    return outer.start <= inner.start and inner.end <= outer.end


def quarters_of(year: Period) -> tuple[Period, Period, Period, Period]:
    """The four quarters of a financial year."""
    first = financial_year_of(year.start)
    if (first.start, first.end) != (year.start, year.end):
        raise ValueError(f"{label(year)} is no financial year")
    start = year.start.year
    return quarter(start, 1), quarter(start, 2), quarter(start, 3), quarter(start, 4)


def financial_year_of(day: date) -> Period:
    """The financial year a day lies in."""
    return financial_year(day.year if day.month >= 4 else day.year - 1)


def quarter_of(day: date) -> Period:
    """The quarter a day lies in."""
    return quarter(financial_year_of(day).start.year, (day.month - 4) % 12 // 3 + 1)


def quarter_number(period: Period) -> int | None:
    """1 to 4 where the period is exactly a quarter, else None."""
    whole = quarter_of(period.start)
    return (period.start.month - 4) % 12 // 3 + 1 if (whole.start, whole.end) == (period.start, period.end) else None


def whole_months(year: int, first: int, count: int) -> Period:
    """``count`` whole months from month ``first`` of ``year``; ``first`` may run past 12 into the next year."""
    last = first + count - 1
    start = date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    return stretch(start, month_end(year + (last - 1) // 12, (last - 1) % 12 + 1))


def _kind_of(start: date, end: date) -> PeriodKind:
    if start == end:
        return "date"
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return "range"
    length = (end.year - start.year) * 12 + end.month - start.month + 1
    if length == 12:
        return {4: "year", 1: "calendar year"}.get(start.month, "rolling year")  # type: ignore[return-value]
    if length == 1:
        return "month"
    if length == 3 and start.month % 3 == 1:
        return "quarter"
    return "half" if length == 6 and start.month in (4, 10) else "range"


# --- printing ------------------------------------------------------------------------------------------------------


def year_words(start: int) -> str:
    """A financial year as the product prints it: 2024 gives "2024-25"."""
    return f"{start}-{(start + 1) % 100:02d}"


def label(period: Period) -> str:
    """As printed in full: "Quarter 2, 2026-27", "2024-25", "12 months to June 2025", "30 September 2024"."""
    return _print(period, quarter_form="Quarter {number}, {year}", half_form="Half {number}, {year}")


def short_label(period: Period) -> str:
    """As printed where room is scarce: "Q2 2026-27", "H1 2026-27"; otherwise like `label`."""
    return _print(period, quarter_form="Q{number} {year}", half_form="H{number} {year}")


def slug(period: Period) -> str:
    """As typed on the command line and used in file names: "2026-27-Q2", "2026-27", "2025-M05", "2024-09-30"."""
    kind = _kind_of(period.start, period.end)
    if kind == "month":
        return f"{period.start:%Y}-M{period.start:%m}"
    if kind == "date":
        return period.start.isoformat()
    if kind in ("rolling year", "range"):
        return f"{period.start.isoformat()}--{period.end.isoformat()}"
    return _print(period, quarter_form="{year}-Q{number}", half_form="{year}-H{number}")


def _print(period: Period, *, quarter_form: str, half_form: str) -> str:
    start, end = period.start, period.end
    kind = _kind_of(start, end)
    year = year_words(financial_year_of(start).start.year)
    if kind == "quarter":
        return quarter_form.format(number=quarter_number(period), year=year)
    if kind == "half":
        return half_form.format(number=1 if start.month == 4 else 2, year=year)
    if kind == "year":
        return year
    if kind == "calendar year":
        return str(start.year)
    if kind == "month":
        return f"{MONTH_NAMES[start.month - 1]} {start.year}"
    if kind == "rolling year":
        return f"12 months to {MONTH_NAMES[end.month - 1]} {end.year}"
    return show_date(start) if kind == "date" else f"{show_date(start)} to {show_date(end)}"
