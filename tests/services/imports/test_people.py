"""People of a file: at the door, each once; found among those known, filled in, and never overwritten unasked."""

from datetime import date

import pytest

from contacts.models import Contact, FollowUp, ImportRow, Person
from contacts.services.forgetting import forget_person
from contacts.services.people import delete_person
from contacts.services.tags import set_person_tags
from contacts.vocabulary import ImportOutcome, Source
from tests.factories import create_account, create_contact, create_person
from tests.services.imports.files import bring_in, card, cards, connections, counts, outcomes, read_in

pytestmark = pytest.mark.django_db

PER = "Per,Lie,https://www.linkedin.com/in/per,,Acme,,08 Feb 2026"
ANA = "Ana,Ferreira,https://www.linkedin.com/in/ana,ana@acme.test,Acme,Engineer,08 Feb 2026"


def test_people_of_a_file_stand_at_the_door():
    alice = create_account()
    batch = bring_in(by=alice, content=connections(ANA))
    ana = Person.objects.get(owner=alice)
    assert (ana.name, ana.organisation, ana.role, ana.source) == ("Ana Ferreira", "Acme", "Engineer", Source.FILE)
    assert ana.source_note == "LinkedIn, connected on 8 February 2026"
    assert ana.batch == batch and ana.search_name == "ana ferreira acme"
    assert set(ana.handles.values_list("kind", "normal_value")) == {
        ("profile", "linkedin.com/in/ana"),
        ("email", "ana@acme.test"),
    }
    assert not Contact.objects.exists()
    assert counts(batch) == (1, 0, 0, 0, 0)
    row = ImportRow.objects.get(batch=batch)
    assert row.person == ana and row.data == {}


def test_the_same_file_twice_brings_nothing_new():
    alice = create_account()
    content = connections(ANA, PER, "Bo,Ek,,,Blue,,08 Feb 2026")
    bring_in(by=alice, content=content)
    before = list(Person.objects.order_by("pk").values())
    again = bring_in(by=alice, content=content)
    assert counts(again) == (0, 3, 0, 0, 0)
    assert list(Person.objects.order_by("pk").values()) == before


def test_another_account_gets_people_of_its_own():
    for email in ("alice@example.org", "mallory@example.org"):
        bring_in(by=create_account(email=email), content=connections(ANA))
    assert Person.objects.count() == 2


def test_two_rows_about_one_person_are_one_person():
    alice = create_account()
    content = cards(
        card("FN:Ana Ferreira", "EMAIL:ana@acme.test"), card("FN:Ana Ferreira", "EMAIL:ana@acme.test", "ORG:Acme")
    )
    batch = bring_in(by=alice, content=content, name="a.vcf")
    assert counts(batch) == (1, 0, 1, 0, 0)
    assert Person.objects.get().organisation == "Acme"
    assert batch.about["will_add"] == 1


def test_a_couple_with_one_mailbox_is_two_people():
    alice = create_account()
    content = cards(card("FN:Ana Berg", "EMAIL:berg@home.test"), card("FN:Per Berg", "EMAIL:berg@home.test"))
    bring_in(by=alice, content=content, name="a.vcf")
    assert Person.objects.count() == 2


def test_empty_fields_of_somebody_known_are_filled_and_others_kept():
    alice = create_account()
    ana = create_person(by=alice, name="Ana F", email="ana@acme.test", organisation="Blue", role="")
    batch = bring_in(
        by=alice,
        content=cards(card("FN:Ana Ferreira", "EMAIL:ana@acme.test", "ORG:Acme", "TITLE:CTO", "BDAY:--0405", "NOTE:s")),
        name="a.vcf",
    )
    ana.refresh_from_db()
    assert (ana.name, ana.organisation, ana.role, ana.note) == ("Ana F", "Blue", "", "s")
    # A name that is nowhere yet is not lost.
    assert ana.also_known_as == "Ana Ferreira"
    assert [(day.month, day.day) for day in ana.important_dates.all()] == [(4, 5)]
    # Whoever stands at the door is no reason to be reminded of a birthday.
    assert not FollowUp.objects.filter(person=ana).exists()
    assert ana.version == 2 and counts(batch) == (0, 0, 1, 0, 0)


def test_the_files_word_is_taken_when_the_user_says_so():
    alice = create_account()
    ana = create_contact(by=alice, name="Ana Ferreira").person
    Person.objects.filter(pk=ana.pk).update(organisation="Acme", role="Engineer", note="likes boats")
    content = cards(card("FN:Ana Ferreira", "ORG:Acme", "TITLE:CTO", "NOTE:moved to Oslo"))
    batch = read_in(by=alice, content=content, name="a.vcf")
    row = ImportRow.objects.get(batch=batch)
    assert row.person == ana and set(row.told["conflicts"]) == {"role", "note"}
    assert row.changes["role"] == ["Engineer", "CTO"] and batch.about["conflicts"] == 1
    bring_in(by=alice, content=content, name="a.vcf", choices={"conflicts": "take"})
    ana.refresh_from_db()
    assert (ana.role, ana.note) == ("CTO", "likes boats\n\nmoved to Oslo")
    assert Contact.objects.filter(person=ana).exists()


def test_whom_the_user_does_not_want_stays_away():
    alice = create_account()
    content = connections(
        ANA,
        PER,
        "Bo,Ek,https://www.linkedin.com/in/bo,,,,08 Feb 2026",
    )
    bring_in(by=alice, content=content)
    ana, per, bo = Person.objects.order_by("pk")
    Person.objects.filter(pk=ana.pk).update(left_out_at=ana.created_at)
    delete_person(by=alice, person=per)
    forget_person(by=alice, person=bo, leave_hash=True)
    Person.everything.filter(pk=bo.pk).delete()
    batch = bring_in(by=alice, content=content)
    assert outcomes(batch) == [
        ("left_out", "left_out_for_good"),
        ("left_out", "deleted"),
        ("left_out", "forgotten"),
    ]
    assert Person.everything.count() == 2


def test_the_owner_is_nobody_at_the_door():
    alice = create_account()
    batch = bring_in(by=alice, content=cards(card("FN:Alice", "EMAIL:Alice@example.org")), name="me.vcf")
    assert outcomes(batch) == [("left_out", "own")] and not Person.objects.exists()


def test_somebody_merged_away_is_the_one_kept():
    alice = create_account()
    bring_in(by=alice, content=connections(ANA))
    gone = Person.objects.get()
    kept = create_person(by=alice, name="Ana Maria")
    Person.objects.filter(pk=gone.pk).update(merged_into=kept, deleted_at=kept.created_at)
    batch = bring_in(by=alice, content=connections(ANA))
    row = ImportRow.objects.get(batch=batch)
    assert row.person == kept and row.outcome in {ImportOutcome.MATCHED, ImportOutcome.UPDATED}
    assert Person.objects.count() == 1


def test_an_older_export_without_addresses_finds_its_people_again():
    alice = create_account()
    header = "First Name,Last Name,Email Address,Company,Position,Connected On"
    old = [
        "Ana,Ferreira,,Acme,Engineer,08 Feb 2021",
        "Ana,Ferreira,,Blue,Nurse,09 Feb 2021",
        "Per,Lie,,Acme,,08 Feb 2021",
    ]
    assert counts(bring_in(by=alice, content=connections(*old, header=header))) == (3, 0, 0, 0, 0)
    newer = [*old[:2], "Per,Lie,,Blue,,08 Feb 2021"]
    assert counts(bring_in(by=alice, content=connections(*newer, header=header))) == (0, 3, 0, 0, 0)
    with_address = connections("Per,Lie,https://www.linkedin.com/in/per,,Blue,,08 Feb 2021")
    bring_in(by=alice, content=with_address, choices={"conflicts": "take"})
    # With an address, another firm is another person until the user says that they are one.
    assert Person.objects.filter(name="Per Lie").count() == 2


def test_what_cannot_be_kept_stands_in_the_note():
    alice = create_account()
    bring_in(by=alice, content=cards(card("FN:Ana", "TEL:none", "BDAY:1970-31-31", "EMAIL:nonsense")), name="a.vcf")
    note = Person.objects.get().note
    assert "nonsense" in note and "1970-31-31" in note


def test_tags_beyond_what_a_person_carries_stand_in_the_note():
    alice = create_account()
    known = create_person(by=alice, name="Per Lie", email="per@acme.test")
    set_person_tags(by=alice, person=known, names=[f"old {n}" for n in range(49)])
    tags = "CATEGORIES:" + ",".join(f"new {n:02}" for n in range(52))
    content = cards(card("FN:Ana", "EMAIL:ana@acme.test", tags), card("FN:Per Lie", "EMAIL:per@acme.test", tags))
    bring_in(by=alice, content=content, name="a.vcf")
    ana = Person.objects.get(name="Ana")
    known.refresh_from_db()
    assert (ana.person_tags.count(), known.person_tags.count()) == (50, 50)
    assert ana.note == "Tag: new 50\nTag: new 51"
    assert sorted(known.note.splitlines()) == [f"Tag: new {n:02}" for n in range(1, 52)]
    again = bring_in(by=alice, content=content, name="a.vcf")
    assert counts(again) == (0, 2, 0, 0, 0)


def test_days_of_two_centuries_ago_are_counted_as_unlikely():
    alice = create_account()
    batch = read_in(by=alice, content=connections("Ana,Ferreira,https://www.linkedin.com/in/ana,,,,08 Feb 1833"))
    assert (batch.about["first_day"], batch.about["unlikely_days"]) == (date(1833, 2, 8).isoformat(), 1)
