"""What the worker process does for a return: look at the bytes, choose a reader, and answer with plain values."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError

from cjdesk.returns.read import sniff
from cjdesk.returns.read.refusal import Refusal, damaged

#: What broken bytes raise in the libraries underneath. Anything else is a mistake of ours and is not dressed up.
_DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    ExpatError,
    EOFError,
    UnicodeError,
    NotImplementedError,
    struct.error,
)
#: Unpacked size above which an .ods is left to python-calamine: about 60,000 cells, half a second.
_STREAMED_BYTES = 8 << 20


def run(request: dict[str, Any]) -> dict[str, Any]:
    """The job "read-return": ``path`` of the private copy -> the answer that `intake` rebuilds."""
    with open(request["path"], "rb") as file:  # noqa: PTH123 - pathlib is slow to load
        data = file.read()
    try:
        return _read(data)
    except Refusal as refusal:
        return {
            "kind": refusal.kind,
            "refused": refusal.reason,
            "say": refusal.args[0],
            "problems": [[refusal.code, "", refusal.args[0]]],
        }


def _read(data: bytes) -> dict[str, Any]:
    kind = sniff.kind_of(data)
    if kind == "zip":
        try:
            return _read_zip(data)
        except _DAMAGE as error:
            raise damaged() from error
    if kind == "xls":
        from cjdesk.returns.read import legacy

        return legacy.read(data, "xls")
    if kind == "html":
        from cjdesk.returns.read import htmltable

        return htmltable.read(data)
    from cjdesk.returns.read import delimited

    return delimited.read(data)


def _read_zip(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        sniff.check_package(package, len(data))
        kind = sniff.zip_kind(package)
        sniff.check_xml_parts(package)
        if kind in ("xlsx", "xlsm"):
            from cjdesk.returns.read.book import Book

            return Book(package, kind).read()
        if kind == "ods" and sum(part.file_size for part in package.infolist()) <= _STREAMED_BYTES:
            from cjdesk.returns.read import opendoc

            return opendoc.read(package)
    from cjdesk.returns.read import legacy

    return legacy.read(data, kind)
