"""When the next digest comes, how the last ones fared, and whether anybody is there to send them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce, Least
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.models import Delivery, Heartbeat, Person, User
from contacts.models.accounts import weekdays
from contacts.vocabulary import ChannelKind, DeliveryKind, DeliveryState
from contacts.wording_due import capitalised, weekdays_phrase

DELIVERIES_SHOWN = 10
SWEEPS = ("digests", "follow_ups", "imports", "exports")
SILENT_AFTER = timedelta(minutes=10)
STILL_GOING = frozenset({DeliveryState.WAITING, DeliveryState.SENDING})


@dataclass(frozen=True, slots=True)
class Morning:
    """The next digest on the account's clock. ``at`` is None where no day is chosen; ``on`` is then tomorrow."""

    on: date
    at: time | None
    day_words: str
    days: str
    zone: str
    paused_until: date | None


@dataclass(frozen=True, slots=True)
class Sent:
    """One delivery as its list shows it. ``at`` is when it was sent, else when it was made, on the account's clock.

    ``next_try_at`` is known after a try that failed.
    """

    public_id: UUID
    kind: DeliveryKind
    channel: ChannelKind
    state: DeliveryState
    at: datetime
    attempts: int
    next_try_at: datetime | None
    error: str

    @property
    def is_going(self) -> bool:
        return self.state in STILL_GOING


def next_morning(account: User, now: datetime) -> Morning:
    """The first digest after ``now``: a chosen day, its hour still to come, and not within a pause."""
    local = account.local(now)
    today = local.date()
    days = weekdays(account.digest_days)
    paused_until = account.paused_until if account.paused_until and account.paused_until > today else None
    on = max(today, paused_until or today)
    if on == today and local.time() >= account.digest_at:
        on += timedelta(days=1)
    while days and on.weekday() not in days:
        on += timedelta(days=1)
    if not days:
        on = today + timedelta(days=1)
    return Morning(
        on=on,
        at=account.digest_at if days else None,
        day_words=_day_words(on, today),
        days=weekdays_phrase(days) if days else "",
        zone=account.time_zone.replace("_", " "),
        paused_until=paused_until,
    )


def _day_words(on: date, today: date) -> str:
    near = {0: _("Today"), 1: _("Tomorrow")}
    return near.get((on - today).days) or capitalised(date_format(on, "l j F"))


def sweeps_silent_since(now: datetime) -> datetime | None:
    """Since when one of the sweeps that planning, digests, imports and exports hang on has not run to its end; None
    while all is well.

    One that never did is silent since the first account was opened.
    """
    swept_at = User.objects.order_by("pk").values_list(last_swept(), flat=True).first()
    return silent_since(swept_at or _beats().values_list("at", flat=True).first(), now)


def last_swept() -> Least:
    """When the sweep that has been silent for longest ran to its end, as an expression beside any row."""
    opened = Subquery(User.objects.order_by("pk").values("joined_at")[:1])
    return Least(*(Coalesce(Subquery(_beats().filter(name=name).values("at")), opened) for name in SWEEPS))


def silent_since(swept_at: datetime | None, now: datetime) -> datetime | None:
    """As `sweeps_silent_since`, where `last_swept` was read along with something else."""
    return swept_at if swept_at is not None and swept_at < now - SILENT_AFTER else None


def _beats() -> QuerySet[Heartbeat]:
    beats: QuerySet[Heartbeat] = Heartbeat.objects.filter(name__in=SWEEPS).order_by("at")
    return beats


def still_to_plan(day: date) -> QuerySet[Person]:
    """On whom the planning of that local day of their owner has still to look."""
    people: QuerySet[Person] = Person.objects.filter(plan_on__lte=day)
    return people


def last_deliveries(account: User) -> tuple[Sent, ...]:
    """The newest digests first; mornings with nothing due are none."""
    rows = Delivery.objects.filter(account=account).exclude(state=DeliveryState.LAPSED).order_by("-created_at", "-pk")
    fields = rows.defer("message")[:DELIVERIES_SHOWN]
    return tuple(
        Sent(
            public_id=row.public_id,
            kind=DeliveryKind(row.kind),
            channel=ChannelKind(row.channel),
            state=DeliveryState(row.state),
            at=account.local(row.sent_at or row.created_at),
            attempts=row.attempts,
            next_try_at=account.local(row.next_try_at) if row.state == DeliveryState.WAITING and row.error else None,
            error=row.error,
        )
        for row in fields
    )
