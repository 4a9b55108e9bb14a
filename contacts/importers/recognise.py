"""What a file is, told by its content, and its rows. The one door to every importer.

Each format is a module beside this one, with two functions. A table (CSV) is handed over as a `sheets.Sheet`, whose
header is known already; everything else as an open binary file that stands at its beginning. ``part`` is what the
rows say of the file they are in; all rows come lazily, in the file's order, and the same for the same bytes.

    vcard     recognises(head: str) -> bool                  read_vcard(file: BinaryIO, *, part: str = "")
    google    recognises(header: Sequence[str]) -> bool      read_google(sheet: Sheet, *, part: str = "")
    outlook   recognises(header: Sequence[str]) -> bool      read_outlook(sheet: Sheet, *, part: str = "")
    mapped    guess(header: Sequence[str]) -> dict[str, str] read_mapped(sheet: Sheet, *, mapping, part: str = "")
    monica    recognises(head: str) -> bool                  read_monica(file: BinaryIO, *, part: str = "")
    rapport   recognises(head: str) -> bool                  read_rapport(file: BinaryIO, *, part: str = "")
    linkedin  part_of(header: Sequence[str]) -> LinkedinFile | None   read_linkedin(file, sort, *, part: str = "")

``head`` is the beginning of the file (`sheets.HEAD` bytes) as text. Every ``read_…`` answers with ``Iterator[Row]``.
"""

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from contacts.importers import google, linkedin, mapped, monica, outlook, rapport, vcard
from contacts.importers.archives import is_archive, open_archive, part_name, useful
from contacts.importers.rows import Refused, Row
from contacts.importers.sheets import HEAD, Sheet, first_rows
from contacts.importers.texts import encoding_of, head_text
from contacts.importers.unreadable import Unreadable
from contacts.vocabulary import ImportFormat

__all__ = ["Recognised", "Unreadable", "read", "recognise"]

SAMPLES = 5
MOST_COLUMNS = 200
CELL_SHOWN = 200

# How the files begin that people bring by mistake: each has a sentence of its own.
_NOT_FOR_US: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf_file"),
    (b"\x89PNG", "image_file"),
    (b"\xff\xd8\xff", "image_file"),
    (b"GIF87a", "image_file"),
    (b"GIF89a", "image_file"),
    (b"II*\0", "image_file"),
    (b"MM\0*", "image_file"),
    (b"\xd0\xcf\x11\xe0", "office_file"),
    (b"!BDN", "outlook_store"),
    (b"\x1f\x8b", "other_archive"),
    (b"7z\xbc\xaf", "other_archive"),
    (b"Rar!\x1a\x07", "other_archive"),
    (b"\xfd7zXZ", "other_archive"),
    (b"SQLite format 3", "not_text"),
    (b"\x7fELF", "not_text"),
    (b"MZ\x90", "not_text"),
)
# Of a text, hardly any sign is a control sign.
_CONTROL_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Recognised:
    """``parts``: the files of a zip that are read, in reading order; ``("",)`` for a single file. ``unknown``: those
    that are not for us. ``columns``, ``samples`` and ``guess`` (column to field) are of a CSV of no known kind alone.
    ``sorts``: what each part of a LinkedIn export is.
    """

    format: ImportFormat
    parts: tuple[str, ...] = ("",)
    unknown: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()
    guess: dict[str, str] = field(default_factory=dict)
    sorts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    format: ImportFormat
    sort: str = ""
    rank: int = 0


_FIRST = (
    ImportFormat.RAPPORT,
    ImportFormat.LINKEDIN,
    ImportFormat.MONICA,
    ImportFormat.VCARD,
    ImportFormat.GOOGLE,
    ImportFormat.OUTLOOK,
    ImportFormat.CSV,
)
_ONE_PART_ALONE = {ImportFormat.RAPPORT, ImportFormat.MONICA, ImportFormat.CSV}


def recognise(file: BinaryIO, *, name: str = "") -> Recognised:
    """What ``file`` (seekable) is, by its beginning and, of a zip, the beginnings of its files.

    ``name`` is asked only where two of LinkedIn's files have the very same columns (`linkedin.told_by_name`).
    Raises `Unreadable` where nothing in it is a row for us.
    """
    file.seek(0)
    head = file.read(HEAD)
    if is_archive(head):
        return _recognise_archive(file)
    part = _recognise_head(head, name)
    if part.format != ImportFormat.CSV:
        return Recognised(part.format, sorts=(part.sort,))
    return _recognise_table(file, "", ())


def read(file: BinaryIO, found: Recognised, *, mapping: Mapping[str, str] | None = None) -> Iterator[Row]:
    """The rows of ``file``, lazily; the same for the same bytes. ``mapping``: column to field, of `ImportFormat.CSV`.

    A file of a zip that breaks off in the middle costs a `Refused` and what would come after; the next one is read.
    """
    sorts = found.sorts or ("",) * len(found.parts)
    if found.parts == ("",):
        file.seek(0)
        yield from _rows(file, found.format, sorts[0], mapping or {}, "")
        return
    with open_archive(file) as archive:
        for name, sort in zip(found.parts, sorts, strict=True):
            part, line = part_name(name), 0
            try:
                with archive.open(name) as entry:
                    for row in _rows(entry, found.format, sort, mapping or {}, part):  # type: ignore[arg-type]
                        line = row.line
                        yield row
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
                yield Refused(part=part, line=line + 1, why="part_damaged", told={"name": part})


def _rows(file: BinaryIO, kind: ImportFormat, sort: str, mapping: Mapping[str, str], part: str) -> Iterator[Row]:
    if kind == ImportFormat.LINKEDIN:
        return linkedin.read_linkedin(file, linkedin.LinkedinFile(sort), part=part)
    if kind == ImportFormat.CSV:
        return mapped.read_mapped(mapped.sheet_of(file), mapping=mapping, part=part)
    if kind == ImportFormat.GOOGLE:
        return google.read_google(Sheet(file, is_header=google.recognises), part=part)
    if kind == ImportFormat.OUTLOOK:
        return outlook.read_outlook(Sheet(file, is_header=outlook.recognises), part=part)
    if kind == ImportFormat.VCARD:
        return vcard.read_vcard(file, part=part)
    if kind == ImportFormat.MONICA:
        return monica.read_monica(file, part=part)
    return rapport.read_rapport(file, part=part)


def _recognise_archive(file: BinaryIO) -> Recognised:
    known: list[_Part] = []
    unknown: list[str] = []
    with open_archive(file) as archive:
        for entry in useful(archive):
            try:
                with archive.open(entry) as opened:
                    head = opened.read(HEAD)
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
                unknown.append(entry.filename)
                continue
            if is_archive(head) or _beginning(head) == "other_archive":
                raise Unreadable("archive_in_archive", name=part_name(entry.filename))
            try:
                known.append(_recognise_head(head, entry.filename))
            except Unreadable:
                unknown.append(entry.filename)
        return _chosen(archive, known, unknown)


def _chosen(archive: zipfile.ZipFile, known: list[_Part], unknown: list[str]) -> Recognised:
    """The parts of one format: of a zip with several, the one that says most."""
    kind = next((kind for kind in _FIRST if any(part.format == kind for part in known)), None)
    if kind is None:
        raise Unreadable("archive_without_rows")
    parts = sorted((part for part in known if part.format == kind), key=lambda part: part.rank)
    if kind in _ONE_PART_ALONE:
        parts = parts[:1]
    names = tuple(part.name for part in parts)
    # Beside our own export's one file lies the same again as tables, cards and pages.
    rest = () if kind == ImportFormat.RAPPORT else (*unknown, *(p.name for p in known if p.name not in names))
    if kind == ImportFormat.CSV:
        with archive.open(names[0]) as table:
            return _recognise_table(table, names[0], rest)  # type: ignore[arg-type]
    return Recognised(kind, parts=names, unknown=rest, sorts=tuple(part.sort for part in parts))


def _recognise_head(head: bytes, name: str) -> _Part:
    """What begins with ``head``. Raises `Unreadable`."""
    if not head.strip(b"\0\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty_file")
    if why := _beginning(head):
        raise Unreadable(why)
    text = head_text(head)
    start = text.lstrip()[:200].lower()
    if start.startswith(("{", "[")):
        if rapport.recognises(text):
            return _Part(name, ImportFormat.RAPPORT)
        if monica.recognises(text):
            return _Part(name, ImportFormat.MONICA)
        raise Unreadable("json_unknown")
    if start.startswith(("<!doctype html", "<html", "<?xml", "<head", "<svg")):
        raise Unreadable("web_page")
    if vcard.recognises(text):
        return _Part(name, ImportFormat.VCARD)
    return _recognise_rows(first_rows(head, is_header=_is_known), name)


def _is_known(cells: Sequence[str]) -> bool:
    return bool(linkedin.part_of(cells)) or google.recognises(cells) or outlook.recognises(cells)


def _recognise_rows(rows: Sequence[tuple[int, list[str]]], name: str) -> _Part:
    for _line, cells in rows:
        if sort := linkedin.part_of(cells):
            sort = linkedin.told_by_name(sort, name)
            return _Part(name, ImportFormat.LINKEDIN, sort.value, linkedin.READING_ORDER.index(sort))
    if any(google.recognises(cells) for _line, cells in rows):
        return _Part(name, ImportFormat.GOOGLE)
    if any(outlook.recognises(cells) for _line, cells in rows):
        return _Part(name, ImportFormat.OUTLOOK)
    if not any(len(cells) > 1 for _line, cells in rows):
        raise Unreadable("no_table")
    return _Part(name, ImportFormat.CSV)


def _recognise_table(file: BinaryIO, part: str, unknown: tuple[str, ...]) -> Recognised:
    sheet = mapped.sheet_of(file)
    if not sheet.header:
        raise Unreadable("no_table")
    if len(sheet.header) > MOST_COLUMNS:
        raise Unreadable("too_many_columns", limit=str(MOST_COLUMNS))
    columns = mapped.columns_of(sheet)
    samples: list[tuple[str, ...]] = []
    for row in sheet.rows():
        if not isinstance(row, Row):
            samples.append(tuple(cell[:CELL_SHOWN] for cell in row.cells))
        if len(samples) == SAMPLES:
            break
    return Recognised(
        ImportFormat.CSV,
        parts=(part,),
        unknown=unknown,
        columns=columns,
        samples=tuple(samples),
        guess=mapped.guess(columns),
    )


def _beginning(head: bytes) -> str:
    """Which of the files that are not for us begins so; empty where it may be a text."""
    for magic, why in _NOT_FOR_US:
        if head.startswith(magic):
            return why
    if head[:3] == b"BZh" and head[4:10] == b"1AY&SY":
        return "other_archive"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image_file"
    if head[4:8] == b"ftyp" or (head[:4] == b"RIFF" and head[8:12] in {b"WEBP", b"WAVE", b"AVI "}):
        return "image_file"
    if encoding_of(head)[0] != "utf-8":
        return ""
    controls = sum(head.count(bytes([sign])) for sign in (*range(1, 9), *range(14, 26), *range(28, 32)))
    return "not_text" if controls > _CONTROL_SHARE * len(head) else ""
