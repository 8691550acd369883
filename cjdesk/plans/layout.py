"""Reading layout files and finding every fault in them before anything is printed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import get_args

import resources
from cjdesk.domain.datafile import fault, record
from cjdesk.domain.plan import ChapterKind
from cjdesk.errors import UserProblem
from cjdesk.plans.layout_model import (
    LEAD_PLACES,
    NUMBER_PLACES,
    PLACES,
    Actions,
    Chapters,
    Column,
    Indicators,
    IndicatorTables,
    Layout,
    NodeCaseStudies,
    Rows,
    Statement,
)
from cjdesk.plans.patterns import places
from cjdesk.plans.sources import REGISTRY, Scope, names_of

_FOLDER = "layouts"
STANDARD = "standard"
"""The layout of a partnership that has none of its own."""


@cache
def available_layouts() -> tuple[str, ...]:
    """The ids of all layouts of this program, sorted."""
    return tuple(name.removesuffix(".toml") for name in resources.names(_FOLDER, ".toml"))


@cache
def load_layout(layout_id: str = "") -> Layout:
    """The layout of that id, the standard one for an empty id. Raises UserProblem where there is none."""
    wanted = layout_id or STANDARD
    if wanted not in available_layouts():
        raise UserProblem(
            f"There is no layout “{wanted}” in this program.",
            "Nothing was written.",
            f"Known layouts: {', '.join(available_layouts())}.",
            code="layout",
        )
    name = f"{wanted}.toml"
    layout = read_layout(resources.read_bytes(f"{_FOLDER}/{name}"), name)
    if layout.id != wanted:
        raise fault(name, "id", f"“{layout.id}” is not the name of the file")
    return layout


def read_layout(content: bytes, file: str) -> Layout:
    """A layout from the bytes of its file; keys, types, sources, widths and named places are all checked."""
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise fault(file, "", f"it is not TOML ({problem})") from problem
    layout = record(Layout, data, file)
    for key, scope, columns in _tables(layout):
        _check_columns(columns, scope, file, key)
    for key, pattern, allowed in _patterns(layout):
        _check_places(pattern, allowed, file, key)
    _check_levels(layout, file)
    _check_chapters(layout, file)
    return layout


def _tables(layout: Layout) -> Iterator[tuple[str, Scope, tuple[Column, ...]]]:
    """Every table of a layout: its key, the rows it reads, its columns. Lists of indicators have none."""
    for depth, level in enumerate(layout.levels, 1):
        for number, content in enumerate(level.content, 1):
            key = f"levels {depth}.content {number}.columns"
            if isinstance(content, Actions):
                yield key, "action", content.columns
            elif isinstance(content, Indicators) and content.columns:
                yield key, "indicator", content.columns
    for number, part in enumerate(layout.parts, 1):
        key = f"parts {number}.columns"
        if isinstance(part, IndicatorTables):
            yield key, "indicator", part.columns
        elif isinstance(part, Rows):
            yield key, "participation" if part.show == "participation" else "achievement", part.columns


def _check_columns(columns: tuple[Column, ...], scope: Scope, file: str, key: str) -> None:
    if not columns:
        raise fault(file, key, "a table needs columns")
    for number, column in enumerate(columns, 1):
        if (scope, column.source) not in REGISTRY:
            known = ", ".join(names_of(scope))
            raise fault(file, f"{key} {number}.source", f"“{column.source}” is no source here; known are {known}")
        if column.width <= 0:
            raise fault(file, f"{key} {number}.width", "a column needs a width above 0")
    total = sum(column.width for column in columns)
    if abs(total - 100) > 0.01:
        raise fault(file, key, f"the widths add up to {total:g}, not to 100")


def _patterns(layout: Layout) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every pattern of a layout: its key, its words, the places it may name."""
    yield "number", layout.number, NUMBER_PLACES
    yield "leads", layout.leads, LEAD_PLACES
    for depth, level in enumerate(layout.levels, 1):
        yield f"levels {depth}.heading", level.heading, PLACES
        yield f"levels {depth}.under", level.under, PLACES
        for number, content in enumerate(level.content, 1):
            yield f"levels {depth}.content {number}.heading", content.heading, PLACES
            if not isinstance(content, Statement | NodeCaseStudies):
                yield f"levels {depth}.content {number}.summary", content.summary, PLACES
    for number, part in enumerate(layout.parts, 1):
        if isinstance(part, IndicatorTables):
            yield f"parts {number}.node_heading", part.node_heading, PLACES
            yield f"parts {number}.summary", part.summary, PLACES
    for key, _, columns in _tables(layout):
        for number, column in enumerate(columns, 1):
            yield f"{key} {number}.heading", column.heading, PLACES


def _check_places(pattern: str, allowed: Iterable[str], file: str, key: str) -> None:
    for name in places(pattern):
        if name not in allowed:
            known = ", ".join(f"{{{one}}}" for one in allowed)
            raise fault(file, key, f"“{{{name}}}” names nothing here; known are {known}")


def _check_levels(layout: Layout, file: str) -> None:
    if not 1 <= len(layout.levels) <= 4:
        raise fault(file, "levels", "a plan has one to four levels")


def _check_chapters(layout: Layout, file: str) -> None:
    """Every chapter is printed, and once: each kind in each place belongs to exactly one part."""
    for place in ("before", "after"):
        for kind in get_args(ChapterKind):
            parts = [one for one in layout.parts if isinstance(one, Chapters) and one.place == place]
            times = sum(not part.kinds or kind in part.kinds for part in parts)
            if times != 1:
                reason = "would not be printed" if not times else "would be printed twice"
                raise fault(file, "parts", f"chapters of the kind “{kind}” that stand {place} the action plan {reason}")
