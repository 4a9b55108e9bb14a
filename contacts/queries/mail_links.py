"""What a link of a mail leads to, as it stands when the link is opened: mails lie about for weeks."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from contacts.models import Exchange, FollowUp, User
from contacts.queries.today import PROMISES
from contacts.signed import ActionLink, turn_mark
from contacts.vocabulary import SETTLED_STATES, ClosedHow, ExchangeState, FollowUpKind, FollowUpState


class Stands(StrEnum):
    """Whether the follow-up is still what the mail spoke of; if not, what became of it."""

    OPEN = "open"
    MOVED = "moved"
    DONE = "done"
    NOT_NEEDED = "not_needed"
    ANSWERED = "answered"
    KEPT = "kept"
    DECLINED = "declined"
    DROPPED = "dropped"
    THANKED = "thanked"
    TOLD = "told"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Linked:
    """``on`` is the day it was dealt with, or the one it comes up on now; ``snoozed_until`` only while it is open."""

    account: User
    follow_up: FollowUp
    first_name: str
    person: UUID
    kind: FollowUpKind
    stands: Stands
    on: date | None
    snoozed_until: date | None

    @property
    def is_open(self) -> bool:
        return self.stands == Stands.OPEN


def find_linked(link: ActionLink) -> Linked | None:
    """The follow-up of that account; None where it, the person or the account is gone."""
    row = find_follow_up(account=link.account, follow_up=link.follow_up)
    if row is None:
        return None
    stands, on = _stands(row, link.turn)
    return Linked(
        account=row.person.owner,
        follow_up=row,
        first_name=row.person.first_name,
        person=row.person.public_id,
        kind=FollowUpKind(row.kind),
        stands=stands,
        on=on,
        snoozed_until=row.snoozed_until if stands == Stands.OPEN else None,
    )


def find_follow_up(*, account: UUID, follow_up: UUID) -> FollowUp | None:
    """The row with its person, owner and favour; None where it, the person or the account is gone."""
    return (
        FollowUp.objects.select_related("person__owner", "exchange")
        .filter(
            public_id=follow_up,
            person__deleted_at__isnull=True,
            person__owner__public_id=account,
            person__owner__is_active=True,
        )
        .first()
    )


def find_account(public_id: UUID) -> User | None:
    """The account that a link about mails as a whole names; None where it is closed."""
    return User.objects.filter(public_id=public_id, is_active=True).first()


def _stands(row: FollowUp, turn: str) -> tuple[Stands, date | None]:
    if row.state == FollowUpState.OPEN:
        exchange = _favour(row)
        is_void = row.kind in PROMISES and (exchange is None or exchange.state != ExchangeState.PROMISED)
        if is_void or row.person.is_silent:
            return Stands.OVER, None
        if turn != turn_mark(kind=row.kind, due_on=row.due_on):
            return Stands.MOVED, row.shown_on
        return Stands.OPEN, row.shown_on
    return what_became(row)


def what_became(row: FollowUp) -> tuple[Stands, date | None]:
    """How a follow-up that is closed came to be so, and on which day; fetched with its ``exchange``."""
    exchange = _favour(row)
    if row.closed_how in {ClosedHow.DONE, ClosedHow.NOT_NEEDED}:
        return Stands(row.closed_how), row.closed_on
    if exchange and row.kind in PROMISES and exchange.state in SETTLED_STATES:
        return Stands(exchange.state), exchange.settled_on
    if exchange and row.kind == FollowUpKind.THANK and exchange.thanked_on:
        return Stands.THANKED, exchange.thanked_on
    if exchange and row.kind == FollowUpKind.OUTCOME and exchange.outcome_told_on:
        return Stands.TOLD, exchange.outcome_told_on
    if row.closed_how == ClosedHow.ANSWERED:
        return Stands.ANSWERED, row.closed_on
    return Stands.OVER, None


def _favour(row: FollowUp) -> Exchange | None:
    return row.exchange if row.exchange and row.exchange.deleted_at is None else None
