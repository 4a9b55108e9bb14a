"""Somebody as a row of a file has them, made fit for the notebook: lines clean, addresses normal, what cannot be kept
said in the note, so that nothing goes missing in silence.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from contacts.importers.rows import DateRow, HandleRow, PersonRow
from contacts.models.accounts import validate_time_zone
from contacts.rules.handles import normal_handle
from contacts.rules.important_dates import is_in_calendar
from contacts.rules.matching import Address, Seen
from contacts.rules.names import fold
from contacts.rules.texts import clean_line, clean_text
from contacts.vocabulary import HandleKind

LINE_LENGTH = 200
NOTE_LENGTH = 20_000
# What stands in one line each, in the order in which a preview shows it.
LINES = ("also_known_as", "organisation", "role", "place")


@dataclass(frozen=True)
class Arrival:
    """``fields`` are those of Person that the row fills; addresses by their normal form."""

    name: str
    fields: dict[str, str]
    handles: dict[Address, HandleRow]
    dates: tuple[DateRow, ...]
    tags: tuple[str, ...]
    connected_on: date | None
    by_name: bool
    # How many values went into the note, since they could not be kept where they belong.
    in_note: int = 0

    @cached_property
    def addresses(self) -> frozenset[Address]:
        return frozenset(self.handles)

    @cached_property
    def seen(self) -> Seen:
        """What to find them by. ``by_name`` where the file tells its people apart by profile, and has none here."""
        has_profile = any(kind == HandleKind.PROFILE for kind, _value in self.handles)
        return Seen(
            name=fold(self.name),
            organisation=fold(self.fields.get("organisation", "")),
            addresses=self.addresses,
            by_name=self.by_name and not has_profile,
        )

    @property
    def is_named_by_address(self) -> bool:
        """Whether the row has no name but an address to call them by."""
        return any(clean_line(handle.value) == self.name for handle in self.handles.values())


def arrival_of(row: PersonRow, *, by_name: bool) -> Arrival:
    """``by_name``: the file tells its people apart by their profile, and those without one only by name."""
    more: list[str] = []
    fields: dict[str, str] = {}
    for name in LINES:
        line = clean_line(getattr(row, name))
        if len(line) > LINE_LENGTH:
            more.append(line)
            line = line[:LINE_LENGTH].rstrip()
        if line:
            fields[name] = line
    if zone := clean_line(row.time_zone):
        try:
            validate_time_zone(zone)
            fields["time_zone"] = zone
        except ValidationError:
            more.append(_("Time zone in the file: %(value)s") % {"value": zone[:200]})
    handles: dict[Address, HandleRow] = {}
    for handle in row.handles:
        if normal := normal_handle(handle.kind, handle.value):
            handles.setdefault((handle.kind.value, normal), handle)
        elif clean_line(handle.value):
            more.append(_("Address in the file: %(value)s") % {"value": clean_line(handle.value)[:400]})
    dates = []
    for day in row.dates:
        if is_in_calendar(month=day.month, day=day.day, year=day.year):
            dates.append(day)
        else:
            told = "-".join(str(part) for part in (day.year, day.month, day.day) if part is not None)
            more.append(_("Day in the file: %(value)s") % {"value": told})
    text = "\n".join(part for part in (clean_text(row.note), *more) if part)
    if text:
        fields["note"] = text[:NOTE_LENGTH]
    return Arrival(
        name=clean_line(row.name),
        fields=fields,
        handles=handles,
        dates=tuple(dates),
        tags=row.tags,
        connected_on=row.connected_on,
        by_name=by_name,
        in_note=row.in_note + len(more),
    )
