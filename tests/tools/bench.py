"""Speed as ratios, both sides measured in one run: ``python3 dev.py bench [NAME ...]``.

Every line compares what the program does with a named baseline doing the bare minimum of the same work. Machines are
noisy: sides are timed in turn, and the median ratio is given with its limit.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]


@dataclass(frozen=True, slots=True)
class Line:
    """One measured ratio. ``at_least`` turns the limit round."""

    name: str
    baseline: str
    ratio: float
    limit: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit


def reading() -> list[Line]:
    import bench_read

    return [Line(*one) for one in bench_read.lines()]


def applying() -> list[Line]:
    import bench_apply

    return [
        Line("applying a return of 500 values, journal included", "sqlite3 inserting them", bench_apply.measure(), 4)
    ]


def documents() -> list[Line]:
    import bench_documents

    from cjdesk.plans.example import load_example
    from cjdesk.services.exporting import Wish, build

    document = build(load_example(), Wish(document="plan"))
    pages = bench_documents.ratio_to_platypus(document)
    office = bench_documents.ratio_of_libreoffice(document)
    lines = [Line("the sample plan as tagged PDF", "ReportLab Platypus drawing the same, untagged", pages, 1.3)]
    if office is None:
        print("not measured: LibreOffice is not installed")
        return lines
    return [*lines, Line("LibreOffice converting our Word file", "our PDF of the same plan", office, 2, True)]


def starting() -> list[Line]:
    import bench_start

    return [Line("python main.py --help", "python -c pass plus argparse", bench_start.measure(), 3)]


PARTS: dict[str, Callable[[], list[Line]]] = {
    "read": reading,
    "apply": applying,
    "documents": documents,
    "start": starting,
}


def main(chosen: list[str]) -> int:
    unknown = [name for name in chosen if name not in PARTS]
    if unknown:
        print(f"There is no {unknown[0]}; there are: {', '.join(PARTS)}.")
        return 2
    print(f"Measured on {date.today().isoformat()} with Python {sys.version.split()[0]}.\n")
    print(f"{'ratio':>6}  {'limit':>6}  what")
    missed = 0
    for name in chosen or PARTS:
        for line in PARTS[name]():
            sign = "≥" if line.at_least else "≤"
            told = "" if line.holds else "   MISSED"
            print(f"{line.ratio:6.2f}  {sign}{line.limit:5.1f}  {line.name}, against {line.baseline}{told}", flush=True)
            missed += not line.holds
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
