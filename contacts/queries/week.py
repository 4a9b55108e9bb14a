"""The week ahead on Today: what is planned, whose turn comes, what is held, and the days off."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, Value, When
from django.utils.formats import date_format

from contacts.models import FollowUp, Person, User
from contacts.queries.today import STANDING_FAVOUR
from contacts.vocabulary import NUDGES, FollowUpKind
from contacts.wording_due import joined

WEEK_DAYS = 7
NAMES_A_DAY = 3


@dataclass(frozen=True, slots=True)
class Planned:
    """``who`` is role and firm where somebody else of the account has the same name; empty otherwise."""

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


def shown_on(coming: Mapping[int, date] | None = None) -> Case:
    """The day a follow-up turns up, for the database: that of its turn in ``coming``, where nudges wait for theirs;
    else the end of its snooze, else the day it is due.
    """
    turns: dict[date, list[int]] = defaultdict(list)
    for key, on in (coming or {}).items():
        turns[on].append(key)
    return Case(
        *(When(pk__in=keys, then=Value(on)) for on, keys in turns.items()),
        When(snoozed_until__isnull=False, then=F("snoozed_until")),
        default=F("due_on"),
        output_field=DateField(),
    )


def week_ahead(
    account: User, on: date, *, held: Mapping[date, list[tuple[UUID, str]]], coming: Mapping[int, date]
) -> tuple[Ahead, ...]:
    """The seven days after ``on``. ``held`` are the events of each day; ``coming`` says on which day a nudge has its
    turn: others than these wait, and stand on no day.
    """
    planned = _planned(account, on, coming)
    if not planned and not any(on < day for day in held):
        return ()
    days = [on + timedelta(days=n) for n in range(1, WEEK_DAYS + 1)]
    return tuple(_ahead(days, planned, held, account.working_weekdays))


def _planned(account: User, on: date, coming: Mapping[int, date]) -> dict[date, list[Planned]]:
    last = on + timedelta(days=WEEK_DAYS)
    namesakes = Person.objects.owned_by(account).filter(name=OuterRef("person__name")).exclude(pk=OuterRef("person"))
    needs_no_leave = ~Q(kind__in=sorted(NUDGES)) | Q(released_on__isnull=False)
    rows = (
        FollowUp.objects.owned_by(account)
        .audible()
        .open()
        .filter(STANDING_FAVOUR)
        .annotate(turns_up_on=shown_on(), has_namesake=Exists(namesakes))
        .filter(Q(needs_no_leave, turns_up_on__gt=on, turns_up_on__lte=last) | Q(pk__in=list(coming)))
        .order_by("turns_up_on", "pk")
        .values_list(
            *("pk", "turns_up_on", "person__public_id", "person__name", "kind", "has_namesake"),
            *("person__role", "person__organisation"),
        )
    )
    planned: dict[date, list[Planned]] = defaultdict(list)
    for pk, turns_up_on, public_id, name, kind, has_namesake, *who in rows:
        told_apart_by = joined(who) if has_namesake else ""
        planned[coming.get(pk, turns_up_on)].append(Planned(public_id, name, FollowUpKind(kind), told_apart_by))
    return planned


def _ahead(
    days: Iterable[date],
    planned: Mapping[date, list[Planned]],
    held: Mapping[date, list[tuple[UUID, str]]],
    working_days: frozenset[int],
) -> Iterable[Ahead]:
    """Days with something on them; free days that are days off, those in a row as one; other empty days not at all."""
    off: list[date] = []
    for day in days:
        people, events = planned.get(day, []), held.get(day, [])
        is_empty = not people and not events
        if is_empty and day.weekday() not in working_days:
            off.append(day)
            continue
        if off:
            yield _off(off)
            off = []
        if not is_empty:
            named = people[:NAMES_A_DAY]
            yield Ahead(date_format(day, "D j"), tuple(named), tuple(events), len(people) - len(named))
    if off:
        yield _off(off)


def _off(days: list[date]) -> Ahead:
    return Ahead(joined(date_format(day, "D") for day in days), (), (), more=0, days=len(days))
