"""Figures as partners write them: what is read, what is asked, and that nothing is ever guessed."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesk.domain.numerals import exact, share, show_number
from cjdesk.domain.values import (
    NUMBER_STATES,
    Figure,
    Meaning,
    State,
    Unit,
    cut_flag,
    doubt,
    parse_figure,
    parse_legend,
    show,
)

LEGEND = parse_legend("* and c = suppressed (fewer than 5). - = not yet available")


def codes(figure: Figure) -> list[str]:
    return [flag.code for flag in figure.flags]


@pytest.mark.parametrize(
    ("written", "number", "flags"),
    [
        ("24", "24", []),
        ("24.0", "24", []),
        ("-0", "0", []),
        ("38.00000000000001", "38", []),
        ("28 ", "28", ["C02"]),
        ("1,204 ", "1204", ["C02"]),
        ("1 204", "1204", ["C02"]),
        ("1\u2009204", "1204", ["C02"]),
        ("1\u00a0204", "1204", ["C02"]),
        ("12,345,678", "12345678", ["C02"]),
        ("４１", "41", ["C02"]),
        ("'41", "41", ["C02"]),
        ("41.", "41", ["C02"]),
        ("nil", "0", ["C02"]),
        ("Nil", "0", ["C02"]),
        ("zero", "0", ["C02"]),
        ("0", "0", []),
        ("12 people", "12", ["C02"]),
        ("1 person", "1", ["C02"]),
        ("12\npeople", "12", ["C02"]),
        ("12 of 40", "12", ["C01"]),
        ("12/40", "12", ["C01"]),
        ("30% (12/40)", "12", ["C01"]),
        ("176 (17% of all outcomes)", "176", ["C01"]),
        ("12 (two still open)", "12", ["C01"]),
        ("-3", "-3", ["C07"]),
        ("−3", "-3", ["C02", "C07"]),
        ("12.5 people", "12.5", ["C02", "C07"]),
        ("0.39", "0.39", ["C07"]),
    ],
)
def test_a_count_is_read(written: str, number: str, flags: list[str]) -> None:
    figure = parse_figure(written, unit="count")
    assert (figure.state, figure.number, figure.unit) == ("value", Decimal(number), "count")
    assert codes(figure) == flags
    assert figure.words == written


@pytest.mark.parametrize(
    ("written", "state", "number"),
    [
        ("12 (est.)", "estimate", 12),
        ("est. 12", "estimate", 12),
        ("12 est", "estimate", 12),
        ("12 [e]", "estimate", 12),
        ("c. 40", "estimate", 40),
        ("approx 40", "estimate", 40),
        ("about 12 people", "estimate", 12),
        ("~12", "estimate", 12),
        ("12 (p)", "provisional", 12),
        ("12 provisional", "provisional", 12),
        ("provisional: 12", "provisional", 12),
        ("12 (r)", "revised", 12),
        ("12, revised", "revised", 12),
    ],
)
def test_a_number_with_a_word_about_it_keeps_the_word_as_its_state(written: str, state: State, number: int) -> None:
    figure = parse_figure(written, unit="count")
    assert (figure.state, figure.number) == (state, number)
    assert codes(figure) == ["C01"]
    assert doubt(figure) == "suggested"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *[("O", "C02"), ("o", "C02"), ("l", "C02"), ("I", "C02"), ("1O", "C02"), ("l2", "C02"), ("1,2O4", "C02")],
        *[("41*", "C01"), ("41¹", "C01"), ("41a", "C01"), ("41 (1)", "C01"), ("41[2]", "C01"), ("x²", "C01")],
        *[("(12)", "C01"), ("+3", "C01"), ("- 3", "C01"), ("3-", "C01"), ("12-", "C01")],
        *[
            ("1,20", "C01"),
            ("1.204,5", "C01"),
            ("1.000", "C01"),
            ("12.000.000", "C01"),
            ("12,5", "C01"),
            ("1,2,3", "C01"),
            ("1e5", "C01"),
            ("1.2E+05", "C01"),
        ],
        *[("007", "C01"), ("½", "C01"), ("٣", "C01"), ("²", "C01"), ("12345678901234", "C01"), ("12 34", "C01")],
        *[
            ("1/4", "C04"),
            ("4/5", "C04"),
            ("12/24", "C04"),
            ("01/04/2025", "C04"),
            ("1 April", "C04"),
            ("Apr-12", "C04"),
        ],
        *[
            ("2018/19", "C04"),
            ("2018-19", "C04"),
            ("2023-2028", "C04"),
            ("12:30", "C04"),
            ("2025-04-01 00:00:00", "C04"),
        ],
        *[("41%", "C03"), (">35%", "C03"), ("£12", "C01"), ("12 hours", "C01"), ("12 days", "C01")],
        *[("45 of 40", "C07"), ("12 (suppressed)", "C01"), ("12 (n/a)", "C01"), ("TBC (about 40)", "C01")],
        *[("54% or 56%", "C01"), ("54 or 56", "C01"), ("25\n100", "C01"), ("25\t100", "C01"), ("12 and 14", "C01")],
        *[
            ("none", "C01"),
            ("words only", "C01"),
            ("90% of those eligible", "C01"),
            ("45 annually", "C01"),
            ("?", "C01"),
        ],
        *[("nan", "C01"), ("inf", "C01"), ("TRUE", "C01"), ("12 per 1,000", "C01"), ("twelve", "C01"), ("x", "C01")],
        *[("12 fewer than last year", "C01"), ("up by 12", "C01"), ("12p", "C01"), ("c40", "C01"), ("£12k", "C01")],
    ],
)
def test_what_could_mean_two_things_is_asked_and_has_no_number(written: str, code: str) -> None:
    figure = parse_figure(written, unit="count")
    assert figure.state == "unclear"
    assert figure.number is None
    assert codes(figure) == [code]
    assert figure.words == written
    assert figure.flags[0].suggest
    assert doubt(figure) == "ask"


def test_letters_for_digits_are_asked_with_the_digits_they_may_be() -> None:
    assert parse_figure("1O", unit="count").flags[0].suggest == "Is it 10?"


@pytest.mark.parametrize(
    ("written", "state", "below"),
    [
        *[("*", "suppressed", None), ("c", "suppressed", None), ("C", "suppressed", None), ("[c]", "suppressed", None)],
        *[("suppressed", "suppressed", None), ("Suppressed due to small numbers", "suppressed", None)],
        *[
            ("<5", "suppressed", 5),
            ("< 5", "suppressed", 5),
            ("less than 5", "suppressed", 5),
            ("<10", "suppressed", 10),
        ],
        *[("fewer than 5", "suppressed", 5), ("5 or fewer", "suppressed", 6), ("≤4", "suppressed", 5)],
        *[("n/a", "not applicable", None), ("N/A", "not applicable", None), ("not applicable", "not applicable", None)],
        *[
            ("not collected", "not available", None),
            ("Not available.", "not available", None),
            ("..", "not available", None),
        ],
        *[("[x]", "not available", None), ("no data", "not available", None), ("unknown", "not available", None)],
        *[
            ("TBC", "not yet", None),
            ("tbc", "not yet", None),
            ("To follow", "not yet", None),
            ("awaiting", "not yet", None),
        ],
        *[
            ("not yet", "not yet", None),
            ("not yet available", "not yet", None),
            ("awaiting figures from SPS", "not yet", None),
        ],
    ],
)
def test_missing_is_not_nought_and_each_kind_of_missing_is_its_own(
    written: str, state: State, below: int | None
) -> None:
    figure = parse_figure(written, unit="count")
    assert (figure.state, figure.number, figure.below) == (state, None, below)
    assert codes(figure) == ["C06"]
    assert doubt(figure) == "certain"


@pytest.mark.parametrize("written", ["", " ", "\n", "\u00a0", "\u200b", "\x00", None])
def test_an_empty_cell_is_blank(written: str | None) -> None:
    figure = parse_figure(written, unit="count")
    assert (figure.state, figure.number, codes(figure)) == ("blank", None, ["C06"])


@pytest.mark.parametrize("dash", ["-", "–", "—", "−", "--"])
def test_a_dash_is_never_certain_without_a_legend(dash: str) -> None:
    figure = parse_figure(dash, unit="count")
    assert (figure.state, codes(figure), doubt(figure)) == ("not available", ["C06"], "ask")
    explained = parse_figure(dash, unit="count", legend=parse_legend("- = not yet available"))
    if dash != "--":
        assert (explained.state, doubt(explained)) == ("not yet", "certain")


def test_a_legend_says_what_a_sign_means() -> None:
    assert parse_figure("*", unit="count", legend=LEGEND).below == 5
    assert parse_figure("c", unit="count", legend=LEGEND).below == 5
    assert parse_figure("-", unit="count", legend=parse_legend("- means nil")).number == 0
    assert parse_figure("12 p", unit="count", legend=parse_legend("p = provisional")).state == "provisional"
    assert parse_figure("41*", unit="count", legend=parse_legend("* = estimate")).state == "estimate"
    assert parse_figure("41*", unit="count", legend=LEGEND).state == "unclear"


@pytest.mark.parametrize(
    ("note", "legend"),
    [
        (
            "* and c = suppressed (fewer than 5). - = not yet available",
            {"*": Meaning("suppressed", Decimal(5)), "c": Meaning("suppressed", Decimal(5)), "-": Meaning("not yet")},
        ),
        (
            "Key: '-' means nil; n/a = not applicable",
            {"-": Meaning("value", None, Decimal(0)), "n/a": Meaning("not applicable")},
        ),
        ("* denotes 4 or fewer", {"*": Meaning("suppressed", Decimal(5))}),
        ("* Less than five cases suppressed", {"*": Meaning("suppressed", Decimal(5))}),
        ("[c] confidential\n[x] not available", {"[c]": Meaning("suppressed"), "[x]": Meaning("not available")}),
        ("* = suppressed or not applicable", {}),
        ("Source: National Custody System.", {}),
        ("2. Q4 figures will follow in May.", {}),
        ("", {}),
    ],
)
def test_a_note_that_explains_signs_is_understood_or_left_alone(note: str, legend: dict[str, Meaning]) -> None:
    assert parse_legend(note) == legend


@pytest.mark.parametrize(
    "written", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "Err:502", "#####", "=SUM(A1:A3)"]
)
def test_an_error_of_the_workbook_is_an_error(written: str) -> None:
    figure = parse_figure(written, unit="count")
    assert (figure.state, figure.number, codes(figure)) == ("error", None, ["C05"])


def test_a_formula_without_result_and_an_error_cell_are_errors() -> None:
    assert parse_figure(None, kind="formula").state == "error"
    assert parse_figure("#REF!", kind="error").state == "error"
    assert parse_figure(float("nan")).state == "error"
    assert parse_figure(float("inf")).state == "error"
    assert parse_figure(Decimal("NaN")).state == "error"


def test_a_whole_count_is_shown_without_decimals() -> None:
    assert show(parse_figure("1,204.00", unit="count")) == "1,204"
    assert show(parse_figure("£1,204.50")) == "£1,204.50"
    assert show(parse_figure("41.0%")) == "41.0%"


def test_yes_and_no_are_no_figures() -> None:
    assert parse_figure(True, unit="count").state == "unclear"
    assert parse_figure(False, unit="count").number is None


@pytest.mark.parametrize(
    ("written", "low", "high", "words"),
    [
        ("10-15", 10, 15, "10 to 15"),
        ("10 to 15", 10, 15, "10 to 15"),
        ("between 10 and 15", 10, 15, "10 to 15"),
        ("1-4", 1, 4, "1 to 4"),
        ("<40", None, 40, "less than 40"),
        ("up to 40", None, 40, "at most 40"),
        ("> 35", 35, None, "more than 35"),
        ("35+", 35, None, "at least 35"),
        ("at least 35", 35, None, "at least 35"),
    ],
)
def test_a_range_has_bounds_and_no_number(written: str, low: int | None, high: int | None, words: str) -> None:
    figure = parse_figure(written, unit="count")
    assert (figure.state, figure.number, figure.low, figure.high) == ("range", None, low, high)
    assert show(figure) == words
    assert doubt(figure) == "ask"


def test_a_limit_in_per_cent_is_a_range_not_a_suppression() -> None:
    figure = parse_figure("<5%", unit="percent")
    assert (figure.state, figure.high, figure.below) == ("range", 5, None)
    assert parse_figure(">35%", unit="percent").low == 35


@pytest.mark.parametrize(
    ("written", "number", "flags", "sure"),
    [
        ("41%", "41", [], "certain"),
        ("35 %", "35", [], "certain"),
        ("41 per cent", "41", [], "certain"),
        ("0.41%", "0.41", [], "certain"),
        ("0", "0", [], "certain"),
        ("39", "39", ["C03"], "suggested"),
        ("100", "100", ["C03"], "suggested"),
        ("110%", "110", ["C07"], "ask"),
        ("-3%", "-3", ["C07"], "ask"),
        ("110", "110", ["C03", "C07"], "ask"),
        ("12 of 40", "30", ["C01"], "suggested"),
        ("12 of 40 (30%)", "30", ["C02"], "certain"),
        ("30% (12/40)", "30", ["C02"], "certain"),
        ("33% (1/3)", "33", ["C02"], "certain"),
        ("30% (12)", "30", ["C01"], "suggested"),
        ("12 (30%)", "30", ["C01"], "suggested"),
        ("about 40%", "40", ["C01"], "suggested"),
    ],
)
def test_a_percentage_is_read_on_the_scale_of_a_hundred(written: str, number: str, flags: list[str], sure: str) -> None:
    figure = parse_figure(written, unit="percent")
    assert (figure.number, figure.unit, codes(figure), doubt(figure)) == (Decimal(number), "percent", flags, sure)


@pytest.mark.parametrize("written", ["0.39", "1", "0.5", ".39", 0.39, 1, 1.0])
def test_a_fraction_or_one_without_sign_is_asked(written: str | float) -> None:
    figure = parse_figure(written, unit="percent")
    assert (figure.state, figure.number, codes(figure)) == ("unclear", None, ["C03"])
    assert parse_figure(written, unit="percent", percent_nearby=True).state == "unclear"


def test_a_sign_in_the_heading_settles_39_but_not_039() -> None:
    assert codes(parse_figure(39, unit="percent", percent_nearby=True)) == []
    assert parse_figure(0.39, unit="percent").flags[0].suggest == "39% or 0.39%?"


def test_numerator_and_denominator_are_kept() -> None:
    figure = parse_figure("30% (12 of 40)", unit="percent")
    assert (figure.numerator, figure.denominator) == (12, 40)
    assert show(figure) == "30% (12 of 40)"


def test_a_percentage_that_disagrees_with_its_parts_is_a_conflict() -> None:
    figure = parse_figure("30% (12/50)", unit="percent")
    assert (figure.state, figure.number, codes(figure)) == ("conflict", None, ["C10"])


@pytest.mark.parametrize(
    ("raw", "number_format", "shown", "number", "words"),
    [
        (0.41, "0%", "41%", "41", "41%"),
        (0.415, "0.0%", "41.5%", "41.5", "41.5%"),
        (0.07, "0%", "7%", "7", "7%"),
        (0.29, "0%", "29%", "29", "29%"),
        (1, "0%", "100%", "100", "100%"),
        (0.4138, "0%", "41%", "41.38", "41%"),
    ],
)
def test_a_percent_cell_is_a_percentage(raw: float, number_format: str, shown: str, number: str, words: str) -> None:
    figure = parse_figure(raw, unit="percent", number_format=number_format, shown=shown, kind="number")
    assert (figure.number, figure.unit, figure.words, codes(figure)) == (Decimal(number), "percent", words, [])


def test_a_cell_that_shows_less_than_it_holds_says_so() -> None:
    assert parse_figure(0.4138, unit="percent", number_format="0%", shown="41%").note == "the cell holds 41.38"
    assert parse_figure(0.41, unit="percent", number_format="0%", shown="41%").note == ""


def test_41_in_a_percent_cell_is_4100_per_cent_and_stops() -> None:
    assert codes(parse_figure(41, unit="percent", number_format="0%")) == ["C07"]


@pytest.mark.parametrize(
    ("raw", "number"), [(38.00000000000001, "38"), (0.1 + 0.2, "0.3"), (1e5, "100000"), (2.675, "2.675"), (-0.0, "0")]
)
def test_the_noise_of_binary_arithmetic_goes_and_nothing_else(raw: float, number: str) -> None:
    assert exact(raw) == Decimal(number)
    assert "E" not in show_number(exact(raw))
    assert parse_figure(raw).number == Decimal(number)


@pytest.mark.parametrize("number_format", ["dd/mm/yyyy", "mmm-yy", "d mmm", "yyyy-mm-dd;@", "[$-809]d mmmm yyyy"])
def test_a_date_cell_is_no_figure(number_format: str) -> None:
    figure = parse_figure(45748, unit="count", number_format=number_format, kind="number")
    assert (figure.state, figure.words, codes(figure)) == ("unclear", "2025-04-01", ["C04"])
    assert parse_figure("2025-04-01T00:00:00", unit="count", kind="date").state == "unclear"


@pytest.mark.parametrize("number_format", ["General", "0", "#,##0", '0" days"', "[Red]0.0", "0.00_ ", '0 "adult"'])
def test_a_number_cell_is_a_number_whatever_words_its_format_prints(number_format: str) -> None:
    assert parse_figure(41, unit="count", number_format=number_format).number == 41


@pytest.mark.parametrize(
    ("written", "unit", "number", "found"),
    [
        ("41%", "", "41", "percent"),
        ("£1,204.50", "", "1204.50", "money"),
        ("£1,204.50", "money", "1204.50", "money"),
        ("-£12", "money", "-12", "money"),
        ("1,204.50", "money", "1204.50", "money"),
        ("27,640 hours", "", "27640", "hours"),
        ("27,640", "hours", "27640", "hours"),
        ("12 people", "", "12", "count"),
        ("41", "", "41", ""),
        ("0.48", "rate", "0.48", "rate"),
        ("12 per 1,000", "rate", "12", "rate"),
        ("4 out of 5", "score", "4", "score"),
        ("3.7", "score", "3.7", "score"),
    ],
)
def test_the_unit_is_that_of_the_series_or_of_the_words(written: str, unit: Unit, number: str, found: Unit) -> None:
    figure = parse_figure(written, unit=unit)
    assert (figure.number, figure.unit) == (Decimal(number), found)


def test_a_share_without_a_unit_is_asked() -> None:
    assert parse_figure("12 of 40").state == "unclear"


def test_words_are_the_figure_of_a_series_in_words() -> None:
    assert parse_figure("Going well, 12 more", unit="text").state == "value"
    assert parse_figure("Going well", unit="text").number is None
    assert parse_figure("tbc", unit="text").state == "not yet"
    assert parse_figure("", unit="text").state == "blank"


def test_text_that_old_software_cut_is_noted() -> None:
    assert cut_flag("a" * 254) is None
    assert cut_flag("a" * 254 + ".") is None
    flag = cut_flag("a" * 255)
    assert flag is not None
    assert flag.code == "C11"
    assert codes(parse_figure("word " * 51, unit="text")) == []
    assert codes(parse_figure("words" * 51, unit="text")) == ["C11"]


def test_a_worked_out_percentage_has_one_decimal_and_rounds_halves_up() -> None:
    assert share(Decimal(1), Decimal(3)) == Decimal("33.3")
    assert share(Decimal(1), Decimal(16)) == Decimal("6.3")
    assert str(share(Decimal(12), Decimal(40))) == "30"


UNITS = get_args(Unit)
numbers = st.decimals(min_value=0, max_value=999_999, places=2) | st.integers(0, 999_999).map(Decimal)
fragments = [
    *(
        "0",
        "12",
        "40",
        "1,204",
        "12.5",
        "0.39",
        "100",
        "-3",
        "%",
        "£",
        "(",
        ")",
        "[",
        "]",
        "/",
        "-",
        "+",
        "~",
        "<",
        ">",
    ),
    *(
        "=",
        ":",
        ".",
        "*",
        ",",
        "of",
        "to",
        "between",
        "and",
        "or",
        "fewer",
        "more",
        "at",
        "least",
        "less",
        "than",
        "about",
    ),
    *(
        "est.",
        "(p)",
        "provisional",
        "people",
        "hours",
        "per",
        "cent",
        "c.",
        "n/a",
        "TBC",
        "(30%)",
        "nil",
        "not yet",
        "(12 of 40)",
    ),
]
assembled = st.lists(st.sampled_from(fragments), min_size=1, max_size=6).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words)])
)
figureish = assembled | st.text(alphabet="0123456789.,%/-–()<>*£ abcopqrstxOlIn¹\u00a0", max_size=18)


def meaning(figure: Figure) -> tuple[object, ...]:
    return (
        *(figure.state, figure.number, figure.unit, figure.low, figure.high, figure.below),
        *(figure.numerator, figure.denominator),
    )


@given(st.text(max_size=60) | figureish, st.sampled_from(UNITS), st.booleans())
def test_any_text_can_be_read_and_shown_without_an_exception(text: str, unit: Unit, nearby: bool) -> None:
    figure = parse_figure(text, unit=unit, legend=LEGEND, percent_nearby=nearby)
    assert figure.state in get_args(State)
    assert figure.number is None or figure.state in NUMBER_STATES
    assert figure.number is not None or figure.state not in NUMBER_STATES or figure.unit == "text"
    assert isinstance(show(figure), str)


@given(figureish | st.text(max_size=20), st.sampled_from(UNITS))
def test_what_is_shown_means_the_same_when_read_again(text: str, unit: Unit) -> None:
    figure = parse_figure(text, unit=unit)
    if figure.state in ("unclear", "conflict", "error"):
        assert parse_figure(show(figure), unit=unit).state == figure.state
    else:
        assert meaning(parse_figure(show(figure), unit=figure.unit)) == meaning(figure)


@given(
    numbers,
    st.sampled_from(["count", "percent", "rate", "hours", "money", "score", ""]),
    st.sampled_from(sorted(NUMBER_STATES)),
)
def test_every_number_shown_is_read_back_exactly(number: Decimal, unit: Unit, state: State) -> None:
    figure = Figure(words="", state=state, number=number, unit=unit)
    assert meaning(parse_figure(show(figure), unit=unit)) == meaning(figure)


@given(
    st.floats() | st.integers(-(10**20), 10**20),
    st.sampled_from(UNITS),
    st.sampled_from(["General", "0%", "dd/mm/yyyy", "0.0"]),
)
def test_any_number_of_a_cell_can_be_read(raw: float, unit: Unit, number_format: str) -> None:
    figure = parse_figure(raw, unit=unit, number_format=number_format, kind="number")
    assert figure.number is None or figure.state in NUMBER_STATES


@given(st.integers(0, 10**9), st.sampled_from(["<{}", "less than {}", "fewer than {}", "{} or fewer", "at most {}"]))
def test_a_limit_is_never_the_number(limit: int, form: str) -> None:
    assert parse_figure(form.format(limit), unit="count").number is None
