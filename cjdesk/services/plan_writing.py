"""A whole plan from plain values into the store: one writer for the sample, a Word import and a new plan."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cjdesk.domain.benchmarks import Benchmark
from cjdesk.domain.plan import (
    Action,
    Block,
    Chapter,
    Indicator,
    Lead,
    Node,
    Passage,
    Plan,
    ProgressUpdate,
    Series,
    Source,
    Value,
)
from cjdesk.services.rows import day_text, figure_columns, period_columns, timescale_columns

if TYPE_CHECKING:
    from db.uow import UnitOfWork


class PlanWriter:
    """Writes one plan through an open unit of work.

    An action or indicator placed twice is written once: identity is the record's, never its number or wording.
    """

    def __init__(self, work: UnitOfWork) -> None:
        from db import models

        self.work = work
        self.tables = models
        self.partners: dict[str, int] = {}
        self.statuses: dict[str, int] = {}
        self.actions: dict[int, int] = {}
        self.indicators: dict[int, int] = {}
        self.sources: dict[Source, int] = {}
        self.nodes_by_label: dict[str, int] = {}

    def write(self, plan: Plan, partnership_id: int | None = None) -> int:
        """Write all of ``plan``; the id of its row. Pictures must have been kept before (`db.files`)."""
        framework, plans = self.tables.framework, self.tables.plan
        if partnership_id is None:
            partnership_id = self.work.insert(framework.partnership, name=plan.partnership, area=plan.area)
        plan_id = self.work.insert(
            plans.plan,
            partnership_id=partnership_id,
            title=plan.title,
            subtitle=plan.subtitle,
            period_words=plan.period_words,
            first_year=plan.first_year,
            last_year=plan.last_year,
            framework_id=plan.framework_id,
            layout_id=plan.layout_id,
            contact=plan.contact,
            other_formats=plan.other_formats,
        )
        self._people_and_states(plan)
        for depth, name in enumerate(plan.levels, 1):
            self.work.insert(plans.level, plan_id=plan_id, depth=depth, name=name)
        for position, node in enumerate(plan.nodes, 1):
            self._node(plan_id, None, position, node)
        self._around(plan_id, plan)
        return plan_id

    # --- partners and statuses -------------------------------------------------------------------------------------

    def _people_and_states(self, plan: Plan) -> None:
        framework = self.tables.framework
        for position, partner in enumerate(plan.partners, 1):
            partner_id = self.work.insert(
                framework.partner,
                name=partner.name,
                short_name=partner.short_name,
                kind=partner.kind,
                returns_data=int(partner.returns_data),
                position=position,
            )
            self.partners[partner.name] = partner_id
            self.work.insert_many(
                framework.partner_alias, [{"partner_id": partner_id, "alias": alias} for alias in partner.aliases]
            )
        for position, status in enumerate(plan.statuses, 1):
            status_id = self.work.insert(
                framework.status,
                letter=status.letter,
                word=status.word,
                shape=status.shape,
                meaning=status.meaning,
                rule=status.rule,
                position=position,
            )
            self.statuses[status.letter] = status_id
            self.work.insert_many(
                framework.status_alias, [{"status_id": status_id, "alias": alias} for alias in status.aliases]
            )

    # --- the tree --------------------------------------------------------------------------------------------------

    def _node(self, plan_id: int, parent_id: int | None, position: int, node: Node) -> None:
        plans = self.tables.plan
        node_id = self.work.insert(
            plans.node,
            plan_id=plan_id,
            parent_id=parent_id,
            depth=node.depth,
            position=position,
            number=node.number,
            label=node.label,
            title=node.title,
            framework_ref=node.framework_ref,
            local_wording=node.local_wording,
        )
        self.nodes_by_label.setdefault(node.label, node_id)
        self.work.insert_many(
            plans.statement,
            [
                {
                    "node_id": node_id,
                    "position": place,
                    "kind": one.kind,
                    "heading": one.heading,
                    "text": one.text,
                    "framework_ref": one.framework_ref,
                }
                for place, one in enumerate(node.statements, 1)
            ],
        )
        self._placed(plan_id, node_id, node)
        for place, child in enumerate(node.children, 1):
            self._node(plan_id, node_id, place, child)

    def _placed(self, plan_id: int, node_id: int, node: Node) -> None:
        plans = self.tables.plan
        block_of = {
            id(action): block_id
            for place, block in enumerate(node.blocks, 1)
            for block_id in [self._block(node_id, place, block)]
            for action in block.actions
        }
        for place, placed in enumerate(node.actions, 1):
            self.work.insert(
                plans.action_placement,
                node_id=node_id,
                action_id=self.action(plan_id, placed.action),
                block_id=block_of.get(id(placed.action)),
                position=place,
                number=placed.number,
            )
        for place, stands in enumerate(node.indicators, 1):
            self.work.insert(
                self.tables.indicators.indicator_placement,
                node_id=node_id,
                indicator_id=self.indicator(plan_id, stands.indicator),
                action_id=self.action(plan_id, stands.action) if stands.action else None,
                position=place,
                number=stands.number,
            )

    def _block(self, node_id: int, place: int, block: Block) -> int:
        block_id = self.work.insert(
            self.tables.plan.block,
            node_id=node_id,
            position=place,
            lead_words=block.lead_words,
            **timescale_columns(block.timescale),
        )
        self._leads(block.leads, block_id=block_id)
        return block_id

    # --- actions ---------------------------------------------------------------------------------------------------

    def action(self, plan_id: int, action: Action) -> int:
        """Write an action unless this very record is written already; its id."""
        if id(action) in self.actions:
            return self.actions[id(action)]
        action_id = self.work.insert(
            self.tables.plan.action,
            plan_id=plan_id,
            text=action.text,
            moscow=action.moscow,
            lead_words=action.lead_words,
            emphasised=int(action.emphasised),
            cross_reference=action.cross_reference,
            **timescale_columns(action.timescale),
        )
        self.actions[id(action)] = action_id
        self._leads(action.leads, action_id=action_id)
        self._lines(action.impacts, action.measures, action_id=action_id)
        for place, output in enumerate(action.outputs, 1):
            output_id = self.work.insert(
                self.tables.plan.output,
                action_id=action_id,
                position=place,
                text=output.text,
                lead_words=output.lead_words,
                **timescale_columns(output.timescale),
            )
            self._leads(output.leads, output_id=output_id)
            self._lines(output.impacts, output.measures, output_id=output_id)
        for update in action.updates:
            self.update(action_id, update)
        return action_id

    def _leads(self, leads: Sequence[Lead], **owner: int) -> None:
        rows = [
            {
                "action_id": None,
                "output_id": None,
                "block_id": None,
                **owner,
                "position": place,
                "role": lead.role,
                "words": lead.words,
                "partner_id": self.partners.get(lead.partner),
                "person": lead.person,
            }
            for place, lead in enumerate(leads, 1)
        ]
        self.work.insert_many(self.tables.plan.lead, rows)

    def _lines(self, impacts: Sequence[str], measures: Sequence[str], **owner: int) -> None:
        for table, texts in ((self.tables.plan.impact, impacts), (self.tables.plan.measure, measures)):
            rows = [
                {"action_id": None, "output_id": None, **owner, "position": place, "text": text}
                for place, text in enumerate(texts, 1)
            ]
            self.work.insert_many(table, rows)

    def update(self, action_id: int, update: ProgressUpdate) -> int:
        """Add a progress update; earlier ones stay."""
        return self.work.insert(
            self.tables.plan.progress_update,
            action_id=action_id,
            as_at=update.as_at.isoformat(),
            text=update.text,
            status_id=self.statuses.get(update.status.letter) if update.status else None,
            status_words=update.status.word if update.status else "",
            source_id=self._source(update.source),
            cell=update.source.cell if update.source else "",
            **timescale_columns(update.revised, "revised"),
        )

    # --- indicators ------------------------------------------------------------------------------------------------

    def indicator(self, plan_id: int, indicator: Indicator) -> int:
        """Write an indicator with parts, series, values, baseline and target unless it is written already; its id."""
        if id(indicator) in self.indicators:
            return self.indicators[id(indicator)]
        tables = self.tables.indicators
        indicator_id = self.work.insert(
            tables.indicator,
            plan_id=plan_id,
            text=indicator.text,
            origin=indicator.origin,
            framework_ref=indicator.framework_ref,
            type=indicator.type,
            unit=indicator.unit,
            better=indicator.better,
            definition=indicator.definition,
            counted=indicator.counted,
            provider_id=self.partners.get(indicator.provider),
            frequency=indicator.frequency,
            not_used_reason=indicator.not_used_reason,
        )
        self.indicators[id(indicator)] = indicator_id
        part_ids = self.work.insert_many(
            tables.part,
            [
                {"indicator_id": indicator_id, "position": place, "label": part.label, "text": part.text}
                for place, part in enumerate(indicator.parts, 1)
            ],
        )
        breakdown_ids = self.work.insert_many(
            tables.breakdown,
            [
                {"indicator_id": indicator_id, "position": place, "name": one.name}
                for place, one in enumerate(indicator.breakdowns, 1)
            ],
        )
        self.work.insert_many(
            tables.reporting_measure,
            [
                {"indicator_id": indicator_id, "position": place, "text": text}
                for place, text in enumerate(indicator.reporting_measures, 1)
            ],
        )
        parts = dict(zip(indicator.parts, part_ids, strict=True))
        breakdowns = dict(zip(indicator.breakdowns, breakdown_ids, strict=True))
        for series in indicator.series or lines_of(indicator):
            self._series(indicator_id, series, parts.get(series.part), breakdowns.get(series.breakdown))  # type: ignore[arg-type]
        return indicator_id

    def _series(self, indicator_id: int, series: Series, part_id: int | None, breakdown_id: int | None) -> None:
        tables = self.tables.indicators
        series_id = self.work.insert(
            tables.series, indicator_id=indicator_id, part_id=part_id, breakdown_id=breakdown_id, unit=series.unit
        )
        self.work.insert_many(tables.value, [self._value(series_id, value) for value in series.values])
        for kind, benchmark in (("baseline", series.baseline), ("target", series.target)):
            if benchmark:
                self.work.insert(tables.benchmark, series_id=series_id, kind=kind, **_benchmark(benchmark))

    def _value(self, series_id: int, value: Value) -> dict[str, Any]:
        return {
            "series_id": series_id,
            **period_columns(value.period),
            **figure_columns(value.figure),
            "source_id": self._source(value.source),
            "cell": value.source.cell if value.source else "",
        }

    def _source(self, source: Source | None) -> int | None:
        """One row per file and sender: the cell stands with the figure."""
        if source is None:
            return None
        from dataclasses import replace

        of_file = replace(source, cell="", id=None)
        if of_file not in self.sources:
            self.sources[of_file] = self.work.insert(
                self.tables.indicators.source,
                kind=source.kind,
                file_sha256=source.sha256 or None,
                file_name=source.file_name,
                sender=source.sender,
                received_on=day_text(source.received_on),
            )
        return self.sources[of_file]

    # --- what stands around the tree -------------------------------------------------------------------------------

    def _around(self, plan_id: int, plan: Plan) -> None:
        plans = self.tables.plan
        for place, chapter in enumerate(plan.chapters, 1):
            self._chapter(plan_id, place, chapter)
        self._plain(plans.participation_entry, plan_id, plan.participation)
        self._plain(plans.achievement, plan_id, plan.achievements)
        self._plain(plans.local_outcome, plan_id, plan.local_outcomes)
        for one in plan.assessments:
            facts = {**asdict(one), "is_priority": None if one.is_priority is None else int(one.is_priority)}
            facts.pop("id")
            self.work.insert(plans.assessment, plan_id=plan_id, **facts)
        if plan.edition:
            self.work.insert(
                plans.edition,
                plan_id=plan_id,
                name=plan.edition.name,
                state=plan.edition.state,
                dated=day_text(plan.edition.dated),
                approved_by=plan.edition.approved_by,
                is_current=1,
            )
        for place, story in enumerate(plan.case_studies, 1):
            self.work.insert(
                self.tables.casework.case_study,
                plan_id=plan_id,
                position=place,
                title=story.title,
                pseudonym=story.pseudonym,
                text=story.text,
                node_id=self.nodes_by_label.get(story.node_label) if story.node_label else None,
                provider_id=self.partners.get(story.provider),
                consent=story.consent,
                consent_on=day_text(story.consent_on),
                consent_words=story.consent_words,
                audience=story.audience,
            )

    def _plain(self, table: Any, plan_id: int, records: Iterable[Any]) -> None:
        rows = []
        for place, record in enumerate(records, 1):
            facts = asdict(record)
            facts.pop("id")
            rows.append({"plan_id": plan_id, "position": place, **facts})
        self.work.insert_many(table, rows)

    def _chapter(self, plan_id: int, place: int, chapter: Chapter) -> None:
        plans = self.tables.plan
        chapter_id = self.work.insert(
            plans.chapter,
            plan_id=plan_id,
            position=place,
            level=chapter.level,
            title=chapter.title,
            place=chapter.place,
            kind=chapter.kind,
        )
        rows = [_passage(chapter_id, position, passage) for position, passage in enumerate(chapter.passages, 1)]
        self.work.insert_many(plans.passage, rows)


def _passage(chapter_id: int, position: int, passage: Passage) -> dict[str, Any]:
    marks = [[mark.start, mark.end, mark.kind, mark.target] for mark in passage.marks]
    return {
        "chapter_id": chapter_id,
        "position": position,
        "kind": passage.kind,
        "text": passage.text,
        "marks": json.dumps(marks, ensure_ascii=False),
        "depth": passage.depth,
        "rows": json.dumps(passage.rows, ensure_ascii=False),
        "has_header": int(passage.has_header),
        "picture_sha256": passage.picture,
        "alt": passage.alt,
    }


def _benchmark(benchmark: Benchmark) -> dict[str, Any]:
    period = benchmark.period
    return {
        "period_start": day_text(period.start) if period else None,
        "period_end": day_text(period.end) if period else None,
        "period_kind": period.kind if period else "",
        **figure_columns(benchmark.figure),
        "compare": benchmark.compare,
        "recurs": benchmark.recurs,
        "remark": benchmark.note,
    }


def lines_of(indicator: Indicator) -> tuple[Series, ...]:
    """The series an indicator without figures will receive them in: one per part, or one for the whole."""
    if indicator.parts:
        return tuple(Series(part=part, unit=indicator.unit) for part in indicator.parts)
    return (Series(unit=indicator.unit),)
