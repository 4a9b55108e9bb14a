"""What undoing an import would take away, and what it left standing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.models import (
    Exchange,
    FollowUp,
    Handle,
    ImportantDate,
    ImportBatch,
    Interaction,
    Person,
    PersonTag,
    Request,
)
from contacts.vocabulary import ImportFormat, Purpose

STAYED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Forecast:
    """What undoing would take away, and what it would most likely spare: the worker looks at each once more."""

    people: int
    conversations: int
    requests: int
    favours: int
    people_put_back: int
    details: int
    people_spared: int
    conversations_spared: int

    @property
    def is_nothing(self) -> bool:
        return not (self.people or self.conversations or self.requests or self.favours or self.people_put_back)


def undo_forecast(batch: ImportBatch) -> Forecast:
    """A fixed number of queries, however much was brought."""
    brought = Person.everything.filter(batch=batch)
    talks = Interaction.everything.filter(batch=batch)
    is_ours = batch.format == ImportFormat.RAPPORT
    touched_talk = Q(pk=None) if is_ours else Q(version__gt=1) | ~Q(purpose=Purpose.UNKNOWN) | Q(founded__isnull=False)
    people, people_spared = _counts(brought, _touched(batch))
    conversations, conversations_spared = _counts(talks, touched_talk)
    return Forecast(
        people=people - people_spared,
        conversations=conversations - conversations_spared,
        requests=Request.objects.filter(batch=batch).count(),
        favours=Exchange.everything.filter(batch=batch).count(),
        people_put_back=batch.updated,
        details=_details(batch),
        people_spared=people_spared,
        conversations_spared=conversations_spared,
    )


def _touched(batch: ImportBatch) -> Q:
    """Of the people brought: whom the user did something with since."""
    mine: Sequence[QuerySet[Any]] = (
        Interaction.everything.exclude(batch=batch),
        Exchange.everything.exclude(batch=batch),
        Handle.objects.exclude(batch=batch),
        ImportantDate.objects.exclude(batch=batch),
        PersonTag.objects.exclude(batch=batch),
        FollowUp.objects.filter(kind="reminder"),
    )
    # Our own export brings versions and contacts along.
    touched = Q() if batch.format == ImportFormat.RAPPORT else Q(version__gt=1) | Q(contact__isnull=False)
    if batch.format != ImportFormat.RAPPORT:
        mine = (*mine, Interaction.everything.filter(batch=batch).exclude(version=1, purpose=Purpose.UNKNOWN))
    for rows in mine:
        # Asked once for all of them: asked for each person, a file of many takes minutes.
        touched |= Q(pk__in=rows.filter(person__batch=batch).values("person"))
    return touched


def _details(batch: ImportBatch) -> int:
    """Addresses, days and tags that went to people known before."""
    added: Sequence[Callable[[], QuerySet[Any]]] = (
        Handle.objects.all,
        ImportantDate.objects.all,
        PersonTag.objects.all,
    )
    return sum(rows().filter(batch=batch).exclude(person__batch=batch).count() for rows in added)


def _counts(rows: QuerySet[Any], touched: Q) -> tuple[int, int]:
    found = rows.aggregate(every=Count("pk", distinct=True), touched=Count("pk", filter=touched, distinct=True))
    return found["every"], found["touched"]


# What undoing left


@dataclass(frozen=True, slots=True)
class Stayed:
    """Something that an undone import had brought and that is still here: about whom, what, and why it stayed."""

    person: UUID | None
    name: str
    what: str
    why: str


def list_stayed(batch: ImportBatch) -> tuple[list[Stayed], int]:
    """The first 50 things of each kind that stayed, and how many more there are. A fixed number of queries."""
    kinds: tuple[tuple[QuerySet[Any], Callable[[Any], Stayed]], ...] = (
        (Person.everything.filter(batch=batch).select_related("contact"), _stayed_person),
        (_of_others(Interaction.objects, batch).select_related("person"), _stayed_day),
        (_of_others(Exchange.objects, batch).select_related("person"), _stayed_favour),
        (_of_others(Request.objects, batch).select_related("person"), _stayed_request),
    )
    found, more = [], 0
    for rows, told in kinds:
        shown = [told(row) for row in rows.order_by("pk")[:STAYED_SHOWN]]
        found += shown
        more += rows.count() - len(shown) if len(shown) == STAYED_SHOWN else 0
    return found, more


def _of_others(rows: Any, batch: ImportBatch) -> QuerySet[Any]:
    """What stayed with whoever stayed is not told a second time."""
    return rows.filter(batch=batch).exclude(person__batch=batch)  # type: ignore[no-any-return]


def _stayed_person(person: Person) -> Stayed:
    if person.deleted_at is not None:
        return Stayed(None, person.name, "", _("You deleted them: they lie under Deleted for thirty days."))
    if getattr(person, "contact", None) is not None:
        why = _("They are a contact by now.")
    else:
        why = _("You changed something of theirs since, or a later file or a merge stands for them.")
    return Stayed(person.public_id, person.name, "", why)


def _stayed_day(row: Interaction) -> Stayed:
    what = _("day of talk on %(day)s") % {"day": _day_said(row.happened_on)}
    is_sorted = row.purpose != Purpose.UNKNOWN
    why = _("You sorted it.") if is_sorted else _("You changed it or built on it, or a later file has it, too.")
    return Stayed(row.person.public_id, row.person.name, what, why)


def _stayed_favour(row: Exchange) -> Stayed:
    why = _("You changed it or built on it, or a later file has it, too.")
    return Stayed(row.person.public_id, row.person.name, row.what, why)


def _stayed_request(row: Request) -> Stayed:
    why = _("You noted what became of it, or a later file has it, too.")
    return Stayed(row.person.public_id, row.person.name, _("request to connect"), why)


def _day_said(day: date) -> str:
    return date_format(day, "j F Y")
