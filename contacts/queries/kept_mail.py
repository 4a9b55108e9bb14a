"""The digests that a house without a mail server keeps as files. One reads only what was written to oneself.

Mails that open doors (a new password, a confirmed address) are never shown, whoever asks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice
from pathlib import Path

from django.conf import settings

from contacts.models import User

KIND_HEADER = "X-Rapport-Kind"
SHOWN = 50
LOOKED_AT = 2_000
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,98}\.eml")
_headers = BytesHeaderParser(policy=policy.default)


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A line of the list; ``name`` is the file's."""

    name: str
    subject: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptMessage:
    name: str
    subject: str
    at: datetime | None
    text: str
    html: str


def is_kept_here() -> bool:
    """True while mails become files instead of going through a server."""
    return str(settings.EMAIL_BACKEND).endswith(".FolderEmailBackend")


def kept_mails(account: User) -> tuple[KeptMail, ...]:
    """The newest digests to this account, at most 50."""
    return tuple(islice(_mine(account), SHOWN))


def kept_message(account: User, name: str) -> KeptMessage | None:
    """One of them, whole; None for anything that is not this account's own digest."""
    if not _NAME.fullmatch(name):
        return None
    try:
        content = (Path(settings.EMAIL_FILE_PATH) / name).read_bytes()
    except OSError:
        return None
    message = message_from_bytes(content, policy=policy.default)
    if not _is_own_digest(message, account):
        return None
    return KeptMessage(
        name=name,
        subject=str(message["Subject"] or ""),
        at=_sent_at(message, account),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _mine(account: User) -> Iterator[KeptMail]:
    # Names begin with the time of writing.
    try:
        names = sorted((path.name for path in Path(settings.EMAIL_FILE_PATH).glob("*.eml")), reverse=True)
    except OSError:
        return
    for name in names[:LOOKED_AT]:
        try:
            with (Path(settings.EMAIL_FILE_PATH) / name).open("rb") as file:
                message = _headers.parse(file)
        except OSError:
            continue
        if _is_own_digest(message, account):
            yield KeptMail(name, str(message["Subject"] or ""), _sent_at(message, account))


def _is_own_digest(message: EmailMessage, account: User) -> bool:
    recipients = [str(value) for key in ("To", "Cc", "Bcc") for value in message.get_all(key, [])]
    addresses = [address.lower() for _name, address in getaddresses(recipients)]
    return message[KIND_HEADER] == "digest" and addresses == [account.email.lower()]


def _sent_at(message: EmailMessage, account: User) -> datetime | None:
    try:
        return account.local(parsedate_to_datetime(str(message["Date"])))
    except ValueError:
        return None


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return str(body.get_content()) if body else ""
