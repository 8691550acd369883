"""Which frameworks there are, and one of them, checked and kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache

import resources
from cjdesk.domain.datafile import fault, record
from cjdesk.errors import UserProblem
from cjdesk.frameworks.model import Framework, Item

_FOLDER = "frameworks"
_NEVER_LOADED = "candidates"  # wording believed to exist but read in no source


@cache
def available() -> tuple[str, ...]:
    """The ids of all frameworks of this program, sorted."""
    return tuple(name.removesuffix(".json") for name in resources.names(_FOLDER, ".json"))


@cache
def load(framework_id: str) -> Framework:
    """The framework of that id. Raises UserProblem where there is none or its file is faulty."""
    if framework_id not in available():
        known = ", ".join(available())
        raise UserProblem(
            f"There is no national framework “{framework_id}” in this program.",
            "Nothing was changed.",
            f"Known frameworks: {known}.",
            code="framework",
        )
    name = f"{framework_id}.json"
    framework = parse(resources.read_bytes(f"{_FOLDER}/{name}"), name)
    if framework.id != framework_id:
        raise fault(name, "id", f"“{framework.id}” is not the name of the file")
    return framework


def item(ref: str) -> Item:
    """The item that a reference like ``cjpf-2023:pa-1`` names. Raises UserProblem where there is none."""
    found = find(ref)
    if found is None:
        raise UserProblem(
            f"“{ref}” names no item of a national framework.", "Nothing was changed.", code="framework-item"
        )
    return found


def find(ref: str) -> Item | None:
    """The item that a reference names, or None."""
    framework_id = ref.partition(":")[0]
    return load(framework_id).find(ref) if framework_id in available() else None


def parse(content: bytes, file: str) -> Framework:
    """A framework from the bytes of its file; every key, type and link is checked."""
    try:
        data = json.loads(content)
    except ValueError as problem:
        raise fault(file, "", f"it is not JSON ({problem})") from problem
    if isinstance(data, dict):
        data = {key: value for key, value in data.items() if key != _NEVER_LOADED}
    framework = record(Framework, data, file)
    _check_days(framework, file)
    _check_links(framework, file)
    return framework


def _check_days(framework: Framework, file: str) -> None:
    for key in ("period_start", "period_end", "publish_by", "return_to_cjs_by"):
        day = getattr(framework.reporting, key)
        try:
            date.fromisoformat(f"2001-{day}")
        except ValueError:
            raise fault(file, f"reporting.{key}", f"“{day}” is not a day like 03-31") from None


def _check_links(framework: Framework, file: str) -> None:
    divided = [one.parts for one in framework.indicators] + [one.parts for one in framework.local_evidence]
    ids = Counter([*(one.id for one in framework), *(part.id for parts in divided for part in parts)])
    for name, times in ids.items():
        if times > 1:
            raise fault(file, name, "this id is used more than once")
    known = {kind: {one.id for one in framework.items(kind)} for kind in ("aim", "priority action", "outcome")}
    for owner, kind, names in _links(framework):
        for name in names:
            if name not in known[kind]:
                raise fault(file, owner, f"there is no {kind} “{name}”")


def _links(framework: Framework) -> Iterable[tuple[str, str, Iterable[str]]]:
    """Every link as (id of the item that links, kind it links to, ids linked)."""
    for action in framework.priority_actions:
        yield action.id, "aim", [action.aim]
    for outcome in framework.outcomes:
        yield outcome.id, "priority action", outcome.priority_actions
        yield outcome.id, "aim", outcome.aims
    for indicator in framework.indicators:
        yield indicator.id, "outcome", [indicator.outcome] if indicator.outcome else []
    for evidence in framework.local_evidence:
        yield evidence.id, "priority action", [evidence.priority_action]
        yield evidence.id, "outcome", [evidence.outcome] if evidence.outcome else []
