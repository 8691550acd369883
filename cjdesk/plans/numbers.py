"""The number printed for each placed action."""

from __future__ import annotations

from cjdesk.domain.numbering import numbers_by
from cjdesk.domain.plan import ActionPlacement, Plan
from cjdesk.plans.layout_model import Layout


class Numbers:
    """Numbers of a plan's placements in one layout: the printed one where there is one, else by the scheme.

    A number that the scheme would give is withheld where the same group already prints it for another action.
    """

    def __init__(self, plan: Plan, layout: Layout) -> None:
        nodes = [node for node in plan.walk() if node.actions]
        given = numbers_by(layout.numbering, [(node.number, len(node.actions)) for node in nodes])
        self._numbers: dict[int, str] = {}
        for node, numbers in zip(nodes, given, strict=True):
            printed = {placed.number for placed in node.actions}
            for placed, number in zip(node.actions, numbers, strict=True):
                self._numbers[id(placed)] = placed.number or ("" if number in printed else number)

    def of(self, placement: ActionPlacement) -> str:
        """The number of an action where it is placed."""
        return self._numbers[id(placement)]
