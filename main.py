"""Start: a command was given -> the command line, else the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program; the result is the exit status."""
    if sys.argv[1:2] == ["--worker"] and len(sys.argv) == 3:
        run_worker(sys.argv[2])
    from cjdesk.cli import run

    return run(sys.argv[1:])


def run_worker(job: str) -> None:
    """Be the process that opens a file from outside. It never comes back, and loads nothing but its job."""
    from cjdesk.worker import serve

    serve(job)


if __name__ == "__main__":
    raise SystemExit(main())
