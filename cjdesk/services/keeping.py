"""Copies, backups and rescue: whole, checked files beside the one that is worked on."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjdesk.services.opening import explained

if TYPE_CHECKING:
    from db.store import Store


def backup(store: Store, folder: Path) -> Path:
    """Write a verified backup into ``folder``, named by the time, and thin the older ones there."""
    from db.backup import back_up

    with explained():
        return back_up(store.path, folder, at=datetime.now(UTC))


def copy(store: Store, to: Path) -> None:
    """Write a verified whole copy to ``to``, which may lie on a share or a synchronised folder."""
    from db.backup import copy_to

    with explained():
        copy_to(store.path, to)


def restore(backup_file: Path, path: Path) -> Path | None:
    """Put a backup in place of ``path``; where the file that stood there is kept now."""
    from db.backup import restore as put_back

    with explained():
        return put_back(backup_file, path, at=datetime.now(UTC))


def salvage(path: Path) -> dict[str, Any]:
    """Move a damaged file aside and save row by row what it still holds; what was saved and what not, per table."""
    from db.salvage import salvage as save_rows

    with explained():
        saved = save_rows(path, at=datetime.now(UTC))
    return asdict(saved)
