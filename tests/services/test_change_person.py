"""A favour that was somebody else's: it moves with all that hangs on it, and both people are right afterwards."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.test import TestCase

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.errors import Refused, StaleVersion
from contacts.models import Exchange, ExchangeMention, FollowUp, Interaction, Person, Standing
from contacts.queries.audit import facts
from contacts.queries.interactions import MovePlan, favours_told_in, move_plan, timeline
from contacts.services.exchanges import change_person, delete_exchange, mark_our_work, settle_exchange
from contacts.services.follow_ups import complete_follow_up, snooze_follow_up
from contacts.services.interactions import edit_interaction, entry_of
from contacts.services.people import archive, delete_person
from contacts.services.planning import replan
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import Channel, Depth, ExchangeState, FollowUpKind, MentionKind, Side, Size, StartedBy
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_exchange,
    create_person,
    create_promise,
    log,
    today_of,
)


class ChangePerson(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.today = today_of(cls.alice)
        cls.ana = create_contact(by=cls.alice, name="Ana", days_ago=300).person
        cls.ben = create_contact(by=cls.alice, name="Ben", days_ago=300).person

    def tearDown(self) -> None:
        assert rebuild_standings([self.ana.pk, self.ben.pk]) == 0
        before = list(FollowUp.objects.order_by("pk").values())
        for person in (self.ana, self.ben):
            replan(person=Person.everything.get(pk=person.pk), by=self.alice)
        assert list(FollowUp.objects.order_by("pk").values()) == before
        assert [str(breach) for fact in facts() for breach in fact.breaches()] == []

    def change(self, exchange: Exchange, to: Person | None = None, **fields: Any) -> Exchange:
        return change_person(by=self.alice, exchange=exchange, to=to or self.ben, **fields)

    def standing(self, person: Person) -> Standing:
        return Standing.objects.get(pk=person.pk)

    def test_both_balances_follow_and_moving_back_is_the_undo(self) -> None:
        given = create_exchange(by=self.alice, person=self.ana, giver=Side.THEM, size=Size.LARGE, days_ago=5)
        before = [self.standing(person).they_gave for person in (self.ana, self.ben)]
        moved = self.change(given)
        assert (moved.person, moved.version, moved.settled_on) == (self.ben, given.version + 1, given.settled_on)
        assert [self.standing(person).they_gave for person in (self.ana, self.ben)] == [0, 1]
        self.change(moved, self.ana)
        assert [self.standing(person).they_gave for person in (self.ana, self.ben)] == before == [1, 0]

    def test_a_promise_is_due_with_the_other(self) -> None:
        promise = create_promise(by=self.alice, person=self.ana)
        self.change(promise)
        waiting = FollowUp.objects.open().get(kind=FollowUpKind.PROMISE_MINE)
        assert (waiting.person, waiting.exchange_id, waiting.due_on) == (self.ben, promise.pk, promise.due_on)
        assert (self.standing(self.ana).i_owe, self.standing(self.ben).i_owe) == (0, 1)

    def test_the_flag_goes_along_with_its_third_ask(self) -> None:
        for days_ago in (200, 150):
            create_ask(by=self.alice, person=self.ben, days_ago=days_ago)
        for days_ago in (190, 140):
            create_ask(by=self.alice, person=self.ana, days_ago=days_ago)
        third = create_ask(by=self.alice, person=self.ana, days_ago=100)
        assert self.standing(self.ana).ask_only_since
        self.change(third)
        assert (self.standing(self.ana).ask_only_asks, len(self.standing(self.ben).ask_only_asks)) == ([], 3)
        assert FollowUp.objects.open().get(kind=FollowUpKind.NO_ASK).person == self.ben

    def test_conversations_with_the_former_person_speak_of_it_no_more(self) -> None:
        told = ExchangeEntry(
            giver=Side.THEM, asked=True, what="a review", size=Size.SMALL, state=ExchangeState.OPEN, category="skill"
        )
        made_in = log(by=self.alice, person=self.ana, days_ago=9, exchanges=(told,)).interaction
        ask = Exchange.objects.get()
        answer = ExchangeUpdate(exchange=ask, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT)
        log(by=self.alice, person=self.ana, days_ago=3, updates=(answer,))
        moved = self.change(ask)
        assert (moved.state, moved.category) == (ExchangeState.KEPT, "skill")
        assert not ExchangeMention.objects.between_the_two().exists()
        assert all(not entry.exchanges for entry in timeline(self.ana).object_list)
        assert (favours_told_in(made_in), move_plan(made_in)) == (0, MovePlan(moving=(), staying=()))
        # The note that told it may be put right, with another line of the same sort.
        self.edit(made_in, exchanges=(told,))
        assert sorted(Exchange.objects.values_list("person__name", flat=True)) == ["Ana", "Ben"]

    def everything(self) -> list[Any]:
        """All that is known of favours and of what is planned for them, but for counters and the moment of writing."""
        moving = {"version", "updated_at", "computed_at"}
        rows = (Exchange.everything, ExchangeMention.objects, FollowUp.objects, Standing.objects)
        return [
            [{key: value for key, value in row.items() if key not in moving} for row in manager.order_by("pk").values()]
            for manager in rows
        ]

    def there_and_back(self, exchange: Exchange) -> Exchange:
        before = self.everything()
        moved = self.change(exchange)
        assert self.everything() != before
        back = self.change(moved, self.ana)
        assert self.everything() == before
        return back

    def test_there_and_back_is_as_if_nothing_had_been(self) -> None:
        told = ExchangeEntry(giver=Side.THEM, asked=True, what="a review", size=Size.MEDIUM, state=ExchangeState.OPEN)
        plain = {"channel": Channel.EMAIL, "started_by": StartedBy.ME, "depth": Depth.CHAT, "learned": ""}
        for days_ago in (90, 60, 30):
            about = f"Could you review chapter {days_ago} of the harbour book?"
            log(by=self.alice, person=self.ana, days_ago=days_ago, talked_about=about, exchanges=(told,), **plain)
        first, _second, last = Exchange.objects.order_by("pk")
        assert self.standing(self.ana).ask_only_since
        self.there_and_back(last)
        granted = ExchangeUpdate(exchange=first, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT)
        log(by=self.alice, person=self.ana, days_ago=9, updates=(granted,))
        self.there_and_back(first)
        complete_follow_up(by=self.alice, follow_up=FollowUp.objects.open().get(kind=FollowUpKind.THANK))
        self.there_and_back(first)

    def test_a_promise_kept_in_a_talk_is_so_again_when_it_is_back(self) -> None:
        promise = create_promise(by=self.alice, person=self.ana)
        self.there_and_back(promise)
        snooze_follow_up(
            by=self.alice, follow_up=FollowUp.objects.open().get(exchange=promise), until=self.today + timedelta(days=9)
        )
        self.there_and_back(promise)
        kept = ExchangeUpdate(exchange=promise, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT)
        talk = log(by=self.alice, person=self.ana, updates=(kept,)).interaction
        assert FollowUp.objects.get(exchange=promise).closed_by == talk
        self.there_and_back(promise)

    def test_what_a_note_told_is_its_own_again_when_it_is_back(self) -> None:
        told = ExchangeEntry(giver=Side.THEM, asked=True, what="a loan", size=Size.SMALL, state=ExchangeState.OPEN)
        note = log(by=self.alice, person=self.ana, days_ago=9, exchanges=(told,)).interaction
        moved = self.change(Exchange.objects.get())
        self.edit(note, private=True)
        assert not Exchange.objects.get().private, "with somebody else it does not follow the note"
        self.edit(note, private=False)
        self.change(moved, self.ana)
        self.edit(note, exchanges=(told,))
        assert Exchange.objects.count() == 1
        self.edit(note, private=True)
        assert Exchange.objects.get().private

    def edit(self, row: Interaction, **changed: Any) -> None:
        row.refresh_from_db()
        entry = replace(entry_of(row), **changed)
        edit_interaction(by=self.alice, interaction=row, version=row.version, entry=entry)

    def test_to_somebody_new_and_to_somebody_silent(self) -> None:
        promise = create_promise(by=self.alice, person=self.ana)
        moved = change_person(by=self.alice, exchange=promise, to=None, to_name=" Cleo  Marsh ")
        assert moved.person.name == "Cleo Marsh" and not moved.person.is_contact
        archive(by=self.alice, person=self.ben)
        assert self.change(moved).person == self.ben
        assert self.standing(self.ben).next_due_on is None

    def test_refuses_and_moves_nothing(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana)
        theirs = create_person(by=self.mallory)
        gone = create_person(by=self.alice, name="Gone")
        delete_person(by=self.alice, person=gone)
        for to, field in ((self.ana, "to"), (theirs, None), (gone, None)):
            with self.subTest(to.name), self.assertRaises(Refused) as refusal:
                self.change(ask, to)
            assert refusal.exception.field == field
        with self.assertRaises(Refused) as refusal:
            change_person(by=self.alice, exchange=ask, to=None, to_name=" ")
        assert refusal.exception.field == "name"
        with self.assertRaises(Refused):
            change_person(by=self.mallory, exchange=ask, to=theirs)
        mark_our_work(by=self.alice, exchange=ask, our_work=True)
        with self.assertRaises(StaleVersion):
            self.change(ask, version=ask.version)
        delete_exchange(by=self.alice, exchange=ask)
        with self.assertRaises(Refused):
            self.change(ask)
        assert Exchange.everything.get().person == self.ana
        assert Person.everything.filter(owner=self.alice).count() == 3

    def test_another_tab_that_still_shows_the_former_person(self) -> None:
        stale = create_ask(by=self.alice, person=self.ana)
        self.change(stale)
        for verb in (
            lambda: settle_exchange(by=self.alice, exchange=stale, state=ExchangeState.KEPT, on=self.today),
            lambda: self.change(stale),
            lambda: delete_exchange(by=self.alice, exchange=stale),
        ):
            with self.assertRaises(Refused):
                verb()
