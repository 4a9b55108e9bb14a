"""The day that English words name, seen from a given day: "by Friday", "early next week", "in two weeks" (E-32).

A promise needs one day, so a stretch of time is read as its last working day: "next week" is that week's Friday, "this
month" its last day. Only words are read; without them there is no day. Weeks begin on Monday.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from contacts.rules.reading.day_names import (
    ANY_WEEKDAY,
    COUNT,
    END,
    MONTH,
    MONTH_NUMBER,
    NUMBERS,
    WEEKDAY,
    WEEKDAY_NUMBER,
)

MONDAY, WEDNESDAY, THURSDAY, FRIDAY, SUNDAY = 0, 2, 3, 4, 6

_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?"

# A promise for a day further off than this many days was misread; a sentence longer than this is not read on.
_TOO_FAR = 3650
_LOOKED_AT = 1_000


@dataclass(frozen=True, slots=True)
class DayWords:
    """A day that words name. ``start`` and ``end`` are offsets into the text, its preposition included."""

    on: date
    start: int
    end: int
    is_deadline: bool


def due_day(text: str, *, today: date, after: int = 0) -> DayWords | None:
    """The day that a promise in ``text`` is for, never before ``today``; None without words for one.

    A deadline ("by Friday") goes before another day in the same text; then the first day named from ``after`` on (where
    the promise begins), then any before it ("On Friday I'll send it"). ``today`` is the writer's local date.

    What people mean: "next week" is its Friday, "early next week" its Tuesday, "before Friday" the day before, "before
    the weekend" the Friday, "at the weekend" the Sunday. "Next Friday" is Friday of next week. A weekday named on that
    same weekday is next week's. A day without its year that is over this year is next year's; with its year, none.
    12/3 is read only where one order is possible. Never raises.
    """
    found = list(_days(text[:_LOOKED_AT], today))
    deadlines = [day for day in found if day.is_deadline]
    for days in (deadlines, found):
        later = [day for day in days if day.start >= after]
        if later or days:
            return (later or days)[0]
    return None


def named_days(text: str, *, today: date) -> tuple[DayWords, ...]:
    """Every day that ``text`` names, in order, read as `due_day` reads one. Never raises."""
    return tuple(_days(text[:_LOOKED_AT], today))


def _days(text: str, today: date) -> Iterator[DayWords]:
    """Every day that ``text`` names, in order; where two readings overlap, the earlier pattern has it."""
    taken: list[DayWords] = []
    if not _HINT.search(text):
        return iter(taken)
    for pattern, reader in _READERS:
        for match in pattern.finditer(text):
            if any(match.start() < day.end and day.start < match.end() for day in taken):
                continue
            day = _read(reader, match, today)
            if day is None:
                continue
            found = _placed(text, match, day, today)
            if found is not None:
                taken.append(found)
    return iter(sorted(taken, key=lambda day: day.start))


def _read(reader: "_Reader", match: re.Match[str], today: date) -> date | None:
    try:
        day = reader(match, today)
    except (ValueError, OverflowError):  # the 31st of a short month, the end of the calendar
        return None
    return day if day is not None and day >= today else None


_PAST_OR_REPEATED = re.compile(
    r"\b(?:last|since|every|each|past|previous|as of|from|good|black|cyber|super|ash|all|most|other)\s+$", re.IGNORECASE
)
_MODAL = re.compile(r"(?:may|march|mar)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:i|we|you|he|she|it|they|that|this|who|which|and|or|to)\s+$", re.IGNORECASE)
_OF_A_MEETING = re.compile(
    r"\b(?:meeting|call|lunch|dinner|coffee|talk|chat|conversation|event|session|workshop|mail|email|e-mail|message|"
    r"panel|meetup|dinner|drinks|met|spoke|talked|discussed)\s+(?:(?:on|of|from|the)\s+)?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|prior\s+to|ahead\s+of|in\s+time\s+for)\b(?:\s+[\w']+){0,4}\s*$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?P<word>no\s+later\s+than|not\s+later\s+than|at\s+the\s+latest|latest|before|prior\s+to|ahead\s+of|until|till|"
    r"by|due|on|in|at|over|during|within|for|come|sometime|some\s+time)\s+(?:the\s+|this\s+|coming\s+)*$",
    re.IGNORECASE,
)
_DEADLINE_WORD = re.compile(r"by|before|until|till|due|prior|ahead|no|not|at the latest|latest|within")
_DEADLINE = re.compile(
    r"by\b|before\b|until\b|till\b|within\b|inside\b|(?:the\s+)?(?:very\s+)?end\b|eo|cob", re.IGNORECASE
)
_ARTICLE = re.compile(r"\b(?:the|your|our|my|that|a|his|her|their|which|what)\s+$", re.IGNORECASE)
_ATTRIBUTE_AFTER = re.compile(
    r"\s+(?!(?:at|by|if|when|after|before|in|on|with|and|or|but|so|to|from|for|until|because|instead|then)\b)[a-z]{3,}",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(
    r"\s+(?:(?:late|early)\s+)?(?:in\s+the\s+)?(?:morning|afternoon|evening|night|lunchtime|am|pm)\b", re.IGNORECASE
)
_LATEST_AFTER = re.compile(r"\s*,?\s*(?:at\s+the\s+)?(?:very\s+)?latest\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:'s|’s|s)\b(?!\s*$)")


def _placed(text: str, match: re.Match[str], day: date, today: date) -> DayWords | None:
    """The day where it stands: with its preposition, a day earlier after "before", none where it is long over."""
    start, end = match.span()
    ahead = text[max(0, start - 60) : start]
    if _PAST_OR_REPEATED.search(ahead) or (_MODAL.match(match[0]) and _PRONOUN.search(ahead)):
        return None
    preposition = _PREPOSITION.search(ahead)
    word = " ".join(preposition["word"].lower().split()) if preposition else ""
    if preposition is None and _ATTRIBUTE_AFTER.match(text, end) and _ARTICLE.search(ahead):
        return None
    if preposition:
        start -= len(ahead) - preposition.start()
    is_deadline = bool(_DEADLINE_WORD.match(word))
    if _OF_A_MEETING.search(ahead) or _POSSESSIVE.match(text, end):
        if not _BEFORE.search(ahead):
            return None
        day, is_deadline = max(today, day - timedelta(days=1)), True
    elif word.startswith(("before", "prior", "ahead")) and match.re not in _ALREADY_BEFORE:
        day = max(today, day - timedelta(days=1))
    if part := _PART_OF_DAY.match(text, end):
        end = part.end()
    latest = _LATEST_AFTER.match(text, end)
    if latest:
        end, is_deadline = latest.end(), True
    if (day - today).days > _TOO_FAR:
        return None
    return DayWords(on=day, start=start, end=end, is_deadline=is_deadline or bool(_DEADLINE.match(match[0])))


# What the words mean


def _count(word: str) -> int:
    word = " ".join(word.lower().split())
    return int(word) if word.isdigit() else NUMBERS[word]


def _in_week(today: date, *, weeks: int, weekday: int) -> date:
    """That weekday of the week that many weeks on."""
    return today + timedelta(days=7 * weeks + weekday - today.weekday())


def _coming(today: date, weekday: int) -> date:
    """The first such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _this_friday(today: date) -> date:
    """Friday of this week, today included; at the weekend the week that people speak of is the next one."""
    return today + timedelta(days=(FRIDAY - today.weekday()) % 7)


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _working_days(today: date, count: int) -> date:
    day = today
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _dated(today: date, month: int, day: int, year: str | None = None) -> date | None:
    """That day in its year, or else the next one: never a year that the writer did not name and that is over."""
    if year:
        return date(int(year), month, day)
    for ahead in range(9):  # the 29th of February may be eight years off
        try:
            named = date(today.year + ahead, month, day)
        except ValueError:
            continue
        if named >= today:
            return named
    return None


def _next_month_named(today: date, month: int) -> tuple[int, int]:
    return today.year + (month < today.month), month


_Reader = Callable[[re.Match[str], date], date | None]


def _today(match: re.Match[str], today: date) -> date:
    return today


def _tomorrow(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=2 if match["after"] else 1)


def _weekday(match: re.Match[str], today: date) -> date:
    number = WEEKDAY_NUMBER[match["weekday"].lower()]
    groups = match.groupdict()
    if groups.get("after_next"):
        return _in_week(today, weeks=2, weekday=number)
    if groups.get("week"):
        return _coming(today, number) + timedelta(days=7)
    if groups.get("next"):
        return _in_week(today, weeks=1, weekday=number)
    return _coming(today, number)


def _next_week(match: re.Match[str], today: date) -> date:
    part = " ".join((match["part"] or "").lower().replace("-", " ").split())
    weekday = FRIDAY
    if part.startswith(("early", "earlier")):
        weekday = MONDAY + 1
    elif part.startswith(("first", "begin", "start", "top", "the begin", "the start", "the first", "the top")):
        weekday = MONDAY
    elif part.startswith(("mid", "the mid")):
        weekday = WEDNESDAY
    return _in_week(today, weeks=2 if match["after"] else 1, weekday=weekday)


def _this_week(match: re.Match[str], today: date) -> date:
    return _this_friday(today)


def _week_of(match: re.Match[str], today: date) -> date | None:
    month = MONTH_NUMBER[match["month"].lower()] if match["month"] else None
    day = _dated(today, month, int(match["day"])) if month else _day_of_month(match, today)
    return day and _in_week(day, weeks=0, weekday=FRIDAY)


def _weekend(match: re.Match[str], today: date) -> date:
    word = (match["word"] or "").lower()
    if word.startswith("after"):
        return _coming(today, MONDAY)
    if word.startswith(("before", "by", "ahead", "until", "till", "in time")):
        return _this_friday(today)
    if match["next"]:
        return _in_week(today, weeks=1, weekday=SUNDAY)
    return today + timedelta(days=SUNDAY - today.weekday())


def _span_of_time(match: re.Match[str], today: date) -> date:
    count, unit = _count(match["count"]), match["unit"].lower()
    if unit.startswith("hour"):
        return today + timedelta(days=count // 24)
    if "day" in unit and match["working"]:
        return _working_days(today, min(count, 1000))
    if unit.startswith("day"):
        return today + timedelta(days=count)
    if unit.startswith(("week", "wk")):
        return today + timedelta(weeks=count)
    if unit.startswith("fortnight"):
        return today + timedelta(weeks=2 * count)
    return today + relativedelta(months=count)


def _from_a_day(match: re.Match[str], today: date) -> date:
    word = match["from"].lower()
    if word == "tomorrow":
        start = today + timedelta(days=1)
    elif word in ("today", "now"):
        start = today
    else:
        start = _coming(today, WEEKDAY_NUMBER[word])
    unit = timedelta(weeks=1) if match["unit"].lower().startswith("week") else timedelta(days=1)
    return start + unit * _count(match["count"])


def _month_edge(match: re.Match[str], today: date) -> date:
    """The end (or beginning, middle) of this or the next month, quarter or year."""
    groups = match.groupdict()
    unit = (groups.get("unit") or {"m": "month", "q": "quarter", "y": "year"}[match["letter"].lower()]).lower()
    ahead = 1 if (groups.get("which") or "").lower() == "next" else 0
    if unit == "year":
        first, months = date(today.year + ahead, 1, 1), 12
    elif unit == "quarter":
        first, months = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1) + relativedelta(months=3 * ahead), 3
    else:
        first, months = today.replace(day=1) + relativedelta(months=ahead), 1
    part = " ".join((groups.get("part") or "").lower().replace("-", " ").split())
    last = first + relativedelta(months=months) - timedelta(days=1)
    if part.startswith(("early", "begin", "start", "the begin", "the start", "first", "the first")):
        return first + timedelta(days=6) if part.startswith("early") else first
    if part.startswith(("mid", "the mid")):
        return first + (last - first) / 2
    return last


def _quarter(match: re.Match[str], today: date) -> date:
    month = 3 * int(match["quarter"])
    year = int(match["year"]) if match["year"] else today.year + (month < today.month)
    return _end_of_month(year, month)


def _month_and_day(match: re.Match[str], today: date) -> date | None:
    return _dated(today, MONTH_NUMBER[match["month"].lower()], int(match["day"]), match["year"])


def _month_alone(match: re.Match[str], today: date) -> date | None:
    year, month = _next_month_named(today, MONTH_NUMBER[match["month"].lower()])
    part = " ".join(match["part"].lower().replace("-", " ").split())
    if part.startswith(("early", "begin", "start", "the begin", "the start")):
        return date(year, month, 7 if part.startswith("early") else 1)
    if part.startswith(("mid", "the mid")):
        return date(year, month, 15)
    if part in ("by", "until", "till"):  # by December: before it has begun; by this very month: no day at all
        return date(year, month, 1)
    if part == "before":
        return date(year, month, 1) - timedelta(days=1)
    return _end_of_month(year, month)


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    for ahead in range(3):
        first = today.replace(day=1) + relativedelta(months=ahead)
        day = int(match["day"])
        if day <= monthrange(first.year, first.month)[1] and first.replace(day=day) >= today:
            return first.replace(day=day)
    return None


def _iso(match: re.Match[str], today: date) -> date:
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _slashed(match: re.Match[str], today: date) -> date | None:
    first, second = int(match["first"]), int(match["second"])
    if first != second and first <= 12 and second <= 12:
        return None
    month, day = (second, first) if first > 12 else (first, second)
    year = match["year"]
    return _dated(today, month, day, f"20{year}" if year and len(year) == 2 else year)


def _dotted(match: re.Match[str], today: date) -> date | None:
    return _dated(today, int(match["month"]), int(match["day"]), match["year"])


def _feast(match: re.Match[str], today: date) -> date | None:
    """Around a feast: before it the day before, after it the first day on which people are back."""
    name, word = match["feast"].lower(), (match["word"] or "").lower()
    for year in (today.year, today.year + 1):
        last_before, first_after = _around(name, year)
        day = first_after if word.startswith(("after", "past")) else last_before
        if day >= today:
            return day
    return None


@lru_cache(maxsize=128)
def _around(name: str, year: int) -> tuple[date, date]:
    if name.startswith(("christmas", "xmas")):
        return date(year, 12, 24), _working_days(date(year, 12, 26), 1)
    if name.startswith("new year"):
        return date(year, 12, 31), _working_days(date(year, 1, 1), 1)
    if name.startswith("thanksgiving"):
        thursday = date(year, 11, 22 + (THURSDAY - date(year, 11, 22).weekday()) % 7)
        return thursday - timedelta(days=1), thursday + timedelta(days=4)
    sunday = easter(year)
    return sunday - timedelta(days=3), sunday + timedelta(days=2)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.-])(?:{pattern})(?![\w/-])", re.IGNORECASE)


_PART = (
    rf"(?:(?P<part>early|earlier|mid(?:dle)?|mid-?|late|later|first\s+thing|{END}|(?:the\s+)?(?:beginning|start|top|middle|"
    r"first\s+half)\s+of(?:\s+the)?)[\s-]+(?:in\s+)?)?"
)
_MONTH_PART = (
    rf"(?P<part>early(?:\s+in)?|mid(?:dle\s+of)?|late(?:\s+in)?|{END}|(?:the\s+)?(?:beginning|start|middle)\s+of|"
    r"sometime\s+in|some\s+time\s+in|during|in|by|until|till|before)"
)
_WEEKEND = (
    r"(?P<word>before|after|by|until|till|ahead\s+of|in\s+time\s+for|over|during|at|on|for)?\s*"
    r"\b(?:(?:the|this|coming)\s+)*(?P<next>next\s+)?(?:weekend|wkend)"
)
_FEASTS = r"(?P<feast>christmas|xmas|new\s+year(?:'s|’s)?(?:\s+(?:eve|day))?|easter|thanksgiving)"

_FEAST_PATTERN = _compiled(rf"(?P<word>before|after|past|by|until|till|ahead\s+of)\s+(?:the\s+)?{_FEASTS}(?:\s+break)?")
_WEEKEND_PATTERN = _compiled(_WEEKEND)
_MONTH_ALONE_PATTERN = _compiled(rf"{_MONTH_PART}[\s-]+(?P<month>{MONTH})(?!\.?\s*\d)")

# Their readers see the word "before" themselves.
_ALREADY_BEFORE = frozenset({_FEAST_PATTERN, _WEEKEND_PATTERN, _MONTH_ALONE_PATTERN})

# In order: what is said at length before the short words inside it.
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_compiled(r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"), _iso),
    (_compiled(r"(?!24/7\b)(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?"), _slashed),
    (_compiled(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>20\d\d))?"), _dotted),
    (
        _compiled(rf"(?:the\s+)?week\s+of\s+(?:the\s+)?(?:(?P<month>{MONTH})\.?\s+)?{_NTH}(?!\s+(?:{MONTH})\b)"),
        _week_of,
    ),
    (_compiled(rf"(?:the\s+)?{_NTH}\s+(?:of\s+)?(?P<month>{MONTH})\b\.?{_YEAR}"), _month_and_day),
    (_compiled(rf"(?P<month>{MONTH})\.?\s+(?:the\s+)?{_NTH}{_YEAR}"), _month_and_day),
    (
        _compiled(
            rf"(?P<count>{COUNT})\s+(?P<unit>days?|weeks?)\s+(?:from|after)\s+(?P<from>today|tomorrow|now|{WEEKDAY})"
        ),
        _from_a_day,
    ),
    (
        _compiled(rf"(?P<count>{COUNT})\s+(?P<unit>weeks?)\s+(?:on\s+)?(?P<from>today|tomorrow|{WEEKDAY})"),
        _from_a_day,
    ),
    (_compiled(r"(?P<part>the\s+)?week\s+(?P<after>after\s+next)"), _next_week),
    (_compiled(rf"(?P<weekday>{WEEKDAY})\s+(?:(?P<week>week)|(?P<after_next>after\s+next))"), _weekday),
    (_compiled(rf"(?P<weekday>{WEEKDAY})\s+(?:of\s+)?(?P<next>next\s+week)"), _weekday),
    (_compiled(rf"(?P<next>next)\s+week\s+(?:on\s+)?(?P<weekday>{WEEKDAY})"), _weekday),
    (_compiled(rf"(?P<next>next)\s+(?P<weekday>{ANY_WEEKDAY})"), _weekday),
    (_WEEKEND_PATTERN, _weekend),
    (_compiled(rf"{_PART}next\s+(?:work(?:ing)?\s+)?week(?P<after>\s+but\s+one)?"), _next_week),
    (
        _compiled(rf"(?:later\s+)?this\s+week|later\s+in\s+the\s+week|{END}\s+(?:this\s+)?week|week'?s\s+end|eow"),
        _this_week,
    ),
    (_compiled(rf"{_PART}(?P<which>this|next)\s+(?P<unit>month|quarter|year)"), _month_edge),
    (_compiled(rf"(?P<part>{END})\s+(?:(?P<which>this|next)\s+)?(?P<unit>month|quarter|year)"), _month_edge),
    (_compiled(r"(?P<unit>month|quarter|year)(?:'s)?[\s-]end|eo(?P<letter>[mqy])"), _month_edge),
    (_compiled(rf"(?:{END}\s+)?q(?P<quarter>[1-4])(?:\s+(?P<year>20\d\d))?"), _quarter),
    (_FEAST_PATTERN, _feast),
    (_MONTH_ALONE_PATTERN, _month_alone),
    (
        _compiled(
            rf"(?:in|within|inside|give\s+me|(?:in|over|within|during)\s+the\s+(?:next|coming|following))\s+"
            rf"(?:about\s+|around\s+|roughly\s+|another\s+|maybe\s+)?(?P<count>{COUNT})\s+"
            r"(?P<working>(?:business|working|work)\s+)?(?P<unit>hours?|days?|weeks?|wks?|fortnights?|months?)"
        ),
        _span_of_time,
    ),
    (
        _compiled(
            rf"(?P<count>{COUNT})\s+(?P<working>business\s+|working\s+)?(?P<unit>days?|weeks?|months?)['’]?\s+time"
        ),
        _span_of_time,
    ),
    (
        _compiled(r"(?P<after>(?:the\s+)?day\s+after\s+)?(?:tomorrow|tommorow|tomorow|tommorrow|tmrw|tmrow|tmr|2moro)"),
        _tomorrow,
    ),
    (
        _compiled(
            rf"(?:later\s+)?today|tonight|tonite|this\s+(?:morning|afternoon|evening)|(?:{END}|close\s+of)\s+"
            r"(?:the\s+|this\s+)?(?:business(?:\s+day)?|(?:work(?:ing)?\s+)?day)|eod|cob|eob|before\s+midnight|"
            r"within\s+the\s+hour|later\s+on\s+today"
        ),
        _today,
    ),
    (_compiled(rf"(?P<weekday>{WEEKDAY})"), _weekday),
    (
        _compiled(rf"(?:by|on|before|until|till|this|coming|come|latest)\s+(?P<weekday>{ANY_WEEKDAY})\b\.?"),
        _weekday,
    ),
    (re.compile(r"(?<![\w/.-])(?P<weekday>Mon|Tues?|Weds?|Thu(?:rs?)?|Fri)(?![\w/-])"), _weekday),
    (
        _compiled(
            r"(?:by|on|before|until|till|latest)\s+(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)(?!\s+(?:of|floor|anniv))"
        ),
        _day_of_month,
    ),
    (_compiled(r"the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)(?=\s*(?:[.,;!)]|$|at\s+the\s+latest))"), _day_of_month),
)

# One look decides for most texts that there is no day in them.
_HINT = re.compile(
    r"day|tomorr?ow|tommor|tmr|2moro|tonigh?t|tonite|week|wkend|month|quarter|year|eo[bdmqwy]\b|cob\b|\d|christmas|xmas|"
    rf"easter|thanksgiving|thur|thrus|midnight|hour|business|fortnight|this\s|\b(?:{MONTH}|{ANY_WEEKDAY})\b",
    re.IGNORECASE,
)
