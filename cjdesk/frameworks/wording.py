"""Finding the official item that a plan's own wording means, and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from cjdesk.domain.text import plain
from cjdesk.frameworks.catalogue import available, load
from cjdesk.frameworks.model import Framework, Item, ItemKind

LIKELY = 80.0  # below this likeness (0 to 100) a wording is taken for one of the council's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A stretch that reads otherwise: ``here`` as written, ``official`` as in the framework; either may be empty."""

    here: str
    official: str

    @property
    def sentence(self) -> str:
        if not self.here:
            return f"“{self.official}” is missing"
        if not self.official:
            return f"“{self.here}” is added"
        return f"“{self.here}” stands for “{self.official}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An official item. Only with ``exact`` (case, spacing, dashes and closing points aside) is it the same wording.

    A match that is not exact is a suggestion for a person to judge: no likeness tells "males" from "females".
    """

    item: Item
    ref: str
    exact: bool
    differences: tuple[Difference, ...] = ()


def find_by_wording(text: str, kind: ItemKind, framework_id: str = "") -> Match | None:
    """The official item of that wording, or the nearest one with what differs, or None where none is near.

    ``text`` of an indicator with parts is its stem followed by its parts. Without ``framework_id`` all frameworks
    are looked through, the one in force first.
    """
    if not plain(text):
        return None
    candidates = [(framework, item) for framework in _frameworks(framework_id) for item in framework.items(kind)]
    for framework, item in candidates:
        if same_wording(text, item.full_text):
            return Match(item=item, ref=framework.ref(item), exact=True)
    return _nearest(text, candidates)


def differences(here: str, official: str) -> tuple[Difference, ...]:
    """Where two wordings differ, word by word, in the order of the text."""
    ours, theirs = here.split(), official.split()
    matcher = SequenceMatcher(None, [plain(word) for word in ours], [plain(word) for word in theirs], autojunk=False)
    return tuple(
        Difference(here=" ".join(ours[a:b]), official=" ".join(theirs[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )


def same_wording(here: str, official: str) -> bool:
    """Whether two wordings are the same, punctuation between their words aside."""
    return _bare(here) == _bare(official)


def _nearest(text: str, candidates: Iterable[tuple[Framework, Item]]) -> Match | None:
    from rapidfuzz import fuzz  # only where wording is compared: most commands print official wording by id

    wanted = plain(text)
    scored = [(fuzz.ratio(wanted, plain(item.full_text)), framework, item) for framework, item in candidates]
    best = max(scored, key=lambda one: one[0], default=None)
    if best is None or best[0] < LIKELY:
        return None
    _, framework, item = best
    return Match(item=item, ref=framework.ref(item), exact=False, differences=differences(text.strip(), item.full_text))


def _frameworks(framework_id: str) -> Iterator[Framework]:
    if framework_id:
        yield load(framework_id)
        return
    loaded = [load(one) for one in available()]
    yield from sorted(loaded, key=lambda one: one.status != "current")


def _bare(text: str) -> str:
    """Without the points, commas and semicolons that printing puts between parts."""
    return " ".join(word.strip(".,;:") for word in plain(text).split())
