"""Google Contacts' own CSV, in its old form ("Given Name", "Group Membership") and its new ("First Name", "Labels")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from contacts.importers.gathering import Gathered
from contacts.importers.mapped import headings, label_of
from contacts.importers.rows import Row
from contacts.importers.sheets import Record, Sheet, heading
from contacts.rules.handles import normal_handle
from contacts.rules.names import fold
from contacts.vocabulary import DateKind, HandleKind

_NUMBERED = re.compile(r"(e-mail|phone|address|organization|relation|website|event|custom field|im) (\d{1,3}) - (.+)")
_SIGNS = frozenset({"group membership", "labels", "e-mail 1 - value", "phone 1 - value", "organization name"})
_NAMES = frozenset({"given name", "first name"})
# Several values in one cell.
_BETWEEN = re.compile(r"\s*:::\s*")
_EVERYBODY = frozenset({"mycontacts", "my contacts", "other contacts"})
# How Google sorts and shows them: nothing about the person.
_PASSED_OVER = frozenset(
    {"photo", "file as", "initials", "short name", "sensitivity", "priority", "name", "directory server", "mileage"}
)
_ONE = {
    "organization name": "organisation",
    "organization title": "role",
    "organization department": "department",
    "occupation": "role",
    "location": "place",
    "birthday": "birthday",
    "notes": "note",
    "nickname": "also",
    "labels": "tags",
    "group membership": "tags",
}
_PARTS_OF_NAME = (
    ("given name", "additional name", "family name", "name suffix"),
    ("first name", "middle name", "last name", "name suffix"),
)
_TITLE = "name prefix"


def recognises(header: Sequence[str]) -> bool:
    names = {heading(name) for name in header}
    return bool(names & _NAMES and names & _SIGNS)


def read_google(sheet: Sheet, *, part: str = "") -> Iterator[Row]:
    """A row for each of the table's."""
    names = headings(sheet)
    numbered: dict[tuple[str, str], dict[str, int]] = {}
    for place, name in enumerate(names):
        if found := _NUMBERED.fullmatch(name):
            numbered.setdefault((found[1], found[2]), {}).setdefault(found[3], place)
    single = [(place, name) for place, name in enumerate(names) if not _NUMBERED.fullmatch(name)]
    for record in sheet.rows(part=part):
        if isinstance(record, Record):
            into = _person(record, sheet.header, single, numbered)
            raw = " | ".join(cell for cell in record.cells if cell.strip())
            yield from into.rows(line=record.line, part=part, raw=raw)
        else:
            yield record


def _person(
    record: Record,
    header: Sequence[str],
    single: Sequence[tuple[int, str]],
    numbered: dict[tuple[str, str], dict[str, int]],
) -> Gathered:
    into = Gathered()
    said = {name: record.cells[place].strip() for place, name in reversed(single) if record.cells[place].strip()}
    title, whole = said.get(_TITLE, ""), said.get("name", "")
    of_parts = [
        " ".join(said[part] for part in parts if part in said)
        for parts in _PARTS_OF_NAME
        if any(part in said for part in parts[:-1])
    ]
    # The whole name of the older header has the title in it.
    names = (*of_parts, whole.removeprefix(title)) if title else (whole, *of_parts)
    into.call(*names)
    into.other_names(*names)
    into.title(title)
    in_name = {_TITLE, *(part for parts in _PARTS_OF_NAME for part in parts)}
    for place, name in single:
        value = record.cells[place].strip()
        if not value or name in in_name or name in _PASSED_OVER:
            continue
        kind = _ONE.get(name)
        if kind in {"organisation", "role", "place"}:
            into.fact(kind, header[place].strip(), value)
        elif kind == "birthday":
            into.day(DateKind.BIRTHDAY, value)
        elif kind == "note":
            into.note(value)
        elif kind == "also":
            into.also(value)
        elif kind == "department":
            into.remark(_("Department"), value)
        elif kind == "tags":
            _tags(into, value)
        else:
            into.remark(header[place].strip(), value)
    for (kind, _number), places in numbered.items():
        cells = {name: record.cells[place].strip() for name, place in places.items()}
        if any(value for name, value in cells.items() if name not in {"type", "label"}):
            _entry(into, kind, cells)
    return into


def _tags(into: Gathered, value: str) -> None:
    for tag in _BETWEEN.split(value):
        tag = tag.removeprefix("*").strip()
        if fold(tag) not in _EVERYBODY:
            into.tag(tag)


def _entry(into: Gathered, kind: str, cells: dict[str, str]) -> None:
    """One of the numbered groups of columns: its label, and what else it has."""
    label = (cells.get("label") or cells.get("type") or "").removeprefix("*").strip()
    if kind == "organization":
        into.fact("organisation", _("Firm"), cells.get("name", ""))
        into.fact("role", _("Role"), cells.get("title", ""))
        for name in ("department", "symbol", "location", "job description"):
            into.remark(_(name.capitalize()), cells.get(name, ""))
        return
    if kind == "address":
        whole = cells.get("formatted", "") or ", ".join(
            cells[name]
            for name in ("po box", "extended address", "street", "city", "region", "postal code", "country")
            if cells.get(name)
        )
        into.address(
            city=cells.get("city", ""),
            region=cells.get("region", ""),
            country=cells.get("country", ""),
            whole=", ".join(line.strip() for line in whole.splitlines()),
        )
        return
    for value in _BETWEEN.split(cells.get("value", "")):
        if kind == "e-mail":
            into.email(value, label_of(label))
        elif kind == "phone" and re.search("fax|pager", label, re.IGNORECASE):
            into.remark(label, value)
        elif kind == "phone":
            into.phone(value, label_of(label))
        elif kind == "website":
            says_so = label.lower() == "profile" and "/" in normal_handle(HandleKind.PROFILE, value)
            into.web(value, profile=says_so)
        elif kind == "event":
            is_anniversary = fold(label) == "anniversary"
            into.day(DateKind.ANNIVERSARY if is_anniversary else DateKind.OTHER, value, label=label)
        elif kind == "im":
            into.remark(cells.get("service") or label or _("Chat"), value)
        else:
            into.remark(label or kind.capitalize(), value)
