"""The sample's figures: complete, of every state, and adding up wherever a reader would add them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache

import pytest

from cjdesk.domain.periods import Period, financial_year, quarter, quarters_of
from cjdesk.domain.plan import Indicator, Series
from cjdesk.domain.values import Figure
from cjdesk.frameworks import load
from cjdesk.plans.example import load_example, load_example_board

QUARTERS = (
    quarter(2023, 3),
    quarter(2023, 4),
    quarter(2024, 1),
    quarter(2024, 2),
    quarter(2024, 3),
    quarter(2024, 4),
    quarter(2025, 1),
)
LAST_YEAR = financial_year(2024)


@cache
def indicator(text: str) -> Indicator:
    """The one indicator whose wording, parts included, holds this."""
    found = [
        one for one in load_example().indicators() if text in " ".join((one.text, *(part.text for part in one.parts)))
    ]
    assert len(found) == 1, text
    return found[0]


def figures(text: str, part: str = "", breakdown: str = "") -> dict[Period, Figure]:
    for series in indicator(text).series:
        if (series.part.label if series.part else "", series.breakdown.name if series.breakdown else "") == (
            part,
            breakdown,
        ):
            return {value.period: value.figure for value in series.values}
    raise AssertionError(f"no series {text} {part} {breakdown}")


def number(text: str, period: Period, part: str = "", breakdown: str = "") -> Decimal:
    found = figures(text, part, breakdown)[period].number
    assert found is not None
    return found


def all_series() -> list[Series]:
    return [series for one in load_example().indicators() for series in one.series]


def test_the_ten_national_indicators_are_picked_once_each() -> None:
    framework = load("cjpf-2023")
    national = {one.framework_ref: one for one in load_example().indicators() if one.origin == "national"}
    assert set(national) == {f"cjpf-2023:ni-{number}" for number in range(1, 11)}
    for official in framework.indicators:
        one = national[f"cjpf-2023:{official.id}"]
        assert one.text == official.text
        assert [part.text for part in one.parts] == [part.text for part in official.parts]


def test_local_evidence_is_picked_and_the_rest_is_our_own() -> None:
    local = [one for one in load_example().indicators() if one.origin == "local"]
    assert len(local) == 25
    picked = [one for one in local if one.framework_ref]
    assert len(picked) == 9
    assert {one.type for one in local} == {"Quantitative", "Qualitative"}
    assert all(one.definition and one.frequency for one in local)


def test_each_quarterly_series_holds_seven_quarters_and_waits_for_the_eighth() -> None:
    quarterly = [series for series in all_series() if any(value.period.kind == "quarter" for value in series.values)]
    assert len(quarterly) == 45
    for series in quarterly:
        assert tuple(value.period for value in series.values if value.period.kind == "quarter") == QUARTERS


def test_all_that_a_figure_can_be_is_there() -> None:
    states = Counter(value.figure.state for series in all_series() for value in series.values)
    assert set(states) == {
        "value",
        "provisional",
        "revised",
        "estimate",
        "suppressed",
        "not available",
        "not applicable",
        "not yet",
    }
    assert states["suppressed"] >= 10


def test_small_numbers_were_never_given() -> None:
    """Nor the numbers behind a percentage, nor what is left of them."""
    given = [value.figure for series in all_series() for value in series.values if series.unit in ("count", "percent")]
    counts = [figure.number for figure in given if figure.unit == "count" and figure.number is not None]
    sides = [
        side
        for figure in given
        if figure.numerator is not None and figure.denominator is not None
        for side in (figure.numerator, figure.denominator - figure.numerator)
    ]
    assert min(counts) == 5
    assert min(sides) == 5


@pytest.mark.parametrize(
    ("text", "more", "fewer"),
    [
        ("cases successfully completed", "i", "ii"),
        ("cases successfully completed", "ii", "iii"),
        ("bail supervision cases commenced", "i", "ii"),
        ("bail supervision cases commenced", "ii", "iii"),
        ("Hours of unpaid work", "i", "ii"),
        ("Proportion of people liberated", "i", "ii"),
        ("Proportion of people liberated", "ii", "iii"),
        ("supported by employability services", "i", "ii"),
    ],
)
def test_what_comes_later_is_never_more(text: str, more: str, fewer: str) -> None:
    for period in QUARTERS:
        assert number(text, period, fewer) < number(text, period, more)


def test_referrals_are_never_fewer_than_assessments() -> None:
    for period in QUARTERS:
        assert number("referred for diversion", period) >= number("cases successfully completed", period, "i")


def test_a_breakdown_is_never_more_than_the_whole() -> None:
    for one in load_example().indicators():
        wholes = {series.part: series for series in one.series if series.breakdown is None}
        for series in (series for series in one.series if series.breakdown and series.unit != "percent"):
            whole = {value.period: value.figure.number for value in wholes[series.part].values}
            for value in series.values:
                of_all = whole[value.period]
                assert of_all is not None
                assert (value.figure.number or 0) < of_all


def test_parts_of_a_hundred_per_cent_make_a_hundred() -> None:
    for period in QUARTERS:
        assert sum(number("held at the Inverbrannoch", period, part) for part in ("i", "ii", "iii")) == 100


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("cases successfully completed", "i"),
        ("cases successfully completed", "ii"),
        ("cases successfully completed", "iii"),
        ("bail supervision cases commenced", "i"),
        ("bail supervision cases commenced", "ii"),
        ("bail supervision cases commenced", "iii"),
        ("homelessness applications", ""),
        ("voluntary throughcare cases commenced", ""),
        ("referred for diversion", ""),
        ("referrals from custody centres", "i"),
        ("first appointment within seven days", ""),
        ("electronic monitoring", "i"),
        ("Hours of unpaid work", "i"),
        ("Hours of unpaid work", "ii"),
        ("about restorative justice", "i"),
        ("transfers in drug/alcohol", "i"),
        ("transfers in drug/alcohol", "ii"),
        ("naloxone kits", ""),
        ("supported by employability services", "i"),
        ("supported by employability services", "ii"),
        ("supported by employability services", "iii"),
        ("lived experience", ""),
        ("Awareness sessions", "i"),
        ("Awareness sessions", "ii"),
    ],
)
def test_the_year_is_the_sum_of_its_quarters(text: str, part: str) -> None:
    assert number(text, LAST_YEAR, part) == sum(figures(text, part)[one].number or 0 for one in quarters_of(LAST_YEAR))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("cases successfully completed", "i"),
        ("cases successfully completed", "iii"),
        ("bail supervision cases commenced", "ii"),
        ("homelessness applications", ""),
        ("voluntary throughcare cases commenced", ""),
        ("referred for diversion", ""),
        ("referrals from custody centres", "i"),
        ("Hours of unpaid work", "i"),
        ("Hours of unpaid work", "ii"),
        ("supported by employability services", "ii"),
    ],
)
def test_two_quarters_of_the_year_before_leave_room_for_the_others(text: str, part: str) -> None:
    known = number(text, quarter(2023, 3), part) + number(text, quarter(2023, 4), part)
    assert number(text, financial_year(2023), part) > known


def test_a_percentage_is_that_of_its_numbers() -> None:
    parted = [
        value.figure for series in all_series() for value in series.values if value.figure.denominator is not None
    ]
    assert len(parted) >= 15
    for figure in parted:
        assert figure.numerator is not None and figure.denominator is not None
        assert figure.number == round(100 * figure.numerator / figure.denominator)


def test_the_year_s_orders_are_those_of_its_quarters() -> None:
    orders = figures("community payback orders", "i")
    for side in ("numerator", "denominator"):
        assert getattr(orders[LAST_YEAR], side) == sum(getattr(orders[one], side) for one in quarters_of(LAST_YEAR))


def test_the_share_of_returns_on_time_is_that_of_the_board() -> None:
    for period in QUARTERS:
        figure = figures("quarterly returns received")[period]
        board = [one for one in load_example_board() if one.period == period]
        on_time = sum(one.received_on is not None and one.received_on <= one.due_on for one in board)
        assert len(board) == 14
        assert figure.number == round(Decimal(100 * on_time) / 14)


def test_every_figure_says_where_it_came_from() -> None:
    board = {(one.partner, one.period): one.received_on for one in load_example_board()}
    for one in load_example().indicators():
        for value in (value for series in one.series for value in series.values):
            assert value.source is not None
            assert value.source.file_name in ("quarters.csv", "years.csv")
            assert value.source.cell.startswith(("quarters!", "years!"))
            if value.period.kind == "quarter":
                assert value.source.received_on == board.get((one.provider, value.period))
            assert value.source.sender in (one.provider, "Community Justice Co-ordinator")


def test_the_late_partner_s_figure_is_not_yet_there() -> None:
    found = figures("held on remand")
    assert found[quarter(2025, 1)].state == "not yet"
    assert found[quarter(2024, 4)].number == 38


def test_baselines_and_targets_keep_their_words() -> None:
    marks = {
        mark.figure.words: mark
        for series in all_series()
        for mark in (series.baseline, series.target)
        if mark is not None
    }
    assert {"N/A", "TBC", "90% of those eligible", "45 annually", "120 (25% increase, then review)"} <= set(marks)
    assert marks["45 annually"].figure.number == 45
    assert marks["Fewer than 30 by March 2029"].compare == "at most"
    assert marks["2023/24 - 121"].period == financial_year(2023)
    assert marks["Higher than the last survey"].figure.number is None


def test_a_baseline_is_the_figure_of_its_year() -> None:
    compared = 0
    for series in all_series():
        if series.baseline and series.baseline.period == financial_year(2023):
            held = {value.period: value.figure.number for value in series.values}
            assert series.baseline.figure.number == held[financial_year(2023)], series.baseline.figure.words
            compared += 1
    assert compared == 34


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("held at the Inverbrannoch", "i"),
        ("held at the Inverbrannoch", "ii"),
        ("held at the Inverbrannoch", "iii"),
        ("first placement began", ""),
        ("registered with a GP", ""),
        ("housing advice was provided", ""),
        ("Proportion of people liberated", "i"),
        ("Proportion of people liberated", "ii"),
        ("Proportion of people liberated", "iii"),
        ("quarterly returns received", ""),
    ],
)
def test_a_year_s_percentage_lies_between_those_of_its_quarters(text: str, part: str) -> None:
    of_quarters = [number(text, one, part) for one in quarters_of(LAST_YEAR)]
    assert min(of_quarters) < number(text, LAST_YEAR, part) < max(of_quarters)


def test_what_the_chapters_and_assessments_say_is_what_the_figures_say() -> None:
    plan = load_example()
    told = " ".join([one.text for one in plan.achievements] + [one.achieved_text for one in plan.assessments])
    completed = number("cases successfully completed", LAST_YEAR, "iii")
    before = number("cases successfully completed", financial_year(2023), "iii")
    assert f"{completed} people completed diversion in 2024-25, {completed - before} more" in told
    began = number("bail supervision cases commenced", LAST_YEAR, "ii")
    assert f"{began} people began supervised bail" in told
    hours = sum(number("Hours of unpaid work", one, "ii") for one in quarters_of(LAST_YEAR))
    assert f"{hours:,} hours of unpaid work were completed" in told
    homeless = number("homelessness applications", LAST_YEAR)
    assert f"fell from {number('homelessness applications', financial_year(2023))} to {homeless}" in told
    carried = sum(number("transfers in drug/alcohol", one, "i") for one in quarters_of(LAST_YEAR))
    assert f"Treatment was carried over for {carried} people" in told
    attended = sum(number("Awareness sessions", one, "ii") for one in quarters_of(LAST_YEAR))
    assert f"{attended} people came to awareness sessions" in told
