"""Which nudges come through on a day (E-35): a budget a week, spread over the working days, heaviest first.

A nudge is a follow-up that only a cadence asked for. Weeks run from Monday to Sunday; every day is a local day of the
account.
"""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from contacts.rules.cadence import WorkingDays, weekdays_of

# Every fifth place goes to whoever has waited longest, so that the heavy ones starve nobody.
ONE_IN = 5


@dataclass(frozen=True, slots=True)
class Nudge:
    """One that waits. ``wanted_on`` is the day the cadence asks for, ``cadence_days`` how often it asks."""

    key: int
    wanted_on: date
    cadence_days: int


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of ``day``."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def share_by(day: date, *, working_days: WorkingDays, budget: int) -> int:
    """How many nudges may have come through in the week of ``day`` by the end of it.

    The budget is spread evenly over the working days, rounded up: of 5 in a week of five days one a day, of 2 the
    first on Monday and the second on Wednesday. What one day leaves is there on the next, never in the next week.
    """
    weekdays = weekdays_of(working_days)
    passed = sum(weekday <= day.weekday() for weekday in weekdays)
    return -(-max(budget, 0) * passed // len(weekdays))


def overdue_weight(nudge: Nudge, day: date) -> float:
    """Days over the wanted day in cadences: a week over weighs more for somebody monthly than for somebody yearly."""
    return max((day - nudge.wanted_on).days, 0) / max(nudge.cadence_days, 1)


def choose_nudges(
    waiting: Iterable[Nudge], *, day: date, used: int, working_days: WorkingDays, budget: int, turn: int = 0
) -> tuple[int, ...]:
    """Keys of those that come through on ``day``, in the order of their places; none on a free day.

    ``waiting`` are those that have not come through yet; one wanted on a later day is left out. ``used`` is how many
    places of the week are taken: by those that came through in it, ``day`` included, and by those that came through
    earlier and still stand, so that whoever deals with none is not given ever more. Asked again with the chosen ones
    counted, it chooses nobody.
    The heaviest come first (ties: wanted earliest, then the key). Every fifth place goes to whoever has waited
    longest; places are counted on from week to week, and ``turn`` shifts which of them it is.
    """
    return _choose(_queues(waiting), day=day, used=used, working_days=working_days, budget=budget, turn=turn)


def _queues(waiting: Iterable[Nudge]) -> list[deque[Nudge]]:
    """One queue for each cadence, the earliest wanted first: on any day the heaviest of a cadence stands in front."""
    queues: defaultdict[int, deque[Nudge]] = defaultdict(deque)
    for nudge in sorted(waiting, key=_waited_longest):
        queues[max(nudge.cadence_days, 1)].append(nudge)
    return list(queues.values())


def _choose(
    queues: list[deque[Nudge]], *, day: date, used: int, working_days: WorkingDays, budget: int, turn: int
) -> tuple[int, ...]:
    """As `choose_nudges`; whoever is chosen leaves the queue."""
    if day.weekday() not in weekdays_of(working_days):
        return ()
    first = week_number(day) * budget + turn
    chosen = []
    for place in range(max(used, 0), share_by(day, working_days=working_days, budget=budget)):
        ready = [queue for queue in queues if queue and queue[0].wanted_on <= day]
        if not ready:
            break
        if (first + place + 1) % ONE_IN == 0:
            queue = min(ready, key=lambda queue: _waited_longest(queue[0]))
        else:
            queue = min(ready, key=lambda queue: (-overdue_weight(queue[0], day), *_waited_longest(queue[0])))
        chosen.append(queue.popleft().key)
    return tuple(chosen)


def project_nudges(
    waiting: Iterable[Nudge],
    *,
    start: date,
    days: int,
    used: int,
    working_days: WorkingDays,
    budget: int,
    turn: int = 0,
    standing: int = 0,
) -> dict[int, date]:
    """On which day each nudge comes through, looking ``days`` ahead from ``start`` on; who is not named waits longer.

    ``used`` is how many places of the week of ``start`` are taken, ``standing`` how many of those wait to be dealt with
    and are carried into the next week. Those that come through meanwhile are dealt with within their week.
    """
    queues = _queues(waiting)
    found: dict[int, date] = {}
    for ahead in range(days):
        day = start + timedelta(days=ahead)
        if day.weekday() == 0 and ahead:
            used = standing
        chosen = _choose(queues, day=day, used=used, working_days=working_days, budget=budget, turn=turn)
        found |= dict.fromkeys(chosen, day)
        used += len(chosen)
    return found


def week_number(day: date) -> int:
    """Weeks counted through without a break at a year's end."""
    return (day.toordinal() - 1) // 7


def _waited_longest(nudge: Nudge) -> tuple[date, int]:
    return nudge.wanted_on, nudge.key
