"""What was read, in sentences for a terminal."""

from __future__ import annotations

from typing import Any


def reading_in_words(facts: dict[str, Any]) -> list[str]:
    """The JSON of a reading as lines a person can follow."""
    if facts["outcome"] == "refuse":
        return [facts["say"]]
    period = facts["period"]["label"] if facts["period"] else "period not known"
    lines = [f"{facts['partner'] or 'Partner not known'}, {period}: {_outcome(facts)}"]
    lines += [_figure(one) for one in facts["readings"]]
    lines += [_note(one) for one in facts["progress"]]
    lines += [f"  {one['severity']:10}{one['cell'] or '':22}{one['say']}" for one in facts["problems"]]
    return lines


def _outcome(facts: dict[str, Any]) -> str:
    asked = sum(1 for one in (*facts["readings"], *facts["progress"]) if one["confidence"] != "certain")
    return f"{len(facts['readings'])} figures and {len(facts['progress'])} notes, {asked} of them to be looked at."


def _figure(one: dict[str, Any]) -> str:
    line = " ".join(filter(None, (one["indicator_text"], one["part"], one["breakdown"])))
    shown = one["value"] if one["value"] is not None else one["status"]
    return f"  {one['confidence']:10}{one['cell']:22}{line[:70]:72}{one['period_start'] or '?'}  {shown}"


def _note(one: dict[str, Any]) -> str:
    text = " ".join(one["text"].split())[:70]
    return f"  {one['confidence']:10}{one['cell']:22}{one['action'] or '?':8}{one['status'] or '':14}{text}"
