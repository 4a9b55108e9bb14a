"""Logging: what one entry leaves in the database, and what is missing where it makes no contact (E-01, E-02, E-04)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import time_machine
from django.test import TestCase

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.errors import Refused
from contacts.models import Contact, Event, Exchange, ExchangeMention, FollowUp, Interaction, Person, Standing
from contacts.services.events import delete_event
from contacts.services.interactions import log_interaction
from contacts.vocabulary import (
    Channel,
    DayPrecision,
    Depth,
    ExchangeState,
    FollowUpKind,
    MentionKind,
    Missing,
    Reason,
    Side,
    Size,
    Source,
    StartedBy,
)
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_event,
    create_person,
    create_promise,
    entry,
    log,
    today_of,
)


def told(**fields: Any) -> ExchangeEntry:
    whole = {
        "giver": Side.ME,
        "asked": False,
        "what": "the slides on tides",
        "size": Size.SMALL,
        "state": ExchangeState.KEPT,
    }
    return ExchangeEntry(**{**whole, **fields})


class LogTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.today = today_of(cls.alice)

    def test_a_meaningful_conversation_makes_a_contact_with_all_that_follows(self) -> None:
        logged = log(by=self.alice, name="Ana")
        assert (logged.created, logged.contact_made, logged.verdict.missing) == (True, True, ())
        contact = Contact.objects.get()
        assert (contact, contact.founded_on, contact.person.name) == (logged.contact, logged.interaction, "Ana")
        first = FollowUp.objects.get()
        assert (first.kind, first.reason, first.due_on) == (FollowUpKind.FIRST, Reason.FIRST, logged.first_follow_up_on)
        standing = Standing.objects.get()
        assert (standing.last_in_touch, standing.last_in_touch_on) == (logged.interaction, self.today)
        assert (standing.last_meaningful_on, standing.next_due_on) == (self.today, first.due_on)

    def test_what_does_not_qualify_stands_at_the_door_and_says_what_is_missing(self) -> None:
        ten_years = {"organisation": "Acme", "role": "CFO"}
        acme = create_person(by=self.alice, name="Cem", **ten_years)
        cases: list[tuple[str, dict[str, Any], Missing]] = [
            ("a hello", {"depth": Depth.HELLO}, Missing.HELLO),
            ("to finish", {"unfinished": True}, Missing.UNFINISHED),
            ("no topic", {"talked_about": ""}, Missing.TALKED_ABOUT),
            ("nothing learned", {"learned": ""}, Missing.LEARNED),
            ("praise", {"learned": "very nice person, let's stay in touch"}, Missing.LEARNED),
            ("their card", {"person": acme, "talked_about": "said hi", "learned": "CFO at Acme"}, Missing.LEARNED),
            ("the same twice", {"talked_about": "moving to Leeds", "learned": "Moving to Leeds"}, Missing.SAME_TEXT),
            ("a letter without answer", {"channel": Channel.LETTER, "started_by": StartedBy.ME}, Missing.ONE_WAY),
        ]
        for name, fields, missing in cases:
            with self.subTest(name):
                logged = log(by=self.alice, name=name, **fields)
                assert missing in logged.verdict.missing
                assert (logged.contact, logged.contact_made, logged.first_follow_up_on) == (None, False, None)
                stored = Interaction.objects.get(pk=logged.interaction.pk)
                assert stored.meaningful is False and missing in stored.missing
        assert not Contact.objects.exists() and not Standing.objects.exists() and not FollowUp.objects.exists()

    def test_a_second_conversation_counts_and_founds_nothing(self) -> None:
        contact = create_contact(by=self.alice, days_ago=20)
        logged = log(by=self.alice, person=contact.person, learned="their sister opened a bakery in Bergen")
        assert (logged.contact, logged.contact_made, logged.first_follow_up_on) == (contact, False, None)
        assert Contact.objects.get().founded_on == contact.founded_on
        assert Standing.objects.get().last_in_touch == logged.interaction

    def test_an_earlier_conversation_logged_later_keeps_the_newest(self) -> None:
        contact = create_contact(by=self.alice, days_ago=2)
        log(by=self.alice, person=contact.person, days_ago=40, learned="their sister opened a bakery in Bergen")
        assert Standing.objects.get().last_in_touch == contact.founded_on

    def test_keeps_everything_as_typed(self) -> None:
        event = create_event(by=self.alice)
        logged = log(
            by=self.alice,
            name="  Ana   O'Neill <script>alert(1)</script> ",
            talked_about="tides\r\nand <b>boats</b> 🛶\x00",
            learned="مقيمة في القاهرة, keeps “bees”",
            channel=Channel.VIDEO,
            started_by=StartedBy.THEM,
            depth=Depth.CHAT,
            day_precision=DayPrecision.MONTH,
            event=event,
            private=True,
            source=Source.DEBRIEF,
        )
        row = Interaction.objects.select_related("person").get()
        assert row.person.name == "Ana O'Neill <script>alert(1)</script>"
        assert row.person.source == Source.DEBRIEF
        assert row.talked_about == "tides\nand <b>boats</b> 🛶"
        assert row.learned == "مقيمة في القاهرة, keeps “bees”"
        assert (row.channel, row.started_by, row.depth) == (Channel.VIDEO, StartedBy.THEM, Depth.CHAT)
        assert (row.day_precision, row.event, row.private) == (DayPrecision.MONTH, event, True)
        assert logged.contact_made, "a chat counts the same as a conversation"

    def test_two_people_of_one_name_are_two(self) -> None:
        first = log(by=self.alice, name="Anna")
        second = log(by=self.alice, name="Anna", learned="sold her boat to a school in Stavanger")
        assert first.person != second.person
        assert Contact.objects.count() == 2

    def test_a_message_that_answers_theirs_is_two_way(self) -> None:
        ana = create_person(by=self.alice)
        theirs = log(
            by=self.alice, person=ana, channel=Channel.EMAIL, started_by=StartedBy.THEM, days_ago=29, learned=""
        )
        assert theirs.interaction.they_took_part is False
        mine = log(by=self.alice, person=ana, channel=Channel.EMAIL, started_by=StartedBy.ME)
        assert mine.interaction.they_took_part and mine.contact_made

    def test_a_message_of_another_channel_or_too_long_ago_answers_nothing(self) -> None:
        for days_ago, channel in ((31, Channel.EMAIL), (2, Channel.MESSAGE)):
            with self.subTest(days_ago=days_ago, channel=channel):
                ana = create_person(by=self.alice)
                log(by=self.alice, person=ana, channel=channel, started_by=StartedBy.THEM, days_ago=days_ago)
                mine = log(by=self.alice, person=ana, channel=Channel.EMAIL, started_by=StartedBy.ME)
                assert Missing.ONE_WAY in mine.verdict.missing and not mine.contact_made

    def test_both_wrote_that_day(self) -> None:
        logged = log(by=self.alice, channel=Channel.MESSAGE, started_by=StartedBy.ME, they_wrote_too=True)
        assert logged.contact_made

    def test_a_copied_note_is_shown_with_its_origin_and_one_answer_settles_it(self) -> None:
        note = "has three children and teaches physics in the evenings"
        ana = log(by=self.alice, name="Ana", learned=note)
        copied = log(by=self.alice, name="Ben", learned=note.replace("three", "Three"))
        assert (copied.contact_made, copied.verdict.missing) == (False, (Missing.COPIED,))
        assert copied.verdict.copied_from and copied.verdict.copied_from.interaction_id == ana.interaction.pk
        assert log(by=self.alice, name="Cem", learned=note, true_of_both=True).contact_made
        assert log(by=self.alice, name="Dag", learned=note, days_ago=30).contact_made, "another week"
        assert log(by=self.mallory, name="Eva", learned=note).contact_made, "another account's notes are not looked at"

    def test_a_topic_of_stock_words_passes_after_one_confirm(self) -> None:
        thin = {"talked_about": "this and that", "learned": "moves to Leeds with her mother"}
        assert log(by=self.alice, **thin).verdict.missing == (Missing.THIN_TOPIC,)
        confirmed = log(
            by=self.alice, name="Ben", learned="starts a bakery in Oslo", talked_about="this", confirmed=True
        )
        assert confirmed.contact_made and confirmed.interaction.confirmed

    def test_one_cadence_chosen_in_the_log(self) -> None:
        monthly = self.alice.circles.get(name="Monthly")
        contact = log(by=self.alice, name="Ana", circle=monthly).contact
        assert contact and contact.circle == monthly
        quarterly = self.alice.circles.get(name="Quarterly")
        log(by=self.alice, person=contact.person, circle=quarterly, learned="their sister opened a bakery")
        contact.refresh_from_db()
        assert contact.circle == quarterly
        due = FollowUp.objects.open().get(kind=FollowUpKind.KEEP_IN_TOUCH).due_on
        assert timedelta(days=91) <= due - self.today <= timedelta(days=93)

    def test_refuses_with_a_sentence_and_its_field_and_writes_nothing(self) -> None:
        theirs = create_event(by=self.mallory)
        circle = self.mallory.circles.first()
        stranger = create_person(by=self.mallory)
        ana = create_person(by=self.alice)
        cases: list[tuple[str, dict[str, Any], str | None]] = [
            ("tomorrow", {"happened_on": self.today + timedelta(days=1)}, "happened_on"),
            ("year 9999", {"happened_on": date.max}, "happened_on"),
            ("200 years ago", {"happened_on": date(self.today.year - 200, 1, 1)}, "happened_on"),
            ("year 1", {"happened_on": date.min}, "happened_on"),
            ("no name", {"name": " \x00 "}, "name"),
            ("only marks", {"name": "\u200f\u200e"}, "name"),
            ("a long name", {"name": "A" * 201}, "name"),
            ("50,000 characters", {"learned": "boat " * 10_000}, "learned"),
            ("50,000 of topic", {"talked_about": "x" * 50_000}, "talked_about"),
            ("somebody else's event", {"event": theirs}, "event"),
            ("somebody else's circle", {"circle": circle}, "circle"),
            ("somebody else's person", {"person": stranger}, None),
            ("a favour without words", {"exchanges": (told(what=" "),)}, "what"),
            ("a long favour", {"exchanges": (told(what="x" * 501),)}, "what"),
            ("a promise without its day", {"exchanges": (told(state=ExchangeState.PROMISED),)}, "due_on"),
            (
                "a promise for yesterday",
                {"exchanges": (told(state=ExchangeState.PROMISED, due_on=self.today - timedelta(days=1)),)},
                "due_on",
            ),
            (
                "an answer about somebody else's favour",
                {
                    "person": ana,
                    "updates": (
                        ExchangeUpdate(
                            exchange=create_ask(by=self.mallory, person=stranger),
                            kind=MentionKind.ANSWERED,
                            state=ExchangeState.KEPT,
                        ),
                    ),
                },
                None,
            ),
            (
                "an answer that promises without a day",
                {
                    "person": ana,
                    "updates": (
                        ExchangeUpdate(
                            exchange=create_ask(by=self.alice, person=ana),
                            kind=MentionKind.ANSWERED,
                            state=ExchangeState.PROMISED,
                        ),
                    ),
                },
                "due_on",
            ),
        ]
        people, exchanges = Person.objects.count(), Exchange.objects.count()
        for name, fields, field in cases:
            if "name" not in fields and "person" not in fields:
                fields = {"name": name, **fields}
            written = entry(by=self.alice, **{"name": "", **fields}) if "person" in fields else None
            if written is None:
                written = replace(entry(by=self.alice, name="x"), **fields)
            with self.subTest(name):
                with self.assertRaises(Refused) as refusal:
                    log_interaction(by=self.alice, entry=written)
                assert refusal.exception.field == field
                assert str(refusal.exception.sentence).endswith(".")
        assert not Interaction.everything.exists()
        assert (Person.objects.count(), Exchange.objects.count()) == (people, exchanges)

    def test_takes_the_edges_of_what_is_allowed(self) -> None:
        oldest = date(self.today.year - 120, 1, 1)
        assert log(by=self.alice, name="A" * 200, happened_on=oldest, day_precision=DayPrecision.YEAR).created
        assert log(by=self.alice, name="Ben", learned="boat " * 3_999 + "sails").created

    def test_the_day_is_a_day_in_the_owners_zone(self) -> None:
        kiritimati = create_account(email="kiri@example.org", time_zone="Pacific/Kiritimati")
        niue = create_account(email="niue@example.org", time_zone="Pacific/Niue")
        with time_machine.travel("2026-03-01T10:30:00Z", tick=False):
            assert log(by=kiritimati, name="Ana", happened_on=date(2026, 3, 2)).created
            with self.assertRaises(Refused):
                log(by=niue, name="Ana", happened_on=date(2026, 3, 1))
            assert log(by=niue, name="Ana", happened_on=date(2026, 2, 28)).created


class FavoursInTheLog(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.today = today_of(cls.alice)

    def test_the_four_chips_and_a_promise(self) -> None:
        due_on = self.today + timedelta(days=3)
        logged = log(
            by=self.alice,
            name="Ana",
            exchanges=(
                told(what="I gave", giver=Side.ME, size=Size.LARGE),
                told(what="I asked", giver=Side.THEM, asked=True, state=ExchangeState.OPEN),
                told(what="they gave", giver=Side.THEM, thanked=True),
                told(what="they asked", giver=Side.ME, asked=True, state=ExchangeState.OPEN),
                told(what="I promised", giver=Side.ME, state=ExchangeState.PROMISED, due_on=due_on),
            ),
        )
        rows = {row.what: row for row in Exchange.objects.all()}
        assert set(rows) == {"I gave", "I asked", "they gave", "they asked", "I promised"}
        assert all((row.person, row.opened_on) == (logged.person, self.today) for row in rows.values())
        assert (rows["I gave"].settled_on, rows["I gave"].settled_in) == (self.today, logged.interaction)
        assert rows["they gave"].thanked_on == self.today
        assert rows["I asked"].settled_on is None and rows["I asked"].settled_in is None
        assert ExchangeMention.objects.filter(interaction=logged.interaction, kind=MentionKind.MADE).count() == 5
        promise = FollowUp.objects.get(kind=FollowUpKind.PROMISE_MINE)
        assert (promise.exchange, promise.due_on, promise.reason) == (rows["I promised"], due_on, Reason.PROMISE)
        standing = Standing.objects.get()
        assert (standing.i_gave, standing.they_gave, standing.i_asked, standing.they_asked) == (1, 1, 1, 1)
        assert (standing.i_owe, standing.they_owe) == (1, 0)

    def test_favours_are_kept_for_people_at_the_door(self) -> None:
        due_on = self.today + timedelta(days=3)
        log(
            by=self.alice,
            name="Ana",
            depth=Depth.HELLO,
            exchanges=(told(giver=Side.THEM, state=ExchangeState.PROMISED, due_on=due_on),),
        )
        assert not Contact.objects.exists()
        assert FollowUp.objects.get().kind == FollowUpKind.PROMISE_THEIRS

    def test_two_lines_of_one_kind_are_two_favours(self) -> None:
        log(by=self.alice, name="Ana", exchanges=(told(what="a name"), told(what="a book")))
        assert set(Exchange.objects.values_list("what", flat=True)) == {"a name", "a book"}

    def test_an_open_ask_is_chased_then_answered(self) -> None:
        ana = create_contact(by=self.alice, days_ago=30).person
        ask = create_ask(by=self.alice, person=ana, days_ago=20)
        chased = log(
            by=self.alice, person=ana, days_ago=10, updates=(ExchangeUpdate(exchange=ask, kind=MentionKind.CHASED),)
        )
        ask.refresh_from_db()
        assert (ask.state, ask.version) == (ExchangeState.OPEN, 1)
        answered = log(
            by=self.alice,
            person=ana,
            updates=(ExchangeUpdate(exchange=ask, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT),),
        )
        ask.refresh_from_db()
        assert (ask.state, ask.settled_on, ask.settled_in) == (ExchangeState.KEPT, self.today, answered.interaction)
        kinds = dict(ExchangeMention.objects.filter(exchange=ask).values_list("interaction_id", "kind"))
        assert kinds == {
            chased.interaction.pk: MentionKind.CHASED,
            answered.interaction.pk: MentionKind.ANSWERED,
        }
        assert Standing.objects.get().they_gave == 1

    def test_a_promise_kept_in_the_log_closes_its_follow_up_by_that_log(self) -> None:
        ana = create_contact(by=self.alice, days_ago=30).person
        promise = create_promise(by=self.alice, person=ana, days_ago=9)
        logged = log(
            by=self.alice,
            person=ana,
            updates=(ExchangeUpdate(exchange=promise, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT),),
        )
        row = FollowUp.objects.get(kind=FollowUpKind.PROMISE_MINE)
        assert (row.state, row.closed_how, row.closed_by) == ("closed", "answered", logged.interaction)

    def test_an_answer_before_the_ask_settles_it_on_the_day_it_began(self) -> None:
        ana = create_contact(by=self.alice, days_ago=30).person
        ask = create_ask(by=self.alice, person=ana)
        log(
            by=self.alice,
            person=ana,
            days_ago=5,
            updates=(ExchangeUpdate(exchange=ask, kind=MentionKind.ANSWERED, state=ExchangeState.DECLINED),),
        )
        ask.refresh_from_db()
        assert (ask.state, ask.settled_on) == (ExchangeState.DECLINED, self.today)

    def test_reopening_what_was_settled_by_an_answer(self) -> None:
        """An answer can also say that it is open after all."""
        ana = create_contact(by=self.alice, days_ago=30).person
        promise = create_promise(by=self.alice, person=ana, due_in=4)
        kept = ExchangeUpdate(exchange=promise, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT)
        log(by=self.alice, person=ana, updates=(kept,))
        again = ExchangeUpdate(exchange=promise, kind=MentionKind.ANSWERED, state=ExchangeState.PROMISED)
        log(by=self.alice, person=ana, updates=(again,), learned="their brother sails to Bergen in May")
        promise.refresh_from_db()
        assert (promise.state, promise.settled_on, promise.settled_in) == (ExchangeState.PROMISED, None, None)


class WhatIsGone(TestCase):
    """The form still shows what another tab removed."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def test_an_event_removed_for_good_is_told(self) -> None:
        event = create_event(by=self.alice)
        Event.objects.filter(pk=event.pk).delete()
        with self.assertRaises(Refused) as refusal:
            log(by=self.alice, name="Ana", event=event)
        assert refusal.exception.field == "event"

    def test_an_event_that_can_be_restored_still_takes_what_happened_there(self) -> None:
        event = create_event(by=self.alice)
        delete_event(by=self.alice, event=event)
        assert log(by=self.alice, name="Ana", event=event).interaction.event == event
