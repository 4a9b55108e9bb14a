"""One person's page and what is done from there: facts, cadence, back to the door, deleting, erasing, holding."""

import json
from datetime import timedelta

from django.urls import reverse

from contacts.entries import ExchangeEntry
from contacts.models import Circle, Contact, Exchange, FollowUp, Interaction, Person
from contacts.services.contacts import send_back_to_the_door
from contacts.services.interactions import delete_interaction
from contacts.services.people import erase_person, set_formal_relation
from contacts.vocabulary import Channel, Depth, ExchangeState, FollowUpKind, Side, Size, StartedBy
from tests.factories import (
    create_ask,
    create_contact,
    create_exchange,
    create_person,
    create_promise,
    create_reminder,
    log,
    today_of,
)
from tests.views.test_people import person_form
from tests.views.worlds import CastTestCase


class PageTests(CastTestCase):
    def page(self, person, **query):
        return self.get("person", person.public_id, **query).context["person"]

    def test_shows_a_contact_from_how_it_began_to_what_is_open(self):
        person = create_contact(
            by=self.alice, name="Ana", days_ago=30, learned="grew up in Bergen, repairs radios"
        ).person
        create_promise(by=self.alice, person=person, due_in=-4, days_ago=9, what="the notes on the grant")
        create_promise(by=self.alice, person=person, due_in=5, giver=Side.THEM, what="the recording")
        create_reminder(by=self.alice, person=person, due_in=3, text="ask how the leave went")
        response = self.get("person", person.public_id)
        page = response.context["person"]
        assert page.contact.began_on == today_of(self.alice) - timedelta(days=30)
        assert [favour.what for favour in page.open] == ["the notes on the grant", "the recording"]
        assert page.open[0].days_late == 4
        assert [matter.text for matter in page.matters] == ["grew up in Bergen, repairs radios"]
        assert "ask how the leave went" in [line.text for line in page.planned]
        for words in ("How it began", "4 days late", "You promised Ana", "Ana promised you", "Balance"):
            self.assertContains(response, words)

    def test_shows_the_newest_two_learned_texts_and_no_unfinished_one(self):
        person = create_contact(by=self.alice, name="Ana", days_ago=30).person
        for days_ago, learned in ((20, "moved to Leeds"), (10, "mother is ill"), (5, "")):
            log(by=self.alice, person=person, days_ago=days_ago, learned=learned)
        log(by=self.alice, person=person, days_ago=1, learned="half a", unfinished=True)
        assert [matter.text for matter in self.page(person).matters] == ["mother is ill", "moved to Leeds"]

    def test_raises_the_flag_with_the_asks_that_prove_it(self):
        person = create_contact(by=self.alice, name="Ana", days_ago=700).person
        for days_ago, what in ((200, "an introduction"), (120, "a quote"), (40, "a second opinion")):
            entry = ExchangeEntry(giver=Side.THEM, asked=True, what=what, size=Size.SMALL, state=ExchangeState.DECLINED)
            log(
                by=self.alice,
                person=person,
                days_ago=days_ago,
                channel=Channel.MESSAGE,
                started_by=StartedBy.ME,
                learned="",
                exchanges=(entry,),
            )
        response = self.get("person", person.public_id)
        (flag,) = response.context["person"].flags
        assert [ask.favour.what for ask in flag.asks] == ["a second opinion", "a quote", "an introduction"]
        assert flag.since == today_of(self.alice) - timedelta(days=200)
        assert flag.falls_on is not None
        self.assertContains(response, "You write only when you need something")
        log(by=self.alice, person=person)
        assert self.page(person).flags == ()

    def test_counts_two_years_or_all_time_as_the_address_says(self):
        person = create_contact(by=self.alice, name="Ana", days_ago=1500).person
        create_exchange(by=self.alice, person=person, days_ago=1000)
        create_exchange(by=self.alice, person=person, days_ago=10)
        assert self.page(person).balance.balance.i_gave.total == 1
        assert self.page(person, balance="all").balance.balance.i_gave.total == 2

    def test_says_at_the_door_what_is_missing(self):
        person = create_person(by=self.alice, name="Bo Ek")
        self.assertContains(self.get("person", person.public_id), "Not a contact yet")
        log(by=self.alice, person=person, learned="")
        response = self.get("person", person.public_id)
        self.assertContains(response, "what you learned about Bo")
        self.assertContains(response, f"{reverse('log')}?person={person.public_id}")

    def test_shows_markup_as_text(self):
        person = create_person(by=self.alice, name="<b>Bo</b>", organisation="<script>x</script>")
        log(by=self.alice, person=person, talked_about="<img src=x>", depth=Depth.HELLO)
        response = self.get("person", person.public_id)
        for markup in ("<b>Bo</b>", "<script>x", "<img src=x>"):
            self.assertNotContains(response, markup)

    def test_shows_the_newest_ten_favours_and_leads_to_all(self):
        person = create_contact(by=self.alice, name="Ana", days_ago=60).person
        for days_ago in range(12):
            create_exchange(by=self.alice, person=person, days_ago=days_ago, what=f"gift of {days_ago}")
        response = self.get("person", person.public_id)
        assert [favour.what for favour in response.context["person"].favours] == [f"gift of {n}" for n in range(10)]
        self.assertContains(response, reverse("person_exchanges", args=[person.public_id]))
        self.assertContains(response, "all 12 favours")

    def test_stays_small_with_thousands_of_favours(self):
        person = create_contact(by=self.alice, name="Ana", days_ago=1000).person
        today = today_of(self.alice)
        address = reverse("person", args=[person.public_id])

        def grow(count):
            Exchange.objects.bulk_create(
                Exchange(
                    person=person,
                    giver=side,
                    asked=True,
                    what=f"favour {number}",
                    state=state,
                    opened_on=today - timedelta(days=number % 900),
                    settled_on=today if state == ExchangeState.KEPT else None,
                )
                for number in range(count)
                for side in Side
                for state in (ExchangeState.KEPT, ExchangeState.OPEN)
            )

        grow(20)
        few, size = self.queries(address), len(self.client.get(address).content)
        grow(1250)
        assert self.queries(address) == few
        assert len(self.client.get(address).content) < 2 * size

    def test_formal_relation_is_one_tap_and_can_be_taken_back(self):
        person = create_contact(by=self.alice, name="Ana", days_ago=700).person
        for days_ago in (200, 120, 40):
            create_ask(by=self.alice, person=person, days_ago=days_ago)
        address = reverse("person_formal_relation", args=[person.public_id])
        self.assertContains(self.get("person", person.public_id), f'action="{address}"')
        response = self.post("person_formal_relation", person.public_id)
        assert response.url == reverse("person", args=[person.public_id])
        assert self.page(person).flags == ()
        (message,) = response.wsgi_request._messages
        self.client.post(message.extra_tags.removeprefix("undo:"))
        assert len(self.page(person).flags) == 1
        for query in ("?take_back=1", ""):
            set_formal_relation(by=self.alice, person=person, formal=not query)
            *_before, message = self.client.post(address + query).wsgi_request._messages
            assert "undo:" not in message.extra_tags
        assert self.client.get(address).status_code == 405
        assert self.stranger.post(address).status_code == 404

    def test_not_fair_takes_the_users_own_words_or_none(self):
        person = create_contact(by=self.alice, name="Ana", days_ago=700).person
        for days_ago in (200, 120, 40):
            create_ask(by=self.alice, person=person, days_ago=days_ago)
        page = reverse("person", args=[person.public_id])
        form = {"rule": "E-30", "person": person.public_id, "next": page}
        assert self.post("mute_add", **form, because="we share a desk").url == page
        self.assertContains(self.get("person", person.public_id), "we share a desk")
        assert self.page(person).balance.is_even is False
        self.post("mute_remove", person.mutes.get().public_id)
        self.post("mute_add", **form)
        sentence = "You muted “Only when you need something” for <bdi>Ana</bdi>."
        self.assertContains(self.get("person", person.public_id), sentence)

    def test_a_reminder_begins_with_what_it_is_for(self):
        person = create_person(by=self.alice, name="Ana")
        response = self.get("remind", person.public_id, text="A word without an ask")
        self.assertContains(response, 'value="A word without an ask"')

    def test_takes_as_many_queries_for_twice_the_history(self):
        person = create_contact(by=self.alice, name="Ana", days_ago=500).person

        def grow():
            for number in range(4):
                entry = ExchangeEntry(
                    giver=Side.ME, asked=False, what="a name", size=Size.SMALL, state=ExchangeState.KEPT
                )
                log(by=self.alice, person=person, days_ago=number, exchanges=(entry,))
                create_promise(by=self.alice, person=person)
                create_ask(by=self.alice, person=person, days_ago=number * 8)
                create_reminder(by=self.alice, person=person, text=f"reminder {number}")

        grow()
        url = reverse("person", args=[person.public_id])
        once = self.queries(url)
        grow()
        assert self.queries(url) == once
        assert once <= 14

    def test_is_not_there_for_a_stranger(self):
        person = create_person(by=self.alice)
        assert self.stranger.get(reverse("person", args=[person.public_id])).status_code == 404


class EditTests(CastTestCase):
    def setUp(self):
        super().setUp()
        self.person = create_person(by=self.alice, name="Ana", email="ana@example.org")

    def test_changes_facts_and_addresses(self):
        rows = [("email", "", "work"), ("phone", "+47 400 00 001", "personal"), ("profile", "example.org/ana", "work")]
        form = person_form(name="Ana F.", version=1, formal_relation="on", time_zone="Asia/Tokyo", handles=rows)
        self.get("person_edit", self.person.public_id)
        self.post("person_edit", self.person.public_id, **form)
        self.person.refresh_from_db()
        assert (self.person.name, self.person.formal_relation, self.person.version) == ("Ana F.", True, 2)
        assert {row.kind for row in self.person.handles.all()} == {"phone", "profile"}

    def test_two_tabs_each_get_both_texts(self):
        self.post("person_edit", self.person.public_id, **person_form(name="First tab", version=1))
        response = self.post(
            "person_edit", self.person.public_id, status=422, **person_form(name="Second tab", version=1)
        )
        self.assertContains(response, "First tab", status_code=422)
        self.assertContains(response, "Changed in the meantime", status_code=422)
        self.assertContains(response, 'value="Second tab"', status_code=422)
        self.assertContains(response, '<input type="hidden" name="version" value="2"', status_code=422)
        self.post("person_edit", self.person.public_id, **person_form(name="Second tab", version=2))
        assert Person.objects.get().name == "Second tab"

    def test_an_address_of_somebody_else_asks_and_its_own_does_not(self):
        create_person(by=self.alice, name="Bo", email="bo@example.org")
        own = [("email", "ana@example.org", "personal")]
        self.post("person_edit", self.person.public_id, **person_form(version=1, handles=own))
        theirs = [("email", "bo@example.org", "work")]
        response = self.post("person_edit", self.person.public_id, status=422, **person_form(version=2, handles=theirs))
        self.assertContains(response, "Same person?", status_code=422)

    def test_a_missing_version_is_stale_not_an_error(self):
        self.post("person_edit", self.person.public_id, status=422, **person_form())
        self.post("person_edit", self.person.public_id, status=422, **person_form(version="x"))


class CadenceTests(CastTestCase):
    def setUp(self):
        super().setUp()
        self.contact = create_contact(by=self.alice, name="Ana")
        self.circle = Circle.objects.filter(owner=self.alice).order_by("cadence_days").first()

    def choose(self, status=302, **data):
        return self.post("contact_cadence", self.contact.person.public_id, status=status, **data)

    def test_takes_a_circle_an_own_cadence_or_never(self):
        cases = [
            ({"circle": self.circle.public_id}, self.circle, None),
            ({"circle": self.circle.public_id, "own": "42"}, self.circle, 42),
            ({"own": "other", "days": "17"}, None, 17),
            ({"circle": self.circle.public_id, "own": "never"}, self.circle, 0),
            ({"own": "never"}, None, 0),
        ]
        for data, circle, days in cases:
            self.choose(**data)
            self.contact.refresh_from_db()
            assert (self.contact.circle, self.contact.own_cadence_days) == (circle, days)
            planned = FollowUp.objects.open().filter(kind=FollowUpKind.KEEP_IN_TOUCH).exists()
            assert planned == bool(self.contact.cadence_days)

    def test_never_says_what_it_silences_and_no_more(self):
        self.choose(own="never")
        self.assertContains(
            self.get("person", self.contact.person.public_id), "Nothing will ask you to keep in touch with Ana."
        )
        assert FollowUp.objects.open().filter(kind=FollowUpKind.FIRST).exists()

    def test_refuses_nonsense_and_somebody_elses_circle(self):
        foreign = Circle.objects.filter(owner=self.mallory).first()
        for data in ({"own": "5"}, {"circle": foreign.public_id}):
            self.choose(status=422, **data)

    def test_says_once_how_many_days_may_be_chosen(self):
        for days in ("", "0", "-1", "3651", "x"):
            response = self.choose(status=422, own="other", days=days)
            assert response.context["form"].errors == {"days": ["Say how many days, from 1 to 3650."]}

    def test_calls_nothing_optional_that_always_stands_on_something(self):
        form = self.get("contact_cadence", self.contact.person.public_id).content.decode()
        assert form.count("(optional)") == 1, "the circle alone"
        self.assertNotContains(self.get("remind", self.contact.person.public_id), "(optional)")
        first = FollowUp.objects.get(kind=FollowUpKind.FIRST)
        self.assertNotContains(self.get("follow_up_snooze", first.public_id), "(optional)")

    def test_is_for_contacts_only(self):
        person = create_person(by=self.alice, name="Bo")
        self.get("contact_cadence", person.public_id, status=404)
        self.get("contact_send_back", person.public_id, status=404)


class LeavingTests(CastTestCase):
    def setUp(self):
        super().setUp()
        self.person = create_contact(by=self.alice, name="Ana Ferreira").person
        self.interaction = Interaction.objects.get()

    def test_sends_back_to_the_door_and_keeps_everything(self):
        self.get("contact_send_back", self.person.public_id)
        assert Contact.objects.exists()
        self.post("contact_send_back", self.person.public_id)
        assert not Contact.objects.exists()
        assert Interaction.objects.get() == self.interaction
        self.assertContains(self.get("person", self.person.public_id), "Sent back to the door")

    def test_deletes_with_undo(self):
        self.get("person_delete", self.person.public_id)
        self.post("person_delete", self.person.public_id)
        self.get("person", self.person.public_id, status=404)
        self.post("deleted_restore", "person", self.person.public_id)
        self.get("person", self.person.public_id)
        assert Contact.objects.filter(person=self.person).exists()

    def test_erases_only_with_the_name_or_the_tick(self):
        self.get("person_erase", self.person.public_id)
        for data in ({}, {"name": "Ana"}, {"name": "\0"}):
            self.post("person_erase", self.person.public_id, status=422, **data)
        self.post("person_erase", self.person.public_id, name="ana ferreira")
        assert not Person.everything.exists()
        assert not Interaction.everything.exists()

    def test_erases_what_was_deleted_before(self):
        self.post("person_delete", self.person.public_id)
        self.get("person_held", self.person.public_id)
        self.post("person_erase", self.person.public_id, sure="on")
        assert not Person.everything.exists()


class HeldTests(CastTestCase):
    def test_shows_and_exports_everything_deleted_rows_marked(self):
        person = create_contact(by=self.alice, name="Ana", learned="grew up in Bergen, repairs radios").person
        secret = log(by=self.alice, person=person, talked_about="the deleted talk", private=True).interaction
        delete_interaction(by=self.alice, interaction=secret)
        create_promise(by=self.alice, person=person, what="the notes on the grant")
        create_reminder(by=self.alice, person=person, text="ask how the leave went")
        page = self.get("person_held", person.public_id)
        for words in (
            "grew up in Bergen",
            "the deleted talk",
            "deleted on",
            "the notes on the grant",
            "ask how the leave",
        ):
            self.assertContains(page, words)
        answer = self.get("person_held_json", person.public_id)
        assert "attachment" in answer["Content-Disposition"]
        held = json.loads(answer.content)["person"]
        assert held["name"] == "Ana"
        assert [row["deleted_at"] is None for row in held["interactions"]] == [True, False]
        assert held["exchanges"][0]["what"] == "the notes on the grant"
        assert {row["kind"] for row in held["follow_ups"]} >= {"promise_mine", "reminder"}
        assert self.stranger.get(reverse("person_held", args=[person.public_id])).status_code == 404
        assert self.stranger.get(reverse("person_held_json", args=[person.public_id])).status_code == 404

    def test_takes_as_many_queries_for_twice_the_rows(self):
        person = create_contact(by=self.alice, name="Ana", days_ago=50).person
        url = reverse("person_held", args=[person.public_id])

        def grow():
            for number in range(3):
                entry = ExchangeEntry(
                    giver=Side.ME, asked=False, what="a name", size=Size.SMALL, state=ExchangeState.KEPT
                )
                log(by=self.alice, person=person, days_ago=number, exchanges=(entry,))
                create_promise(by=self.alice, person=person)

        grow()
        once = self.queries(url)
        grow()
        assert self.queries(url) == once
        assert Exchange.objects.count() == 12


class GoneMeanwhileTests(CastTestCase):
    """Another tab was first: a sentence, never an error page."""

    def test_deleting_somebody_who_was_erased(self):
        person = create_person(by=self.alice)
        with self.meanwhile("person", lambda: erase_person(by=self.alice, person=person)):
            response = self.post("person_delete", person.public_id)
        assert response["Location"] == reverse("people")
        assert "no longer here" in self.said(response)[0]

    def test_sending_back_somebody_who_stands_at_the_door_already(self):
        contact = create_contact(by=self.alice)
        with self.meanwhile("person", lambda: send_back_to_the_door(by=self.alice, contact=contact)):
            response = self.post("contact_send_back", contact.person.public_id)
        assert response["Location"] == reverse("people")
        assert "stands at the door, not among your contacts" in self.said(response)[0]

    def test_putting_somebody_right_who_was_erased(self):
        person = create_person(by=self.alice)
        with self.meanwhile("person", lambda: erase_person(by=self.alice, person=person)):
            response = self.post("person_edit", person.public_id, status=422, **person_form(name="Ana", version=1))
        self.assertContains(response, "no longer here", status_code=422)
        self.assertContains(response, 'value="Ana"', status_code=422)
