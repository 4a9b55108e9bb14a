"""The balance list: every contact with what passed both ways (E-31), the two flags (E-30, E-34) as filters."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Abs, Greatest

from contacts.models import Contact, Exchange, Mute, Standing, User
from contacts.queries.silence import flags_up
from contacts.queries.standings import last_in_touch_precision
from contacts.rules.balance import ExchangeFact, judge_balance, months_before
from contacts.rules.names import fold
from contacts.vocabulary import ExchangeState, Reason, Side, Size
from contacts.wording import promises_sentence, short_balance_sentence
from contacts.wording_due import joined

PAGE_SIZE = 50
# The flags, as the filters call them, with the rule that raises each.
FLAGS = {"ask_only": Reason.ASK_ONLY, "they_ask_only": Reason.THEIR_ASKS}
_UNCOUNTED = Q(standing__isnull=True) | Q(
    standing__i_gave=0,
    standing__they_gave=0,
    standing__i_asked=0,
    standing__they_asked=0,
    standing__i_owe=0,
    standing__they_owe=0,
)
# What was offered, and has no answer or a no, counts for nobody, and is noted all the same.
NOTHING = _UNCOUNTED & ~Q(Exists(Exchange.objects.filter(person=OuterRef("pk")).favours()))
HEARD = Q(person__archived_at__isnull=True, person__deceased=False)
# The archived and the deceased have a list of their own and are in no other.
SILENT = Q(person__archived_at__isnull=False) | Q(person__deceased=True)


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One contact. ``facts`` draw the picture; days are days on the account's calendar.

    A flag that is muted counts as down; ``is_muted`` says that there is one. ``is_even`` is only said where both sides
    gave (E-31) and no flag is up (E-30, E-34). ``promises`` says what is promised and open; empty where nothing is.
    """

    public_id: UUID
    name: str
    also_known_as: str
    who: str
    circle: str
    last_in_touch_on: date | None
    last_in_touch_precision: str
    ask_only_since: date | None
    they_ask_only_since: date | None
    is_muted: bool
    formal_relation: bool
    late_promises: int
    is_even: bool
    is_empty: bool
    says: str
    promises: str
    facts: tuple[ExchangeFact, ...]


@dataclass(frozen=True, slots=True)
class BalanceCounts:
    """How many contacts each filter has, under the search; the archived, the deceased among them, are in no other."""

    all: int
    ask_only: int
    they_ask_only: int
    i_owe: int
    they_owe: int
    even: int
    nothing: int
    archived: int


@dataclass(frozen=True, slots=True)
class BalanceList:
    """``since`` is the first day of the window, None for all time. ``is_muted``: nobody is shown, for the filter's rule
    is muted for everybody.
    """

    rows: tuple[BalanceRow, ...]
    page: Page[int]
    counts: BalanceCounts
    since: date | None
    is_muted: bool


@dataclass(frozen=True, slots=True)
class Raised:
    """What is up between the user and one contact, muted flags left out; days are days of the account's."""

    ask_only_since: date | None
    they_ask_only_since: date | None
    is_muted: bool

    @property
    def any(self) -> bool:
        return bool(self.ask_only_since or self.they_ask_only_since)


def contacts_told(account: User, people: Collection[int]) -> dict[int, Contact]:
    """These contacts by their keys, with all that a row says but the favours, and nothing else. One query."""
    found = Contact.objects.select_related("person", "circle", "standing__last_in_touch").only(
        *(f"person__{field}" for field in ("public_id", "name", "also_known_as", "role", "organisation")),
        *("person__archived_at", "person__left_out_at", "person__deceased", "person__formal_relation", "circle__name"),
        *("standing__last_in_touch_on", "standing__last_in_touch__day_precision"),
        *("standing__ask_only_since", "standing__they_ask_only_since"),
    )
    muted = {f"{key}_muted": _muted(account, rule) for key, rule in FLAGS.items()}
    return found.annotate(**muted).in_bulk(people)


def raised(contact: Any) -> Raised:
    """The flags of a contact as `contacts_told` reads it."""
    up = flags_up(contact.person)
    mine, theirs = up.get(Reason.ASK_ONLY), up.get(Reason.THEIR_ASKS)
    return Raised(
        ask_only_since=None if contact.ask_only_muted else mine,
        they_ask_only_since=None if contact.they_ask_only_muted else theirs,
        is_muted=bool((mine and contact.ask_only_muted) or (theirs and contact.they_ask_only_muted)),
    )


@dataclass(frozen=True)
class BalanceChoice:
    """Which contacts of an account, in what order, over which window: what the page and its files have in common."""

    account: User
    today: date
    show: str = "all"
    text: str = ""
    sort: str = "one_sided"
    window: str = "recent"

    @property
    def since(self) -> date | None:
        """The first day counted; None for all time."""
        months = self.account.numbers.balance_months
        return months_before(self.today, months) if self.window == "recent" else None

    @cached_property
    def searched(self) -> QuerySet[Contact]:
        """All contacts with the name that is looked for, whatever is shown of them."""
        found = Contact.objects.filter(person__owner=self.account, person__deleted_at__isnull=True)
        for word in fold(self.text).split():
            found = found.filter(person__search_name__contains=word)
        return found

    def ordered(self) -> QuerySet[Contact]:
        """The contacts to list, in their order."""
        filters = _filters(self.account, self.window)
        found = self.searched.filter(SILENT if self.show == "archived" else HEARD & filters.get(self.show, Q()))
        flagged = HEARD & (filters["ask_only"] | filters["they_ask_only"])
        return _ordered(found, self.sort, self.window, flagged=flagged)

    def counts(self) -> BalanceCounts:
        """How many contacts each filter has. One query."""
        return BalanceCounts(
            **self.searched.aggregate(
                all=Count("pk", filter=HEARD),
                archived=Count("pk", filter=SILENT),
                **{key: Count("pk", filter=HEARD & of) for key, of in _filters(self.account, self.window).items()},
            )
        )


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
    """One page in four queries: the counts, the keys in their order, the rows, their favours."""
    choice = BalanceChoice(account, today, show=show, text=text, sort=sort, window=window)
    counts = choice.counts()
    paginator = Paginator(choice.ordered().values_list("pk", flat=True), PAGE_SIZE)
    # Counted above already: the filter's number is the number of rows.
    paginator.count = getattr(counts, show if hasattr(counts, show) else "all")
    page = paginator.get_page(page_number)
    keys = list(page.object_list)
    told = contacts_told(account, keys)
    facts = favours_of(keys, since=choice.since)
    rows = tuple(_row(told[key], facts[key], today, choice.since) for key in keys if key in told)
    is_muted = not rows and show in FLAGS and _is_muted_for_everybody(account, FLAGS[show])
    return BalanceList(rows, page, counts, choice.since, is_muted=is_muted)


def favours_of(people: Collection[int], *, since: date | None) -> dict[int, list[ExchangeFact]]:
    """What counts from ``since`` on between the user and each of these people, and what is promised. One query."""
    facts: dict[int, list[ExchangeFact]] = defaultdict(list)
    rows = Exchange.objects.filter(person__in=people).favours().order_by("id")
    if since is not None:
        rows = rows.filter(Q(opened_on__gte=since) | Q(settled_on__gte=since) | Q(state=ExchangeState.PROMISED))
    for person_id, pk, giver, asked, size, state, opened_on, settled_on, due_on in rows.values_list(
        "person_id", "pk", "giver", "asked", "size", "state", "opened_on", "settled_on", "due_on"
    ):
        given = ExchangeFact(pk, Side(giver), asked, Size(size), ExchangeState(state), opened_on, settled_on, due_on)
        facts[person_id].append(given)
    return facts


def _filters(account: User, window: str) -> dict[str, Q]:
    of = "standing__recent_" if window == "recent" else "standing__"
    ask_only = Q(standing__ask_only_since__isnull=False) & ~_muted(account, Reason.ASK_ONLY)
    they_ask_only = Q(standing__they_ask_only_since__isnull=False) & ~_muted(account, Reason.THEIR_ASKS)
    return {
        "ask_only": ask_only,
        "they_ask_only": they_ask_only,
        "i_owe": Q(standing__i_owe__gt=0),
        "they_owe": Q(standing__they_owe__gt=0),
        "even": Q(**{f"{of}even": True, f"{of}i_gave__gt": 0, f"{of}they_gave__gt": 0})
        & (Q(standing__ask_only_since__isnull=True) | _muted(account, Reason.ASK_ONLY))
        & (Q(standing__they_ask_only_since__isnull=True) | _muted(account, Reason.THEIR_ASKS)),
        "nothing": NOTHING,
    }


def _muted(account: User, rule: Reason) -> Q:
    of_them = Q(person__isnull=True) | Q(person=OuterRef("pk"))
    return Q(Exists(Mute.objects.filter(of_them, owner=account, rule=rule)))


def _is_muted_for_everybody(account: User, rule: Reason) -> bool:
    return Mute.objects.filter(owner=account, rule=rule, person__isnull=True).exists()


def _ordered(found: QuerySet[Contact], sort: str, window: str, *, flagged: Q) -> QuerySet[Contact]:
    """Most one-sided are those with a flag, then by the larger of the two differences: of the gives and of the asks."""
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
    flags_first = Case(When(flagged, then=Value(0)), default=Value(1))
    return found.order_by(flags_first, Greatest(gives, asks).desc(nulls_last=True), *by_name)


def _row(contact: Contact, facts: Iterable[ExchangeFact], today: date, since: date | None) -> BalanceRow:
    standing: Standing | None = getattr(contact, "standing", None)
    facts = tuple(facts)
    balance = judge_balance(facts, since=since)
    up = raised(contact)
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
        ask_only_since=up.ask_only_since,
        they_ask_only_since=up.they_ask_only_since,
        is_muted=up.is_muted,
        formal_relation=contact.person.formal_relation,
        late_promises=sum(_is_late_promise(fact, today) for fact in facts),
        is_even=balance.is_mutual and not up.any,
        is_empty=is_empty and not balance.i_owe and not balance.they_owe,
        says=short_balance_sentence(balance, name=contact.person.first_name),
        promises=promises_sentence(balance, name=contact.person.first_name),
        facts=facts,
    )


def _is_late_promise(fact: ExchangeFact, today: date) -> bool:
    return (
        fact.giver == Side.ME
        and fact.state == ExchangeState.PROMISED
        and fact.due_on is not None
        and fact.due_on < today
    )
