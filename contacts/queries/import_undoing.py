"""What undoing an import would take away, and what it left standing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet
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
from contacts.queries.import_fates import TAKEN_BACK, Fates, fates, merged_into, things
from contacts.vocabulary import ImportFormat, Purpose

STAYED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Forecast:
    """What undoing would take away. ``people_spared``: who stays with everything of theirs, since the user did
    something with them; ``people_handed``: who stays because another import brought them as well.
    """

    people: int
    conversations: int
    requests: int
    favours: int
    people_put_back: int
    details: int
    people_spared: int
    people_handed: int

    @property
    def is_nothing(self) -> bool:
        return not (self.people or self.conversations or self.requests or self.favours or self.people_put_back)


def undo_forecast(batch: ImportBatch) -> Forecast:
    """A fixed number of queries, however much was brought."""
    if batch.format == ImportFormat.RAPPORT:
        return _forecast_of_ours(batch)
    found = fates(batch)
    return Forecast(
        people=len(found.going),
        conversations=_going(batch, Interaction, found),
        requests=_going(batch, Request, found),
        favours=_going(batch, Exchange, found),
        people_put_back=batch.updated,
        details=_details(batch),
        people_spared=len(found.kept),
        people_handed=len(found.handed),
    )


def _going(batch: ImportBatch, model: type[Model], found: Fates) -> int:
    """Days, favours or requests that go: all of whoever goes, and of others those that nobody else has or touched."""
    rows = model._base_manager.filter(batch=batch).order_by().values_list("person")
    with_whom: dict[int, int] = dict(rows.filter(person__batch=batch).annotate(number=Count("pk")))
    going = sum(number for key, number in with_whom.items() if key in found.going)
    alone = things(batch, model=model).filter(also__isnull=True).order_by()
    of_others: int = alone.exclude(person__batch=batch).count()
    handed: dict[int, int] = dict(alone.filter(person__batch=batch).values_list("person").annotate(number=Count("pk")))
    return going + of_others + sum(number for key, number in handed.items() if key in found.handed)


def _forecast_of_ours(batch: ImportBatch) -> Forecast:
    """An export of our own brings versions and contacts along."""
    people, people_spared = _counts(Person.everything.filter(batch=batch), _touched(batch))
    return Forecast(
        people=people - people_spared,
        conversations=Interaction.everything.filter(batch=batch).count(),
        requests=Request.objects.filter(batch=batch).count(),
        favours=Exchange.everything.filter(batch=batch).count(),
        people_put_back=batch.updated,
        details=_details(batch),
        people_spared=people_spared,
        people_handed=0,
    )


def _touched(batch: ImportBatch) -> Q:
    """Of the people an export of our own brought: whom the user did something with since."""
    mine: Sequence[QuerySet[Any]] = (
        Interaction.everything.exclude(batch=batch),
        Exchange.everything.exclude(batch=batch),
        Handle.objects.exclude(batch=batch),
        ImportantDate.objects.exclude(batch=batch),
        PersonTag.objects.exclude(batch=batch),
        FollowUp.objects.filter(kind="reminder"),
    )
    touched = Q()
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
    theirs = [rows().filter(batch=batch).exclude(person__batch=batch) for rows in added]
    return sum(rows.exclude(person__in=merged_into(batch)).count() for rows in theirs)


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


@dataclass(frozen=True, slots=True)
class Handed:
    """Another import that brought some of it as well: how many people belong to it now, and how many other things."""

    public_id: UUID
    file_name: str
    people: int
    things: int


def list_handed(batch: ImportBatch) -> list[Handed]:
    """To which imports it handed people and things over when it was undone, of those that still stand."""
    told = {int(key): numbers for key, numbers in batch.about.get("handed", {}).items()}
    others = ImportBatch.objects.filter(owner=batch.owner_id, pk__in=told).exclude(state__in=TAKEN_BACK)
    return [
        Handed(other.public_id, other.file_name, told[other.pk]["people"], told[other.pk]["things"])
        for other in others.order_by("pk")
    ]


def list_stayed(batch: ImportBatch) -> tuple[list[Stayed], int]:
    """The first 50 things of each kind that stayed, and how many more there are. A fixed number of queries."""
    kinds: tuple[tuple[QuerySet[Any], Callable[[Any], Stayed]], ...] = (
        (Person.everything.filter(batch=batch).select_related("contact", "merged_into"), _stayed_person),
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
    if person.merged_into is not None:
        return Stayed(person.merged_into.public_id, person.name, "", _("You merged them with somebody since."))
    if person.deleted_at is not None:
        return Stayed(None, person.name, "", _("You deleted them: they lie under Deleted for thirty days."))
    if getattr(person, "contact", None) is not None:
        why = _("They are a contact by now.")
    else:
        why = _(
            "You changed something of theirs since, merged somebody with them, or read them back from your own export."
        )
    return Stayed(person.public_id, person.name, "", why)


def _stayed_day(row: Interaction) -> Stayed:
    what = _("day of talk on %(day)s") % {"day": _day_said(row.happened_on)}
    is_sorted = row.purpose != Purpose.UNKNOWN
    why = _("You sorted it.") if is_sorted else _("You changed it or built on it, or merged them with somebody.")
    return Stayed(row.person.public_id, row.person.name, what, why)


def _stayed_favour(row: Exchange) -> Stayed:
    why = _("You changed it or built on it, or merged them with somebody.")
    return Stayed(row.person.public_id, row.person.name, row.what, why)


def _stayed_request(row: Request) -> Stayed:
    why = _("You noted what became of it, or merged them with somebody.")
    return Stayed(row.person.public_id, row.person.name, _("request to connect"), why)


def _day_said(day: date) -> str:
    return date_format(day, "j F Y")
