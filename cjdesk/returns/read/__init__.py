"""Stage 1 of a return: from bytes to cells.

`read_file`, `read_bytes` and `read_pasted` never raise for bad data: a file that cannot be read comes back refused,
with its reason, its problem and its sentence. They are loaded at first use, because the worker process comes through
here too and needs none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cjdesk.returns.read.intake import read_bytes, read_file
    from cjdesk.returns.read.pasted import read_pasted

__all__ = ["read_bytes", "read_file", "read_pasted"]


def __getattr__(name: str) -> object:
    if name in ("read_bytes", "read_file"):
        from cjdesk.returns.read import intake

        return getattr(intake, name)
    if name == "read_pasted":
        from cjdesk.returns.read import pasted

        return pasted.read_pasted
    raise AttributeError(name)
