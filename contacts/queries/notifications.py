"""What the app itself has told an account: the newest first, and how many were not seen yet."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F

from contacts.models import Notification, User

PER_PAGE = 50
COUNTED_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Told:
    """One notification. ``at`` is on the account's clock; ``path`` is a page of the product, or empty."""

    public_id: UUID
    title: str
    text: str
    path: str
    at: datetime
    is_new: bool


def notifications_page(account: User, number: str | None) -> "tuple[Page[Notification], tuple[Told, ...]]":
    """A page of 50: those not seen yet first, then by time."""
    rows = Notification.objects.filter(account=account)
    rows = rows.order_by(F("seen_at").desc(nulls_first=True), "-created_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(number)
    told = tuple(
        Told(row.public_id, row.title, row.text, row.path, account.local(row.created_at), row.seen_at is None)
        for row in page.object_list
    )
    return page, told


def count_new(account: User) -> int:
    """How many were not seen yet, counted to a hundred."""
    return Notification.objects.filter(account=account, seen_at__isnull=True).order_by()[:COUNTED_AT_MOST].count()
