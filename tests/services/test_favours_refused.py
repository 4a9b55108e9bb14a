"""Favours that cannot be: each refused with a sentence and its field, and nothing written; and very many of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.errors import Refused
from contacts.models import Exchange, ExchangeMention, Interaction, Person, Standing
from contacts.services.exchanges import (
    add_exchange,
    change_person,
    delete_exchange,
    edit_exchange,
    move_promise,
    settle_exchange,
    tell_outcome,
    thank,
)
from contacts.services.interactions import log_interaction
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import Category, ExchangeState, MentionKind, Side, Size
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_exchange,
    create_promise,
    entry,
    today_of,
)
from tests.views.worlds import BACKEND

KEPT = ExchangeState.KEPT
TOLD = ExchangeEntry(giver=Side.ME, asked=False, what="two names", size=Size.SMALL, state=KEPT)
FORGED: Any = 9


class Refusals(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.today = today_of(cls.alice)
        cls.ana = create_contact(by=cls.alice, days_ago=60).person
        cls.ask = create_ask(by=cls.alice, person=cls.ana, days_ago=9)
        cls.promise = create_promise(by=cls.alice, person=cls.ana, days_ago=9)
        cls.mine = create_exchange(by=cls.alice, person=cls.ana, days_ago=9)
        cls.theirs = create_exchange(by=cls.alice, person=cls.ana, days_ago=9, giver=Side.THEM)

    def rows(self) -> list[Any]:
        models = (Exchange, ExchangeMention, Interaction, Standing)
        return [list(model._base_manager.order_by("pk").values()) for model in models]

    def add(self, **changed: Any) -> Exchange:
        on = self.today - timedelta(days=9)
        return add_exchange(by=self.alice, person=self.ana, entry=replace(TOLD, **changed), on=on, entry_key=uuid4())

    def edit(self, exchange: Exchange, **changed: Any) -> Exchange:
        names = ("version", "what", "size", "giver", "asked", "opened_on", "due_on", "our_work", "category")
        values = {name: getattr(exchange, name) for name in names} | changed
        return edit_exchange(by=self.alice, exchange=exchange, **values)

    def log(self, *told: ExchangeEntry, **fields: Any) -> object:
        written = entry(by=self.alice, person=self.ana, days_ago=9, exchanges=told, **fields)
        return log_interaction(by=self.alice, entry=written)

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def test_each_with_its_sentence_beside_its_field_and_nothing_written(self) -> None:
        promised = {"state": ExchangeState.PROMISED, "due_on": self.day(10)}
        by = self.alice
        gone = ExchangeUpdate(exchange=self.ask, kind=MentionKind.ANSWERED, state=KEPT)
        cases: list[tuple[str, str | None, str, Callable[[], object]]] = [
            ("due before it was asked", "due_on", "before the day it was made", lambda: self.add(**promised)),
            ("told so in a log", "due_on", "before the day it was made", lambda: self.log(replace(TOLD, **promised))),
            ("put so", "due_on", "before the day it was made", lambda: self.edit(self.promise, due_on=self.day(10))),
            ("asked after it is due", "due_on", "before", lambda: self.edit(self.late(), opened_on=self.today)),
            ("a promise without a day", "due_on", "Say by when", lambda: self.add(state=ExchangeState.PROMISED)),
            ("no such size", "size", "small, medium or large", lambda: self.add(size=FORGED)),
            ("nought", "size", "small, medium or large", lambda: self.edit(self.mine, size=0)),
            ("told so in a log", "size", "small, medium or large", lambda: self.log(replace(TOLD, size=FORGED))),
            ("no such kind", "category", "from the list", lambda: self.add(category="bribe")),
            ("put so", "category", "from the list", lambda: self.edit(self.mine, category="x" * 99)),
            ("told so in a log", "category", "from the list", lambda: self.log(replace(TOLD, category="bribe"))),
            ("an outcome of what is not given", None, "Mark it kept first", lambda: self.tell(self.ask, self.today)),
            ("of what the user gave", None, "given by you", lambda: self.tell(self.mine, self.today)),
            ("of days to come", "on", "still to come", lambda: self.tell(self.theirs, self.day(-1))),
            ("before it was done", "on", "or a later one", lambda: self.tell(self.theirs, self.day(10))),
            ("thanks for what is not given", None, "Mark it kept first", lambda: self.thank(self.ask, self.today)),
            ("thanks before it", "on", "or a later one", lambda: self.thank(self.theirs, self.day(10))),
            ("settled before it began", "on", "Choose a later day", lambda: self.settle(self.ask, self.day(10))),
            ("settled in time to come", "on", "still to come", lambda: self.settle(self.ask, self.day(-1))),
            ("no words", "what", "in a few words", lambda: self.add(what=" \n ")),
            ("too many", "what", "at most 500", lambda: self.add(what="x" * 501)),
            (
                "moved to a day gone by",
                "due_on",
                "has passed",
                lambda: move_promise(by=by, exchange=self.promise, due_on=self.day(1)),
            ),
            (
                "answered, and gone",
                None,
                "no longer here",
                lambda: self.deleted_then(lambda: self.log(updates=(gone,))),
            ),
        ]
        for says, field, words, verb in cases:
            self.late()
            before = self.rows()
            with self.subTest(says), self.assertRaises(Refused) as refusal:
                verb()
            assert words in refusal.exception.sentence, refusal.exception.sentence
            assert refusal.exception.field == field, says
            if says != "answered, and gone":
                assert self.rows() == before, says
        assert rebuild_standings([self.ana.pk]) == 0

    def late(self) -> Exchange:
        known = Exchange.objects.filter(what="late").first()
        return known or create_promise(by=self.alice, person=self.ana, days_ago=9, due_in=-3, what="late")

    def tell(self, exchange: Exchange, on: date) -> object:
        return tell_outcome(by=self.alice, exchange=exchange, on=on)

    def thank(self, exchange: Exchange, on: date) -> object:
        return thank(by=self.alice, exchange=exchange, on=on)

    def settle(self, exchange: Exchange, on: date) -> object:
        return settle_exchange(by=self.alice, exchange=exchange, state=KEPT, on=on)

    def deleted_then(self, verb: Callable[[], object]) -> object:
        delete_exchange(by=self.alice, exchange=self.ask)
        return verb()

    def test_kinds_are_kept_changed_and_left_as_they_are(self) -> None:
        row = self.add(category=Category.ADVICE)
        assert row.category == "advice"
        row = self.edit(row, category="time")
        assert row.category == "time"
        assert self.edit(row, category=None).category == "time"
        self.log(replace(TOLD, category="introduction"))
        assert Exchange.objects.latest("pk").category == "introduction"

    def test_the_same_form_with_another_kind_is_another_favour(self) -> None:
        key = uuid4()
        told = [replace(TOLD, category=kind) for kind in ("", "", "time")]
        rows = [
            add_exchange(by=self.alice, person=self.ana, entry=one, on=self.today, entry_key=key).pk for one in told
        ]
        assert rows[0] == rows[1] != rows[2]


class FiveThousand(TestCase):
    """Whatever one person has given and asked, each verb and the page take as many queries as for five favours."""

    MANY = 5_000

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.today = today_of(cls.alice)
        cls.few = create_contact(by=cls.alice, name="Ana", days_ago=900).person
        cls.many = create_contact(by=cls.alice, name="Ben", days_ago=900).person
        for person, count in ((cls.few, 20), (cls.many, cls.MANY)):
            cls.fill(person, count)

    @classmethod
    def fill(cls, person: Person, count: int) -> None:
        rows = []
        for number in range(count):
            on = cls.today - timedelta(days=30 + number % 800)
            state = list(ExchangeState)[number % 5]
            rows.append(
                Exchange(
                    person=person,
                    giver=list(Side)[number % 2],
                    asked=number % 3 == 0,
                    what=f"favour {number}",
                    size=list(Size)[number % 3],
                    state=state,
                    opened_on=on,
                    due_on=on + timedelta(days=9) if state == ExchangeState.PROMISED else None,
                    settled_on=on if state in {KEPT, ExchangeState.DECLINED, ExchangeState.DROPPED} else None,
                )
            )
        Exchange.objects.bulk_create(rows, batch_size=500)
        # One verb brings follow-ups and standing in step.
        create_exchange(by=cls.alice, person=person, days_ago=1)

    def count(self, verb: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            verb()
        return len(queries)

    def test_the_queries_are_as_many_as_for_twenty(self) -> None:
        self.client.force_login(self.alice, backend=BACKEND)
        self.client.get(reverse("people"))
        verbs: dict[str, Callable[[Person], object]] = {
            "add": lambda person: create_exchange(by=self.alice, person=person),
            "settle": lambda person: settle_exchange(
                by=self.alice, exchange=person.exchanges.filter(state="open").latest("pk"), state=KEPT, on=self.today
            ),
            "log": lambda person: log_interaction(
                by=self.alice,
                entry=entry(by=self.alice, person=person, learned=f"restores {uuid4().hex}", exchanges=(TOLD,)),
            ),
            "standing": lambda person: rebuild_standings([person.pk]),
            "page": lambda person: self.client.get(reverse("person", args=[person.public_id])),
            "list": lambda person: self.client.get(reverse("person_exchanges", args=[person.public_id])),
        }
        for name, verb in verbs.items():
            with self.subTest(name):
                assert self.count(partial(verb, self.few)) == self.count(partial(verb, self.many))
        assert rebuild_standings([self.few.pk, self.many.pk]) == 0
        moved = self.many.exchanges.latest("pk")
        change_person(by=self.alice, exchange=moved, to=self.few)
        assert rebuild_standings([self.few.pk, self.many.pk]) == 0
