"""JSON files entry by entry, with flat memory whatever they hold: a text or an entry of any size, nesting of any depth,
a number of a million figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson

from contacts.importers.texts import ROW_LIMIT
from contacts.importers.unreadable import Unreadable

PIECE = 64 * 1024
DEEPEST = 24
# What each value costs beside its own signs, so that a million empty lists are not a small entry.
_COST = 16
_SPECIAL = re.compile(rb'["\\]')
# What of a text is whole: signs and finished escapes.
_WHOLE = re.compile(rb'(?:[^"\\]++|\\u[0-9a-fA-F]{4}|\\[^u])*+')
_ENDLESS_NUMBER = re.compile(rb"[0-9eE.+-]{400}")
_HEX = b"0123456789abcdefABCDEF"

Events = Iterator[tuple[str, Any]]
# What the parser raises for a file that is not JSON, or not to its end.
BROKEN = (ijson.JSONError, UnicodeDecodeError, ValueError)


class ShortLines:
    """A file of JSON as the parser reads it: line by line, so that `line` is where it stands (1 is the first), and with
    every text cut behind as many bytes as an entry may have: whoever reads it sees that it is too long.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.line = 1
        self._file = file
        self._ready = b""
        self._at = 0
        self._ended_line = False
        self._in_text = False
        self._escaped = False
        self._hex = 0
        self._length = 0
        self._over = False
        self._first = True

    def read(self, size: int = -1) -> bytes:
        """The rest of the line, or as much of it as is there. Empty at the end of the file alone."""
        if size == 0:
            return b""
        while self._at >= len(self._ready):
            piece = self._file.read(PIECE)
            if not piece:
                return b""
            if self._first:
                piece, self._first = piece.removeprefix(b"\xef\xbb\xbf"), False
            self._ready, self._at = self._shortened(piece), 0
        if self._ended_line:
            self.line, self._ended_line = self.line + 1, False
        end = self._ready.find(b"\n", self._at) + 1
        self._ended_line = end > 0
        end = end or len(self._ready)
        found, self._at = self._ready[self._at : end], end
        return found

    def _shortened(self, data: bytes) -> bytes:
        out: list[bytes] = []
        at = 0
        while at < len(data):
            if not self._in_text:
                quote = data.find(b'"', at)
                end = len(data) if quote < 0 else quote + 1
                if end - at >= 400 and _ENDLESS_NUMBER.search(data, at, end):
                    raise Unreadable("json_broken")
                out.append(data[at:end])
                self._in_text, self._length, self._over = quote >= 0, 0, False
                at = end
            elif self._escaped:
                self._escaped = False
                self._hex = 4 if data[at] == 0x75 else 0
                at = self._keep(out, data, at, at + 1)
            elif self._hex:
                if data[at] in _HEX:
                    self._hex -= 1
                    at = self._keep(out, data, at, at + 1)
                else:
                    self._hex = 0
            elif (end := self._whole_end(data, at)) > at:
                at = self._keep(out, data, at, end)
            else:
                found = _SPECIAL.search(data, at)
                at = self._text(out, data, at, found.start() if found else len(data))
                if found and found[0] == b'"':
                    out.append(b'"')
                    self._in_text = False
                    at += 1
                elif found:
                    self._over = self._over or self._length >= ROW_LIMIT
                    self._escaped = True
                    at = self._keep(out, data, at, at + 1)
        return b"".join(out)

    def _whole_end(self, data: bytes, at: int) -> int:
        """The end of what can be kept, or left out, as it is; ``at`` itself where the text must be cut within it."""
        found = _WHOLE.match(data, at)
        end = found.end() if found else at
        return end if self._over or self._length + end - at <= ROW_LIMIT else at

    def _keep(self, out: list[bytes], data: bytes, at: int, end: int) -> int:
        if not self._over:
            out.append(data[at:end])
            self._length += end - at
        return end

    def _text(self, out: list[bytes], data: bytes, at: int, end: int) -> int:
        """What has no escapes in it; cut between two signs, never within one of several bytes."""
        if not self._over:
            cut = min(end, at + max(0, ROW_LIMIT - self._length))
            while cut < end and data[cut] & 0xC0 == 0x80:
                cut += 1
            self._keep(out, data, at, cut)
            self._over = cut < end
        return end


class Item:
    """One value of the file, built from its events. Of what is too large or too deep only the beginning is kept."""

    def __init__(self, event: str, value: Any, events: Events, *, line: int = 0) -> None:
        """``line``: where it begins."""
        self.line = line
        self.is_too_large = False
        builder = ijson.ObjectBuilder()
        depth = size = 0
        while True:
            if event in {"start_map", "start_array"}:
                depth += 1
            elif event in {"end_map", "end_array"}:
                depth -= 1
            size += _COST + (len(value) if isinstance(value, str) else 0)
            self.is_too_large = self.is_too_large or size > ROW_LIMIT or depth > DEEPEST
            if not self.is_too_large:
                builder.event(event, value)
            if depth == 0:
                break
            event, value = next(events)
        self.value: Any = builder.value


def items(source: ShortLines) -> Iterator[tuple[str, Item | Any]]:
    """Every entry of the file's lists, and every single value outside of them, each with its path.

    A path names keys with dots between them, and ``item`` for a place in a list; a map with numbers for keys, as PHP
    writes a list with gaps, counts as one. An entry is a map in a list that is called ``values`` or stands three steps
    deep: it is handed over whole.
    """
    events: Events = ijson.basic_parse(source)
    path: list[str] = []
    in_list: list[bool] = []
    key = ""
    for event, value in events:
        if event == "map_key":
            key = "item" if value.isdigit() else value
            continue
        if event in {"end_map", "end_array"}:
            path.pop()
            in_list.pop()
            continue
        name = "item" if in_list and in_list[-1] else key
        where = ".".join([*path[1:], name])
        if event == "start_map" and name == "item" and (path[-1:] == ["values"] or len(path) == 4):
            yield where, Item(event, value, events, line=source.line)
        elif event in {"start_map", "start_array"}:
            if len(path) >= DEEPEST:
                raise Unreadable("json_broken")
            path.append(name)
            in_list.append(event == "start_array")
        else:
            yield where, value
