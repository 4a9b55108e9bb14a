"""Days of the year that matter to somebody (E-36): when they come round, and when to be reminded of them.

29 February is kept on 28 February in years that have none.
"""

from calendar import isleap, monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from contacts.rules.cadence import WorkingDays, next_working_day, weekdays_of

_A_LEAP_YEAR = 2000


def is_in_calendar(month: int, day: int, year: int | None = None) -> bool:
    """Whether there is such a day, in that year or, where the year is not known, in any."""
    if not 1 <= month <= 12 or (year is not None and not MINYEAR <= year <= MAXYEAR):
        return False
    return 1 <= day <= monthrange(_A_LEAP_YEAR if year is None else year, month)[1]


def iso_day(*, year: int | None, month: int, day: int) -> str:
    """``1980-04-12``, or ``--04-12`` where the year is not known."""
    return f"{'-' if year is None else f'{year:04}'}-{month:02}-{day:02}"


def occurrence_in(year: int, month: int, day: int) -> date:
    """The day on which it falls in that year. ValueError for a day that no calendar has."""
    if (month, day) == (2, 29) and not isleap(year):
        day = 28
    return date(year, month, day)


def next_occurrence(month: int, day: int, *, on_or_after: date) -> date:
    """The first time it comes round, ``on_or_after`` included. ValueError for a day that no calendar has."""
    found = occurrence_in(on_or_after.year, month, day)
    return found if found >= on_or_after else occurrence_in(on_or_after.year + 1, month, day)


def follow_up_on(occurrence: date, *, lead_days: int, working_days: WorkingDays) -> date:
    """The working day on which to be reminded: ``lead_days`` before, moved forward, but never past the day itself.

    Where no working day is left until then, it is the last one before.
    """
    wanted = occurrence - timedelta(days=lead_days)
    found = next_working_day(wanted, working_days)
    if found <= occurrence:
        return found
    weekdays = weekdays_of(working_days)
    while wanted.weekday() not in weekdays:
        wanted -= timedelta(days=1)
    return wanted


def years_since(year: int | None, occurrence: date) -> int | None:
    """How many years it is then; None where the year is not known or still to come."""
    if year is None or year > occurrence.year:
        return None
    return occurrence.year - year
