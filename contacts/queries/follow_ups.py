"""Every open follow-up by day: the page behind Today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q, QuerySet

from contacts.models import Contact, Exchange, FollowUp, Interaction, Standing, User
from contacts.models.follow_ups import FollowUpQuerySet
from contacts.queries.nudges import NudgeBoard, nudge_board
from contacts.queries.open_follow_ups import STANDING_FAVOUR
from contacts.queries.standings import last_in_touch_precision
from contacts.queries.today import PROMISES, text_of, turn_before
from contacts.queries.week import WEEK_DAYS, shown_on
from contacts.queries.why import Why, repeats_of, why_now
from contacts.rules.names import fold
from contacts.vocabulary import NUDGES, Channel, FollowUpKind, Reason

PAGE_SIZE = 50
KINDS: dict[str, tuple[FollowUpKind, ...]] = {
    "promises": (FollowUpKind.PROMISE_MINE, FollowUpKind.PROMISE_THEIRS),
    "first": (FollowUpKind.FIRST,),
    "thanks": (FollowUpKind.THANK, FollowUpKind.OUTCOME),
    "keep_in_touch": (FollowUpKind.KEEP_IN_TOUCH,),
    "no_ask": (FollowUpKind.NO_ASK,),
    "dates": (FollowUpKind.DATE,),
    "reminders": (FollowUpKind.REMINDER,),
}
SORTS = {"day": ("turns_up_on", "pk"), "name": ("person__search_name", "turns_up_on", "pk")}


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One line of the list. ``turns_up_on`` is the end of the snooze, else the day it is due; of a nudge the day of its
    turn where that is foreseen for the week ahead, ``is_about`` where it is later than the day it is wanted.

    ``waits``: it is due, and the week's budget has not let it through; ``is_later``: it is wanted in the week ahead,
    and has no turn in it. ``repeats`` says how a reminder comes back; ``about`` why it is there.
    """

    public_id: UUID
    person_id: int
    person_public_id: UUID
    name: str
    first_name: str
    also_known_as: str
    is_contact: bool
    kind: FollowUpKind
    reason: Reason
    about: Why
    text: str
    due_on: date
    turns_up_on: date
    days_late: int
    is_to_come: bool
    waits: bool
    is_about: bool
    is_later: bool
    snoozed_until: date | None
    repeats: str
    exchange_public_id: UUID | None

    @property
    def is_promise(self) -> bool:
        return self.kind in PROMISES

    @property
    def is_nudge(self) -> bool:
        return self.kind in NUDGES


@dataclass(frozen=True, slots=True)
class FollowUpCounts:
    """How many open ones there are of each sort, under the search."""

    all: int
    promises: int
    first: int
    thanks: int
    keep_in_touch: int
    no_ask: int
    dates: int
    reminders: int
    waiting: int
    snoozed: int


@dataclass(frozen=True, slots=True)
class FollowUpList:
    rows: tuple[FollowUpRow, ...]
    page: Page[FollowUp]
    counts: FollowUpCounts


def follow_up_list(
    account: User, today: date, *, show: str = "all", text: str = "", sort: str = "day", page_number: int = 1
) -> FollowUpList:
    """One page of the open follow-ups. ``show`` is ``all``, ``snoozed``, ``waiting`` or a key of `KINDS`."""
    board = nudge_board(account, today, ahead=WEEK_DAYS)
    rows = _open(account, board)
    for word in fold(text).split():
        rows = rows.filter(person__search_name__contains=word)
    snoozed, waiting = Q(snoozed_until__gt=today), _waits(board, today)
    counts = FollowUpCounts(
        **rows.aggregate(
            all=Count("pk"),
            snoozed=Count("pk", filter=snoozed),
            waiting=Count("pk", filter=waiting),
            **{key: Count("pk", filter=Q(kind__in=kinds)) for key, kinds in KINDS.items()},
        )
    )
    if show == "snoozed":
        rows = rows.filter(snoozed)
    elif show == "waiting":
        rows = rows.filter(waiting)
    elif show in KINDS:
        rows = rows.filter(kind__in=KINDS[show])
    page = Paginator(_with_why(rows).order_by(*SORTS[sort]), PAGE_SIZE).get_page(page_number)
    shown = list(page.object_list)
    asked_on = _asked_on(shown)
    lines = tuple(_row(row, today, board, asked_on) for row in shown)
    return FollowUpList(rows=lines, page=page, counts=counts)


def _waits(board: NudgeBoard, today: date) -> Q:
    """Nudges that are due and not through."""
    due = Q(kind__in=sorted(NUDGES), due_on__lte=today) & (Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=today))
    return due & ~Q(pk__in=board.shown)


def follow_up_row(account: User, today: date, *, follow_up_id: int) -> FollowUpRow | None:
    """One line anew; None when it is closed."""
    board = nudge_board(account, today, ahead=WEEK_DAYS)
    row = _with_why(_open(account, board)).filter(pk=follow_up_id).first()
    return _row(row, today, board, _asked_on([row])) if row else None


def is_still_due(account: User, follow_up: FollowUp, *, on: date) -> bool:
    """Whether anything else about that person is on Today by that day."""
    due = list(_others(account, follow_up).due_by(on).values_list("pk", "kind"))
    if all(kind in NUDGES for _pk, kind in due):
        return bool(due) and not nudge_board(account, on).shown.isdisjoint(pk for pk, _kind in due)
    return True


def next_of_person(account: User, follow_up: FollowUp, *, today: date) -> date | None:
    """The day on which the next of what else is open about that person turns up; None where nothing is."""
    board = nudge_board(account, today, ahead=WEEK_DAYS)
    first: date | None = _others(account, follow_up).open().aggregate(on=Min(shown_on(board.coming)))["on"]
    return first


def _others(account: User, follow_up: FollowUp) -> FollowUpQuerySet:
    others = FollowUp.objects.owned_by(account).audible().filter(STANDING_FAVOUR, person=follow_up.person_id)
    return others.exclude(pk=follow_up.pk)


def last_channel(person_id: int) -> Channel | None:
    """Over what somebody was last in touch; None where they never were."""
    talks = Interaction.objects.filter(person=person_id).in_touch().newest_first()
    channel = talks.values_list("channel", flat=True).first()
    return Channel(channel) if channel else None


def _open(account: User, board: NudgeBoard) -> QuerySet[FollowUp]:
    open_ones = FollowUp.objects.owned_by(account).audible().open()
    return open_ones.filter(STANDING_FAVOUR).annotate(turns_up_on=shown_on(board.coming))


def _with_why(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """With all that the reasons of a row are said from."""
    along = rows.select_related(
        "person__contact__circle", "person__contact__founded_on", "person__contact__standing__last_in_touch"
    )
    return along.select_related("exchange", "important_date").annotate(closed_before=turn_before())


def _asks_quoted(row: FollowUp) -> list[int]:
    """The asks that E-30 quotes, where the row is about them."""
    standing: Standing | None = getattr(getattr(row.person, "contact", None), "standing", None)
    return standing.ask_only_asks if standing and row.kind == FollowUpKind.NO_ASK else []


def _asked_on(rows: Iterable[FollowUp]) -> dict[int, date]:
    """The days of all asks that these rows quote; no query where none does."""
    keys = {key for row in rows for key in _asks_quoted(row)}
    return dict(Exchange.objects.filter(pk__in=keys).values_list("pk", "opened_on")) if keys else {}


def _why(row: FollowUp, today: date, asked_on: Mapping[int, date]) -> Why:
    contact: Contact | None = getattr(row.person, "contact", None)
    standing: Standing | None = getattr(contact, "standing", None)
    return why_now(
        row,
        person=row.person,
        contact=contact,
        today=today,
        last_on=standing.last_in_touch_on if standing else None,
        last_precision=last_in_touch_precision(standing),
        closed_on=row.closed_before,  # type: ignore[attr-defined]
        asked_on=tuple(asked_on[key] for key in _asks_quoted(row) if key in asked_on),
    )


def _row(row: FollowUp, today: date, board: NudgeBoard, asked_on: Mapping[int, date]) -> FollowUpRow:
    kind = FollowUpKind(row.kind)
    turn = board.coming.get(row.pk)
    turns_up_on = row.due_on if kind in PROMISES else turn or row.shown_on
    asks_for_leave = kind in NUDGES and row.released_on is None
    return FollowUpRow(
        public_id=row.public_id,
        person_id=row.person_id,
        person_public_id=row.person.public_id,
        name=row.person.name,
        first_name=row.person.first_name,
        also_known_as=row.person.also_known_as,
        is_contact=row.person.is_contact,
        kind=kind,
        reason=Reason(row.reason),
        about=_why(row, today, asked_on),
        text=text_of(row),
        due_on=row.due_on,
        turns_up_on=turns_up_on,
        days_late=max(0, (today - turns_up_on).days),
        is_to_come=turns_up_on > today,
        waits=kind in NUDGES and row.shown_on <= today and row.pk not in board.shown,
        is_about=turn is not None and turn > row.shown_on,
        is_later=asks_for_leave and turn is None and today < row.shown_on <= today + timedelta(days=WEEK_DAYS),
        snoozed_until=row.snoozed_until if row.snoozed_until and row.snoozed_until > today else None,
        repeats=repeats_of(row),
        exchange_public_id=row.exchange.public_id if row.exchange else None,
    )
