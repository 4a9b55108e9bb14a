"""Bytes to cards: the lines of a vCard file put together again, whatever wrote them. 2.1, 3.0 and 4.0 may follow one
another in one file; each value is decoded by itself, since in 2.1 each may have its own charset.

Read leniently by hand: cards of real programs break the rules in ways at which a strict parser gives up on the whole
file. Memory stays flat: what is not for us (pictures, keys) is passed over while it is read, and a card that is still
too large is not kept.
"""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import BinaryIO

PIECE = 64 * 1024
LARGEST_CARD = 1_000_000
# Without those of pictures and the like.
MOST_LINES = 10_000
DEEPEST = 5
# A property of a card: name, then parameters or the value.
_PROPERTY = re.compile(rb"(?:[A-Za-z0-9_-]{1,60}\.)?[A-Za-z][A-Za-z0-9_-]{0,59}\s*[;:]")
_BEGIN = re.compile(rb"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_BREAK = re.compile(rb"\r\n|\n|\r")
# Pictures, sounds, keys and what programs keep for themselves: never kept, never fetched.
PASSED_OVER = frozenset(
    {
        *(
            "PHOTO",
            "LOGO",
            "SOUND",
            "KEY",
            "X-KEY",
            "REV",
            "UID",
            "PRODID",
            "VERSION",
            "SORT-STRING",
            "MAILER",
            "CLASS",
        ),
        *("SOURCE", "NAME", "PROFILE", "XML", "CLIENTPIDMAP", "FBURL", "CALURI", "CALADRURI", "CAPURI", "KIND"),
        *("X-MS-OL-DESIGN", "X-MS-CARDPICTURE", "X-MS-OL-DEFAULT-POSTAL-ADDRESS", "X-MS-TEXT", "X-MS-INTERESTS-RANK"),
        *(
            "X-ABUID",
            "X-ABADR",
            "X-ABSHOWAS",
            "X-IMAGETYPE",
            "X-IMAGEHASH",
            "X-SHARED-PHOTO-DISPLAY-PREF",
            "X-WALLPAPER",
        ),
        *(
            "X-ADDRESSING-GRAMMAR",
            "X-ADDRESSBOOKSERVER-KIND",
            "X-IRMC-LUID",
            "X-IRMC-N",
            "X-ACCOUNT",
            "X-CRYPTO",
            "X-EVOLUTION-FILE-AS",
        ),
        *(
            "X-MS-OL-DESIGN",
            "X-APPLE-SUBLOCALITY",
            "X-APPLE-SUBADMINISTRATIVEAREA",
            "X-OWNCLOUD",
            "CREATED",
            "X-RADICALE-NAME",
        ),
    }
)
_KINDS = frozenset({"KIND", "X-ADDRESSBOOKSERVER-KIND"})
LONGEST_HEADER = 4000
_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "B", "Q", "7BIT", "8BIT", "BINARY"}
_CODECS = re.compile(
    r"utf-?(8|16(-[bl]e)?)|ascii|iso8859-\d+|cp\d+|koi8-[rut]|mac-\w+|shift_jis\w*|euc_\w+|iso2022_\w+|gb\w+|big5\w*|tis-620"
)


@dataclass(frozen=True, slots=True)
class Property:
    """One property, decoded, its escapes still in. ``kinds``: what TYPE says, in lower case."""

    name: str
    value: str
    group: str = ""
    params: dict[str, list[str]] = field(default_factory=dict)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self.params.get("TYPE", ()))

    @property
    def is_preferred(self) -> bool:
        return "pref" in self.kinds or self.params.get("PREF", [""])[0] in {"1", "pref"}


@dataclass(slots=True)
class Card:
    """``line``: where it begins. ``lines``: how many it has that were kept. ``too_large``, ``cut_off`` (the file ends
    within it): nothing of it is to be used.
    """

    line: int
    version: str = ""
    kind: str = ""
    properties: list[Property] = field(default_factory=list)
    agents: list[Card] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    size: int = 0
    lines: int = 0
    too_large: bool = False
    cut_off: bool = False
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Stray:
    """Text outside every card."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class _Header:
    """What stands before a value. ``quoted``: in quoted-printable; ``encoded``: in base64; both say how it goes on."""

    name: str
    group: str
    params: dict[str, list[str]]
    quoted: bool
    encoded: bool

    @property
    def is_passed_over(self) -> bool:
        return self.encoded or self.name in PASSED_OVER


@dataclass(slots=True)
class _Open:
    """A card being read, and the property being put together: what is held of its value, or, while there was no colon
    yet, of its header.
    """

    card: Card
    header: _Header | None = None
    held: bytearray = field(default_factory=bytearray)
    has_colon: bool = True
    passed_over: bool = True
    encoded: bool = False


def cards(file: BinaryIO, *, depth: int = 0) -> Iterator[Card | Stray]:
    """Every card of the file in order, and what stands between them. Lazily."""
    stack: list[_Open] = []
    stray: Stray | None = None
    for number, line, over in _lines(_pieces(file)):
        begins, ends = bool(_BEGIN.fullmatch(line)), bool(_END.fullmatch(line))
        if begins:
            if stray:
                yield stray
                stray = None
            above = stack[-1] if stack else None
            nested = above and above.header and above.header.name == "AGENT" and not above.held.strip()
            if stack and not nested:
                # Its end is missing, and yet it is whole: the next one has begun.
                yield _closed(stack)
                stack.clear()
            stack.append(_Open(Card(line=number)))
        elif ends and stack:
            _flush(stack[-1])
            done = stack.pop().card
            if not stack:
                yield done
            elif depth + len(stack) < DEEPEST:
                stack[-1].card.agents.append(done)
                _grow(stack[-1].card, done.size, lines=done.lines)
                stack[-1].header, stack[-1].passed_over = None, True
        elif stack:
            _take(stack[-1], line, over=over)
        elif line.strip() and not ends and stray is None:
            stray = Stray(number, _decoded(line[:1000], ""))
    if stray:
        yield stray
    if stack:
        card = _closed(stack)
        card.cut_off = True
        yield card


def _closed(stack: list[_Open]) -> Card:
    while len(stack) > 1:
        _flush(stack[-1])
        inner = stack.pop().card
        stack[-1].card.agents.append(inner)
    _flush(stack[0])
    return stack[0].card


def _take(at: _Open, line: bytes, *, over: bool) -> None:
    """One line of a card: it goes on with the property before, or begins one."""
    if at.header and at.header.quoted and at.held.endswith(b"="):
        del at.held[-1:]
        _hold(at, line)
    elif line[:1] in (b" ", b"\t") and at.header and not at.has_colon:
        _open(at, bytes(at.held) + line[1:])
    elif line[:1] in (b" ", b"\t") and at.header:
        # Folded. 2.1 keeps the space, since it folds between words only.
        _hold(at, line if at.card.version == "2.1" and not at.encoded else line[1:])
    elif not line.strip():
        at.encoded = False
    elif at.encoded and b":" not in line:
        _hold(at, line)
    elif _PROPERTY.match(line):
        _flush(at)
        _open(at, line)
    elif at.header:
        # A text whose lines were broken without folding them.
        _hold(at, b"\n" + line)
    else:
        _grow(at.card, len(line))
        if not at.card.too_large:
            at.card.strays.append(_decoded(line, ""))
    if not (at.header and at.passed_over):
        _grow(at.card, 0, lines=1)
    if over and not at.passed_over:
        at.card.too_large = True


def _open(at: _Open, line: bytes) -> None:
    raw, colon, value = _parted(line)
    at.header = header = _header(raw)
    at.has_colon = bool(colon)
    at.passed_over, at.encoded = header.is_passed_over, header.encoded
    at.held.clear()
    if not at.passed_over and (not at.card.excerpt or header.name == "FN"):
        at.card.excerpt = _decoded(line[:400], "")
    if header.name == "VERSION":
        at.card.version = _decoded(value[:40], "").strip()
    elif header.name in _KINDS:
        at.card.kind = _decoded(value[:40], "").strip().lower()
    _grow(at.card, len(raw))
    _hold(at, value if colon else raw)


def _hold(at: _Open, line: bytes) -> None:
    if at.passed_over or at.card.too_large:
        # The sign that quoted-printable goes on is all that counts.
        at.held[:] = b"=" if line.endswith(b"=") else b""
        return
    _grow(at.card, len(line))
    if not at.card.too_large:
        at.held += line


def _grow(card: Card, by: int, *, lines: int = 0) -> None:
    card.size += by + 1
    card.lines += lines
    card.too_large = card.too_large or card.size > LARGEST_CARD or card.lines > MOST_LINES


def _flush(at: _Open) -> None:
    """The property that was being put together is whole."""
    if at.card.too_large:
        at.card.properties.clear()
        at.card.agents.clear()
        at.card.strays.clear()
    elif at.header and not at.passed_over and at.has_colon:
        at.card.properties.append(_property(at.header, bytes(at.held)))
    at.header, at.has_colon, at.passed_over, at.encoded = None, True, True, False
    at.held.clear()


def _property(header: _Header, value: bytes) -> Property:
    if header.quoted:
        value = quopri.decodestring(value.rstrip(b"="))
    charset = header.params.get("CHARSET", [""])[0]
    return Property(name=header.name, value=_decoded(value, charset), group=header.group, params=header.params)


def _parted(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Header, colon and value: at the first colon outside quotation marks, or at the first where they do not close."""
    colon = line.find(b":")
    if colon < 0 or b'"' not in line[:colon]:
        return line.partition(b":")
    quoted = False
    for at, sign in enumerate(line[:LONGEST_HEADER]):
        if sign == 0x22:
            quoted = not quoted
        elif sign == 0x3A and not quoted:
            return line[:at], b":", line[at + 1 :]
    return line.partition(b":")


def _header(raw: bytes) -> _Header:
    """The same few headers come again and again: short ones are remembered."""
    return _short_header(raw) if len(raw) <= 100 else _read_header(raw)


def _read_header(raw: bytes) -> _Header:
    first, *rest = _split_params(_decoded(raw, ""))
    group, _, name = first.rpartition(".")
    params: dict[str, list[str]] = {}
    for text in rest:
        key, equals, said = text.partition("=")
        key, said = key.strip().upper(), said.strip() if equals else ""
        if not equals:
            key, said = ("ENCODING" if key in _ENCODINGS else "TYPE"), key
        values = [part.strip().strip('"') for part in said.split(",")]
        params.setdefault(key, []).extend(part.lower() if key in {"TYPE", "PREF"} else part for part in values)
    encodings = {said.upper() for said in params.get("ENCODING", ())}
    return _Header(
        name=name.strip().upper(),
        group=group.strip().lower(),
        params=params,
        quoted=bool(encodings & {"QUOTED-PRINTABLE", "Q"}),
        encoded=bool(encodings & {"BASE64", "B"}),
    )


_short_header = lru_cache(maxsize=1024)(_read_header)


def _split_params(header: str) -> list[str]:
    """At every semicolon outside quotation marks."""
    if '"' not in header:
        return header.split(";")
    parts: list[list[str]] = [[]]
    quoted = False
    for sign in header:
        if sign == '"':
            quoted = not quoted
        if sign == ";" and not quoted:
            parts.append([])
        else:
            parts[-1].append(sign)
    return ["".join(part) for part in parts]


@lru_cache(maxsize=256)
def _codec(charset: str) -> str:
    """Python's name of a charset, or nothing where it is none that a text is written in."""
    if not re.fullmatch(r"[A-Za-z0-9_.:-]{1,30}", charset):
        return ""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ""
    return name if _CODECS.fullmatch(name) else ""


def _decoded(raw: bytes, charset: str) -> str:
    """By its own charset, else UTF-8, else the one of Western Windows. A few broken signs do not spoil the rest."""
    for codec in (_codec(charset[:40]), "utf-8"):
        if codec:
            try:
                return raw.decode(codec)
            except (UnicodeDecodeError, ValueError):
                continue
    mended = raw.decode("utf-8", "replace")
    beyond = sum(byte > 0x7F for byte in raw)
    return mended if mended.count("\ufffd") * 4 <= beyond else raw.decode("cp1252", "replace")


def nested(text: str, *, depth: int) -> list[Card]:
    """Cards inside a value, as 3.0 writes an agent."""
    if depth >= DEEPEST:
        return []
    return [card for card in cards(BytesIO(text.encode("utf-8", "replace")), depth=depth) if isinstance(card, Card)]


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """The file in UTF-8 or what its values say, without its byte order mark."""
    first = file.read(PIECE)
    wide = wide_encoding(first)
    if not wide:
        yield first.removeprefix(codecs.BOM_UTF8)
        while piece := file.read(PIECE):
            yield piece
        return
    decoder = codecs.getincrementaldecoder(wide)("replace")
    piece = first
    while piece:
        yield decoder.decode(piece).encode("utf-8", "replace").removeprefix(codecs.BOM_UTF8)
        piece = file.read(PIECE)
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def wide_encoding(head: bytes) -> str:
    """UTF-16's name where the first bytes are written in it, with or without its mark; else nothing."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16-le" if head.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    even, odd = head[0:200:2], head[1:200:2]
    if len(odd) >= 8 and not any(odd[:8]) and all(even[:8]):
        return "utf-16-le"
    return "utf-16-be" if len(odd) >= 8 and not any(even[:8]) and all(odd[:8]) else ""


def _lines(pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """Number, line, and whether it was too long to keep whole."""
    number, over, held, carried = 1, False, bytearray(), b""

    def keep(part: bytes) -> bool:
        held.extend(part[: LARGEST_CARD + 1 - len(held)])
        return len(held) > LARGEST_CARD

    for piece in pieces:
        text = carried + piece
        carried = b""
        if text.endswith(b"\r"):
            # A line feed may follow in the next piece.
            text, carried = text[:-1], b"\r"
        *whole, rest = _BREAK.split(text)
        for part in whole:
            over = keep(part) or over
            yield number, bytes(held), over
            number, over = number + 1, False
            held.clear()
        over = keep(rest) or over
    if held or carried:
        yield number, bytes(held), over
