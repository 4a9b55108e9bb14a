"""Rows as a merge remembers them: plain values that JSON holds, and which rows may move to another person."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from contacts.models import Contact, FollowUp, Forgotten, Handle, ImportantDate, Interaction, Mute, Person, PersonTag
from contacts.queries.merges import MOVED

Plain = dict[str, Any]

# What of a person a merge may write.
PERSON_FIELDS = (
    "name",
    "also_known_as",
    "organisation",
    "role",
    "place",
    "time_zone",
    "note",
    "formal_relation",
    "archived_at",
    "deceased",
    "left_out_at",
    "sent_back_at",
    "parked_circle_id",
    "parked_cadence_days",
    "parked_resting_since",
    "parked_resting_until",
    "parked_rest_reason",
)
CONTACT_FIELDS = tuple(
    field.attname for field in Contact._meta.concrete_fields if field.name not in {"person", "founded_on"}
)
# What belongs together: it is put back together, or not at all.
CLOSING = ("state", "closed_on", "closed_how", "closed_by_id", "snoozed_until")
FOLLOW_UP_FIELDS = tuple(field.attname for field in FollowUp._meta.concrete_fields if field.name != "id")

# Of these a person can hold each only once: an equal row stays where it is.
_ONCE: Mapping[type[Model], tuple[str, ...]] = {
    Handle: ("kind", "normal_value"),
    PersonTag: ("tag_id",),
    Mute: ("rule",),
    Forgotten: ("digest",),
}


def plain(*, row: Model, names: Iterable[str]) -> Plain:
    """These columns of a row, as JSON holds them."""
    return {name: _plain(getattr(row, name)) for name in names}


def values(*, model: type[Model], told: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as `plain` told them, as Python holds them."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in told.items()}


def follow_up_rows(*, people: Collection[Person]) -> dict[int, Plain]:
    """The follow-ups of these people as they stand, by key."""
    rows = FollowUp.objects.filter(person__in=people).order_by("pk")
    return {row.pk: plain(row=row, names=FOLLOW_UP_FIELDS) for row in rows}


def move(*, table: str, keys: Collection[int] | None, source: Person, target: Person) -> list[int]:
    """Move the rows of one table (all of them, or those of ``keys``) to another person. Answers with what moved.

    What the target holds already stays behind. Versions and the days of change stay: nobody edited anything.
    """
    model = MOVED[table]
    rows = model._base_manager.filter(person=source)
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    moving = sorted(rows.values_list("pk", flat=True))
    stays = _held_already(model, moving, target)
    moving = [key for key in moving if key not in stays]
    for start in range(0, len(moving), 500):
        model._base_manager.filter(pk__in=moving[start : start + 500]).update(person=target)
    return moving


def meaningful_talks(*, person: Person) -> list[Interaction]:
    """What may found a contact, the earliest first."""
    return list(Interaction.objects.filter(person=person, meaningful=True).order_by("happened_on", "pk"))


def twin_dates(*, source: Person, target: Person) -> dict[int, ImportantDate]:
    """Important dates of ``source`` that ``target`` has, too, by key, with the one there. A year is no difference
    where one of the two has none.
    """
    theirs = {(row.kind, row.label, row.month, row.day): row for row in target.important_dates.all()}
    twins: dict[int, ImportantDate] = {}
    for row in source.important_dates.all():
        twin = theirs.get((row.kind, row.label, row.month, row.day))
        if twin and (row.year is None or twin.year is None or row.year == twin.year):
            twins[row.pk] = twin
    return twins


def _held_already(model: type[Model], keys: Collection[int], target: Person) -> set[int]:
    names = _ONCE.get(model)
    if names is None:
        return set()
    held = set(model._base_manager.filter(person=target).values_list(*names))
    rows = model._base_manager.filter(pk__in=keys).values_list("pk", *names)
    return {key for key, *one in rows if tuple(one) in held}


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, (UUID, str)) else value
