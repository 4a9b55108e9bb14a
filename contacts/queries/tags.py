"""Tags: an account's own words with how many carry each, and those of some people."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from contacts.models import Tag, User


@dataclass(frozen=True, slots=True)
class TagRow:
    """``people`` counts who is shown somewhere: neither deleted nor left out for good."""

    public_id: UUID
    name: str
    people: int


def list_tags(account: User) -> tuple[TagRow, ...]:
    """All of an account's tags by name, with how many people carry each. One query."""
    shown = Q(person_tags__person__deleted_at__isnull=True, person_tags__person__left_out_at__isnull=True)
    rows = Tag.objects.filter(owner=account).annotate(count=Count("person_tags", filter=shown)).order_by("folded", "pk")
    return tuple(
        TagRow(public_id, name, count) for public_id, name, count in rows.values_list("public_id", "name", "count")
    )


def tag_names(account: User) -> tuple[str, ...]:
    """The names that a type-ahead offers."""
    return tuple(Tag.objects.filter(owner=account).order_by("folded", "pk").values_list("name", flat=True)[:500])
