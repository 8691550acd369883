"""Which tables hold actions, and which column holds what: by the words of their headings and by their shape."""

from __future__ import annotations

from dataclasses import dataclass, field

from cjdesk.domain.text import plain
from cjdesk.plans.importing.body import Cell, Row, Table
from cjdesk.plans.importing.cells import all_text, joined_text, lines_of, number_of, typed_number
from cjdesk.plans.importing.columns import ColumnKind, column_kind, tells_of_people
from cjdesk.plans.importing.vocabulary import take_apart

_HEADER_WITHIN = 4  # rows from the top in which a heading row may stand, below a title row or two


@dataclass(slots=True)
class Grid:
    """A table as rows of cells by column: a cell that spans columns or rows stands once, where it begins."""

    rows: list[dict[int, Cell]]
    width: int
    holding: list[dict[int, Cell]]
    """As ``rows``, with the cell above in place of one that only continues it."""

    @classmethod
    def of(cls, table: Table) -> Grid:
        rows = [{cell.column: cell for cell in row.cells} for row in table.rows]
        holding: list[dict[int, Cell]] = []
        for row in rows:
            above = holding[-1] if holding else {}
            holding.append({at: above.get(at, cell) if _only_continues(cell) else cell for at, cell in row.items()})
        return cls(rows=rows, width=table.width, holding=holding)

    def banner(self, row: int) -> str:
        """The text of a row that is one cell over (nearly) the whole width, or nothing."""
        worded = [cell for cell in self.rows[row].values() if all_text(cell).strip()]
        wide = len(worded) == 1 and worded[0].span >= max(2, self.width - 1)
        return all_text(worded[0]) if wide else ""


@dataclass(slots=True)
class ActionTable:
    """A table of actions: what each column holds, where its heading rows are."""

    table: Table
    grid: Grid
    columns: dict[ColumnKind, int]
    headings: tuple[str, ...] = ()
    header_rows: set[int] = field(default_factory=set)
    is_typed: bool = False
    """Whether every action begins with its number, where no column holds it."""

    def __post_init__(self) -> None:
        at = self.columns["action"]
        below = [row[at] for index, row in enumerate(self.grid.rows) if index not in self.header_rows and at in row]
        texts = (joined_text(lines_of(cell.blocks)) for cell in below)
        # one that only begins with a figure shows that figures are no numbers here
        self.is_typed = "number" not in self.columns and all(typed_number(text)[0] for text in texts if text)

    def column_heading(self, column: int) -> str:
        """The heading over a column, for saying where something stands."""
        return self.headings[column] if column < len(self.headings) else ""


def _only_continues(cell: Cell) -> bool:
    return cell.joined_up and not all_text(cell).strip()


def recognise(tables: list[Table]) -> dict[int, ActionTable]:
    """The action tables among all tables of a file, by table number.

    A table without a heading row counts where the one before it is an action table of the same width and its rows
    begin like that one's: it is the rest of a table that was split.
    """
    found: dict[int, ActionTable] = {}
    last: ActionTable | None = None
    for table in tables:
        grid = Grid.of(table)
        last = _with_header(table, grid) or _continued(table, grid, last)
        if last:
            found[table.place] = last
    return found


def _with_header(table: Table, grid: Grid) -> ActionTable | None:
    for index in range(min(_HEADER_WITHIN, len(grid.rows))):
        headings = _headings(grid, index)
        if any(tells_of_people(one) for one in headings):
            return None
        columns = _columns(headings)
        if "action" not in columns or len(columns) < 2:
            continue
        _split_action_column(grid, index, columns)
        wanted = [plain(one) for one in headings]
        below = range(index, len(grid.rows))
        return ActionTable(
            table=table,
            grid=grid,
            columns=columns,
            headings=tuple(" ".join(one.split()) for one in headings),
            header_rows={row for row in below if [plain(one) for one in _headings(grid, row)] == wanted},
        )
    return None


def _split_action_column(grid: Grid, header: int, columns: dict[ColumnKind, int]) -> None:
    """One heading over two columns: where the first holds nothing but numbers it is the number's."""
    at = columns["action"]
    if "number" in columns or grid.rows[header][at].span < 2:
        return
    cells = [row[at] for row in grid.rows[header + 1 :] if at in row and at + 1 in row]
    if cells and all(number_of(cell_number(cell))[0] and not number_of(cell_number(cell))[2] for cell in cells):
        columns["number"], columns["action"] = at, at + 1


def _continued(table: Table, grid: Grid, before: ActionTable | None) -> ActionTable | None:
    if before is None or grid.width != before.grid.width or not grid.rows:
        return None
    column = before.columns.get("number", before.columns["action"])
    first = grid.rows[0].get(column)
    numbered = first is not None and number_of(cell_number(first))[0]
    if not numbered:
        return None
    return ActionTable(table=table, grid=grid, columns=before.columns, headings=before.headings)


def cell_number(cell: Cell) -> str:
    """The text of a number cell, with the number Word sets by itself."""
    return " ".join(" ".join(filter(None, (one.label.strip("•"), one.text))) for one in cell.paragraphs).strip()


def _headings(grid: Grid, row: int) -> list[str]:
    cells = grid.rows[row]
    return [all_text(cells[at]).strip() if at in cells else "" for at in range(grid.width)]


def _columns(headings: list[str]) -> dict[ColumnKind, int]:
    """Columns by kind, the first of a kind winning.

    A column without heading left of the action is its number where nothing else is.
    """
    columns: dict[ColumnKind, int] = {}
    for at, words in enumerate(headings):
        kind = column_kind(words)
        if kind:
            columns.setdefault(kind, at)
    action = columns.get("action", 0)
    if "number" not in columns and action > 0 and not headings[action - 1]:
        columns["number"] = action - 1
    return columns


def row_is_blank(row: Row | dict[int, Cell]) -> bool:
    """Whether nothing at all stands in a row."""
    cells = row.values() if isinstance(row, dict) else row.cells
    return not any(all_text(cell).strip() or any(one.images for one in cell.paragraphs) for cell in cells)


def banner_opens_level(words: str) -> bool:
    """Whether a row over the whole width is the heading of a level ("Priority 2: ...")."""
    heading = take_apart(words)
    return bool(heading.label) and heading.has_level_word


def table_words(table: Table) -> str:
    """All words of a table, a line for each row."""
    return "\n".join(" | ".join(filter(None, (all_text(cell) for cell in row.cells))) for row in table.rows)
