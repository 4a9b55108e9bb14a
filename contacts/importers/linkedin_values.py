"""The values in LinkedIn's files: addresses of profiles, days and moments in each of their forms, texts with markup."""

import html
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote

from contacts.importers.rows import Known, Refused
from contacts.importers.sheets import heading
from contacts.importers.texts import excerpt, many_lines, one_line

FIRST_YEAR = 1800


class LinkedinFile(StrEnum):
    """The files that are read, in the order in which they are."""

    PROFILE = "profile"
    ADDRESSES = "addresses"
    POSITIONS = "positions"
    CONNECTIONS = "connections"
    RECOMMENDATIONS_GIVEN = "recommendations_given"
    RECOMMENDATIONS_RECEIVED = "recommendations_received"
    ENDORSEMENTS_GIVEN = "endorsements_given"
    ENDORSEMENTS_RECEIVED = "endorsements_received"
    INVITATIONS = "invitations"
    MESSAGES = "messages"
    # Of one of the two kinds, while only its columns are known.
    RECOMMENDATIONS = "recommendations"


class Cells:
    """The cells of one row after the other, by the names of their columns; a column that is not there is empty."""

    def __init__(self, header: Sequence[str]) -> None:
        self._at = {heading(name): place for place, name in reversed(list(enumerate(header)))}
        self._cells: Sequence[str] = ()
        # The file ends within the last cell, perhaps.
        self.last = False
        # How 3/4/2026 is meant; None: nobody knows.
        self.day_first: bool | None = None

    def of(self, cells: Sequence[str], *, last: bool = False) -> "Cells":
        self._cells, self.last = cells, last
        return self

    def raw(self, name: str) -> str:
        place = self._at.get(name)
        return "" if place is None else self._cells[place]

    def line(self, name: str) -> str:
        """The cell as one line."""
        text = self.raw(name)
        return one_line(text) if text else ""

    def refused(self, why: str, part: str, line: int, **told: str) -> Refused:
        return Refused(part=part, line=line, why=why, told=told, excerpt=excerpt(" | ".join(filter(None, self._cells))))


# Profiles

_PROFILE = re.compile(r"linkedin\.com/(?:mwlite/|m/)?(in|pub)/([^?#\s]+)", re.IGNORECASE)
PROFILE_ADDRESS = "https://www.linkedin.com/in/"


@lru_cache(maxsize=4096)
def slug(address: str) -> str:
    """What names a person in the address of their profile: in lower case, without percent signs, language or query.

    Empty where the address is none of a person (a firm's page, a group, nothing). Old addresses below ``/pub/`` keep
    their numbers, which are a part of who it is.
    """
    found = _PROFILE.search(address)
    if not found:
        return ""
    path = unicodedata.normalize("NFC", unquote(found[2])).casefold() if "%" in found[2] else found[2].lower()
    pieces = [piece for piece in path.split("/") if piece]
    if not pieces:
        return ""
    return one_line("/".join(pieces) if found[1].lower() == "pub" else pieces[0])


def profile_of(address: str) -> str:
    """The address of a profile in the one form that all rows of a file share; empty where it is none."""
    known = slug(address)
    if not known:
        return ""
    return f"https://www.linkedin.com/pub/{known}" if "/" in known else PROFILE_ADDRESS + known


def known(name: str, address: str) -> Known:
    return Known(name=name, profile=profile_of(address) if address else "")


def name_in_slug(address: str) -> str:
    """A name to call somebody by of whom the row has the address alone: ``mary-somerville-3b1`` is Mary Somerville."""
    words = [word for word in slug(address).split("/")[0].split("-") if word and not any(c.isdigit() for c in word)]
    return " ".join(word.capitalize() for word in words) or slug(address)


_BETWEEN = re.compile(r"[\s,;]+")
# What follows a comma after a name without being another name.
_AFTER_NAME = re.compile(r"[A-Z][A-Z.\-®™/]{1,6}|[JS]r\.?|Esq\.?|Ph\.? ?D\.?|M\.? ?D\.?|[MB](?:Sc|Eng|Ed)")


def people_of(names: str, addresses: str) -> tuple[Known, ...]:
    """The several people of one cell each: names between commas, addresses between commas or spaces.

    A comma may also stand within a name ("Ada King, PhD"). Where the two cells count differently, the addresses say
    who it is, and a name is read from the address.
    """
    profiles = [piece for piece in _BETWEEN.split(addresses) if piece]
    pieces = [piece.strip() for piece in names.split(",") if piece.strip()]
    if not profiles:
        return tuple(Known(name=name) for name in _joined(pieces))
    if len(profiles) == 1:
        return (known(", ".join(pieces) or name_in_slug(profiles[0]), profiles[0]),)
    if len(pieces) != len(profiles):
        pieces = _joined(pieces)
    if len(pieces) != len(profiles):
        pieces = [name_in_slug(profile) for profile in profiles]
    return tuple(known(name, profile) for name, profile in zip(pieces, profiles, strict=True))


def _joined(pieces: list[str]) -> list[str]:
    names: list[str] = []
    for piece in pieces:
        if names and _AFTER_NAME.fullmatch(piece):
            names[-1] = f"{names[-1]}, {piece}"
        else:
            names.append(piece)
    return names


# Days and moments

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_CLOCK = r"(?:[,T\s]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
_ZONE = r"\s*(?P<zone>UTC|GMT|Z|[+-]00:?00)?"
_FORMS = tuple(
    re.compile(form + _CLOCK + _ZONE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\s(?P<word>[A-Za-z]{3,9})\.?,?\s(?P<year>\d{4})",
        r"(?P<day>\d{1,2})-(?P<word>[A-Za-z]{3,9})-(?P<year>\d{4}|\d\d)",
        r"(?P<word>[A-Za-z]{3,9})\.?\s(?P<day>\d{1,2}),?\s(?P<year>\d{4})",
        r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d\d)",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d\d)",
    )
)


@lru_cache(maxsize=4096)
def moment(text: str) -> datetime | None:
    """A day with its time, aware in UTC where the file names the zone, else naive; a day alone is its midnight.

    ``08 Feb 2026``, ``2026-02-08 14:37:00 UTC``, ``1/29/26, 2:37 PM``, ``Mar 25 2023 10:15 AM`` and their like. None
    where it is no day of the calendar, or before `FIRST_YEAR`.
    """
    if len(text) > 60:
        return None
    line = one_line(text)
    for form in _FORMS:
        if found := form.fullmatch(line):
            return _moment(found)
    return None


def day(text: str) -> date | None:
    """The day in ``text``, as the file has it."""
    found = moment(text)
    return found.date() if found else None


def _moment(found: re.Match[str]) -> datetime | None:
    said = found.groupdict()
    year = int(said["year"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    month = _MONTHS.get(said["word"].lower(), 0) if said.get("word") else int(said["month"])
    number = int(said["day"])
    if "/" in found[0] and month > 12 >= number and len(said["year"]) != len(found[0].split("/")[0]):
        month, number = number, month
    hour = int(said["hour"] or 0)
    if half := said["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if year < FIRST_YEAR:
        return None
    zone = UTC if said["zone"] else None
    try:
        return datetime(year, month, number, hour, int(said["minute"] or 0), int(said["second"] or 0), tzinfo=zone)
    except ValueError:
        return None


# Texts

# Signs that begin a tag of the few that messages have. Other angle brackets are what somebody wrote.
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>p|br|div|span|a|b|i|u|s|em|strong|ul|ol|li|h[1-6]|blockquote|pre|code|img|font|table|tr|td|th|tbody)"
    r"(?P<rest>(?:\s[^<>]{0,2000})?)/?>",
    re.IGNORECASE,
)
_OWN_LINE = {"div", "ul", "ol", "li", "tr", "table", "blockquote", "pre", *(f"h{size}" for size in range(1, 7))}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*["']?(https?://[^\s"'<>]+)""", re.IGNORECASE)


def plain(text: str) -> str:
    """A message's text as its reader saw it: paragraphs and breaks as lines, links as text with their address, the
    entities of markup as the signs they stand for.
    """
    if "<" in text:
        text = _without_tags(text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text).replace("\u00a0", " ")
    return many_lines(text)


def _without_tags(text: str) -> str:
    pieces: list[str] = []
    link, link_from, at = "", 0, 0
    for tag in _TAG.finditer(text):
        pieces.append(text[at : tag.start()])
        at = tag.end()
        name = tag["name"].lower()
        if name == "a" and not tag["end"]:
            address = _HREF.search(tag["rest"])
            link, link_from = html.unescape(address[1]) if address else "", len(pieces)
        elif name == "a" and link:
            said = html.unescape("".join(pieces[link_from:])).strip()
            pieces.append("" if link.rstrip("/") in said else f" ({link})" if said else link)
            link = ""
        elif name == "p" and tag["end"]:
            pieces.append("\n\n")
        elif name == "br" or name in _OWN_LINE:
            pieces.append("\n")
        if name == "li" and not tag["end"]:
            pieces.append("- ")
    pieces.append(text[at:])
    return "".join(pieces)
