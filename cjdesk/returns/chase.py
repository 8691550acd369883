"""Draft e-mails to partners. The program never sends anything: it writes text to copy and a draft to open."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from cjdesk.domain.periods import Period, label


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One e-mail as text."""

    to: tuple[Recipient, ...]
    subject: str
    body: str


def issue_letter(partner: str, period: Period, due_words: str, partnership: str, to: tuple[Recipient, ...]) -> Letter:
    """The words that go out with a return workbook."""
    greeting = f"Dear {' and '.join(one.name for one in to)}," if to else "Dear colleague,"
    by = f" Please send it back by {due_words}." if due_words else ""
    body = (
        f"{greeting}\n\n"
        f"The workbook with this e-mail is {partner}'s return for {label(period)}. It holds only your lines: put this "
        f"period's figures into the tinted column, and a sentence or two beside each of your actions.{by}\n\n"
        "A cell left empty means no change. If a figure is not there yet, write TBC and say when it will be. "
        "If there is nothing to report, reply “nil return” and that is all that is needed.\n\n"
        f"Thank you.\n\n{partnership}\n"
    )
    return Letter(to=to, subject=f"Community justice return, {partner}, {label(period)}", body=body)


def draft(letter: Letter, attachment_name: str, attachment: bytes) -> bytes:
    """The letter as an .eml file that opens as an unsent message with the workbook attached."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    if letter.to:
        message["To"] = [_address(one) for one in letter.to]
    message["X-Unsent"] = "1"
    message.set_content(letter.body)
    message.add_attachment(
        attachment,
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        filename=attachment_name,
    )
    message.set_boundary("=_cjdesk_draft_=")
    return message.as_bytes()


def _address(one: Recipient) -> Address:
    user, _, domain = one.email.rpartition("@")
    return Address(display_name=one.name, username=user, domain=domain)
