"""The closed lists of the tables are those of the domain, word for word."""

from __future__ import annotations

import re
from typing import get_args, get_type_hints

import pytest
from sqlalchemy import CheckConstraint

import db.models  # noqa: F401  (fills the metadata)
from cjdesk.domain import benchmarks, periods, plan, timescales, values
from db.models.base import PERIOD_KINDS, STATES, UNITS, metadata


def choices(table: str, column: str) -> set[str]:
    """The words a column's check allows."""
    checks = [one for one in metadata.tables[table].columns[column].constraints if isinstance(one, CheckConstraint)]
    assert len(checks) == 1, f"{table}.{column}"
    return set(re.findall(r"'([^']*)'", str(checks[0].sqltext)))


def listed(hint: object) -> set[str]:
    """The words of a type hint: of a Literal, or of one that may also be None."""
    words: set[str] = set()
    for one in get_args(hint):
        words |= {one} if isinstance(one, str) else listed(one)
    return words


def test_states_units_and_kinds_of_period() -> None:
    assert get_args(values.State) == STATES
    assert get_args(values.Unit) == UNITS
    assert get_args(periods.PeriodKind) == PERIOD_KINDS


TABLES_WITH_FIGURES = sorted(
    name for name, one in metadata.tables.items() if {"state", "number_exact", "words"} <= set(one.columns.keys())
)
TABLES_WITH_TIMESCALES = sorted(
    (name, column.name)
    for name, one in metadata.tables.items()
    for column in one.columns
    if column.name.endswith(("timescale_kind", "revised_kind"))
)


def test_there_are_figures_and_timescales_to_compare() -> None:
    assert {"value", "benchmark"} <= set(TABLES_WITH_FIGURES)
    assert ("action", "timescale_kind") in TABLES_WITH_TIMESCALES


@pytest.mark.parametrize("table", TABLES_WITH_FIGURES)
def test_every_table_of_figures_knows_every_state_and_unit(table: str) -> None:
    assert choices(table, "state") == set(get_args(values.State))
    assert choices(table, "unit") == set(get_args(values.Unit))


@pytest.mark.parametrize(("table", "column"), TABLES_WITH_TIMESCALES)
def test_every_timescale_knows_every_kind(table: str, column: str) -> None:
    assert choices(table, column) == set(get_args(timescales.TimescaleKind))


@pytest.mark.parametrize(
    ("table", "column", "record", "name"),
    [
        ("partner", "kind", plan.Partner, "kind"),
        ("lead", "role", plan.Lead, "role"),
        ("source", "kind", plan.Source, "kind"),
        ("status", "meaning", plan.Status, "meaning"),
        ("action", "moscow", plan.Action, "moscow"),
        ("indicator", "origin", plan.Indicator, "origin"),
        ("indicator", "better", plan.Indicator, "better"),
        ("statement", "kind", plan.Statement, "kind"),
        ("chapter", "kind", plan.Chapter, "kind"),
        ("chapter", "place", plan.Chapter, "place"),
        ("passage", "kind", plan.Passage, "kind"),
        ("edition", "state", plan.Edition, "state"),
        ("case_study", "consent", plan.CaseStudy, "consent"),
        ("case_study", "audience", plan.CaseStudy, "audience"),
        ("assessment", "achieved", plan.Assessment, "achieved"),
        ("benchmark", "compare", benchmarks.Benchmark, "compare"),
    ],
)
def test_a_closed_list_is_the_same_in_table_and_record(table: str, column: str, record: type, name: str) -> None:
    assert choices(table, column) == listed(get_type_hints(record)[name])


def test_baseline_and_target_are_the_kinds_of_benchmark() -> None:
    assert choices("benchmark", "kind") == listed(get_type_hints(benchmarks.parse_benchmark)["kind"])
