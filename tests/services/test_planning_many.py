"""What moves many people at once, a circle or the working days, costs as many queries for twice the people."""

from collections.abc import Callable
from datetime import date, timedelta

import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from contacts.models import Circle, FollowUp, Standing, User
from contacts.services.accounts import change_settings
from contacts.services.contacts import delete_circle, edit_circle
from contacts.services.follow_ups import snooze_follow_up
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import FollowUpKind
from tests.factories import create_account, create_contact, create_promise, log, today_of

THURSDAY = date(2026, 3, 5)


class MovingMany(TestCase):
    def count(self, size: int, verb: Callable[[User, Circle], object]) -> int:
        alice = create_account(email=f"{size}@example.org")
        circle = Circle.objects.get(owner=alice, name="Monthly")
        for number in range(size):
            contact = create_contact(by=alice, name=f"Guest {number}", days_ago=400, circle=circle)
            log(by=alice, person=contact.person, days_ago=50, learned=f"sold boat number {number} to a school")
            create_promise(by=alice, person=contact.person)
        with CaptureQueriesContext(connection) as queries:
            verb(alice, circle)
        assert rebuild_standings(list(Standing.objects.values_list("pk", flat=True))) == 0
        return len(queries)

    def test_another_cadence(self) -> None:
        def edit(alice: User, circle: Circle) -> None:
            edit_circle(by=alice, circle=circle, name="Monthly", cadence_days=77)
            due = FollowUp.objects.open().filter(person__owner=alice, kind=FollowUpKind.KEEP_IN_TOUCH)
            assert {(row.due_on - today_of(alice)).days for row in due} <= {27, 28, 29}

        assert self.count(2, edit) == self.count(4, edit)

    def test_a_circle_that_goes(self) -> None:
        def delete(alice: User, circle: Circle) -> None:
            delete_circle(by=alice, circle=circle)
            assert not FollowUp.objects.open().filter(person__owner=alice, kind=FollowUpKind.KEEP_IN_TOUCH).exists()

        assert self.count(2, delete) == self.count(4, delete)

    def test_new_working_days(self) -> None:
        def change(alice: User, circle: Circle) -> None:
            change_settings(by=alice, values={"working_days": "2"})
            due = FollowUp.objects.open().filter(person__owner=alice, kind=FollowUpKind.KEEP_IN_TOUCH)
            assert {row.due_on.weekday() for row in due} == {2}

        assert self.count(2, change) == self.count(4, change)


@time_machine.travel(f"{THURSDAY.isoformat()}T12:00:00Z", tick=False)
class NewWorkingDays(TestCase):
    def setUp(self) -> None:
        self.alice = create_account()
        create_contact(by=self.alice)
        self.monday = FollowUp.objects.get()
        assert self.monday.due_on == THURSDAY + timedelta(days=4)

    def test_move_a_first_follow_up(self) -> None:
        change_settings(by=self.alice, values={"working_days": "234"})
        assert FollowUp.objects.get().due_on == THURSDAY + timedelta(days=6)
        assert Standing.objects.get().next_due_on == THURSDAY + timedelta(days=6)

    def test_leave_it_where_its_day_still_fits(self) -> None:
        change_settings(by=self.alice, values={"working_days": "0"})
        assert FollowUp.objects.get().due_on == self.monday.due_on

    def test_leave_a_snooze_alone(self) -> None:
        snoozed = snooze_follow_up(by=self.alice, follow_up=self.monday, choice="month")
        change_settings(by=self.alice, values={"working_days": "234"})
        assert FollowUp.objects.get().snoozed_until == snoozed.snoozed_until

    def test_leave_what_is_late_alone(self) -> None:
        with time_machine.travel(f"{(THURSDAY + timedelta(days=9)).isoformat()}T12:00:00Z", tick=False):
            change_settings(by=self.alice, values={"working_days": "234"})
        assert FollowUp.objects.get().due_on == self.monday.due_on
