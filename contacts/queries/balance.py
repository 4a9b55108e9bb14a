"""The balance list: every contact with what passed both ways (E-31), the ask-only flag (E-30) as a filter."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Abs

from contacts.models import Contact, Exchange, Standing, User
from contacts.queries.standings import exchange_fact, last_in_touch_precision
from contacts.queries.today import BALANCE_MONTHS
from contacts.rules.balance import ExchangeFact, judge_balance, months_before
from contacts.rules.names import fold
from contacts.vocabulary import ExchangeState, Side
from contacts.wording import short_balance_sentence
from contacts.wording_due import joined

PAGE_SIZE = 50
NOTHING = Q(standing__isnull=True) | Q(
    standing__i_gave=0,
    standing__they_gave=0,
    standing__i_asked=0,
    standing__they_asked=0,
    standing__i_owe=0,
    standing__they_owe=0,
)
HEARD = Q(person__archived_at__isnull=True, person__deceased=False)
# The archived and the deceased have a list of their own and are in no other.
SILENT = Q(person__archived_at__isnull=False) | Q(person__deceased=True)
FILTERS: dict[str, Q] = {
    "ask_only": Q(standing__ask_only_since__isnull=False),
    "i_owe": Q(standing__i_owe__gt=0),
    "they_owe": Q(standing__they_owe__gt=0),
    "nothing": NOTHING,
}


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One contact. ``facts`` draw the picture; days are days on the account's calendar.

    ``is_even`` is only said where both sides gave (E-31) and the flag is down (E-30).
    """

    public_id: UUID
    name: str
    also_known_as: str
    who: str
    circle: str
    last_in_touch_on: date | None
    last_in_touch_precision: str
    ask_only_since: date | None
    late_promises: int
    is_even: bool
    is_empty: bool
    says: str
    facts: tuple[ExchangeFact, ...]


@dataclass(frozen=True, slots=True)
class BalanceCounts:
    """How many contacts each filter has, under the search; the archived, the deceased among them, are in no other."""

    all: int
    ask_only: int
    i_owe: int
    they_owe: int
    nothing: int
    archived: int


@dataclass(frozen=True, slots=True)
class BalanceList:
    """``since`` is the first day of the window, None for all time."""

    rows: tuple[BalanceRow, ...]
    page: Page[Contact]
    counts: BalanceCounts
    since: date | None


def balance_list(
    account: User,
    today: date,
    *,
    show: str = "all",
    text: str = "",
    sort: str = "one_sided",
    window: str = "recent",
    page_number: int = 1,
) -> BalanceList:
    """One page of the list: an indexed read over the standings, and one over the page's favours."""
    found = Contact.objects.filter(person__owner=account, person__deleted_at__isnull=True)
    for word in fold(text).split():
        found = found.filter(person__search_name__contains=word)
    counts = BalanceCounts(
        **found.aggregate(
            all=Count("pk", filter=HEARD),
            archived=Count("pk", filter=SILENT),
            **{key: Count("pk", filter=HEARD & chosen) for key, chosen in FILTERS.items()},
        )
    )
    found = found.filter(SILENT if show == "archived" else HEARD & FILTERS.get(show, Q()))
    ordered = _ordered(found.select_related("person", "circle", "standing__last_in_touch"), sort, window)
    page = Paginator(ordered, PAGE_SIZE).get_page(page_number)
    contacts = list(page.object_list)
    since = months_before(today, BALANCE_MONTHS) if window == "recent" else None
    facts = _facts([contact.pk for contact in contacts])
    rows = tuple(_row(contact, facts[contact.pk], today, since) for contact in contacts)
    return BalanceList(rows=rows, page=page, counts=counts, since=since)


def _ordered(found: QuerySet[Contact], sort: str, window: str) -> QuerySet[Contact]:
    by_name = ("person__search_name", "pk")
    if sort == "oldest_gift":
        return found.order_by(F("standing__last_gave_on").asc(nulls_last=True), *by_name)
    if sort == "touch":
        return found.order_by(F("standing__last_in_touch_on").desc(nulls_last=True), *by_name)
    if sort == "name":
        return found.order_by(*by_name)
    of = "recent_" if window == "recent" else ""
    gives = Abs(F(f"standing__{of}i_gave") - F(f"standing__{of}they_gave"))
    asks = Abs(F(f"standing__{of}i_asked") - F(f"standing__{of}they_asked"))
    return found.order_by(gives.desc(nulls_last=True), asks.desc(nulls_last=True), *by_name)


def _facts(people: Iterable[int]) -> dict[int, list[ExchangeFact]]:
    facts: dict[int, list[ExchangeFact]] = defaultdict(list)
    for exchange in Exchange.objects.filter(person__in=people).favours().order_by("id"):
        facts[exchange.person_id].append(exchange_fact(exchange))
    return facts


def _row(contact: Contact, facts: list[ExchangeFact], today: date, since: date | None) -> BalanceRow:
    standing: Standing | None = getattr(contact, "standing", None)
    balance = judge_balance(facts, since=since)
    ask_only_since = standing.ask_only_since if standing else None
    counts = (balance.i_gave, balance.they_gave, balance.i_asked, balance.they_asked)
    is_empty = not any(count.total for count in counts)
    return BalanceRow(
        public_id=contact.person.public_id,
        name=contact.person.name,
        also_known_as=contact.person.also_known_as,
        who=joined([contact.person.role, contact.person.organisation]),
        circle=contact.circle.name if contact.circle else "",
        last_in_touch_on=standing.last_in_touch_on if standing else None,
        last_in_touch_precision=last_in_touch_precision(standing),
        ask_only_since=ask_only_since,
        late_promises=sum(_is_late_promise(fact, today) for fact in facts),
        is_even=balance.even and bool(balance.i_gave.total and balance.they_gave.total) and not ask_only_since,
        is_empty=is_empty and not balance.i_owe and not balance.they_owe,
        says=short_balance_sentence(balance, name=contact.person.first_name),
        facts=tuple(facts),
    )


def _is_late_promise(fact: ExchangeFact, today: date) -> bool:
    return (
        fact.giver == Side.ME
        and fact.state == ExchangeState.PROMISED
        and fact.due_on is not None
        and fact.due_on < today
    )
