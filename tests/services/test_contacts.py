"""Contacts: founded once, founded on another, sent back to the door with everything kept; circles, cadences (E-01)."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from django.test import TestCase

from contacts.errors import FoundingInteraction, Refused
from contacts.models import Circle, Contact, Exchange, FollowUp, Interaction, Person, Standing
from contacts.services.contacts import (
    add_circle,
    choose_cadence,
    delete_circle,
    edit_circle,
    found_on_another,
    recognise_contact,
    send_back_to_the_door,
)
from contacts.services.interactions import delete_interaction, edit_interaction, entry_of, log_interaction
from contacts.vocabulary import Depth, FollowUpKind, FollowUpState
from tests.factories import (
    create_account,
    create_contact,
    create_exchange,
    create_interaction,
    create_promise,
    create_reminder,
    entry,
    log,
    today_of,
)

BOAT = "sold the boat to a school in Stavanger"


class FoundingAnew(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.contact = create_contact(by=cls.alice, days_ago=30)
        cls.ana = cls.contact.person

    def test_on_another_meaningful_interaction(self) -> None:
        other = create_interaction(by=self.alice, person=self.ana, learned=BOAT)
        assert found_on_another(by=self.alice, contact=self.contact, interaction=other).founded_on == other
        assert Contact.objects.get().founded_on == other

    def test_not_on_what_is_no_reason(self) -> None:
        hello = create_interaction(by=self.alice, person=self.ana, depth=Depth.HELLO)
        bens = create_contact(by=self.alice, name="Ben").founded_on
        gone = create_interaction(by=self.alice, person=self.ana, learned=BOAT)
        delete_interaction(by=self.alice, interaction=gone)
        for interaction in (hello, bens, gone):
            with self.assertRaises(Refused):
                found_on_another(by=self.alice, contact=self.contact, interaction=interaction)
        assert Contact.objects.get(pk=self.contact.pk).founded_on == self.contact.founded_on

    def test_a_stranger_does_nothing_to_it(self) -> None:
        other = create_interaction(by=self.alice, person=self.ana, learned=BOAT)
        with self.assertRaises(Refused):
            found_on_another(by=self.mallory, contact=self.contact, interaction=other)
        with self.assertRaises(Refused):
            send_back_to_the_door(by=self.mallory, contact=self.contact)
        with self.assertRaises(Refused):
            choose_cadence(by=self.mallory, contact=self.contact, circle=None, own_cadence_days=3)

    def test_the_constructor_answers_none_for_what_may_not_found(self) -> None:
        hello = create_interaction(by=self.alice, name="Ben", depth=Depth.HELLO)
        assert recognise_contact(by=self.alice, interaction=hello, person=hello.person) is None
        assert recognise_contact(by=self.alice, interaction=self.contact.founded_on, person=self.ana) is None


class SentBack(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.today = today_of(cls.alice)
        cls.monthly = Circle.objects.get(name="Monthly")
        cls.contact = create_contact(by=cls.alice, days_ago=30, circle=cls.monthly)
        cls.ana, cls.founder = cls.contact.person, cls.contact.founded_on

    def send_back(self) -> Person:
        return send_back_to_the_door(by=self.alice, contact=self.contact)

    def test_keeps_everything_and_plans_no_more(self) -> None:
        create_exchange(by=self.alice, person=self.ana)
        create_promise(by=self.alice, person=self.ana)
        create_reminder(by=self.alice, person=self.ana)
        person = self.send_back()
        assert not Contact.objects.exists() and not Standing.objects.exists()
        assert (Interaction.objects.count(), Exchange.objects.count()) == (1, 2)
        still_open = set(FollowUp.objects.open().values_list("kind", flat=True))
        assert still_open == {FollowUpKind.PROMISE_MINE, FollowUpKind.REMINDER}
        assert (person.parked_circle, person.parked_cadence_days) == (self.monthly, None)

    def test_a_later_log_founds_anew_with_what_was_parked(self) -> None:
        choose_cadence(by=self.alice, contact=self.contact, circle=self.monthly, own_cadence_days=14)
        self.send_back()
        logged = log(by=self.alice, person=self.ana, learned=BOAT)
        assert logged.contact_made and logged.contact
        assert (logged.contact.circle, logged.contact.own_cadence_days) == (self.monthly, 14)
        self.ana.refresh_from_db()
        assert (self.ana.sent_back_at, self.ana.parked_circle, self.ana.parked_cadence_days) == (None, None, None)
        assert FollowUp.objects.open().filter(kind=FollowUpKind.FIRST).count() == 1
        assert FollowUp.objects.open().filter(kind=FollowUpKind.KEEP_IN_TOUCH).count() == 1

    def test_a_later_log_about_an_earlier_day_founds_anew_as_well(self) -> None:
        self.send_back()
        assert log(by=self.alice, person=self.ana, days_ago=90, learned=BOAT).contact_made

    def test_a_circle_chosen_in_the_log_comes_before_the_parked_one(self) -> None:
        self.send_back()
        yearly = Circle.objects.get(name="Yearly")
        contact = log(by=self.alice, person=self.ana, learned=BOAT, circle=yearly).contact
        assert contact and contact.circle == yearly

    def test_a_parked_circle_that_was_deleted_is_no_circle(self) -> None:
        self.send_back()
        delete_circle(by=self.alice, circle=self.monthly)
        contact = log(by=self.alice, person=self.ana, learned=BOAT).contact
        assert contact and contact.circle is None

    def test_an_old_interaction_edited_or_sent_again_founds_nothing(self) -> None:
        sent = entry(by=self.alice, person=self.ana, learned=BOAT, days_ago=3)
        old = log_interaction(by=self.alice, entry=sent).interaction
        self.send_back()
        log_interaction(by=self.alice, entry=sent)
        log_interaction(by=self.alice, entry=replace(sent, learned=f"{BOAT} in May"), version=1)
        edit_interaction(by=self.alice, interaction=old, version=2, entry=entry_of(old))
        assert not Contact.objects.exists()

    def test_the_founder_is_free_to_change_and_go(self) -> None:
        self.send_back()
        edit_interaction(
            by=self.alice, interaction=self.founder, version=1, entry=replace(entry_of(self.founder), learned="")
        )
        delete_interaction(by=self.alice, interaction=self.founder)
        assert not Interaction.objects.exists()

    def test_twice_is_told(self) -> None:
        self.send_back()
        with self.assertRaisesMessage(Refused, "at the door"):
            self.send_back()

    def test_a_hello_founds_nothing_anew(self) -> None:
        self.send_back()
        assert not log(by=self.alice, person=self.ana, depth=Depth.HELLO).contact_made
        self.ana.refresh_from_db()
        assert self.ana.parked_circle == self.monthly

    def test_the_new_founder_is_held_like_the_first(self) -> None:
        self.send_back()
        founder = log(by=self.alice, person=self.ana, learned=BOAT).interaction
        with self.assertRaises(FoundingInteraction):
            delete_interaction(by=self.alice, interaction=founder)


class Circles(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.today = today_of(cls.alice)

    def test_begin_with_three(self) -> None:
        assert dict(self.alice.circles.values_list("name", "cadence_days")) == {
            "Monthly": 30,
            "Quarterly": 91,
            "Yearly": 365,
        }

    def test_are_added_edited_and_refused_with_a_sentence(self) -> None:
        circle = add_circle(by=self.alice, name=" Rowing  club ", cadence_days=42)
        assert (circle.name, circle.cadence_days) == ("Rowing club", 42)
        for name, days, field in (
            ("Rowing club", 30, "name"),
            ("", 30, "name"),
            ("x" * 81, 30, "name"),
            ("Choir", 0, "cadence_days"),
            ("Choir", -1, "cadence_days"),
            ("Choir", 3651, "cadence_days"),
        ):
            with self.subTest(name=name[:20], days=days):
                with self.assertRaises(Refused) as refusal:
                    add_circle(by=self.alice, name=name, cadence_days=days)
                assert refusal.exception.field == field
        with self.assertRaises(Refused):
            edit_circle(by=self.alice, circle=circle, name="Monthly", cadence_days=42)
        assert edit_circle(by=self.alice, circle=circle, name="Rowing", cadence_days=None).cadence_days is None
        assert add_circle(by=self.mallory, name="Rowing", cadence_days=1).owner == self.mallory

    def test_a_changed_cadence_moves_everybody_in_it(self) -> None:
        circle = add_circle(by=self.alice, name="Rowing", cadence_days=30)
        people = [create_contact(by=self.alice, name=f"Rower {n}", circle=circle).person for n in range(3)]
        edit_circle(by=self.alice, circle=circle, name="Rowing", cadence_days=100)
        due = FollowUp.objects.open().filter(kind=FollowUpKind.KEEP_IN_TOUCH).values_list("due_on", flat=True)
        assert len(due) == len(people)
        assert all(timedelta(100) <= day - self.today <= timedelta(102) for day in due)

    def test_a_deleted_circle_leaves_its_contacts_without_a_cadence(self) -> None:
        circle = add_circle(by=self.alice, name="Rowing", cadence_days=30)
        contact = create_contact(by=self.alice, circle=circle)
        own = create_contact(by=self.alice, name="Ben", circle=circle)
        choose_cadence(by=self.alice, contact=own, circle=circle, own_cadence_days=14)
        delete_circle(by=self.alice, circle=circle)
        contact.refresh_from_db()
        assert contact.circle is None
        turns = FollowUp.objects.open().filter(kind=FollowUpKind.KEEP_IN_TOUCH)
        assert [turn.person for turn in turns] == [own.person]

    def test_are_nobody_elses(self) -> None:
        theirs = add_circle(by=self.mallory, name="Rowing", cadence_days=30)
        contact = create_contact(by=self.alice)
        with self.assertRaises(Refused) as refusal:
            choose_cadence(by=self.alice, contact=contact, circle=theirs, own_cadence_days=None)
        assert refusal.exception.field == "circle"
        with self.assertRaises(Refused):
            edit_circle(by=self.alice, circle=theirs, name="Mine now", cadence_days=1)
        delete_circle(by=self.alice, circle=theirs)
        assert Circle.objects.get(pk=theirs.pk).name == "Rowing"

    def test_an_own_cadence_comes_before_the_circles(self) -> None:
        contact = create_contact(by=self.alice, circle=Circle.objects.get(owner=self.alice, name="Yearly"))
        assert contact.cadence_days == 365
        chosen = choose_cadence(by=self.alice, contact=contact, circle=contact.circle, own_cadence_days=7)
        assert chosen.cadence_days == 7
        for days in (-1, 3651):
            with self.assertRaises(Refused) as refusal:
                choose_cadence(by=self.alice, contact=contact, circle=None, own_cadence_days=days)
            assert refusal.exception.field == "own_cadence_days"

    def test_a_circle_that_is_gone_is_told(self) -> None:
        circle = add_circle(by=self.alice, name="Rowing", cadence_days=30)
        Circle.objects.filter(pk=circle.pk).delete()
        with self.assertRaises(Refused):
            edit_circle(by=self.alice, circle=circle, name="Rowing", cadence_days=1)
        with self.assertRaises(Refused):
            log(by=self.alice, name="Ana", circle=circle, entry_key=uuid4())
        contact = create_contact(by=self.alice, name="Ben")
        with self.assertRaises(Refused):
            choose_cadence(by=self.alice, contact=contact, circle=circle, own_cadence_days=None)
        assert FollowUp.objects.get().state == FollowUpState.OPEN
