"""The list behind the balance with one person, a page at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from contacts.models import Exchange, Person
from contacts.queries.favours import FavourLine, FavourRow
from contacts.queries.search import has_word
from contacts.vocabulary import UNSETTLED_STATES, ExchangeState, Side

PAGE_SIZE = 50
SORTS = {"newest": ("-day", "-id"), "oldest": ("day", "id"), "largest": ("-size", "-day", "-id")}


@dataclass(frozen=True, slots=True)
class ExchangeCounts:
    """How many favours each filter has in the window; the four kinds are those of the balance (E-31)."""

    all: int
    i_gave: int
    i_asked: int
    they_gave: int
    they_asked: int
    open: int
    our_work: int


@dataclass(frozen=True, slots=True)
class ExchangeList:
    rows: tuple[FavourLine, ...]
    page: Page[Any]
    counts: ExchangeCounts


def exchange_list(
    person: Person,
    today: date,
    *,
    since: date | None,
    show: str = "all",
    text: str = "",
    sort: str = "newest",
    page_number: int = 1,
) -> ExchangeList:
    """One page of what passed between the two from ``since`` on (None: all time); what is open counts whatever its age.

    ``show`` is a field of `ExchangeCounts`. Three queries.
    """
    found = Exchange.objects.filter(person=person)
    for word in text.split():
        found = found.filter(has_word(word, "what"))
    kinds = _kinds(since)
    counts = found.aggregate(**{kind: Count("pk", filter=chosen) for kind, chosen in kinds.items()})
    chosen = found.filter(kinds[show]).annotate(day=Coalesce("settled_on", "opened_on")).order_by(*SORTS[sort])
    page: Page[Any] = Paginator(chosen.values_list(*FavourRow._fields), PAGE_SIZE).get_page(page_number)
    rows = tuple(FavourRow._make(row).line(person.first_name, today) for row in page.object_list)
    return ExchangeList(rows=rows, page=page, counts=ExchangeCounts(**counts))


def _kinds(since: date | None) -> dict[str, Q]:
    """What each filter holds. A give counts by the day it was done, an ask by the day of asking, "our work" is none."""
    favour, unsettled = Q(our_work=False), Q(state__in=UNSETTLED_STATES)
    asked_since = Q(opened_on__gte=since) if since else Q()
    done_since = Q(settled_on__gte=since) if since else Q()
    anything_since = asked_since | done_since | unsettled if since else Q()
    done = Q(state=ExchangeState.KEPT) & done_since
    return {
        "all": anything_since,
        "i_gave": favour & done & Q(giver=Side.ME),
        "i_asked": favour & asked_since & Q(giver=Side.THEM, asked=True),
        "they_gave": favour & done & Q(giver=Side.THEM),
        "they_asked": favour & asked_since & Q(giver=Side.ME, asked=True),
        "open": unsettled,
        "our_work": anything_since & Q(our_work=True),
    }
