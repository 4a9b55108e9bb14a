"""Day words that go stale are told as the day itself; words that stay true stand as they are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.reading.findings import LONGEST_WHAT
from contacts.rules.reading.told_days import tell_days

SUNDAY = date(2026, 11, 22)
WEDNESDAY = date(2026, 12, 30)


@pytest.mark.parametrize(
    ("what", "today", "told"),
    [
        ("review his business plan by next Friday", SUNDAY, "review his business plan by Fri 27 Nov"),
        ("review his plan by next Friday", date(2026, 11, 23), "review his plan by Fri 4 Dec"),
        ("send the deck tomorrow", SUNDAY, "send the deck on Mon 23 Nov"),
        ("feedback before the weekend", SUNDAY, "feedback by Fri 27 Nov"),
        ("feedback before Friday", SUNDAY, "feedback by Thu 26 Nov"),
        ("an intro to Kai next week", SUNDAY, "an intro to Kai in the week of Mon 23 Nov"),
        ("my comments by the end of the month", SUNDAY, "my comments by Mon 30 Nov"),
        ("a desk next month", SUNDAY, "a desk in Dec 2026"),
        ("look over her CV in two weeks", SUNDAY, "look over her CV around Sun 6 Dec"),
        ("the numbers within three days", SUNDAY, "the numbers by Wed 25 Nov"),
        ("a lift on Saturday", WEDNESDAY, "a lift on Sat 2 Jan 2027"),
        ("the plan by Friday and the list on Monday", SUNDAY, "the plan by Fri 27 Nov and the list on Mon 23 Nov"),
        # They say the same in a month.
        ("put her up in March", SUNDAY, "put her up in March"),
        ("an intro by 30 November", SUNDAY, "an intro by 30 November"),
        ("the deck from last week", SUNDAY, "the deck from last week"),
        ("help with Good Friday", SUNDAY, "help with Good Friday"),
        ("", SUNDAY, ""),
    ],
)
def test_tells_the_day_itself(what: str, today: date, told: str) -> None:
    assert tell_days(what, today=today).what == told


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("feedback on Monday", "feedback on Monday"),
        ("a lift home tonight", "a lift home tonight"),
        ("lent me her projector until Friday", "lent me her projector until Fri 27 Nov"),
        ("a ticket for Saturday", "a ticket for Sat 28 Nov"),
    ],
)
def test_what_is_over_looks_ahead_only_where_it_says_so(what: str, told: str) -> None:
    assert tell_days(what, today=SUNDAY, is_over=True).what == told


def test_names_the_words_it_told_otherwise() -> None:
    assert tell_days("the plan by Friday, the list on Monday", today=SUNDAY).day_words == ("by Friday", "on Monday")


@given(st.text(max_size=200), st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1)), st.booleans())
def test_never_raises_and_stays_as_short(what: str, today: date, is_over: bool) -> None:
    told = tell_days(what, today=today, is_over=is_over)
    assert told.what == what or len(told.what) <= LONGEST_WHAT
