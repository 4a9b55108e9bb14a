"""Those left out for good (E-53): in no list but this one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator

from contacts.models import Person, User
from contacts.queries.people import who
from contacts.vocabulary import Source

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    public_id: UUID
    name: str
    who: str
    source: Source
    left_out_on: date


@dataclass(frozen=True, slots=True)
class LeftOut:
    rows: tuple[LeftOutRow, ...]
    page: Page[Person]


def left_out_page(account: User, *, text: str = "", page_number: int = 1) -> LeftOut:
    """One page of them, who was left out last first. Two queries, whatever their number."""
    found = Person.objects.owned_by(account).left_out().named_like(text).order_by("-left_out_at", "-pk")
    page = Paginator(found, PAGE_SIZE).get_page(page_number)
    rows = tuple(
        LeftOutRow(
            public_id=person.public_id,
            name=person.name,
            who=who(person),
            source=Source(person.source),
            left_out_on=account.local(person.left_out_at).date(),
        )
        for person in page.object_list
        if person.left_out_at
    )
    return LeftOut(rows, page)
