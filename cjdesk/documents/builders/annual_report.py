"""The statutory annual report, outcome by outcome.

Community Justice (Scotland) Act 2016, section 23: what was done for each outcome, national and local, in the
reporting year, and how far each is achieved, by reference to the indicators. What is missing is said, never invented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from cjdesk.documents.builders import extras
from cjdesk.documents.builders.annual_tables import (
    NO_UPDATE,
    ReportSetting,
    action_table,
    indicator_blocks,
)
from cjdesk.documents.builders.blocks import heading, imprint, labelled, paragraph, table, without_gaps
from cjdesk.documents.builders.figure_key import figure_key
from cjdesk.documents.builders.studies import study_blocks
from cjdesk.documents.builders.tree import tells_of
from cjdesk.documents.model import Block, BulletList, Contents, Document, ListItem, PageBreak, Paragraph, Run, Section
from cjdesk.domain.dates import show_date
from cjdesk.domain.plan import Assessment, CaseStudy, Plan
from cjdesk.domain.text import clean
from cjdesk.frameworks import Framework, available, load
from cjdesk.plans.editions import EDITION_WORDS, Edition, may_print
from cjdesk.plans.figures import has_figures, reporting_year, update_as_at
from cjdesk.plans.layout import load_layout
from cjdesk.plans.layout_model import Rows
from cjdesk.plans.outcomes import OutcomeGroup, group_by_outcome
from cjdesk.plans.sources import cell, status_mark, status_words
from cjdesk.plans.suppression import guarded
from cjdesk.plans.tables import Line, PlainTable, TableColumn, lines_of, table_of

NO_ACTION = "No action of the plan is linked to this outcome."
NO_INDICATOR = "No indicator of the plan is linked to this outcome."
_ACHIEVED = {
    "achieved": "Achieved.",
    "partly achieved": "Partly achieved.",
    "not achieved": "Not achieved.",
    "not assessed": "",
}


def build_annual_report(plan: Plan, year: str, edition: Edition = "internal") -> Document:
    """The annual report of a financial year ("2024-25"). Raises UserProblem for words that are no such year."""
    safe = guarded(plan, edition).plan
    setting = ReportSetting(plan=safe, year=reporting_year(year), edition=edition)
    framework = load(plan.framework_id) if plan.framework_id in available() else None
    return _ReportBuilder(setting, framework).document()


class _ReportBuilder:
    def __init__(self, setting: ReportSetting, framework: Framework | None) -> None:
        self._setting = setting
        self._plan = setting.plan
        self._framework = framework
        self._groups = group_by_outcome(setting.plan, framework)

    def document(self) -> Document:
        title = f"Community justice annual report {self._setting.year_words}"
        edition = EDITION_WORDS[self._setting.edition]
        sections = [
            Section(
                blocks=(*self._front(title), PageBreak(), Contents(), PageBreak(), *self._about(), *self._summary())
            ),
            Section(blocks=tuple(self._outcomes()), landscape=True),
        ]
        sections.append(Section(blocks=tuple(self._rest(sections))))
        closing = extras.abbreviation_blocks(self._plan.partners, extras.words_printed(sections))
        attribution = extras.attribution_blocks(self._plan)
        sections.append(
            Section(
                blocks=(
                    *_part("Abbreviations", closing),
                    *_part("Contact", extras.contact_blocks(self._plan)),
                    *_part("Sources of national wording", attribution),
                )
            )
        )
        return Document(
            title=title,
            author=clean(self._plan.partnership),
            subject=edition,
            edition=edition,
            footer=title,
            sections=_joined(without_gaps(sections)),
        )

    def _front(self, title: str) -> list[Block]:
        year = self._setting.year
        return [
            paragraph(title, "title"),
            paragraph(f"{show_date(year.start)} to {show_date(year.end)}", "subtitle"),
            *imprint(self._plan.partnership, self._setting.edition),
        ]

    def _about(self) -> list[Block]:
        year = self._setting.year
        return [
            heading("About this report", 1),
            paragraph(
                "Section 23 of the Community Justice (Scotland) Act 2016 asks the community justice partners of each "
                "area to report every year on what was done to achieve each nationally and each locally determined "
                "outcome, and on how far each has been achieved."
            ),
            paragraph(
                f"This report of {self._plan.partnership} covers {show_date(year.start)} to {show_date(year.end)}. "
                f"It reports on the plan “{self._plan.title}”. Actions are shown as they stood on "
                f"{show_date(year.end)}. Figures are shown as partners gave them; no quarter was added up or filled in."
            ),
        ]

    # Summary

    def _summary(self) -> list[Block]:
        return [
            heading("Summary", 1),
            heading("Outcomes", 2),
            *self._outcome_table(),
            heading("Actions", 2),
            *self._status_table(),
            heading("How complete this report is", 2),
            self._completeness(),
        ]

    def _outcome_table(self) -> list[Block]:
        rows = tuple(
            (
                lines_of(f"{_name(group)}: {group.text}"),
                lines_of(_achieved_words(self._assessment(group), self._setting.year_words).rstrip(".")),
                lines_of(_priority_words(self._assessment(group))),
                (Line(text=str(len(group.actions))),),
            )
            for group in self._groups
            if group.kind != "none"
        )
        columns = (
            TableColumn(heading="Outcome", width=52, row_heading=True),
            TableColumn(heading="How far achieved", width=20),
            TableColumn(heading="Local priority", width=15),
            TableColumn(heading="Actions", width=13, align="right"),
        )
        if not rows:
            return [paragraph("The plan names no national framework and no local outcome.", "note")]
        return [
            table(
                PlainTable(
                    columns=columns,
                    rows=rows,
                    summary="Each outcome, how far it is achieved, and how many actions serve it.",
                )
            )
        ]

    def _status_table(self) -> list[Block]:
        day = show_date(self._setting.last_day)
        counts = Counter(self._standing())
        order = [f"{status_mark(one)} {one.word}" for one in self._plan.statuses]
        named = [*(one for one in order if one in counts), *sorted(set(counts) - set(order))]
        counted = [*((one, counts[one]) for one in named), ("All actions", counts.total())]
        rows = tuple(((Line(text=words),), (Line(text=str(times)),)) for words, times in counted)
        columns = (
            TableColumn(heading=f"Status at {day}", width=70, row_heading=True),
            TableColumn(heading="Actions", width=30, align="right"),
        )
        return [table(PlainTable(columns=columns, rows=rows, summary="How many actions stand where."))]

    def _standing(self) -> list[str]:
        """The status of every action of the plan on the year's last day, each action once."""
        latest = [update_as_at(action, self._setting.last_day) for action in self._plan.actions()]
        return [(status_words(one) or "No status given") if one else NO_UPDATE for one in latest]

    def _completeness(self) -> BulletList:
        year = self._setting.year
        outcomes = [group for group in self._groups if group.kind != "none"]
        assessed = [one for group in outcomes if (one := self._assessment(group)) and one.achieved != "not assessed"]
        actions, indicators = self._plan.actions(), self._plan.indicators()
        updated = [one for one in actions if any(year.start <= update.as_at <= year.end for update in one.updates)]
        counted = [one for one in indicators if has_figures(one, year)]
        words = self._setting.year_words
        return _bullets(
            f"Outcomes assessed for {words}: {len(assessed)} of {len(outcomes)}.",
            f"Actions with an update dated in {words}: {len(updated)} of {len(actions)}.",
            f"Indicators with a figure for {words}: {len(counted)} of {len(indicators)}.",
        )

    # Outcomes

    def _outcomes(self) -> list[Block]:
        titles = {
            "national": f"{self._term()}s",
            "local": "Locally determined outcomes",
            "none": "Actions and indicators without an outcome",
        }
        blocks: list[Block] = []
        for kind, title in titles.items():
            groups = [group for group in self._groups if group.kind == kind]
            if groups:
                blocks.append(heading(title, 1))
            for group in groups:
                blocks += self._outcome(group) if kind != "none" else self._material(group, 2)
        return blocks

    def _outcome(self, group: OutcomeGroup) -> list[Block]:
        return [
            heading(f"{_name(group)}: {group.text}", 2, f"outcome-{group.kind}-{group.number}"),
            heading("How far this outcome is achieved", 3),
            *self._assessed(group),
            *self._material(group, 3),
            *self._studies(group),
        ]

    def _assessed(self, group: OutcomeGroup) -> list[Block]:
        found = self._assessment(group)
        achieved = _achieved_words(found, self._setting.year_words)
        if found is None:
            return [labelled(achieved, ""), labelled("Local priority:", f"{_priority_words(found)}.")]
        said = [
            (achieved, found.achieved_text),
            ("Evidence:", found.evidence),
            ("Local priority:", f"{_priority_words(found)}. {found.priority_text}"),
            ("What partners will do next:", found.planned_text),
        ]
        return [labelled(label, text.strip()) for label, text in said if text.strip() or label == achieved]

    def _material(self, group: OutcomeGroup, level: int) -> list[Block]:
        about = f"for {_name(group).lower()}" if group.kind != "none" else "without an outcome"
        nothing = group.kind == "none"
        blocks: list[Block] = []
        if group.placed or not nothing:
            blocks.append(heading("What was done", level))
            blocks += action_table(self._setting, group.placed, about) if group.placed else [_note(NO_ACTION)]
        if group.indicators or not nothing:
            blocks.append(heading("Indicators", level))
            found = group.indicators
            blocks += indicator_blocks(self._setting, found, about) if found else [_note(NO_INDICATOR)]
        return blocks

    def _studies(self, group: OutcomeGroup) -> list[Block]:
        """The case studies told for this outcome's nodes, as far as the edition reaches."""
        told = [study for study in self._may_tell() if any(tells_of(study.node_label, node) for node in group.nodes)]
        return _told("Case studies", told, 3)

    def _may_tell(self) -> list[CaseStudy]:
        return [study for study in self._plan.case_studies if may_print(study, self._setting.edition)]

    def _other_studies(self) -> list[Block]:
        """The case studies that no outcome told."""
        nodes = [node for group in self._groups if group.kind != "none" for node in group.nodes]
        rest = [one for one in self._may_tell() if not any(tells_of(one.node_label, node) for node in nodes)]
        return _told("Other case studies", rest, 1)

    # The rest

    def _rest(self, before: Sequence[Section]) -> list[Block]:
        return [*self._other_studies(), *self._consultation(), *_part("Key", self._key(before))]

    def _key(self, printed: Sequence[Section]) -> list[Block]:
        """What the marks mean that these sections print."""
        statuses = set(self._standing())
        shown = [one for one in self._plan.statuses if f"{status_mark(one)} {one.word}" in statuses]
        figures = figure_key(block for section in printed for block in section.blocks)
        return [*extras.key_blocks([], shown), *figures]

    def _consultation(self) -> list[Block]:
        """Who was asked, as the plan records it, in the standard layout's table."""
        blocks: list[Block] = [heading("Who took part", 1)]
        if not self._plan.participation:
            return [*blocks, _note("Nothing is recorded about who was consulted on this report.")]
        layout = load_layout()
        part = next(one for one in layout.parts if isinstance(one, Rows) and one.show == "participation")
        found = table_of(part.columns, self._plan.participation, partial(cell, "participation"), str, part.heading)
        return [*blocks, paragraph("As recorded in the plan's participation statement:"), table(found)]

    def _assessment(self, group: OutcomeGroup) -> Assessment | None:
        return group.assessment(self._plan, self._setting.year_words)

    def _term(self) -> str:
        return (self._framework.terms.outcome if self._framework else "") or "Nationally determined outcome"


def _name(group: OutcomeGroup) -> str:
    return f"Outcome {group.number}" if group.kind == "national" else f"Local outcome {group.number}".strip()


def _achieved_words(assessment: Assessment | None, year: str) -> str:
    words = _ACHIEVED[assessment.achieved] if assessment else ""
    return words or f"Not assessed yet for {year}."


def _priority_words(assessment: Assessment | None) -> str:
    if assessment is None or assessment.is_priority is None:
        return "Not recorded"
    return "Yes" if assessment.is_priority else "No"


def _told(title: str, studies: Sequence[CaseStudy], level: int) -> list[Block]:
    if not studies:
        return []
    return [heading(title, level), *(block for study in studies for block in study_blocks(study, level + 1))]


def _note(text: str) -> Paragraph:
    return paragraph(text, "note")


def _bullets(*texts: str) -> BulletList:
    return BulletList(items=tuple(ListItem(runs=(Run(text=clean(text)),)) for text in texts))


def _part(title: str, blocks: Sequence[Block]) -> list[Block]:
    return [heading(title, 1), *blocks] if blocks else []


def _joined(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Neighbours of one orientation as one section."""
    joined: list[Section] = []
    for section in sections:
        if joined and joined[-1].landscape == section.landscape:
            joined[-1] = Section(blocks=(*joined[-1].blocks, *section.blocks), landscape=section.landscape)
        else:
            joined.append(section)
    return tuple(joined)
