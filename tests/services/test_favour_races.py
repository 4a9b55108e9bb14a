"""Favours in two tabs at once on PostgreSQL: whoever comes second waits, and never is a standing wrong afterwards."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest
from django.test import TransactionTestCase

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.errors import Refused, StaleVersion
from contacts.models import Contact, Exchange, FollowUp, Mute, Person, Standing, User
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers
from contacts.services.exchanges import add_exchange, change_person, edit_exchange, settle_exchange
from contacts.services.interactions import delete_interaction, log_interaction
from contacts.services.mutes import mute
from contacts.services.people import delete_person, restore_person
from contacts.services.planning import replan
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import ExchangeState, MentionKind, Side, Size
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_exchange,
    create_person,
    create_promise,
    entry,
    log,
    today_of,
)
from tests.races import Outcome, meet

pytestmark = pytest.mark.postgresql

KEPT = ExchangeState.KEPT
BOAT = "sold the boat to a school in Stavanger"
GIVEN = ExchangeEntry(giver=Side.ME, asked=False, what="two names", size=Size.SMALL, state=KEPT)
FEWER = Numbers(ask_only_months=6, balance_months=6)


class FavourRaces(TransactionTestCase):
    def setUp(self) -> None:
        self.alice: User = create_account()
        self.today = today_of(self.alice)
        self.ana, self.ben = (create_contact(by=self.alice, name=name, days_ago=300).person for name in ("Ana", "Ben"))

    def tearDown(self) -> None:
        people = list(Contact.objects.values_list("pk", flat=True))
        assert rebuild_standings(people) == 0
        assert set(Standing.objects.values_list("pk", flat=True)) == set(people)
        before = list(FollowUp.objects.order_by("pk").values())
        for person in Person.objects.all():
            replan(person=person, by=User.objects.get())
        assert list(FollowUp.objects.order_by("pk").values()) == before

    def edit(self, exchange: Exchange, **changed: object) -> Exchange:
        names = ("version", "what", "size", "giver", "asked", "opened_on", "due_on", "our_work")
        values = {name: getattr(exchange, name) for name in names} | changed
        return edit_exchange(by=self.alice, exchange=exchange, **values)

    def settle(self, exchange: Exchange) -> Exchange:
        return settle_exchange(by=self.alice, exchange=exchange, state=KEPT, on=self.today)

    def log(self, person: Person, **fields: object) -> object:
        written = entry(by=self.alice, person=person, learned=f"{BOAT} {uuid4().hex}", **fields)
        return log_interaction(by=self.alice, entry=written)

    def both_ways(self, first: Callable[[], object], second: Callable[[], object]) -> tuple[Outcome, Outcome]:
        return meet(first, second), meet(second, first)

    def test_two_edits_of_one_favour(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana)
        outcome = meet(lambda: self.edit(ask, giver=Side.ME), lambda: self.edit(ask, size=Size.LARGE))
        assert isinstance(outcome.error, StaleVersion)
        assert outcome.error.current.giver == Side.ME
        stands = Exchange.objects.get()
        assert (stands.giver, stands.size) == (Side.ME, Size.SMALL)

    def test_settled_while_it_is_put_right_and_the_other_way_round(self) -> None:
        ask, other = (create_ask(by=self.alice, person=self.ana) for _ in range(2))
        assert meet(lambda: self.edit(ask, giver=Side.ME), lambda: self.settle(ask)).error is None
        ask.refresh_from_db()
        assert (ask.giver, ask.state) == (Side.ME, KEPT)
        assert isinstance(meet(lambda: self.settle(other), lambda: self.edit(other, asked=False)).error, StaleVersion)
        other.refresh_from_db()
        assert (other.asked, other.state) == (True, KEPT)

    def test_answered_in_a_log_while_it_goes_to_somebody_else(self) -> None:
        for log_first in (True, False):
            ask = create_ask(by=self.alice, person=self.ana)
            update = ExchangeUpdate(exchange=ask, kind=MentionKind.ANSWERED, state=KEPT)
            verbs: list[Callable[[], object]] = [
                partial(self.log, self.ana, updates=(update,)),
                partial(change_person, by=self.alice, exchange=ask, to=self.ben),
            ]
            with self.subTest(log_first=log_first):
                outcome = meet(*(verbs if log_first else reversed(verbs)))
                ask.refresh_from_db()
                assert ask.person == self.ben
                # The talk that answered waits for it to come back.
                assert (ask.settled_in is not None) is log_first
                assert not ask.mentions.between_the_two().exists()
                if log_first:
                    assert outcome.error is None and ask.state == KEPT
                else:
                    assert isinstance(outcome.error, Refused) and ask.state == ExchangeState.OPEN

    def test_logged_with_the_other_while_it_comes(self) -> None:
        promise = create_promise(by=self.alice, person=self.ana)
        outcome = meet(
            lambda: change_person(by=self.alice, exchange=promise, to=self.ben),
            lambda: self.log(self.ben, exchanges=(GIVEN,)),
        )
        assert outcome.error is None
        row = Standing.objects.get(pk=self.ben.pk)
        assert (row.i_owe, row.i_gave) == (1, 1)

    def test_two_go_across_and_do_not_wait_for_each_other_for_ever(self) -> None:
        hers = create_promise(by=self.alice, person=self.ana)
        his = create_promise(by=self.alice, person=self.ben)
        outcome = meet(
            lambda: change_person(by=self.alice, exchange=hers, to=self.ben),
            lambda: change_person(by=self.alice, exchange=his, to=self.ana),
        )
        assert outcome.error is None
        hers.refresh_from_db(), his.refresh_from_db()
        assert (hers.person, his.person) == (self.ben, self.ana)

    def test_the_same_favour_goes_twice(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana)

        def go() -> object:
            return change_person(by=self.alice, exchange=ask, to=self.ben, version=1)

        assert isinstance(meet(go, go).error, Refused)
        assert Exchange.objects.get().version == 2

    def test_moved_to_somebody_who_is_being_deleted(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana)
        outcome = meet(
            lambda: delete_person(by=self.alice, person=self.ben),
            lambda: change_person(by=self.alice, exchange=ask, to=self.ben),
        )
        assert isinstance(outcome.error, Refused)
        assert Exchange.objects.get().person == self.ana

    def test_the_note_goes_while_its_favour_does(self) -> None:
        told = log(by=self.alice, person=self.ana, exchanges=(GIVEN,)).interaction
        ask = Exchange.objects.get()
        outcome = meet(
            lambda: delete_interaction(by=self.alice, interaction=told),
            lambda: change_person(by=self.alice, exchange=ask, to=self.ben),
        )
        assert outcome.error is None
        assert Standing.objects.get(pk=self.ben.pk).i_gave == 1

    def test_muted_twice_at_once_is_muted_once(self) -> None:
        def mute_her(because: str) -> Callable[[], object]:
            return lambda: mute(by=self.alice, rule="E-30", person=self.ana, because=because)

        assert meet(mute_her("we work together"), mute_her("paid")).error is None
        assert Mute.objects.get().because == "paid"

    def test_muted_for_her_while_the_third_ask_is_logged(self) -> None:
        for days_ago in (60, 30):
            create_ask(by=self.alice, person=self.ana, days_ago=days_ago)
        told = replace(GIVEN, giver=Side.THEM, asked=True, state=ExchangeState.OPEN)
        for outcome in self.both_ways(
            lambda: mute(by=self.alice, rule="E-30", person=self.ana),
            lambda: add_exchange(by=self.alice, person=self.ana, entry=told, on=self.today, entry_key=uuid4()),
        ):
            assert outcome.error is None
        assert Standing.objects.get(pk=self.ana.pk).ask_only_since
        assert not FollowUp.objects.open().filter(reason="E-30").exists()

    def test_numbers_change_while_something_is_logged(self) -> None:
        """By whatever numbers it began: in the end everybody is judged by those that stand."""
        create_exchange(by=self.alice, person=self.ana, days_ago=250)
        door = create_person(by=self.alice, name="Cleo")
        logs: dict[str, Callable[[], object]] = {
            "a contact": lambda: self.log(self.ana, exchanges=(GIVEN,), days_ago=150),
            "somebody at the door": lambda: self.log(door, exchanges=(GIVEN,), days_ago=150),
            "somebody new": lambda: log(
                by=self.alice, name=f"Dan {uuid4().hex}", learned=BOAT, exchanges=(GIVEN,), days_ago=150
            ),
            "a favour": lambda: create_exchange(by=self.alice, person=self.ben, days_ago=250),
            "a favour that moves": lambda: change_person(
                by=self.alice, exchange=Exchange.objects.filter(person=self.ben).latest("pk"), to=self.ana
            ),
            "somebody brought back": lambda: self.there_and_back(self.ben),
        }
        for name, verb in logs.items():
            for numbers in (FEWER, Numbers()):
                with self.subTest(name, months=numbers.balance_months):
                    change = partial(change_numbers, by=self.alice, numbers=numbers)
                    change_numbers(by=self.alice, numbers=Numbers() if numbers == FEWER else FEWER)
                    assert meet(change, verb).error is None
                    assert rebuild_standings(list(Contact.objects.values_list("pk", flat=True))) == 0
                    change_numbers(by=self.alice, numbers=Numbers() if numbers == FEWER else FEWER)
                    if name != "a favour that moves":
                        assert meet(verb, change).error is None
                    assert rebuild_standings(list(Contact.objects.values_list("pk", flat=True))) == 0

    def there_and_back(self, person: Person) -> None:
        delete_person(by=self.alice, person=person)
        restore_person(by=self.alice, person=person)
