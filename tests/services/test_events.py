"""Events: named once, edited, deleted and restored; what happened there stays with its people."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.test import TestCase

from contacts.errors import Refused, StaleVersion
from contacts.models import Event
from contacts.services.events import add_event, delete_event, edit_event, restore_event
from contacts.vocabulary import Channel, EventPart
from tests.factories import create_account, create_event, create_interaction, today_of


class EventTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.today = today_of(cls.alice)

    def add(self, **fields: Any) -> Event:
        return add_event(by=self.alice, **{"entry_key": uuid4(), "name": "Dinner", "happened_on": self.today, **fields})

    def test_keeps_what_was_said_about_it(self) -> None:
        self.add(
            name="  Harbour   dinner ",
            place="Oslo",
            part=EventPart.HOSTING,
            channel=Channel.VIDEO,
            shared_notes="a\r\nb",
        )
        row = Event.objects.get()
        assert (row.name, row.place, row.part, row.channel, row.shared_notes) == (
            "Harbour dinner",
            "Oslo",
            EventPart.HOSTING,
            Channel.VIDEO,
            "a\nb",
        )

    def test_the_same_key_is_one_event_and_nobody_elses(self) -> None:
        key = uuid4()
        first, again = self.add(entry_key=key), self.add(entry_key=key)
        assert first == again and Event.objects.get().name == "Dinner"
        with self.assertRaises(Refused):
            add_event(by=self.mallory, entry_key=key, name="Mine", happened_on=self.today)

    def test_refuses_with_the_field(self) -> None:
        for fields, field in (
            ({"name": " \x00"}, "name"),
            ({"name": "x" * 201}, "name"),
            ({"place": "x" * 201}, "place"),
            ({"shared_notes": "x" * 20_001}, "shared_notes"),
            ({"happened_on": date(self.today.year - 121, 1, 1)}, "happened_on"),
            ({"happened_on": date.min}, "happened_on"),
            ({"happened_on": date.max}, "happened_on"),
        ):
            with self.subTest(field), self.assertRaises(Refused) as refusal:
                self.add(**fields)
            assert refusal.exception.field == field
        assert not Event.objects.exists()

    def test_may_be_ahead(self) -> None:
        assert self.add(happened_on=self.today + timedelta(days=200)).pk

    def test_two_tabs(self) -> None:
        event = create_event(by=self.alice)
        edit_event(by=self.alice, event=event, version=1, name="Supper", happened_on=self.today)
        with self.assertRaises(StaleVersion) as stale:
            edit_event(by=self.alice, event=event, version=1, name="Lunch", happened_on=self.today)
        assert stale.exception.current.name == "Supper"

    def test_deleting_leaves_the_talks_and_restoring_finds_them(self) -> None:
        event = create_event(by=self.alice)
        talk = create_interaction(by=self.alice, name="Ana", event=event)
        delete_event(by=self.alice, event=event)
        assert not Event.objects.exists()
        talk.refresh_from_db()
        assert talk.event == event
        restore_event(by=self.alice, event=event)
        assert list(Event.objects.get().interactions.all()) == [talk]

    def test_a_stranger_does_nothing_to_it(self) -> None:
        event = create_event(by=self.alice)
        for verb in (
            lambda: edit_event(by=self.mallory, event=event, version=1, name="x", happened_on=self.today),
            lambda: delete_event(by=self.mallory, event=event),
            lambda: restore_event(by=self.mallory, event=event),
        ):
            with self.assertRaises(Refused):
                verb()
        assert Event.objects.get().name == event.name
