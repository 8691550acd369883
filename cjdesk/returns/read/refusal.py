"""The ways in which a file is refused, each with its reason, its problem code and its sentence."""

from __future__ import annotations


class Refusal(Exception):
    """This file will not be read. ``reason`` is a stable word, ``code`` F01 or F06, ``kind`` what the file is."""

    def __init__(self, reason: str, code: str, say: str, kind: str = "unknown") -> None:
        self.reason = reason
        self.code = code
        self.say = say
        self.kind = kind
        super().__init__(say)


def damaged(kind: str = "unknown") -> Refusal:
    """The file is cut short or broken inside."""
    return Refusal(
        "damaged",
        "F01",
        "This file is damaged or cut short and cannot be read. Ask for it to be sent again, or open it in Excel and "
        "save it as a new file.",
        kind,
    )


def password(kind: str = "unknown") -> Refusal:
    """The file is sound, but locked."""
    return Refusal(
        "password",
        "F01",
        "This workbook is protected with a password. Open it in Excel, save a copy without the password, and bring "
        "that copy in.",
        kind,
    )


def empty() -> Refusal:
    """The file holds no bytes, or no cell."""
    return Refusal("empty", "F01", "This file is empty. Ask for it to be sent again.")


def not_a_spreadsheet(what: str, do: str = "Ask for the figures as an Excel workbook, or paste the table.") -> Refusal:
    """The file is something else; ``what`` completes "This is ..."."""
    return Refusal("not a spreadsheet", "F01", f"This is {what}, not a spreadsheet. {do}")


def too_large(why: str, kind: str = "unknown") -> Refusal:
    """The file would unpack to more than a return can hold, or says what cannot be true."""
    return Refusal(
        "too large", "F06", f"This file was not opened: {why} Ask for a copy with only the table in it.", kind
    )


def unsafe(why: str, kind: str = "unknown") -> Refusal:
    """The file holds what no office program writes."""
    return Refusal(
        "unsafe",
        "F06",
        f"This file was not opened: {why} Office programs never write that. If it comes from someone you trust, open "
        "it in Excel and save it as a new file.",
        kind,
    )
