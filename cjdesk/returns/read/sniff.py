"""What a received file is, by its bytes. Its name is never asked."""

from __future__ import annotations

import re
import zipfile
from typing import IO

from cjdesk.errors import UserProblem
from cjdesk.returns.read import ole
from cjdesk.returns.read.refusal import Refusal, damaged, empty, not_a_spreadsheet, password, too_large, unsafe
from cjdesk.untrusted import check_directory, refuse_doctype
from cjdesk.untrusted import sniff as sniff_head

_MAGIC = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_MAIL = (b"received:", b"from:", b"return-path:", b"mime-version:", b"delivered-to:", b"x-unsent:", b"message-id:")
_FLAG_ENCRYPTED = 0x1
_CHUNK = 1 << 20
_START = 4_096
_OVERLAP = 32

#: Ending of a main part's content type -> the kind of workbook.
_MAIN_TYPES = (
    ("spreadsheetml.sheet.main+xml", "xlsx"),
    ("spreadsheetml.template.main+xml", "xlsx"),
    ("ms-excel.sheet.macroenabled.main+xml", "xlsm"),
    ("ms-excel.template.macroenabled.main+xml", "xlsm"),
    ("ms-excel.addin.macroenabled.main+xml", "xlsm"),
    ("ms-excel.sheet.binary.macroenabled.main", "xlsb"),
)


def kind_of(data: bytes) -> str:
    """One of xlsx, xlsm, xlsb, ods, xls, html, text. Raises `Refusal` for everything that is not a spreadsheet."""
    if not data.strip(b"\x00 \t\r\n"):
        raise empty()
    head = sniff_head(data[:1024])
    if head == "ole":
        ole.check_is_xls(data)
        return "xls"
    if head == "html":
        return "html"
    if head != "zip":
        _refuse_foreign(data, head)
    return "zip" if head == "zip" else "text"


def _refuse_foreign(data: bytes, head: str) -> None:
    """Raise for what is known to be something else; return for what may be text."""
    if head == "pdf":
        raise not_a_spreadsheet("a PDF")
    if head == "rtf":
        raise not_a_spreadsheet("a text document (RTF)")
    if head == "xml":
        raise _xml(data[:4096])
    for magic, what in _MAGIC:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:64]):
            raise not_a_spreadsheet(what)
    first_line = data[:1024].lstrip(b"\xef\xbb\xbf\r\n ").lower()
    if first_line.startswith(_MAIL):
        raise not_a_spreadsheet("a saved e-mail", "Take the attachment out of it and bring that in.")
    if first_line.startswith(b"{"):
        raise not_a_spreadsheet("a link or a data file of another program", "Ask for the workbook itself.")


def _xml(head: bytes) -> Refusal:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return not_a_spreadsheet("a workbook in Excel's XML form of 2003", "Open it in Excel and save it as .xlsx.")
    return not_a_spreadsheet("an XML file")


def zip_kind(package: zipfile.ZipFile) -> str:
    """Which workbook a packed file is, from its list of content types or its type mark."""
    names = {part.filename for part in package.infolist()}
    if "mimetype" in names:
        return _open_document(package, names)
    if "[Content_Types].xml" not in names:
        raise _unknown_zip(names)
    types = _head(package, "[Content_Types].xml").decode("utf-8", "replace").casefold()
    for ending, kind in _MAIN_TYPES:
        if ending + '"' in types or ending + "'" in types:
            return kind
    if "wordprocessingml" in types:
        raise not_a_spreadsheet("a Word document", "Ask for the table as an Excel workbook, or copy it and paste it.")
    if "presentationml" in types:
        raise not_a_spreadsheet("a PowerPoint presentation")
    raise not_a_spreadsheet("an Office file of another kind")


def _head(package: zipfile.ZipFile, name: str) -> bytes:
    """As much of a small part as says what the file is."""
    with open_part(package, name) as stream:
        return stream.read(_CHUNK)


def _open_document(package: zipfile.ZipFile, names: set[str]) -> str:
    mark = _head(package, "mimetype")[:200].decode("ascii", "replace")
    if "opendocument.spreadsheet" not in mark:
        raise not_a_spreadsheet("a document of another kind (" + mark.rpartition(".")[2].strip()[:40] + ")")
    if "META-INF/manifest.xml" in names and b"encryption-data" in _head(package, "META-INF/manifest.xml"):
        raise password("ods")
    return "ods"


def _unknown_zip(names: set[str]) -> Refusal:
    if any(name.endswith(".iwa") for name in names):
        return not_a_spreadsheet("a Numbers document", "Open it in Numbers and export it as an Excel workbook.")
    return not_a_spreadsheet("a zip folder", "Unpack it and bring in the workbook inside.")


def check_package(package: zipfile.ZipFile, size: int) -> None:
    """Refuse a packed file by its directory, before anything is inflated. ``size`` is the file's, in bytes."""
    parts = package.infolist()
    try:
        check_directory(parts)
    except UserProblem as problem:
        if problem.code == "too-big":
            raise too_large(problem.what.partition("memory. ")[2] or "it is too large when unpacked.") from problem
        raise damaged() from problem
    if any(part.flag_bits & _FLAG_ENCRYPTED for part in parts):
        raise password()
    if len({part.filename.casefold() for part in parts}) != len(parts):
        raise unsafe("it holds two parts of one name.")
    if any(_leads_out(part.filename) for part in parts):
        raise unsafe("a part of it would be written outside its folder.")
    if sum(part.compress_size for part in parts) > size:
        raise unsafe("its parts overlap.")


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def open_part(package: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A part as a stream. Raises `Refusal` where the directory points outside the file."""
    try:
        return package.open(name)
    except ValueError as error:
        raise damaged() from error


_ROOT_AT_ONCE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*\?>)?\s*<[A-Za-z_:]")
"""A part whose root element follows the XML declaration directly: a document type has its only place between them."""


def check_xml_parts(package: zipfile.ZipFile) -> None:
    """Refuse a packed file in which any XML part declares a document type or an entity. A chunk at a time."""
    for part in package.infolist():
        if not part.filename.casefold().endswith((".xml", ".rels", ".vml", ".rdf")):
            continue
        with open_part(package, part.filename) as stream:
            start = stream.read(_START)
            if _ROOT_AT_ONCE.match(start) is None:
                _check_whole(start, stream)


def _check_whole(start: bytes, stream: IO[bytes]) -> None:
    """Look through all of a part that begins in another way: in UTF-16, with a comment, or with what is forbidden."""
    chunk = start
    while chunk:
        _check_chunk(chunk)
        chunk = chunk[-_OVERLAP:] + rest if (rest := stream.read(_CHUNK)) else b""


def _check_chunk(chunk: bytes) -> None:
    if b"<!" not in chunk and b"<\x00!" not in chunk:  # in neither kind of letters: most chunks end here
        return
    try:
        refuse_doctype(chunk)
    except UserProblem as problem:
        raise unsafe("it contains a definition (DOCTYPE) that could unfold without end.") from problem
