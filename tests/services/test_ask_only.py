"""E-30 through the verbs: what raises the flag on a standing, what clears it, and what time alone does to it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import time_machine
from django.db import transaction
from django.test import TestCase

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.models import Exchange, Person, Standing, User
from contacts.services.accounts import adopt_time_zone, change_settings
from contacts.services.exchanges import (
    delete_exchange,
    edit_exchange,
    mark_our_work,
    reopen_exchange,
    restore_exchange,
    settle_exchange,
    tell_outcome,
    thank,
)
from contacts.services.interactions import delete_interaction, restore_interaction
from contacts.services.people import PersonFacts, edit_person
from contacts.services.standings import rebuild_standings, sweep_standings
from contacts.vocabulary import Channel, Depth, ExchangeState, MentionKind, Side, Size, StartedBy
from tests.factories import create_account, create_ask, create_contact, create_exchange, log, today_of

BOAT = "sold the boat to a school in Stavanger"
ASKS_AGO = (90, 60, 30)
LETTER = {"channel": Channel.LETTER, "started_by": StartedBy.ME}


class AskOnlyTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.today = today_of(cls.alice)
        cls.ana: Person = create_contact(by=cls.alice, days_ago=400).person
        cls.asks = [
            create_ask(by=cls.alice, person=cls.ana, days_ago=ago, size=Size.MEDIUM, what=f"favour {ago}")
            for ago in ASKS_AGO
        ]

    def since(self) -> date | None:
        return Standing.objects.get().ask_only_since

    def flagged(self) -> bool:
        return self.since() is not None

    def test_three_asks_and_nothing_else_raise_the_flag_with_their_proof(self) -> None:
        standing = Standing.objects.get()
        assert standing.ask_only_since == self.today - timedelta(days=90)
        assert standing.ask_only_asks == [ask.pk for ask in self.asks]

    def test_two_are_too_few(self) -> None:
        delete_exchange(by=self.alice, exchange=self.asks[0])
        assert not self.flagged() and Standing.objects.get().ask_only_asks == []
        restore_exchange(by=self.alice, exchange=self.asks[0])
        assert self.flagged()

    def test_three_in_one_week_are_one_approach(self) -> None:
        ben = create_contact(by=self.alice, name="Ben", days_ago=400).person
        monday = self.today - timedelta(days=self.today.weekday() + 7)
        for day in range(3):
            create_ask(by=self.alice, person=ben, days_ago=(self.today - monday).days - day)
        assert Standing.objects.get(contact=ben.pk).ask_only_since is None

    def test_a_chaser_belongs_to_its_ask(self) -> None:
        ben = create_contact(by=self.alice, name="Ben", days_ago=400).person
        asks = [create_ask(by=self.alice, person=ben, days_ago=ago) for ago in (90, 60)]
        for ago in (40, 20):
            chased = (ExchangeUpdate(exchange=asks[1], kind=MentionKind.CHASED),)
            log(by=self.alice, person=ben, days_ago=ago, updates=chased, learned="", **LETTER)
        assert Standing.objects.get(contact=ben.pk).ask_only_since is None
        create_ask(by=self.alice, person=ben, days_ago=3)
        assert Standing.objects.get(contact=ben.pk).ask_only_since == asks[0].opened_on, "a chaser clears nothing"

    def test_a_give_that_weighs_enough_clears_it(self) -> None:
        small = create_exchange(by=self.alice, person=self.ana, days_ago=9, size=Size.SMALL)
        assert self.flagged(), "smaller than the smallest ask"
        delete_exchange(by=self.alice, exchange=small)
        give = create_exchange(by=self.alice, person=self.ana, days_ago=9, size=Size.MEDIUM)
        assert not self.flagged()
        mark_our_work(by=self.alice, exchange=give, our_work=True)
        assert self.flagged()

    def test_an_offer_counts_once_they_declined_it(self) -> None:
        offer = create_exchange(
            by=self.alice, person=self.ana, days_ago=9, size=Size.MEDIUM, state=ExchangeState.OPEN, asked=False
        )
        assert self.flagged()
        settle_exchange(by=self.alice, exchange=offer, state=ExchangeState.DECLINED, on=self.today)
        assert not self.flagged()

    def test_a_medium_give_of_the_three_years_before_clears_it(self) -> None:
        give = create_exchange(by=self.alice, person=self.ana, days_ago=1000, size=Size.MEDIUM)
        assert not self.flagged()
        edit_exchange(
            by=self.alice,
            exchange=give,
            version=1,
            what=give.what,
            size=Size.SMALL,
            giver=Side.ME,
            asked=False,
            opened_on=give.opened_on,
            due_on=None,
            our_work=False,
        )
        assert self.flagged()
        create_exchange(by=self.alice, person=self.ana, days_ago=1300, size=Size.LARGE)
        assert self.flagged(), "too long ago"

    def test_being_in_touch_without_an_ask_clears_it_whoever_began(self) -> None:
        for started_by in StartedBy:
            with self.subTest(started_by):
                row = log(by=self.alice, person=self.ana, days_ago=20, started_by=started_by, learned="").interaction
                assert not self.flagged()
                delete_interaction(by=self.alice, interaction=row)
                assert self.flagged()
                restore_interaction(by=self.alice, interaction=row)
                assert not self.flagged()
                delete_interaction(by=self.alice, interaction=row)

    def test_being_in_touch_with_an_ask_clears_nothing(self) -> None:
        ask = ExchangeEntry(giver=Side.THEM, asked=True, what="a name", size=Size.MEDIUM, state=ExchangeState.OPEN)
        log(by=self.alice, person=self.ana, days_ago=10, exchanges=(ask,), learned=BOAT)
        assert self.flagged()
        assert Standing.objects.get().ask_only_asks[0] == self.asks[1].pk

    def test_a_touch_that_says_something_clears_it_and_a_bare_thx_does_not(self) -> None:
        for said, clears in (
            ({"talked_about": "thx", "learned": ""}, False),
            ({"talked_about": "", "learned": ""}, True),
            ({"talked_about": "", "learned": "", "depth": Depth.HELLO}, False),
            ({"talked_about": "the book on tides that you lent me in May", "learned": "", "depth": Depth.HELLO}, False),
            ({"talked_about": "the book on tides that you lent me in May", "learned": ""}, True),
        ):
            with self.subTest(said):
                row = log(by=self.alice, person=self.ana, days_ago=5, **LETTER, **said).interaction
                assert self.flagged() is not clears
                delete_interaction(by=self.alice, interaction=row)

    def test_written_both_ways_a_bare_thx_is_no_being_in_touch(self) -> None:
        said = "the book on tides that you lent me in May"
        message = {"channel": Channel.MESSAGE, "started_by": StartedBy.THEM, "they_wrote_too": True}
        for fields, clears in (
            ({**message, "talked_about": "thx"}, False),
            ({**message, "talked_about": "", "learned": "ok"}, False),
            ({**message, "talked_about": ""}, True),
            ({**message, "talked_about": "thx", "learned": said}, True),
            ({"talked_about": "thx"}, True),
        ):
            with self.subTest(fields):
                row = log(by=self.alice, person=self.ana, days_ago=5, **{"learned": "", **fields}).interaction
                assert self.flagged() is not clears
                delete_interaction(by=self.alice, interaction=row)

    def answered(self, *, state: ExchangeState = ExchangeState.DECLINED, **fields: Any) -> bool:
        """Whether the flag stands with an interaction that records how an ask ended."""
        answer = ExchangeUpdate(exchange=self.asks[2], kind=MentionKind.ANSWERED, state=state)
        row = log(by=self.alice, person=self.ana, days_ago=5, updates=(answer,), **{"learned": "", **fields})
        flagged = self.flagged()
        delete_interaction(by=self.alice, interaction=row.interaction)
        reopen_exchange(by=self.alice, exchange=self.asks[2])
        return flagged

    def test_their_written_answer_to_my_ask_clears_nothing_and_a_talk_about_it_does(self) -> None:
        message = {"channel": Channel.MESSAGE, "they_wrote_too": True}
        for started_by in StartedBy:
            for said in ("", "favour 30", "She agreed to favour 30."):
                with self.subTest(said, started_by=started_by):
                    fields = {"started_by": started_by, "talked_about": said, "depth": Depth.CHAT}
                    assert self.answered(**message, **fields)
                    assert not self.answered(channel=Channel.PHONE, **fields)
        assert self.answered(**message, started_by=StartedBy.THEM, depth=Depth.CHAT), "in passing, they began"

    def test_a_word_of_mine_that_also_tells_how_an_ask_ended_clears_it(self) -> None:
        for fields in (
            {**LETTER, "talked_about": "the review got the paper through; photos of the boat school", "depth": "chat"},
            {**LETTER, "talked_about": "", "state": ExchangeState.KEPT},
            {"channel": Channel.EMAIL, "started_by": StartedBy.BOTH, "they_wrote_too": True, "depth": Depth.CHAT},
            {"channel": Channel.MESSAGE, "started_by": StartedBy.THEM, "they_wrote_too": True, "learned": BOAT},
            {"channel": Channel.MESSAGE, "started_by": StartedBy.BOTH, "they_wrote_too": True, "talked_about": BOAT},
        ):
            with self.subTest(fields):
                assert not self.answered(**fields)
        assert self.answered(**LETTER, talked_about="thx", state=ExchangeState.KEPT), "a bare thx is none"

    def test_what_is_mere_thanks_clears_nothing_and_a_good_word_does(self) -> None:
        for what, fields, clears in (
            ("a good word", {"size": Size.LARGE}, True),
            ("Ty Cobb introduction", {"size": Size.LARGE}, True),
            ("met her", {"size": Size.MEDIUM}, True),
            ("thanks for the book", {}, False),
            ("thanked her for the recommendation", {}, False),
            ("thanks", {"size": Size.MEDIUM}, True),
        ):
            with self.subTest(what):
                for ask in self.asks:  # nothing but its words decides whether it weighs enough
                    Exchange.objects.filter(pk=ask.pk).update(size=Size.SMALL)
                give = create_exchange(by=self.alice, person=self.ana, days_ago=5, what=what, **fields)
                assert self.flagged() is not clears
                delete_exchange(by=self.alice, exchange=give)

    def test_the_same_talk_about_our_work_and_more_clears_it_whoever_began(self) -> None:
        work = ExchangeEntry(
            giver=Side.THEM, asked=True, what="invoice", size=Size.SMALL, state=ExchangeState.OPEN, our_work=True
        )
        for channel, wrote in ((Channel.IN_PERSON, False), (Channel.MESSAGE, True)):
            for started_by in StartedBy:
                for said, clears in (("her move to Lisbon", True), ("", False)):
                    with self.subTest(said, channel=channel, started_by=started_by):
                        row = log(
                            by=self.alice,
                            person=self.ana,
                            days_ago=5,
                            channel=channel,
                            they_wrote_too=wrote,
                            started_by=started_by,
                            depth=Depth.CHAT,
                            talked_about=said,
                            learned="",
                            exchanges=(work,),
                        ).interaction
                        assert self.flagged() is not clears
                        delete_interaction(by=self.alice, interaction=row)

    def test_the_mirrored_flag_reads_what_was_said_beside_our_work_too(self) -> None:
        ben = create_contact(by=self.alice, name="Ben", days_ago=400).person
        for ago in ASKS_AGO:
            create_exchange(
                by=self.alice, person=ben, giver=Side.ME, asked=True, days_ago=ago, state=ExchangeState.OPEN
            )
        work = ExchangeEntry(
            giver=Side.ME, asked=True, what="invoice", size=Size.SMALL, state=ExchangeState.OPEN, our_work=True
        )
        for started_by in StartedBy:
            for said, clears in (("his move to Lisbon", True), ("", False)):
                with self.subTest(said, started_by=started_by):
                    row = log(
                        by=self.alice,
                        person=ben,
                        days_ago=5,
                        started_by=started_by,
                        depth=Depth.CHAT,
                        talked_about=said,
                        learned="",
                        exchanges=(work,),
                    ).interaction
                    assert (Standing.objects.get(contact=ben.pk).they_ask_only_since is None) is clears
                    delete_interaction(by=self.alice, interaction=row)

    def test_asking_for_our_work_is_no_ask_inside_a_talk(self) -> None:
        work = ExchangeEntry(
            giver=Side.THEM, asked=True, what="a tax form", size=Size.SMALL, state=ExchangeState.OPEN, our_work=True
        )
        log(by=self.alice, person=self.ana, days_ago=5, exchanges=(work,), learned="", **LETTER)
        assert not self.flagged()
        mark_our_work(by=self.alice, exchange=Exchange.objects.get(what="a tax form"), our_work=False)
        assert self.flagged()

    def test_thanks_for_what_is_open_again_clear_nothing(self) -> None:
        first, second, _third = self.asks
        settle_exchange(by=self.alice, exchange=first, state=ExchangeState.KEPT, on=first.opened_on)
        thank(by=self.alice, exchange=first, on=second.opened_on + timedelta(days=1))
        assert not self.flagged()
        reopen_exchange(by=self.alice, exchange=first)
        assert self.flagged()

    def test_thanks_inside_a_chaser_of_another_ask_clear_nothing(self) -> None:
        first, second, _third = self.asks
        chased = ExchangeUpdate(exchange=second, kind=MentionKind.CHASED)
        chaser = log(by=self.alice, person=self.ana, days_ago=50, updates=(chased,), learned="", **LETTER).interaction
        settle_exchange(by=self.alice, exchange=first, state=ExchangeState.KEPT, on=chaser.happened_on)
        thank(by=self.alice, exchange=first, on=chaser.happened_on)
        assert self.flagged()
        delete_interaction(by=self.alice, interaction=chaser)
        assert not self.flagged()

    def test_a_message_of_theirs_alone_clears_nothing(self) -> None:
        log(
            by=self.alice,
            person=self.ana,
            days_ago=5,
            channel=Channel.MESSAGE,
            started_by=StartedBy.THEM,
            talked_about="the harbour library lends out boats now",
            learned="",
        )
        assert self.flagged()

    def test_thanks_and_outcome_clear_it_unless_inside_the_next_ask(self) -> None:
        first, second, _third = self.asks
        settle_exchange(by=self.alice, exchange=first, state=ExchangeState.KEPT, on=first.opened_on)
        for verb in (thank, tell_outcome):
            with self.subTest(verb.__name__):
                verb(by=self.alice, exchange=first, on=second.opened_on)
                assert self.flagged(), "a thank-you inside the next request is none"
                verb(by=self.alice, exchange=first, on=None)
                verb(by=self.alice, exchange=first, on=second.opened_on + timedelta(days=1))
                assert not self.flagged()
                verb(by=self.alice, exchange=first, on=None)
                assert self.flagged()

    def test_our_work_and_a_formal_relation_are_no_favours(self) -> None:
        mark_our_work(by=self.alice, exchange=self.asks[1], our_work=True)
        assert not self.flagged()
        mark_our_work(by=self.alice, exchange=self.asks[1], our_work=False)
        assert self.flagged()
        person = Person.objects.get(pk=self.ana.pk)
        formal = PersonFacts(name=person.name, formal_relation=True)
        person = edit_person(by=self.alice, person=person, version=person.version, facts=formal)
        assert not self.flagged()
        edit_person(by=self.alice, person=person, version=person.version, facts=PersonFacts(name=person.name))
        assert self.flagged()

    def test_the_window_ends_by_time_alone_and_the_sweep_sees_it(self) -> None:
        standing = Standing.objects.get()
        first = self.asks[0].opened_on
        assert standing.changes_on is not None
        with time_machine.travel(standing.changes_on - timedelta(days=1), tick=False):
            sweep_standings()
            assert self.flagged()
        with time_machine.travel(first + timedelta(days=30 * 18), tick=False):
            sweep_standings()
            assert self.flagged()
        with time_machine.travel(first + timedelta(days=31 * 19 + 3), tick=False):
            assert sweep_standings() == 1
            assert not self.flagged()
            assert sweep_standings() == 0
            assert rebuild_standings([self.ana.pk]) == 0

    def test_the_counts_of_two_years_end_by_time_alone(self) -> None:
        Exchange.objects.all().delete()
        give = create_exchange(by=self.alice, person=self.ana, days_ago=10)
        with time_machine.travel(give.opened_on + timedelta(days=365 * 2 - 2), tick=False):
            sweep_standings()
            assert Standing.objects.get().recent_i_gave == 1
        with time_machine.travel(give.opened_on + timedelta(days=365 * 2 + 3), tick=False):
            assert sweep_standings() == 1
            row = Standing.objects.get()
            assert (row.recent_i_gave, row.i_gave, row.changes_on) == (0, 1, None)

    def test_facts_that_are_still_to_come_are_waited_for(self) -> None:
        """Whoever travels west lives yesterday again: what was noted today counts once that day is back."""
        for chosen in (True, False):
            with self.subTest(chosen=chosen), transaction.atomic():
                self.travels_west(chosen=chosen)
                transaction.set_rollback(True)

    def travels_west(self, *, chosen: bool) -> None:
        with time_machine.travel(datetime(2026, 11, 22, 11, 30, tzinfo=UTC), tick=False):
            kiri = create_account(email="kiri@example.org", time_zone="Pacific/Kiritimati")
            cy = create_contact(by=kiri, name="Cy", days_ago=900).person
            for ago in (60, 30, 0):
                create_ask(by=kiri, person=cy, days_ago=ago)
            assert Standing.objects.get(contact=cy.pk).ask_only_since == date(2026, 9, 24)
            if chosen:
                change_settings(by=kiri, values={"time_zone": "Pacific/Honolulu"})
            else:
                User.objects.update(time_zone_chosen=False)
                kiri.refresh_from_db()
                assert adopt_time_zone(by=kiri, name="Pacific/Honolulu")
            row = Standing.objects.get(contact=cy.pk)
            assert rebuild_standings([cy.pk]) == 0
            assert (row.ask_only_since, row.changes_on) == (None, date(2026, 11, 23))
        with time_machine.travel(datetime(2026, 11, 23, 11, 30, tzinfo=UTC), tick=False):
            sweep_standings()
            assert Standing.objects.get(contact=cy.pk).ask_only_since == date(2026, 9, 24)
            assert rebuild_standings([cy.pk]) == 0

    def test_every_kind_of_fact_still_to_come_is_waited_for(self) -> None:
        facts = {
            "a touch": lambda: log(by=self.alice, person=self.ana, learned=""),
            "a give": lambda: create_exchange(by=self.alice, person=self.ana, size=Size.MEDIUM),
            "thanks": lambda: (
                settle_exchange(
                    by=self.alice, exchange=self.asks[0], state=ExchangeState.KEPT, on=self.asks[0].opened_on
                ),
                thank(by=self.alice, exchange=self.asks[0], on=self.today),
            ),
        }
        for name, note in facts.items():
            with self.subTest(name), transaction.atomic():
                note()
                assert not self.flagged()
                with time_machine.travel(datetime.now(UTC) - timedelta(days=1), tick=False):
                    rebuild_standings([self.ana.pk])
                    row = Standing.objects.get()
                    assert row.ask_only_since and row.changes_on == self.today
                sweep_standings()
                assert not self.flagged() and rebuild_standings([self.ana.pk]) == 0
                transaction.set_rollback(True)
