"""Exchanges: favours noted once, settled, thanked for, put right; the balance follows at once (E-31, E-32, E-33)."""

from datetime import date, timedelta
from uuid import uuid4

from django.test import TestCase

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.errors import Refused, StaleVersion
from contacts.models import Exchange, FollowUp, Standing
from contacts.services.exchanges import (
    add_exchange,
    delete_exchange,
    edit_exchange,
    mark_our_work,
    move_promise,
    put_day_back,
    reopen_exchange,
    restore_exchange,
    settle_exchange,
    tell_outcome,
    thank,
)
from contacts.services.people import delete_person
from contacts.vocabulary import ExchangeState, MentionKind, Side, Size
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_exchange,
    create_person,
    create_promise,
    log,
    today_of,
)

KEPT, DECLINED, DROPPED = ExchangeState.KEPT, ExchangeState.DECLINED, ExchangeState.DROPPED


class ExchangeTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.today = today_of(cls.alice)
        cls.ana = create_contact(by=cls.alice, days_ago=60).person

    def counts(self) -> tuple[int, int, int, int, int, int]:
        row = Standing.objects.get(contact=self.ana.pk)
        return row.i_gave, row.they_gave, row.i_asked, row.they_asked, row.i_owe, row.they_owe

    def test_adding_the_same_twice_is_once(self) -> None:
        key = uuid4()
        told = ExchangeEntry(giver=Side.ME, asked=False, what="a book", size=Size.SMALL, state=KEPT)
        rows = [add_exchange(by=self.alice, person=self.ana, entry=told, on=self.today, entry_key=key) for _ in "ab"]
        assert rows[0] == rows[1] and Exchange.objects.count() == 1
        theirs = create_person(by=self.mallory)
        with self.assertRaises(Refused):
            add_exchange(by=self.mallory, person=theirs, entry=told, on=self.today, entry_key=key)

    def test_a_day_to_come_is_refused(self) -> None:
        told = ExchangeEntry(giver=Side.ME, asked=False, what="a book", size=Size.SMALL, state=KEPT)
        tomorrow = self.today + timedelta(days=1)
        with self.assertRaises(Refused) as refusal:
            add_exchange(by=self.alice, person=self.ana, entry=told, on=tomorrow, entry_key=uuid4())
        assert refusal.exception.field == "opened_on"

    def test_settling_counts_and_reopening_takes_it_back(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana, days_ago=9)
        assert self.counts() == (0, 0, 1, 0, 0, 0)
        settle_exchange(by=self.alice, exchange=ask, state=KEPT, on=self.today)
        assert self.counts() == (0, 1, 1, 0, 0, 0)
        before = Exchange.objects.values().get()
        settle_exchange(by=self.alice, exchange=ask, state=KEPT, on=self.today - timedelta(days=1))
        assert Exchange.objects.values().get() == before, "the same answer again changes nothing"
        reopened = reopen_exchange(by=self.alice, exchange=ask)
        assert (reopened.state, reopened.settled_on) == (ExchangeState.OPEN, None)
        assert self.counts() == (0, 0, 1, 0, 0, 0)
        assert reopen_exchange(by=self.alice, exchange=ask).version == reopened.version

    def test_reopening_keeps_thanks_and_outcome_for_when_it_is_kept_again(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana, days_ago=9)
        settle_exchange(by=self.alice, exchange=ask, state=KEPT, on=self.today)
        thank(by=self.alice, exchange=ask, on=self.today)
        tell_outcome(by=self.alice, exchange=ask, on=self.today)
        reopen_exchange(by=self.alice, exchange=ask)
        again = settle_exchange(by=self.alice, exchange=ask, state=KEPT, on=self.today)
        assert (again.thanked_on, again.outcome_told_on) == (self.today, self.today)

    def test_there_is_nothing_to_thank_for_until_it_is_kept(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana)
        for verb in (thank, tell_outcome):
            with self.assertRaises(Refused):
                verb(by=self.alice, exchange=ask, on=self.today)
            verb(by=self.alice, exchange=ask, on=None)
        assert Exchange.objects.get().thanked_on is None

    def test_a_moved_day_is_put_back_with_the_state_it_had(self) -> None:
        late = create_promise(by=self.alice, person=self.ana, days_ago=9, due_in=-4)
        ask = create_ask(by=self.alice, person=self.ana)
        for row in (late, ask):
            moved = move_promise(by=self.alice, exchange=row, due_on=self.today + timedelta(days=5))
            assert moved.state == ExchangeState.PROMISED
            back = put_day_back(by=self.alice, exchange=row, due_on=row.due_on)
            assert (back.state, back.due_on) == (row.state, row.due_on)
        (waiting,) = FollowUp.objects.open().filter(exchange__isnull=False)
        assert (waiting.exchange, waiting.due_on) == (late, late.due_on)
        with self.assertRaises(Refused):
            put_day_back(by=self.alice, exchange=late, due_on=late.opened_on - timedelta(days=1))
        settle_exchange(by=self.alice, exchange=late, state=KEPT, on=self.today)
        with self.assertRaises(Refused):
            put_day_back(by=self.alice, exchange=late, due_on=late.due_on)

    def test_an_open_favour_given_a_day_is_a_promise(self) -> None:
        for giver in Side:
            row = create_exchange(by=self.alice, person=self.ana, giver=giver, asked=True, state=ExchangeState.OPEN)
            edited = self.edit(row, due_on=self.today + timedelta(days=3))
            assert edited.state == ExchangeState.PROMISED
            assert FollowUp.objects.open().get(exchange=row).due_on == edited.due_on
        assert self.counts()[4:] == (1, 1)

    def test_promises_are_owed_until_they_are_settled(self) -> None:
        mine = create_promise(by=self.alice, person=self.ana)
        theirs = create_promise(by=self.alice, person=self.ana, giver=Side.THEM)
        assert self.counts() == (0, 0, 0, 0, 1, 1)
        settle_exchange(by=self.alice, exchange=mine, state=KEPT, on=self.today)
        settle_exchange(by=self.alice, exchange=theirs, state=DROPPED, on=self.today)
        assert self.counts() == (1, 0, 0, 0, 0, 0)
        assert reopen_exchange(by=self.alice, exchange=mine).state == ExchangeState.PROMISED

    def test_settled_before_it_began_is_refused_and_a_log_of_an_earlier_day_settles_it_then(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana, days_ago=2)
        with self.assertRaises(Refused) as refusal:
            settle_exchange(by=self.alice, exchange=ask, state=DECLINED, on=self.today - timedelta(days=9))
        assert refusal.exception.field == "on"
        update = ExchangeUpdate(exchange=ask, kind=MentionKind.ANSWERED, state=DECLINED)
        log(by=self.alice, person=self.ana, days_ago=9, updates=(update,))
        ask.refresh_from_db()
        assert (ask.state, ask.settled_on) == (DECLINED, ask.opened_on)

    def test_refuses_what_is_no_end_and_no_day(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana)
        for state in (ExchangeState.OPEN, ExchangeState.PROMISED):
            with self.assertRaises(Refused):
                settle_exchange(by=self.alice, exchange=ask, state=state, on=self.today)
        with self.assertRaises(Refused):
            settle_exchange(by=self.alice, exchange=ask, state=KEPT, on=self.today + timedelta(days=1))

    def test_a_promise_moves_and_an_open_ask_becomes_one(self) -> None:
        ask, day = create_ask(by=self.alice, person=self.ana), self.today + timedelta(days=5)
        promised = move_promise(by=self.alice, exchange=ask, due_on=day)
        assert (promised.state, promised.due_on, self.counts()[5]) == (ExchangeState.PROMISED, day, 1)
        with self.assertRaises(Refused):
            move_promise(by=self.alice, exchange=ask, due_on=self.today - timedelta(days=1))
        settle_exchange(by=self.alice, exchange=ask, state=KEPT, on=self.today)
        with self.assertRaises(Refused):
            move_promise(by=self.alice, exchange=ask, due_on=day)

    def test_thanks_and_outcome_are_for_what_they_gave(self) -> None:
        given = create_exchange(by=self.alice, person=self.ana, giver=Side.THEM)
        assert thank(by=self.alice, exchange=given, on=self.today).thanked_on == self.today
        assert tell_outcome(by=self.alice, exchange=given, on=self.today).outcome_told_on == self.today
        assert thank(by=self.alice, exchange=given, on=None).thanked_on is None
        mine = create_exchange(by=self.alice, person=self.ana)
        for verb in (thank, tell_outcome):
            with self.assertRaises(Refused):
                verb(by=self.alice, exchange=mine, on=self.today)
            with self.assertRaises(Refused):
                verb(by=self.alice, exchange=given, on=self.today + timedelta(days=1))

    def test_our_work_is_no_favour(self) -> None:
        give = create_exchange(by=self.alice, person=self.ana)
        mark_our_work(by=self.alice, exchange=give, our_work=True)
        assert self.counts() == (0, 0, 0, 0, 0, 0)
        mark_our_work(by=self.alice, exchange=give, our_work=False)
        assert self.counts() == (1, 0, 0, 0, 0, 0)

    def test_deleting_leaves_the_balance_and_restoring_brings_it_back(self) -> None:
        promise = create_promise(by=self.alice, person=self.ana)
        delete_exchange(by=self.alice, exchange=promise)
        assert self.counts() == (0, 0, 0, 0, 0, 0) and not FollowUp.objects.open().filter(exchange=promise).exists()
        restore_exchange(by=self.alice, exchange=promise)
        assert self.counts()[4] == 1 and FollowUp.objects.open().filter(exchange=promise).exists()

    def test_a_deleted_favour_is_changed_by_nobody(self) -> None:
        """Another tab still shows it."""
        ask = create_ask(by=self.alice, person=self.ana)
        delete_exchange(by=self.alice, exchange=ask)
        before = Exchange.everything.values().get()
        for verb in (
            lambda: settle_exchange(by=self.alice, exchange=ask, state=KEPT, on=self.today),
            lambda: thank(by=self.alice, exchange=ask, on=self.today),
            lambda: mark_our_work(by=self.alice, exchange=ask, our_work=True),
            lambda: reopen_exchange(by=self.alice, exchange=ask),
            lambda: move_promise(by=self.alice, exchange=ask, due_on=self.today),
        ):
            with self.assertRaises(Refused):
                verb()
        assert Exchange.everything.values().get() == before

    def edit(self, exchange: Exchange, **changed: object) -> Exchange:
        names = ("version", "what", "size", "giver", "asked", "opened_on", "due_on", "our_work")
        values = {name: getattr(exchange, name) for name in names} | changed
        return edit_exchange(by=self.alice, exchange=exchange, **values)

    def test_editing_counts_anew(self) -> None:
        give = create_exchange(by=self.alice, person=self.ana)
        edited = self.edit(give, giver=Side.THEM, asked=True, size=Size.LARGE, what="a kidney")
        assert (edited.what, edited.size) == ("a kidney", Size.LARGE)
        assert self.counts() == (0, 1, 1, 0, 0, 0)
        with self.assertRaises(StaleVersion) as stale:
            self.edit(give, what="two kidneys")
        assert stale.exception.current.what == "a kidney"

    def test_refuses_days_that_do_not_fit_and_writes_nothing(self) -> None:
        promise = create_promise(by=self.alice, person=self.ana, days_ago=3, due_in=3)
        kept = create_exchange(by=self.alice, person=self.ana, days_ago=3)
        before = list(Exchange.objects.order_by("pk").values())
        for exchange, changed, field in (
            (promise, {"due_on": None}, "due_on"),
            (promise, {"due_on": self.today - timedelta(days=9)}, "due_on"),
            (kept, {"opened_on": self.today}, "opened_on"),
            (kept, {"opened_on": self.today + timedelta(days=1)}, "opened_on"),
            (kept, {"what": "  "}, "what"),
            (kept, {"what": "x" * 501}, "what"),
        ):
            with self.subTest(changed), self.assertRaises(Refused) as refusal:
                self.edit(exchange, **changed)
            assert refusal.exception.field == field
        assert list(Exchange.objects.order_by("pk").values()) == before

    def test_a_stranger_touches_nothing(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana)
        for verb in (delete_exchange, restore_exchange, reopen_exchange):
            with self.assertRaises(Refused):
                verb(by=self.mallory, exchange=ask)
        with self.assertRaises(Refused):
            thank(by=self.mallory, exchange=ask, on=self.today)

    def test_of_a_deleted_person_nothing_changes(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana)
        delete_person(by=self.alice, person=self.ana)
        with self.assertRaises(Refused):
            settle_exchange(by=self.alice, exchange=ask, state=KEPT, on=self.today)

    def test_days_of_long_ago_are_kept(self) -> None:
        told = ExchangeEntry(giver=Side.ME, asked=False, what="a book", size=Size.SMALL, state=KEPT)
        row = add_exchange(by=self.alice, person=self.ana, entry=told, on=date(1990, 2, 28), entry_key=uuid4())
        assert row.settled_on == date(1990, 2, 28)
        assert Standing.objects.get(contact=self.ana.pk).recent_i_gave == 0
        assert self.counts()[0] == 1
