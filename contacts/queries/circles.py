"""Circles: how many contacts each holds, what they cost a week against the budget, and what would fit into it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from contacts.models import Circle, Contact, Mute, User
from contacts.rules.cadence import stretch_to_fit, weekly_need
from contacts.vocabulary import Reason
from contacts.wording_due import often


@dataclass(frozen=True, slots=True)
class CircleRow:
    """``contacts`` are all in it, ``followed`` those of them whom its cadence reminds of, ``need`` nudges a week."""

    public_id: UUID
    name: str
    cadence_days: int | None
    cadence: str
    contacts: int
    followed: int
    need: float


@dataclass(frozen=True, slots=True)
class Circles:
    """All circles, the shortest cadence first, those without one last; and what is asked for in all.

    ``own`` contacts have a cadence of their own, which asks for ``own_need`` nudges a week. Nobody counts who is at
    rest, archived, deceased, or for whom keeping in touch is muted.
    """

    rows: tuple[CircleRow, ...]
    own: int
    own_need: float
    budget: int
    is_muted: bool

    @property
    def need(self) -> float:
        return sum(row.need for row in self.rows) + self.own_need

    @property
    def is_too_much(self) -> bool:
        return self.need > self.budget


@dataclass(frozen=True, slots=True)
class Stretched:
    """One circle's cadence in days, before and after."""

    public_id: UUID
    name: str
    before: str
    after_days: int
    after: str
    followed: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """What would make the circles fit: those whose cadence changes, and how many nudges a week that leaves.

    Without rows there is nothing to stretch, or no stretching is enough.
    """

    rows: tuple[Stretched, ...]
    need: float


def list_circles(account: User, today: date) -> Circles:
    """All circles with what they cost, in three queries. ``today`` is the account's: who rests on it costs nothing."""
    here = Count("contacts", filter=Q(contacts__person__deleted_at__isnull=True))
    found = Circle.objects.filter(owner=account).annotate(here=here).order_by("cadence_days", "name")
    is_muted = Mute.objects.filter(owner=account, person__isnull=True, rule=Reason.KEEP_IN_TOUCH).exists()
    followed: Counter[int] = Counter()
    own: list[int] = []
    if not is_muted:
        counted = _awake(account, today).values_list("circle_id", "own_cadence_days").annotate(count=Count("pk"))
        for circle_id, days, count in counted.order_by():
            if days is not None:
                own += [days] * count if days else []
            elif circle_id is not None:
                followed[circle_id] += count
    rows = [_row(circle, circle.here, followed[circle.pk]) for circle in found]
    return Circles(
        rows=tuple(sorted(rows, key=lambda row: row.cadence_days is None)),
        own=len(own),
        own_need=weekly_need(own),
        budget=account.numbers.nudges_a_week,
        is_muted=is_muted,
    )


def _awake(account: User, today: date) -> QuerySet[Contact]:
    muted = Mute.objects.filter(person=OuterRef("person"), rule=Reason.KEEP_IN_TOUCH)
    return Contact.objects.filter(
        Q(resting_since__isnull=True) | Q(resting_until__lte=today),
        person__owner=account,
        person__deleted_at__isnull=True,
        person__archived_at__isnull=True,
        person__deceased=False,
    ).exclude(Exists(muted))


def _row(circle: Circle, contacts: int, followed: int) -> CircleRow:
    days = circle.cadence_days
    return CircleRow(
        public_id=circle.public_id,
        name=circle.name,
        cadence_days=days,
        cadence=often(days),
        contacts=contacts,
        followed=followed if days else 0,
        need=weekly_need([days]) * followed if days else 0.0,
    )


def stretch(circles: Circles) -> Stretch:
    """Longer cadences with which the circles fit into the budget, in as few steps as can be. No query."""
    asking = {row.public_id: (row.cadence_days, row.followed) for row in circles.rows if row.cadence_days}
    longer = stretch_to_fit(asking, budget=circles.budget, fixed=circles.own_need)
    if longer is None:
        return Stretch((), circles.need)
    rows = [
        Stretched(row.public_id, row.name, row.cadence, days, often(days), row.followed)
        for row in circles.rows
        if (days := longer.get(row.public_id)) and days != row.cadence_days
    ]
    need = circles.own_need + sum(weekly_need([days]) * asking[key][1] for key, days in longer.items())
    return Stretch(tuple(rows), need)


def members_of(circle: Circle) -> tuple[int, int]:
    """How many contacts are in it, and how many of them have a cadence of their own."""
    here = Contact.objects.filter(circle=circle, person__deleted_at__isnull=True)
    counts = here.aggregate(all=Count("pk"), own=Count("pk", filter=Q(own_cadence_days__isnull=False)))
    return counts["all"], counts["own"]
