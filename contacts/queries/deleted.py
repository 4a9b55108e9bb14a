"""What was deleted and can be brought back: 30 days, then it is gone for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from contacts.models import Event, Exchange, Interaction, Person, User

KEPT_DAYS = 30
PAGE_SIZE = 50

Kind = Literal["person", "interaction", "exchange", "event"]
KINDS: tuple[Kind, ...] = ("person", "interaction", "exchange", "event")


@dataclass(frozen=True, slots=True)
class DeletedRow:
    """``title`` says what it was, ``about`` whose it was; ``days_left`` is 0 on the last day.

    ``is_forgotten``: the user asked to forget them, which leaves seven days (E-61).
    """

    public_id: UUID
    title: str
    about: str
    deleted_on: date
    days_left: int
    is_forgotten: bool = False


@dataclass(frozen=True, slots=True)
class Deleted:
    kind: Kind
    counts: Mapping[Kind, int]
    rows: tuple[DeletedRow, ...]
    page: Page[Any]


def deleted_rows(account: User, kind: Kind) -> QuerySet[Any]:
    """The deleted rows of one kind. What hangs on a deleted person comes back with the person and is not listed."""
    rows: dict[Kind, QuerySet[Any]] = {
        # Whoever was merged into somebody comes back by undoing that.
        "person": Person.everything.filter(merged_into__isnull=True),
        "interaction": Interaction.everything.select_related("person"),
        "exchange": Exchange.everything.select_related("person"),
        "event": Event.everything.all(),
    }
    found: Any = rows[kind]
    deleted: QuerySet[Any] = found.owned_by(account).deleted()
    return deleted


def deleted_page(account: User, kind: Kind | None, page_number: str | None) -> Deleted:
    """One page of one kind; without a kind, the first that has any."""
    counts: dict[Kind, int] = {each: deleted_rows(account, each).count() for each in KINDS}
    first: Kind = next((each for each in KINDS if counts[each]), "person")
    shown = kind or first
    page = Paginator(deleted_rows(account, shown).order_by("-deleted_at", "-pk"), PAGE_SIZE).get_page(page_number)
    today = timezone.localdate(timezone=account.tz)
    return Deleted(shown, counts, tuple(_row(account, row, today) for row in page.object_list), page)


def _row(account: User, row: Any, today: date) -> DeletedRow:
    deleted_on = account.local(row.deleted_at).date()
    forget_at = getattr(row, "forget_at", None)
    ends_on = account.local(forget_at).date() if forget_at else deleted_on + timedelta(days=KEPT_DAYS)
    left = max(0, (ends_on - today).days)
    return DeletedRow(row.public_id, _title(row), _about(row), deleted_on, left, is_forgotten=forget_at is not None)


def _title(row: Any) -> str:
    if isinstance(row, Person):
        return row.name
    if isinstance(row, Exchange):
        return row.what
    if isinstance(row, Event):
        return row.name
    words: str = row.talked_about or row.learned or row.get_channel_display()
    return words if len(words) <= 160 else f"{words[:160].rstrip()}…"


def _about(row: Any) -> str:
    if isinstance(row, Person):
        return ", ".join(part for part in (row.role, row.organisation) if part)
    if isinstance(row, Event):
        return date_format(row.happened_on, "j M Y")
    day: date = row.happened_on if isinstance(row, Interaction) else row.opened_on
    return f"{row.person.name}, {date_format(day, 'j M Y')}"
