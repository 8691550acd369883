"""The commands as a script or a person at a terminal meets them, on real files.

Most run inside this process, which is what makes them quick; what is about processes runs in processes.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import resources
from cjdesk.cli import run
from cjdesk.services.exporting import Wish, printable, render
from cjdesk.services.opening import only_plan, opened

ROOT = Path(__file__).resolve().parents[2]
POLICE = "Police Q2 2025-26 Custody.xlsx"


@dataclass(frozen=True)
class Run:
    returncode: int
    stdout: str
    stderr: str


def cjdesk(*arguments: str | Path) -> Run:
    """One command, here."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = run([str(word) for word in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
    return Run(status, out.getvalue(), err.getvalue())


def process(*arguments: str | Path) -> Run:
    """One command in a process of its own."""
    command = [sys.executable, "main.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)
    return Run(done.returncode, done.stdout, done.stderr)


def answer(*arguments: str | Path) -> Any:
    """The one JSON object a command prints; it must have ended well."""
    done = cjdesk(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refusal(*arguments: str | Path) -> str:
    """The sentence of a command that the user can mend."""
    done = cjdesk(*arguments)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    return done.stderr.strip()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.cjplan"
    made = cjdesk("new", path, "--sample")
    assert made.returncode == 0, made.stderr
    return path


@pytest.fixture
def plan(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "plan.cjplan"))


@pytest.fixture
def police(tmp_path: Path) -> Path:
    path = tmp_path / POLICE
    path.write_bytes(resources.read_bytes(f"example/returns/{POLICE}"))
    return path


def exports(plan: Path) -> list[bytes]:
    """The plan's exports, byte for byte: everything printed of actions and figures, and the whole plan."""
    wishes = [(Wish(document=name), ".xlsx") for name in ("actions", "indicators")] + [(Wish(document="plan"), ".docx")]
    with opened(plan, readonly=True) as store:
        whole = printable(store, only_plan(store), Wish(document="plan"))
    return [render(whole, wish, ending)[0] for wish, ending in wishes]


# --- the main job ---------------------------------------------------------------------------------------------------


def test_reading_changes_nothing_and_says_where_each_figure_stands(plan: Path, police: Path) -> None:
    before = plan.read_bytes()
    read = answer("read", police, "--plan", plan)
    assert read["partner"] == "Police Scotland"
    assert read["file"]["name"] == POLICE
    certain = [one for one in read["readings"] if one["confidence"] == "certain"]
    assert certain and all("!" in one["cell"] for one in certain)
    assert plan.read_bytes() == before


def test_apply_undo_redo_and_undo_in_other_processes_leave_equal_exports(plan: Path, police: Path) -> None:
    start = exports(plan)
    applied = answer("apply", police, "--plan", plan)
    assert applied["values"] > 0
    changed = exports(plan)
    assert changed != start
    undone = process("undo", "--plan", plan)
    assert undone.stdout.startswith("Undone: Apply Police Scotland, ")
    assert exports(plan) == start
    assert process("redo", "--plan", plan).returncode == 0
    assert exports(plan) == changed
    assert process("undo", "--plan", plan).returncode == 0
    assert exports(plan) == start
    labels = [one["label"].split(":")[0] for one in answer("history", "--plan", plan)["steps"]]
    assert labels[:3] == ["Undo", "Redo", "Undo"]


def test_the_same_file_twice_changes_nothing_the_second_time(plan: Path, police: Path) -> None:
    first = answer("apply", police, "--plan", plan)
    again = answer("apply", police, "--plan", plan)
    assert first["step"] is not None
    assert again["step"] is None
    assert again["say"].startswith("This very file is already applied; there are no differences.")


def test_a_figure_is_traced_to_file_sheet_cell_sender_and_day(plan: Path, police: Path) -> None:
    answer("apply", police, "--plan", plan, "--sender", "performance@police.example.org")
    read = answer("read", police, "--plan", plan)
    one = next(one for one in read["readings"] if one["period_start"] == "2025-07-01" and one["value"] is not None)
    found = answer("trace", "--plan", plan, "--indicator", one["indicator_text"], "--period", "2025-26-Q2")
    traced = [figure for figure in found["figures"] if figure["cell"] == one["cell"]]
    assert [(figure["file_name"], figure["sender"]) for figure in traced] == [
        (POLICE, "performance@police.example.org")
    ]


def test_a_workbook_we_issued_comes_back_certain_by_its_codes(plan: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    issued = answer("issue", "--plan", plan, "--period", "2025-26-Q2", "--partner", "Police Scotland", "--to", tmp_path)
    path = Path(issued["issued"][0]["workbook"])
    book = load_workbook(path)
    book["Return"]["E5"] = 51
    book["Return"]["E6"] = "TBC"
    renamed = tmp_path / "Copy of figures (2).xlsx"
    book.save(renamed)
    read = answer("read", renamed, "--plan", plan)
    assert read["partner"] == "Police Scotland"
    assert read["period"]["label"] == "Q2 2025-26"
    figures = {one["cell"]: one for one in read["readings"] if one["status"] != "blank"}
    assert (figures["Return!E5"]["value"], figures["Return!E5"]["confidence"]) == (51, "certain")
    assert (figures["Return!E6"]["status"], figures["Return!E6"]["confidence"]) == ("not yet", "certain")


def test_the_documents_are_written_whole(plan: Path, tmp_path: Path) -> None:
    for document, ending in (("plan", "pdf"), ("plan", "docx"), ("annual-report", "pdf"), ("annual-report", "docx")):
        to = tmp_path / f"{document}.{ending}"
        made = answer("export", document, "--plan", plan, "--to", to, "--year", "2024-25", "--edition", "public")
        assert made["bytes"] == to.stat().st_size > 20_000
    assert not [path for path in tmp_path.iterdir() if path.suffix not in (".pdf", ".docx", ".cjplan")]


def test_copy_backup_and_restore(plan: Path, police: Path, tmp_path: Path) -> None:
    made = Path(answer("backup", "--plan", plan, "--to", tmp_path / "backups")["file"])
    answer("copy", "--plan", plan, "--to", tmp_path / "copy.cjplan")
    answer("apply", police, "--plan", plan)
    assert len(answer("history", "--plan", plan)["steps"]) == 2
    restored = answer("restore", "--plan", plan, "--backup", made)
    assert len(answer("history", "--plan", plan)["steps"]) == 1
    assert len(answer("history", "--plan", Path(restored["aside"]))["steps"]) == 2
    assert len(answer("history", "--plan", tmp_path / "copy.cjplan")["steps"]) == 1


def test_check_finds_what_the_plan_still_wants(plan: Path) -> None:
    checked = answer("check", "--plan", plan)
    assert checked["say"].startswith("The file is whole.")
    assert all(one["code"] and one["say"] and one["where"] for one in checked["findings"])


# --- wrong usage, and what can be mended -----------------------------------------------------------------------------


def test_wrong_usage_has_its_own_status() -> None:
    assert process("export").returncode == 2
    assert cjdesk("frobnicate").returncode == 2
    nothing = cjdesk()
    assert nothing.returncode == 2
    assert "choose one of the commands" in nothing.stderr


def test_a_plan_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    note = tmp_path / "note.cjplan"
    note.write_text("This is not a plan.")
    empty = tmp_path / "empty.cjplan"
    empty.touch()
    assert refusal("history", "--plan", tmp_path / "gone.cjplan").startswith("There is no file “gone.cjplan”.")
    assert refusal("history", "--plan", note).startswith("“note.cjplan” is not a CJ Desk plan.")
    assert refusal("history", "--plan", empty).startswith("“empty.cjplan” is not a CJ Desk plan.")
    assert refusal("history", "--plan", tmp_path).endswith("Choose a file that ends in .cjplan.")
    assert note.read_text() == "This is not a plan."
    assert "Traceback" not in process("history", "--plan", note).stderr


def test_a_document_or_year_that_is_not_there_is_one_sentence(plan: Path, tmp_path: Path) -> None:
    assert "There is no document “minutes” yet." in refusal(
        "export", "minutes", "--plan", plan, "--to", tmp_path / "m.pdf"
    )
    assert "cannot be written as “.xls”" in refusal("export", "actions", "--plan", plan, "--to", tmp_path / "a.xls")
    assert "Which year" in refusal("export", "annual-report", "--plan", plan, "--to", tmp_path / "r.pdf")
    assert "is not a period" in refusal("issue", "--plan", plan, "--period", "soon", "--to", tmp_path)
    assert "No partner of this plan" in refusal(
        "issue", "--plan", plan, "--period", "2025-26-Q2", "--partner", "Nobody", "--to", tmp_path
    )


def test_a_refused_return_leaves_the_plan_alone(plan: Path, tmp_path: Path) -> None:
    before = plan.read_bytes()
    junk = tmp_path / "return.xlsx"
    junk.write_bytes(b"PK\x03\x04 and then nothing")
    read = answer("read", junk, "--plan", plan)
    assert read["outcome"] == "refuse"
    assert read["say"] in refusal("apply", junk, "--plan", plan)
    assert plan.read_bytes() == before


def test_undo_has_an_end(plan: Path) -> None:
    answer("undo", "--plan", plan)
    assert refusal("undo", "--plan", plan) == "There is nothing to undo."
    assert refusal("redo", "--plan", plan, "--step", "99").startswith("The history has no step of that number.")


# --- what a tired person does ---------------------------------------------------------------------------------------


def test_workbooks_that_may_be_filled_in_are_never_written_over(plan: Path, tmp_path: Path) -> None:
    issued = answer("issue", "--plan", plan, "--period", "2025-26-Q2", "--to", tmp_path / "outbox")
    reply = Path(issued["issued"][0]["workbook"])
    reply.write_bytes(b"filled in")
    told = refusal("issue", "--plan", plan, "--period", "2025-26-Q2", "--to", tmp_path / "outbox")
    assert "may have been filled in" in told
    assert reply.read_bytes() == b"filled in"


def test_a_year_that_is_not_the_plan_s_is_a_slip(plan: Path, tmp_path: Path) -> None:
    told = refusal("issue", "--plan", plan, "--period", "2035-36-Q2", "--to", tmp_path)
    assert told.startswith("Quarter 2, 2035-36 is not a period of this plan")


def test_undoing_an_undo_says_what_to_do_instead(plan: Path, police: Path) -> None:
    step = answer("apply", police, "--plan", plan)["step"]
    answer("undo", "--plan", plan)
    newest = answer("history", "--plan", plan)["steps"][0]["id"]
    told = refusal("undo", "--plan", plan, "--step", str(newest))
    assert told == f"Step {newest} is itself the undo of step {step}. Nothing was changed. Use “redo --step {step}”."


def test_a_backup_of_another_plan_is_not_put_over_this_one(plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.cjplan"
    assert cjdesk("new", other, "--name", "Glen Partnership").returncode == 0
    assert "holds “Glen Partnership" in refusal("restore", "--plan", plan, "--backup", other)
    assert len(answer("history", "--plan", plan)["steps"]) == 1


def test_every_figure_that_changes_is_printed_with_what_stood_there(plan: Path, police: Path) -> None:
    done = cjdesk("apply", police, "--plan", plan)
    counted = int(done.stdout.split(" value", 1)[0])
    printed = [line for line in done.stdout.splitlines() if " new: " in line or " -> " in line]
    assert len(printed) == counted > 5


def test_reading_in_words_copes_with_a_note_without_text(plan: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "progress.csv"
    sheet.write_text("No.,Action,RAG,Progress to 30 September 2025\n1.1,,Green,\n", encoding="utf-8")
    done = cjdesk("read", sheet, "--plan", plan)
    assert done.returncode == 0, done.stderr
    assert "(no text)" in done.stdout


def test_output_nobody_reads_to_the_end_is_no_mistake(plan: Path) -> None:
    command = f'"{sys.executable}" main.py check --plan "{plan}" --json | head -c 20'
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], cwd=ROOT, capture_output=True, timeout=60)
    assert b"mistake" not in done.stderr


def test_a_layout_there_is_not_is_refused_at_once(tmp_path: Path) -> None:
    assert "nope" in refusal("new", tmp_path / "p.cjplan", "--name", "Glen", "--layout", "nope")
    assert not (tmp_path / "p.cjplan").exists()
