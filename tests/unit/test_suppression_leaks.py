"""What a reader of a public edition could still work out: every way in which it once could, and tables at random."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesk.documents.builders.workbooks import indicators as indicators_workbook
from cjdesk.domain.benchmarks import Benchmark, parse_benchmark
from cjdesk.domain.disclosure import SMALL_BELOW, Rule
from cjdesk.domain.periods import Period, financial_year, half_year, month, parse_period, quarter
from cjdesk.domain.plan import Breakdown, Indicator, IndicatorPlacement, Node, Part, Plan, Series, Value
from cjdesk.domain.values import Figure, parse_figure
from cjdesk.plans.suppression import guarded
from cjdesk.returns import checks

YEAR = financial_year(2024)
Held = dict[Period, str]


def line(held: Held | str, *, group: str = "", part: str = "", unit: str = "count", **marks: str) -> Series:
    given_values = {YEAR: held} if isinstance(held, str) else held
    return Series(
        part=Part(text=part, label=part) if part else None,
        breakdown=Breakdown(name=group) if group else None,
        unit=unit,
        values=tuple(
            Value(period=period, figure=parse_figure(words, unit=unit))  # type: ignore[arg-type]
            for period, words in given_values.items()
        ),
        baseline=parse_benchmark(marks["baseline"], kind="baseline", unit=unit) if "baseline" in marks else None,  # type: ignore[arg-type]
        target=parse_benchmark(marks["target"], kind="target", unit=unit) if "target" in marks else None,  # type: ignore[arg-type]
    )


def plan_of(*series: Series, **more: tuple[Series, ...]) -> Plan:
    placed = [IndicatorPlacement(indicator=Indicator(text="Number of people helped", series=series))]
    placed += [
        IndicatorPlacement(indicator=Indicator(text=text.replace("_", " "), series=held)) for text, held in more.items()
    ]
    return Plan(title="t", partnership="p", nodes=(Node(depth=1, label="A", title="t", indicators=tuple(placed)),))


def figures(plan: Plan) -> list[list[Figure]]:
    return [[value.figure for value in series.values] for one in plan.indicators() for series in one.series]


def shown(*series: Series, **more: tuple[Series, ...]) -> list[str]:
    """The figures of the public edition, one text for each series."""
    safe = guarded(plan_of(*series, **more), "public").plan
    return [" ".join(figure.words for figure in held) for held in figures(safe)]


# --- groups of one whole -------------------------------------------------------------------------------------------


def test_groups_of_several_dimensions_are_sums_each() -> None:
    found = shown(line("20"), line("17", group="males"), line("3", group="females"), line("6", group="under 18s"))
    assert found == ["20", "*", "*", "6"]


def test_groups_of_areas_beside_others_are_found_by_their_figures() -> None:
    found = shown(
        line("50"),
        *(line("27", group="North"), line("2", group="Glen"), line("21", group="South")),
        *(line("13", group="with a job"), line("30", group="carers")),
    )
    assert found == ["50", "27", "*", "*", "13", "30"]


def test_groups_that_add_up_in_most_periods_are_a_sum_where_they_do() -> None:
    quarters = [quarter(2024, number) for number in (1, 2, 3)]
    north, glen, other = ("27", "31", "22"), ("2", "9", "8"), ("7", "16", "11")
    found = shown(
        line(dict(zip(quarters, ("29", "40", "36"), strict=True))),
        *(
            line(dict(zip(quarters, words, strict=True)), group=name)
            for name, words in (("North", north), ("Glen", glen), ("with a job", other))
        ),
    )
    assert found[1].startswith("* ") or found[0].startswith("* ")
    assert found[2].startswith("* ")


def test_a_subtotal_of_groups_is_a_sum() -> None:
    found = shown(
        line("60"), line("19", group="under 18s"), line("3", group="under 16s"), line("16", group="aged 16 to 17")
    )
    assert found[2:] == ["*", "*"] or found[1:3] == ["*", "*"]


def test_a_group_that_leaves_a_few_goes_though_the_few_are_nowhere_printed() -> None:
    assert shown(line("10"), line("9", group="women")) in (["10", "*"], ["*", "9"])
    assert shown(line("10"), line("10", group="women")) == ["10", "10"]
    assert shown(line("10"), line("5", group="women")) == ["10", "5"]


def test_the_few_of_whom_neither_sex_is_known_are_protected() -> None:
    found = shown(line("42"), line("20", group="men"), line("19", group="women"))
    assert found.count("*") == 1


# --- parts ---------------------------------------------------------------------------------------------------------


def test_parts_of_a_whole_are_a_sum() -> None:
    assert shown(line("20"), line("17", part="i"), line("3", part="ii")) == ["20", "*", "*"]


def test_a_part_that_counts_the_others_is_a_sum() -> None:
    found = shown(line("40", part="i"), line("37", part="ii"), line("3", part="iii"))
    assert found == ["40", "*", "*"]


def test_a_part_the_sender_suppressed_is_protected() -> None:
    found = shown(line("20", part="i"), line("17", part="ii"), line("<5", part="iii"))
    assert found.count("*") == 2


def test_groups_of_a_part_are_held_against_the_whole_indicator() -> None:
    found = shown(line("20"), line("17", part="i", group="men"), line("3", part="i", group="women"))
    assert found == ["20", "*", "*"]


def test_stages_that_do_not_add_up_stay() -> None:
    assert shown(line("91", part="i"), line("66", part="ii"), line("45", part="iii")) == ["91", "66", "45"]


# --- periods -------------------------------------------------------------------------------------------------------


def test_periods_of_mixed_kinds_fill_a_year() -> None:
    held = {half_year(2024, 1): "21", quarter(2024, 3): "3", quarter(2024, 4): "12", YEAR: "36"}
    assert shown(line(held)) == ["21 * * 36"]


def test_a_quarter_that_the_year_leaves_over_is_not_given_away() -> None:
    held = {half_year(2024, 1): "21", quarter(2024, 3): "12", YEAR: "36"}
    assert shown(line(held)) == ["21 * 36"]


def test_months_and_quarters_fill_a_half() -> None:
    held = {month(2024, 4): "6", month(2024, 5): "2", month(2024, 6): "7", quarter(2024, 2): "20"}
    assert shown(line({**held, half_year(2024, 1): "35"})) == ["* * 7 20 35"]


def test_two_years_that_overlap_give_the_difference_of_their_ends_away() -> None:
    rolling = parse_period("12 months to June 2025")
    assert rolling
    held = {YEAR: "60", quarter(2024, 1): "3", rolling: "70", quarter(2025, 1): "13"}
    assert shown(line(held))[0].count("*") == 2


def test_a_baseline_fills_a_year_like_any_figure() -> None:
    held = {quarter(2024, 1): "3", quarter(2024, 2): "20", half_year(2024, 2): "30"}
    safe = guarded(plan_of(line(held, baseline="2024-25: 53")), "public").plan
    hidden = [value.figure.words for value in safe.indicators()[0].series[0].values]
    assert hidden == ["*", "*", "30"]


def test_sums_run_through_figures_that_nobody_sent() -> None:
    """The North's second quarter is not held, but 29 less 17: so all less 12 and 22 would give the Glen away."""
    first, second, half = quarter(2024, 1), quarter(2024, 2), half_year(2024, 1)
    found = shown(
        line({second: "35", half: "79"}),
        line({first: "17", half: "29"}, group="North"),
        line({second: "1", half: "19"}, group="Glen"),
        line({first: "9", second: "22", half: "31"}, group="South"),
    )
    assert found[2].startswith("* ")
    assert " ".join(found).count("*") > 1


# --- ranges, words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["2-3", "at least 2", "2 to 12", "3 or 4", "one or two", "3/40", "more than 3", "O4"])
def test_ranges_and_unread_words_that_reach_below_five_go(words: str) -> None:
    assert shown(line(words)) == ["*"]


@pytest.mark.parametrize("words", ["12 to 15", "at least 20", "up to 40"])
def test_ranges_above_stay(words: str) -> None:
    assert shown(line(words)) == [words]


def test_a_narrow_range_does_not_give_its_neighbour_away() -> None:
    found = shown(line("20"), line("16 to 17", group="men"), line("3", group="women"))
    assert found == ["20", "*", "*"]


def test_a_figure_is_printed_without_the_small_number_beside_it() -> None:
    figure = Figure(words="20 (3 women)", state="value", number=Decimal(20), unit="count", note="3 women")
    series = Series(unit="count", values=(Value(period=YEAR, figure=figure),))
    [[safe]] = figures(guarded(plan_of(series), "public").plan)
    assert (safe.words, safe.note, safe.number) == ("20", "", Decimal(20))


def test_a_share_beside_a_count_does_not_say_how_few_are_left() -> None:
    assert shown(line("50 (95% of all)")) == ["50"]
    assert shown(line("50 (25% of all)")) == ["50 (25% of all)"]


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(words="n/a: only 2 took part", state="not available", note="only 2 took part"), "not available"),
        (Figure(words="12 to 15, 3 women", state="range", low=Decimal(12), high=Decimal(15)), "12 to 15"),
        (Figure(words="20", state="value", number=Decimal(20), note="three of them women"), "20"),
    ],
)
def test_notes_and_words_with_a_small_number_are_not_printed(figure: Figure, words: str) -> None:
    series = Series(unit="count", values=(Value(period=YEAR, figure=figure),))
    [[safe]] = figures(guarded(plan_of(series), "public").plan)
    assert (safe.words, safe.note, safe.state) == (words, "", figure.state)


def test_a_note_of_a_baseline_goes_where_its_figure_stays() -> None:
    baseline = Benchmark(figure=Figure(words="20", state="value", number=Decimal(20), unit="count"), note="3 women")
    series = replace(line("12"), baseline=baseline)
    found = guarded(plan_of(series), "public").plan.indicators()[0].series[0].baseline
    assert found and (found.figure.words, found.note) == ("20", "")


@pytest.mark.parametrize("which", ["baseline", "target"])
def test_small_baselines_and_targets_go_with_their_notes(which: str) -> None:
    marks = {which: "3 (all of them women)"}
    [indicator] = guarded(plan_of(line("12", **marks)), "public").plan.indicators()
    found = getattr(indicator.series[0], which)
    assert (found.figure.words, found.figure.number, found.note) == ("*", None, "")


def test_a_target_in_words_keeps_its_years_and_percentages() -> None:
    marks = {"baseline": "2023-24: 104", "target": "Increase by 3% by Year 2, from 1 April 2026"}
    [indicator] = guarded(plan_of(line("112", **marks)), "public").plan.indicators()
    series = indicator.series[0]
    assert series.target and series.target.figure.words == marks["target"]
    assert series.baseline and series.baseline.figure.words == marks["baseline"]


def test_no_column_of_the_public_workbook_holds_a_hidden_figure() -> None:
    held = {quarter(2024, 1): "7.5% (3 of 40)"}
    series = (
        line(held, unit="percent", baseline="3 of 41"),
        line(
            {quarter(2024, 1): "20 (3 women)", quarter(2024, 2): "at least 3", YEAR: "2-3"},
            baseline="3 in 2023-24",
            target="no more than 3",
        ),
    )
    book = indicators_workbook(plan_of(*series), "public")
    for sheet in book.sheets:
        places = [at for at, one in enumerate(sheet.columns) if one.heading not in ("No.", "Period")]
        for row in sheet.rows:
            texts = [str(row[at]) for at in places if row[at] is not None and " day" not in sheet.columns[at].heading]
            assert not [text for text in texts if text == "3" or "3 " in text or "-3" in text or "at least" in text]


# --- percentages ---------------------------------------------------------------------------------------------------


def test_a_percentage_goes_where_a_count_beside_it_is_its_small_numerator() -> None:
    assert shown(line("3", part="i"), line("40", part="ii"), line("8%", part="iii", unit="percent")) == ["*", "40", "*"]


def test_a_percentage_goes_where_its_whole_is_printed_and_its_numerator_small() -> None:
    assert shown(line("40", part="i"), line("8%", part="ii", unit="percent")) == ["40", "*"]
    assert shown(line("40", part="i"), line("30%", part="ii", unit="percent")) == ["40", "30%"]


def test_a_percentage_of_another_indicator_of_the_same_wording_goes_too() -> None:
    found = shown(line("<5"), line("40"), Percentage_of_people_helped=(line("8%", unit="percent"),))
    assert found[-1] == "*"


def test_a_share_of_a_whole_goes_where_it_stands_for_a_few() -> None:
    assert shown(line("20"), line("15%", group="women", unit="percent")) == ["20", "*"]
    assert shown(line("20"), line("45%", group="women", unit="percent")) == ["20", "45%"]


def test_one_thing_counted_under_two_indicators_is_hidden_under_both() -> None:
    held = (line("20"), line("17", group="men"), line("3", group="women"))
    assert shown(*held, people_helped=held[:2]) == ["20", "*", "*", "20", "*"]
    assert shown(held[0], people_helped=held[1:]) == ["20", "*", "*"]


def test_numerators_of_percentages_are_sums_as_counts_are() -> None:
    found = shown(
        line("50% (20 of 40)", unit="percent"),
        line("57% (17 of 30)", unit="percent", group="men"),
        line("30% (3 of 10)", unit="percent", group="women"),
    )
    assert found[2] == "*" and "*" in found[:2]


def test_the_few_who_are_not_in_a_percentage_cannot_be_worked_out_from_others() -> None:
    found = shown(
        line("75% (60 of 80)", unit="percent"),
        line("95% (38 of 40)", unit="percent", group="men"),
        line("55% (22 of 40)", unit="percent", group="women"),
    )
    assert found[1] == "*" and found.count("*") == 2


def test_percentages_of_one_whole_do_not_give_one_of_them_away() -> None:
    found = shown(
        *(line("2% (1 of 50)", unit="percent", part="i"), line("38%", unit="percent", part="ii")),
        line("60%", unit="percent", part="iii"),
    )
    assert found == ["*", "*", "60%"]


def test_a_percentage_without_its_whole_is_judged_by_what_is_left_of_it() -> None:
    assert shown(line("95% (38)", unit="percent")) == ["*"]
    assert shown(line("75% (30)", unit="percent")) == ["75% (30)"]


def test_all_but_a_few_is_small_for_a_count_too() -> None:
    assert shown(line("38 of 40")) == ["*"]


def test_a_decision_in_doubt_says_so_and_names_what_it_protects() -> None:
    found = guarded(plan_of(line("40", part="i"), line("37", part="ii"), line("3", part="iii")), "public")
    [protecting] = [one for one in found.suppressed if one.reason == "would give another away"]
    assert protecting.key == "Number of people helped ii, 2024-25"
    assert "not certain" in protecting.say and "Number of people helped iii, 2024-25" in protecting.say
    [left] = guarded(plan_of(line("10"), line("9", group="women")), "public").suppressed
    assert "the rest of Number of people helped, 2024-25" in left.say


# --- all of it -----------------------------------------------------------------------------------------------------


def test_the_threshold_stands_in_one_place() -> None:
    assert Rule().threshold == SMALL_BELOW == 5
    assert vars(checks)["SMALL_BELOW"] is SMALL_BELOW


numbers = st.integers(0, 7)


def fits(printed: list[str], guess: list[int]) -> bool:
    return all(words in ("*", str(number)) for words, number in zip(printed, guess, strict=True))


@settings(max_examples=40, deadline=None)
@given(st.tuples(numbers, numbers, numbers, numbers), st.booleans())
def test_no_small_cell_of_groups_by_quarters_can_be_worked_out(table: tuple[int, ...], as_parts: bool) -> None:
    """Two groups, two quarters, all totals: every table that fits what is printed is tried."""
    spans = (quarter(2024, 1), quarter(2024, 2), half_year(2024, 1))

    def full(men: tuple[int, int], women: tuple[int, int]) -> list[int]:
        rows = [(*men, sum(men)), (*women, sum(women))]
        return [*(a + b for a, b in zip(*rows, strict=True)), *rows[0], *rows[1]]

    truth = full(table[:2], table[2:])  # type: ignore[arg-type]
    names = ("", "men", "women")
    lines = [
        line(
            {span: str(truth[3 * at + place]) for place, span in enumerate(spans)},
            **({"part": name} if as_parts else {"group": name}),
        )
        for at, name in enumerate(names)
    ]
    printed = " ".join(shown(*lines)).split()
    inner = [range(12) if printed[at] == "*" else (truth[at],) for at in (3, 4, 6, 7)]
    tried = (full((a, b), (c, d)) for a, b, c, d in product(*inner))
    fitting = [guess for guess in tried if fits(printed, guess)]
    for place, number in enumerate(truth):
        if 1 <= number <= 4:
            assert printed[place] == "*"
            assert len({guess[place] for guess in fitting}) > 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=5, max_size=5))
def test_no_small_cell_of_two_dimensions_can_be_worked_out(counts: list[int]) -> None:
    """Men and women, three areas, one whole: groups that nobody declared as two ways of dividing it."""
    women = min(counts[0], sum(counts[1:4]))
    truth = [sum(counts[1:4]), sum(counts[1:4]) - women, women, *counts[1:4]]
    names = ("", "men", "women", "North", "Glen", "South")
    printed = shown(*(line(str(number), group=name) for number, name in zip(truth, names, strict=True)))
    areas = [range(13) if printed[at] == "*" else (truth[at],) for at in (3, 4, 5)]
    tried = (
        [sum(split), sum(split) - few, few, *split]
        for split in product(*areas)
        for few in range(min(sum(split), 13) + 1)
    )
    fitting = [guess for guess in tried if fits(printed, guess)]
    for place, number in enumerate(truth):
        if 1 <= number <= 4:
            assert printed[place] == "*"
            assert len({guess[place] for guess in fitting}) > 1


few = st.integers(0, 6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(few, few).filter(any), min_size=2, max_size=2))
def test_nobody_in_or_out_of_a_percentage_can_be_worked_out(groups: list[tuple[int, int]]) -> None:
    """Percentages of two groups and of all, each printed with its numbers: those in it and those who are not."""

    def counts(men: tuple[int, int], women: tuple[int, int]) -> list[tuple[int, int]]:
        return [(men[0] + women[0], men[1] + women[1]), men, women]

    def words(inside: int, rest: int) -> str:
        return f"{round(inside * 100 / (inside + rest))}% ({inside} of {inside + rest})"

    truth = counts(groups[0], groups[1])
    printed = shown(
        *(line(words(*one), unit="percent", group=name) for one, name in zip(truth, ("", "men", "women"), strict=True))
    )
    pairs = [(inside, rest) for inside, rest in product(range(13), repeat=2) if inside or rest]
    men, women = ([truth[at]] if printed[at] != "*" else pairs for at in (1, 2))
    tried = (counts(one, other) for one in men for other in women)
    fitting = [guess for guess in tried if printed[0] == "*" or guess[0] == truth[0]]
    for place, one in enumerate(truth):
        for side in (0, 1):
            if 1 <= one[side] <= 4:
                assert printed[place] == "*"
                assert len({guess[place][side] for guess in fitting}) > 1
