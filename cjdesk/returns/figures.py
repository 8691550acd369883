"""From the lines of a table to readings: each figure cell with its line, period, number and how sure all of it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from cjdesk.domain.numerals import show_number
from cjdesk.domain.periods import Period, find_periods, short_label
from cjdesk.domain.states import Legend
from cjdesk.domain.text import plain
from cjdesk.domain.values import Figure, Unit, doubt, parse_figure, show
from cjdesk.returns.grid import on_one_line
from cjdesk.returns.lines import EVERYONE, Line, Lines, column_words, line_words, unit_of_column
from cjdesk.returns.matching import Ask, Match, SeriesMatcher, is_group
from cjdesk.returns.model import Cell, Confidence, Ignored, KnownSeries, Problem, Reading
from cjdesk.returns.problems import flag_problems, problem
from cjdesk.returns.roles import role_of
from cjdesk.returns.scales import (
    Said,
    asked_for_unit,
    contradiction,
    has_own_sign,
    said_by_heading,
    said_by_title,
    said_by_unit,
)
from cjdesk.returns.series_index import SeriesIndex, name_of
from cjdesk.returns.tables import Column, Table
from cjdesk.returns.when import PeriodReader, Told, doubt_of_comment
from cjdesk.returns.wording import content, key, sexes

_UNIT_WORDS: Mapping[Unit, str] = {"percent": "percentage", "count": "number"}
NOTE = "Kept as a note of the return: "
_AGES = re.compile(r"\b(?:(?:aged )?(?:under|over)[ -]?\d{2}s?|aged? \d{2}(?: ?(?:-|to) ?\d{2}|\+)?)\b", re.IGNORECASE)
_SAID = {
    "provisional": re.compile(r"provisional|[(\[]p(?:rov)?\.?[)\]]", re.IGNORECASE),
    "estimate": re.compile(r"estimate|[(\[]e(?:st)?\.?[)\]]", re.IGNORECASE),
}
_STATES_SAID = frozenset({"provisional", "estimate", "estimated"})
_RANK: Mapping[Confidence, int] = {"certain": 0, "suggested": 1, "ask": 2}


def least(*confidences: Confidence) -> Confidence:
    """The least sure of several."""
    return max(confidences, key=_RANK.__getitem__)


@dataclass(frozen=True, slots=True)
class Placed:
    """A reading with where it stands, so that totals can be checked and repeated lines found."""

    reading: Reading
    row: int
    column: int


@dataclass(slots=True)
class TableReading:
    """What a table of figures gave."""

    table: Table
    placed: list[Placed] = field(default_factory=list)
    totals: list[tuple[Line, Column, Cell]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    knows_lines: bool = False


@dataclass(slots=True)
class FigureReader:
    """Reads the figures of one file. ``anchors`` are the hidden row ids of our own template, ``legend`` its signs."""

    matcher: SeriesMatcher
    periods: PeriodReader
    legend: Legend
    anchors: Mapping[str, str]
    file_words: frozenset[str] = frozenset()
    from_text_file: bool = False
    _figures: dict[object, Figure] = field(default_factory=dict)

    def read(self, lines: Lines) -> TableReading:
        """Every figure of a table's lines, matched; totals are set aside."""
        work = _TableWork(self, lines)
        work.match_all()
        work.make_readings()
        return work.result

    def figure(self, cell: Cell | None, unit: Unit, *, percent_nearby: bool) -> Figure:
        """The figure of a cell, by the grammar; equal cells are parsed once."""
        if cell is None:
            return parse_figure(None)
        spot = (cell.kind, cell.raw, type(cell.raw), cell.shown, cell.number_format, unit, percent_nearby)
        if spot not in self._figures:
            self._figures[spot] = parse_figure(
                cell.raw,
                unit=unit,
                number_format=cell.number_format,
                kind=cell.kind,
                shown=cell.shown if cell.kind != "text" else "",
                legend=self.legend,
                percent_nearby=percent_nearby,
            )
        return self._figures[spot]


@dataclass(slots=True)
class _TableWork:
    reader: FigureReader
    lines: Lines
    result: TableReading = field(init=False)
    told: dict[int, Told | None] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    matches: dict[tuple[int, int], Match] = field(default_factory=dict)
    topic: frozenset[str] = frozenset()
    used: list[Column] = field(init=False)
    shown: list[Column] = field(init=False)
    over: tuple[str, ...] = field(init=False)
    said_of_all: list[Said] = field(init=False)
    too_long: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        table = self.lines.table
        self.result = TableReading(table, knows_lines=bool(self.lines.lines))
        _wholes_of_groups(table)
        self.used = self._find_used()
        self.over = (*table.title, table.grid.name)
        notes = (cell.shown for row in self.lines.notes for cell in table.grid.rows[row].values())
        self.said_of_all = [said for text in (*self.over, *notes) if (said := said_by_title(text))]
        self.shown = [column for column in table.columns if column in self.used or column.purpose == "total"]
        self.told = {column.index: self.reader.periods.of_column(table, column) for column in table.of("figure")}
        self.words = {column.index: column_words(column) for column in table.of("figure")}
        self._take_everyone_for_the_line()
        unheaded = {column.index for column in self.used if not column.heads} if self.reader.from_text_file else set()
        self.too_long = frozenset(line.row for line in self.lines.lines if unheaded & set(line.cells))
        told_by = table.columns if len(self.used) > 1 else table.of("label")
        heads = (head for column in told_by for head in column.heads if not role_of(head))
        around = " ".join((*table.title, table.grid.name, *heads))
        self.topic = content(key(around)) | self.reader.file_words if around else self.reader.file_words

    def _take_everyone_for_the_line(self) -> None:
        """ "All" beside columns of groups of people is the line itself."""
        groups = any(is_group(words) for words in self.words.values())
        for index, words in self.words.items():
            if groups and plain(words) in EVERYONE:
                self.words[index] = ""

    def _find_used(self) -> list[Column]:
        """Figure columns in which any line has something; the rest of a year still to come is no blank."""
        filled = {column for line in self.lines.lines for column in line.cells}
        return [column for column in self.lines.table.of("figure") if column.index in filled]

    # --- matching --------------------------------------------------------------------------------------------------

    def match_all(self) -> None:
        """Twice: what stands alone first, then what is told by its neighbours' indicator."""
        places = [(line, column) for line in self.lines.lines if line.kind == "line" for column in self.used]
        for line, column in places:
            self.matches[line.row, column.index] = self._match(line, column, ())
        near = tuple(
            dict.fromkeys(
                match.series.indicator_id
                for match in self.matches.values()
                if match.series and match.confidence == "certain"
            )
        )
        for line, column in places:
            if near and self.matches[line.row, column.index].confidence == "ask":
                self.matches[line.row, column.index] = self._match(line, column, near)

    def _match(self, line: Line, column: Column, near: tuple[int, ...]) -> Match:
        """The line a cell belongs to; what the plan has only broken down is asked."""
        return _in_the_plan(self._match_with_groups(line, column, near), self.reader.matcher.index)

    def _match_with_groups(self, line: Line, column: Column, near: tuple[int, ...]) -> Match:
        """A group named over the table or its rows makes it a group of that line."""
        found = self._match_words(line, column, near)
        over = next((text for text in (*line.headings, *self.over) if is_group(text)), "")
        if found.series is None or found.breakdown or not over:
            return self._doubted_by_group(found, line)
        own = self.reader.matcher.index.breakdown_of(found.series, over)
        return replace(found, series=own or found.series, breakdown=over, reasons=(*found.reasons, f"under '{over}'"))

    def _doubted_by_group(self, found: Match, line: Line) -> Match:
        """A title that speaks of a group the line does not name makes it doubtful that all are meant."""
        if found.series is None or found.breakdown or found.confidence != "certain":
            return found
        own = key(f"{found.series.indicator_text} {found.series.part_text}")
        around = (*line.headings, *self.over)
        aged = [text for text in around if (ages := _AGES.search(text)) and key(ages[0]) not in own]
        if aged:
            return replace(found, confidence="ask", reasons=(*found.reasons, f"under '{aged[0]}'"))
        spoken = [text for text in around if sexes(key(text)) - sexes(own)]
        return (
            replace(found, confidence="suggested", reasons=(*found.reasons, f"under '{spoken[0]}'"))
            if spoken
            else found
        )

    def _match_words(self, line: Line, column: Column, near: tuple[int, ...]) -> Match:
        match = self.reader.matcher.match
        across = self.words[column.index]
        topic = self.topic | content(key(" ".join(line.headings)))
        code, anchored = self._code(line)
        if not line.words and not code and not anchored:
            return match(self._column_ask(column, line, topic, near))
        row = match(Ask(line.words, line.stem, code, topic, near, anchored))
        if line.stem_is_guessed and row.series and row.confidence == "certain":
            row = replace(row, confidence="suggested", reasons=(*row.reasons, "of the line above"))
        if not across:
            return row
        own = self.reader.matcher.index.breakdown_of(row.series, across) if row.series else None
        if row.series and (own or is_group(across)):
            return replace(
                row, series=own or row.series, breakdown=across, reasons=(*row.reasons, f"broken down by {across}")
            )
        together = match(Ask(across, line.words or line.stem, topic=topic, nearby=near))
        if together.series and together.confidence == "certain" and together.series.part_text:
            return together
        alone = match(Ask(across, line.stem, topic=topic, nearby=near))
        own = self.reader.matcher.index.breakdown_of(alone.series, line.words) if alone.series else None
        if alone.series and (own or is_group(line.words)):
            return replace(alone, series=own or alone.series, breakdown=line.words)
        ids = tuple(one.series.series_id for one in (row, together, alone) if one.series)
        return Match(None, "ask", (_not_understood(across),), tuple(dict.fromkeys(ids)))

    def _column_ask(self, column: Column, line: Line, topic: frozenset[str], near: tuple[int, ...]) -> Ask:
        """The line that a column's heading names: its lowest words, under what stands above them."""
        heads = [head for head in column.heads if column_words(replace(column, heads=(head,)))]
        if not heads:
            return Ask("", line.stem, topic=topic, nearby=near)
        return Ask(heads[-1], " ".join(heads[:-1]) or line.stem, topic=topic, nearby=near)

    def _code(self, line: Line) -> tuple[str, str]:
        codes = self.reader.matcher.index.by_code
        code = next((text for text in line.codes if on_one_line(text).casefold() in codes), "")
        return code, self.reader.anchors.get(f"row:{self.lines.table.grid.name}:{line.row}", "")

    # --- readings --------------------------------------------------------------------------------------------------

    def make_readings(self) -> None:
        self._say_headings()
        for line in self.lines.lines:
            for column, cell in self._cells(line):
                if column.purpose == "figure" and line.kind == "line":
                    if not self._left_out(line, column) and not self._other_unit(line, column):
                        self._reading(line, column, cell)
                elif cell:
                    self.result.totals.append((line, column, cell))
        for column in self.lines.table.of("other figure"):
            if any(column.index in line.cells for line in self.lines.lines):
                self._ignore(column, f"'{' '.join(column.heads)}' is not this period's figure.")
                self._compare_with_ours(column)
        for row in self.lines.notes:
            self._keep_note(row)

    def _cells(self, line: Line) -> Iterator[tuple[Column, Cell | None]]:
        for column in self.shown:
            cell = line.cells.get(column.index)
            if cell or (line.kind == "line" and column.purpose == "figure"):
                yield column, cell

    def _left_out(self, line: Line, column: Column) -> bool:
        """Whether a co-ordinator decided before that this line of the partner's is not for the plan."""
        words = line_words(line, self.words[column.index])
        if not self.reader.matcher.ignores(words):
            return False
        if column.index in line.cells:
            address = self.lines.table.grid.address(line.row, column.index)
            self.result.ignored.append(Ignored(cell=address, why="Left out, as was decided earlier for this partner."))
        return True

    def _other_unit(self, line: Line, column: Column) -> bool:
        """A count beside the percentage that is asked for, or the other way round: left out, and said."""
        match, unit = self.matches[line.row, column.index], unit_of_column(column)
        asked = self.reader.matcher.index.unit(match.series) if match.series and unit else ""
        if not asked or unit == asked:
            return False
        beside = [one for one in self.used if one is not column and one.heads[:-1] == column.heads[:-1]]
        if not any(unit_of_column(one) == asked and one.index in line.cells for one in beside):
            return False
        if column.index in line.cells:
            address = self.lines.table.grid.address(line.row, column.index)
            why = f"The plan asks for a {_UNIT_WORDS.get(asked, asked)}; it stands beside this."
            self.result.ignored.append(Ignored(cell=address, why=why))
        return True

    def _reading(self, line: Line, column: Column, cell: Cell | None) -> None:
        grid = self.lines.table.grid
        address = grid.address(line.row, column.index)
        match = self.matches[line.row, column.index]
        if cell is None and (match.series is None or (line.row, column.index) in grid.spread):
            return
        told = self._period_of_figure(line, column)
        figure = self._figure(line, column, cell, match.series)
        merged = any(top == line.row and left == column.index and end > top for top, left, end, _r in grid.sheet.merges)
        period_sure: Confidence = "ask" if told.doubt or told.period is None or merged else "certain"
        confidence = least(match.confidence, doubt(figure), period_sure)
        if figure.state == "blank":
            confidence = least(match.confidence, period_sure)
        self._say(line, column, address, match, figure, merged=merged)
        reading = Reading(
            cell=address,
            figure=figure,
            confidence=confidence,
            period=told.period,
            series_id=match.series.series_id if match.series else None,
            indicator_text=match.series.indicator_text if match.series else "",
            part=_part_of(match.series),
            breakdown=(match.series.breakdown if match.series else "") or match.breakdown,
            line_words=_with_part(line_words(line, self.words[column.index]), match.series),
            comment="\n".join(filter(None, (line.comment, cell.comment if cell else ""))),
            reasons=_reasons(match, figure, told),
            candidates=match.candidates,
        )
        self.result.placed.append(Placed(reading, line.row, column.index))

    def _figure(self, line: Line, column: Column, cell: Cell | None, series: KnownSeries | None) -> Figure:
        unit: Unit = self.reader.matcher.index.unit(series) if series else ""
        words = " ".join((line.words, line.stem, line.unit, *column.heads))
        signs = ("%", "per cent", "percent")
        figure = self.reader.figure(cell, unit, percent_nearby=any(sign in words.casefold() for sign in signs))
        other = self._other_scale(line, column, unit, series)
        if other and figure.number is not None and not has_own_sign(figure, unit):
            return asked_for_unit(figure, other, unit)
        remark = plain(line.comment).strip(". ")
        told = (*column.heads, *((remark,) if remark.removesuffix(" figure") in _STATES_SAID else ()))
        said = next((state for state, sign in _SAID.items() for head in told if sign.search(head)), "")
        if said and figure.state == "value":
            return replace(figure, state="provisional" if said == "provisional" else "estimate")
        return figure

    def _other_scale(self, line: Line, column: Column, unit: Unit, series: KnownSeries | None) -> Said | None:
        """What stands around a figure and says that it is counted otherwise than its line."""
        around = [
            said_by_unit(line.unit) if line.unit else None,
            *(said_by_heading(head) for head in column.heads),
            *(said_by_unit(head) for head in line.headings if len(head) <= 40),
            *self.said_of_all,
        ]
        if not any(around):
            return None
        words = f"{series.indicator_text} {series.part_text}" if series else line_words(line, self.words[column.index])
        return contradiction(around, unit, words)

    def _period_of_figure(self, line: Line, column: Column) -> Told:
        told = self._period(line, column)
        if told.period is None or told.doubt:
            return told
        if line.row in self.too_long:
            return Told(told.period, "The line has more cells than the heading: a comma in a number may have split it.")
        cell = line.cells.get(column.index)
        comments = filter(None, (line.comment, cell.comment if cell else ""))
        doubts = (doubt_of_comment(comment, told.period) for comment in comments)
        return Told(told.period, next(filter(None, doubts), ""))

    def _period(self, line: Line, column: Column) -> Told:
        """Row and heading may each tell a period; the narrower counts, and two that do not fit are asked."""
        across, down = self.told[column.index], line.when
        if across and down and across.period and down.period and across.period != down.period:
            for outer, inner in ((across, down), (down, across)):
                if outer.period and inner.period and _within(inner.period, outer.period):
                    return Told(inner.period, inner.doubt or outer.doubt)
            doubt = f"The row says {short_label(down.period)}, the heading {short_label(across.period)}."
            return Told(down.period, doubt)
        return across or down or self.reader.periods.default(self.lines.table)

    # --- what is said ----------------------------------------------------------------------------------------------

    def _say(self, line: Line, column: Column, address: str, match: Match, figure: Figure, *, merged: bool) -> None:
        if figure.state != "blank":
            self.result.problems += flag_problems(figure.flags, address)
        if merged:
            say = "This figure is merged over several rows; it is not clear which line it belongs to."
            self.result.problems.append(problem("T04", address, say=say))
        if match.confidence != "certain" and figure.state != "blank" and self._first_of_line(line, column):
            across = self.words[column.index]
            if across and match.reasons == (_not_understood(across),):
                say = f"The heading '{across}' is not understood: do its figures belong to the lines on their left?"
                self._say_once(problem("T03", table_address(self.lines.table, column), say=say))
            else:
                self.result.problems.append(problem("R01", address, **_line_question(line, across, match)))
        told = self._period_of_figure(line, column)
        if told.doubt and figure.state != "blank":
            self._say_once(problem("P01", address, say=told.doubt, suggest="Choose the period."))

    def _say_once(self, found: Problem) -> None:
        if not any((one.code, one.say) == (found.code, found.say) for one in self.result.problems):
            self.result.problems.append(found)

    def _first_of_line(self, line: Line, column: Column) -> bool:
        """One question per line; a line whose columns mean different things is asked for each."""
        if self.words[column.index]:
            return True
        earlier = [one.index for one in self.used if one.index < column.index]
        return not any(line.cells.get(index) and not self.words[index] for index in earlier)

    def _say_headings(self) -> None:
        table = self.lines.table
        if table.merged_heads:
            heads = [" ".join(column.heads) for column in table.of("figure") if len(column.heads) > 1]
            if heads:
                address = table.grid.address(table.head_rows[0], table.of("figure")[0].index)
                self.result.problems.append(problem("T04", address, heading="', '".join(heads)))
        seen: dict[tuple[Period | None, str], Column] = {}
        for column in self.used:
            self._heading_problem(column, seen)

    def _heading_problem(self, column: Column, seen: dict[tuple[Period | None, str], Column]) -> None:
        table = self.lines.table
        address = table_address(table, column)
        if not column.heads and len(self.used) > 1:
            say = "A column of figures has no heading."
            self.result.problems.append(problem("T03", address, say=say))
            self.told[column.index] = Told(None, say)
            return
        told = self.told[column.index]
        spot = (told.period if told else None, self.words[column.index] or unit_of_column(column))
        if spot in seen and (seen[spot].heads == column.heads or (told and told.period)) and column.heads:
            say = f"The heading '{' '.join(column.heads)}' stands twice."
            self.result.problems.append(problem("T03", address, say=say))
        seen.setdefault(spot, column)

    def _ignore(self, column: Column, why: str) -> None:
        table = self.lines.table
        self.result.ignored.append(Ignored(cell=table_address(table, column), why=why))

    def _compare_with_ours(self, column: Column) -> None:
        """Figures in a column of an earlier period that are not those of the plan: edited, or typed one column out."""
        named = [one for head in column.heads for one in find_periods(head) if one.kind != "date"]
        if len(named) != 1:
            return
        index = self.reader.matcher.index
        places = []
        for line in self.lines.lines:
            cell = line.cells.get(column.index)
            code, anchored = self._code(line)
            series = self.reader.matcher.match(Ask(line.words, line.stem, code, self.topic, (), anchored)).series
            ours = series.history.get(named[0]) if series and cell else None
            if series is None or ours is None or ours.number is None:
                continue
            theirs = self.reader.figure(cell, index.unit(series), percent_nearby=True).number
            if theirs is not None and theirs != ours.number:
                places.append((self.lines.table.grid.address(line.row, column.index), show_number(theirs), show(ours)))
        if places:
            cell_name, theirs_shown, ours_shown = places[0]
            more = f", and {len(places) - 1} more" if len(places) > 1 else ""
            say = f"'{column.heads[-1]}' says {theirs_shown} where the plan has {ours_shown}{more}."
            suggest = "Ask whether an earlier figure was put right, or this period's was typed there."
            self.result.problems.append(problem("P03", cell_name, say=say, suggest=suggest))

    def _keep_note(self, row: int) -> None:
        grid = self.lines.table.grid
        for column, cell in grid.rows[row].items():
            why = NOTE + on_one_line(cell.shown)
            self.result.ignored.append(Ignored(cell=grid.address(row, column), why=why))


def _wholes_of_groups(table: Table) -> None:
    """ "Total" beside nothing but groups of people under one heading is the line itself, not a sum to check."""
    for column in table.of("total"):
        beside = [one for one in table.of("figure") if one.heads[:-1] == column.heads[:-1]]
        if beside and all(one.heads and is_group(one.heads[-1]) for one in beside):
            column.purpose = "figure"


def _not_understood(heading: str) -> str:
    return f"the heading '{heading}' is not understood"


def table_address(table: Table, column: Column) -> str:
    """Where the lowest heading of a column stands, or its first cell where the table has no heading."""
    return table.grid.address((*table.body[:1], *table.head_rows)[-1], column.index)


def _in_the_plan(found: Match, index: SeriesIndex) -> Match:
    """The match with nothing but lines of the plan in it: a line that it has only broken down is none of them."""
    candidates: dict[int, None] = {}
    for one in found.candidates:
        candidates |= dict.fromkeys(group.series_id for group in index.groups_of.get(one, ())) or {one: None}
    if found.series is None or found.series.series_id not in index.groups_of:
        return replace(found, candidates=tuple(candidates))
    groups = index.groups_of[found.series.series_id]
    ids = tuple(dict.fromkeys((*(one.series_id for one in groups), *candidates)))
    why = f"the plan has this line only broken down ({', '.join(one.breakdown for one in groups)})"
    return Match(None, "ask", (why, *found.reasons), ids)


def _reasons(match: Match, figure: Figure, told: Told) -> tuple[str, ...]:
    """Why a reading is as sure as it is: what makes it asked stands first."""
    if figure.state == "blank":
        return tuple(filter(None, (*match.reasons, told.doubt)))
    period = told.doubt or ("" if told.period else "nothing says which period it is about")
    own = next((flag.say for flag in figure.flags if flag.suggest or flag.code == "C07"), "")
    doubts = tuple(filter(None, (period, own if doubt(figure) == "ask" else "")))
    return (*match.reasons, *doubts) if match.confidence == "ask" else (*doubts, *match.reasons)


def _with_part(words: str, series: KnownSeries | None) -> str:
    """The words of a line that stands under its indicator's words alone, with its part, so that lists tell it apart."""
    if series is None or not series.part_text or key(words) not in ("", key(series.indicator_text)):
        return words
    label = f"{series.part_label}) " if series.part_label else ""
    return on_one_line(f"{words or series.indicator_text} {label}{series.part_text}")


def _within(inner: Period, outer: Period) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _line_question(line: Line, across: str, match: Match) -> dict[str, str]:
    words = line_words(line, across) or " ".join(line.codes)
    if match.series:
        return {"say": f"Is '{words}' the line '{name_of(match.series)}'? ({'; '.join(match.reasons)})"}
    return {"say": f"'{words}' could not be placed: {'; '.join(match.reasons)}."}


def _part_of(series: KnownSeries | None) -> str:
    """The printed label of a part, or its text where it has none."""
    return (series.part_label or series.part_text.strip(" .;,")) if series else ""
