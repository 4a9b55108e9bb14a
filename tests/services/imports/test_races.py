"""Imports beside each other, and beside their owner at work (PostgreSQL): one waits for the other, and nothing is there
twice or lost.
"""

from collections.abc import Callable

import pytest
from django.test import TransactionTestCase

from contacts.errors import Refused, StaleVersion
from contacts.models import Handle, ImportBatch, Interaction, Message, Person, User
from contacts.services.imports import cancel, carry_on, choose_me, run_to_the_end, start, undo
from contacts.services.merges import merge_people
from contacts.services.people import HandleEntry, PersonFacts, delete_person, edit_person
from contacts.services.sorting import sort_as_neither
from contacts.vocabulary import HandleKind, ImportState
from tests.factories import create_account, create_contact, create_person
from tests.races import Outcome, meet
from tests.services.imports.files import card, cards, connections, many, read_in
from tests.services.imports.worlds import Export, assert_sound

pytestmark = pytest.mark.postgresql

CARD = cards(card("FN:Ana", "EMAIL:ana@acme.test", "ORG:Acme", "TITLE:CTO"))
TEXT = "The reviewers liked the second draft of the tide tables"
TALKS = Export(messages=(("Nils", 2, 9, "me", TEXT), ("Nils", 2, 11, "them", TEXT + " of Bergen")))


class RaceTests(TransactionTestCase):
    def setUp(self) -> None:
        self.alice: User = create_account()

    def tearDown(self) -> None:
        assert_sound()

    def ready(self, content: bytes, *, name: str = "a.vcf") -> ImportBatch:
        """Started, and a worker's turn."""
        batch = read_in(by=self.alice, content=content, name=name)
        if name == "export.zip":
            batch = choose_me(by=self.alice, batch=batch, profile="https://www.linkedin.com/in/alice")
        # No worker is called: the test is the worker.
        ImportBatch.objects.filter(pk=batch.pk).update(choices={**batch.choices, "here_and_now": True})
        return start(by=self.alice, batch=batch, choices={})

    def brought(self, content: bytes, *, name: str = "a.vcf") -> ImportBatch:
        batch = self.ready(content, name=name)
        run_to_the_end(batch)
        return batch

    def undoing(self, batch: ImportBatch) -> ImportBatch:
        """Asked to be undone, with nobody at it yet."""
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.UNDOING, cursor={}, spared=0)
        batch.refresh_from_db()
        return batch

    def ends(self, batch: ImportBatch, state: ImportState = ImportState.DONE) -> None:
        run_to_the_end(batch)
        assert batch.state == state

    def meets(self, first: Callable[[], object], batch: ImportBatch) -> Outcome:
        outcome = meet(first, lambda: run_to_the_end(batch))
        assert outcome.error is None, outcome.error
        return outcome

    def test_two_imports_of_one_account_double_nobody_and_nothing(self) -> None:
        content = Export(connections=(("Nils", "Acme"),), messages=TALKS.messages).zip()
        first, second = (self.ready(content, name="export.zip") for _ in range(2))
        self.meets(lambda: run_to_the_end(first), second)
        assert Person.objects.count() == Handle.objects.count() == Interaction.objects.count() == 1
        assert Message.objects.count() == 2
        second.refresh_from_db()
        assert (first.added, second.added, second.matched + second.updated) == (3, 0, 3)

    def test_one_import_and_two_workers(self) -> None:
        batch = self.ready(connections(*many(30)), name="Connections.csv")
        self.meets(lambda: run_to_the_end(batch), batch)
        batch.refresh_from_db()
        assert Person.objects.count() == batch.added == batch.total == 30

    def test_somebody_edited_while_the_file_fills_them_in(self) -> None:
        ana = create_person(by=self.alice, name="Ana", email="ana@acme.test")
        batch = self.ready(CARD)
        facts = PersonFacts(name="Ana", organisation="Blue", handles=(HandleEntry(HandleKind.EMAIL, "ana@acme.test"),))
        self.meets(lambda: edit_person(by=self.alice, person=ana, version=1, facts=facts), batch)
        ana.refresh_from_db()
        assert (ana.organisation, ana.role) == ("Blue", ""), "a role at one firm says nothing of the other"
        # The other way round: whoever has the page open is told.
        batch = self.ready(cards(card("FN:Ana", "EMAIL:ana@acme.test", "NOTE:likes boats")))
        version = ana.version
        outcome = meet(
            lambda: run_to_the_end(batch),
            lambda: edit_person(by=self.alice, person=ana, version=version, facts=facts),
        )
        assert isinstance(outcome.error, StaleVersion)
        ana.refresh_from_db()
        assert ana.note == "likes boats"

    def test_somebody_deleted_while_the_file_brings_them(self) -> None:
        ana = create_person(by=self.alice, name="Ana", email="ana@acme.test")
        batch = self.ready(CARD)
        self.meets(lambda: delete_person(by=self.alice, person=ana), batch)
        assert not Person.objects.exists() and batch.added == 0
        ana = Person.everything.get()
        assert ana.deleted_at and ana.organisation == ""

    def test_somebody_merged_while_the_file_brings_them(self) -> None:
        gone = create_person(by=self.alice, name="Ana", email="ana@acme.test")
        kept = create_contact(by=self.alice, name="Ana Ferreira", days_ago=400).person
        batch = self.ready(CARD)
        self.meets(
            lambda: merge_people(by=self.alice, kept=kept, gone=gone, kept_version=1, gone_version=1, choices={}),
            batch,
        )
        assert Person.objects.get() == kept
        kept.refresh_from_db()
        assert kept.organisation == "Acme" and kept.handles.count() == 1

    def test_cancelled_while_it_runs(self) -> None:
        batch = self.ready(connections(*many(30)), name="Connections.csv")
        self.meets(lambda: cancel(by=self.alice, batch=batch), batch)
        batch.refresh_from_db()
        assert batch.state == ImportState.CANCELLED
        assert Person.objects.count() == batch.added and batch.added + batch.left_out == 30
        other = self.ready(connections(*many(30, first=40)), name="Connections.csv")
        outcome = meet(lambda: carry_on(other.pk, seconds=0), lambda: cancel(by=self.alice, batch=other))
        assert outcome.error is None
        self.ends(ImportBatch.objects.get(pk=other.pk), ImportState(ImportBatch.objects.get(pk=other.pk).state))
        other.refresh_from_db()
        assert other.state in {ImportState.CANCELLED, ImportState.DONE}
        assert other.added + other.left_out == other.total == 30

    def test_edited_while_their_import_is_undone(self) -> None:
        batch = self.undoing(self.brought(CARD))
        ana = Person.objects.get()
        facts = PersonFacts(name="Ana Ferreira", handles=(HandleEntry(HandleKind.EMAIL, "ana@acme.test"),))
        self.meets(lambda: edit_person(by=self.alice, person=ana, version=1, facts=facts), batch)
        batch.refresh_from_db()
        assert Person.objects.get().name == "Ana Ferreira" and batch.spared == 1

    def test_gone_by_an_undo_while_somebody_edits(self) -> None:
        batch = self.undoing(self.brought(CARD))
        ana = Person.objects.get()
        outcome = meet(
            lambda: run_to_the_end(batch),
            lambda: edit_person(by=self.alice, person=ana, version=1, facts=PersonFacts(name="Ana Ferreira")),
        )
        assert isinstance(outcome.error, Refused | Person.DoesNotExist)
        assert not Person.everything.exists()

    def test_sorted_while_its_import_is_undone(self) -> None:
        batch = self.undoing(self.brought(TALKS.zip(), name="export.zip"))
        day = Interaction.objects.get()
        self.meets(lambda: sort_as_neither(by=self.alice, interactions=[day]), batch)
        assert Interaction.objects.get() == day and Message.objects.count() == 2

    def test_undone_twice_at_once(self) -> None:
        batch = self.brought(CARD)
        ImportBatch.objects.filter(pk=batch.pk).update(choices={})
        outcome = meet(
            lambda: undo(by=self.alice, batch=batch),
            lambda: undo(by=self.alice, batch=batch),
        )
        assert outcome.error is None
        self.ends(ImportBatch.objects.get(pk=batch.pk), ImportState.UNDONE)
        assert not Person.everything.exists()
