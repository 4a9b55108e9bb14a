"""What Today shows around its list: the door, the flags, whom to let rest, nudges that wait, the week ahead."""

from datetime import date, timedelta

import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from contacts.models import Exchange, Notification, Person, User
from contacts.queries.day import Day, the_day
from contacts.queries.nudges import nudge_board
from contacts.services.mutes import mute
from contacts.services.people import archive, mark_deceased
from contacts.services.resting import keep_on, let_rest
from contacts.vocabulary import ExchangeState, FollowUpKind, Reason, Side
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_event,
    create_exchange,
    create_nudge,
    create_person,
    create_reminder,
    leave_unanswered,
    log,
)

WEDNESDAY = date(2026, 11, 18)
MORNING = "2026-11-18T09:00:00+00:00"


@time_machine.travel(MORNING, tick=False)
class DayTests(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def day(self) -> Day:
        return the_day(self.alice, WEDNESDAY)

    def test_the_first_day_knows_nobody(self) -> None:
        day = the_day(self.alice, WEDNESDAY)
        assert not day.knows_anybody
        assert not day.head.has_contacts
        assert day.week == ()

    def test_an_event_of_yesterday_waits_for_its_debrief_until_somebody_is_logged(self) -> None:
        event = create_event(by=self.alice, days_ago=1)
        debrief = the_day(self.alice, WEDNESDAY).debrief
        assert debrief is not None
        assert (debrief.public_id, debrief.is_today) == (event.public_id, False)
        log(by=self.alice, name="Ana", event=event, days_ago=1)
        assert the_day(self.alice, WEDNESDAY).debrief is None

    def test_an_event_of_the_day_before_yesterday_does_not(self) -> None:
        create_event(by=self.alice, days_ago=2)
        assert the_day(self.alice, WEDNESDAY).debrief is None

    def test_what_is_to_finish_is_counted(self) -> None:
        log(by=self.alice, name="Ana", unfinished=True)
        log(by=self.alice, name="Ben", unfinished=True)
        assert the_day(self.alice, WEDNESDAY).to_finish == 2

    def test_the_door_shows_the_newest(self) -> None:
        for number in range(5):
            create_person(by=self.alice, name=f"Person {number}")
        day = the_day(self.alice, WEDNESDAY)
        assert day.door_count == 5
        assert [person.name for person in day.door] == ["Person 4", "Person 3", "Person 2"]

    def test_the_week_ahead_names_what_is_planned(self) -> None:
        ana = create_person(by=self.alice, name="Ana")
        create_reminder(by=self.alice, person=ana, due_in=2)
        create_reminder(by=self.alice, person=ana, due_in=8)
        for number in range(5):
            create_reminder(by=self.alice, person=create_person(by=self.alice, name=f"P{number}"), due_in=5)
        week = the_day(self.alice, WEDNESDAY).week
        assert [(ahead.label, len(ahead.planned), ahead.more) for ahead in week] == [
            ("Fri 20", 1, 0),
            ("Sat, Sun", 0, 0),
            ("Mon 23", 3, 2),
        ]

    def test_the_ask_only_flag_is_shown(self) -> None:
        ana = create_contact(by=self.alice, name="Ana", days_ago=400).person
        for days_ago in (200, 120, 60):
            create_exchange(
                by=self.alice, person=ana, giver=Side.THEM, asked=True, days_ago=days_ago, state=ExchangeState.OPEN
            )
        assert Exchange.objects.filter(asked=True).count() == 3
        (flag,) = the_day(self.alice, WEDNESDAY).flags
        assert (flag.name, flag.asks, flag.since) == ("Ana", 3, WEDNESDAY - timedelta(days=200))

    def test_nudges_that_wait_are_counted_and_come_on_the_day_of_their_turn(self) -> None:
        for number in range(7):
            create_nudge(by=self.alice, name=f"Ana {number}", days_ago=60 + number)
        day = self.day()
        # Five a week over five days: by Wednesday three are through, one each on Thursday, Friday, Monday and Tuesday.
        assert [entry.person.name for entry in day.due.entries] == ["Ana 6", "Ana 5", "Ana 4"]
        assert (day.nudges.waiting, day.nudges.a_week) == (4, 5)
        coming = [(ahead.label, [one.name for one in ahead.planned]) for ahead in day.week if ahead.planned]
        assert [label for label, _names in coming] == ["Thu 19", "Fri 20", "Mon 23", "Tue 24"]
        assert sorted(name for _label, names in coming for name in names) == ["Ana 0", "Ana 1", "Ana 2", "Ana 3"]
        assert all(one.kind == FollowUpKind.KEEP_IN_TOUCH for ahead in day.week for one in ahead.planned)

    def test_a_nudge_that_is_wanted_later_in_the_week_has_its_turn_then(self) -> None:
        create_nudge(by=self.alice, name="Ana", days_ago=28, cadence=30)
        assert [(ahead.label, ahead.planned[0].name) for ahead in self.day().week if ahead.planned] == [
            ("Fri 20", "Ana")
        ]

    def test_a_budget_of_none_lets_nobody_through(self) -> None:
        create_nudge(by=self.alice)
        self.alice.own_numbers = {"nudges_a_week": 0}
        day = self.day()
        assert (day.due.people, day.nudges.waiting, day.week) == (0, 1, ())

    def test_the_board_says_the_same_of_a_day_to_come_as_that_day_will(self) -> None:
        for number in range(9):
            create_nudge(by=self.alice, name=f"Ana {number}", days_ago=60 + number)
        thursday = nudge_board(self.alice, WEDNESDAY + timedelta(days=1))
        ahead = nudge_board(self.alice, WEDNESDAY, ahead=1)
        assert thursday.shown == ahead.shown | set(ahead.coming)

    def test_whoever_answers_nothing_may_be_let_rest(self) -> None:
        ana = create_contact(by=self.alice, name="Ana Ferreira", days_ago=200).person
        leave_unanswered(by=self.alice, person=ana)
        (rest,) = self.day().rests
        assert (rest.name, rest.count) == ("Ana Ferreira", 3)
        assert [touch.on for touch in rest.touches] == [WEDNESDAY - timedelta(days=ago) for ago in (30, 60, 90)]

    def test_three_are_proposed_and_the_others_counted(self) -> None:
        for number in range(4):
            leave_unanswered(
                by=self.alice, person=create_contact(by=self.alice, name=f"A{number}", days_ago=200).person
            )
        day = self.day()
        assert (len(day.rests), day.rests_left) == (3, 1)

    def test_nobody_is_proposed_who_was_kept_on_rests_is_silent_or_muted(self) -> None:
        contacts = [create_contact(by=self.alice, name=f"Ana {number}", days_ago=200) for number in range(5)]
        for contact in contacts:
            leave_unanswered(by=self.alice, person=contact.person)
        kept, resting, archived, dead, muted = contacts
        keep_on(by=self.alice, contact=kept)
        let_rest(by=self.alice, contact=resting, until=None)
        archive(by=self.alice, person=archived.person)
        mark_deceased(by=self.alice, person=dead.person, deceased=True)
        mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH, person=muted.person)
        day = self.day()
        assert (day.rests, day.rest_count) == ((), 0)

    def test_a_flag_is_left_out_where_its_rule_is_muted_or_the_contact_is_left_in_peace(self) -> None:
        contacts = [create_contact(by=self.alice, name=name, days_ago=400) for name in ("Ana", "Ben", "Cleo", "Dag")]
        for contact in contacts:
            for days_ago in (200, 120, 60):
                create_ask(by=self.alice, person=contact.person, days_ago=days_ago)
        ana, ben, cleo, _dag = contacts
        mute(by=self.alice, rule=Reason.ASK_ONLY, person=ana.person)
        let_rest(by=self.alice, contact=ben, until=None)
        archive(by=self.alice, person=cleo.person)
        day = self.day()
        assert ([flag.name for flag in day.flags], day.flag_count) == (["Dag"], 1)
        mute(by=self.alice, rule=Reason.ASK_ONLY)
        assert self.day().flags == ()

    def test_the_archived_and_the_deceased_do_not_stand_at_the_door(self) -> None:
        ana, ben, _cleo = (create_person(by=self.alice, name=name) for name in ("Ana", "Ben", "Cleo"))
        archive(by=self.alice, person=ana)
        mark_deceased(by=self.alice, person=ben, deceased=True)
        day = self.day()
        assert ([person.name for person in day.door], day.door_count) == (["Cleo"], 1)

    def test_notifications_not_looked_at_are_counted(self) -> None:
        Notification.objects.create(account=self.alice, title="A channel was switched off")
        mallory = create_account(email="mallory@example.org")
        Notification.objects.create(account=mallory, title="A channel was switched off")
        assert self.day().unseen == 1

    def test_it_takes_as_many_queries_for_twice_the_rows(self) -> None:
        self._fill(4)
        with CaptureQueriesContext(connection) as few:
            self.day()
        self._fill(4)
        with CaptureQueriesContext(connection) as many:
            self.day()
        assert len(few) == len(many) <= 10

    def _fill(self, number: int) -> None:
        for _place in range(number):
            made = Person.objects.count()
            create_nudge(by=self.alice, name=f"Ana {made}", days_ago=60)
            leave_unanswered(
                by=self.alice, person=create_contact(by=self.alice, name=f"Ben {made}", days_ago=200).person
            )
            asked = create_contact(by=self.alice, name=f"Cleo {made}", days_ago=400).person
            for days_ago in (200, 120, 60):
                create_ask(by=self.alice, person=asked, days_ago=days_ago)
            create_reminder(by=self.alice, person=create_person(by=self.alice, name=f"Dag {made}"), due_in=2)
            create_event(by=self.alice, days_ago=-2)
