"""A few imports killed in every run of the suite; tests/tools/kill_imports.py kills as many as one likes."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[1] / "tools" / "kill_imports.py"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_imports_lose_nothing_that_was_acknowledged(capsys: pytest.CaptureFixture[str]) -> None:
    spec = importlib.util.spec_from_file_location("kill_imports", TOOL)
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    sys.modules["kill_imports"] = tool
    spec.loader.exec_module(tool)
    assert tool.main(4, 7) == 0
    assert capsys.readouterr().out.startswith("4 imports killed: ")
