"""Archived and deceased people on their page, in the lists, in search, in the balance and in the log."""

from uuid import uuid4

from django.urls import reverse

from contacts.models import Circle, Contact, FollowUp, Interaction
from contacts.services.contacts import choose_cadence
from contacts.services.important_dates import DateEntry, add_date
from contacts.services.mutes import mute
from contacts.services.people import archive, mark_deceased
from contacts.vocabulary import DateKind, ExchangeState, Reason, Side
from tests.factories import LEARNED, TALKED, create_ask, create_contact, create_exchange, create_person, create_reminder
from tests.views.worlds import CastTestCase


class SilenceTests(CastTestCase):
    def setUp(self):
        super().setUp()
        self.contact = create_contact(by=self.alice, name="Ana Ferreira", days_ago=60)
        self.ana = self.contact.person
        self.circle = Circle.objects.get(owner=self.alice, name="Monthly")
        choose_cadence(by=self.alice, contact=self.contact, circle=self.circle, own_cadence_days=None)
        create_reminder(by=self.alice, person=self.ana, text="ask about the boat")
        birthday = DateEntry(kind=DateKind.BIRTHDAY, month=2, day=29)
        add_date(by=self.alice, person=self.ana, entry=birthday, entry_key=uuid4())

    def undo_of(self, response):
        [message] = list(response.wsgi_request._messages)
        return (message.extra_tags or "").removeprefix("undo:")

    def test_the_page_before_says_what_falls_silent(self):
        for name in ("person_archive", "person_deceased"):
            page = self.get(name, self.ana.public_id)
            for words in ("ask about the boat", "keeping in touch, monthly", "Birthday, 29 February"):
                self.assertContains(page, words)
        self.ana.refresh_from_db()
        assert not self.ana.is_silent

    def test_somebody_without_anything_planned(self):
        bo = create_person(by=self.alice, name="Bo")
        self.assertContains(self.get("person_archive", bo.public_id), "Nothing is planned for them now")

    def test_a_long_list_is_cut(self):
        for number in range(25):
            create_reminder(by=self.alice, person=self.ana, text=f"reminder {number}")
        page = self.get("person_archive", self.ana.public_id)
        assert len(page.context["silent"].planned) == 20
        self.assertContains(page, f"and {page.context['silent'].more} more")

    def test_archived_and_taken_back(self):
        undo = self.undo_of(self.post("person_archive", self.ana.public_id))
        self.ana.refresh_from_db()
        assert self.ana.archived_at is not None
        page = self.get("person", self.ana.public_id)
        for words in ("Archived on", "Bring them back", "ask about the boat", "Log a conversation"):
            self.assertContains(page, words)
        for words in ("Remind me on", "Circle and cadence"):
            self.assertNotContains(page, words)
        again = self.undo_of(self.client.post(undo))
        self.ana.refresh_from_db()
        assert self.ana.archived_at is None
        assert self.client.post(again).status_code == 302
        self.ana.refresh_from_db()
        assert self.ana.archived_at is not None

    def test_deceased_and_put_right(self):
        undo = self.undo_of(self.post("person_deceased", self.ana.public_id))
        page = self.get("person", self.ana.public_id)
        self.assertContains(page, "Deceased")
        self.assertContains(page, "Noted by mistake")
        self.assertNotContains(page, "They have died")
        assert self.client.post(undo).status_code == 302
        self.ana.refresh_from_db()
        assert not self.ana.deceased

    def test_a_reminder_or_a_circle_is_refused_with_the_text_still_there(self):
        archive(by=self.alice, person=self.ana)
        form = {"entry_key": uuid4(), "text": "call them", "due_on": "2099-01-01"}
        response = self.post("remind", self.ana.public_id, status=422, **form)
        self.assertContains(response, "is archived, so nothing is due", status_code=422)
        self.assertContains(response, "call them", status_code=422)
        response = self.post("contact_cadence", self.ana.public_id, status=422, own="42")
        self.assertContains(response, "is archived, so nothing is due", status_code=422)
        assert FollowUp.objects.filter(text="call them").count() == 0

    def test_lists_leave_them_out_and_search_finds_them_marked(self):
        create_contact(by=self.alice, name="Anders")
        died = create_person(by=self.alice, name="Ansgar")
        archive(by=self.alice, person=self.ana)
        mark_deceased(by=self.alice, person=died, deceased=True)
        for show in ("contacts", "door", "all"):
            listing = self.get("people", show=show).context["listing"]
            assert {"Ana Ferreira", "Ansgar"} & {row.name for row in listing.rows} == set(), show
        counts = listing.counts
        assert (counts.contacts, counts.door, counts.all, counts.archived) == (1, 0, 1, 2)
        rows = self.get("people", show="archived").context["listing"].rows
        assert [(row.name, row.silence) for row in rows] == [("Ana Ferreira", "archived"), ("Ansgar", "deceased")]
        assert rows[0].next_due_on is None
        [people] = self.get("search", q="an", within="people").context["found"]
        assert {(row.name, row.silence) for row in people.rows} == {
            ("Anders", ""),
            ("Ana Ferreira", "archived"),
            ("Ansgar", "deceased"),
        }
        self.assertContains(self.get("search", q="an"), "archived")

    def test_a_list_without_a_find_leads_to_the_archived(self):
        archive(by=self.alice, person=self.ana)
        page = self.get("people", q="ferreira", show="all")
        self.assertContains(page, "1 archived")
        self.assertContains(page, "show=archived")

    def test_the_balance_leaves_them_out_unless_asked(self):
        create_exchange(by=self.alice, person=self.ana)
        archive(by=self.alice, person=self.ana)
        found = self.get("balance").context["found"]
        assert (found.rows, found.counts.all, found.counts.archived) == ((), 0, 1)
        assert [row.name for row in self.get("balance", show="archived").context["found"].rows] == ["Ana Ferreira"]
        assert self.get("balance", show="nothing").context["found"].counts.nothing == 0

    def test_the_type_ahead_offers_them_last_and_says_so(self):
        create_contact(by=self.alice, name="Anabel")
        archive(by=self.alice, person=self.ana)
        page = self.get("people_suggest", name="ana")
        assert [line.name for line in page.context["found"]] == ["Anabel", "Ana Ferreira"]
        self.assertContains(page, "archived")

    def test_the_log_is_written_and_offers_to_bring_them_back(self):
        archive(by=self.alice, person=self.ana)
        form = {"entry_key": uuid4(), "version": 0, "name": "Ana Ferreira", "person": self.ana.public_id}
        response = self.post("log", **form, talked_about=TALKED, learned=f"{LEARNED} and sails")
        assert Interaction.objects.filter(person=self.ana).count() == 2
        page = self.client.get(response["Location"])
        self.assertContains(page, "Bring them back")
        self.assertContains(page, reverse("person_bring_back", args=[self.ana.public_id]))

    def test_a_circle_chosen_in_the_log_is_refused_beside_the_field(self):
        archive(by=self.alice, person=self.ana)
        yearly = Circle.objects.get(owner=self.alice, name="Yearly")
        form = {"entry_key": uuid4(), "version": 0, "name": "Ana Ferreira", "person": self.ana.public_id}
        response = self.post(
            "log", status=422, **form, talked_about=TALKED, learned="sails to Leeds", circle=yearly.public_id
        )
        self.assertContains(response, "is archived, so nothing is due", status_code=422)
        self.assertContains(response, "sails to Leeds", status_code=422)
        assert Contact.objects.get(pk=self.ana.pk).circle == self.circle

    def test_strangers_find_nothing(self):
        for name in ("person_archive", "person_deceased", "person_bring_back", "person_not_deceased"):
            assert self.stranger.post(reverse(name, args=[self.ana.public_id])).status_code == 404

    def test_the_page_before_takes_as_many_queries_for_twice_the_rows(self):
        url = reverse("person_archive", args=[self.ana.public_id])
        once = self.queries(url)
        for number in range(6):
            create_reminder(by=self.alice, person=self.ana, text=f"reminder {number}")
        assert self.queries(url) == once


class PlannedTests(CastTestCase):
    """What is planned for somebody, on their page: why, by which rule, and how to hear less of it."""

    def setUp(self):
        super().setUp()
        self.ana = create_contact(by=self.alice, name="Ana Ferreira", days_ago=300).person

    def test_says_why_and_by_which_rule_and_offers_to_mute(self):
        circle = Circle.objects.get(owner=self.alice, name="Monthly")
        choose_cadence(by=self.alice, contact=self.ana.contact, circle=circle, own_cadence_days=None)
        page = self.get("person", self.ana.public_id)
        reasons = {line.reason: line.about for line in page.context["person"].planned}
        assert reasons[Reason.KEEP_IN_TOUCH].can_mute
        self.assertContains(page, "monthly is the cadence you chose")
        self.assertContains(page, "Rule E-35.")
        self.assertContains(page, f'action="{reverse("mute_add")}"')

    def test_a_repeating_reminder_says_so_and_can_be_stopped(self):
        form = {"entry_key": uuid4(), "text": "call them", "due_on": "2099-01-31", "repeats": "monthly"}
        response = self.post("remind", self.ana.public_id, **form)
        assert self.said(response) == ["You will be reminded of Ana Ferreira on Sat 31 Jan 2099, then monthly."]
        row = FollowUp.objects.get(text="call them")
        assert row.repeat
        self.assertContains(self.get("person", self.ana.public_id), "Stop repeating")
        self.post("follow_up_stop_repeating", row.public_id)
        page = self.get("person", self.ana.public_id)
        self.assertContains(page, "call them")
        self.assertNotContains(page, "Stop repeating")

    def test_every_way_to_repeat_is_kept(self):
        choices = ("weekly", "two_weeks", "monthly", "quarterly", "half_yearly", "yearly")
        for choice in choices:
            form = {"entry_key": uuid4(), "text": choice, "due_on": "2099-01-31", "repeats": choice}
            self.post("remind", self.ana.public_id, **form)
        form = {"entry_key": uuid4(), "text": "days", "due_on": "2126-12-31", "repeats": "days", "days": "10"}
        self.post("remind", self.ana.public_id, **form)
        self.post("remind", self.ana.public_id, **{**form, "entry_key": uuid4(), "text": "once", "repeats": ""})
        said = {line.text: line.repeats for line in self.get("person", self.ana.public_id).context["person"].planned}
        assert [said[choice] for choice in choices] == [
            *("every week", "every 2 weeks", "monthly", "quarterly", "twice a year", "yearly")
        ]
        assert (said["days"], said["once"]) == ("every 10 days", "")

    def test_what_cannot_repeat_is_refused_with_the_text_still_there(self):
        for data, sentence in (
            ({"repeats": "days"}, "Say how many days"),
            ({"repeats": "days", "days": "0"}, "Say how many days"),
            ({"repeats": "days", "days": "3651"}, "Say how many days"),
            ({"repeats": "hourly"}, "Select a valid choice"),
        ):
            form = {"entry_key": uuid4(), "text": "call <b>them</b>", "due_on": "2099-01-31", **data}
            response = self.post("remind", self.ana.public_id, status=422, **form)
            self.assertContains(response, sentence, status_code=422)
            self.assertContains(response, "call &lt;b&gt;them", status_code=422)
        assert not FollowUp.objects.filter(text__contains="call").exists()

    def test_thanks_are_given_and_outcomes_told_from_the_page(self):
        favour = create_exchange(
            by=self.alice, person=self.ana, giver=Side.THEM, size=3, state=ExchangeState.KEPT, days_ago=40
        )
        page = self.get("person", self.ana.public_id)
        kinds = {line.kind for line in page.context["person"].planned}
        assert {"thank", "outcome"} <= kinds
        self.assertContains(page, reverse("exchange_thank", args=[favour.public_id]))
        self.assertContains(page, "Thanked")
        self.assertContains(page, "Told")

    def test_a_muted_flag_says_so_and_how_to_see_it_again(self):
        for days_ago in (200, 120, 40):
            create_ask(by=self.alice, person=self.ana, days_ago=days_ago)
        page = self.get("person", self.ana.public_id)
        assert [flag.muted for flag in page.context["person"].flags] == [None]
        self.assertContains(page, "You write only when you need something")
        row = mute(by=self.alice, rule=Reason.ASK_ONLY, person=self.ana, because="we share an office")
        page = self.get("person", self.ana.public_id)
        self.assertContains(page, "that it is not fair: “<bdi>we share an office</bdi>”.")
        self.assertNotContains(page, "You write only when you need something")
        self.post("mute_remove", row.public_id)
        self.assertContains(self.get("person", self.ana.public_id), "You write only when you need something")
