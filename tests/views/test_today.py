"""Today over HTTP: the whole page, the head alone for htmx, what stands on it, and the number of queries."""

import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import User
from contacts.vocabulary import ExchangeState, Side
from tests.factories import (
    create_account,
    create_contact,
    create_event,
    create_exchange,
    create_person,
    create_promise,
    create_reminder,
    log,
)

MORNING = "2026-11-18T09:00:00+00:00"
HTMX = {"HX-Request": "true", "HX-Target": "day-head"}


@time_machine.travel(MORNING, tick=False)
class TodayTests(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(MORNING, tick=False):
            cls.alice = create_account()

    def setUp(self) -> None:
        self.client.force_login(self.alice)

    def page(self) -> str:
        response = self.client.get("/")
        assert response.status_code == 200
        return response.content.decode()

    def test_only_reading_is_answered(self) -> None:
        assert self.client.post("/").status_code == 405

    def test_the_first_day_says_how_to_begin(self) -> None:
        page = self.page()
        assert "Wednesday 18 November" in page
        assert "Nothing is due. That is how the first day should look." in page
        assert "Begin with one real conversation" in page
        assert "Tomorrow at 07:30" in page

    def test_a_quiet_day_of_a_full_notebook_reads_otherwise(self) -> None:
        create_contact(by=self.alice)
        page = self.page()
        assert "Nothing is due today" in page
        assert "Begin with one real conversation" not in page

    def test_a_late_promise_stands_first_and_offers_its_own_actions(self) -> None:
        ana = create_person(by=self.alice, name="Ana")
        promise = create_promise(by=self.alice, person=ana, days_ago=8, due_in=-4, what="the title of the talk")
        page = self.page()
        assert "One promise is late. Nobody else is due." in page
        assert "4 days late" in page
        assert "the title of the talk" in page
        assert reverse("exchange_settle", args=[promise.public_id]) in page
        assert reverse("exchange_move", args=[promise.public_id]) in page
        assert "Not needed" not in page

    def test_somebody_due_can_be_done_put_off_or_not_needed(self) -> None:
        reminder = create_reminder(by=self.alice, person=create_person(by=self.alice), text="ask about the boat")
        page = self.page()
        assert "One person is due." in page
        assert "ask about the boat" in page
        for name in ("follow_up_done", "follow_up_snooze", "follow_up_not_needed"):
            assert reverse(name, args=[reminder.public_id]) in page

    def test_what_waits_besides_is_there(self) -> None:
        event = create_event(by=self.alice, days_ago=1)
        ana = create_contact(by=self.alice, name="Ana", days_ago=400).person
        for days_ago in (200, 120, 60):
            create_exchange(
                by=self.alice, person=ana, giver=Side.THEM, asked=True, days_ago=days_ago, state=ExchangeState.OPEN
            )
        log(by=self.alice, name="Ben", unfinished=True)
        page = self.page()
        assert "1 to finish" in page
        assert reverse("debrief", args=[event.public_id]) in page
        assert "Only when you need something" in page
        assert "See the 3 asks" in page
        assert f"{reverse('log')}?person=" in page
        assert "data-outbox-notice" in page

    def test_names_and_notes_are_text(self) -> None:
        markup = "<script>alert(1)</script>"
        person = create_contact(by=self.alice, name=markup, learned=f"{markup} moved to Leeds").person
        create_reminder(by=self.alice, person=person, text=markup)
        create_promise(by=self.alice, person=person, what=markup, due_in=0)
        create_event(by=self.alice, name=markup)
        page = self.page()
        assert "<script>alert" not in page
        assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 4

    def test_htmx_is_given_the_head_and_the_count_alone(self) -> None:
        create_reminder(by=self.alice, person=create_person(by=self.alice))
        response = self.client.get("/", headers=HTMX)
        part = response.content.decode()
        assert "<html" not in part
        assert 'id="day-head"' in part
        assert 'id="due-count" hx-swap-oob="true"' in part
        assert "HX-Target" in response["Vary"]

    def test_an_unknown_target_is_given_the_page(self) -> None:
        response = self.client.get("/", headers={"HX-Request": "true", "HX-Target": "base.html"})
        assert "<html" in response.content.decode()

    def test_it_takes_as_many_queries_for_twice_the_rows(self) -> None:
        self._fill(3)
        self.page()
        with CaptureQueriesContext(connection) as few:
            self.page()
        self._fill(3)
        with CaptureQueriesContext(connection) as many:
            self.page()
        assert len(few) == len(many) <= 16

    def _fill(self, number: int) -> None:
        for place in range(number):
            ana = create_contact(by=self.alice, name=f"Ana {place}", days_ago=9).person
            create_reminder(by=self.alice, person=ana)
            create_reminder(by=self.alice, person=ana, due_in=3)
            create_promise(by=self.alice, person=ana, days_ago=8, due_in=-2)
            create_promise(by=self.alice, person=ana, due_in=3, giver=Side.THEM)
            create_person(by=self.alice)
            create_event(by=self.alice, days_ago=1)
            log(by=self.alice, name="Hasty", unfinished=True)

    def test_many_people_are_cut_and_the_rest_is_named(self) -> None:
        for number in range(22):
            create_reminder(by=self.alice, person=create_person(by=self.alice, name=f"Person {number}"))
        page = self.page()
        assert page.count("<article") == 20
        assert "And 2 more people" in page
        assert "22 people are due." in page
