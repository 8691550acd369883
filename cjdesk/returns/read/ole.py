"""What an OLE file is, by the names at the top of its directory. No stream is opened.

The format is Microsoft's [MS-CFB]: a header, chains of sectors, and a directory of 128-byte entries.
"""

from __future__ import annotations

import struct

from cjdesk.returns.read.refusal import Refusal, damaged, not_a_spreadsheet, password

_LAST = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_ENTRY = 128
_MOST_ENTRIES = 20_000


def check_is_xls(data: bytes) -> None:
    """Return for an Excel workbook of the old form; otherwise raise the `Refusal` that says what the file is."""
    refusal = _what_it_is({name.casefold() for name in _top_names(data)})
    if refusal is not None:
        raise refusal


def _what_it_is(names: set[str]) -> Refusal | None:
    if names & {"encryptedpackage", "encryptioninfo"}:
        return password("xlsx")
    if names & {"workbook", "book"}:
        return None
    if "worddocument" in names:
        return not_a_spreadsheet(
            "a Word document of the old form", "Ask for the table as an Excel workbook, or paste it."
        )
    if "powerpoint document" in names:
        return not_a_spreadsheet("a PowerPoint presentation")
    if "__properties_version1.0" in names:
        return not_a_spreadsheet("a saved e-mail", "Take the attachment out of it and bring that in.")
    return not_a_spreadsheet("a file of a kind CJ Desk does not know")


def _top_names(data: bytes) -> list[str]:
    """Names of the entries at the top of the directory."""
    try:
        entries = _directory(data)
    except (struct.error, IndexError) as error:
        raise damaged("xls") from error
    names, waiting, seen = [], [entries[0][3]] if entries else [], set()
    while waiting:
        number = waiting.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        name, left, right, _child = entries[number]
        names.append(name)
        waiting += [left, right]
    return names


def _directory(data: bytes) -> list[tuple[str, int, int, int]]:
    """Every entry as name, left neighbour, right neighbour and first child."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise damaged("xls")
    size = 1 << shift
    table = _table(data, size)
    sector = struct.unpack_from("<I", data, 48)[0]
    entries: list[tuple[str, int, int, int]] = []
    while sector < _LAST and len(entries) < _MOST_ENTRIES:
        start = (sector + 1) * size
        for offset in range(start, start + size, _ENTRY):
            length = struct.unpack_from("<H", data, offset + 64)[0]
            name = data[offset : offset + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            entries.append((name, *struct.unpack_from("<III", data, offset + 68)))
        sector = table[sector]
    return entries


def _table(data: bytes, size: int) -> list[int]:
    """The table that says which sector follows which, as far as its first 109 blocks list it."""
    table: list[int] = []
    for block in struct.unpack_from("<109I", data, 76):
        if block < _LAST:
            table += struct.unpack_from(f"<{size // 4}I", data, (block + 1) * size)
    return table
