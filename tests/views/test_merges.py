"""The pages of people who are perhaps one: the list, comparing and merging, undo, “Not the same”, and the links."""

from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import Contact, Duplicate, Interaction, Merge, NotSame, Person
from contacts.services.contacts import choose_cadence
from contacts.services.duplicates import find_duplicates
from contacts.services.forgetting import forget_person
from contacts.services.people import PersonFacts, delete_person, edit_person, restore_person
from tests.factories import create_account, create_contact, create_date, create_person, log


class MergePages(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.kept = create_person(by=cls.alice, name="Ana Lima", email="ana@example.org", organisation="SKF")
        cls.gone = create_person(
            by=cls.alice, name="Ana Reis", email="ana@example.org", organisation="Volvo", role="boss"
        )

    def setUp(self) -> None:
        self.client.force_login(self.alice)

    def address(self, name: str, *people: Person, **query: Any) -> str:
        return reverse(name, args=[person.public_id for person in people], query=query or None)

    def get(self, name: str, *people: Person, status: int = 200, **query: Any) -> HttpResponse:
        response = self.client.get(self.address(name, *people, **query))
        assert response.status_code == status
        return response

    def merge(self, *, status: int = 302, **told: Any) -> HttpResponse:
        kept, gone = (Person.everything.get(pk=person.pk) for person in (self.kept, self.gone))
        choices = {"name": "kept", "organisation": "kept"}
        data = {"kept_version": kept.version, "gone_version": gone.version, **choices, **told}
        response = self.client.post(self.address("merge", self.kept, self.gone), data, headers={"accept": "text/html"})
        assert response.status_code == status, response.content
        return response


class TheList(MergePages):
    def test_nobody_is_here_twice(self) -> None:
        self.assertContains(self.get("duplicates"), "Nobody seems to be here twice")

    def test_the_reasons_say_what_both_say(self) -> None:
        find_duplicates(self.alice.pk)
        page = self.get("duplicates")
        for words in ("Same e-mail", "ana@example.org", "Different firms", "SKF", "Volvo", "Compare", "Not the same"):
            self.assertContains(page, words)

    def test_by_how_sure(self) -> None:
        find_duplicates(self.alice.pk)
        self.assertContains(self.get("duplicates", sure="very"), "None that sure")
        self.assertContains(self.get("duplicates", sure="nonsense"), "Compare")

    def test_not_the_same_is_remembered_and_taken_back(self) -> None:
        find_duplicates(self.alice.pk)
        page = self.client.post(self.address("not_same", self.kept, self.gone), follow=True)
        self.assertContains(page, "are two. They are not proposed again.")
        self.assertContains(page, "Nobody seems to be here twice")
        assert NotSame.objects.exists()
        back = self.client.post(self.address("not_same", self.kept, self.gone, take_back=1), follow=True)
        self.assertContains(back, "Compare")
        assert not NotSame.objects.exists()

    def test_more_rows_ask_no_more_queries(self) -> None:
        def count() -> int:
            find_duplicates(self.alice.pk)
            with CaptureQueriesContext(connection) as captured:
                self.get("duplicates")
            return len(captured)

        few = count()
        for number in range(10):
            create_person(by=self.alice, name=f"Bo Ek{number}", email=f"{number}@example.org")
            create_contact(by=self.alice, name=f"Bo Ek{number}")
        assert count() == few
        assert Duplicate.objects.count() >= 10


class Comparing(MergePages):
    def test_both_values_are_shown_and_what_moves(self) -> None:
        log(by=self.alice, person=self.gone)
        page = self.get("merge", self.kept, self.gone)
        for words in ("SKF", "Volvo", "1 interaction", "Role: <bdi>boss</bdi>", "becomes a contact", "kept once"):
            self.assertContains(page, words)

    def test_two_of_one_name_are_told_apart(self) -> None:
        one = create_person(by=self.alice, name="Bo Ek", email="bo@skf.example")
        other = create_person(by=self.alice, name="Bo Ek")
        log(by=self.alice, person=other)
        page = self.get("merge", one, other)
        for words in ("bo@skf.example", "0 interactions", "no address", "1 interaction", "Keep the other one instead"):
            self.assertContains(page, words)

    def test_two_birthdays_are_explained(self) -> None:
        create_date(by=self.alice, person=self.kept, month=4, day=2)
        create_date(by=self.alice, person=self.gone, month=5, day=2)
        self.assertContains(self.get("merge", self.kept, self.gone), "2 April, 2 May")

    def test_somebody_alike_in_nothing(self) -> None:
        other = create_person(by=self.alice, name="Bo")
        self.assertContains(self.get("merge", self.kept, other), "Nothing noted on the two is alike")

    def test_a_person_is_not_compared_with_themselves(self) -> None:
        self.get("merge", self.kept, self.kept, status=404)

    def test_whom_to_merge_with(self) -> None:
        self.assertContains(self.get("merge_choose", self.kept), "Nobody looks like them")
        find_duplicates(self.alice.pk)
        self.assertContains(self.get("merge_choose", self.kept), "Ana Reis")
        create_person(by=self.alice, name="Bo Ek")
        page = self.get("merge_choose", self.kept, q="ek")
        self.assertContains(page, "Bo Ek")
        self.assertNotContains(page, "Ana Reis")
        self.assertContains(self.get("merge_choose", self.kept, q="zzz"), "Nobody else is called")


class Merging(MergePages):
    def test_it_merges_and_offers_undo(self) -> None:
        response = self.merge(organisation="gone")
        assert response["Location"] == self.address("person", self.kept)
        page = self.client.get(response["Location"])
        self.assertContains(page, "are one now")
        self.assertContains(page, self.address("merge_undo", self.gone))
        row = Person.objects.get(owner=self.alice)
        assert (row.name, row.organisation, row.role, row.also_known_as) == ("Ana Lima", "Volvo", "boss", "Ana Reis")

    def test_old_links_lead_to_the_one_kept(self) -> None:
        self.merge()
        old = self.client.get(self.address("person", self.gone))
        self.assertRedirects(old, self.address("person", self.kept))
        third = create_person(by=self.alice, name="Ana Sa")
        data = {"kept_version": 1, "gone_version": 2, "name": "kept", "also_known_as": "gone"}
        assert self.client.post(self.address("merge", third, self.kept), data).status_code == 302
        self.assertRedirects(self.client.get(self.address("person", self.gone)), self.address("person", third))

    def test_a_double_click_is_one_merge(self) -> None:
        self.merge()
        again = self.client.post(self.address("merge", self.kept, self.gone), {})
        self.assertRedirects(again, self.address("person", self.kept))
        assert Merge.objects.count() == 1

    def test_another_tab_was_first(self) -> None:
        self.get("merge", self.kept, self.gone)
        edit_person(by=self.alice, person=self.gone, version=1, facts=PersonFacts(name="Ana Sa", organisation="Volvo"))
        page = self.merge(status=422, gone_version=1)
        self.assertContains(page, "was changed in the meantime", status_code=422)
        self.assertContains(page, 'name="gone_version" value="2"', status_code=422)
        assert not Merge.objects.exists()

    def test_a_choice_that_is_none_keeps_the_others(self) -> None:
        page = self.merge(status=422, name="gone", organisation="neither")
        self.assertContains(page, "Choose one of the two.", status_code=422)
        self.assertContains(
            page, 'value="gone" class="form-check-input" id="id_name_1" required checked', status_code=422
        )

    def test_notes_too_long_together(self) -> None:
        Person.objects.filter(pk=self.kept.pk).update(note="a" * 15_000)
        Person.objects.filter(pk=self.gone.pk).update(note="b" * 15_000)
        page = self.merge(status=422, note="both")
        self.assertContains(page, "longer than 20,000 characters", status_code=422)
        self.merge(note="kept")

    def test_tampered_versions_are_a_sentence(self) -> None:
        page = self.merge(status=422, kept_version="x")
        self.assertContains(page, "Reload the page", status_code=422)

    def test_circles_and_rests_are_shown_in_words(self) -> None:
        contacts = [create_contact(by=self.alice, name=name) for name in ("Bo Ek", "Bo Berg")]
        for contact, days in zip(contacts, (30, 91), strict=True):
            choose_cadence(by=self.alice, contact=contact, circle=None, own_cadence_days=days)
        page = self.get("merge", contacts[0].person, contacts[1].person)
        self.assertContains(page, "Circle and cadence")
        self.assertContains(page, "Both are contacts")


class Undoing(MergePages):
    def test_undo_leads_to_the_one_who_is_back(self) -> None:
        self.merge()
        response = self.client.post(self.address("merge_undo", self.gone), follow=True)
        self.assertContains(response, "They are two again")
        self.assertContains(response, "Ana Reis")
        assert Person.objects.filter(owner=self.alice).count() == 2

    def test_a_second_click_changes_nothing(self) -> None:
        self.merge()
        for _click in range(2):
            assert self.client.post(self.address("merge_undo", self.gone)).status_code == 302
        assert Person.objects.filter(owner=self.alice).count() == 2

    def test_it_stands_among_the_deleted_and_in_the_list(self) -> None:
        self.merge()
        for name in ("deleted", "duplicates"):
            page = self.get(name)
            self.assertContains(page, "merged into")
            self.assertContains(page, self.address("merge_undo", self.gone))
        self.assertNotContains(self.get("deleted"), reverse("deleted_restore", args=["person", self.gone.public_id]))

    def test_the_list_of_two_says_nobody_who_is_deleted_or_forgotten(self) -> None:
        for step in (delete_person, forget_person):
            with self.subTest(step=step.__name__):
                self.merge()
                self.assertContains(self.get("duplicates"), self.kept.name)
                step(by=self.alice, person=Person.objects.get(pk=self.kept.pk))
                self.assertNotContains(self.get("duplicates"), self.kept.name)
                restore_person(by=self.alice, person=self.kept)
                self.assertContains(self.get("duplicates"), self.kept.name)
                self.client.post(self.address("merge_undo", self.gone))

    def test_while_the_kept_one_is_deleted_it_says_so(self) -> None:
        self.merge()
        delete_person(by=self.alice, person=Person.objects.get(pk=self.kept.pk))
        self.assertContains(self.get("deleted"), "First bring back")
        page = self.client.post(self.address("merge_undo", self.gone), follow=True)
        self.assertContains(page, "Restore them first")

    def test_whoever_was_merged_is_not_restored_like_the_deleted(self) -> None:
        self.merge()
        address = reverse("deleted_restore", args=["person", self.gone.public_id])
        assert self.client.post(address).status_code == 404


class ThePersonsPage(MergePages):
    def test_a_quiet_line_says_who_may_be_the_same(self) -> None:
        other = create_person(by=self.alice, name="Ana Lima", organisation="SKF AB")
        find_duplicates(self.alice.pk)
        page = self.get("person", other)
        self.assertContains(page, "Perhaps the same as")
        self.assertContains(page, "same name, same firm")
        self.assertContains(page, self.address("merge", other, self.kept))

    def test_what_is_only_perhaps_stays_in_the_list(self) -> None:
        find_duplicates(self.alice.pk)
        self.assertNotContains(self.get("person", self.kept), "Perhaps the same as")

    def test_the_page_asks_at_most_twelve_queries(self) -> None:
        contact = create_contact(by=self.alice, name="Ana Lima", days_ago=3)
        Interaction.objects.filter(person=contact.person).update(happened_on="2026-01-01")
        find_duplicates(self.alice.pk)
        with CaptureQueriesContext(connection) as captured:
            self.get("person", contact.person)
        assert len(captured) <= 12, "\n".join(query["sql"].partition("FROM")[2][:200] for query in captured)
        assert Contact.objects.count() == 1


class Strangers(MergePages):
    def test_somebody_elses_people_are_not_there(self) -> None:
        theirs = create_person(by=self.mallory)
        for pair in ((self.kept, theirs), (theirs, self.kept)):
            for name in ("merge", "not_same"):
                for method in (self.client.get, self.client.post):
                    assert method(self.address(name, *pair)).status_code in {404, 405}
        for name in ("merge_choose", "merge_undo", "person"):
            for method in (self.client.get, self.client.post):
                assert method(self.address(name, theirs)).status_code in {404, 405}
        assert not NotSame.objects.exists()

    def test_somebody_elses_merge_is_not_undone_nor_followed(self) -> None:
        self.merge()
        self.client.force_login(self.mallory)
        assert self.client.post(self.address("merge_undo", self.gone)).status_code == 404
        assert self.client.get(self.address("person", self.gone)).status_code == 404
        self.assertNotContains(self.client.get(reverse("duplicates")), "Ana Reis")

    def test_the_anonymous_sign_in_first(self) -> None:
        self.client.logout()
        for address in (reverse("duplicates"), self.address("merge", self.kept, self.gone)):
            assert reverse("account_login") in self.client.get(address)["Location"]
