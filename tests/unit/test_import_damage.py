"""Damaged, foreign and hostile files given for a Word plan: each gets a sentence, none a crash, nothing is kept."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import docx
import pytest

from cjdesk.errors import Cancelled, UserProblem
from cjdesk.plans.importing import import_word
from cjdesk.plans.importing.body import from_json
from cjdesk.plans.importing.job import read_plan
from cjdesk.plans.importing.understand import understand_word
from cjdesk.progress import Task

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="module")
def sound() -> bytes:
    document = docx.Document()
    document.add_heading("Priority 1: Help", 1)
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Action", "Lead", "Timescale"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ("Open a hub", "CJSW", "Ongoing"), strict=True):
        cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(data: bytes, tmp_path: Path) -> str:
    """The code of the refusal, or "" where a plan was read."""
    path = tmp_path / "plan.docx"
    path.write_bytes(data)
    answer = read_plan({"path": str(path)})
    if "problem" in answer:
        problem = answer["problem"]
        assert problem["what"].endswith(".") and problem["safe"] and problem["do"]
        return str(problem["code"])
    understand_word(from_json(answer))
    return ""


def packed(parts: dict[str, bytes], sound: bytes) -> bytes:
    """The sound file with parts put in place of its own, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def test_the_sound_file_is_read(sound: bytes, tmp_path: Path) -> None:
    assert read(sound, tmp_path) == ""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n", "pdf"),
        (b"{\\rtf1 plan}", "rtf"),
        (b"<html><body>plan</body></html>", "html"),
        (b"<?xml version='1.0'?><plan/>", "not-word"),
        (b"Just a letter.", "not-word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "old-word"),
        (OLE + "Workbook".encode("utf-16-le"), "old-office"),
        (b"PK\x03\x04" + b"\0" * 40, "damaged"),
    ],
)
def test_files_of_another_kind_get_their_sentence(data: bytes, code: str, tmp_path: Path) -> None:
    assert read(data, tmp_path) == code


def test_other_packages_are_told_apart(tmp_path: Path, sound: bytes) -> None:
    def package(parts: dict[str, str]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for name, text in parts.items():
                made.writestr(name, text)
        return out.getvalue()

    assert read(package({"a.txt": "hello"}), tmp_path) == "not-word"
    assert read(package({"mimetype": "application/vnd.oasis.opendocument.text"}), tmp_path) == "odt"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    relations = (
        f'<Relationships xmlns="{space}"><Relationship Id="r" Type="{kind}" Target="xl/workbook.xml"/></Relationships>'
    )
    excel = package({"[Content_Types].xml": "<Types/>", "_rels/.rels": relations, "xl/workbook.xml": "<workbook/>"})
    assert read(excel, tmp_path) == "excel"


def test_every_truncation_ends_in_a_sentence(sound: bytes, tmp_path: Path) -> None:
    for part in range(1, 12):
        assert read(sound[: len(sound) * part // 12], tmp_path) == "damaged"


def test_flipped_bytes_never_crash_the_reader(sound: bytes, tmp_path: Path) -> None:
    dice = random.Random(20)
    outcomes = set()
    for _ in range(120):
        data = bytearray(sound)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        outcomes.add(read(bytes(data), tmp_path))
    assert "damaged" in outcomes
    assert outcomes <= {"", "damaged", "too-big", "not-word", "other", "doctype"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_in_any_encoding(sound: bytes, tmp_path: Path, encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    assert read(packed({"word/document.xml": bomb.encode(encoding)}, sound), tmp_path) == "doctype"


def test_a_part_that_would_fill_the_memory_is_not_unpacked(sound: bytes, tmp_path: Path) -> None:
    assert read(packed({"word/media/bomb.png": b"\0" * 30_000_000}, sound), tmp_path) == "too-big"


def test_too_many_parts_are_refused(sound: bytes, tmp_path: Path) -> None:
    many = {f"word/media/{number}.png": b"" for number in range(4100)}
    assert read(packed(many, sound), tmp_path) == "too-big"


def test_boxes_in_boxes_end_in_a_sentence(sound: bytes, tmp_path: Path) -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    document = f'<w:document xmlns:w="{WORD}"><w:body>{deep}</w:body></w:document>'.encode()
    assert read(packed({"word/document.xml": document}, sound), tmp_path) == "damaged"


def test_a_main_part_of_another_kind_is_refused(sound: bytes, tmp_path: Path) -> None:
    assert read(packed({"word/document.xml": b"<other/>"}, sound), tmp_path) == "damaged"


def test_macros_are_said_and_not_touched(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.docm"
    path.write_bytes(packed({"word/vbaProject.bin": b"not looked at"}, sound))
    imported = import_word(path)
    assert imported.notes == ("The file has macros; they were not looked at.",)
    assert len(imported.plan.actions()) == 1


def test_the_worker_tells_a_refusal_as_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UserProblem, match="protected with a password"):
        import_word(path)


def test_a_missing_file_and_a_folder_are_problems(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.docx", tmp_path):
        with pytest.raises(UserProblem, match="could not be opened"):
            import_word(path)


def test_an_import_can_be_stopped(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        import_word(tmp_path / "plan.docx", task=Task(cancelled=lambda: True))
