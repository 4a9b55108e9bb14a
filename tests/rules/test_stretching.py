"""What cadences cost a week (E-35), and how they are stretched to fit the budget."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.cadence import LONGEST_STRETCH, NAMED_CADENCES, longer_cadence, stretch_to_fit, weekly_need


@pytest.mark.parametrize(
    ("cadences", "need"),
    [([], 0), ([7], 1), ([14, 14], 1), ([0], 0), ([0, 7], 1), ([91] * 13, 1), ([30] * 30, 7), ([365], 7 / 365)],
)
def test_what_cadences_cost_a_week(cadences, need):
    assert weekly_need(cadences) == pytest.approx(need)


@pytest.mark.parametrize(
    ("days", "longer"),
    [
        (1, 14),
        (14, 30),
        (29, 30),
        (30, 42),
        (42, 91),
        (91, 182),
        (182, 365),
        (365, 730),
        (730, 1460),
        (2000, 3650),
        (3650, 3650),
        (5000, 5000),
        (0, 0),
    ],
)
def test_the_next_longer_one(days, longer):
    assert longer_cadence(days) == longer


@pytest.mark.parametrize(
    ("circles", "budget", "fixed", "stretched"),
    [
        pytest.param({}, 5, 0, {}, id="no circle"),
        pytest.param({"near": (30, 10)}, 5, 0, {"near": 30}, id="fits already"),
        pytest.param({"near": (30, 30)}, 5, 0, {"near": 42}, id="one step"),
        pytest.param({"near": (30, 30)}, 5, 1, {"near": 91}, id="own cadences take their part"),
        pytest.param({"near": (30, 20), "far": (91, 40)}, 5, 0, {"near": 91, "far": 91}, id="two steps of one"),
        pytest.param({"near": (14, 10), "far": (182, 100)}, 5, 0, {"near": 30, "far": 365}, id="a step of each"),
        pytest.param({"near": (30, 40), "far": (365, 10)}, 5, 0, {"near": 91, "far": 365}, id="where it costs most"),
        pytest.param({"near": (30, 400), "never": (0, 900)}, 50, 0, {"near": 91, "never": 0}, id="never stays"),
        pytest.param({"near": (30, 90), "empty": (14, 0)}, 7, 0, {"near": 91, "empty": 14}, id="an empty one stays"),
        pytest.param({"near": (30, 9)}, 0, 0, None, id="nothing is enough"),
        pytest.param({}, 0, 0, {}, id="nothing is asked for"),
        pytest.param({"near": (30, 9)}, 5, 6, None, id="their own take it all"),
        pytest.param({"near": (30, 500)}, 5, 0, {"near": 730}, id="beyond a year"),
        pytest.param({"near": (30, 1000)}, 5, 0, None, id="never beyond two years"),
        pytest.param({"far": (1000, 10), "near": (30, 30)}, 6, 0, {"far": 1000, "near": 42}, id="longer ones stay"),
    ],
)
def test_stretches_in_as_few_steps_as_can_be(circles, budget, fixed, stretched):
    assert stretch_to_fit(circles, budget=budget, fixed=fixed) == stretched


def steps(days: int, longer: int) -> int:
    taken = 0
    while days < longer:
        days, taken = longer_cadence(days), taken + 1
    return taken


def need(circles, cadences) -> float:
    return sum(members * weekly_need([cadences[key]]) for key, (_, members) in circles.items())


CIRCLES = st.dictionaries(
    st.integers(), st.tuples(st.sampled_from([0, 1, 20, *NAMED_CADENCES, 730]), st.integers(0, 300)), max_size=5
)


@given(CIRCLES, st.integers(0, 50), st.floats(0, 10))
def test_nobody_is_asked_for_more_often_and_it_fits_if_it_can(circles, budget, fixed):
    found = stretch_to_fit(circles, budget=budget, fixed=fixed)
    if found is None:
        longest = {key: max(days, LONGEST_STRETCH) if days else 0 for key, (days, _) in circles.items()}
        assert fixed + need(circles, longest) >= budget - 1e-9
        return
    assert set(found) == set(circles)
    assert all(days <= found[key] <= max(days, LONGEST_STRETCH) for key, (days, _) in circles.items())
    assert fixed + need(circles, found) <= budget + 1e-9


@given(
    st.lists(st.tuples(st.sampled_from(NAMED_CADENCES), st.integers(1, 200)), min_size=1, max_size=3), st.integers(1, 9)
)
def test_no_fewer_steps_would_do(rows, budget):
    circles = dict(enumerate(rows))
    found = stretch_to_fit(circles, budget=budget)
    taken = found and sum(steps(circles[key][0], days) for key, days in found.items())
    ways = []
    for key, (days, _) in circles.items():
        ladder = [(key, days)]
        while (longer := longer_cadence(ladder[-1][1])) <= LONGEST_STRETCH:
            ladder.append((key, longer))
        ways.append(ladder)
    for way in product(*ways):
        cadences = dict(way)
        if need(circles, cadences) <= budget - 1e-9:
            assert taken is not None and taken <= sum(steps(circles[key][0], days) for key, days in cadences.items())
