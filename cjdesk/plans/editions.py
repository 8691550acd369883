"""Who a document is for, and what of the plan may reach them."""

from __future__ import annotations

from typing import Literal

from cjdesk.domain.plan import CaseStudy

Edition = Literal["internal", "board", "public"]
EDITION_WORDS: dict[Edition, str] = {
    "internal": "Internal edition",
    "board": "Board edition",
    "public": "Public edition",
}
_REACH: dict[Edition, int] = {"internal": 0, "board": 1, "public": 2}


def may_print(study: CaseStudy, edition: Edition) -> bool:
    """A case study is printed only with consent given, and only as far as its audience reaches."""
    return study.consent == "given" and _REACH[study.audience] >= _REACH[edition]


def names_people(edition: Edition) -> bool:
    """Whether leads that are persons are printed by name: only inside the partnership."""
    return edition == "internal"
