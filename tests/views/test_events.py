"""Events and their debriefs over HTTP."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from contacts.models import Contact, Event, Interaction, Person
from contacts.queries.events import counts_of
from contacts.services.contacts import send_back_to_the_door
from contacts.vocabulary import Channel, EventPart, Source
from tests.factories import LEARNED, TALKED, create_contact, create_event, log, today_of
from tests.views.worlds import CastTestCase

HTMX = {"HX-Request": "true"}


class EventTests(CastTestCase):
    def typed(self, **fields):
        return {
            "entry_key": uuid4(),
            "name": "Oslo Platform Day",
            "happened_on": today_of(self.alice).isoformat(),
            **fields,
        }

    def test_names_an_event_and_goes_on_to_its_debrief(self):
        typed = self.typed(place="Mesh", part="speaking", channel="video", shared_notes="keynotes\r\non tides")
        response = self.post("event_add", **typed)
        event = Event.objects.get()
        assert response["Location"] == reverse("debrief", args=[event.public_id])
        assert (event.part, event.channel, event.shared_notes) == (
            EventPart.SPEAKING,
            Channel.VIDEO,
            "keynotes\non tides",
        )
        self.post("event_add", **typed)
        assert Event.objects.count() == 1

    def test_deleting_one_that_is_gone_says_so(self):
        event = create_event(by=self.alice)
        with self.meanwhile("events", lambda: Event.everything.all().delete()):
            response = self.post("event_delete", event.public_id)
        assert response["Location"] == reverse("events")
        assert "no longer here" in self.said(response)[0]

    def test_an_event_still_to_come_has_its_page_first(self):
        day = today_of(self.alice) + timedelta(days=20)
        response = self.post("event_add", **self.typed(happened_on=day.isoformat()))
        assert response["Location"] == reverse("event", args=[Event.objects.get().public_id])
        self.assertContains(self.client.get(response["Location"]), "Still to come")

    def test_the_debrief_of_an_event_still_to_come_leads_to_its_page(self):
        event = create_event(by=self.alice, days_ago=-1)
        response = self.client.get(reverse("debrief", args=[event.public_id]))
        assert response["Location"] == reverse("event", args=[event.public_id])

    def test_says_what_is_wrong_and_keeps_what_was_typed(self):
        cases = [
            ({"name": ""}, "Give the event a name."),
            ({"name": "x" * 201}, "200 fit"),
            ({"name": "a\0b"}, "a null character"),
            ({"happened_on": ""}, "Say on which day it was"),
            ({"happened_on": "1700-01-01"}, "more than 120 years ago"),
            ({"happened_on": "9999-01-01"}, "more than three years ahead"),
            ({"shared_notes": "x" * 20_001}, "20,000 fit"),
            ({"part": "juggling"}, "Select a valid choice"),
            ({"entry_key": "x"}, "This form cannot be used any more"),
        ]
        for fields, sentence in cases:
            with self.subTest(fields=list(fields)):
                response = self.post("event_add", status=422, **self.typed(place="Mesh, Oslo", **fields))
                self.assertContains(response, sentence, status_code=422)
                self.assertContains(response, "Mesh, Oslo", status_code=422)
        assert not Event.objects.exists()

    def test_the_list_finds_pages_and_keeps_to_its_owner(self):
        create_event(by=self.alice, name="Tromsø panel")
        create_event(by=self.alice, name="Dinner", place="Mesh")
        create_event(by=self.mallory, name="Not mine")
        assert [row.name for row in self.get("events").context["page"]] == ["Dinner", "Tromsø panel"]
        assert [row.name for row in self.get("events", q="mesh").context["page"]] == ["Dinner"]
        self.assertContains(self.get("events", q="nobody"), "No event like that")
        part = self.client.get(reverse("events"), headers={**HTMX, "HX-Target": "events-found"})
        self.assertNotContains(part, "<html")
        for nonsense in ({"page": "x"}, {"page": "99"}, {"q": "a\0b"}):
            self.get("events", **nonsense)

    def test_pages_take_as_many_queries_for_many_rows_as_for_few(self):
        event = create_event(by=self.alice)
        urls = [reverse("events"), *(reverse(name, args=[event.public_id]) for name in ("event", "debrief"))]
        counts = []
        for round_number in range(2):
            for number in range(3):
                name = f"P {round_number} {number}"
                create_contact(by=self.alice, name=name, event=event)
                create_event(by=self.alice, name=name)
            counts.append([self.queries(url) for url in urls])
        assert counts[0] == counts[1]

    def test_shows_whom_one_met_and_edits(self):
        event = create_event(by=self.alice)
        create_contact(by=self.alice, name="Ana", event=event)
        self.assertContains(self.get("event", event.public_id), "A contact since that day")
        edit = {"version": 1, "name": "Platform Day", "happened_on": event.happened_on.isoformat()}
        self.post("event_edit", event.public_id, **edit)
        response = self.post("event_edit", event.public_id, status=422, **{**edit, "name": "Second tab"})
        self.assertContains(response, "It stands as “Platform Day”", status_code=422)
        self.assertContains(response, 'name="version" value="2"', status_code=422)
        self.assertContains(response, "Second tab", status_code=422)

    def test_deletes_with_undo_and_leaves_what_was_noted(self):
        event = create_event(by=self.alice)
        create_contact(by=self.alice, event=event)
        response = self.post("event_delete", event.public_id)
        assert not Event.objects.exists() and Interaction.objects.count() == 1
        [message] = response.wsgi_request._messages
        self.client.post(message.extra_tags.removeprefix("undo:"))
        assert Event.objects.get() == event

    def test_strangers_find_nothing(self):
        event = create_event(by=self.alice)
        for name in ("event", "event_edit", "debrief", "debrief_row"):
            assert self.stranger.get(reverse(name, args=[event.public_id])).status_code == 404, name
        for name in ("event_edit", "event_delete", "event_restore", "debrief_row"):
            assert self.stranger.post(reverse(name, args=[event.public_id])).status_code == 404, name


class DebriefTests(CastTestCase):
    def setUp(self):
        super().setUp()
        self.event = create_event(by=self.alice, days_ago=1, channel=Channel.VIDEO)

    def typed(self, **fields):
        return {
            "entry_key": str(uuid4()),
            "version": "0",
            "name": "Ana Ferreira",
            "talked_about": TALKED,
            "learned": LEARNED,
            **fields,
        }

    def row(self, status=200, **fields):
        url = reverse("debrief_row", args=[self.event.public_id])
        response = self.client.post(url, self.typed(**fields), headers=HTMX)
        assert response.status_code == status, response.content[:1000]
        return response

    def test_offers_twelve_rows_each_with_its_own_key(self):
        response = self.get("debrief", self.event.public_id)
        keys = [form["entry_key"].value() for _number, form in response.context["blank"]]
        assert len(set(keys)) == 12
        assert len(self.get("debrief", self.event.public_id, rows=24).context["blank"]) == 24
        self.get("debrief", self.event.public_id, rows="x")

    def test_a_row_saves_by_itself_with_the_events_day_and_channel(self):
        response = self.row(number="3")
        row = Interaction.objects.get()
        assert (row.event, row.happened_on, row.channel) == (self.event, self.event.happened_on, Channel.VIDEO)
        assert row.person.source == Source.DEBRIEF and Contact.objects.filter(person=row.person).exists()
        self.assertContains(response, "A new contact")
        self.assertContains(response, f'data-outbox-saved="{row.entry_key}"')
        self.assertContains(response, 'id="debrief-sums"')
        self.assertContains(response, "1 new contact")

    def test_counts_new_contacts_the_door_and_whom_one_knew(self):
        known = create_contact(by=self.alice, name="Hege Dahl", days_ago=90).person
        self.row()
        self.row(name="Jonas", save="hello", talked_about="", learned="")
        due_on = today_of(self.alice) + timedelta(days=3)
        promise = {"i_promised": "on", "i_promised_what": "the slides", "i_promised_on": due_on.isoformat()}
        response = self.row(
            name=known.name, person=known.public_id, learned="her knee is better, runs in Nordmarka", **promise
        )
        self.assertContains(response, "1 new contact, 1 at the door, 1 you knew")
        self.assertContains(response, "3 people, 1 promise")
        counts = counts_of(self.event)
        assert (counts.people, counts.new_contacts, counts.at_the_door, counts.known) == (3, 1, 1, 1)

    def test_a_saved_row_says_how_many_favours_were_told(self):
        due_on = today_of(self.alice) + timedelta(days=3)
        promise = {"i_promised": "on", "i_promised_what": "the slides", "i_promised_on": due_on.isoformat()}
        response = self.row(**promise, they_asked="on", they_asked_what="a lift")
        self.assertContains(response, "2 favours")
        self.assertContains(self.row(name="Bo", **promise), "1 favour<")
        self.assertNotContains(self.row(name="Jonas"), "favour<")
        self.assertContains(self.get("debrief", self.event.public_id), "2 favours")

    def test_the_same_row_sent_twice_is_one_person(self):
        typed = self.typed()
        for _time in range(2):
            self.row(**typed)
        assert Person.objects.count() == Interaction.objects.count() == 1

    def test_a_saved_row_of_somebody_sent_back_says_where_they_stand(self):
        self.row()
        send_back_to_the_door(by=self.alice, contact=Contact.objects.get())
        response = self.get("debrief", self.event.public_id)
        self.assertContains(response, "Sent back to the door")
        self.assertNotContains(response, "Makes Ana a contact")

    def test_a_row_that_needs_a_word_stays_open_with_its_text(self):
        response = self.row(status=422, name="")
        self.assertContains(response, "Say who it was", status_code=422)
        self.assertContains(response, LEARNED, status_code=422)
        self.assertNotContains(response, "<html", status_code=422)
        assert (
            self.client.post(reverse("debrief_row", args=[self.event.public_id]), self.typed(name="")).status_code
            == 422
        )

    def test_a_saved_row_opens_again_and_keeps_what_it_does_not_ask(self):
        self.row()
        row = Interaction.objects.get()
        Interaction.objects.update(channel=Channel.PHONE)
        url = reverse("debrief_row", args=[self.event.public_id], query={"entry": row.public_id})
        form = self.client.get(url, headers=HTMX)
        self.assertContains(form, LEARNED)
        self.assertContains(form, 'name="version" value="1"')
        assert self.client.get(url)["Location"] == reverse("interaction_edit", args=[row.public_id])
        self.row(
            entry_key=row.entry_key, version="1", person=row.person.public_id, learned="sails to Shetland every June"
        )
        row.refresh_from_db()
        assert row.learned == "sails to Shetland every June" and row.channel == Channel.PHONE

    def test_without_script_each_row_saves_and_leads_back(self):
        response = self.post("debrief_row", self.event.public_id, **self.typed())
        assert response["Location"] == reverse("debrief", args=[self.event.public_id]) + "#next"
        self.assertContains(self.client.get(response["Location"]), "Ana Ferreira")

    def test_a_copied_note_stays_at_the_door_until_it_is_true_of_both(self):
        log(by=self.alice, name="Ragnhild", days_ago=1)
        self.assertContains(self.row(), "At the door for now")
        row = Interaction.objects.get(person__name="Ana Ferreira")
        self.row(entry_key=row.entry_key, version="1", person=row.person.public_id, true_of_both="on")
        assert Contact.objects.filter(person=row.person).exists()
