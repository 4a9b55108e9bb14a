"""The steps of an import: received, read, asked about, started, cancelled, discarded, found by the sweep, purged."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from contacts.errors import Refused
from contacts.models import Heartbeat, ImportBatch, ImportRow, Person
from contacts.models.imports import private_storage
from contacts.services.imports import (
    cancel,
    carry_on,
    choose_columns,
    choose_me,
    discard,
    purge_imports,
    receive,
    run_to_the_end,
    start,
    sweep_imports,
    undo,
)
from contacts.services.imports import people as people_of_files
from contacts.services.imports.claims import claim
from contacts.vocabulary import ImportState
from tests.factories import create_account
from tests.services.imports.files import bring_in, connections, counts, many, outcomes, read_in

pytestmark = pytest.mark.django_db

TABLE = b"Nom;Courriel;Autre\nAna;ana@acme.test;x\n;;\nPer;per@acme.test;y\n"


@pytest.fixture
def alice(db):
    return create_account()


def test_the_same_form_is_one_import(alice):
    key = uuid4()
    first, second = (receive(by=alice, file=ContentFile(connections()), name="a.csv", entry_key=key) for _ in range(2))
    assert first == second and ImportBatch.objects.count() == 1
    with pytest.raises(Refused):
        receive(by=create_account(email="m@example.org"), file=ContentFile(b"x"), name="a", entry_key=key)


def test_an_empty_and_a_huge_file_are_refused(alice, monkeypatch):
    with pytest.raises(Refused, match="empty"):
        receive(by=alice, file=ContentFile(b""), name="a.csv", entry_key=uuid4())
    monkeypatch.setattr("contacts.services.imports.receiving.LARGEST", 3)
    with pytest.raises(Refused, match="200 MB"):
        receive(by=alice, file=ContentFile(b"abcd"), name="a.csv", entry_key=uuid4())
    assert not ImportBatch.objects.exists()


def test_the_name_of_a_file_is_shown_without_its_folders(alice):
    batch = read_in(by=alice, content=connections(*many(1)), name="C:\\Users\\a\\..\\Connections.csv")
    assert batch.file_name == "Connections.csv" and str(batch.public_id) in batch.file.name


@pytest.mark.parametrize("content", [b"%PDF-1.4 x", b"\x00\x01\x02" * 50, b"PK\x03\x04half a zip", b"\n\n\n"])
def test_what_cannot_be_read_says_so(alice, content):
    batch = read_in(by=alice, content=content, name="x")
    assert batch.state == ImportState.FAILED and batch.error.endswith(".") and not batch.file
    discard(by=alice, batch=batch)
    run_to_the_end_of(batch)
    assert not ImportBatch.objects.exists()


def run_to_the_end_of(batch):
    carry_on(batch.pk)


def test_a_fault_in_a_reader_fails_the_import_and_nothing_else(alice, monkeypatch):
    def broken(*_args, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr("contacts.services.imports.reading.recognise", broken)
    batch = read_in(by=alice, content=connections(*many(1)))
    assert batch.state == ImportState.FAILED and batch.error


def test_a_table_asks_what_its_columns_are_and_remembers(alice):
    batch = read_in(by=alice, content=TABLE, name="x.csv")
    assert batch.state == ImportState.MAPPING and batch.about["columns"] == ["Nom", "Courriel", "Autre"]
    for mapping in ({}, {"Autre": "note"}, {"Nom": "name", "Autre": "name"}, {"Nom": "nom"}, {"Name": "name"}):
        with pytest.raises(Refused):
            choose_columns(by=alice, batch=batch, mapping=mapping)
    chosen = {"Nom": "name", "Courriel": "email", "Autre": ""}
    choose_columns(by=alice, batch=batch, mapping=chosen)
    carry_on(batch.pk)
    batch.refresh_from_db()
    assert batch.state == ImportState.READY and batch.about["will_add"] == 2
    # Another look at the columns reads it again, and counts anew.
    choose_columns(by=alice, batch=batch, mapping={**chosen, "Autre": "note"})
    while batch.state == ImportState.READING:
        carry_on(batch.pk)
        batch.refresh_from_db()
    assert batch.total == ImportRow.objects.filter(batch=batch).count() == 3
    again = read_in(by=alice, content=TABLE + b"Bo;;\n", name="y.csv")
    assert again.about["remembered"] and again.about["guess"]["Autre"] == "note"


def test_only_what_is_ready_is_started_and_once(alice):
    batch = read_in(by=alice, content=connections(*many(3)))
    with pytest.raises(Refused):
        start(by=alice, batch=batch, choices={"conflicts": "perhaps"})
    with pytest.raises(Refused):
        start(by=alice, batch=batch, choices={"kinds": ["nonsense"]})
    with pytest.raises(Refused):
        choose_me(by=alice, batch=batch, profile="not an address")
    with pytest.raises(Refused):
        undo(by=alice, batch=batch)
    assert choose_me(by=alice, batch=batch, profile="HTTPS://linkedin.com/in/Alice/").choices["me"].endswith("/alice")
    for _ in range(2):
        batch = start(by=alice, batch=batch, choices={})
    run_to_the_end(batch)
    assert start(by=alice, batch=batch, choices={}).state == ImportState.DONE
    assert counts(batch) == (3, 0, 0, 0, 0) and batch.done == batch.total == 3 and not batch.file
    with pytest.raises(Refused):
        discard(by=alice, batch=batch)


def test_a_stranger_reaches_no_step(alice):
    mallory, batch = create_account(email="mallory@example.org"), read_in(by=alice, content=connections(*many(1)))
    steps = (
        lambda: start(by=mallory, batch=batch, choices={}),
        lambda: cancel(by=mallory, batch=batch),
        lambda: discard(by=mallory, batch=batch),
        lambda: undo(by=mallory, batch=batch),
        lambda: choose_me(by=mallory, batch=batch, profile=""),
        lambda: choose_columns(by=mallory, batch=batch, mapping={}),
    )
    for step in steps:
        with pytest.raises(Refused):
            step()


def test_kinds_that_were_not_chosen_stay_out(alice):
    batch = bring_in(by=alice, content=connections(*many(2)), choices={"kinds": ["message"]})
    assert outcomes(batch) == [("left_out", "not_chosen")] * 2 and not Person.objects.exists()


def test_cancelled_rows_are_accounted_for_and_what_came_in_stays(alice, monkeypatch):
    monkeypatch.setattr("contacts.services.imports.running.CHUNK", 10)
    batch = start(by=alice, batch=read_in(by=alice, content=connections(*many(30))), choices={})
    carry_on(batch.pk, seconds=0)
    cancel(by=alice, batch=batch)
    run_to_the_end(batch)
    assert batch.state == ImportState.CANCELLED and 0 < batch.added < 30
    assert Person.objects.count() == batch.added == 10
    assert batch.added + batch.left_out == batch.total == 30


def test_discarded_files_and_rows_go(alice):
    batch = read_in(by=alice, content=connections(*many(3)))
    name = batch.file.name
    discard(by=alice, batch=batch)
    run_to_the_end_of(batch)
    assert not ImportBatch.objects.exists() and not ImportRow.objects.exists()
    assert name


def test_one_bad_row_is_refused_alone(alice, monkeypatch):
    whole = people_of_files._new_person

    def poisoned(arrival, batch, by):
        if arrival.name.startswith("Nils7 "):
            raise ZeroDivisionError
        return whole(arrival, batch, by)

    monkeypatch.setattr(people_of_files, "_new_person", poisoned)
    batch = bring_in(by=alice, content=connections(*many(20)))
    assert counts(batch) == (19, 0, 0, 0, 1)
    assert outcomes(batch)[6] == ("refused", "not_usable")
    assert ImportRow.objects.get(outcome="refused").data["name"] == "Nils7 Berg"


def test_slices_give_what_one_go_gives(alice):
    content = connections(*many(60), *many(60))
    batch = start(by=alice, batch=read_in(by=alice, content=content), choices={})
    while batch.state == ImportState.RUNNING:
        carry_on(batch.pk, seconds=0)
        batch.refresh_from_db()
    assert counts(batch) == (60, 60, 0, 0, 0) and Person.objects.count() == 60


def test_nobody_works_on_what_somebody_holds(alice):
    batch = receive(by=alice, file=ContentFile(connections(*many(3))), name="a.csv", entry_key=uuid4())
    assert claim(batch.pk) is not None
    carry_on(batch.pk)
    batch.refresh_from_db()
    assert batch.state == ImportState.READING and batch.total == 0
    assert sweep_imports() == 0
    ImportBatch.objects.update(claimed_at=timezone.now() - timedelta(seconds=61))
    assert sweep_imports() == 1
    assert Heartbeat.objects.filter(name="imports").exists()
    carry_on(batch.pk)
    batch.refresh_from_db()
    assert batch.state == ImportState.READY


def test_a_file_that_kills_its_readers_is_given_up(alice):
    batch = receive(by=alice, file=ContentFile(connections(*many(3))), name="a.csv", entry_key=uuid4())
    ImportBatch.objects.update(attempts=5)
    carry_on(batch.pk)
    batch.refresh_from_db()
    assert batch.state == ImportState.FAILED and "again and again" in batch.error


def test_after_thirty_days_the_rows_go_and_the_list_stays(alice):
    batch, waiting = bring_in(by=alice, content=connections(*many(3))), read_in(by=alice, content=connections(*many(2)))
    assert purge_imports() == 0
    later = timezone.now() + timedelta(days=31)
    name = waiting.file.name
    assert purge_imports(at=later) == 2
    assert list(ImportBatch.objects.all()) == [batch] and not ImportRow.objects.exists()
    assert Person.objects.count() == 3 and name
    assert purge_imports(at=later) == 0


def test_files_lie_in_private_storage(alice):
    batch = receive(by=alice, file=ContentFile(connections(*many(1))), name="../../etc/passwd", entry_key=uuid4())
    assert private_storage().exists(batch.file.name) and batch.file.name.startswith("imports/")
