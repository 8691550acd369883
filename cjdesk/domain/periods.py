"""What a value is about: a quarter, a financial year, a date, a rolling year.

The grammar is closed: a wording it does not know means nothing, and a wording that can mean two stretches of days is
given as both (`read_periods`), never as one. Rules of the field:

* financial years run 1 April to 31 March; "2018/19", "2018-19" and "2018-2019" are years, "2024/26" is nothing;
* "Q1" alone means nothing without a year around it; "Q1 2024" may be April to June (financial) or January to March
  (calendar) and is asked, unless the year around it leaves only one; "FY25" is asked for the same reason;
* "2024" alone is a calendar year, "24-25" alone is nothing (it is an age group as often), "24/25" a financial year;
* a quarter or year "ending" on a day that ends no month is nothing: 30 March is more often a slip than a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from cjdesk.domain.dates import MONTH, cell_date, full_year, lowered, month_end, month_number, parse_date, read_dates
from cjdesk.domain.stretches import (
    Period,
    PeriodKind,
    contains,
    financial_year,
    financial_year_of,
    half_year,
    label,
    month,
    quarter,
    quarter_number,
    quarter_of,
    quarters_of,
    short_label,
    slug,
    stretch,
    whole_months,
    year_words,
)

__all__ = [
    "Period",
    "PeriodKind",
    "contains",
    "financial_year",
    "financial_year_of",
    "find_periods",
    "find_phrases",
    "half_year",
    "is_date_format",
    "label",
    "month",
    "parse_period",
    "parse_period_cell",
    "quarter",
    "quarter_number",
    "quarter_of",
    "quarters_of",
    "read_periods",
    "short_label",
    "slug",
    "stretch",
    "year_words",
]


def parse_period(text: str, *, year: Period | None = None) -> Period | None:
    """The one period the words mean, or None where they mean none or more than one.

    ``year`` is the financial year the words stand in (a title's "2024/25" over a column "Q1"); it completes words that
    name no year and settles words that could mean two.
    """
    periods = read_periods(text, year=year)
    return periods[0] if len(periods) == 1 else None


def read_periods(text: str, *, year: Period | None = None) -> tuple[Period, ...]:
    """Every period the words can mean, earliest first. More than one means: ask."""
    if len(text) > _LONGEST:
        return ()
    if twice := _TWICE.fullmatch(lowered(text)):
        return _agreed(twice.group(1), twice.group(2), year)
    words = _bare(text)
    for form, reader in _FORMS if words.isascii() else ():
        if (found := form.fullmatch(words)) and (periods := set(reader(found, year))):
            return _settled(periods, year)
    return ()


def parse_period_cell(
    raw: str | int | float | bool | None, *, number_format: str = "General", year: Period | None = None
) -> Period | None:
    """The period a heading cell means. A date cell is that day, or its month where the format shows only a month.

    A whole number is a period only where it is a calendar year as written: 2024.
    """
    if raw is None or isinstance(raw, bool):
        return None
    if is_date_format(number_format) and (day := cell_date(raw)):
        shows_day = "d" in number_format.casefold()
        return stretch(day, day) if shows_day else month(day.year, day.month)
    if isinstance(raw, str):
        return parse_period(raw, year=year)
    if is_date_format(number_format):
        return None
    return parse_period(str(int(raw)), year=year) if raw == raw and raw in range(1900, 2100) else None


def find_periods(text: str) -> tuple[Period, ...]:
    """Every period that is named in running words (a title, a file name), in their order, each once.

    A year alone ("Act 2016") and years that span a plan ("2023 - 2028") name no period of a figure and are passed over,
    as are names that can mean two periods ("Q1 2024").
    """
    named = (periods for _phrase, periods in find_phrases(text.replace("_", " ")))
    return tuple(dict.fromkeys(periods[0] for periods in named if len(periods) == 1))


def find_phrases(text: str) -> tuple[tuple[str, tuple[Period, ...]], ...]:
    """The phrases of running words that name periods or look like a date, each with every period it can mean.

    No period stands with a date that is none ("30 February 2025"), two or more with one that is ambiguous. Of very long
    text the first 2,000 characters are looked at: it is no title.
    """
    words = _PLAN_SPAN.sub(_without_span, lowered(text[:_LONGEST_TITLE])).split()
    found: list[tuple[str, tuple[Period, ...]]] = []
    position = 0
    while position < len(words):
        length, phrase, periods = _longest(words, position)
        if phrase:
            found.append((phrase, periods))
        position += length
    return tuple(found)


def is_date_format(number_format: str) -> bool:
    """Whether a spreadsheet's number format shows a number as a day, month or year."""
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", number_format).casefold()
    return bare != "general" and re.search(r"[dmy]", bare) is not None


def _without_span(found: re.Match[str]) -> str:
    return found.group() if int(found.group(2)) == int(found.group(1)) + 1 else " | "


def _longest(words: list[str], position: int) -> tuple[int, str, tuple[Period, ...]]:
    for length in range(min(9, len(words) - position), 0, -1):
        phrase = " ".join(words[position : position + length]).strip(".,;:()[]")
        if not any(character.isdigit() for character in phrase) or _LONE_YEAR.fullmatch(phrase):
            continue
        periods = read_periods(phrase)
        if periods or _DATE_SHAPE.fullmatch(phrase):
            return length, phrase, periods
    return 1, "", ()


def _bare(text: str) -> str:
    """Lower case, one kind of dash and space, no brackets or labels around the words."""
    words = lowered(text).replace("(", " ").replace(")", " ").replace("[", " ").replace("]", " ")
    words = re.sub(r"\s*,\s*", " ", " ".join(words.split())).strip(" .;:")
    return re.sub(r"^(?:reporting period|period|covering|for|during|in) ?:? ", "", words)


def _agreed(first: str, second: str, year: Period | None) -> tuple[Period, ...]:
    """A period named twice ("Q1 (Apr-Jun 2024)"): what both can mean. Names that contradict each other mean nothing.

    The year that one of them names completes the other.
    """
    inner = read_periods(second, year=year)
    outer = read_periods(first, year=financial_year_of(inner[0].start) if len(inner) == 1 else year)
    if not inner and len(outer) == 1:
        inner = read_periods(second, year=financial_year_of(outer[0].start))
    if len(inner) == 1 and inner[0].kind == "year" and inner[0] not in outer:
        return tuple(one for one in outer if contains(inner[0], one))
    return tuple(one for one in outer if one in inner)


def _settled(periods: set[Period], year: Period | None) -> tuple[Period, ...]:
    """Where the year around the words leaves exactly one of several readings, that one."""
    inside = [period for period in periods if year and contains(year, period)]
    return (inside[0],) if len(inside) == 1 else tuple(sorted(periods))


Reader = Callable[["re.Match[str]", "Period | None"], Iterator[Period]]


def _start_year(written: str) -> int | None:
    """The year in which a written financial year begins ("2018/19", "2018-2019", "24-25"), None if it is none."""
    first, second = re.split(r"\s?[/-]\s?", written)
    start = full_year(first)
    follows = int(second) == start + 1 if len(second) == 4 else int(second) == (start + 1) % 100
    return start if follows and len(second) <= len(first) and 1900 <= start <= 2098 else None


_FY = r"((?:\d{4}|\d{2})\s?[/-]\s?(?:\d{4}|\d{2}))"
_FY_LABEL = r"(?:fy ?|financial year ?|reporting year ?|year ?)?"
_NUMBER_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "one": 1, "two": 2, "three": 3, "four": 4}
_COUNT = r"(first|second|third|fourth|one|two|three|four|[1-4](?:st|nd|rd|th)?)"
_QUARTER = rf"(?:q ?|qtr ?|quarter )0?{_COUNT}|{_COUNT} (?:quarter|qtr)"
_HALF = rf"(?:h ?|half ?(?:year )?){_COUNT}|{_COUNT} half(?: year)?"
_JOIN = r" ?[-/:|]? ?(?:of |in )?"
_LENGTHS = {"three": 3, "3": 3, "six": 6, "6": 6, "nine": 9, "9": 9, "twelve": 12, "12": 12}
_LENGTHS |= {"quarter": 3, "half": 6, "half year": 6, "year": 12}


def _number(*groups: str | None) -> int:
    word = next(group for group in groups if group)
    return _NUMBER_WORDS.get(word) or int(word[0])


def _read_year(found: re.Match[str], _year: Period | None) -> Iterator[Period]:
    start = _start_year(found.group(1))
    if start is not None:
        yield financial_year(start)


def _read_fy_short(found: re.Match[str], _year: Period | None) -> Iterator[Period]:
    named = full_year(found.group(1))
    yield from (financial_year(named - 1), financial_year(named))


def _read_calendar_year(found: re.Match[str], _year: Period | None) -> Iterator[Period]:
    named = int(found.group(1))
    if 1900 <= named <= 2099:
        yield whole_months(named, 1, 12)


def _read_part(
    make: Callable[[int, int], Period], months: int, *, year_first: bool = False
) -> Callable[[re.Match[str], Period | None], Iterator[Period]]:
    """A reader of a numbered part (quarter, half) of a year that is written before or after it, or stands around."""

    def read(found: re.Match[str], year: Period | None) -> Iterator[Period]:
        groups = list(found.groups())
        written = groups.pop(0) if year_first else groups.pop() if len(groups) > 2 else None
        number = _number(*groups)
        if number * months > 12:
            return
        if written is None:
            if year and year.kind == "year":
                yield make(year.start.year, number)
        elif re.search(r"[/-]", written):
            start = _start_year(written)
            if start is not None:
                yield make(start, number)
        else:
            yield from _part_of_bare_year(make, full_year(written), number, months)

    return read


def _part_of_bare_year(make: Callable[[int, int], Period], named: int, number: int, months: int) -> Iterator[Period]:
    """Q4 of "2024": of the calendar year, of the financial year that begins in it, or of the one that ends in it."""
    yield whole_months(named, 1 + months * (number - 1), months)
    yield make(named, number)
    if make(named - 1, number).end.year == named:
        yield make(named - 1, number)


def _read_month(found: re.Match[str], year: Period | None) -> Iterator[Period]:
    yield from _month_of(found.group(1), found.group(2), year)


def _month_of(name: str, written: str | None, year: Period | None) -> Iterator[Period]:
    number = month_number(name)
    if written is None:
        if year and year.kind in ("year", "calendar year"):
            yield month(year.start.year + (year.kind == "year" and number < 4), number)
    elif re.search(r"[/-]", written):
        start = _start_year(written)
        if start is not None:
            yield month(start + (number < 4), number)
    else:
        yield month(full_year(written), number)


def _read_month_range(found: re.Match[str], year: Period | None) -> Iterator[Period]:
    """ "Apr-Jun 2024": both months are of that year; "Oct-Jan 2025" runs over New Year and could end or begin in it."""
    first, last, written = found.groups()
    begin, end = month_number(first), month_number(last)
    length = (end - begin) % 12 + 1
    if written is None or re.search(r"[/-]", written):
        for opening in _month_of(first, written, year):
            yield whole_months(opening.start.year, begin, length)
    elif begin <= end:
        yield whole_months(full_year(written), begin, length)
    else:
        yield from (whole_months(full_year(written) - back, begin, length) for back in (0, 1))


def _read_length_to(found: re.Match[str], _year: Period | None) -> Iterator[Period]:
    """So many months up to the end of a month: "12 months to June 2025", "quarter ending 30 June 2024"."""
    word, closing = found.groups()
    length = {"quarter": 3, "half year": 6, "half-year": 6, "year": 12, "rolling year": 12, "financial year": 12}.get(
        word
    )
    length = length or _LENGTHS[word.removeprefix("rolling ").removesuffix("months").rstrip(" -")]
    for last in _closing_days(closing):
        period = whole_months(last.year - 2, last.month + 24 - length + 1, length)
        if {"quarter": "quarter", "financial year": "year"}.get(word, period.kind) == period.kind:
            yield period


def _closing_days(words: str) -> Iterator[date]:
    """The month ends that "June 2025" or "30 June 2025" can mean; a day that ends no month gives none."""
    if found := _MONTH_YEAR.fullmatch(words):
        yield month_end(full_year(found.group(2)), month_number(found.group(1)))
        return
    yield from (day for day in read_dates(words) if day == month_end(day.year, day.month))


def _read_date(found: re.Match[str], _year: Period | None) -> Iterator[Period]:
    yield from (stretch(day, day) for day in read_dates(found.group(1)))


def _read_day_in_year(found: re.Match[str], year: Period | None) -> Iterator[Period]:
    """A day without its year, which only the year around it can give."""
    for named in {year.start.year, year.end.year} if year else ():
        day = parse_date(f"{found.group(1)} {named}")
        if day and year and year.start <= day <= year.end:
            yield stretch(day, day)


def _read_span(found: re.Match[str], year: Period | None) -> Iterator[Period]:
    """From one period or day to another: "1 April 2024 to 30 June 2024", "Jul 24 - Sep 24", "Q1 to Q2 2024-25"."""
    first, last = found.groups()
    endings = read_periods(last, year=year)
    for ending in endings:
        for beginning in read_periods(first, year=year) or _completed(first, last, ending):
            if beginning.start < ending.start:
                yield stretch(beginning.start, ending.end)


def _completed(first: str, last: str, ending: Period) -> tuple[Period, ...]:
    """The beginning of a span where only its end names the year: the last such day or part before that end."""
    if re.fullmatch(_DAY_AND_MONTH, first):
        days = (parse_date(f"{first} {ending.end.year - back}") for back in (0, 1))
        return next(((stretch(day, day),) for day in days if day and day <= ending.start), ())
    around = financial_year_of(ending.start)
    return read_periods(first, year=around) if re.search(_FY, last) else ()


_BARE_YEAR = r"\d{4}|'?\d{2}"
_ANY_YEAR = rf"{_FY[1:-1]}|{_BARE_YEAR}"
_QUARTER_SIGN = r"(?:q|qtr|quarter) ?[1-4]"
_DAY_AND_MONTH = rf"\d{{1,2}}(?:st|nd|rd|th)? {MONTH}"
_DAY = rf"(?:\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d{{2}})|{_DAY_AND_MONTH} \d{{4}})"
_MONTH_YEAR = re.compile(rf"({MONTH})[ -]?({_BARE_YEAR})")
_PLAN_SPAN = re.compile(r"(?<![\d/-])(\d{4}) ?(?:-|to) ?(\d{4})(?![\d/-])")
_TWICE = re.compile(r"([^()\[\]]+?) ?[(\[]([^()\[\]]+)[)\]]")
_LONE_YEAR = re.compile(r"(?:year |to |at |on |until )?\d{4}")
_LONGEST = 80
_LONGEST_TITLE = 2_000
_DATE_SHAPE = re.compile(rf"{_DAY}|\d{{1,2}}-\d{{1,2}}-(?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{1,2}}-\d{{1,2}}")

_FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(_FY_LABEL + r"(\d{4}\s?[/-]\s?(?:\d{4}|\d{2})|\d{2}/\d{2})"), _read_year),
    (re.compile(rf"(?:fy ?|financial year |reporting year ){_FY}"), _read_year),
    (re.compile(rf"(?:fy ?|financial year |reporting year )({_BARE_YEAR})"), _read_fy_short),
    (re.compile(r"(?:calendar year |year )?(\d{4})"), _read_calendar_year),
    (re.compile(_QUARTER), _read_part(quarter, 3)),
    (re.compile(rf"(?:{_QUARTER}){_JOIN}{_FY_LABEL}({_ANY_YEAR})"), _read_part(quarter, 3)),
    (re.compile(rf"{_FY_LABEL}({_ANY_YEAR}){_JOIN}(?:{_QUARTER})"), _read_part(quarter, 3, year_first=True)),
    (re.compile(_HALF), _read_part(half_year, 6)),
    (re.compile(rf"(?:{_HALF}){_JOIN}{_FY_LABEL}({_ANY_YEAR})"), _read_part(half_year, 6)),
    (re.compile(rf"{_FY_LABEL}({_ANY_YEAR}){_JOIN}(?:{_HALF})"), _read_part(half_year, 6, year_first=True)),
    (re.compile(rf"({MONTH})(?:[ -]?({_ANY_YEAR}))?"), _read_month),
    (re.compile(r"(\d{4})-m(\d{2})"), lambda found, _year: _iso_month(found)),
    (re.compile(rf"({MONTH}) ?(?:-|to) ?({MONTH})(?:[ -]?({_ANY_YEAR}))?"), _read_month_range),
    (
        re.compile(
            r"(?:the )?((?:rolling )?(?:three|six|nine|twelve|3|6|9|12)[ -]months?|quarter|half[ -]year|"
            r"(?:rolling |financial )?year) (?:to|ending|ended|up to) (?:the )?(.+)"
        ),
        _read_length_to,
    ),
    (re.compile(r"(?:(?:as )?at |(?:up )?to |until |on |position (?:as )?at )?(.+)"), _read_date),
    (re.compile(r"(?!\d{4} \S+ \d{4}$)(?:from )?(.+?) (?:-|to) (.+)"), _read_span),
    (re.compile(r"between (.+?) and (.+)"), _read_span),
    (re.compile(rf"({_DAY})-({_DAY}|{_DAY_AND_MONTH} \d{{4}})"), _read_span),
    (re.compile(rf"({MONTH}[ -]?(?:{_BARE_YEAR}))-({MONTH}[ -]?(?:{_BARE_YEAR}))"), _read_span),
    (re.compile(rf"({_QUARTER_SIGN})-({_QUARTER_SIGN} .+)"), _read_span),
    (re.compile(r"(\d{4}-\d{2}-\d{2})(?:--|/)(\d{4}-\d{2}-\d{2})"), _read_span),
    (re.compile(rf"(?:(?:as )?at |(?:up )?to )?({_DAY_AND_MONTH})"), _read_day_in_year),
)


def _iso_month(found: re.Match[str]) -> Iterator[Period]:
    year, number = int(found.group(1)), int(found.group(2))
    if 1900 <= year <= 2099 and 1 <= number <= 12:
        yield month(year, number)
