"""A favour that was somebody else's: moved from its page, and back by the undo."""

from uuid import uuid4

from django.urls import reverse

from contacts.models import Exchange, Person
from contacts.services.exchanges import delete_exchange, mark_our_work
from contacts.services.people import delete_person
from tests.factories import create_ask, create_contact, create_person
from tests.views.worlds import CastTestCase


class WhoseTests(CastTestCase):
    def setUp(self):
        super().setUp()
        self.ana = create_contact(by=self.alice, name="Ana Ferreira", days_ago=60).person
        self.ben = create_contact(by=self.alice, name="Ben Okri", days_ago=60).person
        self.ask = create_ask(by=self.alice, person=self.ana, what="an intro to the board")
        self.url = reverse("exchange_change_person", args=[self.ask.public_id])

    def whose(self) -> Person:
        return Exchange.everything.get().person

    def change(self, status=302, **given):
        return self.post("exchange_change_person", self.ask.public_id, status=status, **given)

    def test_leads_there_from_the_favour(self):
        self.assertContains(self.get("exchange_edit", self.ask.public_id), self.url)
        page = self.get("exchange_change_person", self.ask.public_id)
        self.assertContains(page, "an intro to the board")
        self.assertContains(page, "It is noted with Ana Ferreira.")

    def test_moves_it_and_the_undo_moves_it_back(self):
        response = self.change(name="Ben Okri", person=self.ben.public_id, version=self.ask.version)
        assert response.url == reverse("person", args=[self.ben.public_id])
        assert self.whose() == self.ben
        (message,) = response.wsgi_request._messages
        assert str(message) == "It is noted with Ben Okri now."
        response = self.client.post(message.extra_tags.removeprefix("undo:"))
        assert response.url == reverse("person", args=[self.ana.public_id])
        assert self.whose() == self.ana
        assert "It is noted with Ana Ferreira again." in self.said(response)

    def test_asks_once_before_somebody_new_is_put_at_the_door(self):
        page = self.change(status=422, name="Cleo Marsh")
        sentence = "Nobody called “Cleo Marsh” is among your people. Add them at the door and move it?"
        self.assertContains(page, sentence, status_code=422)
        self.assertContains(page, 'name="add_them" value="Cleo Marsh"', status_code=422)
        assert not Person.objects.filter(name="Cleo Marsh").exists()
        # Another name than the one that was asked about is asked about, too.
        self.change(status=422, name="Cleo Marsch", add_them="Cleo Marsh")
        self.change(name="Cleo Marsh", add_them="Cleo Marsh")
        assert self.whose().name == "Cleo Marsh"

    def undo(self, response):
        (message,) = response.wsgi_request._messages
        return self.client.post(message.extra_tags.removeprefix("undo:"))

    def test_the_undo_takes_somebody_new_back_along(self):
        response = self.change(name="Cleo Marsh", add_them="Cleo Marsh")
        assert self.undo(response).url == reverse("person", args=[self.ana.public_id])
        assert self.whose() == self.ana
        assert not Person.everything.filter(name="Cleo Marsh").exists()

    def test_the_undo_leaves_whoever_is_more_than_a_name_by_now(self):
        response = self.change(name="Cleo Marsh", add_them="Cleo Marsh")
        create_ask(by=self.alice, person=self.whose_is(self.ask))
        self.undo(response)
        assert Person.objects.filter(name="Cleo Marsh").exists()
        known = create_person(by=self.alice, name="Dag Lind")
        self.client.post(reverse("exchange_change_person", args=[self.ask.public_id]), {
            "name": "Dag Lind", "person": known.public_id,
        })  # fmt: skip
        self.client.post(f"{self.url}?back_to={self.ana.public_id}&made=yes")
        assert Person.objects.filter(name="Dag Lind").exists(), "put there by hand"

    def whose_is(self, exchange) -> Person:
        return Exchange.objects.get(pk=exchange.pk).person

    def test_asks_whom_where_the_name_is_known(self):
        page = self.change(status=422, name="Ben Okri")
        self.assertContains(page, "Say whom you mean", status_code=422)
        assert self.whose() == self.ana

    def test_refuses_and_keeps_what_was_typed(self):
        theirs = create_contact(by=self.mallory, name="Bo").person
        gone = create_contact(by=self.alice, name="Gone Girl").person
        delete_person(by=self.alice, person=gone)
        for given, words in (
            ({"name": ""}, "Say whose it was."),
            ({"name": "Ana Ferreira", "person": self.ana.public_id}, "It is noted with Ana Ferreira already."),
            ({"name": "Bo", "person": theirs.public_id}, "This person is no longer here."),
            ({"name": "Gone Girl", "person": gone.public_id}, "This person is no longer here."),
            ({"name": "Ben", "person": "x"}, "This person is no longer here."),
            ({"name": "Ben Okri", "person": self.ben.public_id, "version": "x"}, "form-errors"),
        ):
            with self.subTest(given):
                page = self.change(status=422, **given)
                self.assertContains(page, words, status_code=422)
                self.assertContains(page, f'value="{given["name"]}"' if given["name"] else "<form", status_code=422)
        assert self.whose() == self.ana

    def test_another_tab_was_first(self):
        given = {"name": "Ben Okri", "person": self.ben.public_id}
        mark_our_work(by=self.alice, exchange=self.ask, our_work=True)
        page = self.change(status=422, **given, version=1)
        self.assertContains(page, "in the meantime", status_code=422)
        self.assertContains(page, 'name="version" value="2"', status_code=422)
        self.change(**given, version=2)
        assert self.whose() == self.ben

    def test_a_refusal_for_the_name_does_not_hide_that_another_tab_was_first(self):
        mark_our_work(by=self.alice, exchange=self.ask, our_work=True)
        for name in ("", "Ben Okri"):
            page = self.change(status=422, name=name, version=1)
            self.assertContains(page, 'name="version" value="1"', status_code=422)
        page = self.change(status=422, name="Ben Okri", person=self.ben.public_id, version=1)
        self.assertContains(page, "in the meantime", status_code=422)

    def test_an_undo_that_leads_nowhere(self):
        self.change(name="Ben Okri", person=self.ben.public_id)
        delete_person(by=self.alice, person=self.ana)
        for back_to in (self.ana.public_id, uuid4(), "x", "", self.ben.public_id):
            response = self.client.post(f"{self.url}?back_to={back_to}")
            assert response.url == reverse("person", args=[self.ben.public_id])
            assert self.said(response)
        assert self.whose() == self.ben

    def test_is_closed_to_strangers_and_for_what_is_gone(self):
        for act in (self.stranger.get, self.stranger.post):
            assert act(self.url).status_code == 404
        delete_exchange(by=self.alice, exchange=self.ask)
        assert self.client.get(self.url).status_code == 404
