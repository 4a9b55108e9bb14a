"""Merging two people into one: what each side says, what would move, and what was merged already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    Message,
    Mute,
    NotSame,
    Person,
    PersonTag,
    Request,
    User,
)
from contacts.queries.duplicates import ReasonLine, known_people, proposed, reason_line
from contacts.queries.people import NamedPerson, named
from contacts.rules.likeness import judge_likeness
from contacts.rules.merging import FIELDS, Choice, Field, choices_between, united_note
from contacts.vocabulary import DateKind, Source
from contacts.wording_merges import FIELD_LABELS, value_words
from contacts.wording_people import yearly_day

UNDO_DAYS = 30
MARKS_SHOWN = 3

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
    """A field on which the two differ. ``options`` are the choices with what each stands for; proposed is the first."""

    field: Field
    label: str
    options: tuple[tuple[Choice, str], ...]


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A field that only who goes says something on: it stands on the one kept from then on."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class MergePreview:
    """``keeps_contact`` says whose standing as a contact goes on: kept, gone, or neither's (empty).

    ``two_birthdays`` are birthdays that differ, in words: both stay, for the user to remove the wrong one.
    ``reasons`` are those by which the two look like one, and those that speak against it.
    """

    lines: tuple[FieldLine, ...]
    filled: tuple[FilledLine, ...]
    reasons: tuple[ReasonLine, ...]
    sums: Sums
    keeps_contact: str
    founder_becomes_ordinary: bool
    same_handles: tuple[str, ...]
    two_birthdays: tuple[str, ...]
    is_not_same: bool
    # What tells the two apart where their names, firms and roles do not: addresses, interactions, where they came from.
    kept_marks: tuple[str, ...]
    gone_marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A merge that can be undone. ``can_be_undone`` is False while the one kept was itself merged or deleted since."""

    gone_public_id: UUID
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
    circles, today = _circle_names(account), timezone.localdate(timezone=account.tz)

    def words(field: Field, choice: Choice) -> str:
        if choice == "both":
            return united_note(mine["note"], theirs["note"])
        if choice == "other_name":
            return _("The name that is not chosen above")
        return value_words(field, (mine if choice == "kept" else theirs)[field], circles=circles, today=today)

    asked = choices_between(mine, theirs)
    has_contact = [hasattr(person, "contact") for person in (kept, gone)]
    birthdays = ImportantDate.objects.filter(person__in=[kept, gone], kind=DateKind.BIRTHDAY).order_by("person", "pk")
    days = dict.fromkeys(birthdays.values_list("month", "day"))
    handles = Handle.objects.filter(person__in=[kept, gone]).values("kind", "normal_value")
    shared = handles.annotate(count=Count("pk")).filter(count__gt=1).order_by("kind", "normal_value")
    known = known_people([kept.pk, gone.pk])
    alike = judge_likeness(known[kept.pk], known[gone.pk]).reasons if len(known) > 1 else ()
    return MergePreview(
        lines=tuple(
            FieldLine(field, str(FIELD_LABELS[field]), tuple((choice, words(field, choice)) for choice in options))
            for field, options in asked.items()
        ),
        filled=tuple(
            FilledLine(str(FIELD_LABELS[field]), words(field, "gone"))
            for field in FIELDS
            if field not in asked and theirs[field] and not mine[field]
        ),
        reasons=tuple(reason_line(reason) for reason in alike),
        sums=sums_of(gone),
        keeps_contact="kept" if has_contact[0] else "gone" if has_contact[1] else "",
        founder_becomes_ordinary=all(has_contact),
        same_handles=tuple(row["normal_value"] for row in shared),
        two_birthdays=tuple(yearly_day(*day) for day in days) if len(days) > 1 else (),
        is_not_same=_is_not_same(kept, gone),
        **_marks(kept, gone),
    )


def _marks(kept: Person, gone: Person) -> dict[str, tuple[str, ...]]:
    addresses: dict[int, list[str]] = {kept.pk: [], gone.pk: []}
    for person_id, value in Handle.objects.filter(person__in=addresses).order_by("pk").values_list("person", "value"):
        addresses[person_id].append(value)
    talks = dict(
        Interaction.objects.filter(person__in=addresses).values_list("person").annotate(Count("pk")).order_by("person")
    )

    def of(person: Person) -> tuple[str, ...]:
        count = talks.get(person.pk, 0)
        return (
            *(addresses[person.pk][:MARKS_SHOWN] or [_("no address")]),
            ngettext("%(count)d interaction", "%(count)d interactions", count) % {"count": count},
            person.source_note or str(Source(person.source).label),
        )

    return {"kept_marks": of(kept), "gone_marks": of(gone)}


def sums_of(person: Person) -> Sums:
    """What goes along with one person; a query for each table, since rows joined to one another would multiply."""
    return Sums(
        interactions=Interaction.objects.filter(person=person).count(),
        messages=Message.objects.filter(interaction__in=Interaction.objects.filter(person=person)).count(),
        exchanges=Exchange.objects.filter(person=person).count(),
        follow_ups=FollowUp.objects.open().filter(person=person).count(),
        dates=ImportantDate.objects.filter(person=person).count(),
        requests=Request.objects.filter(person=person).count(),
        handles=Handle.objects.filter(person=person).count(),
        tags=PersonTag.objects.filter(person=person).count(),
    )


def _is_not_same(one: Person, other: Person) -> bool:
    """Whether the user said that the two are two."""
    first, second = sorted((one.pk, other.pk))
    return NotSame.objects.filter(one=first, other=second).exists()


def _circle_names(account: User) -> dict[int, str]:
    return dict(Circle.objects.filter(owner=account).values_list("pk", "name"))


def merges_to_undo(account: User, *, at: datetime | None = None) -> tuple[MergeLine, ...]:
    """The merges of the last 30 days, newest first; at most 200."""
    now = at or timezone.now()
    rows = Merge.objects.filter(owner=account, created_at__gt=now - timedelta(days=UNDO_DAYS))
    found = rows.select_related("kept", "gone").order_by("-created_at", "-pk")[:200]
    return tuple(_line(account, row, now) for row in found)


def _line(account: User, row: Merge, now: datetime) -> MergeLine:
    return MergeLine(
        gone_public_id=row.gone.public_id,
        gone_name=row.gone.name,
        kept_name=row.kept.name,
        kept_public_id=row.kept.public_id,
        merged_on=account.local(row.created_at).date(),
        days_left=max(0, (row.created_at + timedelta(days=UNDO_DAYS) - now).days),
        can_be_undone=row.kept.deleted_at is None,
    )


def others_to_merge(account: User, person: Person, text: str) -> tuple[NamedPerson, ...]:
    """Whom one person may be merged with: those named like ``text``, at most 20; without it whoever looks like them."""
    others = Person.objects.owned_by(account).exclude(pk=person.pk).select_related("contact")
    if text.strip():
        found = others.named_like(text).order_by("search_name", "pk")[:20]
    else:
        pairs = proposed(account).filter(Q(one=person) | Q(other=person)).order_by("-likeness", "pk")[:20]
        keys = [other if one == person.pk else one for one, other in pairs.values_list("one_id", "other_id")]
        by_key = others.in_bulk(keys)
        found = [by_key[key] for key in keys if key in by_key]
    return tuple(named(other) for other in found)


def kept_instead(account: User, public_id: UUID) -> Person | None:
    """Who stands for somebody who was merged: the end of the chain, if they are there."""
    row = Person.everything.owned_by(account).filter(public_id=public_id, merged_into__isnull=False).first()
    seen: set[int] = set()
    while row is not None and row.merged_into_id is not None and row.pk not in seen:
        seen.add(row.pk)
        row = Person.everything.owned_by(account).filter(pk=row.merged_into_id).first()
    return row if row is not None and row.deleted_at is None else None
