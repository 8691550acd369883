"""Indicators, their series and every figure with where it came from."""

from __future__ import annotations

from sqlalchemy import Column, Text, UniqueConstraint, func

from db.models.base import (
    PERIOD_KINDS,
    belongs,
    belongs_maybe,
    choice,
    day,
    figure_columns,
    maybe,
    order,
    refers,
    table,
    unique_index,
    words,
)

indicator = table(
    "indicator",
    belongs("plan_id", "plan"),
    words("text"),
    choice("origin", "national", "local", default="local"),
    words("framework_ref"),
    choice("type", "", "Quantitative", "Contextual", "Change and Impact", "Qualitative", default=""),
    words("unit"),
    choice("better", "up", "down", "", default=""),
    words("definition"),
    words("counted"),
    refers("provider_id", "partner"),
    words("frequency"),
    words("not_used_reason"),
)

part = table("part", belongs("indicator_id", "indicator"), order(), words("label"), words("text"))

breakdown = table("breakdown", belongs("indicator_id", "indicator"), order(), words("name"))

series = table(
    "series",
    belongs("indicator_id", "indicator"),
    belongs_maybe("part_id", "part"),
    belongs_maybe("breakdown_id", "breakdown"),
    words("unit"),
)
"""What figures hang on: an indicator, one of its parts, or a breakdown of either."""
unique_index(
    "uq_series_line", series.c.indicator_id, func.ifnull(series.c.part_id, 0), func.ifnull(series.c.breakdown_id, 0)
)

indicator_placement = table(
    "indicator_placement",
    belongs("node_id", "node"),
    belongs("indicator_id", "indicator"),
    belongs_maybe("action_id", "action"),
    order(),
    words("number"),
)

reporting_measure = table("reporting_measure", belongs("indicator_id", "indicator"), order(), words("text"))

source = table(
    "source",
    choice("kind", "return", "hand", "import", "sample"),
    maybe("file_sha256"),
    words("file_name"),
    words("sender"),
    day("received_on"),
    refers("return_version_id", "return_version"),
)
"""A file, a sender and a date, or a hand; the cell stands with the figure."""

value = table(
    "value",
    belongs("series_id", "series"),
    Column("period_start", Text, nullable=False),
    Column("period_end", Text, nullable=False),
    choice("period_kind", *PERIOD_KINDS),
    *figure_columns(),
    refers("source_id", "source"),
    words("cell"),
    UniqueConstraint("series_id", "period_start", "period_end"),
)

benchmark = table(
    "benchmark",
    belongs("series_id", "series"),
    choice("kind", "baseline", "target"),
    day("period_start"),
    day("period_end"),
    words("period_kind"),
    *figure_columns(),
    choice("compare", "at least", "at most", "exactly", "towards", "", default=""),
    words("recurs"),
    words("remark"),
    UniqueConstraint("series_id", "kind"),
)
