"""Text or a small CSV into rows of name, e-mail and firm, each with its line and, if it cannot be taken, the reason.

Pure: knows nobody, so whether a row is somebody known already is asked elsewhere.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from email.utils import getaddresses
from enum import Enum
from itertools import islice
from typing import Literal

from contacts.rules.names import fold

MAX_ROWS = 500
MAX_BYTES = 1024 * 1024
NAME_LENGTH = 200
EMAIL_LENGTH = 254

_EMAIL = re.compile(r"[^@\s<>,;\"'()]+@[^@\s<>,;\"'()]+\.[^@\s<>,;\"'().]{2,}")
_BETWEEN_WORDS = re.compile(r"[\s<>,;\"'()]+")
_LIST_MARK = re.compile(r"^\s*(?:[-*•·–—]|\d{1,3}[.)])\s+")
_DELIMITERS = "\t;,"

_HEADERS = {
    "name": (
        "name, full name, fullname, display name, person, contact, who, vor- und nachname, nom complet, nombre, navn, "
        "namn, naam, imię i nazwisko"
    ),
    "first": "first name, firstname, given name, forename, vorname, prénom, fornavn, förnamn, voornaam, nome, imię",
    "last": (
        "last name, lastname, surname, family name, nachname, familienname, nom, apellidos, apellido, cognome, "
        "etternavn, efternavn, efternamn, achternaam, nazwisko"
    ),
    "email": (
        "e-mail, email, mail, e-mail address, email address, mail address, e-mail 1 - value, e-mail-adresse, courriel, "
        "correo, correo electrónico, e-post, epost, posta elettronica"
    ),
    "firm": (
        "firm, company, organisation, organization, employer, firma, unternehmen, société, entreprise, empresa, "
        "azienda, bedrijf, selskap, företag, organization name"
    ),
}
_HEADER_OF = {fold(word): column for column, words in _HEADERS.items() for word in words.split(", ")}


class Refusal(Enum):
    """Why a row cannot be taken."""

    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    LONG_FIRM = "long_firm"
    BAD_EMAIL = "bad_email"
    CONTROL = "control"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One person as read. ``line`` counts from 1, and several people may share one; ``place`` counts the people.

    ``same_as`` is the earlier line of a row that stands there twice, ``left_out`` the columns nothing was read from.
    """

    line: int
    name: str
    email: str = ""
    organisation: str = ""
    refusal: Refusal | None = None
    same_as: int | None = None
    place: int = 0
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Cut:
    """All rows that say something, in order. ``too_many``: more than fit at once; ``rows`` then holds none."""

    rows: tuple[PastedRow, ...]
    too_many: bool = False

    @property
    def good(self) -> tuple[PastedRow, ...]:
        return tuple(row for row in self.rows if row.refusal is None)

    @property
    def columns_left_out(self) -> int:
        """How many columns say something that is none of name, e-mail and firm."""
        return len(frozenset().union(*(row.left_out for row in self.rows)))

    @property
    def refused(self) -> tuple[PastedRow, ...]:
        return tuple(row for row in self.rows if row.refusal is not None)


def decode(data: bytes) -> str:
    """A file's bytes as text: UTF-8 or UTF-16 where it says or shows so, else Latin-1, which takes any bytes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    nulls = data[:2000].count(0)
    if nulls > len(data[:2000]) // 4:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Windows' Latin-1 has letters and quotes where the true one has control characters.
        return data.decode("cp1252", errors="replace") if not _has_cp1252_holes(data) else data.decode("latin-1")


def _has_cp1252_holes(data: bytes) -> bool:
    return any(hole in data for hole in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"))


def cut(text: str) -> Cut:
    """Rows of what was pasted: a name a line, addresses as mail programs write them, or columns, with a head or not."""
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").replace("\r\n", "\n").replace("\r", "\n")
    delimiter = "" if _names_in_a_row(text) else _delimiter(text)
    # One more than fit is enough to know.
    read = list(islice(_columns(text, delimiter) if delimiter else _lines(text), MAX_ROWS + 1))
    if len(read) > MAX_ROWS:
        return Cut(rows=(), too_many=True)
    judged = (_judged(row, place) for place, row in enumerate(read, start=1))
    return Cut(rows=tuple(_without_repeats(judged)))


def _delimiter(text: str) -> str:
    """What separates columns, or nothing where each line is one name."""
    lines = [line for line in text.split("\n") if line.strip()]
    if any("<" in line and _address_in(line) for line in lines[:20]):
        return ""
    for mark in _DELIMITERS:
        having = sum(mark in line for line in lines)
        # Most lines have it, or the first does, being the head of the columns.
        if lines and (having * 2 >= len(lines) or (mark in lines[0] and _head(lines[0].split(mark)))):
            return mark
    return ""


def _names_in_a_row(line: str) -> list[str]:
    """The people of a single line that lists at least three: names of two to four words, each with a capital."""
    if "@" in line or "\n" in line.strip() or len(line) > MAX_ROWS * NAME_LENGTH:
        return []
    mark = ";" if ";" in line else ","
    names = [name for name in map(_plain, line.split(mark)) if name]
    return names if len(names) >= 3 and all(map(_reads_as_a_name, names)) else []


def _reads_as_a_name(text: str) -> bool:
    words = text.split()
    capitals = [word for word in words if word[0].isupper()]
    return 2 <= len(words) <= 5 and len(capitals) >= 2 and words[-1][0].isupper() and not any(map(str.isdigit, text))


def _lines(text: str) -> Iterable[PastedRow]:
    in_a_row = _names_in_a_row(text)
    for number, line in enumerate(text.split("\n"), start=1):
        line = _LIST_MARK.sub("", line)
        if not line.strip():
            continue
        if in_a_row:
            yield from (PastedRow(number, name) for name in in_a_row)
        elif "<" in line and "@" in line:
            yield from (
                PastedRow(number, _plain(name), address.strip())
                for name, address in _mailboxes(line)
                if name or address
            )
        elif word := _address_in(line):
            name = line.replace(word, " ").strip(" \t,;:()<>-")
            yield PastedRow(number, _plain(name), word.strip("."))
        else:
            yield PastedRow(number, _plain(line))


def _address_in(line: str) -> str:
    """The first word that is an e-mail, with a full stop that may end the sentence; else nothing."""
    # Word by word: looking for one anywhere in a long line takes time by the square of its length.
    for word in _BETWEEN_WORDS.split(line) if "@" in line else ():
        if "@" in word and len(word) <= EMAIL_LENGTH and _EMAIL.fullmatch(word.strip(".")):
            return word
    return ""


def _mailboxes(line: str) -> list[tuple[str, str]]:
    """Name and address of each, as mail programs write them."""
    try:
        return getaddresses([line])
    except RecursionError:
        # Brackets within brackets within brackets are no addresses.
        return [(line, "")]


def _columns(text: str, delimiter: str) -> Iterable[PastedRow]:
    # One quote too many would swallow the rest of the text as a single cell; then quotes are letters like others.
    quoting: Literal[0, 3] = csv.QUOTE_NONE if text.count('"') % 2 else csv.QUOTE_MINIMAL
    csv.field_size_limit(2 * MAX_BYTES)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, quoting=quoting, skipinitialspace=True)
    head: dict[str, int] | None = None
    is_first = True
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if is_first:
            is_first = False
            head = _head(cells)
            if head:
                continue
        yield _by_head(reader.line_num, cells, head) if head else _by_content(reader.line_num, cells)


def _head(cells: Sequence[str]) -> dict[str, int] | None:
    """Which column is which, if these cells are names of columns rather than a person."""
    named: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = _HEADER_OF.get(fold(cell.strip(' "')))
        if column and column not in named:
            named[column] = place
    if any("@" in cell for cell in cells):
        return None
    # "Nome" is a whole name where no surname stands beside it.
    if "first" in named and "last" not in named and "name" not in named:
        named["name"] = named.pop("first")
    if "last" in named and "first" not in named and "name" not in named:
        named["name"] = named.pop("last")
    return named if {"name", "first"} & set(named) else None


def _by_head(line: int, cells: Sequence[str], head: dict[str, int]) -> PastedRow:
    def cell(column: str) -> str:
        place = head.get(column)
        return _plain(cells[place]) if place is not None and place < len(cells) else ""

    name = cell("name") or f"{cell('first')} {cell('last')}".strip()
    said = {place for place, text in enumerate(cells) if text.strip()}
    return PastedRow(line, name, cell("email"), cell("firm"), left_out=frozenset(said - set(head.values())))


def _by_content(line: int, cells: Sequence[str]) -> PastedRow:
    """Without a head: the cell with an @ is the e-mail, the first other one the name, the next one the firm."""
    plain = [_plain(cell) for cell in cells]
    email = next((cell for cell in plain if "@" in cell), "")
    others = [place for place, cell in enumerate(plain) if cell and cell != email]
    name, firm = [*(plain[place] for place in others), "", ""][:2]
    return PastedRow(line, name, email, firm, left_out=frozenset(others[2:]))


def _plain(text: str) -> str:
    """White space single; a pair of quotes around the whole is packaging."""
    text = " ".join(_LIST_MARK.sub("", text).split())
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _judged(row: PastedRow, place: int) -> PastedRow:
    return replace(row, refusal=_refusal(row), place=place)


def _refusal(row: PastedRow) -> Refusal | None:
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in row.name + row.email + row.organisation):
        return Refusal.CONTROL
    if not any(letter.isalnum() for letter in row.name):
        return Refusal.NO_NAME
    if len(row.name) > NAME_LENGTH:
        return Refusal.LONG_NAME
    if len(row.organisation) > NAME_LENGTH:
        return Refusal.LONG_FIRM
    if row.email and (len(row.email) > EMAIL_LENGTH or not _EMAIL.fullmatch(row.email)):
        return Refusal.BAD_EMAIL
    return None


def _without_repeats(rows: Iterable[PastedRow]) -> Iterable[PastedRow]:
    """The same address, or the same name and firm without an address, a second time is one person listed twice."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = ("@", row.email.casefold()) if row.email else (fold(row.name), fold(row.organisation))
        if row.refusal is None and key in seen:
            row = replace(row, refusal=Refusal.TWICE, same_as=seen[key])
        elif row.refusal is None:
            seen[key] = row.line
        yield row
