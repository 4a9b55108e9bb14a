"""Undoing what hangs on people: talks, messages, favours, requests, tags; and what somebody stands for since."""

from dataclasses import replace
from uuid import uuid4

import pytest
import time_machine
from django.core.files.base import ContentFile

from contacts.models import (
    Contact,
    Exchange,
    Handle,
    ImportantDate,
    Interaction,
    Message,
    Person,
    PersonTag,
    Request,
    Tag,
    User,
)
from contacts.services.duplicates import find_duplicates
from contacts.services.exchanges import delete_exchange
from contacts.services.exports import carry_on, make_export
from contacts.services.imports import receive, run_to_the_end, start
from contacts.services.interactions import delete_interaction, edit_interaction, entry_of
from contacts.services.merges import merge_people
from contacts.services.people import HandleEntry, PersonFacts, edit_person
from contacts.services.sorting import sort_as_neither
from contacts.services.tags import rename_tag, set_person_tags
from contacts.vocabulary import HandleKind, RequestAnswer
from tests.factories import create_account, create_contact, create_person, log
from tests.services.imports.files import bring_in, card, cards
from tests.services.imports.worlds import Export, march, taken_back, world

pytestmark = pytest.mark.django_db

TEXT = "The reviewers liked the second draft of the tide tables"
FULL = Export(
    connections=(("Nils", "Acme"), ("Ida", "Blue")),
    messages=(
        ("Nils", 2, 9, "me", TEXT),
        ("Nils", 2, 11, "them", "And which of the tables did they print"),
        ("Nils", 9, 9, "them", "They are printed, all forty of them"),
        ("Per", 3, 9, "them", "Shall we look at the harbour plans together"),
    ),
    endorsements=(("Ida", 4, "Python"), ("Ida", 4, "Sailing")),
    invitations=(("Per", 2),),
)


@pytest.fixture
def alice() -> User:
    return create_account()


def bring(alice: User, export: Export):
    return bring_in(by=alice, content=export.zip(), name="export.zip")


def nils(alice: User) -> Person:
    return Person.objects.get(owner=alice, name="Nils Berg")


def known(alice: User, name: str = "Nils") -> Person:
    """A contact whose profile is noted."""
    contact = create_contact(by=alice, name=f"{name} Berg", days_ago=400)
    facts = PersonFacts(
        name=f"{name} Berg",
        handles=(HandleEntry(HandleKind.PROFILE, f"https://www.linkedin.com/in/{name.lower()}-berg"),),
    )
    edit_person(by=alice, person=contact.person, version=contact.person.version, facts=facts)
    return Person.objects.get(pk=contact.pk)


@pytest.mark.parametrize("is_known", [False, True], ids=["new", "known"])
def test_nothing_is_left_and_it_may_be_brought_again(alice: User, is_known: bool) -> None:
    if is_known:
        known(alice)
    before = world(alice)
    batch = bring(alice, FULL)
    with_it = world(alice)
    assert len(with_it["talks"]) == len(before["talks"]) + 3 and len(with_it["messages"]) == 4
    assert len(with_it["favours"]) == 1 and len(with_it["requests"]) == 1
    find_duplicates(alice.pk)
    assert taken_back(alice, batch).spared == 0
    assert world(alice) == before
    bring(alice, FULL)
    assert world(alice) == with_it


def test_whoever_perhaps_is_twice_goes_all_the_same(alice: User) -> None:
    create_person(by=alice, name="Nils Bergh", organisation="Acme")
    batch = bring(alice, FULL)
    find_duplicates(alice.pk)
    assert taken_back(alice, batch).spared == 0
    assert [person.name for person in Person.everything.all()] == ["Nils Bergh"]


def test_messages_that_a_later_file_added_to_a_day_go_alone(alice: User) -> None:
    early = Export(messages=(("Nils", 2, 9, "me", TEXT), ("Nils", 9, 9, "me", TEXT)))
    later = Export(messages=(*early.messages, ("Nils", 2, 8, "them", "Good evening from the printers of Bergen")))
    bring(alice, early)
    before = world(alice)
    batch = bring(alice, later)
    day = Interaction.objects.get(happened_on=march(2))
    assert day.they_took_part and day.messages.count() == 2
    assert taken_back(alice, batch).spared == 0
    assert world(alice) == before
    day.refresh_from_db()
    assert not day.they_took_part and day.messages.count() == 1


def test_a_day_that_was_sorted_after_it_grew_keeps_what_it_was_sorted_by(alice: User) -> None:
    bring(alice, Export(messages=(("Nils", 2, 9, "me", TEXT),)))
    batch = bring(alice, Export(messages=(("Nils", 2, 8, "them", "Good evening from the printers of Bergen"),)))
    sort_as_neither(by=alice, interactions=[Interaction.objects.get()])
    assert taken_back(alice, batch).spared == 1
    assert Message.objects.count() == 2


def test_days_that_a_later_file_knows_too_stay(alice: User) -> None:
    batch = bring(alice, FULL)
    later = bring(alice, FULL)
    before = world(alice)
    assert taken_back(alice, batch).spared == 0
    assert world(alice) == before
    # With the later one gone as well, nobody stands for them.
    assert taken_back(alice, later).spared == 0
    assert not Person.everything.exists()


def test_whoever_was_touched_stays_with_all_that_came_along(alice: User) -> None:
    batch = bring(alice, FULL)
    first, second = Interaction.objects.filter(person=nils(alice)).order_by("happened_on")
    sort_as_neither(by=alice, interactions=[first])
    ida = Person.objects.get(name="Ida Berg")
    log(by=alice, person=ida)
    batch = taken_back(alice, batch)
    assert set(Person.objects.all()) == {nils(alice), ida}
    assert set(Interaction.objects.filter(person=nils(alice))) == {first, second}
    assert Exchange.objects.get().person == ida and not Request.objects.exists()
    assert batch.spared == 2


def test_a_contact_founded_on_a_day_of_the_file_stays(alice: User) -> None:
    batch = bring(alice, FULL)
    day = Interaction.objects.get(person=nils(alice), happened_on=march(2))
    told = replace(entry_of(day), talked_about=TEXT, learned="sold the boat to a school in Stavanger")
    assert edit_interaction(by=alice, interaction=day, version=1, entry=told).contact_made
    taken_back(alice, batch)
    assert Contact.objects.get().founded_on == day and Person.objects.get() == nils(alice)
    assert Message.objects.filter(interaction=day).count() == 2


def test_what_the_user_deleted_stays_deleted_and_is_not_brought_again(alice: User) -> None:
    person = known(alice)
    batch = bring(alice, FULL)
    day = Interaction.objects.get(person=person, happened_on=march(2))
    delete_interaction(by=alice, interaction=day)
    delete_exchange(by=alice, exchange=Exchange.objects.get(batch=batch))
    assert taken_back(alice, batch).spared == 0
    assert list(Interaction.everything.deleted()) == [day]
    bring(alice, FULL)
    assert Interaction.objects.filter(person=person, channel="message").count() == 1


def test_the_answer_to_a_request_goes_with_the_file_that_knew_it(alice: User) -> None:
    bring(alice, Export(invitations=(("Per", 2),)))
    batch = bring(alice, Export(connections=(("Per", "Acme"),), invitations=(("Per", 2),)))
    assert Request.objects.get().answer == RequestAnswer.ACCEPTED
    taken_back(alice, batch)
    assert Request.objects.get().answer == RequestAnswer.UNKNOWN


def test_the_answer_stays_while_another_file_knows_it(alice: User) -> None:
    per = Export(connections=(("Per", "Acme"),), invitations=(("Per", 2),))
    bring(alice, per)
    taken_back(alice, bring(alice, per))
    assert Request.objects.get().answer == RequestAnswer.ACCEPTED


def test_further_endorsements_of_a_day_go_again(alice: User) -> None:
    bring(alice, Export(endorsements=(("Ida", 4, "Python"),)))
    before = world(alice)
    batch = bring(alice, Export(endorsements=(("Ida", 4, "Python"), ("Ida", 4, "Sailing"))))
    assert "Sailing" in Exchange.objects.get().what
    assert taken_back(alice, batch).spared == 0
    assert world(alice) == before


TAGGED = cards(card("FN:Ana", "EMAIL:ana@acme.test", "BDAY:1980-04-05", "CATEGORIES:sailing,oslo", "ORG:Acme"))


def test_tags_that_it_made_go_when_nobody_carries_them(alice: User) -> None:
    ben = create_person(by=alice, name="Ben")
    set_person_tags(by=alice, person=ben, names=["oslo"])
    set_person_tags(by=alice, person=ben, names=[])
    batch = bring_in(by=alice, content=TAGGED, name="a.vcf")
    assert set(Tag.objects.values_list("name", flat=True)) == {"oslo", "sailing"}
    taken_back(alice, batch)
    # The one that the user made stays, though nobody carries it.
    assert list(Tag.objects.values_list("name", flat=True)) == ["oslo"]


def test_tags_that_somebody_else_carries_or_that_were_renamed_stay(alice: User) -> None:
    ben = create_person(by=alice, name="Ben")
    batch = bring_in(by=alice, content=TAGGED, name="a.vcf")
    set_person_tags(by=alice, person=ben, names=["sailing"])
    rename_tag(by=alice, tag=Tag.objects.get(name="oslo"), name="Norway")
    taken_back(alice, batch)
    assert set(Tag.objects.values_list("name", flat=True)) == {"sailing", "Norway"}
    assert PersonTag.objects.get().person == ben


def test_what_planning_made_of_a_birthday_goes_with_it(alice: User) -> None:
    ana = create_contact(by=alice, name="Ana", days_ago=400).person
    facts = PersonFacts(name="Ana", handles=(HandleEntry(HandleKind.EMAIL, "ana@acme.test"),))
    edit_person(by=alice, person=ana, version=1, facts=facts)
    before = world(alice)
    with time_machine.travel("2026-04-01T09:00:00Z", tick=False):
        batch = bring_in(by=alice, content=TAGGED, name="a.vcf")
        assert ImportantDate.objects.exists()
        taken_back(alice, batch)
    assert world(alice) == before


def test_an_address_whose_label_the_user_changed_stays(alice: User) -> None:
    ana = create_person(by=alice, name="Ana", email="ana@acme.test")
    batch = bring_in(by=alice, content=cards(card("FN:Ana", "EMAIL:ana@acme.test", "TEL:+4791234567")), name="a.vcf")
    ana.refresh_from_db()
    entries = (
        HandleEntry(HandleKind.EMAIL, "ana@acme.test"),
        HandleEntry(HandleKind.PHONE, "+47 912 34 567", "personal"),
    )
    edit_person(by=alice, person=ana, version=ana.version, facts=PersonFacts(name="Ana", handles=entries))
    taken_back(alice, batch)
    assert Handle.objects.filter(person=ana).count() == 2


@pytest.mark.parametrize("is_kept", [True, False], ids=["into the file's", "into the user's"])
def test_whoever_was_merged_stays_whole(alice: User, is_kept: bool) -> None:
    mine = create_person(by=alice, name="Nils B", email="nils@acme.test")
    batch = bring(alice, FULL)
    kept, gone = (nils(alice), mine) if is_kept else (mine, nils(alice))
    merge_people(by=alice, kept=kept, gone=gone, kept_version=kept.version, gone_version=gone.version, choices={})
    before = [row for row in world(alice)["talks"] if row[0] == Person.objects.get(pk=kept.pk).name]
    assert taken_back(alice, batch).spared > 0
    after = world(alice)
    assert after["talks"] == before and len(before) == 2
    assert Handle.objects.filter(person=kept).count() == 2
    assert [person.pk for person in Person.objects.all()] == [kept.pk]


def test_two_imports_undone_one_after_the_other_leave_nobody(alice: User) -> None:
    first = bring_in(by=alice, content=cards(card("FN:Ana", "EMAIL:ana@acme.test")), name="a.vcf")
    second = bring_in(by=alice, content=cards(card("FN:Ana", "EMAIL:ana@acme.test", "ORG:Acme")), name="b.vcf")
    assert taken_back(alice, second).spared == 0
    assert taken_back(alice, first).spared == 0
    assert not Person.everything.exists()


class TestOwnExport:
    @pytest.fixture
    def batch(self, alice: User):
        """Another account, brought in whole."""
        other = create_account(email="other@example.org")
        ana = create_contact(by=other, name="Ana", days_ago=40).person
        set_person_tags(by=other, person=ana, names=["sailing"])
        create_person(by=other, name="Ben", email="ben@acme.test")
        bring(other, FULL)
        export = make_export(by=other, entry_key=uuid4())
        carry_on(export.pk)
        export.refresh_from_db()
        file = ContentFile(export.file.read())
        batch = receive(by=alice, file=file, name="rapport.zip", entry_key=uuid4())
        run_to_the_end(batch)
        batch = start(by=alice, batch=batch, choices={})
        run_to_the_end(batch)
        assert Person.objects.filter(owner=alice).count() == 5
        return batch

    def test_nobody_is_left(self, alice: User, batch) -> None:
        assert taken_back(alice, batch).spared == 0
        assert not Person.everything.filter(owner=alice).exists()
        assert not Tag.objects.filter(owner=alice).exists()

    def test_whoever_was_touched_stays_with_everything(self, alice: User, batch) -> None:
        tagged, talked = Person.objects.get(owner=alice, name="Ben"), Person.objects.get(owner=alice, name="Nils Berg")
        set_person_tags(by=alice, person=tagged, names=["sailing", "oslo"])
        log(by=alice, person=talked)
        taken_back(alice, batch)
        assert set(Person.objects.filter(owner=alice)) == {tagged, talked}
        assert Interaction.objects.filter(person=talked).count() == 3
