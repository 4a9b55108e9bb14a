"""Tags: one a name, whatever its case; given, renamed, merged, removed and brought back."""

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from contacts.errors import Refused
from contacts.models import Person, PersonTag, Tag
from contacts.services.people import PersonFacts, edit_person
from contacts.services.tags import (
    NameTaken,
    bring_tag_back,
    delete_tag,
    merge_tags,
    rename_tag,
    set_person_tags,
    split_names,
    tags_named,
)
from tests.factories import create_account, create_person


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ()),
        (" , ,", ()),
        ("sailing", ("sailing",)),
        ("Sailing,  SAILING , Oslo", ("Sailing", "Oslo")),
        ("Été, ete", ("Été",)),
        ("two  words", ("two words",)),
        ("\u200b,…", ("…",)),
    ],
)
def test_names_typed_by_commas(typed: str, names: tuple[str, ...]) -> None:
    assert split_names(typed) == names


class Tags(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.ana = create_person(by=cls.alice, name="Ana")
        cls.bo = create_person(by=cls.alice, name="Bo")

    def of(self, person: Person) -> list[str]:
        return list(person.tags.values_list("name", flat=True))

    def test_many_names_in_few_queries_and_each_once(self) -> None:
        tags_named(by=self.mallory, names=["VIP"])
        names = ["VIP", "vip", " Vip ", "", "x" * 61, "a, b", *(f"tag {number}" for number in range(200))]
        with CaptureQueriesContext(connection) as queries:
            found = tags_named(by=self.alice, names=names)
        assert len(queries) <= 6
        assert found["VIP"] == found["vip"] == found[" Vip "]
        assert found["a, b"].name == "a b"
        assert not {"", "x" * 61} & set(found)
        assert Tag.objects.filter(owner=self.alice).count() == 202
        assert tags_named(by=self.alice, names=["vip"])["vip"] == found["VIP"]

    def test_sets_them_on_a_person_and_refuses_what_cannot_be_kept(self) -> None:
        set_person_tags(by=self.alice, person=self.ana, names=["Oslo", "sailing"])
        set_person_tags(by=self.alice, person=self.ana, names=["OSLO", "rowing"])
        assert self.of(self.ana) == ["Oslo", "rowing"]
        for names in (["x" * 61], ["\u200b"], [f"t{number}" for number in range(51)]):
            with pytest.raises(Refused):
                set_person_tags(by=self.alice, person=self.ana, names=names)
        with pytest.raises(Refused):
            set_person_tags(by=self.mallory, person=self.ana, names=["mine"])
        assert self.of(self.ana) == ["Oslo", "rowing"]

    def test_an_edit_that_says_nothing_of_tags_and_note_leaves_them(self) -> None:
        told = PersonFacts(name="Ana", tags=("Oslo",), note="met on the ferry")
        ana = edit_person(by=self.alice, person=self.ana, version=1, facts=told)
        ana = edit_person(by=self.alice, person=ana, version=2, facts=PersonFacts(name="Ana F"))
        assert (self.of(ana), ana.note) == (["Oslo"], "met on the ferry")

    def test_renames_and_asks_before_it_merges(self) -> None:
        first, second = tags_named(by=self.alice, names=["boats", "Ships"]).values()
        set_person_tags(by=self.alice, person=self.ana, names=["boats", "Ships"])
        set_person_tags(by=self.alice, person=self.bo, names=["boats"])
        assert rename_tag(by=self.alice, tag=first, name="BOATS").name == "BOATS"
        with pytest.raises(NameTaken) as taken:
            rename_tag(by=self.alice, tag=first, name="ships")
        assert taken.value.other == second
        assert merge_tags(by=self.alice, tag=first, into=second) == 2
        assert (self.of(self.ana), self.of(self.bo)) == (["Ships"], ["Ships"])
        assert list(Tag.objects.all()) == [second]
        for tag in (first, second):
            with pytest.raises(Refused):
                merge_tags(by=self.alice, tag=tag, into=second)

    def test_deletes_and_brings_back_on_whom_it_was(self) -> None:
        [tag] = tags_named(by=self.alice, names=["boats"]).values()
        set_person_tags(by=self.alice, person=self.ana, names=["boats"])
        with pytest.raises(Refused):
            delete_tag(by=self.mallory, tag=tag)
        public_id = tag.public_id
        name, people = delete_tag(by=self.alice, tag=tag)
        assert not PersonTag.objects.exists()
        stranger = create_person(by=self.mallory, name="Not hers")
        back = bring_tag_back(by=self.alice, name=name, public_id=public_id, people=[*people, stranger.pk])
        assert (back.public_id, self.of(self.ana), self.of(stranger)) == (public_id, ["boats"], [])
