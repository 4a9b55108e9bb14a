"""Finding who is perhaps one person: after imports and each night, for one person, and what is never proposed again."""

from datetime import UTC, datetime

import pytest
from django.test import TestCase

from contacts.errors import Refused
from contacts.models import Duplicate, NotSame, Person, User
from contacts.services.duplicates import (
    find_duplicates,
    find_duplicates_of,
    find_soon,
    say_not_same,
    sweep_duplicates,
    take_back_not_same,
)
from contacts.services.people import PersonFacts, delete_person, edit_person, restore_person
from tests.factories import create_account, create_date, create_person


class DuplicatesCase(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def person(self, name: str, **facts: str) -> Person:
        return create_person(by=self.alice, name=name, **facts)  # type: ignore[arg-type]

    def pairs(self) -> set[tuple[str, str]]:
        rows = Duplicate.objects.values_list("one__name", "other__name")
        return {(min(pair), max(pair)) for pair in rows}

    def find(self) -> set[tuple[str, str]]:
        find_duplicates(self.alice.pk)
        return self.pairs()


class WhoIsFound(DuplicatesCase):
    def test_by_address_name_order_initials_and_spelling(self) -> None:
        for name, facts in [
            ("Ana Lima", {"email": "ana@example.org"}),
            ("A.L.", {"email": "ANA@example.org"}),
            ("Bo Ek", {"organisation": "SKF"}),
            ("Ek, Bo", {"organisation": "SKF AB"}),
            ("C. Dahl", {"organisation": "Volvo"}),
            ("Carla Dahl", {"organisation": "Volvo"}),
            ("Jonas Svensson", {"place": "Lund", "organisation": "Tetra"}),
            ("Jonas Svenson", {"place": "Lund"}),
            ("Somebody Else", {"organisation": "SKF"}),
        ]:
            self.person(name, **facts)
        assert self.find() == {
            ("A.L.", "Ana Lima"),
            ("Bo Ek", "Ek, Bo"),
            ("C. Dahl", "Carla Dahl"),
            ("Jonas Svenson", "Jonas Svensson"),
        }

    def test_the_reasons_are_stored_with_both_sides(self) -> None:
        self.person("Ana Lima", organisation="SKF")
        self.person("ana lima", organisation="SKF AB")
        self.find()
        assert Duplicate.objects.get().reasons == [["same_name", "Ana Lima", "ana lima"], ["firm", "SKF", "SKF AB"]]

    def test_again_changes_nothing(self) -> None:
        self.person("Ana Lima")
        self.person("Ana Lima")
        self.find()
        before = list(Duplicate.objects.values("pk", "likeness", "reasons"))
        self.find()
        assert list(Duplicate.objects.values("pk", "likeness", "reasons")) == before

    def test_what_is_alike_no_longer_goes(self) -> None:
        ana, other = self.person("Ana Lima"), self.person("Ana Lima")
        self.find()
        edit_person(by=self.alice, person=other, version=1, facts=PersonFacts(name="Bo Ek"))
        assert self.find() == set()
        assert ana

    def test_birthdays_tell_namesakes_apart(self) -> None:
        for day in (1, 2):
            create_date(by=self.alice, person=self.person("Karl Berg"), month=4, day=day)
        assert self.find() == set()

    def test_the_deleted_and_strangers_are_none_of_it(self) -> None:
        mallory = create_account(email="mallory@example.org")
        create_person(by=mallory, name="Ana Lima")
        self.person("Ana Lima")
        delete_person(by=self.alice, person=self.person("Ana Lima"))
        assert self.find() == set()

    def test_an_address_that_a_whole_office_shares_pairs_nobody(self) -> None:
        for number in range(30):
            self.person(f"Person{number} Name{number}", email="info@example.org")
        assert self.find() == set()

    def test_nobody_of_the_account_is_looked_at_where_there_is_none(self) -> None:
        assert find_duplicates(10_000) == 0
        assert find_duplicates_of(10_000) == 0


class OfOnePerson(DuplicatesCase):
    def test_it_finds_what_the_whole_finds(self) -> None:
        people = [
            self.person("Ana Lima", email="ana@example.org"),
            self.person("A. Lima", organisation="SKF"),
            self.person("Ana Lima", organisation="SKF AB"),
            self.person("Lima Ana"),
            self.person("Bo Ek", email="ana@example.org"),
        ]
        self.find()
        whole = list(Duplicate.objects.order_by("one_id", "other_id").values_list("one_id", "other_id", "likeness"))
        Duplicate.objects.all().delete()
        for person in people:
            find_duplicates_of(person.pk)
        each = list(Duplicate.objects.order_by("one_id", "other_id").values_list("one_id", "other_id", "likeness"))
        assert each == whole
        assert whole

    def test_whoever_is_added_or_renamed_is_looked_for_after_the_commit(self) -> None:
        ana = self.person("Ana Lima")
        with self.captureOnCommitCallbacks(execute=True):
            other = self.person("Ana Lima")
        assert self.pairs() == {("Ana Lima", "Ana Lima")}
        with self.captureOnCommitCallbacks(execute=True):
            edit_person(by=self.alice, person=other, version=1, facts=PersonFacts(name="Bo Ek"))
        assert self.pairs() == set()
        with self.captureOnCommitCallbacks(execute=True):
            edit_person(by=self.alice, person=ana, version=1, facts=PersonFacts(name="Bo Ek"))
        assert self.pairs() == {("Bo Ek", "Bo Ek")}

    def test_the_deleted_are_dropped_and_come_back(self) -> None:
        self.person("Ana Lima")
        other = self.person("Ana Lima")
        self.find()
        delete_person(by=self.alice, person=other)
        find_duplicates_of(other.pk)
        assert self.pairs() == set()
        with self.captureOnCommitCallbacks(execute=True):
            restore_person(by=self.alice, person=other)
        assert self.pairs() == {("Ana Lima", "Ana Lima")}


class NotTheSame(DuplicatesCase):
    def test_it_is_remembered(self) -> None:
        one, other = self.person("Ana Lima"), self.person("Ana Lima")
        self.find()
        say_not_same(by=self.alice, one=other, other=one)
        say_not_same(by=self.alice, one=one, other=other)
        assert NotSame.objects.count() == 1
        assert self.find() == set()
        find_duplicates_of(one.pk)
        assert self.pairs() == set()

    def test_taken_back_they_are_proposed_at_once(self) -> None:
        one, other = self.person("Ana Lima"), self.person("Ana Lima")
        say_not_same(by=self.alice, one=one, other=other)
        take_back_not_same(by=self.alice, one=other, other=one)
        assert self.pairs() == {("Ana Lima", "Ana Lima")}

    def test_of_others_people_nobody_says_anything(self) -> None:
        mallory = create_account(email="mallory@example.org")
        one, other = self.person("Ana Lima"), self.person("Ana Lima")
        with pytest.raises(Refused):
            say_not_same(by=mallory, one=one, other=other)
        assert not NotSame.objects.exists()


class When(DuplicatesCase):
    def test_soon_is_after_the_commit(self) -> None:
        self.person("Ana Lima")
        self.person("Ana Lima")
        with self.captureOnCommitCallbacks(execute=True):
            find_soon(account=self.alice)
            assert not Duplicate.objects.exists()
        assert Duplicate.objects.exists()

    def test_each_night_by_the_accounts_own_clock(self) -> None:
        self.person("Ana Lima")
        self.person("Ana Lima")
        day = Person.objects.latest("pk").created_at.date()
        # Oslo is one or two hours ahead, so that three o'clock comes once between one and two in London's winter.
        hours = [
            hour for hour in range(24) if sweep_duplicates(at=datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
        ]
        assert len(hours) == 1
