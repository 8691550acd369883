"""Matching a line of a progress sheet to an action: by number and wording together, each checked against the other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from cjdesk.domain.numbering import split_number
from cjdesk.domain.text import plain, unify
from cjdesk.returns.identity import IssuedFor
from cjdesk.returns.model import Cell, Confidence, Known, KnownAction
from cjdesk.returns.wording import content, difference, key

SUGGEST_FROM = 86.0
NAME_FROM = 60.0
LEAD = 4.0
CONTRADICTS_BELOW = 60.0
"""A wording less like the action's than this, beside its number, makes the number doubtful."""


@dataclass(frozen=True, slots=True)
class ActionMatch:
    """Which action a line speaks of, how sure, why, and what else it could be."""

    action: KnownAction | None
    confidence: Confidence
    reasons: tuple[str, ...]
    candidates: tuple[int, ...] = ()


def bare_number(text: str) -> str:
    """A printed number without its MoSCoW letter: "1.1 (M)" is 1.1. Words that are no number stay themselves."""
    found = split_number(text)
    return found.number if found else unify(text)


@dataclass(slots=True)
class ActionMatcher:
    """Look-ups over ``Known.actions`` for one partner."""

    known: Known
    partner_id: int | None = None
    issued_for: IssuedFor = "nobody knows"
    by_number: dict[str, list[KnownAction]] = field(default_factory=lambda: defaultdict(list))
    by_text: dict[str, list[KnownAction]] = field(default_factory=lambda: defaultdict(list))
    by_code: dict[str, KnownAction] = field(default_factory=dict)
    decided: dict[str, int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for action in self.known.actions:
            self.by_text[key(action.text)].append(action)
            if action.code:
                self.by_code[plain(action.code)] = action
            for number in dict.fromkeys(bare_number(one) for one in action.numbers):
                self.by_number[number].append(action)
        for one in sorted(self.known.remembered, key=lambda row: row.partner_id is not None):
            if one.target == "action" and one.partner_id in (None, self.partner_id):
                self.decided[plain(one.words)] = one.target_id

    def match(self, numbers: tuple[Cell, ...], words: str, anchored: str = "") -> ActionMatch:
        """The action of a line with these number cells and this wording; both may be empty."""
        coded = next((one for cell in numbers if (one := self.by_code.get(plain(cell.shown)))), None)
        hidden = None if coded else self.by_code.get(plain(anchored))
        if (coded or hidden) and self.issued_for != "another plan":
            reason = "its code" if coded else "the hidden id of our own template"
            checked = self._checked(coded or hidden, words, reason)
            return checked if self.issued_for == "this plan" or key(words) in self.by_text else _unproven(checked)
        printed = next((found for cell in numbers if (found := bare_number(cell.shown))), "")
        if printed:
            return self._numbered(printed, words, numbers)
        return self._worded(words) if words else ActionMatch(None, "ask", ("neither number nor wording",))

    def _numbered(self, printed: str, words: str, cells: tuple[Cell, ...]) -> ActionMatch:
        actions = list(self.by_number.get(printed, ()))
        if any(cell.kind == "number" for cell in cells):  # 1.10 typed as a number shows as 1.1
            actions += self.by_number.get(f"{printed}0", ())
        if not actions:
            found = self._worded(words) if words else None
            if found and found.action and key(found.action.text) == key(words):
                reasons = (*found.reasons, f"{printed} is not a number of the plan")
                return ActionMatch(found.action, "suggested", reasons)
            ids = (*_ids([found.action] if found.action else []), *found.candidates) if found else ()
            return ActionMatch(None, "ask", (f"{printed} is not a number of the plan",), ids)
        if len(actions) == 1:
            return self._checked(actions[0], words, f"its number {printed}")
        fitting = [one for one in actions if words and key(one.text) == key(words)]
        if len(fitting) == 1:
            return ActionMatch(fitting[0], "certain", (f"its number {printed} and its words",))
        return ActionMatch(None, "ask", (f"{printed} stands for more than one action",), _ids(actions))

    def _checked(self, action: KnownAction | None, words: str, reason: str) -> ActionMatch:
        """An action found by number or code, its wording looked at: that of another action contradicts it."""
        assert action is not None
        if not words:
            return ActionMatch(action, "certain", (reason,))
        exact = self.by_text.get(key(words), [])
        if action in exact:
            return ActionMatch(action, "certain", (reason, "its words"))
        likeness = max(
            fuzz.ratio(key(words), key(action.text)),
            fuzz.partial_ratio(key(words), key(action.text)) if len(words) >= 20 else 0,
        )
        if exact or likeness < CONTRADICTS_BELOW:
            ids = _ids([action, *exact, *self._like(words)])
            return ActionMatch(None, "ask", (f"{reason} says one action, its words another",), ids)
        if likeness >= SUGGEST_FROM and not difference(key(words), key(action.text)):
            return ActionMatch(action, "certain", (reason, "its words, nearly"))
        forbidden = difference(key(words), key(action.text))
        if forbidden and fuzz.ratio(key(words), key(action.text)) >= SUGGEST_FROM - 10:
            return ActionMatch(
                None, "ask", (reason, f"its words are like the action's, but {forbidden}"), _ids([action])
            )
        return ActionMatch(action, "suggested", (reason, f"its words are {likeness:.0f} of 100 like the action"))

    def _worded(self, words: str) -> ActionMatch:
        exact = self.by_text.get(key(words), [])
        if len(exact) == 1:
            return ActionMatch(exact[0], "certain", ("its words",))
        target = self.decided.get(plain(words))
        remembered = next((one for one in self.known.actions if one.action_id == target), None)
        if remembered:
            return ActionMatch(remembered, "certain", ("decided earlier for this partner",))
        if exact:
            numbers = " and ".join(number for one in exact for number in one.numbers[:1])
            return ActionMatch(None, "ask", (f"the text is that of actions {numbers}",), _ids(exact))
        ranked = self._ranked(words)
        ids = _ids([action for _score, action in ranked] or self._holding(words))
        if not ranked or ranked[0][0] < SUGGEST_FROM:
            return ActionMatch(None, "ask", ("no action of the plan has these words",), ids)
        rivals = [score for score, action in ranked[1:] if action is not ranked[0][1]]
        forbidden = difference(key(words), key(ranked[0][1].text))
        if forbidden or (rivals and ranked[0][0] - rivals[0] < LEAD):
            return ActionMatch(None, "ask", (forbidden or "more than one action is like it",), ids)
        return ActionMatch(ranked[0][1], "suggested", (f"{ranked[0][0]:.0f} of 100 like the action",), ids)

    def _ranked(self, words: str) -> list[tuple[float, KnownAction]]:
        texts = list(self.by_text)
        found = process.extract(key(words), texts, scorer=fuzz.ratio, score_cutoff=NAME_FROM, limit=5)
        return [(score, action) for text, score, _place in found for action in self.by_text[text]]

    def _holding(self, words: str) -> list[KnownAction]:
        """Actions that have all the telling words of a short name ("Awareness sessions"): named, never taken."""
        wanted = _singular(words)
        return [action for action in self.known.actions if wanted and wanted <= _singular(action.text)]

    def _like(self, words: str) -> list[KnownAction]:
        return [action for score, action in self._ranked(words) if score >= SUGGEST_FROM]


def _unproven(found: ActionMatch) -> ActionMatch:
    """A code without the exact words of its action may be another plan's."""
    if found.confidence != "certain":
        return found
    return replace(found, confidence="suggested", reasons=(*found.reasons, "nothing says that it is this plan's"))


def _singular(words: str) -> set[str]:
    return {word.removesuffix("s") for word in content(key(words))}


def _ids(actions: list[KnownAction]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.action_id for one in actions))[:5]
