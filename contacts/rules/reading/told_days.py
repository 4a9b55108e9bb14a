"""Day words that go stale, told as the day itself: "by next Friday" becomes "by Fri 4 Dec".

What is asked, offered or given is kept in the text's own words and read for months; "tomorrow" is wrong the day after.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from contacts.rules.reading.day_names import ANY_WEEKDAY, MONTH
from contacts.rules.reading.day_words import DayWords, named_days
from contacts.rules.reading.findings import shorten

_STALE = re.compile(
    rf"\b(?:{ANY_WEEKDAY}|today|tonight|tonite|tomm?orr?ow|tmrw|tmrow|tmr|2moro|this|next|days?|weeks?|fortnights?|"
    r"weekend|months?|hours?|business|midnight|eo[bdmw]|cob|\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b(?:{MONTH})\b", re.IGNORECASE)
_LEADS = re.compile(r"(?P<word>for|on|until|till|from|by)\b", re.IGNORECASE)
_LENGTH = re.compile(r"in\b|.*\btime$", re.IGNORECASE)
_WHOLE_WEEK = re.compile(
    r"(?:\w+\s+)?(?:(?:the\s+)?(?:later\s+)?(?:this|next)\s+(?:work(?:ing)?\s+)?week|later\s+in\s+the\s+week|(?:the\s+)?"
    r"week\s+after\s+next|next\s+week\s+but\s+one)$",
    re.IGNORECASE,
)
_WHOLE_MONTH = re.compile(r"(?:\w+\s+)?(?:the\s+)?(?:this|next)\s+month$", re.IGNORECASE)

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Told:
    """``what`` with its days told, and the words that stood for them, in order."""

    what: str
    day_words: tuple[str, ...]


def tell_days(what: str, *, today: date, is_over: bool = False) -> Told:
    """``what`` with days in place of the words that name them, seen from the local day ``today``. Never raises.

    What ``is_over`` has its day behind it: only "until Friday", "for Friday" look ahead there. Words that stay true
    ("30 November", "in March") stand as they are. English, as what is read.
    """
    told, at, found = [], 0, []
    for day in named_days(what, today=today):
        words = what[day.start : day.end]
        if not _STALE.search(words) or _MONTH.search(words):
            continue
        if is_over and not re.match(r"(?:for|until|till|by)\b", words, re.IGNORECASE):
            continue
        told += [what[at : day.start], _said(day, words, today)]
        at = day.end
        found.append(words)
    if not found:
        return Told(what, ())
    return Told(shorten("".join((*told, what[at:]))), tuple(found))


def _said(day: DayWords, words: str, today: date) -> str:
    if _WHOLE_WEEK.match(words) and not day.is_deadline:
        return f"in the week of {_day(day.on - timedelta(days=day.on.weekday()), today)}"
    if _WHOLE_MONTH.match(words) and not day.is_deadline:
        return f"in {_MONTHS[day.on.month - 1]} {day.on.year}"
    lead = _LEADS.match(words)
    if lead and not (day.is_deadline and lead["word"].lower() in {"on", "from", "for"}):
        word = lead["word"].lower()
    elif day.is_deadline:
        word = "by"
    else:
        word = "around" if _LENGTH.match(words) else "on"
    return f"{word} {_day(day.on, today)}"


def _day(day: date, today: date) -> str:
    year = "" if day.year == today.year else f" {day.year}"
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"
