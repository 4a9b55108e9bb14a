"""Reminders that repeat (E-37), as a rule of RFC 5545 with its first day; python-dateutil counts them out.

These are days that the user chose: they never move to working days. A month without that day uses its last one.
"""

import re
from datetime import date, datetime, time

from dateutil.rrule import rrule, rrulestr

LONGEST_DAYS = 3650

_WEEKS: dict[str, int] = {"weekly": 1, "two_weeks": 2}
_MONTHS: dict[str, int] = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}

_OURS = re.compile(r"DTSTART;VALUE=DATE:(\d{4})(\d{2})(\d{2})\nRRULE:FREQ=[A-Z]+;INTERVAL=(\d{1,4})\b")
_FIRST_DAY = re.compile(r"^DTSTART\b", re.IGNORECASE | re.MULTILINE)
_WHOLE_DAYS = re.compile(r"\bFREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)\b", re.IGNORECASE)
_STANDS_STILL = re.compile(r"\bINTERVAL=0+\b", re.IGNORECASE)
_ZONE = re.compile(r";TZID=[^:;\n]*|(?<=\d)Z\b", re.IGNORECASE)


def repeat_rule(choice: str, *, first_on: date, every_days: int | None = None) -> str:
    """The rule to keep for a choice, at most 120 characters; an empty choice is once, and an empty text.

    ``every_days`` belongs to the choice "days", 1 to 3650. ValueError for any other choice or number.
    """
    if choice == "":
        return ""
    if choice == "days":
        if every_days is None or not 1 <= every_days <= LONGEST_DAYS:
            raise ValueError(f"Not a number of days: {every_days!r}.")
        parts = f"FREQ=DAILY;INTERVAL={every_days}"
    elif choice in _WEEKS:
        parts = f"FREQ=WEEKLY;INTERVAL={_WEEKS[choice]}"
    elif choice in _MONTHS:
        parts = f"FREQ=MONTHLY;INTERVAL={_MONTHS[choice]};{_day_or_last(first_on.day)}"
    else:
        raise ValueError(f"Not a way to repeat: {choice!r}.")
    return f"DTSTART;VALUE=DATE:{first_on.isoformat().replace('-', '')}\nRRULE:{parts}"


def next_occurrence_after(repeat: str, day: date) -> date | None:
    """The first day of the rule later than ``day``; None where it has ended, or the text is empty.

    ValueError for a text that is no rule, has no first day, or repeats within a day.
    """
    if not repeat:
        return None
    found = _read(repeat).after(datetime.combine(day, time.max))
    return found.date() if found else None


def repeat_choice(repeat: str) -> tuple[str, int | None]:
    """The choice that made the rule, with its number of days; ("other", None) for a rule from elsewhere."""
    if not repeat:
        return "", None
    if parts := _OURS.match(repeat):
        year, month, day, every_days = map(int, parts.groups())
        for choice in (*_WEEKS, *_MONTHS, "days"):
            number = every_days if choice == "days" else None
            try:
                if repeat == repeat_rule(choice, first_on=date(year, month, day), every_days=number):
                    return choice, number
            except ValueError:
                break
    return "other", None


def _day_or_last(day: int) -> str:
    """That day of the month, or the last of those before it that the month has."""
    if day <= 28:
        return f"BYMONTHDAY={day}"
    return f"BYMONTHDAY={','.join(map(str, range(28, day + 1)))};BYSETPOS=-1"


def _read(repeat: str) -> rrule:
    """The rule, on the account's own days. What dateutil would ask the clock for, or never end with, is refused."""
    if not (_FIRST_DAY.search(repeat) and _WHOLE_DAYS.search(repeat)) or _STANDS_STILL.search(repeat):
        raise ValueError(f"Not a rule of whole days with its first day: {repeat!r}.")
    try:
        rule = rrulestr(_ZONE.sub("", repeat))
    except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise ValueError(f"Not a rule: {repeat!r}.") from error
    if not isinstance(rule, rrule):
        raise ValueError(f"More than one rule: {repeat!r}.")
    return rule
