"""Which nudges show: reading asks the same rule as the sweep, on this day and on days to come (E-35)."""

from datetime import date, timedelta

import time_machine
from django.test import TestCase

from contacts.models import Contact, FollowUp
from contacts.queries.nudges import nudge_board, shown_nudges
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers
from contacts.services.contacts import choose_cadence
from contacts.services.follow_ups import complete_follow_up, snooze_follow_up
from contacts.services.people import archive, delete_person
from contacts.services.planning import sweep_nudges
from contacts.vocabulary import FollowUpKind
from tests.factories import create_account, create_contact

MONDAY = date(2026, 3, 2)
MADE = MONDAY - timedelta(days=70)


def at(day: date) -> time_machine.travel:
    return time_machine.travel(f"{day.isoformat()}T12:00:00Z", tick=False)


def days(count: int) -> timedelta:
    return timedelta(days=count)


class Shown(TestCase):
    """Seven nudges that are due, and a budget of one each working day."""

    def setUp(self) -> None:
        self.alice = create_account()
        with at(MADE):
            for number in range(7):
                contact = create_contact(by=self.alice, name=f"Guest {number}")
                choose_cadence(by=self.alice, contact=contact, circle=None, own_cadence_days=30 + number)
        self.nudges = list(FollowUp.objects.filter(kind=FollowUpKind.KEEP_IN_TOUCH).order_by("pk"))

    def shown(self, today: date, on: date | None = None) -> frozenset[int]:
        with at(today):
            return shown_nudges(self.alice, on or today)

    def sweep(self, day: date) -> None:
        with at(day):
            sweep_nudges()
        self.alice.refresh_from_db()

    def test_reading_needs_no_sweep_and_says_what_it_does(self) -> None:
        for day in range(5):
            before = self.shown(MONDAY + days(day))
            assert len(before) == day + 1
            self.sweep(MONDAY + days(day))
            assert self.shown(MONDAY + days(day)) == before

    def test_what_shows_and_what_waits_is_all_there_is(self) -> None:
        with at(MONDAY):
            assert (len(shown_nudges(self.alice, MONDAY)), nudge_board(self.alice, MONDAY).waiting) == (1, 6)

    def test_a_day_to_come_is_what_it_will_be(self) -> None:
        foretold = [self.shown(MONDAY, MONDAY + days(day)) for day in range(5)]
        for day in range(5):
            self.sweep(MONDAY + days(day))
            assert self.shown(MONDAY + days(day)) == foretold[day]

    def test_the_week_ahead_names_each_once_on_a_working_day(self) -> None:
        with at(MONDAY):
            board = nudge_board(self.alice, MONDAY, ahead=6)
        assert len(board.coming) == 4
        assert {day.weekday() for day in board.coming.values()} == {1, 2, 3, 4}
        assert not board.shown & set(board.coming)

    def test_nothing_new_on_a_free_day(self) -> None:
        self.sweep(MONDAY + days(4))
        assert self.shown(MONDAY + days(5)) == self.shown(MONDAY + days(4))

    def test_what_came_through_stays_until_it_is_dealt_with(self) -> None:
        self.sweep(MONDAY)
        [key] = self.shown(MONDAY)
        assert key in self.shown(MONDAY + days(20))
        with at(MONDAY):
            complete_follow_up(by=self.alice, follow_up=FollowUp.objects.get(pk=key))
        assert self.shown(MONDAY) == frozenset(), "it took the place of the day"

    def test_a_snoozed_one_comes_back_without_asking(self) -> None:
        with at(MONDAY):
            for row in self.nudges[:3]:
                snooze_follow_up(by=self.alice, follow_up=row, choice="week")
        snoozed = {row.pk for row in self.nudges[:3]}
        assert not snoozed & self.shown(MONDAY + days(6))
        assert snoozed <= self.shown(MONDAY + days(7))

    def test_put_off_before_it_was_due_it_asks_when_it_comes_back(self) -> None:
        with at(MADE):
            for row in self.nudges:
                snooze_follow_up(by=self.alice, follow_up=row, until=MONDAY)
        assert self.shown(MONDAY - days(1)) == frozenset()
        for day in range(5):
            assert len(self.shown(MONDAY + days(day))) == day + 1
        with at(MONDAY - days(1)):
            board = nudge_board(self.alice, MONDAY - days(1), ahead=7)
            assert (board.waiting, len(board.coming)) == (0, 5)
            assert min(board.coming.values()) == MONDAY
        self.sweep(MONDAY)
        assert FollowUp.objects.filter(released_on=MONDAY).count() == 1

    def test_the_silent_and_the_deleted_are_not_there(self) -> None:
        people = [contact.person for contact in Contact.objects.order_by("pk")]
        with at(MONDAY):
            for person in people[:3]:
                archive(by=self.alice, person=person)
            for person in people[3:6]:
                delete_person(by=self.alice, person=person)
            assert self.shown(MONDAY) == {self.nudges[6].pk}
            assert nudge_board(self.alice, MONDAY).waiting == 0

    def test_without_a_budget_none_shows_and_all_wait(self) -> None:
        change_numbers(by=self.alice, numbers=Numbers(nudges_a_week=0))
        self.alice.refresh_from_db()
        assert self.shown(MONDAY) == frozenset()
        with at(MONDAY):
            assert nudge_board(self.alice, MONDAY).waiting == 7

    def test_another_accounts_are_not_mine(self) -> None:
        mallory = create_account(email="mallory@example.org")
        with at(MONDAY):
            assert shown_nudges(mallory, MONDAY) == frozenset()
            with self.assertNumQueries(2):
                nudge_board(self.alice, MONDAY, ahead=6)
