"""The words of the digest: who and why now, and never more than the account chose (E-60)."""

from datetime import date

import time_machine
from django.test import TestCase

from contacts.entries import ExchangeEntry
from contacts.models import User
from contacts.queries.digest import Digest, render_digest
from contacts.vocabulary import DigestDetail, ExchangeState, Side, Size
from tests.factories import create_account, create_contact, create_person, create_promise, create_reminder, log

WEDNESDAY = date(2026, 11, 18)
CONFIDED = ["chapter four", "Leeds", "the boat", "the title", "Kjell", "Head of tides", "TideCo"]
PRIVATE = ["her mother", "a lawyer", "the inheritance"]


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
