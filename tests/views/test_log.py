"""The log over HTTP: what is saved, what is refused with which sentence, and what may be sent twice."""

from datetime import timedelta
from html import unescape
from unittest import mock
from uuid import uuid4

from django.db import OperationalError
from django.urls import reverse

from contacts.models import Circle, Contact, Exchange, FollowUp, Interaction, Person
from contacts.services.contacts import send_back_to_the_door
from contacts.vocabulary import Channel, Depth, ExchangeState, MentionKind, Side, Size, StartedBy
from tests.factories import (
    LEARNED,
    TALKED,
    create_ask,
    create_contact,
    create_event,
    create_person,
    create_promise,
    create_reminder,
    log,
    today_of,
)
from tests.views.worlds import CastTestCase


class LogTestCase(CastTestCase):
    def typed(self, **fields):
        return {
            "entry_key": str(uuid4()),
            "version": "0",
            "name": "Ana Ferreira",
            "talked_about": TALKED,
            "learned": LEARNED,
            **fields,
        }

    def save(self, status=302, **fields):
        return self.post("log", status=status, **self.typed(**fields))

    def refused(self, sentence, **fields):
        response = self.save(status=422, **fields)
        self.assertIn(sentence, unescape(response.content.decode()))
        return response


class SaveTests(LogTestCase):
    def test_makes_a_contact_of_a_new_name_and_says_so(self):
        response = self.save()
        row = Interaction.objects.get()
        self.assertRedirects(response, reverse("interaction_logged", args=[row.public_id]))
        assert row.person.name == "Ana Ferreira" and row.meaningful and row.founded.person == row.person
        page = self.get("interaction_logged", row.public_id)
        self.assertContains(page, "Ana is a contact now. First follow-up on ")
        self.assertContains(page, f'data-outbox-saved="{row.entry_key}"')

    def test_an_htmx_save_leads_to_the_same_page(self):
        response = self.client.post(reverse("log"), self.typed(), headers={"HX-Request": "true"})
        assert response.status_code == 200
        assert response["HX-Redirect"] == reverse("interaction_logged", args=[Interaction.objects.get().public_id])

    def test_needs_a_person_and_no_more(self):
        self.save(talked_about="", learned="")
        assert not Contact.objects.exists()
        page = self.get("interaction_logged", Interaction.objects.get().public_id)
        self.assertContains(page, "stands at the door for now")

    def test_the_other_buttons_say_how_far_it_went_or_that_it_waits(self):
        self.save(save="hello", talked_about="", learned="")
        self.save(save="later", name="Bo Dahl", talked_about="boats", learned="")
        hello, later = Interaction.objects.order_by("id")
        assert hello.depth == Depth.HELLO and not hello.unfinished
        assert later.unfinished and not later.meaningful
        self.assertContains(self.get("to_finish"), "Bo Dahl")

    def test_the_same_entry_sent_twice_is_one(self):
        typed = self.typed()
        first, second = (self.client.post(reverse("log"), typed) for _time in range(2))
        assert first["Location"] == second["Location"]
        assert Interaction.objects.count() == Person.objects.count() == 1

    def test_two_tabs_on_one_entry_show_both_texts_and_saving_again_keeps_mine(self):
        typed = self.typed()
        self.client.post(reverse("log"), typed)
        response = self.client.post(reverse("log"), {**typed, "learned": "sails to Shetland every June"})
        assert response.status_code == 422
        self.assertContains(response, LEARNED, status_code=422)
        self.assertContains(response, "sails to Shetland every June", status_code=422)
        self.assertContains(response, 'name="version" value="1"', status_code=422)
        again = {**typed, "learned": "sails to Shetland every June", "version": "1"}
        assert self.client.post(reverse("log"), again).status_code == 302
        assert Interaction.objects.get().learned == "sails to Shetland every June"

    def test_inherits_the_last_entry_of_two_hours_ago(self):
        self.save(channel=Channel.PHONE, started_by=StartedBy.ME)
        form = self.get("log").context["form"]
        assert (form.initial["channel"], form.initial["started_by"]) == (Channel.PHONE, StartedBy.ME)
        self.save(name="Bo Dahl")
        assert Interaction.objects.order_by("-id").first().channel == Channel.PHONE
        Interaction.objects.update(created_at=Interaction.objects.first().created_at - timedelta(hours=3))
        assert self.get("log").context["form"].initial["channel"] == Channel.IN_PERSON

    def test_an_event_in_the_address_gives_its_day_and_channel(self):
        event = create_event(by=self.alice, days_ago=3, channel=Channel.VIDEO)
        initial = self.get("log", event=event.public_id).context["form"].initial
        assert (initial["event"], initial["happened_on"], initial["channel"]) == (
            event,
            event.happened_on,
            Channel.VIDEO,
        )

    def test_a_done_follow_up_prefills_its_person(self):
        person = create_person(by=self.alice, name="Bo Dahl")
        reminder = create_reminder(by=self.alice, person=person)
        self.assertContains(self.get("log", follow_up=reminder.public_id), "Bo Dahl")
        self.get("log", person=create_person(by=self.mallory).public_id, status=404)
        self.get("log", person="no-uuid", status=404)

    def test_a_circle_is_one_cadence_for_the_new_contact(self):
        circle = Circle.objects.filter(owner=self.alice).first()
        self.save(circle=circle.public_id)
        assert Contact.objects.get().circle == circle

    def test_events_and_circles_are_chosen_by_their_address_and_among_ones_own(self):
        event, circle = create_event(by=self.alice), Circle.objects.filter(owner=self.alice).first()
        page = self.get("log", event=event.public_id).content.decode()
        assert f'<option value="{event.public_id}" selected>' in page
        assert f'<option value="{circle.public_id}">' in page
        for inner in (event.pk, circle.pk):
            assert f'<option value="{inner}"' not in page
        theirs = {"event": create_event(by=self.mallory), "circle": Circle.objects.filter(owner=self.mallory).first()}
        for field, row in theirs.items():
            for value in (row.public_id, row.pk, "nonsense", "\x00"):
                with self.subTest(field=field, value=value):
                    self.refused("is not one of the choices here any more", name="Bo", **{field: value})
        self.save(event=event.public_id)
        assert Interaction.objects.get().event == event
        edited = self.get("interaction_edit", Interaction.objects.get().public_id).content.decode()
        assert f'<option value="{event.public_id}" selected>' in edited

    def test_no_room_on_the_disk_loses_nothing(self):
        full = OperationalError("database or disk is full")
        with mock.patch("contacts.views.log.log_interaction", side_effect=full):
            self.refused("no room left")
        assert not Person.objects.exists()


class WhoTests(LogTestCase):
    def test_a_name_known_already_is_asked_about_and_never_matched_in_silence(self):
        person = create_person(by=self.alice, name="Ana Ferreira", organisation="Acme")
        response = self.refused("You know somebody of this name already", name="ana ferreira")
        self.assertContains(response, "Acme", status_code=422)
        self.assertContains(response, LEARNED, status_code=422)
        self.save(name="ana ferreira", person=person.public_id)
        assert Interaction.objects.get().person == person
        self.save(name="Ana Ferreira", person="new", learned="a second Ana, who breeds sheep on Lewis")
        assert Person.objects.filter(name="Ana Ferreira").count() == 2

    def test_two_people_of_one_name_are_told_apart(self):
        for firm in ("Acme", "Equinor"):
            create_person(by=self.alice, name="Anna Olsen", organisation=firm)
        response = self.save(status=422, name="Anna Olsen")
        assert [other.who for other in response.context["form"].namesakes] == ["Acme", "Equinor"]

    def test_choosing_one_and_typing_another_is_asked_about(self):
        person = create_person(by=self.alice, name="Ana Ferreira")
        self.refused("You chose one person and typed another name", name="Bo", person=person.public_id)
        self.refused("no longer here", name="Bo", person=create_person(by=self.mallory).public_id)
        self.refused("no longer here", name="Bo", person="nonsense")

    def test_the_type_ahead_knows_firm_last_day_and_always_somebody_new(self):
        create_contact(by=self.alice, name="Ana Ferreira", days_ago=3)
        create_person(by=self.alice, name="Oleksana Melnyk", organisation="Acme")
        create_person(by=self.mallory, name="Ana of another account")
        response = self.get("people_suggest", name="ana")
        assert [person.name for person in response.context["found"]] == ["Ana Ferreira", "Oleksana Melnyk"]
        self.assertContains(response, "New person “ana”")
        assert response.context["found"][0].last_on == today_of(self.alice) - timedelta(days=3)
        self.assertNotContains(self.get("people_suggest", name=""), "option")
        self.get("people_suggest", name="a\0" + "x" * 5000)

    def test_the_type_ahead_asks_as_often_for_many_as_for_few(self):
        url = reverse("people_suggest", query={"name": "ana"})
        counts = []
        for _round in range(2):
            for number in range(3):
                create_contact(by=self.alice, name=f"Ana {number} {uuid4().hex}")
            counts.append(self.queries(url))
        assert counts[0] == counts[1]


class BadInputTests(LogTestCase):
    def test_says_what_is_wrong_and_keeps_what_was_typed(self):
        tomorrow = today_of(self.alice) + timedelta(days=1)
        cases = [
            ({"name": "  "}, "Say who it was"),
            ({"name": "\u200b"}, "no letter that can be read"),
            ({"name": "A" * 201}, "This is 201 characters long, and 200 fit"),
            ({"name": "A\0na"}, "a null character"),
            ({"learned": "a\0b"}, "a null character"),
            ({"talked_about": "ä" * 50_000}, "This is 50,000 characters long, and 20,000 fit"),
            ({"happened_on": tomorrow.isoformat()}, "That day is still to come"),
            ({"happened_on": "1826-01-01"}, "more than 120 years ago"),
            ({"happened_on": "9999-12-31"}, "still to come"),
            ({"happened_on": "yesterday"}, "That is no day"),
            ({"happened_at": "25:99"}, "That is no time of day"),
            ({"entry_key": "x"}, "This form cannot be used any more"),
            ({"entry_key": ""}, "This form cannot be used any more"),
            ({"version": "x"}, "Enter a whole number"),
            ({"person": "x" * 99}, "at most 36 characters"),
            ({"channel": "pigeon"}, "Select a valid choice"),
            ({"depth": "9"}, "Select a valid choice"),
            ({"i_promised": "on", "i_promised_what": "the slides"}, "A promise needs its day"),
            ({"i_promised": "on", "i_promised_what": "x", "i_promised_on": "2020-01-01"}, "before the day it was made"),
            ({"i_gave": "on"}, "Say in a few words what it was"),
            ({"they_gave": "on", "they_gave_what": "x", "they_gave_size": "7"}, "Select a valid choice"),
        ]
        for fields, sentence in cases:
            with self.subTest(fields={name: value[:20] for name, value in fields.items()}):
                response = self.refused(sentence, **{"talked_about": TALKED, **fields})
                if "learned" not in fields:
                    self.assertContains(response, LEARNED, status_code=422)
        assert not Interaction.objects.exists() and not Person.objects.exists()

    def test_stores_and_shows_as_typed(self):
        for text in ("محمد الحسيني", "<script>alert(1)</script>", "🦀 Ferris", "\u202eRLO", 'O\'Neil & "sons"'):
            with self.subTest(text=text):
                response = self.save(
                    name=text, talked_about=text, learned=f"{text} moved to Leeds with twins {uuid4()}"
                )
                page = self.client.get(response["Location"])
                self.assertNotContains(page, "<script>alert")
                row = Interaction.objects.order_by("-id").first()
                assert row.person.name == text and row.talked_about == text

    def test_refuses_the_key_of_another_account_without_a_word_on_it(self):
        theirs = log(by=self.mallory, name="Secret Person").interaction
        for version in ("0", "1"):
            response = self.refused("cannot be used any more", entry_key=str(theirs.entry_key), version=version)
            self.assertNotContains(response, "Secret Person", status_code=422)


class FavourTests(LogTestCase):
    def test_chips_and_promises_become_exchanges(self):
        due_on = today_of(self.alice) + timedelta(days=5)
        self.save(
            i_gave="on", i_gave_what="two reviewers", i_gave_size="2",
            i_asked="on", i_asked_what="read my proposal", i_asked_state="declined",
            they_gave="on", they_gave_what="their slides", they_gave_thanked="on",
            they_asked="on", they_asked_what="an hour", they_asked_state="open", they_asked_size="3",
            they_promised="on", they_promised_what="the recording", they_promised_on=due_on.isoformat(),
            i_promised_what="never ticked", i_promised_on=due_on.isoformat(),
        )  # fmt: skip
        rows = {(row.giver, row.asked, row.state): row for row in Exchange.objects.all()}
        assert set(rows) == {
            (Side.ME, False, ExchangeState.KEPT),
            (Side.THEM, True, ExchangeState.DECLINED),
            (Side.THEM, False, ExchangeState.KEPT),
            (Side.ME, True, ExchangeState.OPEN),
            (Side.THEM, False, ExchangeState.PROMISED),
        }
        assert rows[Side.ME, False, ExchangeState.KEPT].size == Size.MEDIUM
        assert rows[Side.THEM, False, ExchangeState.KEPT].thanked_on == today_of(self.alice)
        assert FollowUp.objects.filter(exchange__what="the recording", due_on=due_on).exists()

    def test_what_is_still_open_came_up_again_or_was_settled(self):
        person = create_contact(by=self.alice, days_ago=20).person
        ask = create_ask(by=self.alice, person=person, days_ago=10, what="read my proposal")
        promise = create_promise(by=self.alice, person=person, days_ago=10, what="the notes")
        response = self.get("log_open_exchanges", person=person.public_id, ids="r123_")
        self.assertContains(response, "You asked: read my proposal", html=False)
        self.assertContains(response, 'id="r123_open_')
        self.save(
            person=person.public_id, name=person.name,
            **{f"open_{ask.public_id}": "chased", f"open_{promise.public_id}": "kept"},
        )  # fmt: skip
        ask.refresh_from_db(), promise.refresh_from_db()
        assert (ask.state, promise.state) == (ExchangeState.OPEN, ExchangeState.KEPT)
        assert ask.mentions.get().kind == MentionKind.CHASED
        self.get("log_open_exchanges", person=create_person(by=self.mallory).public_id, status=404)


class VerdictTests(LogTestCase):
    def verdict(self, **fields):
        return unescape(self.post("log_verdict", status=200, **self.typed(**fields)).content.decode())

    def test_says_what_saving_would_mean_and_writes_nothing(self):
        assert "Makes Ana a contact. First follow-up on" in self.verdict()
        assert "say what you learned about Ana" in self.verdict(learned="")
        assert self.verdict(talked_about="", learned="").strip() == ""
        create_contact(by=self.alice, name="Bo Dahl", days_ago=9)
        bo = Person.objects.get()
        assert "Already a contact" in self.verdict(name="Bo Dahl", person=bo.public_id)
        assert Interaction.objects.count() == 1

    def test_says_that_an_older_entry_makes_no_contact_of_somebody_sent_back(self):
        row = log(by=self.alice, name="Ana", learned="", days_ago=2).interaction
        send_back_to_the_door(by=self.alice, contact=log(by=self.alice, person=row.person).contact)
        known = {"entry_key": row.entry_key, "version": row.version, "person": row.person.public_id}
        assert "only a new entry makes Ana a contact again" in self.verdict(**known)
        assert "Makes Ana a contact. First" in self.verdict(person=row.person.public_id)

    def test_judges_a_form_that_could_not_be_saved(self):
        assert "contact" in self.verdict(name="", happened_on="nonsense", i_gave="on", channel="pigeon", entry_key="x")

    def test_shows_both_texts_of_a_copied_note_and_takes_the_tick(self):
        log(by=self.alice, name="Ragnhild")
        said = self.verdict()
        assert said.count(LEARNED) == 2 and 'name="true_of_both"' in said
        assert "Makes Ana a contact" in self.verdict(true_of_both="on")

    def test_asks_for_one_yes_to_a_topic_of_stock_words(self):
        assert 'name="confirmed"' in self.verdict(talked_about="great to meet you")

    def test_asks_when_the_text_says_more_than_the_tick(self):
        assert "was it a chat" in self.verdict(depth=Depth.HELLO).lower()


class LoggedTests(LogTestCase):
    def test_the_page_of_somebody_at_the_door_takes_the_same_answers(self):
        log(by=self.alice, name="Ragnhild")
        cases = [({"learned": LEARNED}, "both"), ({"talked_about": "great to meet you"}, "topic")]
        for number, (fields, answer) in enumerate(cases):
            note = f"moved to Leeds {number}, mother ill, {uuid4().hex}"
            self.save(**{"name": f"Person {number}", "learned": note, **fields})
            row = Interaction.objects.order_by("-id").first()
            page = self.get("person", row.person.public_id)
            self.assertContains(page, f'value="{answer}"')
            self.assertContains(page, 'name="answer"', count=1)
            self.post("interaction_answer", row.public_id, answer=answer)
            assert Contact.objects.filter(person=row.person).exists(), answer

    def test_one_tap_answers_what_was_asked(self):
        cases = [({"save": "hello"}, "chat"), ({"talked_about": "great to meet you"}, "topic")]
        for number, (fields, answer) in enumerate(cases):
            self.save(name=f"Person {number}", learned=f"moved to Leeds {number}, mother ill, {uuid4().hex}", **fields)
            row = Interaction.objects.order_by("-id").first()
            assert not row.meaningful
            self.assertContains(self.get("interaction_logged", row.public_id), f'value="{answer}"')
            self.post("interaction_answer", row.public_id, answer=answer)
            row.refresh_from_db()
            assert row.meaningful, answer

    def test_one_tap_says_that_it_is_true_of_both(self):
        log(by=self.alice, name="Ragnhild")
        self.save()
        row = Interaction.objects.order_by("-id").first()
        self.assertContains(self.get("interaction_logged", row.public_id), "You wrote about Ragnhild")
        self.post("interaction_answer", row.public_id, answer="both")
        assert Contact.objects.filter(person=row.person).exists()


class TokenTests(CastTestCase):
    def test_gives_a_token_and_says_whose(self):
        given = self.get("outbox_token").json()
        assert given["account"] == str(self.alice.public_id) and given["token"]

    def test_every_page_says_whose_device_store_is_meant(self):
        self.assertContains(self.get("log"), f'data-account="{self.alice.public_id}"')
        self.client.logout()
        assert self.client.get(reverse("outbox_token")).status_code == 302
