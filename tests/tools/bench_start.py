"""How long the command line takes to say what it can do."""

from __future__ import annotations

from pathlib import Path

from pairs import python, ratio


def measure() -> float:
    root = Path(__file__).resolve().parents[2]
    return ratio(python("main.py", "--help", cwd=str(root)), python("-c", "import argparse"), rounds=15)
