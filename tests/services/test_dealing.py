"""Dealing with a follow-up in one word: what each word leaves in the database for each kind of it."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import TestCase

from contacts.errors import DomainError, Refused
from contacts.models import Circle, Exchange, FollowUp, Interaction, Person, User
from contacts.rules.cadence import snooze_until
from contacts.services.contacts import choose_cadence
from contacts.services.dealing import deal_with
from contacts.services.exchanges import delete_exchange, move_promise, settle_exchange
from contacts.services.follow_ups import reopen_follow_up
from contacts.services.people import delete_person
from contacts.signed import Action, turn_mark
from contacts.vocabulary import ClosedHow, ExchangeState, FollowUpKind, FollowUpState, Side, Size
from tests.factories import (
    create_account,
    create_contact,
    create_exchange,
    create_person,
    create_promise,
    create_reminder,
    today_of,
)

NOW = "2026-11-18T09:00:00+00:00"
TODAY = date(2026, 11, 18)


def mark(row: FollowUp) -> str:
    return turn_mark(kind=row.kind, due_on=row.due_on)


@time_machine.travel(NOW, tick=False)
class DealingTests(TestCase):
    alice: User
    ana: Person

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(NOW, tick=False):
            cls.alice = create_account()
            cls.mallory = create_account(email="mallory@example.org")
            cls.ana = create_person(by=cls.alice)

    def promise(self, giver: Side = Side.ME) -> FollowUp:
        create_promise(by=self.alice, person=self.ana, giver=giver, days_ago=8, due_in=-1)
        return FollowUp.objects.get(exchange__isnull=False)

    def reminder(self) -> FollowUp:
        return create_reminder(by=self.alice, person=self.ana)

    def gratitude(self, kind: FollowUpKind) -> FollowUp:
        contact = create_contact(by=self.alice, name="Bo", days_ago=90)
        create_exchange(by=self.alice, person=contact.person, giver=Side.THEM, asked=True, size=Size.LARGE, days_ago=40)
        return FollowUp.objects.get(person=contact.person, kind=kind)

    def deal(self, row: FollowUp, action: Action, **chosen: Any) -> FollowUp:
        return deal_with(by=self.alice, follow_up=row, action=action, **chosen)

    def test_my_promise_done_is_kept(self) -> None:
        row = self.deal(self.promise(), "done")
        exchange = Exchange.objects.get()
        assert (exchange.state, exchange.settled_on) == (ExchangeState.KEPT, TODAY)
        assert row.state == FollowUpState.CLOSED

    def test_my_promise_not_needed_is_dropped(self) -> None:
        row = self.deal(self.promise(), "not_needed")
        assert Exchange.objects.get().state == ExchangeState.DROPPED
        assert row.state == FollowUpState.CLOSED

    def test_my_promise_put_off_has_another_day(self) -> None:
        row = self.deal(self.promise(), "snooze", choice="two_weeks")
        day = TODAY + timedelta(days=14)
        assert Exchange.objects.get().due_on == row.due_on == day
        assert row.snoozed_until is None
        assert row.state == FollowUpState.OPEN

    def test_their_promise_done_was_kept(self) -> None:
        row = self.deal(self.promise(Side.THEM), "done")
        assert Exchange.objects.get().state == ExchangeState.KEPT
        assert row.state == FollowUpState.CLOSED

    def test_their_promise_stands_when_the_question_is_not_needed(self) -> None:
        row = self.deal(self.promise(Side.THEM), "not_needed")
        assert Exchange.objects.get().state == ExchangeState.PROMISED
        assert (row.state, row.closed_how) == (FollowUpState.CLOSED, ClosedHow.NOT_NEEDED)

    def test_their_promise_is_only_asked_after_later(self) -> None:
        row = self.deal(self.promise(Side.THEM), "snooze", choice="week")
        assert row.snoozed_until == TODAY + timedelta(days=7)
        assert Exchange.objects.get().due_on == TODAY - timedelta(days=1)

    def test_thanked_is_noted_on_the_favour(self) -> None:
        row = self.deal(self.gratitude(FollowUpKind.THANK), "done")
        exchange = Exchange.objects.get()
        assert (exchange.thanked_on, exchange.outcome_told_on) == (TODAY, None)
        assert row.state == FollowUpState.CLOSED

    def test_told_is_noted_on_the_favour(self) -> None:
        row = self.deal(self.gratitude(FollowUpKind.OUTCOME), "done")
        exchange = Exchange.objects.get()
        assert (exchange.thanked_on, exchange.outcome_told_on) == (None, TODAY)
        assert row.state == FollowUpState.CLOSED

    def test_thanks_that_are_not_needed_note_nothing(self) -> None:
        row = self.deal(self.gratitude(FollowUpKind.THANK), "not_needed")
        assert Exchange.objects.get().thanked_on is None
        assert row.closed_how == ClosedHow.NOT_NEEDED

    def test_anything_else_is_closed_or_put_off_itself(self) -> None:
        cases: list[tuple[Action, dict[str, Any], tuple[Any, ...]]] = [
            ("done", {}, (FollowUpState.CLOSED, ClosedHow.DONE, TODAY, None)),
            ("not_needed", {}, (FollowUpState.CLOSED, ClosedHow.NOT_NEEDED, TODAY, None)),
            ("snooze", {"choice": "month"}, (FollowUpState.OPEN, "", None, snooze_until(TODAY, "month"))),
            ("snooze", {"until": date(2026, 12, 24)}, (FollowUpState.OPEN, "", None, date(2026, 12, 24))),
        ]
        for action, chosen, expected in cases:
            row = self.deal(self.reminder(), action, **chosen)
            assert (row.state, row.closed_how, row.closed_on, row.snoozed_until) == expected, action
            assert row == FollowUp.objects.get(pk=row.pk)

    def test_keeping_in_touch_counts_from_the_day_it_was_done(self) -> None:
        contact = create_contact(by=self.alice, name="Bo", days_ago=60)
        choose_cadence(
            by=self.alice,
            contact=contact,
            circle=Circle.objects.get(owner=self.alice, name="Monthly"),
            own_cadence_days=None,
        )
        nudge = FollowUp.objects.get(kind=FollowUpKind.KEEP_IN_TOUCH)
        self.deal(nudge, "done")
        following = FollowUp.objects.open().get(kind=FollowUpKind.KEEP_IN_TOUCH)
        assert following.pk != nudge.pk
        assert following.due_on >= TODAY + timedelta(days=30)

    def test_twice_is_once(self) -> None:
        for row in (self.promise(), self.reminder()):
            first = self.deal(row, "done")
            before = list(FollowUp.objects.order_by("pk").values())
            for action in ("done", "not_needed"):
                assert self.deal(row, action).closed_on == first.closed_on
            assert list(FollowUp.objects.order_by("pk").values()) == before
        assert Exchange.objects.get().state == ExchangeState.KEPT

    def test_what_was_dropped_is_not_kept_by_a_late_word(self) -> None:
        row = self.promise()
        settle_exchange(by=self.alice, exchange=Exchange.objects.get(), state=ExchangeState.DROPPED, on=TODAY)
        self.deal(row, "done")
        assert Exchange.objects.get().state == ExchangeState.DROPPED

    def test_what_is_closed_cannot_be_put_off(self) -> None:
        row = self.reminder()
        self.deal(row, "done")
        with pytest.raises(Refused):
            self.deal(row, "snooze", choice="week")

    def test_a_snooze_without_a_day_to_come_is_refused(self) -> None:
        for row in (self.reminder(), self.promise()):
            for chosen in ({}, {"choice": "forever"}, {"until": TODAY - timedelta(days=1)}):
                with pytest.raises(DomainError):
                    self.deal(row, "snooze", **chosen)
        assert Exchange.objects.get().due_on == TODAY - timedelta(days=1)
        assert not FollowUp.objects.filter(snoozed_until__isnull=False).exists()

    def test_nothing_is_done_to_what_it_became_since(self) -> None:
        row = self.promise()
        shown = mark(row)
        move_promise(by=self.alice, exchange=Exchange.objects.get(), due_on=TODAY + timedelta(days=3))
        for action in ("done", "not_needed", "snooze"):
            with pytest.raises(Refused):
                self.deal(row, action, choice="week", turn=shown)
        exchange = Exchange.objects.get()
        assert (exchange.state, exchange.due_on) == (ExchangeState.PROMISED, TODAY + timedelta(days=3))
        row.refresh_from_db()
        assert self.deal(row, "done", turn=mark(row)).state == FollowUpState.CLOSED

    def test_taken_back_it_can_be_dealt_with_again(self) -> None:
        row = self.reminder()
        self.deal(row, "done", turn=mark(row))
        reopen_follow_up(by=self.alice, follow_up=row)
        assert self.deal(row, "not_needed", turn=mark(row)).closed_how == ClosedHow.NOT_NEEDED

    def test_a_favour_that_went_asks_for_nothing(self) -> None:
        row = self.promise()
        delete_exchange(by=self.alice, exchange=Exchange.objects.get())
        assert self.deal(row, "done").closed_how == ClosedHow.PLANNING
        assert Exchange.everything.get().state == ExchangeState.PROMISED

    def test_strangers_and_the_deleted_are_refused(self) -> None:
        row = self.reminder()
        with pytest.raises(Refused):
            deal_with(by=self.mallory, follow_up=row, action="done")
        delete_person(by=self.alice, person=self.ana)
        with pytest.raises(Refused):
            self.deal(row, "done")
        assert FollowUp.objects.get(pk=row.pk).state == FollowUpState.OPEN

    def test_it_is_no_interaction(self) -> None:
        self.deal(self.reminder(), "done")
        assert not Interaction.objects.exists()
        assert today_of(self.alice) == TODAY
