"""Zip files, looked at before anything in them is unpacked: how many, how big, how dense, where they would lie. Nothing
is ever written to a disk.
"""

import re
import stat
import struct
import zipfile
from typing import BinaryIO

from contacts.importers.unreadable import Unreadable

ENTRIES_LIMIT = 200
TOTAL_LIMIT = 1_000_000_000
# A text packs to a fifth or a tenth; only what is made to burst packs to a five-hundredth.
DENSITY_LIMIT = 500
DENSITY_FROM = 5_000_000
# As long as the list of a hundred thousand pages is.
DIRECTORY_LIMIT = 16_000_000
# Our own export has a page to read for each person: never opened, and as many as there are people.
_PAGE = re.compile(r"people/[a-z0-9-]{1,60}\.md")

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_LOCAL_HEADER = 30
_LOCKED = 0x1 | 0x40
_OFFICE = (
    ("xl/workbook", "spreadsheet_file"),
    ("word/document", "office_file"),
    ("ppt/presentation", "office_file"),
    ("content.xml", "office_file"),
)


def is_archive(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def open_archive(file: BinaryIO) -> zipfile.ZipFile:
    """The zip, once every entry was found harmless. Raises `Unreadable`."""
    _look_at_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error, UnicodeError) as error:
        raise Unreadable("archive_cut") from error
    entries = archive.infolist()
    count = sum(_PAGE.fullmatch(entry.filename) is None for entry in entries)
    if count > ENTRIES_LIMIT:
        raise Unreadable("archive_crowded", count=str(count), limit=str(ENTRIES_LIMIT))
    if not any(entry.file_size for entry in entries):
        raise Unreadable("archive_empty")
    for start, why in _OFFICE:
        if any(entry.filename.startswith(start) for entry in entries):
            raise Unreadable(why)
    for entry in entries:
        _look_at(entry)
    if sum(entry.file_size for entry in entries) > TOTAL_LIMIT:
        raise Unreadable("archive_bomb")
    if len({entry.filename for entry in entries}) < len(entries) or _overlap(entries, archive.start_dir):
        raise Unreadable("archive_unsafe", name=entries[0].filename[:120])
    return archive


def useful(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files in the zip, in its order, without what systems leave behind in every folder."""
    return [
        entry
        for entry in archive.infolist()
        if not entry.is_dir()
        and entry.file_size
        and not entry.filename.startswith("__MACOSX/")
        and not _PAGE.fullmatch(entry.filename)
        and entry.filename.rsplit("/", 1)[-1] not in {".DS_Store", "Thumbs.db", "desktop.ini"}
    ]


def part_name(entry: str) -> str:
    """How the rows call the file that they are in: its name, of a very long one the end."""
    return entry[-120:]


def _look_at_directory(file: BinaryIO) -> None:
    """Before the list of entries is read whole into memory: how long it says it is."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read(65_557)
    file.seek(0)
    place = len(tail) - 22 if tail[-22:-18] == _END else tail.rfind(_END)
    if place < 0 or len(tail) - place < 22:
        raise Unreadable("archive_cut")
    length = struct.unpack("<L", tail[place + 12 : place + 16])[0]
    locator = tail[max(0, place - 20) : place]
    if locator.startswith(_END_64):
        # The end in its long form lies right before its locator.
        end = tail[max(0, place - 76) : place - 20]
        length = struct.unpack("<Q", end[40:48])[0] if len(end) == 56 else DIRECTORY_LIMIT + 1
    if length > DIRECTORY_LIMIT:
        raise Unreadable("archive_crowded", count="", limit=str(ENTRIES_LIMIT))


def _look_at(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename.replace("\\", "/")
    shown = entry.filename[:120]
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/") or "\0" in name or not name:
        raise Unreadable("archive_unsafe", name=shown)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Unreadable("archive_unsafe", name=shown)
    if entry.flag_bits & _LOCKED:
        raise Unreadable("archive_password")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Unreadable("archive_method", name=shown)
    if entry.file_size > DENSITY_FROM and entry.file_size > DENSITY_LIMIT * entry.compress_size:
        raise Unreadable("archive_bomb")


def _overlap(entries: list[zipfile.ZipInfo], directory: int) -> bool:
    """Whether two entries share bytes: only a zip made to burst does so."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    starts = [entry.header_offset for entry in ordered] + [directory]
    return starts[0] < 0 or any(
        entry.header_offset + _LOCAL_HEADER + len(entry.filename) + entry.compress_size > after
        for entry, after in zip(ordered, starts[1:], strict=True)
    )
