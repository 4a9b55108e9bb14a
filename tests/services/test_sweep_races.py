"""What runs over many people while one of them is written to (PostgreSQL): it waits, reads afresh, and ends in step."""

from datetime import timedelta

import pytest
import time_machine
from django.test import TransactionTestCase
from django.utils import timezone

from contacts.models import Circle, Contact, FollowUp, Standing, User
from contacts.services.accounts import change_settings
from contacts.services.contacts import choose_cadence, delete_circle, edit_circle, send_back_to_the_door
from contacts.services.interactions import log_interaction
from contacts.services.planning import replan
from contacts.services.standings import rebuild_standings, sweep_standings
from contacts.vocabulary import FollowUpKind
from tests.factories import create_account, create_contact, create_exchange, entry
from tests.races import meet

pytestmark = pytest.mark.postgresql

BOAT = "sold the boat to a school in Stavanger"


class SweepTests(TransactionTestCase):
    def setUp(self) -> None:
        self.alice: User = create_account()
        self.contacts = [create_contact(by=self.alice, name=name, days_ago=30) for name in ("Ana", "Ben")]
        self.ana = self.contacts[0].person
        self.ids = [contact.pk for contact in self.contacts]

    def tearDown(self) -> None:
        assert rebuild_standings(self.ids) == 0
        assert set(Standing.objects.values_list("pk", flat=True)) == set(Contact.objects.values_list("pk", flat=True))

    def log(self) -> object:
        return log_interaction(by=self.alice, entry=entry(by=self.alice, person=self.ana, learned=BOAT))

    def test_a_rebuild_does_not_write_what_it_read_before_the_log(self) -> None:
        outcome = meet(self.log, lambda: rebuild_standings(self.ids))
        assert (outcome.error, outcome.answer) == (None, 0)
        assert Standing.objects.get(pk=self.ana.pk).last_in_touch_on is not None

    def test_a_contact_sent_back_meanwhile_spoils_nobody_elses(self) -> None:
        Standing.objects.update(i_gave=7)
        outcome = meet(
            lambda: send_back_to_the_door(by=self.alice, contact=self.contacts[0]),
            lambda: rebuild_standings(self.ids),
        )
        assert (outcome.error, outcome.answer) == (None, 1)

    def test_the_daily_sweep_waits_too(self) -> None:
        for contact in self.contacts:
            create_exchange(by=self.alice, person=contact.person, days_ago=20)
        later = timezone.now() + timedelta(days=365 * 3)
        with time_machine.travel(later, tick=True):
            outcome = meet(self.log, sweep_standings)
        assert (outcome.error, outcome.answer) == (None, 1), "the log counted one of the two anew"
        Standing.objects.all().delete()
        rebuild_standings(self.ids)

    def test_new_working_days_wait_for_what_is_being_logged(self) -> None:
        outcome = meet(self.log, lambda: change_settings(by=self.alice, values={"working_days": "2"}))
        assert outcome.error is None
        self.check_plans()

    def test_a_circle_changed_while_somebody_joins_or_logs(self) -> None:
        circle = Circle.objects.get(owner=self.alice, name="Monthly")
        for contact in self.contacts:
            choose_cadence(by=self.alice, contact=contact, circle=circle, own_cadence_days=None)
        outcome = meet(self.log, lambda: edit_circle(by=self.alice, circle=circle, name="Often", cadence_days=10))
        assert outcome.error is None
        self.check_plans()
        outcome = meet(
            lambda: choose_cadence(by=self.alice, contact=self.contacts[0], circle=circle, own_cadence_days=5),
            lambda: edit_circle(by=self.alice, circle=circle, name="Oftener", cadence_days=9),
        )
        assert outcome.error is None
        self.check_plans()
        assert meet(self.log, lambda: delete_circle(by=self.alice, circle=circle)).error is None
        self.check_plans()

    def check_plans(self) -> None:
        self.alice.refresh_from_db()
        before = list(FollowUp.objects.order_by("pk").values())
        for contact in self.contacts:
            replan(person=contact.person, by=self.alice)
        assert list(FollowUp.objects.order_by("pk").values()) == before
        turns = FollowUp.objects.open().filter(kind=FollowUpKind.KEEP_IN_TOUCH).values_list("person_id", flat=True)
        assert len(turns) == len(set(turns))
