"""Days that matter to a person (E-36): noted, put right, taken out. People at the door have them, too."""

from dataclasses import astuple, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import ImportantDate, Person, User
from contacts.rules.days import OLDEST_YEARS
from contacts.rules.important_dates import is_in_calendar
from contacts.rules.texts import clean_line
from contacts.services.locks import lock_person, made_by_form, refuse_foreign_key
from contacts.services.planning import replan
from contacts.vocabulary import DateKind

LABEL_LENGTH = 100
LONGEST_LEAD = 60
AT_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DateEntry:
    """A yearly day as typed. ``year`` is None where nobody knows it; ``lead_days`` are days before it, 0 to 60."""

    kind: DateKind
    month: int
    day: int
    year: int | None = None
    label: str = ""
    lead_days: int = 3


@transaction.atomic
def add_date(*, by: User, person: Person, entry: DateEntry, entry_key: UUID) -> ImportantDate:
    """Note a yearly day of a person and plan for it. The same form again answers with the same row.

    Raises Refused for a day that no calendar has, and for what is noted already.
    """
    locked = lock_person(by=by, person_id=person.pk)
    entry = _checked(by, entry)
    refuse_foreign_key(ImportantDate.objects.all(), by=by, entry_key=entry_key)
    row, key = made_by_form(
        ImportantDate.objects.all(),
        entry_key=entry_key,
        content=(locked.pk, astuple(entry)),
        is_same=lambda row: row.person_id == locked.pk and entry_of(row) == entry,
    )
    if row is not None:
        return row
    _refuse_twice(locked, entry)
    if locked.important_dates.count() >= AT_MOST:
        raise Refused(_("%(count)d days are noted for one person, and no more fit.") % {"count": AT_MOST})
    row = ImportantDate(person=locked, entry_key=key)
    _apply(row, entry)
    row.save()
    replan(person=locked, by=by)
    return row


@transaction.atomic
def edit_date(*, by: User, important_date: ImportantDate, entry: DateEntry) -> ImportantDate:
    """Put a yearly day right; what is planned for it moves along. Raises Refused as `add_date`.

    One that a file brought is the user's own from then on.
    """
    row, person = _locked(by, important_date)
    entry = _checked(by, entry)
    _refuse_twice(person, entry, other_than=row)
    _apply(row, entry)
    row.batch = None
    row.save()
    replan(person=person, by=by)
    return row


@transaction.atomic
def delete_date(*, by: User, important_date: ImportantDate) -> DateEntry:
    """Take a yearly day out, with what was planned for it. Answers with what it was, so that it can be noted again."""
    row, person = _locked(by, important_date)
    entry = entry_of(row)
    row.delete()
    replan(person=person, by=by)
    return entry


def entry_of(row: ImportantDate) -> DateEntry:
    """A yearly day as the entry it would be typed as."""
    return DateEntry(
        kind=DateKind(row.kind),
        month=row.month,
        day=row.day,
        year=row.year,
        label=row.label,
        lead_days=row.lead_days,
    )


def _checked(by: User, entry: DateEntry) -> DateEntry:
    """The entry with its words cleaned. Raises Refused for what no form should let through."""
    label = clean_line(entry.label)
    if len(label) > LABEL_LENGTH:
        raise Refused(_("Say it in at most 100 characters."), field="label")
    if entry.kind == DateKind.OTHER and not label:
        raise Refused(_("Say what day it is."), field="label")
    if not is_in_calendar(entry.month, entry.day):
        raise Refused(_("There is no such day in the calendar."), field="day")
    if not 0 <= entry.lead_days <= LONGEST_LEAD:
        raise Refused(_("Choose between 0 and 60 days."), field="lead_days")
    _refuse_year(entry, today=timezone.localdate(timezone=by.tz))
    return DateEntry(
        kind=DateKind(entry.kind),
        month=entry.month,
        day=entry.day,
        year=entry.year,
        label=label,
        lead_days=entry.lead_days,
    )


def _refuse_year(entry: DateEntry, *, today: date) -> None:
    if entry.year is None:
        return
    if entry.year < today.year - OLDEST_YEARS:
        raise Refused(_("That is more than 120 years ago. Check the year, or leave it empty."), field="year")
    if (entry.year, entry.month, entry.day) > (today.year, today.month, today.day):
        raise Refused(_("That day is still to come. Leave the year empty."), field="year")
    if not is_in_calendar(entry.month, entry.day, entry.year):
        raise Refused(_("There was no 29 February in that year. Check the year, or leave it empty."), field="year")


def _refuse_twice(person: Person, entry: DateEntry, *, other_than: ImportantDate | None = None) -> None:
    """One birthday a person; anything else is the same where day and words are the same."""
    others = person.important_dates.all()
    if other_than is not None:
        others = others.exclude(pk=other_than.pk)
    if entry.kind == DateKind.BIRTHDAY:
        if others.filter(kind=DateKind.BIRTHDAY).exists():
            raise Refused(
                _("A birthday of %(name)s is noted already. Put that one right instead.") % {"name": person.name},
                field="kind",
            )
    elif others.filter(kind=entry.kind, label=entry.label, month=entry.month, day=entry.day).exists():
        raise Refused(_("This day is noted already."), field="label")


def _apply(row: ImportantDate, entry: DateEntry) -> None:
    row.kind, row.label, row.lead_days = entry.kind, entry.label, entry.lead_days
    row.month, row.day, row.year = entry.month, entry.day, entry.year


def _locked(by: User, important_date: ImportantDate) -> tuple[ImportantDate, Person]:
    person = lock_person(by=by, person_id=important_date.person_id)
    row = ImportantDate.objects.filter(pk=important_date.pk, person=person).first()
    if row is None:
        raise Refused(_("This day is no longer here. Perhaps you took it out in another tab."))
    return row, person
