"""What the sample holds beside its plan: contacts, the board of returns, and the six files of the last quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, get_args

from cjdesk.domain.datafile import fault
from cjdesk.domain.periods import Period, parse_period
from cjdesk.domain.plan import Partner
from cjdesk.plans.example_files import FOLDER, Line, PartnersFile, read_csv, read_toml

Stage = Literal["not sent", "issued", "received", "part applied", "applied", "nil", "excused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleReturn:
    """A return that has arrived and is not yet read. ``file`` is a resource; ``partner`` a partner's name."""

    file: str
    partner: str
    sender: str
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleContact:
    """A person at a partner. Internal only."""

    partner: str
    name: str
    role: str
    email: str
    telephone: str
    chase: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleExpected:
    """What was expected of one partner for one quarter, and what came of it."""

    partner: str
    period: Period
    issued_on: date
    due_on: date
    received_on: date | None
    stage: Stage
    note: str


class Names:
    """Finds a partner by any of its names."""

    def __init__(self, file: PartnersFile) -> None:
        self.partners = tuple(
            Partner(name=one.name, kind=one.kind, short_name=one.short, aliases=one.aliases, returns_data=one.returns)
            for one in file.partner
        )
        self.role = next(one.name for one in self.partners if one.kind == "role")  # the co-ordinator, named first
        self._by_name: dict[str, Partner] = {}
        for one in self.partners:
            for name in {one.name, one.short_name or one.name, *one.aliases}:
                if name in self._by_name:
                    raise fault("partners.toml", one.name, f"“{name}” is already a name of another partner")
                self._by_name[name] = one

    def find(self, name: str, file: str, key: str) -> str:
        """The full name of a partner. Raises UserProblem where there is none of that name."""
        if name not in self._by_name:
            raise fault(file, key, f"there is no partner “{name}”")
        return self._by_name[name].name

    def of(self, line: Line) -> str:
        """The partner of a line of a CSV file."""
        return self.find(line["partner"], line.file, f"line {line.number}, partner")


@cache
def load_example_returns() -> tuple[ExampleReturn, ...]:
    """The six return files of the last quarter, in the order of their arrival."""
    names = Names(read_toml(PartnersFile, "partners.toml"))
    found = [
        ExampleReturn(
            file=f"{FOLDER}/returns/{line['file']}",
            partner=names.of(line),
            sender=line["sender"],
            received_on=day_of(line, "received_on"),
        )
        for line in read_csv("received.csv", "file", "partner", "sender", "received_on")
    ]
    return tuple(sorted(found, key=lambda one: one.received_on))


@cache
def load_example_board() -> tuple[ExampleExpected, ...]:
    """Returns per partner and quarter, oldest quarter first."""
    names = Names(read_toml(PartnersFile, "partners.toml"))
    headings = ("partner", "period", "issued_on", "due_on", "received_on", "stage", "note")
    return tuple(_expected(line, names) for line in read_csv("board.csv", *headings))


@cache
def load_example_contacts() -> tuple[ExampleContact, ...]:
    """The people who send the returns."""
    file = read_toml(PartnersFile, "partners.toml")
    names = Names(file)
    return tuple(
        ExampleContact(
            partner=names.find(one.partner, "partners.toml", f"contact.{one.partner}"),
            name=one.name,
            role=one.role,
            email=one.email,
            telephone=one.telephone,
        )
        for one in file.contact
    )


def _expected(line: Line, names: Names) -> ExampleExpected:
    if line["stage"] not in get_args(Stage):
        raise line.wrong("stage", f"“{line['stage']}” is no stage of a return")
    return ExampleExpected(
        partner=names.of(line),
        period=_period(line),
        issued_on=day_of(line, "issued_on"),
        due_on=day_of(line, "due_on"),
        received_on=line.day("received_on"),
        stage=line["stage"],  # type: ignore[arg-type]  # checked above
        note=line["note"],
    )


def day_of(line: Line, heading: str) -> date:
    day = line.day(heading)
    if day is None:
        raise line.wrong(heading, "a date is needed")
    return day


def _period(line: Line) -> Period:
    period = parse_period(line["period"])
    if period is None:
        raise line.wrong("period", f"“{line['period']}” is no period")
    return period
