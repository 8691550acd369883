"""Kills a process that writes steps, again and again at random moments, and looks at what is left each time.

    python tests/tools/kill_steps.py [TIMES]        (not on Windows, which has no fork)

Each child writes steps of a partner with ten aliases, undoes every fourth, and says so on its standard output once a
step is acknowledged. After each kill: every acknowledged step is there, none is half there, the file is sound.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy import text  # noqa: E402

from db import history  # noqa: E402
from db.models.framework import partner, partner_alias  # noqa: E402
from db.store import Store  # noqa: E402

ALIASES = 10


def write_for_ever(path: Path, name: str, out: int) -> None:
    """What the child does; it tells on the descriptor ``out``."""
    with Store.open(path, who=name) as store:
        number = 0
        while True:
            number += 1
            with store.step(f"{name}.{number}") as work:
                owner = work.insert(partner, name=f"{name}.{number}", note="x" * 2000)
                work.insert_many(
                    partner_alias, [{"partner_id": owner, "alias": f"{name}.{number}.{n}"} for n in range(ALIASES)]
                )
            os.write(out, f"done {name}.{number}\n".encode())
            if number % 4 == 0:
                history.undo(store)
                os.write(out, f"undone {name}.{number}\n".encode())


def run_and_kill(path: Path, name: str, after: float, *, early: bool) -> list[str]:
    """Let a child write for so many seconds (from its first step on, unless ``early``) and kill it; what it told.

    Forked, so that it starts at once.
    """
    told, out = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            write_for_ever(path, name, out)
        finally:
            os._exit(1)
    os.close(out)
    lines = os.fdopen(told, encoding="utf-8")
    first = "" if early else lines.readline()
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), "the child ended by itself"
    with lines:
        return [line.rstrip("\n") for line in (first, *lines) if line.endswith("\n")]


def look(path: Path, told: list[str]) -> None:
    """Raise AssertionError unless everything told is there and nothing is half there."""
    with Store.open(path) as store, store.read() as reader:
        assert reader.scalar(text("PRAGMA integrity_check")) == "ok"
        assert reader.rows(text("PRAGMA foreign_key_check")) == []
        there = {row[0] for row in reader.rows(text("SELECT name FROM partner"))}
        records = {one.label: one for one in history.steps(reader, 1_000_000) if one.kind == "do"}
        owners = text(
            "SELECT count(a.id) FROM partner AS p LEFT JOIN partner_alias AS a ON a.partner_id = p.id GROUP BY p.id"
        )
        assert {row[0] for row in reader.rows(owners)} <= {ALIASES}, "a half step"
        assert {label for label, one in records.items() if not one.undone} == there, "history and rows disagree"
        for line in told:
            what, name = line.split(" ")
            assert name in records, f"{line}, but it is lost"
            if what == "undone":
                assert name not in there, f"{line}, but it is there"
            elif int(name.rpartition(".")[2]) % 4:
                assert name in there, f"{line}, but it is lost"


def kill_times(folder: Path, times: int, chance: random.Random) -> int:
    """Kill so many children in turn on one store; how many steps were acknowledged."""
    path = folder / "killed.cjplan"
    Store.create(path).close()
    told: list[str] = []
    for turn in range(times):
        told += run_and_kill(path, f"run{turn}", chance.uniform(0, 0.06), early=turn % 5 == 0)
        look(path, told)
    return len(told)


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        told = kill_times(Path(folder), times, random.Random())
    print(f"killed {times} times; {told} acknowledged steps, all there, none half done, integrity ok")


if __name__ == "__main__":
    main()
