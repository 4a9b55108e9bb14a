"""People as vCard 4.0 (RFC 6350): one card each, folded and escaped as it wants, in UTF-8 with CRLF."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from contacts.vocabulary import DateKind, HandleKind, HandleLabel

Plain = Mapping[str, Any]

LONGEST_LINE = 75  # octets, without the line end
_LINE_END = re.compile(r"\r\n|\r|\n")
# What no parameter may hold, and no text either but for tab and line end.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def card(person: Plain) -> str:
    """The card of one person of the export. Deleted rows below them are not there."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(person))


def _lines(person: Plain) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"UID:urn:uuid:{person['public_id']}"
    yield f"FN:{_text(person['name'])}"
    if person["also_known_as"]:
        yield f"NICKNAME:{_text(person['also_known_as'])}"
    if person["organisation"]:
        yield f"ORG:{_text(person['organisation'])}"
    if person["role"]:
        yield f"TITLE:{_text(person['role'])}"
    if person["place"]:
        yield f"ADR:;;;{_text(person['place'])};;;"
    if person["time_zone"]:
        yield f"TZ:{_text(person['time_zone'])}"
    for handle in person["handles"]:
        yield _handle(handle)
    for place, day in enumerate(person["important_dates"], start=1):
        yield from _day(day, f"item{place}")
    if person["tags"]:
        yield f"CATEGORIES:{','.join(_text(name) for name in person['tags'])}"
    if person["note"]:
        yield f"NOTE:{_text(person['note'])}"
    yield f"REV:{datetime.fromisoformat(person['updated_at']).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"


def _handle(handle: Plain) -> str:
    kind = "home" if handle["label"] == HandleLabel.PERSONAL else "work"
    value = _text(handle["value"])
    if handle["kind"] == HandleKind.EMAIL:
        return f"EMAIL;TYPE={kind}:{value}"
    if handle["kind"] == HandleKind.PHONE:
        return f"TEL;VALUE=text;TYPE={kind}:{value}"
    address = handle["value"] if "://" in handle["value"] else f"https://{handle['value']}"
    return f"URL;TYPE={kind}:{_one_line(address)}"


def _day(day: Plain, group: str) -> Iterator[str]:
    value = (
        f"{day['year']:04}{day['month']:02}{day['day']:02}" if day["year"] else f"--{day['month']:02}{day['day']:02}"
    )
    if day["kind"] == DateKind.BIRTHDAY:
        yield f"BDAY:{value}"
    elif day["kind"] == DateKind.ANNIVERSARY and not day["label"]:
        yield f"ANNIVERSARY:{value}"
    else:
        # The standard has no other day; most address books know this pair.
        yield f"{group}.X-ABDATE;VALUE=date-and-or-time:{value}"
        yield f"{group}.X-ABLABEL:{_text(day['label'] or day['kind'])}"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return _CONTROL.sub("", _LINE_END.sub(r"\\n", escaped))


def _one_line(value: str) -> str:
    return _CONTROL.sub("", _LINE_END.sub("", value))


def _folded(line: str) -> str:
    """Cut into pieces of at most 75 octets, never within a character; each but the first begins with a space."""
    pieces: list[str] = []
    for piece in _pieces(line):
        pieces.append(piece if not pieces else f" {piece}")
    return "\r\n".join(pieces)


def _pieces(line: str) -> Sequence[str]:
    if len(line.encode()) <= LONGEST_LINE:
        return [line]
    pieces: list[str] = []
    piece: list[str] = []
    octets, room = 0, LONGEST_LINE
    for sign in line:
        size = len(sign.encode())
        if octets + size > room:
            pieces.append("".join(piece))
            piece, octets, room = [], 0, LONGEST_LINE - 1
        piece.append(sign)
        octets += size
    return [*pieces, "".join(piece)]
