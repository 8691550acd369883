"""What happens to a failure that nobody foresaw: it is written down whole, and said plainly."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path


def report(bug: BaseException) -> str:
    """Write the traceback to the log folder and give the sentence for the person.

    The report holds file names and line numbers of the program and the kind of the error, no words of the plan.
    """
    frames = traceback.extract_tb(bug.__traceback__)
    lines = [f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}\n" for frame in frames]
    text = f"{type(bug).__module__}.{type(bug).__name__}\n{''.join(lines)}python {sys.version}\n"
    saved = _write(text)
    where = f"Details are in {saved}." if saved else f"Details:\n{text}"
    return f"CJ Desk made a mistake of its own. Everything saved before is safe. {where}"


def _write(text: str) -> Path | None:
    try:
        from platformdirs import user_log_path

        folder = user_log_path("CJ Desk", appauthor=False)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "last-problem.txt"
        path.write_text(text, encoding="utf-8")
    except (OSError, ImportError):
        return None
    return path
