"""What Today shows around its list: what to finish and to debrief, who is at the door, which flags are up, whom to let
rest, and how the house is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

from contacts.models import Event, FollowUp, Interaction, Mute, Person, Standing, User
from contacts.models.follow_ups import FollowUpQuerySet
from contacts.models.notifications import Notification
from contacts.queries.channels import SwitchedOff, switched_off, why_switched_off
from contacts.queries.material import Material
from contacts.queries.mornings import last_swept
from contacts.queries.nudges import judge_board, reckoned_from, takes_a_place
from contacts.queries.open_follow_ups import STANDING_FAVOUR, open_rows
from contacts.queries.resting import UnansweredTouch, rest_proposal, touches_shown
from contacts.queries.today import DueList, list_of, queue_up, told_in_full
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
    first_name: str
    count: int
    touches: tuple[UnansweredTouch, ...]


@dataclass(frozen=True, slots=True)
class Nudges:
    """How many nudges wait for their turn, and how many a week come through."""

    waiting: int
    a_week: int


@dataclass(frozen=True, slots=True)
class Day:
    """Everything on Today. ``knows_anybody`` is false on the very first day; ``unseen`` counts notifications not yet
    looked at, but for those of the morning's digest; ``swept_at`` (UTC) is from `last_swept`.
    """

    on: date
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
    has_contacts: bool

    @property
    def rests_left(self) -> int:
        return self.rest_count - len(self.rests)


def the_day(account: User, on: date) -> Day:
    """What one account sees on one local day; a fixed number of queries whatever the rows."""
    counts = _counts(account, on)
    rows = open_rows(_until(account, on + timedelta(days=WEEK_DAYS)))
    board = judge_board(account, on, rows, used=counts["nudges_used"], ahead=WEEK_DAYS)
    due = [row for row in rows if row.is_due_by(on) and (not row.is_nudge or row.key in board.shown)]
    queue = queue_up(due, on, limit=PEOPLE_SHOWN)
    planned = plan_week(rows, on, coming=board.coming)
    found = told_in_full([*queue.keys, *named(planned)])
    events = _events_around(account, on)
    flags, rests, flag_count, rest_count = _to_say(account, on)
    quoting = {key for standing in rests for key in touches_shown(standing)}
    material = Material(account, list(queue.chosen), on, quoting=quoting)
    return Day(
        on=on,
        due=list_of(queue, found, material),
        nudges=Nudges(board.waiting, account.numbers.nudges_a_week),
        to_finish=counts["to_finish"],
        debrief=_debrief(events, on),
        door=_door(account) if counts["door"] else (),
        door_count=counts["door"],
        flags=_flags(flags),
        flag_count=flag_count,
        rests=_rests(rests, material.quoted),
        rest_count=rest_count,
        week=week_ahead(account, on, held=_held(events), planned=planned, found=found),
        unseen=counts["unseen"],
        channels_off=switched_off(counts),
        swept_at=counts["swept_at"],
        knows_anybody=bool(counts["door"] or counts["contacts"]),
        has_contacts=bool(counts["contacts"]),
    )


def _until(account: User, last: date) -> FollowUpQuerySet:
    """What speaks on that day or before."""
    return FollowUp.objects.owned_by(account).audible().due_by(last).filter(STANDING_FAVOUR)


def _counts(account: User, on: date) -> dict[str, Any]:
    """How many there are of what the page only counts, and what else fits one row of the account, in one query."""
    people = Person.objects.owned_by(account)
    counted: dict[str, QuerySet[Any]] = {
        "door": _audible(people.at_the_door()),
        "nudges_used": takes_a_place(reckoned_from(account, on)).filter(person__owner=account),
        "to_finish": Interaction.objects.owned_by(account).unfinished(),
        # The morning's digest says what this page says.
        "unseen": Notification.objects.filter(account=account, seen_at__isnull=True).filter(
            Q(delivery__isnull=True) | ~Q(delivery__kind=DeliveryKind.MORNING)
        ),
    }
    numbers = {key: _number_of(rows) for key, rows in counted.items()}
    told = {"contacts": Exists(people.contacts()), "swept_at": last_swept(), **why_switched_off()}
    return dict(User.objects.filter(pk=account.pk).values(**numbers, **told).get())


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


def _to_say(account: User, on: date) -> tuple[list[Standing], list[Standing], int, int]:
    """The standings behind the first flags and the first rests to propose, and how many there are of each. One query.

    Of contacts that the product may speak of that day: nobody at rest, and nobody for whom the rule is muted. The
    oldest flags come first; of the rests those with the most touches.
    """
    speaks = Q(contact__resting_since__isnull=True) | Q(contact__resting_until__lte=on)
    rows = Standing.objects.filter(
        speaks,
        contact__person__owner=account,
        contact__person__deleted_at__isnull=True,
        contact__person__archived_at__isnull=True,
        contact__person__deceased=False,
    )
    is_flag = Q(ask_only_since__isnull=False) & ~Q(_is_muted(account, Reason.ASK_ONLY))
    is_rest = Q(unanswered__gte=account.numbers.rest_after) & ~Q(_is_muted(account, Reason.KEEP_IN_TOUCH))
    rows = rows.annotate(is_flag=is_flag, is_rest=is_rest).filter(Q(is_flag=True) | Q(is_rest=True))
    rows = rows.annotate(
        flag_place=Window(RowNumber(), partition_by="is_flag", order_by=["ask_only_since", "pk"]),
        rest_place=Window(RowNumber(), partition_by="is_rest", order_by=["-unanswered", "pk"]),
        flags=Window(Count("pk", filter=Q(is_flag=True))),
        rests=Window(Count("pk", filter=Q(is_rest=True))),
    )
    first = Q(is_flag=True, flag_place__lte=FLAGS_SHOWN) | Q(is_rest=True, rest_place__lte=RESTS_SHOWN)
    found: list[Any] = list(rows.filter(first).select_related("contact__person"))
    flags = sorted((row for row in found if row.is_flag), key=lambda row: row.flag_place)[:FLAGS_SHOWN]
    rests = sorted((row for row in found if row.is_rest), key=lambda row: row.rest_place)[:RESTS_SHOWN]
    return flags, rests, found[0].flags if found else 0, found[0].rests if found else 0


def _is_muted(account: User, rule: Reason) -> Exists:
    """Whether a rule is muted, for everybody or for the person of a standing."""
    for_them = Q(person__isnull=True) | Q(person=OuterRef("contact__person"))
    return Exists(Mute.objects.filter(for_them, owner=account, rule=rule))


def _flags(rows: Iterable[Standing]) -> tuple[Flag, ...]:
    flags = []
    for row in rows:
        if row.ask_only_since:
            person = row.contact.person
            flags.append(Flag(person.public_id, person.name, row.ask_only_since, len(row.ask_only_asks)))
    return tuple(flags)


def _rests(rows: Iterable[Standing], quoted: Mapping[int, Interaction]) -> tuple[Rest, ...]:
    rests = []
    for row in rows:
        person, proposal = row.contact.person, rest_proposal(row, quoted)
        rests.append(
            Rest(
                public_id=person.public_id,
                name=person.name,
                also_known_as=person.also_known_as,
                first_name=person.first_name,
                count=proposal.count,
                touches=proposal.touches,
            )
        )
    return tuple(rests)
