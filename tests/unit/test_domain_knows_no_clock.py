"""No rule of the domain asks what day it is, where it runs or what is on the disk."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import cjdesk.domain

MODULES = sorted(Path(cjdesk.domain.__path__[0]).glob("*.py"))
CLOCKS = {"today", "now", "utcnow", "time", "monotonic", "localtime", "strptime"}


def test_there_are_modules_to_look_at() -> None:
    assert {"values.py", "periods.py", "timescales.py"} <= {module.name for module in MODULES}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_no_clock_is_asked(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    asked = {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    imported = {
        name.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    assert not asked & CLOCKS
    assert not imported & {"time", "locale", "random", "os"}
