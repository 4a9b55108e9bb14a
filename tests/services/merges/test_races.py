"""Two merges, or a merge and something else, at once on PostgreSQL: one waits, and nothing is lost or doubled."""

import pytest
from django.test import TransactionTestCase

from contacts.errors import DomainError
from contacts.models import Contact, Interaction, Merge, Person
from contacts.services.merges import undo_merge
from tests.factories import create_account, create_contact, create_person, log
from tests.races import meet
from tests.services.merges.worlds import assert_sound, merge


@pytest.mark.postgresql
class AtOnce(TransactionTestCase):
    def setUp(self) -> None:
        self.alice = create_account()
        self.ana = create_contact(by=self.alice, name="Ana Lima").person
        self.twin = create_contact(by=self.alice, name="Ana Reis").person
        self.third = create_person(by=self.alice, name="Ana Sa")

    def merge(self, kept: Person, gone: Person) -> Merge:
        return merge(by=self.alice, kept=kept, gone=gone)

    def test_the_same_merge_twice_is_one(self) -> None:
        second = meet(lambda: self.merge(self.ana, self.twin), lambda: self.merge(self.ana, self.twin))
        assert second.error is None
        assert second.answer == Merge.objects.get()
        assert_sound()

    def test_one_into_two_goes_into_one(self) -> None:
        second = meet(lambda: self.merge(self.ana, self.twin), lambda: self.merge(self.third, self.twin))
        assert isinstance(second.error, DomainError)
        assert Merge.objects.get().kept == self.ana
        assert_sound()

    def test_each_into_the_other_keeps_one_of_them(self) -> None:
        second = meet(lambda: self.merge(self.ana, self.twin), lambda: self.merge(self.twin, self.ana))
        assert isinstance(second.error, DomainError)
        assert Contact.objects.count() == 1
        assert_sound()

    def test_whoever_logs_with_the_one_who_goes_is_told(self) -> None:
        second = meet(lambda: self.merge(self.ana, self.twin), lambda: log(by=self.alice, person=self.twin))
        assert isinstance(second.error, DomainError)
        assert Interaction.objects.count() == 2
        assert_sound()

    def test_a_log_that_came_first_moves_along(self) -> None:
        second = meet(lambda: log(by=self.alice, person=self.twin), lambda: self.merge(self.ana, self.twin))
        assert second.error is None
        assert Interaction.objects.filter(person=self.ana).count() == 3
        assert_sound()

    def test_undone_twice_is_undone_once(self) -> None:
        self.merge(self.ana, self.twin)
        second = meet(
            lambda: undo_merge(by=self.alice, gone=self.twin), lambda: undo_merge(by=self.alice, gone=self.twin)
        )
        assert second.error is None
        assert Contact.objects.count() == 2
        assert_sound()
