"""Everything a developer needs, from a bare Python 3.11: run, test, bench, build.

    python3 dev.py run      the main job on the sample partnership, into out/
    python3 dev.py run COMMAND ...    any command of the program, with what it needs installed
    python3 dev.py test     formatting, types, import contracts, lock files, tests
    python3 dev.py bench    speed, as ratios against bare libraries
    python3 dev.py build    an installable build (not made yet)

Standard library only. Makes .venv beside this file and installs the hash-locked requirements into it; a stamp skips
that when nothing changed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCKS = {"run": ROOT / "packaging" / "run.lock", "dev": ROOT / "packaging" / "dev.lock"}
MINIMUM = (3, 11)


def say(words: str) -> None:
    print(words, flush=True)


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_of(lock: Path) -> str:
    made_by = f"{sys.version_info[:3]} {lock.name} ".encode()
    return hashlib.sha256(made_by + lock.read_bytes()).hexdigest()


def set_up(level: str) -> None:
    """Make the virtual environment and install what ``level`` ("run" or "dev") needs, unless that stands already."""
    lock = LOCKS[level]
    stamps = {name: VENV / f".stamp-{name}" for name in LOCKS}
    if stamps[level].is_file() and stamps[level].read_text() == stamp_of(lock):
        return
    began = time.monotonic()
    if not venv_python().is_file():
        say("Making .venv ...")
        venv.create(VENV, with_pip=True)
    say(f"Installing {lock.relative_to(ROOT)} ...")
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
    subprocess.run([*pip, "--requirement", str(lock)], check=True)
    stamps[level].write_text(stamp_of(lock))
    if level == "dev":
        stamps["run"].write_text(stamp_of(LOCKS["run"]))
    say(f"Set up in {time.monotonic() - began:.0f} s.")


def in_venv(*arguments: str, quiet: bool = False) -> int:
    """Run the virtual environment's Python on ``arguments`` in the project's root; the exit status."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
    output = subprocess.PIPE if quiet else None
    done = subprocess.run([str(venv_python()), *arguments], cwd=ROOT, env=environment, stdout=output, stderr=output)
    if quiet and done.returncode:
        sys.stdout.write(done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace"))
    return done.returncode


def locked_names(lock: Path) -> set[str]:
    return {name.lower().replace("_", "-") for name in re.findall(r"^([A-Za-z0-9_.-]+)==", lock.read_text(), re.M)}


def check_locks() -> int:
    """Lock files hold hashes and no addresses, and name all that pyproject.toml asks for."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {"run": project["project"]["dependencies"], "dev": project["dependency-groups"]["dev"]}
    wrong = []
    for level, lock in LOCKS.items():
        if "://" in lock.read_text():
            wrong.append(f"{lock.name} holds an address")
        asked = wanted["run"] + (wanted["dev"] if level == "dev" else [])
        names = {re.split(r"[<>=!~ \[;]", line)[0].lower().replace("_", "-") for line in asked}
        missing = sorted(names - locked_names(lock))
        wrong += [f"{lock.name} lacks {name}" for name in missing]
    for words in wrong:
        say(f"lock files: {words}")
    return 1 if wrong else 0


def checks() -> list[tuple[str, list[str]]]:
    """What the suite runs beside the tests, in the order of how quickly each fails."""
    linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return [
        ("ruff check", ["-m", "ruff", "check", "."]),
        ("ruff format", ["-m", "ruff", "format", "--check", "."]),
        ("import contracts", ["-c", linter]),
        ("mypy", ["-m", "mypy"]),
    ]


def command_run(extra: list[str]) -> int:
    set_up("run")
    chosen = extra or ["demonstrate", "--to", str(ROOT / "out")]
    return subprocess.run([str(venv_python()), str(ROOT / "main.py"), *chosen]).returncode


def command_test(extra: list[str]) -> int:
    set_up("dev")
    began = time.monotonic()
    failed = ["lock files"] if check_locks() else []
    for name, arguments in checks():
        if in_venv(*arguments, quiet=True):
            failed.append(name)
        say(f"{'FAILED' if name in failed else 'ok':6}  {name}")
    workers = ["-n", str(min(os.cpu_count() or 1, 8))] if not any(word.startswith("-n") for word in extra) else []
    if in_venv("-m", "pytest", *workers, *extra):
        failed.append("tests")
    say(f"{'FAILED: ' + ', '.join(failed) if failed else 'All checks passed'} in {time.monotonic() - began:.0f} s.")
    return 1 if failed else 0


def command_bench(extra: list[str]) -> int:
    set_up("dev")
    return in_venv("tests/tools/bench.py", *extra)


def command_build(_extra: list[str]) -> int:
    say("There is no build yet: the program runs from source with `python3 dev.py run`.")
    return 1


def main() -> int:
    if sys.version_info < MINIMUM:
        say(f"CJ Desk needs Python {'.'.join(map(str, MINIMUM))} or newer; this is {sys.version.split()[0]}.")
        return 2
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["run", "test", "bench", "build"])
    parser.add_argument("extra", nargs=argparse.REMAINDER, help="handed on to the program, the tests or the benchmarks")
    arguments = parser.parse_args()
    commands = {"run": command_run, "test": command_test, "bench": command_bench, "build": command_build}
    try:
        return commands[arguments.command](arguments.extra)
    except subprocess.CalledProcessError as problem:
        say(f"The set-up stopped: {' '.join(map(str, problem.cmd[:6]))} ... ended with {problem.returncode}.")
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
