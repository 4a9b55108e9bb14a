"""The digest of a day as it would go out: subject, text and HTML, with no more in it than the account chose (E-60)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from contacts.models import FollowUp, User
from contacts.queries.today import DueEntry, DueItem, due_list
from contacts.signed import Action, action_url, pause_url, turn_mark, unsubscribe_url
from contacts.vocabulary import DigestDetail
from contacts.wording_mail import action_words

ENTRIES_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Digest:
    """``people`` is how many are due; at most ten of them are named, and ``follow_ups`` are the keys of their rows."""

    subject: str
    text: str
    html: str
    people: int
    follow_ups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MailItem:
    """One reason of an entry, with the links that deal with it: what each says, and its address."""

    item: DueItem
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MailEntry:
    """One person of the mail, with every reason."""

    due: DueEntry
    items: tuple[MailItem, ...]


def render_digest(account: User, day: date) -> Digest:
    """What is due by ``day`` on the account's calendar, in words; ``people`` is 0 when nobody is due.

    What they promised is named by the digests of one day only (E-32), gentle reasons again after a week at the
    earliest, all else until it is dealt with.
    """
    due = due_list(account, day, limit=ENTRIES_AT_MOST, announcing=True)
    keys = tuple(item.key for entry in due.entries for item in entry.items)
    # The day of the row itself: what was put off turns up on another one.
    due_on = dict(FollowUp.objects.filter(pk__in=keys).values_list("pk", "due_on"))
    with translation.override(settings.LANGUAGE_CODE), timezone.override(account.tz):
        context = {
            "day": day,
            "due": due,
            "entries": [_entry(entry, account, due_on) for entry in due.entries],
            "full": account.digest_detail == DigestDetail.FULL,
            "base_url": settings.BASE_URL,
            "pause_url": pause_url(account.public_id),
            "unsubscribe_url": unsubscribe_url(account.public_id),
        }
        return Digest(
            subject=" ".join(render_to_string("emails/digest_subject.txt", context).split()),
            text=render_to_string("emails/digest.txt", context),
            html=render_to_string("emails/digest.html", context),
            people=due.people,
            follow_ups=keys,
        )


def _entry(entry: DueEntry, account: User, due_on: Mapping[int, date]) -> MailEntry:
    items = (MailItem(item, _links(item, account, due_on.get(item.key, item.due_on))) for item in entry.items)
    return MailEntry(entry, tuple(items))


def _links(item: DueItem, account: User, due_on: date) -> tuple[tuple[str, str], ...]:
    turn = turn_mark(kind=item.kind, due_on=due_on)
    return tuple(
        (
            action_words(item.kind, action),
            action_url(account=account.public_id, follow_up=item.public_id, action=action, turn=turn),
        )
        for action in get_args(Action)
    )
