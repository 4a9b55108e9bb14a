"""Put off: only beyond the day on which it comes up anyway, and kept while the product is silent about somebody."""

from collections.abc import Callable
from datetime import date

from contacts.errors import Refused
from contacts.models import FollowUp, Standing
from contacts.queries.follow_ups import follow_up_list
from contacts.services.contacts import choose_cadence
from contacts.services.follow_ups import complete_follow_up, reopen_follow_up, snooze_follow_up
from contacts.services.mutes import mute, unmute
from contacts.services.people import archive, bring_back, mark_deceased
from contacts.services.planning import sweep_nudges, sweep_planning
from contacts.services.resting import let_rest, wake
from contacts.vocabulary import FollowUpKind, Reason
from tests.factories import create_ask, create_nudge, create_reminder, today_of
from tests.services.planning_worlds import EVERY_DAY, MONDAY, PlanningCase, at, days

UNTIL = MONDAY + days(90)
Verb = Callable[[], object]


class NotBeforeItIsDue(PlanningCase):
    def test_what_comes_anyway_is_refused_and_nothing_is_written(self) -> None:
        with at(MONDAY):
            row = create_reminder(by=self.alice, person=self.ana, due_in=20)
            before = FollowUp.objects.values().get(pk=row.pk)
            for until in (MONDAY + days(1), MONDAY + days(20)):
                with self.subTest(until), self.assertRaises(Refused) as refusal:
                    snooze_follow_up(by=self.alice, follow_up=row, until=until)
                assert refusal.exception.field == "until"
                assert refusal.exception.sentence == "It comes on Sun 22 Mar anyway. Choose a later day."
            with self.assertRaises(Refused):
                snooze_follow_up(by=self.alice, follow_up=row, choice="tomorrow")
            assert FollowUp.objects.values().get(pk=row.pk) == before
            snooze_follow_up(by=self.alice, follow_up=row, until=MONDAY + days(21))
            assert FollowUp.objects.get(pk=row.pk).shown_on == MONDAY + days(21)

    def test_what_is_put_off_may_come_sooner_but_not_before_its_day(self) -> None:
        with at(MONDAY):
            row = create_reminder(by=self.alice, person=self.ana, due_in=5)
            snooze_follow_up(by=self.alice, follow_up=row, until=UNTIL)
            snooze_follow_up(by=self.alice, follow_up=row, until=MONDAY + days(6))
            with self.assertRaises(Refused):
                snooze_follow_up(by=self.alice, follow_up=row, until=MONDAY + days(5))
            assert FollowUp.objects.get(pk=row.pk).shown_on == MONDAY + days(6)


class KeptWhileSilent(PlanningCase):
    """What planning closes and opens again is put off as it was."""

    account = {"working_days": EVERY_DAY}

    def setUp(self) -> None:
        super().setUp()
        with self.at(MONDAY):
            self.nudged = create_nudge(by=self.alice, name="Ben Okafor")
            self.row = FollowUp.objects.open().get(person=self.nudged.person)
            snooze_follow_up(by=self.alice, follow_up=self.row, until=UNTIL)

    def silences(self) -> dict[str, tuple[Verb, Verb]]:
        ben = self.nudged.person
        rule = Reason.KEEP_IN_TOUCH
        return {
            "archived": (lambda: archive(by=self.alice, person=ben), lambda: bring_back(by=self.alice, person=ben)),
            "deceased": (
                lambda: mark_deceased(by=self.alice, person=ben, deceased=True),
                lambda: mark_deceased(by=self.alice, person=ben, deceased=False),
            ),
            "muted": (
                lambda: mute(by=self.alice, rule=rule, person=ben),
                lambda: unmute(by=self.alice, mute=mute(by=self.alice, rule=rule, person=ben)),
            ),
            "resting": (
                lambda: let_rest(by=self.alice, contact=self.nudged, until=None),
                lambda: wake(by=self.alice, contact=self.nudged),
            ),
            "never": (
                lambda: choose_cadence(by=self.alice, contact=self.nudged, circle=None, own_cadence_days=0),
                lambda: choose_cadence(by=self.alice, contact=self.nudged, circle=None, own_cadence_days=30),
            ),
        }

    def test_comes_back_as_it_was_however_long_it_took(self) -> None:
        for later in (0, 14):
            for name, (fall_silent, speak) in self.silences().items():
                before = FollowUp.objects.values().get(pk=self.row.pk)
                with self.subTest(name, later=later), self.at(MONDAY + days(later)):
                    fall_silent()
                    assert FollowUp.objects.get(pk=self.row.pk).closed_how == "planning"
                    assert follow_up_list(self.alice, today_of(self.alice)).counts.snoozed == 0
                    speak()
                    assert FollowUp.objects.values().get(pk=self.row.pk) == before
                    assert Standing.objects.get(pk=self.nudged.pk).next_due_on == UNTIL

    def test_it_still_asks_nobody_for_leave(self) -> None:
        with self.at(MONDAY + days(14)):
            archive(by=self.alice, person=self.nudged.person)
            bring_back(by=self.alice, person=self.nudged.person)
        with self.at(UNTIL):
            assert sweep_nudges() == 0
            assert FollowUp.objects.get(pk=self.row.pk).released_on == MONDAY

    def test_beyond_a_wake_day_it_stands(self) -> None:
        for wakes_on, comes_on in ((MONDAY + days(30), UNTIL), (UNTIL + days(10), UNTIL + days(10))):
            with self.subTest(wakes_on):
                with self.at(max(self.now, MONDAY + days(1))):
                    let_rest(by=self.alice, contact=self.nudged, until=wakes_on)
                with self.at(wakes_on):
                    sweep_planning()
                assert FollowUp.objects.open().get(pk=self.row.pk).shown_on == comes_on

    def test_taken_back_or_closed_by_hand_it_ends(self) -> None:
        with at(MONDAY):
            reopen_follow_up(by=self.alice, follow_up=self.row)
            assert FollowUp.objects.get(pk=self.row.pk).snoozed_until is None
            snooze_follow_up(by=self.alice, follow_up=self.row, until=UNTIL)
            complete_follow_up(by=self.alice, follow_up=self.row)
            reopen_follow_up(by=self.alice, follow_up=self.row)
            assert FollowUp.objects.get(pk=self.row.pk).snoozed_until is None

    def test_a_touch_with_no_ask_too(self) -> None:
        with self.at(MONDAY + days(100)):
            for ago in (40, 20, 1):
                create_ask(by=self.alice, person=self.ana, days_ago=ago, what=f"favour {ago}")
        with self.at(MONDAY + days(105)):
            row = self.the(FollowUpKind.NO_ASK)
            snooze_follow_up(by=self.alice, follow_up=row, choice="month")
        with self.at(date(2026, 6, 22)):
            before = FollowUp.objects.values().get(pk=row.pk)
            archive(by=self.alice, person=self.ana)
            bring_back(by=self.alice, person=self.ana)
            assert FollowUp.objects.values().get(pk=row.pk) == before
