"""Who answers for an action: printed words taken apart into bodies, carefully, with the whole plan as evidence.

Commas, semicolons, slashes and lines always part bodies. "&" and "and" stand in the names of bodies as often as
between them, so they part only where both sides are bodies by what the rest of the plan shows or by their form.
Persons (`people`) stand in `Lead.person`, with the body or role that is printed beside them as their partner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from cjdesk.domain.plan import Lead
from cjdesk.domain.text import plain, unify
from cjdesk.plans.importing.people import Part, parts_of

_NOBODY = re.compile(r"|n/?a|none|tb[cda]|to be (confirmed|agreed|advised|determined|identified)|not applicable|-")
_LED_BY = re.compile(r"\s*,?\s+(?:\(?led|\(?chaired) by\s+", re.IGNORECASE)
_SUPPORTED_BY = re.compile(
    r"[\s,;(]+(?:supported by|with support from|in partnership with|assisted by)[:\s]+", re.IGNORECASE
)
_PREFIX = re.compile(
    r"^(?P<role>lead|support)(?:ing|ed by)?(?: partners?| agency| agencies| officers?)?\s*:\s*", re.IGNORECASE
)
_COMMA = re.compile(r"([,;\n•])(?![^(]*\))")
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
        for line in _with_bodies(self._rejoined(words).split("\n")):
            prefix = _PREFIX.match(line)
            role = prefix["role"].lower() if prefix else "lead"
            main, *supporters = _SUPPORTED_BY.split(line[prefix.end() :] if prefix else line)
            found += self._all(main, "support" if role == "support" else "lead")
            for more in supporters:
                found += self._all(more.rstrip(") "), "support")
        return tuple({(plain(one.partner), one.person, one.role): one for one in found}.values())

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

    def _all(self, words: str, role: Literal["lead", "support"]) -> list[Lead]:
        """The leads of a line: a comma after a person leads to the person's body, other marks part."""
        found: list[Lead] = []
        waits = False
        for piece, comma_follows in _parted(words):
            parts = parts_of(piece)
            if any(part.is_person for part in parts):
                found += self._people(piece, parts, role)
            else:
                more = [Lead(words=printed, partner=name, role=role) for printed, name in self._bodies(piece)]
                if waits:
                    first = more.pop(0)
                    found[-1] = replace(found[-1], words=f"{found[-1].words}, {first.words}", partner=first.partner)
                found += more
            # one word that may be a person or a body takes no body away from the next
            waits = comma_follows and not found[-1].partner and " " in found[-1].person
        return found

    def _people(self, piece: str, parts: tuple[Part, ...], role: Literal["lead", "support"]) -> list[Lead]:
        """Persons each with the body or role beside them: the one after them, or else the one before."""
        found: list[Lead] = []
        free: str | None = None  # words before a person that may still be found to be their body
        for at, part in enumerate(parts):
            after = parts[at + 1] if at + 1 < len(parts) else None
            if part.is_person:
                found.append(Lead(words=part.words, person=part.words, role=role))
                if free is not None and not part.joined and (after is None or after.is_person or after.joined):
                    found[-1] = _of_body(found[-1], free, "before")
                    free = None
            elif at and parts[at - 1].is_person and not part.joined and not _is_person(part.words):
                found[-1] = _of_body(found[-1], part.words, "after")
            elif after is not None and after.is_person and not after.joined:
                free = part.words
                continue
            else:
                found += self._beside_person(part.words, role)
            if free is not None:
                found[-1:-1] = self._beside_person(free, role)
                free = None
        return [replace(found[0], words=piece)] if len(found) == 1 else found

    def _beside_person(self, words: str, role: Literal["lead", "support"]) -> list[Lead]:
        """Words joined to a person's name: bodies, or a second person whom they show only by themselves."""
        if _is_person(words):
            return [Lead(words=words, person=words, role=role)]
        return [Lead(words=one, partner=name, role=role) for one, name in self._bodies(words)]

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
    return [piece for piece, _ in _parted(words)]


def _parted(words: str) -> list[tuple[str, bool]]:
    """The pieces between commas, slashes and the like, and whether a comma or a new line follows each."""
    chunks = _COMMA.split(_AND_OR.sub(", ", words))
    found = []
    for chunk, mark in zip(chunks[::2], [*chunks[1::2], ""], strict=True):
        inner = [one for lead in _LED_BY.split(chunk) for one in _SLASH.split(lead)]
        for at, one in enumerate(inner):
            piece = re.sub(r"^(?:and|&)\s+", "", " ".join(one.split()).strip(" .;:•-–"))
            if not _NOBODY.fullmatch(plain(piece)):
                found.append((piece, mark in (",", "\n") and at + 1 == len(inner)))
    return found


def _with_bodies(lines: list[str]) -> list[str]:
    """Lines, a body on the line below a person's name put beside it."""
    joined: list[str] = []
    for line in lines:
        above = parts_of(joined[-1]) if joined else ()
        waits = len(above) == 1 and above[0].is_person and " " in above[0].words and not _PREFIX.match(line)
        if waits and not _is_person(line):
            joined[-1] = f"{joined[-1]}, {line}"
        else:
            joined.append(line)
    return joined


def _is_person(words: str) -> bool:
    return any(part.is_person for part in parts_of(words))


def _of_body(lead: Lead, words: str, side: Literal["before", "after"]) -> Lead:
    """A person with the body or role printed beside the name; words that are no name stay words."""
    printed = f"{words}, {lead.words}" if side == "before" else f"{lead.words}, {words}"
    return replace(lead, words=printed, partner=_name(words) if words[0].isupper() else "")


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
