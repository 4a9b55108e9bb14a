"""Hints over HTTP: what is asked under the texts of an entry, what is not asked again, and that nothing is kept."""

from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import time_machine
from django.urls import reverse

from contacts.forms.favours import KINDS
from contacts.models import Exchange, Interaction
from contacts.vocabulary import Channel, ExchangeState, Side, StartedBy
from tests.factories import create_ask, create_event, create_person, create_promise, log, today_of
from tests.views.worlds import CastTestCase

PROMISE = "promised to send her the deck by Friday"
LINES = {f"{kind.name}_what": "" for kind in KINDS}


class ReadingTestCase(CastTestCase):
    def hints(self, **typed):
        """What is asked, as the names of the lines that a yes would fill and their words."""
        response = self.post("log_reading", status=200, **{**LINES, **typed})
        return [(one.kind.name, one.hint.what) for one, _sentence in response.context["offered"]]

    def page(self, **typed):
        return unescape(self.post("log_reading", status=200, **{**LINES, **typed}).content.decode())


class HintTests(ReadingTestCase):
    def test_quotes_the_words_underlined_and_offers_to_fill_the_line(self):
        with time_machine.travel("2026-11-22T12:00:00+01:00", tick=False):
            page = self.page(talked_about=PROMISE)
        self.assertIn("<mark>promised to send</mark> her the deck <mark>by Friday</mark>", page)
        self.assertIn("This looks like a promise of yours, by Fri 27 Nov: record it?", page)
        self.assertIn('data-record="i_promised" data-what="send her the deck" data-on="2026-11-27"', page)

    def test_each_side_and_kind_has_its_line(self):
        for text, line, question in (
            ("asked him for a referral", "i_asked", "an ask of yours"),
            ("wants an intro to a CFO", "they_asked", "an ask of theirs"),
            ("lent her the projector", "i_gave", "something you gave"),
            ("gave me the number of a lawyer", "they_gave", "something they gave"),
            ("offered to review my pitch", "they_gave", "an offer of theirs"),
            ("offered to read her thesis", "i_gave", "an offer of yours"),
            ("I promised him an intro to Kai", "i_promised", "a promise of yours. Record it, then choose its day?"),
            ("she'll introduce me to Kai", "they_promised", "a promise of theirs. Record it, then choose its day?"),
            ("she'll introduce me to Kai by Friday", "they_promised", "a promise of theirs, by "),
        ):
            with self.subTest(text):
                page = self.page(talked_about=text)
                self.assertIn(f'data-record="{line}"', page)
                self.assertIn(f"This looks like {question}", page)

    def test_an_offer_is_recorded_as_one(self):
        self.assertIn('data-state="open"', self.page(talked_about="offered to review my pitch"))
        self.assertNotIn("data-state", self.page(talked_about="reviewed my pitch"))

    def test_at_most_three_and_one_for_a_line(self):
        text = (
            "asked him for a referral; I asked him for the slides; gave me the number of a lawyer; lent him the tent; "
            "he'll introduce me to Kai"
        )
        assert [line for line, _what in self.hints(talked_about=text)] == ["i_asked", "they_gave", "i_gave"]

    def test_a_second_ask_is_told_to_go_on_their_page(self):
        text = "asked him for a referral; I asked him for the slides"
        first, second = ("i_asked", "a referral"), ("i_asked", "the slides")
        said = "One ask fits here; note this one on their page after saving."
        assert self.hints(talked_about=text) == [first, second]
        page = self.page(talked_about=text)
        self.assertEqual(page.count(said), 1)
        self.assertEqual(page.count("data-record="), 1)
        # The first one recorded, in words of the user's own or not: the second one is still no silence.
        for words in ("a referral", "Vouch for me at the port"):
            recorded = {"talked_about": text, "i_asked": "on", "i_asked_what": words}
            assert self.hints(**recorded) == [second]
            self.assertIn(said, self.page(**recorded))
        assert self.hints(talked_about=text, i_asked="on", i_asked_what="the slides") == [first]
        assert self.hints(talked_about=text, not_recorded=["i_asked:a referral"]) == [second]
        self.assertNotIn(said, self.page(talked_about=text, not_recorded=["i_asked:a referral"]))
        assert self.hints(talked_about=text, not_recorded=["i_asked:a referral", "i_asked:the slides"]) == []

    def test_a_recorded_promise_is_told_the_day_that_it_names_now(self):
        recorded = {"talked_about": PROMISE, "i_promised": "on", "i_promised_what": "send her the deck"}
        self.assertIn('data-day-of="i_promised" data-on="2026-11-06"', self.page(**recorded, happened_on="2026-11-03"))
        self.assertNotIn("data-day-of", self.page(talked_about=PROMISE, happened_on="2026-11-03"))
        self.assertNotIn("data-day-of", self.page(**{**recorded, "talked_about": "promised to send her the deck"}))

    def test_a_line_that_is_filled_gives_no_hint(self):
        assert self.hints(talked_about=PROMISE, i_promised="on", i_promised_what="send her the deck") == []
        # A chip alone is a line still to be filled.
        assert self.hints(talked_about=PROMISE, i_promised="on") == [("i_promised", "send her the deck")]

    def test_a_line_that_the_form_has_not_gives_no_hint(self):
        response = self.post("log_reading", status=200, talked_about=PROMISE)
        assert response.context["offered"] == []

    def test_a_no_holds_while_typing_goes_on_and_for_that_favour_alone(self):
        text = f"{PROMISE}; gave me the number of a lawyer"
        refused = "i_promised:send her the"
        assert self.hints(talked_about=text, not_recorded=refused) == [("they_gave", "the number of a lawyer")]
        assert self.hints(talked_about="I promised to call her on Friday", not_recorded=refused) == [
            ("i_promised", "call her")
        ]

    def test_a_day_is_read_from_the_day_of_the_conversation(self):
        page = self.page(talked_about=PROMISE, happened_on="2026-11-03")
        self.assertIn('data-on="2026-11-06"', page)
        ahead = date.today() + timedelta(days=400)
        assert f'data-on="{ahead.year}-' not in self.page(talked_about=PROMISE, happened_on=str(ahead))

    def test_knows_the_person_by_the_name_in_the_form(self):
        assert self.hints(talked_about="Ana promised to send me the list", name="Ana Ferreira") == [
            ("they_promised", "send me the list")
        ]
        assert self.hints(talked_about="Kai promised to send me the list", name="Ana Ferreira") == []

    def test_nonsense_is_read_as_not_there_yet(self):
        assert self.hints() == []
        assert self.hints(channel="pigeon", started_by="fate", happened_on="soon", talked_about="x\x00" * 100) == []
        assert self.hints(talked_about="<script>alert(1)</script>") == []
        page = self.page(talked_about="promised to send her <b>the deck</b> by Friday")
        self.assertNotIn("<b>", self.post("log_reading", status=200, **LINES, talked_about=PROMISE).content.decode())
        self.assertIn("send her <b>the deck</b>", page)  # unescaped here, escaped there

    def test_keeps_nothing_and_takes_no_get(self):
        self.hints(talked_about=PROMISE)
        assert not Exchange.everything.exists() and not Interaction.everything.exists()
        self.get("log_reading", status=405)

    def test_takes_no_queries_but_those_of_signing_in(self):
        with self.assertNumQueries(2):
            self.hints(talked_about=PROMISE * 3, learned="wants an intro to a CFO")

    def test_what_is_still_open_with_them_is_not_recorded_anew(self):
        person = create_person(by=self.alice, name="Bo Dahl")
        create_ask(by=self.alice, person=person, what="a referral")
        typed = {"talked_about": "asked him for a referral", "name": "Bo Dahl"}
        assert self.hints(**typed, person=person.public_id) == []
        assert self.hints(**typed, person="") == [("i_asked", "a referral")]
        # A favour between others, or of another account, is none of this.
        assert self.hints(talked_about="asked him for the slides", person=person.public_id) == [
            ("i_asked", "the slides")
        ]
        theirs = create_person(by=self.mallory)
        create_ask(by=self.mallory, person=theirs, what="a referral")
        assert self.hints(**typed, person=theirs.public_id) == [("i_asked", "a referral")]

    def test_is_silent_in_other_languages(self):
        assert self.hints(talked_about="Hat versprochen, mir bis Freitag die Folien zu schicken") == []


class MessageTests(ReadingTestCase):
    def test_a_message_is_read_by_who_wrote_it(self):
        typed = {"talked_about": "Could you introduce me to Kai?", "channel": Channel.EMAIL}
        assert self.hints(**typed, started_by=StartedBy.ME) == [("i_asked", "introduce me to Kai")]
        assert self.hints(**typed, started_by=StartedBy.THEM) == [("they_asked", "introduce me to Kai")]
        # Said in person it is a note, and notes speak of people, not to them.
        assert self.hints(**{**typed, "channel": Channel.IN_PERSON}, started_by=StartedBy.ME) == []

    def test_a_note_about_a_mail_is_read_as_a_note(self):
        mail = {"channel": Channel.EMAIL, "started_by": StartedBy.THEM}
        assert self.hints(talked_about="asked me to review his pitch", **mail) == [("they_asked", "review his pitch")]

    def test_a_message_of_unknown_writer_is_left_alone(self):
        typed = {"talked_about": "I'll send you the deck by Friday", "channel": Channel.EMAIL}
        assert self.hints(**typed, started_by=StartedBy.BOTH) == []


class FormTests(ReadingTestCase):
    def typed(self, **fields):
        return {"entry_key": str(uuid4()), "version": "0", "name": "Ana Ferreira", "talked_about": PROMISE, **fields}

    def test_log_debrief_and_edit_have_the_place_for_hints(self):
        event = create_event(by=self.alice)
        row = log(by=self.alice, name="Bo").interaction
        for response in (
            self.get("log"),
            self.get("debrief", event.public_id),
            self.get("interaction_edit", row.public_id),
        ):
            self.assertContains(response, f'hx-post="{reverse("log_reading")}"')
            self.assertContains(response, "js/reading.js")

    def test_a_refused_form_keeps_what_was_answered_with_no(self):
        response = self.client.post(
            reverse("log"), self.typed(name="", not_recorded=["i_promised:send her the deck", "i_asked:<b>"])
        )
        self.assertContains(
            response, 'name="not_recorded" value="i_promised:send her the deck"', status_code=422, html=False
        )
        self.assertContains(response, "i_asked:&lt;b&gt;", status_code=422)

    def test_a_promise_that_still_needs_its_day_keeps_the_verdict_in_sight(self):
        typed = self.typed(learned="moved to Leeds, mother ill", i_promised="on", i_promised_what="send her the deck")
        event = create_event(by=self.alice)
        row = log(by=self.alice, name="Bo").interaction
        for page, response in (
            ("log", self.post("log", status=422, **typed)),
            ("row", self.post("debrief_row", event.public_id, status=422, **typed)),
            ("edit", self.post("interaction_edit", row.public_id, status=422, **{**typed, "version": row.version})),
        ):
            with self.subTest(page):
                self.assertContains(response, "A promise needs its day.", status_code=422)
                self.assertContains(response, "verdict-live", status_code=422)

    def test_what_is_recorded_is_saved_with_the_entry_and_not_before(self):
        due_on = today_of(self.alice) + timedelta(days=5)
        self.post(
            "log",
            **self.typed(i_promised="on", i_promised_what="send her the deck", i_promised_on=str(due_on)),
            not_recorded="they_asked:an intro",
        )
        promise = Exchange.objects.get()
        assert (promise.state, promise.what, promise.due_on) == (ExchangeState.PROMISED, "send her the deck", due_on)

    def test_a_gift_may_be_only_offered_and_stays_so_when_the_entry_is_put_right(self):
        typed = self.typed(they_gave="on", they_gave_what="review my pitch", they_gave_state="open")
        self.post("log", **typed)
        offer = Exchange.objects.get()
        assert (offer.giver, offer.asked, offer.state, offer.settled_on) == (
            Side.THEM,
            False,
            ExchangeState.OPEN,
            None,
        )
        row = Interaction.objects.get()
        form = self.get("interaction_edit", row.public_id).context["form"]
        assert form["they_gave_state"].value() == ExchangeState.OPEN
        self.post("interaction_edit", row.public_id, **{**typed, "version": row.version, "learned": "rows a boat"})
        assert Exchange.objects.get().state == ExchangeState.OPEN

    def test_a_gift_is_given_unless_said_otherwise(self):
        self.post("log", **self.typed(i_gave="on", i_gave_what="a lift"))
        assert Exchange.objects.get().state == ExchangeState.KEPT
        response = self.post("log", status=422, **self.typed(i_gave="on", i_gave_what="x", i_gave_state="promised"))
        self.assertContains(response, "field-error", status_code=422)


class BeforeAskingTests(CastTestCase):
    def test_the_line_of_an_ask_has_a_place_for_it_and_a_link_without_a_script(self):
        person = create_person(by=self.alice, name="Bo Dahl")
        create_promise(by=self.alice, person=person)
        response = self.get("log", person=person.public_id)
        self.assertContains(
            response, 'data-before-asking="/people/00000000-0000-0000-0000-000000000000/before-asking/"'
        )
        self.assertContains(response, f"{reverse('exchange_add', args=[person.public_id])}?kind=i_asked")
        self.assertContains(response, "Before you ask <bdi>Bo</bdi>")

    def test_nobody_known_yet_is_no_link(self):
        self.assertNotContains(self.get("log"), "without-script")

    def test_opening_the_log_stays_as_cheap_as_it_was(self):
        person = create_person(by=self.alice, name="Bo Dahl")
        one = self.queries(reverse("log", query={"person": person.public_id}))
        for _number in range(4):
            create_promise(by=self.alice, person=person)
        assert self.queries(reverse("log", query={"person": person.public_id})) == one
