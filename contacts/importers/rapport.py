"""Our own export, read back: rapport.json as docs/export-format.md describes it, version 1 or 2, as a stream.

What stands on the account comes first, then people, each with everything, then what binds two of them, wherever the
file has it. Lines are not of any use in such a file: ``line`` counts its records, the first being 1.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson

from contacts.importers.rows import LeftOut, RecordRow, Refused, Row
from contacts.importers.unreadable import Unreadable

FORMAT = "rapport-export"
VERSION = 2

PERSON = "person"
# What binds two people, so that both must be there.
BETWEEN = {"not_same": "not_same", "merged": "merged", "elsewhere": "elsewhere"}
RECORDS = frozenset({PERSON, *BETWEEN.values()})
OF_THE_ACCOUNT = {
    "circles": "circle",
    "tags": "tag",
    "events": "event",
    "offers": "offer",
    "muted": "mute",
    "channels": "channel",
}
# In the file for its reader alone: a new account has its own.
STAYS_BEHIND = frozenset({"invitations", "digests", "notifications", "imports", "bulk_changes", "merges", "exports"})
_LISTS = {**OF_THE_ACCOUNT, "people": PERSON, **BETWEEN}

# A person of so many signs has written more than a library; nothing of ours makes one.
LARGEST = 32 * 1024 * 1024
DEEPEST = 12
EXCERPT = 200

_FORMAT = re.compile(r'"format"\s*:\s*"rapport-export"')


def recognises(head: str) -> bool:
    """Whether a text that begins like this is an export of ours, whatever its version."""
    return head.lstrip("\ufeff \t\r\n").startswith("{") and _FORMAT.search(head) is not None


def read_rapport(file: BinaryIO, *, part: str = "") -> Iterator[Row]:
    """The records of rapport.json. ``data`` of each: ``row`` as it stands, the file's ``version`` and its ``account``.

    Raises Unreadable for a version that is newer than this house, a file that says none before its records, and,
    after everything before it, where the file breaks off.
    """
    records = _Records(part)
    later: list[Row] = []
    try:
        for row in records.read(file):
            if isinstance(row, RecordRow) and row.about in BETWEEN.values():
                later.append(row)
            else:
                yield row
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise Unreadable("rapport_broken") from error
    if records.version is None:
        raise Unreadable("rapport_no_version")
    yield from later


class _Records:
    """The state of one reading: whose file it is, and how many records came so far."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.line = 0
        self.version: int | None = None
        self.account = ""

    def read(self, file: BinaryIO) -> Iterator[Row]:
        events = ijson.basic_parse(file, use_float=True)
        if next(events, ("", None))[0] != "start_map":
            raise Unreadable("rapport_broken")
        for event, key in events:
            if event == "end_map":
                return
            first, value = next(events)
            if key == "version":
                self._judge_version(value)
            elif key == "account":
                item = _Item(first, value, events)
                self.account = str(item.value.get("public_id", "")) if isinstance(item.value, dict) else ""
                yield self._record("account", item)
            elif key in _LISTS and first == "start_array":
                for item in _items(events):
                    yield self._record(_LISTS[key], item)
            elif key in STAYS_BEHIND and first == "start_array":
                if rows := sum(1 for _item in _items(events)):
                    yield self._left_out(key, rows)
            else:
                _Item(first, value, events)

    def _judge_version(self, value: object) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise Unreadable("rapport_no_version")
        if value > VERSION:
            raise Unreadable("rapport_from_the_future", version=str(value)[:20], known=str(VERSION))
        self.version = value

    def _record(self, about: str, item: "_Item") -> Row:
        if self.version is None:
            raise Unreadable("rapport_no_version")
        self.line += 1
        if item.is_too_big or not isinstance(item.value, dict):
            why = "record_too_big" if item.is_too_big else "record_broken"
            return Refused(part=self.part, line=self.line, why=why, excerpt=item.excerpt())
        told = {"row": item.value, "version": self.version, "account": self.account}
        return RecordRow(part=self.part, line=self.line, about=about, data=told)

    def _left_out(self, key: str, rows: int) -> Row:
        self.line += 1
        return LeftOut(part=self.part, line=self.line, why=f"record_{key}", told={"rows": str(rows)})


def _items(events: Iterator[tuple[str, Any]]) -> Iterator["_Item"]:
    for event, value in events:
        if event == "end_array":
            return
        yield _Item(event, value, events)


class _Item:
    """One value of the file, built from its events; of what is too big or too deep only the beginning is kept."""

    def __init__(self, event: str, value: Any, events: Iterator[tuple[str, Any]]) -> None:
        self.is_too_big = False
        self._builder = ijson.ObjectBuilder()
        depth, length = 0, 0
        while True:
            if event in {"start_map", "start_array"}:
                depth += 1
            elif event in {"end_map", "end_array"}:
                depth -= 1
            elif isinstance(value, str):
                length += len(value)
            if length > LARGEST or depth > DEEPEST:
                self.is_too_big = True
            if not self.is_too_big:
                self._builder.event(event, value)
            if depth == 0:
                break
            event, value = next(events)

    @property
    def value(self) -> Any:
        return self._builder.value

    def excerpt(self) -> str:
        """Something to find it by: the name, else the beginning."""
        named = self.value.get("name") if isinstance(self.value, dict) else None
        return str(named or self.value)[:EXCERPT]
