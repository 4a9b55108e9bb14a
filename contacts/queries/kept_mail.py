"""The digests that a house without a mail server keeps as files. One reads only what was written to oneself.

Whose a file is, its Message-ID says: it names the delivery, and that has one account. An address may have another owner
tomorrow. Mails that open doors (a new password, a confirmed address) are never shown, whoever asks.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.conf import settings

from contacts.models import Delivery, User

KIND_HEADER = "X-Rapport-Kind"
SHOWN = 50
LOOKED_AT = 2_000
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,98}\.eml")
_MESSAGE_ID = re.compile(r"<digest-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^>]*>")
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


def kept_names(account: User) -> dict[UUID, str]:
    """Which of this account's digests are kept: the public id of the delivery, and the file's name."""
    own = set(Delivery.objects.filter(account=account).values_list("public_id", flat=True))
    deliveries = ((_delivery_of(message), path.name) for path, message in islice(_kept(), LOOKED_AT))
    return {delivery: name for delivery, name in deliveries if delivery is not None and delivery in own}


def kept_message(account: User, name: str) -> KeptMessage | None:
    """One of them, whole; None for anything that is not this account's own digest."""
    if not _NAME.fullmatch(name):
        return None
    try:
        content = (Path(settings.EMAIL_FILE_PATH) / name).read_bytes()
    except OSError:
        return None
    message = message_from_bytes(content, policy=policy.default)
    delivery = _delivery_of(message)
    if delivery is None or not Delivery.objects.filter(account=account, public_id=delivery).exists():
        return None
    return KeptMessage(
        name=name,
        subject=str(message["Subject"] or ""),
        at=_sent_at(message, account),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def kept_files(deliveries: Collection[UUID]) -> Iterator[Path]:
    """The files of these deliveries."""
    for path, message in _kept():
        if _delivery_of(message) in deliveries:
            yield path


def _mine(account: User) -> Iterator[KeptMail]:
    own = set(Delivery.objects.filter(account=account).values_list("public_id", flat=True))
    for path, message in islice(_kept(), LOOKED_AT):
        if _delivery_of(message) in own:
            yield KeptMail(path.name, str(message["Subject"] or ""), _sent_at(message, account))


def _kept() -> Iterator[tuple[Path, EmailMessage]]:
    """Every kept file that can be read, with its headers, the newest first: names begin with the time of writing."""
    try:
        paths = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.eml"), reverse=True)
    except OSError:
        return
    for path in paths:
        try:
            with path.open("rb") as file:
                yield path, _headers.parse(file)
        except OSError:
            continue


def _delivery_of(message: EmailMessage) -> UUID | None:
    """Which delivery a mail is; None for any mail that is no digest."""
    found = _MESSAGE_ID.fullmatch(str(message["Message-ID"] or "").strip())
    return UUID(found[1]) if found and message[KIND_HEADER] == "digest" else None


def _sent_at(message: EmailMessage, account: User) -> datetime | None:
    try:
        return account.local(parsedate_to_datetime(str(message["Date"])))
    except ValueError:
        return None


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return str(body.get_content()) if body else ""
