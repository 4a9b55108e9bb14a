"""Days that the product computes: first follow-ups (E-03), keeping in touch (E-35), snoozes; and what cadences cost.

Every day is a local day of the account. A computed day lands on a working day; a day that the user chose never moves.
"""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date, timedelta
from typing import Literal, TypeVar

from dateutil.relativedelta import relativedelta

# Weekdays on which the user works, Monday = 0. An empty set means every day.
WorkingDays = frozenset[int]

SnoozeChoice = Literal["tomorrow", "week", "two_weeks", "month", "three_months"]

FIRST_FOLLOW_UP_WITHIN = 2
FIRST_FOLLOW_UP_AT_MOST = 5
FRESH_DAYS = 30
CONTACTS_PER_DAY = 3

# Two weeks, monthly, six weeks, quarterly, twice a year, yearly; in days. Ten years are the longest that forms take.
NAMED_CADENCES: tuple[int, ...] = (14, 30, 42, 91, 182, 365)
LONGEST_CADENCE = 3650
LONGEST_STRETCH = 2 * NAMED_CADENCES[-1]

CircleKey = TypeVar("CircleKey", bound=Hashable)

_EVERY_DAY: WorkingDays = frozenset(range(7))

_SNOOZES: Mapping[str, relativedelta] = {
    "tomorrow": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "two_weeks": relativedelta(weeks=2),
    "month": relativedelta(months=1),
    "three_months": relativedelta(months=3),
}


def weekdays_of(working_days: WorkingDays) -> WorkingDays:
    """The weekdays that are worked on: all seven where none is chosen."""
    return working_days & _EVERY_DAY or _EVERY_DAY


def next_working_day(day: date, working_days: WorkingDays) -> date:
    """``day`` itself if it is a working day, else the first one after it."""
    weekdays = weekdays_of(working_days)
    while day.weekday() not in weekdays:
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


def first_follow_up_on(
    founded_on: date, *, made_today: int, today: date, working_days: WorkingDays, within: int = FIRST_FOLLOW_UP_WITHIN
) -> date:
    """The day of the first follow-up with a new contact (E-03), never before ``today``.

    ``within`` working days after the conversation, two unless the account chose another number. ``made_today`` is how
    many contacts that day had brought before this one: every three of them push the next by a working day, three at
    most; from the thirteenth on they go round, so that no single day carries a whole evening. A conversation long
    past is followed up from today, spread alike.
    """
    steps = FIRST_FOLLOW_UP_AT_MOST - FIRST_FOLLOW_UP_WITHIN + 1
    pushed = made_today // CONTACTS_PER_DAY if made_today < steps * CONTACTS_PER_DAY else made_today % steps
    return max(
        add_working_days(founded_on, within + pushed, working_days),
        add_working_days(today, pushed, working_days),
    )


def is_fresh(founded_on: date, *, today: date) -> bool:
    """Whether a conversation still asks for a first follow-up of its own (E-03); later a cadence is enough."""
    return (today - founded_on).days <= FRESH_DAYS


def keep_in_touch_on(last_on: date, cadence_days: int, working_days: WorkingDays) -> date:
    """When keeping in touch is next due (E-35). ``last_on`` is the later of last in touch and last marked done."""
    return next_working_day(last_on + timedelta(days=cadence_days), working_days)


def snooze_until(today: date, choice: str) -> date:
    """The day a snooze ends. A month from 31 January is the last of February. ValueError for an unknown choice."""
    try:
        return today + _SNOOZES[choice]
    except KeyError:
        raise ValueError(f"Not a snooze: {choice!r}.") from None


def weekly_need(cadences: Iterable[int]) -> float:
    """How many nudges a week these cadences ask for, one a contact, in days; 0 is never and asks for none."""
    return sum(7 / days for days in cadences if days > 0)


def longer_cadence(days: int) -> int:
    """The next longer of the named cadences; beyond a year twice as long, ten years at most. 0 is never, and stays."""
    if days <= 0:
        return 0
    named = next((longer for longer in NAMED_CADENCES if longer > days), None)
    return named or max(days, min(days * 2, LONGEST_CADENCE))


def stretch_to_fit(
    circles: Mapping[CircleKey, tuple[int, int]], *, budget: float, fixed: float = 0.0
) -> dict[CircleKey, int] | None:
    """New cadences in days with which the circles fit into ``budget`` nudges a week, in as few steps as can be.

    ``circles`` are their cadence and how many contacts they ask a nudge for; ``fixed`` is what contacts with a cadence
    of their own need a week. A step makes one circle's cadence the next longer, two years at most. Of equally few
    steps, those that save most. None where no stretching is enough.
    """
    # For each number of steps taken so far: the least that the circles looked at need, and the cadences it takes.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (fixed, ())}
    for cadence, members in circles.values():
        longer = _ever_longer(cadence) if members > 0 else [cadence]
        ways = [
            (taken + steps, need + (members * weekly_need([days])), (*chosen, days))
            for taken, (need, chosen) in best.items()
            for steps, days in enumerate(longer)
        ]
        best = {}
        for taken, need, chosen in ways:
            if taken not in best or need < best[taken][0]:
                best[taken] = need, chosen
    enough = [taken for taken, (need, _) in best.items() if need <= budget]
    if not enough:
        return None
    _, cadences = best[min(enough)]
    return dict(zip(circles, cadences, strict=True))


def _ever_longer(days: int) -> list[int]:
    found = [days]
    while found[-1] < (longer := longer_cadence(found[-1])) <= LONGEST_STRETCH:
        found.append(longer)
    return found
