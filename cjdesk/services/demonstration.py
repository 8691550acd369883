"""A quarter's work on the sample partnership, on paper; and the check an installed program runs on itself."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from cjdesk.domain.periods import financial_year_of, slug
from cjdesk.services.exporting import Wish, export
from cjdesk.services.opening import only_plan, opened
from cjdesk.services.receiving import Hints, Outcome, apply_return

Say = Callable[[str], None]


def demonstrate(folder: Path, *, say: Say) -> list[Path]:
    """Read and apply the sample's returns, print the plan and the annual report into ``folder``; the files written."""
    from cjdesk.plans.example import load_example_facts
    from cjdesk.services.plans import new_sample

    folder.mkdir(parents=True, exist_ok=True)
    facts = load_example_facts()
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "sample.cjplan"
        say("Opening the sample partnership ...")
        new_sample(path, who="demonstration")
        _take_returns(path, Path(scratch), say)
        written = _print_all(path, folder, facts.report_year, slug(financial_year_of(facts.quarter.end)))
        _keep_copy(path, folder / "sample.cjplan")
    say(f"\nDone. {len(written)} documents and the plan itself (sample.cjplan) are in {folder.name}/:")
    for one in written:
        say(f"  {one.name}")
    return written


def _take_returns(path: Path, scratch: Path, say: Say) -> None:
    from cjdesk.plans.example import load_example_returns
    from resources import read_bytes

    for sent in load_example_returns():
        file = scratch / Path(sent.file).name
        file.write_bytes(read_bytes(sent.file))
        with opened(path, who="demonstration") as store:
            outcome = apply_return(
                store,
                only_plan(store),
                file,
                hints=Hints(partner=sent.partner, sender=sent.sender),
                today=sent.received_on,
            )
        _tell(outcome, file.name, say)


def _tell(outcome: Outcome, name: str, say: Say) -> None:
    say(f"\n{name} from {outcome.reading.partner or 'nobody named'}")
    say(f"  {outcome.say}")
    for held in outcome.changes.held:
        say(f"  asks  {held.cell}: {held.what.splitlines()[0][:90]}. {held.why}")


def _print_all(path: Path, folder: Path, year: str, current: str) -> list[Path]:
    wishes = [
        (Wish(document="plan", edition="public"), "plan"),
        (Wish(document="annual-report", edition="public", year=year), f"annual-report-{year}"),
    ]
    so_far = Wish(document="annual-report", year=current)
    printed = [(wish, folder / f"{stem}-public{ending}") for wish, stem in wishes for ending in (".pdf", ".docx")]
    printed.append((so_far, folder / f"annual-report-{current}-so-far-internal.pdf"))
    printed += [(Wish(document=table), folder / f"{table}.xlsx") for table in ("actions", "indicators")]
    with opened(path, readonly=True) as store:
        plan_id = only_plan(store)
        return [export(store, plan_id, wish, to).path for wish, to in printed]


def _keep_copy(path: Path, to: Path) -> None:
    from cjdesk.services.keeping import copy

    to.unlink(missing_ok=True)
    with opened(path, readonly=True) as store:
        copy(store, to)


def self_test(*, say: Say) -> int:
    """Do the main job once in a temporary folder; 0 if every file came out, 1 if not."""
    with tempfile.TemporaryDirectory() as scratch:
        written = demonstrate(Path(scratch), say=lambda _words: None)
        lacking = [one.name for one in written if not one.is_file() or one.stat().st_size == 0]
    if lacking:
        say(f"FAILED: not written: {', '.join(lacking)}")
        return 1
    say(f"ok: {len(written)} documents written from the sample, returns read through the worker process.")
    return 0
