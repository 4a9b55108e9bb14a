"""Merging: what moves, what stands on the one kept, and that the gate survives; and what is refused."""

from uuid import uuid4

import pytest
from django.test import TestCase
from django.utils import timezone

from contacts.errors import Refused, StaleVersion
from contacts.models import (
    Contact,
    FollowUp,
    Forgotten,
    Handle,
    ImportantDate,
    ImportBatch,
    ImportRow,
    Interaction,
    Merge,
    Message,
    Mute,
    NotSame,
    Person,
    PersonTag,
    Request,
    Standing,
    Tag,
    User,
)
from contacts.queries.merges import MOVED
from contacts.services.contacts import choose_cadence, send_back_to_the_door
from contacts.services.duplicates import say_not_same
from contacts.services.follow_ups import complete_follow_up
from contacts.services.merges import merge_people
from contacts.services.mutes import mute
from contacts.services.people import HandleEntry, PersonFacts, add_person, archive, delete_person, edit_person
from contacts.vocabulary import ClosedHow, FollowUpKind, FollowUpState, HandleKind, Reason, RequestWay, Side, Source
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_date,
    create_interaction,
    create_person,
    create_promise,
    create_reminder,
    log,
    today_of,
)
from tests.services.merges.worlds import assert_sound, merge


class MergeCase(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def tearDown(self) -> None:
        assert_sound()

    def door(self, name: str = "Ana Ferreira", **facts: object) -> Person:
        return create_person(by=self.alice, name=name, **facts)  # type: ignore[arg-type]

    def contact(self, name: str = "Ana Ferreira", days_ago: int = 5) -> Person:
        return create_contact(by=self.alice, name=name, days_ago=days_ago).person

    def merge(self, kept: Person, gone: Person, **choices: str) -> Merge:
        return merge(by=self.alice, kept=kept, gone=gone, **choices)


def test_every_table_that_names_a_person_is_thought_of() -> None:
    """Whoever adds one decides here what a merge does with it."""
    elsewhere = {"Contact", "Person", "NotSame", "Duplicate", "Merge"}
    named = {about.related_model.__name__ for about in Person._meta.related_objects}
    assert named - elsewhere == {model.__name__ for model in MOVED.values()}


class WhatMoves(MergeCase):
    def test_everything_that_hangs_on_the_one_hangs_on_the_other(self) -> None:
        kept, gone = self.contact("Ana Lima"), self.contact("Ana Reis")
        noted = create_interaction(by=self.alice, person=gone, days_ago=2)
        deleted = create_interaction(by=self.alice, person=gone, talked_about="", learned="")
        Interaction.objects.filter(pk=deleted.pk).update(deleted_at=timezone.now())
        Message.objects.create(interaction=noted, author=Side.ME, at=timezone.now(), text="Hei", source_key="1")
        promise = create_promise(by=self.alice, person=gone)
        create_ask(by=self.alice, person=gone)
        create_reminder(by=self.alice, person=gone, due_in=4)
        create_date(by=self.alice, person=gone, month=4, day=2)
        mute(by=self.alice, rule=Reason.DATE, person=gone)
        tag = Tag.objects.create(owner=self.alice, name="boats", folded="boats")
        PersonTag.objects.create(person=gone, tag=tag)
        Request.objects.create(person=gone, way=RequestWay.IN, sent_on=today_of(self.alice))
        batch = ImportBatch.objects.create(owner=self.alice, file_name="x.csv")
        ImportRow.objects.create(batch=batch, line=2, kind="person", person=gone)
        Forgotten.objects.create(owner=self.alice, person=gone, digest="d" * 64)
        before = {name: set(model._base_manager.values_list("pk", flat=True)) for name, model in MOVED.items()}

        self.merge(kept, gone)

        for name, model in MOVED.items():
            assert before[name] <= set(model._base_manager.filter(person=kept).values_list("pk", flat=True)), name
            assert not model._base_manager.filter(person=gone).exists(), name
        assert FollowUp.objects.get(exchange=promise).person_id == kept.pk
        assert Message.objects.get().interaction.person_id == kept.pk

    def test_who_goes_is_hidden_and_says_into_whom(self) -> None:
        kept, gone = self.door("Ana Lima"), self.door("Ana Reis")
        self.merge(kept, gone)
        assert list(Person.objects.all()) == [kept]
        row = Person.everything.get(pk=gone.pk)
        assert row.merged_into_id == kept.pk
        assert row.deleted_at is not None

    def test_what_both_have_is_there_once(self) -> None:
        kept, gone = self.door(email="ana@example.org"), self.door(email="ANA@example.org")
        for person in (kept, gone):
            create_date(by=self.alice, person=person, month=4, day=2, year=1980 if person == gone else None)
            mute(by=self.alice, rule=Reason.THEIR_ASKS, person=person)
        self.merge(kept, gone)
        assert [row.value for row in Handle.objects.filter(person=kept)] == ["ana@example.org"]
        assert [row.year for row in ImportantDate.objects.filter(person=kept)] == [1980]
        assert Mute.objects.filter(person=kept).count() == 1

    def test_two_birthdays_both_stay(self) -> None:
        kept, gone = self.door(), self.door()
        create_date(by=self.alice, person=kept, month=4, day=2)
        create_date(by=self.alice, person=gone, month=5, day=2)
        self.merge(kept, gone)
        assert ImportantDate.objects.filter(person=kept).count() == 2

    def test_whoever_is_not_the_one_is_not_the_other(self) -> None:
        kept, gone, third = self.door("Ana Lima"), self.door("Ana Reis"), self.door("Ana Sa")
        say_not_same(by=self.alice, one=gone, other=third)
        self.merge(kept, gone)
        assert NotSame.objects.filter(one=kept, other=third).exists()

    def test_no_version_of_what_moved_is_raised(self) -> None:
        kept, gone = self.door("Ana Lima"), self.contact("Ana Reis")
        before = Interaction.objects.get()
        self.merge(kept, gone)
        after = Interaction.objects.get()
        assert (after.version, after.updated_at, after.person_id) == (before.version, before.updated_at, kept.pk)


class OfTheSameFollowUp(MergeCase):
    """Unique keys: where both have one for the same thing, the user's word stands, then what is open."""

    def rows(self, how_mine: str, how_theirs: str) -> tuple[Person, Person]:
        kept, gone = self.door("Ana Lima"), self.door("Ana Reis")
        for person, how in ((kept, how_mine), (gone, how_theirs)):
            closed = {"state": FollowUpState.CLOSED, "closed_how": how, "closed_on": today_of(self.alice)}
            FollowUp.objects.create(
                person=person,
                reason=Reason.OWN_DAY,
                kind=FollowUpKind.REMINDER,
                source_key="reminder:one",
                due_on=today_of(self.alice),
                text=person.name,
                **(closed if how else {}),
            )
        self.merge(kept, gone)
        return kept, gone

    def test_closed_by_the_user_before_open(self) -> None:
        kept, _gone = self.rows("", ClosedHow.DONE)
        assert FollowUp.objects.get(person=kept).text == "Ana Reis"

    def test_open_before_closed_by_planning(self) -> None:
        kept, _gone = self.rows(ClosedHow.PLANNING, "")
        assert FollowUp.objects.get(person=kept).text == "Ana Reis"

    def test_else_the_kept_ones(self) -> None:
        kept, _gone = self.rows("", "")
        assert FollowUp.objects.get(person=kept).text == "Ana Lima"


class TheGate(MergeCase):
    """E-01 survives, whichever of the two is a contact."""

    def test_the_gone_contact_carries_over(self) -> None:
        kept, gone = self.door("Ana Lima"), self.contact("Ana Reis")
        was = gone.contact
        choose_cadence(by=self.alice, contact=was, circle=None, own_cadence_days=30)
        self.merge(kept, gone)
        contact = Contact.objects.get()
        assert (contact.pk, contact.founded_on_id, contact.own_cadence_days) == (kept.pk, was.founded_on_id, 30)
        assert contact.created_at == was.created_at
        assert Standing.objects.filter(pk=kept.pk).exists()

    def test_of_two_contacts_the_kept_ones_stays(self) -> None:
        kept, gone = self.contact("Ana Lima"), self.contact("Ana Reis")
        founder, other = kept.contact.founded_on_id, gone.contact.founded_on_id
        self.merge(kept, gone)
        assert Contact.objects.get().founded_on_id == founder
        assert Interaction.objects.get(pk=other).meaningful
        assert FollowUp.objects.open().filter(kind=FollowUpKind.FIRST).values_list("source_key", flat=True).get() == (
            f"founded:{founder}"
        )

    def test_one_nudge_at_a_time(self) -> None:
        kept, gone = self.contact("Ana Lima", days_ago=50), self.contact("Ana Reis", days_ago=40)
        for person in (kept, gone):
            choose_cadence(by=self.alice, contact=person.contact, circle=None, own_cadence_days=30)
        self.merge(kept, gone)
        assert FollowUp.objects.open().filter(kind=FollowUpKind.KEEP_IN_TOUCH).count() == 1

    def test_at_the_door_both_stay_there(self) -> None:
        kept, gone = self.door("Ana Lima"), self.contact("Ana Reis")
        send_back_to_the_door(by=self.alice, contact=gone.contact)
        self.merge(kept, gone)
        assert not Contact.objects.exists()
        assert Person.objects.get().sent_back_at is not None
        # What is logged from now on founds anew.
        assert log(by=self.alice, person=kept).contact is not None

    def test_one_sent_back_merged_with_a_contact_is_one(self) -> None:
        kept, gone = self.contact("Ana Lima"), self.contact("Ana Reis")
        send_back_to_the_door(by=self.alice, contact=kept.contact)
        self.merge(kept, gone)
        assert Contact.objects.get().pk == kept.pk
        assert Person.objects.get(pk=kept.pk).sent_back_at is None


class Fields(MergeCase):
    def test_the_empty_ones_are_filled(self) -> None:
        kept = self.door("Ana Lima", organisation="SKF")
        gone = self.door("Ana Lima", role="engineer", place="Lund", time_zone="Europe/Oslo")
        self.merge(kept, gone)
        row = Person.objects.get()
        assert (row.organisation, row.role, row.place, row.time_zone) == ("SKF", "engineer", "Lund", "Europe/Oslo")

    def test_the_name_that_was_not_chosen_stays_a_second_name(self) -> None:
        kept, gone = self.door("Ana Lima"), self.door("Ana Reis", organisation="SKF")
        self.merge(kept, gone, name="gone")
        row = Person.objects.get()
        assert (row.name, row.also_known_as) == ("Ana Reis", "Ana Lima")
        assert row.search_name == "ana reis ana lima skf"

    def test_choices_are_followed(self) -> None:
        kept = self.door("Ana", organisation="SKF", role="engineer")
        gone = self.door("Ana", organisation="Volvo", role="boss")
        self.merge(kept, gone, organisation="gone", role="kept")
        row = Person.objects.get()
        assert (row.organisation, row.role) == ("Volvo", "engineer")

    def test_whoever_is_heard_of_wins_by_itself(self) -> None:
        kept, gone = self.door("Ana"), self.door("Ana")
        archive(by=self.alice, person=kept)
        self.merge(kept, gone)
        assert Person.objects.get().archived_at is None

    def test_notes_are_united(self) -> None:
        kept, gone = self.door("Ana"), self.door("Ana")
        Person.objects.filter(pk=kept.pk).update(note="Likes boats")
        Person.objects.filter(pk=gone.pk).update(note="Two sisters")
        self.merge(kept, gone)
        assert Person.objects.get().note == "Likes boats\n\nTwo sisters"

    def test_notes_too_long_together_are_explained(self) -> None:
        kept, gone = self.door("Ana"), self.door("Ana")
        Person.objects.filter(pk=kept.pk).update(note="a" * 15_000)
        Person.objects.filter(pk=gone.pk).update(note="b" * 15_000)
        with pytest.raises(Refused, match="longer than 20,000") as refusal:
            self.merge(kept, gone)
        assert refusal.value.field == "note"
        assert Person.objects.count() == 2
        self.merge(kept, gone, note="gone")
        assert Person.objects.get().note == "b" * 15_000

    def test_the_cadence_is_chosen(self) -> None:
        kept, gone = self.contact("Ana"), self.contact("Ana")
        choose_cadence(by=self.alice, contact=kept.contact, circle=None, own_cadence_days=30)
        choose_cadence(by=self.alice, contact=gone.contact, circle=None, own_cadence_days=90)
        self.merge(kept, gone, rhythm="gone")
        assert Contact.objects.get().own_cadence_days == 90

    def test_a_choice_that_there_is_not_is_refused(self) -> None:
        kept, gone = self.door("Ana", organisation="SKF"), self.door("Ana", organisation="Volvo")
        with pytest.raises(Refused) as refusal:
            self.merge(kept, gone, organisation="neither")
        assert refusal.value.field == "organisation"


class Refusals(MergeCase):
    def test_nobody_is_merged_with_themselves(self) -> None:
        ana = self.door()
        with pytest.raises(Refused, match="not two people"):
            self.merge(ana, ana)

    def test_another_tab_was_first(self) -> None:
        kept, gone = self.door("Ana Lima"), self.door("Ana Reis")
        edit_person(by=self.alice, person=gone, version=1, facts=PersonFacts(name="Ana Sa"))
        with pytest.raises(StaleVersion, match="Ana Sa"):
            merge_people(by=self.alice, kept=kept, gone=gone, kept_version=1, gone_version=1, choices={})
        assert Person.objects.count() == 2

    def test_the_other_tab_is_told_afterwards(self) -> None:
        kept, gone = self.door("Ana Lima"), self.door("Ana Reis")
        self.merge(kept, gone)
        with pytest.raises(StaleVersion):
            edit_person(by=self.alice, person=kept, version=1, facts=PersonFacts(name="Ana Sa"))
        with pytest.raises(Refused):
            edit_person(by=self.alice, person=gone, version=1, facts=PersonFacts(name="Ana Sa"))

    def test_a_double_click_is_one_merge(self) -> None:
        kept, gone = self.door("Ana Lima"), self.door("Ana Reis")
        assert self.merge(kept, gone) == self.merge(kept, gone)
        assert Merge.objects.count() == 1

    def test_the_other_way_round_afterwards_is_refused(self) -> None:
        kept, gone = self.door("Ana Lima"), self.door("Ana Reis")
        self.merge(kept, gone)
        with pytest.raises(Refused):
            self.merge(gone, kept)

    def test_somebody_elses_person_is_not_there(self) -> None:
        mallory = create_account(email="mallory@example.org")
        ana, hers = self.door(), create_person(by=mallory)
        for kept, gone in ((ana, hers), (hers, ana)):
            with pytest.raises(Refused):
                self.merge(kept, gone)
        assert not Merge.objects.exists()

    def test_the_deleted_are_not_merged(self) -> None:
        ana, other = self.door(), self.door()
        delete_person(by=self.alice, person=other)
        with pytest.raises(Refused):
            self.merge(ana, other)


def add_with_handles(alice: User, *handles: HandleEntry) -> Person:
    return add_person(by=alice, facts=PersonFacts(name="Ana", handles=handles), source=Source.ADDED, entry_key=uuid4())


class Handles(MergeCase):
    def test_addresses_are_united(self) -> None:
        mail = HandleEntry(HandleKind.EMAIL, "ana@example.org")
        kept = add_with_handles(self.alice, mail)
        gone = add_with_handles(self.alice, mail, HandleEntry(HandleKind.PHONE, "+47 912 34 567"))
        self.merge(kept, gone)
        values = Handle.objects.filter(person=kept).values_list("value", flat=True)
        assert sorted(values) == ["+47 912 34 567", "ana@example.org"]

    def test_what_the_user_closed_stays_closed(self) -> None:
        kept, gone = self.contact("Ana Lima", days_ago=50), self.contact("Ana Reis", days_ago=45)
        for person in (kept, gone):
            for row in FollowUp.objects.open().filter(person=person):
                complete_follow_up(by=self.alice, follow_up=row)
        self.merge(kept, gone)
        assert not FollowUp.objects.open().exists()
