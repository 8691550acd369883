"""No command loads what it does not use, nothing needs Qt, and nothing opens a socket."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import resources

ROOT = Path(__file__).resolve().parents[2]
WATCHED = ("sqlalchemy", "alembic", "openpyxl", "reportlab", "docx", "lxml", "python_calamine", "rapidfuzz", "PIL")
MAY_LOAD = {
    "--help": set(),
    "history": {"sqlalchemy"},
    "undo": {"sqlalchemy"},
    "trace": {"sqlalchemy"},
    "check": {"sqlalchemy", "rapidfuzz"},
    "read": {"sqlalchemy", "rapidfuzz"},
    "apply": {"sqlalchemy", "rapidfuzz"},
    "issue": {"sqlalchemy", "openpyxl", "lxml", "PIL"},
    "actions": {"sqlalchemy", "openpyxl", "lxml", "PIL"},
    "pdf": {"sqlalchemy", "reportlab", "PIL"},
    "docx": {"sqlalchemy", "docx", "lxml", "PIL", "reportlab"},
    "new": {"sqlalchemy", "alembic"},
}

PROBE = """
import sys, json
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "PyQt6", "PySide2"):
            raise ImportError(f"{name} is not installed")
sys.meta_path.insert(0, NoQt())
SOCKETS, OPENING = [], {"socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}
sys.addaudithook(lambda event, args: SOCKETS.append(event) if event in OPENING else None)
from cjdesk.cli import run
try:
    status = run(json.loads(sys.argv[1]))
except SystemExit as end:
    status = end.code
loaded = sorted({name.split(".")[0] for name in sys.modules})
print("PROBE " + json.dumps({"status": status, "loaded": loaded, "sockets": SOCKETS}))
"""


def probe(*arguments: str | Path) -> tuple[set[str], list[str]]:
    """What a command loaded of the watched libraries, and the sockets it opened; it must have ended well."""
    words = json.dumps([str(word) for word in arguments])
    run = subprocess.run([sys.executable, "-c", PROBE, words], cwd=ROOT, capture_output=True, text=True, timeout=100)
    [line] = [line for line in run.stdout.splitlines() if line.startswith("PROBE ")]
    found = json.loads(line.removeprefix("PROBE "))
    assert found["status"] == 0, run.stderr
    return set(found["loaded"]) & set(WATCHED), found["sockets"]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("light") / "plan.cjplan"
    subprocess.run([sys.executable, "main.py", "new", str(path), "--sample"], cwd=ROOT, check=True, timeout=100)
    return path


@pytest.mark.parametrize("name", list(MAY_LOAD))
def test_a_command_loads_only_what_it_uses_and_opens_no_socket(name: str, plan: Path, tmp_path: Path) -> None:
    housing = tmp_path / "housing.csv"
    housing.write_bytes(resources.read_bytes("example/returns/housing-return-q2.csv"))
    own = Path(shutil.copy(plan, tmp_path / "own.cjplan"))
    commands: dict[str, tuple[str | Path, ...]] = {
        "--help": ("--help",),
        "history": ("history", "--plan", plan),
        "undo": ("undo", "--plan", own),
        "trace": ("trace", "--plan", plan, "--indicator", "custody", "--period", "2025-26-Q1"),
        "check": ("check", "--plan", plan),
        "read": ("read", housing, "--plan", plan),
        "apply": ("apply", housing, "--plan", own),
        "issue": ("issue", "--plan", own, "--period", "2025-26-Q2", "--to", tmp_path),
        "actions": ("export", "actions", "--plan", plan, "--to", tmp_path / "a.xlsx"),
        "pdf": ("export", "plan", "--plan", plan, "--to", tmp_path / "p.pdf"),
        "docx": ("export", "plan", "--plan", plan, "--to", tmp_path / "p.docx"),
        "new": ("new", tmp_path / "new.cjplan", "--sample"),
    }
    loaded, sockets = probe(*commands[name])
    assert loaded <= MAY_LOAD[name]
    assert sockets == []


def test_the_worker_opens_no_socket_either(tmp_path: Path) -> None:
    """The worker's own work, done in a process that notes every socket."""
    file = tmp_path / "police.xlsx"
    file.write_bytes(resources.read_bytes("example/returns/Police Q2 2025-26 Custody.xlsx"))
    watched = (
        "import sys\nseen = []\n"
        "sys.addaudithook(lambda event, args: seen.append(event) if event.startswith('socket.') else None)\n"
        "from cjdesk.returns.read.job import run\n"
        f"answer = run({{'path': {str(file)!r}, 'name': 'police.xlsx'}})\n"
        "assert answer['sheets'], answer\nassert not seen, seen\n"
    )
    subprocess.run([sys.executable, "-c", watched], cwd=ROOT, check=True, timeout=60)
