"""A file is there whole or not at all, and what went wrong is said plainly."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from cjdesk.documents.saving import save
from cjdesk.errors import UserProblem


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    save(path, b"one")
    save(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.pdf"]


def test_the_rights_of_the_old_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    save(path, b"one")
    path.chmod(0o640)
    rights = path.stat().st_mode
    save(path, b"two")
    assert path.stat().st_mode == rights


def failing(monkeypatch: pytest.MonkeyPatch, name: str, error: OSError) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(os, name, fail)


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.docx"
    save(path, b"old")
    failing(monkeypatch, "fsync", OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(UserProblem, match="the disk is full") as problem:
        save(path, b"new")
    assert problem.value.code == "disk-full"
    assert problem.value.safe == "The earlier plan.docx is unharmed."
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.docx"]


@pytest.mark.parametrize(("name", "program"), [("a.docx", "Word"), ("a.xlsx", "Excel"), ("a.pdf", "your PDF reader")])
def test_a_file_that_is_open_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, program: str
) -> None:
    path = tmp_path / name
    save(path, b"old")
    failing(monkeypatch, "replace", PermissionError(errno.EACCES, "Access is denied"))
    with pytest.raises(UserProblem, match=f"it is open in {program}") as problem:
        save(path, b"new")
    assert problem.value.code == "file-open"
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UserProblem, match="does not exist") as problem:
        save(tmp_path / "away" / "plan.pdf", b"new")
    assert problem.value.safe == "Nothing was left behind."


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").mkdir()
    with pytest.raises(UserProblem, match="there is a folder of that name"):
        save(tmp_path / "plan.pdf", b"new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.pdf"]


def test_a_read_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", _refuse)
        with pytest.raises(UserProblem, match="is read-only") as problem:
            save(tmp_path / "plan.pdf", b"new")
    assert problem.value.code == "read-only"


def _refuse(*_arguments: object, **_options: object) -> int:
    raise PermissionError(errno.EROFS, "Read-only file system")
