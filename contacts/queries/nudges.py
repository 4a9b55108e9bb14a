"""Which nudges show on a day (E-35): those the budget let through, and those it lets through by then. Reading needs no
sweep: the same rule decides here and there.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from contacts.models import FollowUp, User
from contacts.rules.nudges import Nudge, project_nudges, week_of
from contacts.vocabulary import NUDGES, FollowUpState

Row = tuple[int, int, date, date | None, date | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class NudgeBoard:
    """``shown`` are the keys of those that show, ``waiting`` how many are due and wait for their turn.

    ``coming`` says on which of the days after it who comes through, if nobody is answered meanwhile.
    """

    shown: frozenset[int]
    waiting: int
    coming: dict[int, date]


def shown_nudges(account: User, day: date) -> frozenset[int]:
    """Keys of the nudges that show on that day of the account's, a day to come included. Two queries."""
    return nudge_board(account, day).shown


def waiting_for_their_turn(account: User, day: date) -> int:
    """How many are due by that day and wait for the budget. Two queries."""
    return nudge_board(account, day).waiting


def nudge_board(account: User, day: date, *, ahead: int = 0) -> NudgeBoard:
    """What the budget does by ``day``, and on the ``ahead`` days after it. Two queries."""
    start = min(day, timezone.localdate(timezone=account.tz))
    through: dict[int, date] = {}
    waiting: list[Nudge] = []
    for row in _due([account.pk], day + timedelta(days=ahead)):
        _account_id, pk, due_on, snoozed_until, released_on, _own, _circles = row
        if released_on is None:
            waiting.append(_nudge(row))
        else:
            through[pk] = snoozed_until or due_on
    turns = project_nudges(
        waiting,
        start=start,
        days=(day - start).days + 1 + ahead,
        used=places_taken([account.pk], start).get(account.pk, 0) if waiting else 0,
        working_days=account.working_weekdays,
        budget=account.numbers.nudges_a_week,
        standing=sum(on <= start for on in through.values()),
    )
    by_then = {key for key, on in turns.items() if on <= day}
    return NudgeBoard(
        shown=frozenset({key for key, on in through.items() if on <= day} | by_then),
        waiting=sum(nudge.wanted_on <= day for nudge in waiting) - len(by_then),
        coming={key: on for key, on in turns.items() if on > day},
    )


def waiting_nudges(account_ids: Collection[int], day: date) -> dict[int, list[Nudge]]:
    """By account, the nudges due on that day that ask the budget for leave. One query."""
    found: dict[int, list[Nudge]] = defaultdict(list)
    for row in _due(account_ids, day).filter(released_on__isnull=True):
        found[row[0]].append(_nudge(row))
    return found


def places_taken(account_ids: Collection[int], day: date) -> dict[int, int]:
    """By account, how many places of the budget are taken in the week of that day. One query.

    By those that came through in it until then, closed ones included, and by those that came earlier and still stand.
    """
    monday = week_of(day)[0]
    came = Q(released_on__gte=monday)
    speaks = Q(person__deleted_at__isnull=True, person__archived_at__isnull=True, person__deceased=False)
    is_back = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=day)
    stands = Q(state=FollowUpState.OPEN, due_on__lte=day) & is_back & speaks
    rows = FollowUp.objects.filter(came | stands, person__owner_id__in=account_ids, released_on__lte=day)
    return dict(rows.order_by().values_list("person__owner_id").annotate(Count("pk")))


def _nudge(row: Row) -> Nudge:
    """A nudge that asks for leave. Put off before it was due, it asks on the day it comes back."""
    _account_id, pk, due_on, snoozed_until, _released_on, own, circles = row
    return Nudge(pk, snoozed_until or due_on, (circles if own is None else own) or 1)


def _due(account_ids: Collection[int], day: date) -> QuerySet[FollowUp, Row]:
    rows = FollowUp.objects.due_by(day).audible().filter(kind__in=sorted(NUDGES))
    return rows.filter(person__owner_id__in=account_ids, person__deleted_at__isnull=True).values_list(
        "person__owner_id",
        "pk",
        "due_on",
        "snoozed_until",
        "released_on",
        "person__contact__own_cadence_days",
        "person__contact__circle__cadence_days",
    )
