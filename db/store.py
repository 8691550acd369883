"""A store: one partnership's file, opened, read and changed step by step."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, func, insert, select, update

from db import backup, header, journal, lock, places
from db.engine import SCHEMA_VERSION, make_engine
from db.errors import StoreProblem, database_sorted_out, sorted_out
from db.lock import Lock
from db.models import JOURNALED
from db.models.system import change, journal_state, step
from db.places import Surroundings
from db.uow import Reader, UnitOfWork


def utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """An open store. One at a time may write; any number may read, from any thread.

    Made by `create` or `open`; use as a context manager or call `close`.
    """

    def __init__(self, path: Path, *, who: str, held: Lock | None, clock: Callable[[], datetime]) -> None:
        self.path = path
        self.who = who
        self._clock = clock
        self._held = held
        self._reading = make_engine(path, writing=False)
        self._writing = None if held is None else make_engine(path, writing=True)
        self._turn = threading.Lock()
        self._writer: int | None = None
        self._first_own_step: int | None = None

    @property
    def readonly(self) -> bool:
        return self._writing is None

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        who: str = "",
        clock: Callable[[], datetime] = utc_now,
        around: Surroundings | None = None,
    ) -> Self:
        """Make a new, empty store and open it. Refuses ("exists") where anything is already."""
        from db.migrate import template  # brings in Alembic, which opening must not

        _refuse_unfit(path, around)
        if path.exists():
            raise StoreProblem("exists", path)
        with backup.beside(path) as fresh:
            fresh.write_bytes(template())
        return cls.open(path, who=who, clock=clock, around=around)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        who: str = "",
        readonly: bool = False,
        backups: Path | None = None,
        clock: Callable[[], datetime] = utc_now,
        around: Surroundings | None = None,
    ) -> Self:
        """Open a store that is there, checking first where it lies, what it is, who has it, and that it is sound.

        ``readonly`` opens beside whoever writes. An older store is copied whole into ``backups`` (or beside itself)
        and brought up to date. Raises `StoreProblem`; the file is then as it was.
        """
        if path.is_file():
            _refuse_unfit(path, around)
        found = header.look(path, sound=True)
        if readonly:
            if found < SCHEMA_VERSION:
                raise StoreProblem("older", path, found=found, known=SCHEMA_VERSION)
            return cls(path, who=who, held=None, clock=clock)
        held = lock.acquire(path, who=who, since=clock())
        try:
            if found < SCHEMA_VERSION:
                _bring_up(path, found, backups or path.parent)
            store = cls(path, who=who, held=held, clock=clock)
            store._check_journal()
        except BaseException:
            held.release()
            raise
        return store

    def _check_journal(self) -> None:
        """The triggers follow from the program's tables: put them in again if the file has others."""
        with self.transaction() as connection:
            if journal.differences(connection, tuple(JOURNALED)):
                journal.install(connection, tuple(JOURNALED))

    def close(self) -> None:
        """Let go of file and lock. A store that is closed answers nothing more."""
        self._reading.dispose()
        if self._writing is not None:
            self._writing.dispose()
        if self._held is not None:
            self._held.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One consistent state to read from; nothing can be written through it."""
        with database_sorted_out(self.path, reading=True), self._reading.begin() as connection:
            yield Reader(connection)

    @contextmanager
    def step(self, label: str, *, who: str | None = None, merge_key: str = "") -> Iterator[UnitOfWork]:
        """One named step of the history: kept whole when the block ends normally, else not at all.

        A step that changed nothing leaves no entry. With ``merge_key`` (say, the field being typed in) it joins the
        step before, if that is the last, has the same key and person, is not undone and was made since opening.
        """
        with self.transaction() as connection:
            joined = self._joined(connection, merge_key, self.who if who is None else who)
            with self.entry(connection, label, who=who, merge_key=merge_key, joined=joined) as work:
                yield work
            if joined and work.changes:
                connection.execute(update(step).where(step.c.id == joined).values(at=self._now()))
            if not joined and not work.changes.step_id:
                connection.execute(step.delete().where(step.c.id == work.step_id))

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """The write lock, in this process and on the file. For this package: others open a `step`."""
        if self._writing is None:
            raise StoreProblem("read-only", self.path)
        if self._writer == threading.get_ident():
            raise RuntimeError("a step is already open in this thread; steps do not nest")
        with self._turn:
            self._writer = threading.get_ident()
            try:
                with database_sorted_out(self.path), self._writing.begin() as connection:
                    yield connection
            finally:
                self._writer = None

    @contextmanager
    def entry(
        self,
        connection: Connection,
        label: str,
        *,
        who: str | None,
        kind: str = "do",
        target_id: int | None = None,
        merge_key: str = "",
        joined: int | None = None,
    ) -> Iterator[UnitOfWork]:
        """An entry of the history (or the one ``joined``) to which the journal writes inside the block."""
        step_id = joined or self._begin(
            connection,
            label=label,
            who=self.who if who is None else who,
            kind=kind,
            target_id=target_id,
            merge_key=merge_key,
        )
        work = UnitOfWork(connection, step_id, label, _last_change(connection))
        _point_journal(connection, step_id)
        yield work
        work.changes = work.gather()
        _point_journal(connection, None)

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="microseconds")

    def _begin(self, connection: Connection, **values: object) -> int:
        made = connection.execute(insert(step).values(at=self._now(), **values).returning(step.c.id))
        step_id = int(made.scalar_one())
        if self._first_own_step is None:
            self._first_own_step = step_id
        return step_id

    def _joined(self, connection: Connection, merge_key: str, who: str) -> int | None:
        if not merge_key or self._first_own_step is None:
            return None
        last = connection.execute(select(step).order_by(step.c.id.desc()).limit(1)).first()
        if last is None or last.id < self._first_own_step:
            return None
        return int(last.id) if (last.kind, last.merge_key, last.who) == ("do", merge_key, who) else None


def _last_change(connection: Connection) -> int:
    return int(connection.execute(select(func.max(change.c.id))).scalar() or 0)


def _point_journal(connection: Connection, step_id: int | None) -> None:
    connection.execute(update(journal_state).values(step_id=step_id))


def _refuse_unfit(path: Path, around: Surroundings | None) -> None:
    place = places.unfit(path.resolve(), around or places.here())
    if place:
        raise StoreProblem(place.kind, path, place=place.name)


def _bring_up(path: Path, found: int, backups: Path) -> None:
    from db import migrate  # brings in Alembic, which opening must not

    with sorted_out(backups):
        backups.mkdir(parents=True, exist_ok=True)
    copy = backup.free_name(backups / f"{path.stem} before update from {found} to {SCHEMA_VERSION}{path.suffix}")
    backup.save_copy(path, copy)
    with sorted_out(path), migrate.scripts() as folder:
        migrate.bring_up(path, folder, version=SCHEMA_VERSION)
