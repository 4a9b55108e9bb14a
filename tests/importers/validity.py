"""What every row of every importer must be, whatever the bytes were: valid, bounded, storable, explained."""

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime

from contacts.importers.recognise import Unreadable, read, recognise
from contacts.importers.rows import (
    DateRow,
    GiveRow,
    HandleRow,
    LeftOut,
    MessageRow,
    OwnRow,
    PersonRow,
    RecordRow,
    Refused,
    RequestRow,
    Row,
)
from contacts.rules.handles import normal_handle
from contacts.rules.important_dates import is_in_calendar
from contacts.rules.names import fold
from contacts.vocabulary import DateKind, HandleKind, HandleLabel
from contacts.wording_imports import row_sentence, unreadable_sentence

KINDS = (PersonRow, MessageRow, RequestRow, GiveRow, OwnRow, RecordRow, LeftOut, Refused)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def rows_of(data: bytes, *, mapping: Mapping[str, str] | None = None) -> list[Row] | Unreadable:
    """Everything that a file comes to, through the front door; checked."""
    try:
        found = recognise(io.BytesIO(data))
        rows = list(read(io.BytesIO(data), found, mapping=found.guess if mapping is None else mapping))
    except Unreadable as error:
        assert str(unreadable_sentence(error.why, error.told))
        return error
    check(rows)
    return rows


def check(rows: Iterable[Row]) -> None:
    for row in rows:
        assert isinstance(row, KINDS), row
        assert row.line >= 1, row
        assert len(row.part) <= 120, row
        _storable(asdict(row))
        if isinstance(row, PersonRow):
            _check_person(row)
        elif isinstance(row, MessageRow):
            assert isinstance(row.at, datetime) and row.at.tzinfo is not None, row
            assert row.conversation and len(row.conversation) <= 200, row
        elif isinstance(row, RequestRow):
            assert isinstance(row.at, datetime), row
        elif isinstance(row, GiveRow):
            assert isinstance(row.on, date), row
        elif isinstance(row, LeftOut | Refused):
            assert row.why and len(row.why) <= 32, row
            assert row_sentence(row.why, row.told), row
            assert all(isinstance(said, str) and len(said) <= 300 for said in row.told.values()), row
            if isinstance(row, Refused):
                assert len(row.excerpt) <= 200, row


def _check_person(row: PersonRow) -> None:
    assert row.name.strip() and fold(row.name) and len(row.name) <= 200, row
    for name in ("also_known_as", "organisation", "role", "place"):
        text = getattr(row, name)
        assert len(text) <= 200 and text == " ".join(text.split()), (name, text)
    assert len(row.time_zone) <= 64, row
    assert len(row.note) <= 20_000, len(row.note)
    known = set()
    for handle in row.handles:
        assert isinstance(handle, HandleRow)
        assert handle.kind in HandleKind and handle.label in HandleLabel
        normal = normal_handle(handle.kind, handle.value)
        assert normal and len(normal) <= 320 and len(handle.value) <= 320, handle
        assert (handle.kind, normal) not in known, handle
        known.add((handle.kind, normal))
    for day in row.dates:
        assert isinstance(day, DateRow) and day.kind in DateKind
        assert is_in_calendar(day.month, day.day, day.year) and len(day.label) <= 100, day
        assert day.year is None or 1800 <= day.year <= 2199, day
    for tag in row.tags:
        assert tag.strip() and len(tag) <= 60 and 0 < len(fold(tag)) <= 120, tag
    assert len({fold(tag) for tag in row.tags}) == len(row.tags), row.tags
    assert row.connected_on is None or isinstance(row.connected_on, date)


def _storable(value: object) -> None:
    """As text of PostgreSQL, in JSON or out of it: no NUL, no half of a pair."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            _storable(key)
            _storable(one)
    elif isinstance(value, list | tuple):
        for one in value:
            _storable(one)
    elif isinstance(value, str):
        assert not _UNSTORABLE.search(value), value[:500]


def people(rows: list[Row] | Unreadable) -> list[PersonRow]:
    assert isinstance(rows, list), rows
    return [row for row in rows if isinstance(row, PersonRow)]


def person(data: bytes | str, **more: Mapping[str, str]) -> PersonRow:
    """The one person of a file."""
    (found,) = people(rows_of(data.encode() if isinstance(data, str) else data, **more))
    return found


def said(row: Row) -> dict[str, object]:
    """What a row says, without what it leaves empty."""
    return {one.name: value for one in fields(row) if (value := getattr(row, one.name))}
