"""Which nudges show on a day (E-35): those the budget let through, and those it lets through that day."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from contacts.models import FollowUp, User
from contacts.rules.nudges import Nudge, choose_nudges, week_of
from contacts.vocabulary import NUDGES


def shown_nudges(account: User, day: date) -> frozenset[int]:
    """Keys of the nudges that show on that day, a day to come included. Two queries."""
    released, waiting = _due(account, day)
    return frozenset(released) | frozenset(_chosen(account, day, waiting))


def waiting_for_their_turn(account: User, day: date) -> int:
    """How many are due by that day and wait for the budget."""
    _released, waiting = _due(account, day)
    return len(waiting) - len(_chosen(account, day, waiting))


def _due(account: User, day: date) -> tuple[list[int], list[Nudge]]:
    rows = FollowUp.objects.owned_by(account).audible().due_by(day).filter(kind__in=sorted(NUDGES))
    released: list[int] = []
    waiting: list[Nudge] = []
    fields = ("pk", "due_on", "snoozed_until", "released_on", "person__contact__own_cadence_days")
    for pk, due_on, snoozed, released_on, own, circle in rows.values_list(
        *fields, "person__contact__circle__cadence_days"
    ):
        if released_on is not None or snoozed is not None:
            released.append(pk)
        else:
            waiting.append(Nudge(pk, due_on, own or circle or 1))
    return released, waiting


def _chosen(account: User, day: date, waiting: Sequence[Nudge]) -> tuple[int, ...]:
    monday, sunday = week_of(day)
    used = FollowUp.objects.filter(Q(person__owner=account), released_on__gte=monday, released_on__lte=sunday).count()
    return choose_nudges(
        waiting,
        day=day,
        used=used,
        working_days=account.working_weekdays,
        budget=account.numbers.nudges_a_week,
    )
