"""Rules for opening what came from outside: look at bytes, not names; read the directory before inflating anything.

Free for every layer, like `cjdesk.errors`. The code that really opens such a file runs in the worker process; these
rules are its first line, so that the ordinary hostile file ends in a sentence and not in a killed process.
Limits follow the design: at most 2,000 parts, 300 MB in all, a ratio of 200 on big parts, no DOCTYPE anywhere.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, NamedTuple

from cjdesk.errors import UserProblem

if TYPE_CHECKING:
    from lxml import etree

FileKind = Literal["zip", "ole", "pdf", "rtf", "html", "xml", "empty", "other"]

UNTOUCHED = "The file is untouched and nothing was brought in."

_MEGABYTE = 1024 * 1024
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


class ZipLimits(NamedTuple):
    """How much a packed file may hold. Sizes in bytes; ``ratio`` counts only for parts above ``ratio_from``."""

    parts: int = 2_000
    total: int = 300 * _MEGABYTE
    ratio: int = 200
    ratio_from: int = 5 * _MEGABYTE


LIMITS = ZipLimits()


def sniff(head: bytes) -> FileKind:
    """What a file is by its first bytes (a few hundred are enough). Its name is never asked."""
    if not head:
        return "empty"
    if head.startswith(_ZIP_MARKS):
        return "zip"
    if head.startswith(_OLE_MARK):
        return "ole"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    start = head[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<body", b"<meta")):
        return "html"
    return "xml" if start.startswith(b"<") else "other"


def ole_is_encrypted(path: Path) -> bool:
    """Whether an OLE file is an Office file behind a password (the stream's name stands in the directory)."""
    return _ENCRYPTED_STREAM in path.read_bytes()


def ole_has_stream(path: Path, name: str) -> bool:
    """Whether an OLE file's directory names a stream ("WordDocument", "Workbook")."""
    return name.encode("utf-16-le") in path.read_bytes()


def open_zip(path: Path, limits: ZipLimits = LIMITS) -> zipfile.ZipFile:
    """The packed file with its directory checked; the caller closes it. Raises `UserProblem` in plain words."""
    try:
        package = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise damaged() from error
    try:
        check_directory(package.infolist(), limits)
    except UserProblem:
        package.close()
        raise
    return package


def check_directory(parts: list[zipfile.ZipInfo], limits: ZipLimits = LIMITS) -> None:
    """Refuse a directory that promises too many parts, too much in all or an absurd ratio, or names a part twice."""
    if len(parts) > limits.parts:
        raise _too_big(f"It has {len(parts):,} parts; {limits.parts:,} are allowed.")
    if sum(part.file_size for part in parts) > limits.total:
        raise _too_big(f"It would unpack to more than {limits.total // _MEGABYTE} MB.")
    if len({part.filename for part in parts}) != len(parts):
        raise damaged()
    for part in parts:
        if part.file_size > limits.ratio_from and part.file_size > limits.ratio * max(part.compress_size, 1):
            raise _too_big("One of its parts would unpack to several hundred times its size.")


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    """One part, never more bytes than its directory entry promised. Raises `UserProblem` when it is damaged."""
    try:
        with package.open(name) as stream:
            return _bounded(stream, package.getinfo(name).file_size)
    except KeyError as error:
        raise damaged() from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise damaged() from error


def _bounded(stream: IO[bytes], promised: int) -> bytes:
    data = stream.read(promised + 1)
    if len(data) > promised:
        raise _too_big("One of its parts is larger than it claims.")
    return data


def parse_xml(data: bytes) -> etree._Element:
    """A part's XML, with entities, network and DOCTYPE refused. Raises `UserProblem` when it cannot be read."""
    from lxml import etree  # most files are judged without it, and a worker's start is waited for

    refuse_doctype(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:  # an encoding may have hidden it from the look at the bytes
        raise _doctype()
    return root


def refuse_doctype(data: bytes) -> None:
    """No part of an Office file needs a DOCTYPE; XML bombs do. Seen in UTF-8 and in both kinds of UTF-16."""
    for mark in ("<!DOCTYPE", "<!ENTITY"):
        if any(mark.encode(code) in data for code in ("ascii", "utf-16-le", "utf-16-be")):
            raise _doctype()


def damaged() -> UserProblem:
    """The sentence for a file that is cut short or broken inside."""
    return UserProblem(
        "This file is damaged or cut short and cannot be read.",
        UNTOUCHED,
        "Ask for it to be sent again, or open it in the program it was made with and save it as a new file.",
        code="damaged",
    )


def _too_big(why: str) -> UserProblem:
    return UserProblem(
        f"This file was not opened because it could fill the computer's memory. {why}",
        UNTOUCHED,
        "If it comes from someone you trust, save it anew in the program it was made with and try that copy.",
        code="too-big",
    )


def _doctype() -> UserProblem:
    return UserProblem(
        "This file was not opened because it contains a definition (DOCTYPE) that office files never need.",
        UNTOUCHED,
        "If it comes from someone you trust, save it anew in the program it was made with and try that copy.",
        code="doctype",
    )
