"""What a British Excel shows of a number or a date, worked out by hand."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesk.returns.read.shown import general, is_date_format, show_day, shower


@pytest.mark.parametrize(
    ("number", "number_format", "shown"),
    [
        (0.41, "0%", "41%"),
        (0.405, "0%", "41%"),
        (0.4049, "0.0%", "40.5%"),
        (0.1234, "0.00%", "12.34%"),
        (-0.05, "0%", "-5%"),
        (1.5, "0%", "150%"),
        (1204, "#,##0", "1,204"),
        (12, "#,##0", "12"),
        (0, "#,##0", "0"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (-1204, "#,##0", "-1,204"),
        (2.675, "0.00", "2.68"),
        (0.5, "0", "1"),
        (-0.4, "0", "0"),
        (3, "0.00", "3.00"),
        (7, "000", "007"),
        (3.1, "0.##", "3.1"),
        (3, "0.##", "3."),
        (0.25, "#.00", ".25"),
        (1500, '"£"#,##0', "£1,500"),
        (1500, "[$£-809]#,##0.00", "£1,500.00"),
        (-1500, '"£"#,##0;[Red]-"£"#,##0', "-£1,500"),
        (-3, "0;(0)", "(3)"),
        (0, '0;-0;"nil"', "nil"),
        (12, '0" people"', "12 people"),
        (12, "0\\ \\h", "12 h"),
        (12, "_-* #,##0_-", "12"),
        (1234567, "#,##0,", "1,235"),
        (12345, "0.00E+00", "1.23E+04"),
        (0.00012, "0.0E+0", "1.2E-4"),
        (0.5, "h:mm", "12:00"),
        (1.75, "[h]:mm", "42:00"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (0.5, "# ?/?", "0.5"),
        (5, "[<10]0;0.0", "5"),
        (5551234, "000-0000", "5551234"),
        (41, "@", "41"),
        (41, "General", "41"),
    ],
)
def test_numbers_as_shown(number: float, number_format: str, shown: str) -> None:
    assert shower(number_format)(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (41, "41"),
        (-3, "-3"),
        (0.1 + 0.2, "0.3"),
        (2 / 3, "0.666666667"),
        (1234.5678, "1234.5678"),
        (41.0, "41"),
        (1e21, "1E+21"),
        (0.0000000000123, "1.23E-11"),
        (1234567890.5, "1234567891"),
    ],
)
def test_general(number: float, shown: str) -> None:
    assert general(number) == shown


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("dd/mm/yyyy", "05/04/2024"),
        ("d/m/yy", "5/4/24"),
        ("d mmmm yyyy", "5 April 2024"),
        ("ddd d mmm", "Fri 5 Apr"),
        ("dddd", "Friday"),
        ("mmm-yy", "Apr-24"),
        ("mmmmm", "A"),
        ("dd/mm/yyyy hh:mm", "05/04/2024 09:07"),
        ("yyyy-mm-dd h:mm AM/PM", "2024-04-05 9:07 AM"),
        ("[$-809]dd mmmm yyyy;@", "05 April 2024"),
        ("mm/dd/yyyy", "04/05/2024"),
    ],
)
def test_days_as_shown(number_format: str, shown: str) -> None:
    assert is_date_format(number_format)
    assert show_day(datetime(2024, 4, 5, 9, 7), number_format) == shown


@pytest.mark.parametrize(
    "number_format",
    ["General", "0%", "#,##0", "hh:mm", "[h]:mm", "mm:ss", '"day" 0', "[Red]0", "@", "0.00E+00", "\\d0"],
)
def test_what_is_no_date(number_format: str) -> None:
    assert not is_date_format(number_format)


@given(st.text(max_size=20), st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15))
def test_no_format_and_no_number_is_too_strange(number_format: str, number: float) -> None:
    assert isinstance(shower(number_format)(number), str)
    assert isinstance(show_day(datetime(2024, 4, 5), number_format), str)


@given(st.from_regex(r"[0#,.%ymdhs/ EeAMP+\[\];\"@?_*\\-]{1,14}", fullmatch=True), st.floats(-1e12, 1e12))
def test_no_format_made_of_excels_own_signs_is_too_strange(number_format: str, number: float) -> None:
    assert isinstance(shower(number_format)(number), str)
    assert isinstance(show_day(datetime(2024, 4, 5), number_format), str)


def test_a_number_beyond_all_digits_is_shown_in_full() -> None:
    assert shower("0")(1.0000000000000002e20) == "100000000000000020000"
    assert shower("0.00")(1e20) == "100000000000000000000.00"
