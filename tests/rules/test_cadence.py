"""Days that the product computes: first follow-ups (E-03), keeping in touch (E-35), snoozes."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.cadence import (
    add_working_days,
    first_follow_up_on,
    is_fresh,
    keep_in_touch_on,
    next_working_day,
    snooze_until,
)

WEEK = frozenset(range(5))
SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("day", "working_days", "expected"),
    [
        (SUNDAY, WEEK, MONDAY),
        (MONDAY, WEEK, MONDAY),
        (SUNDAY, frozenset(), SUNDAY),
        (SUNDAY, frozenset({5}), date(2026, 11, 28)),
        (SUNDAY, frozenset({6}), SUNDAY),
        (SUNDAY, frozenset({7, 9}), SUNDAY),
        (date(2020, 2, 29), WEEK, date(2020, 3, 2)),
    ],
)
def test_moves_to_the_next_working_day(day, working_days, expected):
    assert next_working_day(day, working_days) == expected


@pytest.mark.parametrize(
    ("day", "n", "working_days", "expected"),
    [
        (MONDAY, 0, WEEK, MONDAY),
        (SUNDAY, 0, WEEK, MONDAY),
        (SUNDAY, 1, WEEK, MONDAY),
        (FRIDAY, 1, WEEK, date(2026, 11, 30)),
        (FRIDAY, 5, WEEK, date(2026, 12, 4)),
        (FRIDAY, 2, frozenset(), date(2026, 11, 29)),
        (date(2024, 2, 28), 2, frozenset(), date(2024, 3, 1)),
        (date(2024, 2, 28), 1, WEEK, date(2024, 2, 29)),
        (MONDAY, 3, frozenset({0}), date(2026, 12, 14)),
    ],
)
def test_counts_working_days(day, n, working_days, expected):
    assert add_working_days(day, n, working_days) == expected


def test_counts_working_days_forward_only():
    with pytest.raises(ValueError):
        add_working_days(MONDAY, -1, WEEK)


@pytest.mark.parametrize(
    ("founded_on", "made_today", "today", "expected"),
    [
        (MONDAY, 0, MONDAY, date(2026, 11, 25)),
        (MONDAY, 2, MONDAY, date(2026, 11, 25)),
        (MONDAY, 3, MONDAY, date(2026, 11, 26)),
        (MONDAY, 6, MONDAY, date(2026, 11, 27)),
        (MONDAY, 9, MONDAY, date(2026, 11, 30)),
        (FRIDAY, 0, FRIDAY, date(2026, 12, 1)),
        (SUNDAY, 0, SUNDAY, date(2026, 11, 24)),
        # logged late: from today on, never before
        (date(2026, 11, 20), 0, MONDAY, date(2026, 11, 24)),
        (date(2016, 7, 1), 0, MONDAY, MONDAY),
        (date(2016, 7, 1), 0, SUNDAY, MONDAY),
        (date(2016, 7, 1), 9, MONDAY, date(2026, 11, 26)),
        (date(2024, 2, 29), 0, date(2024, 2, 29), date(2024, 3, 4)),
    ],
)
def test_a_new_contact_is_followed_up_within_days(founded_on, made_today, today, expected):
    assert first_follow_up_on(founded_on, made_today=made_today, today=today, working_days=WEEK) == expected


@pytest.mark.parametrize(("days_ago", "fresh"), [(0, True), (30, True), (31, False), (4000, False), (-2, True)])
def test_a_conversation_is_fresh_for_thirty_days(days_ago, fresh):
    assert is_fresh(MONDAY - timedelta(days=days_ago), today=MONDAY) is fresh


@pytest.mark.parametrize("evening", [12, 16, 40])
def test_a_whole_evening_is_spread_evenly_over_four_days(evening):
    days = Counter(
        first_follow_up_on(MONDAY, made_today=before, today=MONDAY, working_days=WEEK) for before in range(evening)
    )
    assert sorted(days) == [date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30)]
    assert set(days.values()) == {evening // 4}


@pytest.mark.parametrize(
    ("last_on", "cadence", "expected"),
    [
        (date(2026, 11, 1), 30, date(2026, 12, 1)),
        (date(2026, 10, 30), 30, date(2026, 11, 30)),
        (date(2024, 2, 29), 365, date(2025, 2, 28)),
        (date(2024, 1, 30), 30, date(2024, 2, 29)),
    ],
)
def test_keeping_in_touch_counts_from_the_last_time(last_on, cadence, expected):
    assert keep_in_touch_on(last_on, cadence, WEEK) == expected


@pytest.mark.parametrize(
    ("today", "choice", "until"),
    [
        (SUNDAY, "tomorrow", date(2026, 11, 23)),
        (SUNDAY, "week", date(2026, 11, 29)),
        (SUNDAY, "two_weeks", date(2026, 12, 6)),
        (SUNDAY, "month", date(2026, 12, 22)),
        (SUNDAY, "three_months", date(2027, 2, 22)),
        (date(2027, 1, 31), "month", date(2027, 2, 28)),
        (date(2028, 1, 31), "month", date(2028, 2, 29)),
        (date(2028, 2, 29), "month", date(2028, 3, 29)),
        (date(2027, 11, 30), "three_months", date(2028, 2, 29)),
        (date(2026, 12, 31), "tomorrow", date(2027, 1, 1)),
    ],
)
def test_snoozes_to_a_day_that_exists(today, choice, until):
    assert snooze_until(today, choice) == until


def test_refuses_a_snooze_that_is_not_offered():
    with pytest.raises(ValueError):
        snooze_until(SUNDAY, "yesterday")


DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1)) | st.sampled_from([date(2024, 2, 29), date(2000, 2, 29)])
WORKING_DAYS = st.frozensets(st.integers(0, 6))


@given(DAYS, st.integers(0, 20), WORKING_DAYS)
def test_a_computed_day_is_a_working_day_and_passes_exactly_n_of_them(day, n, working_days):
    found = add_working_days(day, n, working_days)
    weekdays = working_days or frozenset(range(7))
    assert found.weekday() in weekdays
    passed = sum((day + timedelta(days=k)).weekday() in weekdays for k in range(1, (found - day).days + 1))
    assert passed == n if n else found == next_working_day(day, working_days)


@given(DAYS, st.integers(0, 200), st.integers(0, 40), WORKING_DAYS)
def test_a_first_follow_up_lies_two_to_five_working_days_ahead(day, made_today, late, working_days):
    today = day + timedelta(days=late)
    found = first_follow_up_on(day, made_today=made_today, today=today, working_days=working_days)
    assert found >= today
    assert found.weekday() in (working_days or frozenset(range(7)))
    if not late:
        assert add_working_days(day, 2, working_days) <= found <= add_working_days(day, 5, working_days)


@given(DAYS, st.integers(1, 1000), WORKING_DAYS)
def test_keeping_in_touch_is_never_early_and_less_than_a_week_late(last_on, cadence, working_days):
    due_on = keep_in_touch_on(last_on, cadence, working_days)
    assert timedelta(0) <= due_on - last_on - timedelta(days=cadence) < timedelta(days=7)


@given(DAYS, st.sampled_from(["tomorrow", "week", "two_weeks", "month", "three_months"]))
def test_a_snooze_ends_in_the_future(today, choice):
    assert snooze_until(today, choice) > today
