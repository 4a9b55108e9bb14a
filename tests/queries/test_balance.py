"""The balance list: filters, flags and their mutes, orders, windows, sentences, and the number of queries."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from contacts.marks import row_picture
from contacts.models import Contact, Exchange, Person, User
from contacts.queries.balance import BalanceChoice, BalanceList, balance_list
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers
from contacts.services.exchanges import mark_our_work
from contacts.services.mutes import mute
from contacts.services.people import archive
from contacts.vocabulary import ExchangeState, Reason, Side, Size
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_exchange,
    create_person,
    create_promise,
)

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
        return balance_list(self.alice, WEDNESDAY, **chosen)

    def names(self, **chosen: object) -> list[str]:
        return [row.name for row in self.listed(**chosen).rows]

    def test_a_flag_comes_first_then_the_larger_difference(self) -> None:
        assert self.names() == ["Ana", "Cleo", "Ben", "Dag", "Éva"]

    def test_all_time_counts_what_two_years_forgot(self) -> None:
        assert self.names(window="all") == ["Ana", "Dag", "Cleo", "Ben", "Éva"]

    def test_as_many_asks_weigh_as_much_as_gives(self) -> None:
        """Three asks that are spread too far for a flag stand beside three gives, by their names."""
        ben = Person.objects.get(name="Ben")
        for days_ago in (690, 640, 600):
            create_exchange(
                by=self.alice, person=ben, giver=Side.ME, asked=True, state=ExchangeState.OPEN, days_ago=days_ago
            )
        assert self.names() == ["Ana", "Ben", "Cleo", "Dag", "Éva"]

    def test_a_flag_that_is_not_heard_counts_for_nothing_in_the_order(self) -> None:
        ana, eva = (Person.objects.get(name=name) for name in ("Ana", "Éva"))
        for days_ago in (200, 120):
            create_ask(by=self.alice, person=eva, days_ago=days_ago)
        mute(by=self.alice, rule=Reason.ASK_ONLY, person=ana)
        create_exchange(by=self.alice, person=Person.objects.get(name="Cleo"), giver=Side.THEM, days_ago=8)
        assert self.names() == ["Cleo", "Ana", "Éva", "Ben", "Dag"]
        for person in (ana, eva):
            archive(by=self.alice, person=person)
        assert self.names(show="archived") == ["Ana", "Éva"]

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
        assert rows["Cleo"].promises == "Open: 1 promise of yours."
        assert rows["Dag"].promises == "Open: 1 promise of Dag."
        assert rows["Ana"].promises == ""
        assert not rows["Ana"].formal_relation

    def test_our_work_is_no_favour(self) -> None:
        eva = Person.objects.get(name="Éva")
        create_exchange(by=self.alice, person=eva, our_work=True)
        assert self.names(show="nothing") == ["Éva"]
        assert {row.name: row.facts for row in self.listed().rows}["Éva"] == ()

    def test_another_accounts_contacts_are_not_listed(self) -> None:
        mallory = create_account(email="mallory@example.org")
        create_contact(by=mallory, name="Xenia")
        assert self.names(text="xenia") == []

    def test_an_offer_that_counts_for_nobody_is_something_all_the_same(self) -> None:
        eva = Contact.objects.get(person__name="Éva")
        work = create_exchange(by=self.alice, person=eva.person, state=ExchangeState.OPEN)
        assert self.names(show="nothing") == []
        mark_our_work(by=self.alice, exchange=work, our_work=True)
        assert self.names(show="nothing") == ["Éva"]

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


@time_machine.travel(MORNING, tick=False)
class FlagTests(TestCase):
    """Ana is only asked, Ben only asks, Cleo is even with the user, Dag only lately, Éva gave nothing back."""

    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(MORNING, tick=False):
            cls.alice = create_account()
            names = ("Ana", "Ben", "Cleo", "Dag", "Éva")
            cls.people = {name: create_contact(by=cls.alice, name=name, days_ago=1200).person for name in names}
            for days_ago in (200, 120, 60):
                create_ask(by=cls.alice, person=cls.people["Ana"], days_ago=days_ago)
                cls.is_asked("Ben", days_ago)
            for name, days in {"Cleo": (500, 490), "Dag": (30, 20), "Éva": ()}.items():
                for giver, days_ago in zip(Side, days, strict=False):
                    create_exchange(by=cls.alice, person=cls.people[name], giver=giver, days_ago=days_ago)
            create_exchange(by=cls.alice, person=cls.people["Dag"], size=Size.LARGE, days_ago=900)
            create_exchange(by=cls.alice, person=cls.people["Éva"], days_ago=30)

    @classmethod
    def is_asked(cls, name: str, days_ago: int) -> None:
        """They ask the user, and are given it."""
        create_exchange(by=cls.alice, person=cls.people[name], asked=True, days_ago=days_ago)

    def listed(self, **chosen: object) -> BalanceList:
        return balance_list(self.alice, WEDNESDAY, **chosen)

    def names(self, show: str, **chosen: object) -> set[str]:
        found = self.listed(show=show, **chosen)
        assert found.page.paginator.count == len(found.rows) == getattr(found.counts, show)
        return {row.name for row in found.rows}

    def test_both_flags_have_their_filter(self) -> None:
        assert self.names("ask_only") == {"Ana"}
        assert self.names("they_ask_only") == {"Ben"}
        (row,) = self.listed(show="they_ask_only").rows
        assert (row.they_ask_only_since, row.ask_only_since) == (WEDNESDAY - timedelta(days=200), None)
        assert not row.is_muted

    def test_even_is_where_both_gave_in_that_window(self) -> None:
        assert self.names("even") == {"Cleo", "Dag"}
        assert self.names("even", window="all") == {"Cleo"}
        assert {row.name for row in self.listed().rows if row.is_even} == {"Cleo", "Dag"}
        assert {row.name for row in self.listed(window="all").rows if row.is_even} == {"Cleo"}

    def test_nobody_is_even_while_a_flag_is_up_and_heard(self) -> None:
        for name in ("Ana", "Ben"):
            for giver in Side:
                create_exchange(by=self.alice, person=self.people[name], giver=giver, days_ago=300)
        # Ben was given three more favours than he gave: two of his own make up for it.
        for days_ago in (310, 320):
            create_exchange(by=self.alice, person=self.people["Ben"], giver=Side.THEM, days_ago=days_ago)
        assert self.names("ask_only") == {"Ana"}
        assert self.names("they_ask_only") == {"Ben"}
        assert self.names("even") == {"Cleo", "Dag"}
        mute(by=self.alice, rule=Reason.ASK_ONLY, person=self.people["Ana"])
        mute(by=self.alice, rule=Reason.THEIR_ASKS, person=self.people["Ben"])
        assert self.names("even") == {"Ana", "Ben", "Cleo", "Dag"}
        assert {row.name for row in self.listed().rows if row.is_even} == self.names("even")

    def test_who_is_muted_is_not_accused(self) -> None:
        for name, rule, show in (("Ana", Reason.ASK_ONLY, "ask_only"), ("Ben", Reason.THEIR_ASKS, "they_ask_only")):
            for person in (self.people[name], None):
                with self.subTest(rule=rule, person=person):
                    row = mute(by=self.alice, rule=rule, person=person)
                    assert self.names(show) == set()
                    found = self.listed(text=name)
                    assert (found.rows[0].ask_only_since, found.rows[0].they_ask_only_since) == (None, None)
                    assert found.rows[0].is_muted
                    assert self.listed(show=show).is_muted == (person is None)
                    assert not found.is_muted
                    row.delete()

    def test_a_mute_of_another_rule_person_or_account_changes_nothing(self) -> None:
        mute(by=self.alice, rule=Reason.THEIR_ASKS, person=self.people["Ana"])
        mute(by=self.alice, rule=Reason.ASK_ONLY, person=self.people["Ben"])
        mute(by=self.alice, rule=Reason.DATE)
        mallory = create_account(email="mallory@example.org")
        for rule in (Reason.ASK_ONLY, Reason.THEIR_ASKS):
            mute(by=mallory, rule=rule)
        assert (self.names("ask_only"), self.names("they_ask_only")) == ({"Ana"}, {"Ben"})
        assert not any(row.is_muted for row in self.listed().rows)

    def test_the_archived_stand_in_their_list_and_are_not_accused(self) -> None:
        for name in ("Ana", "Ben", "Cleo"):
            archive(by=self.alice, person=self.people[name])
        assert self.names("archived") == {"Ana", "Ben", "Cleo"}
        assert (self.names("ask_only"), self.names("they_ask_only"), self.names("even")) == (set(), set(), {"Dag"})
        rows = self.listed(show="archived").rows
        assert not any(row.ask_only_since or row.they_ask_only_since or row.is_muted for row in rows)

    def test_the_window_is_the_accounts_own(self) -> None:
        assert self.listed().since == date(2024, 11, 18)
        self.alice = change_numbers(by=self.alice, numbers=Numbers(balance_months=6))
        found = self.listed()
        assert found.since == date(2026, 5, 18)
        assert self.names("even") == {"Dag"}
        assert {row.name: len(row.facts) for row in found.rows}["Cleo"] == 0

    def test_one_with_thousands_of_favours_is_a_row_like_any_other(self) -> None:
        told = {"person": self.people["Éva"], "giver": Side.ME, "state": ExchangeState.KEPT}
        days = {"opened_on": WEDNESDAY, "settled_on": WEDNESDAY}
        Exchange.objects.bulk_create(Exchange(what="a hand", **told, **days) for _ in range(5000))
        row = next(row for row in self.listed().rows if row.name == "Éva")
        assert row.says.startswith("You gave 5001")
        picture = row_picture(row.facts)
        assert picture.to_them.total == 5001
        assert [words.text for words in picture.words] == ["+4990"]

    def test_it_takes_as_many_queries_with_flags_and_mutes(self) -> None:
        mute(by=self.alice, rule=Reason.ASK_ONLY, person=self.people["Ana"])
        for show in ("all", "even", "they_ask_only"):
            with CaptureQueriesContext(connection) as captured:
                self.listed(show=show)
            assert len(captured) == 4, show

    def test_the_choice_of_a_file_is_that_of_the_page(self) -> None:
        for show in ("all", "ask_only", "they_ask_only", "even", "nothing", "archived"):
            for sort in ("one_sided", "oldest_gift", "touch", "name"):
                for window in ("recent", "all"):
                    choice = BalanceChoice(self.alice, WEDNESDAY, show=show, sort=sort, window=window)
                    listed = self.listed(show=show, sort=sort, window=window)
                    assert [contact.person.public_id for contact in choice.ordered()] == [
                        row.public_id for row in listed.rows
                    ]


@pytest.mark.django_db
def test_a_page_beyond_the_last_is_the_last() -> None:
    alice = create_account()
    create_contact(by=alice)
    assert balance_list(alice, WEDNESDAY, page_number=99).page.number == 1
