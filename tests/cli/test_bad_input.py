"""What goes wrong on real machines: each has its sentence and status 1, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import resources
from db.store import Store

ROOT = Path(__file__).resolve().parents[2]
POLICE = "Police Q2 2025-26 Custody.xlsx"
LIMITED = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); "
    "from main import main; sys.exit(main())"
)
"""A disk on which no file can grow beyond so many bytes: what a full disk looks like without needing to be root."""


def command(*arguments: str | Path, code: str = "") -> subprocess.CompletedProcess[str]:
    start = [sys.executable, "-c", code] if code else [sys.executable, "main.py"]
    run = [*start, *map(str, arguments)]
    return subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=100)


def answer(*arguments: str | Path) -> Any:
    done = command(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refusal(*arguments: str | Path, code: str = "") -> str:
    done = command(*arguments, code=code)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.strip()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bad") / "sample.cjplan"
    assert command("new", path, "--sample").returncode == 0
    return path


@pytest.fixture
def plan(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "plan.cjplan"))


@pytest.fixture
def police(tmp_path: Path) -> Path:
    path = tmp_path / POLICE
    path.write_bytes(resources.read_bytes(f"example/returns/{POLICE}"))
    return path


def test_a_plan_from_a_newer_version_is_not_touched(plan: Path) -> None:
    with closing(sqlite3.connect(plan)) as raw:
        raw.execute("PRAGMA user_version = 99999")
        raw.commit()
    before = plan.read_bytes()
    assert refusal("undo", "--plan", plan).startswith("“plan.cjplan” was last saved by a newer version of CJ Desk.")
    assert plan.read_bytes() == before


def test_a_second_process_is_told_who_has_the_plan_and_may_still_read(plan: Path, police: Path) -> None:
    with Store.open(plan, who="Morag at the front desk"):
        told = refusal("apply", police, "--plan", plan)
        assert "Morag at the front desk" in told
        assert "is open" in told
        assert answer("history", "--plan", plan)["steps"]
    assert answer("apply", police, "--plan", plan)["step"]


def test_a_damaged_plan_is_named_damaged_and_can_be_salvaged(plan: Path) -> None:
    data = bytearray(plan.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8192] = b"\xff" * 8192
    plan.write_bytes(data)
    assert "is damaged" in refusal("check", "--plan", plan)
    salvaged = answer("restore", "--salvage", "--plan", plan)
    assert Path(salvaged["damaged"]).read_bytes() == bytes(data)
    assert answer("check", "--plan", plan)["say"].startswith("The file is whole.")
    assert salvaged["tables"]["action"]["rows"] > 30


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_full_disk_loses_nothing(plan: Path, police: Path, tmp_path: Path) -> None:
    steps = answer("history", "--plan", plan)["steps"]
    told = refusal("apply", police, "--plan", plan, code=LIMITED.format(40_000))
    assert told.splitlines()[-1].startswith("The disk ")
    assert "Everything saved before is safe." in told
    assert answer("history", "--plan", plan)["steps"] == steps
    to = tmp_path / "plan.pdf"
    to.write_bytes(b"the old file")
    assert "could not be saved" in refusal("export", "plan", "--plan", plan, "--to", to, code=LIMITED.format(60_000))
    assert to.read_bytes() == b"the old file"
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".pdf") == ["plan.pdf"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_named(plan: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o500)
    try:
        assert "read-only" in refusal("new", locked / "new.cjplan", "--sample")
        assert "read-only" in refusal("export", "actions", "--plan", plan, "--to", locked / "a.xlsx")
    finally:
        locked.chmod(0o700)


def test_a_folder_that_is_not_there_and_a_name_that_is_taken(plan: Path, tmp_path: Path) -> None:
    assert refusal("new", tmp_path / "gone" / "new.cjplan", "--sample").startswith("There is no folder")
    assert "already something" in refusal("new", plan, "--sample")
    assert "gone" in refusal("export", "actions", "--plan", plan, "--to", tmp_path / "gone" / "a.xlsx")
    assert "already something" in refusal("copy", "--plan", plan, "--to", plan)


NASTY = 'a <b>bold</b> & "quoted" word \U0001f600 còig ' + "long " * 3000
BELL = "_x0007_"
"""A control character as Excel saves it."""


def test_nasty_text_goes_in_is_printed_and_harms_nothing(plan: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "progress.xlsx"
    book = Workbook()
    for row in (
        ("Progress to 30 September 2025",),
        ("No.", "Action", "RAG", "Progress"),
        ("1.1", "", "Green", NASTY + BELL),
    ):
        book.worksheets[0].append(row)
    book.save(sheet)
    applied = answer("apply", sheet, "--plan", plan, "--partner", "Police Scotland", "--period", "2025-26-Q2")
    assert applied["updates"] == 1, applied["held"]
    for ending in ("pdf", "docx"):
        made = answer(
            "export", "annual-report", "--plan", plan, "--year", "2025-26", "--to", tmp_path / f"report.{ending}"
        )
        assert made["bytes"] > 20_000
    answer("export", "actions", "--plan", plan, "--to", tmp_path / "actions.xlsx")
    cells = [cell.value for row in load_workbook(tmp_path / "actions.xlsx").worksheets[0] for cell in row]
    assert any(isinstance(cell, str) and NASTY.strip() in cell for cell in cells)


def test_files_that_are_no_return_are_refused_with_a_reason(plan: Path, tmp_path: Path) -> None:
    files = {
        "empty.xlsx": b"",
        "picture.xlsx": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "truncated.xlsx": resources.read_bytes(f"example/returns/{POLICE}")[:3000],
        "page.xls": b"<html><body><p>Dear colleague, nothing in here is a table.</p></body></html>",
    }
    for name, data in files.items():
        path = tmp_path / name
        path.write_bytes(data)
        read = answer("read", path, "--plan", plan)
        assert read["outcome"] in ("refuse", "nothing"), name
        assert read["say"] and read["readings"] == [], name
    assert refusal("read", tmp_path / "gone.xlsx", "--plan", plan).startswith("“gone.xlsx” could not be opened")
    assert refusal("read", tmp_path, "--plan", plan)


def test_files_that_are_no_word_plan_are_refused_with_a_reason(tmp_path: Path) -> None:
    for name, data in {"empty.docx": b"", "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)}.items():
        path = tmp_path / name
        path.write_bytes(data)
        assert refusal("import-plan", path, "--plan", tmp_path / "new.cjplan")
        assert not (tmp_path / "new.cjplan").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_output_that_cannot_be_written_is_said_and_is_no_mistake_of_ours(plan: Path) -> None:
    with Path("/dev/full").open("w") as full:
        run = [sys.executable, "main.py", "history", "--plan", str(plan)]
        done = subprocess.run(run, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (done.returncode, done.stderr.split(".")[0]) == (1, "The disk that the output goes to is full")
