"""The number printed for each placed action."""

from __future__ import annotations

from cjdesk.domain.plan import ActionPlacement, Node, Plan
from cjdesk.plans.layout_model import Layout


class Numbers:
    """Numbers of a plan's placements in one layout: the printed one where there is one, else by the scheme."""

    def __init__(self, plan: Plan, layout: Layout) -> None:
        self._by_placement: dict[int, str] = {}
        for node in plan.walk():
            for placement in node.actions:
                self._by_placement[id(placement)] = placement.number

    def of(self, node: Node, placement: ActionPlacement) -> str:
        """The number of an action where it stands under ``node``."""
        return self._by_placement[id(placement)]
