"""Undoing imports that brought the same people: each is handed over to the next one, and goes with the last. Whoever
stays does with everything of theirs; and what the page before it says is what happens.
"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from contacts.models import (
    Handle,
    ImportantDate,
    ImportBatch,
    Interaction,
    Message,
    Person,
    PersonTag,
    Tag,
    User,
)
from contacts.queries.import_undoing import list_handed, list_stayed, undo_forecast
from contacts.services.merges import merge_people, undo_merge
from contacts.services.people import PersonFacts, edit_person
from contacts.services.sorting import sort_as_neither, sort_day, unsort_day
from contacts.vocabulary import ImportFormat, SortedAs
from tests.factories import create_account, create_contact, create_person, log
from tests.services.imports.files import bring_in, card, cards, connections, many
from tests.services.imports.test_undoing_all import FULL, TAGGED, bring, known, nils
from tests.services.imports.worlds import taken_back, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return create_account()


def as_forecast(alice: User, batch: ImportBatch) -> ImportBatch:
    """Undone, with as much gone and left as was said before."""
    said, tables = undo_forecast(batch), (Person.everything, Interaction.everything)
    before = [table.count() for table in tables]
    batch = taken_back(alice, batch)
    gone = [was - table.count() for was, table in zip(before, tables, strict=True)]
    assert gone == [said.people, said.conversations]
    assert sum(one.people for one in list_handed(batch)) == said.people_handed
    return batch


@pytest.mark.parametrize(
    ("content", "name"),
    [(connections(*many(3)), "Connections.csv"), (TAGGED, "a.vcf"), (FULL.zip(), "export.zip")],
    ids=["connections", "cards", "whole export"],
)
def test_people_whom_a_later_file_brought_too_go_with_it(alice: User, content: bytes, name: str) -> None:
    first, second = (bring_in(by=alice, content=content, name=name) for _again in range(2))
    before, count = world(alice), Person.objects.count()
    first = as_forecast(alice, first)
    assert world(alice) == before and first.spared == 0
    (handed,) = list_handed(first)
    assert (handed.people, handed.file_name, handed.public_id) == (count, second.file_name, second.public_id)
    assert list_stayed(first) == ([], 0)
    assert as_forecast(alice, second).spared == 0
    assert not Person.everything.exists() and not Tag.objects.exists() and not any(world(alice).values())
    assert list_handed(first) == []


def test_of_three_each_hands_over_to_the_next(alice: User) -> None:
    batches = [bring_in(by=alice, content=connections(*many(2))) for _again in range(3)]
    for batch in batches:
        assert Person.objects.count() == 2
        assert as_forecast(alice, batch).spared == 0
    assert not Person.everything.exists()


def test_what_the_later_file_filled_in_goes_as_well(alice: User) -> None:
    first = bring_in(by=alice, content=cards(card("FN:Ana", "EMAIL:ana@acme.test", "BDAY:1980-04-05")), name="a.vcf")
    second = bring_in(by=alice, content=cards(card("FN:Ana", "EMAIL:ana@acme.test", "ORG:Acme")), name="b.vcf")
    assert as_forecast(alice, first).spared == 0
    assert as_forecast(alice, second).spared == 0
    assert not Person.everything.exists()


def test_days_with_somebody_known_before_go_with_the_last_file(alice: User) -> None:
    known(alice)
    before = world(alice)
    first, second = bring(alice, FULL), bring(alice, FULL)
    with_it = world(alice)
    assert as_forecast(alice, first).spared == 0
    without = world(alice)
    for name in ("talks", "messages", "favours", "requests"):
        assert without[name] == with_it[name]
    # What the first filled in about them is put back all the same.
    assert without["people"] != with_it["people"]
    assert as_forecast(alice, second).spared == 0
    assert world(alice) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda by, person: create_contact(by=by, person=person),
        lambda by, person: log(by=by, person=person),
        lambda by, person: edit_person(by=by, person=person, version=1, facts=PersonFacts(name="Nils the first")),
        lambda by, person: sort_as_neither(by=by, interactions=[person.interactions.order_by("happened_on")[0]]),
    ],
    ids=["a contact", "talked with", "edited", "a day sorted"],
)
def test_whoever_stays_keeps_all_that_came_with_them(alice: User, change: Callable[[User, Person], object]) -> None:
    batch = bring(alice, FULL)
    person = nils(alice)
    change(alice, person)
    of_them = Interaction.objects.filter(person=person)
    talks, messages = set(of_them), Message.objects.filter(interaction__in=of_them).count()
    batch = as_forecast(alice, batch)
    assert batch.spared == 1 and list(Person.objects.all()) == [person]
    assert set(of_them) == talks and Message.objects.filter(interaction__in=of_them).count() == messages == 3


@pytest.mark.parametrize("is_kept", [True, False], ids=["into the file's", "into the user's"])
def test_whoever_was_merged_loses_nothing(alice: User, is_kept: bool) -> None:
    content = cards(
        card("FN:Ana", "EMAIL:ana@acme.test", "TEL:+4799887766", "BDAY:1980-04-05", "CATEGORIES:sailing", "ORG:Acme")
    )
    mine = create_person(by=alice, name="Ana S.", email="ana.s@home.test")
    batch = bring_in(by=alice, content=content, name="a.vcf")
    theirs = Person.objects.get(batch=batch)
    kept, gone = (theirs, mine) if is_kept else (mine, theirs)
    merge_people(by=alice, kept=kept, gone=gone, kept_version=kept.version, gone_version=gone.version, choices={})
    before = world(alice)
    said = undo_forecast(batch)
    assert (said.people, said.people_spared, said.details) == (0, 1, 0)
    assert as_forecast(alice, batch).spared == 1
    assert world(alice) == before
    undo_merge(by=alice, gone=Person.everything.get(pk=gone.pk))
    assert set(Person.objects.all()) == {mine, theirs}
    assert Handle.objects.filter(person=theirs).count() == 2
    assert ImportantDate.objects.get().person == theirs and PersonTag.objects.get().person == theirs


@pytest.mark.parametrize("sorted_as", [SortedAs.NEITHER, SortedAs.I_GAVE])
def test_a_day_that_waits_again_counts_as_untouched(alice: User, sorted_as: SortedAs) -> None:
    batch = bring(alice, FULL)
    day = Interaction.objects.filter(person=nils(alice)).earliest("happened_on")
    sort_day(by=alice, interaction=day, sorted_as=sorted_as, what="the tide tables")
    unsort_day(by=alice, interaction=day)
    assert as_forecast(alice, batch).spared == 0
    assert not Person.everything.exists()


def test_the_forecast_asks_as_often_for_many(
    alice: User, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    batch = bring_in(by=alice, content=connections(*many(30)))
    bring_in(by=alice, content=connections(*many(20)))
    assert batch.format == ImportFormat.LINKEDIN
    with django_assert_max_num_queries(45):  # type: ignore[attr-defined]
        said = undo_forecast(batch)
    assert (said.people, said.people_handed) == (10, 20)


def test_the_page_names_the_file_to_undo_next(alice: User, client: Client) -> None:
    client.force_login(alice)
    first, second = bring(alice, FULL), bring_in(by=alice, content=FULL.zip(), name="<later>.zip")
    before = client.get(reverse("import_undo", args=[first.public_id])).content.decode()
    assert "3 people stay, because other files brought them as well" in before
    taken_back(alice, first)
    page = client.get(reverse("import_batch", args=[first.public_id])).content.decode()
    link = f'<a href="{reverse("import_batch", args=[second.public_id])}">&lt;later&gt;.zip</a>'
    assert f"3 people stay, because {link} brought them as well: undo that one, too, and they go." in page
    assert "changed" not in page.partition("Row by row")[0]
    taken_back(alice, second)
    assert "brought them as well" not in client.get(reverse("import_batch", args=[first.public_id])).content.decode()
