"""Sets of rows by name: what is deleted is hidden, what is due is due, and a name is found however it is typed."""

from datetime import time, timedelta

from django.test import TestCase

from contacts.models import Event, Exchange, FollowUp, Interaction, Person
from contacts.services.events import delete_event
from contacts.services.exchanges import delete_exchange
from contacts.services.follow_ups import complete_follow_up, snooze_follow_up
from contacts.services.interactions import delete_interaction
from contacts.services.people import delete_person
from contacts.vocabulary import Channel, Depth, StartedBy
from tests.factories import (
    create_account,
    create_ask,
    create_event,
    create_exchange,
    create_interaction,
    create_person,
    create_promise,
    create_reminder,
    log,
    today_of,
)


class SetsOfRows(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.today = today_of(cls.alice)

    def test_deleted_rows_are_hidden_from_lists_and_found_by_keys(self) -> None:
        ana = create_person(by=self.alice)
        hello = create_interaction(by=self.alice, person=ana, depth=Depth.HELLO)
        favour, event = create_exchange(by=self.alice, person=ana), create_event(by=self.alice)
        delete_interaction(by=self.alice, interaction=hello)
        delete_exchange(by=self.alice, exchange=favour)
        delete_event(by=self.alice, event=event)
        delete_person(by=self.alice, person=ana)
        for model in (Interaction, Exchange, Event, Person):
            with self.subTest(model.__name__):
                assert not model.objects.exists()
                assert model.everything.deleted().count() == 1
        assert Interaction.everything.get().person == ana

    def test_what_hangs_on_a_deleted_person_is_nobodys(self) -> None:
        ana = create_person(by=self.alice)
        create_interaction(by=self.alice, person=ana)
        create_promise(by=self.alice, person=ana)
        create_reminder(by=self.alice, person=ana)
        delete_person(by=self.alice, person=ana)
        for rows in (Interaction.objects, Exchange.objects, FollowUp.objects):
            assert not rows.owned_by(self.alice).exists()

    def test_a_stranger_owns_nothing_of_it(self) -> None:
        logged = log(by=self.alice, name="Ana")
        create_exchange(by=self.alice, person=logged.person)
        create_event(by=self.alice)
        for rows in (Person.objects, Interaction.objects, Exchange.objects, FollowUp.objects, Event.objects):
            assert rows.owned_by(self.alice).exists() and not rows.owned_by(self.mallory).exists()

    def test_contacts_and_the_door_share_out_everybody(self) -> None:
        contact, at_the_door = log(by=self.alice, name="Ana").person, create_person(by=self.alice, name="Ben")
        assert list(Person.objects.contacts()) == [contact]
        assert list(Person.objects.at_the_door()) == [at_the_door]
        assert (Person.objects.get(pk=contact.pk).is_contact, at_the_door.is_contact) == (True, False)

    def test_names_are_found_by_any_of_their_words_without_case_and_accents(self) -> None:
        person = create_person(
            by=self.alice, name="Zoë Øystein Łukasz", also_known_as="Зоя", organisation="Bücherei Århus"
        )
        for typed in ("zoe", "OYSTEIN", "lukasz zoe", "зоя", "bucherei", "Århus ZOË", "arhus", "ukas"):
            with self.subTest(typed):
                assert list(Person.objects.named_like(typed)) == [person]
        for typed in ("anna", "zoe anna"):
            with self.subTest(typed):
                assert not Person.objects.named_like(typed).exists()
        assert Person.objects.named_like("  ").count() == 1

    def test_due_by_looks_at_the_day_and_the_snooze(self) -> None:
        ana = create_person(by=self.alice)
        due = create_reminder(by=self.alice, person=ana, due_in=0)
        later = create_reminder(by=self.alice, person=ana, due_in=2)
        snoozed = create_reminder(by=self.alice, person=ana, due_in=0)
        snooze_follow_up(by=self.alice, follow_up=snoozed, until=self.today + timedelta(days=1))
        done = create_reminder(by=self.alice, person=ana, due_in=0)
        complete_follow_up(by=self.alice, follow_up=done)

        def due_by(days: int) -> set[FollowUp]:
            return set(FollowUp.objects.due_by(self.today + timedelta(days=days)))

        assert due_by(-1) == set()
        assert due_by(0) == {due}
        assert due_by(1) == {due, snoozed}
        assert due_by(2) == {due, snoozed, later}

    def test_in_touch_and_touches_say_the_same_as_the_row(self) -> None:
        for channel in Channel:
            for started_by in StartedBy:
                for depth in Depth:
                    for unfinished in (True, False):
                        create_interaction(
                            by=self.alice,
                            name="Ana",
                            channel=channel,
                            started_by=started_by,
                            depth=depth,
                            unfinished=unfinished,
                        )
        rows = list(Interaction.objects.all())
        assert set(Interaction.objects.in_touch()) == {row for row in rows if row.is_in_touch}
        assert set(Interaction.objects.touches()) == {row for row in rows if row.is_touch}
        assert set(Interaction.objects.unfinished()) == {row for row in rows if row.unfinished}
        assert set(Interaction.objects.meaningful()) == {row for row in rows if row.meaningful}
        assert 0 < Interaction.objects.in_touch().count() < len(rows)

    def test_favours_by_name(self) -> None:
        ana = create_person(by=self.alice)
        ask = create_ask(by=self.alice, person=ana)
        give = create_exchange(by=self.alice, person=ana)
        promise = create_promise(by=self.alice, person=ana)
        work = create_exchange(by=self.alice, person=ana, our_work=True)
        assert set(Exchange.objects.favours()) == set(Exchange.objects.all()) - {work} == {ask, give, promise}
        assert set(Exchange.objects.promised()) == {promise}
        assert set(Exchange.objects.unsettled()) == {ask, promise}

    def test_newest_first_goes_by_day_then_time_then_key(self) -> None:

        days = [(1, None), (0, time(9)), (0, time(18)), (3, None)]
        made = [
            create_interaction(by=self.alice, name="Ana", days_ago=ago, happened_at=at, learned="") for ago, at in days
        ]
        assert list(Interaction.objects.newest_first()) == [made[2], made[1], made[0], made[3]]
