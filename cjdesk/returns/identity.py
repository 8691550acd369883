"""Whether a return was made for this plan: codes and hidden ids of another plan name other lines."""

from __future__ import annotations

from typing import Literal

from cjdesk.domain.text import plain
from cjdesk.returns.model import Known, Problem, ReceivedFile
from cjdesk.returns.problems import problem

IssuedFor = Literal["this plan", "another plan", "nobody knows"]


def issued_for(file: ReceivedFile, known: Known) -> IssuedFor:
    """For which plan our template was filled in, by the title on its hidden sheet."""
    title = plain(file.anchors.get("plan", ""))
    if not title or not known.plan_title:
        return "nobody knows"
    return "this plan" if title == plain(known.plan_title) else "another plan"


def another_plan(file: ReceivedFile) -> Problem:
    """The question that a return of another plan is as a whole."""
    title = " ".join(file.anchors.get("plan", "").split())
    return problem(
        "P01",
        say=f"It was issued for “{title}”, not for this plan.",
        suggest="Open that plan, or check every line against this one.",
    )
