"""Rows as plain data: everything of an account, and everything on one person, for a file the user takes along.

Every column goes out unless it is named in ``INNER``, so that a new one is never forgotten. The format has a version:
whoever reads such a file later knows what to expect.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Model, Prefetch, QuerySet

from contacts.models import (
    Circle,
    Delivery,
    DeliveryChannel,
    Event,
    Exchange,
    ExchangeMention,
    FollowUp,
    Handle,
    ImportantDate,
    Interaction,
    Invitation,
    Mute,
    Notification,
    Offer,
    Person,
    Standing,
    User,
)

FORMAT = "rapport-export"
VERSION = 1
CHUNK = 50
KEYS_AT_ONCE = 500

# Inner keys, what is derived for comparing, and secrets. ``message`` of a delivery is emptied once it is sent.
INNER = frozenset(
    {
        *("id", "owner", "person", "contact", "account", "exchange_id", "search_name", "entry_key", "entry_digest"),
        *("version", "password", "is_staff", "is_superuser", "is_active", "message", "token", "invited_by"),
        *("source_key", "claimed_at", "next_try_at", "changes_on", "plan_on", "nudged_on"),
    }
)

Plain = dict[str, Any]


def plain(row: Model) -> Plain:
    """The columns of a row; related rows by their public address. What is related must have been selected along."""
    return {
        field.name: _plain_value(getattr(row, field.name))
        for field in row._meta.concrete_fields
        if field.name not in INNER
    }


def _plain_value(value: object) -> object:
    if isinstance(value, Model):
        return str(getattr(value, "public_id", value.pk))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def with_everything(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with all that hangs on them, deleted rows included, in a fixed number of queries."""
    mentions = ExchangeMention.objects.select_related("interaction").order_by("pk")
    exchanges = Exchange.everything.select_related("settled_in").order_by("opened_on", "pk")
    return people.select_related(
        "parked_circle", "contact__circle", "contact__founded_on", "contact__standing__last_in_touch"
    ).prefetch_related(
        Prefetch("handles", Handle.objects.order_by("pk"), to_attr="all_handles"),
        Prefetch(
            "interactions",
            Interaction.everything.select_related("event").order_by("happened_on", "pk"),
            to_attr="all_interactions",
        ),
        Prefetch(
            "exchanges",
            exchanges.prefetch_related(Prefetch("mentions", mentions, to_attr="all_mentions")),
            to_attr="all_exchanges",
        ),
        Prefetch(
            "follow_ups",
            FollowUp.objects.select_related("exchange", "important_date", "closed_by").order_by("due_on", "pk"),
            to_attr="all_follow_ups",
        ),
        Prefetch("important_dates", ImportantDate.objects.order_by("month", "day", "pk"), to_attr="all_dates"),
        Prefetch("mutes", Mute.objects.order_by("pk"), to_attr="all_mutes"),
    )


def plain_person(person: Person) -> Plain:
    """One person as in the export. ``person`` comes from ``with_everything``."""
    row: Any = person
    contact = getattr(row, "contact", None)
    standing = getattr(contact, "standing", None)
    return {
        **plain(person),
        "handles": [plain(handle) for handle in row.all_handles],
        "contact": plain(contact) if contact else None,
        "standing": _plain_standing(standing, row) if standing else None,
        "interactions": [plain(interaction) for interaction in row.all_interactions],
        "exchanges": [_plain_exchange(exchange) for exchange in row.all_exchanges],
        "follow_ups": [plain(follow_up) for follow_up in row.all_follow_ups],
        "important_dates": [plain(important_date) for important_date in row.all_dates],
        "muted": [plain(mute) for mute in row.all_mutes],
    }


def _plain_standing(standing: Standing, person: Any) -> Plain:
    favours = {exchange.pk: str(exchange.public_id) for exchange in person.all_exchanges}
    talks = {interaction.pk: str(interaction.public_id) for interaction in person.all_interactions}
    return {
        **plain(standing),
        "ask_only_asks": [favours.get(pk) for pk in standing.ask_only_asks],
        "they_ask_only_asks": [favours.get(pk) for pk in standing.they_ask_only_asks],
        "unanswered_touches": [talks.get(pk) for pk in standing.unanswered_touches],
    }


def _plain_exchange(exchange: Exchange) -> Plain:
    mentions: list[ExchangeMention] = exchange.all_mentions  # type: ignore[attr-defined]
    between = [mention for mention in mentions if mention.interaction.person_id == exchange.person_id]
    spoken_of = [{"interaction": str(mention.interaction.public_id), "kind": mention.kind} for mention in between]
    talk = exchange.settled_in
    is_elsewhere = talk is not None and talk.person_id != exchange.person_id
    # While it is noted with somebody else than those talks were with, it is none of theirs.
    return {**plain(exchange), **({"settled_in": None} if is_elsewhere else {}), "mentions": spoken_of}


def export_pieces(account: User, *, at: datetime) -> Iterator[str]:
    """The whole export as pieces of one JSON document: people come a few at a time, so that memory stays flat."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": at.isoformat(),
        "account": plain(account),
        "circles": _plain_rows(Circle.objects.filter(owner=account)),
        "events": _plain_rows(Event.everything.filter(owner=account).order_by("happened_on", "pk")),
        "offers": _plain_rows(Offer.objects.filter(owner=account).order_by("pk")),
        # Those for one person stand with the person.
        "muted": _plain_rows(Mute.objects.filter(owner=account, person__isnull=True).order_by("pk")),
        "invitations": _plain_rows(Invitation.objects.filter(invited_by=account).select_related("accepted_by")),
        "channels": _plain_rows(DeliveryChannel.objects.filter(account=account).order_by("pk")),
        "digests": _plain_digests(account),
        "notifications": _plain_rows(_notifications(account)),
    }
    yield _dumped(head)[:-2] + ',\n "people": ['
    separator = "\n"
    for person in _people(account):
        yield separator + _dumped(plain_person(person))
        separator = ",\n"
    yield "\n ]\n}\n"


def _plain_digests(account: User) -> list[Plain]:
    """All deliveries; the follow-ups that each names by their public address, as far as they are still there."""
    rows = list(Delivery.objects.filter(account=account).defer("message").order_by("pk"))
    named = sorted({pk for row in rows for pk in row.follow_ups})
    addresses: dict[int, str] = {}
    for start in range(0, len(named), KEYS_AT_ONCE):
        found = FollowUp.objects.filter(pk__in=named[start : start + KEYS_AT_ONCE], person__owner=account)
        addresses |= {pk: str(public_id) for pk, public_id in found.values_list("pk", "public_id")}
    return [{**plain(row), "follow_ups": [addresses[pk] for pk in row.follow_ups if pk in addresses]} for row in rows]


def _notifications(account: User) -> QuerySet[Notification]:
    rows = Notification.objects.filter(account=account).order_by("pk")
    return rows.select_related("delivery").defer("delivery__message")


def _people(account: User) -> Iterator[Person]:
    after = 0
    while True:
        rows = with_everything(Person.everything.owned_by(account).filter(pk__gt=after).order_by("pk"))[:CHUNK]
        chunk = list(rows)
        if not chunk:
            return
        yield from chunk
        after = chunk[-1].pk


def _plain_rows(rows: QuerySet[Any]) -> list[Plain]:
    return [plain(row) for row in rows]


def _dumped(value: Plain) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
