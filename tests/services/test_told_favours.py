"""Favours told in an entry: as private as the note (E-60), moved with its day, and none of them lost in an edit."""

from dataclasses import replace
from typing import Any

from django.test import TestCase

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.models import Exchange, Interaction
from contacts.queries.digest import render_digest
from contacts.queries.today import due_entries
from contacts.services.exchanges import edit_exchange
from contacts.services.interactions import delete_interaction, edit_interaction, entry_of, log_interaction
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import DigestDetail, ExchangeState, MentionKind, Side, Size
from tests.factories import create_account, create_contact, log, today_of

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
