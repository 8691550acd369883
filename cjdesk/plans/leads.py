"""Who answers, as it may be printed: persons stand under their body or role outside the partnership."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cjdesk.domain.plan import Action, Block, Lead, Node, Output
from cjdesk.domain.text import plain
from cjdesk.plans.editions import Edition, names_people

UNNAMED = "a named officer"
"""Printed for a person of whom neither body nor role is known."""


_OF_A_NAME = re.compile(r"(?:[A-Z]\.?|(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?)")
"""An initial or a form of address: what is left of a name when the name is gone."""


def printed_leads(words: str, leads: Sequence[Lead], edition: Edition) -> str:
    """The lead words as written; where they name a person and the edition may not, body and role instead."""
    if names_people(edition) or not any(lead.person for lead in leads):
        return words or ", ".join(lead.words for lead in leads if lead.words)
    shown = [without_person(lead) if lead.person else lead.words for lead in leads]
    return ", ".join(dict.fromkeys(one for one in shown if one))


def action_leads(action: Action, block: Block | None, edition: Edition) -> str:
    """Who answers for an action where it stands: its own leads, else those its block prints for all."""
    own = printed_leads(action.lead_words, action.leads, edition)
    return own or (printed_leads(block.lead_words, block.leads, edition) if block else "")


def with_steps(action: Action) -> tuple[Action | Output, ...]:
    """An action and its steps: all that have leads, impacts, measures and a timescale of their own."""
    return (action, *action.outputs)


def block_of(node: Node, action: Action) -> Block | None:
    """The block of a node that an action belongs to."""
    return next((block for block in node.blocks if any(one is action for one in block.actions)), None)


def without_person(lead: Lead) -> str:
    """A lead without its person: the body, else what remains of the words (a role), else `UNNAMED`."""
    if lead.partner:
        return lead.partner
    rest = lead.words
    for name in (lead.person, *lead.person.split()):
        rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
    rest = " ".join(word for word in rest.split() if not _OF_A_NAME.fullmatch(word))
    rest = rest.strip(" ,;:()[]-–/")
    return rest if plain(rest) else UNNAMED
