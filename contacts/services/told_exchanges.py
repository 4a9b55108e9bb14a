"""What an interaction tells of favours: those made there, those that came up again, and how both follow an edit."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.entries import ExchangeEntry, ExchangeUpdate, LogEntry
from contacts.errors import Refused
from contacts.models import Exchange, ExchangeMention, Interaction
from contacts.rules.texts import clean_line
from contacts.services.exchanges import UNTOUCHED, apply_entry, new_exchange, put_state, refuse_settled
from contacts.vocabulary import SETTLED_STATES, MentionKind

# The days of a favour that follow those of the note.
MOVED = ("opened_on", "settled_on", "thanked_on", "outcome_told_on")


def note_told(row: Interaction, *, entry: LogEntry, replace_told: bool = False) -> None:
    """Write the favours told with an entry, one for each kind of line on the form, and what came up again.

    A line's key comes from the entry's, so that an edit finds the favour it told before: it is put right, or taken
    back if the line is gone and nobody has touched it since. Where somebody has, or deleted it, another favour is told
    unless the line still says the same. The caller holds the person's lock and replans.
    """
    may_hold = entry.exchanges or replace_told
    held = {exchange.entry_key: exchange for exchange in _told_in(row)} if may_hold else {}
    may_have_moved = row.version > UNTOUCHED
    told_by: set[UUID] = set()
    for number, line in enumerate(entry.exchanges):
        # What is told in private stays so, whatever becomes of the note (E-60).
        told = replace(line, private=line.private or row.private)
        key = _place(
            _line_key(row.entry_key, line, entry.exchanges[:number]), told, held, may_have_moved=may_have_moved
        )
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


def _place(key: UUID, told: ExchangeEntry, held: Mapping[UUID, Exchange], *, may_have_moved: bool) -> UUID:
    """The key under which a line is to be written: its own, or a further one where that favour went its own way, to
    another person perhaps.
    """
    place, again = key, 0
    while (
        held[place].version != UNTOUCHED and not _says_the_same(held[place], told)
        if place in held
        else may_have_moved and Exchange.everything.filter(entry_key=place).exists()
    ):
        again += 1
        place = uuid5(key, f"again:{again}")
    return place


def _says_the_same(row: Exchange, told: ExchangeEntry) -> bool:
    """Whether a line still tells of a favour that somebody has touched since. Of one that stands the words decide: its
    day and its end went their own way. One that was deleted is told anew as soon as anything is another.
    """
    says = (row.giver, row.asked, row.what) == (told.giver, told.asked, clean_line(told.what))
    details = (row.category, row.size, row.due_on) == (told.category, told.size, told.due_on)
    return says and (row.deleted_at is None or details)


def put_told_right(row: Interaction, *, old_day: date, was_private: bool) -> None:
    """Favours told or settled in an entry follow it to another day, as far as their own days allow; those told there
    follow it into privacy, and out of it as long as nobody has touched them.
    """
    if row.private != was_private:
        told = Exchange.everything.filter(pk__in=_made_in(row), person_id=row.person_id)
        # Whoever changed a favour saw that it was private and left it so: no note makes it public over their head.
        (told if row.private else told.filter(version=UNTOUCHED)).update(private=row.private)
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
        _take_thanks_along(exchange)
        exchange.save(update_fields=MOVED)
    for exchange in Exchange.everything.filter(settled_in=row, person_id=row.person_id, settled_on=old_day):
        exchange.settled_on = max(row.happened_on, exchange.opened_on)
        _take_thanks_along(exchange)
        exchange.save(update_fields=MOVED)


def _take_thanks_along(exchange: Exchange) -> None:
    """They were said, but not before it was kept (E-33)."""
    if exchange.settled_on:
        for field in ("thanked_on", "outcome_told_on"):
            said_on: date | None = getattr(exchange, field)
            if said_on:
                setattr(exchange, field, max(said_on, exchange.settled_on))


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
        if update.state in SETTLED_STATES:
            refuse_settled(current)
        put_state(current, state=update.state, on=row.happened_on, settled_in=row)
        current.version += 1
        current.save()
