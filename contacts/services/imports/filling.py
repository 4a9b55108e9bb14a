"""What a file says beyond what is noted of somebody known: empty fields are filled, and what says something else is a
conflict that keeps what is noted unless the user takes the file's word.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from contacts.importers.rows import DateRow
from contacts.models import ImportantDate, Person
from contacts.rules.important_dates import iso_day
from contacts.rules.matching import Address, names_agree
from contacts.rules.names import fold
from contacts.services.imports.arrivals import NOTE_LENGTH, Arrival
from contacts.services.tags import MOST_ON_A_PERSON, folded
from contacts.vocabulary import DateKind

MOST_DATES = 50
BIRTHDAY = "birthday"
NOTE = "note"
# What `Person` holds of a row, in the order in which a preview shows it.
FIELDS = ("also_known_as", "organisation", "role", "place", "time_zone", NOTE)


@dataclass(slots=True)
class Difference:
    """``fills`` and ``conflicts``: {field: (before, after)}. The rest is what the file has in addition."""

    fills: dict[str, tuple[str, str]] = field(default_factory=dict)
    conflicts: dict[str, tuple[str, str]] = field(default_factory=dict)
    addresses: list[Address] = field(default_factory=list)
    dates: list[DateRow] = field(default_factory=list)
    birthday: tuple[ImportantDate, DateRow] | None = None
    tags: list[str] = field(default_factory=list)

    def changes(self, *, take: bool) -> dict[str, list[Any]]:
        """As `ImportRow.changes` holds it: {field: [before, after]}."""
        told: dict[str, list[Any]] = {name: list(pair) for name, pair in self.fills.items()}
        if take:
            told |= {name: list(pair) for name, pair in self.conflicts.items()}
        for name, added in (
            ("addresses", [value for _kind, value in self.addresses]),
            ("dates", [day_text(day) for day in self.dates]),
            ("tags", list(self.tags)),
        ):
            if added:
                told[name] = [[], added]
        return told


def difference(
    person: Person,
    *,
    arrival: Arrival,
    held: Collection[Address],
    dates: Iterable[ImportantDate],
    tags: Collection[str],
) -> Difference:
    """What ``arrival`` says beyond ``person`` with their addresses, days and (folded) tags."""
    found = Difference(addresses=sorted(arrival.addresses.difference(held)))
    room = max(0, MOST_ON_A_PERSON - len(tags))
    new_tags = list({folded(tag): tag for tag in arrival.tags if folded(tag) and folded(tag) not in tags}.values())
    found.tags = new_tags[:room]
    _compare_fields(person, arrival, found, beyond=new_tags[room:])
    _compare_dates(arrival, list(dates), found)
    return found


def _compare_fields(person: Person, arrival: Arrival, found: Difference, *, beyond: Sequence[str]) -> None:
    """``beyond``: tags that they cannot carry any more, for the note."""
    told = dict(arrival.fields)
    if beyond:
        lines = (_("Tag: %(name)s") % {"name": tag} for tag in beyond)
        told[NOTE] = "\n".join(filter(None, (told.get(NOTE, ""), *lines)))
    is_other_name = not names_agree(fold(person.name), fold(arrival.name))
    if is_other_name and not person.also_known_as and "also_known_as" not in told:
        # Known by an address, under another name: the name is never touched, and this one is not lost.
        told["also_known_as"] = arrival.name
    for name in FIELDS:
        before, after = getattr(person, name), told.get(name, "")
        if not after or fold(before) == fold(after) or (name == NOTE and fold(after) in fold(before)):
            continue
        if name == NOTE and before:
            found.conflicts[name] = (before, f"{before}\n\n{after}"[:NOTE_LENGTH])
        elif before or (name == "role" and "organisation" in found.conflicts):
            # A role at one firm says nothing about the role at the other.
            found.conflicts[name] = (before, after)
        else:
            found.fills[name] = ("", after)


def _compare_dates(arrival: Arrival, held: list[ImportantDate], found: Difference) -> None:
    room, known = MOST_DATES - len(held), {_mark(row) for row in held}
    birthday = next((row for row in held if row.kind == DateKind.BIRTHDAY), None)
    for day in arrival.dates:
        if day.kind == DateKind.BIRTHDAY and birthday is not None:
            is_same = (birthday.month, birthday.day) == (day.month, day.day)
            if is_same and (day.year is None or day.year == birthday.year):
                continue
            before, after = day_text(birthday), day_text(day)
            (found.fills if is_same and birthday.year is None else found.conflicts)[BIRTHDAY] = (before, after)
            found.birthday = (birthday, day)
        elif room > 0 and (mark := _mark(day)) not in known:
            found.dates.append(day)
            known.add(mark)
            room -= 1


def _mark(day: DateRow | ImportantDate) -> tuple[str, int, int, str]:
    return str(day.kind), day.month, day.day, fold(day.label)


def day_text(day: DateRow | ImportantDate) -> str:
    """``1980-04-12``, or ``--04-12`` where the year is not known."""
    return iso_day(year=day.year, month=day.month, day=day.day)


def day_from(text: str) -> tuple[int | None, int, int]:
    """The way back from `day_text`: year or None, month, day. Raises ValueError."""
    year, month, day = text.rsplit("-", 2)
    return (None if year == "-" else int(year)), int(month), int(day)


def put(person: Person, *, values: Mapping[str, tuple[str, str]]) -> bool:
    """Set the fields of ``person`` to what these say afterwards; a birthday is no field. Whether any was."""
    fields = {name: after for name, (_before, after) in values.items() if name in FIELDS}
    for name, after in fields.items():
        setattr(person, name, after)
    return bool(fields)
