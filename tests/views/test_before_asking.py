"""What is shown before an ask: a part of a form, read only, for the owner alone."""

from django.urls import reverse

from contacts.models import Exchange
from tests.factories import create_ask, create_contact, create_person, create_promise
from tests.views.worlds import CastTestCase


class BeforeAskingTests(CastTestCase):
    def setUp(self):
        super().setUp()
        self.person = create_contact(
            by=self.alice, name="Ana", days_ago=700, learned="restores a boat in Bergen"
        ).person

    def test_shows_what_stands_between_the_two(self):
        create_promise(by=self.alice, person=self.person, due_in=-4, days_ago=9, what="the notes on the grant")
        for days_ago in (120, 60):
            create_ask(by=self.alice, person=self.person, days_ago=days_ago)
        response = self.get("before_asking", self.person.public_id)
        for words in (
            "Before you ask <bdi>Ana</bdi>",
            "restores a boat in Bergen",
            "the notes on the grant",
            "4 days late",
            "This would be the third ask of Ana",
            "In the last two years",
        ):
            self.assertContains(response, words)
        self.assertNotContains(response, "<html")

    def test_writes_nothing_and_is_only_read(self):
        address = reverse("before_asking", args=[self.person.public_id])
        assert self.client.post(address).status_code == 405
        self.client.get(address)
        assert not Exchange.objects.exists()

    def test_is_not_there_for_a_stranger(self):
        assert self.stranger.get(reverse("before_asking", args=[self.person.public_id])).status_code == 404

    def test_shows_markup_as_text(self):
        person = create_person(by=self.alice, name="<b>Bo</b>")
        self.assertNotContains(self.get("before_asking", person.public_id), "<b>Bo")
