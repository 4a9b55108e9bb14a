"""Standings after any sequence of verbs are what a rebuild would write; time alone is seen by the sweep."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.errors import DomainError
from contacts.models import Circle, Contact, Exchange, FollowUp, Interaction, Mute, Person, Standing, User
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers, change_settings
from contacts.services.contacts import choose_cadence, found_on_another, send_back_to_the_door
from contacts.services.exchanges import (
    change_person,
    delete_exchange,
    edit_exchange,
    mark_our_work,
    move_promise,
    reopen_exchange,
    restore_exchange,
    settle_exchange,
    tell_outcome,
    thank,
)
from contacts.services.follow_ups import complete_follow_up, reopen_follow_up, snooze_follow_up
from contacts.services.interactions import (
    delete_interaction,
    edit_interaction,
    entry_of,
    log_interaction,
    move_interaction,
    restore_interaction,
)
from contacts.services.mutes import mute, unmute
from contacts.services.people import PersonFacts, archive, bring_back, delete_person, edit_person, restore_person
from contacts.services.standings import rebuild_standings, sweep_standings
from contacts.vocabulary import (
    MUTABLE_REASONS,
    Channel,
    Depth,
    ExchangeState,
    MentionKind,
    Side,
    Size,
    StartedBy,
)
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_exchange,
    create_person,
    create_promise,
    create_reminder,
    entry,
    log,
    today_of,
)
from tests.services import plain_standings

NOON = "2026-06-15T12:00:00Z"
SETTLED = [ExchangeState.KEPT, ExchangeState.DECLINED, ExchangeState.DROPPED]

# One act: its name and four numbers that choose among whatever is there.
NUMBERS = st.tuples(*[st.integers(0, 11)] * 4)


class Notebook:
    """One account, two people, and every verb that can touch a standing."""

    def __init__(self) -> None:
        self.alice: User = create_account(email=f"{uuid4().hex}@example.org")
        self.people = [create_contact(by=self.alice, name=name, days_ago=800).person for name in ("Ana", "Ben")]

    @classmethod
    def acts(cls) -> list[str]:
        return [name.removeprefix("do_") for name in dir(cls) if name.startswith("do_")]

    def act(self, name: str, numbers: tuple[int, int, int, int]) -> None:
        person = Person.everything.get(pk=self.people[numbers[0] % 2].pk)
        with suppress(DomainError):  # a refusal is an answer as well, and must leave everything in step
            getattr(self, f"do_{name}")(person, *numbers[1:])

    def pick(self, rows: Any, number: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def favour(self, a: int, b: int, c: int) -> ExchangeEntry:
        state = list(ExchangeState)[c % 5]
        return ExchangeEntry(
            giver=list(Side)[a % 2],
            asked=b % 2 == 0,
            what="a lift to the harbour",
            size=list(Size)[b % 3],
            state=state,
            due_on=today_of(self.alice) + timedelta(days=c) if state == ExchangeState.PROMISED else None,
            thanked=a % 3 == 0,
            our_work=c == 7,
        )

    def do_log(self, person: Person, a: int, b: int, c: int) -> None:
        log(
            by=self.alice,
            person=person,
            days_ago=a * 45 + c,
            channel=list(Channel)[b % 6],
            started_by=list(StartedBy)[c % 3],
            depth=list(Depth)[a % 3],
            learned=f"restores boat number {uuid4().hex}" if b % 4 else "",
            exchanges=(self.favour(a, b, c),) if c % 2 else (),
        )

    def do_log_an_answer(self, person: Person, a: int, b: int, c: int) -> None:
        favour = self.pick(Exchange.objects.filter(person=person), a)
        if favour:
            kind = MentionKind.CHASED if b % 3 == 0 else MentionKind.ANSWERED
            state = None if kind == MentionKind.CHASED else list(ExchangeState)[c % 5]
            update = ExchangeUpdate(exchange=favour, kind=kind, state=state)
            log(
                by=self.alice,
                person=person,
                days_ago=b,
                channel=list(Channel)[c % 6],
                started_by=list(StartedBy)[a % 3],
                they_wrote_too=c % 2 == 0,
                depth=list(Depth)[b % 3],
                updates=(update,),
                learned="",
            )

    def do_edit(self, person: Person, a: int, b: int, c: int) -> None:
        row = self.pick(Interaction.objects.filter(person=person), a)
        if row:
            changed = replace(
                entry_of(row),
                happened_on=today_of(self.alice) - timedelta(days=b * 60),
                depth=list(Depth)[c % 3],
                exchanges=(self.favour(a, b, c),) if c % 4 == 0 else (),
            )
            edit_interaction(by=self.alice, interaction=row, version=row.version, entry=changed)

    def do_delete(self, person: Person, a: int, b: int, c: int) -> None:
        row = self.pick(Interaction.objects.filter(person=person), a)
        if row:
            delete_interaction(by=self.alice, interaction=row)

    def do_restore(self, person: Person, a: int, b: int, c: int) -> None:
        row = self.pick(Interaction.everything.filter(person=person).deleted(), a)
        if row:
            restore_interaction(by=self.alice, interaction=row)

    def do_move(self, person: Person, a: int, b: int, c: int) -> None:
        row = self.pick(Interaction.objects.filter(person=person), a)
        other = self.people[1] if person == self.people[0] else self.people[0]
        if row:
            move_interaction(by=self.alice, interaction=row, to=other)

    def do_ask(self, person: Person, a: int, b: int, c: int) -> None:
        create_ask(by=self.alice, person=person, days_ago=a * 20, size=list(Size)[b % 3])

    def do_exchange(self, person: Person, a: int, b: int, c: int) -> None:
        kinds = {"giver": list(Side)[a % 2], "asked": b % 2 == 0, "size": list(Size)[b % 3], "state": SETTLED[c % 3]}
        create_exchange(by=self.alice, person=person, days_ago=(a + b) * 50, **kinds)

    def do_promise(self, person: Person, a: int, b: int, c: int) -> None:
        create_promise(by=self.alice, person=person, days_ago=a, due_in=b, giver=list(Side)[c % 2])

    def do_settle(self, person: Person, a: int, b: int, c: int) -> None:
        favour = self.pick(Exchange.objects.filter(person=person), a)
        if favour:
            on = today_of(self.alice) - timedelta(days=c)
            settle_exchange(by=self.alice, exchange=favour, state=SETTLED[b % 3], on=on)

    def do_touch_a_favour(self, person: Person, a: int, b: int, c: int) -> None:
        favour = self.pick(Exchange.everything.filter(person=person), a)
        if favour:
            on = today_of(self.alice) - timedelta(days=c * 10)
            verbs = (
                lambda: thank(by=self.alice, exchange=favour, on=on),
                lambda: tell_outcome(by=self.alice, exchange=favour, on=on if c % 2 else None),
                lambda: mark_our_work(by=self.alice, exchange=favour, our_work=c % 2 == 0),
                lambda: reopen_exchange(by=self.alice, exchange=favour),
                lambda: delete_exchange(by=self.alice, exchange=favour),
                lambda: restore_exchange(by=self.alice, exchange=favour),
                lambda: move_promise(by=self.alice, exchange=favour, due_on=today_of(self.alice) + timedelta(days=c)),
            )
            verbs[b % len(verbs)]()

    def do_edit_a_favour(self, person: Person, a: int, b: int, c: int) -> None:
        row = self.pick(Exchange.objects.filter(person=person), a)
        if row:
            edit_exchange(
                by=self.alice,
                exchange=row,
                version=row.version,
                what=row.what,
                size=list(Size)[b % 3],
                giver=list(Side)[c % 2],
                asked=b % 2 == 0,
                opened_on=today_of(self.alice) - timedelta(days=a * 30 + c),
                due_on=row.due_on,
                our_work=row.our_work,
                category="advice" if a % 2 else None,
            )

    def do_change_person(self, person: Person, a: int, b: int, c: int) -> None:
        row = self.pick(Exchange.objects.filter(person=person), a)
        if row:
            other = self.people[1] if person == self.people[0] else self.people[0]
            change_person(by=self.alice, exchange=row, to=other)

    def do_only_ask(self, person: Person, a: int, b: int, c: int) -> None:
        """What the flags are about, which chance alone would seldom bring about: ask after ask, from one side."""
        for number in range(3 + a % 3):
            kinds = {"giver": list(Side)[b % 2], "asked": True, "size": list(Size)[c % 3], "state": ExchangeState.OPEN}
            create_exchange(by=self.alice, person=person, days_ago=20 + c * 10 + number * 25, **kinds)

    def do_offer_in_vain(self, person: Person, a: int, b: int, c: int) -> None:
        kinds = {"giver": list(Side)[a % 2], "size": list(Size)[b % 3], "state": ExchangeState.DECLINED}
        create_exchange(by=self.alice, person=person, days_ago=c * 20, what="a seat at our table", **kinds)

    def do_mute_or_unmute(self, person: Person, a: int, b: int, c: int) -> None:
        row = self.pick(Mute.objects.filter(owner=self.alice), a)
        if row and c % 2:
            unmute(by=self.alice, mute=row)
        else:
            rule = sorted(MUTABLE_REASONS)[a % len(MUTABLE_REASONS)]
            mute(by=self.alice, rule=rule, person=person if b % 2 else None, because="not fair" if c % 3 else "")

    def do_numbers(self, person: Person, a: int, b: int, c: int) -> None:
        numbers = Numbers(
            ask_only_asks=3 + a % 2,
            ask_only_months=(18, 6, 30)[b % 3],
            gave_before_years=(3, 0, 1)[c % 3],
            balance_months=(24, 6, 36)[a % 3],
        )
        change_numbers(by=self.alice, numbers=numbers)

    def do_travel(self, person: Person, a: int, b: int, c: int) -> None:
        """A day is skipped on the way east, which the sweep sees, and lived again on the way west."""
        zone = ("Pacific/Kiritimati", "Europe/Oslo", "Pacific/Honolulu")[a % 3]
        self.alice = change_settings(by=self.alice, values={"time_zone": zone})
        sweep_standings()

    def do_archive_or_bring_back(self, person: Person, a: int, b: int, c: int) -> None:
        (bring_back if person.archived_at else archive)(by=self.alice, person=person)

    def do_formal_relation(self, person: Person, a: int, b: int, c: int) -> None:
        facts = PersonFacts(name=person.name, formal_relation=a % 2 == 0)
        edit_person(by=self.alice, person=person, version=person.version, facts=facts)

    def do_send_back(self, person: Person, a: int, b: int, c: int) -> None:
        contact = Contact.objects.filter(person=person).first()
        if contact:
            send_back_to_the_door(by=self.alice, contact=contact)

    def do_found_on_another(self, person: Person, a: int, b: int, c: int) -> None:
        contact = Contact.objects.filter(person=person).first()
        if contact:
            other = self.pick(Interaction.objects.filter(person=person), a) or contact.founded_on
            found_on_another(by=self.alice, contact=contact, interaction=other)

    def do_cadence(self, person: Person, a: int, b: int, c: int) -> None:
        contact = Contact.objects.filter(person=person).first()
        if contact:
            circle = self.pick(Circle.objects.filter(owner=self.alice), a) if b % 2 else None
            choose_cadence(by=self.alice, contact=contact, circle=circle, own_cadence_days=a * 9 or None)

    def do_follow_up(self, person: Person, a: int, b: int, c: int) -> None:
        row = self.pick(FollowUp.objects.filter(person=person), a)
        if b % 4 == 0 or row is None:
            create_reminder(by=self.alice, person=person, due_in=c)
        elif b % 4 == 1:
            complete_follow_up(by=self.alice, follow_up=row)
        elif b % 4 == 2:
            reopen_follow_up(by=self.alice, follow_up=row)
        else:
            snooze_follow_up(by=self.alice, follow_up=row, choice="month")

    def do_delete_or_restore_the_person(self, person: Person, a: int, b: int, c: int) -> None:
        if person.deleted_at:
            restore_person(by=self.alice, person=person)
        else:
            delete_person(by=self.alice, person=person)


class AnySequence(HypothesisTestCase):
    @settings(max_examples=30)
    @given(
        st.lists(st.tuples(st.sampled_from(Notebook.acts()), NUMBERS), min_size=1, max_size=14),
        st.lists(st.integers(0, 400), max_size=3),
    )
    def test_leaves_what_a_rebuild_would_write(self, acts: list[tuple[str, Any]], waits: list[int]) -> None:
        with time_machine.travel(NOON, tick=False) as clock:
            notebook = Notebook()
            ids = [person.pk for person in notebook.people]
            for name, numbers in acts:
                notebook.act(name, numbers)
                assert rebuild_standings(ids) == 0, name
                assert self.sound()
                self.told_plainly(notebook)
            for days in waits:
                clock.shift(timedelta(days=days))
                sweep_standings()
                assert rebuild_standings(ids) == 0, f"after {days} days"
                self.told_plainly(notebook)

    def told_plainly(self, notebook: Notebook) -> None:
        """The rows, looked at by somebody who knows nothing of queries and rules, say the same."""
        account = User.objects.get(pk=notebook.alice.pk)
        for contact in Contact.objects.filter(person__owner=account).select_related("person"):
            assert plain_standings.stored(contact.person) == plain_standings.expected(
                contact.person, today=today_of(account), numbers=account.numbers
            )

    def sound(self) -> bool:
        """What must hold besides: a standing for each contact and no other, and what is planned with its own person."""
        assert set(Standing.objects.values_list("pk", flat=True)) == set(Contact.objects.values_list("pk", flat=True))
        for row in FollowUp.objects.select_related("exchange", "closed_by"):
            assert row.exchange is None or row.exchange.person_id == row.person_id
            assert row.closed_by is None or row.closed_by.person_id == row.person_id
        return True


class RebuildTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def test_puts_right_what_was_wrong_and_says_how_many(self) -> None:
        contacts = [create_contact(by=self.alice, name=f"Guest {n}") for n in range(3)]
        ids = [contact.pk for contact in contacts]
        right = list(Standing.objects.order_by("pk").values())
        Standing.objects.filter(pk=ids[0]).update(i_gave=7)
        Standing.objects.filter(pk=ids[1]).delete()
        assert rebuild_standings(ids) == 2
        assert list(Standing.objects.order_by("pk").values()) == right
        assert rebuild_standings(ids) == 0

    def test_people_at_the_door_have_none(self) -> None:
        person = create_person(by=self.alice)
        assert rebuild_standings([person.pk, -1]) == 0
        assert rebuild_standings([]) == 0
        assert not Standing.objects.exists()

    def test_many_at_once_in_as_many_queries_as_one(self) -> None:
        ids = [create_contact(by=self.alice, name=f"Guest {n}").pk for n in range(8)]
        for person_id in ids:
            person = Person.objects.get(pk=person_id)
            for ago in (100, 60, 20):
                create_ask(by=self.alice, person=person, days_ago=ago)
        counts = []
        for some in (ids[:4], ids):
            with CaptureQueriesContext(connection) as queries:
                rebuild_standings(some)
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_the_day_is_the_owners(self) -> None:
        """A window ends at the owner's midnight, not at the server's."""
        owner = create_account(email="kiri@example.org", time_zone="Pacific/Kiritimati")
        with time_machine.travel(NOON, tick=False):
            person = create_contact(by=owner).person
            give = create_exchange(by=owner, person=person)
        last_day = date(2028, 6, 16)
        assert give.opened_on == date(2026, 6, 16)
        assert Standing.objects.get(pk=person.pk).changes_on == last_day + timedelta(days=1)
        # 11:00 UTC on the last day is 01:00 of the next day there.
        with time_machine.travel(f"{last_day.isoformat()}T11:00:00Z", tick=False):
            assert sweep_standings() == 1
            assert Standing.objects.get(pk=person.pk).recent_i_gave == 0


class WhatALogCosts(TestCase):
    """The number of queries does not grow with the person's history, nor with the account's size."""

    def count(self, alice: User, person: Person) -> int:
        due_on = today_of(alice) + timedelta(days=2)
        told = ExchangeEntry(
            giver=Side.ME, asked=False, what="x", size=Size.SMALL, state=ExchangeState.PROMISED, due_on=due_on
        )
        written = entry(by=alice, person=person, learned=f"keeps bees on roof {uuid4().hex}", exchanges=(told,))
        with CaptureQueriesContext(connection) as queries:
            log_interaction(by=alice, entry=written)
        return len(queries)

    def history(self, alice: User, person: Person, size: int) -> None:
        for number in range(size):
            log(by=alice, person=person, days_ago=200 - number * 3, learned=f"boat {uuid4().hex} of theirs")
            create_ask(by=alice, person=person, days_ago=150 - number * 7)
            kept = create_promise(by=alice, person=person, days_ago=20)
            settle_exchange(by=alice, exchange=kept, state=ExchangeState.KEPT, on=today_of(alice))
            create_promise(by=alice, person=person)
            create_reminder(by=alice, person=person)

    def test_a_long_history_costs_no_more(self) -> None:
        alice = create_account()
        monthly = Circle.objects.get(name="Monthly")
        counts = []
        for size in (3, 6):
            person = create_contact(by=alice, name=f"History {size}", days_ago=300, circle=monthly).person
            self.history(alice, person, size)
            counts.append(self.count(alice, person))
        assert counts[0] == counts[1]

    def test_a_big_account_costs_no_more(self) -> None:
        alice = create_account()
        counts = []
        for size in (3, 6):
            for number in range(size):
                create_contact(by=alice, name=f"Guest {size} {number}")
            person = create_contact(by=alice, name=f"Person {size}", days_ago=30).person
            counts.append(self.count(alice, person))
        assert counts[0] == counts[1]
        assert Interaction.objects.count() > 9
