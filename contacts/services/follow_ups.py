"""Follow-ups: planned from what stands in the notebook, closed by what is logged, moved and closed by hand.

`replan` looks at one person and brings their planned follow-ups in step; doing it twice changes nothing. It may close
and reopen what planning closed, never what the user closed.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import Contact, Exchange, FollowUp, Interaction, Person, User
from contacts.rules.cadence import first_follow_up_on, keep_in_touch_on, snooze_until
from contacts.rules.texts import clean_line
from contacts.services.locks import lock_person, refuse_foreign_key
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import ClosedHow, Depth, ExchangeState, FollowUpKind, FollowUpState, Reason, Side

BY_PLANNING = frozenset({ClosedHow.ANSWERED, ClosedHow.PLANNING})
BY_USER = frozenset({ClosedHow.DONE, ClosedHow.NOT_NEEDED})
PROMISES = frozenset({FollowUpKind.PROMISE_MINE, FollowUpKind.PROMISE_THEIRS})


# Planning


def plan_first(*, contact: Contact, by: User, today: date) -> FollowUp:
    """The first follow-up of a new contact (E-03), spread over days when one evening brought many."""
    founder = contact.founded_on
    made_before = FollowUp.objects.filter(
        person__owner=by,
        kind=FollowUpKind.FIRST,
        person__contact__founded_on__happened_on=founder.happened_on,
    ).exclude(person_id=contact.pk)
    due_on = first_follow_up_on(
        founder.happened_on, made_today=made_before.count(), today=today, working_days=by.working_weekdays
    )
    row, _created = FollowUp.objects.get_or_create(
        person_id=contact.pk,
        reason=Reason.FIRST,
        kind=FollowUpKind.FIRST,
        source_key=f"founded:{founder.pk}",
        defaults={"due_on": due_on},
    )
    return row


def replan(*, person: Person, by: User) -> None:
    """Bring the planned follow-ups of one person in step with the notebook. The caller holds the person's lock."""
    contact = Contact.objects.select_related("circle", "founded_on").filter(person=person).first()
    rows = list(FollowUp.objects.filter(person=person))
    _plan_promises(person, rows)
    _answer_first(person, contact, rows)
    _plan_keep_in_touch(person, contact, rows, by)


def _plan_promises(person: Person, rows: list[FollowUp]) -> None:
    """One row for each promise, on its day, open exactly while the promise is (E-32)."""
    known = {row.source_key: row for row in rows if row.reason == Reason.PROMISE}
    promised = {f"promise:{exchange.pk}": exchange for exchange in Exchange.objects.filter(person=person).promised()}
    for key, exchange in promised.items():
        kind = FollowUpKind.PROMISE_MINE if exchange.giver == Side.ME else FollowUpKind.PROMISE_THEIRS
        row = known.get(key)
        if row is None:
            FollowUp.objects.create(
                person=person,
                exchange=exchange,
                reason=Reason.PROMISE,
                kind=kind,
                source_key=key,
                due_on=exchange.due_on,
            )
        elif row.due_on != exchange.due_on or row.kind != kind:
            row.due_on, row.kind, row.snoozed_until = exchange.due_on, kind, None
            _open(row)
        elif row.state == FollowUpState.CLOSED:
            _open(row)
    for key, row in known.items():
        if key not in promised and row.state == FollowUpState.OPEN:
            settled_in = row.exchange.settled_in if row.exchange else None
            _close(row, ClosedHow.ANSWERED if settled_in else ClosedHow.PLANNING, closed_by=settled_in)


def _answer_first(person: Person, contact: Contact | None, rows: list[FollowUp]) -> None:
    """The first follow-up is answered by being in touch, or reaching out with more than a hello, on a later day.

    Only the newest counts: an earlier one belongs to a time before the person was sent back to the door.
    """
    first = [row for row in rows if row.kind == FollowUpKind.FIRST]
    newest = max(first, key=lambda row: row.pk, default=None)
    for row in first:
        if row.closed_how in BY_USER:
            continue
        if contact is None or row is not newest:
            _close(row, ClosedHow.PLANNING)
            continue
        after = Interaction.objects.filter(person=person, happened_on__gt=contact.founded_on.happened_on)
        answer = (after.in_touch() | after.touches().exclude(depth=Depth.HELLO)).order_by("happened_on", "id").first()
        if answer:
            _close(row, ClosedHow.ANSWERED, closed_by=answer)
        else:
            _open(row)


def _plan_keep_in_touch(person: Person, contact: Contact | None, rows: list[FollowUp], by: User) -> None:
    """One open row, due a cadence after the later of last in touch and last closed by hand (E-35)."""
    mine = [row for row in rows if row.kind == FollowUpKind.KEEP_IN_TOUCH]
    cadence = contact.cadence_days if contact else None
    last_in_touch = Interaction.objects.filter(person=person).in_touch().newest_first().first()
    by_hand = [row for row in mine if row.closed_how in BY_USER and row.closed_on]
    last_closed = max(by_hand, key=lambda row: (row.closed_on or date.min, row.pk), default=None)
    source_key, last_on = "", None
    if last_in_touch:
        source_key, last_on = f"keep_in_touch:interaction:{last_in_touch.pk}", last_in_touch.happened_on
    if last_closed and last_closed.closed_on and (last_on is None or last_closed.closed_on > last_on):
        source_key, last_on = f"keep_in_touch:follow_up:{last_closed.pk}", last_closed.closed_on
    wanted = source_key if cadence and last_on else ""
    for row in mine:
        if row.source_key != wanted and row.state == FollowUpState.OPEN:
            if wanted.startswith("keep_in_touch:interaction:"):
                _close(row, ClosedHow.ANSWERED, closed_by=last_in_touch)
            else:
                _close(row, ClosedHow.PLANNING)
    if not wanted or cadence is None or last_on is None:
        return
    due_on = keep_in_touch_on(last_on, cadence, by.working_weekdays)
    planned = next((row for row in mine if row.source_key == wanted), None)
    if planned is None:
        FollowUp.objects.create(
            person=person,
            reason=Reason.KEEP_IN_TOUCH,
            kind=FollowUpKind.KEEP_IN_TOUCH,
            source_key=wanted,
            due_on=due_on,
        )
    elif planned.closed_how not in BY_USER:
        if planned.due_on != due_on:
            planned.due_on, planned.snoozed_until = due_on, None
        _open(planned)


def _open(row: FollowUp) -> None:
    """Save the row as open."""
    row.state, row.closed_on, row.closed_how, row.closed_by = FollowUpState.OPEN, None, "", None
    row.save()


def _close(row: FollowUp, how: ClosedHow, *, closed_by: Interaction | None = None) -> None:
    """Save the row as closed today, on the owner's calendar; closing again the same way keeps the first day."""
    if row.state == FollowUpState.CLOSED and row.closed_how == how and row.closed_by == closed_by:
        return
    row.state, row.closed_how, row.closed_by = FollowUpState.CLOSED, how, closed_by
    row.closed_on = closed_by.happened_on if closed_by else timezone.localdate(timezone=row.person.owner.tz)
    row.snoozed_until = None
    row.save()


# By hand


@transaction.atomic
def remind_on(*, by: User, person: Person, due_on: date, text: str, entry_key: UUID) -> FollowUp:
    """A day the user set for a person (E-37); it never moves. The same ``entry_key`` again answers with the same row.

    Raises Refused for a day that has passed, or without words.
    """
    locked = lock_person(by=by, person_id=person.pk)
    text = clean_line(text)
    if due_on < timezone.localdate(timezone=by.tz):
        raise Refused(_("That day has passed. Choose today or a later day."), field="due_on")
    if not text:
        raise Refused(_("Say in a few words what you want to be reminded of."), field="text")
    refuse_foreign_key(FollowUp.objects.all(), by=by, entry_key=entry_key)
    row, _created = FollowUp.objects.get_or_create(
        person=locked,
        reason=Reason.OWN_DAY,
        kind=FollowUpKind.REMINDER,
        source_key=f"reminder:{entry_key}",
        defaults={"due_on": due_on, "text": text, "entry_key": entry_key},
    )
    rebuild_standings([locked.pk])
    return row


@transaction.atomic
def complete_follow_up(*, by: User, follow_up: FollowUp) -> FollowUp:
    """Mark it done; keeping in touch then counts from today. Doing it twice is doing it once."""
    return _close_by_hand(by=by, follow_up=follow_up, how=ClosedHow.DONE)


@transaction.atomic
def dismiss_follow_up(*, by: User, follow_up: FollowUp) -> FollowUp:
    """Mark it not needed; the next turn of a cadence counts from today."""
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
    row.snoozed_until = None
    if row.closed_how in BY_USER or row.state == FollowUpState.OPEN:
        _open(row)
    replan(person=person, by=by)
    rebuild_standings([person.pk])
    row.refresh_from_db()
    return row


def _close_by_hand(*, by: User, follow_up: FollowUp, how: ClosedHow) -> FollowUp:
    row, person = _locked(by=by, follow_up=follow_up)
    if row.kind in PROMISES and row.exchange and row.exchange.state == ExchangeState.PROMISED:
        raise Refused(_("This is a promise: mark it kept, move its day, or drop it."))
    if row.state == FollowUpState.OPEN:
        _close(row, how)
        replan(person=person, by=by)
        rebuild_standings([person.pk])
    return row


def _locked(*, by: User, follow_up: FollowUp) -> tuple[FollowUp, Person]:
    person = lock_person(by=by, person_id=follow_up.person_id)
    row = FollowUp.objects.select_related("exchange", "person__owner", "closed_by").get(pk=follow_up.pk)
    return row, person
