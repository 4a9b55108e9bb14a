"""Sweeps: what time alone changes. Found by each account's local day, in batches, each batch a transaction of its own.

Any number of sweeps at once are harmless: a batch takes what nobody else holds, and what it leaves is found next time.
"""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from contacts.models import FollowUp, Person, User
from contacts.queries.nudges import places_taken, waiting_nudges
from contacts.rules.nudges import choose_nudges
from contacts.services.planning.replanning import bring_in_step
from contacts.services.planning.sheets import Owner

# Small enough that nobody who saves something waits for long, large enough that a million people are soon done.
PEOPLE_AT_ONCE = 500
ACCOUNTS_AT_ONCE = 200
# A sweep ends in time, whatever is left: the next one goes on where it stopped.
SECONDS = 200.0

log = logging.getLogger(__name__)


def sweep_planning(*, at: datetime | None = None) -> int:
    """Replan whomever a day has come for on which time alone changes the plan. Returns how many were looked at."""
    now, began, looked_at = at or timezone.now(), time.monotonic(), 0
    for today, zones in _local_days(now):
        waiting = Person.objects.filter(owner__time_zone__in=zones, plan_on__lte=today)
        # A day at a time, so that each batch is found by the index alone, however many there are.
        for plan_on in _days_of(waiting):
            last: int | None = 0
            while last is not None and time.monotonic() - began < SECONDS:
                last, count = _one_by_one_if_need_be(_plan_batch, waiting.filter(plan_on=plan_on, pk__gt=last), today)
                looked_at += count
    return looked_at


def sweep_nudges(*, at: datetime | None = None) -> int:
    """Let nudges through the budget, once a local day for each account (E-35). Returns how many came through."""
    now, released = at or timezone.now(), 0
    for today, zones in _local_days(now):
        waiting = User.objects.filter(Q(nudged_on__isnull=True) | Q(nudged_on__lt=today), time_zone__in=zones)
        last: int | None = 0
        while last is not None:
            last, count = _one_by_one_if_need_be(_release_batch, waiting.filter(pk__gt=last), today)
            released += count
    return released


def release_nudges(*, account: User, day: date) -> int:
    """Let the nudges of one account through for its local ``day``, unless that was done. Returns how many."""
    waiting = User.objects.filter(Q(nudged_on__isnull=True) | Q(nudged_on__lt=day), pk=account.pk)
    return _release_batch(waiting, day)[1]


def _local_days(now: datetime) -> Iterator[tuple[date, list[str]]]:
    """The days that it is now on the accounts' calendars, three at most, each with its time zones."""
    days: dict[date, list[str]] = {}
    for zone in User.objects.order_by("time_zone").values_list("time_zone", flat=True).distinct():
        try:
            today = now.astimezone(ZoneInfo(zone)).date()
        except (KeyError, ValueError, OSError):
            log.error("No such time zone: %r. Its accounts are left out.", zone)
        else:
            days.setdefault(today, []).append(zone)
    yield from sorted(days.items())


def _days_of(waiting: QuerySet[Person]) -> Iterator[date]:
    last: date | None = None
    while True:
        later = waiting.filter(plan_on__gt=last) if last else waiting
        last = later.order_by("plan_on").values_list("plan_on", flat=True).first()
        if last is None:
            return
        yield last


def _one_by_one_if_need_be(
    work: Callable[[QuerySet[Any], date], tuple[int | None, int]], waiting: QuerySet[Any], today: date
) -> tuple[int | None, int]:
    """As ``work``. Where a batch fails, each of it alone: one row in disorder holds up nobody else."""
    try:
        return work(waiting, today)
    except Exception:
        keys = list(waiting.order_by("pk").values_list("pk", flat=True)[:ACCOUNTS_AT_ONCE])
    count = 0
    for key in keys:
        try:
            count += work(waiting.filter(pk=key), today)[1]
        except Exception as error:
            # Its words may tell of a person.
            log.error("%s %s could not be swept (%s).", waiting.model.__name__, key, type(error).__name__)
    return (keys[-1] if keys else None), count


@transaction.atomic
def _plan_batch(waiting: QuerySet[Person], today: date) -> tuple[int | None, int]:
    """Replan the next few by key. Answers the last key, None where they were the last ones, and how many they were."""
    held = list(_locked(waiting).order_by("pk").values_list("pk", "owner_id")[:PEOPLE_AT_ONCE])
    if not held:
        return None, 0
    accounts = User.objects.filter(pk__in={owner_id for _pk, owner_id in held})
    owners = {
        account.pk: Owner(account.pk, today, account.working_weekdays, account.numbers)
        for account in accounts.only("time_zone", "working_days", "own_numbers")
    }
    bring_in_step({pk: owners[owner_id] for pk, owner_id in held})
    return (held[-1][0] if len(held) == PEOPLE_AT_ONCE else None), len(held)


@transaction.atomic
def _release_batch(waiting: QuerySet[User], today: date) -> tuple[int | None, int]:
    """Let through what the budgets of the next few accounts have places for. Answers as `_plan_batch`."""
    accounts = list(_locked(waiting).order_by("pk")[:ACCOUNTS_AT_ONCE])
    if not accounts:
        return None, 0
    keys = [account.pk for account in accounts]
    nudges, used = waiting_nudges(keys, today), places_taken(keys, today)
    chosen: dict[int, int] = {}
    for account in accounts:
        for key in choose_nudges(
            nudges.get(account.pk, ()),
            day=today,
            used=used.get(account.pk, 0),
            working_days=account.working_weekdays,
            budget=account.numbers.nudges_a_week,
        ):
            chosen[key] = account.pk
    # Locked in the order of their keys, and only where nobody else is at them: they are asked for again in a minute.
    free = set(
        _locked(FollowUp.objects.open().filter(pk__in=chosen, released_on__isnull=True))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    FollowUp.objects.filter(pk__in=free).update(released_on=today)
    undecided = {account_id for key, account_id in chosen.items() if key not in free}
    User.objects.filter(pk__in=set(keys) - undecided).update(nudged_on=today)
    return (keys[-1] if len(keys) == ACCOUNTS_AT_ONCE else None), len(free)


def _locked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """These rows alone, of those that nobody else holds."""
    return rows.select_for_update(
        skip_locked=connection.features.has_select_for_update_skip_locked, of=("self",), no_key=True
    )
