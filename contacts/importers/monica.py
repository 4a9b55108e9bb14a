"""Monica 4's JSON export to rows. ``account.data`` is a list of ``{count, type, values}``; what a contact took part in,
and what an entry's kind is called, stands elsewhere in the file under its uuid. So the file is read twice: first what
others point to, which waits in a small database on the disk, then people.

A person stands at the door here, so what Monica knows of them beyond addresses and days goes to the note, each entry
under its word and day (see `monica_entries`).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from contacts.importers.gathering import Gathered
from contacts.importers.json_items import BROKEN, Item, ShortLines, items
from contacts.importers.monica_entries import Entries, day_of, maps_in, text_of
from contacts.importers.rows import LeftOut, OwnRow, Refused, Row
from contacts.importers.texts import excerpt
from contacts.importers.unreadable import Unreadable
from contacts.vocabulary import DateKind

_ACCOUNT = re.compile(r'"account"\s*:\s*\{')
_SIGNS = re.compile(r'"(?:app_version|exported_by|uuid)"\s*:')
_DATA = re.compile(r'"data"\s*:\s*[\[{]')

_VALUES = "account.data.item.values.item"
_TYPE = "account.data.item.type"
_INSTANCE = "account.instance."
_JOURNAL = "account.properties.journal_entries.item"
# Lists whose entries people point to by uuid.
_POINTED_AT = frozenset({"activity", "photo", "document"})
_NOT_ABOUT_ANYBODY = {"photo": "monica_photo", "document": "monica_document"}


def recognises(head: str) -> bool:
    """Whether a text that begins like this is an export of Monica."""
    if not head.lstrip("\ufeff \t\r\n").startswith("{"):
        return False
    return all(sign.search(head) for sign in (_ACCOUNT, _SIGNS, _DATA))


def read_monica(file: BinaryIO, *, part: str = "") -> Iterator[Row]:
    """A row for each person, and one for each thing of the account's that is about nobody. Lazily.

    Raises Unreadable where the file is not JSON to its end; nothing was yielded then, since it is read twice.
    """
    with closing(sqlite3.connect("")) as database:
        known = _Known(database)
        start = file.tell()
        try:
            for kind, item in _entries(file):
                known.keep(kind, item)
            known.seal()
            file.seek(start)
            for kind, item in _entries(file):
                yield from _rows(known, kind, item, part=part)
        except BROKEN as error:
            raise Unreadable("json_broken") from error


def _entries(file: BinaryIO) -> Iterator[tuple[str, Item]]:
    """Kind (``contact``, ``activity``, ``contact_field_types``, ``journal``) and entry, in the file's order."""
    kind = ""
    for where, found in items(ShortLines(file)):
        if where == _TYPE:
            kind = str(found)
        elif isinstance(found, Item):
            if where == _VALUES:
                yield kind, found
            elif where == _JOURNAL:
                yield "journal", found
            elif where.startswith(_INSTANCE):
                yield where.split(".")[2], found


class _Known:
    """What people point to, on the disk: there may be more of it than a worker has memory."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.execute("CREATE TABLE said (kind TEXT, uuid TEXT, data TEXT, PRIMARY KEY (kind, uuid)) WITHOUT ROWID")
        database.execute("CREATE TABLE relation (of_uuid TEXT, word TEXT, uuid TEXT)")

    def keep(self, kind: str, item: Item) -> None:
        if item.is_too_large or not isinstance(item.value, dict):
            return
        said, uuid = _properties(item.value), _key(item.value.get("uuid"))
        if kind == "contact":
            self._keep("contact", uuid, {"name": _name(said), "birthdate": said.get("birthdate")})
        elif kind == "relationship":
            of, word, who = _key(said.get("of_contact")), text_of(said.get("type")), _key(said.get("contact_is"))
            self._database.execute("INSERT INTO relation VALUES (?, ?, ?)", (of, json.dumps(word[:100]), who))
        elif kind == "user":
            self._keep("me", _key(said.get("me_contact")), {})
        elif kind in _POINTED_AT or kind.endswith("_types"):
            self._keep(kind, uuid, {key: value for key, value in said.items() if key != "dataUrl"})

    def _keep(self, kind: str, uuid: str, data: dict[str, Any]) -> None:
        row = (_key(kind), uuid, json.dumps(data, default=str))
        self._database.execute("INSERT OR IGNORE INTO said VALUES (?, ?, ?)", row)

    def seal(self) -> None:
        self._database.execute("CREATE INDEX relation_of ON relation (of_uuid)")

    def find(self, kind: str, uuid: object) -> dict[str, Any]:
        """What the file says of that; nothing where it does not."""
        row = self._database.execute("SELECT data FROM said WHERE (kind, uuid) = (?, ?)", (kind, _key(uuid))).fetchone()
        found = json.loads(row[0]) if row else {}
        return found if isinstance(found, dict) else {}

    def is_me(self, uuid: object) -> bool:
        row = self._database.execute("SELECT 1 FROM said WHERE (kind, uuid) = ('me', ?)", (_key(uuid),)).fetchone()
        return bool(row) and bool(uuid)

    def relations(self, uuid: object) -> Iterator[tuple[str, dict[str, Any]]]:
        """Of which kind, and what is known of the other."""
        rows = self._database.execute("SELECT word, uuid FROM relation WHERE of_uuid = ? LIMIT 200", (_key(uuid),))
        for word, other in rows.fetchall():
            yield json.loads(word), self.find("contact", other)


def _rows(known: _Known, kind: str, item: Item, *, part: str) -> Iterator[Row]:
    if kind not in {"contact", "user", "journal", *_NOT_ABOUT_ANYBODY}:
        return
    line, said = item.line, _properties(item.value)
    if kind in _NOT_ABOUT_ANYBODY:
        told = {"name": excerpt(text_of(said.get("original_filename")))}
        yield LeftOut(part=part, line=line, why=_NOT_ABOUT_ANYBODY[kind], told=told)
    elif item.is_too_large or not isinstance(item.value, dict):
        yield Refused(
            part=part, line=line, why="row_too_long", told={"limit": "1,000,000"}, excerpt=excerpt(_name(said))
        )
    elif kind == "journal":
        told = {"name": excerpt(text_of(said.get("title")) or text_of(said.get("date")))}
        yield LeftOut(part=part, line=line, why="monica_journal", told=told)
    elif kind == "user":
        email = excerpt(text_of(item.value.get("email")))
        yield OwnRow(part=part, line=line, name=excerpt(_name(item.value)), emails=(email,) if email else ())
    elif known.is_me(item.value.get("uuid")):
        yield OwnRow(part=part, line=line, name=excerpt(_name(said)))
    elif said.get("is_partial") is True:
        yield LeftOut(part=part, line=line, why="monica_partial", told={"name": excerpt(_name(said))})
    else:
        into = _person(known, item.value, said)
        yield from into.rows(line=line, part=part, raw=json.dumps(said, ensure_ascii=False, default=str)[:2000])


def _person(known: _Known, contact: dict[str, Any], said: dict[str, Any]) -> Gathered:
    into = Gathered()
    into.call(_name(said), text_of(said.get("nickname")))
    into.also(text_of(said.get("nickname")))
    into.fact("organisation", _("Firm"), text_of(said.get("company")))
    into.fact("role", _("Role"), text_of(said.get("job")))
    into.note(text_of(said.get("description")))
    into.remark(_("Food"), text_of(said.get("food_preferences")))
    tags = said.get("tags")
    for tag in tags if isinstance(tags, list) else list(tags.values()) if isinstance(tags, dict) else ():
        into.tag(text_of(tag))
    if said.get("is_starred") is True:
        into.tag(_("starred"))
    is_dead = said.get("is_dead") is True
    if is_dead:
        into.remark(_("Deceased"), day_of(said.get("deceased_date")) or _("yes"))
    _birthday(into, said.get("birthdate"), is_dead=is_dead)
    if said.get("is_active") is False:
        into.note(_("Archived in Monica"))
    into.remark(_("First met"), day_of(said.get("first_met_date")))
    into.remark(_("First met through"), text_of(known.find("contact", said.get("first_met_through")).get("name")))
    into.remark(_("Last talked to"), day_of(said.get("last_talked_to")))
    if every := text_of(said.get("stay_in_touch_frequency")):
        into.remark(_("Keep in touch"), _("every %(days)s days") % {"days": every})
    for word, other in known.relations(contact.get("uuid")):
        born = _born(other.get("birthdate"))
        when = f" ({_('birthday')} {born})" if born else ""
        into.remark(word.replace("_", " ").capitalize() or _("Related"), text_of(other.get("name")) + when)
    entries = Entries(into, known.find, is_dead=is_dead)
    for group in maps_in(contact.get("data")):
        values = group.get("values")
        for value in values if isinstance(values, list) else list(values.values()) if isinstance(values, dict) else ():
            entries.take(text_of(group.get("type")), value)
    return into


def _birthday(into: Gathered, date: object, *, is_dead: bool) -> None:
    born = _born(date)
    if born and is_dead:
        into.unusable(_("Birthday"), born)
    elif born:
        into.day(DateKind.BIRTHDAY, born)
    else:
        into.remark(_("Year of birth, by age"), day_of(date)[:4])


def _born(date: object) -> str:
    """The day of birth as far as it is known, ``1980-03-22`` or ``--03-22``.

    Empty where only an age is: Monica puts the first of January for it.
    """
    if not isinstance(date, dict) or date.get("is_age_based") is True:
        return ""
    day = day_of(date)
    return f"--{day[5:]}" if date.get("is_year_unknown") is True else day


def _properties(entry: object) -> dict[str, Any]:
    """What an entry says; an entry that has no such part says it itself."""
    if not isinstance(entry, dict):
        return {}
    said = entry.get("properties")
    return said if isinstance(said, dict) else entry


def _name(said: dict[str, Any]) -> str:
    return " ".join(filter(None, (text_of(said.get(key)) for key in ("first_name", "middle_name", "last_name"))))


def _key(uuid: object) -> str:
    """A uuid as the database keeps it. Whatever the file has in its place is no longer than one, and plain."""
    return str(uuid or "")[:100].encode("ascii", "replace").decode()
