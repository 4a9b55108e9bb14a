"""What a step for many people would do, before it is done; and the steps of the last thirty days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from contacts.models import BulkChange, Interaction, Person, User
from contacts.queries.people import HEARD
from contacts.vocabulary import BulkStep

NAMES_SHOWN = 5
UNDO_DAYS = 30

_HEARD_CONTACTS = HEARD & Q(contact__isnull=False)
# For whom a step is; everybody where it is not named.
FOR_WHOM: dict[BulkStep, Q] = {
    BulkStep.CIRCLE: _HEARD_CONTACTS,
    BulkStep.REST: _HEARD_CONTACTS,
    BulkStep.LEAVE_OUT: Q(contact__isnull=True),
    BulkStep.ARCHIVE: Q(archived_at__isnull=True),
}


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """``concerned`` of the ``chosen`` are those the step is for; the first names of both kinds, by the alphabet.

    ``interactions`` are what a deletion takes along.
    """

    chosen: int
    concerned: int
    contacts: int
    names: tuple[str, ...]
    alone_names: tuple[str, ...]
    interactions: int

    @property
    def alone(self) -> int:
        return self.chosen - self.concerned

    @property
    def door(self) -> int:
        return self.concerned - self.contacts

    @property
    def more(self) -> int:
        return self.concerned - len(self.names)

    @property
    def alone_more(self) -> int:
        return self.alone - len(self.alone_names)


def preview(people: QuerySet[Person], step: BulkStep) -> BulkPreview:
    """At most four queries, whatever the number of people."""
    wanted = FOR_WHOM.get(step)
    concerned = people.filter(wanted) if wanted is not None else people
    counts: Any = people.aggregate(
        chosen=Count("pk"),
        concerned=Count("pk", filter=wanted),
        contacts=Count("pk", filter=Q(contact__isnull=False) & (wanted or Q())),
    )
    alone: tuple[str, ...] = ()
    if counts["chosen"] > counts["concerned"]:
        alone = _names(people.exclude(pk__in=concerned.values("pk")))
    noted = Interaction.objects.filter(person__in=people.values("pk")).count() if step == BulkStep.DELETE else 0
    return BulkPreview(**counts, names=_names(concerned), alone_names=alone, interactions=noted)


def _names(people: QuerySet[Person]) -> tuple[str, ...]:
    return tuple(people.order_by("search_name", "pk").values_list("name", flat=True)[:NAMES_SHOWN])


@dataclass(frozen=True, slots=True)
class BulkLine:
    """One step that was done; ``detail`` is its tag or circle. ``can_undo`` until its 30 days are over."""

    public_id: UUID
    step: BulkStep
    detail: str
    changed: int
    at: datetime
    days_left: int
    is_undone: bool


def recent_steps(account: User) -> tuple[BulkLine, ...]:
    """The steps that can still be undone, and those that were, the newest first."""
    since = timezone.now() - timedelta(days=UNDO_DAYS)
    rows = BulkChange.objects.filter(owner=account, created_at__gte=since, changed__gt=0).defer("before")
    return tuple(_line(row, account) for row in rows.order_by("-created_at", "-pk")[:200])


def _line(row: BulkChange, account: User) -> BulkLine:
    left = row.created_at + timedelta(days=UNDO_DAYS) - timezone.now()
    return BulkLine(
        public_id=row.public_id,
        step=BulkStep(row.what),
        detail=row.told.get("tag") or row.told.get("circle_name") or "",
        changed=row.changed,
        at=account.local(row.created_at),
        days_left=max(0, left.days),
        is_undone=row.undone_at is not None,
    )
