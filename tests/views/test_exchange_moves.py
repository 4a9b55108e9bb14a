"""A promise's new day: offered with one tap or written, refused beside its field, and taken back."""

from datetime import timedelta

from django.urls import reverse

from contacts.vocabulary import ExchangeState
from tests.factories import create_ask, create_promise
from tests.views.test_exchanges import ExchangeCase as _ExchangeCase


class MoveTests(_ExchangeCase):
    def move(self, exchange, status=302, **data):
        return self.post("exchange_move", exchange.public_id, status=status, **data)

    def offered(self, exchange):
        """How many days after today each button of the page leads, by its words."""
        choices = self.get("exchange_move", exchange.public_id).context["choices"]
        return {str(label): (until - self.today).days for _choice, label, until in choices}

    def test_the_day_is_written_or_tapped(self):
        promise = create_promise(by=self.alice, person=self.person, due_in=1)
        self.move(promise, due_on=(self.today + timedelta(days=3)).isoformat())
        promise.refresh_from_db()
        assert promise.due_on == self.today + timedelta(days=3)
        for page in ("person", "person_exchanges"):
            day = (self.today + timedelta(days=10)).isoformat()
            self.assertContains(self.get(page, self.person.public_id), f'name="due_on" value="{day}">A week later')

    def test_a_refusal_stands_beside_the_field(self):
        promise = create_promise(by=self.alice, person=self.person, due_in=1)
        for data, words in (
            ({}, "Choose the new day."),
            ({"due_on": "2020-01-01"}, "That day has passed."),
            ({"due_on": "x"}, "This is no day."),
        ):
            page = self.move(promise, status=422, **data)
            self.assertContains(page, 'id="id_due_on_error"', status_code=422)
            self.assertContains(page, words, count=1, status_code=422)

    def test_the_field_that_is_the_only_way_is_not_called_optional(self):
        promise = create_promise(by=self.alice, person=self.person)
        self.assertNotContains(self.get("exchange_move", promise.public_id), "(optional)")

    def test_what_is_offered_counts_from_the_later_of_today_and_its_day(self):
        late = create_promise(by=self.alice, person=self.person, days_ago=9, due_in=-4)
        today = create_promise(by=self.alice, person=self.person, due_in=0)
        ahead = create_promise(by=self.alice, person=self.person, due_in=7)
        unanswered = create_ask(by=self.alice, person=self.person)
        for exchange in (late, today, unanswered):
            offered = self.offered(exchange)
            assert (offered["Tomorrow"], offered["A week"]) == (1, 7)
        offered = self.offered(ahead)
        assert (offered["A day later"], offered["A week later"], offered["Two weeks later"]) == (8, 14, 21)
        assert 7 not in offered.values(), "the day it has"

    def test_a_moved_day_is_taken_back_with_one_post(self):
        promise = create_promise(by=self.alice, person=self.person, due_in=4)
        response = self.move(promise, due_on=(self.today + timedelta(days=30)).isoformat())
        (message,) = response.wsgi_request._messages
        self.client.post(message.extra_tags.removeprefix("undo:"))
        promise.refresh_from_db()
        assert promise.due_on == self.today + timedelta(days=4)

    def test_a_day_moved_from_the_past_or_from_none_is_taken_back_too(self):
        late = create_promise(by=self.alice, person=self.person, days_ago=9, due_in=-4)
        ask = create_ask(by=self.alice, person=self.person)
        for row in (late, ask):
            response = self.move(row, due_on=(self.today + timedelta(days=30)).isoformat(), next="/follow-ups/")
            *_before, message = response.wsgi_request._messages
            back = self.client.post(message.extra_tags.removeprefix("undo:"))
            assert back.url == "/follow-ups/"
            state, due_on = row.state, row.due_on
            row.refresh_from_db()
            assert (row.state, row.due_on) == (state, due_on)

    def test_an_undo_that_nobody_offered_is_refused(self):
        promise = create_promise(by=self.alice, person=self.person, due_in=4)
        for day in ("x", "9999-12-31", "1700-01-01"):
            url = reverse("exchange_move", args=[promise.public_id])
            assert self.client.post(f"{url}?back_to={day}").status_code == 422
        promise.refresh_from_db()
        assert promise.state == ExchangeState.PROMISED
