"""Bringing in a plan that a council already has: a Word file in, a `Plan` out, and everything else accounted for.

The file is opened in the worker process only (`job`), which turns it into a neutral body (`body`); what the body
means is decided here, in plain Python without a file in sight (`understand`).
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from cjdesk.errors import UserProblem
from cjdesk.plans.importing.model import ImportedPlan, LeftOut, Question, Suggestion, TrayItem
from cjdesk.plans.importing.told import counts_in_words
from cjdesk.progress import QUIET, Task

__all__ = ["ImportedPlan", "LeftOut", "Question", "Suggestion", "TrayItem", "counts_in_words", "import_word"]

LARGEST_FILE = 100 << 20  # a plan full of photographs; a return is held to less
_SECONDS = 60.0
_MEMORY = 1536 << 20


def import_word(path: Path, *, task: Task = QUIET) -> ImportedPlan:
    """The plan in the Word file at ``path``. Reads only; nothing is stored.

    Raises `UserProblem` where it is no readable Word file or its reader did not end well, `Cancelled` when stopped.
    """
    from cjdesk import worker
    from cjdesk.plans.importing.body import from_json
    from cjdesk.plans.importing.understand import understand_word

    task.step(0, 2, "Reading the Word file")
    data = worker.take_in(path, LARGEST_FILE, "Make its pictures smaller (in Word: Compress Pictures) and try again.")
    with worker.private_copy(data) as copy:
        answer = worker.call("read-plan", {"path": str(copy)}, timeout_s=_SECONDS, memory_bytes=_MEMORY, task=task)
    if "problem" in answer:
        raise UserProblem(**answer["problem"])
    task.step(1, 2, "Understanding the plan")
    body = replace(from_json(answer), sha256=hashlib.sha256(data).hexdigest())
    imported = understand_word(body)
    task.step(2, 2, "Done")
    return imported
