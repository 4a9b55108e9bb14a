"""The sentences of the day's list."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from contacts.vocabulary import DateKind, DayPrecision, FollowUpKind
from contacts.wording_due import (
    WhyFacts,
    date_sentence,
    evidence_sentence,
    lede_sentence,
    often,
    plain_day,
    repeats_phrase,
    said_day,
    suggestion_sentence,
    weekdays_phrase,
    why_sentence,
)

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("late_promises", "people", "sentence"),
    [
        (0, 1, "One person is due."),
        (0, 4, "Four people are due."),
        (1, 3, "One promise is late and three people are due."),
        (2, 1, "Two promises are late and one person is due."),
        (1, 0, "One promise is late. Nobody else is due."),
        (0, 13, "13 people are due."),
    ],
)
def test_the_lede_counts_in_words(late_promises: int, people: int, sentence: str) -> None:
    assert lede_sentence(late_promises=late_promises, people=people) == sentence


@pytest.mark.parametrize(
    ("days", "words"),
    [(None, ""), (1, "every day"), (30, "monthly"), (42, "every 6 weeks"), (365, "yearly"), (10, "every 10 days")],
)
def test_a_cadence_is_said_as_people_say_it(days: int | None, words: str) -> None:
    assert often(days) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (range(7), "every day"),
        (range(5), "Monday to Friday"),
        ([1], "Tuesday"),
        ([0, 1], "Monday, Tuesday"),
        ([0, 2, 4], "Monday, Wednesday, Friday"),
    ],
)
def test_weekdays_are_said_as_people_say_them(days: range, words: str) -> None:
    assert weekdays_phrase(days) == words


def test_a_day_carries_its_year_only_when_it_is_another() -> None:
    assert plain_day(date(2026, 11, 20), TODAY) == "Fri 20 Nov"
    assert plain_day(date(2027, 2, 22), TODAY) == "Mon 22 Feb 2027"


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        (FollowUpKind.FIRST, {}, "First follow-up with a new contact, while it is fresh."),
        (
            FollowUpKind.FIRST,
            {"made_on": date(2026, 11, 12), "last_on": date(2026, 9, 29)},
            "You wrote them down on Thu 12 Nov; you last talked on Tue 29 Sep.",
        ),
        (
            FollowUpKind.FIRST,
            {"made_on": date(2026, 11, 12), "last_on": date(1990, 5, 1), "last_precision": "month"},
            "You wrote them down on Thu 12 Nov; you last talked in May 1990.",
        ),
        (FollowUpKind.PROMISE_MINE, {}, "You promised it for Fri 13 Nov."),
        (
            FollowUpKind.PROMISE_MINE,
            {"made_on": date(2026, 11, 2)},
            "You promised it on Mon 2 Nov, for Fri 13 Nov.",
        ),
        (
            FollowUpKind.PROMISE_THEIRS,
            {},
            "Ana promised this by Fri 13 Nov. One gentle question is enough.",
        ),
        (FollowUpKind.KEEP_IN_TOUCH, {}, "You chose to keep in touch."),
        (FollowUpKind.KEEP_IN_TOUCH, {"cadence_days": 30}, "You chose to be in touch monthly."),
        (
            FollowUpKind.KEEP_IN_TOUCH,
            {"last_on": date(2026, 9, 29)},
            "You were last in touch on Tue 29 Sep.",
        ),
        (FollowUpKind.REMINDER, {}, "You set this day yourself."),
        (FollowUpKind.REMINDER, {"repeats": "every week"}, "You set this day yourself, every week."),
        (FollowUpKind.THANK, {}, "Ana did something for you: say thank you."),
        (
            FollowUpKind.THANK,
            {"settled_on": date(2026, 11, 10)},
            "Ana did something for you on Tue 10 Nov: say thank you.",
        ),
        (FollowUpKind.OUTCOME, {}, "Ana did something for you: tell them what became of it."),
        (
            FollowUpKind.OUTCOME,
            {"settled_on": date(2025, 12, 10)},
            "Ana did something for you on Wed 10 Dec 2025: tell them what became of it.",
        ),
        (FollowUpKind.NO_ASK, {}, "You came to them only when you needed something: write once without an ask."),
        (
            FollowUpKind.NO_ASK,
            {"asked_on": (date(2026, 5, 4),), "asked_since": date(2026, 5, 4)},
            "You asked once since Mon 4 May, with little else: write once without an ask.",
        ),
        (FollowUpKind.DATE, {}, "A day that matters to them on Fri 13 Nov."),
    ],
)
def test_every_kind_says_why_now(kind: FollowUpKind, values: dict[str, date], sentence: str) -> None:
    why = why_sentence(kind, name="Ana", today=TODAY, due_on=date(2026, 11, 13), **values)
    assert why == sentence


def test_a_day_that_is_known_by_its_year_is_said_as_a_year() -> None:
    told = {"name": "Ana", "today": TODAY, "due_on": TODAY, "last_on": date(1990, 5, 4)}
    for precision, words in ((DayPrecision.YEAR, "in 1990."), (DayPrecision.MONTH, "in May 1990.")):
        said = why_sentence(FollowUpKind.KEEP_IN_TOUCH, last_precision=precision, **told)
        assert said == f"You were last in touch {words}"


@pytest.mark.parametrize(
    ("kind", "years", "label", "sentence"),
    [
        (DateKind.BIRTHDAY, 40, "", "Birthday on Thu 26 Nov, turns 40."),
        (DateKind.BIRTHDAY, None, "", "Birthday on Thu 26 Nov."),
        (DateKind.BIRTHDAY, 0, "", "Birthday on Thu 26 Nov."),
        (DateKind.ANNIVERSARY, 1, "", "Anniversary on Thu 26 Nov, 1 year."),
        (DateKind.ANNIVERSARY, 10, "their wedding", "Anniversary: their wedding on Thu 26 Nov, 10 years."),
        (DateKind.OTHER, None, "", "A day that matters to them on Thu 26 Nov."),
        (DateKind.OTHER, 7, "the bees came", "the bees came on Thu 26 Nov, 7 years."),
    ],
)
def test_a_yearly_day_says_what_it_is_and_how_many_years(
    kind: DateKind, years: int | None, label: str, sentence: str
) -> None:
    assert date_sentence(kind, occurs_on=date(2026, 11, 26), years=years, today=TODAY, label=label) == sentence


@pytest.mark.parametrize("kind", FollowUpKind)
def test_every_kind_says_what_it_was_counted_from_even_where_little_is_known(kind: FollowUpKind) -> None:
    facts = WhyFacts(name="Ana", today=TODAY, due_on=date(2026, 11, 13))
    assert "Fri 13 Nov" in evidence_sentence(kind, facts)
    assert why_sentence(kind, facts).endswith(".")


def test_a_conversation_long_past_is_counted_from_the_day_it_was_written_down() -> None:
    known = {"made_on": date(2026, 11, 12), "founded_on": date(2026, 7, 1), "last_on": date(2026, 7, 1)}
    facts = WhyFacts(name="Ana", today=TODAY, due_on=date(2026, 11, 13), **known)
    said = "Counted from Thu 12 Nov, when you wrote it down: due on Fri 13 Nov."
    assert evidence_sentence(FollowUpKind.FIRST, facts) == said


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        (
            {"last_on": date(2026, 9, 29)},
            "Counted from the last time you were in touch, on Tue 29 Sep (monthly): due on Fri 13 Nov.",
        ),
        (
            {"last_on": date(2026, 9, 29), "closed_on": date(2026, 10, 14)},
            "Counted from Wed 14 Oct, when you closed the last one (monthly): due on Fri 13 Nov.",
        ),
        (
            {"last_on": date(2026, 9, 29), "closed_on": date(2026, 9, 1)},
            "Counted from the last time you were in touch, on Tue 29 Sep (monthly): due on Fri 13 Nov.",
        ),
        (
            {"last_on": date(1990, 5, 4), "last_precision": DayPrecision.YEAR},
            "Counted from the last time you were in touch, in 1990 (monthly): due on Fri 13 Nov.",
        ),
    ],
)
def test_a_cadence_says_what_it_counts_from(known: dict[str, Any], sentence: str) -> None:
    facts = WhyFacts(name="Ana", today=TODAY, due_on=date(2026, 11, 13), cadence_days=30, **known)
    assert evidence_sentence(FollowUpKind.KEEP_IN_TOUCH, facts) == sentence


@pytest.mark.parametrize(("lead", "words"), [(0, "on the day itself"), (1, "1 day ahead"), (14, "14 days ahead")])
def test_a_day_of_theirs_says_how_long_before(lead: int, words: str) -> None:
    facts = WhyFacts(name="Ana", today=TODAY, due_on=date(2026, 11, 13), lead_days=lead)
    assert f"with a reminder {words}:" in evidence_sentence(FollowUpKind.DATE, facts)


@pytest.mark.parametrize(
    ("choice", "days", "words"),
    [
        ("weekly", None, "every week"),
        ("half_yearly", None, "twice a year"),
        ("days", 10, "every 10 days"),
        ("days", 365, "yearly"),
        ("other", None, "again and again"),
    ],
)
def test_a_reminder_says_how_it_comes_back(choice: str, days: int | None, words: str) -> None:
    assert repeats_phrase(choice, days) == words


@pytest.mark.parametrize(
    ("kind", "written", "place", "sentence"),
    [
        ("call", 0, "", "A call: you last talked on Tue 3 Mar."),
        ("coffee", 1, "Bergen", "A coffee in Bergen: you last talked on Tue 3 Mar, and wrote once since."),
        ("coffee", 4, "", "A coffee: you last talked on Tue 3 Mar, and wrote 4 times since."),
        ("call_or_coffee", 0, "Bergen", "A call or a coffee: you last talked on Tue 3 Mar."),
    ],
)
def test_a_suggestion_comes_with_its_evidence(kind: str, written: int, place: str, sentence: str) -> None:
    said = suggestion_sentence(kind, last_live_on=date(2026, 3, 3), written_since=written, place=place, today=TODAY)
    assert said == sentence


def test_days_are_said_in_the_language_of_the_reader() -> None:
    day = date(2026, 11, 20)
    assert said_day(day, "l") == "Friday"
    with translation.override("de"):
        assert said_day(day, "l") == "Freitag"
    assert said_day(day, "l") == "Friday"
