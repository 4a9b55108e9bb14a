"""The list behind the balance: its filters hold what the balance counts, and it stays small however long it is."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.models import Contact, Exchange, User
from contacts.queries.exchanges import PAGE_SIZE, ExchangeList, exchange_list
from contacts.queries.favours import exchange_fact, favours_and_chasers
from contacts.rules.balance import judge_balance, months_before
from contacts.services.exchanges import mark_our_work
from contacts.vocabulary import Category, ExchangeState, Side, Size
from tests.factories import create_contact, create_exchange, today_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(alice: User) -> Contact:
    return create_contact(by=alice, name="Ana", days_ago=1500)


def listed(contact: Contact, by: User, **chosen: Any) -> ExchangeList:
    return exchange_list(contact.person, today_of(by), **{"since": None, **chosen})


def whats(found: ExchangeList) -> list[str]:
    return [row.what for row in found.rows]


def many(contact: Contact, by: User, *, count: int) -> None:
    """Any favours there may be: the list is read, not reasoned about."""
    chance, today = random.Random(count), today_of(by)
    rows = []
    for number in range(count):
        opened_on = today - timedelta(days=chance.randrange(1400))
        state = chance.choice(list(ExchangeState))
        settled = state in {ExchangeState.KEPT, ExchangeState.DECLINED, ExchangeState.DROPPED}
        rows.append(
            Exchange(
                person=contact.person,
                giver=chance.choice(list(Side)),
                asked=chance.random() < 0.5,
                what=f"favour {number}",
                size=chance.choice(list(Size)),
                state=state,
                opened_on=opened_on,
                due_on=opened_on + timedelta(days=9) if state == ExchangeState.PROMISED else None,
                settled_on=min(today, opened_on + timedelta(days=chance.randrange(300))) if settled else None,
                our_work=chance.random() < 0.1,
            )
        )
    Exchange.objects.bulk_create(rows)


@pytest.mark.parametrize("months", [None, 6, 24])
def test_the_four_kinds_are_those_of_the_balance(alice: User, ana: Contact, months: int | None) -> None:
    many(ana, alice, count=300)
    since = months_before(today_of(alice), months) if months else None
    balance = judge_balance([exchange_fact(row) for row in favours_and_chasers(ana.person)[0]], since=since)
    counts = listed(ana, alice, since=since).counts
    for kind in ("i_gave", "i_asked", "they_gave", "they_asked"):
        assert getattr(counts, kind) == getattr(balance, kind).total, kind
        assert listed(ana, alice, since=since, show=kind).page.paginator.count == getattr(counts, kind)


def test_what_is_open_is_in_no_window(alice: User, ana: Contact) -> None:
    create_exchange(by=alice, person=ana.person, asked=True, state=ExchangeState.OPEN, days_ago=1000, what="old ask")
    create_exchange(by=alice, person=ana.person, days_ago=1000, what="old gift")
    found = listed(ana, alice, since=today_of(alice) - timedelta(days=30))
    assert whats(found) == ["old ask"]
    assert (found.counts.all, found.counts.open, found.counts.they_asked) == (1, 1, 0)


def test_our_work_is_apart_from_the_favours(alice: User, ana: Contact) -> None:
    create_exchange(by=alice, person=ana.person, what="a favour")
    create_exchange(by=alice, person=ana.person, our_work=True, what="work")
    assert whats(listed(ana, alice, show="i_gave")) == ["a favour"]
    assert whats(listed(ana, alice, show="our_work")) == ["work"]
    assert listed(ana, alice).counts.all == 2


def test_sorts_and_finds(alice: User, ana: Contact) -> None:
    for days_ago, what, size in (
        (30, "Ærlig råd", Size.LARGE),
        (20, "a lift", Size.SMALL),
        (10, "a roof", Size.MEDIUM),
    ):
        create_exchange(by=alice, person=ana.person, days_ago=days_ago, what=what, size=size)
    assert whats(listed(ana, alice)) == ["a roof", "a lift", "Ærlig råd"]
    assert whats(listed(ana, alice, sort="oldest")) == ["Ærlig råd", "a lift", "a roof"]
    assert whats(listed(ana, alice, sort="largest")) == ["Ærlig råd", "a roof", "a lift"]
    assert whats(listed(ana, alice, text="ærlig")) == ["Ærlig råd"]
    assert whats(listed(ana, alice, text="A LIFT")) == ["a lift"]
    assert whats(listed(ana, alice, text="nothing")) == []


def test_a_row_says_what_it_knows(alice: User, ana: Contact) -> None:
    create_exchange(
        by=alice, person=ana.person, giver=Side.THEM, size=Size.MEDIUM, category=Category.ADVICE, private=True
    )
    [row] = listed(ana, alice).rows
    assert (row.category, row.private, row.wants_thanks, row.wants_outcome) == ("advice", True, True, True)
    assert row.says == "Ana gave"


def test_a_small_gift_may_be_thanked_for_and_our_work_is_none(alice: User, ana: Contact) -> None:
    create_exchange(by=alice, person=ana.person, giver=Side.THEM, size=Size.SMALL)
    [row] = listed(ana, alice).rows
    assert (row.wants_thanks, row.wants_outcome) == (True, True)
    mark_our_work(by=alice, exchange=Exchange.objects.get(), our_work=True)
    [row] = listed(ana, alice).rows
    assert (row.wants_thanks, row.wants_outcome) == (False, False)


def test_nobody_elses_and_nothing_deleted_is_in_it(alice: User, ana: Contact) -> None:
    other = create_contact(by=alice, name="Bo")
    create_exchange(by=alice, person=other.person)
    gone = create_exchange(by=alice, person=ana.person)
    Exchange.objects.filter(pk=gone.pk).update(deleted_at="2026-01-01T00:00:00Z")
    assert listed(ana, alice).counts.all == 0


def test_five_thousand_favours_are_a_page_at_a_time(alice: User, ana: Contact) -> None:
    many(ana, alice, count=5000)

    def count(**chosen: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            found = listed(ana, alice, **chosen)
        assert len(found.rows) <= PAGE_SIZE
        return len(captured)

    assert {count(), count(show="open"), count(page_number=90), count(since=date(2020, 1, 1))} == {3}
