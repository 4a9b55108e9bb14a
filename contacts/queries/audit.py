"""What must be true of the stored rows, asked of the database itself: each breach by table and key, never a text.

Everything streams, so that a house of any size is proved in flat memory. Whether a text deserves to be called
meaningful is not judged again; whether its row may carry the word is.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q, QuerySet

from contacts import gate
from contacts.models import (
    Contact,
    Exchange,
    ExchangeMention,
    FollowUp,
    Interaction,
    Mute,
    Notification,
    Offer,
    Person,
)
from contacts.vocabulary import (
    MUTABLE_REASONS,
    NUDGES,
    Category,
    ClosedHow,
    FollowUpKind,
    FollowUpState,
    Reason,
    Side,
)

CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Breach:
    """One stored fact that does not hold. ``key`` is the row's primary key, or the name of what is missing."""

    table: str
    key: int | str
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.key}: {self.what}"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that must be true of every row, and how to find the rows of which it is not."""

    says: str
    breaches: Callable[[], Iterable[Breach]]


def facts() -> tuple[Fact, ...]:
    """All facts that queries alone can prove, in the order in which they rest on each other."""
    return (
        Fact("the gate's triggers stand", _triggers),
        Fact("no key points nowhere", _dangling_keys),
        Fact("every row satisfies its table's checks", _checks),
        Fact("every contact is founded on a meaningful interaction with that very person", _founders),
        Fact("every promise has its open follow-up", _promises),
        Fact("every open follow-up of a promise has its promise", _promised_follow_ups),
        Fact("every open follow-up of a day that matters has its day, and only reminders repeat", _days),
        Fact("only contacts are nudged, each once at a time", _nudges),
        Fact("no open follow-up comes from a rule that is muted", _muted),
        Fact("favours and what is planned for them belong together", _favours),
        Fact("every favour and offer is of a kind that there is", _kinds),
        Fact("nothing mixes two accounts", _owners),
    )


def _triggers() -> Iterator[Breach]:
    for name in gate.missing():
        yield Breach("trigger", name, "is not in place; `manage.py migrate` installs it")


def _dangling_keys() -> Iterator[Breach]:
    """SQLite checks keys only for those who ask it to; PostgreSQL never lets one dangle."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor, connection.cursor() as looking_up:
        cursor.execute("PRAGMA foreign_key_check")
        while rows := cursor.fetchmany(CHUNK):
            for table, row_id, parent, _number in rows:
                key = _primary_key(looking_up, table, row_id)
                yield Breach(table, key, f"names a row of {parent} that is not there")


def _primary_key(cursor: Any, table: str, row_id: int) -> int | str:
    """The key of a row that SQLite names by its own number; the two differ where the key is another table's."""
    name = connection.ops.quote_name
    column = connection.introspection.get_primary_key_column(cursor, table) or "rowid"
    cursor.execute(f"SELECT {name(column)} FROM {name(table)} WHERE rowid = %s", [row_id])
    found: tuple[int | str] = cursor.fetchone()
    return found[0]


def _checks() -> Iterator[Breach]:
    for model in apps.get_app_config("contacts").get_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                rows = model._base_manager.exclude(constraint.condition)
                yield from _each(rows, f"breaks {constraint.name}")


def _founders() -> Iterator[Breach]:
    contacts = Contact.objects.all()
    is_there = Interaction.everything.filter(pk=OuterRef("founded_on_id"))
    yield from _each(contacts.exclude(Exists(is_there)), "its founding interaction is not there")
    yield from _each(contacts.filter(founded_on__meaningful=False), "its founding interaction is not meaningful")
    yield from _each(contacts.filter(founded_on__deleted_at__isnull=False), "its founding interaction is deleted")
    strangers = contacts.exclude(founded_on__person_id=F("person_id"))
    yield from _each(strangers.filter(Exists(is_there)), "its founding interaction is with somebody else")


def _promises() -> Iterator[Breach]:
    """E-32: open exactly while the promise is, on its day, and of the kind that says who promised.

    The nudge about a promise of theirs may have been closed by hand, and is silent where they rest or it is muted.
    """
    for giver, kind in ((Side.ME, FollowUpKind.PROMISE_MINE), (Side.THEM, FollowUpKind.PROMISE_THEIRS)):
        standing = Q(state=FollowUpState.OPEN)
        if kind == FollowUpKind.PROMISE_THEIRS:
            standing |= Q(closed_how=ClosedHow.NOT_NEEDED)
        planned = FollowUp.objects.filter(
            standing,
            exchange_id=OuterRef("pk"),
            person_id=OuterRef("person_id"),
            reason=Reason.PROMISE,
            kind=kind,
            due_on=OuterRef("due_on"),
        )
        promised = Exchange.objects.promised().filter(
            giver=giver, person__archived_at__isnull=True, person__deceased=False
        )
        if kind == FollowUpKind.PROMISE_THEIRS:
            promised = promised.filter(person__contact__resting_since__isnull=True).exclude(_is_muted(Reason.PROMISE))
        yield from _each(promised.exclude(Exists(planned)), "is promised without an open follow-up on its day")


def _promised_follow_ups() -> Iterator[Breach]:
    promised = Exchange.objects.promised().filter(pk=OuterRef("exchange_id"), person_id=OuterRef("person_id"))
    rows = FollowUp.objects.open().filter(reason=Reason.PROMISE)
    yield from _each(rows.exclude(Exists(promised)), "waits for a promise that is not open with that person")


def _days() -> Iterator[Breach]:
    waiting = FollowUp.objects.open()
    dates = waiting.filter(reason=Reason.DATE)
    yield from _each(dates.filter(important_date__isnull=True), "is about a day that matters, and names none")
    strangers = dates.filter(important_date__isnull=False).exclude(important_date__person_id=F("person_id"))
    yield from _each(strangers, "is about a day that matters to somebody else")
    yield from _each(waiting.exclude(repeat="").exclude(reason=Reason.OWN_DAY), "repeats, and is no reminder")


def _nudges() -> Iterator[Breach]:
    waiting = FollowUp.objects.open().filter(kind__in=sorted(NUDGES))
    yield from _each(waiting.filter(person__contact__isnull=True), "nudges to somebody who is no contact")
    earlier = waiting.filter(person=OuterRef("person"), pk__lt=OuterRef("pk"))
    yield from _each(waiting.filter(Exists(earlier)), "nudges a second time to the same contact")


def _muted() -> Iterator[Breach]:
    """What the user promised, and what they set themselves, cannot be muted."""
    rows = Mute.objects.exclude(rule__in=MUTABLE_REASONS)
    yield from _each(rows, "mutes a rule that cannot be muted")
    for reason in sorted(MUTABLE_REASONS):
        waiting = FollowUp.objects.open().filter(_is_muted(reason), reason=reason, person__deleted_at__isnull=True)
        yield from _each(waiting.exclude(kind=FollowUpKind.PROMISE_MINE), "waits although its rule is muted")


def _is_muted(rule: Reason) -> Q:
    """Of rows that hang on a person: whether the rule is muted for them, or for the whole account."""
    for_them = Mute.objects.filter(rule=rule, person_id=OuterRef("person_id"))
    for_all = Mute.objects.filter(rule=rule, person__isnull=True, owner_id=OuterRef("person__owner_id"))
    return Q(Exists(for_them)) | Q(Exists(for_all))


def _favours() -> Iterator[Breach]:
    planned = FollowUp.objects.filter(exchange__isnull=False).exclude(exchange__person_id=F("person_id"))
    yield from _each(planned, "is about an exchange with somebody else")
    closed = FollowUp.objects.filter(closed_by__isnull=False).exclude(closed_by__person_id=F("person_id"))
    yield from _each(closed, "was answered by an interaction with somebody else")


def _kinds() -> Iterator[Breach]:
    for rows in (Exchange.everything, Offer.objects):
        yield from _each(rows.exclude(category__in=["", *Category.values]), "is of no kind that there is")


def _owners() -> Iterator[Breach]:
    at_events = Interaction.everything.filter(event__isnull=False).exclude(event__owner_id=F("person__owner_id"))
    yield from _each(at_events, "its event belongs to another account")
    in_circles = Contact.objects.filter(circle__isnull=False).exclude(circle__owner_id=F("person__owner_id"))
    yield from _each(in_circles, "its circle belongs to another account")
    parked = Person.everything.filter(parked_circle__isnull=False).exclude(parked_circle__owner_id=F("owner_id"))
    yield from _each(parked, "its parked circle belongs to another account")
    muted = Mute.objects.filter(person__isnull=False).exclude(person__owner_id=F("owner_id"))
    yield from _each(muted, "is about a person of another account")
    # A favour that is noted with somebody else by now keeps the talks it came up in, for when it comes back.
    mentions = ExchangeMention.objects.exclude(exchange__person__owner_id=F("interaction__person__owner_id"))
    yield from _each(mentions, "joins an exchange and an interaction of two accounts")
    settled = Exchange.everything.filter(settled_in__isnull=False)
    settled = settled.exclude(settled_in__person__owner_id=F("person__owner_id"))
    yield from _each(settled, "was settled in an interaction of another account")
    told = Notification.objects.filter(delivery__isnull=False).exclude(delivery__account_id=F("account_id"))
    yield from _each(told, "tells of a digest to another account")


def _each(rows: QuerySet[Any], what: str) -> Iterator[Breach]:
    table = rows.model._meta.db_table
    for key in rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK):
        yield Breach(table, key, what)


def contact_batches(*, email: str = "", size: int) -> Iterator[list[int]]:
    """The keys of all contacts (of one account, where ``email`` names it), ``size`` at a time."""
    rows = Contact.objects.filter(**({"person__owner__email": email} if email else {})).order_by("pk")
    last = 0
    while keys := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:size]):
        yield keys
        last = keys[-1]
