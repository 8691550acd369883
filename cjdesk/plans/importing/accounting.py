"""The last look: every worded line of the file must stand in the plan, in the tray or among what was left out.

The steps of recognition each account for what they take. This net is for what none of them took, so that a mistake
or a shape nobody thought of ends in the tray and not in nothing. It counts: a line that stands twice in the file must
have been kept twice, and what a table's actions hold answers only for that table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cjdesk.domain.plan import Action, ActionPlacement, Indicator, Node, Output, Plan
from cjdesk.domain.text import clean
from cjdesk.plans.importing.body import Block, Table, paragraphs_of
from cjdesk.plans.importing.model import Findings, LeftOut, TrayItem

_MARKS = re.compile(r"[()\[\]:•|\-–—.,;]")
_LABEL = re.compile(r"^\s*\(?(?:[ivx]{1,5}|[a-h]|\d{1,2})\)\s*")
_TABLE = re.compile(r"table (\d+)\b")
_LETTER_WORDS = re.compile(r"(?P<letter>[MSCW])(?:ust|hould|ould|on['’]?t)(?: have)?\b", re.IGNORECASE)
_RUNNING = 0  # the pool of all that stands outside action tables


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A printed line of the file, where it stands, and which pool must have it."""

    text: str
    place: str
    pool: int


@dataclass(slots=True)
class _Pool:
    """Kept lines that are not yet answered for by a line of the file, found by any of their words."""

    lines: list[str] = field(default_factory=list)
    by_word: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    whole: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, text: str) -> None:
        for line in filter(None, (_bare(one) for one in text.split("\n"))):
            for word in line.split():
                self.by_word[word].add(len(self.lines))
            self.whole[line].append(len(self.lines))
            self.lines.append(line)

    def take_whole(self, line: str) -> bool:
        """Whether a kept line reads the same; it is used up."""
        found = self.whole[line].pop() if self.whole.get(line) else None
        if found is not None:
            self.lines[found] = ""
        return found is not None

    def take_clauses(self, clauses: list[str]) -> bool:
        """Whether each clause stands inside a kept line; their words are used up, or none where one is missing."""
        before: list[tuple[int, str]] = []
        for clause in clauses:
            at = self._holding(clause) if clause else None
            if at is None:
                for index, line in reversed(before):
                    self.lines[index] = line
                return False
            before.append((at, self.lines[at]))
            self.lines[at] = f" {self.lines[at]} ".replace(f" {clause} ", " \n ", 1).strip(" ")
        return True

    def _holding(self, clause: str) -> int | None:
        rarest = min((self.by_word.get(word, set()) for word in clause.split()), key=len)
        return next((at for at in sorted(rarest) if f" {clause} " in f" {self.lines[at]} "), None)


def keep_the_rest(blocks: tuple[Block, ...], plan: Plan, taken: frozenset[int], findings: Findings) -> None:
    """Put into the tray what of ``blocks`` is kept neither in ``plan`` nor in the findings, line by line.

    ``taken`` are the places of paragraphs that the title page has used, whose words may stand elsewhere as well.
    """
    pools = _pools(plan, findings)
    lines = list(_lines(blocks, taken, pools.keys()))
    open_ones = [line for line in lines if not pools[line.pool].take_whole(_bare(line.text))]
    # the longest first, so that a short line is not found in the middle of what a longer one left there
    lost = set()
    for line in sorted(open_ones, key=lambda one: -len(one.text)):
        pool = pools[line.pool]
        if pool.take_clauses(_clauses(line.text)):
            continue
        if line.pool and pool.take_clauses([_lettered(line.text)]):
            findings.leave_out(line.text, line.place, "Kept as the letter of its MoSCoW priority.")
        else:
            lost.add(id(line))
    for line in (one for one in open_ones if id(one) in lost):
        findings.to_tray("text", line.text, line.place, "No place in the plan was found for this.")


def _lines(blocks: tuple[Block, ...], taken: frozenset[int], pools: Iterable[int]) -> Iterator[_Line]:
    tables = set(pools)
    for block in blocks:
        is_table = isinstance(block, Table)
        place = f"table {block.place}" if is_table else f"paragraph {block.place}"
        pool = block.place if is_table and block.place in tables else _RUNNING
        for paragraph in paragraphs_of((block,)):
            if not is_table and paragraph.place in taken:
                continue
            for text in clean(paragraph.text).split("\n"):
                if _bare(text):
                    yield _Line(text=text, place=place, pool=pool)


def _pools(plan: Plan, findings: Findings) -> dict[int, _Pool]:
    """Everything that was kept: apart for each action table, and the rest together."""
    pools = {_RUNNING: _Pool(), **{table: _Pool() for table in findings.from_tables}}
    for table, kept in findings.from_tables.items():
        for one in kept:
            for text in _of_action(one) if isinstance(one, ActionPlacement) else (one,):
                pools[table].add(text)
    records: tuple[TrayItem | LeftOut, ...] = (*findings.tray, *findings.left_out)
    for record in records:
        if not isinstance(record, TrayItem) or record.kind != "picture":
            found = _TABLE.match(record.place)
            pools.get(int(found[1]) if found else _RUNNING, pools[_RUNNING]).add(record.text)
    running = pools[_RUNNING]
    for text in _running_texts(plan):
        running.add(text)
    for heading in (one for kept in findings.from_tables.values() for one in kept if isinstance(one, str)):
        running.take_clauses([_bare(heading)])  # it stands in a table and became a heading of the tree
    return pools


def _running_texts(plan: Plan) -> Iterator[str]:
    for node in plan.walk():
        yield from _of_node(node)
    for chapter in plan.chapters:
        yield chapter.title
        for passage in chapter.passages:
            yield passage.text
            yield from (cell for row in passage.rows for cell in row)


def _of_node(node: Node) -> Iterator[str]:
    """What a level says itself; what was one line in the file and is several fields stands as one line again."""
    yield f"{node.label or node.number} {node.title}"
    for statement in node.statements:
        yield from (statement.heading, statement.text)
    for placed in node.indicators:
        yield _of_indicator(placed.indicator)


def _of_indicator(indicator: Indicator) -> str:
    return " ".join((indicator.text, *(f"{part.label} {part.text}" for part in indicator.parts)))


def _of_action(placed: ActionPlacement) -> Iterator[str]:
    action = placed.action
    letter = action.moscow or ""
    yield f"{placed.number} {letter} {action.text}"
    yield from _of_stated(action)
    for output in action.outputs:
        yield output.text
        yield from _of_stated(output)


def _of_stated(one: Action | Output) -> Iterator[str]:
    yield from (one.lead_words, *one.impacts, *one.measures, one.timescale.words)


def _lettered(text: str) -> str:
    """A line with the letter in place of the word for a MoSCoW priority: "A3 (Should have)"."""
    return _bare(_LETTER_WORDS.sub(lambda found: found["letter"].upper(), text))


def _clauses(text: str) -> list[str]:
    """The parts of a line that may have come apart: its label, and what stands on both sides of a colon."""
    return [bare for clause in _LABEL.sub("", text).split(":") if (bare := _bare(clause))]


def _bare(text: str) -> str:
    """Words alone: a label or bracket that became a field of its own makes no difference."""
    return " ".join(_MARKS.sub(" ", text).split())
