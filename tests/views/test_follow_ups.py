"""Follow-ups over HTTP: done, put off, not needed, taken back, a day of one's own, and the list of all."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import FollowUp, Person, User
from contacts.vocabulary import ClosedHow, FollowUpKind, FollowUpState, Side
from tests.factories import create_account, create_ask, create_contact, create_person, create_promise, create_reminder

MORNING = "2026-11-18T09:00:00+00:00"
WEDNESDAY = date(2026, 11, 18)


@time_machine.travel(MORNING, tick=False)
class ActionTests(TestCase):
    alice: User
    ana: Person

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(MORNING, tick=False):
            cls.alice = create_account()
            cls.ana = create_person(by=cls.alice, name="Ana")

    def setUp(self) -> None:
        self.client.force_login(self.alice)
        self.reminder = create_reminder(by=self.alice, person=self.ana)

    def post(self, name: str, **given: str):
        return self.client.post(reverse(name, args=[self.reminder.public_id]), given)

    def by_htmx(self, name: str, target: str, **given: str):
        headers = {"HX-Request": "true", "HX-Target": target}
        return self.client.post(reverse(name, args=[self.reminder.public_id]), given, headers=headers)

    def state(self) -> tuple[str, str, date | None]:
        self.reminder.refresh_from_db()
        return self.reminder.state, self.reminder.closed_how, self.reminder.snoozed_until

    def test_reading_changes_nothing(self) -> None:
        for name in ("follow_up_done", "follow_up_not_needed", "follow_up_reopen"):
            assert self.client.get(reverse(name, args=[self.reminder.public_id])).status_code == 405

    def test_done_offers_to_log_and_can_be_taken_back(self) -> None:
        response = self.post("follow_up_done")
        assert response["Location"] == "/"
        assert self.state() == (FollowUpState.CLOSED, ClosedHow.DONE, None)
        page = self.client.get("/").content.decode()
        assert "Done: Ana." in page
        assert f"/log/?person={self.ana.public_id}&amp;follow_up={self.reminder.public_id}&amp;on=2026-11-18" in page
        assert f'action="{reverse("follow_up_reopen", args=[self.reminder.public_id])}"' in page
        self.post("follow_up_reopen")
        assert self.state() == (FollowUpState.OPEN, "", None)

    def test_doing_it_twice_is_doing_it_once(self) -> None:
        for _time in range(2):
            assert self.post("follow_up_done").status_code == 302
        assert self.state() == (FollowUpState.CLOSED, ClosedHow.DONE, None)
        assert FollowUp.objects.count() == 1

    def test_only_theirs_can_be_not_needed_among_promises(self) -> None:
        mine = create_promise(by=self.alice, person=self.ana, due_in=0).follow_ups.get()
        theirs = create_promise(by=self.alice, person=self.ana, due_in=0, giver=Side.THEM).follow_ups.get()
        address = {row: reverse("follow_up_not_needed", args=[row.public_id]) for row in (mine, theirs)}
        for page in ("/", "/follow-ups/"):
            shown = self.client.get(page).content.decode()
            assert address[theirs] in shown
            assert address[mine] not in shown
        target = {"HX-Request": "true", "HX-Target": f"due-{self.ana.public_id}"}
        part = self.client.post(address[theirs], headers=target).content.decode()
        assert "Not needed: two names of reviewers. Ana is still on the list." in part
        assert list(FollowUp.objects.open()) == [self.reminder, mine]

    def test_what_another_tab_dealt_with_stays_as_it_is(self) -> None:
        self.post("follow_up_done")
        for name, given in (
            ("follow_up_not_needed", {}),
            ("follow_up_snooze", {"choice": "week"}),
            ("follow_up_done", {}),
        ):
            for target in (f"due-{self.ana.public_id}", f"follow-up-{self.reminder.public_id}"):
                part = self.by_htmx(name, target, **given).content.decode()
                assert "Already dealt with: Ana, marked done on Wed 18 Nov." in part, name
                assert reverse("follow_up_reopen", args=[self.reminder.public_id]) in part
            response = self.post(name, **given)
            assert "Already dealt with" in [str(one) for one in get_messages(response.wsgi_request)][-1]
            assert self.state() == (FollowUpState.CLOSED, ClosedHow.DONE, None)

    def test_what_planning_closed_is_no_longer_on_the_list(self) -> None:
        FollowUp.objects.update(state=FollowUpState.CLOSED, closed_how=ClosedHow.PLANNING, closed_on=WEDNESDAY)
        part = self.by_htmx("follow_up_done", f"due-{self.ana.public_id}").content.decode()
        assert "This is no longer on your list for Ana." in part
        assert reverse("follow_up_reopen", args=[self.reminder.public_id]) not in part
        assert self.state()[1] == ClosedHow.PLANNING

    def test_where_only_another_day_is_left_the_list_names_it(self) -> None:
        create_reminder(by=self.alice, person=self.ana, due_in=369, text="the second one")
        target = f"follow-up-{self.reminder.public_id}"
        for name, given, said in (
            ("follow_up_done", {}, "Done: ask about the boat."),
            ("follow_up_not_needed", {}, "Not needed: ask about the boat."),
            ("follow_up_snooze", {"choice": "week"}, "Put off until Wed 25 Nov: ask about the boat."),
        ):
            part = self.by_htmx(name, target, **given).content.decode()
            assert f"{said} Next: Mon 22 Nov 2027." in part, name
            assert "still on the list" not in part
            self.post("follow_up_reopen")

    def test_not_needed_closes_it_as_such(self) -> None:
        self.post("follow_up_not_needed")
        assert self.state() == (FollowUpState.CLOSED, ClosedHow.NOT_NEEDED, None)

    def test_every_choice_of_the_menu_puts_it_off(self) -> None:
        for choice, day in (
            ("tomorrow", date(2026, 11, 19)),
            ("week", date(2026, 11, 25)),
            ("two_weeks", date(2026, 12, 2)),
            ("month", date(2026, 12, 18)),
            ("three_months", date(2027, 2, 18)),
        ):
            assert self.post("follow_up_snooze", choice=choice).status_code == 302
            assert self.state() == (FollowUpState.OPEN, "", day), choice
        self.post("follow_up_reopen")
        assert self.state() == (FollowUpState.OPEN, "", None)

    def test_it_can_be_put_off_until_any_day_to_come(self) -> None:
        self.post("follow_up_snooze", until="2027-01-09")
        assert self.state() == (FollowUpState.OPEN, "", date(2027, 1, 9))

    def test_a_snooze_that_makes_no_sense_is_refused_beside_the_field(self) -> None:
        for given, sentence in (
            ({"until": "2026-11-17"}, "That day is not to come. Choose tomorrow or later."),
            ({"until": "2026-11-18"}, "That day is not to come. Choose tomorrow or later."),
            ({"until": "tomorrow"}, "That is no day."),
            ({"until": "9999-12-31"}, "That day is more than 100 years ahead. Check the year."),
            ({"choice": "a century"}, "Choose how long to put it off."),
            ({}, "Choose how long to put it off, or a day."),
        ):
            response = self.post("follow_up_snooze", **given)
            assert response.status_code == 422, given
            assert sentence in response.content.decode(), given
            assert self.state() == (FollowUpState.OPEN, "", None)

    def test_the_page_to_choose_another_day_goes_back_where_one_came_from(self) -> None:
        address = reverse("follow_up_snooze", args=[self.reminder.public_id])
        page = self.client.get(f"{address}?next=/follow-ups/%3Fshow%3Dfirst").content.decode()
        assert 'value="/follow-ups/?show=first"' in page
        response = self.post("follow_up_snooze", choice="week", next="/follow-ups/?show=first")
        assert response["Location"] == "/follow-ups/?show=first"

    def test_the_way_back_never_leaves_the_house(self) -> None:
        for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
            assert self.post("follow_up_done", next=elsewhere)["Location"] == "/"

    def test_a_promise_is_kept_moved_or_dropped_but_never_done(self) -> None:
        create_promise(by=self.alice, person=self.ana, due_in=0)
        row = FollowUp.objects.get(kind=FollowUpKind.PROMISE_MINE)
        response = self.client.post(reverse("follow_up_done", args=[row.public_id]))
        (message,) = get_messages(response.wsgi_request)
        assert "This is a promise" in message.message
        assert message.level_tag == "warning"
        row.refresh_from_db()
        assert row.state == FollowUpState.OPEN

    def test_htmx_is_given_the_line_that_says_what_was_done(self) -> None:
        response = self.by_htmx("follow_up_done", f"due-{self.ana.public_id}")
        part = response.content.decode()
        assert "<html" not in part
        assert f'id="due-{self.ana.public_id}"' in part
        assert "Done: Ana." in part
        assert "/log/?person=" in part
        assert response["HX-Trigger"] == "follow-ups-changed" or "follow-ups-changed" in response["HX-Trigger"]

    def test_htmx_is_given_what_else_is_due_of_that_person(self) -> None:
        create_reminder(by=self.alice, person=self.ana, text="the second one")
        part = self.by_htmx("follow_up_done", f"due-{self.ana.public_id}").content.decode()
        assert "the second one" in part
        assert "Done: ask about the boat. Ana is still on the list." in part
        assert f"/log/?person={self.ana.public_id}&amp;follow_up={self.reminder.public_id}" in part
        undo = reverse("follow_up_reopen", args=[self.reminder.public_id])
        assert f'hx-post="{undo}" hx-target="#due-{self.ana.public_id}"' in part
        part = self.by_htmx("follow_up_reopen", f"due-{self.ana.public_id}").content.decode()
        assert "Back on the list: ask about the boat." in part

    def test_whoever_is_due_for_something_else_is_not_said_to_be_off_the_list(self) -> None:
        create_reminder(by=self.alice, person=self.ana, text="the second one")
        for name, given, sentence in (
            ("follow_up_not_needed", {}, "Not needed: ask about the boat. Ana is still on the list."),
            (
                "follow_up_snooze",
                {"choice": "week"},
                "Put off until Wed 25 Nov: ask about the boat. Ana is still on the list.",
            ),
        ):
            part = self.by_htmx(name, f"due-{self.ana.public_id}", **given).content.decode()
            assert sentence in part
            assert reverse("follow_up_reopen", args=[self.reminder.public_id]) in part
            self.post("follow_up_reopen")
            assert sentence in [str(one) for one in get_messages(self.post(name, **given).wsgi_request)]
            self.post("follow_up_reopen")

    def test_htmx_undo_brings_the_entry_back(self) -> None:
        self.by_htmx("follow_up_done", f"due-{self.ana.public_id}")
        part = self.by_htmx("follow_up_reopen", f"due-{self.ana.public_id}").content.decode()
        assert "ask about the boat" in part
        assert reverse("follow_up_done", args=[self.reminder.public_id]) in part

    def test_htmx_on_the_list_is_given_the_row(self) -> None:
        target = f"follow-up-{self.reminder.public_id}"
        part = self.by_htmx("follow_up_snooze", target, choice="week").content.decode()
        assert f'<li class="entry" id="{target}"' in part
        assert "put off until Wed 25 Nov" in part

    def test_a_refused_snooze_by_htmx_says_so_in_place(self) -> None:
        response = self.by_htmx("follow_up_snooze", f"due-{self.ana.public_id}", until="2026-11-01")
        assert response.status_code == 422
        assert "That day is not to come." in response.content.decode()
        assert reverse("follow_up_done", args=[self.reminder.public_id]) in response.content.decode()
        assert "HX-Trigger" not in response


@time_machine.travel(MORNING, tick=False)
class RemindTests(TestCase):
    alice: User
    ana: Person

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(MORNING, tick=False):
            cls.alice = create_account()
            cls.ana = create_person(by=cls.alice, name="Ana")

    def setUp(self) -> None:
        self.client.force_login(self.alice)
        self.address = reverse("remind", args=[self.ana.public_id])

    def test_a_day_of_ones_own_never_moves(self) -> None:
        given = {"entry_key": str(uuid4()), "text": "  ask about  the boat ", "due_on": "2026-11-21"}
        for _click in range(2):
            response = self.client.post(self.address, given)
            assert response["Location"] == reverse("person", args=[self.ana.public_id])
        row = FollowUp.objects.get()
        assert (row.due_on, row.text, row.kind) == (date(2026, 11, 21), "ask about the boat", FollowUpKind.REMINDER)

    def test_what_is_wrong_is_said_with_the_text_still_there(self) -> None:
        for given, sentence in (
            ({"due_on": "2026-11-17"}, "That day has passed. Choose today or a later day."),
            ({"due_on": ""}, "Choose the day."),
            ({"due_on": "32 May"}, "That is no day."),
            ({"due_on": "9999-12-31"}, "That day is more than 100 years ahead. Check the year."),
            ({"text": ""}, "Say in a few words what you want to be reminded of."),
            ({"text": "x" * 501}, "501 characters long"),
            ({"text": "a\x00b"}, "null character"),
            ({"entry_key": "tampered"}, "did not arrive whole"),
        ):
            posted = {"entry_key": str(uuid4()), "text": "ask <b>her</b>", "due_on": "2026-11-21", **given}
            response = self.client.post(self.address, posted)
            page = response.content.decode()
            assert response.status_code == 422, given
            assert sentence in page, given
            if "text" not in given:
                assert "ask &lt;b&gt;her&lt;/b&gt;" in page
        assert not FollowUp.objects.exists()

    def test_the_empty_form_has_a_key_of_its_own(self) -> None:
        pages = {self.client.get(self.address).content.decode().split('name="entry_key" value="')[1][:36] for _ in "ab"}
        assert len(pages) == 2


@time_machine.travel(MORNING, tick=False)
class ListTests(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(MORNING, tick=False):
            cls.alice = create_account()
            ana = create_contact(by=cls.alice, name="Ana").person
            ben = create_person(by=cls.alice, name="Bén")
            create_reminder(by=cls.alice, person=ben, due_in=9)
            create_promise(by=cls.alice, person=ana, days_ago=8, due_in=-4)
            row = create_reminder(by=cls.alice, person=ben, text="put off")
            FollowUp.objects.filter(pk=row.pk).update(snoozed_until=date(2026, 12, 24))

    def setUp(self) -> None:
        self.client.force_login(self.alice)

    def listed(self, query: str = "") -> list[str]:
        found = self.client.get(f"/follow-ups/{query}").context["found"]
        return [f"{row.kind} {row.turns_up_on:%m-%d}" for row in found.rows]

    def test_all_by_day(self) -> None:
        assert self.listed() == ["promise_mine 11-14", "first 11-20", "reminder 11-27", "reminder 12-24"]

    def test_filters(self) -> None:
        assert self.listed("?show=promises") == ["promise_mine 11-14"]
        assert self.listed("?show=first") == ["first 11-20"]
        assert self.listed("?show=reminders") == ["reminder 11-27", "reminder 12-24"]
        assert self.listed("?show=snoozed") == ["reminder 12-24"]
        assert self.listed("?show=keep_in_touch") == []

    def test_search_and_order(self) -> None:
        assert self.listed("?q=ben") == ["reminder 11-27", "reminder 12-24"]
        assert self.listed("?sort=name")[0] == "promise_mine 11-14"

    def test_nonsense_in_the_address_is_passed_over(self) -> None:
        for query in ("?show=x&sort=y&page=z", "?page=99999", "?page=-1", "?q=%00", "?q=" + "x" * 5000):
            assert self.client.get(f"/follow-ups/{query}").status_code == 200

    def test_every_row_says_why_it_is_there(self) -> None:
        page = self.client.get("/follow-ups/").content.decode()
        assert page.count("Why am I seeing this?") == 4
        for words in ("Rule E-32.", "Rule E-03.", "Rule E-37.", "A promise has a day: yours come first"):
            assert words in page

    def test_a_touch_with_no_ask_names_the_asks_it_counted(self) -> None:
        person = create_contact(by=self.alice, name="Eli", days_ago=700).person
        for days_ago in (200, 120, 40):
            create_ask(by=self.alice, person=person, days_ago=days_ago)
        [row] = self.client.get("/follow-ups/?show=no_ask").context["found"].rows
        assert "2 May" in row.about.evidence
        assert row.about.can_mute

    def test_an_empty_list_says_what_to_do(self) -> None:
        assert "Nothing is planned here" in self.client.get("/follow-ups/?show=keep_in_touch").content.decode()
        assert "Nobody called" in self.client.get("/follow-ups/?q=zoe").content.decode()

    def test_htmx_is_given_the_results_alone(self) -> None:
        headers = {"HX-Request": "true", "HX-Target": "follow-ups"}
        part = self.client.get("/follow-ups/", headers=headers).content.decode()
        assert part.lstrip().startswith('<div id="follow-ups">')

    def test_the_counts_of_the_filters_follow_what_is_done(self) -> None:
        page = self.client.get("/follow-ups/?show=reminders&q=ben").content.decode()
        asks = 'id="follow-up-filters" hx-get="/follow-ups/?show=reminders&amp;q=ben" hx-trigger="follow-ups-changed'
        assert asks in page
        FollowUp.objects.filter(due_on=date(2026, 11, 27)).delete()
        headers = {"HX-Request": "true", "HX-Target": "follow-up-filters"}
        part = self.client.get("/follow-ups/?show=reminders&q=ben", headers=headers).content.decode()
        assert part.lstrip().startswith('<div id="follow-up-filters"')
        assert 'Reminders <span class="count num">1</span>' in part
        assert "<form" not in part

    def test_it_takes_as_many_queries_for_twice_the_rows(self) -> None:
        self.client.get("/follow-ups/")
        with CaptureQueriesContext(connection) as few:
            self.client.get("/follow-ups/")
        for number in range(4):
            person = create_person(by=self.alice, name=f"Person {number}")
            create_reminder(by=self.alice, person=person, due_in=1)
            create_promise(by=self.alice, person=person, due_in=1)
        with CaptureQueriesContext(connection) as many:
            self.client.get("/follow-ups/")
        assert len(few) == len(many) <= 12


@pytest.mark.django_db
def test_the_list_is_paged(client) -> None:
    alice = create_account()
    client.force_login(alice)
    ana = create_person(by=alice)
    for number in range(51):
        create_reminder(by=alice, person=ana, due_in=number)
    assert len(client.get("/follow-ups/").context["found"].rows) == 50
    assert len(client.get("/follow-ups/?page=2").context["found"].rows) == 1
