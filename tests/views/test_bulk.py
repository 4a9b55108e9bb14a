"""Many people at once on the pages: whom the list means, what is asked first, what is done, and how it is undone."""

from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from contacts.models import BulkChange, Person, Tag
from contacts.services.tags import set_person_tags
from tests.factories import create_contact, create_person
from tests.views.worlds import CastTestCase


class BulkTests(CastTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.ana = create_contact(by=self.alice, name="Ana").person
        self.bo = create_person(by=self.alice, name="Bo")
        self.cy = create_person(by=self.alice, name="Cy")
        self.hers = create_person(by=self.mallory, name="Not hers")

    def test_asks_first_and_names_whom_it_leaves_alone(self) -> None:
        who = [self.ana.public_id, self.bo.public_id, self.hers.public_id, "nonsense"]
        page = self.post("bulk", status=200, step="leave_out", who=who)
        preview = page.context["preview"]
        assert (preview.names, preview.alone_names) == (("Bo",), ("Ana",))
        assert not Person.objects.left_out().exists()
        key = page.context["entry_key"]
        done = self.post("bulk", step="leave_out", who=who, go="1", entry_key=key)
        assert [person.name for person in Person.objects.left_out()] == ["Bo"]
        assert self.said(done) == ["1 person is left out for good."]
        self.post("bulk", step="leave_out", who=who, go="1", entry_key=key)
        [change] = BulkChange.objects.all()
        self.assertContains(self.get("left_out"), "Bo")
        for url in (reverse("people") + "?show=all", reverse("search") + "?q=bo"):
            self.assertNotContains(self.client.get(url), reverse("person", args=[self.bo.public_id]))
        assert self.stranger.post(reverse("bulk_undo", args=[change.public_id])).status_code == 404
        self.post("bulk_undo", change.public_id)
        assert not Person.objects.left_out().exists()
        self.assertContains(self.get("bulk"), "undone")

    def test_all_that_match_are_those_who_were_there_when_it_was_looked_at(self) -> None:
        now = self.get("people", show="door").context["now"]
        create_person(by=self.alice, name="Late")
        told = {"step": "tag", "all": "1", "show": "door", "until": now}
        signed = self.post("bulk", status=200, **told).context["signed"]
        self.post("bulk", **told, signed=signed, go="1", tag_name="met in Oslo")
        tag = Tag.objects.get()
        assert sorted(tag.people.values_list("name", flat=True)) == ["Bo", "Cy"]
        rows = self.get("people", show="all", tag=tag.public_id).context["listing"].rows
        assert [(row.name, row.tags) for row in rows] == [("Bo", ("met in Oslo",)), ("Cy", ("met in Oslo",))]

    def tag_all(self, name: str) -> None:
        told = {"step": "tag", "all": "1", "show": "all"}
        self.post("bulk", **told, go="1", tag_name=name, signed=self.post("bulk", status=200, **told).context["signed"])

    def test_all_that_match_are_those_whom_the_page_named_or_it_asks_again(self) -> None:
        set_person_tags(by=self.alice, person=self.bo, names=["old"])
        told = {"step": "delete", "all": "1", "show": "door", "tag": str(Tag.objects.get().public_id)}
        told["until"] = timezone.now().isoformat()
        asked = self.post("bulk", status=200, **told)
        self.assertContains(asked, f'name="signed" value="{asked.context["signed"]}"')
        assert asked.context["preview"].names == ("Bo",)
        key, signed = asked.context["entry_key"], asked.context["signed"]
        set_person_tags(by=self.alice, person=self.cy, names=["old"])
        for value in (signed, "", "garbage", signed[:-1], "x" * 400):
            page = self.post("bulk", status=422, **told, go="1", entry_key=key, signed=value)
            assert page.context["preview"].names == ("Bo", "Cy")
            assert not BulkChange.objects.exists()
            if value == signed:
                self.assertContains(page, "1 then, 2 now. Nothing was done.", status_code=422)
        again = page.context["signed"]
        done = self.post("bulk", **told, go="1", entry_key=key, signed=again)
        assert self.said(done)[-1].startswith("2 people are deleted.")
        # A double click: nobody carries the tag in that list any more, and it says what the first did.
        assert self.said(self.post("bulk", **told, go="1", entry_key=key, signed=again))[-1].startswith("2 people are")
        assert BulkChange.objects.count() == 1

    def test_sent_twice_it_says_what_the_first_did(self) -> None:
        told = {"step": "delete", "who": [self.bo.public_id], "go": "1", "entry_key": uuid4()}
        sentences = [self.said(self.post("bulk", **told))[-1] for _ in range(2)]
        assert sentences == ["1 person is deleted. You can undo this for 30 days."] * 2
        assert BulkChange.objects.count() == 1
        self.post("bulk", step="archive", who=[self.cy.public_id], go="1", entry_key="garbage")
        assert BulkChange.objects.count() == 2

    def test_nobody_chosen_or_nothing_to_do_is_a_sentence(self) -> None:
        for data in (
            {},
            {"step": "delete"},
            {"step": "write", "who": [self.bo.public_id]},
            {"step": "tag", "who": ["x"]},
        ):
            assert self.said(self.post("bulk", **data))[-1] == "Choose some people first: tick them in the list."

    def test_where_a_filter_cannot_be_read_all_that_match_is_nobody(self) -> None:
        set_person_tags(by=self.alice, person=self.bo, names=["vip"])
        told = {"step": "delete", "all": "1", "show": "door", "q": "bo", "tag": str(Tag.objects.get().public_id)}
        told["until"] = timezone.now().isoformat()
        for bad in (
            {"show": "garbage"},
            {"q": "x" * 300},
            {"q": "b\x00o"},
            {"tag": "garbage"},
            {"until": "garbage"},
            {"until": told["until"].replace("+", " ")},
            {"until": "2026-11-22T10:00:00"},
            {"until": "0001-01-01T00:00:00+14:00"},
            {"until": "2026-02-31T10:00:00+00:00"},
            {"until": "9" * 50},
        ):
            for go in ({}, {"go": "1"}):
                with self.subTest(field=str(bad)[:40], go=go):
                    sentence = self.said(self.post("bulk", **{**told, **bad}, **go))[-1]
                    assert sentence.startswith("What narrowed the list down cannot be read, so nobody was chosen.")
        assert not BulkChange.objects.exists()
        self.post("bulk", status=200, **told, sort="garbage")

    def test_what_was_typed_stays_where_it_will_not_do(self) -> None:
        for data in ({"tag_name": ""}, {"tag_name": "a, b"}, {"tag_name": "\u200b"}):
            page = self.post("bulk", status=422, step="tag", who=[self.bo.public_id], go="1", **data)
            self.assertContains(page, str(self.bo.public_id), status_code=422)
        rest = {"choice": "day", "wake_on": "2020-01-01"}
        self.post("bulk", status=422, step="rest", who=[self.ana.public_id], go="1", **rest)
        assert not BulkChange.objects.exists()

    def test_the_list_takes_no_more_queries_for_more_people_and_tags(self) -> None:
        url = reverse("people") + "?show=all"
        self.tag_all("a")
        few = self.queries(url)
        for number in range(20):
            create_person(by=self.alice, name=f"P {number}")
        self.tag_all("b")
        assert (self.queries(url), few <= 12) == (few, True)
