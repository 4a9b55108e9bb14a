"""Follow-ups: planned once however often, answered by what is logged, closed by hand (E-03, E-32, E-35, E-37)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.test import TestCase

from contacts.errors import Refused
from contacts.models import Circle, Contact, FollowUp, Interaction, Person
from contacts.services.accounts import change_settings
from contacts.services.contacts import choose_cadence, edit_circle
from contacts.services.exchanges import (
    delete_exchange,
    edit_exchange,
    move_promise,
    reopen_exchange,
    restore_exchange,
    settle_exchange,
)
from contacts.services.follow_ups import (
    complete_follow_up,
    dismiss_follow_up,
    remind_on,
    reopen_follow_up,
    snooze_follow_up,
)
from contacts.services.interactions import (
    delete_interaction,
    edit_interaction,
    entry_of,
    restore_interaction,
)
from contacts.services.people import delete_person, erase_person, restore_person
from contacts.services.planning import replan
from contacts.vocabulary import (
    Channel,
    ClosedHow,
    Depth,
    ExchangeState,
    FollowUpKind,
    FollowUpState,
    Reason,
    Side,
    Size,
    StartedBy,
)
from tests.factories import (
    create_account,
    create_contact,
    create_interaction,
    create_person,
    create_promise,
    create_reminder,
    log,
    today_of,
)

BOAT = "sold the boat to a school in Stavanger"
MONDAY = date(2026, 3, 2)
EVERY_DAY = "0123456"


def at(day: date, hour: int = 12) -> time_machine.travel:
    return time_machine.travel(f"{day.isoformat()}T{hour:02}:00:00Z", tick=False)


def rows(person: Person, kind: FollowUpKind) -> list[tuple[str, str, date]]:
    found = FollowUp.objects.filter(person=person, kind=kind).order_by("pk")
    return [(row.state, row.closed_how, row.due_on) for row in found]


class FirstFollowUp(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def test_is_within_two_working_days(self) -> None:
        for founded, due in (
            (MONDAY, date(2026, 3, 4)),
            (date(2026, 3, 5), date(2026, 3, 9)),
            (date(2026, 3, 6), date(2026, 3, 10)),
            (date(2026, 3, 7), date(2026, 3, 10)),
        ):
            with self.subTest(founded.isoformat()), at(founded):
                contact = create_contact(by=self.alice)
                assert FollowUp.objects.get(person=contact.person).due_on == due

    def test_is_spread_when_one_evening_brought_many(self) -> None:
        with at(MONDAY):
            contacts = [create_contact(by=self.alice, name=f"Guest {n}") for n in range(12)]
        due = [FollowUp.objects.get(person=contact.person).due_on for contact in contacts]
        assert due == sorted(due)
        assert set(due) == {date(2026, 3, day) for day in (4, 5, 6, 9)}
        assert all(due.count(day) == 3 for day in set(due))

    def test_another_accounts_evening_does_not_push_mine(self) -> None:
        mallory = create_account(email="mallory@example.org")
        with at(MONDAY):
            for n in range(9):
                create_contact(by=mallory, name=f"Guest {n}")
            contact = create_contact(by=self.alice)
        assert FollowUp.objects.get(person=contact.person).due_on == date(2026, 3, 4)

    def test_is_not_in_the_past_for_a_conversation_long_ago(self) -> None:
        with at(MONDAY):
            contact = create_contact(by=self.alice, days_ago=300)
            assert FollowUp.objects.get(person=contact.person).due_on >= MONDAY

    def test_is_answered_by_reaching_out_on_a_later_day(self) -> None:
        cases = {
            "a conversation": ({}, True),
            "a letter of mine": ({"channel": Channel.LETTER, "started_by": StartedBy.ME}, True),
            "a hello": ({"depth": Depth.HELLO}, False),
            "a message of theirs": ({"channel": Channel.MESSAGE, "started_by": StartedBy.THEM}, False),
            "to finish": ({"unfinished": True}, False),
        }
        for name, (fields, answers) in cases.items():
            with self.subTest(name):
                contact = create_contact(by=self.alice, name=name, days_ago=5)
                logged = log(by=self.alice, person=contact.person, learned="", **fields)
                row = FollowUp.objects.get(person=contact.person, kind=FollowUpKind.FIRST)
                expected = (ClosedHow.ANSWERED, logged.interaction) if answers else ("", None)
                assert (row.closed_how, row.closed_by) == expected

    def test_is_not_answered_by_the_same_day(self) -> None:
        contact = create_contact(by=self.alice, days_ago=5)
        log(by=self.alice, person=contact.person, days_ago=5, learned=BOAT)
        assert FollowUp.objects.get().state == FollowUpState.OPEN

    def test_opens_again_when_the_answer_is_deleted_and_closes_when_it_is_back(self) -> None:
        contact = create_contact(by=self.alice, days_ago=5)
        answer = create_interaction(by=self.alice, person=contact.person, learned=BOAT)
        delete_interaction(by=self.alice, interaction=answer)
        assert FollowUp.objects.get().state == FollowUpState.OPEN
        restore_interaction(by=self.alice, interaction=answer)
        assert FollowUp.objects.get().closed_by == answer

    def test_stays_closed_when_closed_by_hand(self) -> None:
        for verb, how in ((complete_follow_up, ClosedHow.DONE), (dismiss_follow_up, ClosedHow.NOT_NEEDED)):
            with self.subTest(how):
                contact = create_contact(by=self.alice, name=how, days_ago=5)
                row = FollowUp.objects.get(person=contact.person)
                verb(by=self.alice, follow_up=row)
                answer = create_interaction(by=self.alice, person=contact.person, learned=BOAT)
                delete_interaction(by=self.alice, interaction=answer)
                row.refresh_from_db()
                assert (row.state, row.closed_how) == (FollowUpState.CLOSED, how)


class Promises(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.ana = create_person(by=cls.alice)
        cls.today = today_of(cls.alice)

    def test_have_their_day_which_never_moves_to_a_working_day(self) -> None:
        with at(MONDAY):
            promise = create_promise(by=self.alice, person=self.ana, due_in=5)
        row = FollowUp.objects.get()
        assert (row.due_on, row.due_on.weekday(), row.exchange) == (date(2026, 3, 7), 5, promise)

    def test_both_ways(self) -> None:
        create_promise(by=self.alice, person=self.ana)
        create_promise(by=self.alice, person=self.ana, giver=Side.THEM)
        assert set(FollowUp.objects.values_list("kind", flat=True)) == {"promise_mine", "promise_theirs"}

    def test_follow_the_favour(self) -> None:
        promise = create_promise(by=self.alice, person=self.ana)
        row = FollowUp.objects.get()

        def state() -> tuple[str, str]:
            row.refresh_from_db()
            return row.state, row.closed_how

        settle_exchange(by=self.alice, exchange=promise, state=ExchangeState.KEPT, on=self.today)
        assert state() == ("closed", "planning")
        reopen_exchange(by=self.alice, exchange=promise)
        assert state() == ("open", "")
        delete_exchange(by=self.alice, exchange=promise)
        assert state() == ("closed", "planning")
        restore_exchange(by=self.alice, exchange=promise)
        assert state() == ("open", "")
        move_promise(by=self.alice, exchange=promise, due_on=self.today + timedelta(days=30))
        assert state() == ("open", "") and row.due_on == self.today + timedelta(days=30)
        promise.refresh_from_db()
        edit_exchange(
            by=self.alice,
            exchange=promise,
            version=promise.version,
            what="more",
            size=Size.LARGE,
            giver=Side.THEM,
            asked=False,
            opened_on=promise.opened_on,
            due_on=promise.due_on,
            our_work=False,
        )
        assert state() == ("open", "") and row.kind == FollowUpKind.PROMISE_THEIRS
        assert FollowUp.objects.count() == 1

    def test_a_moved_day_ends_a_snooze(self) -> None:
        promise = create_promise(by=self.alice, person=self.ana)
        snooze_follow_up(by=self.alice, follow_up=FollowUp.objects.get(), choice="month")
        move_promise(by=self.alice, exchange=promise, due_on=self.today + timedelta(days=9))
        assert FollowUp.objects.get().shown_on == self.today + timedelta(days=9)

    def test_are_kept_moved_or_dropped_and_never_just_done(self) -> None:
        mine = create_promise(by=self.alice, person=self.ana)
        theirs = create_promise(by=self.alice, person=self.ana, giver=Side.THEM)
        for promise, verb in ((mine, complete_follow_up), (mine, dismiss_follow_up), (theirs, complete_follow_up)):
            with self.subTest(promise.giver, verb=verb.__name__), self.assertRaises(Refused):
                verb(by=self.alice, follow_up=promise.follow_ups.get())
        assert FollowUp.objects.open().count() == 2

    def test_what_they_promised_is_asked_after_once(self) -> None:
        """E-32: the nudge is closed, the promise is not; no planning brings it back until its day moves."""
        promise = create_promise(by=self.alice, person=self.ana, giver=Side.THEM, days_ago=9, due_in=-2)
        nudge = promise.follow_ups.get()

        def state() -> tuple[str, str]:
            nudge.refresh_from_db()
            return nudge.state, nudge.closed_how

        dismiss_follow_up(by=self.alice, follow_up=nudge)
        assert state() == ("closed", "not_needed")
        promise.refresh_from_db()
        assert promise.state == ExchangeState.PROMISED
        log(by=self.alice, person=self.ana, learned=BOAT)
        assert state() == ("closed", "not_needed")
        settle_exchange(by=self.alice, exchange=promise, state=ExchangeState.KEPT, on=self.today)
        reopen_exchange(by=self.alice, exchange=promise)
        assert state() == ("closed", "not_needed")
        reopen_follow_up(by=self.alice, follow_up=nudge)
        assert state() == ("open", "")
        dismiss_follow_up(by=self.alice, follow_up=nudge)
        move_promise(by=self.alice, exchange=promise, due_on=self.today + timedelta(days=30))
        assert state() == ("open", "")
        assert nudge.due_on == self.today + timedelta(days=30)

    def test_who_promised_put_right_is_another_matter(self) -> None:
        promise = create_promise(by=self.alice, person=self.ana, giver=Side.THEM)
        dismiss_follow_up(by=self.alice, follow_up=promise.follow_ups.get())
        edit_exchange(
            by=self.alice,
            exchange=promise,
            version=promise.version,
            what=promise.what,
            size=promise.size,
            giver=Side.ME,
            asked=False,
            opened_on=promise.opened_on,
            due_on=promise.due_on,
            our_work=False,
        )
        assert FollowUp.objects.open().get().kind == FollowUpKind.PROMISE_MINE


class KeepInTouch(TestCase):
    """Computed from the later of last in touch and last closed by hand; never a free-running timer (E-35)."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account(working_days=EVERY_DAY)
        with at(MONDAY):
            cls.contact = create_contact(by=cls.alice)
            choose_cadence(by=cls.alice, contact=cls.contact, circle=None, own_cadence_days=30)
        cls.ana = cls.contact.person
        cls.first_due = MONDAY + timedelta(days=30)

    def rows(self) -> list[tuple[str, str, date]]:
        return rows(self.ana, FollowUpKind.KEEP_IN_TOUCH)

    def open_row(self) -> FollowUp:
        return FollowUp.objects.open().get(person=self.ana, kind=FollowUpKind.KEEP_IN_TOUCH)

    def log_on(self, days: int, **fields: Any) -> Interaction:
        with at(MONDAY + timedelta(days=days)):
            return log(by=self.alice, person=self.ana, learned=f"{BOAT} {days}", **fields).interaction

    def test_counts_from_the_day_in_touch(self) -> None:
        assert self.rows() == [("open", "", self.first_due)]
        assert Contact.objects.get().standing.next_due_on == min(self.first_due, MONDAY + timedelta(days=2))

    def test_a_new_contact_has_none_until_chosen(self) -> None:
        with at(MONDAY):
            other = create_contact(by=self.alice, name="Ben")
        assert rows(other.person, FollowUpKind.KEEP_IN_TOUCH) == []

    def test_a_hello_a_one_way_letter_and_what_is_to_finish_reset_nothing(self) -> None:
        self.log_on(10, depth=Depth.HELLO)
        self.log_on(11, channel=Channel.LETTER, started_by=StartedBy.ME)
        self.log_on(12, unfinished=True)
        assert self.rows() == [("open", "", self.first_due)]

    def test_being_in_touch_answers_it_and_begins_the_next(self) -> None:
        self.log_on(10)
        assert self.rows() == [
            ("closed", "answered", self.first_due),
            ("open", "", MONDAY + timedelta(days=40)),
        ]

    def test_an_older_talk_logged_late_changes_nothing(self) -> None:
        with at(MONDAY + timedelta(days=5)):
            log(by=self.alice, person=self.ana, days_ago=20, learned=BOAT)
        assert self.rows() == [("open", "", self.first_due)]

    def test_deleting_the_log_opens_it_again_and_the_next_is_no_longer_planned(self) -> None:
        row = self.log_on(10)
        with at(MONDAY + timedelta(days=11)):
            delete_interaction(by=self.alice, interaction=row)
        assert self.rows() == [
            ("open", "", self.first_due),
            ("closed", "planning", MONDAY + timedelta(days=40)),
        ]
        with at(MONDAY + timedelta(days=12)):
            restore_interaction(by=self.alice, interaction=row)
        assert self.rows() == [
            ("closed", "answered", self.first_due),
            ("open", "", MONDAY + timedelta(days=40)),
        ]

    def test_moving_the_day_of_the_log_moves_the_next(self) -> None:
        row = self.log_on(10)
        with at(MONDAY + timedelta(days=20)):
            later = replace(entry_of(row), happened_on=MONDAY + timedelta(days=15))
            edit_interaction(by=self.alice, interaction=row, version=1, entry=later)
        assert self.open_row().due_on == MONDAY + timedelta(days=45)

    def test_done_counts_from_the_day_it_was_done(self) -> None:
        with at(MONDAY + timedelta(days=35)):
            complete_follow_up(by=self.alice, follow_up=self.open_row())
        assert self.rows() == [("closed", "done", self.first_due), ("open", "", MONDAY + timedelta(days=65))]

    def test_not_needed_counts_from_that_day_too(self) -> None:
        with at(MONDAY + timedelta(days=35)):
            dismiss_follow_up(by=self.alice, follow_up=self.open_row())
        assert self.rows() == [("closed", "not_needed", self.first_due), ("open", "", MONDAY + timedelta(days=65))]

    def test_done_on_the_very_day_in_touch_still_leaves_a_next_one(self) -> None:
        with at(MONDAY):
            complete_follow_up(by=self.alice, follow_up=self.open_row())
        assert self.rows() == [("closed", "done", self.first_due), ("open", "", self.first_due)]
        with at(MONDAY):
            complete_follow_up(by=self.alice, follow_up=self.open_row())
        assert self.open_row().due_on == self.first_due

    def test_being_in_touch_after_done_begins_anew(self) -> None:
        with at(MONDAY + timedelta(days=35)):
            complete_follow_up(by=self.alice, follow_up=self.open_row())
        self.log_on(36)
        assert self.open_row().due_on == MONDAY + timedelta(days=66)
        assert len(self.rows()) == 3

    def test_undoing_done_brings_the_first_back_and_ends_the_next(self) -> None:
        row = self.open_row()
        with at(MONDAY + timedelta(days=35)):
            complete_follow_up(by=self.alice, follow_up=row)
            reopen_follow_up(by=self.alice, follow_up=row)
        assert self.open_row() == row
        assert FollowUp.objects.open().filter(kind=FollowUpKind.KEEP_IN_TOUCH).count() == 1

    def test_another_cadence_moves_it_and_none_ends_it(self) -> None:
        quarterly = Circle.objects.get(name="Quarterly")
        choose_cadence(by=self.alice, contact=self.contact, circle=quarterly, own_cadence_days=None)
        assert self.open_row().due_on == MONDAY + timedelta(days=91)
        edit_circle(by=self.alice, circle=quarterly, name="Quarterly", cadence_days=100)
        assert self.open_row().due_on == MONDAY + timedelta(days=100)
        choose_cadence(by=self.alice, contact=self.contact, circle=None, own_cadence_days=None)
        assert [state for state, _how, _day in self.rows()] == ["closed"]
        choose_cadence(by=self.alice, contact=self.contact, circle=None, own_cadence_days=30)
        assert self.rows() == [("open", "", self.first_due)]

    def test_a_snooze_survives_planning_and_ends_with_a_new_day(self) -> None:
        with at(self.first_due):
            snooze_follow_up(by=self.alice, follow_up=self.open_row(), choice="week")
            replan(person=self.ana, by=self.alice)
            assert self.open_row().shown_on == self.first_due + timedelta(days=7)
            choose_cadence(by=self.alice, contact=self.contact, circle=None, own_cadence_days=60)
        assert self.open_row().shown_on == MONDAY + timedelta(days=60)

    def test_computed_days_land_on_working_days_and_follow_the_settings(self) -> None:
        change_settings(by=self.alice, values={"working_days": "1"})
        assert self.open_row().due_on.weekday() == 1
        assert timedelta(0) <= self.open_row().due_on - self.first_due < timedelta(days=7)

    def test_a_person_deleted_meanwhile_is_brought_in_step_when_restored(self) -> None:
        quarterly = Circle.objects.get(name="Quarterly")
        choose_cadence(by=self.alice, contact=self.contact, circle=quarterly, own_cadence_days=None)
        delete_person(by=self.alice, person=self.ana)
        edit_circle(by=self.alice, circle=quarterly, name="Quarterly", cadence_days=100)
        restore_person(by=self.alice, person=self.ana)
        assert self.open_row().due_on == MONDAY + timedelta(days=100)
        assert Contact.objects.get().standing.next_due_on is not None


class ByHand(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.ana = create_person(by=cls.alice)
        cls.today = today_of(cls.alice)

    def test_remind_on_a_day_that_never_moves(self) -> None:
        sunday = self.today + timedelta(days=(6 - self.today.weekday()) % 7)
        row = remind_on(by=self.alice, person=self.ana, due_on=sunday, text=" call  about the boat ", entry_key=uuid4())
        assert (row.due_on, row.text, row.reason, row.kind) == (
            sunday,
            "call about the boat",
            Reason.OWN_DAY,
            FollowUpKind.REMINDER,
        )
        replan(person=self.ana, by=self.alice)
        assert FollowUp.objects.get().due_on == sunday

    def test_the_same_key_is_one_reminder_and_nobody_elses(self) -> None:
        key = uuid4()
        for _ in range(2):
            remind_on(by=self.alice, person=self.ana, due_on=self.today, text="call", entry_key=key)
        assert FollowUp.objects.count() == 1
        theirs = create_person(by=self.mallory)
        with self.assertRaises(Refused):
            remind_on(by=self.mallory, person=theirs, due_on=self.today, text="call", entry_key=key)

    def test_refuses_a_day_gone_no_words_and_too_many(self) -> None:
        for due_on, text, field in (
            (self.today - timedelta(days=1), "call", "due_on"),
            (date.max, "call", "due_on"),
            (self.today, " \x00 ", "text"),
            (self.today, "x" * 501, "text"),
        ):
            with self.subTest(field), self.assertRaises(Refused) as refusal:
                remind_on(by=self.alice, person=self.ana, due_on=due_on, text=text, entry_key=uuid4())
            assert refusal.exception.field == field
        assert not FollowUp.objects.exists()

    def test_snoozes_by_name_and_by_day(self) -> None:
        row = create_reminder(by=self.alice, person=self.ana)
        with at(date(2027, 1, 31)):
            for choice, day in (
                ("tomorrow", date(2027, 2, 1)),
                ("week", date(2027, 2, 7)),
                ("two_weeks", date(2027, 2, 14)),
                ("month", date(2027, 2, 28)),
                ("three_months", date(2027, 4, 30)),
            ):
                with self.subTest(choice):
                    snooze_follow_up(by=self.alice, follow_up=row, choice=choice)
                    row.refresh_from_db()
                    assert row.shown_on == day
            snooze_follow_up(by=self.alice, follow_up=row, until=date(2027, 12, 24))
            row.refresh_from_db()
            assert row.shown_on == date(2027, 12, 24)

    def test_refuses_a_snooze_into_the_past_or_to_nowhere(self) -> None:
        row = create_reminder(by=self.alice, person=self.ana)
        days = ({"until": day} for day in (self.today, date.min, date.max))
        for options in (*days, {"choice": "soon"}, {"choice": ""}):
            with self.subTest(options), self.assertRaises(Refused) as refusal:
                snooze_follow_up(by=self.alice, follow_up=row, **options)
            assert refusal.exception.field == "until"

    def test_closing_twice_is_closing_once_and_reopening_undoes_it(self) -> None:
        row = create_reminder(by=self.alice, person=self.ana)
        complete_follow_up(by=self.alice, follow_up=row)
        dismiss_follow_up(by=self.alice, follow_up=row)
        row.refresh_from_db()
        assert (row.closed_how, row.closed_on) == (ClosedHow.DONE, self.today)
        with self.assertRaises(Refused):
            snooze_follow_up(by=self.alice, follow_up=row, choice="week")
        reopen_follow_up(by=self.alice, follow_up=row)
        row.refresh_from_db()
        assert (row.state, row.closed_how, row.closed_on) == (FollowUpState.OPEN, "", None)

    def test_reopening_undoes_a_snooze(self) -> None:
        row = create_reminder(by=self.alice, person=self.ana)
        snooze_follow_up(by=self.alice, follow_up=row, choice="week")
        assert reopen_follow_up(by=self.alice, follow_up=row).shown_on == self.today

    def test_a_stranger_and_a_row_that_is_gone_are_refused(self) -> None:
        row = create_reminder(by=self.alice, person=self.ana)
        verbs = (complete_follow_up, dismiss_follow_up, reopen_follow_up)
        for verb in verbs:
            with self.assertRaises(Refused):
                verb(by=self.mallory, follow_up=row)
        FollowUp.objects.filter(pk=row.pk).delete()
        for verb in verbs:
            with self.assertRaises(Refused):
                verb(by=self.alice, follow_up=row)
        erase_person(by=self.alice, person=self.ana)
        for verb in verbs:
            with self.assertRaises(Refused):
                verb(by=self.alice, follow_up=row)
