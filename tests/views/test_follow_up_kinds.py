"""What is special about thanks, nudges and repeating reminders over HTTP, and about the log that follows."""

from datetime import date

import time_machine
from django.test import TestCase
from django.urls import reverse

from contacts.models import Contact, FollowUp, Person, User
from contacts.services.people import archive
from contacts.vocabulary import Channel, ClosedHow, FollowUpKind, FollowUpState, StartedBy
from tests.factories import create_account, create_gift, create_nudge, create_person, create_reminder, log

MORNING = "2026-11-18T09:00:00+00:00"
WEDNESDAY = date(2026, 11, 18)


class KindTestCase(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(MORNING, tick=False):
            cls.alice = create_account()

    def setUp(self) -> None:
        self.client.force_login(self.alice)

    def post(self, name: str, row: FollowUp, *, htmx: str = "", status: int = 0, **given: str) -> str:
        headers = {"HX-Request": "true", "HX-Target": htmx} if htmx else {}
        response = self.client.post(reverse(name, args=[row.public_id]), given, headers=headers)
        assert response.status_code == (status or (200 if htmx else 302)), response.content[:2000]
        row.refresh_from_db()
        return response.content.decode() if htmx else response["Location"]

    def page(self, address: str = "/") -> str:
        response = self.client.get(address)
        assert response.status_code == 200
        return response.content.decode()


@time_machine.travel(MORNING, tick=False)
class GratitudeTests(KindTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.ana = create_nudge(by=self.alice, days_ago=40, cadence=91).person
        self.gift = create_gift(by=self.alice, person=self.ana, days_ago=33, what="a room for the workshop")
        self.thank = FollowUp.objects.get(kind=FollowUpKind.THANK)
        self.outcome = FollowUp.objects.get(kind=FollowUpKind.OUTCOME)

    def test_today_says_thanked_and_told(self) -> None:
        page = self.page()
        assert "Thanked" in page
        assert "Told" in page
        assert "Say thank you: <bdi>a room for the workshop</bdi>" in page

    def test_thanked_is_noted_on_the_favour_and_can_be_taken_back(self) -> None:
        self.post("follow_up_done", self.thank)
        self.gift.refresh_from_db()
        assert (self.gift.thanked_on, self.thank.state) == (WEDNESDAY, FollowUpState.CLOSED)
        page = self.page()
        assert "Noted: you thanked Ana Ferreira." in page
        assert reverse("log") + "?person=" in page
        self.post("follow_up_reopen", self.thank)
        self.gift.refresh_from_db()
        assert (self.gift.thanked_on, self.thank.state) == (None, FollowUpState.OPEN)

    def test_told_is_noted_on_the_favour_and_can_be_taken_back(self) -> None:
        part = self.post("follow_up_done", self.outcome, htmx=f"due-{self.ana.public_id}")
        self.gift.refresh_from_db()
        assert self.gift.outcome_told_on == WEDNESDAY
        assert "Noted: you told Ana Ferreira what became of it." in part
        assert "Thanked" in part, "the other reason stands"
        self.post("follow_up_reopen", self.outcome, htmx=f"due-{self.ana.public_id}")
        self.gift.refresh_from_db()
        assert (self.gift.outcome_told_on, self.outcome.state) == (None, FollowUpState.OPEN)

    def test_not_needed_leaves_the_favour_as_it_is(self) -> None:
        self.post("follow_up_not_needed", self.thank)
        self.gift.refresh_from_db()
        assert (self.gift.thanked_on, self.thank.closed_how) == (None, ClosedHow.NOT_NEEDED)
        self.post("follow_up_reopen", self.thank)
        assert self.thank.state == FollowUpState.OPEN

    def test_the_log_is_prefilled_with_person_day_and_channel(self) -> None:
        log(by=self.alice, person=self.ana, days_ago=3, channel=Channel.EMAIL, they_wrote_too=True)
        self.post("follow_up_done", self.thank)
        told = {"person": self.ana.public_id, "follow_up": self.thank.public_id, "on": WEDNESDAY, "channel": "email"}
        address = "/log/?" + "&amp;".join(f"{key}={value}" for key, value in told.items())
        assert address in self.page()
        form = self.client.get(address.replace("&amp;", "&")).context["form"]
        assert form["name"].value() == "Ana Ferreira"
        assert form["happened_on"].value() == WEDNESDAY
        assert (form["channel"].value(), form["started_by"].value()) == (Channel.EMAIL, StartedBy.ME)

    def test_nonsense_in_the_address_of_the_log_is_passed_over(self) -> None:
        form = self.client.get("/log/?channel=pigeon&on=yesterday").context["form"]
        assert (form["channel"].value(), form["happened_on"].value()) == (Channel.IN_PERSON, WEDNESDAY)


@time_machine.travel(MORNING, tick=False)
class CadenceTests(KindTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.ana = create_nudge(by=self.alice, days_ago=50).person
        self.nudge = FollowUp.objects.open().get()
        self.address = reverse("follow_up_cadence", args=[self.nudge.public_id])

    def contact(self) -> Contact:
        return Contact.objects.get(person=self.ana)

    def test_not_needed_asks_once_whether_another_cadence_fits(self) -> None:
        where = self.post("follow_up_not_needed", self.nudge, next="/follow-ups/")
        assert where == f"{self.address}?next=%2Ffollow-ups%2F"
        page = self.page(where)
        assert "Would another cadence fit" in page
        assert "Not needed: Ana Ferreira is off the list." in page
        self.post("follow_up_reopen", self.nudge)
        assert self.post("follow_up_not_needed", self.nudge) == "/", "asked already"

    def test_another_cadence_counts_from_then_on(self) -> None:
        self.post("follow_up_not_needed", self.nudge)
        assert self.post("follow_up_cadence", self.nudge, cadence="91", next="/follow-ups/") == "/follow-ups/"
        assert self.contact().own_cadence_days == 91
        assert FollowUp.objects.open().get().due_on == date(2027, 2, 17)

    def test_it_can_stay_as_it_is_or_end(self) -> None:
        self.post("follow_up_cadence", self.nudge, cadence="keep")
        assert self.contact().own_cadence_days == 30
        self.post("follow_up_cadence", self.nudge, cadence="0")
        assert self.contact().own_cadence_days == 0
        assert not FollowUp.objects.open().exists()

    def test_no_answer_and_nonsense_are_refused_with_a_sentence(self) -> None:
        for given in ({}, {"cadence": "7"}, {"cadence": "x" * 5000}):
            response = self.client.post(self.address, given)
            assert response.status_code == 422
            assert "Choose how often, or keep it as it is." in response.content.decode()
        part = self.post("follow_up_cadence", self.nudge, htmx=f"due-{self.ana.public_id}", status=422)
        assert "Choose how often, or keep it as it is." in part
        assert self.contact().own_cadence_days == 30

    def test_the_archived_keep_their_cadence(self) -> None:
        archive(by=self.alice, person=self.ana)
        response = self.client.post(self.address, {"cadence": "91"})
        assert response.status_code == 422
        assert "is archived" in response.content.decode()
        assert self.contact().own_cadence_days == 30

    def test_htmx_is_given_the_question_in_place(self) -> None:
        target = f"due-{self.ana.public_id}"
        part = self.post("follow_up_not_needed", self.nudge, htmx=target)
        assert f'hx-post="{self.address}" hx-target="#{target}"' in part
        assert "keep it as it is" in part
        part = self.post("follow_up_cadence", self.nudge, htmx=target, cadence="182")
        assert "Keeping in touch with Ana Ferreira: twice a year." in part
        assert "Would another cadence" not in part

    def test_what_is_no_nudge_asks_nothing(self) -> None:
        reminder = create_reminder(by=self.alice, person=self.ana)
        assert self.post("follow_up_not_needed", reminder) == "/"

    def test_whoever_went_back_to_the_door_has_no_cadence(self) -> None:
        ben = create_person(by=self.alice, name="Ben")
        reminder = create_reminder(by=self.alice, person=ben)
        assert self.client.get(reverse("follow_up_cadence", args=[reminder.public_id])).status_code == 302


@time_machine.travel(MORNING, tick=False)
class RepeatingTests(KindTestCase):
    ana: Person

    def setUp(self) -> None:
        super().setUp()
        self.ana = create_person(by=self.alice, name="Ana")
        self.reminder = create_reminder(by=self.alice, person=self.ana, repeats="monthly")

    def test_done_says_when_it_comes_back(self) -> None:
        part = self.post("follow_up_done", self.reminder, htmx=f"due-{self.ana.public_id}")
        assert "Done: ask about the boat. It comes back on Fri 18 Dec." in part
        assert FollowUp.objects.open().get().due_on == date(2026, 12, 18)
        self.post("follow_up_reopen", self.reminder)
        assert FollowUp.objects.open().get() == self.reminder

    def test_not_this_time_skips_to_the_next(self) -> None:
        for page in ("/", "/follow-ups/", reverse("person", args=[self.ana.public_id])):
            shown = self.page(page)
            assert "Not this time" in shown, page
            assert "Not needed" not in shown, page
        self.post("follow_up_not_needed", self.reminder)
        assert "Not this time: ask about the boat. It comes back on Fri 18 Dec." in self.page()
        assert FollowUp.objects.open().get().due_on == date(2026, 12, 18)

    def test_it_can_stop_repeating_and_stands_this_once(self) -> None:
        part = self.post("follow_up_stop_repeating", self.reminder, htmx=f"due-{self.ana.public_id}")
        assert "“ask about the boat” no longer repeats. This one still stands." in part
        assert "Stop repeating" not in part
        assert (self.reminder.repeat, self.reminder.state) == ("", FollowUpState.OPEN)
        self.post("follow_up_done", self.reminder)
        assert not FollowUp.objects.open().exists()

    def test_reading_stops_nothing(self) -> None:
        address = reverse("follow_up_stop_repeating", args=[self.reminder.public_id])
        assert self.client.get(address).status_code == 405
