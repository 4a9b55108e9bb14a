"""When the next digest comes, and how the last ones fared."""

from datetime import date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.test import TestCase
from django.utils import timezone

from contacts.models import Delivery, User
from contacts.queries.mornings import last_deliveries, next_morning
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
