"""Periods and dates: every usual wording, and the ones that must be asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesk.domain.dates import parse_date, read_dates, serial_date, show_date
from cjdesk.domain.periods import (
    Period,
    contains,
    financial_year,
    financial_year_of,
    find_periods,
    half_year,
    label,
    month,
    parse_period,
    parse_period_cell,
    quarter,
    quarter_number,
    quarter_of,
    quarters_of,
    read_periods,
    short_label,
    slug,
    stretch,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


Q1 = Period(date(2024, 4, 1), date(2024, 6, 30), "quarter")
Q2 = Period(date(2024, 7, 1), date(2024, 9, 30), "quarter")
YEAR = Period(date(2024, 4, 1), date(2025, 3, 31), "year")


@pytest.mark.parametrize(
    "words",
    [
        *[
            "Q1 24-25",
            "Q1 24/25",
            "Q1 2024/25",
            "Q1 2024-25",
            "Q1 2024-2025",
            "Q1, 2024/25",
            "Q1 (2024/25)",
            "Q1 FY24/25",
        ],
        *["2024-25-Q1", "2024/25 Q1", "2024/25: Q1", "Quarter 1 2024-25", "Quarter 1, 2024-25", "quarter one 2024/25"],
        *[
            "1st quarter 2024-25",
            "First Quarter of 2024/25",
            "Qtr 1 2024-25",
            "Q1 (Apr-Jun 2024)",
            "Q1 2024/25 (Apr-Jun)",
        ],
        *["Apr-Jun 2024", "Apr–Jun 24", "April to June 2024", "Apr - Jun 2024", "Apr 24 – Jun 24", "Apr 2024-Jun 2024"],
        *["Apr-Jun 2024/25", "APR-JUN 2024", "1 April 2024 to 30 June 2024", "1 April – 30 June 2024"],
        *[
            "quarter ending 30 June 2024",
            "Quarter to June 2024",
            "quarter ended 30/06/2024",
            "3 months to 30 June 2024",
        ],
        *["01/04/2024-30/06/2024", "2024-04-01/2024-06-30", "Q1 2024-25.", " q1  24-25 ", "Period: Q1 2024/25"],
    ],
)
def test_the_first_quarter_in_its_usual_wordings(words: str) -> None:
    if words == "01/04/2024-30/06/2024":  # 4 January is as good as 1 April here
        assert Q1 in read_periods(words)
        assert parse_period(words) is None
        assert parse_period(words, year=YEAR) == Q1
    else:
        assert parse_period(words) == Q1


@pytest.mark.parametrize(
    ("words", "start", "end", "kind"),
    [
        ("2023/24", "2023-04-01", "2024-03-31", "year"),
        ("2023-24", "2023-04-01", "2024-03-31", "year"),
        ("2023-2024", "2023-04-01", "2024-03-31", "year"),
        ("2018/19", "2018-04-01", "2019-03-31", "year"),
        ("1999/00", "1999-04-01", "2000-03-31", "year"),
        ("2011-12", "2011-04-01", "2012-03-31", "year"),
        ("24/25", "2024-04-01", "2025-03-31", "year"),
        ("FY24/25", "2024-04-01", "2025-03-31", "year"),
        ("FY 24-25", "2024-04-01", "2025-03-31", "year"),
        ("Financial year 2024-25", "2024-04-01", "2025-03-31", "year"),
        ("Year ending 31 March 2025", "2024-04-01", "2025-03-31", "year"),
        ("year to March 2025", "2024-04-01", "2025-03-31", "year"),
        ("Apr-Mar 2024/25", "2024-04-01", "2025-03-31", "year"),
        ("Q1-Q4 2024/25", "2024-04-01", "2025-03-31", "year"),
        ("1 April 2024 - 31 March 2025", "2024-04-01", "2025-03-31", "year"),
        ("H1 2024-25", "2024-04-01", "2024-09-30", "half"),
        ("first half 2024/25", "2024-04-01", "2024-09-30", "half"),
        ("Q1-Q2 2024/25", "2024-04-01", "2024-09-30", "half"),
        ("six months to 30 September 2024", "2024-04-01", "2024-09-30", "half"),
        ("6 months to March 2025", "2024-10-01", "2025-03-31", "half"),
        ("Oct 2024 to Mar 2025", "2024-10-01", "2025-03-31", "half"),
        ("Q4 24-25", "2025-01-01", "2025-03-31", "quarter"),
        ("Jan-Mar 2025", "2025-01-01", "2025-03-31", "quarter"),
        ("Jul 24 – Sep 24", "2024-07-01", "2024-09-30", "quarter"),
        ("May 2025", "2025-05-01", "2025-05-31", "month"),
        ("May-25", "2025-05-01", "2025-05-31", "month"),
        ("Sept. 2024", "2024-09-01", "2024-09-30", "month"),
        ("Feb 2024", "2024-02-01", "2024-02-29", "month"),
        ("12 months to June 2025", "2024-07-01", "2025-06-30", "rolling year"),
        ("rolling year ending 30 June 2025", "2024-07-01", "2025-06-30", "rolling year"),
        ("2024", "2024-01-01", "2024-12-31", "calendar year"),
        ("Year ending December 2024", "2024-01-01", "2024-12-31", "calendar year"),
        ("Jan to Dec 2024", "2024-01-01", "2024-12-31", "calendar year"),
        ("31 March 2025", "2025-03-31", "2025-03-31", "date"),
        ("to 30 September 2024", "2024-09-30", "2024-09-30", "date"),
        ("As at 31/03/2025", "2025-03-31", "2025-03-31", "date"),
        ("2022/23 to 2024/25", "2022-04-01", "2025-03-31", "range"),
        ("Apr to Aug 2024", "2024-04-01", "2024-08-31", "range"),
        ("1 October - 31 January 2025", "2024-10-01", "2025-01-31", "range"),
    ],
)
def test_other_periods_in_their_usual_wordings(words: str, start: str, end: str, kind: str) -> None:
    period = parse_period(words)
    assert period is not None
    assert (period.start, period.end, period.kind) == (day(start), day(end), kind)


@pytest.mark.parametrize(
    "words",
    [
        *[
            "",
            " ",
            "Q1",
            "Quarter 2",
            "Q5 2024-25",
            "Q0 2024-25",
            "2024/26",
            "2024/2026",
            "2024/5",
            "24-25",
            "16-17",
            "2023-2028",
        ],
        *[
            "2023 – 2028",
            "TBC",
            "Year 2",
            "Year to date",
            "YTD",
            "Total",
            "Apr-Jun",
            "May",
            "H1",
            "H3 2024-25",
            "30 June",
        ],
        *["30 February 2025", "31 April 2025", "41%", "78%", "12", "1204", "2204", "1899", "Q1 2024/26", "H1 total"],
        *[
            "quarter ending 30 March 2025",
            "quarter ending 31 May 2025",
            "year ending 30 March 2025",
            "working",
            "Q1 (Jul-Sep 2024)",
        ],
        *["financial year to June 2025", "30 June 2024 to 1 April 2024", "x" * 500, "Q1 ٢٠٢٤"],
    ],
)
def test_what_names_no_period_gives_none(words: str) -> None:
    assert read_periods(words) == ()


@pytest.mark.parametrize(
    ("words", "readings"),
    [
        ("Q1 2024", ["2024-01-01", "2024-04-01"]),
        ("Q4 2024", ["2024-01-01", "2024-10-01", "2025-01-01"]),
        ("2024 Q1", ["2024-01-01", "2024-04-01"]),
        ("H1 2024", ["2024-01-01", "2024-04-01"]),
        ("FY25", ["2024-04-01", "2025-04-01"]),
        ("03/04/2026", ["2026-03-04", "2026-04-03"]),
        ("Oct-Jan 2025", ["2024-10-01", "2025-10-01"]),
    ],
)
def test_what_can_mean_two_periods_gives_both_and_no_answer(words: str, readings: list[str]) -> None:
    assert [period.start for period in read_periods(words)] == [day(one) for one in readings]
    assert parse_period(words) is None


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("Q1", "2024-04-01", "2024-06-30"),
        ("Quarter 4", "2025-01-01", "2025-03-31"),
        ("Q1 2024", "2024-04-01", "2024-06-30"),
        ("H2", "2024-10-01", "2025-03-31"),
        ("Jan-Mar", "2025-01-01", "2025-03-31"),
        ("Apr - Jun", "2024-04-01", "2024-06-30"),
        ("Q1 (Apr-Jun)", "2024-04-01", "2024-06-30"),
        ("May", "2024-05-01", "2024-05-31"),
        ("February", "2025-02-01", "2025-02-28"),
        ("FY25", "2024-04-01", "2025-03-31"),
        ("as at 31 March", "2025-03-31", "2025-03-31"),
        ("Q1 2023/24", "2023-04-01", "2023-06-30"),
        ("03/04/2025", "2025-03-04", "2025-03-04"),
    ],
)
def test_the_year_around_completes_and_settles(words: str, start: str, end: str) -> None:
    period = parse_period(words, year=YEAR)
    assert period is not None
    assert (period.start, period.end) == (day(start), day(end))


def test_the_year_around_does_not_settle_what_stays_open_in_it() -> None:
    assert parse_period("Q4 2024", year=YEAR) is None
    assert parse_period("03/04/2024", year=financial_year(2023)) == parse_period("4 March 2024")
    assert parse_period("05/06/2024", year=YEAR) is None
    assert parse_period("Q1", year=stretch(date(2024, 1, 1), date(2024, 12, 31))) is None


@pytest.mark.parametrize(
    ("raw", "number_format", "expected"),
    [
        ("Q1 24-25", "General", Q1),
        (45383, "mmm-yy", month(2024, 4)),
        (45473, "dd/mm/yyyy", stretch(date(2024, 6, 30), date(2024, 6, 30))),
        (2024, "General", stretch(date(2024, 1, 1), date(2024, 12, 31))),
        (2024.0, "0", stretch(date(2024, 1, 1), date(2024, 12, 31))),
        (2024.5, "0", None),
        (45383, "General", None),
        (41, "General", None),
        (0, "dd/mm/yyyy", None),
        (float("nan"), "General", None),
        (True, "General", None),
        (None, "General", None),
    ],
)
def test_a_heading_cell(raw: str | float | None, number_format: str, expected: Period | None) -> None:
    assert parse_period_cell(raw, number_format=number_format) == expected


@pytest.mark.parametrize(
    ("title", "labels"),
    [
        ("Voluntary Throughcare 2024/25", ["2024-25"]),
        ("CJOIP Year 2 – progress to 30 September 2024", ["30 September 2024"]),
        ("Financial year 2023/24 and 2024/25", ["2023-24", "2024-25"]),
        ("Police_Q1_2024-25_return.xlsx", ["Quarter 1, 2024-25"]),
        ("2024-25 Q2 CJSW v2 FINAL.xlsx", ["Quarter 2, 2024-25"]),
        ("Updated 7 October 2024 (Q2 2024/25)", ["7 October 2024", "Quarter 2, 2024-25"]),
        ("Return for Apr-Jun 2024, sent 04/07/2024", ["Quarter 1, 2024-25"]),
        ("Perth and Kinross Outcomes Improvement Plan 2023 – 2028", []),
        ("Community Justice (Scotland) Act 2016", []),
        ("Return Q1 2024", []),
        ("by 30 February 2025", []),
        ("we may need 2 more", []),
        ("", []),
    ],
)
def test_periods_named_in_a_title(title: str, labels: list[str]) -> None:
    assert [label(period) for period in find_periods(title)] == labels


def test_years_quarters_and_halves() -> None:
    assert quarter(2024, 1) == Q1
    assert quarter(2024, 4) == Period(date(2025, 1, 1), date(2025, 3, 31), "quarter")
    assert financial_year(2024) == YEAR
    assert quarters_of(YEAR) == (Q1, Q2, quarter(2024, 3), quarter(2024, 4))
    assert half_year(2024, 2) == stretch(date(2024, 10, 1), date(2025, 3, 31))
    assert [quarter_number(one) for one in (Q1, quarter(2024, 4), YEAR)] == [1, 4, None]
    assert financial_year_of(date(2025, 3, 31)) == YEAR
    assert quarter_of(date(2025, 1, 1)) == quarter(2024, 4)
    assert contains(YEAR, Q2)
    assert not contains(Q2, YEAR)
    with pytest.raises(ValueError, match="no quarter 5"):
        quarter(2024, 5)
    with pytest.raises(ValueError, match="no financial year"):
        quarters_of(Q1)
    with pytest.raises(ValueError, match="after"):
        stretch(date(2024, 5, 2), date(2024, 5, 1))


@pytest.mark.parametrize(
    ("period", "long", "short", "name"),
    [
        (quarter(2026, 2), "Quarter 2, 2026-27", "Q2 2026-27", "2026-27-Q2"),
        (quarter(2099 - 1, 4), "Quarter 4, 2098-99", "Q4 2098-99", "2098-99-Q4"),
        (financial_year(1999), "1999-00", "1999-00", "1999-00"),
        (half_year(2024, 1), "Half 1, 2024-25", "H1 2024-25", "2024-25-H1"),
        (month(2011, 12), "December 2011", "December 2011", "2011-M12"),
        (stretch(date(2024, 9, 30), date(2024, 9, 30)), "30 September 2024", "30 September 2024", "2024-09-30"),
        (
            stretch(date(2024, 7, 1), date(2025, 6, 30)),
            "12 months to June 2025",
            "12 months to June 2025",
            "2024-07-01--2025-06-30",
        ),
        (stretch(date(2024, 1, 1), date(2024, 12, 31)), "2024", "2024", "2024"),
        (
            stretch(date(2024, 4, 1), date(2024, 5, 15)),
            *("1 April 2024 to 15 May 2024", "1 April 2024 to 15 May 2024", "2024-04-01--2024-05-15"),
        ),
    ],
)
def test_periods_are_printed_as_the_product_prints_them(period: Period, long: str, short: str, name: str) -> None:
    assert (label(period), short_label(period), slug(period)) == (long, short, name)


days = st.dates(min_value=date(1900, 4, 1), max_value=date(2098, 3, 31))
wholes = st.builds(quarter, st.integers(1900, 2097), st.integers(1, 4)) | st.builds(
    financial_year, st.integers(1900, 2097)
)
wholes |= st.builds(half_year, st.integers(1900, 2097), st.integers(1, 2)) | st.builds(
    month, st.integers(1900, 2097), st.integers(1, 12)
)
rolling = st.builds(
    lambda y, m: stretch(month(y, m).start, month(y + 1, m).start - timedelta(days=1)),
    st.integers(1900, 2097),
    st.integers(1, 12),
)
periods = wholes | rolling | st.builds(lambda a, b: stretch(min(a, b), max(a, b)), days, days)


@given(periods)
def test_what_is_printed_is_read_back(period: Period) -> None:
    assert parse_period(label(period)) == period
    assert parse_period(short_label(period)) == period
    assert parse_period(slug(period)) == period


@given(
    st.text(max_size=90) | st.text(alphabet="0123456789/-– QqHAprJunMay,.()to", max_size=24),
    st.sampled_from([None, YEAR]),
)
def test_any_text_can_be_read(text: str, year: Period | None) -> None:
    found = read_periods(text, year=year)
    assert list(found) == sorted(set(found))
    assert all(period.start <= period.end and stretch(period.start, period.end) == period for period in found)
    find_periods(text)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        *[("31 March 2025", "2025-03-31"), ("31st March 2025", "2025-03-31"), ("31 Mar 25", "2025-03-31")],
        *[("31-Mar-2025", "2025-03-31"), ("Monday 31 March 2025", "2025-03-31"), ("March 31, 2025", "2025-03-31")],
        *[
            ("31/03/2025", "2025-03-31"),
            ("31.3.25", "2025-03-31"),
            ("3/31/2025", "2025-03-31"),
            ("05/05/2025", "2025-05-05"),
        ],
        *[("2025-03-31", "2025-03-31"), ("2025-03-31 00:00:00", "2025-03-31"), ("2025-03-31T09:30:00Z", "2025-03-31")],
        *[("29 February 2024", "2024-02-29"), ("the 1st of April 2025", "2025-04-01"), ("1 Sept. 2025", "2025-09-01")],
    ],
)
def test_one_day(words: str, expected: str) -> None:
    assert parse_date(words) == day(expected)


@pytest.mark.parametrize(
    "words",
    [
        "03/04/2026",
        "30 February 2025",
        "31/02/2025",
        "31 March",
        "2018/19",
        "78%",
        "1.4",
        "13/13/2025",
        "",
        "1 Foo 2025",
        "31/03/20255",
    ],
)
def test_no_single_day(words: str) -> None:
    assert parse_date(words) is None


def test_a_swappable_date_gives_both_days() -> None:
    assert read_dates("03/04/2026") == (date(2026, 3, 4), date(2026, 4, 3))


def test_date_cells_of_spreadsheets() -> None:
    assert serial_date(45748) == date(2025, 4, 1)
    assert serial_date(45748.99) == date(2025, 4, 1)
    assert serial_date(61) == date(1900, 3, 1)
    assert [serial_date(serial) for serial in (0, 1, 60, -5, 1e12)] == [None] * 5


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_printed_date_is_read_back(one: date) -> None:
    assert parse_date(show_date(one)) == one
    assert parse_date(one.isoformat()) == one
    assert one in read_dates(f"{one:%d/%m/%Y}")
