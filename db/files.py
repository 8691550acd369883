"""Kept files: bytes as they came, found again by their SHA-256. They are added, never changed, and not journaled."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from db.errors import StoreProblem
from db.models.system import kept_file
from db.uow import Reader, UnitOfWork


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A kept file with its bytes; ``name`` is the one it first came under, ``kept_at`` as its keeper gave it."""

    sha256: str
    name: str
    kind: str
    kept_at: str
    content: bytes


def keep(work: UnitOfWork, content: bytes, *, name: str, kind: str = "", kept_at: str = "") -> str:
    """Keep bytes in the step at hand; their SHA-256. Bytes that are kept already stay under their first name.

    An undo of the step leaves the file: a redo, or another step, may point at it again.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if work.scalar(select(kept_file.c.id).where(kept_file.c.sha256 == sha256)) is None:
        work.execute(
            kept_file.insert().values(
                sha256=sha256, name=name, kind=kind, size=len(content), kept_at=kept_at, content=content
            )
        )
    return sha256


def get(reader: Reader, sha256: str) -> KeptFile:
    """A kept file, its bytes checked against their hash. `LookupError` if it was never kept."""
    row = reader.first(select(kept_file).where(kept_file.c.sha256 == sha256))
    if row is None:
        raise LookupError(f"no kept file {sha256}")
    if hashlib.sha256(row.content).hexdigest() != sha256:
        raise StoreProblem("damaged", detail=f"the kept file {row.name} is not what was kept")
    return KeptFile(row.sha256, row.name, row.kind, row.kept_at, row.content)
