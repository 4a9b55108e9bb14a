"""A house with data in it is brought up to date: no row is lost, and the sweeps fill what is new."""

from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

from contacts import gate, tasks
from contacts.models import Contact, Exchange, FollowUp, Handle, Heartbeat, Mute, Person, Standing
from contacts.queries.audit import facts
from contacts.services.mutes import mute
from contacts.services.people import delete_person
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import ExchangeState, HandleKind, Side, Size
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_exchange,
    create_person,
    create_promise,
)

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


class FromAddressesAsTheyWereTyped(TransactionTestCase):
    BEFORE = "0004_quick_reads"

    def setUp(self) -> None:
        self.addCleanup(call_command, "migrate", "contacts", verbosity=0)
        self.alice = create_account()
        self.ana, self.ben = (create_person(by=self.alice, name=name) for name in ("Ana", "Ben"))

    def hold(self, person: Person, value: str, before: str, kind: str = HandleKind.PROFILE) -> int:
        return Handle.objects.create(person=person, kind=kind, value=value, normal_value=before).pk

    def test_addresses_are_found_by_the_form_of_today(self) -> None:
        told = {
            self.hold(self.ana, "https://de.linkedin.com/in/Jos%C3%A9", "de.linkedin.com/in/jos%c3%a9"): (
                "linkedin.com/in/josé"
            ),
            self.hold(self.ana, "https://www.linkedin.com/in/ana-sousa/", "linkedin.com/in/ana-sousa"): (
                "linkedin.com/in/ana-sousa"
            ),
            # They have it in both forms: the second stays as it was.
            self.hold(self.ana, "https://fr.linkedin.com/in/ana-sousa", "fr.linkedin.com/in/ana-sousa"): (
                "fr.linkedin.com/in/ana-sousa"
            ),
            # Two people may have the same one.
            self.hold(self.ben, "https://fr.linkedin.com/in/ana-sousa", "fr.linkedin.com/in/ana-sousa"): (
                "linkedin.com/in/ana-sousa"
            ),
            self.hold(self.ben, "at the gym", "at the gym"): "at the gym",
            self.hold(self.ben, "Ben%40acme.test@acme.test", "ben%40acme.test@acme.test", HandleKind.EMAIL): (
                "ben%40acme.test@acme.test"
            ),
            # A country's number after two noughts is one after a plus.
            self.hold(self.ana, "0047 22 12 34 56", "004722123456", HandleKind.PHONE): "+4722123456",
            self.hold(self.ben, "+47 22 12 34 56", "+4722123456", HandleKind.PHONE): "+4722123456",
            self.hold(self.ben, "0047 22 12 34 56", "004722123456", HandleKind.PHONE): "004722123456",
            self.hold(self.ben, "22 12 34 56", "22123456", HandleKind.PHONE): "22123456",
        }
        # More than are looked at at once.
        for number in range(510):
            value = f"no.linkedin.com/in/per-{number}"
            told[self.hold(self.ben, f"https://{value}", value)] = value.removeprefix("no.")
        Heartbeat.objects.all().delete()
        call_command("migrate", "contacts", self.BEFORE, verbosity=0)
        call_command("migrate", "contacts", verbosity=0)
        assert dict(Handle.objects.values_list("pk", "normal_value")) == told
        assert set(Heartbeat.objects.values_list("name", flat=True)) == {"imports", "exports"}
