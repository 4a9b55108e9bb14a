"""Zips: what is made to burst, to break out or to hide is refused before anything in it is unpacked."""

import io
import struct
import time
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importers.archives import DIRECTORY_LIMIT, ENTRIES_LIMIT, open_archive, part_name, useful
from contacts.importers.recognise import read, recognise
from contacts.importers.rows import PersonRow, Refused
from contacts.importers.unreadable import Unreadable
from tests.importers.files import ANA, CONNECTIONS, MESSAGES, message, rows_of, table, zipped

WELL = {"Connections.csv": table(CONNECTIONS, ANA), "messages.csv": table(MESSAGES, message())}


def entry_named(name: str, content: bytes = WELL["Connections.csv"], *, attributes: int = 0) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        info = zipfile.ZipInfo(name)
        # Python's own cleaning of names comes with the constructor.
        info.filename = name
        info.external_attr = attributes << 16
        archive.writestr(info, content)
    return packed.getvalue()


def patched(content: bytes, sign: bytes, offset: int, value: bytes, *, which: int = 0) -> bytes:
    """The bytes at ``offset`` behind the ``which``-th ``sign`` replaced."""
    at = -1
    for _time in range(which + 1):
        at = content.index(sign, at + 1)
    return content[: at + offset] + value + content[at + offset + len(value) :]


CENTRAL, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"


def locked() -> bytes:
    return patched(patched(zipped(WELL), CENTRAL, 8, b"\x01\x00"), LOCAL, 6, b"\x01\x00")


def overlapping() -> bytes:
    """Two entries of the list that both point to the first file's bytes."""
    same = zipped({"a.csv": WELL["Connections.csv"], "b.csv": WELL["Connections.csv"]})
    return patched(same, CENTRAL, 42, struct.pack("<L", 0), which=1)


def quoted() -> bytes:
    """The first file's bytes made to reach over the whole of the second's."""
    whole = zipped({"a.csv": WELL["Connections.csv"], "b.csv": WELL["Connections.csv"]})
    return patched(whole, CENTRAL, 20, struct.pack("<L", whole.index(CENTRAL) - 35))


def dense() -> bytes:
    return zipped({"Connections.csv": WELL["Connections.csv"] + bytes(20_000_000)})


def said_to_be_huge() -> bytes:
    whole = zipped({"a.csv": b"A,B\n" * 1_000_000, "b.csv": b"A,B\n" * 1_000_000})
    return patched(whole, CENTRAL, 24, struct.pack("<L", 2_000_000_000))


def stored_and_huge() -> bytes:
    """Entries that are not dense, but together more than is read: sizes alone tell."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in "abc":
            archive.writestr(f"{name}.csv", bytes(4_000_000))
    whole = packed.getvalue()
    for which in range(3):
        whole = patched(whole, CENTRAL, 24, struct.pack("<L", 400_000_000), which=which)
    return whole


def twice_one_name() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("Connections.csv", WELL["Connections.csv"])
        archive.writestr("Connections.csv", b"other")
    return packed.getvalue()


def packed_otherwise() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("Connections.csv", WELL["Connections.csv"])
    return packed.getvalue()


def of_an_office(entry: str) -> bytes:
    return zipped({"[Content_Types].xml": b"<?xml", entry: b"<?xml"})


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: zipped(WELL)[:300], "archive_cut"),
        (lambda: zipped(WELL)[:-30], "archive_cut"),
        (lambda: zipped(WELL)[:-1], "archive_cut"),
        (lambda: b"PK\x03\x04", "archive_cut"),
        (lambda: zipped({}), "archive_empty"),
        (lambda: zipped({"a/": b"", "b.csv": b""}), "archive_empty"),
        (lambda: zipped({"LICENSE": b"words alone", "a.png": b"\x89PNG"}), "archive_without_rows"),
        (lambda: zipped({f"{n}.csv": b"A,B\n" for n in range(ENTRIES_LIMIT + 1)}), "archive_crowded"),
        (lambda: zipped({f"{n}{'x' * 400}.csv": b"" for n in range(DIRECTORY_LIMIT // 400)}), "archive_crowded"),
        (dense, "archive_bomb"),
        (said_to_be_huge, "archive_bomb"),
        (stored_and_huge, "archive_bomb"),
        (overlapping, "archive_unsafe"),
        (quoted, "archive_unsafe"),
        (twice_one_name, "archive_unsafe"),
        (lambda: entry_named("../Connections.csv"), "archive_unsafe"),
        (lambda: entry_named("a/../../Connections.csv"), "archive_unsafe"),
        (lambda: entry_named("..\\Connections.csv"), "archive_unsafe"),
        (lambda: entry_named("/etc/Connections.csv"), "archive_unsafe"),
        (lambda: entry_named("C:\\Connections.csv"), "archive_unsafe"),
        (lambda: entry_named("\\\\host\\Connections.csv"), "archive_unsafe"),
        (lambda: entry_named("link", b"/etc/passwd", attributes=0o120777), "archive_unsafe"),
        (locked, "archive_password"),
        (packed_otherwise, "archive_method"),
        (lambda: zipped({**WELL, "inner.zip": zipped(WELL)}), "archive_in_archive"),
        (lambda: zipped({**WELL, "inner.csv": zipped(WELL)}), "archive_in_archive"),
        (lambda: zipped({**WELL, "inner.gz": b"\x1f\x8b\x08" + bytes(20)}), "archive_in_archive"),
        (lambda: of_an_office("xl/workbook.xml"), "spreadsheet_file"),
        (lambda: of_an_office("word/document.xml"), "office_file"),
    ],
)
def test_a_zip_that_is_not_opened(make: Callable[[], bytes], why: str) -> None:
    content = make()
    began = time.thread_time()
    with pytest.raises(Unreadable) as raised:
        recognise(io.BytesIO(content))
    assert raised.value.why == why
    assert time.thread_time() - began < 2


def test_what_systems_leave_in_every_folder_is_nobodys_file() -> None:
    files = {**WELL, "__MACOSX/._Connections.csv": b"\0\5\x16\7", ".DS_Store": b"Bud1", "a/Thumbs.db": b"\xd0\xcf"}
    found = recognise(io.BytesIO(zipped(files)))
    assert found.parts == ("Connections.csv", "messages.csv")
    assert found.unknown == ()


def test_a_zip_within_folders_and_with_a_comment() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"made by a program"
        archive.writestr("Basic/", b"")
        archive.writestr("Basic/Ünï/Connections.csv", WELL["Connections.csv"])
    (row,) = rows_of(packed.getvalue())
    assert isinstance(row, PersonRow)
    assert row.part == "Basic/Ünï/Connections.csv"


def test_a_long_name_of_a_file_keeps_its_end() -> None:
    name = "x" * 300 + "/Connections.csv"
    (row,) = rows_of(zipped({name: WELL["Connections.csv"]}))
    assert row.part == part_name(name)
    assert len(row.part) == 120
    assert row.part.endswith("/Connections.csv")


def test_a_zip_that_says_its_size_in_the_long_form() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive, archive.open("Connections.csv", "w", force_zip64=True) as entry:
        entry.write(WELL["Connections.csv"])
    assert len(rows_of(packed.getvalue())) == 1


def test_a_damaged_file_costs_itself_and_not_the_next() -> None:
    people = table(CONNECTIONS, *((f"Ana{n * 7919 % 10_007}", *ANA[1:]) for n in range(10_000)))
    whole = zipped({"Connections.csv": people, "messages.csv": WELL["messages.csv"]})
    broken = bytearray(whole)
    middle = whole.index(b"messages.csv") // 2
    broken[middle : middle + 200] = bytes(200)
    rows = rows_of(bytes(broken))
    damaged = [row for row in rows if isinstance(row, Refused) and row.why == "part_damaged"]
    assert [row.part for row in damaged] == ["Connections.csv"]
    assert rows.index(damaged[0]) > 1_000
    assert rows[-1].part == "messages.csv"


@given(st.data())
def test_a_zip_with_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(zipped(WELL))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=6)):
        whole[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.none() | st.integers(0, len(whole)))
    file = io.BytesIO(bytes(whole[:cut]))
    try:
        list(read(file, recognise(file)))
    except Unreadable:
        return


def test_useful_files_stand_in_the_order_of_the_zip() -> None:
    with open_archive(io.BytesIO(zipped({"b": b"1", "a": b"2", "c/": b""}))) as archive:
        assert [entry.filename for entry in useful(archive)] == ["b", "a"]
