"""What was read, in sentences for a terminal."""

from __future__ import annotations

from typing import Any

from cjdesk.domain.text import counted


def reading_in_words(facts: dict[str, Any]) -> list[str]:
    """The JSON of a reading as lines a person can follow."""
    if facts["outcome"] == "refuse":
        return [facts["say"]]
    period = facts["period"]["label"] if facts["period"] else "period not known"
    lines = [f"{facts['partner'] or 'Partner not known'}, {period}: {_outcome(facts)}"]
    lines += [facts["say"]] if facts["say"] else []
    lines += [_figure(one) for one in facts["readings"]]
    lines += [_note(one) for one in facts["progress"]]
    lines += [f"  {one['severity']:10}{one['cell'] or 'the file':22}{one['say']}" for one in facts["problems"]]
    return lines


def _outcome(facts: dict[str, Any]) -> str:
    asked = sum(1 for one in (*facts["readings"], *facts["progress"]) if one["confidence"] != "certain")
    found = f"{counted(len(facts['readings']), 'figure')} and {counted(len(facts['progress']), 'note')}"
    return f"{found}, {asked} of them to be looked at."


def _short(text: str, most: int) -> str:
    """At most so many characters of a text, its end kept: that is where lines differ."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most // 3]} … {words[-(most - most // 3 - 3) :]}"


def _figure(one: dict[str, Any]) -> str:
    line = _short(" ".join(filter(None, (one["indicator_text"] or one["line"], one["part"], one["breakdown"]))), 66)
    unit = "%" if one["unit"] == "percent" and one["value"] is not None else ""
    shown = f"{one['value']}{unit}" if one["value"] is not None else one["status"]
    comment = f"  “{_short(one['comment'], 60)}”" if one["comment"] else ""
    return f"  {one['confidence']:10}{one['cell']:22}{line:68}{one['period'] or '?':12}{shown}{comment}"


def _note(one: dict[str, Any]) -> str:
    text = _short(one["text"] or "(no text)", 70)
    return f"  {one['confidence']:10}{one['cell']:22}{one['action'] or '?':8}{one['status'] or '':14}{text}"
