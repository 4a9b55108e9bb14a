"""Events and whom the user met there: the list, one event's page, the rows and sums of its debrief."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from contacts.models import Contact, Event, Exchange, Interaction, User
from contacts.rules.meaningful import MeaningfulVerdict
from contacts.vocabulary import UNSETTLED_STATES, EventPart, MentionKind, Missing
from contacts.wording import verdict_sentence
from contacts.wording_log import favours_told_sentence

PAGE_SIZE = 50
STANDING_SHOWN = 50
# Of favours that a talk speaks of: not those noted with somebody else since.
NOTED_WITH_THEM = Q(person=F("mentions__interaction__person"))


# The list


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the list. ``people`` were noted there; ``new_contacts`` are contacts because of it."""

    public_id: UUID
    name: str
    happened_on: date
    place: str
    part: EventPart
    people: int
    new_contacts: int


def list_events(*, by: User, text: str = "", page: int | str = 1) -> Page[EventRow]:
    """A page of events, the latest day first; every word of ``text`` occurs in the name or the place."""
    rows = Event.objects.owned_by(by)
    for word in text.split()[:8]:
        rows = rows.filter(Q(name__icontains=word) | Q(place__icontains=word))
    rows = rows.annotate(people=_count_of(_met()), new_contacts=_count_of(_met().filter(founded__isnull=False)))
    found: Page[Any] = Paginator(rows.order_by("-happened_on", "-id"), PAGE_SIZE).get_page(page)
    found.object_list = [
        EventRow(row.public_id, row.name, row.happened_on, row.place, EventPart(row.part), row.people, row.new_contacts)
        for row in found.object_list
    ]
    return found


def _met() -> QuerySet[Interaction]:
    rows: QuerySet[Interaction] = Interaction.objects.filter(event=OuterRef("pk"), person__deleted_at__isnull=True)
    return rows


def _count_of(interactions: QuerySet[Interaction]) -> Coalesce:
    people = interactions.order_by().values("event").annotate(n=Count("person", distinct=True)).values("n")
    return Coalesce(Subquery(people, output_field=IntegerField()), 0)


# Whom one met


@dataclass(frozen=True, slots=True)
class Met:
    """One interaction of an event: a row of its debrief, a line of its page."""

    public_id: UUID
    entry_key: UUID
    person_name: str
    person_public_id: UUID
    gist: str
    sentence: str
    is_contact: bool
    is_new_contact: bool
    is_unfinished: bool
    favours: str


@dataclass(frozen=True, slots=True)
class Counts:
    """People noted at an event: contacts because of it, at the door, contacts from before; promises made there."""

    people: int
    new_contacts: int
    at_the_door: int
    known: int
    promises: int


def met_at(event: Event, page: int | str = 1, *, size: int = PAGE_SIZE) -> Page[Met]:
    """A page of what was noted at an event, in the order it was noted. A fixed number of queries."""
    found: Page[Any] = Paginator(_with_favours(_noted_at(event)).order_by("id"), size).get_page(page)
    found.object_list = [met(row) for row in found.object_list]
    return found


def met_in(event: Event, interaction: Interaction) -> Met:
    """One row as `met_at` gives it."""
    return met(_with_favours(_noted_at(event)).get(pk=interaction.pk))


def met(row: Interaction) -> Met:
    """Costs no query where person, contact and founded were selected along, and favours were counted."""
    person = row.person
    is_new = hasattr(row, "founded")
    return Met(
        public_id=row.public_id,
        entry_key=row.entry_key,
        person_name=person.name,
        person_public_id=person.public_id,
        gist="; ".join(text for text in (row.talked_about, row.learned) if text).replace("\n", " ")[:120],
        sentence=verdict_sentence(
            stored_verdict(row),
            name=person.first_name,
            already_contact=person.is_contact and not is_new,
            sent_back=not person.takes_as_founder(row.created_at),
        ),
        is_contact=person.is_contact,
        is_new_contact=is_new,
        is_unfinished=row.unfinished,
        favours=favours_told_sentence(row.favours),  # type: ignore[attr-defined]
    )


def stored_verdict(row: Interaction) -> MeaningfulVerdict:
    """What was found when the interaction was saved. Whose note it copied is not kept."""
    missing = tuple(Missing(word) for word in row.missing)
    return MeaningfulVerdict(
        in_touch=row.is_in_touch, meaningful=row.meaningful, missing=missing, copied_from=None, asks_depth=False
    )


def counts_of(event: Event) -> Counts:
    """The sums under a debrief. Two queries."""
    founded_here = Contact.objects.filter(person=OuterRef("person"), founded_on__event=event)
    noted = _noted_at(event).order_by().annotate(made=Exists(founded_here))
    sums = noted.aggregate(
        people=Count("person", distinct=True),
        new_contacts=Count("person", distinct=True, filter=Q(made=True)),
        at_the_door=Count("person", distinct=True, filter=Q(person__contact__isnull=True)),
    )
    made_here = Q(mentions__interaction__in=_noted_at(event).order_by().values("pk"), mentions__kind=MentionKind.MADE)
    promises = Exchange.objects.filter(made_here, NOTED_WITH_THEM, due_on__isnull=False, asked=False)
    return Counts(
        people=sums["people"],
        new_contacts=sums["new_contacts"],
        at_the_door=sums["at_the_door"],
        known=sums["people"] - sums["new_contacts"] - sums["at_the_door"],
        promises=promises.distinct().count(),
    )


def standing_from(event: Event) -> list[Exchange]:
    """The favours spoken of at an event that are not settled yet, promises first, by their day."""
    here = _noted_at(event).order_by().values("pk")
    spoken_of = Exchange.objects.filter(NOTED_WITH_THEM, mentions__interaction__in=here)
    rows = spoken_of.filter(state__in=UNSETTLED_STATES)
    return list(
        rows.distinct().select_related("person").order_by(F("due_on").asc(nulls_last=True), "id")[:STANDING_SHOWN]
    )


def _noted_at(event: Event) -> QuerySet[Interaction]:
    rows: QuerySet[Interaction] = Interaction.objects.filter(event=event, person__deleted_at__isnull=True)
    return rows.select_related("person__contact", "founded")


def _with_favours(rows: QuerySet[Interaction]) -> QuerySet[Interaction]:
    """How many favours were first told in each, as ``favours``."""
    told = Exchange.objects.filter(
        NOTED_WITH_THEM, mentions__interaction=OuterRef("pk"), mentions__kind=MentionKind.MADE
    )
    counted = told.order_by().annotate(one=Value(1)).values("one").annotate(count=Count("pk", distinct=True))
    return rows.annotate(favours=Coalesce(Subquery(counted.values("count"), output_field=IntegerField()), 0))
