"""Muted rules: nothing is planned of them and what waits closes; unmuted, everything is as if they never were."""

import pytest
from django.test import TestCase

from contacts.errors import Refused
from contacts.models import Circle, Contact, FollowUp, ImportantDate, Mute, Person, Standing, User
from contacts.services.exchanges import settle_exchange
from contacts.services.mutes import mute, unmute
from contacts.services.people import delete_person, restore_person
from contacts.services.planning import replan
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import (
    MUTABLE_REASONS,
    ClosedHow,
    ExchangeState,
    FollowUpKind,
    FollowUpState,
    Reason,
    Side,
    Size,
)
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_exchange,
    create_person,
    create_promise,
    create_reminder,
    today_of,
)


def waiting(person: Person) -> set[str]:
    return set(FollowUp.objects.open().filter(person=person).values_list("kind", flat=True))


def stored(account: User) -> dict[int, tuple[object, ...]]:
    """What is planned, as far as it shows."""
    rows = FollowUp.objects.filter(person__owner=account)
    return {row.pk: (row.kind, row.due_on, row.state, row.closed_how) for row in rows}


# What each rule that can be muted plans for Ana, and how she comes to it.


def met(by: User) -> Contact:
    return create_contact(by=by)


def keep(by: User) -> Contact:
    return create_contact(by=by, circle=Circle.objects.get(owner=by, name="Monthly"), days_ago=3)


def promised_by_them(by: User) -> Contact:
    contact = create_contact(by=by, days_ago=30)
    create_promise(by=by, person=contact.person, giver=Side.THEM)
    return contact


def favoured(by: User) -> Contact:
    contact = create_contact(by=by, days_ago=30)
    create_exchange(by=by, person=contact.person, giver=Side.THEM, size=Size.LARGE)
    return contact


def has_a_birthday(by: User) -> Contact:
    contact = create_contact(by=by, days_ago=30)
    ImportantDate.objects.create(person=contact.person, kind="birthday", month=2, day=29)
    replan(person=contact.person, by=by)
    return contact


def only_asked(by: User) -> Contact:
    contact = create_contact(by=by, days_ago=300)
    for days_ago in (90, 60, 30):
        create_ask(by=by, person=contact.person, days_ago=days_ago, what=f"a favour {days_ago}")
    return contact


def asked_only(by: User) -> Contact:
    contact = create_contact(by=by, days_ago=300)
    for days_ago in (90, 60, 30):
        kinds = {"asked": True, "state": ExchangeState.OPEN, "what": f"a favour {days_ago}"}
        create_exchange(by=by, person=contact.person, days_ago=days_ago, **kinds)
    return contact


WORLDS = {
    Reason.FIRST: (met, {FollowUpKind.FIRST}),
    Reason.KEEP_IN_TOUCH: (keep, {FollowUpKind.KEEP_IN_TOUCH}),
    Reason.PROMISE: (promised_by_them, {FollowUpKind.PROMISE_THEIRS}),
    Reason.GRATITUDE: (favoured, {FollowUpKind.THANK, FollowUpKind.OUTCOME}),
    Reason.DATE: (has_a_birthday, {FollowUpKind.DATE}),
    Reason.ASK_ONLY: (only_asked, {FollowUpKind.NO_ASK}),
    # It says something, and plans nothing.
    Reason.THEIR_ASKS: (asked_only, frozenset()),
}


def test_every_rule_that_can_be_muted_has_a_world() -> None:
    assert set(WORLDS) == set(MUTABLE_REASONS)


@pytest.mark.django_db
@pytest.mark.parametrize("for_one", [True, False], ids=["for her", "for everybody"])
@pytest.mark.parametrize("rule", sorted(WORLDS))
def test_silences_its_rule_and_that_alone_until_unmuted(rule: Reason, *, for_one: bool) -> None:
    make, kinds = WORLDS[rule]
    alice = create_account()
    person = make(alice).person
    create_reminder(by=alice, person=person, due_in=9)
    before, all_kinds = stored(alice), waiting(person)
    assert kinds <= all_kinds
    row = mute(by=alice, rule=rule, person=person if for_one else None)
    assert waiting(person) == all_kinds - kinds
    closed = FollowUp.objects.filter(person=person, kind__in=kinds, state=FollowUpState.CLOSED)
    assert set(closed.values_list("closed_how", flat=True)) == ({ClosedHow.PLANNING} if kinds else set())
    replan(person=person, by=alice)
    assert waiting(person) == all_kinds - kinds, "planning again plans nothing of it"
    unmute(by=alice, mute=row)
    assert stored(alice) == before
    assert not Mute.objects.exists()


class Muting(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        monthly = Circle.objects.get(owner=cls.alice, name="Monthly")
        cls.ana = create_contact(by=cls.alice, circle=monthly, days_ago=3).person
        cls.ben = create_contact(by=cls.alice, name="Ben Okri", circle=monthly, days_ago=3).person

    def test_twice_is_once(self) -> None:
        first = mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH, person=self.ana)
        assert mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH, person=self.ana) == first
        everybody = mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH)
        assert mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH) == everybody
        assert Mute.objects.count() == 2
        unmute(by=self.alice, mute=first)
        unmute(by=self.alice, mute=first)
        assert list(Mute.objects.all()) == [everybody]

    def test_the_newer_reason_stands_and_none_leaves_the_one_there_is(self) -> None:
        for because, kept in (("", ""), (" paid \n work ", "paid work"), ("", "paid work"), ("x" * 500, "x" * 500)):
            row = mute(by=self.alice, rule=Reason.ASK_ONLY, person=self.ana, because=because)
            row.refresh_from_db()
            assert row.because == kept
        with self.assertRaises(Refused) as refusal:
            mute(by=self.alice, rule=Reason.ASK_ONLY, person=self.ana, because="x" * 501)
        assert refusal.exception.field == "because"
        assert Mute.objects.get().because == "x" * 500

    def test_standings_know_nothing_of_mutes(self) -> None:
        """Whoever shows them hides what is muted; judged again they are the same."""
        for days_ago in (90, 60, 30):
            create_ask(by=self.alice, person=self.ben, days_ago=days_ago)
            create_exchange(by=self.alice, person=self.ana, asked=True, state=ExchangeState.OPEN, days_ago=days_ago)
        before = list(Standing.objects.order_by("pk").values("ask_only_since", "they_ask_only_since"))
        for rule in (Reason.ASK_ONLY, Reason.THEIR_ASKS):
            mute(by=self.alice, rule=rule)
        assert list(Standing.objects.order_by("pk").values("ask_only_since", "they_ask_only_since")) == before
        assert rebuild_standings([self.ana.pk, self.ben.pk]) == 0

    def test_for_one_leaves_the_others(self) -> None:
        mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH, person=self.ana)
        assert FollowUpKind.KEEP_IN_TOUCH not in waiting(self.ana)
        assert FollowUpKind.KEEP_IN_TOUCH in waiting(self.ben)

    def test_what_is_muted_for_one_stays_so_when_everybody_is_unmuted(self) -> None:
        mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH, person=self.ana)
        unmute(by=self.alice, mute=mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH))
        assert FollowUpKind.KEEP_IN_TOUCH not in waiting(self.ana)
        assert FollowUpKind.KEEP_IN_TOUCH in waiting(self.ben)

    def test_promises_of_mine_and_days_of_mine_speak_always(self) -> None:
        create_promise(by=self.alice, person=self.ana)
        mute(by=self.alice, rule=Reason.PROMISE)
        assert FollowUpKind.PROMISE_MINE in waiting(self.ana)
        for rule in (Reason.OWN_DAY, "E-01", "", "nonsense"):
            with self.subTest(rule), self.assertRaises(Refused) as refusal:
                mute(by=self.alice, rule=rule)
            assert refusal.exception.field == "rule"
        assert Mute.objects.count() == 1

    def test_what_comes_while_muted_is_planned_once_unmuted(self) -> None:
        row = mute(by=self.alice, rule=Reason.GRATITUDE)
        favour = create_ask(by=self.alice, person=self.ana, size=Size.MEDIUM)
        settle_exchange(by=self.alice, exchange=favour, state=ExchangeState.KEPT, on=today_of(self.alice))
        assert FollowUpKind.THANK not in waiting(self.ana)
        unmute(by=self.alice, mute=row)
        assert FollowUpKind.THANK in waiting(self.ana)

    def test_the_next_day_due_follows(self) -> None:
        contact = Contact.objects.get(person=self.ana)
        before = contact.standing.next_due_on
        rows = [mute(by=self.alice, rule=rule) for rule in (Reason.KEEP_IN_TOUCH, Reason.FIRST)]
        contact.standing.refresh_from_db()
        assert contact.standing.next_due_on is None
        for row in rows:
            unmute(by=self.alice, mute=row)
        contact.standing.refresh_from_db()
        assert contact.standing.next_due_on == before

    def test_a_person_of_another_account_is_refused(self) -> None:
        with self.assertRaises(Refused):
            mute(by=self.mallory, rule=Reason.KEEP_IN_TOUCH, person=self.ana)
        row = mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH, person=self.ana)
        unmute(by=self.mallory, mute=row)
        assert list(Mute.objects.all()) == [row]
        mute(by=self.mallory, rule=Reason.FIRST)
        assert FollowUpKind.FIRST in waiting(self.ana), "everybody of mallory's, nobody of alice's"

    def test_goes_and_comes_back_with_its_person(self) -> None:
        mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH, person=self.ana)
        delete_person(by=self.alice, person=self.ana)
        with self.assertRaises(Refused):
            mute(by=self.alice, rule=Reason.FIRST, person=self.ana)
        assert not Mute.objects.owned_by(self.alice).exists()
        restore_person(by=self.alice, person=self.ana)
        assert Mute.objects.owned_by(self.alice).count() == 1
        assert FollowUpKind.KEEP_IN_TOUCH not in waiting(self.ana)

    def test_unmuted_while_deleted_speaks_once_restored(self) -> None:
        row = mute(by=self.alice, rule=Reason.KEEP_IN_TOUCH, person=self.ana)
        delete_person(by=self.alice, person=self.ana)
        unmute(by=self.alice, mute=row)
        restore_person(by=self.alice, person=self.ana)
        assert FollowUpKind.KEEP_IN_TOUCH in waiting(self.ana)

    def test_somebody_at_the_door_can_be_muted(self) -> None:
        bo = create_person(by=self.alice, name="Bo")
        create_promise(by=self.alice, person=bo, giver=Side.THEM)
        mute(by=self.alice, rule=Reason.PROMISE, person=bo)
        assert waiting(bo) == set()

    def test_what_the_user_closed_stays_closed(self) -> None:
        FollowUp.objects.filter(person=self.ana, kind=FollowUpKind.FIRST).update(
            state=FollowUpState.CLOSED, closed_on=today_of(self.alice), closed_how=ClosedHow.NOT_NEEDED
        )
        unmute(by=self.alice, mute=mute(by=self.alice, rule=Reason.FIRST))
        assert FollowUpKind.FIRST not in waiting(self.ana)
