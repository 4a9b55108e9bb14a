"""A house with data in it is brought up to date: no row is lost, and the sweeps fill what is new."""

from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

from contacts import gate, tasks
from contacts.models import Contact, Exchange, FollowUp, Mute, Person, Standing
from contacts.queries.audit import facts
from contacts.services.mutes import mute
from contacts.services.people import delete_person
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import ExchangeState, Side, Size
from tests.factories import create_account, create_ask, create_contact, create_exchange, create_promise

BEFORE = "0002_follow_ups_in_full"


class FromFollowUpsToGiveAndAsk(TransactionTestCase):
    def setUp(self) -> None:
        self.addCleanup(call_command, "migrate", "contacts", verbosity=0)
        self.alice = create_account()
        ana, ben, cleo, dan = (
            create_contact(by=self.alice, name=name, days_ago=300).person for name in ("Ana", "Ben", "Cleo", "Dan")
        )
        for days_ago in (200, 150, 100):
            create_ask(by=self.alice, person=ana, days_ago=days_ago)
            for person in (ben, dan):
                create_exchange(by=self.alice, person=person, asked=True, days_ago=days_ago, state=ExchangeState.OPEN)
        create_exchange(by=self.alice, person=cleo, size=Size.LARGE, days_ago=9)
        create_exchange(by=self.alice, person=cleo, giver=Side.THEM, size=Size.LARGE, days_ago=900)
        create_promise(by=self.alice, person=cleo)
        mute(by=self.alice, rule="E-30", person=cleo)
        delete_person(by=self.alice, person=dan)

    def rows(self, *models: Any) -> list[Any]:
        return [list(model._base_manager.order_by("pk").values()) for model in models]

    def test_and_back_again(self) -> None:
        standings, rest = self.rows(Standing), self.rows(Contact, Exchange, FollowUp, Mute, Person)
        flags = [row["they_ask_only_since"] is not None for row in standings[0]]
        assert flags == [False, True, False, True] and not all(row["recent_even"] for row in standings[0])

        call_command("migrate", "contacts", BEFORE, verbosity=0)
        names = {column.name for column in self.columns("contacts_standing")}
        assert "ask_only_since" in names and "they_ask_only_since" not in names
        call_command("migrate", "contacts", verbosity=0)
        assert gate.missing() == []
        assert not Standing.objects.filter(they_ask_only_since__isnull=False).exists()
        assert [row for fact in facts() for row in fact.breaches()] == []

        tasks.sweep_follow_ups()
        tasks.sweep_daily()
        assert self.rows(Standing) == standings
        assert self.rows(Contact, Exchange, FollowUp, Mute, Person) == rest
        assert rebuild_standings(list(Contact.objects.values_list("pk", flat=True))) == 0

    def columns(self, table: str) -> list[Any]:
        with connection.cursor() as cursor:
            return list(connection.introspection.get_table_description(cursor, table))
