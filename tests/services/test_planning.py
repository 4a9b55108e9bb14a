"""Planning is done once however often it runs, after any sequence of what a user can do."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import time_machine
from django.db import connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from contacts.models import Circle, Contact, FollowUp, Interaction, Person, User
from contacts.services.contacts import choose_cadence, found_on_another, send_back_to_the_door
from contacts.services.exchanges import (
    settle_exchange,
)
from contacts.services.follow_ups import (
    complete_follow_up,
    dismiss_follow_up,
    reopen_follow_up,
    snooze_follow_up,
)
from contacts.services.interactions import delete_interaction, edit_interaction, entry_of, restore_interaction
from contacts.services.planning import replan
from contacts.vocabulary import (
    ClosedHow,
    Depth,
    ExchangeState,
    FollowUpKind,
    FollowUpState,
)
from tests.factories import (
    create_account,
    create_contact,
    create_interaction,
    create_promise,
    log,
    today_of,
)

BOAT = "sold the boat to a school in Stavanger"
MONDAY = date(2026, 3, 2)


class Planning(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def test_planning_again_writes_nothing(self) -> None:
        contact = create_contact(by=self.alice, days_ago=40, circle=Circle.objects.get(name="Monthly"))
        person = contact.person
        log(by=self.alice, person=person, days_ago=10, learned=BOAT)
        for promise in (create_promise(by=self.alice, person=person) for _ in range(3)):
            settle_exchange(by=self.alice, exchange=promise, state=ExchangeState.KEPT, on=today_of(self.alice))
        create_promise(by=self.alice, person=person)
        with CaptureQueriesContext(connection) as once:
            replan(person=person, by=self.alice)
        assert [query["sql"] for query in once if not query["sql"].startswith("SELECT")] == []

    def test_a_closed_row_keeps_how_it_was_closed(self) -> None:
        """An answered first follow-up stays answered after a time at the door."""
        contact = create_contact(by=self.alice, days_ago=5)
        answer = create_interaction(by=self.alice, person=contact.person, days_ago=1, learned=BOAT)
        send_back_to_the_door(by=self.alice, contact=contact)
        row = FollowUp.objects.get(kind=FollowUpKind.FIRST)
        assert (row.closed_how, row.closed_by) == (ClosedHow.ANSWERED, answer)
        create_interaction(by=self.alice, person=contact.person, learned="their sister opened a bakery in Bergen")
        row.refresh_from_db()
        assert (row.closed_how, row.closed_by) == (ClosedHow.ANSWERED, answer)
        assert FollowUp.objects.open().filter(kind=FollowUpKind.FIRST).count() == 1

    def test_founded_on_a_later_talk_an_answered_first_follow_up_stays_answered(self) -> None:
        """Whether on the very answer or on a talk long after its day: the first time is over."""
        for ago in (96, 20):
            with self.subTest(ago):
                contact = create_contact(by=self.alice, name=f"Guest {ago}", days_ago=100)
                FollowUp.objects.filter(person=contact.person).update(due_on=today_of(self.alice) - timedelta(days=98))
                answer = create_interaction(by=self.alice, person=contact.person, days_ago=96, learned=BOAT)
                other = answer
                if ago != 96:
                    other = create_interaction(
                        by=self.alice, person=contact.person, days_ago=ago, learned=f"{BOAT} {ago}"
                    )
                found_on_another(by=self.alice, contact=contact, interaction=other)
                row = FollowUp.objects.get(person=contact.person)
                assert (row.closed_how, row.closed_by) == (ClosedHow.ANSWERED, answer)
                replan(person=contact.person, by=self.alice)
                row.refresh_from_db()
                assert row.state == FollowUpState.CLOSED

    def test_founded_on_another_talk_of_those_days_it_waits_again(self) -> None:
        contact = create_contact(by=self.alice, days_ago=2)
        create_interaction(by=self.alice, person=contact.person, days_ago=1, learned=BOAT)
        other = create_interaction(by=self.alice, person=contact.person, days_ago=1, learned=f"{BOAT} in May")
        found_on_another(by=self.alice, contact=contact, interaction=other)
        assert FollowUp.objects.get().state == FollowUpState.OPEN


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["log", "hello", "delete", "restore", "done", "dismiss", "snooze", "reopen", "cadence", "wait", "day"]
        ),
        st.integers(0, 5),
    ),
    max_size=8,
)


class AnySequence(HypothesisTestCase):
    """Whatever happens, planning is done: once more finds nothing to do, and at most one turn is open."""

    @settings(max_examples=20)
    @given(ACTS)
    def test_planning_twice_is_planning_once(self, acts: list[tuple[str, int]]) -> None:
        alice = create_account(email=f"{uuid4().hex}@example.org")
        with time_machine.travel(f"{MONDAY.isoformat()}T12:00:00Z", tick=False) as clock:
            contact = create_contact(by=alice)
            choose_cadence(by=alice, contact=contact, circle=None, own_cadence_days=30)
            for act, number in acts:
                if act == "wait":
                    clock.shift(timedelta(days=1 + number * 9))
                else:
                    self.act(alice, contact, act, number)
                self.check(alice, contact.person)

    def act(self, alice: User, contact: Contact, act: str, number: int) -> None:
        person = contact.person
        noted = list(Interaction.everything.filter(person=person, founded__isnull=True).order_by("pk"))
        found = list(FollowUp.objects.filter(person=person, kind__in=["first", "keep_in_touch"]).order_by("pk"))
        row = found[number % len(found)]
        one = noted[number % len(noted)] if noted else None
        if act in {"log", "hello"}:
            depth = Depth.HELLO if act == "hello" else Depth.CHAT
            log(by=alice, person=person, days_ago=number * 4, depth=depth, learned=f"{BOAT} {uuid4().hex}")
        elif act == "delete" and one and not one.deleted_at:
            delete_interaction(by=alice, interaction=one)
        elif act == "restore" and one and one.deleted_at:
            restore_interaction(by=alice, interaction=one)
        elif act == "day" and one and not one.deleted_at:
            day = max(one.happened_on, today_of(alice)) - timedelta(days=number)
            moved = replace(entry_of(one), happened_on=day)
            edit_interaction(by=alice, interaction=one, version=one.version, entry=moved)
        elif act == "done":
            complete_follow_up(by=alice, follow_up=row)
        elif act == "dismiss":
            dismiss_follow_up(by=alice, follow_up=row)
        elif act == "snooze" and row.state == FollowUpState.OPEN:
            snooze_follow_up(by=alice, follow_up=row, choice="week")
        elif act == "reopen":
            reopen_follow_up(by=alice, follow_up=row)
        elif act == "cadence":
            choose_cadence(by=alice, contact=contact, circle=None, own_cadence_days=(None, 7, 30, 91)[number % 4])

    def check(self, alice: User, person: Person) -> None:
        before = list(FollowUp.objects.filter(person=person).order_by("pk").values())
        with transaction.atomic():
            replan(person=Person.objects.get(pk=person.pk), by=alice)
        assert list(FollowUp.objects.filter(person=person).order_by("pk").values()) == before
        has_cadence = Contact.objects.get(person=person).cadence_days is not None
        turns = FollowUp.objects.open().filter(person=person, kind=FollowUpKind.KEEP_IN_TOUCH)
        assert turns.count() == (1 if has_cadence else 0)
