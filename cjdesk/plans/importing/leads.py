"""Who answers for an action: printed words taken apart into bodies, carefully, with the whole plan as evidence.

Commas, semicolons, slashes and lines always part bodies. "&" and "and" stand in the names of bodies as often as
between them, so they part only where both sides are bodies by what the rest of the plan shows or by their form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cjdesk.domain.plan import Lead
from cjdesk.domain.text import plain, unify

_NOBODY = re.compile(r"|n/?a|none|tb[cda]|to be (confirmed|agreed|advised|determined|identified)|not applicable|-")
_LED_BY = re.compile(r"\s*,?\s+(?:\(?led|\(?chaired) by\s+", re.IGNORECASE)
_SUPPORTED_BY = re.compile(
    r"[\s,;(]+(?:supported by|with support from|in partnership with|assisted by)[:\s]+", re.IGNORECASE
)
_PREFIX = re.compile(
    r"^(?P<role>lead|support)(?:ing|ed by)?(?: partners?| agency| agencies| officers?)?\s*:\s*", re.IGNORECASE
)
_COMMA = re.compile(r"[,;\n•](?![^(]*\))")
_SLASH = re.compile(r"(?<!\b[A-Za-z])\s*/\s*(?![A-Za-z]\b)(?![^(]*\))")
_AND_OR = re.compile(r"\s+and\s*/\s*or\s+", re.IGNORECASE)
_JOINT = re.compile(r"\s+(?:&|and)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\((?P<short>[A-Z][A-Za-z&]{1,7})\)$")
_SHORT_NAME = re.compile(r"(?:[A-Z][a-z]?){2,}[A-Z&\d]*s?|[A-Z]\d[A-Z]|[A-Z&]{2,}")
_SHARED_PLURALS = frozenset(
    ("boards", "councils", "forums", "groups", "leads", "managers", "networks", "officers", "services", "teams")
)
_BODY_NOUNS = frozenset(
    (
        *_SHARED_PLURALS,
        *(plural.removesuffix("s") for plural in _SHARED_PLURALS),
        *("agency", "agencies", "alliance", "association", "authority", "centre", "coalition", "collaborative"),
        *("committee", "co-ordinator", "coordinator", "directorate", "force", "hub", "interface"),
        *("member", "members", "organisation", "organisations", "partner", "partners", "partnership"),
        *("partnerships", "provider", "providers", "trust", "work"),
    )
)


@dataclass(slots=True)
class LeadReader:
    """Reads lead cells of one plan. ``known`` holds every body that stands alone somewhere in it (plain wording)."""

    known: set[str] = field(default_factory=set)

    def learn(self, cells: Iterable[str]) -> None:
        """Remember what stands alone between commas, slashes and lines: those are bodies whatever they hold.

        Cells of one line teach first, so that a name broken over two lines is not taken for two bodies.
        """
        for words in sorted(cells, key=lambda one: "\n" in one):
            for piece in _pieces(self._rejoined(words)):
                if not _JOINT.search(piece):
                    self.known.add(plain(_name(piece)))

    def read(self, words: str) -> tuple[Lead, ...]:
        """The leads of a cell in order; none for "TBC" and the like. The words of each stay as printed."""
        found: list[Lead] = []
        for line in self._rejoined(words).split("\n"):
            prefix = _PREFIX.match(line)
            role = prefix["role"].lower() if prefix else "lead"
            main, *supporters = _SUPPORTED_BY.split(line[prefix.end() :] if prefix else line)
            found += self._all(main, "support" if role == "support" else "lead")
            for more in supporters:
                found += self._all(more.rstrip(") "), "support")
        return tuple({(plain(one.partner), one.role): one for one in found}.values())

    def _rejoined(self, words: str) -> str:
        """Lines that only break a name put together again: a small letter or "&" follows, or both make a known one."""
        lines: list[str] = []
        for line in filter(None, (one.strip() for one in words.split("\n"))):
            before = re.split(r"[,;/]", lines[-1])[-1].strip() if lines else ""
            after = re.split(r"[,;/]", line)[0].strip()
            runs_on = bool(before) and (line[0].islower() or line[0] == "&" or plain(f"{before} {after}") in self.known)
            if runs_on:
                lines[-1] = f"{lines[-1]} {line}"
            else:
                lines.append(line)
        return "\n".join(lines)

    def is_doubtful(self, words: str) -> bool:
        """Whether a shared plural was spread over two bodies ("A & B Teams")."""
        return any(_spread(piece) for piece in _pieces(words))

    def _all(self, words: str, role: str) -> list[Lead]:
        kind = "support" if role == "support" else "lead"
        return [
            Lead(words=printed, partner=name, role="support" if kind == "support" else "lead")
            for piece in _pieces(words)
            for printed, name in self._bodies(piece)
        ]

    def _bodies(self, piece: str) -> list[tuple[str, str]]:
        spread = _spread(piece)
        if spread:
            return [(piece, name) for name in spread]
        for join in _JOINT.finditer(piece):
            left, right = piece[: join.start()].strip(), piece[join.end() :].strip()
            if self._are_bodies(left, right):
                return [*self._bodies(left), *self._bodies(right)]
        return [(piece, _name(piece))]

    def _are_bodies(self, left: str, right: str) -> bool:
        if plain(f"{left} and {right}") in self.known:
            return False
        strong = [_is_body_by_form(one) for one in (left, right)]
        known = [plain(_name(one)) in self.known for one in (left, right)]
        return (
            all(strong) or all(known) or (strong[0] and known[1]) or (known[0] and strong[1] and len(left.split()) > 1)
        )


def short_name_of(words: str) -> str:
    """The short name a body's printed words give in brackets ("Complex Needs Co-ordinator (CNC)"), or nothing."""
    found = _BRACKETS.search(words.strip())
    return found["short"] if found else ""


def is_short_name(words: str) -> bool:
    """Whether a name is an abbreviation ("CJSW", "COPFS", "G4S")."""
    return bool(_SHORT_NAME.fullmatch(words))


def _pieces(words: str) -> list[str]:
    parts = [
        one
        for line in _COMMA.split(_AND_OR.sub(", ", words))
        for lead in _LED_BY.split(line)
        for one in _SLASH.split(lead)
    ]
    trimmed = [re.sub(r"^(?:and|&)\s+", "", " ".join(one.split()).strip(" .;:•-–")) for one in parts]
    return [one for one in trimmed if not _NOBODY.fullmatch(plain(one))]


def _name(piece: str) -> str:
    return _BRACKETS.sub("", piece).strip()


def _is_body_by_form(words: str) -> bool:
    """An abbreviation, or a name of two words and more that ends like bodies, roles and groups do."""
    parts = _name(words).split()
    return bool(parts) and (
        (len(parts) == 1 and is_short_name(parts[0])) or (len(parts) > 1 and unify(parts[-1]).casefold() in _BODY_NOUNS)
    )


def _spread(piece: str) -> list[str]:
    """ "SPS & PKC Communications Teams" is a team of each: the names of both, where both are abbreviations."""
    join = _JOINT.search(piece)
    if join is None:
        return []
    left, right = piece[: join.start()].strip(), piece[join.end() :].split()
    if len(right) < 2 or not is_short_name(left) or not is_short_name(right[0]):
        return []
    if right[-1].casefold() not in _SHARED_PLURALS:
        return []
    shared = " ".join([*right[1:-1], right[-1].removesuffix("s")])
    return [f"{left} {shared}", f"{right[0]} {shared}"]
