"""The page of what one can give: added, said otherwise, deleted with undo."""

from uuid import uuid4

from django.urls import reverse

from contacts.models import Offer
from contacts.services.offers import add_offer
from contacts.vocabulary import Category
from tests.views.worlds import CastTestCase

TEXTS = ("<script>alert(1)</script>", "שיחה על ספרים", "🛶 a boat for a day", "x" * 200)


class OfferTests(CastTestCase):
    def add(self, what, by=None, category=""):
        return add_offer(by=by or self.alice, entry_key=uuid4(), what=what, category=category)

    def test_adds_edits_and_deletes_with_undo(self):
        self.assertContains(self.get("settings_offers"), "Nothing on your list yet")
        self.post("settings_offers", entry_key=uuid4(), what="read a CV")
        row = Offer.objects.get()
        self.assertContains(self.get("settings_offers"), "read a CV")
        key = self.get("offer_edit", row.public_id).context["form"]["entry_key"].value()
        self.post("offer_edit", row.public_id, entry_key=key, what="read a CV in a day")
        row.refresh_from_db()
        assert row.what == "read a CV in a day"
        response = self.post("offer_delete", row.public_id)
        assert not Offer.objects.exists()
        (message,) = [m for m in response.wsgi_request._messages if m.extra_tags]
        undo = message.extra_tags.removeprefix("undo:")
        self.client.post(undo)
        self.client.post(undo)
        assert Offer.objects.get().what == "read a CV in a day"

    def test_a_double_click_is_one(self):
        key = uuid4()
        for _ in range(2):
            self.post("settings_offers", entry_key=key, what="read a CV")
        assert Offer.objects.count() == 1

    def test_shows_any_text_as_typed(self):
        for text in TEXTS:
            self.post("settings_offers", entry_key=uuid4(), what=text)
        page = self.get("settings_offers")
        assert {row.what for row in page.context["page"]} == set(TEXTS)
        self.assertNotContains(page, "<script>alert")

    def test_lists_by_kind_and_shows_one_alone(self):
        self.add("a room")
        assert "chip-link" not in self.get("settings_offers").content.decode()
        self.add("read a CV", category=Category.SKILL)
        self.add("a name at the fund", category=Category.INTRODUCTION)
        self.add("an hour of Norwegian", category=Category.TIME)
        self.add("a boat", by=self.mallory, category=Category.THING)
        page = self.get("settings_offers")
        assert [row.what for row in page.context["page"]] == [
            *("a name at the fund", "read a CV", "an hour of Norwegian", "a room"),
        ]
        for heading in ("Introductions", "Work and skills", "Time", "Anything else"):
            self.assertContains(page, f'<h3 class="form-label mt-4">{heading}</h3>', html=True)
        self.assertNotContains(page, "Things, and money</h3>")
        for kind, shown in (("skill", ["read a CV"]), ("none", ["a room"]), ("thing", 4), ("<b>", 4), ("", 4)):
            found = [row.what for row in self.get("settings_offers", kind=kind).context["page"]]
            assert found == shown or len(found) == shown, kind

    def test_the_kind_can_be_chosen_changed_and_comes_back_with_an_undo(self):
        self.post("settings_offers", entry_key=uuid4(), what="read a CV", category="skill")
        row = Offer.objects.get()
        assert row.category == Category.SKILL
        self.post("offer_edit", row.public_id, entry_key=uuid4(), what="read a CV", category="time")
        response = self.post("offer_delete", row.public_id)
        (message,) = [m for m in response.wsgi_request._messages if m.extra_tags]
        self.client.post(message.extra_tags.removeprefix("undo:"))
        assert Offer.objects.get().category == Category.TIME
        refused = self.post("settings_offers", status=422, entry_key=uuid4(), what="a boat", category="money")
        self.assertContains(refused, "Choose a kind from the list, or none.", status_code=422)
        assert refused.context["form"]["what"].value() == "a boat"

    def test_refuses_with_the_text_kept(self):
        row = self.add("read a CV")
        other = self.add("a room")
        for what in ("", "read a CV", "x" * 201, "a\0b"):
            for name, args in (("settings_offers", ()), ("offer_edit", (other.public_id,))):
                response = self.post(name, *args, status=422, entry_key=uuid4(), what=what)
                self.assertContains(response, "field-error", status_code=422)
                assert response.context["form"]["what"].value() == what
        for key in ("", "x", "\0"):
            response = self.post("settings_offers", status=422, entry_key=key, what="a boat")
            self.assertContains(response, "did not arrive whole", status_code=422)
        assert set(Offer.objects.all()) == {row, other}

    def test_is_closed_to_strangers(self):
        row = self.add("a week at sea")
        for name in ("offer_edit", "offer_delete"):
            url = reverse(name, args=[row.public_id])
            assert self.stranger.post(url, {"entry_key": uuid4(), "what": "x"}).status_code == 404
        assert self.client.get(reverse("offer_delete", args=[row.public_id])).status_code == 405
        assert "a week at sea" not in self.stranger.get(reverse("settings_offers")).content.decode()
        key_of_alice = {"entry_key": row.entry_key, "what": "a boat"}
        assert self.stranger.post(reverse("settings_offers"), key_of_alice).status_code == 422
        assert Offer.objects.get().what == "a week at sea"

    def test_takes_as_many_queries_for_twice_as_many(self):
        url = reverse("settings_offers")
        for number in range(2):
            self.add(f"offer {number}")
        once = self.queries(url)
        for number in range(60):
            self.add(f"more {number}")
        assert self.queries(url) == once
        assert len(self.get("settings_offers").context["page"]) == 50
