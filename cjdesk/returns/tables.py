"""Finding the tables on a sheet: their heading rows, their columns, and what stands above them.

A heading row has no figures and names columns by a period, by a known word (`roles`), or stands right on top of
figures. Heading rows that follow each other are one heading, as is a row of words below one that leaves the column of
labels empty. A table ends where the next heading begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from cjdesk.domain.periods import Period, financial_year, parse_period, parse_period_cell, read_periods
from cjdesk.domain.text import plain
from cjdesk.domain.values import parse_figure
from cjdesk.returns.grid import Grid, on_one_line
from cjdesk.returns.matching import is_group
from cjdesk.returns.model import Cell
from cjdesk.returns.roles import Role, is_role_word, role_of

Purpose = Literal["label", "figure", "text", "total", "other figure", "other"]
_ANY_YEAR = financial_year(2024)  # completes "Q1" where only its being a period matters, not which


@dataclass(slots=True)
class Column:
    """A column of a table: ``heads`` are the distinct heading texts, top to bottom; ``role`` as the words name it."""

    index: int
    heads: tuple[str, ...]
    head_cells: tuple[Cell, ...]
    role: Role
    purpose: Purpose = "other"


@dataclass(slots=True)
class Table:
    """One table. ``title`` holds the texts above it, ``body`` its rows below the heading."""

    grid: Grid
    head_rows: tuple[int, ...]
    body: tuple[int, ...]
    columns: tuple[Column, ...]
    kind: Literal["figures", "progress"]
    title: tuple[str, ...] = ()
    merged_heads: bool = field(default=False)

    def of(self, *purposes: Purpose) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.purpose in purposes)

    def with_role(self, *roles: Role) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.role in roles)


@lru_cache(maxsize=65536)
def is_period_text(text: str) -> bool:
    """Whether the words can name a period, "Q1" without a year included."""
    return bool(read_periods(unquoted(text), year=_ANY_YEAR))


_MARKS = re.compile(r"(?<=\w)(?:[¹²³⁰⁴-⁹†‡*#^]+|\[\w{1,2}\])$")


def unquoted(text: str) -> str:
    """Words on one line without quotation marks around them or footnote marks behind: « Q1 » and "Q1*" are Q1."""
    return _MARKS.sub("", on_one_line(text).strip("\"' "))


def is_period(cell: Cell) -> bool:
    """Whether a cell names a period; a bare number does only as a heading of years, which the caller judges."""
    if cell.kind in ("text", "bool", "error", "formula"):
        return cell.kind == "text" and is_period_text(on_one_line(cell.shown))
    return period_of_cell(cell) is not None


def period_of_cell(cell: Cell) -> Period | None:
    """The period of a cell that holds a day or a bare year; a day that is shown as a month ("Apr-24") is that month."""
    if cell.kind == "date" and (named := parse_period(cell.shown)) and named.kind == "month":
        return named
    return parse_period_cell(cell.raw, number_format=cell.number_format)


@lru_cache(maxsize=65536)
def _is_figure_text(text: str) -> bool:
    return parse_figure(text).state not in ("unclear", "blank")


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a figure, or a word that stands for one ("TBC", "*", "<5", "n/a")."""
    if cell.kind in ("number", "error", "formula"):
        return True
    return cell.kind == "text" and len(cell.shown) <= 40 and _is_figure_text(on_one_line(cell.shown))


# --- heading rows --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Row:
    """What the own cells of a row are, counted."""

    number: int
    figures: int = 0
    periods: int = 0
    roles: int = 0
    words: int = 0
    first: int = 0
    period_beyond_first: bool = False
    role_set: frozenset[Role] = frozenset()


def _look_at(grid: Grid, number: int, leftmost: int) -> _Row:
    row = _Row(number, first=min(grid.rows[number]))
    roles: set[Role] = set()
    years: list[int] = []
    bands = 0
    for column, cell in grid.rows[number].items():
        if cell.kind == "number" and isinstance(cell.raw, (int, float)) and is_period(cell):
            years.append(int(cell.raw))
        elif is_period(cell):
            row.periods += 1
            row.period_beyond_first |= column > leftmost
        elif cell.kind == "text" and (role := role_of(unquoted(cell.shown))):
            row.roles += 1
            roles.add(role)
        elif is_figure(cell):
            row.figures += 1
            bands += cell.kind == "text" and is_group(cell.shown)
        else:
            row.words += 1
    row.role_set = frozenset(roles)
    if row.roles and bands == row.figures and not years:
        row.words, row.figures = row.words + bands, 0  # "16-17" and "26+" beside "Indicator" are groups of people
    if _are_year_headings(years, row):
        row.periods += len(years)
        row.period_beyond_first = True
    else:
        row.figures += len(years)
    return row


def _are_year_headings(years: list[int], row: _Row) -> bool:
    """Whether numbers like 2023 and 2024 head columns: beside words of a line they are counts like any other."""
    steps = {later - earlier for earlier, later in pairwise(years)}
    return bool(years) and not row.words and (bool(row.roles) if len(years) == 1 else steps in ({1}, {-1}))


def _is_heading(row: _Row, following: _Row | None, *, first_table: bool) -> bool:
    if row.figures:
        return False
    if row.roles >= 2 or _heads_progress(row):
        return True
    stands_on_figures = following is not None and following.figures > 0
    if row.periods and row.period_beyond_first and row.periods + row.roles >= max(1, row.words):
        return bool(row.roles or row.periods > 1 or not row.words or stands_on_figures)
    if row.roles and row.words and (stands_on_figures or (first_table and "label" in row.role_set)):
        return True
    return first_table and row.words + row.roles >= 2 and stands_on_figures


def _is_line(grid: Grid, number: int, heading: int, *, close: bool) -> bool:
    """Whether a row below a heading is a line in whose cells words like those of headings are answers.

    "percent" under "Unit" and "as last quarter" or "12 June" under "Figure" head nothing. A heading names its first
    column, or a stretch of time, or at least two columns by words of the closed vocabulary.
    """
    cells = grid.rows[number]
    first = min(cells)
    if is_period(cells[first]) or role_of(unquoted(cells[first].shown)):
        return False
    named = 0
    for column, cell in cells.items():
        if is_period(cell):
            if not _is_day(cell):
                return False
        elif is_role_word(unquoted(cell.shown)):
            named += role_of(unquoted(grid.text(heading, column))) != "unit"
    wordy = any(len(cell.shown) > _LONGEST_LABEL for cell in cells.values() if cell.kind == "text")
    return named < 2 and (wordy or close)


_LONGEST_LABEL = 40
"""Labels of sections that repeat a heading ("Housing | Number | Comment") are short."""


def _is_day(cell: Cell) -> bool:
    if cell.kind != "text":
        period = period_of_cell(cell)
    else:
        period = next(iter(read_periods(unquoted(cell.shown), year=_ANY_YEAR)), None)
    return period is not None and period.kind == "date"


def _heads_progress(row: _Row) -> bool:
    return _roles_of_progress(row.role_set) and not (row.periods and "action" not in row.role_set)


def _roles_of_progress(roles: Set[Role]) -> bool:
    return bool(roles & {"status", "progress"}) and bool(roles & {"number", "action", "label"})


def _blocks(grid: Grid) -> list[list[int]]:
    """The heading rows of a sheet, those that follow each other together."""
    if not grid.rows:
        return []
    leftmost = min(min(cells) for cells in grid.rows.values())
    looked = [_look_at(grid, number, leftmost) for number in grid.rows]
    blocks: list[list[int]] = []
    in_progress = False
    for place, row in enumerate(looked):
        following = looked[place + 1] if place + 1 < len(looked) else None
        close = place > 0 and grid.next_to(looked[place - 1].number, row.number)
        if in_progress and close and not _heads_progress(row) and row.roles < 2:
            continue  # cells of a progress table hold words of every kind
        below = bool(blocks) and grid.next_to(blocks[-1][-1], row.number)
        under_heading = below and not row.figures and row.first > leftmost
        if blocks and not under_heading and _is_line(grid, row.number, blocks[-1][-1], close=close):
            continue
        if not under_heading and not _is_heading(row, following, first_table=not blocks):
            continue
        in_progress = _heads_progress(row)
        if below:
            blocks[-1].append(row.number)
        else:
            blocks.append([row.number])
    return [_with_group_row(grid, block, leftmost) for block in blocks]


def _with_group_row(grid: Grid, block: list[int], leftmost: int) -> list[int]:
    """Take in the row right above a heading where its words stand over groups of columns ("Males", "Females")."""
    above = [row for row in grid.rows if row < block[0]]
    if not above or not grid.next_to(above[-1], block[0]):
        return block
    cells = grid.rows[above[-1]]
    merged = {(top, left) for top, left, _bottom, right in grid.sheet.merges if right > left}
    over_groups = len(cells) >= 2 or any((above[-1], column) in merged for column in cells)
    if over_groups and min(cells) > leftmost and not any(is_figure(cell) for cell in cells.values()):
        return [above[-1], *block]
    return block


# --- tables --------------------------------------------------------------------------------------------------------


def find_tables(grid: Grid) -> list[Table]:
    """Every table of a sheet, top to bottom and left to right. A heading with nothing below it is a title."""
    blocks = _blocks(grid)
    tables: list[Table] = []
    title_from = 0
    for place, block in enumerate(blocks):
        until = blocks[place + 1][0] if place + 1 < len(blocks) else max(grid.rows) + 1
        end = until if place + 1 == len(blocks) else _caption_of(grid, until)
        body = tuple(row for row in grid.rows if block[-1] < row < end)
        if not body:
            continue
        title = _title(grid, title_from, block[0])
        tables += _tables_of_block(grid, block, body, title)
        title_from = _caption_start(grid, body)
    return tables


def table_without_heading(grid: Grid, is_known: Callable[[str], bool]) -> list[Table]:
    """The table of a sheet without any heading, as cells pasted from a message are: known words with figures beside.

    ``is_known`` says whether words are a line of the plan; without any such line there is no table.
    """
    first = {row: cells[min(cells)] for row, cells in grid.rows.items()}
    lines = [
        row
        for row, cells in grid.rows.items()
        if first[row].kind == "text" and any(is_figure(cell) for cell in cells.values() if cell is not first[row])
    ]
    known = [row for row, cell in first.items() if cell.kind == "text" and is_known(on_one_line(cell.shown))]
    if not lines or not set(lines) & set(known):
        return []
    start = min(known[0], lines[0])
    body = tuple(row for row in grid.rows if start <= row <= lines[-1])
    columns = _columns(grid, [], body)
    _give_purposes(grid, columns, body)
    return [Table(grid, (), body, tuple(columns), "figures", _title(grid, 0, start))]


def _title(grid: Grid, start: int, end: int) -> tuple[str, ...]:
    return tuple(
        on_one_line(cell.shown) for row, cells in grid.rows.items() if start <= row < end for cell in cells.values()
    )


def _caption_of(grid: Grid, heading: int) -> int:
    """The first of the rows right above a heading that hold one cell of words each: they are its caption."""
    first = heading
    while (row := grid.row_above(first)) in grid.rows:
        cells = list(grid.rows[row].values())
        if len(cells) > 1 or is_figure(cells[0]):
            break
        first = row
    return first


def _caption_start(grid: Grid, body: tuple[int, ...]) -> int:
    """From where rows without figures at the foot of a table may be the caption of the next one."""
    with_figures = [row for row in body if any(is_figure(cell) for cell in grid.rows[row].values())]
    return (with_figures[-1] if with_figures else body[0]) + 1


def _tables_of_block(grid: Grid, block: list[int], body: tuple[int, ...], title: tuple[str, ...]) -> list[Table]:
    columns = _columns(grid, block, body)
    _take_numbers_for_counts(grid, columns, body)
    kind: Literal["figures", "progress"] = "progress" if _tells_progress(grid, columns, body) else "figures"
    tables = []
    for part in _abreast(grid, columns, body) if kind == "figures" else [columns]:
        _give_purposes(grid, part, body)
        rows = tuple(row for row in body if any(grid.at(row, column.index) for column in part))
        merged = len(block) > 1 or any((block[0], column.index) in grid.spread for column in part)
        tables.append(Table(grid, tuple(block), rows, tuple(part), kind, title, merged))
    return tables


_COUNT_HEADS = frozenset({"no", "nos", "number", "#"})


def _take_numbers_for_counts(grid: Grid, columns: list[Column], body: tuple[int, ...]) -> None:
    """ "No." right of the words of a line heads how many, not the number of the line."""
    if _roles_of_progress({column.role for column in columns}):
        return
    for place, column in enumerate(columns):
        heads_count = column.role == "number" and plain(column.heads[-1]).strip(" .") in _COUNT_HEADS
        words_left = any(
            one.role in ("label", "part") or (one.role == "" and not _mostly_figures(grid, one, body))
            for one in columns[:place]
        )
        if heads_count and words_left and _mostly_figures(grid, column, body):
            column.role = "value"


def _tells_progress(grid: Grid, columns: list[Column], body: tuple[int, ...]) -> bool:
    """A status or progress beside actions. Beside indicators with figures a status only colours the figures."""
    roles = {column.role for column in columns}
    counts = any(column.role in ("", "value") and _is_figure_column(grid, column, body) for column in columns)
    return _roles_of_progress(roles) and not (counts and "label" in roles and "action" not in roles)


def _columns(grid: Grid, block: list[int], body: tuple[int, ...]) -> list[Column]:
    used = {column for row in (*block, *body) for column in grid.rows[row]}
    used |= {column for (row, column) in grid.spread if row in block}
    return [_column(grid, block, index) for index in sorted(used)]


def _column(grid: Grid, block: list[int], index: int) -> Column:
    cells = [cell for row in block if (cell := _head_cell(grid, block, row, index))]
    distinct = list({id(cell): cell for cell in cells}.values())
    heads = tuple(dict.fromkeys(unquoted(cell.shown) for cell in distinct))
    role: Role = next((found for head in reversed(heads) if (found := role_of(head))), "")
    return Column(index, heads, tuple(distinct), role)


def _head_cell(grid: Grid, block: list[int], row: int, index: int) -> Cell | None:
    """The heading cell over a column; one in an upper row also serves the columns right of it up to the next.

    Only a period or a plain word spreads so without a merge ("2024/25" typed over Q1 to Q4), and only over columns
    whose lower heading is a period or has no role of its own.
    """
    cell = grid.at(row, index)
    if cell or row == block[-1]:
        return cell
    lower = grid.at(block[-1], index)
    if lower is None or (role_of(lower.shown) not in ("", "value") and not is_period(lower)):
        return None
    left = [column for column in grid.rows[row] if column < index]
    if not left or (row, index) in grid.spread:
        return None
    owner = grid.rows[row][left[-1]]
    merged_away = any(top == row and start == left[-1] and end > start for top, start, _b, end in grid.sheet.merges)
    return None if merged_away or role_of(owner.shown) else owner


def _abreast(grid: Grid, columns: list[Column], body: tuple[int, ...]) -> list[list[Column]]:
    """Tables that stand side by side: a new one begins where a column of labels follows columns of figures."""
    parts: list[list[Column]] = [[]]
    figures_seen = False
    for place, column in enumerate(columns):
        if figures_seen and _begins_table(grid, columns, place, body):
            parts.append([])
            figures_seen = False
        parts[-1].append(column)
        figures_seen = figures_seen or _is_figure_column(grid, column, body)
    return parts


def _begins_table(grid: Grid, columns: list[Column], place: int, body: tuple[int, ...]) -> bool:
    column = columns[place]
    if not any(_is_figure_column(grid, later, body) for later in columns[place + 1 :]):
        return False
    if column.role in ("label", "number", "when", "action") and not _mostly_figures(grid, column, body):
        return any(earlier.role == column.role for earlier in columns[:place]) or _gap_before(columns, place)
    has_words = bool(_cells(grid, column, body)) and not _mostly_figures(grid, column, body)
    return _gap_before(columns, place) and column.role == "" and has_words


def _gap_before(columns: list[Column], place: int) -> bool:
    return place > 0 and columns[place].index - columns[place - 1].index > 1


def _cells(grid: Grid, column: Column, body: tuple[int, ...]) -> list[Cell]:
    return [cell for row in body if (cell := grid.rows[row].get(column.index))]


def _mostly_figures(grid: Grid, column: Column, body: tuple[int, ...]) -> bool:
    cells = _cells(grid, column, body)
    return bool(cells) and 2 * sum(is_figure(cell) and not _is_period_label(cell) for cell in cells) >= len(cells)


def _is_period_label(cell: Cell) -> bool:
    return cell.kind == "text" and is_period(cell)


def _holds_periods(grid: Grid, column: Column, body: tuple[int, ...]) -> bool:
    """Whether the cells of a column name periods, a total at its foot apart: it tells when, whatever stands over it."""
    texts = [cell for cell in _cells(grid, column, body) if cell.kind == "text"]
    return len(texts) == len(_cells(grid, column, body)) > 0 and sum(map(is_period, texts)) >= max(1, len(texts) - 1)


def _is_figure_column(grid: Grid, column: Column, body: tuple[int, ...]) -> bool:
    if column.role in ("value", "total", "other figure"):
        return True
    if column.role == "number":
        return False
    has_period = any(is_period(cell) for cell in column.head_cells)
    return column.role in ("", "when") and (has_period or _mostly_figures(grid, column, body))


def _give_purposes(grid: Grid, columns: list[Column], body: tuple[int, ...]) -> None:
    figures_seen = False
    for place, column in enumerate(columns):
        if column.role == "" and _holds_periods(grid, column, body):
            column.role = "when"
        column.purpose = _purpose(grid, column, body, figures_seen=figures_seen, first=place == 0)
        figures_seen = figures_seen or column.purpose == "figure"
    if not figures_seen:
        for column in columns:
            if column.purpose == "total" and plain(column.heads[-1]) in ("total", "totals"):
                column.purpose = "figure"  # a lone "Total" adds up nothing that is there: it is the figure


def _purpose(grid: Grid, column: Column, body: tuple[int, ...], *, figures_seen: bool, first: bool) -> Purpose:
    numbers = _mostly_figures(grid, column, body)
    if column.role in ("total", "other figure"):
        return column.role
    if column.role == "number" and numbers and not first and any("umber" in head for head in column.heads):
        column.role = "value"
    if column.role == "value":
        return "figure"
    if column.role in ("label", "part", "number", "action", "when"):
        return "label"
    if column.role:
        return "other" if column.role == "other" else "text"
    if any(is_period(cell) for cell in column.head_cells) or numbers:
        return "figure"
    if not _cells(grid, column, body):
        return "figure" if column.heads and figures_seen else "other"
    return "text" if figures_seen else "label"
