"""A small invented plan that has every oddity of the real ones, for the tests of layouts, builders and exports.

Tests take it with ``runpy.run_path``; ``SMALL_PLAN`` is the plan, the other names are records in it.
"""

from __future__ import annotations

import hashlib
import io
from datetime import date
from decimal import Decimal

from PIL import Image

from cjdesk.domain.benchmarks import Benchmark
from cjdesk.domain.periods import Period, financial_year, quarter
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
from cjdesk.domain.timescales import Timescale
from cjdesk.domain.values import Figure


def _picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (4, 2), (30, 90, 160)).save(stream, "PNG")
    return stream.getvalue()


PICTURE = _picture()
PICTURE_SHA = hashlib.sha256(PICTURE).hexdigest()

GREEN = Status(id=1, letter="G", word="On track", shape="▲", meaning="on track", rule="Expected on time")
AMBER = Status(id=2, letter="A", word="Some delay", shape="◆", meaning="delay", rule="Late by up to a quarter")
DONE = Status(id=3, letter="C", word="Complete", shape="✔", meaning="complete")

POLICE = Partner(id=1, name="Police Scotland", kind="statutory", aliases=("Police",), returns_data=True)
JSW = Partner(id=2, name="Justice Social Work", short_name="JSW", kind="statutory", aliases=("CJSW",))
FAMILIES = Partner(id=3, name="Families Outside", kind="third-sector")

RETURN = Source(
    kind="return",
    file_name="JSW Q4 2024-25.xlsx",
    sha256="0" * 64,
    cell="Return!D9",
    sender="Justice Social Work",
    received_on=date(2025, 4, 14),
    id=1,
)
BY_HAND = Source(kind="hand", sender="co-ordinator@example.org", received_on=date(2025, 5, 2), id=2)


def when(words: str, due: date | None = None) -> Timescale:
    return Timescale(words=words, kind="date" if due else "other", due=due)


def count(period: Period, number: int, *, state: str = "value", source: Source = RETURN) -> Value:
    return Value(
        period=period,
        figure=Figure(words=str(number), state=state, number=Decimal(number), unit="count"),
        source=source,
    )


SHARED = Action(
    id=1,
    text="Agree one referral form for all services.",
    moscow="M",
    lead_words="JSW / Police Scotland",
    leads=(Lead(words="JSW", partner="Justice Social Work"), Lead(words="Police Scotland", partner="Police Scotland")),
    impacts=("Fewer lost referrals\nFewer forms", "• Quarterly count\n• Survey of staff"),
    timescale=when("31 March 2025", date(2025, 3, 31)),
    updates=(
        ProgressUpdate(as_at=date(2024, 9, 30), text="A draft form is being tried.", status=AMBER, id=1),
        ProgressUpdate(as_at=date(2025, 3, 10), text="The form is in use in two services.", status=GREEN, id=2),
        ProgressUpdate(as_at=date(2025, 6, 1), text="In use everywhere.", status=DONE, id=3),
    ),
)
WITH_STEPS = Action(
    id=2,
    text="Tell families what support there is:",
    moscow="S",
    lead_words="Jean Example, Families Outside",
    leads=(Lead(words="Jean Example, Families Outside", partner="Families Outside", person="Jean Example"),),
    outputs=(
        Output(text="at the police station;", impacts=("Leaflets taken",), id=1),
        Output(text="at court.", lead_words="JSW", id=2),
    ),
    measures=("Number of families reached",),
    timescale=when("Lifetime of CJOIP"),
    updates=(ProgressUpdate(as_at=date(2023, 12, 1), text="Leaflet drafted.", status=AMBER, id=4),),
)
EMPHASISED = Action(id=3, text="Keep the list of contacts <up to date> & shared.", emphasised=True)
LOOSE = Action(
    id=4,
    text="Watch how pilots elsewhere develop.",
    moscow="C",
    cross_reference="See Priority Action 1",
    timescale=when("Ongoing"),
)
IN_BLOCK = Action(id=5, text="Hold a yearly gathering of partners.\ni) in spring\nii) in autumn", moscow="W")

PART_ONE = Part(id=1, text="assessments undertaken;", label="i")
PART_TWO = Part(id=2, text="cases commenced.", label="ii")
DIVERSION = Indicator(
    id=1,
    text="Number of diversion from prosecution:",
    origin="national",
    framework_ref="cjpf-2023:ni-1",
    type="Quantitative",
    unit="count",
    better="up",
    provider="Justice Social Work",
    parts=(PART_ONE, PART_TWO),
    series=(
        Series(
            id=1,
            part=PART_ONE,
            unit="count",
            baseline=Benchmark(
                figure=Figure(words="55 in 2023-24", state="value", number=Decimal(55), unit="count"),
                period=financial_year(2023),
            ),
            target=Benchmark(
                figure=Figure(words="at least 120", state="value", number=Decimal(120), unit="count"),
                compare="at least",
            ),
            values=(
                count(financial_year(2023), 55),
                *(count(quarter(2024, n), number) for n, number in ((1, 30), (2, 31), (3, 33), (4, 35))),
                count(financial_year(2024), 129),
            ),
        ),
        Series(
            id=2,
            part=PART_TWO,
            unit="count",
            values=(
                count(quarter(2024, 1), 12),
                count(quarter(2024, 2), 3, source=BY_HAND),
                Value(period=quarter(2024, 3), figure=Figure(words="<5", state="suppressed", below=Decimal(5))),
                count(quarter(2024, 4), 0),
            ),
        ),
    ),
)
VIEWS = Indicator(id=2, text="Ways to hear people's views are in place", type="Qualitative", unit="text")
GROUPED = Indicator(
    id=3,
    text="People offered support",
    unit="percent",
    breakdowns=(Breakdown(name="under 18s", id=1),),
    reporting_measures=("Custody system",),
    series=(
        Series(
            id=3,
            breakdown=Breakdown(name="under 18s", id=1),
            unit="percent",
            baseline=Benchmark(figure=Figure(words="TBC", state="unclear")),
        ),
    ),
)

PRIORITY_ONE = Node(
    id=2,
    depth=2,
    number="1",
    label="Priority Action 1",
    title=(
        "Enhance intervention at the earliest opportunity by ensuring greater consistency, confidence in and awareness "
        "of services which support the use of direct measures and diversion from prosecution"
    ),
    framework_ref="cjpf-2023:pa-1",
    statements=(
        Statement(
            kind="national outcome",
            text="More people successfully complete diversion from prosecution",
            framework_ref="cjpf-2023:outcome-1",
        ),
    ),
    actions=(
        ActionPlacement(id=1, action=SHARED, number="1.1"),
        ActionPlacement(id=2, action=WITH_STEPS, number="1.2"),
        ActionPlacement(id=3, action=EMPHASISED, number="1.3"),
    ),
    indicators=(
        IndicatorPlacement(id=1, indicator=DIVERSION),
        IndicatorPlacement(id=2, indicator=VIEWS),
        IndicatorPlacement(id=3, indicator=GROUPED),
    ),
)
PRIORITY_FOUR = Node(
    id=4,
    depth=2,
    number="4",
    label="Priority Action 4",
    title=(
        "Strengthen options for safe and supported management in the community by increasing and widening the use of "
        "electronic monitoring technologies"
    ),
    framework_ref="cjpf-2023:pa-4",
    statements=(
        Statement(kind="national outcome", text="No National Outcome"),
        Statement(kind="national indicators", text="N/A."),
    ),
    actions=(
        ActionPlacement(id=4, action=SHARED, number="4.1"),
        ActionPlacement(id=5, action=LOOSE, number="4.2"),
        ActionPlacement(id=6, action=IN_BLOCK, number="4.3"),
    ),
    blocks=(Block(actions=(IN_BLOCK,), lead_words="All partners", timescale=when("31 March 2026", date(2026, 3, 31))),),
)

CHAPTERS = (
    Chapter(
        title="What this plan is",
        passages=(
            Passage(
                kind="paragraph",
                text="The plan sets out what partners in Lochside will do. Read the national strategy.",
                marks=(
                    Mark(start=4, end=8, kind="bold"),
                    Mark(start=62, end=79, kind="link", target="https://www.gov.scot/strategy"),
                ),
            ),
            Passage(kind="bullet", text="Police custody"),
            Passage(kind="bullet", text="Court,", depth=2),
            Passage(kind="bullet", text="Return from prison"),
            Passage(kind="paragraph", text="It was made in two steps:"),
            Passage(kind="numbered", text="Partners met."),
            Passage(kind="numbered", text="People were asked."),
            Passage(kind="quote", text="I did not know where to turn."),
            Passage(kind="heading", text="Money"),
            Passage(
                kind="table",
                rows=(("Fund", "Amount"), ("Grant", "£10,000"), ("Other",)),
                has_header=True,
            ),
            Passage(kind="table", rows=(("Court says", "what it needs"), ("Police say", "what they need"))),
            Passage(kind="picture", picture=PICTURE_SHA, text="Who meets whom", alt="The Board above three groups."),
            Passage(kind="note", text="Figures are rounded."),
        ),
    ),
    Chapter(title="Governance", level=3, passages=(Passage(kind="paragraph", text="The Board meets four times."),)),
    Chapter(title="Taking part", kind="participation", passages=(Passage(kind="paragraph", text="Who we asked."),)),
    Chapter(title="Appendix: duties", place="after", kind="appendix", passages=()),
)

SMALL_PLAN = Plan(
    id=1,
    title="Lochside Community Justice Outcomes Improvement Plan",
    partnership="Lochside Community Justice Partnership",
    area="Lochside",
    period_words="2023 – 2028",
    first_year=2023,
    last_year=2028,
    framework_id="cjpf-2023",
    layout_id="perth-kinross-2023-28",
    contact="Lochside Council, 1 High Street",
    other_formats="Ask for this plan in large print or another language.",
    levels=("National Aim", "Priority Action"),
    nodes=(
        Node(
            id=1,
            depth=1,
            number="1",
            label="National Aim 1",
            title="Optimise the use of diversion and intervention at the earliest opportunity",
            framework_ref="cjpf-2023:aim-1",
            children=(PRIORITY_ONE,),
        ),
        Node(
            id=3,
            depth=1,
            number="2",
            label="National Aim 2",
            title=(
                "Ensure that robust and high quality community interventions and public protection arrangements are "
                "consistently available across Scotland"
            ),
            local_wording="Ensure that good community interventions are available",
            framework_ref="cjpf-2023:aim-2",
            children=(PRIORITY_FOUR,),
        ),
    ),
    chapters=CHAPTERS,
    partners=(POLICE, JSW, FAMILIES),
    statuses=(GREEN, AMBER, DONE),
    case_studies=(
        CaseStudy(
            title="A second chance",
            pseudonym="Sam",
            text="Sam was arrested.\nA worker met Sam at the station.",
            node_label="Priority Action 1",
            consent="given",
            consent_words="Signed form, held by the service",
            audience="public",
            provider="Families Outside",
        ),
        CaseStudy(title="For the Board", text="Told to the Board.", consent="given", audience="board"),
        CaseStudy(title="Not agreed", text="Must never be printed.", consent="refused", audience="public"),
    ),
    participation=(
        ParticipationEntry(stakeholder="Families", activity="Two meetings", when="May 2023"),
        ParticipationEntry(
            stakeholder="People on orders", activity="Survey", heard="Too many forms", changed="One form"
        ),
    ),
    achievements=(Achievement(area="Custody", text="A worker in every station"),),
    local_outcomes=(LocalOutcome(number="1", text="People feel safe in Lochside"),),
    assessments=(
        Assessment(
            outcome="cjpf-2023:outcome-1",
            year="2024-25",
            achieved="partly achieved",
            achieved_text="More people finish diversion, but not in every town.",
            is_priority=True,
            priority_text="Numbers are still low.",
            planned_text="One form for all services.",
            evidence="Figures of four quarters.",
        ),
    ),
    edition=Edition(name="Year 2", state="approved", dated=date(2024, 6, 1), approved_by="the Board"),
    pictures={PICTURE_SHA: PICTURE},
)
