"""Sweeps beside whoever else is at work (PostgreSQL): they wait for nobody, and any number of them are harmless."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

from contacts.models import Circle, FollowUp, Person, Standing, User
from contacts.services.follow_ups import complete_follow_up
from contacts.services.interactions import log_interaction
from contacts.services.planning import sweep_nudges, sweep_planning, sweeps
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import FollowUpKind
from tests.factories import create_account, create_contact, entry, today_of
from tests.races import PATIENCE, Rival

pytestmark = pytest.mark.postgresql

BOAT = "sold the boat to a school in Stavanger"
PEOPLE = 12


def in_another_session(verb: object) -> object:
    """The verb's answer, from a thread with a connection of its own, while this one holds what it holds."""
    rival = Rival(verb)
    try:
        outcome = rival.outcome()
        assert outcome.error is None, outcome.error
        return outcome.answer
    finally:
        rival.go_home()


class Beside(TransactionTestCase):
    def setUp(self) -> None:
        self.alice: User = create_account(working_days="0123456")
        monthly = Circle.objects.get(name="Monthly")
        self.people = [
            create_contact(by=self.alice, name=f"Guest {number}", days_ago=60 + number, circle=monthly).person
            for number in range(PEOPLE)
        ]
        self.set_back()

    def set_back(self) -> None:
        Person.objects.update(plan_on=today_of(self.alice) - timedelta(days=1))
        User.objects.update(nudged_on=None)

    def forget_plans(self) -> None:
        FollowUp.objects.filter(kind=FollowUpKind.KEEP_IN_TOUCH).delete()
        Standing.objects.update(next_due_on=None)
        self.set_back()

    def test_a_sweep_goes_on_without_whom_somebody_logs_with(self) -> None:
        ana = self.people[0]
        with transaction.atomic():
            log_interaction(by=self.alice, entry=entry(by=self.alice, person=ana, learned=BOAT))
            assert in_another_session(sweep_planning) == PEOPLE - 1
        Person.objects.filter(pk=ana.pk).update(plan_on=today_of(self.alice))
        assert sweep_planning() == 1
        assert sweep_planning() == 0

    def test_two_at_once_plan_everybody_once(self) -> None:
        def sweep() -> int:
            try:
                return sweep_planning()
            finally:
                connection.close()

        for at_once in (1, 2, 5):
            self.forget_plans()
            with patch.object(sweeps, "PEOPLE_AT_ONCE", at_once), ThreadPoolExecutor(3) as threads:
                counts = [one.result(PATIENCE) for one in [threads.submit(sweep) for _ in range(3)]]
            assert sum(counts) + sweep_planning() == PEOPLE
            turns = FollowUp.objects.open().filter(kind=FollowUpKind.KEEP_IN_TOUCH)
            assert sorted(turns.values_list("person_id", flat=True)) == [person.pk for person in self.people]
            assert rebuild_standings([person.pk for person in self.people]) == 0

    def test_two_at_once_keep_the_budget(self) -> None:
        def sweep() -> int:
            try:
                return sweep_nudges()
            finally:
                connection.close()

        with ThreadPoolExecutor(3) as threads:
            counts = [one.result(PATIENCE) for one in [threads.submit(sweep) for _ in range(3)]]
        released = FollowUp.objects.filter(released_on=today_of(self.alice)).count()
        assert sum(counts) == released <= 5

    def test_a_nudge_that_somebody_deals_with_is_asked_for_again(self) -> None:
        nudges = FollowUp.objects.open().filter(kind=FollowUpKind.KEEP_IN_TOUCH)
        with transaction.atomic():
            for row in nudges:
                complete_follow_up(by=self.alice, follow_up=row)
            assert in_another_session(sweep_nudges) == 0
            assert User.objects.get().nudged_on is None
        sweep_nudges()
        assert User.objects.get().nudged_on == today_of(self.alice)

    def test_many_new_rows_are_written_as_few_are(self) -> None:
        """A stream of rows and an INSERT leave the same behind."""
        left: list[list[dict[str, object]]] = []
        for worth in (1, PEOPLE + 1):
            self.forget_plans()
            with patch("contacts.services.planning.replanning.WORTH_COPYING", worth):
                assert sweep_planning() == PEOPLE
            rows = FollowUp.objects.filter(kind=FollowUpKind.KEEP_IN_TOUCH).order_by("person")
            own = {"id", "public_id", "entry_key", "created_at"}
            left.append([{name: row[name] for name in row if name not in own} for row in rows.values()])
            assert FollowUp.objects.values("public_id").distinct().count() == FollowUp.objects.count()
        assert left[0] == left[1]
