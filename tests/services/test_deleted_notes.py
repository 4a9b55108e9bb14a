"""A note is deleted in which promises were kept, asks made and favours settled: they stay, and so do the sums."""

from datetime import timedelta
from typing import Any

import time_machine
from django.test import TestCase
from django.utils import timezone

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.models import Exchange, ExchangeMention, FollowUp, Interaction, Person, Standing
from contacts.queries.interactions import favours_told_in
from contacts.services.accounts import purge
from contacts.services.exchanges import delete_exchange
from contacts.services.interactions import delete_interaction, restore_interaction
from contacts.services.planning import replan
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import Channel, ExchangeState, FollowUpKind, MentionKind, Side, Size
from tests.factories import create_account, create_ask, create_contact, create_promise, log

SUMS = ("i_gave", "they_gave", "i_asked", "they_asked", "i_owe", "they_owe", "even", "recent_even")


class DeletedNotes(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.ana = create_contact(by=cls.alice, days_ago=200).person
        cls.promise = create_promise(by=cls.alice, person=cls.ana, days_ago=20)
        cls.theirs = create_promise(by=cls.alice, person=cls.ana, days_ago=20, giver=Side.THEM)
        cls.ask = create_ask(by=cls.alice, person=cls.ana, days_ago=30, size=Size.MEDIUM)
        cls.chased = create_ask(by=cls.alice, person=cls.ana, days_ago=30)
        kinds = {"size": Size.SMALL, "what": "a name"}
        cls.note: Interaction = log(
            by=cls.alice,
            person=cls.ana,
            days_ago=5,
            channel=Channel.EMAIL,
            they_wrote_too=True,
            exchanges=(
                ExchangeEntry(giver=Side.ME, asked=False, state=ExchangeState.KEPT, **kinds),
                ExchangeEntry(giver=Side.THEM, asked=True, state=ExchangeState.OPEN, **kinds),
            ),
            updates=(
                ExchangeUpdate(exchange=cls.promise, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT),
                ExchangeUpdate(exchange=cls.theirs, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT),
                ExchangeUpdate(exchange=cls.ask, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT),
                ExchangeUpdate(exchange=cls.chased, kind=MentionKind.CHASED),
            ),
        ).interaction

    def sums(self) -> dict[str, Any]:
        return Standing.objects.values(*SUMS).get(pk=self.ana.pk)

    def all_rows(self) -> list[Any]:
        return [list(model._base_manager.order_by("pk").values()) for model in (Exchange, ExchangeMention)]

    def waiting(self) -> set[tuple[str, int | None]]:
        return set(FollowUp.objects.open().values_list("kind", "exchange_id"))

    def settled(self) -> None:
        """Once more changes nothing, of standings and of what is planned."""
        assert rebuild_standings([self.ana.pk]) == 0
        before = list(FollowUp.objects.order_by("pk").values())
        replan(person=Person.objects.get(pk=self.ana.pk), by=self.alice)
        assert list(FollowUp.objects.order_by("pk").values()) == before

    def test_the_favours_stay_as_they_were_told(self) -> None:
        rows, sums, standing = self.all_rows(), self.sums(), Standing.objects.values().get(pk=self.ana.pk)
        assert sums == {"i_gave": 2, "they_gave": 2, "i_asked": 3, "they_asked": 0} | dict.fromkeys(
            ("i_owe", "they_owe"), 0
        ) | dict.fromkeys(("even", "recent_even"), True)
        assert favours_told_in(self.note) == 6
        waiting = self.waiting()
        assert {kind for kind, _favour in waiting} >= {FollowUpKind.THANK, FollowUpKind.OUTCOME}
        deleted = delete_interaction(by=self.alice, interaction=self.note)
        assert self.all_rows() == rows
        assert self.sums() == sums
        assert {row for row in self.waiting() if row[1]} == {row for row in waiting if row[1]}
        self.settled()
        restore_interaction(by=self.alice, interaction=deleted)
        assert self.all_rows() == rows and self.waiting() == waiting
        assert Standing.objects.values().get(pk=self.ana.pk) == standing
        self.settled()

    def test_and_when_the_note_is_gone_for_good(self) -> None:
        sums = self.sums()
        delete_interaction(by=self.alice, interaction=self.note)
        with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
            assert purge() > 0
            assert not Interaction.everything.filter(pk=self.note.pk).exists()
            assert not ExchangeMention.objects.exists()
            assert not Exchange.objects.filter(settled_in__isnull=False).exists()
            assert Exchange.objects.filter(state=ExchangeState.KEPT).count() == 4
            rebuild_standings([self.ana.pk])
            assert self.sums() == sums
            self.settled()

    def test_only_what_stands_is_counted(self) -> None:
        delete_exchange(by=self.alice, exchange=self.ask)
        assert favours_told_in(self.note) == 5
