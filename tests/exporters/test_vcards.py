"""Address cards: what our own reader and a library read out of them is what was put in."""

from io import BytesIO
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from contacts.exporters.vcards import LONGEST_LINE, card
from contacts.importers.recognise import read, recognise
from contacts.importers.rows import PersonRow

PLAIN = {
    "public_id": "3f0c6a52-0d0e-4a2c-9c63-2f9a5f4f0a11",
    "name": "Ana Ferreira",
    "also_known_as": "",
    "organisation": "",
    "role": "",
    "place": "",
    "time_zone": "",
    "note": "",
    "tags": [],
    "handles": [],
    "important_dates": [],
    "updated_at": "2026-11-22T10:00:00.123456+02:00",
}
# What a line of an address book may hold; a control character is taken out, as the standard wants.
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=150).map(str.strip).filter(bool)


def person(**told: Any) -> dict[str, Any]:
    return {**PLAIN, **told}


def read_back(text: str) -> PersonRow:
    file = BytesIO(text.encode())
    (row,) = read(file, recognise(file))
    assert isinstance(row, PersonRow)
    return row


def test_a_card_says_all_that_is_known() -> None:
    text = card(
        person(
            also_known_as="Nia",
            organisation="Boats, Oars; Sons",
            role="Builder",
            place="Oslo",
            time_zone="Europe/Oslo",
            note="Two lines\nwith a \\ in them",
            tags=["sailing", "VIP, first"],
            handles=[
                {"kind": "email", "label": "personal", "value": "ana@example.org"},
                {"kind": "phone", "label": "work", "value": "+47 22 33 44 55"},
                {"kind": "profile", "label": "work", "value": "linkedin.com/in/ana"},
            ],
            important_dates=[
                {"kind": "birthday", "label": "", "month": 2, "day": 29, "year": None},
                {"kind": "anniversary", "label": "", "month": 6, "day": 1, "year": 2012},
                {"kind": "other", "label": "launch", "month": 5, "day": 7, "year": None},
            ],
        )
    )
    assert text.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:3f0c6a52-0d0e-4a2c-9c63-2f9a5f4f0a11\r\n")
    assert text.endswith("REV:20261122T080000Z\r\nEND:VCARD\r\n")
    lines = set(text.split("\r\n"))
    assert lines >= {
        "FN:Ana Ferreira",
        "NICKNAME:Nia",
        "ORG:Boats\\, Oars\\; Sons",
        "ADR:;;;Oslo;;;",
        "TZ:Europe/Oslo",
        "EMAIL;TYPE=home:ana@example.org",
        "TEL;VALUE=text;TYPE=work:+47 22 33 44 55",
        "URL;TYPE=work:https://linkedin.com/in/ana",
        "BDAY:--0229",
        "ANNIVERSARY:20120601",
        "item3.X-ABLABEL:launch",
        "CATEGORIES:sailing,VIP\\, first",
        "NOTE:Two lines\\nwith a \\\\ in them",
    }


@given(name=WORDS, organisation=WORDS, note=WORDS)
def test_our_reader_finds_the_same_words(name: str, organisation: str, note: str) -> None:
    row = read_back(card(person(name=name, organisation=organisation, note=note)))
    assert row.name == " ".join(name.split())
    assert " ".join(note.split()) in " ".join(row.note.split())


@given(name=WORDS, note=WORDS)
def test_a_library_finds_the_same_words(name: str, note: str) -> None:
    found = vobject.readOne(card(person(name=name, note=note)))
    assert (found.fn.value, found.note.value) == (name, note)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_no_line_is_too_long_and_none_is_cut_within_a_character(note: str) -> None:
    text = card(person(note=note))
    for line in text.encode().split(b"\r\n"):
        assert len(line) <= LONGEST_LINE
        line.decode()


@pytest.mark.parametrize("name", ["END:VCARD", "a\r\nEND:VCARD\r\nBEGIN:VCARD", "x\x00y\x1b[31m"])
def test_a_name_cannot_end_the_card(name: str) -> None:
    lines = card(person(name=name)).split("\r\n")
    assert [lines.count(line) for line in ("BEGIN:VCARD", "END:VCARD")] == [1, 1]
    assert "\x00" not in "".join(lines)
