"""The same form sent twice is one row; the same form with other words (Back, change, save) loses none of them."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import TestCase

from contacts.entries import ExchangeEntry
from contacts.errors import Refused
from contacts.models import Event, Exchange, FollowUp, Person
from contacts.services.events import add_event, delete_event, edit_event
from contacts.services.exchanges import add_exchange, delete_exchange, settle_exchange
from contacts.services.follow_ups import complete_follow_up, remind_on
from contacts.vocabulary import ExchangeState, Side, Size
from tests.factories import create_account, create_person, today_of


class FormsAgain(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.today = today_of(cls.alice)
        cls.ana = create_person(by=cls.alice)
        cls.ben = create_person(by=cls.alice, name="Ben")

    def setUp(self) -> None:
        self.key: UUID = uuid4()

    def favour(self, person: Person | None = None, **fields: Any) -> Exchange:
        whole = {"giver": Side.ME, "asked": False, "what": "a book", "size": Size.SMALL, "state": ExchangeState.KEPT}
        told = ExchangeEntry(**{**whole, **fields})
        return add_exchange(by=self.alice, person=person or self.ana, entry=told, on=self.today, entry_key=self.key)

    def reminder(self, person: Person | None = None, text: str = "call", in_days: int = 0) -> FollowUp:
        due_on = self.today + timedelta(days=in_days)
        return remind_on(by=self.alice, person=person or self.ana, due_on=due_on, text=text, entry_key=self.key)

    def event(self, **fields: Any) -> Event:
        return add_event(by=self.alice, entry_key=self.key, **{"name": "Dinner", "happened_on": self.today, **fields})

    def test_other_words_are_another_favour_and_each_of_them_twice_is_once(self) -> None:
        changes: tuple[dict[str, Any], ...] = (
            {},
            {"what": "two books"},
            {"size": Size.LARGE},
            {"asked": True},
            {"state": ExchangeState.PROMISED, "due_on": self.today},
            {"our_work": True},
            {"private": True},
            {"person": self.ben},
        )
        rows = [[self.favour(**fields) for _ in "ab"] for fields in changes for _ in "ab"]
        assert all(one == two for one, two in rows)
        assert Exchange.objects.count() == len(changes)
        assert Exchange.objects.filter(person=self.ben).count() == 1

    def test_a_favour_deleted_meanwhile_is_noted_anew(self) -> None:
        delete_exchange(by=self.alice, exchange=self.favour())
        again = self.favour()
        assert again.deleted_at is None and again == self.favour()
        delete_exchange(by=self.alice, exchange=again)
        assert self.favour().deleted_at is None
        assert (Exchange.objects.count(), Exchange.everything.count()) == (1, 3)

    def test_a_favour_settled_meanwhile_is_not_doubled_by_a_second_tap(self) -> None:
        first = self.favour(state=ExchangeState.OPEN)
        settle_exchange(by=self.alice, exchange=first, state=ExchangeState.KEPT, on=self.today)
        assert self.favour(state=ExchangeState.OPEN) == first

    def test_other_words_are_another_reminder_and_each_of_them_twice_is_once(self) -> None:
        changes: tuple[dict[str, Any], ...] = ({}, {"text": "write"}, {"in_days": 1}, {"person": self.ben})
        rows = [[self.reminder(**fields) for _ in "ab"] for fields in changes for _ in "ab"]
        assert all(one == two for one, two in rows)
        assert FollowUp.objects.open().count() == len(changes)
        assert FollowUp.objects.get(person=self.ben).text == "call"

    def test_a_reminder_done_meanwhile_is_set_anew(self) -> None:
        complete_follow_up(by=self.alice, follow_up=self.reminder())
        assert self.reminder() == self.reminder() == FollowUp.objects.open().get()

    def test_other_words_are_another_event_and_each_of_them_twice_is_once(self) -> None:
        changes: tuple[dict[str, Any], ...] = (
            {},
            {"name": "Supper"},
            {"place": "Mesh"},
            {"shared_notes": "the talks"},
            {"happened_on": self.today - timedelta(days=1)},
        )
        rows = [[self.event(**fields) for _ in "ab"] for fields in changes for _ in "ab"]
        assert all(one == two for one, two in rows)
        assert Event.objects.count() == len(changes)

    def test_an_event_put_right_meanwhile_is_not_doubled_by_a_second_tap(self) -> None:
        first = self.event()
        edit_event(
            by=self.alice, event=first, version=1, name="Dinner", happened_on=self.today, shared_notes="the talks"
        )
        assert self.event() == first

    def test_an_event_deleted_meanwhile_is_named_anew(self) -> None:
        delete_event(by=self.alice, event=self.event())
        again = self.event()
        assert again.deleted_at is None and again == self.event()

    def test_of_another_account_a_key_is_refused(self) -> None:
        mallory = create_account(email="mallory@example.org")
        theirs = create_person(by=mallory)
        self.favour(), self.reminder(), self.event()
        told = ExchangeEntry(giver=Side.ME, asked=False, what="x", size=Size.SMALL, state=ExchangeState.KEPT)
        for verb in (
            lambda: add_exchange(by=mallory, person=theirs, entry=told, on=self.today, entry_key=self.key),
            lambda: remind_on(by=mallory, person=theirs, due_on=self.today, text="x", entry_key=self.key),
            lambda: add_event(by=mallory, entry_key=self.key, name="x", happened_on=self.today),
        ):
            with self.assertRaises(Refused):
                verb()
