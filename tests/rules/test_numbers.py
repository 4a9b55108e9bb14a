"""The numbers of the rules that an account may change."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.numbers import LIMITS, Numbers, changed, is_allowed, numbers_from


def test_every_number_has_its_limits_and_is_within_them():
    assert set(LIMITS) == set(asdict(Numbers()))
    assert all(is_allowed(name, value) for name, value in asdict(Numbers()).items())


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_both_limits_belong_to_it(name):
    lowest, highest = LIMITS[name]
    assert is_allowed(name, lowest)
    assert is_allowed(name, highest)
    assert not is_allowed(name, lowest - 1)
    assert not is_allowed(name, highest + 1)


@pytest.mark.parametrize("value", ["5", 5.0, None, True, [5]])
def test_takes_whole_numbers_alone(value):
    assert not is_allowed("nudges_a_week", value)


def test_knows_no_other_number():
    assert not is_allowed("charm", 5)


@pytest.mark.parametrize(
    ("stored", "numbers"),
    [
        ({}, Numbers()),
        ({"nudges_a_week": 0}, Numbers(nudges_a_week=0)),
        ({"nudges_a_week": 51, "rest_after": 4}, Numbers(rest_after=4)),
        ({"charm": 5, "thank_days": "3"}, Numbers()),
    ],
)
def test_what_makes_no_sense_counts_as_not_changed(stored, numbers):
    assert numbers_from(stored) == numbers


NUMBERS = st.builds(Numbers, **{name: st.integers(lowest, highest) for name, (lowest, highest) in LIMITS.items()})


@given(NUMBERS)
def test_keeps_only_what_differs_and_reads_it_back(numbers):
    kept = changed(numbers)
    assert numbers_from(kept) == numbers
    assert all(value != getattr(Numbers(), name) for name, value in kept.items())
