"""What is settled and thanked for stays as it was noted: a stale tab overwrites nothing, and no days contradict."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import TestCase

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.errors import Refused
from contacts.models import Exchange, FollowUp
from contacts.services.exchanges import (
    edit_exchange,
    mark_our_work,
    reopen_exchange,
    settle_exchange,
    tell_outcome,
    thank,
)
from contacts.services.interactions import edit_interaction, entry_of
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import ExchangeState, FollowUpKind, MentionKind, Side, Size
from tests.factories import create_account, create_ask, create_contact, create_gift, log, today_of

KEPT, DECLINED, DROPPED = ExchangeState.KEPT, ExchangeState.DECLINED, ExchangeState.DROPPED
BOTH_VERBS = (thank, tell_outcome)


class Settled(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.today = today_of(cls.alice)
        cls.ana = create_contact(by=cls.alice, name="Ana", days_ago=300).person

    def tearDown(self) -> None:
        assert rebuild_standings([self.ana.pk]) == 0
        for row in Exchange.everything.all():
            for day in filter(None, (row.thanked_on, row.outcome_told_on)):
                assert row.giver == Side.THEM
                assert row.settled_on is None or (row.state == KEPT and day >= row.settled_on)

    def day(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def settle(self, row: Exchange, state: ExchangeState, *, days_ago: int = 0) -> Exchange:
        return settle_exchange(by=self.alice, exchange=row, state=state, on=self.day(days_ago))

    def reopen(self, row: Exchange) -> Exchange:
        return reopen_exchange(by=self.alice, exchange=row)


class SettledOnce(Settled):
    def test_what_is_settled_otherwise_is_refused_until_it_is_open_again(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana, days_ago=10)
        kept = self.settle(ask, KEPT, days_ago=5)
        before = Exchange.objects.values().get()
        for state in (DROPPED, DECLINED):
            with self.assertRaises(Refused) as refusal:
                self.settle(ask, state)
            assert "kept" in refusal.exception.sentence and str(self.day(5).year) in refusal.exception.sentence
        assert Exchange.objects.values().get() == before
        assert self.settle(kept, KEPT).version == kept.version
        self.reopen(ask)
        assert self.settle(ask, DROPPED).state == DROPPED

    def test_a_log_from_a_stale_tab_settles_nothing_otherwise_either(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana, days_ago=10)
        self.settle(ask, KEPT, days_ago=5)
        answer = ExchangeUpdate(exchange=ask, kind=MentionKind.ANSWERED, state=DROPPED)
        with self.assertRaises(Refused):
            log(by=self.alice, person=self.ana, days_ago=1, updates=(answer,))
        log(by=self.alice, person=self.ana, days_ago=1, updates=(replace(answer, state=KEPT),))
        row = Exchange.objects.get()
        assert (row.state, row.settled_on) == (KEPT, self.day(5))


class NotedOnce(Settled):
    def test_thanks_and_outcome_stay_on_the_day_they_were_noted(self) -> None:
        for verb, field in ((thank, "thanked_on"), (tell_outcome, "outcome_told_on")):
            gift = create_gift(by=self.alice, person=self.ana, days_ago=80)
            noted = verb(by=self.alice, exchange=gift, on=self.day(70))
            again = verb(by=self.alice, exchange=gift, on=self.today)
            assert (getattr(again, field), again.version) == (self.day(70), noted.version)
            taken_back = verb(by=self.alice, exchange=gift, on=None)
            assert verb(by=self.alice, exchange=gift, on=None).version == taken_back.version
            assert getattr(verb(by=self.alice, exchange=gift, on=self.today), field) == self.today

    def test_our_work_twice_is_once(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana)
        for our_work in (True, False):
            marked = mark_our_work(by=self.alice, exchange=ask, our_work=our_work)
            assert mark_our_work(by=self.alice, exchange=ask, our_work=our_work).version == marked.version


class DaysOfThanks(Settled):
    def told(self, **fields: Any) -> ExchangeEntry:
        whole: dict[str, Any] = {"giver": Side.THEM, "asked": True, "what": "a review", "size": Size.MEDIUM}
        return ExchangeEntry(**{**whole, "state": KEPT, **fields})

    def test_they_follow_a_talk_moved_to_a_later_day(self) -> None:
        talk = log(by=self.alice, person=self.ana, days_ago=20, exchanges=(self.told(),)).interaction
        gift = Exchange.objects.get()
        thank(by=self.alice, exchange=gift, on=self.day(15))
        tell_outcome(by=self.alice, exchange=gift, on=self.day(3))
        talk.refresh_from_db()
        later = replace(entry_of(talk), happened_on=self.day(5))
        edit_interaction(by=self.alice, interaction=talk, version=talk.version, entry=later)
        row = Exchange.objects.get()
        assert (row.settled_on, row.thanked_on, row.outcome_told_on) == (self.day(5), self.day(5), self.day(3))

    def test_they_follow_an_answer_moved_to_a_later_day(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana, days_ago=30, size=Size.MEDIUM)
        answer = ExchangeUpdate(exchange=ask, kind=MentionKind.ANSWERED, state=KEPT)
        talk = log(by=self.alice, person=self.ana, days_ago=20, updates=(answer,)).interaction
        thank(by=self.alice, exchange=ask, on=self.day(15))
        talk.refresh_from_db()
        later = replace(entry_of(talk), happened_on=self.day(5))
        edit_interaction(by=self.alice, interaction=talk, version=talk.version, entry=later)
        row = Exchange.objects.get()
        assert (row.settled_on, row.thanked_on) == (self.day(5), self.day(5))

    def test_kept_again_later_is_thanked_for_again(self) -> None:
        for verb, kind in ((thank, FollowUpKind.THANK), (tell_outcome, FollowUpKind.OUTCOME)):
            gift = create_gift(by=self.alice, person=self.ana, days_ago=20)
            verb(by=self.alice, exchange=gift, on=self.day(18))
            self.reopen(gift)
            again = self.settle(gift, KEPT)
            assert (again.settled_on, again.thanked_on, again.outcome_told_on) == (self.today, None, None)
            assert FollowUp.objects.open().filter(exchange=gift, kind=kind).exists()

    def test_what_came_to_nothing_is_thanked_for_no_more(self) -> None:
        for state in (DECLINED, DROPPED):
            gift = create_gift(by=self.alice, person=self.ana, days_ago=20)
            for verb in BOTH_VERBS:
                verb(by=self.alice, exchange=gift, on=self.day(18))
            self.reopen(gift)
            self.settle(gift, state)
            self.reopen(gift)
            again = self.settle(gift, KEPT, days_ago=19)
            assert (again.thanked_on, again.outcome_told_on) == (None, None)

    def test_what_the_user_gave_after_all_needs_no_thanks(self) -> None:
        gift = create_gift(by=self.alice, person=self.ana, days_ago=20)
        thank(by=self.alice, exchange=gift, on=self.day(18))
        row = Exchange.objects.get()
        names = ("version", "what", "size", "asked", "opened_on", "due_on", "our_work")
        edit_exchange(by=self.alice, exchange=row, giver=Side.ME, **{name: getattr(row, name) for name in names})
        assert Exchange.objects.get().thanked_on is None


@pytest.mark.django_db
@pytest.mark.parametrize("state", ExchangeState)
def test_a_line_thanked_for_is_so_only_where_it_was_kept(state: ExchangeState) -> None:
    alice = create_account()
    due_on = today_of(alice) if state == ExchangeState.PROMISED else None
    told = ExchangeEntry(
        giver=Side.THEM, asked=False, what="her car", size=Size.MEDIUM, state=state, due_on=due_on, thanked=True
    )
    log(by=alice, days_ago=5, exchanges=(told,))
    row = Exchange.objects.get()
    assert row.thanked_on == (row.settled_on if state == KEPT else None)
