"""What in a case study may identify someone: the same rules that look at partners' notes."""

from __future__ import annotations

from collections.abc import Iterable

from cjdesk.domain.identifiers import Found, personal_marks


def marks(text: str, names: Iterable[str] = ()) -> list[Found]:
    """Marks as (start, end, kind), in order, none overlapping; ``names`` are people known by name.

    A mark asks a person to look. That a text has none does not make it safe to publish.
    """
    return personal_marks(text, names)
