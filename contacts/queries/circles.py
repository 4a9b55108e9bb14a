"""Circles with how many contacts each holds, and who has a rhythm of their own."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from contacts.models import Circle, User
from contacts.wording_due import often


@dataclass(frozen=True, slots=True)
class CircleRow:
    public_id: UUID
    name: str
    cadence: str
    contacts: int


def list_circles(account: User) -> tuple[CircleRow, ...]:
    """All circles, the shortest rhythm first, those without one last. Deleted people are not counted."""
    here = Count("contacts", filter=Q(contacts__person__deleted_at__isnull=True))
    rows = Circle.objects.filter(owner=account).annotate(here=here).order_by("cadence_days", "name")
    found = [CircleRow(row.public_id, row.name, often(row.cadence_days), row.here) for row in rows]
    return tuple(sorted(found, key=lambda row: not row.cadence))
