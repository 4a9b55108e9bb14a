"""Two transactions at once: neither can found a contact on what the other takes away, whoever comes first."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet, RestrictedError
from django.test import TransactionTestCase
from django.utils import timezone

from contacts.models import Contact, Interaction, Person
from contacts.services.contacts import send_back_to_the_door
from tests.factories import create_account, log
from tests.races import meet

pytestmark = pytest.mark.postgresql


class RaceTests(TransactionTestCase):
    def setUp(self) -> None:
        self.alice = create_account()
        logged = log(by=self.alice, name="Ana")
        assert logged.contact
        send_back_to_the_door(by=self.alice, contact=logged.contact)
        self.ana, self.interaction = logged.person, logged.interaction
        self.other = Person.objects.create(owner=self.alice, name="Ben")
        self.ways_to_take_it_away: dict[str, Callable[[], object]] = {
            "meaningless": lambda: self.rows().update(meaningful=False),
            "deleted": lambda: self.rows().update(deleted_at=timezone.now()),
            "moved": lambda: self.rows().update(person=self.other),
        }

    def rows(self) -> "QuerySet[Interaction]":
        return Interaction.everything.filter(pk=self.interaction.pk)

    def found(self) -> Contact:
        return Contact.objects.create(person=self.ana, founded_on=self.interaction)

    def assert_sound(self) -> None:
        for contact in Contact.objects.select_related("founded_on"):
            founder = contact.founded_on
            assert (founder.meaningful, founder.deleted_at, founder.person_id) == (True, None, contact.pk)

    def test_taking_away_waits_for_the_contact_and_is_refused(self) -> None:
        for name, take_away in self.ways_to_take_it_away.items():
            with self.subTest(name):
                error = meet(self.found, take_away).error
                assert isinstance(error, IntegrityError) and "E-01" in str(error)
                self.assert_sound()
                Contact.objects.get().delete()

    def test_the_contact_waits_for_the_taking_away_and_is_refused(self) -> None:
        for name, take_away in self.ways_to_take_it_away.items():
            with self.subTest(name):
                error = meet(take_away, self.found).error
                assert isinstance(error, IntegrityError) and "E-01" in str(error)
                assert not Contact.objects.exists()
                self.rows().update(meaningful=True, deleted_at=None, person=self.ana)

    def test_a_founder_taken_and_given_back_is_a_founder(self) -> None:
        for name, take_away in self.ways_to_take_it_away.items():
            with self.subTest(name):
                assert meet(take_away, self.found, roll_back=True).error is None
                self.assert_sound()
                Contact.objects.get().delete()

    def test_a_contact_that_came_to_nothing_holds_nothing(self) -> None:
        for name, take_away in self.ways_to_take_it_away.items():
            with self.subTest(name):
                assert meet(self.found, take_away, roll_back=True).error is None
                assert not Contact.objects.exists()
                self.rows().update(meaningful=True, deleted_at=None, person=self.ana)

    def test_deleting_the_founder_for_good_waits_and_is_refused(self) -> None:
        error = meet(self.found, lambda: self.rows().delete()).error
        assert isinstance(error, IntegrityError | RestrictedError)
        self.assert_sound()

    def test_one_person_is_one_contact(self) -> None:
        error = meet(self.found, self.found).error
        assert isinstance(error, IntegrityError)
        self.assert_sound()
        assert Contact.objects.count() == 1

    def test_refounding_and_taking_the_new_founder_away(self) -> None:
        self.found()
        again = log(by=self.alice, person=self.ana, learned="sold the boat to a school in Stavanger")

        def refound() -> None:
            Contact.objects.update(founded_on=again.interaction)

        def take_away() -> None:
            Interaction.objects.filter(pk=again.interaction.pk).update(meaningful=False)

        error = meet(refound, take_away).error
        assert isinstance(error, IntegrityError) and "E-01" in str(error)
        Contact.objects.update(founded_on=self.interaction)
        error = meet(take_away, refound).error
        assert isinstance(error, IntegrityError) and "E-01" in str(error)
        self.assert_sound()
