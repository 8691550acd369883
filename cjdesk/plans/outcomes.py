"""Which outcome each part of a plan serves: what the Act wants reported, outcome by outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cjdesk.domain.plan import Action, ActionPlacement, Assessment, Indicator, LocalOutcome, Node, Plan
from cjdesk.domain.text import plain
from cjdesk.frameworks import Framework, Outcome, PriorityAction, find_by_wording


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGroup:
    """An outcome with the nodes that serve it; kind "none" holds the nodes that serve none.

    ``key`` is what assessments refer to: a framework reference, or the number of a local outcome.
    """

    kind: Literal["national", "local", "none"]
    key: str
    number: str
    text: str
    nodes: tuple[Node, ...]
    indicators: tuple[Indicator, ...]

    @property
    def placed(self) -> tuple[tuple[Node, ActionPlacement], ...]:
        """The placed actions of its nodes with the node, in the order of print."""
        return tuple((node, placed) for node in self.nodes for placed in node.actions)

    @property
    def actions(self) -> tuple[Action, ...]:
        """Its actions, each once."""
        return tuple({id(placed.action): placed.action for _, placed in self.placed}.values())

    def assessment(self, plan: Plan, year: str) -> Assessment | None:
        """What was decided about this outcome for a year ("2024-25")."""
        return next((one for one in plan.assessments if (one.outcome, one.year) == (self.key, year)), None)


def group_by_outcome(plan: Plan, framework: Framework | None) -> tuple[OutcomeGroup, ...]:
    """Every national and local outcome with its nodes, empty ones too, then the nodes that serve none.

    A node serves the outcome of its priority action, as the framework links them; else the one its statement names;
    else the local outcome it is worded as; else those of the node above it. A national indicator belongs to its
    official outcome wherever it is printed, any other indicator to the outcomes of its nodes.
    """
    served = {id(node): keys for node, keys in _served(plan, framework)}
    groups: list[OutcomeGroup] = []
    if framework:
        groups += [
            _group(plan, framework, served, "national", framework.ref(one), str(one.number), one.text)
            for one in framework.outcomes
        ]
    groups += [
        _group(plan, framework, served, "local", _local_key(one), one.number, one.text) for one in plan.local_outcomes
    ]
    rest = _group(plan, framework, served, "none", "", "", "")
    return (*groups, rest) if rest.nodes or rest.indicators else tuple(groups)


def _local_key(outcome: LocalOutcome) -> str:
    """What assessments refer to a local outcome by: its number, or its words where it has none."""
    return outcome.number or outcome.text


def _group(
    plan: Plan,
    framework: Framework | None,
    served: dict[int, tuple[str, ...]],
    kind: Literal["national", "local", "none"],
    key: str,
    number: str,
    text: str,
) -> OutcomeGroup:
    nodes = tuple(
        node
        for node in plan.walk()
        if (node.actions or node.indicators) and (key in served[id(node)] if key else not served[id(node)])
    )
    return OutcomeGroup(
        kind=kind, key=key, number=number, text=text, nodes=nodes, indicators=_indicators(plan, framework, nodes, key)
    )


def _indicators(plan: Plan, framework: Framework | None, nodes: tuple[Node, ...], key: str) -> tuple[Indicator, ...]:
    here = {id(placed.indicator) for node in nodes for placed in node.indicators}
    return tuple(
        one
        for one in plan.indicators()
        if (own == key if (own := official_outcome(one, framework)) else id(one) in here)
    )


def official_outcome(indicator: Indicator, framework: Framework | None) -> str:
    """The reference of the outcome a national indicator officially measures; empty for any other indicator."""
    item = framework.find(indicator.framework_ref) if framework else None
    outcomes = framework.outcomes_of(item) if framework and item else ()
    return framework.ref(outcomes[0]) if framework and outcomes else ""


def _served(plan: Plan, framework: Framework | None) -> Iterator[tuple[Node, tuple[str, ...]]]:
    for node in plan.nodes:
        yield from _served_below(node, (), plan.local_outcomes, framework)


def _served_below(
    node: Node, above: tuple[str, ...], local: tuple[LocalOutcome, ...], framework: Framework | None
) -> Iterator[tuple[Node, tuple[str, ...]]]:
    own = node_outcomes(node, local, framework)
    keys = above if own is None else own
    yield node, keys
    for child in node.children:
        yield from _served_below(child, keys, local, framework)


def node_outcomes(node: Node, local: tuple[LocalOutcome, ...], framework: Framework | None) -> tuple[str, ...] | None:
    """The outcomes a node itself names (none at all: an empty tuple), or None where it says nothing about them."""
    item = framework.find(node.framework_ref) if framework else None
    if framework and isinstance(item, PriorityAction | Outcome):
        return tuple(framework.ref(one) for one in framework.outcomes_of(item))
    named = tuple(dict.fromkeys(filter(None, (_stated(text, ref, framework) for text, ref in _statements(node)))))
    if named:
        return named
    wordings = {plain(node.title), plain(node.local_wording)}
    matching = tuple(_local_key(one) for one in local if plain(one.text) in wordings)
    return matching or None


def _statements(node: Node) -> Iterator[tuple[str, str]]:
    for statement in node.statements:
        if statement.kind == "national outcome":
            yield statement.text, statement.framework_ref


def _stated(text: str, ref: str, framework: Framework | None) -> str:
    if framework is None:
        return ""
    if isinstance(framework.find(ref), Outcome):
        return ref
    match = find_by_wording(text, "outcome", framework.id)
    return match.ref if match and match.exact else ""
