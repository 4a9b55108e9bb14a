"""Rows as plain data: everything of an account, and everything on one person, for a file the user takes along.

Every column goes out unless it is named in ``INNER``, so that a new one is never forgotten. The format has a version
(docs/export-format.md): whoever reads such a file, `importers.rapport` first of all, knows what to expect.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import F, Model, Prefetch, QuerySet

from contacts.exporters.tables import DEEPER, Headings
from contacts.importers.rapport import FORMAT, VERSION
from contacts.models import (
    BulkChange,
    Circle,
    Contact,
    Delivery,
    DeliveryChannel,
    Event,
    Exchange,
    ExchangeMention,
    Export,
    FollowUp,
    Handle,
    ImportantDate,
    ImportBatch,
    Interaction,
    Invitation,
    Merge,
    Message,
    Mute,
    Notification,
    NotSame,
    Offer,
    Person,
    PersonTag,
    Request,
    Standing,
    Tag,
    User,
)

CHUNK = 50
KEYS_AT_ONCE = 500

# Inner keys, what is derived for comparing, secrets, and what only the house's own work needs. ``message`` of a
# delivery is emptied once it is sent; ``before``, ``moved`` and the like name rows by their inner keys.
INNER = frozenset(
    {
        *(
            "id",
            "owner",
            "person",
            "contact",
            "account",
            "interaction",
            "exchange_id",
            "batch",
            "search_name",
            "folded",
        ),
        *("password", "is_staff", "is_superuser", "is_active", "message", "token", "invited_by", "source_key"),
        *("claimed_at", "next_try_at", "changes_on", "plan_on", "nudged_on"),
        *("file", "digest", "header_digest", "cursor", "about", "cancel_asked", "attempts", "moved", "before", "told"),
    }
)
# What the file carries for the next reading of it, and what says nothing to a human reader.
CARRIED = frozenset({"entry_key", "entry_digest", "version"})

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


# One person


def with_everything(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with all that hangs on them, deleted rows included, in a fixed number of queries."""
    mentions = ExchangeMention.objects.select_related("interaction").order_by("pk")
    exchanges = Exchange.everything.select_related("settled_in").order_by("opened_on", "pk")
    talks = Interaction.everything.select_related("event").order_by("happened_on", "pk")
    return people.select_related(
        *("parked_circle", "merged_into", "contact__circle", "contact__founded_on", "contact__standing__last_in_touch")
    ).prefetch_related(
        Prefetch("handles", Handle.objects.order_by("pk"), to_attr="all_handles"),
        Prefetch(
            "interactions",
            talks.prefetch_related(Prefetch("messages", Message.objects.order_by("at", "pk"), to_attr="all_messages")),
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
        Prefetch("requests", Request.objects.order_by("sent_on", "pk"), to_attr="all_requests"),
        Prefetch("person_tags", PersonTag.objects.select_related("tag").order_by("tag__name"), to_attr="all_tags"),
    )


def plain_person(person: Person) -> Plain:
    """One person as in the export. ``person`` comes from ``with_everything``."""
    row: Any = person
    contact = getattr(row, "contact", None)
    standing = getattr(contact, "standing", None)
    sources = _Sources(row)
    return {
        **plain(person),
        "tags": [carried.tag.name for carried in row.all_tags],
        "handles": [plain(handle) for handle in row.all_handles],
        "contact": plain(contact) if contact else None,
        "standing": _plain_standing(standing, row) if standing else None,
        "interactions": [_plain_interaction(interaction) for interaction in row.all_interactions],
        "exchanges": [_plain_exchange(exchange) for exchange in row.all_exchanges],
        "follow_ups": [{**plain(row), "source": sources.named(row.source_key)} for row in row.all_follow_ups],
        "important_dates": [{**plain(day), "brought": day.batch_id is not None} for day in row.all_dates],
        "requests": [plain(request) for request in row.all_requests],
        "muted": [plain(mute) for mute in row.all_mutes],
    }


def _plain_interaction(interaction: Interaction) -> Plain:
    messages: list[Message] = interaction.all_messages  # type: ignore[attr-defined]
    texts = [{**plain(message), "source": message.source_key} for message in messages]
    return {**plain(interaction), "messages": texts}


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
    # While it is noted with somebody else than those talks were with, it is none of theirs; see ``elsewhere``.
    told = {**plain(exchange), "brought": exchange.batch_id is not None, "mentions": spoken_of}
    return {**told, "settled_in": None} if is_elsewhere else told


class _Sources:
    """What a follow-up comes from, with the addresses of the rows in place of their inner keys.

    What is gone, or stands with somebody else now, keeps its number with a minus before it: it is found nowhere, and
    two that are gone stay two.
    """

    _TABLES = (
        ("keep_in_touch:interaction", "all_interactions"),
        ("keep_in_touch:follow_up", "all_follow_ups"),
        ("founded", "all_interactions"),
        ("promise", "all_exchanges"),
        ("thank", "all_exchanges"),
        ("outcome", "all_exchanges"),
        ("ask_only", "all_exchanges"),
        ("date", "all_dates"),
    )

    def __init__(self, person: Any) -> None:
        self.addresses = {
            table: {str(row.pk): str(row.public_id) for row in getattr(person, table)}
            for table in {table for _prefix, table in self._TABLES}
        }

    def named(self, source_key: str) -> str:
        for prefix, table in self._TABLES:
            if source_key.startswith(f"{prefix}:"):
                key, colon, rest = source_key.removeprefix(f"{prefix}:").partition(":")
                address = self.addresses[table].get(key) or f"-{key.removeprefix('-')}"
                return f"{prefix}:{address}{colon}{rest}"
        return source_key


# The account


def export_pieces(account: User, *, at: datetime) -> Iterator[str]:
    """The whole export as pieces of one JSON document: people come a few at a time, so that memory stays flat."""
    yield opening(account_rows(account), at=at)
    separator = "\n"
    for person in people_after(account):
        yield separator + dumped(plain_person(person))
        separator = ",\n"
    yield closing(account)


def opening(rows: Plain, *, at: datetime) -> str:
    """The document up to the first person. ``rows`` are the `account_rows`."""
    return dumped({**_head(at), **rows})[:-2] + ',\n "people": ['


def closing(account: User) -> str:
    """What follows the last person: what binds two of them."""
    return "\n ],\n" + dumped(rows_between(account))[2:] + "\n"


def _head(at: datetime) -> Plain:
    return {"format": FORMAT, "version": VERSION, "exported_at": at.isoformat()}


def account_rows(account: User) -> Plain:
    """What belongs to the account and to none of its people."""
    merges = Merge.objects.filter(owner=account).select_related("kept", "gone").order_by("pk")
    return {
        "account": plain(account),
        "circles": _plain_rows(Circle.objects.filter(owner=account)),
        "tags": _plain_rows(Tag.objects.filter(owner=account)),
        "events": _plain_rows(Event.everything.filter(owner=account).order_by("happened_on", "pk")),
        "offers": _plain_rows(Offer.objects.filter(owner=account).order_by("pk")),
        # Those for one person stand with the person.
        "muted": _plain_rows(Mute.objects.filter(owner=account, person__isnull=True).order_by("pk")),
        "invitations": _plain_rows(Invitation.objects.filter(invited_by=account).select_related("accepted_by")),
        "channels": _plain_rows(DeliveryChannel.objects.filter(account=account).order_by("pk")),
        "digests": _plain_digests(account),
        "notifications": _plain_rows(_notifications(account)),
        "imports": _plain_rows(ImportBatch.objects.filter(owner=account).defer("about", "cursor").order_by("pk")),
        "bulk_changes": _plain_rows(BulkChange.objects.filter(owner=account).defer("before", "told").order_by("pk")),
        "merges": _plain_rows(merges.defer("moved", "before")),
        "exports": _plain_rows(Export.objects.filter(owner=account).order_by("pk")),
    }


def rows_between(account: User) -> Plain:
    """What binds two people: pairs that are not the same, who went into whom, favours with talks of somebody else."""
    return {
        "not_same": _not_same(account),
        "merged": _merged(account),
        "elsewhere": [*_mentions_elsewhere(account), *_settled_elsewhere(account)],
    }


def _not_same(account: User) -> list[Plain]:
    pairs = NotSame.objects.filter(one__owner=account).order_by("pk")
    return [
        {"one": str(one), "other": str(other), "created_at": made.isoformat()}
        for one, other, made in pairs.values_list("one__public_id", "other__public_id", "created_at").iterator()
    ]


def _merged(account: User) -> list[Plain]:
    rows = Person.everything.owned_by(account).filter(merged_into__isnull=False).order_by("pk")
    return [
        {"gone": str(gone), "kept": str(kept)} for gone, kept in rows.values_list("public_id", "merged_into__public_id")
    ]


def _mentions_elsewhere(account: User) -> Iterator[Plain]:
    """Talks with somebody with whom a favour is noted no more: they wait for it to come back."""
    rows = ExchangeMention.objects.filter(exchange__person__owner=account).exclude(
        interaction__person=F("exchange__person")
    )
    for favour, talk, kind in rows.order_by("pk").values_list("exchange__public_id", "interaction__public_id", "kind"):
        yield {"exchange": str(favour), "interaction": str(talk), "kind": kind}


def _settled_elsewhere(account: User) -> Iterator[Plain]:
    rows = Exchange.everything.filter(person__owner=account, settled_in__isnull=False)
    elsewhere = rows.exclude(settled_in__person=F("person")).order_by("pk")
    for favour, talk in elsewhere.values_list("public_id", "settled_in__public_id"):
        yield {"exchange": str(favour), "interaction": str(talk), "kind": "settled"}


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


def people_after(account: User, after: int = 0, *, most: int | None = None) -> Iterator[Person]:
    """People with everything, deleted ones included, in the order of their keys from the one after ``after`` on.

    They are read a few at a time: memory stays flat however many there are. Ends after ``most``, where that is given.
    """
    left = most
    while left is None or left > 0:
        rows = with_everything(Person.everything.owned_by(account).filter(pk__gt=after).order_by("pk"))
        chunk = list(rows[: CHUNK if left is None else min(CHUNK, left)])
        if not chunk:
            return
        yield from chunk
        after = chunk[-1].pk
        left = None if left is None else left - len(chunk)


def _plain_rows(rows: QuerySet[Any]) -> list[Plain]:
    return [plain(row) for row in rows]


# Tables for spreadsheets

_MODELS: dict[str, type[Model]] = {
    "people": Person,
    "handles": Handle,
    "contacts": Contact,
    "standings": Standing,
    "interactions": Interaction,
    "favours": Exchange,
    "follow_ups": FollowUp,
    "important_dates": ImportantDate,
    "requests": Request,
    "muted_for_people": Mute,
    "circles": Circle,
    "tags": Tag,
    "events": Event,
    "offers": Offer,
    "muted": Mute,
}


def table_headings() -> Headings:
    """The columns of each table, in the order of the models; what only a reading of the export needs is left out."""
    columns = {name: _columns(model) for name, model in _MODELS.items()}
    return Headings({**columns, "people": (*columns["people"], "tags"), **DEEPER})


def _columns(model: type[Model]) -> tuple[str, ...]:
    names = (column.name for column in model._meta.concrete_fields)
    return tuple(name for name in names if name not in INNER | CARRIED)


def dumped(value: Plain) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
