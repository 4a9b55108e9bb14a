"""The words of the digest: who and why now, each when it is due to be named, and never more than was chosen (E-60)."""

import re
from datetime import date
from uuid import uuid4

import time_machine
from django.db import connection
from django.db.models import CharField, TextField
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from contacts.entries import ExchangeEntry
from contacts.models import (
    Circle,
    Contact,
    Event,
    Exchange,
    FollowUp,
    Handle,
    ImportantDate,
    Interaction,
    Offer,
    Person,
    User,
)
from contacts.queries.digest import Digest, render_digest
from contacts.queries.today import due_entries
from contacts.services.contacts import choose_cadence
from contacts.services.exchanges import delete_exchange, move_promise
from contacts.services.follow_ups import snooze_follow_up
from contacts.services.offers import add_offer
from contacts.signed import read_action, read_pause, read_unsubscribe, turn_mark
from contacts.vocabulary import DigestDetail, ExchangeState, FollowUpKind, Reason, Side, Size
from tests.factories import (
    create_account,
    create_contact,
    create_event,
    create_exchange,
    create_person,
    create_promise,
    create_reminder,
    log,
)

WEDNESDAY = date(2026, 11, 18)
CONFIDED = ["chapter four", "Leeds", "the boat", "the title", "Kjell", "Head of tides", "TideCo", "a speaker"]
PRIVATE = ["her mother", "a lawyer", "a ghostwriter", "the inheritance"]


@time_machine.travel("2026-11-18T09:00:00+00:00", tick=False)
class DigestTests(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel("2026-11-18T09:00:00+00:00", tick=False):
            cls.alice = create_account()
            ana = create_contact(
                by=cls.alice,
                name="Ana Ferreira",
                days_ago=9,
                talked_about="chapter four",
                learned="moved to Leeds with Kjell",
            ).person
            ana.role, ana.organisation = "Head of tides", "TideCo"
            ana.save()
            lawyer = ExchangeEntry(
                giver=Side.ME,
                asked=True,
                what="a lawyer",
                size=Size.SMALL,
                state=ExchangeState.PROMISED,
                due_on=WEDNESDAY,
            )
            log(
                by=cls.alice,
                person=ana,
                days_ago=3,
                talked_about="the inheritance",
                learned="her mother is ill",
                private=True,
                exchanges=(lawyer,),
            )
            create_promise(by=cls.alice, person=ana, days_ago=8, due_in=-4, what="the title")
            create_reminder(by=cls.alice, person=ana, text="ask about the boat")
            for what, private in (("a speaker", False), ("a ghostwriter", True)):
                asked = {"asked": True, "state": ExchangeState.OPEN, "private": private}
                create_exchange(by=cls.alice, person=ana, what=what, **asked)

    def digest(self, detail: DigestDetail, day: date = WEDNESDAY) -> Digest:
        self.alice.digest_detail = detail
        return render_digest(self.alice, day)

    def test_names_and_kinds_of_reason_are_all_it_says_by_default(self) -> None:
        digest = self.digest(DigestDetail.NAMES)
        for part in (digest.text, digest.html):
            assert "Ana Ferreira" in part
            assert "You promised" in part
            assert "Reminder" in part
        for words in CONFIDED + PRIVATE:
            for part in (digest.subject, digest.text, digest.html):
                assert words not in part, words

    def test_in_full_it_says_everything_but_private_notes(self) -> None:
        digest = self.digest(DigestDetail.FULL)
        for part in (digest.text, digest.html):
            for words in ("the title", "ask about the boat", "moved to Leeds with Kjell", "Last in touch: 15 Nov 2026"):
                assert words in part, words
            assert "Ana asked you: “a speaker”, no answer yet." in part
            for words in PRIVATE:
                assert words not in part, words

    def test_it_leads_to_the_person_and_to_today(self) -> None:
        person = self.alice.people.get()
        for part in (self.digest(DigestDetail.NAMES).text, self.digest(DigestDetail.NAMES).html):
            assert f"http://testserver/people/{person.public_id}/" in part
            assert "http://testserver/settings/digest/" in part

    def test_the_subject_names_nobody(self) -> None:
        assert self.digest(DigestDetail.FULL).subject == "Wed 18 Nov: one person to follow up with"

    def test_a_quiet_day_says_so(self) -> None:
        digest = self.digest(DigestDetail.FULL, date(2026, 11, 1))
        assert digest.people == 0
        assert digest.subject == "Sun 1 Nov: nothing is due"
        assert "Nothing is due." in digest.text

    def test_names_are_text_in_both_parts(self) -> None:
        person = create_person(by=self.alice, name="<b>Bo & Co</b>")
        create_reminder(by=self.alice, person=person)
        digest = self.digest(DigestDetail.FULL)
        assert "<b>Bo & Co</b>" in digest.text
        assert "&lt;b&gt;Bo &amp; Co&lt;/b&gt;" in digest.html
        assert "<b>Bo" not in digest.html

    def test_a_name_cannot_write_headers(self) -> None:
        assert "\n" not in self.digest(DigestDetail.FULL).subject

    def test_many_people_are_cut_and_counted(self) -> None:
        for number in range(12):
            create_reminder(by=self.alice, person=create_person(by=self.alice, name=f"Person {number}"))
        digest = self.digest(DigestDetail.NAMES)
        assert digest.people == 13
        assert "And 3 more people." in digest.text
        assert "And 3 more people." in digest.html

    def test_no_image_and_nothing_from_elsewhere_is_in_it(self) -> None:
        html = self.digest(DigestDetail.FULL).html
        assert "<img" not in html
        assert "<link" not in html
        assert "url(" not in html
        assert "color-scheme" in html


class Repeats(TestCase):
    """Which digests name a follow-up: promises of mine in each, gentle reasons once a week, what they promised once."""

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel("2026-11-01T12:00:00Z", tick=False):
            cls.alice = create_account()
            cls.ana = create_person(by=cls.alice)

    def theirs(self) -> FollowUp:
        """Due on Saturday 14 November."""
        with time_machine.travel("2026-11-01T12:00:00Z", tick=False):
            create_promise(by=self.alice, person=self.ana, giver=Side.THEM, due_in=13, what="the recording")
        return FollowUp.objects.get()

    def gentle(self, kind: FollowUpKind) -> FollowUp:
        """Due on Monday 16 November; a nudge that came through."""
        reason = Reason.KEEP_IN_TOUCH if kind == FollowUpKind.KEEP_IN_TOUCH else Reason.DATE
        monday = date(2026, 11, 16)
        return FollowUp.objects.create(
            person=self.ana, kind=kind, reason=reason, source_key="a source", due_on=monday, released_on=monday
        )

    def named(self, day: date) -> bool:
        digest = render_digest(self.alice, day)
        assert bool(digest.follow_ups) == bool(digest.people)
        return "Ana Ferreira" in digest.text and "Ana Ferreira" in digest.html

    def announced(self, on: date) -> None:
        FollowUp.objects.update(announced_on=on)

    def test_what_they_promised_is_named_once(self) -> None:
        self.theirs()
        assert not self.named(date(2026, 11, 13))
        monday = date(2026, 11, 16)
        assert self.named(monday)
        self.announced(monday)
        assert self.named(monday), "another channel of the same day says the same"
        for day in (17, 18, 20, 23, 30):
            assert not self.named(date(2026, 11, day))
        assert not self.named(date(2027, 3, 1))

    def test_a_morning_that_never_left_was_none(self) -> None:
        self.theirs()
        assert self.named(date(2026, 11, 20))

    def test_another_day_is_another_nudge(self) -> None:
        self.theirs()
        self.announced(date(2026, 11, 16))
        with time_machine.travel("2026-11-16T12:00:00Z", tick=False):
            move_promise(by=self.alice, exchange=Exchange.objects.get(), due_on=date(2026, 11, 19))
        assert not self.named(date(2026, 11, 18))
        assert self.named(date(2026, 11, 19))

    def test_put_off_it_comes_when_that_is_over(self) -> None:
        row = self.theirs()
        self.announced(date(2026, 11, 16))
        with time_machine.travel("2026-11-16T12:00:00Z", tick=False):
            snooze_follow_up(by=self.alice, follow_up=row, until=date(2026, 11, 18))
        assert not self.named(date(2026, 11, 17))
        assert self.named(date(2026, 11, 18))

    def test_gentle_reasons_come_again_after_a_week_at_the_earliest(self) -> None:
        for kind in (FollowUpKind.KEEP_IN_TOUCH, FollowUpKind.NO_ASK, FollowUpKind.OUTCOME, FollowUpKind.DATE):
            row = self.gentle(kind)
            monday = date(2026, 11, 16)
            assert self.named(monday), kind
            self.announced(monday)
            assert self.named(monday), kind
            for day in range(17, 23):
                assert not self.named(date(2026, 11, day)), (kind, day)
            assert self.named(date(2026, 11, 23)), kind
            row.delete()

    def test_what_was_promised_and_what_the_user_set_stand_in_every_digest(self) -> None:
        with time_machine.travel("2026-11-16T12:00:00Z", tick=False):
            mine = create_promise(by=self.alice, person=self.ana, due_in=0)
            self.announced(date(2026, 11, 16))
            assert self.named(date(2026, 11, 17))
            delete_exchange(by=self.alice, exchange=mine)
            create_reminder(by=self.alice, person=self.ana)
        self.announced(date(2026, 11, 16))
        assert self.named(date(2026, 11, 17))

    def test_with_another_reason_the_person_is_named_for_that_alone(self) -> None:
        theirs = self.theirs()
        self.announced(date(2026, 11, 16))
        with time_machine.travel("2026-11-16T12:00:00Z", tick=False):
            reminder = create_reminder(by=self.alice, person=self.ana, due_in=1)
        digest = render_digest(self.alice, date(2026, 11, 17))
        assert "Reminder" in digest.text
        assert "They promised" not in digest.text
        assert digest.follow_ups == (reminder.pk,)
        assert theirs.pk not in digest.follow_ups

    def test_today_shows_it_as_long_as_it_is_open(self) -> None:
        self.theirs()
        self.announced(date(2026, 11, 16))
        assert [entry.person.name for entry in due_entries(self.alice, date(2026, 11, 20))] == ["Ana Ferreira"]


@time_machine.travel("2026-11-18T09:00:00+00:00", tick=False)
class Links(TestCase):
    """Each reason has its own links; each of them is whole, and read back as what stands beside it."""

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel("2026-11-18T09:00:00+00:00", tick=False):
            cls.alice = create_account()
            cls.ana = create_person(by=cls.alice)
            cls.reminder = create_reminder(by=cls.alice, person=cls.ana)
            create_promise(by=cls.alice, person=cls.ana, days_ago=8, due_in=-1, what="the title")
            cls.promise = FollowUp.objects.get(exchange__isnull=False)

    def links(self, html: str) -> dict[tuple[FollowUp, str], str]:
        """Which follow-up and which action -> what the link says."""
        found = {}
        for address, words in re.findall(r'<a class="tap" href="http://testserver([^"]+)"[^>]*>([^<]+)</a>', html):
            match = resolve(address)
            action = str(match.view_name).removeprefix("mail_")
            link = read_action(match.kwargs["token"], action=action)
            row = FollowUp.objects.get(public_id=link.follow_up)
            assert link.account == self.alice.public_id
            assert link.turn == turn_mark(kind=row.kind, due_on=row.due_on)
            found[row, action] = words
        return found

    def test_one_entry_has_the_links_of_each_reason_in_its_words(self) -> None:
        digest = render_digest(self.alice, WEDNESDAY)
        assert self.links(digest.html) == {
            (self.promise, "done"): "Kept it",
            (self.promise, "snooze"): "Move the day",
            (self.promise, "not_needed"): "Drop it",
            (self.reminder, "done"): "Done",
            (self.reminder, "snooze"): "Snooze",
            (self.reminder, "not_needed"): "Not needed",
        }
        assert digest.html.count("<h2") == 1, "one entry a person"
        assert set(digest.follow_ups) == {self.promise.pk, self.reminder.pk}

    def test_what_was_put_off_has_the_turn_of_its_own_day(self) -> None:
        snooze_follow_up(by=self.alice, follow_up=self.reminder, until=date(2026, 11, 20))
        assert (self.reminder, "done") in self.links(render_digest(self.alice, date(2026, 11, 20)).html)

    def test_both_parts_have_the_same_addresses(self) -> None:
        digest = render_digest(self.alice, WEDNESDAY)
        # The seconds in a signature are those of the frozen clock, so each address is one text.
        in_html = set(re.findall(r'href="(http://testserver/mail/[^"]+)"', digest.html))
        in_text = set(re.findall(r"http://testserver/mail/\S+", digest.text))
        assert in_html == in_text
        assert len(in_html) == 8

    def test_it_can_be_paused_and_stopped_from_the_mail(self) -> None:
        text = render_digest(self.alice, WEDNESDAY).text
        paths = [resolve(path) for path in re.findall(r"http://testserver(/mail/(?:pause|unsubscribe)/\S+)", text)]
        assert [match.view_name for match in paths] == ["mail_pause", "mail_unsubscribe"]
        assert read_pause(paths[0].kwargs["token"]) == self.alice.public_id
        assert read_unsubscribe(paths[1].kwargs["token"]) == self.alice.public_id

    def test_queries_do_not_grow_with_people(self) -> None:
        for detail in DigestDetail:
            self.alice.digest_detail = detail
            counts = []
            for number in (2, 4):
                for more in range(number):
                    person = create_person(by=self.alice, name=f"Person {detail} {number} {more}")
                    create_reminder(by=self.alice, person=person)
                with CaptureQueriesContext(connection) as queries:
                    render_digest(self.alice, WEDNESDAY)
                counts.append(len(queries))
            assert counts[0] == counts[1]


@time_machine.travel("2026-11-18T09:00:00+00:00", tick=False)
class Leaks(TestCase):
    """Every word that anybody can type is made one of a kind; then the mail is searched for each (E-60)."""

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel("2026-11-18T09:00:00+00:00", tick=False):
            cls.alice = create_account()
            cls.words = cls.world()

    @classmethod
    def world(cls) -> dict[str, str]:
        """One person with everything the house can hold of them. Answers each field with the word that stands in it."""
        by, event = cls.alice, create_event(by=cls.alice, days_ago=9)
        contact = create_contact(by=by, days_ago=400, event=event)
        ana = contact.person
        choose_cadence(by=by, contact=contact, circle=Circle.objects.filter(owner=by)[0], own_cadence_days=None)
        log(by=by, person=ana, days_ago=380, learned="plans to sell the boat and buy a barn")
        create_reminder(by=by, person=ana)
        for giver in Side:
            create_promise(by=by, person=ana, giver=giver, days_ago=9, due_in=-1, what=f"promised by {giver}")
            for asked in (True, False):
                told = {"giver": giver, "asked": asked, "state": ExchangeState.OPEN, "what": f"{giver} {asked}"}
                create_exchange(by=by, person=ana, days_ago=30, **told)
        gift = create_exchange(
            by=by, person=ana, giver=Side.THEM, asked=True, size=Size.LARGE, days_ago=40, what="their name"
        )
        day = ImportantDate.objects.create(person=ana, kind="other", month=11, day=20, label="the regatta")
        ImportantDate.objects.create(person=ana, kind="birthday", month=12, day=1, label="the birthday")
        add_offer(by=by, what="a barn for the boat", entry_key=uuid4())
        for kind, extra in ((FollowUpKind.THANK, {"exchange": gift}), (FollowUpKind.DATE, {"important_date": day})):
            FollowUp.objects.get_or_create(
                person=ana,
                kind=kind,
                source_key="by hand",
                reason=Reason.GRATITUDE if kind == FollowUpKind.THANK else Reason.DATE,
                defaults={"due_on": WEDNESDAY, **extra},
            )
        FollowUp.objects.filter(kind=FollowUpKind.KEEP_IN_TOUCH).update(released_on=WEDNESDAY)
        FollowUp.objects.update(due_on=WEDNESDAY, state="open", closed_on=None, closed_how="", closed_by=None)
        return cls.mark_every_word()

    @classmethod
    def mark_every_word(cls) -> dict[str, str]:
        marked = {}
        for model in (Person, Contact, Circle, Interaction, Event, Exchange, FollowUp, ImportantDate, Offer, Handle):
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, CharField | TextField) and not field.choices
                if not is_text or field.name in {"source_key", "repeat", "normal_value", "search_name", "thread"}:
                    continue
                for row in model._base_manager.all():
                    name = f"{model.__name__}.{field.name}"
                    word = f"Zq{name.replace('.', '').replace('_', '')}{row.pk}"
                    model._base_manager.filter(pk=row.pk).update(**{field.name: word})
                    marked[word] = name
        return marked

    def said(self, detail: DigestDetail) -> set[str]:
        self.alice.digest_detail = detail
        digest = render_digest(self.alice, WEDNESDAY)
        assert digest.people == 1
        everything = f"{digest.subject}\n{digest.text}\n{digest.html}"
        return {field for word, field in self.words.items() if word in everything}

    def test_by_default_only_the_name_leaves_the_house(self) -> None:
        assert self.said(DigestDetail.NAMES) == {"Person.name"}

    def test_in_full_it_is_what_makes_it_personal(self) -> None:
        said = self.said(DigestDetail.FULL)
        assert {"Person.name", "Interaction.learned", "Interaction.talked_about", "Exchange.what"} <= said
        assert {"FollowUp.text", "ImportantDate.label"} <= said
        assert said <= {
            "Person.name",
            "Person.also_known_as",
            "Person.role",
            "Person.organisation",
            "Person.place",
            "Circle.name",
            "Interaction.learned",
            "Interaction.talked_about",
            "Event.name",
            "Exchange.what",
            "FollowUp.text",
            "ImportantDate.label",
            "Offer.what",
        }

    def test_in_full_nothing_told_in_private_is_in_it(self) -> None:
        Interaction.objects.update(private=True)
        Exchange.objects.update(private=True)
        said = self.said(DigestDetail.FULL)
        assert not said & {"Interaction.learned", "Interaction.talked_about", "Event.name", "Exchange.what"}
        assert {"Person.name", "FollowUp.text"} <= said
