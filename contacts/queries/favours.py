"""A favour as the table has it, as the rules want it, as a page shows it; and all between the user and one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from contacts.models import Exchange, Person
from contacts.rules.balance import ExchangeFact
from contacts.vocabulary import UNSETTLED_STATES, Category, ExchangeState, MentionKind, Side, Size
from contacts.wording_favours import favour_words, outcome_words


@dataclass(frozen=True, slots=True)
class FavourLine:
    """One exchange as a page shows it; ``mark`` takes it as it is. ``days_late`` is 0 unless its day has passed.

    ``asked_again_on`` is the last day on which an open ask came up again, where the page reads it.
    """

    public_id: UUID
    giver: Side
    asked: bool
    what: str
    category: str
    size: Size
    state: ExchangeState
    day: date
    opened_on: date
    due_on: date | None
    settled_on: date | None
    thanked_on: date | None
    outcome_told_on: date | None
    our_work: bool
    private: bool
    days_late: int
    says: str
    outcome: str
    asked_again_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.state in UNSETTLED_STATES

    @property
    def is_mine(self) -> bool:
        return self.giver == Side.ME

    @property
    def is_for_me_to_answer(self) -> bool:
        """Whoever was asked answers; an offer is answered by the other side."""
        return self.state == ExchangeState.OPEN and self.is_mine == self.asked

    @property
    def wants_thanks(self) -> bool:
        """They gave something, and no thanks are noted yet (E-33). Small gifts plan nothing, and may be thanked for."""
        return self._is_gift and self.thanked_on is None

    @property
    def wants_outcome(self) -> bool:
        return self._is_gift and self.outcome_told_on is None

    @property
    def _is_gift(self) -> bool:
        return self.giver == Side.THEM and self.state == ExchangeState.KEPT and not self.our_work


class FavourRow(NamedTuple):
    """An exchange as the table has it, without the making of a model: one person may have thousands."""

    id: int
    public_id: UUID
    person_id: int
    giver: str
    asked: bool
    what: str
    category: str
    size: int
    state: str
    opened_on: date
    due_on: date | None
    settled_on: date | None
    settled_in_id: int | None
    thanked_on: date | None
    outcome_told_on: date | None
    our_work: bool
    private: bool
    # Of what a file brought; planning asks for no thanks there.
    batch_id: int | None = None

    @property
    def day(self) -> date:
        """The day it is counted by: settled, else asked, offered or promised."""
        return self.settled_on or self.opened_on

    def line(self, name: str, today: date, *, asked_again_on: date | None = None) -> FavourLine:
        giver, state = Side(self.giver), ExchangeState(self.state)
        is_late = self.due_on is not None and state in UNSETTLED_STATES
        is_done = state == ExchangeState.KEPT
        return FavourLine(
            public_id=self.public_id,
            giver=giver,
            asked=self.asked,
            what=self.what,
            category=str(Category(self.category).label) if self.category else "",
            size=Size(self.size),
            state=state,
            day=self.day,
            opened_on=self.opened_on,
            due_on=self.due_on,
            settled_on=self.settled_on,
            thanked_on=self.thanked_on if is_done else None,
            outcome_told_on=self.outcome_told_on if is_done else None,
            our_work=self.our_work,
            private=self.private,
            days_late=max(0, (today - self.due_on).days) if self.due_on and is_late else 0,
            says=favour_words(giver=giver, asked=self.asked, state=state, name=name),
            outcome=outcome_words(giver=giver, asked=self.asked, state=state, name=name),
            asked_again_on=asked_again_on,
        )


def exchange_fact(exchange: Exchange | FavourRow) -> ExchangeFact:
    """A favour as the rules and the pictures want it."""
    return ExchangeFact(
        id=exchange.id,
        giver=Side(exchange.giver),
        asked=exchange.asked,
        size=Size(exchange.size),
        state=ExchangeState(exchange.state),
        opened_on=exchange.opened_on,
        settled_on=exchange.settled_on,
        due_on=exchange.due_on,
        our_work=exchange.our_work,
    )


def favour_rows(found: QuerySet[Exchange]) -> Iterable[FavourRow]:
    """The rows of a query for exchanges, in its order."""
    return map(FavourRow._make, found.values_list(*FavourRow._fields))


# By the key of a favour, the days on which it was asked again, in order.
Chasers = dict[int, tuple[date, ...]]


def favours_and_chasers(person: Person) -> tuple[list[FavourRow], Chasers]:
    """Every favour between the user and one person, in no order, and when each was asked again. One query."""
    chased = FilteredRelation("mentions", condition=Q(mentions__kind=MentionKind.CHASED))
    found = Exchange.objects.filter(person=person).annotate(chased=chased)
    said = ("happened_on", "deleted_at", "person_id")
    rows: dict[int, FavourRow] = {}
    days: dict[int, list[date]] = {}
    for *values, on, deleted_at, spoken_with in found.values_list(
        *FavourRow._fields, *(f"chased__interaction__{field}" for field in said)
    ):
        row = FavourRow._make(values)
        rows[row.id] = row
        if on and deleted_at is None and spoken_with == person.pk:
            days.setdefault(row.id, []).append(on)
    return list(rows.values()), {key: tuple(sorted(chased_on)) for key, chased_on in days.items()}


def newest_first(rows: Iterable[FavourRow]) -> list[FavourRow]:
    return sorted(rows, key=lambda row: (row.day, row.id), reverse=True)
