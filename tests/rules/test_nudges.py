"""Which nudges come through (E-35): the budget of a week, the order, and that nobody waits for ever."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.nudges import (
    ONE_IN,
    Nudge,
    choose_nudges,
    overdue_weight,
    project_nudges,
    share_by,
    week_number,
    week_of,
)

WEEK = frozenset(range(5))
FROM_SUNDAY = frozenset({6, 0, 1, 2, 3})
MONDAY = date(2026, 11, 23)


def day_of(weekday: int) -> date:
    return MONDAY + timedelta(days=weekday)


def chosen(waiting, day=MONDAY, *, used=0, working_days=WEEK, budget=5, turn=0):
    return choose_nudges(waiting, day=day, used=used, working_days=working_days, budget=budget, turn=turn)


def over(key: int, days: int, cadence: int = 30, *, on: date = MONDAY) -> Nudge:
    return Nudge(key, on - timedelta(days=days), cadence)


@pytest.mark.parametrize(
    ("day", "monday", "sunday"),
    [
        (MONDAY, MONDAY, date(2026, 11, 29)),
        (date(2026, 11, 29), MONDAY, date(2026, 11, 29)),
        (date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (date(2024, 2, 29), date(2024, 2, 26), date(2024, 3, 3)),
        (date(2026, 3, 29), date(2026, 3, 23), date(2026, 3, 29)),
    ],
)
def test_a_week_runs_from_monday_to_sunday(day, monday, sunday):
    assert week_of(day) == (monday, sunday)


@pytest.mark.parametrize(
    ("working_days", "budget", "shares"),
    [
        (WEEK, 5, [1, 2, 3, 4, 5, 5, 5]),
        (WEEK, 2, [1, 1, 2, 2, 2, 2, 2]),
        (WEEK, 1, [1, 1, 1, 1, 1, 1, 1]),
        (WEEK, 7, [2, 3, 5, 6, 7, 7, 7]),
        (WEEK, 0, [0, 0, 0, 0, 0, 0, 0]),
        (frozenset(), 5, [1, 2, 3, 3, 4, 5, 5]),
        (frozenset(), 7, [1, 2, 3, 4, 5, 6, 7]),
        (FROM_SUNDAY, 5, [1, 2, 3, 4, 4, 4, 5]),
        (frozenset({5}), 5, [0, 0, 0, 0, 0, 5, 5]),
        (frozenset({0, 9}), 3, [3, 3, 3, 3, 3, 3, 3]),
        (frozenset({9}), 7, [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_the_budget_is_spread_over_the_working_days(working_days, budget, shares):
    assert [share_by(day_of(weekday), working_days=working_days, budget=budget) for weekday in range(7)] == shares


@pytest.mark.parametrize(
    ("nudge", "weight"),
    [
        (over(1, 0), 0.0),
        (over(1, 30, 30), 1.0),
        (over(1, 7, 14), 0.5),
        (over(1, -5, 14), 0.0),
        (over(1, 3, 0), 3.0),
    ],
)
def test_weighs_days_over_in_cadences(nudge, weight):
    assert overdue_weight(nudge, MONDAY) == weight


def test_heaviest_first_then_wanted_earliest_then_by_key():
    yearly, monthly, fresh = over(1, 60, 365), over(2, 15, 30), over(3, 0, 30)
    same_weight_longer_ago = over(4, 60, 120)
    twin = over(5, 15, 30)
    order = chosen([fresh, twin, yearly, monthly, same_weight_longer_ago], budget=25, turn=_no_fifth_place(25))
    assert order == (4, 2, 5, 1, 3)


def _no_fifth_place(budget: int) -> int:
    """The turn with which the first four places of this Monday all go by weight."""
    return next(turn for turn in range(ONE_IN) if (week_number(MONDAY) * budget + turn) % ONE_IN == 0)


def test_every_fifth_place_goes_to_whoever_has_waited_longest():
    heavy = [over(key, 100 + key, 14) for key in range(1, 20)]
    patient = over(99, 150, 3650)
    turn = _no_fifth_place(25)
    assert chosen([*heavy, patient], budget=25, turn=turn) == (19, 18, 17, 16, 99)


def test_asked_for_a_day_nobody_comes_before_they_are_wanted():
    assert chosen([Nudge(1, MONDAY + timedelta(days=1), 30), Nudge(2, MONDAY, 30)]) == (2,)


@pytest.mark.parametrize("weekday", [5, 6])
def test_nobody_comes_through_on_a_free_day(weekday):
    assert chosen([over(1, 100)], day_of(weekday), budget=50) == ()


@pytest.mark.parametrize(("weekday", "comes"), [(4, ()), (5, ()), (6, (1,)), (0, (1,))])
def test_a_working_week_may_begin_on_sunday(weekday, comes):
    assert chosen([over(1, 100)], day_of(weekday), working_days=FROM_SUNDAY) == comes


@pytest.mark.parametrize(("used", "count"), [(0, 3), (1, 2), (3, 0), (9, 0), (-1, 3)])
def test_what_came_through_that_week_counts(used, count):
    waiting = [over(key, key) for key in range(10)]
    assert len(chosen(waiting, day_of(2), used=used)) == count


def test_a_budget_of_none_lets_nobody_through():
    assert chosen([over(1, 400)], budget=0) == ()
    assert chosen([over(1, 400)], budget=-3) == ()


def test_weeks_are_counted_on_over_a_years_end():
    numbers = [week_number(date(2026, 12, 21) + timedelta(weeks=n)) for n in range(4)]
    assert numbers == list(range(numbers[0], numbers[0] + 4))
    assert week_number(date(2027, 1, 3)) == week_number(date(2026, 12, 28))


def test_a_forecast_says_the_day_for_each():
    waiting = [over(1, 90, on=MONDAY), over(2, 60, on=MONDAY), over(3, 30, on=MONDAY), Nudge(4, day_of(9), 30)]
    assert project_nudges(waiting, start=MONDAY, days=14, used=0, working_days=WEEK, budget=2) == {
        1: MONDAY,
        2: day_of(2),
        3: day_of(7),
        4: day_of(9),
    }


def test_project_keeps_the_places_of_those_that_stand() -> None:
    """Three of a budget of four were not dealt with: one place a week is left, also in the weeks to come."""
    waiting = [Nudge(key, MONDAY, 91) for key in range(3)]
    found = project_nudges(waiting, start=MONDAY, days=21, used=3, working_days=WEEK, budget=4, standing=3)
    assert [(on - MONDAY).days // 7 for on in sorted(found.values())] == [0, 1, 2]
    assert project_nudges(waiting, start=MONDAY, days=21, used=4, working_days=WEEK, budget=4, standing=4) == {}


def test_a_forecast_begins_with_what_that_week_used():
    waiting = [over(1, 90), over(2, 60)]
    found = project_nudges(waiting, start=day_of(3), days=30, used=5, working_days=WEEK, budget=5)
    assert found == {1: day_of(7), 2: day_of(8)}
    assert project_nudges(waiting, start=day_of(3), days=2, used=5, working_days=WEEK, budget=5) == {}


# What holds for all

DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1)) | st.sampled_from(
    [date(2024, 2, 29), date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31), date(2027, 1, 1)]
)
WORKING_DAYS = st.frozensets(st.integers(0, 6)) | st.sampled_from([WEEK, FROM_SUNDAY])
BUDGETS = st.integers(0, 50)
TURNS = st.integers(0, 2**63)


@st.composite
def worlds(draw):
    """A day and who waits around it: some wanted long ago, some only later."""
    day = draw(DAYS)
    wanted = draw(st.lists(st.tuples(st.integers(-40, 900), st.sampled_from([1, 14, 30, 91, 365, 3650])), max_size=60))
    return day, [Nudge(key, day - timedelta(days=days), cadence) for key, (days, cadence) in enumerate(wanted)]


@given(worlds(), st.integers(0, 60), WORKING_DAYS, BUDGETS, TURNS)
def test_a_choice_is_wanted_once_and_on_a_working_day(world, used, working_days, budget, turn):
    day, waiting = world
    keys = chosen(waiting, day, used=used, working_days=working_days, budget=budget, turn=turn)
    assert len(set(keys)) == len(keys)
    assert all(waiting[key].wanted_on <= day for key in keys)
    if keys:
        assert day.weekday() in (working_days or frozenset(range(7)))
        assert used + len(keys) <= budget


@given(worlds(), st.integers(0, 60), WORKING_DAYS, BUDGETS, TURNS)
def test_choosing_again_with_the_chosen_counted_chooses_nobody(world, used, working_days, budget, turn):
    day, waiting = world
    rules = {"working_days": working_days, "budget": budget, "turn": turn}
    keys = chosen(waiting, day, used=used, **rules)
    left = [nudge for nudge in waiting if nudge.key not in keys]
    assert chosen(left, day, used=used + len(keys), **rules) == ()


@given(worlds(), WORKING_DAYS, BUDGETS, TURNS, st.data())
def test_one_by_one_comes_to_the_same_as_all_at_once(world, working_days, budget, turn, data):
    day, waiting = world
    rules = {"working_days": working_days, "budget": budget, "turn": turn}
    keys = chosen(waiting, day, used=0, **rules)
    cut = data.draw(st.integers(0, len(keys)))
    left = [nudge for nudge in waiting if nudge.key not in keys[:cut]]
    assert chosen(left, day, used=cut, **rules) == keys[cut:]


@given(worlds(), WORKING_DAYS, BUDGETS, TURNS)
def test_the_order_of_asking_changes_nothing(world, working_days, budget, turn):
    day, waiting = world
    rules = {"used": 0, "working_days": working_days, "budget": budget, "turn": turn}
    assert chosen(waiting, day, **rules) == chosen(list(reversed(waiting)), day, **rules)


@given(worlds(), WORKING_DAYS, BUDGETS, TURNS)
def test_at_most_one_in_five_is_not_the_heaviest_of_those_left(world, working_days, budget, turn):
    day, waiting = world
    keys = chosen(waiting, day, used=0, working_days=working_days, budget=budget, turn=turn)
    left = {nudge.key: nudge for nudge in waiting if nudge.wanted_on <= day}
    lighter = []
    for place, key in enumerate(keys):
        heaviest = max(overdue_weight(nudge, day) for nudge in left.values())
        if overdue_weight(left[key], day) < heaviest:
            assert left[key].wanted_on == min(nudge.wanted_on for nudge in left.values())
            lighter.append(place)
        del left[key]
    assert all(later - earlier >= ONE_IN for earlier, later in pairwise(lighter))


@given(worlds(), st.integers(0, 60), WORKING_DAYS, BUDGETS, TURNS)
def test_a_forecast_keeps_the_budget_in_every_week_and_says_each_one_once(world, used, working_days, budget, turn):
    start, waiting = world
    found = project_nudges(
        waiting, start=start, days=120, used=used, working_days=working_days, budget=budget, turn=turn
    )
    assert all(day >= max(start, waiting[key].wanted_on) for key, day in found.items())
    assert all(day.weekday() in (working_days or frozenset(range(7))) for day in found.values())
    weeks = [week_of(day) for day in found.values()]
    for week in set(weeks):
        before = used if week == week_of(start) else 0
        assert weeks.count(week) <= max(budget - before, 0)


@given(worlds(), WORKING_DAYS, st.integers(1, 50), TURNS)
def test_with_any_budget_everybody_comes_through_in_the_end(world, working_days, budget, turn):
    start, waiting = world
    # A week to begin in, 6 weeks until the last is wanted, and as many weeks as the rest fills.
    days = 7 * (2 + 6 + -(-len(waiting) // budget))
    found = project_nudges(waiting, start=start, days=days, used=0, working_days=working_days, budget=budget, turn=turn)
    assert set(found) == {nudge.key for nudge in waiting}


@given(st.integers(1, 12), st.integers(0, 30), WORKING_DAYS, TURNS, DAYS)
def test_nobody_starves_while_heavier_ones_keep_coming(budget, before, working_days, turn, start):
    """Those with a short cadence are answered at once and are soon heavy again: the yearly one still comes through."""
    ahead = [Nudge(-1 - key, start - timedelta(days=400), 1) for key in range(before)]
    left = {nudge.key: nudge for nudge in [*ahead, Nudge(0, start - timedelta(days=300), 3650)]}
    fresh = 1
    for week in range(ONE_IN * (before + 2)):
        used = 0
        for weekday in range(7):
            day = start - timedelta(days=start.weekday()) + timedelta(weeks=week, days=weekday)
            for _ in range(3):
                left[fresh] = Nudge(fresh, day - timedelta(days=250), 1)
                fresh += 1
            waiting = [nudge for nudge in left.values() if nudge.key <= 0 or nudge.key > fresh - 40]
            for key in chosen(waiting, day, used=used, working_days=working_days, budget=budget, turn=turn):
                del left[key]
                used += 1
        if 0 not in left:
            return
    raise AssertionError("still waiting")
