"""Prints what an import of a Word plan finds: ``python tests/tools/import_counts.py FILE``. Changes nothing."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from cjdesk.errors import UserProblem
from cjdesk.plans.importing import import_word


def main(arguments: list[str]) -> int:
    """Print the counts of the file named; 1 with a sentence where it cannot be read, 2 where none is named."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        imported = import_word(Path(arguments[0]))
    except UserProblem as problem:
        print(problem.sentence, file=sys.stderr)
        return 1
    for name, number in imported.counts.items():
        print(f"{number:5}  {name}")
    lettered = sum(action.moscow is not None for action in imported.plan.actions())
    print(f"{lettered:5}  actions with a MoSCoW letter")
    for item in imported.tray:
        print(f"tray: {item.place}: {item.kind}: {item.text[:60]!r} ({item.why})")
    for suggestion in imported.suggestions:
        print(f"offered: {suggestion.say}")
    for question in imported.questions:
        print(f"asked: {question.place}: {question.say}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
