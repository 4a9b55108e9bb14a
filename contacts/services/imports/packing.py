"""Rows of a file as they wait in the database: plain values in, the very same row out again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from contacts.importers.rapport import RECORDS
from contacts.importers.rows import (
    DateRow,
    GiveRow,
    HandleRow,
    Known,
    MessageRow,
    OwnRow,
    PersonRow,
    RecordRow,
    Refused,
    RequestRow,
    Row,
)
from contacts.vocabulary import DateKind, HandleKind, HandleLabel, ImportRowKind, RequestWay, Side


def kind_of(row: Row) -> ImportRowKind | None:
    """What a row is about. None for what is left out or refused: such a row is of the kind of its neighbours."""
    match row:
        case PersonRow():
            return ImportRowKind.PERSON
        case MessageRow():
            return ImportRowKind.MESSAGE
        case RequestRow():
            return ImportRowKind.REQUEST
        case GiveRow():
            return ImportRowKind.GIVE
        case OwnRow():
            return ImportRowKind.OWN
        case RecordRow():
            return ImportRowKind.RECORD if row.about in RECORDS else ImportRowKind.ACCOUNT
        case _:
            return None


def pack(row: Row) -> dict[str, Any]:
    """The row without its place in the file, as JSON can hold it. Empty values are left out."""
    match row:
        case PersonRow():
            packed: dict[str, Any] = {
                "name": row.name,
                "also_known_as": row.also_known_as,
                "organisation": row.organisation,
                "role": row.role,
                "place": row.place,
                "time_zone": row.time_zone,
                "note": row.note,
                "handles": [[handle.kind.value, handle.value, handle.label.value] for handle in row.handles],
                "dates": [[day.kind.value, day.month, day.day, day.year, day.label] for day in row.dates],
                "tags": list(row.tags),
                "connected_on": row.connected_on and row.connected_on.isoformat(),
                "in_note": row.in_note or None,
            }
        case MessageRow():
            packed = {
                "conversation": row.conversation,
                "sender": _pack_known(row.sender),
                "recipients": [_pack_known(known) for known in row.recipients],
                "at": row.at.isoformat(),
                "text": row.text,
                "subject": row.subject,
                "title": row.title,
            }
        case RequestRow():
            packed = {"way": row.way.value, "who": _pack_known(row.who), "at": row.at.isoformat(), "text": row.text}
        case GiveRow():
            packed = {
                "giver": row.giver.value,
                "who": _pack_known(row.who),
                "organisation": row.organisation,
                "role": row.role,
                "on": row.on.isoformat(),
                "text": row.text,
                "skill": row.skill,
            }
        case OwnRow():
            packed = {"name": row.name, "emails": list(row.emails)}
        case RecordRow():
            packed = {"about": row.about, "data": row.data}
        case Refused():
            packed = {"excerpt": row.excerpt}
        case _:
            packed = {}
    return {name: value for name, value in packed.items() if value not in (None, "", [])}


def unpack(data: Mapping[str, Any], *, kind: str, part: str = "", line: int = 0) -> Row:
    """The row that `pack` made this of. Raises ValueError for a kind that has none."""
    get = data.get
    match kind:
        case ImportRowKind.PERSON:
            return PersonRow(
                part=part,
                line=line,
                name=get("name", ""),
                also_known_as=get("also_known_as", ""),
                organisation=get("organisation", ""),
                role=get("role", ""),
                place=get("place", ""),
                time_zone=get("time_zone", ""),
                note=get("note", ""),
                handles=tuple(
                    HandleRow(HandleKind(of), value, HandleLabel(label)) for of, value, label in get("handles", ())
                ),
                dates=tuple(
                    DateRow(DateKind(of), month, day, year, label) for of, month, day, year, label in get("dates", ())
                ),
                tags=tuple(get("tags", ())),
                connected_on=date.fromisoformat(data["connected_on"]) if "connected_on" in data else None,
                in_note=get("in_note", 0),
            )
        case ImportRowKind.MESSAGE:
            return MessageRow(
                part=part,
                line=line,
                conversation=get("conversation", ""),
                sender=_known(get("sender")),
                recipients=tuple(map(_known, get("recipients", ()))),
                at=datetime.fromisoformat(data["at"]),
                text=get("text", ""),
                subject=get("subject", ""),
                title=get("title", ""),
            )
        case ImportRowKind.REQUEST:
            return RequestRow(
                part=part,
                line=line,
                way=RequestWay(data["way"]),
                who=_known(get("who")),
                at=datetime.fromisoformat(data["at"]),
                text=get("text", ""),
            )
        case ImportRowKind.GIVE:
            return GiveRow(
                part=part,
                line=line,
                giver=Side(data["giver"]),
                who=_known(get("who")),
                organisation=get("organisation", ""),
                role=get("role", ""),
                on=date.fromisoformat(data["on"]),
                text=get("text", ""),
                skill=get("skill", ""),
            )
        case ImportRowKind.OWN:
            return OwnRow(part=part, line=line, name=get("name", ""), emails=tuple(get("emails", ())))
        case ImportRowKind.RECORD | ImportRowKind.ACCOUNT:
            return RecordRow(part=part, line=line, about=get("about", ""), data=get("data", {}))
    raise ValueError(f"no row is of kind {kind!r}")


def day_of(row: Row) -> date | None:
    """The day on which the row says that something happened, if it says so."""
    match row:
        case PersonRow():
            return row.connected_on
        case MessageRow() | RequestRow():
            return row.at.date()
        case GiveRow():
            return row.on
        case _:
            return None


def _pack_known(known: Known) -> list[str]:
    return [known.name, known.profile] if known.profile else [known.name]


def _known(packed: list[str] | None) -> Known:
    return Known(*packed) if packed else Known("")
