"""A whole plan out of the store as plain values, the counterpart of `plan_writing`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cjdesk.domain.benchmarks import Benchmark
from cjdesk.domain.periods import Period
from cjdesk.domain.plan import (
    Achievement,
    Action,
    ActionPlacement,
    Assessment,
    Block,
    Breakdown,
    CaseStudy,
    Chapter,
    Edition,
    Indicator,
    IndicatorPlacement,
    Lead,
    LocalOutcome,
    Mark,
    Node,
    Output,
    Part,
    ParticipationEntry,
    Partner,
    Passage,
    Plan,
    ProgressUpdate,
    Series,
    Source,
    Statement,
    Status,
    Value,
)
from cjdesk.services.rows import Row, day_from, figure_from, period_from, timescale_from

if TYPE_CHECKING:
    from db.uow import Reader


def grouped(rows: Iterable[Row], column: str) -> dict[int | None, list[Row]]:
    """Rows by the id in ``column``, in the order they came."""
    groups: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, column)].append(row)
    return groups


class _Readout:
    """The rows of one plan turned into records, each once."""

    def __init__(self, rows: dict[str, list[Row]]) -> None:
        self.rows = rows
        self._actions: dict[int, Action] = {}
        self._indicators: dict[int, Indicator] = {}

    def by(self, table: str, column: str) -> dict[int | None, list[Row]]:
        key = f"{table}.{column}"
        if key not in self.__dict__:
            self.__dict__[key] = grouped(self.rows[table], column)
        found: dict[int | None, list[Row]] = self.__dict__[key]
        return found

    # --- partners, statuses, sources -------------------------------------------------------------------------------

    @cached_property
    def partners(self) -> dict[int, Partner]:
        aliases = self.by("partner_alias", "partner_id")
        return {
            row.id: Partner(
                id=row.id,
                name=row.name,
                kind=row.kind,
                short_name=row.short_name,
                aliases=tuple(alias.alias for alias in aliases.get(row.id, ())),
                returns_data=bool(row.returns_data),
            )
            for row in self.rows["partner"]
        }

    def partner_name(self, partner_id: int | None) -> str:
        return self.partners[partner_id].name if partner_id is not None else ""

    @cached_property
    def statuses(self) -> dict[int, Status]:
        aliases = self.by("status_alias", "status_id")
        return {
            row.id: Status(
                id=row.id,
                letter=row.letter,
                word=row.word,
                shape=row.shape,
                meaning=row.meaning,
                rule=row.rule,
                aliases=tuple(alias.alias for alias in aliases.get(row.id, ())),
            )
            for row in self.rows["status"]
        }

    @cached_property
    def sources(self) -> dict[int, Source]:
        return {
            row.id: Source(
                id=row.id,
                kind=row.kind,
                file_name=row.file_name,
                sha256=row.file_sha256 or "",
                sender=row.sender,
                received_on=day_from(row.received_on),
            )
            for row in self.rows["source"]
        }

    def source(self, row: Row) -> Source | None:
        return replace(self.sources[row.source_id], cell=row.cell) if row.source_id is not None else None

    # --- actions ---------------------------------------------------------------------------------------------------

    def leads(self, owner: str, owner_id: int) -> tuple[Lead, ...]:
        return tuple(
            Lead(
                words=row.words,
                partner=self.partner_name(row.partner_id),
                partner_id=row.partner_id,
                person=row.person,
                role=row.role,
            )
            for row in self.by("lead", owner).get(owner_id, ())
        )

    def texts(self, table: str, owner: str, owner_id: int) -> tuple[str, ...]:
        return tuple(row.text for row in self.by(table, owner).get(owner_id, ()))

    def action(self, action_id: int) -> Action:
        if action_id not in self._actions:
            self._actions[action_id] = self._action(self._action_rows[action_id])
        return self._actions[action_id]

    @cached_property
    def _action_rows(self) -> dict[int, Row]:
        return {row.id: row for row in self.rows["action"]}

    def _action(self, row: Row) -> Action:
        return Action(
            id=row.id,
            text=row.text,
            moscow=row.moscow,
            lead_words=row.lead_words,
            leads=self.leads("action_id", row.id),
            impacts=self.texts("impact", "action_id", row.id),
            measures=self.texts("measure", "action_id", row.id),
            timescale=timescale_from(row),
            outputs=tuple(self._output(output) for output in self.by("output", "action_id").get(row.id, ())),
            emphasised=bool(row.emphasised),
            cross_reference=row.cross_reference,
            updates=self._updates(row.id),
        )

    def _output(self, row: Row) -> Output:
        return Output(
            id=row.id,
            text=row.text,
            lead_words=row.lead_words,
            leads=self.leads("output_id", row.id),
            impacts=self.texts("impact", "output_id", row.id),
            measures=self.texts("measure", "output_id", row.id),
            timescale=timescale_from(row),
        )

    def _updates(self, action_id: int) -> tuple[ProgressUpdate, ...]:
        rows = sorted(self.by("progress_update", "action_id").get(action_id, ()), key=lambda row: (row.as_at, row.id))
        updates = []
        for row in rows:
            as_at = day_from(row.as_at)
            assert as_at is not None  # the column is never empty
            updates.append(
                ProgressUpdate(
                    id=row.id,
                    as_at=as_at,
                    text=row.text,
                    status=self.statuses.get(row.status_id),
                    revised=timescale_from(row, "revised"),
                    source=self.source(row),
                )
            )
        return tuple(updates)

    # --- indicators ------------------------------------------------------------------------------------------------

    def indicator(self, indicator_id: int) -> Indicator:
        if indicator_id not in self._indicators:
            self._indicators[indicator_id] = self._indicator(self._indicator_rows[indicator_id])
        return self._indicators[indicator_id]

    @cached_property
    def _indicator_rows(self) -> dict[int, Row]:
        return {row.id: row for row in self.rows["indicator"]}

    def _indicator(self, row: Row) -> Indicator:
        parts = {
            part.id: Part(id=part.id, label=part.label, text=part.text)
            for part in self.by("part", "indicator_id").get(row.id, ())
        }
        breakdowns = {
            one.id: Breakdown(id=one.id, name=one.name) for one in self.by("breakdown", "indicator_id").get(row.id, ())
        }
        return Indicator(
            id=row.id,
            text=row.text,
            origin=row.origin,
            framework_ref=row.framework_ref,
            type=row.type,
            unit=row.unit,
            better=row.better,
            definition=row.definition,
            counted=row.counted,
            provider=self.partner_name(row.provider_id),
            frequency=row.frequency,
            parts=tuple(parts.values()),
            breakdowns=tuple(breakdowns.values()),
            series=tuple(
                self._series(series, parts.get(series.part_id), breakdowns.get(series.breakdown_id))
                for series in self.by("series", "indicator_id").get(row.id, ())
            ),
            reporting_measures=self.texts("reporting_measure", "indicator_id", row.id),
            not_used_reason=row.not_used_reason,
        )

    def _series(self, row: Row, part: Part | None, breakdown: Breakdown | None) -> Series:
        values = sorted(
            self.by("value", "series_id").get(row.id, ()), key=lambda value: (value.period_start, value.period_end)
        )
        marks = {one.kind: _benchmark(one) for one in self.by("benchmark", "series_id").get(row.id, ())}
        return Series(
            id=row.id,
            part=part,
            breakdown=breakdown,
            unit=row.unit,
            values=tuple(
                Value(id=one.id, period=period_from(one), figure=figure_from(one), source=self.source(one))
                for one in values
            ),
            baseline=marks.get("baseline"),
            target=marks.get("target"),
        )

    # --- the tree --------------------------------------------------------------------------------------------------

    def nodes(self, parent_id: int | None = None) -> tuple[Node, ...]:
        return tuple(self._node(row) for row in self.by("node", "parent_id").get(parent_id, ()))

    def _node(self, row: Row) -> Node:
        placements = self.by("action_placement", "node_id").get(row.id, ())
        return Node(
            id=row.id,
            depth=row.depth,
            title=row.title,
            number=row.number,
            label=row.label,
            framework_ref=row.framework_ref,
            local_wording=row.local_wording,
            statements=tuple(
                Statement(id=one.id, kind=one.kind, text=one.text, heading=one.heading, framework_ref=one.framework_ref)
                for one in self.by("statement", "node_id").get(row.id, ())
            ),
            actions=tuple(
                ActionPlacement(id=one.id, action=self.action(one.action_id), number=one.number) for one in placements
            ),
            indicators=tuple(
                IndicatorPlacement(
                    id=one.id,
                    indicator=self.indicator(one.indicator_id),
                    action=self.action(one.action_id) if one.action_id else None,
                    number=one.number,
                )
                for one in self.by("indicator_placement", "node_id").get(row.id, ())
            ),
            blocks=tuple(self._block(one, placements) for one in self.by("block", "node_id").get(row.id, ())),
            children=self.nodes(row.id),
        )

    def _block(self, row: Row, placements: Iterable[Row]) -> Block:
        return Block(
            id=row.id,
            actions=tuple(self.action(one.action_id) for one in placements if one.block_id == row.id),
            lead_words=row.lead_words,
            leads=self.leads("block_id", row.id),
            timescale=timescale_from(row),
        )

    # --- chapters and the rest -------------------------------------------------------------------------------------

    def chapters(self) -> tuple[Chapter, ...]:
        passages = self.by("passage", "chapter_id")
        return tuple(
            Chapter(
                id=row.id,
                title=row.title,
                level=row.level,
                place=row.place,
                kind=row.kind,
                passages=tuple(_passage(one) for one in passages.get(row.id, ())),
            )
            for row in self.rows["chapter"]
        )

    def case_studies(self) -> tuple[CaseStudy, ...]:
        labels = {row.id: row.label for row in self.rows["node"]}
        return tuple(
            CaseStudy(
                id=row.id,
                title=row.title,
                pseudonym=row.pseudonym,
                text=row.text,
                node_label=labels.get(row.node_id, ""),
                consent=row.consent,
                consent_on=day_from(row.consent_on),
                consent_words=row.consent_words,
                audience=row.audience,
                provider=self.partner_name(row.provider_id),
            )
            for row in self.rows["case_study"]
        )


def _passage(row: Row) -> Passage:
    return Passage(
        id=row.id,
        kind=row.kind,
        text=row.text,
        marks=tuple(
            Mark(start=start, end=end, kind=kind, target=target) for start, end, kind, target in json.loads(row.marks)
        ),
        depth=row.depth,
        rows=tuple(tuple(cells) for cells in json.loads(row.rows)),
        has_header=bool(row.has_header),
        picture=row.picture_sha256,
        alt=row.alt,
    )


def _benchmark(row: Row) -> Benchmark:
    period: Period | None = period_from(row) if row.period_start else None
    return Benchmark(figure=figure_from(row), period=period, compare=row.compare, recurs=row.recurs, note=row.remark)


def _plain(record: Any, rows: Iterable[Row], *names: str) -> tuple[Any, ...]:
    return tuple(record(id=row.id, **{name: getattr(row, name) for name in names}) for row in rows)


def _assessments(rows: Iterable[Row]) -> tuple[Assessment, ...]:
    names = ("outcome", "year", "achieved", "achieved_text", "priority_text", "planned_text", "evidence")
    return tuple(
        Assessment(
            id=row.id,
            is_priority=None if row.is_priority is None else bool(row.is_priority),
            **{name: getattr(row, name) for name in names},
        )
        for row in rows
    )


def _edition(rows: Iterable[Row]) -> Edition | None:
    current = [row for row in rows if row.is_current]
    if not current:
        return None
    row = current[-1]
    return Edition(id=row.id, name=row.name, state=row.state, dated=day_from(row.dated), approved_by=row.approved_by)


def read_plan(reader: Reader, plan_id: int) -> Plan:
    """The whole plan ``plan_id`` as it stands. Pictures are left out: `with_pictures` adds them where they print."""
    from sqlalchemy import select

    from db.models import framework, plan
    from db.queries.whole_plan import whole_plan

    [row] = reader.rows(select(plan.plan).where(plan.plan.c.id == plan_id))
    [partnership] = reader.rows(select(framework.partnership).where(framework.partnership.c.id == row.partnership_id))
    rows = whole_plan(reader, plan_id)
    readout = _Readout(rows)
    return Plan(
        id=row.id,
        title=row.title,
        partnership=partnership.name,
        area=partnership.area,
        subtitle=row.subtitle,
        period_words=row.period_words,
        first_year=row.first_year,
        last_year=row.last_year,
        framework_id=row.framework_id,
        layout_id=row.layout_id,
        contact=row.contact,
        other_formats=row.other_formats,
        levels=tuple(level.name for level in sorted(rows["level"], key=lambda level: level.depth)),
        nodes=readout.nodes(),
        chapters=readout.chapters(),
        partners=tuple(readout.partners.values()),
        statuses=tuple(readout.statuses.values()),
        case_studies=readout.case_studies(),
        participation=_plain(
            ParticipationEntry, rows["participation_entry"], "stakeholder", "activity", "when", "heard", "changed"
        ),
        achievements=_plain(Achievement, rows["achievement"], "area", "text"),
        local_outcomes=_plain(LocalOutcome, rows["local_outcome"], "number", "text"),
        assessments=_assessments(rows["assessment"]),
        edition=_edition(rows["edition"]),
    )
