"""What each rule plans: thanks and outcomes (E-33), a touch with no ask (E-30), days that matter (E-36)."""

from datetime import date
from typing import Any
from uuid import uuid4

from contacts.models import Exchange, FollowUp, ImportantDate, ImportBatch, Standing
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers, change_settings
from contacts.services.exchanges import delete_exchange, mark_our_work, restore_exchange, tell_outcome, thank
from contacts.services.follow_ups import complete_follow_up, dismiss_follow_up, snooze_follow_up
from contacts.services.important_dates import DateEntry, add_date, delete_date, edit_date, entry_of
from contacts.services.interactions import delete_interaction
from contacts.services.people import PersonFacts, edit_person
from contacts.services.planning import replan, sweep_planning
from contacts.vocabulary import Channel, DateKind, Depth, FollowUpKind, Reason, Side, Size, StartedBy
from tests.factories import (
    create_ask,
    create_exchange,
    create_interaction,
    create_person,
    log,
)
from tests.services.planning_worlds import BOAT, MONDAY, TUESDAY, PlanningCase, at, days


class Gratitude(PlanningCase):
    """E-33."""

    def test_thank_within_two_working_days_and_tell_within_thirty(self) -> None:
        with self.at(date(2026, 3, 5)):
            favour = self.received()
        assert self.open(FollowUpKind.THANK) == [date(2026, 3, 9)]
        assert self.open(FollowUpKind.OUTCOME) == [date(2026, 4, 6)], "4 April is a Saturday"
        assert self.the(FollowUpKind.THANK).source_key == f"thank:{favour.pk}"
        assert self.the(FollowUpKind.OUTCOME).source_key == f"outcome:{favour.pk}"
        assert {row.exchange for row in FollowUp.objects.filter(reason=Reason.GRATITUDE)} == {favour}

    def test_not_for_everything(self) -> None:
        cases: dict[str, dict[str, Any]] = {
            "small": {"size": Size.SMALL},
            "mine": {"giver": Side.ME},
            "our work": {"our_work": True},
            "only asked for": {"asked": True, "state": "open"},
            "thanked and told at once": {"thanked": True, "size": Size.SMALL},
        }
        for name, fields in cases.items():
            with self.subTest(name), self.at(TUESDAY):
                self.received(**fields)
                assert not FollowUp.objects.filter(reason=Reason.GRATITUDE).exists()

    def test_not_for_a_formal_relation(self) -> None:
        with self.at(TUESDAY):
            self.received()
            edit_person(
                by=self.alice, person=self.ana, version=1, facts=PersonFacts(name="Ana Ferreira", formal_relation=True)
            )
        assert not FollowUp.objects.open().filter(reason=Reason.GRATITUDE).exists()

    def test_thanked_and_told_close_them_and_taking_it_back_opens_them(self) -> None:
        with self.at(TUESDAY):
            favour = self.received()
            thank(by=self.alice, exchange=favour, on=TUESDAY)
            assert (self.open(FollowUpKind.THANK), len(self.open(FollowUpKind.OUTCOME))) == ([], 1)
            tell_outcome(by=self.alice, exchange=favour, on=TUESDAY)
            assert self.open(FollowUpKind.OUTCOME) == []
            thank(by=self.alice, exchange=favour, on=None)
            tell_outcome(by=self.alice, exchange=favour, on=None)
        assert (len(self.open(FollowUpKind.THANK)), len(self.open(FollowUpKind.OUTCOME))) == (1, 1)

    def test_follow_the_favour(self) -> None:
        with self.at(TUESDAY):
            favour = self.received()
            for away, back in (
                (lambda: delete_exchange(by=self.alice, exchange=favour), restore_exchange),
                (lambda: mark_our_work(by=self.alice, exchange=favour, our_work=True), None),
            ):
                away()
                assert not FollowUp.objects.open().filter(reason=Reason.GRATITUDE).exists()
                if back:
                    back(by=self.alice, exchange=favour)
                else:
                    mark_our_work(by=self.alice, exchange=favour, our_work=False)
                assert FollowUp.objects.open().filter(reason=Reason.GRATITUDE).count() == 2
        assert FollowUp.objects.filter(reason=Reason.GRATITUDE).count() == 2

    def test_not_needed_stays_so(self) -> None:
        with self.at(TUESDAY):
            self.received()
            dismiss_follow_up(by=self.alice, follow_up=self.the(FollowUpKind.THANK))
            log(by=self.alice, person=self.ana, learned=BOAT)
        assert self.how(FollowUpKind.THANK) == ["not_needed"]

    def test_lapse_in_time(self) -> None:
        with self.at(TUESDAY):
            self.received()
        assert self.plan_on() == TUESDAY + days(60)
        with self.at(TUESDAY + days(59)):
            assert sweep_planning() == 0
            assert len(self.open(FollowUpKind.THANK)) == 1
        with self.at(TUESDAY + days(60)):
            assert sweep_planning() == 1
            assert (self.how(FollowUpKind.THANK), len(self.open(FollowUpKind.OUTCOME))) == (["planning"], 1)
            assert self.plan_on() == TUESDAY + days(180)
        with self.at(TUESDAY + days(180)):
            assert sweep_planning() == 1
            assert self.open(FollowUpKind.OUTCOME) == []
            assert sweep_planning() == 0

    def test_of_long_ago_are_not_begun(self) -> None:
        with self.at(TUESDAY):
            self.received(days_ago=70)
        assert not FollowUp.objects.filter(kind=FollowUpKind.THANK).exists()
        assert len(self.open(FollowUpKind.OUTCOME)) == 1

    def test_other_numbers_move_them(self) -> None:
        with self.at(TUESDAY):
            self.received()
            change_numbers(by=self.alice, numbers=Numbers(thank_days=5, outcome_days=10))
            self.alice.refresh_from_db()
        assert self.open(FollowUpKind.THANK) == [TUESDAY + days(7)]
        assert self.open(FollowUpKind.OUTCOME) == [TUESDAY + days(10)]

    def test_for_somebody_at_the_door_too(self) -> None:
        with self.at(TUESDAY):
            ben = create_person(by=self.alice, name="Ben Okafor")
            create_exchange(by=self.alice, person=ben, giver=Side.THEM, size=Size.LARGE)
        assert FollowUp.objects.open().filter(person=ben).count() == 2


class NoAsk(PlanningCase):
    """E-30: the proof is three asks in three weeks, and nothing else since."""

    def ask(self, *days_ago: int) -> list[Exchange]:
        return [create_ask(by=self.alice, person=self.ana, days_ago=ago, what=f"favour {ago}") for ago in days_ago]

    def setUp(self) -> None:
        super().setUp()
        self.now = MONDAY + days(100)

    def test_is_planned_three_working_days_after_the_newest_ask(self) -> None:
        with at(self.now):
            asks = self.ask(40, 20, 1)
            assert Standing.objects.get().ask_only_since == self.now - days(40)
        row = self.the(FollowUpKind.NO_ASK)
        assert (row.reason, row.source_key) == (Reason.ASK_ONLY, f"ask_only:{asks[-1].pk}")
        assert row.due_on == date(2026, 6, 12), "asked on Tuesday 9 June"

    def test_is_not_late_when_the_asks_were_noted_late(self) -> None:
        with at(self.now):
            self.ask(60, 40, 20)
        assert self.open(FollowUpKind.NO_ASK) == [self.now]

    def test_falls_with_the_flag_and_comes_again_with_the_next_ask(self) -> None:
        with at(self.now):
            asks = self.ask(40, 20, 1)
            letter = create_interaction(
                by=self.alice,
                person=self.ana,
                channel=Channel.LETTER,
                started_by=StartedBy.ME,
                learned="",
                talked_about="the school's harbour day went well, with three hundred children",
            )
            assert self.how(FollowUpKind.NO_ASK) == ["planning"]
            delete_interaction(by=self.alice, interaction=letter)
            assert self.how(FollowUpKind.NO_ASK) == [""]
            dismiss_follow_up(by=self.alice, follow_up=self.the(FollowUpKind.NO_ASK))
        with self.at(self.now + days(10)):
            newest = create_ask(by=self.alice, person=self.ana, what="one more")
            rows = FollowUp.objects.filter(kind=FollowUpKind.NO_ASK).order_by("pk")
            assert [row.source_key for row in rows] == [f"ask_only:{asks[-1].pk}", f"ask_only:{newest.pk}"]
            assert [row.closed_how for row in rows] == ["not_needed", ""]

    def test_falls_when_time_alone_takes_the_flag(self) -> None:
        with at(self.now):
            self.ask(40, 20, 1)
            falls_on = Standing.objects.get().changes_on
        assert falls_on is not None and self.plan_on() == falls_on
        with self.at(falls_on):
            assert sweep_planning() == 1
            assert Standing.objects.get().ask_only_since is None
            assert self.how(FollowUpKind.NO_ASK) == ["planning"]

    def test_moves_to_new_working_days_and_leaves_a_snooze(self) -> None:
        with at(self.now):
            self.ask(40, 20, 1)
            change_settings(by=self.alice, values={"working_days": "0"})
            self.alice.refresh_from_db()
            assert self.open(FollowUpKind.NO_ASK) == [date(2026, 6, 15)]
            row = snooze_follow_up(by=self.alice, follow_up=self.the(FollowUpKind.NO_ASK), choice="month")
            log(by=self.alice, person=self.ana, depth=Depth.HELLO, learned="", talked_about="")
            assert self.the(FollowUpKind.NO_ASK).snoozed_until == row.snoozed_until


class Dates(PlanningCase):
    """E-36."""

    def add(self, month: int, day: int, **fields: Any) -> ImportantDate:
        entry = DateEntry(**{"kind": DateKind.BIRTHDAY, "month": month, "day": day, **fields})
        return add_date(by=self.alice, person=self.ana, entry=entry, entry_key=uuid4())

    def test_the_next_one_is_planned_a_lead_before_on_a_working_day(self) -> None:
        with self.at(TUESDAY):
            birthday = self.add(5, 12)
        row = self.the(FollowUpKind.DATE)
        assert (row.due_on, row.source_key, row.important_date) == (
            date(2026, 5, 11),
            f"date:{birthday.pk}:2026-05-12",
            birthday,
        ), "9 May is a Saturday, and Monday is still before the day"
        assert self.plan_on() == date(2026, 5, 13)

    def test_one_that_a_file_brought_waits_until_they_are_a_contact_or_it_is_put_right(self) -> None:
        batch = ImportBatch.objects.create(owner=self.alice, file_name="cards.vcf")
        bea = create_person(by=self.alice, name="Bea")
        with self.at(TUESDAY):
            for person in (self.ana, bea):
                ImportantDate.objects.create(person=person, kind=DateKind.BIRTHDAY, month=5, day=12, batch=batch)
                replan(person=person, by=self.alice)
            planned = FollowUp.objects.filter(kind=FollowUpKind.DATE)
            assert [row.person for row in planned] == [self.ana]
            theirs = ImportantDate.objects.get(person=bea)
            entry = DateEntry(kind=DateKind.BIRTHDAY, month=5, day=13)
            edit_date(by=self.alice, important_date=theirs, entry=entry)
            assert FollowUp.objects.filter(person=bea, kind=FollowUpKind.DATE).count() == 1
            ImportantDate.objects.filter(pk=theirs.pk).update(batch=batch)
            replan(person=bea, by=self.alice)
            assert not FollowUp.objects.open().filter(person=bea).exists()
            create_interaction(by=self.alice, person=bea, happened_on=MONDAY)
            assert FollowUp.objects.open().filter(person=bea, kind=FollowUpKind.DATE).count() == 1

    def test_goes_over_into_the_next_year(self) -> None:
        with self.at(TUESDAY):
            birthday = self.add(3, 6)
        with self.at(date(2026, 3, 6)):
            assert sweep_planning() == 0
            assert self.open(FollowUpKind.DATE) == [TUESDAY]
        with self.at(date(2026, 3, 7)):
            assert sweep_planning() == 1
        rows = FollowUp.objects.filter(kind=FollowUpKind.DATE).order_by("pk")
        assert [(row.source_key, row.closed_how) for row in rows] == [
            (f"date:{birthday.pk}:2026-03-06", "planning"),
            (f"date:{birthday.pk}:2027-03-06", ""),
        ]
        assert self.plan_on() == date(2027, 3, 7)

    def test_done_stays_done_until_the_next_year(self) -> None:
        with self.at(TUESDAY):
            self.add(3, 6)
            complete_follow_up(by=self.alice, follow_up=self.the(FollowUpKind.DATE))
            assert self.open(FollowUpKind.DATE) == []
        with self.at(date(2026, 3, 7)):
            sweep_planning()
        assert self.how(FollowUpKind.DATE) == ["done", ""]

    def test_the_29th_of_february_is_the_28th_in_other_years(self) -> None:
        with self.at(TUESDAY):
            self.add(2, 29, lead_days=0)
            assert self.open(FollowUpKind.DATE) == [date(2027, 2, 26)], "28 February is a Sunday"
        with self.at(date(2027, 3, 1)):
            sweep_planning()
            assert self.open(FollowUpKind.DATE) == [date(2028, 2, 29)]

    def test_another_day_moves_it_and_taking_it_out_takes_it_away(self) -> None:
        with self.at(TUESDAY):
            row = self.add(5, 12)
            edit_date(by=self.alice, important_date=row, entry=DateEntry(kind=DateKind.BIRTHDAY, month=6, day=12))
            assert self.open(FollowUpKind.DATE) == [date(2026, 6, 9)]
            assert entry_of(ImportantDate.objects.get()).month == 6
            delete_date(by=self.alice, important_date=row)
        assert not FollowUp.objects.filter(kind=FollowUpKind.DATE).exists()
        assert self.plan_on() is None
