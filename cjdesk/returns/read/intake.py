"""The program's side of stage 1: copy the file in, have the worker read it, rebuild what it answers."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from cjdesk import worker
from cjdesk.errors import UserProblem
from cjdesk.progress import QUIET, Task
from cjdesk.returns.model import ReceivedFile
from cjdesk.returns.problems import problem
from cjdesk.returns.read.findings import anchors_of, findings_of, name_findings
from cjdesk.returns.read.rebuild import sheets_of

TIMEOUT_S = 60.0
MEMORY_BYTES = 1_536 * worker.MEGABYTE

#: What the worker's failures mean for a file: reason, code.
_FAILURES = {
    "worker-timeout": ("too large", "F06"),
    "worker-memory": ("too large", "F06"),
    "worker-too-much": ("too large", "F06"),
    "worker-crashed": ("damaged", "F01"),
    "worker-garbled": ("damaged", "F01"),
    "worker-silent": ("damaged", "F01"),
}


def read_file(path: Path, *, task: Task = QUIET) -> ReceivedFile:
    """Read a received file. Bad data never raises: such a file comes back refused, with its sentence.

    Raises `UserProblem` where the file cannot be opened at all or its reader was ended from outside, and `Cancelled`.
    """
    try:
        data = worker.take_in(path)
    except UserProblem as error:
        if error.code != "too-large":
            raise
        return _refused(path.name, "", "unknown", "too large", "F06", error.sentence)
    return read_bytes(path.name, data, task=task)


def read_bytes(name: str, data: bytes, *, task: Task = QUIET) -> ReceivedFile:
    """As `read_file`, for an attachment that is already in memory. ``name`` is what the sender called it."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        with worker.private_copy(data) as copy:
            request = {"path": str(copy)}
            answer = worker.call("read-return", request, timeout_s=TIMEOUT_S, memory_bytes=MEMORY_BYTES, task=task)
        return received(name, sha256, answer)
    except UserProblem as error:
        if error.code not in _FAILURES:
            raise
        return _refused(name, sha256, "unknown", *_FAILURES[error.code], error.sentence)


def received(name: str, sha256: str, answer: dict[str, Any]) -> ReceivedFile:
    """The worker's answer as what the next stages work on."""
    if answer.get("refused"):
        code = answer["problems"][0][0]
        return _refused(name, sha256, answer["kind"], answer["refused"], code, answer["say"])
    sheets = sheets_of(answer)
    problems = [problem(code, cell, say=say) for code, cell, say in answer.get("problems", ())]
    if not any(one["at"] or one.get("table") for one in answer["sheets"]):
        return _refused(
            name, sha256, answer["kind"], "empty", "F01", "This workbook holds no cell with anything in it."
        )
    return ReceivedFile(
        name=name,
        sha256=sha256,
        kind=answer["kind"],
        sheets=sheets,
        problems=(*name_findings(name), *problems, *findings_of(answer)),
        anchors=anchors_of(sheets, answer["facts"]),
    )


def _refused(name: str, sha256: str, kind: str, reason: str, code: str, say: str) -> ReceivedFile:
    found = (problem(code, say=say),)
    return ReceivedFile(name=name, sha256=sha256, kind=kind, problems=found, refused=reason, say=say)
