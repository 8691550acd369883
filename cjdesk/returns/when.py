"""Which period a figure is about, put together from headings, titles, sheet names, the file name and what was said.

"Q1" gets its year from what stands around it. Where two of these disagree, or nothing gives a year, it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from cjdesk.domain.dates import MONTH
from cjdesk.domain.periods import (
    Period,
    contains,
    financial_year_of,
    find_periods,
    label,
    month,
    parse_period,
    quarter_of,
    read_periods,
    short_label,
)
from cjdesk.returns.grid import on_one_line
from cjdesk.returns.model import Cell
from cjdesk.returns.roles import is_cumulative, role_of
from cjdesk.returns.tables import Column, Table, is_period, is_period_text, period_of_cell, unquoted

_PART_OF_YEAR = re.compile(
    r"(?<![\w&])(?:q ?[1-4]|qtr ?[1-4]|quarter ?[1-4]|[1-4](?:st|nd|rd|th) quarter|h ?[12])(?!\w)", re.I
)
_FILLER = re.compile(
    r"\b(?:figures?|numbers?|count|actuals?|values?|data|returns?|performance|results?|this|current|reported|period|"
    r"provisional|revised|estimated?|for|only)\b|%|[(\[](?:p|prov|e|est)\.?[)\]]",
    re.IGNORECASE,
)
_NOT_A_PERIOD = re.compile(
    r"\b(?:returned|return by|due|completed|sent|printed|issued|deadline|submitted|date of|received|saved|plan|cjoip"
    r"|version)\b",
    re.IGNORECASE,
)
_AS_AT = re.compile(r"\b(?:progress|update|position|as at|as of|up to|to|at)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A period as something tells it. ``doubt`` is a sentence where it cannot be taken without asking."""

    period: Period | None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A place that may tell the period of everything below it, with the texts that stand there."""

    place: str
    texts: tuple[str, ...]

    def periods(self, year: Period | None = None) -> tuple[Period, ...]:
        """Every stretch of time named here, single days left out; a bare "Q2" counts where ``year`` is known."""
        found: dict[Period, None] = {}
        for text in self.texts:
            for period in _named_in(text, year):
                found[period] = None
        return tuple(found)


def _named_in(text: str, year: Period | None) -> Iterator[Period]:
    text = text.replace("_", " ")
    periods = [one for one in find_periods(text) if one.kind != "date"]
    if periods and not _NOT_A_PERIOD.search(text):
        yield from periods
    elif periods:
        yield from (one for one in periods if one.kind in ("quarter", "half", "month"))
    quarters = [one for one in periods if one.kind == "quarter"]
    if quarters and len(_PART_OF_YEAR.findall(text)) > len(quarters):
        year = financial_year_of(quarters[0].start)  # "Q1 and Q2 2024-25" names both
    if year and (quarters or not any(one.kind == "half" for one in periods)):
        for found in _PART_OF_YEAR.finditer(text):
            period = parse_period(found[0], year=year)
            if period:
                yield period


def years_of(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The financial years that periods lie in; one that spans two years tells none."""
    years = {financial_year_of(one.start): None for one in periods if contains(financial_year_of(one.start), one)}
    return tuple(years)


def as_at_date(texts: Iterable[str]) -> date | None:
    """The day a title says its progress is up to ("progress to 30 September 2024"); None where it names none or two."""
    days = {
        period.end
        for text in texts
        if _AS_AT.search(text) and not re.search(r"\b(?:due|returned?|deadline|sent|by)\b", text, re.IGNORECASE)
        for period in find_periods(text)
        if period.kind in ("date", "quarter", "month")
    }
    return days.pop() if len(days) == 1 else None


def names_only_period(text: str) -> bool:
    """Whether a heading says nothing but a period and words like "figures"."""
    text = unquoted(text)
    return is_period_text(text) or is_period_text(on_one_line(_FILLER.sub(" ", text))) or bool(_two_names(text))


def _two_names(text: str) -> tuple[str, ...]:
    """The two names of a period with brackets in its middle: "Q1 (Apr-Jun) 2024/25"; empty for anything else."""
    found = re.fullmatch(r"([^()]+)\(([^()]+)\)\s*([^()]*)", text)
    names = (on_one_line(f"{found[1]} {found[3]}"), on_one_line(found[2])) if found else ()
    return names if names and all(is_period_text(name) for name in names) else ()


@dataclass(slots=True)
class PeriodReader:
    """Tells periods for one file. ``said`` is the period a person gave, or our own template's: it beats the rest.

    ``elsewhere`` holds the titles of all tables and sheets: it counts where nothing nearer says anything.
    """

    said: Period | None = None
    file_name: Hint = Hint("the file's name", ())
    elsewhere: Hint = Hint("a title", ())
    _years: dict[int, Told] = field(default_factory=dict)
    _tables: dict[int, Table] = field(default_factory=dict)
    _notes: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def hints(self, table: Table) -> tuple[Hint, ...]:
        """What stands around a table, nearest first."""
        own = Hint("the title", tuple(table.title))
        beside = tuple(head for column in table.columns if column.purpose != "figure" for head in column.heads)
        return (own, Hint("a heading", beside), Hint("the sheet's name", (table.grid.name,)), self.file_name)

    def notes(self, table: Table) -> tuple[str, ...]:
        """Sentences elsewhere on the sheet: what they say of running on holds for the figures."""
        if id(table.grid) not in self._notes:
            rows = [cells.values() for cells in table.grid.rows.values()]
            apart = [cells for cells in rows if all(cell.kind == "text" for cell in cells)]
            texts = (cell.shown for cells in apart for cell in cells)
            sentences = (on_one_line(text) for text in texts if " " in text.strip() and role_of(text) != "total")
            self._notes[id(table.grid)] = tuple(text for text in sentences if is_cumulative(text))
        return self._notes[id(table.grid)]

    def year(self, table: Table) -> Told:
        """The financial year around a table, with a doubt where two places name different ones."""
        if id(table) not in self._years:
            self._tables[id(table)] = table  # kept, so that the id stays that table's
            self._years[id(table)] = self._find_year(table)
        return self._years[id(table)]

    def _find_year(self, table: Table) -> Told:
        if self.said:
            [year] = years_of([self.said]) or (None,)
            if year:
                return Told(year)
        named: list[tuple[str, Period]] = []
        for hint in (*self.hints(table), self.elsewhere):
            years = years_of(hint.periods())
            if len(years) == 1 and not (named and hint is self.elsewhere):
                named.append((hint.place, years[0]))
        if not named:
            return Told(None, "Nothing says which year is meant.")
        place, year = named[0]
        for other_place, other in named[1:]:
            if other != year:
                doubt = f"{_capital(place)} says {short_label(year)}, {other_place} says {short_label(other)}."
                return Told(year, doubt)
        return Told(year)

    def of_words(self, table: Table, words: str) -> Told | None:
        """The period of a text, with the year around the table where it names none itself."""
        text = unquoted(words)
        for form in (text, on_one_line(_FILLER.sub(" ", text))):
            alone = read_periods(form)
            if len(alone) == 1:
                return Told(alone[0], _two_meanings(form, alone[0]))
            if is_period_text(form):
                return self._with_year(table, text, form, alone)
        if names := _two_names(text):
            return self._same_by_both(table, *names)
        named = [one for one in find_periods(text) if one.kind != "date"]
        if len(named) == 1:
            return Told(named[0])
        found = _PART_OF_YEAR.search(text)
        return self._with_year(table, text, found[0], ()) if found and not named and len(text) <= 40 else None

    def _same_by_both(self, table: Table, outer: str, inner: str) -> Told | None:
        told = self.of_words(table, outer)
        if told is None or told.period is None:
            return told
        other = parse_period(inner, year=financial_year_of(told.period.start))
        return told if other == told.period else Told(told.period, f"'{outer}' and '{inner}' are not the same period.")

    def _with_year(self, table: Table, words: str, form: str, alone: tuple[Period, ...]) -> Told:
        year = self.year(table)
        period = parse_period(form, year=year.period) if year.period else None
        if period and (period.kind != "date" or not alone):
            return Told(period, year.doubt or _two_meanings(words, period))
        if alone:
            return Told(None, f"'{words}' can mean {' or '.join(label(one) for one in alone)}.")
        return Told(None, f"'{words}' has no year, and nothing near it says which is meant.")

    def of_cell(self, table: Table, cell: Cell) -> Told | None:
        if cell.kind == "text":
            return self.of_words(table, cell.shown)
        if not is_period(cell):
            return None
        period = period_of_cell(cell)
        return Told(period, _two_meanings(cell.shown, period))

    def of_column(self, table: Table, column: Column) -> Told | None:
        """The period of a column's heading: the lowest row that names one, completed by the rows above it."""
        for place in range(len(column.head_cells) - 1, -1, -1):
            cell = column.head_cells[place]
            joined = self._joined(column, place)
            told = (self.of_words(table, joined) if joined else None) or self.of_cell(table, cell)
            if told:
                return self._doubted(table, column, told)
        return None

    def _joined(self, column: Column, place: int) -> str:
        """ "Q1" under "2024/25" as one text; nothing where the lower heading says it all."""
        lower = unquoted(column.head_cells[place].shown)
        if not is_period_text(lower) or (read_periods(lower) and len(read_periods(lower)) == 1):
            return ""
        for upper in reversed(column.head_cells[:place]):
            years = years_of(Hint("", (upper.shown,)).periods())
            if len(years) == 1 and (period := parse_period(lower, year=years[0])):
                return short_label(period)
        return ""

    def _doubted(self, table: Table, column: Column, told: Told) -> Told:
        texts = (*table.title, table.grid.name, *column.heads, *self.notes(table))
        starts_year = told.period and told.period.start == financial_year_of(told.period.start).start
        if told.doubt or starts_year or not any(is_cumulative(text) for text in texts):
            return told
        return Told(told.period, "The figures are said to be cumulative, so this is not the period's own figure.")

    def default(self, table: Table) -> Told:
        """The period of a table whose headings name none: the narrowest that all places around it agree on."""
        if self.said:
            return Told(self.said)
        year = self.year(table)
        named = [(hint.place, one) for hint in self.hints(table) for one in hint.periods(year.period)]
        named = named or [(self.elsewhere.place, one) for one in self.elsewhere.periods(year.period)]
        if not named:
            return Told(None, "Nothing says which period is meant.")
        place, narrowest = min(named, key=lambda one: one[1].end - one[1].start)
        for other_place, other in named:
            if not contains(other, narrowest):
                doubt = f"{_capital(place)} says {label(narrowest)}, {other_place} says {label(other)}."
                return Told(narrowest, doubt)
        return Told(narrowest, year.doubt)


_ABOUT_THE_FIGURE = re.compile(r"\b(?:figures?|data|numbers?|this|these|covers?|relates?|only)\b", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(?:up|down|from|than|compar\w+|last|previous\w*|in?de?creas\w+|increas\w+|rose|fell|rise|fall|was|were|against"
    r"|since|versus|vs|next|will|expected|until)\b",
    re.IGNORECASE,
)
_PART_ONLY = re.compile(rf"(?=.*\bonly\b).*\b(?:{MONTH}|weeks?|months?|days?)\b", re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=4096)
def doubt_of_comment(comment: str, period: Period) -> str:
    """Why a line's comment makes its period doubtful, or nothing.

    "Cumulative", "April and May only" and "2023/24 figure" are asked. What compares ("up from 12 in 2023/24") says
    nothing of the figure's own period.
    """
    if not comment or len(comment) > _LONGEST_COMMENT:
        return ""
    if is_cumulative(comment) and period.start != financial_year_of(period.start).start:
        return "The comment says that the figure is cumulative."
    if _COMPARES.search(comment):
        return ""
    named = Hint("", (comment,)).periods(financial_year_of(period.start))
    if len(named) == 1 and not contains(named[0], period) and _ABOUT_THE_FIGURE.search(comment):
        return f"The comment speaks of {label(named[0])}."
    return "The comment speaks of a part of the period only." if not named and _PART_ONLY.search(comment) else ""


_LONGEST_COMMENT = 500


def _two_meanings(words: str, period: Period | None) -> str:
    """A bare day may head the quarter it ends, or the month it begins or ends; "2024" may be two kinds of year.

    The first of a month is what is left of "Apr-24" where a file keeps no formats.
    """
    if period and period.kind == "calendar year" and re.fullmatch(r"\d{4}", words.strip()):
        return f"'{words}' can mean the calendar year, or a financial year."
    if period is None or period.kind != "date" or re.search(r"(?i)\b(?:at|on)\b", words):
        return ""
    closing = quarter_of(period.start)
    if closing.end == period.end:
        return f"'{words}' can mean that day, or {label(closing)}."
    whole = month(period.start.year, period.start.month)
    return f"'{words}' can mean that day, or {label(whole)}." if period.start in (whole.start, whole.end) else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
