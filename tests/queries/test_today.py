"""Who is due and why now: order, material, what a mail may carry, and the number of queries."""

from datetime import date, timedelta
from uuid import uuid4

import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from contacts.entries import ExchangeEntry
from contacts.models import FollowUp, Person, User
from contacts.queries.day import the_day
from contacts.queries.person import person_page, select_for_page
from contacts.queries.today import DueEntry, due_entries, due_entry, due_list
from contacts.services.contacts import choose_cadence
from contacts.services.exchanges import delete_exchange, settle_exchange
from contacts.services.follow_ups import complete_follow_up, snooze_follow_up
from contacts.services.offers import add_offer
from contacts.services.people import delete_person
from contacts.vocabulary import Channel, DateKind, ExchangeState, FollowUpKind, Side, Size, StartedBy
from tests.factories import (
    create_account,
    create_contact,
    create_date,
    create_event,
    create_exchange,
    create_nudge,
    create_person,
    create_promise,
    create_reminder,
    log,
)

WEDNESDAY = date(2026, 11, 18)
MORNING = "2026-11-18T09:00:00+00:00"
OPEN = ExchangeState.OPEN


def only(entries: tuple[DueEntry, ...]) -> DueEntry:
    assert len(entries) == 1, [entry.person.name for entry in entries]
    return entries[0]


@time_machine.travel(MORNING, tick=False)
class DueTests(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def due(self, day: date = WEDNESDAY) -> tuple[DueEntry, ...]:
        return due_entries(self.alice, day)

    def test_nobody_is_due_in_an_empty_notebook(self) -> None:
        assert self.due() == ()

    def test_a_first_follow_up_turns_up_on_its_day_and_says_why(self) -> None:
        create_contact(by=self.alice, name="Ana Ferreira")
        assert self.due() == ()
        entry = only(self.due(date(2026, 11, 20)))
        assert entry.person.name == "Ana Ferreira"
        assert entry.first_item.kind == FollowUpKind.FIRST
        assert entry.first_item.days_late == 0
        assert entry.first_item.why == "First follow-up with a new contact, while it is fresh."
        assert entry.person.standing == "new contact"
        assert entry.is_contact

    def test_late_promises_come_first_then_the_longest_waiting(self) -> None:
        for name in ("Ana", "Ben", "Cleo", "Dag"):
            create_person(by=self.alice, name=name)
        ana, ben, cleo, dag = Person.objects.order_by("name")
        create_reminder(by=self.alice, person=ana)
        FollowUp.objects.update(due_on=WEDNESDAY - timedelta(days=9))
        create_reminder(by=self.alice, person=ben)
        create_promise(by=self.alice, person=cleo, days_ago=8, due_in=-1)
        create_promise(by=self.alice, person=dag, days_ago=8, due_in=-4)
        assert [entry.person.name for entry in self.due()] == ["Dag", "Cleo", "Ana", "Ben"]

    def test_one_person_is_one_entry_with_every_reason(self) -> None:
        ana = create_person(by=self.alice, name="Ana")
        create_reminder(by=self.alice, person=ana, text="ask about the boat")
        create_promise(by=self.alice, person=ana, days_ago=8, due_in=-4, what="the title")
        entry = only(self.due())
        assert [(item.kind, item.text, item.days_late) for item in entry.items] == [
            (FollowUpKind.PROMISE_MINE, "the title", 4),
            (FollowUpKind.REMINDER, "ask about the boat", 0),
        ]
        assert entry.has_late_promise
        assert not entry.is_contact
        assert entry.person.standing == "at the door"

    def test_a_snoozed_one_turns_up_when_its_snooze_is_over(self) -> None:
        ana = create_person(by=self.alice, name="Ana")
        reminder = create_reminder(by=self.alice, person=ana)
        snooze_follow_up(by=self.alice, follow_up=reminder, choice="week")
        assert self.due() == ()
        entry = only(self.due(date(2026, 11, 25)))
        assert entry.first_item.due_on == date(2026, 11, 25)
        assert entry.first_item.days_late == 0

    def test_what_two_logs_say_alike_matters_once(self) -> None:
        ana = create_person(by=self.alice, name="Ana")
        create_reminder(by=self.alice, person=ana)
        for days_ago, learned in (
            (40, "keeps bees"),
            (30, "has  two sons"),
            (20, "Has two sons"),
            (10, "has two sons"),
        ):
            log(by=self.alice, person=ana, days_ago=days_ago, learned=learned)
        entry = only(self.due())
        shown = [matter.text for matter in entry.matters]
        assert shown == [matter.text for matter in entry.mail_matters] == ["has two sons", "keeps bees"]
        page = person_page(self.alice, select_for_page(Person.objects.all()).get(pk=ana.pk))
        assert [matter.text for matter in page.matters] == shown

    def test_what_is_told_in_private_and_in_the_open_stands_once_and_may_be_mailed(self) -> None:
        ana = create_person(by=self.alice, name="Ana")
        create_reminder(by=self.alice, person=ana)
        for days_ago, private in ((20, False), (10, True)):
            log(by=self.alice, person=ana, days_ago=days_ago, learned="has two sons", private=private)
        entry = only(self.due())
        assert [matter.is_private for matter in entry.matters] == [True]
        assert [matter.text for matter in entry.mail_matters] == ["has two sons"]

    def test_a_promise_stays_late_when_it_is_snoozed(self) -> None:
        ana = create_person(by=self.alice, name="Ana")
        create_promise(by=self.alice, person=ana, days_ago=8, due_in=-4)
        FollowUp.objects.update(snoozed_until=WEDNESDAY)
        assert only(self.due()).first_item.days_late == 4

    def test_what_was_done_kept_or_deleted_is_not_due(self) -> None:
        ana, ben, cleo, dag = (create_person(by=self.alice, name=name) for name in ("Ana", "Ben", "Cleo", "Dag"))
        complete_follow_up(by=self.alice, follow_up=create_reminder(by=self.alice, person=ana))
        kept = create_promise(by=self.alice, person=ben, due_in=0)
        settle_exchange(by=self.alice, exchange=kept, state=ExchangeState.KEPT, on=WEDNESDAY)
        delete_exchange(by=self.alice, exchange=create_promise(by=self.alice, person=cleo, due_in=0))
        create_reminder(by=self.alice, person=dag)
        delete_person(by=self.alice, person=dag)
        assert self.due() == ()

    def test_what_has_no_answer_is_open_and_theirs_come_first(self) -> None:
        ben = create_person(by=self.alice, name="Ben Ray")
        create_reminder(by=self.alice, person=ben)
        create_exchange(
            by=self.alice, person=ben, giver=Side.THEM, asked=True, what="a review", state=OPEN, days_ago=900
        )
        create_exchange(by=self.alice, person=ben, asked=True, what="a speaker for the grid day", state=OPEN)
        create_exchange(by=self.alice, person=ben, asked=True, what="a secret", state=OPEN, private=True, days_ago=3)
        create_exchange(by=self.alice, person=ben, what="a lift", state=OPEN, days_ago=2)
        entry = only(self.due())
        assert [offer.what for offer in entry.offers] == ["a secret", "a speaker for the grid day"]
        assert [(favour.says, favour.what) for favour in entry.unanswered_shown] == [
            ("You asked Ben", "a review"),
            ("You offered Ben", "a lift"),
        ]
        assert entry.unanswered_more == 0
        assert [favour.what for favour in entry.mail_unanswered] == ["a speaker for the grid day", "a review", "a lift"]

    def test_namesakes_of_the_week_ahead_are_told_apart(self) -> None:
        for name, firm in (("Ana", "Acme"), ("Ana", "Beta"), ("Ben", "Acme")):
            person = create_person(by=self.alice, name=name, organisation=firm)
            create_reminder(by=self.alice, person=person, due_in=1)
        (ahead, *_rest) = the_day(self.alice, WEDNESDAY).week
        assert [(one.name, one.who) for one in ahead.planned] == [("Ana", "Acme"), ("Ana", "Beta"), ("Ben", "")]

    def test_another_accounts_people_are_not_ones_own(self) -> None:
        mallory = create_account(email="mallory@example.org")
        create_reminder(by=mallory, person=create_person(by=mallory))
        assert self.due() == ()

    def test_what_matters_is_the_newest_two_texts_dated(self) -> None:
        ana = create_contact(by=self.alice, name="Ana", days_ago=9, learned="moved to Leeds in May").person
        log(by=self.alice, person=ana, days_ago=5, learned="her mother is ill")
        log(by=self.alice, person=ana, days_ago=3, learned="daughter starts school")
        log(by=self.alice, person=ana, days_ago=1, learned="", unfinished=True)
        create_reminder(by=self.alice, person=ana)
        assert [(matter.text, matter.on) for matter in only(self.due()).matters] == [
            ("daughter starts school", date(2026, 11, 15)),
            ("her mother is ill", date(2026, 11, 13)),
        ]

    def test_private_notes_are_on_the_page_and_never_in_a_mail(self) -> None:
        ana = create_contact(by=self.alice, name="Ana", days_ago=9, learned="moved to Leeds in May").person
        log(by=self.alice, person=ana, days_ago=5, learned="her mother is ill", private=True)
        log(by=self.alice, person=ana, days_ago=3, learned="is leaving her husband", private=True)
        create_reminder(by=self.alice, person=ana)
        entry = only(self.due())
        assert [matter.is_private for matter in entry.matters] == [True, True]
        assert [matter.text for matter in entry.mail_matters] == ["moved to Leeds in May"]
        assert entry.last_in_touch is not None
        assert entry.last_in_touch.is_private

    def test_a_favour_that_only_private_notes_speak_of_is_private(self) -> None:
        promise = ExchangeEntry(
            giver=Side.ME,
            asked=True,
            what="a lawyer",
            size=Size.SMALL,
            state=ExchangeState.PROMISED,
            due_on=WEDNESDAY,
        )
        ana = log(by=self.alice, name="Ana", private=True, exchanges=(promise,)).person
        item = next(item for item in only(self.due()).items if item.is_promise)
        assert item.is_private
        create_promise(by=self.alice, person=ana, due_in=0, what="the slides")
        assert [item.is_private for item in only(self.due()).items if item.text == "the slides"] == [False]

    def test_open_promises_that_are_not_listed_are_told_besides(self) -> None:
        ana = create_person(by=self.alice, name="Ana")
        create_promise(by=self.alice, person=ana, due_in=0, what="the title")
        create_promise(by=self.alice, person=ana, due_in=9, what="the slides")
        create_promise(by=self.alice, person=ana, due_in=9, what="a room", giver=Side.THEM)
        entry = only(self.due())
        assert [promise.what for promise in entry.i_owe] == ["the title", "the slides"]
        assert [promise.what for promise in entry.else_i_owe] == ["the slides"]
        assert [promise.what for promise in entry.else_they_owe] == ["a room"]

    def test_keeping_in_touch_says_since_when_and_how_often(self) -> None:
        contact = create_contact(by=self.alice, name="Ana", days_ago=50)
        FollowUp.objects.filter(kind=FollowUpKind.FIRST).delete()
        choose_cadence(by=self.alice, contact=contact, circle=None, own_cadence_days=30)
        entry = only(self.due())
        assert entry.first_item.why == "You were last in touch on Tue 29 Sep; monthly is the cadence you chose."
        assert entry.person.standing == "monthly"

    def test_one_persons_entry_is_found_alone(self) -> None:
        ana, ben = (create_person(by=self.alice, name=name) for name in ("Ana", "Ben"))
        reminder = create_reminder(by=self.alice, person=ana)
        create_reminder(by=self.alice, person=ben)
        entry = due_entry(self.alice, WEDNESDAY, person_id=ana.pk)
        assert entry is not None
        assert entry.person.name == "Ana"
        complete_follow_up(by=self.alice, follow_up=reminder)
        assert due_entry(self.alice, WEDNESDAY, person_id=ana.pk) is None

    def test_a_limit_leaves_people_out_and_counts_them(self) -> None:
        for number in range(5):
            create_reminder(by=self.alice, person=create_person(by=self.alice, name=f"Person {number}"))
        due = due_list(self.alice, WEDNESDAY, limit=2)
        assert (len(due.entries), due.people, due.left_out, due.late_promises) == (2, 5, 3, 0)

    def test_the_day_takes_as_many_queries_for_twice_the_rows(self) -> None:
        self._fill(3)
        with CaptureQueriesContext(connection) as few:
            the_day(self.alice, WEDNESDAY)
        self._fill(6)
        with CaptureQueriesContext(connection) as many:
            the_day(self.alice, WEDNESDAY)
        assert len(few) == len(many) <= 10

    def _fill(self, number: int) -> None:
        for place in range(number):
            name = f"Person {Person.objects.count()}"
            ana = create_contact(by=self.alice, name=name, days_ago=9).person
            log(by=self.alice, person=ana, days_ago=4, private=True, unfinished=place == 0)
            create_reminder(by=self.alice, person=ana)
            create_promise(by=self.alice, person=ana, days_ago=8, due_in=-2)
            create_promise(by=self.alice, person=ana, due_in=3)
            create_exchange(by=self.alice, person=ana, giver=Side.THEM)
            create_date(by=self.alice, person=ana, month=11, day=30)
            create_nudge(by=self.alice, name=f"{name} nudged", days_ago=60)
            create_person(by=self.alice, name=f"{name} at the door")
            create_event(by=self.alice, name=name, days_ago=1)
            for asked in (200, 120, 60):
                create_exchange(
                    by=self.alice, person=ana, giver=Side.THEM, asked=True, days_ago=asked, state=ExchangeState.OPEN
                )


@time_machine.travel(MORNING, tick=False)
class MaterialTests(TestCase):
    """What makes it personal (E-54, E-55): material for the user, and nothing written for them."""

    alice: User
    ana: Person

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.ana = create_person(by=cls.alice, name="Ana Ferreira")
        create_reminder(by=cls.alice, person=cls.ana)

    def entry(self) -> DueEntry:
        return only(due_entries(self.alice, WEDNESDAY))

    def offer(self, *whats: str) -> None:
        for what in whats:
            add_offer(by=self.alice, what=what, entry_key=uuid4())

    def test_what_they_asked_for_comes_before_what_would_fit(self) -> None:
        self.offer("a weekend on a wooden boat", "a seat in the choir")
        log(by=self.alice, person=self.ana, days_ago=3, learned="looks for a boat to restore with two sisters")
        create_exchange(by=self.alice, person=self.ana, asked=True, what="a reader for chapter four", state=OPEN)
        assert [(offer.what, offer.word) for offer in self.entry().offers] == [
            ("a reader for chapter four", ""),
            ("a weekend on a wooden boat", "boat"),
        ]

    def test_what_only_a_private_note_speaks_for_is_in_no_mail(self) -> None:
        self.offer("a weekend on a wooden boat", "a room in the lighthouse")
        log(by=self.alice, person=self.ana, days_ago=3, learned="dreams of a lighthouse by the sea", private=True)
        log(by=self.alice, person=self.ana, days_ago=2, learned="bought a boat and three ropes")
        create_exchange(
            by=self.alice, person=self.ana, asked=True, what="the name of a lawyer", state=OPEN, private=True
        )
        entry = self.entry()
        assert len(entry.offers) == 3
        assert [offer.what for offer in entry.mail_offers] == ["a weekend on a wooden boat"]

    def test_another_accounts_offers_are_not_ones_own(self) -> None:
        mallory = create_account(email="mallory@example.org")
        add_offer(by=mallory, what="a weekend on a wooden boat", entry_key=uuid4())
        log(by=self.alice, person=self.ana, days_ago=3, learned="looks for a boat to restore")
        assert self.entry().offers == ()

    def test_dates_near_are_within_thirty_days_and_not_items_themselves(self) -> None:
        create_date(by=self.alice, person=self.ana, month=11, day=19, year=1986)
        create_date(
            by=self.alice, person=self.ana, month=12, day=18, kind=DateKind.OTHER, label="the bees came", year=2019
        )
        create_date(by=self.alice, person=self.ana, month=12, day=19, kind=DateKind.ANNIVERSARY)
        entry = self.entry()
        assert {item.kind for item in entry.items} == {FollowUpKind.REMINDER, FollowUpKind.DATE}
        assert [near.sentence for near in entry.dates] == ["the bees came on Fri 18 Dec, 7 years."]
        assert [near.mail_sentence for near in entry.dates] == ["A day that matters to them on Fri 18 Dec, 7 years."]

    def test_the_human_channel_is_suggested_with_what_speaks_for_it(self) -> None:
        log(by=self.alice, person=self.ana, days_ago=200)
        assert self._suggested() == ("coffee", "A coffee: you last talked on Sat 2 May.")
        for days_ago in (90, 60, 30):
            log(by=self.alice, person=self.ana, days_ago=days_ago, channel=Channel.EMAIL, started_by=StartedBy.ME)
        assert self._suggested() == ("coffee", "A coffee: you last talked on Sat 2 May, and wrote 3 times since.")

    def test_a_number_to_call_and_a_place_change_what_is_suggested(self) -> None:
        ben = create_person(by=self.alice, name="Ben")
        create_reminder(by=self.alice, person=ben)
        log(by=self.alice, person=ben, days_ago=200, channel=Channel.PHONE)
        suggested = {entry.person.name: entry.suggestion for entry in due_entries(self.alice, WEDNESDAY)}
        assert suggested["Ben"] is not None
        assert (suggested["Ben"].kind, suggested["Ben"].icon) == ("call", "telephone")
        assert suggested["Ana Ferreira"] is None

    def test_a_talk_of_late_suggests_nothing(self) -> None:
        log(by=self.alice, person=self.ana, days_ago=20)
        assert self.entry().suggestion is None

    def _suggested(self) -> tuple[str, str]:
        suggestion = self.entry().suggestion
        assert suggestion is not None
        return suggestion.kind, suggestion.sentence
