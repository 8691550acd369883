"""The command line: one short function per command, each calls one service.

A stable contract for scripts. ``--json`` prints one object on standard output and nothing else there; progress goes to
standard error. Exit status: 0 done, 1 a problem the user can mend, 2 wrong usage, 3 our bug. Heavy imports stay inside
the commands, so that none loads what it does not use.
"""

from __future__ import annotations

import argparse
import errno
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cjdesk.errors import Cancelled, UserProblem

Command = Callable[[argparse.Namespace], int]


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what we print is UTF-8, whatever the terminal was set to
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = make_parser()
    chosen = parser.parse_args(arguments)
    if chosen.command is None:
        parser.print_help(sys.stderr)
        print("\nThe window is not part of this version; choose one of the commands above.", file=sys.stderr)
        return 2
    try:
        command: Command = chosen.command
        status = command(chosen)
        sys.stdout.flush()  # so that a full disk or a closed pipe is met here and not on the way out
        return status
    except UserProblem as problem:
        print(problem.sentence, file=sys.stderr)
        return 1
    except Cancelled:
        print("Stopped. Nothing of it was kept.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Everything saved before is safe.", file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever was to read has gone (``| head``): no mistake, and nobody to tell
        _give_output_up()
        return 0
    except OSError as problem:
        if problem.errno != errno.ENOSPC:
            return _mistake(problem)
        _give_output_up()
        print("The disk that the output goes to is full. Everything saved before is safe.", file=sys.stderr)
        return 1
    except Exception as bug:  # noqa: BLE001  the one place where bugs are caught, reported and counted as such
        return _mistake(bug)


def _give_output_up() -> None:
    """Send what is still to be printed nowhere: trying again on the way out would only fail again."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _mistake(bug: Exception) -> int:
    lacking = bug.name if isinstance(bug, ModuleNotFoundError) and bug.name else ""
    if lacking.split(".")[0] not in ("", "cjdesk", "db", "resources"):
        print(f"CJ Desk lacks {lacking}. Start it with “python3 dev.py run”, which installs it.", file=sys.stderr)
        return 1
    from cjdesk.bugs import report

    print(report(bug), file=sys.stderr)
    return 3


# --- parser --------------------------------------------------------------------------------------------------------


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cjdesk",
        description="Keeps a Community Justice Outcomes Improvement Plan: partners' returns in, printed plan out.",
    )
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _starting(commands)
    _returns(commands)
    _stepping(commands)
    _out(commands)
    _keeping(commands)
    return parser


def _add(commands: Any, name: str, command: Command, help_text: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    made.set_defaults(command=command)
    return made


def _plan_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", type=Path, required=True, metavar="PLAN", help="a .cjplan file")


def _json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def _starting(commands: Any) -> None:
    made = _add(commands, "new", new, "Make a new plan.")
    made.add_argument("plan", type=Path, metavar="PLAN")
    kind = made.add_mutually_exclusive_group(required=True)
    kind.add_argument("--sample", action="store_true", help="the invented sample partnership")
    kind.add_argument("--name", help="the partnership's name, for an empty plan under a framework")
    made.add_argument("--framework", metavar="ID", default="cjpf-2023")
    made.add_argument("--layout", metavar="ID", default="")

    made = _add(commands, "import-plan", import_plan, "Bring in an existing plan from a Word file.")
    made.add_argument("file", type=Path, metavar="FILE")
    _plan_option(made)
    made.add_argument("--layout", metavar="ID", default="")
    made.add_argument("--dry-run", action="store_true", help="say what would be brought in, and write nothing")
    _json_option(made)


def _returns(commands: Any) -> None:
    made = _add(commands, "issue", issue, "Write return workbooks and draft e-mails for a period.")
    _plan_option(made)
    made.add_argument("--period", required=True, metavar="2025-26-Q2")
    made.add_argument("--partner", default="", metavar="NAME")
    made.add_argument("--due", default="", metavar="DATE")
    made.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    _json_option(made)

    for name, command, words in (
        ("read", read, "Say what a return says. Changes nothing."),
        ("apply", apply, "Write what was read and accepted, as one step."),
    ):
        made = _add(commands, name, command, words)
        made.add_argument("file", type=Path, metavar="FILE")
        _plan_option(made)
        made.add_argument("--partner", default="", metavar="NAME", help="who sent it, if the file does not say")
        made.add_argument("--period", default="", metavar="2025-26-Q2", help="its period, if the file does not say")
        made.add_argument("--sender", default="", help="the name or address it came from")
        made.add_argument("--received", default="", metavar="DATE", help="the day it came, if that was not today")
        if name == "apply":
            made.add_argument(
                "--accept",
                choices=["certain", "suggested"],
                default="certain",
                help="suggested: also lines that are probably meant, and files that raise a question as a whole",
            )
        _json_option(made)


def _stepping(commands: Any) -> None:
    made = _add(commands, "history", history, "List what was done, newest first.")
    _plan_option(made)
    made.add_argument("--limit", type=int, default=50)
    _json_option(made)
    for name, command, words in (
        ("undo", undo, "Take the last step back, or step N."),
        ("redo", redo, "Do again what was undone."),
    ):
        made = _add(commands, name, command, words)
        _plan_option(made)
        made.add_argument("--step", type=int, metavar="N")
        if name == "undo":
            made.add_argument("--keep-later", action="store_true", help="undo what later work has not changed since")
        _json_option(made)


def _out(commands: Any) -> None:
    made = _add(commands, "export", export, "Write a document: plan, annual-report, actions, indicators.")
    made.add_argument("document", metavar="DOCUMENT")
    _plan_option(made)
    made.add_argument("--to", type=Path, required=True, metavar="FILE", help="ends in .pdf, .docx or .xlsx")
    made.add_argument("--edition", choices=["internal", "board", "public"], default="internal", type=str.lower)
    made.add_argument("--year", default="", metavar="2025-26")
    made.add_argument("--layout", default="", metavar="ID")
    _json_option(made)

    made = _add(commands, "check", check, "Check the file, and the health of the plan.")
    _plan_option(made)
    _json_option(made)

    made = _add(commands, "trace", trace, "Say where a figure came from.")
    _plan_option(made)
    made.add_argument("--indicator", required=True, metavar="TEXT")
    made.add_argument("--period", required=True, metavar="P")
    _json_option(made)


def _keeping(commands: Any) -> None:
    made = _add(commands, "backup", backup, "Write a checked backup into a folder.")
    _plan_option(made)
    made.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    _json_option(made)

    made = _add(commands, "restore", restore, "Put a backup in place of a plan; the present file is kept aside.")
    _plan_option(made)
    kind = made.add_mutually_exclusive_group(required=True)
    kind.add_argument("--backup", type=Path, metavar="FILE")
    kind.add_argument("--salvage", action="store_true", help="save row by row what a damaged file still holds")
    _json_option(made)

    made = _add(commands, "copy", copy, "Save a checked copy of a plan.")
    _plan_option(made)
    made.add_argument("--to", type=Path, required=True, metavar="FILE")
    _json_option(made)

    made = _add(commands, "demonstrate", demonstrate, "Do a quarter's work on the sample, on paper.")
    made.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    _add(commands, "self-test", self_test, "The installed program checks itself.")


# --- shared ---------------------------------------------------------------------------------------------------------


def _say(words: str) -> None:
    """Progress and sentences go where they do not disturb ``--json``."""
    print(words, file=sys.stderr, flush=True)


def _print_json(facts: object) -> int:
    print(json.dumps(facts, ensure_ascii=False, indent=1))
    return 0


def _app() -> Any:
    from cjdesk.app import make_app
    from cjdesk.progress import Task

    return make_app(Task(report=_progress), warn=_say)


def _progress(_done: int, _total: int, words: str) -> None:
    """What is being done, on the last line of a terminal; a script is spared it."""
    if sys.stderr.isatty():
        print(f"\r\033[K{words} ...\r", end="", file=sys.stderr, flush=True)


def _period(text: str) -> Any:
    from cjdesk.domain.periods import parse_period

    period = parse_period(text)
    if period is None:
        raise UserProblem(f"“{text}” is not a period.", "Nothing was changed.", "Write it like 2025-26-Q2 or 2025-26.")
    return period


def _hints(chosen: argparse.Namespace) -> Any:
    from cjdesk.app import day_of
    from cjdesk.services.receiving import Hints

    period = _period(chosen.period) if chosen.period else None
    received = day_of(chosen.received)
    return Hints(partner=chosen.partner, period=period, sender=chosen.sender, received_on=received)


# --- commands -------------------------------------------------------------------------------------------------------


def new(chosen: argparse.Namespace) -> int:
    app = _app()
    if chosen.sample:
        app.new_sample(chosen.plan)
    else:
        app.new_from_framework(chosen.plan, chosen.name, chosen.framework, chosen.layout)
    _say(f"Made {chosen.plan}.")
    return 0


def import_plan(chosen: argparse.Namespace) -> int:
    facts = _app().import_plan(chosen.file, chosen.plan, chosen.layout, chosen.dry_run)
    if chosen.json:
        return _print_json(facts)
    for sentence in facts["say"]:
        print(sentence)
    return 0


def issue(chosen: argparse.Namespace) -> int:
    facts = _app().issue(chosen.plan, _period(chosen.period), chosen.to, chosen.partner, chosen.due)
    if chosen.json:
        return _print_json(facts)
    from cjdesk.domain.text import counted

    for one in facts["issued"]:
        asked = f"{counted(one['lines'], 'figure')}, {counted(one['actions'], 'action')}"
        print(f"{one['partner']}: {asked}, {one['workbook']}")
    if not facts["issued"]:
        print("Nobody has figures to return or actions to lead in this plan yet, so nothing was issued.")
    return 0


def read(chosen: argparse.Namespace) -> int:
    facts = _app().read(chosen.plan, chosen.file, _hints(chosen))
    if chosen.json:
        return _print_json(facts)
    from cjdesk.wording import reading_in_words

    print("\n".join(reading_in_words(facts)))
    return 0


def apply(chosen: argparse.Namespace) -> int:
    facts = _app().apply(chosen.plan, chosen.file, chosen.accept, _hints(chosen))
    if chosen.json:
        return _print_json(facts)
    print(facts["say"])
    for one in facts["changes"]:
        before = f"{one['before']} -> " if one["before"] else "new: "
        print(f"  {one['cell']:22}{one['period']:12}{before}{one['after']}  {one['line']}")
    for held in facts["held"]:
        print(f"  asks  {held['cell']:16}{held['what']}  {held['why']}")
    return 0


def history(chosen: argparse.Namespace) -> int:
    facts = _app().history(chosen.plan, chosen.limit)
    if chosen.json:
        return _print_json(facts)
    for one in facts["steps"]:
        print(
            f"{one['id']:>5}  {one['at'][:16].replace('T', ' ')}  {one['label']}{'  (undone)' if one['undone'] else ''}"
        )
    return 0


def undo(chosen: argparse.Namespace) -> int:
    facts = _app().undo(chosen.plan, chosen.step, chosen.keep_later)
    if chosen.json:
        return _print_json(facts)
    print(
        f"Undone: {facts['label']}." + (f" Kept because changed since: {len(facts['kept'])}." if facts["kept"] else "")
    )
    return 0


def redo(chosen: argparse.Namespace) -> int:
    facts = _app().redo(chosen.plan, chosen.step)
    if chosen.json:
        return _print_json(facts)
    print(f"Done again: {facts['label']}.")
    return 0


def export(chosen: argparse.Namespace) -> int:
    facts = _app().export(
        chosen.plan, chosen.document, chosen.to, edition=chosen.edition, year=chosen.year, layout=chosen.layout
    )
    if chosen.json:
        return _print_json(facts)
    print(f"Wrote {facts['file']}.")
    for remark in facts["remarks"]:
        print(f"  {remark}")
    return 0


def check(chosen: argparse.Namespace) -> int:
    facts = _app().check(chosen.plan)
    if chosen.json:
        return _print_json(facts)
    print(facts["say"])
    for finding in facts["findings"]:
        print(f"  {finding['code']}  {finding['where']}: {finding['say']}")
    return 0


def trace(chosen: argparse.Namespace) -> int:
    facts = _app().trace(chosen.plan, chosen.indicator, _period(chosen.period))
    if chosen.json:
        return _print_json(facts)
    for one in facts["figures"]:
        print(f"{one['line']}: {one['shown']} ({one['say']})")
    if not facts["figures"]:
        print("The plan holds no figure of that line for that period.")
    return 0


def backup(chosen: argparse.Namespace) -> int:
    return _filed(chosen, _app().backup(chosen.plan, chosen.to))


def copy(chosen: argparse.Namespace) -> int:
    return _filed(chosen, _app().copy(chosen.plan, chosen.to))


def restore(chosen: argparse.Namespace) -> int:
    app = _app()
    return _filed(chosen, app.salvage(chosen.plan) if chosen.salvage else app.restore(chosen.plan, chosen.backup))


def _filed(chosen: argparse.Namespace, facts: dict[str, Any]) -> int:
    if chosen.json:
        return _print_json(facts)
    print(facts["say"])
    return 0


def demonstrate(chosen: argparse.Namespace) -> int:
    from cjdesk.services.demonstration import demonstrate as do

    do(chosen.to, say=print)
    return 0


def self_test(_chosen: argparse.Namespace) -> int:
    from cjdesk.services.demonstration import self_test as do

    return do(say=print)
