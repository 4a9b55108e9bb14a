"""The balance list: filters, orders, windows, sentences, and the number of queries."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from contacts.models import Contact, Person, User
from contacts.queries.balance import BalanceList, balance_list
from contacts.vocabulary import ExchangeState, Side, Size
from tests.factories import create_account, create_ask, create_contact, create_exchange, create_person, create_promise

WEDNESDAY = date(2026, 11, 18)
MORNING = "2026-11-18T09:00:00+00:00"


@time_machine.travel(MORNING, tick=False)
class BalanceTests(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(MORNING, tick=False):
            cls.alice = create_account()
            names = ("Ana", "Ben", "Cleo", "Dag", "Éva")
            ana, ben, cleo, dag, _eva = (
                create_contact(by=cls.alice, name=name, days_ago=900 + place).person for place, name in enumerate(names)
            )
            create_person(by=cls.alice, name="Frida at the door")
            for days_ago in (200, 120, 60):
                create_ask(by=cls.alice, person=ana, days_ago=days_ago)
            create_exchange(by=cls.alice, person=ben, giver=Side.ME, days_ago=10)
            create_exchange(by=cls.alice, person=ben, giver=Side.THEM, days_ago=9, size=Size.SMALL)
            for days_ago in (300, 30, 20):
                create_exchange(by=cls.alice, person=cleo, giver=Side.THEM, days_ago=days_ago)
            create_promise(by=cls.alice, person=cleo, days_ago=9, due_in=-3)
            for _time in range(5):
                create_exchange(by=cls.alice, person=dag, giver=Side.ME, days_ago=800)
            create_promise(by=cls.alice, person=dag, due_in=9, giver=Side.THEM)

    def listed(self, **chosen: object) -> BalanceList:
        return balance_list(self.alice, WEDNESDAY, **chosen)  # type: ignore[arg-type]

    def names(self, **chosen: object) -> list[str]:
        return [row.name for row in self.listed(**chosen).rows]

    def test_the_most_one_sided_come_first_asks_after_gives(self) -> None:
        assert self.names() == ["Cleo", "Ana", "Ben", "Dag", "Éva"]

    def test_all_time_counts_what_two_years_forgot(self) -> None:
        assert self.names(window="all") == ["Dag", "Cleo", "Ana", "Ben", "Éva"]

    def test_other_orders(self) -> None:
        assert self.names(sort="name") == ["Ana", "Ben", "Cleo", "Dag", "Éva"]
        assert self.names(sort="oldest_gift") == ["Dag", "Ben", "Ana", "Cleo", "Éva"]
        assert self.names(sort="touch") == ["Ana", "Ben", "Cleo", "Dag", "Éva"]

    def test_filters_and_their_counts(self) -> None:
        counts = self.listed().counts
        assert (counts.all, counts.ask_only, counts.i_owe, counts.they_owe, counts.nothing) == (5, 1, 1, 1, 1)
        assert self.names(show="ask_only") == ["Ana"]
        assert self.names(show="i_owe") == ["Cleo"]
        assert self.names(show="they_owe") == ["Dag"]
        assert self.names(show="nothing") == ["Éva"]

    def test_search_sets_accents_and_case_aside(self) -> None:
        assert self.names(text="EVA") == ["Éva"]
        assert self.listed(text="eva").counts.all == 1
        assert self.names(text="nobody") == []

    def test_a_row_says_what_stands(self) -> None:
        rows = {row.name: row for row in self.listed().rows}
        assert rows["Ana"].ask_only_since == WEDNESDAY - timedelta(days=200)
        assert rows["Ben"].is_even
        assert rows["Cleo"].late_promises == 1
        assert not rows["Cleo"].is_even
        assert rows["Éva"].is_empty
        assert not rows["Éva"].is_even
        assert len(rows["Cleo"].facts) == 4

    def test_our_work_is_no_favour(self) -> None:
        eva = Person.objects.get(name="Éva")
        create_exchange(by=self.alice, person=eva, our_work=True)
        assert self.names(show="nothing") == ["Éva"]
        assert {row.name: row.facts for row in self.listed().rows}["Éva"] == ()

    def test_another_accounts_contacts_are_not_listed(self) -> None:
        mallory = create_account(email="mallory@example.org")
        create_contact(by=mallory, name="Xenia")
        assert self.names(text="xenia") == []

    def test_a_contact_without_a_standing_counts_as_nothing(self) -> None:
        Contact.objects.get(person__name="Éva").standing.delete()
        assert self.names(show="nothing") == ["Éva"]
        assert len(self.names()) == 5

    def test_it_takes_as_many_queries_for_twice_the_rows(self) -> None:
        with CaptureQueriesContext(connection) as few:
            self.listed()
        for number in range(5):
            person = create_contact(by=self.alice, name=f"Person {number}", days_ago=20).person
            create_exchange(by=self.alice, person=person, state=ExchangeState.KEPT)
        with CaptureQueriesContext(connection) as many:
            self.listed()
        assert len(few) == len(many) <= 4


@pytest.mark.django_db
def test_a_page_beyond_the_last_is_the_last() -> None:
    alice = create_account()
    create_contact(by=alice)
    assert balance_list(alice, WEDNESDAY, page_number=99).page.number == 1
