"""What Today shows around its list: what to finish and to debrief, who is at the door, which flags are up, the week."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django.db.models import Case, Count, DateField, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.formats import date_format

from contacts.models import Event, FollowUp, Interaction, Person, Standing, User
from contacts.queries.today import STANDING_FAVOUR, DueList, due_list
from contacts.vocabulary import FollowUpKind
from contacts.wording_due import joined

PEOPLE_SHOWN = 20
DOOR_SHOWN = 3
FLAGS_SHOWN = 3
WEEK_DAYS = 7
NAMES_A_DAY = 3


@dataclass(frozen=True, slots=True)
class Debrief:
    """An event of today or yesterday that nobody is logged for yet."""

    public_id: UUID
    name: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    public_id: UUID
    name: str
    also_known_as: str
    who: str


@dataclass(frozen=True, slots=True)
class Flag:
    """E-30 is up for this contact since that day; the person's page quotes the asks."""

    public_id: UUID
    name: str
    since: date
    asks: int


@dataclass(frozen=True, slots=True)
class Planned:
    public_id: UUID
    name: str
    kind: FollowUpKind
    who: str = ""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day of the week ahead, or ``days`` days off in a row. ``more`` counts the follow-ups beyond those named."""

    label: str
    planned: tuple[Planned, ...]
    events: tuple[tuple[UUID, str], ...]
    more: int
    days: int = 1

    @property
    def is_free(self) -> bool:
        return not self.planned and not self.events


@dataclass(frozen=True, slots=True)
class Day:
    """Everything on Today. ``knows_anybody`` is false on the very first day."""

    on: date
    due: DueList
    to_finish: int
    debrief: Debrief | None
    door: tuple[AtTheDoor, ...]
    door_count: int
    flags: tuple[Flag, ...]
    flag_count: int
    week: tuple[Ahead, ...]
    knows_anybody: bool
    has_contacts: bool


def the_day(account: User, on: date) -> Day:
    """What one account sees on one local day; a fixed number of queries whatever the rows."""
    due = due_list(account, on, limit=PEOPLE_SHOWN)
    counts = _counts(account)
    events = _events_around(account, on)
    return Day(
        on=on,
        due=due,
        to_finish=counts["to_finish"],
        debrief=_debrief(events, on),
        door=_door(account) if counts["door"] else (),
        door_count=counts["door"],
        flags=_flags(account) if counts["flags"] else (),
        flag_count=counts["flags"],
        week=_week(account, on, events),
        knows_anybody=bool(counts["door"] or counts["contacts"]),
        has_contacts=bool(counts["contacts"]),
    )


def _counts(account: User) -> dict[str, int]:
    """How many there are of what the page only counts, in one query."""
    people = Person.objects.owned_by(account)
    counted: dict[str, QuerySet[Any]] = {
        "door": people.at_the_door(),
        "contacts": people.contacts(),
        "flags": people.filter(contact__standing__ask_only_since__isnull=False),
        "to_finish": Interaction.objects.owned_by(account).unfinished(),
    }
    numbers = {key: _number_of(rows) for key, rows in counted.items()}
    return cast("dict[str, int]", User.objects.filter(pk=account.pk).values(**numbers).get())


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    grouped = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(grouped), 0)


def _events_around(account: User, on: date) -> list[tuple[UUID, str, date, bool]]:
    logged = Interaction.objects.filter(event=OuterRef("pk"))
    return list(
        Event.objects.owned_by(account)
        .filter(happened_on__range=(on - timedelta(days=1), on + timedelta(days=WEEK_DAYS)))
        .annotate(is_logged=Exists(logged))
        .order_by("happened_on", "pk")
        .values_list("public_id", "name", "happened_on", "is_logged")
    )


def _debrief(events: Iterable[tuple[UUID, str, date, bool]], on: date) -> Debrief | None:
    waiting = [event for event in events if event[2] <= on and not event[3]]
    if not waiting:
        return None
    public_id, name, happened_on, _is_logged = waiting[0]
    return Debrief(public_id, name, is_today=happened_on == on)


def _door(account: User) -> tuple[AtTheDoor, ...]:
    newest = Person.objects.owned_by(account).at_the_door().order_by("-created_at", "-pk")[:DOOR_SHOWN]
    return tuple(
        AtTheDoor(person.public_id, person.name, person.also_known_as, joined([person.role, person.organisation]))
        for person in newest
    )


def _flags(account: User) -> tuple[Flag, ...]:
    up = Standing.objects.filter(
        contact__person__owner=account, contact__person__deleted_at__isnull=True, ask_only_since__isnull=False
    ).order_by("ask_only_since", "pk")[:FLAGS_SHOWN]
    rows = up.values_list("contact__person__public_id", "contact__person__name", "ask_only_since", "ask_only_asks")
    return tuple(Flag(public_id, name, since, len(asks)) for public_id, name, since, asks in rows if since)


def shown_on() -> Case:
    """The day a follow-up turns up, for the database: the end of its snooze, else the day it is due."""
    return Case(
        When(snoozed_until__isnull=False, then=F("snoozed_until")), default=F("due_on"), output_field=DateField()
    )


def _week(account: User, on: date, events: Iterable[tuple[UUID, str, date, bool]]) -> tuple[Ahead, ...]:
    last = on + timedelta(days=WEEK_DAYS)
    rows = (
        FollowUp.objects.owned_by(account)
        .open()
        .filter(STANDING_FAVOUR)
        .annotate(turns_up_on=shown_on())
        .filter(turns_up_on__gt=on, turns_up_on__lte=last)
        .order_by("turns_up_on", "pk")
        .values_list("turns_up_on", "person__public_id", "person__name", "kind", "person__role", "person__organisation")
    )
    planned: dict[date, list[Planned]] = defaultdict(list)
    for day, public_id, name, kind, *who in rows:
        planned[day].append(Planned(public_id, name, FollowUpKind(kind), joined(who)))
    held: dict[date, list[tuple[UUID, str]]] = defaultdict(list)
    for public_id, name, day, _is_logged in events:
        held[day].append((public_id, name))
    if not planned and not any(on < day for day in held):
        return ()
    shared = _shared_names(account, planned.values())
    for day, people in planned.items():
        planned[day] = [one if one.name in shared else replace(one, who="") for one in people[:NAMES_A_DAY]] + people[
            NAMES_A_DAY:
        ]
    days = [on + timedelta(days=n) for n in range(1, WEEK_DAYS + 1)]
    return tuple(_ahead(days, planned, held, account.working_weekdays))


def _shared_names(account: User, days: Iterable[list[Planned]]) -> set[str]:
    """Which of the names shown belong to more than one person of the account."""
    names = {one.name for people in days for one in people[:NAMES_A_DAY]}
    held = Person.objects.owned_by(account).filter(name__in=names).order_by().values_list("name")
    return set(held.annotate(number=Count("pk")).filter(number__gt=1).values_list("name", flat=True))


def _ahead(
    days: Iterable[date],
    planned: dict[date, list[Planned]],
    held: dict[date, list[tuple[UUID, str]]],
    working_days: frozenset[int],
) -> Iterable[Ahead]:
    """Days with something on them; free days that are days off, those in a row as one; other empty days not at all."""
    off: list[date] = []
    for day in days:
        is_empty = not planned[day] and not held[day]
        if is_empty and day.weekday() not in working_days:
            off.append(day)
            continue
        if off:
            yield _off(off)
            off = []
        if not is_empty:
            named, events = planned[day][:NAMES_A_DAY], held[day]
            yield Ahead(date_format(day, "D j"), tuple(named), tuple(events), len(planned[day]) - len(named))
    if off:
        yield _off(off)


def _off(days: list[date]) -> Ahead:
    return Ahead(joined(date_format(day, "D") for day in days), (), (), more=0, days=len(days))
