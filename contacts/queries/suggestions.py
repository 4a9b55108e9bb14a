"""Who may be meant by a name that is being typed, or was typed: never a decision, only what is needed to make it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from contacts.models import Interaction, Person, User
from contacts.queries.people import silence_word
from contacts.rules.names import fold

SUGGESTED = 7
NAMESAKES = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One person as a line of the type-ahead. ``is_exact``: the typed name is this person's whole name.

    ``silence`` marks the archived and the deceased, who come last.
    """

    public_id: UUID
    name: str
    also_known_as: str
    who: str
    is_contact: bool
    last_on: date | None
    is_exact: bool
    silence: str


def suggest_people(*, by: User, text: str) -> tuple[Suggestion, ...]:
    """People whose name, other name or firm has every word of ``text``: whole names first, then beginnings."""
    typed = fold(text)[:200]
    if not typed:
        return ()
    closeness = Case(
        When(search_name__startswith=typed, then=Value(0)),
        When(search_name__contains=f" {typed}", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    at_the_door = Case(When(contact__isnull=True, then=Value(1)), default=Value(0), output_field=IntegerField())
    found = _with_last(Person.objects.owned_by(by).not_left_out().named_like(typed))
    silent = Case(
        When(Q(archived_at__isnull=False) | Q(deceased=True), then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    ordered = found.order_by(silent, closeness, at_the_door, F("last_on").desc(nulls_last=True), "search_name", "id")
    # A whole name may stand behind many longer ones; a few more rows are read so that it comes first.
    lines = [_suggestion(person, typed) for person in ordered[: SUGGESTED * 3]]
    return tuple(sorted(lines, key=lambda line: not line.is_exact)[:SUGGESTED])


def namesakes(*, by: User, name: str) -> tuple[Suggestion, ...]:
    """Everybody whose whole name, or other name, is ``name``; case, accents and white space aside. Those left
    out for good, too, marked so: the same name typed whole may well mean them.
    """
    typed = fold(name)
    if not typed:
        return ()
    by_name = Q(search_name=typed) | Q(search_name__startswith=f"{typed} ")
    by_other_name = ~Q(also_known_as="") & Q(search_name__contains=f" {typed}")
    likely = _with_last(Person.objects.owned_by(by).filter(by_name | by_other_name)).order_by("id")
    lines = (_suggestion(person, typed) for person in likely)
    return tuple(line for line in lines if line.is_exact)[:NAMESAKES]


def as_suggestions(people: Iterable[Person]) -> tuple[Suggestion, ...]:
    """People already chosen, in the same shape. One query."""
    chosen = Person.objects.filter(pk__in=[person.pk for person in people])
    return tuple(_suggestion(person, "") for person in _with_last(chosen).order_by("id"))


def _with_last(people: QuerySet[Person]) -> QuerySet[Person]:
    newest = Interaction.objects.filter(person=OuterRef("pk"), unfinished=False).order_by("-happened_on")
    return people.select_related("contact").annotate(
        last_on=Coalesce(F("contact__standing__last_in_touch_on"), Subquery(newest.values("happened_on")[:1]))
    )


def _suggestion(person: Person, typed: str) -> Suggestion:
    return Suggestion(
        public_id=person.public_id,
        name=person.name,
        also_known_as=person.also_known_as,
        who=", ".join(part for part in (person.role, person.organisation) if part),
        is_contact=person.is_contact,
        last_on=getattr(person, "last_on", None),
        is_exact=bool(typed) and typed in {fold(person.name), fold(person.also_known_as)},
        silence=silence_word(person),
    )
