"""The bodies a plan names as leads, and which of those names may be one body's. Offered, never decided here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cjdesk.domain.plan import Action, Lead, Partner, PartnerKind
from cjdesk.domain.text import plain, words_of
from cjdesk.plans.importing.leads import is_short_name, short_name_of
from cjdesk.plans.importing.model import Suggestion

_MOST_NAMES = 500  # each is compared with each; plans name 14 to 40
_SMALL = frozenset(("and", "of", "the", "for", "in", "with"))
_MEMBERS = frozenset(("members", "member", "partners", "representatives"))
_ROLE_ENDS = frozenset(("coordinator", "lead", "officer", "manager", "director", "worker", "chair", "leader"))
_GROUP_ENDS = frozenset(("group", "groups", "team", "teams", "committee", "forum", "members", "coordinators", "leads"))


def partners_of(actions: Iterable[Action]) -> tuple[Partner, ...]:
    """Every body named as a lead, each spelling once, in order of first mention; a short name in brackets is kept."""
    found: dict[str, Partner] = {}
    for lead in _leads(actions):
        key = plain(lead.partner)
        short = "" if lead.person else short_name_of(lead.words)
        if key not in found:
            found[key] = Partner(name=lead.partner, kind=_kind(lead.partner), short_name=short)
        elif short and not found[key].short_name:
            found[key] = Partner(name=found[key].name, kind=found[key].kind, short_name=short)
    return tuple(found.values())


def _leads(actions: Iterable[Action]) -> Iterator[Lead]:
    """The leads that name a body; a person without one is nobody's partner."""
    for action in actions:
        leads = (*action.leads, *(lead for output in action.outputs for lead in output.leads))
        yield from (lead for lead in leads if lead.partner)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A printed name with what tells it apart. ``core``: its words without "and", plural endings and "members"."""

    printed: str
    core: tuple[str, ...]
    short: str
    holds_short: bool


def one_body_suggestions(actions: Iterable[Action], partnership: str) -> list[Suggestion]:
    """Groups of printed names that may be one body's: spelling, plural, abbreviation, a shortened form, "members".

    ``partnership`` is the plan's own body, which plans also call by its last word alone.
    """
    own = _core(partnership)
    names = [_name_of(words) for words in _printed_names(actions)[:_MOST_NAMES]]
    groups: list[list[_Name]] = []
    for name in names:
        near = [group for group in groups if any(_may_be_one(name, other, own) for other in group)]
        merged = [one for group in near for one in group] + [name]
        groups = [group for group in groups if group not in near] + [merged]
    return [_suggestion([one.printed for one in sorted(group, key=names.index)]) for group in groups if len(group) > 1]


def _name_of(words: str) -> _Name:
    holds_short = any(is_short_name(word) for word in words.split() if not word.startswith("("))
    return _Name(printed=words, core=_core(words), short=short_name_of(words), holds_short=holds_short)


def _suggestion(group: list[str]) -> Suggestion:
    preferred = max(group, key=lambda name: (not is_short_name(name), -bool(short_name_of(name)), len(name)))
    listed = ", ".join(f"“{name}”" for name in group)
    return Suggestion(
        kind="one body",
        say=f"{listed} may be one body. Keep them as one, named “{preferred}”?",
        items=tuple(group),
        preferred=preferred,
    )


def _printed_names(actions: Iterable[Action]) -> list[str]:
    """Every spelling once; a name printed with its short name in brackets counts as a spelling of its own."""
    names: dict[str, None] = {}
    for lead in _leads(actions):
        bracketed = not lead.person and short_name_of(lead.words) and lead.words.startswith(lead.partner)
        names.setdefault(lead.words if bracketed else lead.partner)
    return list(names)


def _may_be_one(first: _Name, second: _Name, own: tuple[str, ...]) -> bool:
    if {first.short, second.short} & {first.printed, second.printed} - {""}:
        return True
    one, other = first.core, second.core
    if not one or not other:
        return False
    return (
        one == other
        or (_abbreviates(one, other) and not second.holds_short)  # the initials of a short name are nobody's
        or (_abbreviates(other, one) and not first.holds_short)
        or _shortens(one, other)
        or _shortens(other, one)
        or _is_own(one, other, own)
    )


def _core(name: str) -> tuple[str, ...]:
    """The words that tell a name apart: without brackets, "and", plural endings and a closing "members"."""
    short = short_name_of(name)
    words = words_of(name[: name.rindex("(")] if short else name.replace("&", " and ") if " & " in name else name)
    if len(words) > 1 and words[-1] in _MEMBERS:
        words = words[:-1]
    return tuple(_singular(word) for word in words if word not in _SMALL)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _abbreviates(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the first words of ``short`` are the initials of the first words of ``full``, the rest being equal.

    "cj coordinator" abbreviates "community justice coordinator", "cnc" "complex needs coordinator".
    """
    for taken in range(1, len(short) + 1):
        initials = "".join(short[:taken])
        rest = short[taken:]
        head = full[: len(full) - len(rest)] if rest else full
        if 1 < len(head) == len(initials) and full[len(head) :] == rest and initials == _initials(head):
            return True
    return False


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words)


def _shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether words were left out of the middle: first and last word are kept, and the order."""
    if not 2 <= len(short) < len(full) or short[0] != full[0] or short[-1] != full[-1]:
        return False
    rest = iter(full)
    return all(word in rest for word in short)


def _is_own(one: tuple[str, ...], other: tuple[str, ...], own: tuple[str, ...]) -> bool:
    """Whether one is only the last word of the plan's own body ("Partnership") and the other its name."""
    return bool(own) and any(
        short == own[-1:] and len(full) > 1 and own[-len(full) :] == full
        for short, full in ((one, other), (other, one))
    )


def _kind(name: str) -> PartnerKind:
    last = words_of(name)[-1:] or [""]
    if last[0] in _ROLE_ENDS:
        return "role"
    return "group" if last[0] in _GROUP_ENDS else "other"
