"""Rests (E-35): let rest, woken by hand, by the day or by being in touch; kept on with; parked at the door."""

from dataclasses import replace
from datetime import date, timedelta

import time_machine
from django.test import TestCase

from contacts.errors import Refused
from contacts.models import Circle, Contact, FollowUp, Standing
from contacts.services.contacts import choose_cadence, send_back_to_the_door
from contacts.services.interactions import delete_interaction, edit_interaction, entry_of, move_interaction
from contacts.services.people import archive, bring_back, mark_deceased
from contacts.services.planning import sweep_planning
from contacts.services.resting import keep_on, let_rest, wake
from contacts.vocabulary import Channel, Depth, FollowUpKind, StartedBy
from tests.factories import (
    create_account,
    create_contact,
    create_person,
    create_promise,
    create_reminder,
    log,
    today_of,
)

NOW = "2026-11-18T12:00:00Z"  # a Wednesday
TODAY = date(2026, 11, 18)
LATER = TODAY + timedelta(days=40)


class RestingCase(TestCase):
    def setUp(self) -> None:
        travel = time_machine.travel(NOW, tick=False)
        self.clock = travel.start()
        self.addCleanup(travel.stop)
        self.alice = create_account()
        self.contact = create_contact(by=self.alice, days_ago=200)
        self.ana = self.contact.person
        monthly = Circle.objects.get(owner=self.alice, name="Monthly")
        choose_cadence(by=self.alice, contact=self.contact, circle=monthly, own_cadence_days=None)

    def on(self, day: date) -> None:
        self.clock.move_to(f"{day.isoformat()}T12:00:00Z")
        sweep_planning()

    def speaking(self) -> set[str]:
        return set(FollowUp.objects.open().filter(person=self.ana).values_list("kind", flat=True))

    def rest(self, until: date | None = LATER, reason: str = "maternity leave") -> Contact:
        return let_rest(by=self.alice, contact=self.contact, until=until, reason=reason)

    def now(self) -> Contact:
        return Contact.objects.get(pk=self.contact.pk)

    def reach_out(self, *days_ago: int) -> None:
        for number, days in enumerate(days_ago):
            log(
                by=self.alice,
                person=self.ana,
                days_ago=days,
                channel=Channel.MESSAGE,
                started_by=StartedBy.ME,
                talked_about=f"the library, letter {number}",
                learned="",
            )


class Resting(RestingCase):
    def test_what_is_computed_falls_silent_and_the_users_own_days_speak(self) -> None:
        create_reminder(by=self.alice, person=self.ana, due_in=3)
        create_promise(by=self.alice, person=self.ana)
        assert FollowUpKind.KEEP_IN_TOUCH in self.speaking()
        row = self.rest(reason="  maternity   leave ")
        assert (row.resting_since, row.resting_until, row.rest_reason) == (TODAY, LATER, "maternity leave")
        assert self.speaking() == {FollowUpKind.REMINDER, FollowUpKind.PROMISE_MINE}

    def test_it_ends_by_itself_on_the_wake_day(self) -> None:
        self.rest()
        self.on(LATER - timedelta(days=1))
        assert self.now().is_resting(today_of(self.alice))
        assert self.speaking() == set()
        self.on(LATER)
        assert not self.now().is_resting(today_of(self.alice))
        assert FollowUpKind.KEEP_IN_TOUCH in self.speaking()

    def test_waking_brings_back_what_was_silent(self) -> None:
        self.rest(until=None)
        self.on(TODAY + timedelta(days=300))
        assert self.speaking() == set()
        row = wake(by=self.alice, contact=self.contact)
        assert row.resting_until == today_of(self.alice)
        assert FollowUpKind.KEEP_IN_TOUCH in self.speaking()
        assert wake(by=self.alice, contact=self.contact).resting_until == row.resting_until

    def test_a_rest_of_no_day_leaves_nothing_behind(self) -> None:
        self.rest()
        row = wake(by=self.alice, contact=self.contact)
        assert (row.resting_since, row.resting_until, row.rest_reason) == (None, None, "")

    def test_a_rest_that_runs_is_changed_and_one_that_ended_begins_anew(self) -> None:
        self.rest()
        self.on(TODAY + timedelta(days=5))
        row = self.rest(until=None, reason="asked for quiet")
        assert (row.resting_since, row.resting_until, row.rest_reason) == (TODAY, None, "asked for quiet")
        self.on(TODAY + timedelta(days=9))
        wake(by=self.alice, contact=self.contact)
        self.on(TODAY + timedelta(days=10))
        assert self.rest().resting_since == TODAY + timedelta(days=10)

    def test_what_makes_no_sense_is_refused_beside_its_field(self) -> None:
        for until, reason, field in (
            (TODAY, "", "until"),
            (TODAY - timedelta(days=1), "", "until"),
            (date(2047, 1, 1), "", "until"),
            (date.max, "", "until"),
            (LATER, "x" * 201, "reason"),
        ):
            with self.subTest(until=until), self.assertRaises(Refused) as refusal:
                self.rest(until, reason)
            assert refusal.exception.field == field
        assert self.now().resting_since is None

    def test_is_for_contacts_of_ones_own_who_are_heard_of(self) -> None:
        mallory = create_account(email="mallory@example.org")
        for verb in (wake, keep_on):
            with self.assertRaises(Refused):
                verb(by=mallory, contact=self.contact)
        with self.assertRaises(Refused):
            let_rest(by=mallory, contact=self.contact, until=None, reason="")
        archive(by=self.alice, person=self.ana)
        with self.assertRaises(Refused):
            self.rest()
        bring_back(by=self.alice, person=self.ana)
        mark_deceased(by=self.alice, person=self.ana, deceased=True)
        with self.assertRaises(Refused):
            self.rest()
        mark_deceased(by=self.alice, person=self.ana, deceased=False)
        send_back_to_the_door(by=self.alice, contact=self.contact)
        with self.assertRaises(Refused):
            self.rest()


class BeingInTouch(RestingCase):
    """A rest without a wake day ends when they are in touch; one with a day goes on."""

    def test_ends_a_rest_without_a_day(self) -> None:
        self.rest(until=None)
        self.on(TODAY + timedelta(days=20))
        log(by=self.alice, person=self.ana)
        assert not self.now().is_resting(today_of(self.alice))
        assert self.now().rest_reason == "maternity leave"
        assert FollowUpKind.KEEP_IN_TOUCH in self.speaking()

    def test_ends_it_on_the_very_day_too(self) -> None:
        self.rest(until=None)
        log(by=self.alice, person=self.ana)
        assert self.now().resting_since is None

    def test_leaves_a_rest_with_a_day(self) -> None:
        self.rest()
        log(by=self.alice, person=self.ana)
        assert self.now().is_resting(TODAY)
        assert self.speaking() == set()

    def test_is_not_a_hello_a_letter_without_an_answer_or_what_was_before(self) -> None:
        self.rest(until=None)
        self.on(TODAY + timedelta(days=20))
        log(by=self.alice, person=self.ana, depth=Depth.HELLO, learned="")
        log(by=self.alice, person=self.ana, channel=Channel.EMAIL, started_by=StartedBy.ME, learned="")
        log(by=self.alice, person=self.ana, days_ago=30)
        log(by=self.alice, person=self.ana, unfinished=True)
        assert self.now().is_resting(today_of(self.alice))

    def test_counts_once_it_is_known(self) -> None:
        half = log(by=self.alice, person=self.ana, unfinished=True).interaction
        self.rest(until=None)
        edit_interaction(
            by=self.alice,
            interaction=half,
            version=half.version,
            entry=replace(entry_of(half), unfinished=False),
        )
        assert not self.now().is_resting(TODAY)

    def test_putting_an_older_word_right_wakes_nobody(self) -> None:
        talk = log(by=self.alice, person=self.ana).interaction
        self.rest(until=None)
        changed = replace(entry_of(talk), talked_about="the other library and its boats")
        edit_interaction(by=self.alice, interaction=talk, version=talk.version, entry=changed)
        assert self.now().is_resting(TODAY)

    def test_counts_for_whom_it_was_moved_to(self) -> None:
        bo = create_person(by=self.alice, name="Bo")
        talk = log(by=self.alice, person=bo, learned="has moved to Leeds and plays the cello").interaction
        self.rest(until=None)
        other = log(by=self.alice, person=bo, learned="sold the boat to a school in Stavanger").interaction
        move_interaction(by=self.alice, interaction=other, to=self.ana)
        assert not self.now().is_resting(TODAY)
        assert talk.person == bo

    def test_taken_back_does_not_let_them_rest_again(self) -> None:
        self.rest(until=None)
        self.on(TODAY + timedelta(days=20))
        talk = log(by=self.alice, person=self.ana, learned="sold the boat to a school in Stavanger").interaction
        delete_interaction(by=self.alice, interaction=talk)
        assert not self.now().is_resting(today_of(self.alice))


class Parked(RestingCase):
    def send_back(self) -> None:
        send_back_to_the_door(by=self.alice, contact=self.contact)
        # Only what is logged later founds anew.
        self.clock.shift(timedelta(minutes=1))

    def test_at_the_door_the_rest_is_parked_and_comes_back(self) -> None:
        self.rest()
        self.send_back()
        self.ana.refresh_from_db()
        assert (self.ana.parked_resting_since, self.ana.parked_resting_until) == (TODAY, LATER)
        assert self.ana.parked_rest_reason == "maternity leave"
        log(by=self.alice, person=self.ana)
        assert (self.now().resting_until, self.now().rest_reason) == (LATER, "maternity leave")
        assert self.now().is_resting(TODAY)
        self.ana.refresh_from_db()
        assert (self.ana.parked_resting_since, self.ana.parked_rest_reason) == (None, "")
        assert self.ana.sent_back_at is None

    def test_without_a_day_the_conversation_that_founds_anew_ends_it(self) -> None:
        self.rest(until=None)
        self.send_back()
        log(by=self.alice, person=self.ana)
        assert not self.now().is_resting(TODAY)

    def test_never_is_parked_as_never(self) -> None:
        choose_cadence(by=self.alice, contact=self.contact, circle=self.contact.circle, own_cadence_days=0)
        self.send_back()
        log(by=self.alice, person=self.ana)
        assert self.now().own_cadence_days == 0
        assert self.now().cadence_days is None


class Unanswered(RestingCase):
    """Touch after touch without an answer proposes a rest."""

    def unanswered(self) -> int:
        return Standing.objects.get(contact=self.contact).unanswered

    def test_keeping_on_forgives_what_went_unanswered(self) -> None:
        self.reach_out(60, 40, 20)
        assert self.unanswered() == 3
        assert FollowUpKind.KEEP_IN_TOUCH not in self.speaking()
        assert keep_on(by=self.alice, contact=self.contact).keep_on_from == TODAY
        assert self.unanswered() == 0
        assert FollowUpKind.KEEP_IN_TOUCH in self.speaking()

    def test_a_rest_forgives_it_too_once_it_is_over(self) -> None:
        self.reach_out(60, 40, 20)
        self.rest()
        self.on(LATER)
        assert FollowUpKind.KEEP_IN_TOUCH in self.speaking()

    def test_a_rest_taken_back_at_once_forgives_nothing(self) -> None:
        self.reach_out(60, 40, 20)
        self.rest()
        wake(by=self.alice, contact=self.contact)
        assert self.unanswered() == 3
