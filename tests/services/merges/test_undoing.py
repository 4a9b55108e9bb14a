"""Undoing a merge: both sides as they were, row by row; and what was logged or changed since stays where it is."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contacts.errors import Refused
from contacts.models import Circle, Contact, Exchange, FollowUp, Forgotten, Interaction, Merge, NotSame, Person
from contacts.services.contacts import choose_cadence, delete_circle, found_on_another, send_back_to_the_door
from contacts.services.duplicates import say_not_same
from contacts.services.exchanges import settle_exchange
from contacts.services.follow_ups import complete_follow_up
from contacts.services.forgetting import forget_due, forget_person
from contacts.services.interactions import delete_interaction
from contacts.services.merges import undo_merge
from contacts.services.people import PersonFacts, delete_person, edit_person
from contacts.vocabulary import ClosedHow, ExchangeState, FollowUpKind
from tests.factories import (
    create_account,
    create_ask,
    create_date,
    create_person,
    create_promise,
    create_reminder,
    log,
    today_of,
)
from tests.services.merges.test_merging import MergeCase
from tests.services.merges.worlds import every_row, merge


class UndoCase(MergeCase):
    def undo(self, gone: Person) -> Person:
        return undo_merge(by=self.alice, gone=gone)


class AsBefore(UndoCase):
    """Merged and undone: nothing is another than before."""

    def assert_as_before(self, kept: Person, gone: Person, **choices: str) -> None:
        before = every_row()
        self.merge(kept, gone, **choices)
        self.undo(gone)
        assert every_row() == before

    def test_two_at_the_door(self) -> None:
        kept = self.door("Ana Lima", email="ana@example.org", organisation="SKF")
        gone = self.door("Ana Reis", email="ana@example.org", role="boss")
        self.assert_as_before(kept, gone, name="gone")

    def test_two_contacts_with_everything(self) -> None:
        kept, gone = self.contact("Ana Lima", 50), self.contact("Ana Reis", 40)
        for person, days in ((kept, 30), (gone, 90)):
            choose_cadence(by=self.alice, contact=person.contact, circle=None, own_cadence_days=days)
            create_promise(by=self.alice, person=person)
            create_ask(by=self.alice, person=person, days_ago=3)
            create_reminder(by=self.alice, person=person, due_in=3)
            create_date(by=self.alice, person=person, month=4, day=2, year=1980 if person == gone else None)
        self.assert_as_before(kept, gone, rhythm="gone")

    def test_a_contact_into_somebody_at_the_door(self) -> None:
        self.assert_as_before(self.door("Ana Lima"), self.contact("Ana Reis"))

    def test_somebody_at_the_door_into_a_contact(self) -> None:
        self.assert_as_before(self.contact("Ana Lima"), self.door("Ana Reis"))

    def test_a_contact_into_one_sent_back(self) -> None:
        kept, gone = self.contact("Ana Lima"), self.contact("Ana Reis")
        circle = Circle.objects.first()
        choose_cadence(by=self.alice, contact=kept.contact, circle=circle, own_cadence_days=None)
        send_back_to_the_door(by=self.alice, contact=kept.contact)
        self.assert_as_before(Person.objects.get(pk=kept.pk), gone)

    def test_the_pairs_that_are_not_the_same(self) -> None:
        kept, gone, third = self.door("Ana Lima"), self.door("Ana Reis"), self.door("Ana Sa")
        say_not_same(by=self.alice, one=gone, other=third)
        self.assert_as_before(kept, gone)
        assert NotSame.objects.count() == 1

    def test_whoever_was_to_be_forgotten_meanwhile_is_not(self) -> None:
        """They are back: neither the day of forgetting nor a hash stays in wait for when they are deleted again."""
        kept, gone = create_person(by=self.alice, name="Bo"), create_person(by=self.alice, name="Ana", email="a@b.org")
        merge(by=self.alice, kept=kept, gone=gone)
        forget_person(by=self.alice, person=gone, leave_hash=True)
        self.undo(gone)
        assert not Forgotten.objects.exists()
        delete_person(by=self.alice, person=gone)
        assert forget_due(at=timezone.now() + timedelta(days=8)) == 0
        assert Person.everything.filter(pk=gone.pk).exists()

    def test_again_and_again(self) -> None:
        kept, gone = self.contact("Ana Lima"), self.contact("Ana Reis")
        self.assert_as_before(kept, gone)
        self.assert_as_before(gone, kept)
        self.assert_as_before(kept, gone)


class Since(UndoCase):
    """What happened after the merge."""

    def test_what_was_logged_with_the_kept_one_stays_there(self) -> None:
        kept, gone = self.contact("Ana Lima"), self.contact("Ana Reis")
        self.merge(kept, gone)
        talk = log(by=self.alice, person=kept).interaction
        reminder = create_reminder(by=self.alice, person=kept)
        self.undo(gone)
        assert Interaction.objects.get(pk=talk.pk).person_id == kept.pk
        assert FollowUp.objects.get(pk=reminder.pk).person_id == kept.pk

    def test_fields_changed_since_stay(self) -> None:
        kept, gone = self.door("Ana Lima", organisation="SKF"), self.door("Ana Lima", organisation="Volvo", role="boss")
        self.merge(kept, gone, organisation="gone")
        row = Person.objects.get()
        facts = PersonFacts(name="Ana Lima Sa", organisation="Volvo", role="boss")
        edit_person(by=self.alice, person=row, version=row.version, facts=facts)
        self.undo(gone)
        row = Person.objects.get(pk=kept.pk)
        assert (row.name, row.organisation, row.role) == ("Ana Lima Sa", "SKF", "")
        assert row.search_name == "ana lima sa skf"

    def test_who_was_founded_by_the_other_is_one_by_what_was_logged_since(self) -> None:
        kept, gone = self.door("Ana Lima"), self.contact("Ana Reis")
        self.merge(kept, gone)
        talk = log(by=self.alice, person=kept).interaction
        self.undo(gone)
        assert Contact.objects.get(pk=kept.pk).founded_on_id == talk.pk
        assert Contact.objects.get(pk=gone.pk).founded_on_id != talk.pk

    def test_a_contact_founded_anew_on_what_goes_is_one_on_their_own_again(self) -> None:
        kept, gone = self.contact("Ana Lima"), self.contact("Ana Reis")
        mine, theirs = kept.contact.founded_on, gone.contact.founded_on
        self.merge(kept, gone)
        found_on_another(by=self.alice, contact=Contact.objects.get(pk=kept.pk), interaction=theirs)
        self.undo(gone)
        assert Contact.objects.get(pk=kept.pk).founded_on_id == mine.pk
        assert Contact.objects.get(pk=gone.pk).founded_on_id == theirs.pk

    def test_a_contact_whose_own_founder_was_deleted_since_stands_at_the_door(self) -> None:
        kept, gone = self.contact("Ana Lima"), self.contact("Ana Reis")
        mine, theirs = kept.contact.founded_on, gone.contact.founded_on
        circle = Circle.objects.first()
        choose_cadence(by=self.alice, contact=kept.contact, circle=circle, own_cadence_days=None)
        self.merge(kept, gone)
        found_on_another(by=self.alice, contact=Contact.objects.get(pk=kept.pk), interaction=theirs)
        delete_interaction(by=self.alice, interaction=mine)
        self.undo(gone)
        row = Person.objects.get(pk=kept.pk)
        assert not row.is_contact
        assert row.parked_circle == circle
        assert row.sent_back_at is not None

    def test_a_founder_deleted_since_leaves_the_gone_one_at_the_door(self) -> None:
        kept, gone = self.contact("Ana Lima"), self.contact("Ana Reis")
        talk = gone.contact.founded_on
        self.merge(kept, gone)
        delete_interaction(by=self.alice, interaction=Interaction.objects.get(pk=talk.pk))
        self.undo(gone)
        assert not Contact.objects.filter(pk=gone.pk).exists()
        assert Person.objects.get(pk=gone.pk).sent_back_at is not None

    def test_a_promise_kept_since_goes_back_as_kept(self) -> None:
        kept, gone = self.contact("Ana Lima"), self.contact("Ana Reis")
        promise = create_promise(by=self.alice, person=gone)
        self.merge(kept, gone)
        row = Exchange.objects.get(pk=promise.pk)
        settle_exchange(by=self.alice, exchange=row, state=ExchangeState.KEPT, on=today_of(self.alice))
        self.undo(gone)
        row.refresh_from_db()
        assert (row.person_id, row.state) == (gone.pk, ExchangeState.KEPT)
        assert not FollowUp.objects.open().filter(exchange=row).exists()

    def test_what_was_done_since_stays_done(self) -> None:
        kept, gone = self.contact("Ana Lima"), self.contact("Ana Reis")
        self.merge(kept, gone)
        first = FollowUp.objects.open().get(kind=FollowUpKind.FIRST)
        complete_follow_up(by=self.alice, follow_up=first)
        self.undo(gone)
        first.refresh_from_db()
        assert (first.person_id, first.closed_how) == (kept.pk, ClosedHow.DONE)

    def test_a_circle_removed_since_is_nobodys(self) -> None:
        kept, gone = self.contact("Ana Lima"), self.contact("Ana Reis")
        circle = Circle.objects.first()
        assert circle
        choose_cadence(by=self.alice, contact=gone.contact, circle=circle, own_cadence_days=None)
        self.merge(kept, gone, rhythm="kept")
        delete_circle(by=self.alice, circle=circle)
        self.undo(gone)
        assert Contact.objects.get(pk=gone.pk).circle is None

    def test_a_favour_told_since_of_what_goes_back_is_no_answer_of_somebody_else(self) -> None:
        kept, gone = self.contact("Ana Lima", 9), self.contact("Ana Reis", 8)
        self.merge(kept, gone)
        # Answers the first follow-up of the one, and goes with nobody but them.
        log(by=self.alice, person=kept, days_ago=1)
        self.undo(gone)
        wrong = FollowUp.objects.filter(closed_by__isnull=False).exclude(closed_by__person=kept)
        assert not wrong.filter(person=kept).exists()


class Chains(UndoCase):
    def test_from_the_newest_back(self) -> None:
        one, two, three = (self.contact(name) for name in ("Ana Lima", "Ana Reis", "Ana Sa"))
        before = every_row()
        self.merge(two, one)
        between = every_row()
        self.merge(three, two)
        assert Interaction.objects.filter(person=three).count() == 3
        with pytest.raises(Refused, match="Ana Sa"):
            self.undo(one)
        self.undo(two)
        assert every_row() == between
        self.undo(one)
        assert every_row() == before

    def test_two_into_one_in_any_order(self) -> None:
        one, two, three = (self.contact(name) for name in ("Ana Lima", "Ana Reis", "Ana Sa"))
        talks = dict(Interaction.objects.values_list("pk", "person_id"))
        self.merge(three, one)
        self.merge(three, two)
        self.undo(one)
        self.undo(two)
        assert dict(Interaction.objects.values_list("pk", "person_id")) == talks
        assert Contact.objects.count() == 3


class Refusals(UndoCase):
    def test_after_thirty_days(self) -> None:
        kept, gone = self.door("Ana Lima"), self.door("Ana Reis")
        self.merge(kept, gone)
        with time_machine.travel(timezone.now() + timedelta(days=31)), pytest.raises(Refused, match="30 days"):
            self.undo(gone)

    def test_while_the_kept_one_is_deleted(self) -> None:
        kept, gone = self.door("Ana Lima"), self.door("Ana Reis")
        self.merge(kept, gone)
        delete_person(by=self.alice, person=kept)
        with pytest.raises(Refused, match="Restore"):
            self.undo(gone)

    def test_twice_is_once(self) -> None:
        kept, gone = self.door("Ana Lima"), self.door("Ana Reis")
        self.merge(kept, gone)
        assert self.undo(gone) == self.undo(gone)
        assert not Merge.objects.exists()

    def test_a_stranger_undoes_nothing(self) -> None:
        mallory = create_account(email="mallory@example.org")
        kept, gone = self.door("Ana Lima"), self.door("Ana Reis")
        self.merge(kept, gone)
        with pytest.raises(Refused):
            undo_merge(by=mallory, gone=gone)
        assert Merge.objects.exists()

    def test_a_lost_person_is_said(self) -> None:
        ana = create_person(by=self.alice)
        delete_person(by=self.alice, person=ana)
        with pytest.raises(Refused):
            self.undo(ana)
