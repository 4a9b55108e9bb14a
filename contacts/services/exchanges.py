"""Exchanges: favours noted, settled, thanked for, put right, and those that an interaction tells of.

Balance and flags follow in the same transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.entries import ExchangeEntry, ExchangeUpdate, LogEntry
from contacts.errors import Refused, StaleVersion
from contacts.models import Exchange, ExchangeMention, Interaction, Person, User
from contacts.rules.texts import clean_line
from contacts.services.locks import lock_person, made_by_form, refuse_foreign_key
from contacts.services.planning import settle_up
from contacts.vocabulary import SETTLED_STATES, ExchangeState, MentionKind, Side, Size

WHAT_LENGTH = 500
# The version of a favour that nobody put right, settled or deleted since it was told.
UNTOUCHED = 1
STILL_SAID = ("giver", "asked", "what", "opened_on")
AS_TOLD = (*STILL_SAID, "size", "state", "due_on", "our_work", "private", "thanked_on")


@transaction.atomic
def add_exchange(*, by: User, person: Person, entry: ExchangeEntry, on: date, entry_key: UUID) -> Exchange:
    """Note a favour by hand. The same form again answers with the same row. Raises Refused."""
    locked = lock_person(by=by, person_id=person.pk)
    refuse_foreign_key(Exchange.everything.all(), by=by, entry_key=entry_key)
    if on > timezone.localdate(timezone=by.tz):
        raise Refused(
            _("That day is still to come. A favour is noted once it was asked, offered or done."), field="opened_on"
        )
    told = Exchange(person=locked, opened_on=on)
    apply_entry(told, entry=entry)
    existing, told.entry_key = made_by_form(
        Exchange.everything.all(),
        entry_key=entry_key,
        content=(locked.pk, *_said(told, AS_TOLD)),
        is_same=lambda row: _was_told_as(row, told),
    )
    if existing:
        return existing
    told.save()
    settle_up(person=locked, by=by)
    return told


def _said(row: Exchange, fields: tuple[str, ...]) -> tuple[object, ...]:
    """Plain values, so that what a form said and what the database gives back compare and print alike."""
    values = (getattr(row, name) for name in fields)
    return tuple(str(value) if value is not None else None for value in values)


def _was_told_as(row: Exchange, told: Exchange) -> bool:
    """Whether a favour stands that was told in just these words. What was touched since may say more by now."""
    fields = AS_TOLD if row.version == UNTOUCHED else STILL_SAID
    return (row.person_id, row.deleted_at) == (told.person_id, None) and _said(row, fields) == _said(told, fields)


def new_exchange(
    *, person: Person, entry: ExchangeEntry, on: date, entry_key: UUID, settled_in: Interaction | None = None
) -> Exchange:
    """Write the row; the caller holds the person's lock and replans afterwards. Raises Refused."""
    exchange = Exchange(person=person, entry_key=entry_key, opened_on=on)
    apply_entry(exchange, entry=entry, settled_in=settled_in)
    exchange.save()
    return exchange


def apply_entry(exchange: Exchange, *, entry: ExchangeEntry, settled_in: Interaction | None = None) -> None:
    """Put what was told onto the row, which began on ``exchange.opened_on``. Raises Refused, saves nothing."""
    settled = entry.state in SETTLED_STATES
    exchange.giver = entry.giver
    exchange.asked = entry.asked
    exchange.what = _checked_what(entry.what)
    exchange.size = entry.size
    exchange.state = entry.state
    exchange.due_on = entry.due_on
    exchange.our_work = entry.our_work
    exchange.private = entry.private
    exchange.settled_on = (exchange.settled_on or exchange.opened_on) if settled else None
    exchange.settled_in = settled_in if settled else None
    exchange.thanked_on = exchange.settled_on if entry.thanked and entry.giver == Side.THEM and settled else None
    _check_days(exchange)


@transaction.atomic
def edit_exchange(
    *,
    by: User,
    exchange: Exchange,
    version: int,
    what: str,
    size: Size,
    giver: Side,
    asked: bool,
    opened_on: date,
    due_on: date | None,
    our_work: bool,
    private: bool | None = None,
) -> Exchange:
    """Put a favour right; ``private`` None leaves that as it is.

    Raises StaleVersion where another tab was first, Refused where days do not fit.
    """
    person, row = _locked(by, exchange)
    if row.version != version:
        raise StaleVersion(_("Somebody changed this in the meantime, perhaps you in another tab."), current=row)
    if opened_on > timezone.localdate(timezone=by.tz):
        raise Refused(_("That day is still to come."), field="opened_on")
    row.what, row.size, row.giver, row.asked = _checked_what(what), size, giver, asked
    row.opened_on, row.due_on, row.our_work = opened_on, due_on, our_work
    row.private = row.private if private is None else private
    if row.state == ExchangeState.OPEN and due_on:
        row.state = ExchangeState.PROMISED
    _check_days(row)
    return _saved(by, person, row)


@transaction.atomic
def settle_exchange(*, by: User, exchange: Exchange, state: ExchangeState, on: date) -> Exchange:
    """Say how it ended: kept, declined or dropped. Settling again the same way changes nothing. Raises Refused."""
    person, row = _locked(by, exchange)
    if state not in SETTLED_STATES:
        raise Refused(_("Say whether it was kept, declined or dropped."))
    if on > timezone.localdate(timezone=by.tz):
        raise Refused(_("That day is still to come."), field="on")
    if row.state == state:
        return row
    put_state(row, state=state, on=on)
    return _saved(by, person, row)


@transaction.atomic
def reopen_exchange(*, by: User, exchange: Exchange) -> Exchange:
    """Undo settling: a promise with a day is promised again, anything else open."""
    person, row = _locked(by, exchange)
    if row.state not in SETTLED_STATES:
        return row
    put_state(row, state=ExchangeState.PROMISED if row.due_on else ExchangeState.OPEN, on=row.opened_on)
    return _saved(by, person, row)


def put_state(row: Exchange, *, state: ExchangeState, on: date, settled_in: Interaction | None = None) -> None:
    """Settle on that day, but never before it began, or open again: thanks and outcome stay for when it is kept again.

    Saves nothing; the caller holds the person's lock. Raises Refused for a promise without a day.
    """
    row.state = state
    if state in SETTLED_STATES:
        row.settled_on, row.settled_in = max(on, row.opened_on), settled_in
    else:
        row.settled_on, row.settled_in = None, None
    _check_days(row)


@transaction.atomic
def move_promise(*, by: User, exchange: Exchange, due_on: date) -> Exchange:
    """Give a promise another day, or an open ask its first. Raises Refused for a day before today."""
    person, row = _locked(by, exchange)
    if row.state not in {ExchangeState.PROMISED, ExchangeState.OPEN}:
        raise Refused(_("This is settled already, so its day stays."), field="due_on")
    if due_on < timezone.localdate(timezone=by.tz):
        raise Refused(_("That day has passed. Choose today or a later day."), field="due_on")
    row.due_on, row.state = due_on, ExchangeState.PROMISED
    _check_days(row)
    return _saved(by, person, row)


@transaction.atomic
def put_day_back(*, by: User, exchange: Exchange, due_on: date | None) -> Exchange:
    """Undo `move_promise`: the day it had, past or not; None for an open favour that had none. Raises Refused."""
    person, row = _locked(by, exchange)
    if row.state not in {ExchangeState.PROMISED, ExchangeState.OPEN}:
        raise Refused(_("This is settled already, so its day stays."), field="due_on")
    row.due_on, row.state = due_on, ExchangeState.PROMISED if due_on else ExchangeState.OPEN
    _check_days(row)
    return _saved(by, person, row)


@transaction.atomic
def thank(*, by: User, exchange: Exchange, on: date | None) -> Exchange:
    """Note the day you thanked them (E-33); None takes it back. Raises Refused for what they did not give."""
    return _gratitude(by, exchange, on, lambda row: setattr(row, "thanked_on", on))


@transaction.atomic
def tell_outcome(*, by: User, exchange: Exchange, on: date | None) -> Exchange:
    """Note the day you told them what became of it (E-33); None takes it back. Raises Refused."""
    return _gratitude(by, exchange, on, lambda row: setattr(row, "outcome_told_on", on))


@transaction.atomic
def mark_our_work(*, by: User, exchange: Exchange, our_work: bool) -> Exchange:
    """Say that it is part of your work together and no favour, or that it is one after all (E-30)."""
    person, row = _locked(by, exchange)
    row.our_work = our_work
    return _saved(by, person, row)


@transaction.atomic
def delete_exchange(*, by: User, exchange: Exchange) -> Exchange:
    """Take a favour out of the balance, for 30 days of undo. Raises Refused where it is gone already."""
    person, row = _locked(by, exchange)
    row.deleted_at = timezone.now()
    return _saved(by, person, row)


@transaction.atomic
def restore_exchange(*, by: User, exchange: Exchange) -> Exchange:
    """Bring a deleted favour back. Raises Refused where it was removed for good meanwhile."""
    person, row = _locked(by, exchange, deleted=True)
    row.deleted_at = None
    return _saved(by, person, row)


def _locked(by: User, exchange: Exchange, *, deleted: bool = False) -> tuple[Person, Exchange]:
    person = lock_person(by=by, person_id=exchange.person_id)
    # The person may have changed while waiting for the lock: the favour moved along with its interaction.
    row = Exchange.everything.filter(pk=exchange.pk, person=person).first()
    if row is None or (row.deleted_at and not deleted):
        raise Refused(_("This favour is no longer here. Reload the page."))
    return person, row


def _saved(by: User, person: Person, row: Exchange) -> Exchange:
    row.version += 1
    row.save()
    settle_up(person=person, by=by)
    return row


def _gratitude(by: User, exchange: Exchange, on: date | None, note: Callable[[Exchange], None]) -> Exchange:
    person, row = _locked(by, exchange)
    if row.giver != Side.THEM:
        raise Refused(_("This was given by you, so there is nothing to thank for."))
    if on is not None and row.state != ExchangeState.KEPT:
        raise Refused(_("This is not done yet, so there is nothing to thank for. Mark it kept first."))
    if on is not None and on > timezone.localdate(timezone=by.tz):
        raise Refused(_("That day is still to come."), field="on")
    note(row)
    return _saved(by, person, row)


def _checked_what(what: str) -> str:
    what = clean_line(what)
    if not what:
        raise Refused(_("Say in a few words what it was."), field="what")
    if len(what) > WHAT_LENGTH:
        raise Refused(_("Say it in at most 500 characters."), field="what")
    return what


def _check_days(row: Exchange) -> None:
    if row.state == ExchangeState.PROMISED and row.due_on is None:
        raise Refused(_("A promise needs its day. Say by when."), field="due_on")
    if row.due_on and row.due_on < row.opened_on:
        raise Refused(_("The promised day is before the day it was made. Choose a later one."), field="due_on")
    if row.settled_on and row.settled_on < row.opened_on:
        raise Refused(_("It cannot be settled before it began. Choose an earlier day."), field="opened_on")


# Told in an interaction


def note_told(row: Interaction, *, entry: LogEntry, replace_told: bool = False) -> None:
    """Write the favours told with an entry, one for each kind of line on the form, and what came up again.

    A line's key comes from the entry's, so that an edit finds the favour it told before: it is put right, or taken
    back if the line is gone and nobody has touched it since. Where somebody has, or deleted it, another favour is told
    unless the line still says the same. The caller holds the person's lock and replans.
    """
    may_hold = entry.exchanges or replace_told
    held = {exchange.entry_key: exchange for exchange in _told_in(row)} if may_hold else {}
    told_by: set[UUID] = set()
    for number, line in enumerate(entry.exchanges):
        # What is told in private stays so, whatever becomes of the note (E-60).
        told = replace(line, private=line.private or row.private)
        key = _place(_line_key(row.entry_key, line, entry.exchanges[:number]), told, held)
        told_by.add(key)
        exchange = held.get(key)
        if exchange is None:
            exchange = new_exchange(person=row.person, entry=told, on=row.happened_on, entry_key=key, settled_in=row)
            ExchangeMention.objects.create(exchange=exchange, interaction=row, kind=MentionKind.MADE)
        elif exchange.version == UNTOUCHED:
            exchange.deleted_at = None
            apply_entry(exchange, entry=told, settled_in=row)
            exchange.save()
    if replace_told:
        for key, exchange in held.items():
            if key not in told_by and exchange.version == UNTOUCHED and exchange.deleted_at is None:
                exchange.deleted_at = timezone.now()
                exchange.save(update_fields=["deleted_at"])
    for update in entry.updates:
        _note_update(row, update)


def _place(key: UUID, told: ExchangeEntry, held: Mapping[UUID, Exchange]) -> UUID:
    """The key under which a line is to be written: its own, or a further one where that favour went its own way."""
    place, again = key, 0
    while place in held and held[place].version != UNTOUCHED and not _says_the_same(held[place], told):
        again += 1
        place = uuid5(key, f"again:{again}")
    return place


def _says_the_same(row: Exchange, told: ExchangeEntry) -> bool:
    """Whether a line still tells of a favour that somebody has touched since. Of one that stands the words decide: its
    day and its end went their own way. One that was deleted is told anew as soon as anything is another.
    """
    says = (row.giver, row.asked, row.what) == (told.giver, told.asked, clean_line(told.what))
    return says and (row.deleted_at is None or (row.size, row.due_on) == (told.size, told.due_on))


def put_told_right(row: Interaction, *, old_day: date, was_private: bool) -> None:
    """Favours told or settled in an entry follow it to another day, as far as their own days allow; those told there
    follow it in and out of privacy, too.
    """
    if row.private != was_private:
        Exchange.everything.filter(pk__in=_made_in(row)).update(private=row.private)
    if row.happened_on == old_day:
        return
    for exchange in _told_in(row):
        if exchange.opened_on != old_day or (exchange.due_on and exchange.due_on < row.happened_on):
            continue
        if exchange.settled_in_id == row.pk:
            exchange.settled_on = row.happened_on
        elif exchange.settled_on and exchange.settled_on < row.happened_on:
            continue
        if exchange.thanked_on == old_day:
            exchange.thanked_on = row.happened_on
        exchange.opened_on = row.happened_on
        exchange.save(update_fields=["opened_on", "settled_on", "thanked_on"])
    for exchange in Exchange.everything.filter(settled_in=row, settled_on=old_day):
        exchange.settled_on = max(row.happened_on, exchange.opened_on)
        exchange.save(update_fields=["settled_on"])


def _line_key(entry_key: UUID, exchange: ExchangeEntry, before: tuple[ExchangeEntry, ...]) -> UUID:
    def line(one: ExchangeEntry) -> str:
        return f"{one.giver}:{'asked' if one.asked else 'offered'}:{'by' if one.due_on else 'now'}"

    return uuid5(entry_key, f"{line(exchange)}:{sum(line(other) == line(exchange) for other in before)}")


def _made_in(row: Interaction) -> QuerySet[ExchangeMention, Any]:
    return ExchangeMention.objects.filter(interaction=row, kind=MentionKind.MADE).values("exchange_id")


def _told_in(row: Interaction) -> list[Exchange]:
    return list(Exchange.everything.filter(pk__in=_made_in(row), person_id=row.person_id))


def _note_update(row: Interaction, update: ExchangeUpdate) -> None:
    current = Exchange.objects.filter(pk=update.exchange.pk, person=row.person).first()
    if current is None:
        raise Refused(_("One of the open favours is no longer here. Reload the page; your text is kept."))
    ExchangeMention.objects.get_or_create(exchange=current, interaction=row, kind=update.kind)
    if update.kind == MentionKind.ANSWERED and update.state is not None and current.state != update.state:
        put_state(current, state=update.state, on=row.happened_on, settled_in=row)
        current.version += 1
        current.save()
