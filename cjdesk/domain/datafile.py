"""Reading a data file into frozen records: nothing unknown, nothing of a wrong type, every fault named.

Frameworks and layouts are files that people edit. A key nobody reads is a wish that silently does not come true, so
it is an error; so is a missing key without a default. Each fault names the file, the key and the reason.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from cjdesk.errors import UserProblem

Record = TypeVar("Record")
_PLAIN = {str: "words in quotes", int: "a whole number", bool: "true or false"}


def fault(file: str, key: str, reason: str) -> UserProblem:
    """The problem of one key of a data file."""
    place = f"at “{key}”" if key else "as a whole"
    return UserProblem(
        f"The file {file} cannot be used: {place}: {reason}.",
        "Nothing was changed.",
        "Correct the file, or choose another.",
        code="data-file",
    )


def record(kind: type[Record], data: object, file: str, key: str = "") -> Record:
    """``data`` (tables, lists and plain values of TOML or JSON) as a record of the dataclass ``kind``.

    Understands nested dataclasses, tuples, ``dict[str, str]``, Literal, optional values, ISO dates, and a choice of
    dataclasses told apart by their first field, a Literal. Raises UserProblem naming file, key and reason.
    """
    if not isinstance(data, dict):
        raise fault(file, key, "a group of keys is needed here")
    hints = get_type_hints(kind)
    known = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
    for name in data:
        if name not in known:
            raise fault(file, _join(key, str(name)), "this key is not known here")
    for name, one in known.items():
        if name not in data and one.default is MISSING and one.default_factory is MISSING:
            raise fault(file, _join(key, name), "this key is missing")
    values = {name: _value(hints[name], value, file, _join(key, name)) for name, value in data.items()}
    return kind(**values)


def _value(hint: Any, data: object, file: str, key: str) -> object:
    origin = get_origin(hint)
    if origin is Literal:
        return _choice(hint, data, file, key)
    if origin in (Union, UnionType):
        return _one_of(hint, data, file, key)
    if origin is tuple:
        return _several(get_args(hint)[0], data, file, key)
    if origin is dict:
        return _pairs(data, file, key)
    if is_dataclass(hint):
        return record(hint, data, file, key)  # type: ignore[arg-type]
    return _plain(hint, data, file, key)


def _plain(hint: Any, data: object, file: str, key: str) -> object:
    if hint is float and type(data) in (int, float):
        return float(data)  # type: ignore[arg-type]
    if hint is float:
        raise fault(file, key, "a number is needed")
    if hint is date:
        return _day(data, file, key)
    if type(data) is not hint:
        raise fault(file, key, f"{_PLAIN[hint]} needed" if hint is str else f"{_PLAIN[hint]} is needed")
    return data


def _day(data: object, file: str, key: str) -> date:
    try:
        return data if isinstance(data, date) else date.fromisoformat(str(data))
    except ValueError:
        raise fault(file, key, "a date like 2023-04-01 is needed") from None


def _choice(hint: Any, data: object, file: str, key: str) -> object:
    allowed = get_args(hint)
    if data not in allowed:
        raise fault(file, key, f"“{data}” is not one of {', '.join(f'“{one}”' for one in allowed)}")
    return data


def _several(hint: Any, data: object, file: str, key: str) -> tuple[object, ...]:
    if not isinstance(data, list):
        raise fault(file, key, "a list is needed")
    return tuple(_value(hint, one, file, f"{key} {number}") for number, one in enumerate(data, 1))


def _pairs(data: object, file: str, key: str) -> dict[str, str]:
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise fault(file, key, "a group of keys with words in quotes is needed")
    return dict(data)


def _one_of(hint: Any, data: object, file: str, key: str) -> object:
    kinds = [one for one in get_args(hint) if one is not NoneType]
    if data is None:
        if len(kinds) == len(get_args(hint)):
            raise fault(file, key, "a value is needed")
        return None
    if len(kinds) == 1:
        return _value(kinds[0], data, file, key)
    return _told_apart(kinds, data, file, key)


def _told_apart(kinds: list[Any], data: object, file: str, key: str) -> object:
    teller = fields(kinds[0])[0].name
    if not isinstance(data, dict) or teller not in data:
        raise fault(file, _join(key, teller), "this key is missing")
    choices = {value: kind for kind in kinds for value in get_args(get_type_hints(kind)[teller])}
    if data[teller] not in choices:
        allowed = ", ".join(f"“{one}”" for one in choices)
        raise fault(file, _join(key, teller), f"“{data[teller]}” is not one of {allowed}")
    return record(choices[data[teller]], data, file, key)


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
