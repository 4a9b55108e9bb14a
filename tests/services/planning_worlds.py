"""What the tests of planning share: a contact founded on a Monday, and that planning again changes nothing."""

from datetime import date, timedelta
from typing import Any

import time_machine
from django.test import TestCase

from contacts.models import Exchange, FollowUp, Person
from contacts.services.planning import replan
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import FollowUpKind, Side, Size
from tests.factories import (
    create_account,
    create_contact,
    create_exchange,
)

BOAT = "sold the boat to a school in Stavanger"
MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
EVERY_DAY = "0123456"


def at(day: date, hour: int = 12) -> time_machine.travel:
    return time_machine.travel(f"{day.isoformat()}T{hour:02}:00:00Z", tick=False)


def days(count: int) -> timedelta:
    return timedelta(days=count)


class PlanningCase(TestCase):
    """Alice, and a contact of hers who was founded on a Monday."""

    account: dict[str, Any] = {}

    def setUp(self) -> None:
        self.alice = create_account(**self.account)
        with at(MONDAY):
            self.contact = create_contact(by=self.alice)
        self.ana = self.contact.person

    def tearDown(self) -> None:
        """Whatever was done, once more changes nothing, and the standings are what their sources say."""
        before = list(FollowUp.objects.order_by("pk").values())
        for person in Person.objects.all():
            stored = Person.objects.values_list("plan_on", flat=True).get(pk=person.pk)
            with at(self.last_day()):
                replan(person=person, by=self.alice)
                assert person.plan_on == stored
                assert rebuild_standings([person.pk]) == 0
        assert list(FollowUp.objects.order_by("pk").values()) == before

    def last_day(self) -> date:
        return self.now if hasattr(self, "now") else MONDAY

    def at(self, day: date) -> time_machine.travel:
        self.now = day
        return at(day)

    def open(self, kind: FollowUpKind) -> list[date]:
        return list(FollowUp.objects.open().filter(kind=kind).order_by("due_on").values_list("due_on", flat=True))

    def the(self, kind: FollowUpKind) -> FollowUp:
        return FollowUp.objects.get(kind=kind)

    def how(self, kind: FollowUpKind) -> list[str]:
        return list(FollowUp.objects.filter(kind=kind).order_by("pk").values_list("closed_how", flat=True))

    def received(self, **fields: Any) -> Exchange:
        fields = {"giver": Side.THEM, "size": Size.MEDIUM, **fields}
        return create_exchange(by=self.alice, person=self.ana, **fields)

    def plan_on(self) -> date | None:
        return Person.objects.get(pk=self.ana.pk).plan_on
