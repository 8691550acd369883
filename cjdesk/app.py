"""Composition root: who works here and what day it is, wired to the services.

Each method is one use from outside: it opens the store, calls a service and gives plain facts that can be printed as
they are or as JSON. The only place that asks the clock and the system for the user's name.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cjdesk.domain.periods import Period, short_label
from cjdesk.domain.values import show
from cjdesk.errors import UserProblem
from cjdesk.progress import QUIET, Task
from cjdesk.returns.apply import ValueChange
from cjdesk.services.keeping import backup_after_work, opened_for_work
from cjdesk.services.opening import only_plan, opened, signed_in
from cjdesk.services.receiving import Hints

Facts = dict[str, Any]


def _unheard(_words: str) -> None:
    """Nobody listens to warnings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The services, for one person on one day."""

    who: str
    today: date
    task: Task = QUIET
    warn: Callable[[str], None] = _unheard

    def _writing(self, path: Path) -> AbstractContextManager[Any]:
        return opened_for_work(path, who=self.who, today=self.today, warn=self.warn)

    # --- starting --------------------------------------------------------------------------------------------------

    def new_sample(self, path: Path) -> None:
        from cjdesk.services.plans import new_sample

        new_sample(path, who=self.who)

    def new_from_framework(self, path: Path, name: str, framework_id: str, layout_id: str) -> None:
        from cjdesk.services.plans import new_from_framework

        new_from_framework(path, name, framework_id, layout_id, who=self.who)

    def import_plan(self, file: Path, path: Path, layout_id: str, dry_run: bool) -> Facts:
        from cjdesk.services.plans import import_plan

        brought = import_plan(
            file, path, layout_id=layout_id, dry_run=dry_run, who=self.who, today=self.today, task=self.task
        )
        found = brought.imported
        done = "Would bring in" if dry_run else "Brought in"
        say = [f"{done} “{found.plan.title}”: {found.told}."]
        if found.tray:
            say.append(f"Not placed, but kept in the tray: {len(found.tray)}.")
        return {
            "say": [*say, *found.notes, *filter(None, [brought.warning])],
            "title": found.plan.title,
            "counts": dict(found.counts),
            "tray": [asdict(item) for item in found.tray],
            "notes": list(found.notes),
            "questions": [asdict(one) for one in found.questions],
            "suggestions": [asdict(one) for one in found.suggestions],
            "written": brought.plan_id is not None,
        }

    # --- returns ---------------------------------------------------------------------------------------------------

    def issue(self, path: Path, period: Period, folder: Path, partner: str, due: str) -> Facts:
        from cjdesk.services.issuing import issue

        with self._writing(path) as store:
            issued = issue(
                store,
                only_plan(store),
                period,
                folder,
                partner=partner,
                today=self.today,
                due=day_of(due),
                task=self.task,
            )
        return {"issued": [{**asdict(one), "workbook": str(one.workbook), "letter": str(one.letter)} for one in issued]}

    def read(self, path: Path, file: Path, hints: Hints) -> Facts:
        from cjdesk.returns.as_json import to_json
        from cjdesk.services.receiving import read_return

        with opened(path, readonly=True) as store:
            reading, known = read_return(store, only_plan(store), file, hints, task=self.task)
        facts: Facts = to_json(reading, known)
        for one, read in zip(facts["readings"], reading.readings, strict=True):
            one["period"] = short_label(read.period) if read.period else None
        return facts

    def apply(self, path: Path, file: Path, accept: Any, hints: Hints) -> Facts:
        from cjdesk.services.receiving import apply_return

        with self._writing(path) as store:
            outcome = apply_return(
                store, only_plan(store), file, accept=accept, hints=hints, today=self.today, task=self.task
            )
            told = backup_after_work(store) if outcome.step_id else ""
            if told:
                self.warn(told)
        return {
            "say": outcome.say,
            "outcome": outcome.reading.outcome,
            "step": outcome.step_id,
            "values": len(outcome.changes.values),
            "updates": len(outcome.changes.updates),
            "unchanged": outcome.changes.unchanged,
            "changes": [_change(one) for one in outcome.changes.values],
            "held": [asdict(one) for one in outcome.changes.held],
        }

    # --- history ---------------------------------------------------------------------------------------------------

    def history(self, path: Path, limit: int) -> Facts:
        from cjdesk.services.stepping import entries

        with opened(path, readonly=True) as store:
            return {"steps": [asdict(one) for one in entries(store, limit)]}

    def undo(self, path: Path, step_id: int | None, keep_later: bool) -> Facts:
        from cjdesk.services.stepping import undo

        with self._writing(path) as store:
            return asdict(undo(store, step_id, keep_later=keep_later))

    def redo(self, path: Path, step_id: int | None) -> Facts:
        from cjdesk.services.stepping import redo

        with self._writing(path) as store:
            return asdict(redo(store, step_id))

    # --- out -------------------------------------------------------------------------------------------------------

    def export(self, path: Path, document: str, to: Path, *, edition: Any, year: str, layout: str) -> Facts:
        from cjdesk.services.exporting import Wish, export

        wish = Wish(document=document, edition=edition, year=year, layout_id=layout)
        with opened(path, readonly=True) as store:
            done = export(store, only_plan(store), wish, to, task=self.task)
        return {"file": str(done.path), "bytes": done.size, "remarks": list(done.remarks)}

    def check(self, path: Path) -> Facts:
        from cjdesk.services.checking import check

        with opened(path, readonly=True) as store:
            return check(store, only_plan(store))

    def trace(self, path: Path, indicator: str, period: Period) -> Facts:
        from cjdesk.services.tracing import in_words, trace

        with opened(path, readonly=True) as store:
            figures = trace(store, only_plan(store), indicator, period)
        return {
            "figures": [
                {
                    **asdict(one),
                    "period": {"start": one.period.start.isoformat(), "end": one.period.end.isoformat()},
                    "say": in_words(one),
                }
                for one in figures
            ]
        }

    # --- files -----------------------------------------------------------------------------------------------------

    def backup(self, path: Path, folder: Path) -> Facts:
        from cjdesk.services.keeping import backup

        with opened(path, readonly=True) as store:
            made = backup(store, folder)
        return {"say": f"Wrote a checked backup: {made}.", "file": str(made)}

    def copy(self, path: Path, to: Path) -> Facts:
        from cjdesk.services.keeping import copy

        with opened(path, readonly=True) as store:
            copy(store, to)
        return {"say": f"Wrote a checked copy: {to}.", "file": str(to)}

    def restore(self, path: Path, backup_file: Path) -> Facts:
        from cjdesk.services.keeping import restore

        aside = restore(backup_file, path, who=self.who)
        kept = f" The file that was there is kept as {aside}." if aside else ""
        return {"say": f"Restored {path} from {backup_file}.{kept}", "file": str(path), "aside": str(aside or "")}

    def salvage(self, path: Path) -> Facts:
        from cjdesk.services.keeping import salvage

        return salvage(path, who=self.who)


def _change(change: ValueChange) -> Facts:
    """One figure before and after, for people and scripts."""
    return {
        "cell": change.reading.cell,
        "line": change.reading.line_words or change.reading.indicator_text,
        "period": short_label(change.period),
        "before": show(change.before) if change.before else None,
        "after": show(change.reading.figure),
    }


def day_of(text: str) -> date | None:
    """The day a person typed, None for nothing. Raises `UserProblem` for what is no day."""
    from cjdesk.domain.timescales import parse_timescale

    if not text:
        return None
    due = parse_timescale(text).due
    if due is None:
        raise UserProblem(f"“{text}” is not a date.", "Nothing was changed.", "Write it like 31 October 2025.")
    return due


def make_app(task: Task = QUIET, warn: Callable[[str], None] = _unheard) -> App:
    """The app for whoever is signed in, today."""
    return App(who=signed_in(), today=date.today(), task=task, warn=warn)
