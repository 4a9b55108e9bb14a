"""Every kind of follow-up on the day's list: what it says, what it was counted from, and what no mail may carry."""

from datetime import date, timedelta

import time_machine
from django.test import TestCase

from contacts.models import FollowUp, User
from contacts.queries.today import DueEntry, DueItem, due_entries, due_list
from contacts.services.exchanges import thank
from contacts.services.follow_ups import complete_follow_up, snooze_follow_up
from contacts.services.people import archive, bring_back, mark_deceased
from contacts.services.resting import let_rest
from contacts.vocabulary import DateKind, FollowUpKind, Side
from tests.factories import (
    create_account,
    create_ask,
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
DAY = timedelta(days=1)


@time_machine.travel(MORNING, tick=False)
class KindTests(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def due(self, day: date = WEDNESDAY) -> tuple[DueEntry, ...]:
        return due_entries(self.alice, day)

    def only_item(self, kind: FollowUpKind, day: date = WEDNESDAY) -> DueItem:
        (item,) = (item for entry in self.due(day) for item in entry.items if item.kind == kind)
        return item

    def test_thanks_are_due_and_the_favour_is_said_apart_from_the_reason(self) -> None:
        ana = create_contact(by=self.alice, name="Ana Ferreira", days_ago=40).person
        create_gift(by=self.alice, person=ana, days_ago=5, what="an introduction to the Tromsø organisers")
        item = self.only_item(FollowUpKind.THANK)
        assert item.why == "Ana did something for you on Fri 13 Nov: say thank you."
        assert item.text == "an introduction to the Tromsø organisers"
        assert item.about.evidence == "Counted from the day it was given, Fri 13 Nov: due on Tue 17 Nov."
        assert item.about.can_mute
        assert not item.is_private

    def test_what_became_of_it_is_asked_for_a_month_later(self) -> None:
        ana = create_contact(by=self.alice, name="Ana Ferreira", days_ago=90).person
        gift = create_gift(by=self.alice, person=ana, days_ago=33, private=True)
        thank(by=self.alice, exchange=gift, on=WEDNESDAY - 30 * DAY)
        item = self.only_item(FollowUpKind.OUTCOME)
        assert item.why == "Ana did something for you on Fri 16 Oct: tell them what became of it."
        assert item.is_private

    def test_a_touch_with_no_ask_quotes_the_asks_by_day(self) -> None:
        ana = create_contact(by=self.alice, name="Ana", days_ago=400).person
        for days_ago in (200, 120, 60):
            create_ask(by=self.alice, person=ana, days_ago=days_ago)
        FollowUp.objects.filter(kind=FollowUpKind.NO_ASK).update(due_on=WEDNESDAY)
        item = self.only_item(FollowUpKind.NO_ASK)
        assert item.why == "You asked 3 times since Sat 2 May, with little else: write once without an ask."
        assert item.about.evidence == "Your asks: Sat 2 May, Tue 21 Jul, Sat 19 Sep. Due on Wed 18 Nov."

    def test_a_birthday_says_how_old_they_turn(self) -> None:
        ana = create_contact(by=self.alice, name="Ana", days_ago=9).person
        create_date(by=self.alice, person=ana, month=11, day=20, year=1986)
        item = self.only_item(FollowUpKind.DATE)
        assert item.why == "Birthday on Fri 20 Nov, turns 40."
        assert item.about.evidence == "You noted this day, with a reminder 3 days ahead: due on Tue 17 Nov."
        assert item.text == ""

    def test_the_users_own_word_for_a_day_is_not_in_the_reason(self) -> None:
        ana = create_contact(by=self.alice, name="Ana", days_ago=9).person
        create_date(by=self.alice, person=ana, month=11, day=20, kind=DateKind.OTHER, label="the day her father died")
        item = self.only_item(FollowUpKind.DATE)
        assert item.why == "A day that matters to them on Fri 20 Nov."
        assert item.text == "the day her father died"

    def test_a_repeating_reminder_says_how_often(self) -> None:
        ana = create_person(by=self.alice, name="Ana")
        create_reminder(by=self.alice, person=ana, repeats="monthly")
        item = self.only_item(FollowUpKind.REMINDER)
        assert (item.why, item.repeats) == ("You set this day yourself, monthly.", "monthly")
        assert not item.about.can_mute

    def test_a_nudge_says_what_it_was_counted_from(self) -> None:
        create_nudge(by=self.alice, days_ago=50)
        item = self.only_item(FollowUpKind.KEEP_IN_TOUCH)
        assert item.is_nudge
        assert item.about.evidence == (
            "Counted from the last time you were in touch, on Tue 29 Sep (monthly): due on Thu 29 Oct."
        )
        FollowUp.objects.filter(kind=FollowUpKind.KEEP_IN_TOUCH).update(released_on=WEDNESDAY)
        assert self.only_item(FollowUpKind.KEEP_IN_TOUCH).about.evidence.endswith(
            "The week's budget let it through on Wed 18 Nov."
        )

    def test_a_nudge_after_one_that_was_closed_counts_from_there(self) -> None:
        create_nudge(by=self.alice, days_ago=50)
        complete_follow_up(by=self.alice, follow_up=FollowUp.objects.open().get())
        item = self.only_item(FollowUpKind.KEEP_IN_TOUCH, WEDNESDAY + 31 * DAY)
        assert item.about.evidence == (
            "Counted from Wed 18 Nov, when you closed the last one (monthly): due on Fri 18 Dec."
        )

    def test_a_first_follow_up_and_a_promise_say_where_they_come_from(self) -> None:
        ana = create_contact(by=self.alice, name="Ana", days_ago=5).person
        create_promise(by=self.alice, person=ana, days_ago=4, due_in=0)
        create_promise(by=self.alice, person=ana, days_ago=4, due_in=0, giver=Side.THEM)
        evidence = {item.kind: item.about for item in self.due(WEDNESDAY + 2 * DAY)[0].items}
        first = evidence[FollowUpKind.FIRST]
        assert first.evidence == "Counted from your conversation on Fri 13 Nov: due on Wed 18 Nov."
        mine, theirs = evidence[FollowUpKind.PROMISE_MINE], evidence[FollowUpKind.PROMISE_THEIRS]
        assert mine.evidence == theirs.evidence == "Noted on Sat 14 Nov, promised for Wed 18 Nov."
        # My word stands; to hear less of theirs is a matter of taste.
        assert (first.can_mute, mine.can_mute, theirs.can_mute) == (True, False, True)

    def test_every_reason_names_its_rule(self) -> None:
        ana = create_contact(by=self.alice, name="Ana", days_ago=400).person
        create_gift(by=self.alice, person=ana, days_ago=33)
        create_date(by=self.alice, person=ana, month=11, day=20)
        create_reminder(by=self.alice, person=ana)
        create_promise(by=self.alice, person=ana, due_in=0)
        rules = {item.reason.value: item.about.rule for item in self.due()[0].items}
        assert set(rules) >= {"E-32", "E-33", "E-36", "E-37"}
        assert all(rules.values())

    def test_the_archived_and_the_deceased_are_silent_and_come_back(self) -> None:
        ana = create_person(by=self.alice, name="Ana")
        create_promise(by=self.alice, person=ana, days_ago=8, due_in=-1)
        create_reminder(by=self.alice, person=ana)
        archive(by=self.alice, person=ana)
        assert self.due() == ()
        bring_back(by=self.alice, person=ana)
        assert len(self.due()[0].items) == 2
        ana.refresh_from_db()
        mark_deceased(by=self.alice, person=ana, deceased=True)
        assert self.due() == ()

    def test_at_rest_only_the_users_own_word_speaks(self) -> None:
        contact = create_nudge(by=self.alice, days_ago=50)
        create_gift(by=self.alice, person=contact.person, days_ago=5)
        create_promise(by=self.alice, person=contact.person, due_in=0)
        create_reminder(by=self.alice, person=contact.person)
        let_rest(by=self.alice, contact=contact, until=None)
        (entry,) = self.due()
        assert {item.kind for item in entry.items} == {FollowUpKind.PROMISE_MINE, FollowUpKind.REMINDER}


@time_machine.travel(MORNING, tick=False)
class BudgetTests(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        for number in range(6):
            create_nudge(by=cls.alice, name=f"Ana {number}", days_ago=60 + 7 * number)

    def names(self, day: date = WEDNESDAY) -> list[str]:
        return [entry.person.name for entry in due_entries(self.alice, day)]

    def test_nudges_come_through_over_the_week_the_heaviest_first(self) -> None:
        assert self.names() == ["Ana 5", "Ana 4", "Ana 3"]
        assert self.names(WEDNESDAY + DAY) == ["Ana 5", "Ana 4", "Ana 3", "Ana 2"]

    def test_what_was_let_through_stays_and_what_was_put_off_asks_no_leave_again(self) -> None:
        row = FollowUp.objects.open().get(person__name="Ana 0")
        FollowUp.objects.filter(person__name="Ana 1").update(released_on=WEDNESDAY - 7 * DAY)
        snooze_follow_up(by=self.alice, follow_up=row, choice="tomorrow")
        assert "Ana 1" in self.names()
        assert "Ana 0" not in self.names()
        assert "Ana 0" in self.names(WEDNESDAY + DAY)

    def test_whoever_waits_is_on_the_list_for_another_reason_alone(self) -> None:
        person = FollowUp.objects.open().get(person__name="Ana 0").person
        create_reminder(by=self.alice, person=person)
        (entry,) = (entry for entry in due_entries(self.alice, WEDNESDAY) if entry.person.name == "Ana 0")
        assert [item.kind for item in entry.items] == [FollowUpKind.REMINDER]

    def test_promises_and_reminders_need_no_leave(self) -> None:
        self.alice.own_numbers = {"nudges_a_week": 0}
        ben = create_person(by=self.alice, name="Ben")
        create_reminder(by=self.alice, person=ben)
        assert self.names() == ["Ben"]


@time_machine.travel(MORNING, tick=False)
class AnnouncingTests(TestCase):
    """What one digest named, the next need not."""

    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def announced(self, day: date) -> set[str]:
        due = due_list(self.alice, day, announcing=True)
        return {item.kind.value for entry in due.entries for item in entry.items}

    def test_gentle_kinds_are_named_again_after_a_week_theirs_once_and_the_rest_each_time(self) -> None:
        ana = create_nudge(by=self.alice, days_ago=50).person
        create_gift(by=self.alice, person=ana, days_ago=33)
        create_date(by=self.alice, person=ana, month=11, day=30, lead_days=14)
        create_promise(by=self.alice, person=ana, days_ago=3, due_in=0)
        create_promise(by=self.alice, person=ana, days_ago=3, due_in=0, giver=Side.THEM)
        create_reminder(by=self.alice, person=ana)
        every = {"keep_in_touch", "thank", "outcome", "date", "promise_mine", "promise_theirs", "reminder"}
        assert self.announced(WEDNESDAY) == every
        FollowUp.objects.update(announced_on=WEDNESDAY, released_on=WEDNESDAY)
        assert self.announced(WEDNESDAY) == every, "each channel of that day names them"
        for days in (1, 6):
            assert self.announced(WEDNESDAY + days * DAY) == {"thank", "promise_mine", "reminder"}, days
        assert self.announced(WEDNESDAY + 7 * DAY) == every - {"promise_theirs"}

    def test_what_was_put_off_is_named_when_it_is_back(self) -> None:
        create_nudge(by=self.alice, days_ago=50)
        row = FollowUp.objects.open().get()
        FollowUp.objects.update(announced_on=WEDNESDAY)
        snooze_follow_up(by=self.alice, follow_up=row, until=WEDNESDAY + 2 * DAY)
        assert self.announced(WEDNESDAY + 2 * DAY) == {"keep_in_touch"}

    def test_a_promise_of_theirs_with_another_day_is_named_once_more(self) -> None:
        ana = create_person(by=self.alice, name="Ana")
        create_promise(by=self.alice, person=ana, days_ago=3, due_in=0, giver=Side.THEM)
        FollowUp.objects.update(announced_on=WEDNESDAY, due_on=WEDNESDAY + 3 * DAY)
        assert self.announced(WEDNESDAY + 3 * DAY) == {"promise_theirs"}


@time_machine.travel(MORNING, tick=False)
class AnsweringTests(TestCase):
    def test_a_logged_talk_takes_the_nudge_off_the_list_at_once(self) -> None:
        alice = create_account()
        ana = create_nudge(by=alice, days_ago=50).person
        assert due_entries(alice, WEDNESDAY)
        log(by=alice, person=ana)
        assert due_entries(alice, WEDNESDAY) == ()
