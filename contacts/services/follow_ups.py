"""Follow-ups by hand: a day set for a person, done, not needed, put off, opened again."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import FollowUp, Person, User
from contacts.rules.cadence import snooze_until
from contacts.rules.texts import clean_line
from contacts.services.locks import lock_person, made_by_form, refuse_foreign_key, refuse_silent
from contacts.services.planning import BY_USER, close_row, replan
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import ClosedHow, ExchangeState, FollowUpKind, FollowUpState, Reason

PROMISES = frozenset({FollowUpKind.PROMISE_MINE, FollowUpKind.PROMISE_THEIRS})
TEXT_LENGTH = 500


@transaction.atomic
def remind_on(*, by: User, person: Person, due_on: date, text: str, entry_key: UUID) -> FollowUp:
    """A day the user set for a person (E-37); it never moves. The same form again answers with the same row.

    Raises Refused for a day that has passed, without words, and for the archived and the deceased.
    """
    locked = lock_person(by=by, person_id=person.pk)
    refuse_silent(person=locked)
    text = clean_line(text)
    if due_on < timezone.localdate(timezone=by.tz):
        raise Refused(_("That day has passed. Choose today or a later day."), field="due_on")
    if not text:
        raise Refused(_("Say in a few words what you want to be reminded of."), field="text")
    if len(text) > TEXT_LENGTH:
        raise Refused(_("Say it in at most 500 characters."), field="text")
    refuse_foreign_key(FollowUp.objects.all(), by=by, entry_key=entry_key)
    wanted = (locked.pk, text, due_on, FollowUpState.OPEN)
    row, key = made_by_form(
        FollowUp.objects.all(),
        entry_key=entry_key,
        content=(locked.pk, text, due_on.isoformat()),
        is_same=lambda row: (row.person_id, row.text, row.due_on, row.state) == wanted,
    )
    if row is not None:
        return row
    row = FollowUp.objects.create(
        person=locked,
        reason=Reason.OWN_DAY,
        kind=FollowUpKind.REMINDER,
        source_key=f"reminder:{key}",
        entry_key=key,
        due_on=due_on,
        text=text,
    )
    rebuild_standings([locked.pk])
    return row


@transaction.atomic
def complete_follow_up(*, by: User, follow_up: FollowUp) -> FollowUp:
    """Mark it done; keeping in touch then counts from today. Doing it twice is doing it once."""
    return _close_by_hand(by=by, follow_up=follow_up, how=ClosedHow.DONE)


@transaction.atomic
def dismiss_follow_up(*, by: User, follow_up: FollowUp) -> FollowUp:
    """Mark it not needed; the next turn of a cadence counts from today. A promise of theirs stands all the same."""
    return _close_by_hand(by=by, follow_up=follow_up, how=ClosedHow.NOT_NEEDED)


@transaction.atomic
def snooze_follow_up(*, by: User, follow_up: FollowUp, choice: str = "", until: date | None = None) -> FollowUp:
    """Put it off until a day to come, chosen by name (`rules.cadence.snooze_until`) or by date. Raises Refused."""
    row, person = _locked(by=by, follow_up=follow_up)
    today = timezone.localdate(timezone=by.tz)
    if until is None:
        try:
            until = snooze_until(today, choice)  # type: ignore[arg-type]
        except ValueError:
            raise Refused(_("Choose how long to put it off."), field="until") from None
    if until <= today:
        raise Refused(_("That day is not to come. Choose tomorrow or later."), field="until")
    if row.state == FollowUpState.CLOSED:
        raise Refused(_("This is closed already, so there is nothing to put off."))
    row.snoozed_until = until
    row.save(update_fields=["snoozed_until"])
    rebuild_standings([person.pk])
    return row


@transaction.atomic
def reopen_follow_up(*, by: User, follow_up: FollowUp) -> FollowUp:
    """Undo done, not needed or a snooze."""
    row, person = _locked(by=by, follow_up=follow_up)
    if row.closed_how in BY_USER or row.state == FollowUpState.OPEN:
        row.state, row.closed_on, row.closed_how, row.closed_by = FollowUpState.OPEN, None, "", None
        row.snoozed_until = None
        row.save()
    replan(person=person, by=by)
    rebuild_standings([person.pk])
    row.refresh_from_db()
    return row


def _close_by_hand(*, by: User, follow_up: FollowUp, how: ClosedHow) -> FollowUp:
    row, person = _locked(by=by, follow_up=follow_up)
    if _is_open_promise(row) and (row.kind == FollowUpKind.PROMISE_MINE or how == ClosedHow.DONE):
        raise Refused(_("This is a promise: mark it kept, move its day, or drop it."))
    if row.state == FollowUpState.OPEN:
        close_row(row, how=how, on=timezone.localdate(timezone=by.tz))
        row.save()
        replan(person=person, by=by)
        rebuild_standings([person.pk])
    return row


def _is_open_promise(row: FollowUp) -> bool:
    return bool(row.kind in PROMISES and row.exchange and row.exchange.state == ExchangeState.PROMISED)


def _locked(*, by: User, follow_up: FollowUp) -> tuple[FollowUp, Person]:
    person = lock_person(by=by, person_id=follow_up.person_id)
    row = FollowUp.objects.select_related("exchange").filter(pk=follow_up.pk, person=person).first()
    if row is None:
        raise Refused(_("This follow-up is no longer here. Reload the page."))
    return row, person
