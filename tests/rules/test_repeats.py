"""Reminders that repeat (E-37)."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.repeats import next_occurrence_after, repeat_choice, repeat_rule

CHOICES = ["weekly", "two_weeks", "monthly", "quarterly", "half_yearly", "yearly"]


def following(repeat: str, day: date, n: int) -> list[date]:
    found = []
    for _ in range(n):
        day = next_occurrence_after(repeat, day) or day
        found.append(day)
    return found


@pytest.mark.parametrize(
    ("choice", "first_on", "then"),
    [
        ("weekly", date(2026, 12, 24), [date(2026, 12, 31), date(2027, 1, 7)]),
        ("two_weeks", date(2026, 10, 18), [date(2026, 11, 1), date(2026, 11, 15)]),
        ("monthly", date(2026, 1, 31), [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]),
        ("monthly", date(2028, 1, 30), [date(2028, 2, 29), date(2028, 3, 30)]),
        ("monthly", date(2026, 1, 29), [date(2026, 2, 28), date(2026, 3, 29)]),
        ("monthly", date(2026, 1, 28), [date(2026, 2, 28), date(2026, 3, 28)]),
        ("quarterly", date(2026, 11, 30), [date(2027, 2, 28), date(2027, 5, 30), date(2027, 8, 30)]),
        ("half_yearly", date(2026, 8, 31), [date(2027, 2, 28), date(2027, 8, 31), date(2028, 2, 29)]),
        ("yearly", date(2024, 2, 29), [date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]),
        ("yearly", date(2026, 12, 31), [date(2027, 12, 31), date(2028, 12, 31)]),
    ],
)
def test_a_choice_comes_round(choice, first_on, then):
    repeat = repeat_rule(choice, first_on=first_on)
    assert following(repeat, first_on, len(then)) == then
    assert repeat_choice(repeat) == (choice, None)


def test_every_so_many_days_comes_round():
    repeat = repeat_rule("days", first_on=date(2026, 3, 28), every_days=10)
    assert following(repeat, date(2026, 3, 28), 2) == [date(2026, 4, 7), date(2026, 4, 17)]
    assert repeat_choice(repeat) == ("days", 10)


def test_once_is_no_rule():
    assert repeat_rule("", first_on=date(2026, 1, 1)) == ""
    assert next_occurrence_after("", date(2026, 1, 1)) is None
    assert repeat_choice("") == ("", None)


def test_days_missed_are_passed_over():
    repeat = repeat_rule("weekly", first_on=date(2026, 1, 5))
    assert next_occurrence_after(repeat, date(2026, 11, 22)) == date(2026, 11, 23)


def test_asked_for_an_earlier_day_it_begins_with_its_first():
    assert next_occurrence_after(repeat_rule("monthly", first_on=date(2026, 5, 5)), date(2026, 1, 1)) == date(
        2026, 5, 5
    )


@pytest.mark.parametrize(
    ("choice", "every_days"),
    [("daily", None), ("once", None), ("days", None), ("days", 0), ("days", -1), ("days", 3651), ("WEEKLY", None)],
)
def test_refuses_what_is_no_way_to_repeat(choice, every_days):
    with pytest.raises(ValueError):
        repeat_rule(choice, first_on=date(2026, 1, 1), every_days=every_days)


@pytest.mark.parametrize(
    ("repeat", "day", "found"),
    [
        ("DTSTART:20260105\nRRULE:FREQ=WEEKLY;BYDAY=MO,TH", date(2026, 11, 22), date(2026, 11, 23)),
        ("DTSTART:20260105T093000Z\nRRULE:FREQ=DAILY", date(2026, 11, 22), date(2026, 11, 23)),
        ("DTSTART;TZID=Asia/Tokyo:20260105T233000\nRRULE:FREQ=MONTHLY", date(2026, 11, 22), date(2026, 12, 5)),
        ("DTSTART:20260101\nRRULE:FREQ=YEARLY;UNTIL=20270601T000000Z", date(2026, 11, 22), date(2027, 1, 1)),
        ("DTSTART:20260101\nRRULE:FREQ=YEARLY;UNTIL=20260601", date(2026, 11, 22), None),
        ("DTSTART:20260101\nRRULE:FREQ=MONTHLY;COUNT=2", date(2026, 1, 1), date(2026, 2, 1)),
        ("DTSTART:20260101\nRRULE:FREQ=MONTHLY;COUNT=2", date(2026, 2, 1), None),
        ("dtstart:20260101\nrrule:freq=yearly", date(2026, 11, 22), date(2027, 1, 1)),
        ("DTSTART:20260102\nRRULE:FREQ=MONTHLY;BYDAY=1FR", date(2026, 11, 22), date(2026, 12, 4)),
    ],
)
def test_follows_rules_brought_from_elsewhere(repeat, day, found):
    assert next_occurrence_after(repeat, day) == found
    assert repeat_choice(repeat) == ("other", None)


@pytest.mark.parametrize(
    "repeat",
    [
        "nonsense",
        "weekly",
        "RRULE:FREQ=WEEKLY",
        "DTSTART:20260101",
        "DTSTART:20260101\nRRULE:",
        "DTSTART:20260101\nRRULE:FREQ=SOMETIMES",
        "DTSTART:20260101\nRRULE:FREQ=HOURLY",
        "DTSTART:20260101\nRRULE:FREQ=SECONDLY",
        "DTSTART:20260101\nRRULE:FREQ=DAILY;INTERVAL=0",
        "DTSTART:20260101\nRRULE:FREQ=DAILY;INTERVAL=x",
        "DTSTART:20260101\nRRULE:FREQ=WEEKLY;BYDAY=XX",
        "DTSTART:20261301\nRRULE:FREQ=WEEKLY",
        "DTSTART:\nRRULE:FREQ=WEEKLY",
        "DTSTART;VALUE=DATE:20261301\nRRULE:FREQ=WEEKLY;INTERVAL=1",
        "DTSTART:20260101\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY",
        "DTSTART:20260101\nRRULE:FREQ=DAILY\nEXDATE:20260102",
    ],
)
def test_refuses_a_broken_rule(repeat):
    with pytest.raises(ValueError):
        next_occurrence_after(repeat, date(2026, 11, 22))
    assert repeat_choice(repeat) == ("other", None)


DAYS = st.dates(date(1950, 1, 1), date(2080, 1, 1)) | st.sampled_from([date(2024, 2, 29), date(2026, 1, 31)])


@given(st.sampled_from(CHOICES), DAYS, st.integers(-400, 4000))
def test_the_next_day_is_later_and_on_the_cadence(choice, first_on, days):
    repeat = repeat_rule(choice, first_on=first_on)
    day = first_on + timedelta(days=days)
    found = next_occurrence_after(repeat, day)
    assert found is not None
    assert found > day
    assert len(repeat) <= 120
    assert repeat_choice(repeat) == (choice, None)
    if choice in {"weekly", "two_weeks"}:
        assert (found - first_on).days % (7 if choice == "weekly" else 14) == 0
    else:
        months = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}[choice]
        assert ((found.year - first_on.year) * 12 + found.month - first_on.month) % months == 0
        assert found.day == min(first_on.day, monthrange(found.year, found.month)[1])


@given(DAYS, st.integers(1, 3650), st.integers(0, 4000))
def test_every_so_many_days_stays_on_its_grid(first_on, every_days, days):
    repeat = repeat_rule("days", first_on=first_on, every_days=every_days)
    day = first_on + timedelta(days=days)
    found = next_occurrence_after(repeat, day)
    assert found is not None
    assert day < found <= day + timedelta(days=every_days)
    assert (found - first_on).days % every_days == 0
    assert repeat_choice(repeat) == ("days", every_days)


@given(st.sampled_from(CHOICES), DAYS)
def test_another_programs_calendar_begins_on_the_first_day_as_well(choice, first_on):
    assert rrulestr(repeat_rule(choice, first_on=first_on))[0].date() == first_on


PIECES = st.sampled_from(
    [
        *("RRULE:", "EXDATE:", "DTSTART:", "FREQ=WEEKLY", "FREQ=YEARLY", "FREQ=", "INTERVAL=", "COUNT=", "UNTIL="),
        *(
            "BYDAY=",
            "MO",
            "1FR",
            "BYMONTHDAY=",
            "BYSETPOS=",
            "20260105",
            "T10",
            "-1",
            "0",
            "7",
            "99999",
            ";",
            ",",
            "\n",
        ),
        *("Z", "=", ":", "é", " "),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_is_followed_or_refused(text):
    repeat = f"DTSTART:20260101\nRRULE:FREQ=WEEKLY;{text}"
    try:
        found = next_occurrence_after(repeat, date(2026, 11, 22))
    except ValueError:
        found = None
    assert found is None or found > date(2026, 11, 22)
    assert repeat_choice(repeat) == ("other", None)
