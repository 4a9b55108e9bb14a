"""The plain rows that every importer hands over. Each says where it stands: its part (the file inside a zip, or empty)
and the line on which it begins, the first line being 1.

What cannot be used is a row, too: `LeftOut` is no fault of the file (a closed member, a draft, an advert), `Refused`
is. So every row of a file is accounted for, and nothing goes missing in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from contacts.vocabulary import DateKind, HandleKind, HandleLabel, RequestWay, Side


@dataclass(frozen=True, slots=True)
class HandleRow:
    """An address as the file has it."""

    kind: HandleKind
    value: str
    label: HandleLabel = HandleLabel.WORK


@dataclass(frozen=True, slots=True)
class DateRow:
    """A yearly day; ``year`` only where the file knows it."""

    kind: DateKind
    month: int
    day: int
    year: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody as another row speaks of them: a name, and their profile address where there is one."""

    name: str
    profile: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    part: str = ""
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow(Row):
    """Somebody to stand at the door. ``connected_on``: since when a network connects the two. ``in_note``: how many
    values could not be used where they belong, and stand in the note.
    """

    name: str
    also_known_as: str = ""
    organisation: str = ""
    role: str = ""
    place: str = ""
    time_zone: str = ""
    note: str = ""
    handles: tuple[HandleRow, ...] = ()
    dates: tuple[DateRow, ...] = ()
    tags: tuple[str, ...] = ()
    connected_on: date | None = None
    in_note: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow(Row):
    """One message of a conversation. ``at`` is aware, in UTC."""

    conversation: str
    sender: Known
    recipients: tuple[Known, ...]
    at: datetime
    text: str
    subject: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow(Row):
    """A request to connect. ``at`` is aware where the file names a zone, else naive in the account's own time."""

    way: RequestWay
    who: Known
    at: datetime
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveRow(Row):
    """A recommendation (``text`` is what it says) or an endorsement (``skill``), from ``giver`` to the other side."""

    giver: Side
    who: Known
    organisation: str = ""
    role: str = ""
    on: date
    text: str = ""
    skill: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow(Row):
    """Something about the account's owner: never a person, but it tells who "me" is in the other rows."""

    name: str = ""
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow(Row):
    """A piece of our own export, as its JSON has it: one person with everything, or the account's own part."""

    about: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Row):
    """A row that is well and yet not for us. ``why`` is a code of `contacts.wording_imports`."""

    why: str
    told: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(Row):
    """A row that cannot be used. ``excerpt``: its beginning, at most 200 characters, to find it by."""

    why: str
    told: dict[str, str] = field(default_factory=dict)
    excerpt: str = ""
