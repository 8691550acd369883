"""Received bytes stay as they came."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from db import files, history
from db.errors import StoreProblem
from db.models.framework import partner
from db.models.system import kept_file
from db.store import Store

CONTENT = bytes(range(256)) * 300


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "Testshire.cjplan") as made:
        yield made


def test_bytes_come_back_under_their_hash(store: Store) -> None:
    with store.step("Receive") as work:
        key = files.keep(work, CONTENT, name="Q2 return.xlsx", kind="return", kept_at="2026-03-02")
        again = files.keep(work, CONTENT, name="Q2 return (1).xlsx", kind="return")
    assert key == again == hashlib.sha256(CONTENT).hexdigest()
    with store.read() as reader:
        kept = files.get(reader, key)
        with pytest.raises(LookupError):
            files.get(reader, "0" * 64)
    assert (kept.name, kept.kind, kept.kept_at, kept.content) == ("Q2 return.xlsx", "return", "2026-03-02", CONTENT)


def test_an_undo_leaves_the_file(store: Store) -> None:
    with store.step("Receive") as work:
        key = files.keep(work, CONTENT, name="a.xlsx")
        work.insert(partner, name="A")
    history.undo(store)
    with store.read() as reader:
        assert files.get(reader, key).content == CONTENT


def test_a_file_alone_is_kept_without_an_entry(store: Store) -> None:
    with store.step("Receive") as work:
        key = files.keep(work, CONTENT, name="a.xlsx")
    with store.read() as reader:
        assert history.steps(reader) == []
        assert files.get(reader, key).content == CONTENT


def test_a_step_that_fails_keeps_no_file(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.step("Receive") as work:
        key = files.keep(work, CONTENT, name="a.xlsx")
        print(1 / 0)
    with store.read() as reader, pytest.raises(LookupError):
        files.get(reader, key)


@pytest.mark.parametrize("statement", [kept_file.update().values(name="b"), kept_file.delete()])
def test_kept_files_are_for_ever(store: Store, statement: object) -> None:
    with store.step("Receive") as work:
        files.keep(work, CONTENT, name="a.xlsx")
    with pytest.raises(IntegrityError, match="for ever"), store.step("Tamper") as work:
        work.execute(statement)  # type: ignore[arg-type]


def test_other_bytes_than_were_kept_are_noticed(store: Store) -> None:
    with store.step("Receive") as work:
        files.keep(work, CONTENT, name="a.xlsx")
        false = "f" * 64
        work.execute(kept_file.insert().values(sha256=false, name="b.xlsx", size=1, content=b"x"))
    with store.read() as reader, pytest.raises(StoreProblem) as caught:
        files.get(reader, false)
    assert caught.value.kind == "damaged"
