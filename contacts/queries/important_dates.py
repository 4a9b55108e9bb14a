"""The days that matter to one person, the next to come first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contacts.models import ImportantDate
from contacts.rules.important_dates import next_occurrence, years_since
from contacts.vocabulary import DateKind
from contacts.wording_people import date_title, lead_phrase, yearly_day, years_phrase


@dataclass(frozen=True, slots=True)
class DateLine:
    """``next_on`` is today or to come, on the account's calendar. ``years`` is ``turns 40``, if the year is known."""

    public_id: UUID
    title: str
    day: str
    year: int | None
    years: str
    next_on: date
    days_until: int
    lead: str


def date_lines(rows: Iterable[ImportantDate], today: date) -> tuple[DateLine, ...]:
    return tuple(sorted((_line(row, today) for row in rows), key=lambda line: line.next_on))


def _line(row: ImportantDate, today: date) -> DateLine:
    kind = DateKind(row.kind)
    next_on = next_occurrence(row.month, row.day, on_or_after=today)
    return DateLine(
        public_id=row.public_id,
        title=date_title(kind, row.label),
        day=yearly_day(row.month, row.day),
        year=row.year,
        years=years_phrase(kind, years_since(row.year, next_on)),
        next_on=next_on,
        days_until=(next_on - today).days,
        lead=lead_phrase(row.lead_days),
    )
