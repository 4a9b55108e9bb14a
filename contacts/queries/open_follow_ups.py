"""Open follow-ups in a few columns: enough to say on which day each turns up, and who comes first. Rows with all that a
page says of them are then made only for the few that it shows.
"""

from datetime import date
from typing import NamedTuple

from django.db.models import Q

from contacts.models.follow_ups import FollowUpQuerySet
from contacts.queries.why import GRATITUDE, PROMISES
from contacts.vocabulary import NUDGES, ExchangeState

# A favour that went or was settled asks for nothing; thanks are for what was given.
STANDING_FAVOUR = Q(exchange__isnull=True) | (
    Q(exchange__deleted_at__isnull=True)
    & (
        Q(kind__in=sorted(PROMISES), exchange__state=ExchangeState.PROMISED)
        | Q(kind__in=sorted(GRATITUDE), exchange__state=ExchangeState.KEPT)
    )
)


class OpenRow(NamedTuple):
    """One open follow-up. ``released_on`` is None for a nudge that asks the budget for leave; ``cadence_days`` is how
    often its cadence asks, 1 where there is none.
    """

    key: int
    account_id: int
    person_id: int
    search_name: str
    kind: str
    due_on: date
    snoozed_until: date | None
    released_on: date | None
    cadence_days: int

    @property
    def shown_on(self) -> date:
        """The day it turns up: the end of its snooze, else the day it is due."""
        return self.snoozed_until or self.due_on

    @property
    def turned_up_on(self) -> date:
        """As `shown_on`, but a promise stays late when it is snoozed."""
        return turned_up_on(self.kind, self.due_on, self.snoozed_until)

    @property
    def is_nudge(self) -> bool:
        return self.kind in NUDGES

    def is_due_by(self, day: date) -> bool:
        """As `FollowUpQuerySet.due_by`."""
        return self.due_on <= day and (self.snoozed_until is None or self.snoozed_until <= day)


def open_rows(follow_ups: FollowUpQuerySet) -> list[OpenRow]:
    """These follow-ups in a few columns. One query."""
    rows = follow_ups.order_by().values_list(
        *("pk", "person__owner_id", "person_id", "person__search_name"),
        *("kind", "due_on", "snoozed_until", "released_on"),
        *("person__contact__own_cadence_days", "person__contact__circle__cadence_days"),
    )
    return [OpenRow._make((*told, (circles if own is None else own) or 1)) for *told, own, circles in rows]


def turned_up_on(kind: str, due_on: date, snoozed_until: date | None) -> date:
    """A promise stays late when it is snoozed; anything else counts from the end of its snooze."""
    return due_on if kind in PROMISES else snoozed_until or due_on
