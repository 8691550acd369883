"""Stages 2 and 3 of a return in one call: recognise who and when, find the tables, match every line.

Nothing here opens a file or a store, and nothing depends on today's date: equal input gives equal output.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from cjdesk.domain.dates import show_date
from cjdesk.domain.periods import Period, label
from cjdesk.domain.states import Meaning, parse_legend
from cjdesk.domain.text import plain
from cjdesk.returns.actions import ActionMatcher
from cjdesk.returns.apply import means_the_same
from cjdesk.returns.checks import checked
from cjdesk.returns.claims import AGAIN, asked, asked_where, notes_put_back, of_other_partners, put_back
from cjdesk.returns.figures import NOTE, FigureReader, Placed, TableReading
from cjdesk.returns.grid import Grid, grid_of, on_one_line
from cjdesk.returns.identity import IssuedFor, another_plan, issued_for
from cjdesk.returns.kept_words import CASE_STUDY, TEMPLATE_SHEETS, words_kept
from cjdesk.returns.lines import read_lines
from cjdesk.returns.matching import SeriesMatcher
from cjdesk.returns.model import (
    Applied,
    Ignored,
    Known,
    Problem,
    ProgressReading,
    Reading,
    ReceivedFile,
    ReturnReading,
)
from cjdesk.returns.privacy import find_personal_data
from cjdesk.returns.problems import problem
from cjdesk.returns.progress_lines import ProgressReader, ProgressResult
from cjdesk.returns.recognise import UNNAMED, PartnerFound, find_partner, period_of_return, said_period, stem_of
from cjdesk.returns.repeats import settle_repeats
from cjdesk.returns.series_index import build_index, name_of
from cjdesk.returns.status_words import StatusMatcher
from cjdesk.returns.tables import Table, find_tables, table_without_heading
from cjdesk.returns.template import TEMPLATE_VERSION
from cjdesk.returns.totals import check_totals
from cjdesk.returns.unread import sheets_without_table, unread_figures
from cjdesk.returns.when import Hint, PeriodReader, as_at_date
from cjdesk.returns.wording import content, key

Outcome = Literal["read", "ask", "nothing", "refuse"]
_NIL = frozenset({"nil return", "nil", "nothing to report", "no return", "nil to report", "no activity to report"})


def understand(
    file: ReceivedFile, known: Known, *, sender: str = "", partner: str = "", period: Period | None = None
) -> ReturnReading:
    """What a received file says, matched against ``known``.

    ``partner`` and ``period`` are what a person said and beat what the file says; ``sender`` is evidence like any
    other. A refused file comes back refused, with the reader's reason and sentence.
    """
    if file.refused:
        return ReturnReading(outcome="refuse", file=file, reason=file.refused, say=file.say, problems=file.problems)
    return _Understanding(file, known, sender, partner, period).reading()


@dataclass(slots=True)
class _Understanding:
    file: ReceivedFile
    known: Known
    sender: str
    partner_said: str
    period_given: Period | None
    grids: list[Grid] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    progress: list[ProgressReading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    empty_lines: int = 0
    issued_for: IssuedFor = field(init=False)

    def __post_init__(self) -> None:
        self.issued_for = issued_for(self.file, self.known)

    def reading(self) -> ReturnReading:
        self._find_tables()
        self._keep_words()
        version = self.file.anchors.get("version", "")
        if version and version != TEMPLATE_VERSION:
            self.problems.append(problem("T02", template=version))
        who = find_partner(self.file, self.known, self._loose_texts(), sender=self.sender, said=self.partner_said)
        self.problems += who.problems
        said = said_period(self.file, self.period_given)
        hints = self._hints()
        self._read_tables(who, said, hints)
        readings, ignored, repeats = settle_repeats(self.placed)
        self.ignored += ignored
        readings, found = checked(readings, self.known)
        self.problems += [*repeats, *found]
        readings = self._claimed(who, readings)
        period, doubts = period_of_return(readings, said, (*hints, self._sheet_names()), self._as_at())
        if doubts:
            self.problems += doubts
            readings = [asked(one, doubts[0].say) if one.period else one for one in readings]
        return self._finished(who, period, self._all_asked(who, readings))

    def _all_asked(self, who: PartnerFound, readings: list[Reading]) -> list[Reading]:
        """Nothing is sure in another plan's return, or where a person named a partner that there is not."""
        whys = [one.say for one in who.problems if self.partner_said and who.partner is None and self.known.partners]
        if self.issued_for == "another plan":
            self.problems.insert(0, another_plan(self.file))
            whys = [self.problems[0].say]
        for why in whys[:1]:
            readings = [asked(one, why) for one in readings]
            self.progress = [asked(one, why) for one in self.progress]
        return readings

    def _claimed(self, who: PartnerFound, readings: list[Reading]) -> list[Reading]:
        """Asked where another partner's figure would be replaced, or an earlier one put back."""
        again = next((one for one in self.known.applied if one.sha256 == self.file.sha256), None)
        found = [
            *put_back(readings, self.known, again),
            *notes_put_back(self.progress, self.known, again),
            *of_other_partners(readings, self.known, who.partner),
        ]
        self.problems += found
        self.progress = asked_where(self.progress, found)
        return asked_where(readings, found)

    # --- finding ---------------------------------------------------------------------------------------------------

    def _find_tables(self) -> None:
        for sheet in self.file.sheets:
            if sheet.visibility == "visible":
                self.grids.append(grid_of(sheet))
        for grid in self.grids:
            if not self._is_words_of_template(grid):
                self.tables += find_tables(grid)
        if not self.tables:
            matcher = SeriesMatcher(build_index(self.known))
            for grid in self.grids:
                self.tables += table_without_heading(
                    grid, lambda words: matcher.is_line(words) or matcher.is_stem(words)
                )

    def _is_words_of_template(self, grid: Grid) -> bool:
        return bool(self.file.anchors) and plain(grid.name) in TEMPLATE_SHEETS

    def _keep_words(self) -> None:
        """What a partner wrote on our workbook's other sheets goes into no line; that it came is said."""
        with_tables = {id(table.grid) for table in self.tables}
        for grid in self.grids:
            if self.file.anchors and id(grid) not in with_tables:
                self.ignored += words_kept(grid, _NIL)

    def _loose_texts(self) -> list[str]:
        """Texts above tables and on sheets without any: where a partner names itself."""
        with_tables = {id(table.grid) for table in self.tables}
        texts = [text for table in self.tables for text in table.title]
        for grid in self.grids:
            if id(grid) not in with_tables:
                texts += [on_one_line(cell.shown) for cells in grid.rows.values() for cell in cells.values()]
        return list(dict.fromkeys(texts))

    def _hints(self) -> tuple[Hint, Hint]:
        with_tables = {id(table.grid) for table in self.tables}
        covers = [
            on_one_line(cell.shown)
            for grid in self.grids
            if id(grid) not in with_tables
            for cells in list(grid.rows.values())[:12]
            for cell in cells.values()
        ]
        titles = [text for table in self.tables for text in table.title]
        return (
            Hint("the file's name", (stem_of(self.file.name),)),
            Hint("a title", tuple(dict.fromkeys([*titles, *covers]))),
        )

    def _sheet_names(self) -> Hint:
        return Hint("a sheet's name", tuple(dict.fromkeys(table.grid.name for table in self.tables)))

    def _as_at(self) -> date | None:
        return as_at_date(text for table in self.tables if table.kind == "progress" for text in table.title)

    def _read_tables(self, who: PartnerFound, said: Period | None, hints: tuple[Hint, Hint]) -> None:
        partner_id = who.partner.partner_id if who.partner else None
        matcher = SeriesMatcher(build_index(self.known), partner_id, self.issued_for)
        periods = PeriodReader(said, *hints)
        figures = FigureReader(
            matcher,
            periods,
            self._legend(),
            self.file.anchors,
            content(key(stem_of(self.file.name))),
            from_text_file=self.file.kind == "csv",
        )
        progress = ProgressReader(
            ActionMatcher(self.known, partner_id, self.issued_for),
            StatusMatcher(self.known, partner_id),
            self.file.anchors,
        )
        for table in self.tables:
            if table.kind == "progress":
                notes = progress.read(table)
                self.progress += notes.readings
                self.empty_lines += not notes.readings
                self._take(notes)
            else:
                work = figures.read(read_lines(table, matcher, periods))
                check_totals(work, figures)
                self.placed += work.placed
                self.empty_lines += not work.placed and work.knows_lines
                self._take(work)

    def _take(self, told: ProgressResult | TableReading) -> None:
        self.problems += told.problems
        self.ignored += told.ignored

    def _legend(self) -> dict[str, Meaning]:
        """What the sender's signs mean, from every text outside the figures' own cells."""
        legend: dict[str, Meaning] = {}
        for grid in self.grids:
            for cells in grid.rows.values():
                for cell in cells.values():
                    if cell.kind == "text" and len(cell.shown) > 4:
                        legend |= parse_legend(cell.shown)
        return legend

    # --- the result ------------------------------------------------------------------------------------------------

    def _finished(self, who: PartnerFound, period: Period | None, readings: list[Reading]) -> ReturnReading:
        kept = [(one.cell, one.why) for one in self.ignored if one.why.startswith(NOTE)]
        listed, stops = find_personal_data(self.grids, self.known.person_names, readings, self.progress, kept)
        partner_id = who.partner.partner_id if who.partner else None
        self.problems += [*stops, *self._earlier(partner_id, period), *self._missing(who, readings)]
        self._doubt_revised_dates(period)
        if self.tables:
            told = {one.cell for one in readings} | {one.cell for one in self.progress}
            told |= {one.cell for one in self.problems} | {one.cell for one in self.ignored}
            grids = [one for one in self.grids if not self._is_words_of_template(one)]
            self.problems += unread_figures(grids, self.tables, frozenset(told))
            self.ignored += sheets_without_table(grids, self.tables)
        outcome, say = self._outcome(readings)
        if outcome != "read" and not readings and not self.progress and not say:
            self.problems.append(problem("T01"))
            say = self.problems[-1].say
        return ReturnReading(
            outcome=outcome,
            file=self.file,
            reason="T01" if any(one.code == "T01" for one in self.problems) else "",
            say=say,
            partner_id=partner_id,
            partner=who.partner.name if who.partner else "",
            partner_reasons=who.reasons,
            period=period,
            as_at=self._as_at(),
            readings=tuple(readings),
            progress=tuple(self.progress),
            problems=(*self.file.problems, *self.problems),
            ignored=tuple(self.ignored),
            personal_data=tuple(listed),
        )

    def _doubt_revised_dates(self, period: Period | None) -> None:
        """A date that an action is put off to, and that was past before the return's own period began."""
        start = period.start if period else self._as_at()
        for place, one in enumerate(self.progress):
            if start and one.revised_date and one.revised_date < start:
                say = f"The revised date {show_date(one.revised_date)} is earlier than the return itself."
                self.problems.append(problem("C04", one.cell, say=say, suggest="Ask the sender for the date."))
                self.progress[place] = replace(one, confidence="ask")

    def _outcome(self, readings: Sequence[Reading]) -> tuple[Outcome, str]:
        told = [one for one in readings if one.figure.state != "blank"]
        texts = [cell.shown for grid in self.grids for cells in grid.rows.values() for cell in cells.values()]
        says_nil = any(plain(text) in _NIL for text in texts)
        if says_nil and any(one.figure.number for one in told):
            say = "The partner says that there is nothing to report, and gives figures."
            self.problems.append(problem("P01", say=say, suggest="Ask the sender which is right."))
        if not told and not self.progress:
            if says_nil:
                return "nothing", "The partner says that there is nothing to report."
            if any(one.code == "P03" and one.cell for one in self.problems):
                return "ask", "This period's figures are blank, and those of an earlier one were changed."
            if any(one.why.startswith(CASE_STUDY) for one in self.ignored):
                return "nothing", f"{CASE_STUDY}. There is no figure or note in it; nothing changes."
            if readings or self.empty_lines:
                return "nothing", "The return was sent back without any figure or note. Nothing changes."
            return ("ask" if texts else "nothing"), ""
        unsure = any(one.confidence == "ask" and not _only_missing(one) for one in told)
        return ("ask" if unsure or any(_needs_you(one) for one in self.problems) else "read"), ""

    def _earlier(self, partner_id: int | None, period: Period | None) -> list[Problem]:
        """Whether this file, or another for the same partner and period, was applied before."""
        found = []
        for one in self.known.applied:
            same_file = one.sha256 == self.file.sha256
            if same_file:
                day, changed = show_date(one.applied_on), any(found.say.startswith(AGAIN) for found in self.problems)
                say = f"Identical to {one.file_name}, applied on {day}; the plan has changed since." if changed else ""
                return [problem("F03", say=say, file=one.file_name, date=day)]
        for one in self.known.applied:
            if period and one.period and (one.period.start, one.period.end) == (period.start, period.end):
                if one.partner_id == partner_id and partner_id is not None:
                    found.append(self._second_version(one))
                elif partner_id is None or one.partner_id is None:
                    found.append(
                        problem("P03", period=label(period), file=one.file_name, date=show_date(one.applied_on))
                    )
        return found

    def _second_version(self, one: Applied) -> Problem:
        return problem("P02", file=one.file_name, date=show_date(one.applied_on), number=self._differing())

    def _differing(self) -> int:
        by_id = {series.series_id: series for series in self.known.series}
        count = 0
        for placed in self.placed:
            reading = placed.reading
            series = by_id.get(reading.series_id) if reading.series_id is not None else None
            before = series.history.get(reading.period) if series and reading.period else None
            if reading.figure.state != "blank" and (before is None or not means_the_same(before, reading.figure)):
                count += 1
        return count

    def _missing(self, who: PartnerFound, readings: Sequence[Reading]) -> list[Problem]:
        """Lines that this partner provides and that the return does not have at all."""
        if who.partner is None or not readings:
            return []
        names = {plain(name) for name in (who.partner.name, *who.partner.aliases)}
        there = {one.series_id for one in readings} | {one for reading in readings for one in reading.candidates}
        missing = [
            series
            for series in self.known.series
            if series.series_id not in there and any(plain(name) in names for name in series.providers)
        ]
        if not missing:
            return []
        named = "; ".join(name_of(one) for one in missing[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        return [problem("R01", what=f"Not in this return: {named}{more}.", suggest="Ask the sender for them.")]


def _needs_you(found: Problem) -> bool:
    """Whether a finding makes a person decide. The sender may be chosen later; an estimate shows its number."""
    return found.severity != "note" and found.code != "C01" and found.say != UNNAMED


def _only_missing(reading: Reading) -> bool:
    """A dash whose meaning is not said is shown and asked, but no figure hangs on it."""
    return reading.series_id is not None and reading.figure.state in ("not available", "not yet", "not applicable")
