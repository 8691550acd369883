"""Ties a plan's wording to the national framework it follows; where the two differ, a person is told.

Only wording that is the same is tied silently. Wording that is near keeps standing as the council's own beside the
reference, and the correction is offered. A printed outcome that belongs elsewhere is asked about, never mended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cjdesk.domain.plan import Indicator, IndicatorPlacement, Node, Plan, Statement
from cjdesk.domain.text import plain
from cjdesk.frameworks import ItemKind, Match, find_by_wording, load
from cjdesk.plans.importing.model import Findings, Suggestion
from cjdesk.plans.importing.vocabulary import is_no_indicator

_NODE_KINDS: tuple[ItemKind, ...] = ("aim", "priority action", "outcome")
_FEWEST = 2  # one wording alike may be chance; two show which framework a plan follows


@dataclass(slots=True)
class Official:
    """Ties one plan; ``suggestions`` are gathered on the way."""

    framework_id: str
    findings: Findings
    suggestions: list[Suggestion] = field(default_factory=list)

    def node(self, node: Node) -> Node:
        """A node and all below it with their references."""
        match = self._best(node.title)
        own = node.title if match and not match.exact else ""
        if match and own:
            self._offer(node.label or node.title, own, match)
        tied = replace(
            node,
            framework_ref=match.ref if match else "",
            local_wording=own,
            statements=tuple(self._statement(one) for one in node.statements),
            indicators=tuple(self._placement(one) for one in node.indicators),
            children=tuple(self.node(child) for child in node.children),
        )
        if match and match.item in load(self.framework_id).priority_actions:
            self._check_outcome(tied, match)
        return tied

    def _best(self, wording: str) -> Match | None:
        """The item of the same wording in any list that nodes are made of, or else the nearest one."""
        found = [match for kind in _NODE_KINDS if (match := find_by_wording(wording, kind, self.framework_id))]
        return next((one for one in found if one.exact), found[0] if found else None)

    def _statement(self, statement: Statement) -> Statement:
        if statement.kind != "national outcome":
            return statement
        match = find_by_wording(statement.text, "outcome", self.framework_id)
        if match and not match.exact:
            self._offer(statement.heading, statement.text, match)
        return replace(statement, framework_ref=match.ref) if match and match.exact else statement

    def _placement(self, placed: IndicatorPlacement) -> IndicatorPlacement:
        indicator = placed.indicator
        kind: ItemKind = "indicator" if indicator.origin == "national" else "local evidence"
        match = find_by_wording(_whole(indicator), kind, self.framework_id)
        if match and not match.exact:
            self._offer(f"{indicator.origin.capitalize()} indicator", _whole(indicator), match)
        if match is None or not match.exact:
            return placed
        return replace(placed, indicator=replace(indicator, framework_ref=match.ref))

    def _offer(self, where: str, own: str, match: Match) -> None:
        differs = "; ".join(one.sentence for one in match.differences)
        self.suggestions.append(
            Suggestion(
                kind="official wording",
                say=f"{where}: this is near the official wording ({differs}). Take the official one?",
                items=(own,),
                preferred=match.item.full_text,
            )
        )

    def _check_outcome(self, node: Node, match: Match) -> None:
        """Ask where the outcome printed under a priority action is not the official one of it."""
        printed = node.statement("national outcome")
        if printed is None or not printed.text.strip():
            return
        framework = load(self.framework_id)
        official = framework.outcomes_of(match.item)
        refs = [framework.ref(one) for one in official]
        says_none = is_no_indicator(printed.text)
        if printed.framework_ref in refs or (says_none and not official):
            return
        if not printed.framework_ref and not says_none:
            near = find_by_wording(printed.text, "outcome", self.framework_id)
            if near and near.ref in refs:
                return
        names = " or ".join(f"“{one.text}”" for one in official) or "none"
        say = f"Under {node.label or node.title} the plan prints “{printed.text}”. The framework has {names} there."
        choices = tuple(dict.fromkeys((printed.text, *(one.text for one in official))))
        self.findings.ask("outcome", say, node.label or node.title, node.label, choices)


def tie_to_framework(plan: Plan, findings: Findings) -> tuple[Plan, list[Suggestion]]:
    """The plan with its references, and what is offered; unchanged where no framework is recognised."""
    framework_id = _framework_of(plan)
    if not framework_id:
        return plan, []
    official = Official(framework_id, findings)
    nodes = tuple(official.node(node) for node in plan.nodes)
    return replace(plan, nodes=nodes, framework_id=framework_id), official.suggestions


def _framework_of(plan: Plan) -> str:
    """The framework whose wordings the plan's headings are, by count."""
    found = Counter(match.ref.partition(":")[0] for match in _exact_matches(plan))
    best = max(found.items(), key=lambda one: one[1], default=("", 0))
    return best[0] if best[1] >= _FEWEST else ""


def _exact_matches(plan: Plan) -> Iterator[Match]:
    titles = dict.fromkeys(node.title for node in plan.walk() if plain(node.title))
    for title in titles:
        matches = (find_by_wording(title, kind) for kind in _NODE_KINDS)
        yield from [match for match in matches if match and match.exact][:1]


def _whole(indicator: Indicator) -> str:
    return " ".join((indicator.text, *(part.text for part in indicator.parts)))
