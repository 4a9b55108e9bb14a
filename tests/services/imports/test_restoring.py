"""Our own export, read into an empty account, is the same account: row by row, with addresses of its own."""

from typing import Any
from uuid import uuid4

import time_machine
from django.core.files.base import ContentFile
from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from contacts.importers.archives import ENTRIES_LIMIT
from contacts.models import ImportBatch, Person, User
from contacts.services.exports import carry_on, make_export
from contacts.services.imports import receive, run_to_the_end, start, undo
from contacts.services.standings import rebuild_standings
from tests.factories import create_account, log
from tests.services.taken_along import as_in, bring_back, exported, fill, outcomes, own_apart
from tests.services.test_standings import NOON, NUMBERS, Notebook


def same(alice: User, copy: User) -> None:
    before = exported(alice)
    rows = bring_back(before, into=copy)
    assert {outcome for outcome, _why in outcomes(rows)} <= {"added", "updated"}
    after = own_apart(exported(copy))
    wanted = as_in(before, copy)
    for key, value in wanted.items():
        assert after[key] == value, key
    assert set(after) == set(wanted)


class AnyAccount(HypothesisTestCase):
    @settings(max_examples=25)
    @given(st.lists(st.tuples(st.sampled_from(Notebook.acts()), NUMBERS), min_size=1, max_size=14))
    def test_read_into_an_empty_one_is_the_same(self, acts: list[tuple[str, Any]]) -> None:
        with time_machine.travel(NOON, tick=False):
            notebook = Notebook()
            for name, numbers in acts:
                notebook.act(name, numbers)
            copy = create_account(email=f"{uuid4().hex}@example.org")
            same(notebook.alice, copy)
            assert rebuild_standings(list(Person.everything.values_list("pk", flat=True))) == 0


class WholeWay(TestCase):
    """The zip as it was made, through upload, preview and start."""

    def setUp(self) -> None:
        self.alice = create_account()
        self.copy = create_account(email="copy@example.org")
        fill(self.alice)
        export = make_export(by=self.alice, entry_key=uuid4())
        carry_on(export.pk)
        export.refresh_from_db()
        self.file = export.file.read()

    def received(self, into: User) -> ImportBatch:
        with self.captureOnCommitCallbacks():
            batch = receive(by=into, file=ContentFile(self.file), name="rapport.zip", entry_key=uuid4())
        run_to_the_end(batch)
        batch.refresh_from_db()
        return batch

    def started(self, batch: ImportBatch) -> ImportBatch:
        start(by=batch.owner, batch=batch, choices={})
        batch.refresh_from_db()
        run_to_the_end(batch)
        batch.refresh_from_db()
        return batch

    def test_an_empty_account_becomes_the_same_account(self) -> None:
        before = as_in(exported(self.alice), self.copy)
        batch = self.received(self.copy)
        self.assertEqual((batch.state, batch.format, batch.error), ("ready", "rapport", ""))
        batch = self.started(batch)
        self.assertEqual((batch.state, batch.refused), ("done", 0))
        after = own_apart(exported(self.copy))
        for key, value in before.items():
            self.assertEqual(after[key], value, key)

    def test_the_same_file_again_was_imported_already(self) -> None:
        self.started(self.received(self.copy))
        before = own_apart(exported(self.copy))
        again = self.received(self.copy)
        self.assertEqual(again.state, "failed")
        self.assertIn("before", again.error)
        self.assertEqual(own_apart(exported(self.copy)), before)

    def test_an_account_with_people_is_left_as_it_is(self) -> None:
        log(by=self.copy, name="Bo")
        batch = self.received(self.copy)
        self.assertEqual(batch.state, "failed")
        self.assertIn("empty account", batch.error)
        self.assertEqual(Person.objects.owned_by(self.copy).count(), 1)

    def test_an_account_that_was_empty_at_the_preview_alone_is_left_as_it_is(self) -> None:
        batch = self.received(self.copy)
        log(by=self.copy, name="Bo")
        batch = self.started(batch)
        self.assertEqual((batch.added, batch.updated, batch.matched), (0, 0, 0))
        self.assertEqual(Person.objects.owned_by(self.copy).get().name, "Bo")

    def test_undone_the_account_is_empty_again_and_can_be_filled_again(self) -> None:
        batch = self.started(self.received(self.copy))
        undo(by=self.copy, batch=batch)
        batch.refresh_from_db()
        run_to_the_end(batch)
        batch.refresh_from_db()
        self.assertEqual((batch.state, batch.spared), ("undone", 0))
        self.assertFalse(Person.everything.owned_by(self.copy).exists())
        batch = self.started(self.received(self.copy))
        self.assertEqual((batch.state, batch.refused), ("done", 0))
        before, after = as_in(exported(self.alice), self.copy), own_apart(exported(self.copy))
        self.assertEqual(after["people"], before["people"])

    def test_more_pages_than_a_zip_of_others_may_have_files(self) -> None:
        big = create_account(email="big@example.org")
        people = [Person(owner=big, name=f"Guest {number}") for number in range(ENTRIES_LIMIT + 20)]
        Person.objects.bulk_create(people)
        export = make_export(by=big, entry_key=uuid4())
        carry_on(export.pk)
        export.refresh_from_db()
        self.file = export.file.read()
        batch = self.started(self.received(self.copy))
        self.assertEqual((batch.state, batch.refused, batch.error), ("done", 0, ""))
        self.assertEqual(Person.objects.owned_by(self.copy).count(), len(people))
