"""How every table of the store is made.

STRICT tables; integer keys that are never used again (the journal names rows by them); no BLOB in a journaled table.
A decimal is exact text (``*_exact``) with a generated REAL beside it for sorting and sums: the text is what is kept.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, Computed, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.types import REAL

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

JOURNALED: list[Table] = []
"""Tables whose every change is kept as before and after images, and can be undone."""


def table(name: str, *columns: Any, journaled: bool = True, **options: Any) -> Table:
    """A STRICT table with a key that is never reused; journaled unless it is part of the journal or holds bytes."""
    made = Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=True),
        *columns,
        sqlite_autoincrement=True,
        sqlite_strict=True,
        **options,
    )
    if journaled:
        JOURNALED.append(made)
    return made


def words(name: str, *, default: str = "") -> Column[str]:
    """Text that may be empty but is never unknown."""
    return Column(name, Text, nullable=False, server_default=default)


def maybe(name: str) -> Column[str | None]:
    """Text, or nothing known."""
    return Column(name, Text, nullable=True)


def day(name: str) -> Column[str | None]:
    """An ISO date as text, or nothing known."""
    return Column(name, Text, CheckConstraint(f"{name} IS NULL OR {name} GLOB '????-??-??'", name=name), nullable=True)


def exact(name: str) -> tuple[Column[str | None], Column[float | None]]:
    """A decimal: ``NAME_exact`` as written down to the last digit, and ``NAME`` computed from it for arithmetic."""
    kept: Column[str | None] = Column(f"{name}_exact", Text, nullable=True)
    number: Column[float | None] = Column(
        name, REAL(), Computed(f"CAST({name}_exact AS REAL)", persisted=False), nullable=True
    )
    return kept, number


def order() -> Column[int]:
    """Place among siblings, from 1; gaps are allowed."""
    return Column("position", Integer, nullable=False, server_default="0")


def flag(name: str) -> Column[int]:
    return Column(name, Integer, CheckConstraint(f"{name} IN (0, 1)", name=name), nullable=False, server_default="0")


def choice(name: str, *allowed: str, default: str | None = None) -> Column[str]:
    """One of a closed list of words."""
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in allowed)
    return Column(
        name, Text, CheckConstraint(f"{name} IN ({listed})", name=name), nullable=False, server_default=default
    )


def belongs(name: str, target: str) -> Column[int]:
    """A row that goes when its owner goes."""
    return Column(name, Integer, ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=False, index=True)


def belongs_maybe(name: str, target: str) -> Column[int | None]:
    """One of several possible owners; goes when that owner goes."""
    return Column(name, Integer, ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=True, index=True)


def refers(name: str, target: str) -> Column[int | None]:
    """A row that stays, pointing at nothing, when the other goes."""
    return Column(name, Integer, ForeignKey(f"{target}.id", ondelete="SET NULL"), nullable=True, index=True)


def exactly_one(*names: str) -> CheckConstraint:
    """Exactly one of these columns is set."""
    return CheckConstraint(" + ".join(f"({name} IS NOT NULL)" for name in names) + " = 1", name="exactly_one")


def timescale_columns(prefix: str = "timescale") -> tuple[Column[Any], ...]:
    """Words as written with kind, last day meant, repetition and note beside them."""
    return (
        words(f"{prefix}_words"),
        choice(
            f"{prefix}_kind",
            "date",
            "month",
            "period",
            "ongoing",
            "lifetime",
            "to be confirmed",
            "none",
            "other",
            "unclear",
            default="none",
        ),
        day(f"{prefix}_due"),
        words(f"{prefix}_recurs"),
        words(f"{prefix}_note"),
    )


STATES = (
    "value",
    "estimate",
    "provisional",
    "revised",
    "suppressed",
    "not available",
    "not yet",
    "not applicable",
    "blank",
    "error",
    "conflict",
    "range",
    "unclear",
)
UNITS = ("count", "percent", "rate", "hours", "money", "score", "text", "")


def figure_columns() -> tuple[Column[Any], ...]:
    """One figure: words as written, state, and what was understood (see the domain's grammar of values)."""
    return (
        words("words"),
        choice("state", *STATES),
        *exact("number"),
        choice("unit", *UNITS, default=""),
        *exact("low"),
        *exact("high"),
        *exact("below"),
        *exact("numerator"),
        *exact("denominator"),
        words("note"),
    )


PERIOD_KINDS = ("quarter", "year", "calendar year", "half", "month", "date", "rolling year", "range")


def unique_index(name: str, *expressions: Any) -> Index:
    return Index(name, *expressions, unique=True)
