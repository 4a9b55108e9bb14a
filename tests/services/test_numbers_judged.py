"""The numbers of E-30, E-31 and E-34: changed, every standing of the account is judged by them in the same transaction,
and what was planned follows.
"""

from datetime import timedelta
from unittest.mock import patch

import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.errors import Refused
from contacts.models import Circle, Contact, FollowUp, Person, Standing, User
from contacts.rules.numbers import LIMITS, OF_STANDINGS, Numbers
from contacts.services.accounts import change_numbers
from contacts.services.people import delete_person, restore_person
from contacts.services.planning import replanning, sweep_planning
from contacts.services.standings import rebuild_standings, sweep_standings
from contacts.vocabulary import ExchangeState, FollowUpKind, Side, Size
from tests.factories import create_account, create_ask, create_contact, create_exchange, log


class NumbersJudged(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.ana = create_contact(by=cls.alice, name="Ana", days_ago=900).person

    def tearDown(self) -> None:
        assert rebuild_standings(list(Contact.objects.values_list("pk", flat=True))) == 0

    def standing(self, person: Person | None = None) -> Standing:
        return Standing.objects.get(pk=(person or self.ana).pk)

    def change(self, **numbers: int) -> None:
        change_numbers(by=self.alice, numbers=Numbers(**numbers))

    def waits(self) -> bool:
        return FollowUp.objects.open().filter(kind=FollowUpKind.NO_ASK).exists()

    def asks(self, *days_ago: int, giver: Side = Side.THEM) -> list[int]:
        rows = (
            create_exchange(
                by=self.alice, person=self.ana, giver=giver, asked=True, days_ago=ago, state=ExchangeState.OPEN
            )
            for ago in days_ago
        )
        return [row.pk for row in rows]

    def test_how_many_asks(self) -> None:
        asks = self.asks(200, 150, 100)
        assert self.standing().ask_only_asks == asks and self.waits()
        self.change(ask_only_asks=4)
        assert (self.standing().ask_only_since, self.waits()) == (None, False)
        asks += self.asks(50)
        assert self.standing().ask_only_asks == asks and self.waits()
        self.change()
        assert self.standing().ask_only_asks == asks[1:] and self.waits()

    def test_how_many_months_and_how_the_other_side_is_judged(self) -> None:
        asks = self.asks(400, 300, 200, giver=Side.ME)
        assert self.standing().they_ask_only_asks == asks
        self.change(ask_only_months=6)
        assert self.standing().they_ask_only_since is None
        self.change(ask_only_months=30)
        row = self.standing()
        assert row.they_ask_only_asks == asks and not row.ask_only_since
        assert row.changes_on and (row.changes_on - timezone.localdate()).days > 300
        assert not self.waits(), "what they ask plans nothing"

    def test_how_long_a_give_of_before_counts(self) -> None:
        create_exchange(by=self.alice, person=self.ana, size=Size.MEDIUM, days_ago=700)
        self.asks(200, 150, 100)
        assert not self.waits()
        self.change(gave_before_years=1)
        assert self.standing().ask_only_since and self.waits()
        self.change(gave_before_years=0)
        assert self.waits()
        self.change(gave_before_years=10)
        assert not self.waits()

    def test_how_far_the_balance_looks_back(self) -> None:
        for days_ago in (800, 500, 100):
            create_exchange(by=self.alice, person=self.ana, days_ago=days_ago)
        for months, gave, even in ((24, 2, False), (60, 3, False), (6, 1, True), (12, 1, True)):
            self.change(balance_months=months)
            row = self.standing()
            assert (row.recent_i_gave, row.recent_even, row.i_gave, row.even) == (gave, even, 3, False)

    def test_the_sweep_goes_by_them(self) -> None:
        create_exchange(by=self.alice, person=self.ana, days_ago=100)
        self.change(balance_months=6)
        leaves_on = self.standing().changes_on
        assert leaves_on
        for days, gave in ((-1, 1), (0, 0)):
            for sweep in (sweep_standings, sweep_planning):
                with time_machine.travel(f"{leaves_on + timedelta(days=days)}T12:00:00Z", tick=False):
                    sweep()
            assert self.standing().recent_i_gave == gave
        assert rebuild_standings([self.ana.pk]) == 1, "back in the present"

    def test_whoever_is_deleted_comes_back_judged_by_them(self) -> None:
        self.asks(200, 150, 100)
        delete_person(by=self.alice, person=self.ana)
        self.change(ask_only_asks=4)
        assert self.standing().ask_only_since is None
        restore_person(by=self.alice, person=Person.everything.get(pk=self.ana.pk))
        assert not self.waits()

    def test_nobody_else_is_touched(self) -> None:
        bo = create_contact(by=self.mallory, name="Bo", days_ago=900).person
        for days_ago in (200, 150, 100):
            create_ask(by=self.mallory, person=bo, days_ago=days_ago)
        self.change(ask_only_asks=5)
        assert self.standing(bo).ask_only_since

    def test_whoever_was_signed_in_before_judges_by_them(self) -> None:
        """A request holds the account as it was when it began."""
        stale = User.objects.get(pk=self.alice.pk)
        self.change(ask_only_asks=4)
        for days_ago in (200, 150, 100):
            create_ask(by=stale, person=self.ana, days_ago=days_ago)
        assert self.standing().ask_only_since is None

    def test_all_or_nothing(self) -> None:
        before = list(Standing.objects.values())
        for name in OF_STANDINGS:
            with self.subTest(name), self.assertRaises(Refused) as refusal:
                self.change(**{name: LIMITS[name][1] + 1})
            assert refusal.exception.field == name
        assert list(Standing.objects.values()) == before
        assert User.objects.get(pk=self.alice.pk).numbers == Numbers()

    def test_those_who_never_exchanged_a_favour_cost_nothing(self) -> None:
        self.asks(200, 150, 100)
        counts = []
        with patch.object(replanning, "BATCH", 2):
            for more, months in ((0, 12), (9, 36)):
                for number in range(more):
                    create_contact(by=self.alice, name=f"Guest {number}", days_ago=300)
                with CaptureQueriesContext(connection) as queries:
                    self.change(balance_months=months, ask_only_months=months)
                counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_what_other_numbers_plan_follows_along(self) -> None:
        monthly = Circle.objects.get(name="Monthly", owner=self.alice)
        bo = create_contact(by=self.alice, name="Bo", days_ago=90, circle=monthly).person
        for days_ago in (60, 40):
            log(by=self.alice, person=bo, days_ago=days_ago, channel="email", started_by="me", learned="")
        self.asks(200, 150, 100)
        nudges = FollowUp.objects.open().filter(kind=FollowUpKind.KEEP_IN_TOUCH, person=bo)
        assert nudges.exists() and self.waits()
        self.change(rest_after=2, ask_only_asks=4)
        assert not nudges.exists() and not self.waits()
        self.change()
        assert nudges.exists() and self.waits()

    def test_a_batch_takes_as_many_queries_however_many_are_in_it(self) -> None:
        counts = []
        for more, months in ((3, 12), (20, 36)):
            for number in range(more):
                person = create_contact(by=self.alice, name=f"Guest {more} {number}", days_ago=300).person
                for days_ago in (200, 150, 100):
                    create_ask(by=self.alice, person=person, days_ago=days_ago)
            with CaptureQueriesContext(connection) as queries:
                self.change(balance_months=months, ask_only_months=months)
            counts.append(len(queries))
        assert counts[0] == counts[1]
