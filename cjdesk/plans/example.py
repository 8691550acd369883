"""The sample partnership: an invented, complete plan, read from ``resources/example`` and checked.

What a plan cannot hold (contacts, the board of returns, the six files of the last quarter) has loaders of its own.
Every loader raises UserProblem naming file, key and reason where the files do not fit together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import resources
from cjdesk.domain.datafile import fault
from cjdesk.domain.periods import Period
from cjdesk.domain.plan import (
    Achievement,
    Action,
    ActionPlacement,
    Assessment,
    CaseStudy,
    Chapter,
    Edition,
    IndicatorPlacement,
    Lead,
    LocalOutcome,
    Node,
    ParticipationEntry,
    Plan,
    ProgressUpdate,
    Source,
    Statement,
    StatementKind,
)
from cjdesk.domain.statuses import DEFAULT_SCHEME
from cjdesk.domain.timescales import NO_TIMESCALE, parse_timescale
from cjdesk.frameworks import Framework, Item, PriorityAction, load
from cjdesk.plans.example_board import (
    ExampleContact,
    ExampleExpected,
    ExampleReturn,
    Names,
    day_of,
    load_example_board,
    load_example_contacts,
    load_example_returns,
)
from cjdesk.plans.example_files import (
    FOLDER,
    ActionFile,
    AimFile,
    AssessmentsFile,
    CaseStudiesFile,
    ChaptersFile,
    IndicatorFile,
    IndicatorsFile,
    ParticipationFile,
    PartnersFile,
    PlanFile,
    PriorityActionFile,
    read_csv,
    read_toml,
)
from cjdesk.plans.example_series import Sent, indicators
from cjdesk.plans.example_text import passages

_AIMS = ("actions-1.toml", "actions-2.toml", "actions-3.toml", "actions-4.toml")
_CHAPTERS: dict[str, Literal["before", "after"]] = {"chapters-1.toml": "before", "chapters-2.toml": "after"}


__all__ = [
    "ExampleContact",
    "ExampleExpected",
    "ExampleFacts",
    "ExampleReturn",
    "load_example",
    "load_example_board",
    "load_example_contacts",
    "load_example_facts",
    "load_example_returns",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFacts:
    """What a demonstration needs to know: ``report_year`` is the last complete year ("2024-25")."""

    report_year: str
    quarter: Period


@cache
def load_example() -> Plan:
    """The sample's plan, as an import would give it: no ids, every reference resolved."""
    return _Builder().plan()


@cache
def load_example_facts() -> ExampleFacts:
    """The year and quarter that the sample is about: its returns are for ``quarter``."""
    return ExampleFacts(
        report_year=read_toml(PlanFile, "plan.toml").report_year,
        quarter=max(one.period for one in load_example_board()),
    )


class _Builder:
    """Reads all files and puts the plan together."""

    def __init__(self) -> None:
        self.file = read_toml(PlanFile, "plan.toml")
        self.framework: Framework = load(self.file.framework)
        self.names = Names(read_toml(PartnersFile, "partners.toml"))
        self.pictures: dict[str, bytes] = {}
        self.statuses = {one.letter: one for one in DEFAULT_SCHEME}
        self.aims = {name: read_toml(AimFile, name) for name in _AIMS}
        self.received = {(one.partner, one.period): one.received_on for one in load_example_board()}

    def plan(self) -> Plan:
        """The whole plan."""
        file = self.file
        return Plan(
            title=file.title,
            subtitle=file.subtitle,
            partnership=file.partnership,
            area=file.area,
            period_words=file.period_words,
            first_year=file.first_year,
            last_year=file.last_year,
            framework_id=file.framework,
            layout_id=file.layout,
            contact=file.contact.strip(),
            other_formats=file.other_formats.strip(),
            levels=file.levels,
            nodes=self._nodes(),
            chapters=tuple(self._chapters()),
            partners=self.names.partners,
            statuses=DEFAULT_SCHEME,
            case_studies=self._case_studies(),
            local_outcomes=tuple(LocalOutcome(number=one.number, text=one.text) for one in file.local_outcome),
            assessments=self._assessments(),
            edition=Edition(
                name=file.edition.name,
                state=file.edition.state,
                dated=file.edition.dated,
                approved_by=file.edition.approved_by,
            ),
            pictures=self.pictures,
            **self._participation(),  # type: ignore[arg-type]  # two keys, each of its own record
        )

    # --- the tree ---------------------------------------------------------------------------------------------------

    def _nodes(self) -> tuple[Node, ...]:
        actions = self._actions()
        placed = self._placed(actions)
        stands = self._standing()
        return tuple(self._aim(name, file, placed, stands) for name, file in self.aims.items())

    def _aim(
        self,
        name: str,
        file: AimFile,
        placed: dict[str, list[ActionPlacement]],
        stands: dict[str, list[IndicatorPlacement]],
    ) -> Node:
        aim = self._item(file.aim, name, "aim")
        children = tuple(
            self._priority(name, one, placed.get(one.ref, []), stands.get(one.ref, [])) for one in file.priority_action
        )
        return Node(
            depth=1,
            number=str(aim.number),
            label=f"{self.file.levels[0]} {aim.number}",
            title=aim.text,
            framework_ref=self.framework.ref(aim),
            children=children,
        )

    def _priority(
        self, name: str, one: PriorityActionFile, placed: list[ActionPlacement], stands: list[IndicatorPlacement]
    ) -> Node:
        item = self._item(one.ref, name, "priority_action.ref")
        return Node(
            depth=2,
            number=str(item.number),
            label=self._label(item),
            title=item.text,
            framework_ref=self.framework.ref(item),
            statements=tuple(self._statements(name, one)),
            actions=tuple(sorted(placed, key=lambda place: [int(digits) for digits in place.number.split(".")])),
            indicators=tuple(stands),
        )

    def _label(self, item: Item) -> str:
        return f"{self.file.levels[1]} {item.number}"

    def _statements(self, name: str, one: PriorityActionFile) -> Iterable[Statement]:
        if one.outcome:
            outcome = self._item(one.outcome, name, f"{one.ref}.outcome")
            yield Statement(kind="national outcome", text=outcome.text, framework_ref=self.framework.ref(outcome))
        words: tuple[tuple[StatementKind, str], ...] = (
            ("introduction", one.introduction),
            ("national outcome", one.outcome_words),
            ("national indicators", one.national_words),
            ("local indicators", one.local_words),
        )
        yield from (Statement(kind=kind, text=text) for kind, text in words if text)
        if one.supporting_strategies:
            yield Statement(
                kind="supporting strategies", heading="Supporting strategies", text=one.supporting_strategies
            )

    def _item(self, item_id: str, file: str, key: str) -> Item:
        item = self.framework.find(f"{self.framework.id}:{item_id}")
        if item is None:
            raise fault(file, key, f"the framework has no “{item_id}”")
        return item

    # --- actions ----------------------------------------------------------------------------------------------------

    def _actions(self) -> dict[str, Action]:
        """Every action by its key."""
        updates = self._updates()
        found: dict[str, Action] = {}
        for name, aim in self.aims.items():
            for one in (action for priority in aim.priority_action for action in priority.action):
                if one.key in found:
                    raise fault(name, one.key, "this key is used twice")
                found[one.key] = self._action(one, name, tuple(updates.pop(one.key, ())))
        for key in updates:
            raise fault("progress.csv", key, "there is no such action")
        return found

    def _action(self, one: ActionFile, file: str, updates: tuple[ProgressUpdate, ...]) -> Action:
        leads = tuple(self._lead(words, "lead", one, file) for words in one.lead)
        leads += tuple(self._lead(words, "support", one, file) for words in one.support)
        return Action(
            text=one.text,
            moscow=one.moscow,
            lead_words=one.who or ", ".join(lead.words for lead in leads),
            leads=leads,
            impacts=one.impact,
            timescale=parse_timescale(one.timescale),
            emphasised=one.emphasised,
            cross_reference=one.cross_reference,
            updates=updates,
        )

    def _lead(self, words: str, role: Literal["lead", "support"], one: ActionFile, file: str) -> Lead:
        person, _, body = words.rpartition(" @ ")
        partner = self.names.find(body, file, f"{one.key}.{role}")
        return Lead(words=f"{person}, {body}" if person else body, partner=partner, person=person, role=role)

    def _updates(self) -> dict[str, list[ProgressUpdate]]:
        found: dict[str, list[ProgressUpdate]] = {}
        for line in read_csv("progress.csv", "action", "as_at", "status", "text", "revised"):
            if line["status"] not in self.statuses:
                raise line.wrong("status", f"“{line['status']}” is no letter of the status scheme")
            update = ProgressUpdate(
                as_at=day_of(line, "as_at"),
                text=line["text"],
                status=self.statuses[line["status"]],
                revised=parse_timescale(line["revised"]) if line["revised"] else NO_TIMESCALE,
                source=Source(kind="sample", file_name=line.file, cell=f"progress!D{line.number}"),
            )
            found.setdefault(line["action"], []).append(update)
        return found

    def _placed(self, actions: dict[str, Action]) -> dict[str, list[ActionPlacement]]:
        """Placements by priority action: under its own, and under each that it is shared with."""
        refs = {priority.ref for aim in self.aims.values() for priority in aim.priority_action}
        placed: dict[str, list[ActionPlacement]] = {}
        for name, aim in self.aims.items():
            for priority in aim.priority_action:
                for one in priority.action:
                    for ref, number in {priority.ref: one.number, **one.also}.items():
                        if ref not in refs:
                            raise fault(name, f"{one.key}.also", f"there is no “{ref}”")
                        placed.setdefault(ref, []).append(ActionPlacement(action=actions[one.key], number=number))
        return placed

    # --- indicators -------------------------------------------------------------------------------------------------

    def _standing(self) -> dict[str, list[IndicatorPlacement]]:
        """Indicators by the priority action they stand under, national ones first."""
        files = read_toml(IndicatorsFile, "indicators.toml").indicator
        files = tuple(replace(one, provider=self._provider(one)) for one in files)
        found = indicators(files, self.framework, self._origin)
        stands: dict[str, list[IndicatorPlacement]] = {}
        for one in files:
            if not isinstance(self._item(one.under, "indicators.toml", f"{one.key}.under"), PriorityAction):
                raise fault("indicators.toml", f"{one.key}.under", f"“{one.under}” is no priority action")
            stands.setdefault(one.under, []).append(IndicatorPlacement(indicator=found[one.key]))
        return {ref: sorted(list_, key=_national_first) for ref, list_ in stands.items()}

    def _provider(self, one: IndicatorFile) -> str:
        return self.names.find(one.provider, "indicators.toml", f"{one.key}.provider")

    def _origin(self, one: IndicatorFile, period: Period) -> Sent:
        """The provider on the day its return came, else the co-ordinator's own hand."""
        received_on = self.received.get((one.provider, period))
        return (one.provider if received_on else self.names.role), received_on

    # --- what stands around the tree --------------------------------------------------------------------------------

    def _chapters(self) -> Iterable[Chapter]:
        for name, place in _CHAPTERS.items():
            for one in read_toml(ChaptersFile, name).chapter:
                body = passages(one.body, self._keep, name)
                yield Chapter(title=one.title, place=place, kind=one.kind, passages=body)

    def _keep(self, name: str) -> str:
        data = resources.read_bytes(f"{FOLDER}/pictures/{name}")
        sha256 = hashlib.sha256(data).hexdigest()
        self.pictures[sha256] = data
        return sha256

    def _case_studies(self) -> tuple[CaseStudy, ...]:
        file = "case-studies.toml"
        return tuple(
            CaseStudy(
                title=one.title,
                pseudonym=one.pseudonym,
                text=one.text.strip(),
                node_label=self._label(self._item(one.under, file, f"{one.title}.under")),
                consent=one.consent,
                consent_on=one.consent_on,
                consent_words=one.consent_words,
                audience=one.audience,
                provider=self.names.find(one.provider, file, f"{one.title}.provider"),
            )
            for one in read_toml(CaseStudiesFile, file).case_study
        )

    def _participation(self) -> dict[str, tuple[ParticipationEntry, ...] | tuple[Achievement, ...]]:
        file = read_toml(ParticipationFile, "participation.toml")
        entries = tuple(
            ParticipationEntry(
                stakeholder=one.stakeholder, activity=one.activity, when=one.when, heard=one.heard, changed=one.changed
            )
            for one in file.entry
        )
        return {
            "participation": entries,
            "achievements": tuple(Achievement(area=one.area, text=one.text) for one in file.achievement),
        }

    def _assessments(self) -> tuple[Assessment, ...]:
        file = read_toml(AssessmentsFile, "assessments.toml")
        return tuple(
            Assessment(
                outcome=self._outcome(one.outcome),
                year=file.year,
                achieved=one.achieved,
                achieved_text=one.achieved_text,
                is_priority=one.is_priority,
                priority_text=one.priority_text,
                planned_text=one.planned_text,
                evidence=one.evidence,
            )
            for one in file.assessment
        )

    def _outcome(self, name: str) -> str:
        """A reference to the framework, or the number of a local outcome."""
        if name in {one.number for one in self.file.local_outcome}:
            return name
        return self.framework.ref(self._item(name, "assessments.toml", f"assessment.{name}"))


def _national_first(placement: IndicatorPlacement) -> bool:
    return placement.indicator.origin != "national"
