"""Every open follow-up by day: the page behind Today."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from contacts.models import FollowUp, Interaction, User
from contacts.queries.nudges import NudgeBoard, nudge_board
from contacts.queries.today import PROMISES, STANDING_FAVOUR, text_of
from contacts.queries.week import shown_on
from contacts.queries.why import repeats_of
from contacts.rules.names import fold
from contacts.vocabulary import NUDGES, Channel, FollowUpKind

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
    """One line of the list. ``turns_up_on`` is the end of the snooze, else the day it is due.

    ``waits``: the week's budget has not let this nudge through yet. ``repeats`` says how a reminder comes back.
    """

    public_id: UUID
    person_id: int
    person_public_id: UUID
    name: str
    also_known_as: str
    kind: FollowUpKind
    text: str
    due_on: date
    turns_up_on: date
    days_late: int
    is_to_come: bool
    waits: bool
    snoozed_until: date | None
    repeats: str
    exchange_public_id: UUID | None

    @property
    def is_promise(self) -> bool:
        return self.kind in PROMISES


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
    rows = _open(account)
    for word in fold(text).split():
        rows = rows.filter(person__search_name__contains=word)
    board = nudge_board(account, today)
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
    ordered = rows.select_related("person", "exchange", "important_date").order_by(*SORTS[sort])
    page = Paginator(ordered, PAGE_SIZE).get_page(page_number)
    lines = tuple(_row(row, today, board) for row in page.object_list)
    return FollowUpList(rows=lines, page=page, counts=counts)


def _waits(board: NudgeBoard, today: date) -> Q:
    """Nudges that are due and not through."""
    due = Q(kind__in=sorted(NUDGES), due_on__lte=today) & (Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=today))
    return due & ~Q(pk__in=board.shown)


def follow_up_row(account: User, today: date, *, follow_up_id: int) -> FollowUpRow | None:
    """One line anew; None when it is closed."""
    row = _open(account).select_related("person", "exchange", "important_date").filter(pk=follow_up_id).first()
    return _row(row, today, nudge_board(account, today)) if row else None


def has_others(account: User, follow_up: FollowUp, *, due_by: date | None) -> bool:
    """Whether anything else about that person is open: on Today by that day, or at all where it is None."""
    others = FollowUp.objects.owned_by(account).audible().filter(STANDING_FAVOUR, person=follow_up.person_id)
    others = others.exclude(pk=follow_up.pk)
    if due_by is None:
        return others.open().exists()
    due = list(others.due_by(due_by).values_list("pk", "kind"))
    if all(kind in NUDGES for _pk, kind in due):
        return bool(due) and not nudge_board(account, due_by).shown.isdisjoint(pk for pk, _kind in due)
    return True


def last_channel(person_id: int) -> Channel | None:
    """Over what somebody was last in touch; None where they never were."""
    talks = Interaction.objects.filter(person=person_id).in_touch().newest_first()
    channel = talks.values_list("channel", flat=True).first()
    return Channel(channel) if channel else None


def _open(account: User) -> QuerySet[FollowUp]:
    open_ones = FollowUp.objects.owned_by(account).audible().open()
    return open_ones.filter(STANDING_FAVOUR).annotate(turns_up_on=shown_on())


def _row(row: FollowUp, today: date, board: NudgeBoard) -> FollowUpRow:
    kind = FollowUpKind(row.kind)
    turns_up_on = row.due_on if kind in PROMISES else row.shown_on
    return FollowUpRow(
        public_id=row.public_id,
        person_id=row.person_id,
        person_public_id=row.person.public_id,
        name=row.person.name,
        also_known_as=row.person.also_known_as,
        kind=kind,
        text=text_of(row),
        due_on=row.due_on,
        turns_up_on=turns_up_on,
        days_late=max(0, (today - turns_up_on).days),
        is_to_come=turns_up_on > today,
        waits=kind in NUDGES and turns_up_on <= today and row.pk not in board.shown,
        snoozed_until=row.snoozed_until if row.snoozed_until and row.snoozed_until > today else None,
        repeats=repeats_of(row),
        exchange_public_id=row.exchange.public_id if row.exchange else None,
    )
