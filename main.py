"""Start: a command was given -> the command line, else the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program; the result is the exit status."""
    from cjdesk.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
