"""National frameworks: read from ``resources/frameworks``, checked, locked."""

from cjdesk.frameworks.catalogue import available, find, item, load, parse
from cjdesk.frameworks.model import (
    CAUTION,
    Aim,
    Framework,
    Item,
    ItemKind,
    ItemPart,
    LocalEvidence,
    NationalIndicator,
    Outcome,
    PriorityAction,
)
from cjdesk.frameworks.wording import Match, find_by_wording

__all__ = [
    "CAUTION",
    "Aim",
    "Framework",
    "Item",
    "ItemKind",
    "ItemPart",
    "LocalEvidence",
    "Match",
    "NationalIndicator",
    "Outcome",
    "PriorityAction",
    "available",
    "find",
    "find_by_wording",
    "item",
    "load",
    "parse",
]
