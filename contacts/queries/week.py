"""The week ahead on Today: what is planned, whose turn comes, what is held, and the days off."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, DateField, F, Value, When
from django.utils.formats import date_format

from contacts.models import FollowUp, User
from contacts.queries.open_follow_ups import OpenRow
from contacts.vocabulary import FollowUpKind
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


def plan_week(rows: Iterable[OpenRow], on: date, *, coming: Mapping[int, date]) -> dict[date, list[int]]:
    """The keys of the follow-ups that turn up on each of the seven days after ``on``. No query.

    ``coming`` says on which day a nudge has its turn: others that ask for leave wait, and stand on no day.
    """
    last = on + timedelta(days=WEEK_DAYS)
    planned: dict[date, list[int]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.shown_on, row.key)):
        waits = row.is_nudge and row.released_on is None
        day = coming.get(row.key) if waits else row.shown_on
        if day is not None and on < day <= last:
            planned[day].append(row.key)
    return planned


def named(planned: Mapping[date, list[int]]) -> list[int]:
    """The keys of those that the week ahead names."""
    return [key for keys in planned.values() for key in keys[:NAMES_A_DAY]]


def week_ahead(
    account: User,
    on: date,
    *,
    held: Mapping[date, list[tuple[UUID, str]]],
    planned: Mapping[date, list[int]],
    found: Mapping[int, FollowUp],
) -> tuple[Ahead, ...]:
    """The seven days after ``on``, told from the rows found for those `named`. ``held`` are the events of each day."""
    if not planned and not any(on < day for day in held):
        return ()
    days = [on + timedelta(days=n) for n in range(1, WEEK_DAYS + 1)]
    lines = {day: [_planned(found[key]) for key in keys[:NAMES_A_DAY] if key in found] for day, keys in planned.items()}
    return tuple(_ahead(days, planned, lines, held, account.working_weekdays))


def _planned(row: FollowUp) -> Planned:
    person = row.person
    told_apart_by = joined([person.role, person.organisation]) if row.has_namesake else ""  # type: ignore[attr-defined]
    return Planned(person.public_id, person.name, FollowUpKind(row.kind), told_apart_by)


def _ahead(
    days: Iterable[date],
    planned: Mapping[date, list[int]],
    lines: Mapping[date, list[Planned]],
    held: Mapping[date, list[tuple[UUID, str]]],
    working_days: frozenset[int],
) -> Iterable[Ahead]:
    """Days with something on them; free days that are days off, those in a row as one; other empty days not at all."""
    off: list[date] = []
    for day in days:
        keys, events = planned.get(day, []), held.get(day, [])
        is_empty = not keys and not events
        if is_empty and day.weekday() not in working_days:
            off.append(day)
            continue
        if off:
            yield _off(off)
            off = []
        if not is_empty:
            people = tuple(lines.get(day, ()))
            yield Ahead(date_format(day, "D j"), people, tuple(events), max(0, len(keys) - NAMES_A_DAY))
    if off:
        yield _off(off)


def _off(days: list[date]) -> Ahead:
    return Ahead(joined(date_format(day, "D") for day in days), (), (), more=0, days=len(days))
