"""The facts that standings are made of: what counts as an ask, a give, a touch, and how little is read for them."""

from datetime import date, timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.models import Exchange, Person
from contacts.queries.standings import (
    PersonFacts,
    facts_by_person,
    next_due_by_person,
)
from contacts.services.exchanges import delete_exchange, settle_exchange, tell_outcome, thank
from contacts.services.follow_ups import complete_follow_up, snooze_follow_up
from contacts.services.interactions import delete_interaction
from contacts.vocabulary import Channel, Depth, ExchangeState, MentionKind, Side, Size, StartedBy
from tests.factories import (
    create_account,
    create_ask,
    create_exchange,
    create_interaction,
    create_person,
    create_promise,
    create_reminder,
    log,
    today_of,
)

BOAT = "sold the boat to a school in Stavanger"


class FactsTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.today = today_of(cls.alice)
        cls.ana: Person = create_person(by=cls.alice)

    def facts(self) -> PersonFacts:
        return facts_by_person([self.ana.pk])[self.ana.pk]

    def test_asks_are_dated_by_asking_and_gives_by_giving(self) -> None:
        ask = create_ask(by=self.alice, person=self.ana, days_ago=9, size=Size.LARGE)
        settle_exchange(by=self.alice, exchange=ask, state=ExchangeState.KEPT, on=self.today)
        give = create_promise(by=self.alice, person=self.ana, days_ago=7)
        settle_exchange(by=self.alice, exchange=give, state=ExchangeState.KEPT, on=self.today)
        judged = self.facts().ask_only_facts(today=self.today, formal_relation=False)
        assert [(fact.id, fact.on, fact.size) for fact in judged.asks] == [(ask.pk, ask.opened_on, Size.LARGE)]
        assert [(fact.id, fact.on) for fact in judged.gives] == [(give.pk, self.today)]

    def test_our_work_and_deleted_favours_are_no_evidence(self) -> None:
        create_ask(by=self.alice, person=self.ana, our_work=True)
        delete_exchange(by=self.alice, exchange=create_ask(by=self.alice, person=self.ana))
        given = create_exchange(by=self.alice, person=self.ana, giver=Side.THEM, our_work=True)
        thank(by=self.alice, exchange=given, on=self.today)
        judged = self.facts().ask_only_facts(today=self.today, formal_relation=False)
        assert judged.asks == judged.gives == judged.gratitude == ()

    def test_gratitude_is_for_what_they_gave(self) -> None:
        given = create_exchange(by=self.alice, person=self.ana, giver=Side.THEM, days_ago=3)
        create_exchange(by=self.alice, person=self.ana)
        thank(by=self.alice, exchange=given, on=self.today)
        tell_outcome(by=self.alice, exchange=given, on=self.today - timedelta(days=1))
        (fact,) = self.facts().ask_only_facts(today=self.today, formal_relation=False).gratitude
        assert (fact.exchange_id, fact.thanked_on, fact.outcome_told_on) == (
            given.pk,
            self.today,
            self.today - timedelta(days=1),
        )

    def test_touches_say_who_began_and_whether_they_ask(self) -> None:
        ask = ExchangeEntry(giver=Side.THEM, asked=True, what="a name", size=Size.SMALL, state=ExchangeState.OPEN)
        asking = log(by=self.alice, person=self.ana, days_ago=9, learned=BOAT, exchanges=(ask,)).interaction
        favour = Exchange.objects.get()
        chased = ExchangeUpdate(exchange=favour, kind=MentionKind.CHASED)
        chasing = log(by=self.alice, person=self.ana, days_ago=6, updates=(chased,), learned="").interaction
        answer = ExchangeUpdate(exchange=favour, kind=MentionKind.ANSWERED, state=ExchangeState.KEPT)
        theirs = log(
            by=self.alice, person=self.ana, days_ago=3, updates=(answer,), learned="", started_by=StartedBy.THEM
        ).interaction
        letter = create_interaction(
            by=self.alice, person=self.ana, channel=Channel.LETTER, started_by=StartedBy.ME, learned=""
        )
        create_interaction(by=self.alice, person=self.ana, unfinished=True)
        touches = self.facts().ask_only_facts(today=self.today, formal_relation=False).touches
        assert [(t.interaction_id, t.mine, t.in_touch, t.has_ask) for t in touches] == [
            (asking.pk, True, True, True),
            (chasing.pk, True, True, True),
            (theirs.pk, False, True, False),
            (letter.pk, True, False, False),
        ]
        delete_interaction(by=self.alice, interaction=chasing)
        assert chasing.pk not in {mention.interaction_id for mention in self.facts().mentions}

    def next_due_on(self) -> date | None:
        return next_due_by_person([self.ana.pk]).get(self.ana.pk)

    def test_next_due_is_the_earliest_that_shows(self) -> None:
        assert self.next_due_on() is None
        late = create_reminder(by=self.alice, person=self.ana, due_in=9)
        soon = create_reminder(by=self.alice, person=self.ana, due_in=2)
        assert self.next_due_on() == soon.due_on
        snooze_follow_up(by=self.alice, follow_up=soon, choice="month")
        assert self.next_due_on() == late.due_on
        complete_follow_up(by=self.alice, follow_up=late)
        soon.refresh_from_db()
        assert self.next_due_on() == soon.shown_on

    def test_reads_the_words_of_touches_that_could_clear_a_flag_and_of_no_others(self) -> None:
        letter = {"channel": Channel.LETTER, "started_by": StartedBy.ME, "learned": ""}
        before = create_interaction(by=self.alice, person=self.ana, days_ago=99, **letter)
        for ago in (90, 60, 30):
            create_ask(by=self.alice, person=self.ana, days_ago=ago)
        create_interaction(by=self.alice, person=self.ana, depth=Depth.HELLO, days_ago=5, **letter)
        thx = create_interaction(by=self.alice, person=self.ana, days_ago=4, talked_about="thx", **letter)
        said = create_interaction(by=self.alice, person=self.ana, days_ago=3, **letter)
        assert self.facts().says_something == {said.pk: True, thx.pk: False}
        with CaptureQueriesContext(connection) as queries:
            self.facts()
        texts = [query["sql"] for query in queries if '"talked_about"' in query["sql"]]
        assert len(texts) == 1 and str(before.pk) not in texts[0].split(" IN ")[-1]

    def test_nobody_with_few_asks_has_words_read(self) -> None:
        create_interaction(by=self.alice, person=self.ana, days_ago=3)
        with CaptureQueriesContext(connection) as queries:
            self.facts()
        assert not [query for query in queries if '"talked_about"' in query["sql"]]

    def test_many_people_cost_as_many_queries_as_one(self) -> None:
        people = [create_person(by=self.alice, name=f"Guest {n}") for n in range(6)]
        for person in people:
            for ago in (90, 60, 30):
                create_ask(by=self.alice, person=person, days_ago=ago)
                create_interaction(by=self.alice, person=person, days_ago=ago, learned="")
        counts = []
        for some in (people[:2], people):
            with CaptureQueriesContext(connection) as queries:
                facts = facts_by_person([person.pk for person in some])
            assert set(facts) == {person.pk for person in some}
            assert all(len(one.exchanges) == len(one.interactions) == 3 for one in facts.values())
            counts.append(len(queries))
        assert counts[0] == counts[1]
        assert facts_by_person([]) == {}
