"""Rests: a contact is left in peace for a while, woken, or kept on with although nobody answers (E-35).

A rest that ended by hand keeps its first day and its reason and has that day as its wake day, so that it can be taken
back; one that never lasted a day leaves nothing behind.
"""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import Contact, Person, User
from contacts.rules.texts import clean_line
from contacts.services.locks import lock_person, refuse_silent
from contacts.services.planning import settle_up

REASON_LENGTH = 200
LONGEST = relativedelta(years=20)
RESTING = ["resting_since", "resting_until", "rest_reason"]


@transaction.atomic
def let_rest(*, by: User, contact: Contact, until: date | None, reason: str = "") -> Contact:
    """Nothing that the product computes speaks of them until that day; None is until they are woken, or in touch.

    A rest that runs gets the new day and reason. Raises Refused for a day that is not to come.
    """
    row, person, today = _locked(by, contact)
    refuse_silent(person=person)
    reason = clean_line(reason)
    if until is not None and until <= today:
        raise Refused(_("That day is not to come. Choose tomorrow or later."), field="until")
    if until is not None and until > today + LONGEST:
        raise Refused(_("Choose a day within 20 years, or let them rest until you wake them."), field="until")
    if len(reason) > REASON_LENGTH:
        raise Refused(_("Say it in at most 200 characters."), field="reason")
    if not row.is_resting(today):
        row.resting_since = today
    row.resting_until, row.rest_reason = until, reason
    row.save(update_fields=RESTING)
    settle_up(person=person, by=by)
    return row


@transaction.atomic
def wake(*, by: User, contact: Contact) -> Contact:
    """End a rest today; the touches before it no longer count as unanswered. Not at rest: nothing changes."""
    row, person, today = _locked(by, contact)
    if row.is_resting(today):
        _end(row, today)
        settle_up(person=person, by=by)
    return row


@transaction.atomic
def keep_on(*, by: User, contact: Contact) -> Contact:
    """Asked whether to let them rest, the user says no: touches before today no longer count as unanswered."""
    row, person, today = _locked(by, contact)
    row.keep_on_from = today
    row.save(update_fields=["keep_on_from"])
    settle_up(person=person, by=by)
    return row


def end_open_rest(*, by: User, contact: Contact, on: date) -> bool:
    """Being in touch on that day ends a rest that has no wake day. The caller holds the lock and replans."""
    today = timezone.localdate(timezone=by.tz)
    if contact.resting_since is None or contact.resting_until is not None or on < contact.resting_since:
        return False
    _end(contact, today)
    return True


def _end(row: Contact, today: date) -> None:
    if row.resting_since == today:
        row.resting_since, row.resting_until, row.rest_reason = None, None, ""
    else:
        row.resting_until = today
    row.save(update_fields=RESTING)


def _locked(by: User, contact: Contact) -> tuple[Contact, Person, date]:
    person = lock_person(by=by, person_id=contact.pk)
    row = Contact.objects.select_related("circle").filter(person=person).first()
    if row is None:
        raise Refused(_("%(name)s stands at the door, not among your contacts.") % {"name": person.name})
    return row, person, timezone.localdate(timezone=by.tz)
