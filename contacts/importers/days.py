"""Yearly days as files write them: with and without a year, in figures and in words. What could be read in two ways is
not guessed: a birthday on the wrong day is worse than one to look up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from contacts.rules.important_dates import is_in_calendar
from contacts.rules.names import fold

Day = tuple[int, int, int | None]

# Years that some programs write where they mean that the year is not known.
NO_YEAR = frozenset({0, 1, 1604})
FIRST_YEAR, LAST_YEAR = 1800, 2199
# No day is longer in words: what is longer is a text.
LONGEST = 60

_MONTHS = """
january jan januar janvier enero gennaio janeiro januari styczen stycznia
february feb februar fevrier fevr febrero febbraio fevereiro februari luty lutego
march mar marz mars marzo marco maart marts marzec marca
april apr avril avr abril aprile kwiecien kwietnia
may mai mayo maggio maio mei maj maja
june jun juni juin junio giugno junho czerwiec czerwca
july jul juli juillet juil julio luglio julho lipiec lipca
august aug aout agosto ago augustus augusti sierpien sierpnia
september sep sept septembre septiembre settembre setembro wrzesien wrzesnia
october oct oktober okt octobre octubre ottobre outubro pazdziernik pazdziernika
november nov novembre noviembre novembro listopad listopada
december dec dezember dez decembre diciembre dicembre dezembro desember des grudzien grudnia
"""
MONTHS = {word: number for number, words in enumerate(_MONTHS.split("\n")[1:13], start=1) for word in words.split()}

_TIME = r"(?:[T ]\d.*)?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}|(\d{{4}})(\d\d)(\d\d){_TIME}")
_YEAR_FIRST = re.compile(rf"(\d{{4}})([/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_YEARLESS = re.compile(rf"--(\d\d)-?(\d\d){_TIME}")
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}|\d\d))?(?: \d.*)?")
_EITHER = re.compile(r"(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d\d))?(?: \d.*)?")
_DAY_IN_WORDS = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de |of )?([^\W\d]+)\.?,?(?:\s+(?:de |of )?(\d{4}))?"
)
_MONTH_IN_WORDS = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")


def is_no_day(text: str) -> bool:
    """Nothing, or what some programs write for nothing: ``0/0/00``."""
    return not text.strip() or (len(text) <= LONGEST and not re.sub(r"[0\s./:T-]", "", text))


def yearly_day(text: str, *, day_first: bool | None = None) -> Day | None:
    """Month, day, and year where it is known; None for what is no day or could be two.

    ``day_first`` tells how ``3/4/1980`` is meant; None says that nobody knows. A year of two figures is left off.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    if found := _ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        if found.re is _YEAR_FIRST:
            return _checked(found[3], found[4], found[1])
        year, month, day = (found[1], found[2], found[3]) if found[1] else (found[4], found[5], found[6])
        return _checked(month, day, year)
    if found := _YEARLESS.fullmatch(text):
        return _checked(found[1], found[2], None)
    if found := _DOTTED.fullmatch(text):
        return _checked(found[2], found[1], found[3])
    if found := _EITHER.fullmatch(text):
        return _either(found[1], found[3], found[4], day_first=day_first)
    words = fold(text)
    if (found := _DAY_IN_WORDS.fullmatch(words)) and found[2] in MONTHS:
        return _checked(str(MONTHS[found[2]]), found[1], found[3])
    if (found := _MONTH_IN_WORDS.fullmatch(words)) and found[1] in MONTHS:
        return _checked(str(MONTHS[found[1]]), found[2], found[3])
    return None


def order_of(texts: Iterable[str]) -> bool | None:
    """Whether a column writes the day before the month, as its unmistakable values tell; None where they do not."""
    says_day, says_month = False, False
    for text in texts:
        if len(text) <= LONGEST and (found := _EITHER.fullmatch(text.strip())):
            first, second = int(found[1]), int(found[3])
            says_day = says_day or first > 12 >= second >= 1
            says_month = says_month or second > 12 >= first >= 1
    return says_day if says_day != says_month else None


def _either(first: str, second: str, year: str | None, *, day_first: bool | None) -> Day | None:
    if int(first) > 12:
        return _checked(second, first, year)
    if int(second) > 12 or first.lstrip("0") == second.lstrip("0") or day_first is False:
        return _checked(first, second, year)
    return _checked(second, first, year) if day_first else None


def _checked(month: str, day: str, year: str | None) -> Day | None:
    """In the calendar, else None. The year is None where it says that nobody knows it."""
    known = int(year) if year is not None and len(year) == 4 and int(year) not in NO_YEAR else None
    return (int(month), int(day), known) if is_in_calendar(int(month), int(day), known) else None
