"""Which nudges show on a day (E-35): those the budget let through, and those it lets through by then. Reading needs no
sweep: the same rule decides here and there.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from contacts.models import FollowUp, User
from contacts.rules.nudges import Nudge, project_nudges, week_of
from contacts.vocabulary import NUDGES


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
    through, waiting = _due(account, day + timedelta(days=ahead))
    turns = project_nudges(
        waiting,
        start=start,
        days=(day - start).days + 1 + ahead,
        used=_used(account, start) if waiting else 0,
        working_days=account.working_weekdays,
        budget=account.numbers.nudges_a_week,
    )
    by_then = {key for key, on in turns.items() if on <= day}
    return NudgeBoard(
        shown=frozenset({key for key, on in through.items() if on <= day} | by_then),
        waiting=sum(nudge.wanted_on <= day for nudge in waiting) - len(by_then),
        coming={key: on for key, on in turns.items() if on > day},
    )


def _due(account: User, day: date) -> tuple[dict[int, date], list[Nudge]]:
    """Those that need no leave any more, with the day from which they show; and those that wait for it."""
    through: dict[int, date] = {}
    waiting: list[Nudge] = []
    for pk, due_on, snoozed_until, released_on, own, circles in _rows(account, day):
        if snoozed_until is not None:
            through[pk] = snoozed_until
        elif released_on is not None:
            through[pk] = due_on
        else:
            waiting.append(Nudge(pk, due_on, (circles if own is None else own) or 1))
    return through, waiting


def _rows(
    account: User, day: date
) -> QuerySet[FollowUp, tuple[int, date, date | None, date | None, int | None, int | None]]:
    rows = FollowUp.objects.owned_by(account).audible().due_by(day).filter(kind__in=sorted(NUDGES))
    return rows.values_list(
        "pk",
        "due_on",
        "snoozed_until",
        "released_on",
        "person__contact__own_cadence_days",
        "person__contact__circle__cadence_days",
    )


def _used(account: User, day: date) -> int:
    """How many came through in the week of that day, whatever became of them since."""
    return FollowUp.objects.filter(person__owner=account, released_on__range=week_of(day)).count()
