"""Whatever happens to the process that opens a file, the person gets a sentence and the program goes on."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cjdesk import worker
from cjdesk.errors import Cancelled, UserProblem
from cjdesk.progress import QUIET, Task

ROOT = Path(__file__).resolve().parents[2]
POSIX = os.name == "posix"

JOBS = """
import os, signal, subprocess, sys, time, socket

def echo(request): return {"got": request}
def noisy(request):
    print("a library prints", flush=True); os.write(1, b"and writes"); return {"got": "clean"}
def killed(request): os.kill(os.getpid(), signal.SIGKILL)
def aborted(request): os.abort()
def silent(request): os._exit(0)
def garbled(request): os.write(int(request["channel"]), b"{what is this"); os._exit(0)
def hangs(request): time.sleep(600)
def hangs_with_child(request):
    child = subprocess.Popen(["sleep", "600"]); open(request["note"], "w").write(str(child.pid)); time.sleep(600)
def spins(request):
    while True: pass
def greedy(request):
    kept = []
    while True: kept.append(bytearray(50_000_000))
def floods(request):
    block = b"x" * (1 << 20)
    while True: os.write(int(request["channel"]), block)
def breaks(request): raise ValueError("Jane Doe, 12 High Street")
class Panic(BaseException): pass
def panics(request): raise Panic("from Rust")
def connects(request): socket.socket()
def runs(request): subprocess.run(["true"])
"""

CHILD = """
import sys
sys.path[:0] = [{root!r}, {folder!r}]
from cjdesk import worker
worker.JOBS["test"] = "jobs_for_tests:{name}"
{more}
worker.serve("test")
"""

#: The answer's channel is the first descriptor that is free when the child starts.
CHANNEL = "3"


@pytest.fixture
def do(tmp_path: Path) -> Any:
    """Run one of the jobs above in a real worker."""
    (tmp_path / "jobs_for_tests.py").write_text(JOBS)

    def run(name: str, more: str = "", timeout_s: float = 20, task: Task = QUIET, **request: Any) -> dict[str, Any]:
        code = CHILD.format(root=str(ROOT), folder=str(tmp_path), name=name, more=more)
        command = [sys.executable, "-c", code, "test"]
        return worker.ask(command, request, timeout_s=timeout_s, memory_bytes=400 << 20, task=task)

    return run


def problem_of(do: Any, *arguments: Any, **named: Any) -> UserProblem:
    with pytest.raises(UserProblem) as caught:
        do(*arguments, **named)
    assert caught.value.what and caught.value.do
    assert caught.value.safe == "Nothing in the plan has changed."
    return caught.value


def test_a_job_gets_its_request_and_gives_its_answer(do: Any) -> None:
    assert do("echo", words="Còig daoine – 🏴", number=41) == {"got": {"words": "Còig daoine – 🏴", "number": 41}}


def test_what_libraries_print_does_not_reach_the_answer(do: Any) -> None:
    assert do("noisy") == {"got": "clean"}


@pytest.mark.skipif(not POSIX, reason="signals of POSIX")
def test_a_killed_worker_is_told_from_a_crashed_one(do: Any) -> None:
    assert problem_of(do, "killed").code == "worker-killed"
    assert problem_of(do, "aborted").code == "worker-crashed"


def test_silence_and_nonsense(do: Any) -> None:
    assert problem_of(do, "silent").code == "worker-silent"
    assert problem_of(do, "garbled", channel=CHANNEL).code == "worker-garbled"


@pytest.mark.parametrize("answer", ["[]", "{}", "1", "null", '{"answer": []}', "[" * 100_000])
def test_an_answer_of_another_shape_is_nonsense(answer: str) -> None:
    with pytest.raises(UserProblem) as caught:
        worker._judge(answer.encode(), 0, job="test")
    assert caught.value.code == "worker-garbled"


def test_a_hanging_worker_is_stopped_in_time(do: Any) -> None:
    start = time.monotonic()
    assert problem_of(do, "hangs", timeout_s=1).code == "worker-timeout"
    assert time.monotonic() - start < 8


@pytest.mark.skipif(not POSIX, reason="limits of POSIX")
def test_a_spinning_worker_is_stopped_by_the_system_where_the_parent_is_not_looking(tmp_path: Path) -> None:
    (tmp_path / "jobs_for_tests.py").write_text(JOBS)
    code = CHILD.format(root=str(ROOT), folder=str(tmp_path), name="spins", more="")
    message = b'{"request": {}, "limits": {"seconds": 0.5, "bytes": 400000000}}'
    done = subprocess.run([sys.executable, "-c", code], input=message, capture_output=True, timeout=20)
    assert done.returncode < 0 and done.stdout == b""
    assert worker._dead(done.returncode, "test").code == "worker-timeout"


@pytest.mark.skipif(not POSIX, reason="process groups of POSIX")
def test_what_a_stopped_worker_started_is_stopped_with_it(do: Any, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    opened = "sys.addaudithook = lambda hook: None"
    problem_of(do, "hangs_with_child", opened, timeout_s=2, note=str(note))
    child = int(note.read_text())
    for _ in range(100):
        state = Path(f"/proc/{child}/stat")
        if not state.exists() or state.read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    pytest.fail("the worker's own child lives on")


@pytest.mark.skipif(not POSIX, reason="limits of POSIX")
def test_a_greedy_worker_meets_its_limit(do: Any) -> None:
    problem = problem_of(do, "greedy")
    assert problem.code == "worker-memory"
    assert "memory" in problem.what


def test_an_endless_answer_is_cut_off_and_the_program_stays_small(do: Any) -> None:
    assert problem_of(do, "floods", channel=CHANNEL).code == "worker-too-much"


def test_a_mistake_in_a_job_is_logged_by_its_place_without_the_files_words(
    do: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert problem_of(do, "breaks").code == "worker-crashed"
    assert "ValueError" in caplog.text and "jobs_for_tests.py" in caplog.text
    assert "Jane" not in caplog.text


def test_a_panic_that_is_no_ordinary_exception_is_a_crash(do: Any) -> None:
    assert problem_of(do, "panics").code == "worker-crashed"


@pytest.mark.parametrize("door", ["connects", "runs"])
def test_a_job_can_neither_reach_the_network_nor_start_a_program(
    do: Any, door: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert problem_of(do, door).code == "worker-crashed"
    assert "PermissionError" in caplog.text


def test_cancelling_ends_the_worker_at_once(do: Any) -> None:
    start = time.monotonic()
    with pytest.raises(Cancelled):
        do("hangs", task=Task(cancelled=lambda: time.monotonic() - start > 0.3))
    assert time.monotonic() - start < 8


def test_a_worker_that_cannot_be_started_is_a_sentence() -> None:
    with pytest.raises(UserProblem) as caught:
        worker.ask(["/no/such/program"], {}, timeout_s=5, memory_bytes=1 << 28, task=QUIET)
    assert caught.value.code == "worker-crashed"


def test_only_known_jobs_are_called() -> None:
    with pytest.raises(KeyError):
        worker.call("os:system", {}, timeout_s=5, memory_bytes=1 << 28, task=QUIET)


def test_every_job_leads_to_a_function() -> None:
    import importlib

    for address in worker.JOBS.values():
        module, _, name = address.partition(":")
        assert callable(getattr(importlib.import_module(module), name))


def test_the_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker._command("read-return") == [sys.executable, "--worker", "read-return"]


def test_a_worker_loads_nothing_of_the_window_the_store_or_openpyxl(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text("Measure,Q1\nCases,41\n")
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import main; from cjdesk.returns.read.job import run;"
        f"run({{'path': {str(file)!r}}}); print(' '.join(sys.modules))"
    )
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    heavy = {"sqlalchemy", "PySide6", "openpyxl", "reportlab", "docx", "cjdesk.app", "cjdesk.returns.model", "socket"}
    assert not loaded & heavy


def test_a_private_copy_is_gone_afterwards() -> None:
    with worker.private_copy(b"bytes") as copy:
        assert copy.read_bytes() == b"bytes"
        if POSIX:
            assert copy.parent.stat().st_mode & 0o077 == 0
    assert not copy.parent.exists()


def test_a_file_that_cannot_be_opened_is_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.xlsx", tmp_path):
        with pytest.raises(UserProblem) as caught:
            worker.take_in(path)
        assert caught.value.code == "cannot-open"
