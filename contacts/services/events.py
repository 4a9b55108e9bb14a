"""Events: named, edited, deleted with 30 days of undo. What happened there hangs on people and stays."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.errors import Refused, StaleVersion
from contacts.models import Event, User
from contacts.rules.days import is_too_long_ago
from contacts.rules.texts import clean_line, clean_text
from contacts.services.locks import made_by_form, refuse_foreign_key
from contacts.vocabulary import Channel, EventPart

FARTHEST = timedelta(days=3 * 366)
# The version of an event that nobody put right since it was named.
UNTOUCHED = 1


@transaction.atomic
def add_event(
    *,
    by: User,
    entry_key: UUID,
    name: str,
    happened_on: date,
    place: str = "",
    part: EventPart = EventPart.ATTENDING,
    channel: Channel = Channel.IN_PERSON,
    shared_notes: str = "",
) -> Event:
    """Name an event. The same form again answers with the same row. Raises Refused."""
    refuse_foreign_key(Event.everything.all(), by=by, entry_key=entry_key, owner="owner")
    values = _checked(
        by=by, name=name, happened_on=happened_on, place=place, part=part, channel=channel, shared_notes=shared_notes
    )
    existing, key = made_by_form(
        Event.everything.all(),
        entry_key=entry_key,
        content=[str(value) for value in values.values()],
        is_same=lambda row: _was_named_as(row, values),
    )
    if existing:
        return existing
    row, _created = Event.everything.get_or_create(owner=by, entry_key=key, defaults=values)
    return row


def _was_named_as(row: Event, values: dict[str, object]) -> bool:
    """Whether an event stands that was named with just these words. What was put right since may say more by now."""
    fields = values if row.version == UNTOUCHED else ("name", "happened_on")
    return row.deleted_at is None and all(getattr(row, name) == values[name] for name in fields)


@transaction.atomic
def edit_event(
    *,
    by: User,
    event: Event,
    version: int,
    name: str,
    happened_on: date,
    place: str = "",
    part: EventPart = EventPart.ATTENDING,
    channel: Channel = Channel.IN_PERSON,
    shared_notes: str = "",
) -> Event:
    """Put an event right. Raises StaleVersion where another tab was first, Refused as `add_event`."""
    row = _locked(by, event)
    if row.version != version:
        raise StaleVersion(_("Somebody changed this in the meantime, perhaps you in another tab."), current=row)
    values = _checked(
        by=by, name=name, happened_on=happened_on, place=place, part=part, channel=channel, shared_notes=shared_notes
    )
    for field, value in values.items():
        setattr(row, field, value)
    row.version += 1
    row.save()
    return row


@transaction.atomic
def delete_event(*, by: User, event: Event) -> Event:
    """Hide an event for 30 days of undo; the interactions of that evening stay with their people."""
    row = _locked(by, event)
    row.deleted_at = timezone.now()
    row.save(update_fields=["deleted_at"])
    return row


@transaction.atomic
def restore_event(*, by: User, event: Event) -> Event:
    row = _locked(by, event)
    row.deleted_at = None
    row.save(update_fields=["deleted_at"])
    return row


def _locked(by: User, event: Event) -> Event:
    row = Event.everything.owned_by(by).select_for_update().filter(pk=event.pk).first()
    if row is None:
        raise Refused(_("This event is no longer here. Reload the page."))
    return row


def _checked(
    *, by: User, name: str, happened_on: date, place: str, part: str, channel: str, shared_notes: str
) -> dict[str, object]:
    today = timezone.localdate(timezone=by.tz)
    name, place, shared_notes = clean_line(name), clean_line(place), clean_text(shared_notes)
    if not name or len(name) > 200:
        raise Refused(_("Give the event a name of at most 200 characters."), field="name")
    if len(place) > 200:
        raise Refused(_("Say the place in at most 200 characters."), field="place")
    if len(shared_notes) > 20_000:
        raise Refused(_("Shared notes hold at most 20,000 characters. Shorten them."), field="shared_notes")
    if is_too_long_ago(happened_on, today=today):
        raise Refused(_("That day is more than 120 years ago. Check the year."), field="happened_on")
    if happened_on > today + FARTHEST:
        raise Refused(_("That day is more than three years ahead. Check the year."), field="happened_on")
    return {
        "name": name,
        "happened_on": happened_on,
        "place": place,
        "part": part,
        "channel": channel,
        "shared_notes": shared_notes,
    }
