"""Days are local days: the same instant is another day elsewhere, and every rule counts from the day it is there.

From UTC+14 to UTC-11, over clock changes, 29 February and the year's end, for who moves zones, in weeks from Sunday.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.cadence import first_follow_up_on, keep_in_touch_on, snooze_until
from contacts.rules.important_dates import follow_up_on, next_occurrence
from contacts.rules.nudges import Nudge, choose_nudges, week_of
from contacts.rules.repeats import next_occurrence_after, repeat_rule

WEEK = frozenset(range(5))
FROM_SUNDAY = frozenset({6, 0, 1, 2, 3})

KIRITIMATI, AUCKLAND, TOKYO = "Pacific/Kiritimati", "Pacific/Auckland", "Asia/Tokyo"
KATHMANDU, DUBAI, BERLIN, LONDON = "Asia/Kathmandu", "Asia/Dubai", "Europe/Berlin", "Europe/London"
NEW_YORK, HONOLULU, PAGO_PAGO = "America/New_York", "Pacific/Honolulu", "Pacific/Pago_Pago"
ZONES = [KIRITIMATI, AUCKLAND, TOKYO, KATHMANDU, DUBAI, BERLIN, LONDON, NEW_YORK, HONOLULU, PAGO_PAGO, "Asia/Gaza"]


def local(instant: str, zone: str) -> date:
    return datetime.fromisoformat(instant).replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


@pytest.mark.parametrize(
    ("instant", "zone", "working_days", "day", "first", "monthly"),
    [
        # One instant, a Thursday in the middle of the Pacific and a Saturday at its edge.
        ("2026-11-20T10:30", KIRITIMATI, WEEK, "2026-11-21", "2026-11-24", "2026-12-21"),
        ("2026-11-20T10:30", AUCKLAND, WEEK, "2026-11-20", "2026-11-24", "2026-12-21"),
        ("2026-11-20T10:30", KATHMANDU, WEEK, "2026-11-20", "2026-11-24", "2026-12-21"),
        ("2026-11-20T10:30", LONDON, WEEK, "2026-11-20", "2026-11-24", "2026-12-21"),
        ("2026-11-20T10:30", PAGO_PAGO, WEEK, "2026-11-19", "2026-11-23", "2026-12-21"),
        ("2026-11-20T10:30", DUBAI, FROM_SUNDAY, "2026-11-20", "2026-11-23", "2026-12-20"),
        # Clocks go forward (29 March 2026 in Europe) and back (25 October): a day is a day, of 23 hours or 25.
        ("2026-03-28T23:30", LONDON, WEEK, "2026-03-28", "2026-03-31", "2026-04-27"),
        ("2026-03-28T23:30", BERLIN, WEEK, "2026-03-29", "2026-03-31", "2026-04-28"),
        ("2026-03-29T00:59", BERLIN, WEEK, "2026-03-29", "2026-03-31", "2026-04-28"),
        ("2026-03-29T01:00", BERLIN, WEEK, "2026-03-29", "2026-03-31", "2026-04-28"),
        ("2026-10-24T22:30", BERLIN, WEEK, "2026-10-25", "2026-10-27", "2026-11-24"),
        ("2026-10-25T00:30", BERLIN, WEEK, "2026-10-25", "2026-10-27", "2026-11-24"),
        ("2026-10-25T01:30", BERLIN, WEEK, "2026-10-25", "2026-10-27", "2026-11-24"),
        ("2026-10-25T23:30", BERLIN, WEEK, "2026-10-26", "2026-10-28", "2026-11-25"),
        ("2026-03-08T06:59", NEW_YORK, WEEK, "2026-03-08", "2026-03-10", "2026-04-07"),
        ("2026-11-01T05:30", NEW_YORK, WEEK, "2026-11-01", "2026-11-03", "2026-12-01"),
        ("2026-04-04T14:30", AUCKLAND, WEEK, "2026-04-05", "2026-04-07", "2026-05-05"),
        # 29 February.
        ("2028-02-29T10:30", KIRITIMATI, WEEK, "2028-03-01", "2028-03-03", "2028-03-31"),
        ("2028-02-29T10:30", LONDON, WEEK, "2028-02-29", "2028-03-02", "2028-03-30"),
        ("2028-02-29T10:30", PAGO_PAGO, WEEK, "2028-02-28", "2028-03-01", "2028-03-29"),
        ("2026-02-28T23:30", BERLIN, WEEK, "2026-03-01", "2026-03-03", "2026-03-31"),
        # The year's end.
        ("2026-12-31T10:30", KIRITIMATI, WEEK, "2027-01-01", "2027-01-05", "2027-02-01"),
        ("2026-12-31T23:30", LONDON, WEEK, "2026-12-31", "2027-01-04", "2027-02-01"),
        ("2027-01-01T10:30", PAGO_PAGO, WEEK, "2026-12-31", "2027-01-04", "2027-02-01"),
        ("2026-12-31T21:30", DUBAI, FROM_SUNDAY, "2027-01-01", "2027-01-04", "2027-01-31"),
    ],
)
def test_counts_from_the_day_it_is_there(instant, zone, working_days, day, first, monthly):
    today = local(instant, zone)
    assert today.isoformat() == day
    made = first_follow_up_on(today, made_today=0, today=today, working_days=working_days)
    assert made.isoformat() == first
    assert keep_in_touch_on(today, 30, working_days).isoformat() == monthly


@pytest.mark.parametrize(
    ("instant", "zone", "shows"),
    [
        ("2026-11-20T10:30", KIRITIMATI, False),  # a Saturday there
        ("2026-11-20T10:30", LONDON, True),
        ("2026-11-20T10:30", PAGO_PAGO, True),
        ("2026-11-22T10:30", KIRITIMATI, True),  # a Monday there, Sunday elsewhere
        ("2026-11-22T10:30", LONDON, False),
        ("2026-11-22T10:30", PAGO_PAGO, False),
        ("2026-11-23T10:30", PAGO_PAGO, False),  # still Sunday there
    ],
)
def test_a_nudge_comes_on_a_working_day_of_theirs(instant, zone, shows):
    waiting = [Nudge(1, date(2026, 11, 2), 30)]
    chosen = choose_nudges(waiting, day=local(instant, zone), used=0, working_days=WEEK, budget=5)
    assert bool(chosen) is shows


@pytest.mark.parametrize(
    ("instant", "zone", "birthday"),
    [
        ("2027-02-28T10:30", LONDON, "2027-02-28"),
        ("2027-02-28T10:30", KIRITIMATI, "2028-02-29"),
        ("2027-03-01T10:30", PAGO_PAGO, "2027-02-28"),
        ("2028-02-29T10:30", LONDON, "2028-02-29"),
        ("2028-02-29T10:30", KIRITIMATI, "2029-02-28"),
    ],
)
def test_a_birthday_is_over_when_the_day_is_over_there(instant, zone, birthday):
    assert next_occurrence(2, 29, on_or_after=local(instant, zone)).isoformat() == birthday


@pytest.mark.parametrize(
    ("where", "to"),
    [(KIRITIMATI, PAGO_PAGO), (PAGO_PAGO, KIRITIMATI), (TOKYO, NEW_YORK), (LONDON, AUCKLAND), (HONOLULU, BERLIN)],
)
def test_who_moves_zones_is_nudged_once_and_within_the_budget(where, to):
    """Flying east or west, a local day comes twice or is left out; each nudge comes through once all the same."""
    start = datetime(2026, 12, 21, 9, tzinfo=UTC)
    waiting = {key: Nudge(key, date(2026, 12, 1) + timedelta(days=key), 30) for key in range(12)}
    came: list[tuple[date, int]] = []
    for hours in range(0, 24 * 28, 6):
        zone = ZoneInfo(where if hours < 24 * 9 + 12 else to)
        day = (start + timedelta(hours=hours)).astimezone(zone).date()
        used = sum(week_of(on) == week_of(day) for on, _ in came)
        for key in choose_nudges(waiting.values(), day=day, used=used, working_days=WEEK, budget=3):
            came.append((day, waiting.pop(key).key))
    assert sorted(key for _, key in came) == list(range(12))
    assert all(day.weekday() in WEEK for day, _ in came)
    assert max(sum(week_of(on) == week_of(day) for on, _ in came) for day, _ in came) <= 3


INSTANTS = st.datetimes(datetime(1995, 1, 1), datetime(2037, 1, 1)) | st.sampled_from(
    [datetime(2026, 3, 29, 1), datetime(2026, 10, 25, 1), datetime(2028, 2, 29, 12), datetime(2026, 12, 31, 23, 59)]
)


@given(
    INSTANTS,
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
    st.frozensets(st.integers(0, 6)) | st.sampled_from([WEEK, FROM_SUNDAY]),
    st.integers(0, 20),
    st.integers(1, 3650),
)
def test_wherever_they_are_no_computed_day_is_free_or_before_the_talk(instant, here, there, days, made, cadence):
    talked_on = instant.replace(tzinfo=UTC).astimezone(ZoneInfo(here)).date()
    today = instant.replace(tzinfo=UTC).astimezone(ZoneInfo(there)).date()
    computed = [
        first_follow_up_on(talked_on, made_today=made, today=today, working_days=days),
        keep_in_touch_on(talked_on, cadence, days),
    ]
    assert all(day.weekday() in (days or range(7)) for day in computed)
    assert all(day >= talked_on for day in computed)
    assert computed[0] >= today
    assert snooze_until(today, "tomorrow") == today + timedelta(days=1)
    birthday = next_occurrence(today.month, today.day, on_or_after=today)
    assert birthday == today
    assert follow_up_on(birthday, lead_days=0, working_days=days) <= today
    assert next_occurrence_after(repeat_rule("weekly", first_on=today), today) == today + timedelta(weeks=1)
