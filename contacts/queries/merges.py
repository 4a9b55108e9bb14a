"""Merging two people into one: what each side says, what would move, and what was merged already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Model, Q
from django.utils import timezone

from contacts.models import (
    Circle,
    Contact,
    Exchange,
    FollowUp,
    Forgotten,
    Handle,
    ImportantDate,
    ImportRow,
    Interaction,
    Merge,
    Mute,
    NotSame,
    Person,
    PersonTag,
    Request,
    User,
)
from contacts.rules.merging import Choice, Facts, Field, choices_between

UNDO_DAYS = 30

# Every table whose rows hang on a person and go along with them, by the name under which a merge remembers them.
MOVED: Mapping[str, type[Model]] = {
    "interactions": Interaction,
    "exchanges": Exchange,
    "important_dates": ImportantDate,
    "follow_ups": FollowUp,
    "requests": Request,
    "handles": Handle,
    "tags": PersonTag,
    "mutes": Mute,
    "import_rows": ImportRow,
    "forgotten": Forgotten,
}


@dataclass(frozen=True, slots=True)
class Sums:
    """What hangs on one person and is not deleted."""

    interactions: int
    messages: int
    exchanges: int
    follow_ups: int
    dates: int
    requests: int
    handles: int
    tags: int


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field on which the two differ. ``options`` are the choices with what each stands for, as stored."""

    field: Field
    options: tuple[tuple[Choice, Any], ...]


@dataclass(frozen=True, slots=True)
class MergePreview:
    """``keeps_contact`` says whose standing as a contact goes on: kept, gone, or neither's (empty).

    ``two_birthdays`` are birthdays that differ, as (month, day): both stay, for the user to remove the wrong one.
    """

    kept: Facts
    gone: Facts
    lines: tuple[FieldLine, ...]
    sums: Sums
    keeps_contact: str
    founder_becomes_ordinary: bool
    same_handles: tuple[str, ...]
    two_birthdays: tuple[tuple[int, int], ...]
    is_not_same: bool


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A merge that can be undone. ``can_be_undone`` is False while the one kept was itself merged or deleted since."""

    public_id: UUID
    gone_name: str
    kept_name: str
    kept_public_id: UUID
    merged_on: date
    days_left: int
    can_be_undone: bool


def facts_of(person: Person) -> dict[Field, Any]:
    """What can be chosen of one person. Costs a query unless ``contact`` was selected along."""
    contact: Contact | None = getattr(person, "contact", None)
    return {
        "name": person.name,
        "also_known_as": person.also_known_as,
        "organisation": person.organisation,
        "role": person.role,
        "place": person.place,
        "time_zone": person.time_zone,
        "note": person.note,
        "formal_relation": person.formal_relation,
        "archived": person.archived_at is not None,
        "deceased": person.deceased,
        "left_out": person.left_out_at is not None,
        "rhythm": _rhythm(person, contact),
        "rest": _rest(person, contact),
    }


def _rhythm(person: Person, contact: Contact | None) -> tuple[int | None, int | None] | None:
    """Circle and own cadence; of somebody at the door those that are parked."""
    if contact:
        chosen = (contact.circle_id, contact.own_cadence_days)
    else:
        chosen = (person.parked_circle_id, person.parked_cadence_days)
    return None if chosen == (None, None) else chosen


def _rest(person: Person, contact: Contact | None) -> tuple[date | None, date | None, str] | None:
    """Since, until, why. A contact who does not rest says so; at the door one without a parked rest says nothing."""
    if contact:
        return contact.resting_since, contact.resting_until, contact.rest_reason
    if person.parked_resting_since:
        return person.parked_resting_since, person.parked_resting_until, person.parked_rest_reason
    return None


def merge_preview(account: User, kept: Person, gone: Person) -> MergePreview:
    """What merging would ask and move, in a fixed number of queries. Both were fetched with ``contact``."""
    mine, theirs = facts_of(kept), facts_of(gone)
    lines = tuple(
        FieldLine(field, tuple((choice, _stands_for(field, choice, mine, theirs)) for choice in options))
        for field, options in choices_between(mine, theirs).items()
    )
    has_contact = [hasattr(person, "contact") for person in (kept, gone)]
    birthdays = ImportantDate.objects.filter(person__in=[kept, gone], kind="birthday").order_by("person", "pk")
    days = dict.fromkeys(birthdays.values_list("month", "day"))
    handles = Handle.objects.filter(person__in=[kept, gone]).values("kind", "normal_value")
    shared = handles.annotate(count=Count("pk")).filter(count__gt=1).order_by("kind", "normal_value")
    return MergePreview(
        kept=mine,
        gone=theirs,
        lines=lines,
        sums=sums_of(gone),
        keeps_contact="kept" if has_contact[0] else "gone" if has_contact[1] else "",
        founder_becomes_ordinary=all(has_contact),
        same_handles=tuple(row["normal_value"] for row in shared),
        two_birthdays=tuple(days) if len(days) > 1 else (),
        is_not_same=is_not_same(kept, gone),
    )


def _stands_for(field: Field, choice: Choice, kept: Facts, gone: Facts) -> Any:
    if choice == "other_name":
        # Which name was not chosen is only known once the name is: shown as both.
        return (gone["name"], kept["name"])
    return (kept if choice == "kept" else gone)[field] if choice != "both" else (kept[field], gone[field])


def sums_of(person: Person) -> Sums:
    """What goes along with one person; one query."""
    counted = Person.everything.filter(pk=person.pk).aggregate(
        interactions=Count("interactions", filter=Q(interactions__deleted_at__isnull=True), distinct=True),
        messages=Count("interactions__messages", filter=Q(interactions__deleted_at__isnull=True), distinct=True),
    )
    # Each in a query of its own: joined to one another their rows would multiply.
    return Sums(
        **counted,
        exchanges=Exchange.objects.filter(person=person).count(),
        follow_ups=FollowUp.objects.open().filter(person=person).count(),
        dates=ImportantDate.objects.filter(person=person).count(),
        requests=Request.objects.filter(person=person).count(),
        handles=Handle.objects.filter(person=person).count(),
        tags=PersonTag.objects.filter(person=person).count(),
    )


def is_not_same(one: Person, other: Person) -> bool:
    """Whether the user said that the two are two."""
    first, second = sorted((one.pk, other.pk))
    return NotSame.objects.filter(one=first, other=second).exists()


def circle_names(account: User) -> dict[int, str]:
    return dict(Circle.objects.filter(owner=account).values_list("pk", "name"))


def merges_to_undo(account: User, *, at: datetime | None = None) -> tuple[MergeLine, ...]:
    """The merges of the last 30 days, newest first; at most 200."""
    now = at or timezone.now()
    rows = Merge.objects.filter(owner=account, created_at__gt=now - timedelta(days=UNDO_DAYS))
    found = rows.select_related("kept", "gone").order_by("-created_at", "-pk")[:200]
    return tuple(_line(account, row, now) for row in found)


def _line(account: User, row: Merge, now: datetime) -> MergeLine:
    return MergeLine(
        public_id=row.public_id,
        gone_name=row.gone.name,
        kept_name=row.kept.name,
        kept_public_id=row.kept.public_id,
        merged_on=account.local(row.created_at).date(),
        days_left=max(0, (row.created_at + timedelta(days=UNDO_DAYS) - now).days),
        can_be_undone=row.kept.deleted_at is None,
    )


def kept_instead(account: User, public_id: UUID) -> Person | None:
    """Who stands for somebody who was merged: the end of the chain, if they are there."""
    row = Person.everything.owned_by(account).filter(public_id=public_id, merged_into__isnull=False).first()
    seen: set[int] = set()
    while row is not None and row.merged_into_id is not None and row.pk not in seen:
        seen.add(row.pk)
        row = Person.everything.owned_by(account).filter(pk=row.merged_into_id).first()
    return row if row is not None and row.deleted_at is None else None
