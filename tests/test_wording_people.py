"""What a person's page says of days that matter, of rests and of silence."""

from datetime import date

import pytest

from contacts.vocabulary import DateKind
from contacts.wording_people import date_title, far_day, lead_phrase, rest_sentence, yearly_day, years_phrase

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("kind", "label", "title"),
    [
        (DateKind.BIRTHDAY, "", "Birthday"),
        (DateKind.BIRTHDAY, "by the sea", "Birthday: by the sea"),
        (DateKind.ANNIVERSARY, "", "Anniversary"),
        (DateKind.ANNIVERSARY, "their wedding", "Anniversary: their wedding"),
        (DateKind.OTHER, "name day", "name day"),
    ],
)
def test_what_day_it_is(kind: DateKind, label: str, title: str) -> None:
    assert date_title(kind, label) == title


@pytest.mark.parametrize(
    ("kind", "years", "phrase"),
    [
        (DateKind.BIRTHDAY, 40, "turns 40"),
        (DateKind.BIRTHDAY, 1, "turns 1"),
        (DateKind.BIRTHDAY, 0, ""),  # the very day
        (DateKind.BIRTHDAY, None, ""),
        (DateKind.ANNIVERSARY, 1, "1 year"),
        (DateKind.OTHER, 10, "10 years"),
    ],
)
def test_how_many_years(kind: DateKind, years: int | None, phrase: str) -> None:
    assert years_phrase(kind, years) == phrase


def test_a_day_of_every_year_has_no_year() -> None:
    assert yearly_day(2, 29) == "29 February"
    assert yearly_day(12, 1) == "1 December"


def test_when_one_hears_of_it() -> None:
    assert [lead_phrase(days) for days in (0, 1, 60)] == ["on the day", "1 day before", "60 days before"]


@pytest.mark.parametrize(
    ("until", "reason", "sentence"),
    [
        (date(2026, 12, 3), "", "Resting until 3 December"),
        (date(2027, 3, 3), "maternity leave", "Resting until 3 March 2027: maternity leave"),
        (None, "", "Resting until you wake them"),
        (None, "100 % quiet", "Resting until you wake them: 100 % quiet"),
    ],
)
def test_a_rest_says_until_when_and_why(until: date | None, reason: str, sentence: str) -> None:
    assert rest_sentence(until, reason, today=TODAY) == sentence


def test_a_far_day_says_its_year_where_it_is_another() -> None:
    assert (far_day(date(2026, 3, 3), TODAY), far_day(date(2027, 3, 3), TODAY)) == ("3 March", "3 March 2027")
