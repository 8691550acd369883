"""Small numbers: what is hidden, what goes with it, and that nothing hidden can be worked out."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cjdesk.domain.disclosure import Cell, Ratio, Rule, Sum, decide, published
from cjdesk.domain.values import Figure, parse_figure


def count(key: str, words: str) -> Cell:
    return Cell(key=key, figure=parse_figure(words, unit="count"))


def percent(key: str, words: str) -> Cell:
    return Cell(key=key, figure=parse_figure(words, unit="percent"))


def hidden(cells: list[Cell], *, sums: list[Sum] | None = None, ratios: list[Ratio] | None = None) -> set[str]:
    return {one.key for one in decide(cells, sums or [], ratios or []) if one.suppress}


@pytest.mark.parametrize(
    ("words", "small"),
    [("0", False), ("1", True), ("4", True), ("5", False), ("n/a", False), ("", False), ("<5", True)],
)
def test_a_count_is_small_from_one_to_four(words: str, small: bool) -> None:
    assert hidden([count("a", words)]) == ({"a"} if small else set())


def test_nought_is_small_only_where_the_rule_says_so() -> None:
    assert decide([count("a", "0")], rule=Rule(treat_zero=True))[0].suppress


def test_what_counts_no_people_is_left_alone() -> None:
    sessions = Cell(key="sessions", figure=parse_figure("2", unit="count"), people=False)
    hours = Cell(key="hours", figure=parse_figure("3", unit="hours"))
    assert hidden([sessions, hours]) == set()


@pytest.mark.parametrize(
    ("words", "small"),
    [
        ("7.5% (3 of 40)", True),
        ("95% (38 of 40)", True),
        ("50% (20 of 40)", False),
        ("100% (40 of 40)", False),
        ("3%", False),
    ],
)
def test_a_percentage_is_judged_by_the_people_behind_it(words: str, small: bool) -> None:
    assert hidden([percent("a", words)]) == ({"a"} if small else set())


def test_the_smallest_other_part_goes_with_the_only_hidden_one() -> None:
    cells = [count("all", "60"), count("men", "41"), count("women", "16"), count("other", "3")]
    decisions = decide(cells, [Sum(total="all", parts=("men", "women", "other"))])
    assert [one.suppress for one in decisions] == [False, False, True, True]
    assert decisions[2].reason == "would give another away"
    assert decisions[2].protects == ("other",)
    assert decisions[3].reason == "small number"


def test_a_part_of_nought_goes_only_where_no_other_is_left() -> None:
    cells = [count("all", "43"), count("a", "40"), count("b", "0"), count("c", "3")]
    assert hidden(cells, sums=[Sum(total="all", parts=("a", "b", "c"))]) == {"a", "c"}
    cells = [count("all", "3"), count("b", "0"), count("c", "3")]
    assert hidden(cells, sums=[Sum(total="all", parts=("b", "c"))]) == {"all", "c"}


def test_two_hidden_parts_that_make_two_are_one_each_so_a_third_goes() -> None:
    cells = [count("all", "22"), count("a", "1"), count("b", "1"), count("c", "20")]
    assert hidden(cells, sums=[Sum(total="all", parts=("a", "b", "c"))]) == {"a", "b", "c"}


def test_two_hidden_parts_that_can_be_shared_out_otherwise_are_enough() -> None:
    cells = [count("all", "25"), count("a", "2"), count("b", "3"), count("c", "20")]
    assert hidden(cells, sums=[Sum(total="all", parts=("a", "b", "c"))]) == {"a", "b"}


def test_a_part_the_sender_suppressed_is_protected_too() -> None:
    cells = [count("year", "94"), count("q1", "31"), count("q2", "28"), count("q3", "*")]
    assert hidden(cells, sums=[Sum(total="year", parts=("q1", "q2", "q3"))]) == {"q2", "q3"}


def test_a_sum_with_a_missing_figure_gives_nothing_away() -> None:
    cells = [count("year", "94"), count("q1", "3"), count("q2", "28"), count("q3", "not yet")]
    assert hidden(cells, sums=[Sum(total="year", parts=("q1", "q2", "q3"))]) == {"q1"}


def test_rows_and_columns_of_a_table_are_protected_together() -> None:
    cells = [
        *(count("a1", "3"), count("a2", "20"), count("a", "23")),
        *(count("b1", "30"), count("b2", "40"), count("b", "70")),
        *(count("c1", "33"), count("c2", "60")),
    ]
    sums = [
        *(Sum(total="a", parts=("a1", "a2")), Sum(total="b", parts=("b1", "b2"))),
        *(Sum(total="c1", parts=("a1", "b1")), Sum(total="c2", parts=("a2", "b2"))),
    ]
    assert hidden(cells, sums=sums) == {"a1", "a2", "b1", "b2"}


def test_two_sums_that_give_a_figure_away_only_together_are_seen() -> None:
    """all - most = c, though each sum by itself has two hidden parts or more."""
    cells = [count("all", "9"), count("most", "6"), count("a", "3"), count("b", "3"), count("c", "3"), count("d", "50")]
    cells.append(count("more", "59"))
    sums = [
        Sum(total="all", parts=("a", "b", "c")),
        Sum(total="most", parts=("a", "b")),
        Sum(total="more", parts=("a", "b", "c", "d")),
    ]
    assert hidden(cells, sums=sums[:2]) >= {"a", "b", "c"}
    assert {"all", "most"} & hidden(cells, sums=sums[:2])


def test_percentages_of_one_whole_have_a_total_that_nobody_prints() -> None:
    cells = [percent("i", "2% (1 of 50)"), percent("ii", "38% (19 of 50)"), percent("iii", "60% (30 of 50)")]
    assert hidden(cells, sums=[Sum(parts=("i", "ii", "iii"), whole=Decimal(100))]) == {"i", "ii"}


def test_a_percentage_goes_with_its_hidden_numerator() -> None:
    cells = [percent("rate", "8%"), count("done", "3"), count("begun", "40")]
    ratios = [Ratio(percent="rate", numerator="done", denominator="begun")]
    assert hidden(cells, ratios=ratios) == {"rate", "done"}


def test_numerator_and_percentage_go_where_all_but_a_few_are_in_it() -> None:
    cells = [percent("rate", "95%"), count("done", "38"), count("begun", "40")]
    ratios = [Ratio(percent="rate", numerator="done", denominator="begun")]
    assert hidden(cells, ratios=ratios) == {"rate", "done"}


def test_a_hidden_figure_keeps_nothing_of_what_it_was() -> None:
    cell = percent("a", "7.5% (3 of 40)")
    shown = published(cell.figure, decide([cell])[0])
    assert shown == Figure(words="*", state="suppressed", unit="percent")
    other = count("b", "12")
    assert published(other.figure, decide([other])[0]) is other.figure


def test_a_key_given_twice_or_not_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        decide([count("a", "9"), count("a", "8")])
    with pytest.raises(ValueError, match="no such figure: b"):
        decide([count("a", "9")], [Sum(total="a", parts=("b",))])


tables = st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=2)


@settings(max_examples=25, deadline=None)
@given(tables)
@example([[0, 4], [5, 1]])  # the total of the first row follows from the three other totals
def test_no_small_number_of_a_table_can_be_worked_out(rows: list[list[int]]) -> None:
    """Every way to fill the hidden cells that fits all shown totals is tried: each small cell keeps two at least."""
    figures = {f"{r}{c}": rows[r][c] for r in (0, 1) for c in (0, 1)}
    figures |= {f"{r}+": sum(rows[r]) for r in (0, 1)} | {f"+{c}": rows[0][c] + rows[1][c] for c in (0, 1)}
    sums = [Sum(total=f"{r}+", parts=(f"{r}0", f"{r}1")) for r in (0, 1)]
    sums += [Sum(total=f"+{c}", parts=(f"0{c}", f"1{c}")) for c in (0, 1)]
    cells = [count(key, str(number)) for key, number in figures.items()]
    gone = hidden(cells, sums=sums)
    assert {key for key, number in figures.items() if 1 <= number <= 4} <= gone
    inner = [key for key in ("00", "01", "10", "11") if key in gone]
    seen: dict[str, set[int]] = {key: set() for key in gone}
    for guess in product(range(9), repeat=len(inner)):
        tried = {**figures, **dict(zip(inner, guess, strict=True))}
        tried |= {one.total: sum(tried[part] for part in one.parts) for one in sums}
        if all(tried[one.total] == figures[one.total] for one in sums if one.total not in gone):
            for key in gone:
                seen[key].add(tried[key])
    assert all(len(seen[key]) > 1 for key in gone if 1 <= figures[key] <= 4)
