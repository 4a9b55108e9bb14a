"""Undoing: what the import made goes, what it changed is put back, and nothing that was touched since is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.errors import Refused
from contacts.models import FollowUp, Handle, ImportantDate, ImportBatch, Person, PersonTag, Tag
from contacts.services.imports import run_to_the_end, undo
from contacts.services.people import HandleEntry, PersonFacts, archive, delete_person, edit_person
from contacts.vocabulary import HandleKind, ImportState
from tests.factories import create_account, create_person, create_reminder, log
from tests.services.imports.files import bring_in, card, cards, connections, counts, many

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(db):
    return create_account()


def taken_back(alice, batch):
    batch = undo(by=alice, batch=batch)
    run_to_the_end(batch)
    assert batch.state == ImportState.UNDONE and batch.undone_at
    return batch


def test_everything_goes_that_nobody_touched(alice):
    content = cards(card("FN:Ana", "EMAIL:ana@acme.test", "BDAY:1980-04-05", "CATEGORIES:sailing"), card("FN:Per"))
    batch = bring_in(by=alice, content=content, name="a.vcf")
    assert ImportantDate.objects.exists() and PersonTag.objects.exists() and Tag.objects.exists()
    assert taken_back(alice, batch).spared == 0
    for table in (Person.everything, *(m.objects for m in (Handle, ImportantDate, PersonTag, Tag, FollowUp))):
        assert not table.exists()
    # It may be brought again.
    assert counts(bring_in(by=alice, content=content, name="a.vcf")) == (2, 0, 0, 0, 0)


def test_whoever_was_touched_since_stays(alice):
    batch = bring_in(by=alice, content=connections(*many(8)))
    edited, logged, archived, left_out, reminded, tagged, deleted, untouched = Person.objects.order_by("pk")
    edit_person(by=alice, person=edited, version=1, facts=PersonFacts(name="Nils the first"))
    log(by=alice, person=logged)
    archive(by=alice, person=archived)
    Person.objects.filter(pk=left_out.pk).update(left_out_at=timezone.now())
    create_reminder(by=alice, person=reminded)
    from contacts.services.tags import set_person_tags

    set_person_tags(by=alice, person=tagged, names=["sailing"])
    delete_person(by=alice, person=deleted)
    batch = taken_back(alice, batch)
    assert batch.spared == 6
    assert set(Person.objects.all()) == {edited, logged, archived, left_out, reminded, tagged}
    assert set(Person.everything.deleted()) == {deleted}
    assert not Person.everything.filter(pk=untouched.pk).exists()


def test_a_birthday_put_right_keeps_its_person(alice):
    batch = bring_in(by=alice, content=cards(card("FN:Ana", "BDAY:1980-04-05")), name="a.vcf")
    ImportantDate.objects.update(day=6)
    assert taken_back(alice, batch).spared == 1 and Person.objects.exists()


def test_what_a_later_file_brought_too_stays(alice):
    batch = bring_in(by=alice, content=connections(*many(2)))
    bring_in(by=alice, content=connections(*many(1)))
    assert taken_back(alice, batch).spared == 0
    assert Person.objects.get().name == "Nils1 Berg"


def test_somebody_known_before_is_as_they_were(alice):
    ana = create_person(by=alice, name="Ana", email="ana@acme.test", role="Engineer")
    given = cards(
        card("FN:Ana", "EMAIL:ana@acme.test", "TEL:+4791234567", "ORG:Acme", "TITLE:CTO", "BDAY:--0405", "CATEGORIES:v")
    )
    batch = bring_in(by=alice, content=given, name="a.vcf", choices={"conflicts": "take"})
    ana.refresh_from_db()
    assert (ana.organisation, ana.role, ana.handles.count()) == ("Acme", "CTO", 2)
    assert taken_back(alice, batch).spared == 0
    ana.refresh_from_db()
    assert (ana.organisation, ana.role, ana.search_name) == ("", "Engineer", "ana")
    assert [handle.value for handle in ana.handles.all()] == ["ana@acme.test"]
    assert not ana.important_dates.exists() and not ana.person_tags.exists()
    assert not FollowUp.objects.filter(person=ana).exists()


def test_a_field_that_the_user_changed_since_stays_changed(alice):
    ana = create_person(by=alice, name="Ana", email="ana@acme.test")
    given = cards(card("FN:Ana", "EMAIL:ana@acme.test", "ORG:Acme", "TITLE:CTO"))
    batch = bring_in(by=alice, content=given, name="a.vcf")
    ana.refresh_from_db()
    facts = PersonFacts(
        name="Ana", organisation="Blue", role="CTO", handles=(HandleEntry(HandleKind.EMAIL, "ana@acme.test"),)
    )
    edit_person(by=alice, person=ana, version=ana.version, facts=facts)
    assert taken_back(alice, batch).spared == 1
    ana.refresh_from_db()
    assert (ana.organisation, ana.role) == ("Blue", "")


def test_who_edited_before_the_import_is_told(alice):
    from contacts.errors import StaleVersion

    ana = create_person(by=alice, name="Ana", email="ana@acme.test")
    bring_in(by=alice, content=cards(card("FN:Ana", "EMAIL:ana@acme.test", "ORG:Acme")), name="a.vcf")
    with pytest.raises(StaleVersion):
        edit_person(by=alice, person=ana, version=1, facts=replace(PersonFacts(name="Ana"), role="CTO"))


def test_only_for_thirty_days_and_only_once(alice):
    batch = bring_in(by=alice, content=connections(*many(2)))
    ImportBatch.objects.update(finished_at=timezone.now() - timedelta(days=31))
    with pytest.raises(Refused, match="30 days"):
        undo(by=alice, batch=batch)
    ImportBatch.objects.update(finished_at=timezone.now())
    batch = taken_back(alice, batch)
    assert undo(by=alice, batch=batch).state == ImportState.UNDONE


def test_an_import_that_was_cancelled_can_be_undone(alice):
    batch = bring_in(by=alice, content=connections(*many(2)))
    ImportBatch.objects.update(state=ImportState.CANCELLED)
    taken_back(alice, batch)
    assert not Person.everything.exists()
