"""A status as partners write it: the scheme's own words, or what was decided for this partner before."""

from __future__ import annotations

from dataclasses import dataclass, field

from cjdesk.domain.statuses import match_status
from cjdesk.domain.text import plain
from cjdesk.returns.model import Known, KnownStatus


@dataclass(slots=True)
class StatusMatcher:
    """Knows the scheme of ``known`` and the decisions for ``partner_id``."""

    known: Known
    partner_id: int | None = None
    _decided: dict[str, KnownStatus] = field(default_factory=dict)

    def __post_init__(self) -> None:
        by_id = {status.status_id: status for status in self.known.statuses}
        for one in sorted(self.known.remembered, key=lambda row: row.partner_id is not None):
            if one.target == "status" and one.partner_id in (None, self.partner_id) and one.target_id in by_id:
                self._decided[plain(one.words)] = by_id[one.target_id]

    def match(self, words: str) -> KnownStatus | None:
        """The status that words mean, or None: asked.

        Where two are named and one says complete, the other on track ("G/complete"), the action is complete: in a
        scheme of three colours green covers both. Any other pair is asked.
        """
        decided = self._decided.get(plain(words))
        if decided:
            return decided
        found = match_status(words, self.known.statuses)
        if found.status or found.unknown:
            return found.status
        if {status.meaning for status in found.seen} == {"complete", "on track"}:
            return next(status for status in found.seen if status.meaning == "complete")
        return None
