"""What time alone brings about: found by each account's local day, once, whatever was asleep meanwhile."""

from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch
from uuid import uuid4

import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from contacts.models import Circle, FollowUp, Heartbeat, Person, Standing, User
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers, change_settings
from contacts.services.contacts import choose_cadence, edit_circle
from contacts.services.follow_ups import complete_follow_up, reopen_follow_up, snooze_follow_up
from contacts.services.important_dates import DateEntry, add_date
from contacts.services.people import archive
from contacts.services.planning import release_nudges, sweep_nudges, sweep_planning, sweeps
from contacts.services.resting import let_rest
from contacts.tasks import sweep_follow_ups
from contacts.vocabulary import DateKind, FollowUpKind
from tests.factories import create_account, create_contact, create_nudge, create_person, log, today_of

MONDAY = date(2026, 3, 2)
EVERY_DAY = "0123456"
BOAT = "sold the boat to a school in Stavanger"


def at(day: date, hour: int = 12) -> time_machine.travel:
    return time_machine.travel(f"{day.isoformat()}T{hour:02}:00:00Z", tick=False)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def add_birthday(by: User, person: Person, month: int, day: int) -> None:
    entry = DateEntry(kind=DateKind.BIRTHDAY, month=month, day=day, lead_days=0)
    add_date(by=by, person=person, entry=entry, entry_key=uuid4())


class PlanningSweep(TestCase):
    def test_comes_with_each_accounts_own_day(self) -> None:
        """A birthday of 2 March is over when 3 March begins on the account's calendar."""
        cases = {
            "Pacific/Kiritimati": datetime(2026, 3, 2, 10, tzinfo=UTC),
            "Asia/Tokyo": datetime(2026, 3, 2, 15, tzinfo=UTC),
            "Europe/Oslo": datetime(2026, 3, 2, 23, tzinfo=UTC),
            "UTC": datetime(2026, 3, 3, 0, tzinfo=UTC),
            "America/St_Johns": datetime(2026, 3, 3, 3, 30, tzinfo=UTC),
            "Pacific/Pago_Pago": datetime(2026, 3, 3, 11, tzinfo=UTC),
        }
        with time_machine.travel("2026-02-27T12:00:00Z", tick=False):
            for zone in cases:
                account = create_account(email=f"{uuid4().hex}@example.org", time_zone=zone)
                add_birthday(account, create_person(by=account), 3, 2)
        for zone, begins in cases.items():
            rows = FollowUp.objects.open().filter(person__owner__time_zone=zone)
            with self.subTest(zone):
                sweep_planning(at=begins - timedelta(minutes=1))
                assert rows.get().due_on.year == 2026
                assert sweep_planning(at=begins) == 1
                assert rows.get().due_on.year == 2027
                assert sweep_planning(at=begins) == 0

    def test_a_week_asleep_is_made_up_for_once(self) -> None:
        alice = create_account()
        with at(MONDAY):
            people = [create_person(by=alice, name=f"Guest {number}") for number in range(7)]
            for number, person in enumerate(people):
                add_birthday(alice, person, 3, 3 + number)
        with at(MONDAY + days(9)):
            assert sweep_planning() == 7
            assert FollowUp.objects.open().count() == 7
            assert {row.due_on.year for row in FollowUp.objects.open()} == {2027}
            assert sweep_planning() == 0

    def test_works_through_all_in_batches_of_fixed_cost(self) -> None:
        alice = create_account()
        with at(MONDAY):
            for number in range(7):
                add_birthday(alice, create_person(by=alice, name=f"Guest {number}"), 3, 3)
        with at(MONDAY + days(2)), patch.object(sweeps, "PEOPLE_AT_ONCE", 3), CaptureQueriesContext(connection) as some:
            assert sweep_planning() == 7
        Person.objects.update(plan_on=MONDAY)
        FollowUp.objects.filter(due_on__year=2027).delete()
        with at(MONDAY + days(2)), CaptureQueriesContext(connection) as all_at_once:
            assert sweep_planning() == 7
        assert len(all_at_once) < len(some)

    def test_stops_in_time_and_goes_on_where_it_stopped(self) -> None:
        alice = create_account()
        with at(MONDAY):
            add_birthday(alice, create_person(by=alice), 3, 3)
        with at(MONDAY + days(2)):
            with patch.object(sweeps, "SECONDS", -1.0):
                assert sweep_planning() == 0
            assert sweep_planning() == 1

    def test_leaves_out_the_deleted_and_gives_a_missing_standing(self) -> None:
        alice = create_account()
        with at(MONDAY):
            contact = create_contact(by=alice)
            gone = create_contact(by=alice, name="Ben Okafor").person
        expected = Standing.objects.filter(pk=contact.pk).values().get()
        Standing.objects.all().delete()
        Person.objects.update(plan_on=MONDAY - days(3))
        Person.objects.filter(pk=gone.pk).update(deleted_at="2026-03-02T10:00:00Z")
        with at(MONDAY):
            assert sweep_planning() == 1
        assert Standing.objects.values().get() == expected

    def test_judges_anew_whose_standing_time_has_changed(self) -> None:
        """As after an upgrade that brought something new to know: everybody's day lies in the past."""
        alice = create_account()
        with at(MONDAY):
            contact = create_contact(by=alice)
            expected = Standing.objects.values().get()
            Standing.objects.update(unanswered=9, unanswered_touches=[1], i_gave=7, changes_on=MONDAY - days(9))
            Person.objects.filter(pk=contact.pk).update(plan_on=MONDAY - days(9))
            assert sweep_planning() == 1
        assert Standing.objects.values().get() == expected

    def test_everybody_again_changes_nothing(self) -> None:
        alice = create_account()
        with at(MONDAY):
            monthly = Circle.objects.get(name="Monthly")
            for number in range(5):
                contact = create_contact(by=alice, name=f"Guest {number}", days_ago=40 * number, circle=monthly)
                log(by=alice, person=contact.person, days_ago=number, learned=f"{BOAT} {number}")
                add_birthday(alice, contact.person, 1 + number, 9)
            let_rest(by=alice, contact=contact, until=MONDAY + days(10))
            before = [list(model.objects.order_by("pk").values()) for model in (FollowUp, Standing, Person)]
            Person.objects.update(plan_on=MONDAY - days(1))
            assert sweep_planning() == 5
            assert [list(model.objects.order_by("pk").values()) for model in (FollowUp, Standing, Person)] == before

    def test_one_in_disorder_holds_up_nobody_else(self) -> None:
        alice = create_account()
        with at(MONDAY):
            broken = create_nudge(by=alice, name="Guest 0").person
            FollowUp.objects.open().filter(person=broken).update(source_key="keep_in_touch:interaction:x")
            Person.objects.filter(pk=broken.pk).update(plan_on=MONDAY)
            for number in range(1, 4):
                add_birthday(alice, create_person(by=alice, name=f"Guest {number}"), 3, 3)
        for day in (2, 3):
            with at(MONDAY + days(day)), self.assertLogs(sweeps.log, "ERROR") as told:
                assert sweep_planning() == (3 if day == 2 else 0)
            [line] = told.output
            assert f"Person {broken.pk} " in line and "ValueError" in line and "Guest" not in line

    def test_an_unknown_time_zone_holds_up_nobody_else(self) -> None:
        alice = create_account()
        mallory = create_account(email="mallory@example.org")
        with at(MONDAY):
            for account in (alice, mallory):
                add_birthday(account, create_person(by=account), 3, 3)
                create_nudge(by=account, name="Ben Okafor")
        for zone in ("Mars/Olympus", "../Oslo", "Europe", ""):
            User.objects.filter(pk=mallory.pk).update(time_zone=zone)
            Person.objects.update(plan_on=MONDAY)
            User.objects.update(nudged_on=None)
            FollowUp.objects.update(released_on=None)
            with self.subTest(zone), at(MONDAY + days(2)), self.assertLogs(sweeps.log, "ERROR"):
                assert sweep_planning() == 2
                assert sweep_nudges() == 1

    def test_the_task_leaves_its_heartbeat(self) -> None:
        sweep_follow_ups()
        assert Heartbeat.objects.filter(name="follow_ups").exists()


class NudgesSweep(TestCase):
    """The budget of five a week, one a working day; what it let through stays through."""

    def setUp(self) -> None:
        self.alice = create_account()
        with at(MONDAY - days(70)):
            self.contacts = [create_contact(by=self.alice, name=f"Guest {number}") for number in range(8)]
            for contact in self.contacts:
                choose_cadence(by=self.alice, contact=contact, circle=None, own_cadence_days=30)

    def released(self) -> list[date]:
        rows = FollowUp.objects.filter(kind=FollowUpKind.KEEP_IN_TOUCH, released_on__isnull=False)
        return sorted(rows.values_list("released_on", flat=True))

    def sweep(self, day: date) -> int:
        with at(day):
            return sweep_nudges()

    def nudge(self, number: int) -> FollowUp:
        return FollowUp.objects.open().get(person=self.contacts[number].pk, kind=FollowUpKind.KEEP_IN_TOUCH)

    def test_one_a_working_day_and_none_at_the_weekend(self) -> None:
        for day in range(7):
            expected = 1 if day < 5 else 0
            assert self.sweep(MONDAY + days(day)) == expected
            assert self.sweep(MONDAY + days(day)) == 0, "once a day"
        assert self.released() == [MONDAY + days(day) for day in range(5)]

    def test_after_downtime_what_the_week_has_left_comes_at_once(self) -> None:
        self.sweep(MONDAY)
        assert self.sweep(MONDAY + days(3)) == 3

    def test_those_that_still_stand_keep_their_places_in_the_next_week(self) -> None:
        self.sweep(MONDAY + days(3))
        assert len(self.released()) == 4
        assert self.sweep(MONDAY + days(7)) == 0
        with at(MONDAY + days(7)):
            for row in FollowUp.objects.open().filter(released_on__isnull=False):
                complete_follow_up(by=self.alice, follow_up=row)
        assert self.sweep(MONDAY + days(8)) == 2, "the shares of Monday and Tuesday, and none of the week before"

    def test_one_account_alone(self) -> None:
        with at(MONDAY):
            assert release_nudges(account=self.alice, day=MONDAY) == 1
            assert release_nudges(account=self.alice, day=MONDAY) == 0

    def test_another_account_has_its_own_budget(self) -> None:
        mallory = create_account(email="mallory@example.org")
        with at(MONDAY - days(70)):
            contact = create_contact(by=mallory, name="Somebody")
            choose_cadence(by=mallory, contact=contact, circle=None, own_cadence_days=30)
        assert self.sweep(MONDAY) == 2

    def test_the_silent_take_no_place(self) -> None:
        with at(MONDAY):
            for contact in self.contacts[:7]:
                archive(by=self.alice, person=contact.person)
        assert self.sweep(MONDAY + days(3)) == 1

    def test_other_budgets(self) -> None:
        with at(MONDAY):
            change_numbers(by=self.alice, numbers=Numbers(nudges_a_week=0))
            assert sweep_nudges() == 0
        with at(MONDAY + days(1)):
            change_numbers(by=self.alice, numbers=Numbers(nudges_a_week=50))
            assert sweep_nudges() == 8

    def test_dealing_with_one_that_was_not_shown_takes_a_place(self) -> None:
        with at(MONDAY):
            complete_follow_up(by=self.alice, follow_up=self.nudge(7))
            assert self.released() == [MONDAY]
            assert sweep_nudges() == 0
        with at(MONDAY + days(1)):
            snooze_follow_up(by=self.alice, follow_up=self.nudge(6), choice="week")
            assert sweep_nudges() == 0
        with at(MONDAY + days(2)):
            log(by=self.alice, person=self.contacts[5].person, learned=BOAT)
            assert sweep_nudges() == 0
        assert self.released() == [MONDAY + days(day) for day in range(3)]

    def test_one_that_was_not_due_takes_none(self) -> None:
        with at(MONDAY - days(60)):
            complete_follow_up(by=self.alice, follow_up=self.nudge(0))
            log(by=self.alice, person=self.contacts[1].person, learned=BOAT)
            snooze_follow_up(by=self.alice, follow_up=self.nudge(2), choice="month")
        assert self.released() == []

    def test_leave_is_lost_when_the_day_moves_on(self) -> None:
        self.sweep(MONDAY)
        row = FollowUp.objects.get(released_on=MONDAY)
        contact = row.person.contact
        with at(MONDAY):
            choose_cadence(by=self.alice, contact=contact, circle=None, own_cadence_days=300)
            row.refresh_from_db()
            assert row.released_on is None
            choose_cadence(by=self.alice, contact=contact, circle=None, own_cadence_days=30)
            row.refresh_from_db()
            assert (row.released_on, row.state) == (None, "open")

    def test_leave_holds_for_what_is_opened_again(self) -> None:
        self.sweep(MONDAY)
        row = FollowUp.objects.get(released_on=MONDAY)
        with at(MONDAY):
            complete_follow_up(by=self.alice, follow_up=row)
            reopen_follow_up(by=self.alice, follow_up=row)
        row.refresh_from_db()
        assert (row.released_on, row.state) == (MONDAY, "open")

    def test_what_comes_due_later_that_day_is_asked_for_again(self) -> None:
        with at(MONDAY):
            mallory = create_account(email="mallory@example.org", working_days=EVERY_DAY)
            sweep_nudges()
            circle = Circle.objects.get(owner=mallory, name="Monthly")
            with self.captureOnCommitCallbacks(execute=True):
                create_contact(by=mallory, name="An old friend", days_ago=90, circle=circle)
            assert sweep_nudges() == 1

    def test_a_changed_circle_asks_again_too(self) -> None:
        with at(MONDAY - days(70)):
            circle = Circle.objects.get(name="Yearly")
            late = create_contact(by=self.alice, name="Late", circle=circle)
        with at(MONDAY):
            sweep_nudges()
            change_numbers(by=self.alice, numbers=Numbers(nudges_a_week=50))
            self.alice.refresh_from_db()
            with self.captureOnCommitCallbacks(execute=True):
                edit_circle(by=self.alice, circle=circle, name="Yearly", cadence_days=60)
            sweep_nudges()
        assert FollowUp.objects.get(person=late.pk, kind=FollowUpKind.KEEP_IN_TOUCH).released_on == MONDAY

    def test_moving_west_chooses_no_day_twice(self) -> None:
        with time_machine.travel("2026-03-02T22:30:00Z", tick=False):
            change_settings(by=self.alice, values={"time_zone": "Asia/Tokyo"})
            assert sweep_nudges() == 2, "Tuesday there: the shares of two days"
            change_settings(by=self.alice, values={"time_zone": "America/Los_Angeles"})
            self.alice.refresh_from_db()
            assert today_of(self.alice) == MONDAY
            assert sweep_nudges() == 0
