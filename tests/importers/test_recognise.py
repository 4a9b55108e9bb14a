"""What a file is, told by its content and never by its name; and the corpus of broken files."""

import csv
import io
import random
import time
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importers.recognise import MOST_COLUMNS, read, recognise
from contacts.importers.rows import LeftOut, PersonRow, Refused, Row
from contacts.importers.unreadable import Unreadable
from contacts.spreadsheets import harmless
from contacts.vocabulary import ImportFormat
from contacts.wording_imports import row_sentence, unreadable_sentence
from tests.importers.files import (
    ANA,
    CONNECTIONS,
    INVITATIONS,
    MESSAGES,
    PREAMBLE,
    rows_of,
    table,
    tally,
    zipped,
)

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Sousa\r\nN:Sousa;Ana;;;\r\nEND:VCARD\r\n"
GOOGLE_NEW = ("First Name", "Middle Name", "Last Name", "Labels", "E-mail 1 - Label", "E-mail 1 - Value")
GOOGLE_OLD = ("Name", "Given Name", "Family Name", "Group Membership", "E-mail 1 - Type", "E-mail 1 - Value")
OUTLOOK = (
    *("Title", "First Name", "Middle Name", "Last Name", "Suffix", "Company", "Department", "Job Title"),
    *("Business Street", "Business City", "Business Phone", "E-mail Address", "E-mail Type", "E-mail Display Name"),
)
MONICA = (
    b'{"version":"1.0-preview.1","app_version":"4.1.2","export_date":"2026-02-08","account":{"uuid":"x","data":[]}}'
)
OURS = b'{"format": "rapport-export", "version": 2, "account": {}, "people": []}'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (table(CONNECTIONS, ANA), ImportFormat.LINKEDIN),
        (table(CONNECTIONS, before=PREAMBLE), ImportFormat.LINKEDIN),
        (table(MESSAGES), ImportFormat.LINKEDIN),
        (table(INVITATIONS[:5]), ImportFormat.LINKEDIN),
        (CARD, ImportFormat.VCARD),
        (b"\xef\xbb\xbf\r\n" + CARD.lower(), ImportFormat.VCARD),
        (CARD.decode().encode("utf-16"), ImportFormat.VCARD),
        (table(GOOGLE_NEW, ("Ana",)), ImportFormat.GOOGLE),
        (table(GOOGLE_OLD, ("Ana",)), ImportFormat.GOOGLE),
        (table(OUTLOOK, ("", "Ana")), ImportFormat.OUTLOOK),
        (MONICA, ImportFormat.MONICA),
        (OURS, ImportFormat.RAPPORT),
        (table(("Who", "Mail"), ("Ana", "ana@example.com")), ImportFormat.CSV),
    ],
)
@pytest.mark.parametrize("name", ["", "picture.png", "Connections.csv"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_format_is_told_by_its_content(content: bytes, expected: ImportFormat, name: str, packed: bool) -> None:
    file = io.BytesIO(zipped({name or "x": content}) if packed else content)
    found = recognise(file, name=name)
    assert found.format == expected
    assert found.parts == ((name or "x",) if packed else ("",))
    list(read(file, found, mapping={"Who": "name"}))


def test_a_table_of_no_known_kind_shows_its_columns_and_first_rows() -> None:
    rows = [(f"Ana {n}", "x" * 1_000) for n in range(9)]
    found = recognise(io.BytesIO(table(("Who", "E-mail"), *rows, before="My people\r\n", delimiter=";")))
    assert found.columns == ("Who", "E-mail")
    assert found.samples == tuple((name, words[:200]) for name, words in rows[:5])
    assert found.guess["E-mail"] == "email"


def test_columns_of_one_name_are_told_apart_and_each_is_read_as_what_it_is_said_to_be() -> None:
    file = io.BytesIO(table(("Name", "Value", "Value", "Value (2)"), ("Ana", "Acme", "ana@acme.org", "CTO")))
    found = recognise(file)
    assert found.columns == ("Name", "Value", "Value (2)", "Value (2) (2)")
    mapping = dict(zip(found.columns, ("name", "organisation", "email", "role"), strict=True))
    [row] = read(file, found, mapping=mapping)
    assert isinstance(row, PersonRow)
    assert (row.organisation, row.role, [handle.value for handle in row.handles]) == ("Acme", "CTO", ["ana@acme.org"])


def test_a_table_wider_than_anybody_could_look_through_is_refused() -> None:
    wide = [f"Column {number}" for number in range(MOST_COLUMNS + 1)]
    with pytest.raises(Unreadable) as refused:
        recognise(io.BytesIO(table(wide, wide)))
    assert refused.value.why == "too_many_columns"
    assert len(recognise(io.BytesIO(table(wide[:-1], wide[:-1]))).columns) == MOST_COLUMNS


def test_of_a_zip_with_several_formats_the_one_that_says_most_is_read() -> None:
    files = {
        "all.vcf": CARD,
        "people.csv": table(("Who", "Mail"), ("Ana", "a@b.c")),
        "Connections.csv": table(CONNECTIONS, ANA),
    }
    found = recognise(io.BytesIO(zipped(files)))
    assert (found.format, found.parts) == (ImportFormat.LINKEDIN, ("Connections.csv",))
    assert set(found.unknown) == {"all.vcf", "people.csv"}
    ours = recognise(io.BytesIO(zipped({**files, "rapport.json": OURS})))
    assert (ours.format, ours.parts, ours.unknown) == (ImportFormat.RAPPORT, ("rapport.json",), ())


def test_several_files_of_cards_in_a_zip_are_all_read() -> None:
    rows = rows_of(zipped({"a.vcf": CARD, "b.vcf": CARD}))
    assert [(row.part, type(row)) for row in rows] == [("a.vcf", PersonRow), ("b.vcf", PersonRow)]


# Broken files. None may raise anything but Unreadable, take long, or make half a person.


def sheet_of_formulas(header: Sequence[str]) -> bytes:
    cells = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "\r=1")
    return table(header, *(tuple(cells[(n + m) % 7] for m in range(len(header))) for n in range(7)))


def noise(seed: int, size: int) -> bytes:
    return random.Random(seed).randbytes(size)


SINGLE = {
    "empty": b"",
    "blank": b"\r\n \t\r\n",
    "mark alone": b"\xef\xbb\xbf",
    "zeros": bytes(50_000),
    "zeros, many": bytes(5_000_000),
    "png": b"\x89PNG\r\n\x1a\n" + noise(1, 5_000),
    "jpeg": b"\xff\xd8\xff\xe0" + noise(2, 5_000),
    "heic": b"\0\0\0\x18ftypheic" + noise(3, 5_000),
    "webp": b"RIFF\0\0\0\0WEBP" + noise(3, 5_000),
    "pdf": b"%PDF-1.7\n" + noise(4, 5_000),
    "excel of old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(5, 5_000),
    "outlook's store": b"!BDN" + noise(5, 5_000),
    "gzip": b"\x1f\x8b\x08" + noise(6, 5_000),
    "7z": b"7z\xbc\xaf\x27\x1c" + noise(6, 5_000),
    "rar": b"Rar!\x1a\x07\x01" + noise(6, 5_000),
    "noise": noise(7, 100_000),
    "web page": b"<!DOCTYPE html><html><body>Sign in</body></html>",
    "xml": b"<?xml version='1.0'?><contacts/>",
    "json": b'{"people": [1, 2]}',
    "json cut": b'{"people": [1, ',
    "json list": b"[]",
    "json deep": b"[" * 1_000_000,
    "words": b"Dear Sir\nI write to you\nwith kind regards\n",
    "one word": b"hello",
    "ten megabytes without a line end": b"x" * 10_000_000,
    "ten megabytes of quotation marks": b'"' * 10_000_001,
}


@pytest.mark.parametrize("content", SINGLE.values(), ids=SINGLE)
@pytest.mark.parametrize("name", ["", "Connections.csv"])
def test_what_is_no_file_of_people_is_said_in_a_sentence(content: bytes, name: str) -> None:
    began = time.thread_time()
    with pytest.raises(Unreadable) as raised:
        recognise(io.BytesIO(content), name=name)
    assert unreadable_sentence(raised.value.why, raised.value.told)
    assert time.thread_time() - began < 2


WHOLE = table(CONNECTIONS, *((f"Añá{n}", *ANA[1:]) for n in range(50)), before=PREAMBLE)


def ten_megabyte_line(content: bytes) -> bytes:
    head, tail = content.split(b"\r\n", 20)[:20], content.split(b"\r\n", 20)[20]
    return b"\r\n".join([*head, b"x" * 10_000_000, tail])


@pytest.mark.parametrize(
    ("breaking", "people"),
    [
        (lambda content: content[: len(content) // 2], 23),
        (lambda content: content.decode().encode("cp1252"), 50),
        (lambda content: content.decode().encode("utf-16"), 50),
        (lambda content: content.decode().encode("utf-8-sig"), 50),
        (lambda content: content.replace(b"A", b"A\0"), 50),
        (lambda content: content.replace(b"\r\n", b"\n", 12).replace(b"\r\n", b"\r", 12), 50),
        (ten_megabyte_line, 50),
        (lambda content: content + noise(9, 2_000), 50),
        (lambda content: content.replace("Añá7,".encode(), b'"A7,'), 49),
        (lambda content: content.replace(b"Acme", b"Acme, Inc.", 10), 40),
        (lambda content: content.replace(b",Nurse", b"", 10), 40),
    ],
    ids=[
        *(
            "cut in half",
            "windows-1252",
            "utf-16",
            "with a mark",
            "NULs",
            "mixed ends",
            "ten megabyte line",
            "noise behind",
        ),
        *("quote never closed", "too many cells", "too few cells"),
    ],
)
def test_a_broken_table_gives_whole_people_and_reasons(breaking: Callable[[bytes], bytes], people: int) -> None:
    rows = rows_of(breaking(WHOLE))
    found = [row for row in rows if isinstance(row, PersonRow)]
    assert len(found) == people
    for person in found:
        assert person.handles, "a person has everything that the row says, or is none"
        assert person.organisation == "Acme"
        assert person.connected_on
    assert len({row.line for row in rows}) == len(rows)
    for row in rows:
        if isinstance(row, Refused | LeftOut):
            assert row_sentence(row.why, row.told)


@pytest.mark.parametrize("header", [CONNECTIONS, MESSAGES, INVITATIONS, GOOGLE_NEW, OUTLOOK, ("Name", "Place")])
def test_a_formula_in_every_cell_is_text_like_any_other(header: Sequence[str]) -> None:
    rows = rows_of(sheet_of_formulas(header), mapping={"Name": "name", "Place": "place"})
    assert len(rows) == 7
    for row in rows:
        if isinstance(row, PersonRow):
            assert harmless(row.name)[0] in "'HC/"


@pytest.mark.parametrize("header", [CONNECTIONS, MESSAGES, INVITATIONS])
def test_a_header_alone_has_no_rows(header: Sequence[str]) -> None:
    assert rows_of(table(header)) == []
    assert rows_of(table(header).rstrip()) == []


def test_a_known_header_says_which_sign_parts_the_cells_whatever_stands_in_them() -> None:
    row = ("",) * len(CONNECTIONS[:-1]) + (";",)
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([CONNECTIONS, row, [";0"]])
    found = recognise(io.BytesIO(written.getvalue().encode()))
    assert found.format == ImportFormat.LINKEDIN


def read_or_refused(content: bytes) -> list[Row]:
    """What any file is: rows, or a sentence."""
    try:
        return rows_of(content, mapping={"A": "name"})
    except Unreadable as error:
        assert unreadable_sentence(error.why, error.told)
        return []


@given(st.binary(max_size=3_000))
def test_any_bytes_are_rows_or_a_sentence(content: bytes) -> None:
    read_or_refused(content)


@given(
    st.sampled_from([CONNECTIONS, MESSAGES, INVITATIONS]),
    st.lists(
        st.lists(st.text(max_size=20) | st.sampled_from(["INCOMING", "1/1/26, 1:00 PM"]), max_size=14), max_size=6
    ),
)
def test_any_cells_below_a_known_header_are_each_accounted_for(header: Sequence[str], rows: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    found = read_or_refused(written.getvalue().encode("utf-8", "replace"))
    assert len({row.line for row in found}) == len(found)
    assert len(found) >= len([row for row in rows if row])
    for row in found:
        if isinstance(row, Refused | LeftOut):
            assert row_sentence(row.why, row.told)
            assert not isinstance(row, Refused) or len(row.excerpt) <= 200


@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=30), st.data())
def test_a_table_with_bytes_put_in_anywhere_never_makes_half_a_person(
    at: int, noise: bytes, data: st.DataObject
) -> None:
    at = min(at, len(WHOLE))
    rows = read_or_refused(WHOLE[:at] + noise + WHOLE[at:])
    people = tally(rows)["PersonRow"]
    assert people <= 53 + noise.count(b"\n") + noise.count(b"\r")
