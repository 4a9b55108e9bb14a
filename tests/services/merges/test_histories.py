"""Random histories: whatever was noted of several people, a merge undone leaves every row as it was, and merged or not
the house is in order.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from contacts.errors import DomainError
from contacts.models import Circle, Contact, Exchange, FollowUp, Interaction, Person, Tag
from contacts.models.tags import PersonTag
from contacts.rules.merging import FIELDS
from contacts.services.contacts import choose_cadence, send_back_to_the_door
from contacts.services.duplicates import say_not_same
from contacts.services.exchanges import change_person, settle_exchange
from contacts.services.follow_ups import complete_follow_up, dismiss_follow_up, snooze_follow_up
from contacts.services.interactions import delete_interaction
from contacts.services.merges import undo_merge
from contacts.services.mutes import mute
from contacts.services.people import archive, mark_deceased
from contacts.services.planning import replan_account
from contacts.services.resting import let_rest
from contacts.vocabulary import Channel, ExchangeState, Reason, StartedBy
from tests.factories import (
    create_account,
    create_ask,
    create_date,
    create_gift,
    create_interaction,
    create_person,
    create_promise,
    create_reminder,
    log,
    today_of,
)
from tests.services.merges.worlds import assert_sound, every_row, merge

NAMES = ("Ana Lima", "Ana Reis", "Ana Sa")
STEPS = (
    *("talk", "talk", "hello", "mail", "ask", "promise", "gift", "reminder", "date", "mute", "tag"),
    *("cadence", "circle", "rest", "send_back", "done", "not_needed", "snooze", "settle", "move_favour"),
    *("delete", "archive", "deceased", "not_same", "private_note"),
)
STEP = st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 60))
CHOICES = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["kept", "gone"]), max_size=4)


class Histories(TestCase):
    def setUp(self) -> None:
        self.alice = create_account()
        self.people = [create_person(by=self.alice, name=name, organisation=f"{name} AS") for name in NAMES]

    @given(
        st.lists(STEP, max_size=14),
        st.lists(STEP, max_size=5),
        st.permutations([0, 1, 2]),
        CHOICES,
        st.integers(0, 10),
    )
    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    def test_merged_and_undone_everything_is_as_before(
        self, before: list[Any], since: list[Any], order: list[int], choices: dict[str, str], later: int
    ) -> None:
        for step in before:
            self.play(*step)
        # What time alone has changed is brought in step first: a merge does so, too.
        replan_account(by=self.alice)
        kept, gone, third = (self.people[place] for place in order)
        as_it_was = every_row()
        self.merge(kept, gone, choices)
        merged = every_row()
        self.merge(third, kept, {})
        undo_merge(by=self.alice, gone=kept)
        assert every_row() == merged
        undo_merge(by=self.alice, gone=gone)
        assert every_row() == as_it_was
        assert_sound()

        self.merge(kept, gone, choices)
        with time_machine.travel(timezone.now() + timedelta(days=later)):
            for step in since:
                self.play(*step)
            assert_sound()
            undo_merge(by=self.alice, gone=gone)
            assert_sound()
            self.assert_nothing_is_lost(as_it_was)

    def merge(self, kept: Person, gone: Person, choices: dict[str, str]) -> None:
        try:
            merge(by=self.alice, kept=kept, gone=gone, **choices)
        except DomainError:
            # The choice was not there to be made.
            merge(by=self.alice, kept=kept, gone=gone)
        assert_sound()

    def assert_nothing_is_lost(self, as_it_was: dict[str, dict[Any, dict[str, Any]]]) -> None:
        """Nobody takes a talk, a favour or a reminder away: each is there still, and with whom it was, unless moved."""
        for model in (Interaction, Exchange):
            rows = dict(model.everything.values_list("pk", "person_id"))
            for key, row in as_it_was[model._meta.db_table].items():
                assert rows[key] == row["person_id"] or model is Exchange
        assert Person.objects.count() == 3

    # The steps

    def play(self, what: str, whom: int, days: int) -> None:
        person = Person.everything.get(pk=self.people[whom].pk)
        with suppress(DomainError):  # refused, as it would be to anybody
            getattr(self, f"_{what}")(person, days)

    def _talk(self, person: Person, days: int) -> None:
        log(by=self.alice, person=person, days_ago=days, learned=f"keeps {days} bees with a sister in Bergen")

    def _hello(self, person: Person, days: int) -> None:
        create_interaction(by=self.alice, person=person, days_ago=days, talked_about="", learned="")

    def _private_note(self, person: Person, days: int) -> None:
        log(by=self.alice, person=person, days_ago=days, private=True)

    def _mail(self, person: Person, days: int) -> None:
        told = {"channel": Channel.EMAIL, "started_by": StartedBy.ME, "talked_about": "the trees", "learned": ""}
        log(by=self.alice, person=person, days_ago=days, **told)

    def _ask(self, person: Person, days: int) -> None:
        create_ask(by=self.alice, person=person, days_ago=days)

    def _promise(self, person: Person, days: int) -> None:
        create_promise(by=self.alice, person=person, due_in=days)

    def _gift(self, person: Person, days: int) -> None:
        create_gift(by=self.alice, person=person, days_ago=days)

    def _reminder(self, person: Person, days: int) -> None:
        create_reminder(by=self.alice, person=person, due_in=days, repeats="monthly" if days % 2 else "")

    def _date(self, person: Person, days: int) -> None:
        create_date(by=self.alice, person=person, month=4, day=1 + days % 2, year=1980 if days % 3 else None)

    def _mute(self, person: Person, days: int) -> None:
        rules = [Reason.KEEP_IN_TOUCH, Reason.FIRST, Reason.DATE, Reason.PROMISE]
        mute(by=self.alice, rule=rules[days % 4], person=person)

    def _tag(self, person: Person, days: int) -> None:
        tag, _made = Tag.objects.get_or_create(owner=self.alice, folded=f"t{days % 2}", defaults={"name": "t"})
        PersonTag.objects.get_or_create(person=person, tag=tag)

    def _cadence(self, person: Person, days: int) -> None:
        if contact := self._contact(person):
            choose_cadence(by=self.alice, contact=contact, circle=None, own_cadence_days=days)

    def _circle(self, person: Person, days: int) -> None:
        circles = list(Circle.objects.filter(owner=self.alice).order_by("pk"))
        if contact := self._contact(person):
            circle = circles[days % len(circles)]
            choose_cadence(by=self.alice, contact=contact, circle=circle, own_cadence_days=None)

    def _rest(self, person: Person, days: int) -> None:
        if contact := self._contact(person):
            let_rest(by=self.alice, contact=contact, until=today_of(self.alice) + timedelta(days=days + 1), reason="")

    def _send_back(self, person: Person, days: int) -> None:
        if contact := self._contact(person):
            send_back_to_the_door(by=self.alice, contact=contact)

    def _done(self, person: Person, days: int) -> None:
        if row := self._follow_up(person, days):
            complete_follow_up(by=self.alice, follow_up=row)

    def _not_needed(self, person: Person, days: int) -> None:
        if row := self._follow_up(person, days):
            dismiss_follow_up(by=self.alice, follow_up=row)

    def _snooze(self, person: Person, days: int) -> None:
        if row := self._follow_up(person, days):
            snooze_follow_up(by=self.alice, follow_up=row, until=today_of(self.alice) + timedelta(days=days + 1))

    def _settle(self, person: Person, days: int) -> None:
        if row := self._favour(person, days):
            settle_exchange(by=self.alice, exchange=row, state=ExchangeState.KEPT, on=today_of(self.alice))

    def _move_favour(self, person: Person, days: int) -> None:
        others = [other for other in Person.objects.order_by("pk") if other.pk != person.pk]
        row = self._favour(person, days)
        if row and others:
            change_person(by=self.alice, exchange=row, version=row.version, to=others[days % len(others)])

    def _delete(self, person: Person, days: int) -> None:
        rows = list(Interaction.objects.filter(person=person).order_by("pk"))
        if rows:
            delete_interaction(by=self.alice, interaction=rows[days % len(rows)])

    def _archive(self, person: Person, days: int) -> None:
        archive(by=self.alice, person=person)

    def _deceased(self, person: Person, days: int) -> None:
        mark_deceased(by=self.alice, person=person, deceased=True)

    def _not_same(self, person: Person, days: int) -> None:
        other = self.people[(self.people.index(person) + 1) % 3]
        say_not_same(by=self.alice, one=person, other=other)

    def _contact(self, person: Person) -> Contact | None:
        return Contact.objects.filter(person=person).first()

    def _follow_up(self, person: Person, days: int) -> FollowUp | None:
        rows = list(FollowUp.objects.open().filter(person=person).order_by("pk"))
        return rows[days % len(rows)] if rows else None

    def _favour(self, person: Person, days: int) -> Exchange | None:
        rows = list(Exchange.objects.filter(person=person).order_by("pk"))
        return rows[days % len(rows)] if rows else None
