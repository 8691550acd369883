"""The import contracts hold, and each would catch what it forbids: every one is broken here in a copy of the source."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

BREAKS = {
    "Imports run one way: cjdesk, then db, then resources": ("db/errors.py", "import cjdesk.errors"),
    "Inside cjdesk imports run from the shell to the rules": ("cjdesk/domain/text.py", "import cjdesk.plans.layout"),
    "The rules know no database": ("cjdesk/returns/chase.py", "import sqlalchemy"),
    "Nothing below the window imports Qt": ("cjdesk/services/rows.py", "import PySide6"),
    "Document writers do not know each other": (
        "cjdesk/documents/writers/word/__init__.py",
        "import cjdesk.documents.writers.pdf",
    ),
    "Only services open a unit of work": ("cjdesk/cli.py", "import db.uow"),
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name in ("cjdesk", "db", "resources"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "fonts", "example"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def contracts(folder: Path) -> str:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    run = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"], cwd=folder, capture_output=True, text=True, timeout=100
    )
    return run.stdout


def verdict(report: str, contract: str) -> str:
    [line] = [line for line in report.splitlines() if line in (f"{contract} KEPT", f"{contract} BROKEN")]
    return line.rsplit(maxsplit=1)[1]


def test_every_contract_of_the_project_is_broken_here_once() -> None:
    named = {line.split('"')[1] for line in (ROOT / "pyproject.toml").read_text().splitlines() if line[:6] == "name ="}
    assert named - {"cjdesk"} == set(BREAKS)


def test_each_contract_holds_and_catches_its_breach(source: Path) -> None:
    assert {verdict(contracts(source), name) for name in BREAKS} == {"KEPT"}
    for contract, (file, line) in BREAKS.items():
        path = source / file
        before = path.read_text(encoding="utf-8")
        path.write_text(f"{before}\n\ndef breach() -> None:\n    {line}\n", encoding="utf-8")
        assert verdict(contracts(source), contract) == "BROKEN", contract
        path.write_text(before, encoding="utf-8")
