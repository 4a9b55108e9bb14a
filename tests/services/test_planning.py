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

from contacts.models import Circle, Contact, FollowUp, Interaction, Mute, Person, User
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers, change_settings
from contacts.services.contacts import choose_cadence, found_on_another, send_back_to_the_door
from contacts.services.exchanges import (
    settle_exchange,
    thank,
)
from contacts.services.follow_ups import (
    complete_follow_up,
    dismiss_follow_up,
    reopen_follow_up,
    snooze_follow_up,
)
from contacts.services.important_dates import DateEntry, add_date
from contacts.services.interactions import delete_interaction, edit_interaction, entry_of, restore_interaction
from contacts.services.mutes import mute, unmute
from contacts.services.people import archive, bring_back
from contacts.services.planning import replan, sweep_planning
from contacts.services.resting import keep_on, let_rest, wake
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import (
    MUTABLE_REASONS,
    Channel,
    ClosedHow,
    DateKind,
    Depth,
    ExchangeState,
    FollowUpKind,
    FollowUpState,
    Reason,
    Side,
    Size,
    StartedBy,
)
from tests.factories import (
    create_account,
    create_contact,
    create_exchange,
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


PROMISES = ["promise_mine", "promise_theirs"]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *(
                    "log",
                    "hello",
                    "touch",
                    "delete",
                    "restore",
                    "done",
                    "dismiss",
                    "snooze",
                    "reopen",
                    "cadence",
                    "wait",
                ),
                *("day", "gave", "thank", "promise", "birthday", "rest", "wake", "silence", "mute", "week", "numbers"),
            ]
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
                    sweep_planning()
                else:
                    self.act(alice, contact, act, number)
                self.check(alice, contact.person)

    def act(self, alice: User, contact: Contact, act: str, number: int) -> None:
        person = contact.person
        noted = list(Interaction.everything.filter(person=person, founded__isnull=True).order_by("pk"))
        found = list(FollowUp.objects.filter(person=person).exclude(kind__in=PROMISES).order_by("pk"))
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
            until = max(today_of(alice), row.due_on) + timedelta(days=1 + 9 * number)
            snooze_follow_up(by=alice, follow_up=row, until=until)
        elif act == "reopen":
            reopen_follow_up(by=alice, follow_up=row)
        elif act == "cadence" and not Person.objects.get(pk=person.pk).is_silent:
            choose_cadence(by=alice, contact=contact, circle=None, own_cadence_days=(None, 7, 30, 91)[number % 4])
        elif act == "touch":
            log(by=alice, person=person, channel=Channel.MESSAGE, started_by=StartedBy.ME, learned="")
        else:
            self.tell(alice, contact, act, number)

    def tell(self, alice: User, contact: Contact, act: str, number: int) -> None:
        person = Person.objects.get(pk=contact.pk)
        contact = Contact.objects.get(pk=contact.pk)
        today = today_of(alice)
        theirs = person.exchanges.filter(giver=Side.THEM, state=ExchangeState.KEPT).first()
        if act == "gave":
            create_exchange(by=alice, person=person, giver=Side.THEM, size=Size.MEDIUM, days_ago=number * 20)
        elif act == "thank" and theirs:
            thank(by=alice, exchange=theirs, on=today if number % 2 else None)
        elif act == "promise":
            create_promise(by=alice, person=person, giver=Side.THEM if number % 2 else Side.ME, due_in=number)
        elif act == "birthday" and not person.important_dates.exists():
            entry = DateEntry(kind=DateKind.BIRTHDAY, month=2 + number, day=28, lead_days=number)
            add_date(by=alice, person=person, entry=entry, entry_key=uuid4())
        elif act == "rest" and not person.is_silent:
            let_rest(by=alice, contact=contact, until=today + timedelta(days=number * 15) if number else None)
        elif act == "wake":
            (keep_on if number % 2 else wake)(by=alice, contact=contact)
        elif act == "silence":
            (bring_back if person.archived_at else archive)(by=alice, person=person)
        elif act == "mute":
            rule = sorted(MUTABLE_REASONS)[number]
            if known := Mute.objects.filter(owner=alice, rule=rule).first():
                unmute(by=alice, mute=known)
            else:
                mute(by=alice, rule=rule, person=person if number % 2 else None)
        elif act == "week":
            change_settings(by=alice, values={"working_days": ("01234", "6", "", "0123456", "23", "05")[number]})
        elif act == "numbers":
            change_numbers(by=alice, numbers=Numbers(thank_days=1 + number, outcome_days=9, rest_after=1 + number))
        alice.refresh_from_db()

    def check(self, alice: User, person: Person) -> None:
        before = list(FollowUp.objects.filter(person=person).order_by("pk").values())
        with transaction.atomic():
            replan(person=Person.objects.get(pk=person.pk), by=alice)
        assert list(FollowUp.objects.filter(person=person).order_by("pk").values()) == before
        assert rebuild_standings([person.pk]) == 0
        # The sweep reads less than a log does, and comes to the same.
        stored = Person.objects.filter(pk=person.pk)
        planned_on = stored.get().plan_on
        stored.update(plan_on=date(2020, 1, 1))
        assert sweep_planning() == 1
        assert list(FollowUp.objects.filter(person=person).order_by("pk").values()) == before
        assert stored.get().plan_on == planned_on
        assert planned_on is None or planned_on > today_of(alice)
        assert rebuild_standings([person.pk]) == 0
        self.check_rows(alice, stored.get())

    def check_rows(self, alice: User, person: Person) -> None:
        contact = Contact.objects.select_related("standing").get(person=person)
        rows = FollowUp.objects.open().filter(person=person)
        may_be_nudged = contact.cadence_days is not None and not (
            person.is_silent
            or contact.is_resting(today_of(alice))
            or contact.standing.unanswered >= alice.numbers.rest_after
            or Mute.objects.filter(owner=alice, rule=Reason.KEEP_IN_TOUCH).exists()
        )
        assert rows.filter(kind=FollowUpKind.KEEP_IN_TOUCH).count() == (1 if may_be_nudged else 0)
        if person.is_silent or contact.is_resting(today_of(alice)):
            assert not rows.exclude(kind__in=["promise_mine", "reminder"]).exists()
        computed = rows.filter(kind__in=["keep_in_touch", "thank", "outcome", "no_ask"])
        assert {row.due_on.weekday() for row in computed} <= alice.working_weekdays
