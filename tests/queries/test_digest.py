"""The words of the digest: who and why now, and never more than the account chose (E-60)."""

from datetime import date

import time_machine
from django.test import TestCase

from contacts.entries import ExchangeEntry
from contacts.models import Delivery, Exchange, FollowUp, User
from contacts.queries.digest import Digest, render_digest
from contacts.queries.today import due_entries
from contacts.services.exchanges import move_promise
from contacts.services.follow_ups import snooze_follow_up
from contacts.vocabulary import DigestDetail, ExchangeState, Side, Size
from tests.factories import (
    create_account,
    create_contact,
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


class TheirPromises(TestCase):
    """What they promised is asked after once: in the first digest that goes out at or after its day (E-32)."""

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel("2026-11-01T12:00:00Z", tick=False):
            cls.alice = create_account()
            cls.ana = create_person(by=cls.alice)
            # Due on Saturday 14 November.
            create_promise(by=cls.alice, person=cls.ana, giver=Side.THEM, due_in=13, what="the recording")

    def named(self, day: date) -> bool:
        return "Ana Ferreira" in render_digest(self.alice, day).text

    def sent(self, day: date, *, kind: str = "morning", state: str = "sent") -> None:
        Delivery.objects.create(account=self.alice, kind=kind, local_day=day, state=state)

    def test_stands_in_one_digest_only(self) -> None:
        self.sent(date(2026, 11, 13))
        assert not self.named(date(2026, 11, 13))
        monday = date(2026, 11, 16)
        assert self.named(monday)
        self.sent(monday)
        assert self.named(monday), "made anew, the same digest says the same"
        for day in range(17, 21):
            assert not self.named(date(2026, 11, day))

    def test_a_morning_that_never_left_was_none(self) -> None:
        for day, kind, state in ((14, "morning", "lapsed"), (15, "asked", "sent"), (16, "morning", "failed")):
            self.sent(date(2026, 11, day), kind=kind, state=state)
        assert self.named(date(2026, 11, 20))

    def test_another_day_is_another_nudge(self) -> None:
        self.sent(date(2026, 11, 16))
        with time_machine.travel("2026-11-16T12:00:00Z", tick=False):
            move_promise(by=self.alice, exchange=Exchange.objects.get(), due_on=date(2026, 11, 19))
        assert not self.named(date(2026, 11, 18))
        assert self.named(date(2026, 11, 19))

    def test_put_off_it_comes_when_that_is_over(self) -> None:
        self.sent(date(2026, 11, 13))
        with time_machine.travel("2026-11-14T12:00:00Z", tick=False):
            snooze_follow_up(by=self.alice, follow_up=FollowUp.objects.get(), until=date(2026, 11, 18))
        self.sent(date(2026, 11, 17))
        assert self.named(date(2026, 11, 18))

    def test_with_another_reason_the_person_is_named_for_that(self) -> None:
        self.sent(date(2026, 11, 16))
        with time_machine.travel("2026-11-16T12:00:00Z", tick=False):
            create_reminder(by=self.alice, person=self.ana, due_in=1)
        text = render_digest(self.alice, date(2026, 11, 17)).text
        assert "Reminder" in text
        assert "They promised" not in text

    def test_today_shows_it_as_long_as_it_is_open(self) -> None:
        self.sent(date(2026, 11, 16))
        assert [entry.person.name for entry in due_entries(self.alice, date(2026, 11, 20))] == ["Ana Ferreira"]
