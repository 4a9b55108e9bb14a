"""Days of the year that matter to somebody (E-36)."""

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.important_dates import (
    follow_up_on,
    is_in_calendar,
    next_occurrence,
    occurrence_in,
    years_since,
)

WEEK = frozenset(range(5))
FROM_SUNDAY = frozenset({6, 0, 1, 2, 3})


@pytest.mark.parametrize(
    ("month", "day", "year", "there"),
    [
        (1, 31, None, True),
        (4, 31, None, False),
        (2, 29, None, True),
        (2, 29, 2024, True),
        (2, 29, 2026, False),
        (2, 29, 1900, False),
        (2, 29, 2000, True),
        (2, 30, None, False),
        (12, 31, 1999, True),
        (0, 1, None, False),
        (13, 1, None, False),
        (1, 0, None, False),
        (1, -1, None, False),
        (1, 1, 0, False),
        (1, 1, 10_000, False),
    ],
)
def test_knows_which_days_there_are(month, day, year, there):
    assert is_in_calendar(month, day, year) is there


@pytest.mark.parametrize(
    ("month", "day", "from_day", "found"),
    [
        (11, 22, date(2026, 11, 22), date(2026, 11, 22)),
        (11, 21, date(2026, 11, 22), date(2027, 11, 21)),
        (1, 1, date(2026, 12, 31), date(2027, 1, 1)),
        (12, 31, date(2026, 12, 31), date(2026, 12, 31)),
        (2, 29, date(2026, 1, 1), date(2026, 2, 28)),
        (2, 29, date(2026, 2, 28), date(2026, 2, 28)),
        (2, 29, date(2026, 3, 1), date(2027, 2, 28)),
        (2, 29, date(2027, 3, 1), date(2028, 2, 29)),
        (2, 29, date(2028, 2, 28), date(2028, 2, 29)),
        (2, 29, date(2028, 3, 1), date(2029, 2, 28)),
        (2, 28, date(2028, 2, 29), date(2029, 2, 28)),
        (2, 29, date(2099, 3, 1), date(2100, 2, 28)),
    ],
)
def test_finds_the_next_time_it_comes_round(month, day, from_day, found):
    assert next_occurrence(month, day, on_or_after=from_day) == found


def test_refuses_a_day_that_no_calendar_has():
    with pytest.raises(ValueError):
        occurrence_in(2026, 2, 30)


@pytest.mark.parametrize(
    ("occurrence", "lead_days", "working_days", "found"),
    [
        pytest.param(date(2026, 11, 26), 3, WEEK, date(2026, 11, 23), id="three days before, on a Monday"),
        pytest.param(date(2026, 11, 25), 3, WEEK, date(2026, 11, 23), id="a Sunday moves forward"),
        pytest.param(date(2026, 11, 24), 3, WEEK, date(2026, 11, 23), id="a Saturday, too"),
        pytest.param(date(2026, 11, 22), 0, WEEK, date(2026, 11, 20), id="a free day itself: the Friday before"),
        pytest.param(date(2026, 11, 22), 1, WEEK, date(2026, 11, 20), id="only free days are left: the Friday before"),
        pytest.param(date(2026, 11, 22), 2, WEEK, date(2026, 11, 20), id="the Friday"),
        pytest.param(date(2026, 11, 22), 0, frozenset(), date(2026, 11, 22), id="who works every day"),
        pytest.param(date(2026, 11, 27), 0, FROM_SUNDAY, date(2026, 11, 26), id="a Friday where that is free"),
        pytest.param(date(2026, 11, 29), 1, FROM_SUNDAY, date(2026, 11, 29), id="a Sunday where that is worked"),
        pytest.param(date(2026, 11, 24), 0, frozenset({2}), date(2026, 11, 18), id="who works on Wednesdays"),
        pytest.param(date(2027, 1, 1), 3, WEEK, date(2026, 12, 29), id="over the year's end"),
        pytest.param(date(2028, 2, 29), 60, WEEK, date(2027, 12, 31), id="two months before"),
    ],
)
def test_reminds_on_a_working_day_before_it_is_too_late(occurrence, lead_days, working_days, found):
    assert follow_up_on(occurrence, lead_days=lead_days, working_days=working_days) == found


@pytest.mark.parametrize(("year", "years"), [(None, None), (1986, 40), (2026, 0), (2027, None)])
def test_says_how_many_years(year, years):
    assert years_since(year, date(2026, 5, 5)) == years


DAYS_OF_THE_YEAR = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: (day.month, day.day))
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
WORKING_DAYS = st.frozensets(st.integers(0, 6))


@given(DAYS_OF_THE_YEAR, DAYS)
def test_comes_round_once_in_every_year(month_and_day, from_day):
    month, day = month_and_day
    found = next_occurrence(month, day, on_or_after=from_day)
    assert from_day <= found <= from_day + timedelta(days=366)
    following = next_occurrence(month, day, on_or_after=found + timedelta(days=1))
    assert following.year == found.year + 1
    assert (found.month, found.day) == (month, day) or ((month, day) == (2, 29) and not isleap(found.year))


@given(DAYS, st.integers(0, 60), WORKING_DAYS)
def test_a_reminder_is_on_a_working_day_and_never_after_the_day(occurrence, lead_days, working_days):
    found = follow_up_on(occurrence, lead_days=lead_days, working_days=working_days)
    assert found.weekday() in (working_days or frozenset(range(7)))
    assert occurrence - timedelta(days=lead_days + 6) <= found <= occurrence
    if found < occurrence - timedelta(days=lead_days):
        between = [found + timedelta(days=n) for n in range(1, (occurrence - found).days + 1)]
        assert not any(day.weekday() in working_days for day in between)
