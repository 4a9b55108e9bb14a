"""What keeps the product silent about somebody: mutes, rests, a proposed rest, archived and deceased people (E-35)."""

from datetime import date
from uuid import uuid4

from contacts.models import Circle, FollowUp, Standing
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers
from contacts.services.contacts import choose_cadence
from contacts.services.important_dates import DateEntry, add_date
from contacts.services.mutes import mute, unmute
from contacts.services.people import archive, bring_back, mark_deceased
from contacts.services.planning import sweep_planning
from contacts.services.resting import keep_on, let_rest, wake
from contacts.vocabulary import Channel, DateKind, Depth, FollowUpKind, Reason, Side, StartedBy
from tests.factories import (
    create_account,
    create_contact,
    create_interaction,
    create_promise,
    create_reminder,
    log,
)
from tests.services.planning_worlds import BOAT, EVERY_DAY, MONDAY, TUESDAY, PlanningCase, at, days


class Silences(PlanningCase):
    """What the product computes falls silent and comes back; what the user gave their word for never does."""

    COMPUTED = frozenset({"date", "first", "keep_in_touch", "outcome", "promise_theirs", "thank"})
    OWN = frozenset({"promise_mine", "reminder"})

    def setUp(self) -> None:
        super().setUp()
        self.now = MONDAY
        with at(MONDAY):
            choose_cadence(
                by=self.alice, contact=self.contact, circle=Circle.objects.get(name="Monthly"), own_cadence_days=None
            )
            self.received(days_ago=30)
            create_promise(by=self.alice, person=self.ana)
            create_promise(by=self.alice, person=self.ana, giver=Side.THEM)
            create_reminder(by=self.alice, person=self.ana, due_in=4)
            add_date(
                by=self.alice,
                person=self.ana,
                entry=DateEntry(kind=DateKind.BIRTHDAY, month=5, day=12),
                entry_key=uuid4(),
            )

    def speaking(self) -> set[str]:
        return set(FollowUp.objects.open().values_list("kind", flat=True))

    def test_all_of_them_are_there(self) -> None:
        assert self.speaking() == self.COMPUTED | self.OWN

    def test_a_rest_with_a_wake_day(self) -> None:
        before = {row.pk: (row.due_on, row.kind) for row in FollowUp.objects.open()}
        with at(MONDAY):
            let_rest(by=self.alice, contact=self.contact, until=MONDAY + days(20), reason="a baby")
            assert self.speaking() == self.OWN
        assert self.plan_on() == MONDAY + days(20)
        with self.at(MONDAY + days(19)):
            assert sweep_planning() == 0
            assert self.speaking() == self.OWN
        with self.at(MONDAY + days(20)):
            assert sweep_planning() == 1
            assert {row.pk: (row.due_on, row.kind) for row in FollowUp.objects.open()} == before

    def test_a_rest_without_one_ends_when_woken(self) -> None:
        with at(MONDAY):
            let_rest(by=self.alice, contact=self.contact, until=None)
            assert self.speaking() == self.OWN
        with self.at(MONDAY + days(500)):
            sweep_planning()
            assert self.speaking() == self.OWN
            wake(by=self.alice, contact=self.contact)
            assert "keep_in_touch" in self.speaking()

    def test_nobody_is_due_before_they_wake(self) -> None:
        """Whoever rested longer than their cadence begins again on the wake day, on a working day."""
        with at(MONDAY):
            let_rest(by=self.alice, contact=self.contact, until=date(2026, 9, 5))
        with self.at(date(2026, 9, 5)):
            sweep_planning()
            assert self.open(FollowUpKind.KEEP_IN_TOUCH) == [date(2026, 9, 7)], "5 September is a Saturday"

    def test_archived_and_deceased_keep_and_lose_nothing(self) -> None:
        for fall_silent, speak in (
            (lambda: archive(by=self.alice, person=self.ana), lambda: bring_back(by=self.alice, person=self.ana)),
            (
                lambda: mark_deceased(by=self.alice, person=self.ana, deceased=True),
                lambda: mark_deceased(by=self.alice, person=self.ana, deceased=False),
            ),
        ):
            before = list(FollowUp.objects.order_by("pk").values())
            with at(MONDAY):
                fall_silent()
                assert self.speaking() == self.OWN, "kept, and not read"
                assert not FollowUp.objects.open().audible().exists()
                assert Standing.objects.get().next_due_on is None
                speak()
                assert list(FollowUp.objects.order_by("pk").values()) == before
                assert Standing.objects.get().next_due_on is not None

    def test_a_mute_silences_its_rule_for_the_person_or_for_all(self) -> None:
        silenced: dict[Reason, set[str]] = {
            Reason.FIRST: {"first"},
            Reason.PROMISE: {"promise_theirs"},
            Reason.GRATITUDE: {"thank", "outcome"},
            Reason.KEEP_IN_TOUCH: {"keep_in_touch"},
            Reason.DATE: {"date"},
        }
        before = self.speaking()
        for rule, kinds in silenced.items():
            for person in (self.ana, None):
                with self.subTest(rule, person=person), at(MONDAY):
                    muted = mute(by=self.alice, rule=rule, person=person)
                    assert before - self.speaking() == kinds
                    log(by=self.alice, person=self.ana, depth=Depth.HELLO, learned="", talked_about="")
                    assert before - self.speaking() == kinds
                    unmute(by=self.alice, mute=muted)
                    assert self.speaking() == before

    def test_a_mute_for_somebody_else_changes_nothing(self) -> None:
        with at(MONDAY):
            ben = create_contact(by=self.alice, name="Ben Okafor")
            before = self.speaking()
            mute(by=self.alice, rule=Reason.GRATITUDE, person=ben.person)
            mallory = create_account(email="mallory@example.org")
            mute(by=mallory, rule=Reason.GRATITUDE)
            log(by=self.alice, person=self.ana, depth=Depth.HELLO, learned="", talked_about="")
        assert self.speaking() == before

    def test_an_answer_while_it_was_muted_answers_it(self) -> None:
        with at(MONDAY):
            muted = mute(by=self.alice, rule=Reason.FIRST)
        with self.at(TUESDAY):
            log(by=self.alice, person=self.ana, learned=BOAT)
            unmute(by=self.alice, mute=muted)
        assert self.how(FollowUpKind.FIRST) == ["answered"]


class ProposedRest(PlanningCase):
    """E-35: after three touches without an answer nobody is nudged."""

    account = {"working_days": EVERY_DAY}

    def setUp(self) -> None:
        super().setUp()
        with at(MONDAY):
            choose_cadence(by=self.alice, contact=self.contact, circle=None, own_cadence_days=30)

    def touch(self, day: date) -> None:
        with self.at(day):
            create_interaction(
                by=self.alice, person=self.ana, channel=Channel.MESSAGE, started_by=StartedBy.ME, learned=""
            )

    def standing(self) -> Standing:
        return Standing.objects.get()

    def test_three_touches_and_no_answer(self) -> None:
        for number in range(1, 4):
            assert len(self.open(FollowUpKind.KEEP_IN_TOUCH)) == 1
            self.touch(MONDAY + days(30 * number))
            assert self.standing().unanswered == number
        assert self.open(FollowUpKind.KEEP_IN_TOUCH) == []
        newest_first = list(self.ana.interactions.order_by("-happened_on").values_list("pk", flat=True)[:3])
        assert self.standing().unanswered_touches == newest_first

    def test_an_answer_begins_anew(self) -> None:
        for number in (1, 2, 3):
            self.touch(MONDAY + days(30 * number))
        with self.at(MONDAY + days(91)):
            log(by=self.alice, person=self.ana, learned=BOAT)
        assert (self.standing().unanswered, self.standing().unanswered_touches) == (0, [])
        assert self.open(FollowUpKind.KEEP_IN_TOUCH) == [MONDAY + days(121)]

    def test_keeping_on_and_other_numbers(self) -> None:
        for number in (1, 2, 3):
            self.touch(MONDAY + days(30 * number))
        with self.at(MONDAY + days(91)):
            change_numbers(by=self.alice, numbers=Numbers(rest_after=4))
            self.alice.refresh_from_db()
            assert len(self.open(FollowUpKind.KEEP_IN_TOUCH)) == 1
            change_numbers(by=self.alice, numbers=Numbers())
            self.alice.refresh_from_db()
            assert self.open(FollowUpKind.KEEP_IN_TOUCH) == []
            keep_on(by=self.alice, contact=self.contact)
            assert (self.standing().unanswered, len(self.open(FollowUpKind.KEEP_IN_TOUCH))) == (0, 1)

    def test_a_rest_forgives_what_was_not_answered(self) -> None:
        for number in (1, 2, 3):
            self.touch(MONDAY + days(30 * number))
        with self.at(MONDAY + days(91)):
            let_rest(by=self.alice, contact=self.contact, until=MONDAY + days(180))
            assert self.standing().unanswered == 0
        with self.at(MONDAY + days(180)):
            sweep_planning()
        assert self.open(FollowUpKind.KEEP_IN_TOUCH) == [MONDAY + days(180)]


class OwnCadence(PlanningCase):
    """The contact's own cadence goes before the circle's, and 0 is never."""

    account = {"working_days": EVERY_DAY}

    def test_never_and_back(self) -> None:
        monthly = Circle.objects.get(name="Monthly")
        with at(MONDAY):
            for own, planned in (
                (None, [MONDAY + days(30)]),
                (0, []),
                (14, [MONDAY + days(14)]),
                (None, [MONDAY + days(30)]),
            ):
                choose_cadence(by=self.alice, contact=self.contact, circle=monthly, own_cadence_days=own)
                assert self.open(FollowUpKind.KEEP_IN_TOUCH) == planned

    def test_first_follow_up_within_the_days_that_were_chosen(self) -> None:
        with at(MONDAY):
            change_numbers(by=self.alice, numbers=Numbers(first_follow_up_days=5))
            self.alice.refresh_from_db()
            ben = create_contact(by=self.alice, name="Ben Okafor")
        assert FollowUp.objects.get(person=ben.person).due_on == MONDAY + days(5)
        assert FollowUp.objects.get(person=self.ana).due_on == MONDAY + days(2), "what is planned stays"
