"""The sweep: one morning a day for each account, at its hour on its own clock, and only when something is due."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest import mock
from uuid import uuid4

import time_machine
from django.core import mail
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from contacts.models import Delivery, FollowUp, Heartbeat, Person, User
from contacts.services.follow_ups import complete_follow_up, snooze_follow_up
from contacts.services.mornings import make_mornings
from contacts.services.notifications import DELIVER, ask_for_digest, deliver_batch, purge_deliveries, sweep_digests
from contacts.services.people import delete_person
from contacts.services.planning import sweep_planning
from contacts.services.resting import let_rest
from contacts.vocabulary import ChannelKind, DeliveryKind, DeliveryState
from tests.factories import create_account, create_date, create_nudge, create_person, create_reminder

EVERY_DAY = "0123456"
WEDNESDAY = date(2026, 11, 18)
LONG_AGO = "2026-01-05T12:00:00Z"


def account(*, email: str = "", **fields: object) -> User:
    """An account opened long ago whose digest comes every day, with one reminder due since then."""
    with time_machine.travel(LONG_AGO, tick=False):
        owner = create_account(email=email or f"{uuid4().hex}@example.org", **{"digest_days": EVERY_DAY, **fields})
        create_reminder(by=owner, person=create_person(by=owner))
    return owner


def sweep_at(moment: str) -> list[tuple[int, date, str]]:
    """The mornings there are after a sweep at that moment in UTC: account, local day, state."""
    with time_machine.travel(moment, tick=False):
        sweep_digests()
    rows = Delivery.objects.filter(kind=DeliveryKind.MORNING, channel=ChannelKind.EMAIL).order_by("pk")
    return list(rows.values_list("account_id", "local_day", "state"))


class TheHour(TestCase):
    def test_comes_on_the_owners_clock(self) -> None:
        for zone, before, at, day in (
            ("UTC", "2026-11-18T07:29:59Z", "2026-11-18T07:30:00Z", WEDNESDAY),
            ("Europe/Oslo", "2026-11-18T06:29:59Z", "2026-11-18T06:30:00Z", WEDNESDAY),
            ("Europe/Oslo", "2026-06-17T05:29:59Z", "2026-06-17T05:30:00Z", date(2026, 6, 17)),
            ("America/Los_Angeles", "2026-11-18T15:29:59Z", "2026-11-18T15:30:00Z", WEDNESDAY),
            ("Asia/Kathmandu", "2026-11-18T01:44:59Z", "2026-11-18T01:45:00Z", WEDNESDAY),
            ("Pacific/Kiritimati", "2026-11-17T17:29:59Z", "2026-11-17T17:30:00Z", WEDNESDAY),
            ("Pacific/Niue", "2026-11-18T18:29:59Z", "2026-11-18T18:30:00Z", WEDNESDAY),
        ):
            with self.subTest(zone=zone, at=at):
                owner = account(time_zone=zone)
                start_of_day = [(owner.pk, day - timedelta(days=1), DeliveryState.WAITING)]
                yesterday = f"{day - timedelta(days=1)}"
                Delivery.objects.create(account=owner, kind=DeliveryKind.MORNING, local_day=yesterday)
                assert sweep_at(before) == start_of_day
                assert sweep_at(at) == [*start_of_day, (owner.pk, day, DeliveryState.WAITING)]
                User.objects.all().delete()

    def test_comes_once_a_day_however_often_it_is_looked_for(self) -> None:
        owner = account()
        for moment in ("T06:30:00", "T06:31:00", "T12:00:00", "T22:59:59"):
            made = sweep_at(f"2026-11-18{moment}Z")
        assert made == [(owner.pk, WEDNESDAY, DeliveryState.WAITING)]

    def test_that_the_clock_leaps_over_comes_at_the_next_moment_there_is(self) -> None:
        """On 29 March 2026 in Oslo 02:30 does not exist."""
        owner = account(digest_at=time(2, 30))
        with time_machine.travel("2026-03-28T22:00:00Z", tick=False):
            sweep_digests()
        Delivery.objects.all().delete()
        assert [day for _pk, day, _state in sweep_at("2026-03-29T00:59:59Z")] == []
        assert sweep_at("2026-03-29T01:00:00Z") == [(owner.pk, date(2026, 3, 29), DeliveryState.WAITING)]

    def test_that_the_clock_shows_twice_comes_once(self) -> None:
        """On 25 October 2026 in Oslo 02:30 comes at 00:30 and at 01:30 UTC."""
        owner = account(digest_at=time(2, 30))
        assert sweep_at("2026-10-25T00:29:59Z") == []
        for moment in ("2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z"):
            assert sweep_at(moment) == [(owner.pk, date(2026, 10, 25), DeliveryState.WAITING)]

    def test_a_house_that_slept_sends_when_it_wakes_on_the_same_day_only(self) -> None:
        owner = account()
        assert sweep_at("2026-11-18T22:59:00Z") == [(owner.pk, WEDNESDAY, DeliveryState.WAITING)]
        assert len(sweep_at("2026-11-18T23:01:00Z")) == 1, "past midnight in Oslo, before the next hour"

    def test_of_the_day_one_joins_counts_only_when_it_was_to_come(self) -> None:
        joined = {"early": "2026-11-18T06:00:00Z", "late": "2026-11-18T06:45:00Z"}
        owners = {}
        for name, moment in joined.items():
            with time_machine.travel(moment, tick=False):
                owners[name] = create_account(email=f"{name}@example.org", digest_days=EVERY_DAY)
                create_reminder(by=owners[name], person=create_person(by=owners[name]))
        made = sweep_at("2026-11-18T07:00:00Z")
        assert made == [(owners["early"].pk, WEDNESDAY, DeliveryState.WAITING)]
        assert len(sweep_at("2026-11-19T07:00:00Z")) == 3

    def test_is_kept_only_on_the_chosen_days(self) -> None:
        account(digest_days="01346")
        assert sweep_at("2026-11-18T12:00:00Z") == []
        assert len(sweep_at("2026-11-19T12:00:00Z")) == 1

    def test_no_day_chosen_closed_account_and_pause_mean_none(self) -> None:
        account(digest_days="")
        account(is_active=False)
        paused = account(paused_until=date(2026, 11, 19))
        assert sweep_at("2026-11-18T12:00:00Z") == []
        assert sweep_at("2026-11-19T12:00:00Z") == [(paused.pk, date(2026, 11, 19), DeliveryState.WAITING)]


class Moving(TestCase):
    """Whoever moves or changes the hour has at most one morning for each day of their own calendar, and loses none."""

    def days(self, owner: User) -> list[date]:
        rows = Delivery.objects.filter(account=owner, channel=ChannelKind.EMAIL)
        return list(rows.order_by("pk").values_list("local_day", flat=True))

    def move(self, owner: User, **values: object) -> None:
        User.objects.filter(pk=owner.pk).update(**values)

    def test_west_after_the_morning_brings_no_second_one(self) -> None:
        owner = account(time_zone="Asia/Tokyo")
        sweep_at("2026-11-17T23:00:00Z")  # Wednesday, 08:00 in Tokyo
        self.move(owner, time_zone="Pacific/Honolulu")
        sweep_at("2026-11-17T23:30:00Z")  # Tuesday, 13:30 there
        sweep_at("2026-11-18T18:00:00Z")  # Wednesday, 08:00 there
        assert self.days(owner) == [WEDNESDAY, date(2026, 11, 17)]
        sweep_at("2026-11-19T18:00:00Z")
        assert self.days(owner)[2:] == [date(2026, 11, 19)]

    def test_west_while_it_waits_lets_it_wait_for_its_day_there(self) -> None:
        owner = account(time_zone="Asia/Tokyo")
        sweep_at("2026-11-17T23:00:00Z")
        row = Delivery.objects.get(account=owner, channel=ChannelKind.EMAIL)
        self.move(owner, time_zone="Pacific/Honolulu")
        with time_machine.travel("2026-11-17T23:30:00Z", tick=False):
            deliver_batch([row.pk])
        row.refresh_from_db()
        assert (row.state, row.attempts) == (DeliveryState.WAITING, 0)
        assert row.next_try_at == datetime(2026, 11, 18, 17, 30, tzinfo=UTC), "07:30 on Wednesday in Honolulu"
        with time_machine.travel(row.next_try_at, tick=False):
            deliver_batch([row.pk])
        row.refresh_from_db()
        assert (row.state, row.attempts) == (DeliveryState.SENT, 1)

    def test_east_over_a_day_leaves_that_day_out(self) -> None:
        owner = account(time_zone="Pacific/Honolulu")
        sweep_at("2026-11-17T18:00:00Z")
        self.move(owner, time_zone="Asia/Tokyo")
        sweep_at("2026-11-18T23:00:00Z")
        assert self.days(owner) == [date(2026, 11, 17), date(2026, 11, 19)]

    def test_another_hour_brings_no_second_one(self) -> None:
        owner = account()
        sweep_at("2026-11-18T06:30:00Z")
        for hour in (time(9), time(18), time(0), time(23, 59)):
            self.move(owner, digest_at=hour)
            sweep_at("2026-11-18T08:30:00Z")
        assert self.days(owner) == [WEDNESDAY]

    def test_an_hour_that_is_over_already_still_brings_todays(self) -> None:
        owner = account(digest_at=time(18))
        assert sweep_at("2026-11-18T11:00:00Z") == []
        self.move(owner, digest_at=time(7))
        assert sweep_at("2026-11-18T11:01:00Z") == [(owner.pk, WEDNESDAY, DeliveryState.WAITING)]

    def test_a_pause_that_ends_today_brings_todays(self) -> None:
        owner = account(paused_until=date(2026, 12, 24))
        assert sweep_at("2026-11-18T11:00:00Z") == []
        self.move(owner, paused_until=None)
        assert sweep_at("2026-11-18T11:01:00Z") == [(owner.pk, WEDNESDAY, DeliveryState.WAITING)]


class Downtime(TestCase):
    def test_of_a_week_brings_one_digest(self) -> None:
        """Swept, but with nobody to send; then nothing at all; then all of it at once."""
        owner = account()
        for day in (14, 15):
            sweep_at(f"2026-11-{day}T07:00:00Z")
        mail.outbox.clear()
        with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
            sweep_digests()
            deliver_batch(Delivery.objects.values_list("pk", flat=True))
            sweep_digests()
        assert len(mail.outbox) == 1
        rows = Delivery.objects.filter(account=owner, channel=ChannelKind.EMAIL).order_by("local_day")
        lapsed, sent = DeliveryState.LAPSED, DeliveryState.SENT
        assert list(rows.values_list("local_day__day", "state")) == [(14, lapsed), (15, lapsed), (22, sent)]

    def test_over_night_loses_nothing_that_begins_today(self) -> None:
        """A rest ends on Wednesday, and the digest's sweep is the first to run when the house wakes at noon."""
        with time_machine.travel("2026-09-01T12:00:00Z", tick=False):
            alice = create_account(digest_days=EVERY_DAY)
            let_rest(by=alice, contact=create_nudge(by=alice), until=WEDNESDAY)
        self.wake_up("2026-11-18T11:00:00Z")
        assert mail.outbox == [], "planning comes first"
        with time_machine.travel("2026-11-18T11:01:00Z", tick=False):
            sweep_planning()
            deliver_batch(Delivery.objects.values_list("pk", flat=True))
        assert len(mail.outbox) == 1 and "Ana Ferreira" in str(mail.outbox[0].message())
        assert set(Delivery.objects.values_list("state", "attempts")) == {(DeliveryState.SENT, 1)}

    def test_over_days_names_nothing_that_has_passed(self) -> None:
        with time_machine.travel("2026-03-01T12:00:00Z", tick=False):
            alice = create_account(digest_days=EVERY_DAY)
            create_date(by=alice, person=create_person(by=alice), month=3, day=3)
        self.wake_up("2026-03-09T11:00:00Z")
        with time_machine.travel("2026-03-09T11:01:00Z", tick=False):
            sweep_planning()
            deliver_batch(Delivery.objects.values_list("pk", flat=True))
        assert mail.outbox == []
        assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.LAPSED}

    def test_a_planning_that_does_not_come_is_not_awaited_for_ever(self) -> None:
        alice = account()
        create_person(by=alice)
        Person.objects.update(plan_on=date(2026, 1, 1))
        for minute, mails in ((0, 0), (1, 0), (9, 0), (10, 1), (11, 1)):
            self.wake_up(f"2026-11-18T11:{minute:02}:00Z")
            assert len(mail.outbox) == mails, minute

    def wake_up(self, moment: str) -> None:
        """A sweep of digests and its deliveries."""
        sweep_at(moment)
        with time_machine.travel(moment, tick=False):
            deliver_batch(Delivery.objects.values_list("pk", flat=True))

    def test_brings_what_was_asked_for_within_a_day_and_not_later(self) -> None:
        for hours, state in ((23, DeliveryState.SENT), (25, DeliveryState.FAILED)):
            owner = account(digest_days="")
            with time_machine.travel("2026-11-18T07:00:00Z", tick=False):
                row = ask_for_digest(by=owner, entry_key=uuid4())
            with time_machine.travel(row.created_at + timedelta(hours=hours), tick=False):
                deliver_batch([row.pk])
            row.refresh_from_db()
            assert (row.state, bool(row.error)) == (state, state == DeliveryState.FAILED)


ZONES = (
    *("Pacific/Kiritimati", "Pacific/Apia", "Pacific/Chatham", "Asia/Tokyo", "Asia/Kathmandu", "Europe/Oslo", "UTC"),
    *("America/St_Johns", "America/New_York", "America/Los_Angeles", "Pacific/Marquesas", "Pacific/Niue"),
)
MOMENTS = st.datetimes(min_value=datetime(2027, 12, 25), max_value=datetime(2028, 12, 31), timezones=st.just(UTC))
# The turns of clocks and calendars, to the minute.
TURNS = st.sampled_from(
    [
        *(datetime(2028, 2, 28, 12, tzinfo=UTC), datetime(2028, 2, 29, 12, tzinfo=UTC)),
        *(datetime(2028, 3, 12, 10, tzinfo=UTC), datetime(2028, 3, 26, 1, tzinfo=UTC)),
        *(datetime(2028, 10, 29, 1, tzinfo=UTC), datetime(2028, 11, 5, 9, tzinfo=UTC)),
        *(datetime(2027, 12, 31, 10, tzinfo=UTC), datetime(2028, 1, 1, 11, tzinfo=UTC)),
    ]
)
AROUND_TURNS = st.builds(lambda turn, minutes: turn + timedelta(minutes=minutes), TURNS, st.integers(-180, 180))
ACCOUNTS = st.fixed_dictionaries(
    {
        "time_zone": st.sampled_from(ZONES),
        "digest_at": st.times().map(lambda at: at.replace(second=0, microsecond=0)),
        "digest_days": st.sets(st.sampled_from("0123456")).map(lambda days: "".join(sorted(days))),
        "pause": st.none() | st.integers(-1, 2),
        "joined": st.integers(0, 60),
    }
)


class TheDatabasesChoice(HypothesisTestCase):
    @given(moment=MOMENTS | AROUND_TURNS, accounts=st.lists(ACCOUNTS, min_size=1, max_size=4))
    @hypothesis_settings(max_examples=40, deadline=None)
    def test_is_what_each_accounts_own_clock_says(self, moment: datetime, accounts: list[dict[str, Any]]) -> None:
        expected = {}
        for number, given_ in enumerate(accounts):
            owner = User(email=f"{number}@example.org", time_zone=given_["time_zone"], digest_at=given_["digest_at"])
            owner.digest_days, owner.joined_at = given_["digest_days"], moment - timedelta(hours=given_["joined"])
            local, joined = owner.local(moment), owner.local(owner.joined_at)
            if given_["pause"] is not None:
                owner.paused_until = local.date() + timedelta(days=given_["pause"])
            owner.save()
            is_morning = str(local.weekday()) in owner.digest_days and local.time() >= owner.digest_at
            is_paused = owner.paused_until is not None and local.date() < owner.paused_until
            is_new = joined.date() == local.date() and joined.time() >= owner.digest_at
            if is_morning and not is_paused and not is_new:
                expected[owner.pk] = local.date()
        for later in (timedelta(0), timedelta(seconds=30)):
            make_mornings(now=moment + later)
        assert dict(Delivery.objects.values_list("account_id", "local_day")) == expected


class SomethingDue(TestCase):
    def setUp(self) -> None:
        self.alice = account()

    def states(self) -> list[str]:
        rows = Delivery.objects.filter(channel=ChannelKind.EMAIL)
        return list(rows.order_by("local_day").values_list("state", flat=True))

    def close_all(self) -> None:
        for row in FollowUp.objects.open():
            complete_follow_up(by=self.alice, follow_up=row)

    def test_nothing_due_is_no_digest_and_the_morning_is_over(self) -> None:
        self.close_all()
        assert sweep_at("2026-11-18T07:00:00Z")[0][2] == DeliveryState.LAPSED

    def test_what_is_planned_later_that_day_waits_for_tomorrow(self) -> None:
        self.close_all()
        sweep_at("2026-11-18T07:00:00Z")
        with time_machine.travel("2026-11-18T08:00:00Z", tick=False):
            create_reminder(by=self.alice, person=create_person(by=self.alice))
        sweep_at("2026-11-18T09:00:00Z")
        assert self.states() == [DeliveryState.LAPSED]
        sweep_at("2026-11-19T07:00:00Z")
        assert self.states() == [DeliveryState.LAPSED, DeliveryState.WAITING]

    def test_snoozed_and_deleted_is_not_due(self) -> None:
        with time_machine.travel("2026-11-17T12:00:00Z", tick=False):
            snooze_follow_up(by=self.alice, follow_up=FollowUp.objects.get(), until=date(2026, 11, 19))
            gone = create_person(by=self.alice, name="Gone")
            create_reminder(by=self.alice, person=gone)
            delete_person(by=self.alice, person=gone)
        sweep_at("2026-11-18T07:00:00Z")
        sweep_at("2026-11-19T07:00:00Z")
        assert self.states() == [DeliveryState.LAPSED, DeliveryState.WAITING]

    def test_what_another_account_has_due_is_not_mine(self) -> None:
        self.close_all()
        bob = account()
        made = {pk: state for pk, _day, state in sweep_at("2026-11-18T07:00:00Z")}
        assert made == {self.alice.pk: DeliveryState.LAPSED, bob.pk: DeliveryState.WAITING}


class TheSweep(TestCase):
    def test_wakes_what_it_made_in_the_same_round(self) -> None:
        alice = account()
        with (
            time_machine.travel("2026-11-18T07:00:00Z", tick=False),
            mock.patch("contacts.services.notifications.after_commit") as enqueued,
        ):
            assert sweep_digests() == 2
        rows = [Delivery.objects.get(account=alice, channel=channel) for channel in ("email", "in_app")]
        assert enqueued.call_args_list == [mock.call(DELIVER, row.pk) for row in rows]

    def test_wakes_what_waits_what_was_left_behind_and_nothing_else(self) -> None:
        alice = account(digest_days="")
        now = datetime(2026, 11, 18, 12, tzinfo=timezone.get_current_timezone())
        earlier, later = now - timedelta(minutes=1), now + timedelta(minutes=1)

        def row(state: DeliveryState, **fields: object) -> Delivery:
            kind = DeliveryKind.ASKED
            return Delivery.objects.create(account=alice, kind=kind, local_day=WEDNESDAY, state=state, **fields)

        wanted = {
            row(DeliveryState.WAITING, next_try_at=earlier).pk,
            row(DeliveryState.SENDING, next_try_at=earlier, claimed_at=now - timedelta(minutes=11)).pk,
        }
        row(DeliveryState.WAITING, next_try_at=later)
        row(DeliveryState.SENDING, next_try_at=earlier, claimed_at=now - timedelta(minutes=9))
        for ended in (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.LAPSED):
            row(ended, next_try_at=earlier)
        with (
            time_machine.travel(now, tick=False),
            mock.patch("contacts.services.notifications.after_commit") as enqueued,
        ):
            assert sweep_digests() == 2
        (call,) = enqueued.call_args_list
        assert call.args[0] == DELIVER and set(call.args[1:]) == wanted

    def test_passes_over_a_time_zone_that_does_not_exist(self) -> None:
        lost, owner = account(), account()
        for zone in ("Europe/Atlantis", "", "../Oslo", "Europe"):
            with self.subTest(zone=zone), self.assertLogs("contacts.services.mornings", "ERROR") as logged:
                User.objects.filter(pk=lost.pk).update(time_zone=zone)
                Delivery.objects.all().delete()
                assert sweep_at("2026-11-18T12:00:00Z") == [(owner.pk, WEDNESDAY, DeliveryState.WAITING)]
                assert repr(zone) in logged.output[0]

    def test_beats_so_that_a_silent_worker_is_seen(self) -> None:
        sweep_at("2026-11-18T12:00:00Z")
        sweep_at("2026-11-18T12:01:00Z")
        assert Heartbeat.objects.get(name="digests").at.minute == 1

    def test_costs_the_same_for_many_accounts(self) -> None:
        counts = []
        sweep_at("2026-11-17T12:00:00Z")  # the first heartbeat costs a row
        for size in (3, 6):
            User.objects.all().delete()
            for _ in range(size):
                account()
            with time_machine.travel("2026-11-18T12:00:00Z", tick=False), CaptureQueriesContext(connection) as queries:
                sweep_digests()
            assert Delivery.objects.count() == 2 * size
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_asked_for_never_uses_up_the_morning(self) -> None:
        alice = account()
        with time_machine.travel("2026-11-18T05:00:00Z", tick=False):
            key = uuid4()
            first, again = ask_for_digest(by=alice, entry_key=key), ask_for_digest(by=alice, entry_key=key)
            ask_for_digest(by=alice, entry_key=uuid4())
        assert first == again and Delivery.objects.filter(kind=DeliveryKind.ASKED).count() == 2
        assert sweep_at("2026-11-18T07:00:00Z") == [(alice.pk, WEDNESDAY, DeliveryState.WAITING)]

    def test_ended_deliveries_are_forgotten_after_90_days(self) -> None:
        alice = account()
        with time_machine.travel("2026-08-01T12:00:00Z", tick=False):
            for state in DeliveryState:
                Delivery.objects.create(account=alice, kind=DeliveryKind.ASKED, local_day=WEDNESDAY, state=state)
        with time_machine.travel("2026-10-01T12:00:00Z", tick=False):
            assert purge_deliveries() == 0
        with time_machine.travel("2026-11-18T12:00:00Z", tick=False):
            assert purge_deliveries() == 3
        left = set(Delivery.objects.values_list("state", flat=True))
        assert left == {DeliveryState.WAITING, DeliveryState.SENDING}
