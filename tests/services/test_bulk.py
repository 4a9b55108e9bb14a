"""One step for many people, and its undo: what it leaves in the database, and whom it leaves alone."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.errors import Refused
from contacts.models import BulkChange, Circle, Contact, FollowUp, Person, PersonTag, Tag
from contacts.services import bulk
from contacts.services.accounts import purge
from contacts.services.bulk import BulkEntry, change_many, purge_bulk, undo_bulk
from contacts.services.contacts import choose_cadence
from contacts.services.people import archive, bring_back, restore_person
from contacts.services.standings import rebuild_standings
from contacts.services.tags import rename_tag, set_person_tags, tags_named
from contacts.vocabulary import BulkStep
from tests.factories import create_account, create_contact, create_person, create_promise, today_of


class Steps(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.ana = create_contact(by=cls.alice, name="Ana").person
        cls.bo = create_person(by=cls.alice, name="Bo")
        cls.cy = create_person(by=cls.alice, name="Cy")
        cls.hers = create_person(by=cls.mallory, name="Not hers")

    def do(self, step: BulkStep, key=None, **told) -> BulkChange:
        entry = BulkEntry(step=step, **told)
        return change_many(by=self.alice, people=Person.objects.all(), entry=entry, entry_key=key or uuid4())

    def names(self, **where) -> list[str]:
        return sorted(Person.everything.filter(**where).values_list("name", flat=True))

    def test_tags_whoever_has_it_not_and_takes_back_only_those(self) -> None:
        tag = tags_named(by=self.alice, names=["Sailing"])["Sailing"]
        PersonTag.objects.create(person=self.bo, tag=tag)
        change = self.do(BulkStep.TAG, tag="sailing")
        assert (change.changed, self.names(tags=tag)) == (2, ["Ana", "Bo", "Cy"])
        assert undo_bulk(by=self.alice, change=change) == 2
        assert self.names(tags=tag) == ["Bo"]
        assert undo_bulk(by=self.alice, change=change) == 0

    def test_untags_and_brings_a_tag_back_that_was_deleted_meanwhile(self) -> None:
        self.do(BulkStep.TAG, tag="Rowing")
        change = self.do(BulkStep.UNTAG, tag="rowing")
        assert (change.changed, PersonTag.objects.count()) == (3, 0)
        Tag.objects.all().delete()
        assert undo_bulk(by=self.alice, change=change) == 3
        assert self.names(tags__name="Rowing") == ["Ana", "Bo", "Cy"]

    def test_circles_are_for_contacts_and_own_cadences_stay(self) -> None:
        circle = Circle.objects.filter(owner=self.alice).first()
        Contact.objects.update(own_cadence_days=9)
        change = self.do(BulkStep.CIRCLE, circle=circle)
        contact = Contact.objects.get()
        assert (change.changed, contact.circle, contact.own_cadence_days) == (1, circle, 9)
        assert undo_bulk(by=self.alice, change=change) == 1
        assert Contact.objects.get().circle is None

    def test_an_undone_circle_that_is_gone_leaves_none(self) -> None:
        first, second = Circle.objects.filter(owner=self.alice)[:2]
        self.do(BulkStep.CIRCLE, circle=first)
        change = self.do(BulkStep.CIRCLE, circle=second)
        first.delete()
        undo_bulk(by=self.alice, change=change)
        assert Contact.objects.get().circle is None

    def test_lets_contacts_rest_and_wakes_them_as_they_were(self) -> None:
        until = today_of(self.alice) + timedelta(days=40)
        change = self.do(BulkStep.REST, until=until, reason="asked for quiet")
        contact = Contact.objects.get()
        assert (change.changed, contact.resting_until, contact.rest_reason) == (1, until, "asked for quiet")
        assert undo_bulk(by=self.alice, change=change) == 1
        contact.refresh_from_db()
        assert (contact.resting_since, contact.resting_until, contact.rest_reason) == (None, None, "")

    def test_archives_and_speaks_again_but_for_whom_it_was_done_anew_since(self) -> None:
        create_promise(by=self.alice, person=self.ana)
        heard = FollowUp.objects.open().audible().count()
        change = self.do(BulkStep.ARCHIVE)
        assert (change.changed, FollowUp.objects.open().audible().count()) == (3, 0)
        bring_back(by=self.alice, person=self.bo)
        archive(by=self.alice, person=self.bo)
        assert undo_bulk(by=self.alice, change=change) == 2
        assert self.names(archived_at__isnull=False) == ["Bo"]
        assert FollowUp.objects.open().audible().count() == heard

    def test_leaves_nobody_out_who_is_a_contact(self) -> None:
        change = self.do(BulkStep.LEAVE_OUT)
        assert (change.changed, self.names(left_out_at__isnull=False)) == (2, ["Bo", "Cy"])
        assert undo_bulk(by=self.alice, change=change) == 2
        assert self.names(left_out_at__isnull=False) == []

    def test_deletes_into_the_trash_of_thirty_days_and_back(self) -> None:
        change = self.do(BulkStep.DELETE)
        assert (change.changed, self.names(deleted_at__isnull=True)) == (3, ["Not hers"])
        restore_person(by=self.alice, person=self.cy)
        assert undo_bulk(by=self.alice, change=change) == 2
        assert len(self.names(deleted_at__isnull=True)) == 4
        assert rebuild_standings([self.ana.pk]) == 0

    def test_deleted_for_thirty_days_they_are_gone(self) -> None:
        self.do(BulkStep.DELETE)
        Person.everything.update(deleted_at=timezone.now() - timedelta(days=31))
        purge()
        assert self.names() == []

    def test_the_same_form_twice_is_one_step_and_undone_it_is_another(self) -> None:
        key = uuid4()
        first = self.do(BulkStep.ARCHIVE, key)
        assert self.do(BulkStep.ARCHIVE, key) == first
        undo_bulk(by=self.alice, change=first)
        again = self.do(BulkStep.ARCHIVE, key)
        assert (again == first, again.changed) == (False, 3)

    def test_never_touches_anybody_else(self) -> None:
        for step in (BulkStep.ARCHIVE, BulkStep.LEAVE_OUT, BulkStep.DELETE):
            self.do(step)
        self.hers.refresh_from_db()
        assert (self.hers.archived_at, self.hers.left_out_at, self.hers.deleted_at) == (None, None, None)
        with pytest.raises(Refused):
            undo_bulk(by=self.mallory, change=BulkChange.objects.first())

    def test_refuses_what_will_not_do_before_anything_is_written(self) -> None:
        circle = Circle.objects.filter(owner=self.mallory).first()
        for told in (
            {"step": BulkStep.TAG, "tag": " "},
            {"step": BulkStep.TAG, "tag": "x" * 61},
            {"step": BulkStep.UNTAG, "tag": "nothing"},
            {"step": BulkStep.CIRCLE, "circle": circle},
            {"step": BulkStep.REST, "until": today_of(self.alice)},
            {"step": BulkStep.REST, "reason": "x" * 201},
        ):
            with self.subTest(told), pytest.raises(Refused):
                self.do(**told)
        assert not BulkChange.objects.exists()

    def test_after_thirty_days_there_is_no_undo(self) -> None:
        change = self.do(BulkStep.ARCHIVE)
        change.created_at = timezone.now() - timedelta(days=31)
        change.save(update_fields=["created_at"])
        with pytest.raises(Refused, match="30 days"):
            undo_bulk(by=self.alice, change=change)
        assert purge_bulk() == 1

    def cut_off(self, steps: str, step: BulkStep) -> Any:
        """The second transaction of a step or an undo dies; what the first did stays."""
        inner = getattr(bulk, steps)[step]
        done: list[int] = []

        def once(*args: Any) -> Any:
            if done:
                raise KeyboardInterrupt
            done.append(1)
            return inner(*args)

        patch = self.enterContext(pytest.MonkeyPatch.context())
        patch.setattr(bulk, "BATCH", 1)
        stack = ExitStack()
        stack.enter_context(pytest.MonkeyPatch.context()).setattr(bulk, steps, {**getattr(bulk, steps), step: once})
        stack.enter_context(pytest.raises(KeyboardInterrupt))
        return stack

    def test_cut_off_in_the_middle_it_can_be_undone_and_asked_for_again(self) -> None:
        with self.cut_off("_STEPS", BulkStep.ARCHIVE):
            self.do(BulkStep.ARCHIVE)
        [change] = BulkChange.objects.all()
        assert (change.changed, len(self.names(archived_at__isnull=False))) == (1, 1)
        assert undo_bulk(by=self.alice, change=change) == 1
        assert self.do(BulkStep.ARCHIVE).changed == 3

    def test_cut_off_in_the_middle_the_same_form_goes_on_with_whom_it_was_for(self) -> None:
        key = uuid4()
        with self.cut_off("_STEPS", BulkStep.ARCHIVE):
            self.do(BulkStep.ARCHIVE, key)
        create_person(by=self.alice, name="Di, come in since")
        again = self.do(BulkStep.ARCHIVE, key)
        assert (again.changed, BulkChange.objects.count()) == (3, 1)
        assert self.names(archived_at__isnull=False) == ["Ana", "Bo", "Cy"]
        assert self.do(BulkStep.ARCHIVE, key).changed == 3
        assert undo_bulk(by=self.alice, change=again) == 3

    def test_an_undo_ends_a_step_that_is_under_way(self) -> None:
        key = uuid4()
        with self.cut_off("_STEPS", BulkStep.ARCHIVE):
            self.do(BulkStep.ARCHIVE, key)
        change = BulkChange.objects.get()
        undo_bulk(by=self.alice, change=change)
        change.refresh_from_db()
        assert "left" not in change.told
        assert self.do(BulkStep.ARCHIVE, key).pk != change.pk

    def test_the_same_form_says_so_where_its_tag_is_gone_before_it_was_through(self) -> None:
        key = uuid4()
        with self.cut_off("_STEPS", BulkStep.TAG):
            self.do(BulkStep.TAG, key, tag="vip")
        Tag.objects.all().delete()
        with pytest.raises(Refused, match="no longer here"):
            self.do(BulkStep.TAG, key, tag="vip")
        assert not Tag.objects.exists()

    def test_undone_once_it_takes_nothing_the_user_did_since(self) -> None:
        tagged = self.do(BulkStep.TAG, tag="vip")
        monthly = Circle.objects.filter(owner=self.alice).first()
        circled = self.do(BulkStep.CIRCLE, circle=monthly)
        assert [undo_bulk(by=self.alice, change=change) for change in (tagged, circled)] == [3, 1]
        set_person_tags(by=self.alice, person=self.ana, names=["vip"])
        choose_cadence(by=self.alice, contact=Contact.objects.get(), circle=monthly, own_cadence_days=None)
        assert [undo_bulk(by=self.alice, change=change) for change in (tagged, circled)] == [0, 0]
        assert (self.names(tags__name="vip"), Contact.objects.get().circle) == (["Ana"], monthly)

    def test_an_undo_that_was_cut_off_goes_on_and_leaves_the_first_part_alone(self) -> None:
        change = self.do(BulkStep.TAG, tag="vip")
        with self.cut_off("_UNDO", BulkStep.TAG):
            undo_bulk(by=self.alice, change=change)
        change.refresh_from_db()
        assert (self.names(tags__name="vip"), change.undone_at) == (["Bo", "Cy"], None)
        set_person_tags(by=self.alice, person=self.ana, names=["vip"])
        assert undo_bulk(by=self.alice, change=change) == 2
        change.refresh_from_db()
        assert (self.names(tags__name="vip"), change.undone_at is None) == (["Ana"], False)

    def test_a_tag_is_found_again_by_whatever_name_it_goes(self) -> None:
        tagged = self.do(BulkStep.TAG, tag="vip")
        rename_tag(by=self.alice, tag=Tag.objects.get(), name="friends")
        untagged = self.do(BulkStep.UNTAG, tag="friends")
        rename_tag(by=self.alice, tag=Tag.objects.get(), name="sailors")
        assert undo_bulk(by=self.alice, change=untagged) == 3
        assert self.names(tags__name="sailors") == ["Ana", "Bo", "Cy"]
        assert undo_bulk(by=self.alice, change=tagged) == 3
        assert (Tag.objects.get().name, PersonTag.objects.count()) == ("sailors", 0)

    def test_another_tag_that_took_the_name_since_stays_on(self) -> None:
        tagged = self.do(BulkStep.TAG, tag="vip")
        rename_tag(by=self.alice, tag=Tag.objects.get(), name="friends")
        set_person_tags(by=self.alice, person=self.bo, names=["vip"])
        assert undo_bulk(by=self.alice, change=tagged) == 2
        assert self.names(tags__name="vip") == ["Bo"]

    def test_takes_no_more_queries_for_more_people_nor_does_its_undo(self) -> None:
        def cost(step: BulkStep, **told) -> tuple[int, int]:
            with CaptureQueriesContext(connection) as queries:
                change = self.do(step, **told)
            with CaptureQueriesContext(connection) as undoing:
                undo_bulk(by=self.alice, change=change)
            return len(queries), len(undoing)

        circle = Circle.objects.filter(owner=self.alice).first()
        steps = {BulkStep.TAG: {"tag": "x"}, BulkStep.ARCHIVE: {}, BulkStep.LEAVE_OUT: {}, BulkStep.DELETE: {}}
        steps |= {BulkStep.CIRCLE: {"circle": circle}, BulkStep.REST: {}}
        tags_named(by=self.alice, names=["x"])
        for number in range(12):
            create_contact(by=self.alice, name=f"Contact {number}")
        few = {step: cost(step, **told) for step, told in steps.items()}
        for number in range(30):
            create_person(by=self.alice, name=f"Person {number}")
            create_contact(by=self.alice, name=f"Further contact {number}")
        many = {step: cost(step, **told) for step, told in steps.items()}
        # What nobody needs is not written: a statement more or less, whatever the number of people.
        for step, (doing, undoing) in many.items():
            assert doing <= few[step][0] + 1 and undoing <= few[step][1] + 1, step
