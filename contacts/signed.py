"""Signed links of the mails: each opens one page and acts for one account, without signing in, until it expires.

An address names its use twice, in its path and in the salt of its signature, so that no link can be made into another.
What it may do when it is used is for whoever reads it to judge: a link is no promise that things stood still.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from itertools import accumulate
from typing import Literal, get_args
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

Action = Literal["done", "snooze", "not_needed"]

ACTIONS_HOLD = timedelta(days=30)
UNDO_HOLDS = timedelta(hours=1)
# Whoever finds an old mail must still be able to have no more of them.
UNSUBSCRIBE_HOLDS = timedelta(days=365)
# Letters of a public id and of a mark, in base64; of a place among the actions; of a day.
ID, MARK, PLACE, DAY = 22, 8, 1, 10
_ACTIONS: tuple[Action, ...] = get_args(Action)
_NO_DAY = "-" * DAY


class LinkRefused(Exception):
    """The address does nothing: ``is_expired`` where it once did, else it was never given out like this."""

    def __init__(self, *, is_expired: bool) -> None:
        super().__init__("expired" if is_expired else "broken")
        self.is_expired = is_expired


@dataclass(frozen=True, slots=True)
class ActionLink:
    """``account`` and ``follow_up`` are public ids, ``turn`` is the `turn_mark` of when the mail was written."""

    account: UUID
    follow_up: UUID
    turn: str


@dataclass(frozen=True, slots=True)
class UndoLink:
    """What one link did. ``mark`` tells how it left the follow-up; ``was_on`` is the day that a promise of mine had
    before it was moved, or until when anything else was put off.
    """

    account: UUID
    follow_up: UUID
    action: Action
    mark: str
    was_on: date | None


def mark_of(*values: object) -> str:
    """Eight letters that tell these values from others, by how they print."""
    told = ":".join(map(str, values))
    return signing.b64_encode(blake2b(told.encode(), digest_size=6).digest()).decode()


def turn_mark(*, kind: str, due_on: date) -> str:
    """What makes a follow-up the thing that a mail spoke of: another kind or another day is another turn of it."""
    return mark_of(kind, due_on)


def action_url(*, account: UUID, follow_up: UUID, action: Action, turn: str) -> str:
    """The whole address under which one follow-up is dealt with in one way, for 30 days."""
    return _address(f"mail_{action}", _signed(action, _short(account), _short(follow_up), turn))


def pause_url(account: UUID) -> str:
    """The whole address under which an account's digest is paused, for 30 days."""
    return _address("mail_pause", _signed("pause", _short(account)))


def unsubscribe_url(account: UUID) -> str:
    """The whole address under which an account has no more digests by e-mail, for a year.

    A POST of ``List-Unsubscribe=One-Click`` to it needs no cookie (RFC 8058).
    """
    return _address("mail_unsubscribe", _signed("unsubscribe", _short(account)))


def undo_url(link: UndoLink) -> str:
    """The whole address under which what a link did is taken back, for an hour."""
    day = link.was_on.isoformat() if link.was_on else _NO_DAY
    place = str(_ACTIONS.index(link.action))
    return _address("mail_undo", _signed("undo", _short(link.account), _short(link.follow_up), place, link.mark, day))


def unsubscribe_headers(account: UUID) -> dict[str, str]:
    """What a digest's head says so that a mail program can offer to end them with one tap (RFC 2369, RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{unsubscribe_url(account)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def read_action(token: str, *, action: Action) -> ActionLink:
    """Raises LinkRefused."""
    account, follow_up, turn = _read(token, use=action, lengths=(ID, ID, MARK), holds=ACTIONS_HOLD)
    return ActionLink(_uuid(account), _uuid(follow_up), turn)


def read_pause(token: str) -> UUID:
    """The account's public id. Raises LinkRefused."""
    return _uuid(*_read(token, use="pause", lengths=(ID,), holds=ACTIONS_HOLD))


def read_undo(token: str) -> UndoLink:
    """Raises LinkRefused."""
    account, follow_up, place, mark, day = _read(
        token, use="undo", lengths=(ID, ID, PLACE, MARK, DAY), holds=UNDO_HOLDS
    )
    try:
        action = _ACTIONS[int(place)]
        was_on = None if day == _NO_DAY else date.fromisoformat(day)
    except (ValueError, IndexError):
        raise LinkRefused(is_expired=False) from None
    return UndoLink(_uuid(account), _uuid(follow_up), action, mark, was_on)


def read_unsubscribe(token: str) -> UUID:
    """The account's public id. Raises LinkRefused."""
    return _uuid(*_read(token, use="unsubscribe", lengths=(ID,), holds=UNSUBSCRIBE_HOLDS))


def _address(name: str, token: str) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=[token])}"


def _signer(use: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"contacts.mail.{use}")


def _signed(use: str, *parts: str) -> str:
    """Set end to end, each part of a known length: an address in the text of a mail should not fill three lines."""
    return _signer(use).sign("".join(parts))


def _read(token: str, *, use: str, lengths: Sequence[int], holds: timedelta) -> Sequence[str]:
    try:
        given = _signer(use).unsign(token, max_age=holds)
    except signing.SignatureExpired:
        raise LinkRefused(is_expired=True) from None
    except signing.BadSignature:
        raise LinkRefused(is_expired=False) from None
    if len(given) != sum(lengths):
        raise LinkRefused(is_expired=False)
    return [given[end - length : end] for length, end in zip(lengths, accumulate(lengths), strict=True)]


def _short(public_id: UUID) -> str:
    return signing.b64_encode(public_id.bytes).decode()


def _uuid(short: str) -> UUID:
    try:
        return UUID(bytes=signing.b64_decode(short.encode()))
    except ValueError:
        raise LinkRefused(is_expired=False) from None
