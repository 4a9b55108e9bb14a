"""Taking everything along: one zip, made in slices, safe from kills and clicks, gone after its days."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import uuid4

from django.test import TestCase
from django.utils import timezone

from contacts.errors import Refused
from contacts.models import Export, Person, Tag
from contacts.models.imports import private_storage
from contacts.services.accounts import delete_account
from contacts.services.exports import carry_on, make_export, making, purge_exports, sweep_exports
from contacts.services.exports.ordering import MOST_KEPT, folder_of
from contacts.services.exports.staging import Busy, Stage
from contacts.services.forgetting import forget_due, forget_person
from contacts.services.people import PersonFacts, delete_person, edit_person, erase_person
from contacts.vocabulary import ExportState
from tests.factories import create_account, create_contact, create_date, create_event, create_person, create_promise
from tests.services.taken_along import exported, own_apart


class TakingAlong(TestCase):
    def setUp(self) -> None:
        self.alice = create_account()

    def ordered(self) -> Export:
        """Without a worker: the test is the worker."""
        return make_export(by=self.alice, entry_key=uuid4())

    def made(self) -> Export:
        export = self.ordered()
        carry_on(export.pk)
        export.refresh_from_db()
        return export

    def zip_of(self, export: Export) -> zipfile.ZipFile:
        with private_storage().open(export.file.name) as file:
            return zipfile.ZipFile(io.BytesIO(file.read()))

    def fill(self) -> Person:
        person = create_contact(by=self.alice, name="Ana Ferreira", learned="quit a job in Bergen", private=True).person
        edit_person(
            by=self.alice,
            person=person,
            version=person.version,
            facts=PersonFacts(name="Ana Ferreira", organisation="=cmd|calc", role="Boats; oars, sails"),
        )
        create_promise(by=self.alice, person=person, what="the name of a boat builder")
        create_date(by=self.alice, person=person, month=2, day=29)
        create_event(by=self.alice)
        Tag.objects.create(owner=self.alice, name="Sailing", folded="sailing")
        return person

    def test_holds_everything_in_four_shapes(self) -> None:
        person = self.fill()
        export = self.made()
        self.assertEqual((export.state, export.done, export.total), (ExportState.DONE, 1, 1))
        self.assertEqual(export.expires_at, export.finished_at + timedelta(days=7))
        archive = self.zip_of(export)
        self.assertIsNone(archive.testzip())
        told = json.loads(archive.read("rapport.json"))
        self.assertEqual(own_apart(told), own_apart(exported(self.alice)))
        names = set(archive.namelist())
        self.assertLess({"README.txt", "contacts.vcf", "rapport.json", "tables/people.csv"}, names)
        (page,) = [name for name in names if name.startswith("people/")]
        text = archive.read(page).decode()
        self.assertRegex(page, r"^people/ana-ferreira-[0-9a-f]{12}\.md$")
        self.assertIn("quit a job in Bergen", text)
        self.assertIn("private", text)
        self.assertIn("29 February", text)
        self.assertIn("private notes", archive.read("README.txt").decode())
        card = archive.read("contacts.vcf").decode()
        self.assertIn(f"UID:urn:uuid:{person.public_id}\r\n", card)
        self.assertIn("TITLE:Boats\\; oars\\, sails\r\n", card)
        self.assertIn("BDAY:--0229\r\n", card)
        self.assertEqual(export.size, private_storage().size(export.file.name))

    def test_a_table_is_a_file_with_a_heading_and_no_formula(self) -> None:
        person = self.fill()
        archive = self.zip_of(self.made())
        (row,) = self.table(archive, "people")
        self.assertEqual((row["name"], row["organisation"]), ("Ana Ferreira", "'=cmd|calc"))
        (favour,) = self.table(archive, "favours")
        self.assertEqual((favour["person"], favour["person_name"]), (str(person.public_id), "Ana Ferreira"))
        self.assertEqual(favour["what"], "the name of a boat builder")
        self.assertEqual([row["name"] for row in self.table(archive, "tags")], ["Sailing"])
        self.assertEqual(self.table(archive, "requests"), [])
        self.assertEqual(len(self.table(archive, "contacts")), len(self.table(archive, "standings")))

    def table(self, archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(archive.read(f"tables/{name}.csv").decode("utf-8-sig"), newline="")))

    def test_those_deleted_or_left_out_are_in_the_data_alone(self) -> None:
        gone, out, _here = (create_person(by=self.alice, name=name) for name in ("Gone", "Out", "Here"))
        delete_person(by=self.alice, person=gone)
        Person.objects.filter(pk=out.pk).update(left_out_at=timezone.now())
        archive = self.zip_of(self.made())
        self.assertEqual(len(json.loads(archive.read("rapport.json"))["people"]), 3)
        self.assertEqual(archive.read("contacts.vcf").decode().count("BEGIN:VCARD"), 1)
        self.assertEqual(sum(name.startswith("people/here-") for name in archive.namelist()), 1)
        self.assertEqual(sum(name.startswith("people/") for name in archive.namelist()), 1)

    def test_an_empty_account_has_an_export_too(self) -> None:
        archive = self.zip_of(self.made())
        self.assertEqual(json.loads(archive.read("rapport.json"))["people"], [])
        self.assertEqual(archive.read("contacts.vcf"), b"")

    # Clicks

    def test_several_clicks_are_one_running_export(self) -> None:
        key = uuid4()
        first = make_export(by=self.alice, entry_key=key)
        self.assertEqual(make_export(by=self.alice, entry_key=key), first)
        self.assertEqual(make_export(by=self.alice, entry_key=uuid4()), first)
        carry_on(first.pk)
        self.assertEqual(make_export(by=self.alice, entry_key=key), first, "the same form again")
        self.assertNotEqual(make_export(by=self.alice, entry_key=uuid4()), first)

    def test_the_form_of_another_account_is_refused(self) -> None:
        first = self.ordered()
        mallory = create_account(email="mallory@example.org")
        with self.assertRaises(Refused):
            make_export(by=mallory, entry_key=first.entry_key)

    # Slices and kills

    def test_slices_make_the_same_file(self) -> None:
        for number in range(7):
            create_contact(by=self.alice, name=f"Guest {number}")
        whole = self.zip_of(self.made())
        with mock.patch.object(making, "CHUNK", 2):
            export = self.ordered()
            slices = 0
            while export.state == ExportState.WORKING:
                self.one_chunk(export)
                export.refresh_from_db()
                slices += 1
        self.assertGreater(slices, 3)
        self.same_files(self.zip_of(export), whole)

    def one_chunk(self, export: Export) -> None:
        """A slice that ends after one chunk."""
        moments = iter([0.0, 0.0, 1.0])
        with mock.patch.object(making.time, "monotonic", side_effect=lambda: next(moments, 1.0)):
            carry_on(export.pk, seconds=0.5)

    def same_files(self, one: zipfile.ZipFile, other: zipfile.ZipFile) -> None:
        self.assertEqual(sorted(one.namelist()), sorted(other.namelist()))
        for name in one.namelist():
            if name == "rapport.json":
                self.assertEqual(own_apart(json.loads(one.read(name))), own_apart(json.loads(other.read(name))))
            else:
                self.assertEqual(one.read(name), other.read(name), name)

    def test_what_a_killed_worker_left_half_done_is_cut_off(self) -> None:
        for number in range(5):
            create_contact(by=self.alice, name=f"Guest {number}")
        whole = self.zip_of(self.made())
        with mock.patch.object(making, "CHUNK", 2):
            export = self.ordered()
            self.one_chunk(export)
            folder = folder_of(export)
            for name in ("rapport.json", "contacts.vcf", "pages.jsonl", "tables/people.csv"):
                with (folder / name).open("ab") as file:
                    file.write(b"half a row {")
            (folder / "note.json.new").write_text("{")
            carry_on(export.pk)
        export.refresh_from_db()
        self.same_files(self.zip_of(export), whole)
        self.assertFalse(folder.exists())

    def test_a_folder_that_lost_its_files_begins_anew(self) -> None:
        create_contact(by=self.alice)
        export = self.ordered()
        self.one_chunk(export)
        (folder_of(export) / "rapport.json").write_text("")
        carry_on(export.pk)
        export.refresh_from_db()
        self.assertEqual(len(json.loads(self.zip_of(export).read("rapport.json"))["people"]), 1)

    def test_two_workers_do_not_meet(self) -> None:
        create_contact(by=self.alice)
        export = self.ordered()
        with Stage(folder_of(export)).held():
            carry_on(export.pk)
            export.refresh_from_db()
            self.assertEqual((export.state, export.done), (ExportState.WORKING, 0))
            with self.assertRaises(Busy), Stage(folder_of(export)).held():
                pass

    def test_an_account_that_goes_meanwhile_leaves_no_file(self) -> None:
        """The worker may be anywhere: adding to the folder, or packing what lies in it."""
        for at in ("_write_people", "_finish"):
            with self.subTest(at=at):
                self.alice = create_account(email=f"{at}@example.org")
                create_contact(by=self.alice)
                export, going_on = self.ordered(), getattr(making, at)

                def meanwhile(*told: Any, going_on: Any = going_on, **more: Any) -> Any:
                    with self.captureOnCommitCallbacks(execute=True):
                        delete_account(by=self.alice)
                    return going_on(*told, **more)

                with mock.patch.object(making, at, meanwhile):
                    carry_on(export.pk)
                self.assertEqual(list(folder_of(export).parent.glob(f"{export.public_id}*")), [])

    def test_the_sweep_finds_what_a_worker_left(self) -> None:
        export = self.ordered()
        Export.objects.filter(pk=export.pk).update(claimed_at=timezone.now())
        with self.captureOnCommitCallbacks(execute=True):
            sweep_exports()
        export.refresh_from_db()
        self.assertEqual(export.state, ExportState.WORKING, "somebody is at it")
        Export.objects.filter(pk=export.pk).update(claimed_at=timezone.now() - timedelta(seconds=61))
        with self.captureOnCommitCallbacks(execute=True):
            sweep_exports()
        export.refresh_from_db()
        self.assertEqual(export.state, ExportState.DONE)

    def test_is_given_up_after_five_tries_in_vain_and_says_so(self) -> None:
        export = self.ordered()
        Export.objects.filter(pk=export.pk).update(attempts=5)
        sweep_exports()
        export.refresh_from_db()
        self.assertEqual(export.state, ExportState.FAILED)
        self.assertIn("Order it again", export.error)
        self.assertNotEqual(self.ordered(), export)

    def test_a_full_disk_is_said(self) -> None:
        export = self.ordered()
        with mock.patch.object(Stage, "keep", side_effect=OSError(28, "No space left on device")):
            carry_on(export.pk)
        export.refresh_from_db()
        self.assertEqual(export.state, ExportState.FAILED)
        self.assertIn("no room", export.error)
        self.assertFalse(folder_of(export).exists())

    # The end of it

    def test_the_file_is_gone_after_seven_days(self) -> None:
        export = self.made()
        path = Path(private_storage().path(export.file.name))
        with self.captureOnCommitCallbacks(execute=True):
            self.assertEqual(purge_exports(at=timezone.now() + timedelta(days=6, hours=23)), 0)
            self.assertTrue(path.exists())
            self.assertEqual(purge_exports(at=timezone.now() + timedelta(days=7, hours=1)), 1)
        self.assertFalse(path.exists())
        export.refresh_from_db()
        self.assertEqual((export.state, export.file.name), (ExportState.EXPIRED, ""))

    def test_files_that_hold_somebody_go_when_they_are_erased(self) -> None:
        person, kept = self.fill(), create_account(email="bea@example.org")
        export = self.made()
        theirs = make_export(by=kept, entry_key=uuid4())
        carry_on(theirs.pk)
        path = Path(private_storage().path(export.file.name))
        under_way = self.ordered()
        with self.captureOnCommitCallbacks(execute=True):
            erase_person(by=self.alice, person=person)
        self.assertFalse(path.exists())
        for row in (export, under_way, theirs):
            row.refresh_from_db()
        self.assertEqual((export.state, export.file.name), (ExportState.EXPIRED, ""))
        self.assertEqual(under_way.state, ExportState.FAILED)
        self.assertIn("Order it again", under_way.error)
        carry_on(under_way.pk)
        self.assertEqual(theirs.state, ExportState.DONE)

    def test_files_go_when_somebody_is_forgotten_after_seven_days(self) -> None:
        person = self.fill()
        forget_person(by=self.alice, person=person, leave_hash=False)
        export = self.made()
        path = Path(private_storage().path(export.file.name))
        with self.captureOnCommitCallbacks(execute=True):
            forget_due(at=timezone.now() + timedelta(days=6))
        self.assertTrue(path.exists())
        with self.captureOnCommitCallbacks(execute=True):
            forget_due(at=timezone.now() + timedelta(days=8))
        self.assertFalse(path.exists())

    def test_three_files_are_kept_at_most(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            made = [self.made() for _number in range(MOST_KEPT + 1)]
        for export in made:
            export.refresh_from_db()
        self.assertEqual([export.state for export in made], ["expired", "done", "done", "done"])

    def test_folders_of_nobody_are_removed(self) -> None:
        create_person(by=self.alice)
        export = self.ordered()
        self.one_chunk(export)
        stranger = Path(private_storage().path(f"exports/{uuid4()}.work"))
        stranger.mkdir(parents=True)
        purge_exports()
        self.assertTrue(folder_of(export).exists())
        self.assertFalse(stranger.exists())
