"""Outlook's CSV of contacts with English headings, as Outlook, outlook.com and Google write it. In other languages it
comes in as any table does, and the headings are guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contacts.importers.gathering import Gathered, says_more
from contacts.importers.mapped import headings, label_of, with_order
from contacts.importers.rows import Row
from contacts.importers.sheets import Record, Sheet, heading
from contacts.vocabulary import DateKind

_NAMES = frozenset({"first name", "last name"})
_SIGNS = frozenset(
    {
        *("e-mail address", "e-mail display name", "e-mail 2 address", "business phone", "home phone", "mobile phone"),
        *("business street", "home street", "web page", "primary phone", "company main phone", "business fax"),
    }
)
_EMAIL = re.compile(r"e-mail (?:\d )?address")
_PHONE = re.compile(r"(?:business|home|mobile|car|other|primary|radio|tty/tdd) phone(?: \d)?|callback|isdn")
_ADDRESS = re.compile(
    r"(business|home|other) (address|street|street 2|street 3|city|state|postal code|country|country/region|po box)"
)
_FACTS = {"company": "organisation", "job title": "role", "profession": "role", "location": "place"}
_NAME_PARTS = ("title", "first name", "middle name", "last name", "suffix")
# How Outlook keeps and shows an entry: nothing about the person.
_PASSED_OVER = re.compile(
    r"e-mail (?:\d )?type|initials|sensitivity|priority|private|mileage|directory server|internet free busy|photo"
)
# What often says the name again.
_NAME_AGAIN = re.compile(r"e-mail (?:\d )?display name|.*yomi")


def recognises(header: Sequence[str]) -> bool:
    names = {heading(name) for name in header}
    return names >= _NAMES and len(names & _SIGNS) >= 2


def read_outlook(sheet: Sheet, *, part: str = "") -> Iterator[Row]:
    """A row for each of the table's."""
    names = headings(sheet)
    days = [place for place, name in enumerate(names) if name in {"birthday", "anniversary"}]
    for record, day_first in with_order(sheet.rows(part=part), days):
        if isinstance(record, Record):
            into = _person(record, sheet.header, names, day_first=day_first)
            raw = " | ".join(cell for cell in record.cells if cell.strip())
            yield from into.rows(line=record.line, part=part, raw=raw)
        else:
            yield record


def _person(record: Record, header: Sequence[str], names: Sequence[str], *, day_first: bool | None) -> Gathered:
    into = Gathered()
    said = {name: cell.strip() for name, cell in zip(names, record.cells, strict=True) if cell.strip()}
    named = " ".join(said[part] for part in _NAME_PARTS if part in said and part != "title")
    into.call(named, said.get("e-mail display name", ""))
    into.title(said.get("title", ""))
    known = (into.name, said.get("title", ""), said.get("company", ""), *(said[n] for n in said if _EMAIL.fullmatch(n)))
    addresses: dict[str, dict[str, str]] = {}
    for place, name in enumerate(names):
        value = record.cells[place].strip()
        if not value or name in _NAME_PARTS or _PASSED_OVER.fullmatch(name):
            continue
        word = header[place].strip()
        if _NAME_AGAIN.fullmatch(name):
            if says_more(value, *known):
                into.remark(word, value)
        elif _EMAIL.fullmatch(name):
            into.email(value)
        elif _PHONE.fullmatch(name):
            into.phone(value, label_of(name))
        elif found := _ADDRESS.fullmatch(name):
            addresses.setdefault(found[1], {})[found[2]] = ", ".join(line.strip() for line in value.splitlines())
        elif name in _FACTS:
            into.fact(_FACTS[name], word, value)
        elif name in {"birthday", "anniversary"}:
            into.day(DateKind(name), value, day_first=day_first)
        elif name == "nickname":
            into.also(value)
        elif name in {"categories", "labels"}:
            for tag in re.split(r"\s*(?:;|,)\s*", value):
                into.tag(tag)
        elif name in {"web page", "personal web page"}:
            into.web(value)
        elif name in {"notes", "note"}:
            into.note(value)
        elif name != "gender" or value.lower() not in {"unspecified", "0"}:
            into.remark(word, value)
    for parts in addresses.values():
        _address(into, parts)
    return into


def _address(into: Gathered, parts: dict[str, str]) -> None:
    country = parts.get("country/region", "") or parts.get("country", "")
    lines = [
        parts.get(name, "") for name in ("po box", "street", "street 2", "street 3", "city", "state", "postal code")
    ]
    whole = ", ".join(line for line in (*lines, country) if line) if any(lines) else parts.get("address", country)
    into.address(city=parts.get("city", ""), region=parts.get("state", ""), country=country, whole=whole)
