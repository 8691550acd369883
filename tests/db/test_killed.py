"""A process killed at any moment loses nothing it acknowledged and leaves nothing half done.

More than the suite's: python tests/tools/kill_steps.py 100
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from kill_steps import kill_times


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_killed_at_random_moments(tmp_path: Path) -> None:
    assert kill_times(tmp_path, 25, random.Random(20260302)) > 50
