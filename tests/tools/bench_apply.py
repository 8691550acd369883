"""Applying a return of 500 values through the journal, against the driver inserting the same rows."""

from __future__ import annotations

import sqlite3
import tempfile
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

from pairs import ratio

from cjdesk.domain.periods import Period
from cjdesk.domain.plan import Indicator, IndicatorPlacement, Node, Part, Plan
from cjdesk.domain.values import Figure
from cjdesk.returns.apply import plan_changes
from cjdesk.returns.model import Reading, ReceivedFile, ReturnReading
from cjdesk.services.known import known_of
from cjdesk.services.plan_reading import read_plan
from cjdesk.services.plan_writing import PlanWriter
from cjdesk.services.receiving import Papers, evidence, write_changes
from db.store import Store

PARTS = 50
QUARTERS = 10


def quarters() -> list[Period]:
    ends = {6: 30, 9: 30, 12: 31, 3: 31}
    made = []
    for place in range(QUARTERS):
        month = 4 + 3 * place
        year, first = 2020 + (month - 1) // 12, (month - 1) % 12 + 1
        made.append(Period(date(year, first, 1), date(year, first + 2, ends[first + 2]), "quarter"))
    return made


def make_store(path: Path) -> tuple[Store, int]:
    parts = tuple(Part(text=f"line {number}") for number in range(PARTS))
    indicator = Indicator(text="Number of:", unit="count", parts=parts)
    node = Node(depth=1, title="Aim", indicators=(IndicatorPlacement(indicator=indicator),))
    store = Store.create(path, who="bench")
    with store.step("plan") as work:
        plan_id = PlanWriter(work).write(Plan(title="P", partnership="P", levels=("Aim",), nodes=(node,)))
    return store, plan_id


def reading_of(store: Store, plan_id: int, salt: int) -> tuple[ReturnReading, object]:
    with store.read() as reader:
        known = known_of(reader, read_plan(reader, plan_id))
    readings = tuple(
        Reading(
            cell=f"Return!C{place}",
            figure=Figure(words=str(place + salt), state="value", number=Decimal(place + salt), unit="count"),
            confidence="certain",
            period=period,
            series_id=line.series_id,
            indicator_text=line.indicator_text,
            line_words=line.part_text,
        )
        for place, (line, period) in enumerate((line, period) for line in known.series for period in quarters())
    )
    file = ReceivedFile(name="bench.xlsx", sha256=f"{salt:064}", kind="xlsx")
    return ReturnReading(outcome="read", file=file, readings=readings, period=quarters()[0]), known


def measure() -> float:
    """Both sides begin with plain values and end with a committed transaction on a file of the same settings."""
    with tempfile.TemporaryDirectory() as scratch:
        salts, names = count(1), count()
        lines = [(n % PARTS + 1, f"2020-{n}", f"2021-{n}") for n in range(PARTS * QUARTERS)]
        bare_rows = [(*line, "quarter", str(n), "value", str(n), "count") for n, line in enumerate(lines)]

        stores = []
        for _ in range(9):
            store, plan_id = make_store(Path(scratch) / f"{next(names)}.cjplan")
            reading, known = reading_of(store, plan_id, next(salts))
            stores.append((store, plan_id, reading, known, Papers(content=b"xlsx", evidence=evidence(reading))))
        waiting = iter(stores)

        def ours() -> None:
            store, plan_id, reading, known, papers = next(waiting)
            changes = plan_changes(reading, known, "certain")  # type: ignore[arg-type]
            write_changes(store, plan_id, reading, changes, papers, date(2025, 7, 1))

        bares = iter([_bare_file(Path(scratch) / f"{next(names)}.db") for _ in range(9)])

        def bare() -> None:
            connection = next(bares)
            connection.executemany(
                "INSERT INTO value (series_id, period_start, period_end, period_kind, words, state, number_exact, unit)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                bare_rows,
            )
            connection.commit()

        found = ratio(ours, bare, rounds=8)
        for store, *_ in stores:
            store.close()
        return found


def _bare_file(path: Path) -> sqlite3.Connection:
    """Our table of values as it is, with its checks, keys and index, but without journal or history."""
    store, _plan_id = make_store(path)
    store.close()
    connection = sqlite3.connect(path)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.commit()
    return connection


if __name__ == "__main__":
    print(measure())
