"""The job "read-plan" of the worker process: a Word file in, its neutral body as JSON out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cjdesk.errors import UserProblem
from cjdesk.plans.importing.body import to_json
from cjdesk.plans.importing.package import WordPackage
from cjdesk.plans.importing.wordreader import read_word
from cjdesk.untrusted import damaged


def read_plan(request: dict[str, Any]) -> dict[str, Any]:
    """The body of the Word file at ``request["path"]``, a private copy.

    What is no readable Word file is answered as ``{"problem": {...}}`` with the parts of a `UserProblem`.
    """
    try:
        with WordPackage(Path(request["path"])) as package:
            return to_json(read_word(package))
    except RecursionError:  # boxes in boxes in boxes: no person made that
        return _problem(damaged())
    except UserProblem as problem:
        return _problem(problem)


def _problem(problem: UserProblem) -> dict[str, Any]:
    return {"problem": {"what": problem.what, "safe": problem.safe, "do": problem.do, "code": problem.code}}
