"""Mornings: whose hour has come on their own clock, as the database finds it, and a delivery for each channel."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from contacts.models import Delivery, FollowUp, User
from contacts.queries.channels import channels_on, some_channel_is_on
from contacts.queries.mornings import still_to_plan
from contacts.vocabulary import DeliveryKind, DeliveryState

log = logging.getLogger(__name__)

AT_ONCE = 1_000
# No two places are further apart than this; whoever joined earlier joined on an earlier day wherever they are.
A_DAY_ANYWHERE = timedelta(hours=50)


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clocks of some time zones show now."""

    day: date
    time: time
    zones: tuple[str, ...]


def make_mornings(*, now: datetime) -> int:
    """Make the morning's deliveries of every account whose hour has come and that has none for its local day yet.

    One for each channel that is on; with nothing due a single one that has lapsed already, so that what is planned
    later that day waits for tomorrow. A house that was asleep at the hour makes them when it wakes, for that day only.
    Returns the number of accounts. Two at once make the same rows once.
    """
    return sum(_make(accounts, clock.day, now) for clock in _clocks(now) for accounts in _whose_hour_came(clock, now))


def _clocks(now: datetime) -> list[Clock]:
    """The time zones of all accounts, grouped by what they show: some forty groups, however many accounts."""
    shown: dict[datetime, list[str]] = defaultdict(list)
    for zone in _awake().order_by().values_list("time_zone", flat=True).distinct():
        try:
            local = now.astimezone(ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            # One row that no form wrote must not keep back the mornings of all others.
            log.error("No digest for accounts in %r: there is no such time zone here.", zone)
            continue
        shown[local.replace(tzinfo=None)].append(zone)
    return [Clock(local.date(), local.time(), tuple(zones)) for local, zones in shown.items()]


def _awake() -> QuerySet[User]:
    return User.objects.filter(is_active=True, closes_at__isnull=True).exclude(digest_days="")


def _whose_hour_came(clock: Clock, now: datetime) -> Iterator[list[int]]:
    """Keys of the accounts without a morning on that day, in pieces."""
    has_one = Delivery.objects.filter(account=OuterRef("pk"), kind=DeliveryKind.MORNING, local_day=clock.day)
    waiting = (
        _awake()
        .filter(time_zone__in=clock.zones, digest_at__lte=clock.time, digest_days__contains=str(clock.day.weekday()))
        .filter(Q(paused_until__isnull=True) | Q(paused_until__lte=clock.day))
        .filter(some_channel_is_on())
        .filter(~Exists(has_one))
        .order_by("pk")
        .only("pk", "joined_at", "digest_at", "time_zone")
    )
    last = 0
    while piece := list(waiting.filter(pk__gt=last)[:AT_ONCE]):
        yield [account.pk for account in piece if not _joined_after_the_hour(account, clock.day, now)]
        last = piece[-1].pk


def _joined_after_the_hour(account: User, day: date, now: datetime) -> bool:
    """An account opened after that day's hour starts tomorrow."""
    if account.joined_at < now - A_DAY_ANYWHERE:
        return False
    joined = account.local(account.joined_at)
    return joined.date() > day or (joined.date() == day and joined.time() >= account.digest_at)


def _make(account_ids: list[int], day: date, now: datetime) -> int:
    due = set(_with_something_due(account_ids, day).values_list("pk", flat=True))
    on = channels_on(account_ids)
    rows = [
        Delivery(
            account_id=account_id,
            kind=DeliveryKind.MORNING,
            channel=channel,
            local_day=day,
            state=DeliveryState.WAITING if account_id in due else DeliveryState.LAPSED,
            next_try_at=now,  # or this very sweep would leave it to the next one
        )
        for account_id in account_ids
        for channel in (on[account_id] if account_id in due else on[account_id][:1])
    ]
    with transaction.atomic():
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    return len(account_ids)


def _with_something_due(account_ids: Iterable[int], day: date) -> QuerySet[User]:
    """Those worth a look: what really is to be said is judged when each delivery is claimed, after planning."""
    due = FollowUp.objects.due_by(day).audible().filter(person__owner=OuterRef("pk"), person__deleted_at__isnull=True)
    unplanned = still_to_plan(day).filter(owner=OuterRef("pk"))
    return User.objects.filter(Exists(due) | Exists(unplanned), pk__in=account_ids)
