"""What is muted, since when and for whom."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F

from contacts.models import Mute, Person, User
from contacts.vocabulary import MUTABLE_REASONS, Reason
from contacts.wording import RULES
from contacts.wording_settings import what_is_muted

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class MuteRow:
    """``person`` and ``name`` are empty where the rule is muted for everybody; ``since`` is a day of the account's.

    ``because`` is the user's own reason, or empty.
    """

    public_id: UUID
    rule: str
    what: str
    sentence: str
    since: date
    person: UUID | None
    name: str
    because: str


def list_mutes(account: User, page: int | str) -> Page[MuteRow]:
    """All that is muted, what is muted for everybody first, then by name."""
    rows = Mute.objects.owned_by(account).select_related("person")
    ordered = rows.order_by(F("person__search_name").asc(nulls_first=True), "rule", "pk")
    found: Page[Any] = Paginator(ordered, PAGE_SIZE).get_page(page)
    found.object_list = [_row(row, account) for row in found.object_list]
    return found


def _row(row: Mute, account: User) -> MuteRow:
    person = row.person
    return MuteRow(
        public_id=row.public_id,
        rule=row.rule,
        what=what_is_muted(row.rule),
        sentence=str(RULES.get(row.rule, "")),
        since=account.local(row.created_at).date(),
        person=person.public_id if person else None,
        name=person.name if person else "",
        because=row.because,
    )


def mute_of(account: User, *, rule: str, person: Person | None) -> Mute | None:
    """What silences a rule just for that person, or for everybody without one."""
    return Mute.objects.filter(owner=account, rule=rule, person=person).select_related("person").first()


def speaking_rules(account: User) -> tuple[Reason, ...]:
    """The rules that can be muted for everybody and are not, in the order of their ids."""
    muted = set(Mute.objects.filter(owner=account, person__isnull=True).values_list("rule", flat=True))
    return tuple(sorted(MUTABLE_REASONS - {Reason(rule) for rule in muted}))
