"""The balance for a spreadsheet: every contact of the list as a row of counts and days, and every favour as a row.

Read in batches, each in a fixed number of queries, so that an account of any size takes little memory.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from contacts.models import Contact, Exchange, Standing, User
from contacts.queries.balance import BalanceChoice, Raised, contacts_told, favours_of, raised
from contacts.rules.balance import Balance, judge_balance

BATCH = 200
FAVOURS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """One contact with the counts of the window; no word of a favour. Days are days of the account's."""

    name: str
    also_known_as: str
    organisation: str
    role: str
    circle: str
    last_in_touch_on: date | None
    balance: Balance
    raised: Raised
    is_even: bool
    formal_relation: bool


@dataclass(frozen=True, slots=True)
class FavourRow:
    """One favour with its words, those told in private among them. Sides, sizes and states are plain values."""

    person: str
    organisation: str
    opened_on: date
    giver: str
    asked: bool
    what: str
    category: str
    size: int
    state: str
    due_on: date | None
    settled_on: date | None
    thanked_on: date | None
    outcome_told_on: date | None
    our_work: bool
    private: bool


def balance_lines(choice: BalanceChoice) -> Iterator[list[BalanceLine]]:
    """The contacts of the list, in its order, so many at a time: two queries each."""
    keys = list(choice.ordered().values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield _balance_lines(choice, keys[start : start + BATCH])


def _balance_lines(choice: BalanceChoice, keys: Sequence[int]) -> list[BalanceLine]:
    told = contacts_told(choice.account, keys)
    facts = favours_of(keys, since=choice.since)
    # Whoever was erased since the keys were read is left out.
    return [_balance_line(told[key], judge_balance(facts[key], since=choice.since)) for key in keys if key in told]


def _balance_line(contact: Contact, balance: Balance) -> BalanceLine:
    person = contact.person
    standing: Standing | None = getattr(contact, "standing", None)
    up = raised(contact)
    return BalanceLine(
        name=person.name,
        also_known_as=person.also_known_as,
        organisation=person.organisation,
        role=person.role,
        circle=contact.circle.name if contact.circle else "",
        last_in_touch_on=standing.last_in_touch_on if standing else None,
        balance=balance,
        raised=up,
        is_even=balance.is_mutual and not up.any,
        formal_relation=person.formal_relation,
    )


def favour_rows(account: User) -> Iterator[list[FavourRow]]:
    """Every favour of an account but the deleted, the newest first, so many at a time: one query each."""
    keys = list(Exchange.objects.owned_by(account).order_by("-opened_on", "-pk").values_list("pk", flat=True))
    for start in range(0, len(keys), FAVOURS_AT_ONCE):
        rows = Exchange.objects.filter(pk__in=keys[start : start + FAVOURS_AT_ONCE]).order_by("-opened_on", "-pk")
        yield [FavourRow(*row) for row in rows.values_list(*_COLUMNS)]


# In the order of `FavourRow`.
_COLUMNS = (
    *("person__name", "person__organisation", "opened_on", "giver", "asked", "what", "category", "size", "state"),
    *("due_on", "settled_on", "thanked_on", "outcome_told_on", "our_work", "private"),
)
