"""Whole copies of a store: saved, brought in, kept as backups, looked into, put back.

A copy is written beside its target, checked, forced to disk and renamed, so that a target is always a whole store. A
copy may lie anywhere, also in a synced folder or on a share.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db import header, lock
from db.engine import APPLICATION_ID, connect
from db.errors import StoreProblem, sorted_out

SUFFIX = ".cjplan"
LATEST, DAILY, MONTHLY = 10, 30, 12
SIDE_FILES = ("-wal", "-shm")
_STAMP = re.compile(r"(?P<stem>.+) (?P<at>\d{4}-\d\d-\d\d \d{6})\.cjplan")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup by its name: the store it is of, and when it was made."""

    path: Path
    stem: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Inside:
    """What a copy holds, to choose one by: title, rows of the tables people ask about, the last step."""

    title: str
    version: int
    partners: int
    actions: int
    indicators: int
    values: int
    last_step: str
    last_at: str


def save_copy(source: Path, target: Path, *, replace: bool = False) -> None:
    """Copy the store at ``source``, open or not, as one sound state. ``exists`` unless ``replace``."""
    if target.exists() and not replace:
        raise StoreProblem("exists", target)
    with beside(target) as fresh:
        with sorted_out(source), closing(_plain(source)) as raw:
            raw.execute("VACUUM INTO ?", (str(fresh),)).close()
        verify(fresh)


def bring_in(source: Path, target: Path) -> None:
    """Copy a closed store, say from a share, to where it can be opened; it is checked there."""
    header.look(source)
    save_copy(source, target)


def verify(path: Path) -> None:
    """Raise `StoreProblem` unless the file is a sound store of ours."""
    with sorted_out(path), closing(connect(path, writing=False)) as raw:
        header.check_sound(raw, path, thorough=True)
        if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise StoreProblem("other database", path)


def make(source: Path, folder: Path, at: datetime) -> Path:
    """Back the store up into a folder under the time given, and thin the older ones out; the new backup."""
    with sorted_out(folder):
        folder.mkdir(parents=True, exist_ok=True)
    target = free_name(folder / f"{source.stem} {at:%Y-%m-%d %H%M%S}{SUFFIX}")
    save_copy(source, target)
    thin(folder, source.stem)
    return target


def listed(folder: Path, stem: str = "") -> list[Backup]:
    """Backups in a folder, newest first; of one store, or of all."""
    found = []
    for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []:
        named = _STAMP.fullmatch(path.name)
        if named and stem in ("", named["stem"]):
            found.append(Backup(path, named["stem"], datetime.strptime(named["at"], "%Y-%m-%d %H%M%S")))
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


def thin(folder: Path, stem: str) -> list[Path]:
    """Remove backups of one store that are neither among the latest 10, nor the last of one of the latest 30 days or
    12 months that have any; those removed. Files not named as backups are left alone."""
    backups = listed(folder, stem)
    kept = {one.path for one in backups[:LATEST]}
    kept |= _last_of_each(backups, lambda one: f"{one.at:%Y-%m-%d}", DAILY)
    kept |= _last_of_each(backups, lambda one: f"{one.at:%Y-%m}", MONTHLY)
    removed = [one.path for one in backups if one.path not in kept]
    for path in removed:
        with sorted_out(path):
            path.unlink()
    return removed


def _last_of_each(backups: list[Backup], stretch: Callable[[Backup], str], most: int) -> set[Path]:
    first: dict[str, Path] = {}
    for one in backups:  # newest first
        first.setdefault(stretch(one), one.path)
    return set(list(first.values())[:most])


def look_inside(path: Path) -> Inside:
    """What a backup or copy holds; raises `StoreProblem` as opening it would."""
    version = header.look(path)
    with sorted_out(path), closing(connect(path, writing=False)) as raw:
        title = raw.execute("SELECT coalesce((SELECT title FROM plan ORDER BY id LIMIT 1), '')").fetchone()[0]
        counts = [
            raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("partner", "action", "indicator", "value")
        ]
        last = raw.execute("SELECT label, at FROM step ORDER BY id DESC LIMIT 1").fetchone() or ("", "")
    return Inside(title, version, *counts, *last)


def restore(path: Path, backup: Path, *, at: datetime, who: str = "") -> Path | None:
    """Put a backup in the place of the store at ``path``, which nobody may have open.

    The present file is kept aside under a name that says so; where it is now (None if there was none).
    """
    header.look(backup)
    held = lock.acquire(path, who=who, since=at)
    try:
        with beside(path) as fresh:
            with sorted_out(backup), closing(_plain(backup)) as raw:
                raw.execute("VACUUM INTO ?", (str(fresh),)).close()
            verify(fresh)
            return set_aside(path, f"before restore {at:%Y-%m-%d %H%M%S}")
    finally:
        held.release()


def set_aside(path: Path, why: str) -> Path | None:
    """Copy a store that is to be replaced under a new name, with what SQLite keeps beside it; None if it is not there.

    The store's own side files go: they would be taken for those of the file that comes in its place.
    """
    if not path.exists():
        return None
    aside = free_name(path.with_name(f"{path.stem} {why}{path.suffix}"))
    with sorted_out(path):
        _copy(path, aside)
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            _copy(log, aside.with_name(aside.name + "-wal"))
        for ending in SIDE_FILES:
            path.with_name(path.name + ending).unlink(missing_ok=True)
    return aside


def _copy(source: Path, target: Path) -> None:
    shutil.copy2(source, target)
    force_to_disk(target)


def free_name(path: Path) -> Path:
    """The path, or the first of "path (2)", "path (3)" that is free."""
    tried, number = path, 1
    while tried.exists():
        number += 1
        tried = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return tried


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A path to write to beside the target; forced to disk and renamed to it if the block ends normally."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with sorted_out(target):
            fresh.unlink(missing_ok=True)
            fresh.touch()  # a folder that is missing or closed is told of here, in the system's own words
            yield fresh
            force_to_disk(fresh)
            fresh.replace(target)
            _force_folder(target.parent)
    finally:
        with suppress(OSError):  # where nothing could be written there is nothing to clear away
            fresh.unlink(missing_ok=True)


def force_to_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _force_folder(folder: Path) -> None:
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _plain(path: Path) -> sqlite3.Connection:
    """A connection that reads, but may write elsewhere: VACUUM INTO is refused on one for reading only."""
    raw = connect(path, writing=False)
    raw.execute("PRAGMA query_only = 0").close()
    return raw
