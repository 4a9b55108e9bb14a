"""Reminders that repeat (E-37): the next comes of closing one, it never moves, and it can be stopped."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import time_machine
from django.test import TestCase

from contacts.errors import Refused
from contacts.models import FollowUp, Standing
from contacts.rules.repeats import repeat_rule
from contacts.services.contacts import choose_cadence
from contacts.services.follow_ups import (
    asks_about_cadence,
    complete_follow_up,
    dismiss_follow_up,
    remind_on,
    reopen_follow_up,
    snooze_follow_up,
    stop_repeating,
)
from contacts.services.people import archive
from contacts.vocabulary import FollowUpKind
from tests.factories import create_account, create_contact, create_reminder

SATURDAY = date(2026, 1, 31)
KEY = UUID("4c1a8a39-7f0c-4a8e-9d61-3a2f64f3a111")


def at(day: date) -> time_machine.travel:
    return time_machine.travel(f"{day.isoformat()}T12:00:00Z", tick=False)


class Repeating(TestCase):
    def setUp(self) -> None:
        self.alice = create_account()
        with at(SATURDAY):
            self.contact = create_contact(by=self.alice)
            self.first = self.remind()

    def remind(self, choice: str = "monthly", key: UUID = KEY) -> FollowUp:
        return remind_on(
            by=self.alice,
            person=self.contact.person,
            due_on=SATURDAY,
            text="water the office plants",
            entry_key=key,
            repeat=repeat_rule(choice, first_on=SATURDAY),
        )

    def series(self) -> list[tuple[date, str]]:
        rows = FollowUp.objects.filter(kind=FollowUpKind.REMINDER).order_by("due_on")
        return [(row.due_on, row.closed_how) for row in rows]

    def waiting(self) -> FollowUp:
        return FollowUp.objects.open().get(kind=FollowUpKind.REMINDER)

    def test_the_same_form_again_is_the_same_row(self) -> None:
        with at(SATURDAY):
            assert self.remind() == self.first
            assert self.remind("weekly") != self.first
        assert self.first.source_key == f"reminder:{KEY}:2026-01-31"

    def test_closing_one_makes_the_next_on_its_own_day(self) -> None:
        for verb, day in ((complete_follow_up, SATURDAY), (dismiss_follow_up, date(2026, 3, 1))):
            with at(day):
                row = self.waiting()
                verb(by=self.alice, follow_up=row)
                verb(by=self.alice, follow_up=row)
        assert self.series() == [
            (SATURDAY, "done"),
            (date(2026, 2, 28), "not_needed"),
            (date(2026, 3, 31), ""),
        ]
        assert {row.text for row in FollowUp.objects.filter(kind=FollowUpKind.REMINDER)} == {"water the office plants"}
        assert self.waiting().source_key == f"reminder:{KEY}:2026-03-31"

    def test_days_that_were_missed_are_not_made_up_for(self) -> None:
        with at(date(2026, 7, 15)):
            complete_follow_up(by=self.alice, follow_up=self.first)
        assert self.waiting().due_on == date(2026, 7, 31)

    def test_done_early_the_next_is_the_one_after(self) -> None:
        with at(SATURDAY):
            complete_follow_up(by=self.alice, follow_up=self.first)
            complete_follow_up(by=self.alice, follow_up=self.waiting())
        assert self.waiting().due_on == date(2026, 3, 31)

    def test_taking_back_takes_the_next_back(self) -> None:
        with at(SATURDAY):
            complete_follow_up(by=self.alice, follow_up=self.first)
            reopen_follow_up(by=self.alice, follow_up=self.first)
            assert self.waiting() == self.first
            complete_follow_up(by=self.alice, follow_up=self.first)
        assert self.series() == [(SATURDAY, "done"), (date(2026, 2, 28), "")]
        assert Standing.objects.get().next_due_on is not None

    def test_a_snooze_ends_nothing(self) -> None:
        with at(SATURDAY):
            snooze_follow_up(by=self.alice, follow_up=self.first, choice="week")
        with at(SATURDAY + timedelta(days=7)):
            complete_follow_up(by=self.alice, follow_up=self.waiting())
        assert self.waiting().due_on == date(2026, 2, 28)

    def test_stopped_the_one_that_waits_is_the_last(self) -> None:
        with at(SATURDAY):
            complete_follow_up(by=self.alice, follow_up=self.first)
            for _ in range(2):
                stop_repeating(by=self.alice, follow_up=self.waiting())
            complete_follow_up(by=self.alice, follow_up=self.waiting())
        assert [how for _on, how in self.series()] == ["done", "done"]

    def test_stopping_one_series_leaves_the_others(self) -> None:
        with at(SATURDAY):
            other = self.remind("weekly", uuid4())
            stop_repeating(by=self.alice, follow_up=self.first)
        other.refresh_from_db()
        assert other.repeat

    def test_a_rule_that_ends_has_no_next(self) -> None:
        with at(SATURDAY):
            row = remind_on(
                by=self.alice,
                person=self.contact.person,
                due_on=SATURDAY,
                text="twice only",
                entry_key=uuid4(),
                repeat="DTSTART;VALUE=DATE:20260131\nRRULE:FREQ=WEEKLY;COUNT=2",
            )
            complete_follow_up(by=self.alice, follow_up=row)
            rows = FollowUp.objects.filter(text="twice only")
            complete_follow_up(by=self.alice, follow_up=rows.get(state="open"))
        assert [one.due_on for one in rows.order_by("due_on")] == [SATURDAY, SATURDAY + timedelta(days=7)]
        assert not rows.filter(state="open").exists()

    def test_what_is_no_rule_and_who_is_silent(self) -> None:
        with at(SATURDAY):
            with self.assertRaises(ValueError):
                remind_on(
                    by=self.alice,
                    person=self.contact.person,
                    due_on=SATURDAY,
                    text="never",
                    entry_key=uuid4(),
                    repeat="now and then",
                )
            archive(by=self.alice, person=self.contact.person)
            with self.assertRaises(Refused):
                create_reminder(by=self.alice, person=self.contact.person)


class AsksAboutCadence(TestCase):
    def test_once_a_contact_and_for_nudges_alone(self) -> None:
        alice = create_account()
        contact = create_contact(by=alice)
        choose_cadence(by=alice, contact=contact, circle=None, own_cadence_days=30)
        nudge = FollowUp.objects.get(kind=FollowUpKind.KEEP_IN_TOUCH)
        first = FollowUp.objects.get(kind=FollowUpKind.FIRST)
        assert not asks_about_cadence(by=alice, follow_up=first)
        assert [asks_about_cadence(by=alice, follow_up=nudge) for _ in range(3)] == [True, False, False]
