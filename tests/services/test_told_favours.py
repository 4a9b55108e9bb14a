"""Favours told in an entry: as private as the note (E-60), moved with its day, and none of them lost in an edit."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.test import TestCase

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.models import Exchange, FollowUp, Interaction
from contacts.queries.digest import render_digest
from contacts.queries.today import due_entries
from contacts.services.exchanges import delete_exchange, edit_exchange, move_promise, settle_exchange
from contacts.services.interactions import delete_interaction, edit_interaction, entry_of, log_interaction
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import DigestDetail, ExchangeState, FollowUpKind, MentionKind, Side, Size
from tests.factories import create_account, create_ask, create_contact, log, today_of

BOAT = "sold the boat to a school in Stavanger"
LAWYER = "the name of a lawyer"


class Told(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account(digest_detail=DigestDetail.FULL)
        cls.today = today_of(cls.alice)
        cls.ana = create_contact(by=cls.alice, days_ago=40).person

    def tearDown(self) -> None:
        assert rebuild_standings([self.ana.pk]) == 0

    def told(self, **fields: Any) -> ExchangeEntry:
        whole: dict[str, Any] = {
            "giver": Side.ME,
            "asked": False,
            "what": LAWYER,
            "size": Size.SMALL,
            "state": ExchangeState.PROMISED,
            "due_on": self.today,
        }
        return ExchangeEntry(**{**whole, **fields})

    def note(self, *told: ExchangeEntry, **fields: Any) -> Interaction:
        fields = {"person": self.ana, "days_ago": 3, "learned": BOAT, **fields}
        return log(by=self.alice, exchanges=told, **fields).interaction

    def edit(self, row: Interaction, **changed: Any) -> Interaction:
        row = Interaction.objects.get(pk=row.pk)
        entry = replace(entry_of(row), **changed)
        return edit_interaction(by=self.alice, interaction=row, version=row.version, entry=entry).interaction

    def save_again(self, row: Interaction, *told: ExchangeEntry) -> None:
        """Save the whole form again, lines included."""
        row = Interaction.objects.get(pk=row.pk)
        log_interaction(by=self.alice, entry=replace(entry_of(row), exchanges=told), version=row.version)


class Private(Told):
    def mailed(self) -> bool:
        digest = render_digest(self.alice, self.today)
        in_mail = LAWYER in digest.text
        assert in_mail is (LAWYER in digest.html)
        assert LAWYER in str(due_entries(self.alice, self.today)), "the page may say it"
        return in_mail

    def test_a_favour_told_in_private_stays_so_whatever_else_speaks_of_it(self) -> None:
        self.note(self.told(), private=True)
        promise = Exchange.objects.get()
        assert promise.private and not self.mailed()
        again = ExchangeUpdate(exchange=promise, kind=MentionKind.CHASED)
        self.note(days_ago=1, updates=(again,), learned=f"{BOAT} again")
        assert not self.mailed()

    def test_it_stays_so_when_the_note_is_deleted(self) -> None:
        row = self.note(self.told(), private=True)
        delete_interaction(by=self.alice, interaction=row)
        assert not self.mailed()

    def test_one_told_openly_stays_open_when_a_private_note_speaks_of_it(self) -> None:
        self.note(self.told())
        again = ExchangeUpdate(exchange=Exchange.objects.get(), kind=MentionKind.CHASED)
        self.note(days_ago=1, updates=(again,), private=True, learned=f"{BOAT} again")
        assert self.mailed()

    def test_it_follows_the_note_made_private_or_open(self) -> None:
        row = self.note(self.told())
        assert self.mailed()
        self.edit(row, private=True)
        assert not self.mailed()
        self.edit(row, private=False)
        assert self.mailed()

    def test_what_was_ticked_by_hand_stays_while_the_note_is_as_it_was(self) -> None:
        row = self.note(self.told())
        self.tick(Exchange.objects.get(), private=True)
        self.edit(row, learned=f"{BOAT} in May")
        assert not self.mailed()

    def test_what_was_saved_as_private_by_hand_stays_so_when_the_note_is_opened(self) -> None:
        row = self.note(self.told(), private=True)
        self.tick(Exchange.objects.get(), private=True)
        self.edit(row, private=False)
        assert not self.mailed()

    def test_a_line_put_right_in_a_private_note_stays_private(self) -> None:
        row = self.note(self.told(), private=True)
        self.save_again(row, self.told(size=Size.LARGE))
        assert Exchange.objects.get().size == Size.LARGE and not self.mailed()

    def test_a_tick_on_the_favour_itself(self) -> None:
        self.note(self.told())
        self.tick(Exchange.objects.get(), private=True)
        assert not self.mailed()
        self.tick(Exchange.objects.get(), private=None)
        assert not self.mailed(), "not asked is not taken back"
        self.tick(Exchange.objects.get(), private=False)
        assert self.mailed()

    def tick(self, row: Exchange, *, private: bool | None) -> None:
        names = ("version", "what", "size", "giver", "asked", "opened_on", "due_on", "our_work")
        values: dict[str, Any] = {name: getattr(row, name) for name in names}
        edit_exchange(by=self.alice, exchange=row, **values, private=private)


class Kept(Told):
    """What is typed into an edit is never lost, and what was settled or deleted by hand is not done again."""

    def whats(self) -> list[str]:
        return sorted(Exchange.objects.values_list("what", flat=True))

    def test_a_line_whose_favour_was_deleted_by_hand_tells_a_new_one(self) -> None:
        row = self.note(self.told())
        delete_exchange(by=self.alice, exchange=Exchange.objects.get())
        self.save_again(row, self.told(what="a plumber"))
        (favour,) = Exchange.objects.all()
        assert favour.what == "a plumber"
        assert [(m.interaction, m.kind) for m in favour.mentions.all()] == [(row, MentionKind.MADE)]
        assert FollowUp.objects.open().get(kind=FollowUpKind.PROMISE_MINE).exchange == favour

    def test_a_line_whose_favour_was_settled_by_hand_tells_a_new_one(self) -> None:
        row = self.note(self.told())
        settle_exchange(by=self.alice, exchange=Exchange.objects.get(), state=ExchangeState.KEPT, on=self.today)
        self.save_again(row, self.told(what="a plumber"))
        assert self.whats() == ["a plumber", LAWYER]

    def test_the_new_one_is_put_right_and_taken_back_by_the_same_line(self) -> None:
        row = self.note(self.told())
        delete_exchange(by=self.alice, exchange=Exchange.objects.get())
        for what in ("a plumber", "a good plumber"):
            self.save_again(row, self.told(what=what))
            assert self.whats() == [what]
        self.save_again(row)
        assert self.whats() == []
        self.save_again(row, self.told(what="a carpenter"))
        assert self.whats() == ["a carpenter"]

    def test_and_when_that_one_went_as_well(self) -> None:
        row = self.note(self.told())
        for what in ("a plumber", "a carpenter", "a mason"):
            delete_exchange(by=self.alice, exchange=Exchange.objects.get())
            self.save_again(row, self.told(what=what))
            assert self.whats() == [what]
        assert Exchange.everything.count() == 4

    def test_the_same_words_again_bring_nothing_back_that_was_deleted(self) -> None:
        row = self.note(self.told())
        delete_exchange(by=self.alice, exchange=Exchange.objects.get())
        self.save_again(row, self.told())
        assert Exchange.everything.deleted().count() == Exchange.everything.count() == 1

    def test_the_same_words_again_double_nothing_that_was_settled_or_put_off(self) -> None:
        row = self.note(self.told())
        promise = move_promise(by=self.alice, exchange=Exchange.objects.get(), due_on=self.today + timedelta(days=5))
        settle_exchange(by=self.alice, exchange=promise, state=ExchangeState.KEPT, on=self.today)
        before = list(Exchange.everything.values())
        self.save_again(row, self.told())
        assert list(Exchange.everything.values()) == before

    def test_deleted_and_told_again_for_another_day_is_a_new_promise(self) -> None:
        row = self.note(self.told())
        delete_exchange(by=self.alice, exchange=Exchange.objects.get())
        self.save_again(row, self.told(due_on=self.today + timedelta(days=9)))
        assert Exchange.objects.get().due_on == self.today + timedelta(days=9)


class Moved(Told):
    def test_what_was_answered_there_moves_with_the_day(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana, days_ago=20)
        answered = ExchangeUpdate(exchange=ask, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT)
        row = self.note(updates=(answered,), days_ago=3)
        for ago, settled in ((1, 1), (10, 10), (30, 20)):
            self.edit(row, happened_on=self.today - timedelta(days=ago))
            ask.refresh_from_db()
            assert ask.settled_on == self.today - timedelta(days=settled)
            assert ask.opened_on == self.today - timedelta(days=20)

    def test_what_was_settled_on_another_day_by_hand_stays(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana, days_ago=20)
        answered = ExchangeUpdate(exchange=ask, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT)
        row = self.note(updates=(answered,), days_ago=3)
        Exchange.objects.update(settled_on=self.today - timedelta(days=8))
        self.edit(row, happened_on=self.today - timedelta(days=1))
        ask.refresh_from_db()
        assert ask.settled_on == self.today - timedelta(days=8)

    def test_a_promise_answered_there_says_the_new_day(self) -> None:
        promise = self.note(self.told(), days_ago=9) and Exchange.objects.get()
        kept = ExchangeUpdate(exchange=promise, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT)
        row = self.note(updates=(kept,), days_ago=3, learned=f"{BOAT} in May")
        self.edit(row, happened_on=self.today - timedelta(days=2))
        promise.refresh_from_db()
        assert promise.settled_on == self.today - timedelta(days=2)
        assert FollowUp.objects.get(exchange=promise).closed_by == row
