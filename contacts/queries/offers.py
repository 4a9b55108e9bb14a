"""What the user can give, in order of its kind, a page at a time."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Value, When

from contacts.models import Offer, User
from contacts.vocabulary import Category
from contacts.wording_settings import offers_of_kind

PAGE_SIZE = 50
# What has no kind comes last, and is chosen by this word.
NO_KIND = "none"
ORDER = [Category(value) for value in Category.values]


@dataclass(frozen=True, slots=True)
class OfferRow:
    """``kind`` is the heading it stands under."""

    public_id: UUID
    what: str
    kind: str


@dataclass(frozen=True, slots=True)
class KindChip:
    """One kind that there is something of, to look at alone."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class OfferList:
    """``kinds`` are those with something on the list, in their order; ``kind`` the one looked at, or empty."""

    page: Page[Any]
    kinds: tuple[KindChip, ...]
    kind: str
    count: int


def list_offers(account: User, page: int | str, *, kind: str = "") -> OfferList:
    """By kind, then by the alphabet. A ``kind`` without anything on the list means all of them."""
    rows = Offer.objects.owned_by(account)
    counted: dict[str, int] = dict(rows.order_by().values_list("category").annotate(Count("pk")))
    kinds = tuple(
        KindChip(value or NO_KIND, offers_of_kind(value), counted[value]) for value in (*ORDER, "") if value in counted
    )
    chosen = kind if kind in {chip.key for chip in kinds} else ""
    if chosen:
        rows = rows.filter(category="" if chosen == NO_KIND else chosen)
    places = [When(category=value, then=Value(place)) for place, value in enumerate(ORDER)]
    in_order = Case(*places, default=Value(len(places)), output_field=IntegerField())
    found: Page[Any] = Paginator(rows.order_by(in_order, "what", "pk"), PAGE_SIZE).get_page(page)
    found.object_list = [OfferRow(row.public_id, row.what, offers_of_kind(row.category)) for row in found.object_list]
    return OfferList(found, kinds, chosen, sum(counted.values()))
