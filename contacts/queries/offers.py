"""What the user can give, a page at a time."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from contacts.models import Offer, User

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class OfferRow:
    public_id: UUID
    what: str


def list_offers(account: User, page: int | str) -> Page[OfferRow]:
    """By the alphabet."""
    rows = Offer.objects.owned_by(account).order_by("what", "pk")
    found: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(page)
    found.object_list = [OfferRow(row.public_id, row.what) for row in found.object_list]
    return found
