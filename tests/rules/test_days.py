"""Which days a form takes: what is a slip of the keyboard, and what a memory or a plan."""

from datetime import date

import pytest

from contacts.rules.days import is_too_far_ahead, is_too_long_ago

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "ago", "ahead"),
    [
        (date.min, True, False),
        (date(1905, 12, 31), True, False),
        (date(1906, 1, 1), False, False),
        (TODAY, False, False),
        (date(2126, 12, 31), False, False),
        (date(2127, 1, 1), False, True),
        (date.max, False, True),
    ],
)
def test_the_years_that_are_taken(day: date, ago: bool, ahead: bool) -> None:
    assert (is_too_long_ago(day, today=TODAY), is_too_far_ahead(day, today=TODAY)) == (ago, ahead)
