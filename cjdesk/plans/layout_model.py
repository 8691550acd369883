"""A council's layout as data: what its plan prints where, under which headings, in which columns.

The shapes here are the keys of ``resources/layouts/*.toml``; `read_layout` in ``layout`` checks them. Words that
are printed may hold named places in braces (`PLACES`). A column names a source of ``sources``: the only code a
layout can name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cjdesk.domain.numbering import NumberScheme
from cjdesk.domain.plan import ChapterKind, Origin, StatementKind

PLACES = ("number", "label", "title", "level", "edition", "area", "partnership", "period")
"""What a heading may name: of the node, its number, label, title and level; of the plan, the rest."""

NUMBER_PLACES = ("number", "moscow")
LEAD_PLACES = ("lead",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table column. ``width`` is in hundredths of the table; a table's widths add up to 100.

    ``row_heading`` marks the cells that name their row; an ``optional`` column is left out where nothing stands in
    it; ``empty`` is said in an empty cell.
    """

    heading: str
    width: float
    source: str
    align: Literal["left", "right"] = "left"
    row_heading: bool = False
    optional: bool = False
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement of one kind; ``heading`` instead of the statement's own, ``empty`` where there is none."""

    show: Literal["statement"]
    kind: StatementKind
    heading: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """A node's indicators beside its actions, as a list or (with ``columns``) a table.

    ``statement`` names the kind of statement printed before them, or instead of them.
    """

    show: Literal["indicators"]
    origin: Origin | None = None
    heading: str = ""
    statement: StatementKind | None = None
    columns: tuple[Column, ...] = ()
    summary: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """A node's actions. In a list the first column is the item's number, the others follow it as running text.

    ``rows`` says what one row is: an action, a step of an action, or a block of actions that share date and lead.
    """

    show: Literal["actions"]
    columns: tuple[Column, ...]
    form: Literal["table", "list"] = "table"
    rows: Literal["action", "output", "block"] = "action"
    heading: str = ""
    summary: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeCaseStudies:
    """The case studies told for a node."""

    show: Literal["case studies"]
    heading: str = ""


Content = Statement | Indicators | Actions | NodeCaseStudies


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How nodes of one depth are headed, and what stands below the heading, in order.

    Content with nothing to show prints its ``empty`` words if the node has content of its own kind at all; a node
    that only groups others (no actions, indicators or statements) prints its heading alone.
    """

    heading: str
    under: str = ""
    new_page: bool = False
    content: tuple[Content, ...] = ()


FrontLine = Literal["title", "subtitle", "partnership", "area", "period", "edition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    show: Literal["front page"]
    lines: tuple[FrontLine, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsList:
    show: Literal["contents"]
    heading: str = "Contents"
    depth: int = 2
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapters:
    """The chapters of one place, in the partnership's order; ``kinds`` narrows them (empty: all kinds)."""

    show: Literal["chapters"]
    place: Literal["before", "after"]
    kinds: tuple[ChapterKind, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """The tree, each node as its level says. With a ``heading`` the nodes are headed one level lower."""

    show: Literal["action plan"]
    heading: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTables:
    """Indicators apart from the actions: a table for each node of depth ``depth`` with those of all below it."""

    show: Literal["indicator tables"]
    heading: str
    columns: tuple[Column, ...]
    depth: int = 1
    node_heading: str = "{title}"
    summary: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The participation statement's entries or the achievements, where no chapter of that kind takes them in."""

    show: Literal["participation", "achievements"]
    heading: str
    columns: tuple[Column, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A part made by the program; left out where it would be empty or a chapter of its kind took it in."""

    show: Literal["case studies", "local outcomes", "key", "abbreviations", "attribution", "contact"]
    heading: str
    landscape: bool = False


Part = FrontPage | ContentsList | Chapters | ActionPlan | IndicatorTables | Rows | Extra


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A whole layout. ``numbering`` numbers actions that have no printed number yet.

    ``number`` is how a number is printed with its MoSCoW letter, ``leads`` how those who answer are. ``wording`` is
    which wording of a node stands first where the plan's own differs from the official one.
    """

    schema_version: Literal[1]
    id: str
    title: str
    parts: tuple[Part, ...]
    levels: tuple[Level, ...]
    numbering: NumberScheme = "none"
    number: str = "{number}"
    leads: str = "{lead}"
    wording: Literal["local", "official"] = "local"


def action_sources(layout: Layout) -> set[str]:
    """The sources of all action columns of a layout."""
    contents = [content for level in layout.levels for content in level.content]
    return {column.source for content in contents if isinstance(content, Actions) for column in content.columns}


def prints_moscow(layout: Layout) -> bool:
    """Whether MoSCoW letters are printed behind the numbers of actions."""
    return "{moscow}" in layout.number and "number" in action_sources(layout)


def prints_status(layout: Layout) -> bool:
    """Whether the status of actions is printed."""
    return "status" in action_sources(layout)
