"""Which nudges show on a day (E-35): those the budget let through, and those it lets through by then. Reading needs no
sweep: the same rule decides here and there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from contacts.models import FollowUp, User
from contacts.models.follow_ups import FollowUpQuerySet
from contacts.queries.open_follow_ups import OpenRow, open_rows
from contacts.rules.nudges import Nudge, project_nudges, week_of
from contacts.vocabulary import NUDGES, FollowUpState


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


def nudge_board(account: User, day: date, *, ahead: int = 0) -> NudgeBoard:
    """What the budget does by ``day``, and on the ``ahead`` days after it. Two queries."""
    rows = open_rows(_due([account.pk], day + timedelta(days=ahead)))
    some_wait = any(row.released_on is None for row in rows)
    used = places_taken([account.pk], reckoned_from(account, day)).get(account.pk, 0) if some_wait else 0
    return judge_board(account, day, rows, used=used, ahead=ahead)


def judge_board(account: User, day: date, rows: Iterable[OpenRow], *, used: int, ahead: int = 0) -> NudgeBoard:
    """As `nudge_board`, without a query: from the open follow-ups due by the last of those days, whatever their kind,
    and the places taken in the week of `reckoned_from`.
    """
    start = reckoned_from(account, day)
    through: dict[int, date] = {}
    waiting: list[Nudge] = []
    for row in rows:
        if not row.is_nudge:
            continue
        if row.released_on is None:
            waiting.append(_nudge(row))
        else:
            through[row.key] = row.shown_on
    turns = project_nudges(
        waiting,
        start=start,
        days=(day - start).days + 1 + ahead,
        used=used,
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
    for row in open_rows(_due(account_ids, day).filter(released_on__isnull=True)):
        found[row.account_id].append(_nudge(row))
    return found


def reckoned_from(account: User, day: date) -> date:
    """From which day on the budget is looked at to know about ``day``: today on the account's calendar, or earlier."""
    return min(day, timezone.localdate(timezone=account.tz))


def places_taken(account_ids: Collection[int], day: date) -> dict[int, int]:
    """By account, how many places of the budget are taken in the week of that day. One query."""
    rows = takes_a_place(day).filter(person__owner_id__in=account_ids)
    return dict(rows.order_by().values_list("person__owner_id").annotate(Count("pk")))


def takes_a_place(day: date) -> FollowUpQuerySet:
    """The nudges of all accounts that take a place in the week of that day.

    Those that came through in it until then, closed ones included, and those that came earlier and still stand.
    """
    monday = week_of(day)[0]
    came = Q(released_on__gte=monday)
    speaks = Q(person__deleted_at__isnull=True, person__archived_at__isnull=True, person__deceased=False)
    is_back = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=day)
    stands = Q(state=FollowUpState.OPEN, due_on__lte=day) & is_back & speaks
    return FollowUp.objects.filter(came | stands, released_on__lte=day)


def _nudge(row: OpenRow) -> Nudge:
    """A nudge that asks for leave. Put off before it was due, it asks on the day it comes back."""
    return Nudge(row.key, row.shown_on, row.cadence_days)


def _due(account_ids: Collection[int], day: date) -> FollowUpQuerySet:
    rows = FollowUp.objects.due_by(day).audible().filter(kind__in=sorted(NUDGES))
    return rows.filter(person__owner_id__in=account_ids, person__deleted_at__isnull=True)
