"""What the workbooks of actions and of indicators have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cjdesk.documents.workbook import CellValue, SheetColumn
from cjdesk.domain.plan import Node, Plan, Source
from cjdesk.plans.editions import Edition, names_people

Row = tuple[CellValue, ...]


def columns(*named: tuple[str, int]) -> tuple[SheetColumn, ...]:
    """Columns from their headings and widths in characters."""
    return tuple(SheetColumn(heading=heading, width=width) for heading, width in named)


def level_columns(plan: Plan) -> tuple[SheetColumn, ...]:
    """A column for each depth of the tree, under the council's name for it."""
    return tuple(SheetColumn(heading=name, width=20) for name in level_names(plan))


def level_names(plan: Plan) -> list[str]:
    """The council's names of the depths its tree has."""
    depth = max((node.depth for node in plan.walk()), default=0)
    return [plan.levels[at] if at < len(plan.levels) else f"Level {at + 1}" for at in range(depth)]


def paths(nodes: Iterable[Node], above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, ...]]:
    """Every node with those above it, in the order of print."""
    for node in nodes:
        yield (*above, node)
        yield from paths(node.children, (*above, node))


def headed(path: Sequence[Node], depth: int) -> list[CellValue]:
    """The heading at each depth of a path; empty below its end."""
    named: list[CellValue] = [node.label or node.title for node in path]
    return named + [None] * (depth - len(named))


SOURCE_COLUMNS = columns(
    ("Source", 10), ("Received on", 18), ("File", 30), ("Cell", 14), ("Sender", 26), ("File SHA-256", 20)
)


def source(source: Source | None, edition: Edition) -> Row:
    """Where something came from; file, cell and sender stay inside the partnership."""
    if source is None:
        return (None,) * len(SOURCE_COLUMNS)
    if not names_people(edition):
        return source.kind, source.received_on, None, None, None, None
    return source.kind, source.received_on, source.file_name, source.cell, source.sender, source.sha256
