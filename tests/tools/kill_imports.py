"""Kills real imports at random moments and looks at what is left.

    python tests/tools/kill_imports.py [COUNT] [SEED]

Two jobs take turns: applying a partner's return, and bringing in a Word plan. After each kill the store must be sound,
must hold either everything of the step or nothing of it, and must hold everything if the process had said so.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

import resources  # noqa: E402

RETURN = "Police Q2 2025-26 Custody.xlsx"
BOOKKEEPING = ("kept_file", "journal_state", "sqlite_sequence", "alembic_version", "step", "change")


@dataclass(frozen=True)
class Job:
    """A command on a fresh copy of ``start``; ``seconds`` it takes when left alone; what it leads to."""

    name: str
    start: Path
    arguments: tuple[str, ...]
    seconds: float
    before: str
    after: str


def contents(path: Path) -> str:
    """A hash of every row of the store's own tables, which must be sound; reading also settles what SQLite left."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok", path
        assert not raw.execute("PRAGMA foreign_key_check").fetchall(), path
        assert raw.execute("SELECT count(*) FROM journal_state WHERE step_id IS NOT NULL").fetchone()[0] == 0
        loose = "SELECT count(*) FROM step WHERE kind = 'do' AND id NOT IN (SELECT step_id FROM change)"
        assert raw.execute(loose).fetchone()[0] == 0, "a step without its changes"
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        digest = hashlib.sha256()
        for name in sorted(set(names) - set(BOOKKEEPING)):
            for row in raw.execute(f'SELECT * FROM "{name}" ORDER BY id'):
                digest.update(f"{name} {row}".encode())
        return digest.hexdigest()


def command(plan: Path, arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "main.py", *arguments, "--plan", str(plan), "--json"]


def quiet(plan: Path, arguments: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command(plan, arguments), cwd=ROOT, capture_output=True, check=True, timeout=120)


def prepare(name: str, start: Path, arguments: tuple[str, ...]) -> Job:
    """Do the job once undisturbed, to know how long it takes and what it leads to."""
    trial = start.with_name(f"trial-{name}.cjplan")
    shutil.copy(start, trial)
    before = contents(trial)
    began = time.monotonic()
    quiet(trial, arguments)
    return Job(name, start, arguments, time.monotonic() - began, before, contents(trial))


def wait_for_writing(plan: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the store's journal file grows: the moment at which a kill could hurt."""
    journal = plan.with_name(f"{plan.name}-wal")
    while process.poll() is None and size(journal) == 0:
        time.sleep(0.0002)


def size(path: Path) -> int:
    """Bytes of a file; 0 if it is not there (SQLite may remove it at any moment)."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def kill_once(job: Job, plan: Path, wait: float, *, aimed: bool) -> str:
    """Start the job, kill it after ``wait`` seconds (aimed: from its first write on), check the store; how it ended."""
    for left in plan.parent.glob(f"{plan.name}*"):
        left.unlink()
    shutil.copy(job.start, plan)
    process = subprocess.Popen(
        command(plan, job.arguments), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    if aimed:
        wait_for_writing(plan, process)
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    said = process.communicate()[0]
    found = contents(plan)
    assert found in (job.before, job.after), "half done"
    if said.strip():
        assert found == job.after, "it said it was done, and it is not there"
        return "after it had said so"
    assert quiet(plan, ("history",)).stdout, "the plan does not open"
    return "done, not yet said" if found == job.after else "nothing of it"


def main(count: int = 100, seed: int = 1) -> int:
    """Kill ``count`` imports; print how they ended. Any loss raises."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as scratch:
        jobs = make_jobs(Path(scratch))
        ends: Counter[str] = Counter()
        for number in range(count):
            job = jobs[number // 4 % len(jobs)]
            aimed = number % 4 > 0  # three in four kills fall into the write, the others anywhere
            wait = chance.uniform(0, 0.04) if aimed else chance.uniform(0.3, 1.05) * job.seconds
            ends[kill_once(job, Path(scratch) / "killed.cjplan", wait, aimed=aimed)] += 1
    told = ", ".join(f"{number} {end}" for end, number in ends.most_common())
    print(f"{count} imports killed: {told}. Nothing acknowledged lost, nothing half done, every store sound.")
    return 0


def make_jobs(folder: Path) -> list[Job]:
    sample, empty = folder / "sample.cjplan", folder / "empty.cjplan"
    for path, arguments in ((sample, ["--sample"]), (empty, ["--name", "Glen"])):
        subprocess.run(
            [sys.executable, "main.py", "new", str(path), *arguments],
            cwd=ROOT,
            check=True,
            timeout=120,
            stderr=subprocess.DEVNULL,
        )
    quiet(empty, ("undo",))
    police = folder / RETURN
    police.write_bytes(resources.read_bytes(f"example/returns/{RETURN}"))
    word = folder / "plan.docx"
    export = ("export", "plan", "--to", str(word))
    quiet(sample, export)
    return [
        prepare("return", sample, ("apply", str(police))),
        prepare("word", empty, ("import-plan", str(word))),
    ]


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
