"""The action plan: every node under its heading, with what its level of the layout puts there."""

from __future__ import annotations

from collections.abc import Sequence

from cjdesk.documents.builders.blocks import heading, line_blocks, paragraph, table
from cjdesk.documents.builders.studies import study_blocks
from cjdesk.documents.model import Block, BulletList, ListItem, PageBreak, Run
from cjdesk.domain.plan import Node, Output
from cjdesk.domain.text import clean, plain
from cjdesk.frameworks import find
from cjdesk.plans import layout_model as layouts
from cjdesk.plans.editions import may_print
from cjdesk.plans.numbers import Numbers
from cjdesk.plans.patterns import fill
from cjdesk.plans.sources import ActionRow, IndicatorRow, Setting, cell, indicator_lines
from cjdesk.plans.suppression import note_for
from cjdesk.plans.tables import Lines, lines_of, table_of

UNTITLED = "Without a heading"


class TreeBuilder:
    """Builds the blocks of a plan's nodes in one setting; ``lowered`` is 1 below a heading of the part's own."""

    def __init__(self, setting: Setting, numbers: Numbers, lowered: int = 0) -> None:
        self._setting = setting
        self._numbers = numbers
        self._lowered = lowered

    def blocks(self) -> list[Block]:
        """The whole tree, in the order of print."""
        blocks: list[Block] = []
        for path, node in _with_paths(self._setting.plan.nodes):
            if blocks and self._level(node).new_page:
                blocks.append(PageBreak())
            blocks += self._node(node, path)
        return blocks

    def _level(self, node: Node) -> layouts.Level:
        levels = self._setting.layout.levels
        return levels[min(node.depth, len(levels)) - 1]

    def _node(self, node: Node, path: str) -> list[Block]:
        level = self._level(node)
        depth = node.depth + self._lowered
        named = self.places(node)
        title = fill(level.heading, named) or named["title"] or named["level"] or UNTITLED
        blocks: list[Block] = [heading(title, depth, f"node-{path}")]
        if (under := fill(level.under, named)) and under != title:
            blocks.append(paragraph(under, "lead"))
        blocks += _other_wording(node, self._setting)
        for content in level.content if _has_content(node) else ():
            blocks += self._content(content, node, depth + 1)
        return blocks

    def places(self, node: Node | None = None) -> dict[str, str]:
        """What a layout's words may name, for a node or (None) for the plan alone."""
        plan = self._setting.plan
        depth = node.depth if node else 0
        return {
            "number": node.number if node else "",
            "label": node.label if node else "",
            "title": node_title(node, self._setting) if node else "",
            "level": plan.levels[depth - 1] if 0 < depth <= len(plan.levels) else "",
            "edition": plan.edition.name if plan.edition else "",
            "area": plan.area,
            "partnership": plan.partnership,
            "period": plan.period_words,
        }

    def _content(self, content: layouts.Content, node: Node, depth: int) -> list[Block]:
        if isinstance(content, layouts.Statement):
            return self._statement(content, node, depth)
        if isinstance(content, layouts.Indicators):
            return self._indicators(content, node, depth)
        if isinstance(content, layouts.Actions):
            return self._actions(content, node, depth)
        return self._studies(content, node, depth)

    def _statement(self, content: layouts.Statement, node: Node, depth: int) -> list[Block]:
        found = [one for one in node.statements if one.kind == content.kind]
        blocks: list[Block] = []
        for statement in found:
            title = fill(content.heading, self.places(node)) or statement.heading
            blocks += _headed(title, depth, line_blocks(lines_of(statement.text or official(statement.framework_ref))))
        return blocks or self._said(content.heading, content.empty, node, depth)

    def _indicators(self, content: layouts.Indicators, node: Node, depth: int) -> list[Block]:
        words = [one.text for one in node.statements if one.kind == content.statement and one.text.strip()]
        blocks: list[Block] = [block for text in words for block in line_blocks(lines_of(text))]
        placed = [
            one for one in node.indicators if one.action is None and content.origin in (None, one.indicator.origin)
        ]
        if placed and content.columns:
            rows = [IndicatorRow(setting=self._setting, placement=one) for one in placed]
            plain_table = table_of(
                content.columns,
                rows,
                lambda source, row: cell("indicator", source, row),
                lambda pattern: fill(pattern, self.places(node)),
                fill(content.summary, self.places(node)),
            )
            blocks.append(table(plain_table))
            baselines = [series.baseline for one in placed for series in one.indicator.series if series.baseline]
            note = note_for(self._setting.edition, (one.figure for one in baselines))
            blocks += [paragraph(note, "note")] if note else []
        elif placed:
            blocks += line_blocks(line for one in placed for line in indicator_lines(one.indicator, depth=1))
        title = fill(content.heading, self.places(node))
        return _headed(title, depth, blocks) if blocks else self._said(content.heading, content.empty, node, depth)

    def _actions(self, content: layouts.Actions, node: Node, depth: int) -> list[Block]:
        rows = self._rows(content, node)
        if not rows:
            return self._said(content.heading, content.empty, node, depth)
        named = self.places(node)
        title = fill(content.heading, named)
        if content.form == "list":
            return _headed(title, depth, [_action_list(content, rows)])
        plain_table = table_of(
            content.columns,
            rows,
            lambda source, row: cell("action", source, row),
            lambda pattern: fill(pattern, named),
            fill(content.summary, named),
        )
        return _headed(title, depth, [table(plain_table)])

    def _rows(self, content: layouts.Actions, node: Node) -> list[ActionRow]:
        """The rows of a node's table: per action, per step of each action, or per block (and what is in none)."""
        numbered = [(placed, self._numbers.of(placed)) for placed in node.actions]
        blocks = {id(action): block for block in node.blocks for action in block.actions}
        rows: list[ActionRow] = []
        done: set[int] = set()
        for placed, number in numbered:
            block = blocks.get(id(placed.action))
            together = [(placed, number)]
            if content.rows == "block" and block is not None:
                if id(block) in done:
                    continue
                done.add(id(block))
                together = [one for one in numbered if blocks.get(id(one[0].action)) is block]
            steps: Sequence[Output | None] = placed.action.outputs if content.rows == "output" else ()
            rows += [
                ActionRow(
                    setting=self._setting,
                    node=node,
                    placements=tuple(one for one, _ in together),
                    numbers=tuple(number for _, number in together),
                    output=step,
                    block=block,
                )
                for step in steps or (None,)
            ]
        return rows

    def _studies(self, content: layouts.NodeCaseStudies, node: Node, depth: int) -> list[Block]:
        told = [
            study
            for study in self._setting.plan.case_studies
            if may_print(study, self._setting.edition) and tells_of(study.node_label, node)
        ]
        blocks = [block for study in told for block in study_blocks(study, depth + bool(content.heading))]
        return _headed(fill(content.heading, self.places(node)), depth, blocks) if blocks else []

    def _said(self, title: str, empty: str, node: Node, depth: int) -> list[Block]:
        """What is missing, in words, where the layout wants it said."""
        return _headed(fill(title, self.places(node)), depth, [paragraph(empty, "note")]) if empty else []


def node_title(node: Node, setting: Setting) -> str:
    """The wording of a node that stands first in this layout."""
    return (node.local_wording or node.title) if setting.layout.wording == "local" else node.title


def official(ref: str) -> str:
    """The official wording a reference names, or nothing."""
    item = find(ref)
    return item.text if item else ""


def tells_of(label: str, node: Node) -> bool:
    """Whether a case study's label names this node, by label or by title."""
    return bool(plain(label)) and plain(label) in (plain(node.label), plain(node.title))


def _other_wording(node: Node, setting: Setting) -> list[Block]:
    """Where the official wording stands first, the plan's own beside it, said to be local."""
    if setting.layout.wording == "local" or not node.local_wording:
        return []
    return [paragraph(f"Local wording: {node.local_wording}", "note")]


def _has_content(node: Node) -> bool:
    return bool(node.actions or node.indicators or node.statements or node.blocks) or not node.children


def _headed(title: str, depth: int, blocks: Sequence[Block]) -> list[Block]:
    return [*([heading(title, depth)] if title else []), *blocks]


def _action_list(content: layouts.Actions, rows: Sequence[ActionRow]) -> BulletList:
    """Actions as a list: the first column labels the item, the others follow as running text."""
    label, *rest = content.columns
    items = []
    for number, row in enumerate(rows, 1):
        words = [_running(cell("action", column.source, row)) or column.empty for column in rest]
        items.append(
            ListItem(
                runs=(Run(text=clean(" ".join(one for one in words if one))),),
                label=_running(cell("action", label.source, row)) or f"{number}.",
            )
        )
    return BulletList(items=tuple(items))


def _running(lines: Lines) -> str:
    return " ".join(f"{line.label} {line.text}".strip() for line in lines)


def _with_paths(nodes: Sequence[Node], above: str = "") -> list[tuple[str, Node]]:
    """All nodes in the order of print, each with its place in the tree ("2.1"): a key that is there without ids."""
    found: list[tuple[str, Node]] = []
    for number, node in enumerate(nodes, 1):
        path = f"{above}{number}"
        found += [(path, node), *_with_paths(node.children, f"{path}.")]
    return found
