"""Every open follow-up by day: the page behind Today."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from contacts.models import FollowUp, User
from contacts.queries.today import PROMISES, STANDING_FAVOUR
from contacts.queries.week import shown_on
from contacts.rules.names import fold
from contacts.vocabulary import FollowUpKind

PAGE_SIZE = 50
KINDS: dict[str, tuple[FollowUpKind, ...]] = {
    "promises": (FollowUpKind.PROMISE_MINE, FollowUpKind.PROMISE_THEIRS),
    "first": (FollowUpKind.FIRST,),
    "keep_in_touch": (FollowUpKind.KEEP_IN_TOUCH,),
    "reminders": (FollowUpKind.REMINDER,),
}
SORTS = {"day": ("turns_up_on", "pk"), "name": ("person__search_name", "turns_up_on", "pk")}


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One line of the list. ``turns_up_on`` is the end of the snooze, else the day it is due."""

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
    snoozed_until: date | None
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
    keep_in_touch: int
    reminders: int
    snoozed: int


@dataclass(frozen=True, slots=True)
class FollowUpList:
    rows: tuple[FollowUpRow, ...]
    page: Page[FollowUp]
    counts: FollowUpCounts


def follow_up_list(
    account: User, today: date, *, show: str = "all", text: str = "", sort: str = "day", page_number: int = 1
) -> FollowUpList:
    """One page of the open follow-ups. ``show`` is ``all``, ``snoozed`` or a key of `KINDS`. Three queries."""
    rows = _open(account)
    for word in fold(text).split():
        rows = rows.filter(person__search_name__contains=word)
    snoozed = Q(snoozed_until__gt=today)
    counts = FollowUpCounts(
        **rows.aggregate(
            all=Count("pk"),
            snoozed=Count("pk", filter=snoozed),
            **{key: Count("pk", filter=Q(kind__in=kinds)) for key, kinds in KINDS.items()},
        )
    )
    if show == "snoozed":
        rows = rows.filter(snoozed)
    elif show in KINDS:
        rows = rows.filter(kind__in=KINDS[show])
    ordered = rows.select_related("person", "exchange").order_by(*SORTS[sort])
    page = Paginator(ordered, PAGE_SIZE).get_page(page_number)
    return FollowUpList(rows=tuple(_row(row, today) for row in page.object_list), page=page, counts=counts)


def follow_up_row(account: User, today: date, *, follow_up_id: int) -> FollowUpRow | None:
    """One line anew; None when it is closed."""
    row = _open(account).select_related("person", "exchange").filter(pk=follow_up_id).first()
    return _row(row, today) if row else None


def has_others(account: User, follow_up: FollowUp, *, due_by: date | None) -> bool:
    """Whether anything else about that person is open: due by that day, or at all where it is None."""
    held = FollowUp.objects.owned_by(account)
    others = (held.due_by(due_by) if due_by else held.open()).filter(STANDING_FAVOUR, person=follow_up.person_id)
    return others.exclude(pk=follow_up.pk).exists()


def _open(account: User) -> QuerySet[FollowUp]:
    return FollowUp.objects.owned_by(account).open().filter(STANDING_FAVOUR).annotate(turns_up_on=shown_on())


def _row(row: FollowUp, today: date) -> FollowUpRow:
    kind = FollowUpKind(row.kind)
    turns_up_on = row.due_on if kind in PROMISES else row.shown_on
    return FollowUpRow(
        public_id=row.public_id,
        person_id=row.person_id,
        person_public_id=row.person.public_id,
        name=row.person.name,
        also_known_as=row.person.also_known_as,
        kind=kind,
        text=row.exchange.what if row.exchange else row.text,
        due_on=row.due_on,
        turns_up_on=turns_up_on,
        days_late=max(0, (today - turns_up_on).days),
        is_to_come=turns_up_on > today,
        snoozed_until=row.snoozed_until if row.snoozed_until and row.snoozed_until > today else None,
        exchange_public_id=row.exchange.public_id if row.exchange else None,
    )
