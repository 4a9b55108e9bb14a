"""Thanks, and what became of it (E-33): when, for what, and until when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.cadence import add_working_days
from contacts.rules.gratitude import Received, lapses_on, tell_outcome_by, thank_by
from contacts.vocabulary import Size

WEEK = frozenset(range(5))
FROM_SUNDAY = frozenset({6, 0, 1, 2, 3})
FRIDAY = date(2026, 11, 20)
FAVOUR = Received(
    settled_on=FRIDAY, thanked_on=None, outcome_told_on=None, size=Size.MEDIUM, our_work=False, formal_relation=False
)


def both(received, today=FRIDAY, *, thank_days=2, outcome_days=30, working_days=WEEK):
    return (
        thank_by(received, today=today, thank_days=thank_days, working_days=working_days),
        tell_outcome_by(received, today=today, outcome_days=outcome_days, working_days=working_days),
    )


@pytest.mark.parametrize(
    ("changes", "thank", "tell"),
    [
        pytest.param({}, date(2026, 11, 24), date(2026, 12, 21), id="a medium favour on a Friday"),
        pytest.param({"size": Size.LARGE}, date(2026, 11, 24), date(2026, 12, 21), id="a large one"),
        pytest.param({"size": Size.SMALL}, None, None, id="a small one is thanked for as it happens"),
        pytest.param({"our_work": True}, None, None, id="our work"),
        pytest.param({"formal_relation": True}, None, None, id="a formal relation"),
        pytest.param({"thanked_on": FRIDAY}, None, date(2026, 12, 21), id="thanked already"),
        pytest.param({"outcome_told_on": FRIDAY}, date(2026, 11, 24), None, id="told already"),
        pytest.param({"thanked_on": FRIDAY, "outcome_told_on": FRIDAY}, None, None, id="both done"),
    ],
)
def test_what_calls_for_thanks(changes, thank, tell):
    assert both(replace(FAVOUR, **changes)) == (thank, tell)


@pytest.mark.parametrize(
    ("settled_on", "working_days", "thank", "tell"),
    [
        (date(2026, 12, 31), WEEK, date(2027, 1, 4), date(2027, 2, 1)),
        (date(2028, 2, 28), WEEK, date(2028, 3, 1), date(2028, 3, 29)),
        (date(2026, 11, 19), FROM_SUNDAY, date(2026, 11, 23), date(2026, 12, 20)),
        (date(2026, 11, 20), frozenset(), date(2026, 11, 22), date(2026, 12, 20)),
    ],
)
def test_both_days_are_working_days(settled_on, working_days, thank, tell):
    received = replace(FAVOUR, settled_on=settled_on)
    assert both(received, settled_on, working_days=working_days) == (thank, tell)


@pytest.mark.parametrize(
    ("days", "thank", "tell", "lapse"),
    [
        (0, True, True, 60),
        (59, True, True, 60),
        (60, False, True, 180),
        (179, False, True, 180),
        (180, False, False, None),
        (4000, False, False, None),
    ],
)
def test_lapses_when_it_would_be_odd_to_bring_it_up(days, thank, tell, lapse):
    today = FRIDAY + timedelta(days=days)
    assert tuple(day is not None for day in both(FAVOUR, today)) == (thank, tell)
    assert lapses_on(FAVOUR, today=today) == (lapse and FRIDAY + timedelta(days=lapse))


@pytest.mark.parametrize(
    ("changes", "lapse"),
    [
        ({"thanked_on": FRIDAY}, 180),
        ({"outcome_told_on": FRIDAY}, 60),
        ({"thanked_on": FRIDAY, "outcome_told_on": FRIDAY}, None),
        ({"size": Size.SMALL}, None),
        ({"our_work": True}, None),
    ],
)
def test_only_what_is_awaited_lapses(changes, lapse):
    found = lapses_on(replace(FAVOUR, **changes), today=FRIDAY)
    assert found == (lapse and FRIDAY + timedelta(days=lapse))


def test_a_long_wait_of_ones_own_choosing_is_not_cut_off():
    today = FRIDAY + timedelta(days=200)
    due_on = tell_outcome_by(FAVOUR, today=today, outcome_days=365, working_days=WEEK)
    assert due_on == date(2027, 11, 22)
    assert lapses_on(FAVOUR, today=today, outcome_days=365, working_days=WEEK) == due_on + timedelta(days=30)


DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))
RECEIVED = st.builds(
    Received,
    settled_on=DAYS,
    thanked_on=st.none() | DAYS,
    outcome_told_on=st.none() | DAYS,
    size=st.sampled_from(Size),
    our_work=st.booleans(),
    formal_relation=st.booleans(),
)
WORKING_DAYS = st.frozensets(st.integers(0, 6))


@given(RECEIVED, st.integers(0, 500), st.integers(1, 10), st.integers(1, 365), WORKING_DAYS)
def test_computed_days_are_working_days_after_the_favour(received, later, thank_days, outcome_days, working_days):
    today = received.settled_on + timedelta(days=later)
    thank, tell = both(received, today, thank_days=thank_days, outcome_days=outcome_days, working_days=working_days)
    for day in (thank, tell):
        assert day is None or (day > received.settled_on and day.weekday() in (working_days or range(7)))
    assert thank in {None, add_working_days(received.settled_on, thank_days, working_days)}
    assert not (thank and received.thanked_on)
    assert not (tell and received.outcome_told_on)


@given(RECEIVED, st.integers(0, 500), st.integers(1, 10), st.integers(1, 365), WORKING_DAYS)
def test_until_the_day_it_lapses_time_alone_changes_nothing(received, later, thank_days, outcome_days, working_days):
    """What a plan is written down for: looked at again on that day, and on no day before."""
    numbers = {"thank_days": thank_days, "outcome_days": outcome_days, "working_days": working_days}
    today = received.settled_on + timedelta(days=later)
    lapse = lapses_on(received, today=today, **numbers)
    now = both(received, today, **numbers)
    if lapse is None:
        assert both(received, today + timedelta(days=5000), **numbers) == now == (None, None)
    else:
        assert lapse > today
        assert both(received, lapse - timedelta(days=1), **numbers) == now
        assert both(received, lapse, **numbers) != now
