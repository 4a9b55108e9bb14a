"""The day that words name, in tables seen from three days of the week, and what holds for any text."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.reading.day_words import due_day

SUNDAY = date(2026, 11, 22)
WEDNESDAY = date(2026, 11, 25)
FRIDAY = date(2026, 11, 27)


def day(words: str, today: date) -> str:
    found = due_day(words, today=today)
    return found.on.isoformat() if found else ""


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("I'll send it today", "2026-11-25"),
        ("you'll have it by EOD", "2026-11-25"),
        ("by the end of the day", "2026-11-25"),
        ("by close of business", "2026-11-25"),
        ("I'll write to her this afternoon", "2026-11-25"),
        ("tonight", "2026-11-25"),
        ("tomorrow", "2026-11-26"),
        ("tmrw morning", "2026-11-26"),
        ("tomorow", "2026-11-26"),
        ("the day after tomorrow", "2026-11-27"),
        ("by Friday", "2026-11-27"),
        ("on Monday", "2026-11-30"),
        ("on fri", "2026-11-27"),
        ("by Thurs", "2026-11-26"),
        ("on Wednesday", "2026-12-02"),
        ("Friday morning", "2026-11-27"),
        ("before Friday", "2026-11-26"),
        ("before Thursday", "2026-11-25"),
        ("before tomorrow", "2026-11-25"),
        ("by Friday at the latest", "2026-11-27"),
        ("no later than Tuesday", "2026-12-01"),
        ("next Friday", "2026-12-04"),
        ("Friday next week", "2026-12-04"),
        ("next week on Tuesday", "2026-12-01"),
        ("Friday week", "2026-12-04"),
        ("next week", "2026-12-04"),
        ("early next week", "2026-12-01"),
        ("mid next week", "2026-12-02"),
        ("at the beginning of next week", "2026-11-30"),
        ("first thing next week", "2026-11-30"),
        ("by the end of next week", "2026-12-04"),
        ("the week after next", "2026-12-11"),
        ("the week of December 7", "2026-12-11"),
        ("this week", "2026-11-27"),
        ("later this week", "2026-11-27"),
        ("by the end of the week", "2026-11-27"),
        ("EOW", "2026-11-27"),
        ("before the weekend", "2026-11-27"),
        ("over the weekend", "2026-11-29"),
        ("next weekend", "2026-12-06"),
        ("after the weekend", "2026-11-30"),
        ("in two weeks", "2026-12-09"),
        ("in a couple of days", "2026-11-27"),
        ("in a few days", "2026-11-28"),
        ("in the next few days", "2026-11-28"),
        ("within 48 hours", "2026-11-27"),
        ("within the hour", "2026-11-25"),
        ("within three working days", "2026-11-30"),
        ("in a fortnight", "2026-12-09"),
        ("in a month", "2026-12-25"),
        ("a week from Friday", "2026-12-04"),
        ("two weeks from now", "2026-12-09"),
        ("a week on Tuesday", "2026-12-08"),
        ("in three weeks' time", "2026-12-16"),
        ("by the end of the month", "2026-11-30"),
        ("by month end", "2026-11-30"),
        ("sometime next month", "2026-12-31"),
        ("early next month", "2026-12-07"),
        ("by the end of the quarter", "2026-12-31"),
        ("next quarter", "2027-03-31"),
        ("in Q1", "2027-03-31"),
        ("by the end of the year", "2026-12-31"),
        ("by 3 December", "2026-12-03"),
        ("by Dec 3rd", "2026-12-03"),
        ("on the 3rd of December", "2026-12-03"),
        ("on December 3, 2026", "2026-12-03"),
        ("before December 3", "2026-12-02"),
        ("by 3 November", "2027-11-03"),
        ("on 25 November", "2026-11-25"),
        ("by the 15th", "2026-12-15"),
        ("on the 30th", "2026-11-30"),
        ("12/25", "2026-12-25"),
        ("25/12/2026", "2026-12-25"),
        ("12/12", "2026-12-12"),
        ("2026-12-03", "2026-12-03"),
        ("03.12.2026", "2026-12-03"),
        ("on 29 February", "2028-02-29"),
        ("in December", "2026-12-31"),
        ("by December", "2026-12-01"),
        ("before December", "2026-11-30"),
        ("mid-January", "2027-01-15"),
        ("in early January", "2027-01-07"),
        ("in November", "2026-11-30"),
        ("before Christmas", "2026-12-24"),
        ("after Christmas", "2026-12-28"),
        ("after New Year", "2027-01-04"),
        ("before Thanksgiving", "2026-11-25"),
        ("after Thanksgiving", "2026-11-30"),
        ("after Easter", "2027-03-30"),
        ("in time for Friday's board meeting", "2026-11-26"),
        ("before our call on Monday", "2026-11-29"),
    ],
)
def test_the_day_seen_from_a_wednesday(words, on):
    assert day(words, WEDNESDAY) == on


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("by Friday", "2026-11-27"),
        ("on Sunday", "2026-11-29"),
        ("next Friday", "2026-11-27"),
        ("next week", "2026-11-27"),
        ("this week", "2026-11-27"),
        ("by the end of the week", "2026-11-27"),
        ("this weekend", "2026-11-22"),
        ("before the weekend", "2026-11-27"),
    ],
)
def test_the_day_seen_from_a_sunday(words, on):
    assert day(words, SUNDAY) == on


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("by Friday", "2026-12-04"),
        ("today, Friday", "2026-11-27"),
        ("before the weekend", "2026-11-27"),
        ("by the end of the week", "2026-11-27"),
        ("over the weekend", "2026-11-29"),
        ("tomorrow", "2026-11-28"),
    ],
)
def test_the_day_seen_from_a_friday(words, on):
    assert day(words, FRIDAY) == on


@pytest.mark.parametrize(
    "words",
    [
        "I'll send it",
        "soon",
        "shortly",
        "some day",
        "last Friday",
        "since Monday",
        "every Tuesday",
        "on Black Friday",
        "the notes from our call on Monday",
        "Friday's talk was great",
        "12/3",
        "by 12/3/2026",
        "on 3/12/2020",
        "2026-11-01",
        "3 November 2025",
        "by 31 November",
        "by November",
        "by 5 pm",
        "version 2.12",
        "she sat down in the sun and wed him",
        "I may 3 times out of 4",
        "you march on",
        "50/50",
        "24/7",
    ],
)
def test_no_day_is_invented(words):
    assert day(words, WEDNESDAY) == ""


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("I'll send the deck by Friday, promised", "by Friday"),
        ("We met on Monday; you'll have it by the end of next week", "by the end of next week"),
        ("Let me do it tomorrow evening, fine", "tomorrow evening"),
        (
            "you get it no later than the 15th of January at the latest",
            "no later than the 15th of January at the latest",
        ),
    ],
)
def test_quotes_the_words_that_name_it(words, quoted):
    found = due_day(words, today=WEDNESDAY)
    assert found is not None
    assert words[found.start : found.end] == quoted


def test_the_first_day_after_the_promise_goes_before_one_ahead_of_it():
    words = "Nice to see you tomorrow, and I'll bring the book on Friday"
    found = due_day(words, today=WEDNESDAY, after=words.index("I'll"))
    assert found is not None
    assert found.on == FRIDAY


def test_a_day_ahead_of_the_promise_counts_where_none_follows():
    words = "On Friday I'll bring the book"
    found = due_day(words, today=WEDNESDAY, after=words.index("I'll"))
    assert found is not None
    assert found.on == FRIDAY


WORDS = """
    by on before the end of next this week weekend month quarter Friday fri Mon tomorrow today 3 31 99 3rd Dec May 12/25
    2/30 2026-12-03 99.99. in within a couple days hours two after Christmas Easter q4 2027 , . ' mid- EOD
"""
PIECES = st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)


@given(text=st.one_of(st.text(max_size=200), PIECES), today=st.dates(), after=st.integers(-5, 300))
def test_never_raises_nor_goes_back(text, today, after):
    found = due_day(text, today=today, after=after)
    if found is not None:
        assert today <= found.on <= today + timedelta(days=3650)
        assert 0 <= found.start < found.end <= len(text)
