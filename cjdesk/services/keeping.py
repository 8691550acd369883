"""Copies, backups and rescue: whole, checked files beside the one that is worked on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjdesk.errors import UserProblem
from cjdesk.services.opening import explained, opened

if TYPE_CHECKING:
    from db.store import Store


def backup(store: Store, folder: Path) -> Path:
    """Write a verified backup into ``folder``, named by the time, and thin the older ones there."""
    from db import backup as backups

    with explained():
        return backups.make(store.path, folder, datetime.now().astimezone())  # named by the clock on the wall


def backup_after_work(store: Store) -> str:
    """The backup that follows every import, in this person's own data folder; a sentence if it could not be made.

    The work itself is saved already, so a backup that fails is told and does not undo it.
    """
    try:
        backup(store, _own_folder(store))
    except UserProblem as problem:
        return f"The work is saved, but no backup could be made of it. {problem.what}"
    return ""


@contextmanager
def opened_for_work(path: Path, *, who: str, today: date, warn: Callable[[str], None]) -> Iterator[Store]:
    """The store at ``path`` opened for writing, backed up before the first change of the day."""
    with opened(path, who=who) as store:
        told = backup_of_the_day(store, today)
        if told:
            warn(told)
        yield store


def backup_of_the_day(store: Store, today: date) -> str:
    """The first backup of a day, before anything is changed; a sentence if it could not be made."""
    from db.backup import listed

    folder = _own_folder(store)
    if any(one.at.date() == today for one in listed(folder, store.path.stem)):
        return ""
    try:
        backup(store, folder)
    except UserProblem as problem:
        return f"No backup could be made today. {problem.what}"
    return ""


def _own_folder(store: Store) -> Path:
    """Where this plan's backups lie; plans of one name are kept apart."""
    from platformdirs import user_data_path

    own = hashlib.sha256(str(store.path.resolve()).encode()).hexdigest()[:8]
    return user_data_path("CJ Desk", appauthor=False, roaming=False) / "backups" / own


def copy(store: Store, to: Path) -> None:
    """Write a verified whole copy to ``to``, which may lie on a share or a synchronised folder."""
    from db.backup import save_copy

    with explained():
        save_copy(store.path, to)


def restore(backup_file: Path, path: Path, *, who: str) -> Path | None:
    """Put a backup in place of ``path``; where the file that stood there is kept now."""
    from db.backup import restore as put_back

    _refuse_another_plan(backup_file, path)
    with explained():
        return put_back(path, backup_file, at=datetime.now(UTC), who=who)


def _refuse_another_plan(backup_file: Path, path: Path) -> None:
    """A backup goes back over its own plan. Over another one's file it would be a slip of the hand."""
    from db.backup import look_inside
    from db.errors import StoreProblem

    with explained():
        backed_up = look_inside(backup_file).title
    try:
        present = look_inside(path).title if path.exists() else ""
    except StoreProblem:
        return  # damaged or newer: what a restore is for; it is kept aside
    if present and backed_up != present:
        raise UserProblem(
            f"The backup holds “{backed_up}”, but {path.name} holds “{present}”.",
            "Nothing was changed.",
            "Give another --plan to restore to, or move the present file away first.",
        )


def salvage(path: Path, *, who: str) -> dict[str, Any]:
    """Move a damaged file aside and save row by row what it still holds; what was saved and what not, per table."""
    from db.salvage import salvage as save_rows

    with explained():
        saved = save_rows(path, at=datetime.now(UTC), who=who)
    rows = sum(one.rows for one in saved.tables.values())
    lost = [name for name, one in saved.tables.items() if one.lost != 0]
    tables = {name: {"rows": one.rows, "lost": one.lost} for name, one in saved.tables.items()}
    told = "Nothing is known to be lost." if saved.whole else f"Rows are lost in: {', '.join(lost) or 'the history'}."
    return {
        "say": f"Saved {rows} rows into {path}. {told} The damaged file is kept as {saved.damaged}.",
        "file": str(path),
        "damaged": str(saved.damaged),
        "whole": saved.whole,
        "tables": tables,
    }
