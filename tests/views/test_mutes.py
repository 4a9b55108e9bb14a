"""The page of what is muted, and muting from wherever a rule speaks."""

from uuid import uuid4

from django.urls import reverse

from contacts.models import Mute
from contacts.services.mutes import mute
from contacts.services.people import delete_person
from contacts.vocabulary import MUTABLE_REASONS, Reason
from contacts.wording import RULES
from tests.factories import create_contact
from tests.views.worlds import CastTestCase


class MuteTests(CastTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.ana = create_contact(by=cls.alice, name="Ana Ferreira").person

    def test_says_what_is_muted_for_whom_since_when_and_by_which_rule(self):
        self.assertContains(self.get("settings_mutes"), "Nothing is muted")
        mute(by=self.alice, rule=Reason.GRATITUDE)
        mute(by=self.alice, rule=Reason.FIRST, person=self.ana)
        page = self.get("settings_mutes")
        for words in ("for everybody", "Ana Ferreira", "Muted since", RULES["E-33"], "E-03"):
            self.assertContains(page, words)
        everybody, one = page.context["page"]
        assert (everybody.rule, everybody.person, one.rule, one.name) == ("E-33", None, "E-03", "Ana Ferreira")

    def test_every_rule_that_can_be_muted_has_its_sentence_and_its_words(self):
        for rule in MUTABLE_REASONS:
            mute(by=self.alice, rule=rule)
        page = self.get("settings_mutes")
        for row in page.context["page"]:
            assert row.sentence and row.what != row.rule, row.rule
        self.assertNotContains(page, "Mute something for everybody")

    def test_mutes_for_everybody_with_undo(self):
        response = self.post("settings_mutes", rule=Reason.DATE)
        assert self.said(response) == ["Muted for everybody: days that matter to them."]
        row = Mute.objects.get()
        assert (row.owner, row.person, row.rule) == (self.alice, None, Reason.DATE)
        self.assertContains(self.get("settings_mutes"), reverse("mute_remove", args=[row.public_id]))
        self.post("mute_remove", row.public_id)
        assert not Mute.objects.exists()

    def test_refuses_what_cannot_be_muted_or_is(self):
        mute(by=self.alice, rule=Reason.FIRST)
        for rule in ("", "E-37", "E-01", "x", "E-03"):
            response = self.post("settings_mutes", status=422, rule=rule)
            self.assertContains(response, "field-error", status_code=422)
        assert Mute.objects.count() == 1

    def test_mutes_for_one_from_elsewhere_and_goes_back_there(self):
        response = self.post("mute_add", rule="E-35", person=self.ana.public_id, next="/follow-ups/")
        assert response.url == "/follow-ups/"
        assert self.said(response) == ["Muted for Ana: keep in touch."]
        self.post("mute_add", rule="E-35", person=self.ana.public_id)
        row = Mute.objects.get()
        assert (row.person, row.rule) == (self.ana, "E-35")
        response = self.post("mute_remove", row.public_id, next=reverse("person", args=[self.ana.public_id]))
        assert response.url == reverse("person", args=[self.ana.public_id])
        (message,) = [m for m in response.wsgi_request._messages if "No longer muted for Ana" in str(m)]
        self.client.post(message.extra_tags.removeprefix("undo:"))
        assert Mute.objects.get().person == self.ana

    def test_keeps_the_reason_and_shows_it_and_an_undo_brings_it_back(self):
        reason = "we work together; 1 & 1 < 3"
        self.post("mute_add", rule="E-30", person=self.ana.public_id, because=f"  {reason} ")
        self.post("mute_add", rule="E-30", person=self.ana.public_id)
        row = Mute.objects.get()
        assert row.because == reason
        self.assertContains(self.get("settings_mutes"), "we work together; 1 &amp; 1 &lt; 3")
        response = self.post("mute_remove", row.public_id)
        (message,) = [m for m in response.wsgi_request._messages if "No longer" in str(m)]
        self.client.post(message.extra_tags.removeprefix("undo:"))
        assert Mute.objects.get().because == reason
        self.post("settings_mutes", rule="E-36", because="too many birthdays")
        assert Mute.objects.get(person=None).because == "too many birthdays"

    def test_muted_again_the_undo_brings_back_the_former_reason_or_there_is_none(self):
        def tap(because):
            response = self.post("mute_add", rule="E-30", person=self.ana.public_id, because=because)
            *_before, message = response.wsgi_request._messages
            return message.extra_tags.removeprefix("undo:")

        first = tap("")
        for because in ("", "she is my sister", "she is my sister", ""):
            assert tap(because) == ""
        self.client.post(tap("we work together"))
        assert Mute.objects.get().because == "she is my sister"
        self.client.post(first)
        assert not Mute.objects.exists()

    def test_a_reason_too_long_is_still_there_to_be_shortened(self):
        given = {"rule": "E-30", "person": self.ana.public_id, "because": "x" * 501}
        response = self.post("mute_add", status=422, next="/people/", **given)
        for words in ("and 500 fit", "x" * 501, str(self.ana.public_id), 'value="/people/"'):
            self.assertContains(response, words, status_code=422)
        self.assertContains(self.post("settings_mutes", status=422, **given), "x" * 501, status_code=422)
        assert not Mute.objects.exists()

    def test_says_why_it_was_not_muted(self):
        gone = create_contact(by=self.alice, name="Gone").person
        delete_person(by=self.alice, person=gone)
        theirs = create_contact(by=self.mallory, name="Bo").person
        for given in (
            {},
            {"rule": "E-37"},
            {"rule": "E-01"},
            {"rule": "E-35", "person": theirs.public_id},
            {"rule": "E-35", "person": gone.public_id},
            {"rule": "E-35", "person": uuid4()},
            {"rule": "E-35", "person": "x\0"},
        ):
            response = self.post("mute_add", **given)
            assert response.url == reverse("settings_mutes")
            assert self.said(response), given
        assert not Mute.objects.exists()

    def test_is_closed_to_strangers(self):
        row = mute(by=self.alice, rule=Reason.FIRST, person=self.ana)
        url = reverse("mute_remove", args=[row.public_id])
        assert self.stranger.post(url).status_code == 404
        assert self.client.get(url).status_code == 405
        assert self.client.get(reverse("mute_add")).status_code == 405
        assert "Ana" not in self.stranger.get(reverse("settings_mutes")).content.decode()
        assert Mute.objects.count() == 1

    def test_takes_as_many_queries_for_twice_as_many(self):
        def more(names):
            for name in names:
                mute(by=self.alice, rule=Reason.DATE, person=create_contact(by=self.alice, name=name).person)

        url = reverse("settings_mutes")
        more(["Ben", "Cleo"])
        once = self.queries(url)
        more(["Dan", "Eve", "Finn"])
        assert self.queries(url) == once

    def test_turns_pages(self):
        contacts = [create_contact(by=self.alice, name=f"Guest {n:02}") for n in range(51)]
        Mute.objects.bulk_create([Mute(owner=self.alice, person=row.person, rule="E-36") for row in contacts])
        assert len(self.get("settings_mutes").context["page"]) == 50
        assert [row.name for row in self.get("settings_mutes", page=2).context["page"]] == ["Guest 50"]
