"""The sentences of the day's list."""

from datetime import date

import pytest

from contacts.vocabulary import DayPrecision, FollowUpKind
from contacts.wording_due import lede_sentence, often, plain_day, weekdays_phrase, why_sentence

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
    ],
)
def test_every_kind_says_why_now(kind: FollowUpKind, values: dict[str, date], sentence: str) -> None:
    why = why_sentence(kind, name="Ana", today=TODAY, due_on=date(2026, 11, 13), **values)  # type: ignore[arg-type]
    assert why == sentence


def test_a_day_that_is_known_by_its_year_is_said_as_a_year() -> None:
    told = {"name": "Ana", "today": TODAY, "due_on": TODAY, "last_on": date(1990, 5, 4)}
    for precision, words in ((DayPrecision.YEAR, "in 1990."), (DayPrecision.MONTH, "in May 1990.")):
        said = why_sentence(FollowUpKind.KEEP_IN_TOUCH, last_precision=precision, **told)
        assert said == f"You were last in touch {words}"
