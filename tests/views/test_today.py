"""Today over HTTP: the whole page, the head alone for htmx, what stands on it, and the number of queries."""

from uuid import uuid4

import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import DeliveryChannel, Notification, User
from contacts.services.offers import add_offer
from contacts.vocabulary import ExchangeState, Side
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_date,
    create_event,
    create_exchange,
    create_gift,
    create_nudge,
    create_person,
    create_promise,
    create_reminder,
    leave_unanswered,
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
        settle = reverse("exchange_settle", args=[promise.public_id])
        assert f'<form id="settle-{promise.public_id}" method="post" action="{settle}">' in page
        assert f'form="settle-{promise.public_id}" name="state" value="dropped"' in page
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
        with self.assertNumQueries(4):  # two of them are session and account
            response = self.client.get("/", headers=HTMX)
        part = response.content.decode()
        assert "<html" not in part
        assert 'id="day-head"' in part
        assert 'id="due-count" hx-swap-oob="true"' in part
        assert "HX-Target" in response["Vary"]

    def test_the_heading_counts_no_people_once_everything_is_done(self) -> None:
        row = create_reminder(by=self.alice, person=create_person(by=self.alice))
        assert 'Due today <span class="count">1 person</span>' in self.page()
        self.client.post(f"/follow-ups/{row.public_id}/done/")
        part = self.client.get("/", headers=HTMX).content.decode()
        assert '<h2 id="due-count" hx-swap-oob="true">Done</h2>' in part
        assert "0 people" not in part
        assert "0 people" not in self.page()

    def test_somebody_with_whom_much_is_open_takes_no_more_room_than_others(self) -> None:
        person = create_contact(by=self.alice, name="Ana", days_ago=60).person
        for number in range(12):
            create_promise(by=self.alice, person=person, due_in=-3, days_ago=30, what=f"promise {number}")
            create_promise(by=self.alice, person=person, due_in=20, what=f"later {number}")
        page = self.page()
        assert page.count("You promised “later") == 8
        assert "And 4 more promises." in page
        assert f'<a class="tap-link" href="/people/{person.public_id}/#between">And 5 more</a>' in page

    def test_an_unknown_target_is_given_the_page(self) -> None:
        response = self.client.get("/", headers={"HX-Request": "true", "HX-Target": "base.html"})
        assert "<html" in response.content.decode()

    def test_with_every_section_filled_it_takes_twelve_queries_however_many_rows(self) -> None:
        User.objects.update(joined_at="2026-11-18T06:15:00+00:00")
        DeliveryChannel.objects.create(account=self.alice, kind="webhook", is_on=False, off_why="There is nothing.")
        for number in (4, 8):
            self._fill(number)
            with CaptureQueriesContext(connection) as asked:
                page = self.page()
            sections = [
                *("The house has been still", "The webhook is switched off", "not looked at yet"),
                *("to finish", "Begin the debrief", "Promises are late"),
                *("Due today", "And before", "You could offer", "Dates near", "Suggested", "Open</dt>", "Balance</dt>"),
                *(
                    "a week come through",
                    "Let them rest?",
                    "Wrote again",
                    "At the door",
                    "Only when you need something",
                ),
                *("The week ahead", "They promised", "Tomorrow at"),
            ]
            assert [section for section in sections if section not in page] == []
            # Two of them are session and account.
            assert len(asked) == 12, [query["sql"][:200] for query in asked.captured_queries]

    def _fill(self, number: int) -> None:
        for place in range(number):
            add_offer(by=self.alice, what=f"a weekend on wooden boat {number}-{place}", entry_key=uuid4())
            Notification.objects.create(account=self.alice, title="The webhook was switched off")
            aaron = create_contact(by=self.alice, name=f"Aaron {place}", days_ago=400).person
            for days_ago in (300, 290):
                log(by=self.alice, person=aaron, days_ago=days_ago, learned=f"looks for a boat {days_ago}")
            create_reminder(by=self.alice, person=aaron, due_in=0)
            create_date(by=self.alice, person=aaron, month=12, day=10)
            eva = create_contact(by=self.alice, name=f"Eva {place}", days_ago=400).person
            for days_ago in (200, 120, 60):
                create_ask(by=self.alice, person=eva, days_ago=days_ago)
            ana = create_contact(by=self.alice, name=f"Ana {place}", days_ago=9).person
            create_reminder(by=self.alice, person=ana)
            create_reminder(by=self.alice, person=ana, due_in=3)
            create_promise(by=self.alice, person=ana, days_ago=8, due_in=-2)
            create_promise(by=self.alice, person=ana, due_in=3, giver=Side.THEM)
            create_person(by=self.alice)
            create_event(by=self.alice, days_ago=1)
            log(by=self.alice, name="Hasty", unfinished=True)
            create_date(by=self.alice, person=ana, month=11, day=19)
            create_nudge(by=self.alice, name=f"Ben {place}", days_ago=60)
            cleo = create_contact(by=self.alice, name=f"Cleo {place}", days_ago=200).person
            leave_unanswered(by=self.alice, person=cleo, talked_about="Wrote again")

    def test_many_people_are_cut_and_the_rest_is_named(self) -> None:
        for number in range(22):
            create_reminder(by=self.alice, person=create_person(by=self.alice, name=f"Person {number}"))
        page = self.page()
        assert page.count("<article") == 20
        assert "And 2 more people" in page
        assert "22 people are due." in page


@time_machine.travel(MORNING, tick=False)
class PromptTests(TestCase):
    """What a follow-up shows, in which order, and how to hear less of it."""

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

    def test_what_matters_to_them_comes_first_and_nothing_is_written_for_the_user(self) -> None:
        contact = create_nudge(by=self.alice, days_ago=250)
        ana = contact.person
        add_offer(by=self.alice, what="a weekend on a wooden boat", entry_key=uuid4())
        log(by=self.alice, person=ana, days_ago=200, learned="looks for a boat to restore")
        create_promise(by=self.alice, person=ana, due_in=9, what="the plans of the yard")
        create_promise(by=self.alice, person=ana, due_in=9, what="a mooring", giver=Side.THEM)
        create_date(by=self.alice, person=ana, month=12, day=10)
        words = [
            *("looks for a boat to restore", "You were last in touch", "grew up in Trondheim"),
            *("in person", "the plans of the yard", "a mooring"),
            *("a weekend on a wooden boat", "they spoke of “boat”", "In the last two years", "Birthday on Thu 10 Dec."),
            *("A coffee: you last talked on Sat 2 May.", "Done"),
        ]
        page = self.page()
        places = [page.index(word, page.index("<article")) for word in words]
        assert places == sorted(places), dict(zip(words, places, strict=True))
        assert "<textarea" not in page[page.index("<article") : page.index("</article>")]

    def test_why_am_i_seeing_this_names_the_rule_and_mutes_it(self) -> None:
        ana = create_nudge(by=self.alice, name="Ana Ferreira", days_ago=50).person
        page = self.page()
        assert "Why am I seeing this?" in page
        assert "Rule E-35." in page
        assert "Counted from the last time you were in touch, on Tue 29 Sep (monthly): due on Thu 29 Oct." in page
        assert f'href="{reverse("contact_rest", args=[ana.public_id])}?next=/"' in page
        assert f'href="{reverse("contact_cadence", args=[ana.public_id])}?next=/"' in page
        given = {"rule": "E-35", "person": str(ana.public_id), "next": "/"}
        assert all(f'name="{key}" value="{value}"' in page for key, value in given.items())
        assert self.client.post(reverse("mute_add"), given)["Location"] == "/"
        assert "Nothing is due today" in self.page()

    def test_ones_own_word_cannot_be_muted(self) -> None:
        ana = create_person(by=self.alice, name="Ana")
        create_promise(by=self.alice, person=ana, due_in=0)
        create_reminder(by=self.alice, person=ana)
        page = self.page()
        assert page.count("Why am I seeing this?") == 2
        assert reverse("mute_add") not in page

    def test_one_button_of_an_entry_leads(self) -> None:
        ana = create_person(by=self.alice, name="Ana")
        for text in ("the boat", "the yard", "the ropes"):
            create_reminder(by=self.alice, person=ana, text=text)
        page = self.page()
        entry = page[page.index("<article") : page.index("</article>")]
        assert entry.count("btn-primary") == 1

    def test_a_very_long_name_is_cut_short_in_the_week_ahead(self) -> None:
        create_reminder(by=self.alice, person=create_person(by=self.alice, name="Wolfeschlegel" * 12), due_in=1)
        week = self.page().split("The week ahead", 1)[1]
        assert "Wolfeschlegel" * 5 not in week.replace("\xad", "").replace("&shy;", "")
        assert "…" in week

    def test_nudges_that_wait_are_said_with_the_way_to_change_it(self) -> None:
        for number in range(7):
            create_nudge(by=self.alice, name=f"Ana {number}", days_ago=60 + number)
        page = self.page()
        assert "4 nudges wait for their turn (5 a week come through)." in page
        assert f"{reverse('follow_ups')}?show=waiting" in page
        assert reverse("settings_circles") in page

    def test_a_rest_is_proposed_with_the_touches_quoted(self) -> None:
        ana = create_contact(by=self.alice, name="Ana Ferreira", days_ago=200).person
        leave_unanswered(by=self.alice, person=ana, talked_about="how the <b>trees</b> do")
        page = self.page()
        assert "Let them rest?" in page
        assert "You reached out 3 times and heard nothing back." in page
        assert "19 Oct 2026, by e-mail" in page
        assert "how the &lt;b&gt;trees&lt;/b&gt; do" in page
        for choice in ("three_months", "half_year", "open"):
            assert f'name="choice" value="{choice}"' in page
        self.client.post(reverse("contact_rest", args=[ana.public_id]), {"choice": "open", "next": "/"})
        assert "Let them rest?" not in self.page()

    def test_keeping_on_takes_the_proposal_away(self) -> None:
        ana = create_contact(by=self.alice, days_ago=200).person
        leave_unanswered(by=self.alice, person=ana)
        address = reverse("contact_keep_on", args=[ana.public_id])
        assert address in self.page()
        assert self.client.post(address, {"next": "/"})["Location"] == "/"
        assert address not in self.page()

    def test_a_paused_digest_goes_on_in_one_tap(self) -> None:
        User.objects.filter(pk=self.alice.pk).update(paused_until="2026-11-30")
        assert "The digest is paused until Mon 30 Nov." in self.page()
        self.client.post(reverse("digest_pause"), {"choice": "go_on", "next": "/"})
        assert "The digest is paused" not in self.page()

    def test_a_house_that_stands_still_says_so(self) -> None:
        assert "The house has been still" not in self.page()
        User.objects.update(joined_at="2026-11-18T06:15:00+00:00")
        assert "The house has been still since 07:15 on 18 Nov" in self.page()

    def test_notifications_not_looked_at_are_said(self) -> None:
        Notification.objects.create(account=self.alice, title="The webhook was switched off")
        assert "1 notification not looked at yet" in self.page()

    def test_a_person_to_whom_all_reasons_apply_is_one_entry(self) -> None:
        ana = create_nudge(by=self.alice, days_ago=50).person
        create_gift(by=self.alice, person=ana, days_ago=5)
        create_date(by=self.alice, person=ana, month=11, day=20, year=1986)
        page = self.page()
        assert page.count("<article") == 1
        assert "turns 40" in page
        assert "One person is due." in page
