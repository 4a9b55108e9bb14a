"""All that is held on one person (E-61): on one page, and as JSON. What is deleted but not yet purged is marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from contacts.importers.rapport import FORMAT, VERSION
from contacts.models import Exchange, FollowUp, ImportantDate, Interaction, Message, Person, Request
from contacts.models.contacts import NEVER
from contacts.queries.exports import CARRIED, INNER, Plain, plain_person, with_everything

# Shown in the head of the row, or of no meaning to a reader; the JSON has them all.
_UNSHOWN = (
    INNER
    | CARRIED
    | {
        *("public_id", "deleted_at", "normal_value", "missing", "updated_at"),
        *("ask_only_asks", "they_ask_only_asks", "unanswered_touches"),
    }
)
# Where nought says something: never.
_CADENCES = frozenset({"own_cadence_days", "parked_cadence_days"})


@dataclass(frozen=True, slots=True)
class HeldFact:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One stored row in words. ``deleted_on`` is set while it can still be restored."""

    title: str
    facts: tuple[HeldFact, ...]
    deleted_on: date | None


@dataclass(frozen=True, slots=True)
class HeldSection:
    title: str
    rows: tuple[HeldRow, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """Everything, by kind; a kind without rows is left out."""

    sections: tuple[HeldSection, ...]
    interactions: int
    exchanges: int
    follow_ups: int


def held_on(person: Person) -> Held:
    """All rows on this person in a fixed number of queries, deleted ones included."""
    row: Any = with_everything(Person.everything.all()).get(pk=person.pk)
    contact = getattr(row, "contact", None)
    standing = getattr(contact, "standing", None)
    sections = [
        HeldSection(_("Facts"), (_row(row, row.name),)),
        HeldSection(_("Addresses"), _rows(row.all_handles, lambda handle: handle.value)),
        HeldSection(_("Contact"), _rows([contact] if contact else [], lambda _contact: _("Contact"))),
        HeldSection(_("At a glance"), _rows([standing] if standing else [], lambda _standing: _("Derived counts"))),
        HeldSection(_("Days that matter"), _rows(row.all_dates, _date_title)),
        HeldSection(_("Interactions"), _rows(row.all_interactions, _interaction_title)),
        HeldSection(
            _("Messages"),
            _rows([message for talk in row.all_interactions for message in talk.all_messages], _message_title),
        ),
        HeldSection(_("Favours"), _rows(row.all_exchanges, _exchange_title)),
        HeldSection(_("Follow-ups"), _rows(row.all_follow_ups, _follow_up_title)),
        HeldSection(_("Requests to connect"), _rows(row.all_requests, _request_title)),
        HeldSection(_("Tags"), _rows(row.all_tags, lambda carried: carried.tag.name)),
        HeldSection(_("Muted"), _rows(row.all_mutes, lambda mute: mute.get_rule_display())),
    ]
    return Held(
        sections=tuple(section for section in sections if section.rows),
        interactions=len(row.all_interactions),
        exchanges=len(row.all_exchanges),
        follow_ups=len(row.all_follow_ups),
    )


def held_as_json(person: Person, *, at: datetime) -> Plain:
    """The same as data, in the shape that the export of everything gives one person."""
    row = with_everything(Person.everything.all()).get(pk=person.pk)
    return {
        "format": f"{FORMAT}-person",
        "version": VERSION,
        "exported_at": at.isoformat(),
        "person": plain_person(row),
    }


def _rows(rows: Iterable[Any], title: Any) -> tuple[HeldRow, ...]:
    return tuple(_row(row, title(row)) for row in rows)


def _row(row: Model, title: str) -> HeldRow:
    facts = tuple(
        HeldFact(_capital(str(field.verbose_name)), value)
        for field in row._meta.concrete_fields
        if field.name not in _UNSHOWN and (value := _said(row, field))
    )
    deleted_at: datetime | None = getattr(row, "deleted_at", None)
    return HeldRow(title, facts, localtime(deleted_at).date() if deleted_at else None)


def _said(row: Model, field: Any) -> str:
    """A column's value in words; nothing for what is empty or simply not so."""
    value = getattr(row, field.name)
    if field.name in _CADENCES and value == NEVER:
        return _("never")
    if value in (None, "", False) or value == []:
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return _in_words(value)


def _in_words(value: object) -> str:
    if value is True:
        return _("yes")
    if isinstance(value, datetime):
        return date_format(localtime(value), "j M Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    if isinstance(value, time):
        return time_format(value, "H:i")
    if isinstance(value, Interaction):
        return _interaction_title(value)
    if isinstance(value, ImportantDate):
        return _date_title(value)
    return _exchange_title(value) if isinstance(value, Exchange) else str(value)


def _interaction_title(interaction: Interaction) -> str:
    day = date_format(interaction.happened_on, "j M Y")
    return f"{day}, {interaction.get_channel_display()}"


def _message_title(message: Message) -> str:
    return f"{_in_words(message.at)}, {message.get_author_display()}"


def _request_title(request: Request) -> str:
    return f"{date_format(request.sent_on, 'j M Y')}, {request.get_way_display()}"


def _exchange_title(exchange: Exchange) -> str:
    return exchange.what


def _follow_up_title(follow_up: FollowUp) -> str:
    return f"{date_format(follow_up.due_on, 'j M Y')}, {follow_up.get_kind_display()}"


def _date_title(row: ImportantDate) -> str:
    # Any leap year serves: 29 February is a day, too.
    day = date_format(date(2000, row.month, row.day), "j F")
    what = row.label or _capital(row.get_kind_display())
    return f"{what}, {day} {row.year}" if row.year else f"{what}, {day}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
