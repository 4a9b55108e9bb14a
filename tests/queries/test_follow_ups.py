"""The list of all open follow-ups: its sorts, what waits for its turn, what repeats, and what was done over what."""

from datetime import date

import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from contacts.models import FollowUp, Person, User
from contacts.queries.day import the_day
from contacts.queries.follow_ups import (
    FollowUpList,
    follow_up_list,
    follow_up_row,
    is_still_due,
    last_channel,
    next_of_person,
)
from contacts.services.follow_ups import snooze_follow_up
from contacts.services.people import archive
from contacts.vocabulary import Channel, FollowUpKind, StartedBy
from tests.factories import (
    create_account,
    create_contact,
    create_date,
    create_gift,
    create_nudge,
    create_person,
    create_promise,
    create_reminder,
    log,
)

WEDNESDAY = date(2026, 11, 18)
MORNING = "2026-11-18T09:00:00+00:00"


@time_machine.travel(MORNING, tick=False)
class ListTests(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def listed(self, **chosen: str) -> FollowUpList:
        return follow_up_list(self.alice, WEDNESDAY, **chosen)

    def test_every_sort_finds_its_own(self) -> None:
        ana = create_nudge(by=self.alice, days_ago=50).person
        create_gift(by=self.alice, person=ana, days_ago=33)
        create_date(by=self.alice, person=ana, month=11, day=20)
        create_reminder(by=self.alice, person=ana)
        create_promise(by=self.alice, person=ana)
        for show, kinds in (
            ("promises", {FollowUpKind.PROMISE_MINE}),
            ("thanks", {FollowUpKind.THANK, FollowUpKind.OUTCOME}),
            ("keep_in_touch", {FollowUpKind.KEEP_IN_TOUCH}),
            ("dates", {FollowUpKind.DATE}),
            ("reminders", {FollowUpKind.REMINDER}),
            ("first", set()),
            ("no_ask", set()),
            ("waiting", set()),
        ):
            found = self.listed(show=show)
            assert {row.kind for row in found.rows} == kinds, show
            assert getattr(found.counts, show) == len(found.rows), show

    def test_a_nudge_that_the_budget_holds_back_is_marked_and_counted(self) -> None:
        for number in range(5):
            create_nudge(by=self.alice, name=f"Ana {number}", days_ago=60 + 7 * number)
        found = self.listed()
        assert [(row.name, row.waits) for row in found.rows] == [
            ("Ana 4", False),
            ("Ana 3", False),
            ("Ana 2", False),
            ("Ana 1", True),
            ("Ana 0", True),
        ]
        assert found.counts.waiting == 2
        assert {row.name for row in self.listed(show="waiting").rows} == {"Ana 0", "Ana 1"}
        row = FollowUp.objects.open().get(person__name="Ana 0")
        alone = follow_up_row(self.alice, WEDNESDAY, follow_up_id=row.pk)
        assert alone is not None
        assert alone.waits
        snooze_follow_up(by=self.alice, follow_up=row, choice="week")
        # Dealt with by hand, it has taken a place of the week, and somebody else waits for it.
        assert {row.name for row in self.listed(show="waiting").rows} == {"Ana 1", "Ana 2"}

    def test_what_repeats_says_how_often(self) -> None:
        create_reminder(by=self.alice, person=create_person(by=self.alice), repeats="two_weeks")
        assert [row.repeats for row in self.listed().rows] == ["every 2 weeks"]

    def test_the_archived_are_not_listed(self) -> None:
        ana = create_person(by=self.alice)
        create_reminder(by=self.alice, person=ana)
        archive(by=self.alice, person=ana)
        assert self.listed().counts.all == 0

    def test_it_takes_as_many_queries_for_twice_the_rows(self) -> None:
        self._fill(2)
        with CaptureQueriesContext(connection) as few:
            self.listed()
        self._fill(2)
        with CaptureQueriesContext(connection) as many:
            self.listed()
        assert len(few) == len(many) <= 6

    def _fill(self, number: int) -> None:
        for _place in range(number):
            ana = create_nudge(by=self.alice, name=f"Ana {Person.objects.count()}", days_ago=60).person
            create_gift(by=self.alice, person=ana, days_ago=33)
            create_date(by=self.alice, person=ana, month=11, day=20)
            create_reminder(by=self.alice, person=ana, repeats="monthly")

    def test_nothing_else_is_on_today_where_the_rest_waits_for_its_turn(self) -> None:
        self.alice.own_numbers = {"nudges_a_week": 0}
        ana = create_nudge(by=self.alice, days_ago=50).person
        reminder = create_reminder(by=self.alice, person=ana)
        assert not is_still_due(self.alice, reminder, on=WEDNESDAY)
        assert next_of_person(self.alice, reminder, today=WEDNESDAY) == date(2026, 10, 29)
        self.alice.own_numbers = {}
        assert is_still_due(self.alice, reminder, on=WEDNESDAY)

    def test_what_comes_next_of_somebody_is_what_turns_up_first(self) -> None:
        ana = create_nudge(by=self.alice, days_ago=0, cadence=365).person
        reminder = create_reminder(by=self.alice, person=ana)
        assert next_of_person(self.alice, reminder, today=WEDNESDAY) == date(2027, 11, 18)
        create_reminder(by=self.alice, person=ana, due_in=3)
        assert next_of_person(self.alice, reminder, today=WEDNESDAY) == date(2026, 11, 21)

    def test_a_nudge_stands_on_the_same_day_here_and_in_the_week_ahead(self) -> None:
        for number in range(4):
            create_nudge(by=self.alice, name=f"Ana {number}", days_ago=60 + 7 * number)
        for number in range(3):
            create_nudge(by=self.alice, name=f"Ben {number}", days_ago=29)
        self.alice.own_numbers = {"nudges_a_week": 4}
        week = the_day(self.alice, WEDNESDAY).week
        foreseen = {one.name: ahead.label for ahead in week for one in ahead.planned}
        rows = {row.name: row for row in self.listed().rows}
        assert {"Ben 0", "Ben 1"} & set(foreseen), "some of those who are due tomorrow have their turn in the week"
        for name, row in rows.items():
            if name in foreseen:
                assert f"{row.turns_up_on:%a} {row.turns_up_on.day}" == foreseen[name], name
                assert row.is_about == (row.turns_up_on > row.due_on), name
            else:
                assert row.turns_up_on <= WEDNESDAY or row.is_later, name
        assert [row.turns_up_on for row in self.listed().rows] == sorted(row.turns_up_on for row in rows.values())

    def test_whoever_has_no_turn_in_the_week_ahead_comes_later(self) -> None:
        create_nudge(by=self.alice, days_ago=29)
        self.alice.own_numbers = {"nudges_a_week": 0}
        (row,) = self.listed().rows
        assert (row.waits, row.is_about, row.is_later) == (False, False, True)

    def test_the_channel_of_the_last_talk_is_known(self) -> None:
        ana = create_contact(by=self.alice, days_ago=9).person
        log(by=self.alice, person=ana, days_ago=3, channel=Channel.PHONE)
        log(by=self.alice, person=ana, days_ago=1, channel=Channel.EMAIL, started_by=StartedBy.ME)
        assert last_channel(ana.pk) == Channel.PHONE
        assert last_channel(create_person(by=self.alice).pk) is None
