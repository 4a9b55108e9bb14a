"""Letting somebody rest, waking them, keeping on; and what their page and the lists say of it."""

from datetime import timedelta
from uuid import uuid4

from dateutil.relativedelta import relativedelta
from django.urls import reverse

from contacts.models import Contact, Standing
from contacts.services.mutes import mute
from contacts.services.people import archive
from contacts.services.resting import let_rest
from contacts.vocabulary import Channel, Reason, StartedBy
from tests.factories import LEARNED, TALKED, create_contact, create_person, log, today_of
from tests.views.worlds import CastTestCase


class RestCase(CastTestCase):
    def setUp(self):
        super().setUp()
        self.contact = create_contact(by=self.alice, name="Ana Ferreira", days_ago=200)
        self.ana = self.contact.person
        self.today = today_of(self.alice)

    def now(self):
        return Contact.objects.get(pk=self.contact.pk)

    def began(self, days_ago):
        """The rest as if it had begun some days ago."""
        Contact.objects.filter(pk=self.contact.pk).update(resting_since=self.today - timedelta(days=days_ago))

    def undo_of(self, response):
        *_before, message = list(response.wsgi_request._messages)
        return (message.extra_tags or "").removeprefix("undo:")

    def reach_out(self, times=3):
        for number in range(times):
            log(
                by=self.alice,
                person=self.ana,
                days_ago=60 - number * 60 // times,
                channel=Channel.MESSAGE,
                started_by=StartedBy.ME,
                talked_about=f"the library, letter {number}",
                learned="",
            )


class RestTests(RestCase):
    def test_every_choice_has_its_wake_day(self):
        day = self.today + timedelta(days=30)
        for choice, typed, until in (
            ("three_months", "", self.today + relativedelta(months=3)),
            ("half_year", "", self.today + relativedelta(months=6)),
            ("year", "", self.today + relativedelta(years=1)),
            ("day", day, day),
            ("open", "", None),
            ("open", day, None),
        ):
            self.post("contact_rest", self.ana.public_id, choice=choice, until=typed, reason="leave")
            row = self.now()
            assert (row.resting_since, row.resting_until, row.rest_reason) == (self.today, until, "leave"), choice

    def test_the_page_says_until_when_and_why_and_wakes(self):
        until = self.today + timedelta(days=30)
        let_rest(by=self.alice, contact=self.contact, until=until, reason="maternity leave")
        page = self.get("person", self.ana.public_id)
        said = until.strftime(f"{until.day} %B" + ("" if until.year == self.today.year else " %Y"))
        self.assertContains(page, f"Resting until {said}: maternity leave")
        self.assertContains(page, "Wake now")
        self.post("contact_wake", self.ana.public_id)
        assert not self.now().is_resting(self.today)
        self.assertNotContains(self.get("person", self.ana.public_id), "Wake now")

    def test_letting_rest_is_taken_back_whole(self):
        response = self.post("contact_rest", self.ana.public_id, choice="year")
        assert self.client.post(self.undo_of(response)).status_code == 302
        assert self.now().resting_since is None

    def test_waking_is_taken_back_with_its_day_and_reason(self):
        for until in (self.today + timedelta(days=30), None):
            let_rest(by=self.alice, contact=self.contact, until=until, reason="asked for quiet")
            self.began(days_ago=10)
            undo = self.undo_of(self.post("contact_wake", self.ana.public_id))
            assert not self.now().is_resting(self.today)
            assert self.client.post(undo).status_code == 302
            assert (self.now().resting_until, self.now().rest_reason) == (until, "asked for quiet")
        assert (
            self.client.post(f"{reverse('contact_rest_again', args=[self.ana.public_id])}?until=x").status_code == 404
        )

    def test_a_rest_changed_offers_no_undo_that_would_end_it(self):
        let_rest(by=self.alice, contact=self.contact, until=None, reason="leave")
        page = self.get("contact_rest", self.ana.public_id)
        self.assertContains(page, 'value="leave"')
        assert self.undo_of(self.post("contact_rest", self.ana.public_id, choice="year")) == ""

    def test_what_is_wrong_is_said_with_everything_typed_still_there(self):
        for data, sentence in (
            ({}, "Choose how long."),
            ({"choice": "century"}, "Select a valid choice."),
            ({"choice": "day"}, "Choose the day."),
            ({"choice": "day", "until": "2026-02-31"}, "That is no day."),
            ({"choice": "day", "until": self.today}, "Choose tomorrow or later."),
            ({"choice": "day", "until": "9999-12-31"}, "Choose a day within 20 years"),
            ({"choice": "year", "reason": "x" * 201}, "201 characters long"),
            ({"choice": "year", "reason": "a\0b"}, "null character"),
        ):
            response = self.post("contact_rest", self.ana.public_id, status=422, **{"reason": "<i>quiet</i>", **data})
            self.assertContains(response, sentence, status_code=422)
            if "reason" not in data:
                self.assertContains(response, "&lt;i&gt;quiet", status_code=422)
        assert self.now().resting_since is None

    def test_is_for_contacts_of_ones_own(self):
        bo = create_person(by=self.alice, name="Bo")
        for name in ("contact_rest", "contact_wake", "contact_rest_again", "contact_keep_on"):
            self.post(name, bo.public_id, status=404)
            assert self.stranger.post(reverse(name, args=[self.ana.public_id])).status_code == 404

    def test_the_archived_are_not_let_rest(self):
        archive(by=self.alice, person=self.ana)
        response = self.post("contact_rest", self.ana.public_id, status=422, choice="year")
        self.assertContains(response, "is archived", status_code=422)

    def test_the_way_back_leads_where_one_came_from(self):
        response = self.post("contact_rest", self.ana.public_id, choice="year", next="/")
        assert response["Location"] == "/"
        assert self.post("contact_wake", self.ana.public_id, next="https://evil.example/")["Location"].startswith(
            "/people/"
        )

    def test_the_way_to_the_door_says_that_the_rest_is_parked(self):
        let_rest(by=self.alice, contact=self.contact, until=None, reason="asked for quiet")
        page = self.get("contact_send_back", self.ana.public_id)
        self.assertContains(page, "Resting until you wake them: asked for quiet")
        self.post("contact_send_back", self.ana.public_id)
        self.ana.refresh_from_db()
        assert self.ana.parked_rest_reason == "asked for quiet"

    def test_the_log_says_that_it_woke_somebody(self):
        let_rest(by=self.alice, contact=self.contact, until=None, reason="")
        form = {"entry_key": uuid4(), "version": 0, "name": "Ana Ferreira", "person": self.ana.public_id}
        response = self.post("log", **form, talked_about=TALKED, learned=LEARNED)
        assert self.said(response) == ["Ana Ferreira no longer rests: you were in touch."]
        assert not self.now().is_resting(self.today)


class ProposalTests(RestCase):
    def test_quotes_the_touches_with_their_days_and_offers_both(self):
        self.reach_out()
        page = self.get("person", self.ana.public_id)
        proposal = page.context["person"].proposal
        assert proposal.count == 3
        assert [touch.says for touch in proposal.touches] == [f"the library, letter {number}" for number in (2, 1, 0)]
        assert [touch.on for touch in proposal.touches] == [self.today - timedelta(days=days) for days in (20, 40, 60)]
        for words in ("You reached out 3 times", "the library, letter 1", "Keep on", "until I wake them"):
            self.assertContains(page, words)

    def test_fewer_than_the_account_chose_propose_nothing(self):
        self.reach_out(2)
        assert self.get("person", self.ana.public_id).context["person"].proposal is None
        self.alice.own_numbers = {"rest_after": 2}
        self.alice.save()
        assert self.get("person", self.ana.public_id).context["person"].proposal.count == 2

    def test_keeping_on_and_letting_rest_both_end_it(self):
        self.reach_out()
        self.post("contact_keep_on", self.ana.public_id)
        assert Standing.objects.get(contact=self.contact).unanswered == 0
        assert self.get("person", self.ana.public_id).context["person"].proposal is None

    def test_nobody_is_asked_of_the_resting_the_archived_and_the_muted(self):
        self.reach_out()
        address = reverse("person", args=[self.ana.public_id])
        self.post("contact_rest", self.ana.public_id, choice="year")
        assert self.client.get(address).context["person"].proposal is None
        self.post("contact_wake", self.ana.public_id)
        assert self.client.get(address).context["person"].proposal is not None
        archive(by=self.alice, person=self.ana)
        assert self.client.get(address).context["person"].proposal is None
        self.post("person_bring_back", self.ana.public_id)
        mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH, person=self.ana)
        assert self.client.get(address).context["person"].proposal is None

    def test_takes_as_many_queries_for_twice_the_touches(self):
        self.reach_out()
        url = reverse("person", args=[self.ana.public_id])
        once = self.queries(url)
        self.reach_out(6)
        assert self.queries(url) == once


class ListTests(CastTestCase):
    def test_the_resting_have_a_list_and_stay_in_the_others(self):
        ana, bo, eva = (create_contact(by=self.alice, name=name, days_ago=50) for name in ("Ana", "Bo", "Eva"))
        today = today_of(self.alice)
        let_rest(by=self.alice, contact=ana, until=None, reason="")
        let_rest(by=self.alice, contact=bo, until=today + timedelta(days=20), reason="leave")
        over = {"resting_since": today - timedelta(days=9), "resting_until": today}
        Contact.objects.filter(pk=eva.pk).update(**over)
        listing = self.get("people", show="resting").context["listing"]
        assert [row.name for row in listing.rows] == ["Ana", "Bo"]
        assert listing.rows[0].rests == "Resting until you wake them"
        assert listing.counts.resting == 2
        assert [row.name for row in self.get("people").context["listing"].rows] == ["Ana", "Bo", "Eva"]

    def test_an_empty_list_says_how(self):
        self.assertContains(self.get("people", show="resting"), "Nobody rests")
        self.assertContains(self.get("people", show="archived"), "Nobody is archived")
