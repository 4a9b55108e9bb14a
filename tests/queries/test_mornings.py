"""When the next digest comes, and how the last ones fared."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.test import TestCase
from django.utils import timezone

from contacts.models import Delivery, Heartbeat, User
from contacts.queries.mornings import SWEEPS, last_deliveries, next_morning, sweeps_silent_since
from contacts.vocabulary import DeliveryState
from tests.factories import create_account

OSLO = ZoneInfo("Europe/Oslo")
WEDNESDAY = date(2026, 11, 18)


class MorningTests(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def next_on(self, now: datetime, **settings: object) -> date:
        for name, value in settings.items():
            setattr(self.alice, name, value)
        return next_morning(self.alice, now).on

    def test_it_is_today_while_the_hour_is_to_come(self) -> None:
        assert self.next_on(datetime(2026, 11, 18, 7, 29, tzinfo=OSLO)) == WEDNESDAY

    def test_it_is_tomorrow_once_the_hour_has_come(self) -> None:
        assert self.next_on(datetime(2026, 11, 18, 7, 30, tzinfo=OSLO)) == date(2026, 11, 19)

    def test_days_without_a_digest_are_passed_over(self) -> None:
        assert self.next_on(datetime(2026, 11, 20, 8, 0, tzinfo=OSLO)) == date(2026, 11, 23)

    def test_a_pause_is_waited_out(self) -> None:
        now = datetime(2026, 11, 18, 8, 0, tzinfo=OSLO)
        assert self.next_on(now, paused_until=date(2026, 12, 5)) == date(2026, 12, 7)
        assert self.next_on(now, paused_until=date(2026, 11, 1)) == date(2026, 11, 19)

    def test_the_accounts_own_clock_counts(self) -> None:
        # A quarter to midnight in Oslo on Wednesday is 07:45 on Thursday in Tokyo.
        assert self.next_on(datetime(2026, 11, 18, 23, 45, tzinfo=OSLO), time_zone="Asia/Tokyo") == date(2026, 11, 20)

    def test_without_days_there_is_none(self) -> None:
        self.alice.digest_days = ""
        morning = next_morning(self.alice, datetime(2026, 11, 18, 8, 0, tzinfo=OSLO))
        assert (morning.at, morning.on, morning.days) == (None, date(2026, 11, 19), "")

    def test_it_says_the_day_in_words(self) -> None:
        morning = next_morning(self.alice, datetime(2026, 11, 20, 8, 0, tzinfo=OSLO))
        assert (morning.day_words, morning.at, morning.days) == ("Monday 23 November", time(7, 30), "Monday to Friday")


class SilenceTests(TestCase):
    NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    def silent_since(self, **minutes_ago: float) -> datetime | None:
        Heartbeat.objects.all().delete()
        for name, minutes in minutes_ago.items():
            Heartbeat.objects.create(name=name, at=self.NOW - timedelta(minutes=minutes))
        return sweeps_silent_since(self.NOW)

    def test_begins_after_ten_minutes_without_a_sweep(self) -> None:
        create_account(joined_at=self.NOW - timedelta(days=30))
        lately = dict.fromkeys(SWEEPS, 1.0)
        assert self.silent_since(**lately) is None
        for name in SWEEPS:
            assert self.silent_since(**lately | {name: 10}) is None
            assert self.silent_since(**lately | {name: 10.1}) == self.NOW - timedelta(minutes=10.1)
        assert self.silent_since(**lately | {"digests": 30, "imports": 90}) == self.NOW - timedelta(minutes=90)

    def test_other_sweeps_do_not_count(self) -> None:
        create_account(joined_at=self.NOW - timedelta(days=30))
        assert self.silent_since(**dict.fromkeys(SWEEPS, 0.0), purge=60 * 30, standings=70) is None

    def test_of_a_house_that_was_never_swept_begins_with_its_first_account(self) -> None:
        assert self.silent_since() is None, "nobody lives here"
        first = create_account(joined_at=self.NOW - timedelta(minutes=10))
        create_account(email="bea@example.org", joined_at=self.NOW)
        assert self.silent_since() is None
        User.objects.filter(pk=first.pk).update(joined_at=self.NOW - timedelta(hours=2))
        assert self.silent_since() == self.NOW - timedelta(hours=2)

    def test_of_one_that_never_ran_begins_with_the_first_account(self) -> None:
        first = create_account(joined_at=self.NOW - timedelta(hours=2))
        for missing in SWEEPS:
            assert self.silent_since(**{name: 0.0 for name in SWEEPS if name != missing}) == self.NOW - timedelta(
                hours=2
            )
        User.objects.filter(pk=first.pk).update(joined_at=self.NOW - timedelta(minutes=10))
        assert self.silent_since(digests=0) is None, "the house has just been opened"

    def test_is_asked_in_one_query(self) -> None:
        create_account()
        with self.assertNumQueries(1):
            sweeps_silent_since(self.NOW)


class DeliveryTests(TestCase):
    def test_the_newest_come_first_and_quiet_mornings_are_left_out(self) -> None:
        alice, mallory = create_account(), create_account(email="mallory@example.org")
        for account, kind, state, error in (
            (alice, "morning", DeliveryState.LAPSED, ""),
            (alice, "asked", DeliveryState.SENT, ""),
            (alice, "asked", DeliveryState.FAILED, "The mail server could not be reached."),
            (mallory, "asked", DeliveryState.SENT, ""),
        ):
            Delivery.objects.create(
                account=account,
                kind=kind,
                state=state,
                error=error,
                local_day=WEDNESDAY,
                entry_key=uuid4(),
                sent_at=timezone.now() if state == DeliveryState.SENT else None,
            )
        sent = last_deliveries(alice)
        assert [(row.state, row.error, row.is_going) for row in sent] == [
            (DeliveryState.FAILED, "The mail server could not be reached.", False),
            (DeliveryState.SENT, "", False),
        ]
        assert sent[0].at.tzinfo == alice.tz
