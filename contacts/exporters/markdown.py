"""One person as a Markdown page to read and keep: facts, interactions newest first, favours, what is to do.

It is the user's own copy, so private notes are in it, marked. What is deleted is not.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.rules.names import fold
from contacts.vocabulary import (
    Channel,
    DateKind,
    DayPrecision,
    Depth,
    ExchangeState,
    FollowUpKind,
    HandleKind,
    RequestAnswer,
    RequestWay,
    Side,
    Size,
    StartedBy,
)

Plain = Mapping[str, Any]

NAME_LENGTH = 40
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_BAD = re.compile(r"[^a-z0-9]+")


def file_name(person: Plain) -> str:
    """A name that every file system takes, and no two people share: ``ana-ferreira-1f0c2d3e4a5b.md``."""
    letters = unicodedata.normalize("NFKD", fold(person["name"])).encode("ascii", "ignore").decode()
    slug = _BAD.sub("-", letters).strip("-")[:NAME_LENGTH].strip("-") or "person"
    return f"{slug}-{person['public_id'].replace('-', '')[:12]}.md"


def page(person: Plain) -> str:
    """The page of one person of the export."""
    return "\n".join([f"# {_line(person['name'])}", "", *_sections(person)]).rstrip() + "\n"


def _sections(person: Plain) -> Iterator[str]:
    yield from _facts(person)
    if person["note"]:
        yield from (f"## {_('Note')}", "", *_quoted(person["note"]), "")
    talks = sorted(_kept(person["interactions"]), key=_when, reverse=True)
    if talks:
        yield from (f"## {_('Interactions')}", "")
        for talk in talks:
            yield from _talk(talk, is_founder=_founded(person) == talk["public_id"])
    favours = sorted(_kept(person["exchanges"]), key=lambda favour: favour["opened_on"], reverse=True)
    if favours:
        yield from (f"## {_('Favours')}", "", *(f"- {_favour(favour)}" for favour in favours), "")
    open_ones = [row for row in person["follow_ups"] if row["state"] == "open"]
    if open_ones:
        yield from (f"## {_('To do')}", "", *(f"- {_follow_up(row)}" for row in open_ones), "")
    if person["requests"]:
        yield from (f"## {_('Requests to connect')}", "")
        for request in person["requests"]:
            yield from _request(request)


def _facts(person: Plain) -> Iterator[str]:
    told = [
        (_("Also known as"), person["also_known_as"]),
        (_("Firm"), person["organisation"]),
        (_("Role"), person["role"]),
        (_("Place"), person["place"]),
        (_("Time zone"), person["time_zone"]),
        (_("Tags"), ", ".join(person["tags"])),
        (_("Where they came from"), person["source_note"]),
    ]
    told += [(_capital(HandleKind(row["kind"]).label), row["value"]) for row in person["handles"]]
    told += [(_capital(row["label"] or DateKind(row["kind"]).label), _yearly(row)) for row in person["important_dates"]]
    if person["contact"]:
        told.append((_("Contact"), _("yes")))
    lines = [f"- {_line(label)}: {_line(value)}" for label, value in told if value]
    if lines:
        yield from (*lines, "")


def _talk(talk: Plain, *, is_founder: bool) -> Iterator[str]:
    about = [_capital(Channel(talk["channel"]).label), str(Depth(talk["depth"]).label)]
    about.append(_("who started: %(who)s") % {"who": StartedBy(talk["started_by"]).label})
    if is_founder:
        about.append(_("made them a contact"))
    if talk["private"]:
        about.append(_("private"))
    if talk["unfinished"]:
        about.append(_("to finish"))
    yield from (f"### {_day_of(talk)}", "", ", ".join(about), "")
    for label, text in ((_("Talked about"), talk["talked_about"]), (_("Learned about them"), talk["learned"])):
        if text:
            yield from (f"**{label}**", "", *_quoted(text), "")
    for message in talk["messages"]:
        who = _("me") if message["author"] == Side.ME else _("them")
        yield from (f"**{who}, {message['at'][:16].replace('T', ' ')} UTC**", "", *_quoted(message["text"]), "")


def _favour(favour: Plain) -> str:
    who = _("I give") if favour["giver"] == Side.ME else _("they give")
    told = [who, _line(favour["what"]), str(Size(favour["size"]).label), str(ExchangeState(favour["state"]).label)]
    if favour["asked"]:
        told.insert(1, _("asked for"))
    if favour["due_on"]:
        told.append(_("by %(day)s") % {"day": _day(favour["due_on"])})
    if favour["settled_on"]:
        told.append(_("settled on %(day)s") % {"day": _day(favour["settled_on"])})
    if favour["our_work"]:
        told.append(_("our work"))
    if favour["private"]:
        told.append(_("private"))
    return f"{_day(favour['opened_on'])}: {', '.join(told)}"


def _follow_up(row: Plain) -> str:
    told = _capital(FollowUpKind(row["kind"]).label)
    day = _day(row["snoozed_until"] or row["due_on"])
    return f"{day}: {told}{', ' + _line(row['text']) if row['text'] else ''}"


def _request(request: Plain) -> Iterator[str]:
    told = (_capital(RequestWay(request["way"]).label), str(RequestAnswer(request["answer"]).label))
    yield from (f"- {_day(request['sent_on'])}: {', '.join(told)}", "")
    if request["text"]:
        yield from (*_quoted(request["text"]), "")


# Words


def _kept(rows: Sequence[Plain]) -> list[Plain]:
    return [row for row in rows if row["deleted_at"] is None]


def _founded(person: Plain) -> str | None:
    return person["contact"]["founded_on"] if person["contact"] else None


def _when(talk: Plain) -> tuple[str, str]:
    return talk["happened_on"], talk["happened_at"] or ""


def _day_of(talk: Plain) -> str:
    day = date.fromisoformat(talk["happened_on"])
    if talk["day_precision"] == DayPrecision.YEAR:
        return str(day.year)
    if talk["day_precision"] == DayPrecision.MONTH:
        return date_format(day, "F Y")
    return date_format(day, "j M Y") + (f", {talk['happened_at'][:5]}" if talk["happened_at"] else "")


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "j M Y")


def _yearly(row: Plain) -> str:
    # Any leap year serves: 29 February is a day, too.
    day = date_format(date(2000, row["month"], row["day"]), "j F")
    return f"{day} {row['year']}" if row["year"] else day


def _line(text: object) -> str:
    """One line in which nothing is taken for a mark."""
    return _MARKS.sub(r"\\\1", " ".join(str(text).split()))


def _quoted(text: str) -> list[str]:
    """What somebody wrote, line by line, so that nothing of it is taken for a part of the page."""
    return [("> " + _MARKS.sub(r"\\\1", line)).rstrip() for line in text.splitlines()]


def _capital(text: object) -> str:
    said = str(text)
    return said[:1].upper() + said[1:]
