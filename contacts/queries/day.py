"""What Today shows around its list: what to finish and to debrief, who is at the door, which flags are up, whom to let
rest, and how the house is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from contacts.models import Event, FollowUp, Interaction, Mute, Person, Standing, User
from contacts.models.notifications import Notification
from contacts.queries.channels import SwitchedOff, switched_off, why_switched_off
from contacts.queries.material import Material
from contacts.queries.mornings import last_swept
from contacts.queries.nudges import NudgeBoard, judge_board, reckoned_from, takes_a_place
from contacts.queries.open_follow_ups import STANDING_FAVOUR, OpenRow, open_rows
from contacts.queries.resting import TOUCHES_SHOWN, UnansweredTouch, touches_shown
from contacts.queries.today import DueList, Queue, list_of, queue_up, told_in_full
from contacts.queries.week import WEEK_DAYS, Ahead, named, plan_week, week_ahead
from contacts.vocabulary import DeliveryKind, Reason
from contacts.wording_due import joined

PEOPLE_SHOWN = 20
DOOR_SHOWN = 3
FLAGS_SHOWN = 3
RESTS_SHOWN = 3


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
class Rest:
    """Somebody who answered none of the last ``count`` touches; the newest of them, newest first (E-35)."""

    public_id: UUID
    name: str
    also_known_as: str
    count: int
    touches: tuple[UnansweredTouch, ...]


@dataclass(frozen=True, slots=True)
class Nudges:
    """How many nudges wait for their turn, and how many a week come through."""

    waiting: int
    a_week: int


@dataclass(frozen=True, slots=True)
class DayHead:
    """How much the day holds. ``late_people`` are those among the people shown to whom a promise is late."""

    people: int
    late_people: int
    late_promises: int
    has_contacts: bool


@dataclass(frozen=True, slots=True)
class Day:
    """Everything on Today. ``knows_anybody`` is false on the very first day; ``unseen`` counts notifications not yet
    looked at, but for those of the morning's digest; ``swept_at`` (UTC) is from `last_swept`.
    """

    on: date
    head: DayHead
    due: DueList
    nudges: Nudges
    to_finish: int
    debrief: Debrief | None
    door: tuple[AtTheDoor, ...]
    door_count: int
    flags: tuple[Flag, ...]
    flag_count: int
    rests: tuple[Rest, ...]
    rest_count: int
    week: tuple[Ahead, ...]
    unseen: int
    channels_off: tuple[SwitchedOff, ...]
    swept_at: datetime | None
    knows_anybody: bool

    @property
    def rests_left(self) -> int:
        return self.rest_count - len(self.rests)


class _Spoken(NamedTuple):
    """What a flag and a rest are told from."""

    public_id: UUID
    name: str
    also_known_as: str
    is_flag: bool
    since: date | None
    asks: list[int]
    is_rest: bool
    unanswered: int
    touches: list[int]


def the_day(account: User, on: date) -> Day:
    """What one account sees on one local day; a fixed number of queries whatever the rows."""
    counts = _counts(account, _head_counted(account, on) | _counted(account))
    rows, board, queue = _outlook(account, on, used=counts["nudges_used"])
    planned = plan_week(rows, on, coming=board.coming)
    found = told_in_full([*queue.keys, *named(planned)])
    events = _events_around(account, on)
    spoken_of = _spoken_of(account, on)
    flags, rests = _flags(spoken_of), _rests(spoken_of)
    quoting = {key for row in rests[:RESTS_SHOWN] for key in row.touches[:TOUCHES_SHOWN]}
    material = Material(account, list(queue.chosen), on, quoting=quoting)
    return Day(
        on=on,
        head=_head(queue, counts),
        due=list_of(queue, found, material),
        nudges=Nudges(board.waiting, account.numbers.nudges_a_week),
        to_finish=counts["to_finish"],
        debrief=_debrief(events, on),
        door=_door(account) if counts["door"] else (),
        door_count=counts["door"],
        flags=flags[:FLAGS_SHOWN],
        flag_count=len(flags),
        rests=tuple(_rest(row, material.quoted) for row in rests[:RESTS_SHOWN]),
        rest_count=len(rests),
        week=week_ahead(account, on, held=_held(events), planned=planned, found=found),
        unseen=counts["unseen"],
        channels_off=switched_off(counts),
        swept_at=counts["swept_at"],
        knows_anybody=bool(counts["door"] or counts["contacts"]),
    )


def the_head(account: User, on: date) -> DayHead:
    """The head of the day alone. Two queries."""
    counts = _counts(account, _head_counted(account, on))
    return _head(_outlook(account, on, used=counts["nudges_used"]).queue, counts)


def _head(queue: Queue, counts: Mapping[str, Any]) -> DayHead:
    return DayHead(
        people=queue.people,
        late_people=queue.late_people,
        late_promises=queue.late_promises,
        has_contacts=counts["contacts"],
    )


class _Outlook(NamedTuple):
    rows: list[OpenRow]
    board: NudgeBoard
    queue: Queue


def _outlook(account: User, on: date, *, used: int) -> _Outlook:
    """What speaks by the end of the week ahead, what of the nudges shows, and who is due. One query."""
    open_ones = FollowUp.objects.owned_by(account).audible().due_by(on + timedelta(days=WEEK_DAYS))
    rows = open_rows(open_ones.filter(STANDING_FAVOUR))
    board = judge_board(account, on, rows, used=used, ahead=WEEK_DAYS)
    due = (row for row in rows if row.is_due_by(on) and (not row.is_nudge or row.key in board.shown))
    return _Outlook(rows, board, queue_up(due, on, limit=PEOPLE_SHOWN))


def _counts(account: User, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What fits one row of the account, in one query."""
    return dict(User.objects.filter(pk=account.pk).values(**wanted).get())


def _head_counted(account: User, on: date) -> dict[str, Any]:
    used = takes_a_place(reckoned_from(account, on)).filter(person__owner=account)
    return {"nudges_used": _number_of(used), "contacts": Exists(Person.objects.owned_by(account).contacts())}


def _counted(account: User) -> dict[str, Any]:
    """How many there are of what the page only counts, why channels are off, and how the house is."""
    # The morning's digest says what this page says.
    is_news = Q(delivery__isnull=True) | ~Q(delivery__kind=DeliveryKind.MORNING)
    return {
        "door": _number_of(_audible(Person.objects.owned_by(account).at_the_door())),
        "to_finish": _number_of(Interaction.objects.owned_by(account).unfinished()),
        "unseen": _number_of(Notification.objects.filter(is_news, account=account, seen_at__isnull=True)),
        "swept_at": last_swept(),
        **why_switched_off(),
    }


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    grouped = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(grouped), 0)


def _audible(people: QuerySet[Person]) -> QuerySet[Person]:
    """Without the archived and the deceased."""
    return people.filter(archived_at__isnull=True, deceased=False)


def _events_around(account: User, on: date) -> list[tuple[UUID, str, date, bool]]:
    logged = Interaction.objects.filter(event=OuterRef("pk"))
    return list(
        Event.objects.owned_by(account)
        .filter(happened_on__range=(on - timedelta(days=1), on + timedelta(days=WEEK_DAYS)))
        .annotate(is_logged=Exists(logged))
        .order_by("happened_on", "pk")
        .values_list("public_id", "name", "happened_on", "is_logged")
    )


def _held(events: Iterable[tuple[UUID, str, date, bool]]) -> dict[date, list[tuple[UUID, str]]]:
    held: dict[date, list[tuple[UUID, str]]] = defaultdict(list)
    for public_id, name, day, _is_logged in events:
        held[day].append((public_id, name))
    return held


def _debrief(events: Iterable[tuple[UUID, str, date, bool]], on: date) -> Debrief | None:
    waiting = [event for event in events if event[2] <= on and not event[3]]
    if not waiting:
        return None
    public_id, name, happened_on, _is_logged = waiting[0]
    return Debrief(public_id, name, is_today=happened_on == on)


def _door(account: User) -> tuple[AtTheDoor, ...]:
    newest = _audible(Person.objects.owned_by(account).at_the_door()).order_by("-created_at", "-pk")[:DOOR_SHOWN]
    return tuple(
        AtTheDoor(person.public_id, person.name, person.also_known_as, joined([person.role, person.organisation]))
        for person in newest
    )


def _spoken_of(account: User, on: date) -> list[_Spoken]:
    """Whose flag is up, and who answered none of the last touches, of which there are enough to propose a rest.

    Of contacts that the product may speak of that day: nobody at rest, and nobody for whom the rule is muted. In a few
    columns, all of them: they are counted, and the first few shown.
    """
    is_flag, is_rest = Q(ask_only_since__isnull=False), Q(unanswered__gte=account.numbers.rest_after)
    awake = Q(contact__resting_since__isnull=True) | Q(contact__resting_until__lte=on)
    rows = Standing.objects.filter(
        is_flag | is_rest,
        awake,
        contact__person__owner=account,
        contact__person__deleted_at__isnull=True,
        contact__person__archived_at__isnull=True,
        contact__person__deceased=False,
    )
    rows = rows.annotate(
        is_flag=is_flag & ~Q(_is_muted(account, Reason.ASK_ONLY)),
        is_rest=is_rest & ~Q(_is_muted(account, Reason.KEEP_IN_TOUCH)),
    )
    columns = (
        *("contact__person__public_id", "contact__person__name", "contact__person__also_known_as"),
        *("is_flag", "ask_only_since", "ask_only_asks", "is_rest", "unanswered", "unanswered_touches"),
    )
    return [_Spoken._make(row) for row in rows.order_by("pk").values_list(*columns)]


def _is_muted(account: User, rule: Reason) -> Exists:
    """Whether a rule is muted, for everybody or for the person of a standing."""
    for_them = Q(person__isnull=True) | Q(person=OuterRef("contact__person"))
    return Exists(Mute.objects.filter(for_them, owner=account, rule=rule))


def _flags(rows: Iterable[_Spoken]) -> tuple[Flag, ...]:
    """The oldest first."""
    since = [(row.since, row) for row in rows if row.is_flag and row.since]
    since.sort(key=itemgetter(0))
    return tuple(Flag(row.public_id, row.name, day, len(row.asks)) for day, row in since)


def _rests(rows: Iterable[_Spoken]) -> list[_Spoken]:
    """Those with the most touches first."""
    return sorted((row for row in rows if row.is_rest), key=attrgetter("unanswered"), reverse=True)


def _rest(row: _Spoken, quoted: Mapping[int, Interaction]) -> Rest:
    touches = touches_shown(row.touches, quoted)
    return Rest(row.public_id, row.name, row.also_known_as, count=row.unanswered, touches=touches)
