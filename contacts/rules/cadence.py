"""Days that the product computes: first follow-ups (E-03), keeping in touch (E-35), snoozes.

Every day is a local day of the account. A computed day lands on a working day; a day that the user chose never moves.
"""

from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

# Weekdays on which the user works, Monday = 0. An empty set means every day.
WorkingDays = frozenset[int]

SnoozeChoice = Literal["tomorrow", "week", "two_weeks", "month", "three_months"]

FIRST_FOLLOW_UP_WITHIN = 2
FIRST_FOLLOW_UP_AT_MOST = 5
CONTACTS_PER_DAY = 3

_SNOOZES: dict[SnoozeChoice, relativedelta] = {
    "tomorrow": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "two_weeks": relativedelta(weeks=2),
    "month": relativedelta(months=1),
    "three_months": relativedelta(months=3),
}


def next_working_day(day: date, working_days: WorkingDays) -> date:
    """``day`` itself if it is a working day, else the first one after it."""
    workable = working_days & frozenset(range(7))
    while workable and day.weekday() not in workable:
        day += timedelta(days=1)
    return day


def add_working_days(day: date, n: int, working_days: WorkingDays) -> date:
    """The ``n``-th working day after ``day``; with 0 the next working day, ``day`` included. ValueError below 0."""
    if n < 0:
        raise ValueError("Working days are counted forward only.")
    if n == 0:
        return next_working_day(day, working_days)
    for _ in range(n):
        day = next_working_day(day + timedelta(days=1), working_days)
    return day


def first_follow_up_on(founded_on: date, *, made_today: int, today: date, working_days: WorkingDays) -> date:
    """The day of the first follow-up with a new contact (E-03), never before ``today``.

    Two working days after the conversation. ``made_today`` is how many contacts that day had brought before this
    one: every three of them push the next by a working day, up to the fifth; from the thirteenth on they go round,
    so that no single day carries a whole evening. A conversation long past is followed up from today, spread alike.
    """
    steps = FIRST_FOLLOW_UP_AT_MOST - FIRST_FOLLOW_UP_WITHIN + 1
    pushed = made_today // CONTACTS_PER_DAY if made_today < steps * CONTACTS_PER_DAY else made_today % steps
    return max(
        add_working_days(founded_on, FIRST_FOLLOW_UP_WITHIN + pushed, working_days),
        add_working_days(today, pushed, working_days),
    )


def keep_in_touch_on(last_on: date, cadence_days: int, working_days: WorkingDays) -> date:
    """When keeping in touch is next due (E-35). ``last_on`` is the later of last in touch and last marked done."""
    return next_working_day(last_on + timedelta(days=cadence_days), working_days)


def quiet_days(cadence_days: int) -> int:
    """For how many days after being in touch nobody is reminded (E-35): two weeks, or half of a shorter cadence."""
    return min(14, cadence_days // 2)


def snooze_until(today: date, choice: SnoozeChoice) -> date:
    """The day a snooze ends. A month from 31 January is the last of February. ValueError for an unknown choice."""
    try:
        return today + _SNOOZES[choice]
    except KeyError:
        raise ValueError(f"Not a snooze: {choice!r}.") from None
