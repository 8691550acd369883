"""A backup is made before the first change of a day, and after every import, in the person's own data folder."""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from cjdesk.services.keeping import backup_after_work, opened_for_work
from cjdesk.services.plans import new_from_framework

TODAY = date.today()


def backups(home: Path) -> list[Path]:
    return sorted(home.rglob("backups/*/*.cjplan"))


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    return folder


def plan(folder: Path) -> Path:
    folder.mkdir()
    new_from_framework(folder / "plan.cjplan", "Glen", "cjpf-2023", "", who="test")
    return folder / "plan.cjplan"


def test_once_a_day_and_once_after_an_import(home: Path, tmp_path: Path) -> None:
    path, told = plan(tmp_path / "a"), list[str]()
    for _ in range(2):
        with opened_for_work(path, who="test", today=TODAY, warn=told.append):
            pass
    assert len(backups(home)) == 1
    with opened_for_work(path, who="test", today=TODAY + timedelta(days=1), warn=told.append) as store:
        assert len(backups(home)) == 2
        assert backup_after_work(store) == ""
    assert len(backups(home)) == 3
    assert told == []


def test_plans_of_one_name_keep_their_backups_apart(home: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        with opened_for_work(plan(tmp_path / folder), who="test", today=TODAY, warn=print):
            pass
    assert len({path.parent for path in backups(home)}) == 2


def test_work_goes_on_where_no_backup_can_be_made(home: Path, tmp_path: Path) -> None:
    path, told = plan(tmp_path / "a"), list[str]()
    home.write_text("a file where the folder should be")
    with opened_for_work(path, who="test", today=TODAY, warn=told.append) as store:
        assert store.path == path
    [sentence] = told
    assert sentence.startswith("No backup could be made today.")


@pytest.mark.skipif(sys.platform == "win32", reason="the time zone of a process cannot be set there")
def test_a_day_begins_at_midnight_of_the_clock_on_the_wall(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan(tmp_path / "a")
    for made, zone in enumerate(("EAST-14", "WEST11"), 1):  # never the same day at once
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        for _ in range(2):
            with opened_for_work(path, who="test", today=date.today(), warn=print):
                pass
        assert len(backups(home)) == made
    monkeypatch.undo()
    time.tzset()
