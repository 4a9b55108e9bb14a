"""Which days a form takes."""

from datetime import date

OLDEST_YEARS = 120
LATEST_YEARS = 100


def is_too_long_ago(day: date, *, today: date) -> bool:
    """True for a day more than 120 years back: a slip of the keyboard, not a memory."""
    return day.year < today.year - OLDEST_YEARS


def is_too_far_ahead(day: date, *, today: date) -> bool:
    """True for a day more than 100 years ahead: likewise."""
    return day.year > today.year + LATEST_YEARS
