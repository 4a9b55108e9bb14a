"""Follow-ups by hand: a day set for a person, done, not needed, put off, opened again."""

from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import Contact, FollowUp, Person, User
from contacts.rules.cadence import snooze_until
from contacts.rules.repeats import next_occurrence_after
from contacts.rules.texts import clean_line
from contacts.services.locks import lock_person, made_by_form, refuse_far_ahead, refuse_foreign_key, refuse_silent
from contacts.services.planning import replan
from contacts.vocabulary import NUDGES, ClosedHow, ExchangeState, FollowUpKind, FollowUpState, Reason
from contacts.wording_due import plain_day

BY_USER = frozenset({ClosedHow.DONE, ClosedHow.NOT_NEEDED})
PROMISES = frozenset({FollowUpKind.PROMISE_MINE, FollowUpKind.PROMISE_THEIRS})
TEXT_LENGTH = 500
# What closing and opening by hand write. The rest of a row may be written meanwhile: when it was announced or released.
CLOSING = ["state", "closed_on", "closed_how", "closed_by", "snoozed_until"]


@transaction.atomic
def remind_on(*, by: User, person: Person, due_on: date, text: str, entry_key: UUID, repeat: str = "") -> FollowUp:
    """A day the user set for a person (E-37), once, or by a rule of RFC 5545 whose first day is ``due_on``; it never
    moves. The same form again answers with the same row.

    Raises Refused for a day that has passed or is 100 years off, without words, and for the archived and the deceased;
    ValueError for a ``repeat`` that is no rule.
    """
    locked = lock_person(by=by, person_id=person.pk)
    refuse_silent(person=locked)
    text = clean_line(text)
    today = timezone.localdate(timezone=by.tz)
    if due_on < today:
        raise Refused(_("That day has passed. Choose today or a later day."), field="due_on")
    refuse_far_ahead(due_on, today=today, field="due_on")
    if not text:
        raise Refused(_("Say in a few words what you want to be reminded of."), field="text")
    if len(text) > TEXT_LENGTH:
        raise Refused(_("Say it in at most 500 characters."), field="text")
    next_occurrence_after(repeat, due_on)
    refuse_foreign_key(FollowUp.objects.all(), by=by, entry_key=entry_key)
    wanted = (locked.pk, text, due_on, repeat, FollowUpState.OPEN)
    row, key = made_by_form(
        FollowUp.objects.all(),
        entry_key=entry_key,
        content=(locked.pk, text, due_on.isoformat(), repeat),
        is_same=lambda row: (row.person_id, row.text, row.due_on, row.repeat, row.state) == wanted,
    )
    if row is not None:
        return row
    row = FollowUp.objects.create(
        person=locked,
        reason=Reason.OWN_DAY,
        kind=FollowUpKind.REMINDER,
        source_key=f"reminder:{key}:{due_on}" if repeat else f"reminder:{key}",
        entry_key=key,
        due_on=due_on,
        text=text,
        repeat=repeat,
    )
    replan(person=locked, by=by)
    return row


@transaction.atomic
def stop_repeating(*, by: User, follow_up: FollowUp) -> FollowUp:
    """End the series of a reminder (E-37). What waits of it stays, and is the last. Twice is once."""
    row, person = _locked(by=by, follow_up=follow_up)
    if row.repeat:
        FollowUp.objects.filter(person=person, source_key__startswith=_series(row)).update(repeat="")
        row.repeat = ""
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
    """Put it off until a day to come, chosen by name (`rules.cadence.snooze_until`) or by date.

    Raises Refused, also for a day on which it has come up anyway.
    """
    row, person = _locked(by=by, follow_up=follow_up)
    today = timezone.localdate(timezone=by.tz)
    if until is None:
        try:
            until = snooze_until(today, choice)
        except ValueError:
            raise Refused(_("Choose how long to put it off."), field="until") from None
    if until <= today:
        raise Refused(_("That day is not to come. Choose tomorrow or later."), field="until")
    refuse_far_ahead(until, today=today, field="until")
    if row.state == FollowUpState.CLOSED:
        raise Refused(_("This is closed already, so there is nothing to put off."))
    if until <= row.due_on:
        told = {"day": plain_day(row.due_on, today)}
        raise Refused(_("It comes on %(day)s anyway. Choose a later day.") % told, field="until")
    row.snoozed_until = until
    row.save(update_fields=["snoozed_until", *_let_through(row, today)])
    replan(person=person, by=by)
    return row


@transaction.atomic
def reopen_follow_up(*, by: User, follow_up: FollowUp) -> FollowUp:
    """Undo done, not needed or a snooze. The next of a series that came of it is taken back."""
    row, person = _locked(by=by, follow_up=follow_up)
    if row.closed_how in BY_USER or row.state == FollowUpState.OPEN:
        was_closed = row.state == FollowUpState.CLOSED
        row.state, row.closed_on, row.closed_how, row.closed_by = FollowUpState.OPEN, None, "", None
        row.snoozed_until = None
        row.save(update_fields=CLOSING)
        if was_closed and row.repeat:
            _take_back_next(row, on=timezone.localdate(timezone=by.tz))
    replan(person=person, by=by)
    row.refresh_from_db()
    return row


@transaction.atomic
def asks_about_cadence(*, by: User, follow_up: FollowUp) -> bool:
    """Whether "not needed" should ask if the cadence fits: for nudges, once a contact. True is noted."""
    if follow_up.kind not in NUDGES:
        return False
    person = lock_person(by=by, person_id=follow_up.person_id)
    unasked = Contact.objects.filter(pk=person.pk, cadence_asked_on__isnull=True)
    return bool(unasked.update(cadence_asked_on=timezone.localdate(timezone=by.tz)))


def _close_by_hand(*, by: User, follow_up: FollowUp, how: ClosedHow) -> FollowUp:
    row, person = _locked(by=by, follow_up=follow_up)
    if _is_open_promise(row) and (row.kind == FollowUpKind.PROMISE_MINE or how == ClosedHow.DONE):
        raise Refused(_("This is a promise: mark it kept, move its day, or drop it."))
    if row.state == FollowUpState.OPEN:
        today = timezone.localdate(timezone=by.tz)
        let_through = _let_through(row, today)
        row.state, row.closed_how, row.closed_on, row.closed_by = FollowUpState.CLOSED, how, today, None
        row.snoozed_until = None
        row.save(update_fields=[*CLOSING, *let_through])
        if row.repeat:
            _make_next(row, after=max(today, row.due_on))
        replan(person=person, by=by)
    return row


def _let_through(row: FollowUp, today: date) -> list[str]:
    """A nudge that was due and dealt with has taken its place in the week's budget, whether or not it was shown.

    Answers with the fields that this changed.
    """
    if row.kind not in NUDGES or row.released_on is not None or row.due_on > today:
        return []
    row.released_on = today
    return ["released_on"]


def _make_next(row: FollowUp, *, after: date) -> None:
    """The next of a series: the first of its days after that one. Made once, however often."""
    next_on = next_occurrence_after(row.repeat, after)
    if next_on is None:
        return
    key = f"{_series(row)}{next_on}"
    found = FollowUp.objects.filter(person_id=row.person_id, kind=row.kind, reason=row.reason, source_key=key).first()
    if found is None:
        FollowUp.objects.create(
            person_id=row.person_id,
            reason=row.reason,
            kind=row.kind,
            source_key=key,
            entry_key=uuid5(row.entry_key, key),
            due_on=next_on,
            text=row.text,
            repeat=row.repeat,
        )
    elif found.closed_how == ClosedHow.PLANNING:
        found.state, found.closed_on, found.closed_how = FollowUpState.OPEN, None, ""
        found.save(update_fields=["state", "closed_on", "closed_how"])


def _take_back_next(row: FollowUp, *, on: date) -> None:
    later = FollowUp.objects.open().filter(
        person_id=row.person_id, source_key__startswith=_series(row), due_on__gt=row.due_on
    )
    later.update(state=FollowUpState.CLOSED, closed_how=ClosedHow.PLANNING, closed_on=on, snoozed_until=None)


def _series(row: FollowUp) -> str:
    """What the source keys of a repeating reminder's rows begin with."""
    return row.source_key.rpartition(":")[0] + ":"


def _is_open_promise(row: FollowUp) -> bool:
    return bool(row.kind in PROMISES and row.exchange and row.exchange.state == ExchangeState.PROMISED)


def _locked(*, by: User, follow_up: FollowUp) -> tuple[FollowUp, Person]:
    person = lock_person(by=by, person_id=follow_up.person_id)
    row = FollowUp.objects.select_related("exchange").filter(pk=follow_up.pk, person=person).first()
    if row is None:
        raise Refused(_("This follow-up is no longer here. Reload the page."))
    return row, person
