"""Which period stands beside the one that is asked for."""

from __future__ import annotations

from datetime import date

import pytest

from cjdesk.domain.periods import Period, financial_year, half_year, month, quarter, stretch
from cjdesk.services.issuing import previous


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (quarter(2025, 2), quarter(2025, 1)),
        (quarter(2025, 1), quarter(2024, 4)),
        (financial_year(2025), financial_year(2024)),
        (month(2025, 4), month(2025, 3)),
        (month(2025, 3), month(2025, 2)),
        (half_year(2025, 1), half_year(2024, 2)),
        (half_year(2025, 2), half_year(2025, 1)),
    ],
)
def test_the_period_before_is_one_of_the_same_kind(period: Period, before: Period) -> None:
    assert previous(period) == before


def test_any_other_stretch_is_preceded_by_one_as_long() -> None:
    ten_days = stretch(date(2025, 5, 11), date(2025, 5, 20))
    assert (previous(ten_days).start, previous(ten_days).end) == (date(2025, 5, 1), date(2025, 5, 10))
