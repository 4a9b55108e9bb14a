"""Address cards: 2.1, 3.0 and 4.0 as real programs write them, broken in the ways in which they are broken."""

import io
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contacts.importers.gathering import MOST_BEYOND
from contacts.importers.rows import DateRow, LeftOut, PersonRow, Refused, Row
from contacts.importers.vcard import read_vcard
from contacts.importers.vcard_lines import LARGEST_CARD, MOST_LINES
from contacts.vocabulary import DateKind, HandleKind, HandleLabel
from tests.importers.validity import check, people, person, rows_of


def card(*lines: str, version: str = "3.0", end: bool = True) -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, *(["END:VCARD"] if end else []), ""])


def one(*lines: str, version: str = "3.0") -> PersonRow:
    return person(card(*lines, version=version))


def read(data: bytes | str) -> list[Row]:
    rows = list(read_vcard(io.BytesIO(data.encode() if isinstance(data, str) else data)))
    check(rows)
    return rows


def handles(row: PersonRow, kind: HandleKind) -> list[str]:
    return [handle.value for handle in row.handles if handle.kind == kind]


def test_reads_three_versions_in_one_file() -> None:
    data = card("FN:Ana", version="2.1") + card("FN:Bo", version="3.0") + card("FN:Cy", version="4.0")
    assert [(row.name, row.line) for row in people(rows_of(data.encode()))] == [("Ana", 1), ("Bo", 5), ("Cy", 9)]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("FN:Ana Sousa", "N:Other;Name;;;"), "Ana Sousa"),
        (("FN:", "N:Sousa;Ana;Maria;Dr.;PhD"), "Ana Maria Sousa PhD"),
        (("N:Sousa;Ana",), "Ana Sousa"),
        (("N:;;;;", "ORG:Harbour Library"), "Harbour Library"),
        (("NICKNAME:Anita", "ORG:Harbour Library"), "Anita"),
        (("EMAIL:ana@example.org",), "ana@example.org"),
        (("TEL:+47 22 33 44 55",), "+47 22 33 44 55"),
        (("FN:\u200e", "EMAIL:ana@example.org"), "ana@example.org"),
        (("FN:Sousa\\, Ana\\; the first",), "Sousa, Ana; the first"),
    ],
)
def test_calls_them_by_what_the_card_has(lines: tuple[str, ...], name: str) -> None:
    assert one(*lines).name == name


@pytest.mark.parametrize(
    ("lines", "name", "note"),
    [
        (("N:Sousa;Ana;;Dr.;",), "Ana Sousa", "Form of address: Dr."),
        (("FN:Dr. Ana Sousa", "N:Sousa;Ana;;Dr.;"), "Dr. Ana Sousa", ""),
        (("FN:Ana Sousa", "N:Sousa;Ana;;Prof. Dr.;"), "Ana Sousa", "Form of address: Prof. Dr."),
        (("FN:Drina Sousa", "N:Sousa;Drina;;Dr;"), "Drina Sousa", "Form of address: Dr"),
        (("N:;;;Dr.;", "EMAIL:ana@example.org"), "ana@example.org", "Form of address: Dr."),
    ],
)
def test_a_title_is_no_part_of_the_name_and_is_not_lost(lines: tuple[str, ...], name: str, note: str) -> None:
    row = one(*lines)
    assert (row.name, row.note) == (name, note)


@pytest.mark.parametrize(
    ("lines", "also"),
    [
        (("FN:Ana", "N:Ferreira;Ana;Maria;Dr.;PhD"), "Ana Maria Ferreira PhD"),
        (("N:Ferreira;Ana;Maria;;", "FN:Ana", "NICKNAME:Anita"), "Ana Maria Ferreira, Anita"),
        (("FN:ana@example.org", "N:Ferreira;Ana;;;"), "Ana Ferreira"),
        (("FN:Ana Ferreira", "FN:Ana de Sousa"), "Ana de Sousa"),
        # They say the same.
        (("FN:Ferreira, Ana M. Maria", "N:Ferreira;Ana;Maria;;"), ""),
        (("FN:Ana Maria FERREIRA", "N:Ferreira;Ána;;;"), ""),
        (("FN:王伟", "N:王;伟;;;"), ""),
        (("FN:Ana VandenBerg", "N:van den Berg;Ana;;;"), ""),
        (("FN:Ana", "N:;;;;"), ""),
        (("FN:Anabel Costa", "N:Costa;Ana;;;"), "Ana Costa"),
    ],
)
def test_a_second_name_that_says_more_is_what_they_are_also_known_as(lines: tuple[str, ...], also: str) -> None:
    row = one(*lines)
    assert row.name == next(line for line in lines if line.startswith("FN:")).removeprefix("FN:")
    assert row.also_known_as == also


def test_decodes_quoted_printable_with_soft_breaks_and_a_charset() -> None:
    row = one(
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=98yvind =C3=85s=",
        "en",
        "NOTE;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:caf=E9=0D=0A=",
        "two=",
        "",
        "TEL;CELL:+47 900 00 000",
        version="2.1",
    )
    assert (row.name, row.note) == ("Øyvind Åsen", "café\ntwo")
    assert handles(row, HandleKind.PHONE) == ["+47 900 00 000"]


def test_a_soft_break_does_not_swallow_the_end_of_the_card() -> None:
    data = card("FN:Ana", "NOTE;ENCODING=QUOTED-PRINTABLE:cut=", version="2.1") + card("FN:Bo")
    assert [row.name for row in people(rows_of(data.encode()))] == ["Ana", "Bo"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_unfolds_lines_whatever_ends_them(end: str) -> None:
    data = card("FN:Ana So", " usa", "NOTE:one", "\t two").replace("\r\n", end)
    assert (person(data).name, person(data).note) == ("Ana Sousa", "one two")


def test_unfolds_within_a_letter() -> None:
    before, after = b"FN:Ang" + "é".encode()[:1], "é".encode()[1:] + b"lique"
    data = b"BEGIN:VCARD\r\nVERSION:4.0\r\n" + before + b"\r\n " + after + b"\r\nEND:VCARD\r\n"
    assert person(data).name == "Angélique"


def test_unfolds_a_header_before_its_colon() -> None:
    row = one("FN:Ana", "TEL;TYPE=work;", " VALUE=uri:tel:+47-22-00-00-00", "EMAIL;TYPE=", " HOME:ana@example.org")
    assert [(handle.value, handle.label) for handle in row.handles] == [
        ("+47-22-00-00-00", HandleLabel.WORK),
        ("ana@example.org", HandleLabel.PERSONAL),
    ]


def test_a_colon_in_quotation_marks_ends_no_header() -> None:
    row = one(
        "FN:Ana", 'ADR;LABEL="Quay 5: the red house; Oslo":;;;Oslo;;;Norway', 'NOTE;X="open:closed', version="4.0"
    )
    assert (row.place, row.note) == ("Oslo, Norway", "closed")


@pytest.mark.parametrize(
    "data",
    [
        card("FN:Zoë").encode("utf-8-sig"),
        card("FN:Zoë").encode("utf-16"),
        card("FN:Zoë").encode("utf-16-be"),
        card("FN:Zoë").encode("cp1252"),
        card("FN;CHARSET=ISO-8859-1:Zoë", version="2.1").encode("latin-1"),
    ],
    ids=["utf-8 with mark", "utf-16", "utf-16 without mark", "windows", "its own charset"],
)
def test_reads_every_encoding(data: bytes) -> None:
    assert person(data).name == "Zoë"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("BDAY:1980-01-22", (1, 22, 1980)),
        ("BDAY:19800122", (1, 22, 1980)),
        ("BDAY:--0122", (1, 22, None)),
        ("BDAY:--01-22", (1, 22, None)),
        ("BDAY:1980-01-22T00:00:00Z", (1, 22, 1980)),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-01-22", (1, 22, None)),
        ("BDAY;VALUE=date;X-APPLE-OMIT-YEAR=1900:1900-01-22", (1, 22, None)),
        ("BDAY:1604-02-29", (2, 29, None)),
        ("BDAY;VALUE=text:22 January 1980", (1, 22, 1980)),
        ("BDAY;VALUE=text:22. Januar", (1, 22, None)),
    ],
)
def test_reads_birthdays(line: str, day: tuple[int, int, int | None]) -> None:
    month, number, year = day
    assert one("FN:Ana", line).dates == (DateRow(kind=DateKind.BIRTHDAY, month=month, day=number, year=year),)


@pytest.mark.parametrize("value", ["circa 1800", "1970-31-31", "1980", "---22", "03/04/1980", "9999-99-99"])
def test_a_birthday_that_is_none_goes_to_the_note(value: str) -> None:
    row = one("FN:Ana", f"BDAY:{value}")
    assert (row.dates, row.note) == ((), f"Birthday in the file: {value}")


def test_reads_apples_labelled_days_numbers_and_relations() -> None:
    row = one(
        "FN:Ana",
        "item1.X-ABDATE;type=pref:2009-08-08",
        "item1.X-ABLabel:_$!<Anniversary>!$_",
        "item2.X-ABDATE:2015-05-17",
        "item2.X-ABLabel:Name day",
        "item3.TEL:+47 22 00 00 00",
        "item3.X-ABLabel:_$!<HomeFAX>!$_",
        "item4.X-ABRELATEDNAMES:Jenny",
        "item4.X-ABLabel:_$!<Spouse>!$_",
    )
    assert row.dates == (
        DateRow(kind=DateKind.ANNIVERSARY, month=8, day=8, year=2009),
        DateRow(kind=DateKind.OTHER, month=5, day=17, year=2015, label="Name day"),
    )
    assert row.note == "Fax: +47 22 00 00 00\nSpouse: Jenny"


def test_numbers_stay_as_the_file_has_them_but_for_marks_of_direction() -> None:
    row = one("FN:Ana", "TEL;TYPE=CELL:\u202a(0)22 33-44 55\u202c", "TEL;VALUE=uri;TYPE=work:tel:+47-22-00-00-00;ext=7")
    assert handles(row, HandleKind.PHONE) == ["(0)22 33-44 55", "+47-22-00-00-00 ext. 7"]
    assert [handle.label for handle in row.handles] == [HandleLabel.PERSONAL, HandleLabel.WORK]


def test_what_is_no_number_or_no_address_goes_to_the_note() -> None:
    row = one("FN:Ana", "TEL:ask at the desk", "EMAIL:nobody", "EMAIL:", "TEL;TYPE=FAX:123456")
    assert (row.handles, row.note) == (
        (),
        "Phone in the file: ask at the desk\nE-mail in the file: nobody\nFax: 123456",
    )


def test_only_pages_of_a_person_become_profile_addresses() -> None:
    row = one(
        "FN:Ana",
        "URL:https://www.linkedin.com/in/ana",
        "URL:http\\://www.ibm.com",
        "X-SOCIALPROFILE;type=mastodon:https://social.example/users/ana",
        "X-SOCIALPROFILE;type=twitter;x-user=ana:x-apple:ana",
        "IMPP;X-SERVICE-TYPE=Jabber:xmpp:ana@example.org",
    )
    assert handles(row, HandleKind.PROFILE) == ["https://www.linkedin.com/in/ana", "https://social.example/users/ana"]
    assert row.note == "Web address: http://www.ibm.com\nTwitter: x-apple:ana\nChat: xmpp:ana@example.org"


def test_reads_firm_role_place_tags_zone_and_note() -> None:
    row = one(
        "FN:Ana",
        "ORG:Harbour Library;Tools",
        "TITLE:Librarian",
        "ROLE:Lending",
        "ADR;TYPE=work:;;Quay 5;Oslo;;0150;Norway",
        "CATEGORIES:Friends,myContacts,* Sailing",
        "TZ:Europe/Oslo",
        "NICKNAME:Anita",
        "NOTE:one\\ntwo",
        version="4.0",
    )
    assert (row.organisation, row.role, row.place, row.time_zone) == (
        *("Harbour Library", "Librarian", "Oslo, Norway", "Europe/Oslo"),
    )
    assert (row.tags, row.also_known_as) == (("Friends", "Sailing"), "Anita")
    assert row.note == "Department: Tools\nProfession: Lending\nAddress: Quay 5, Oslo, 0150, Norway\none\ntwo"


def test_pictures_are_passed_over_however_large_and_never_fetched() -> None:
    picture = "A" * 3_000_000
    row = one(
        f"PHOTO;ENCODING=b;TYPE=JPEG:{picture}",
        "FN:Ana",
        "LOGO;VALUE=uri:https://example.org/logo.png",
        "PHOTO;BASE64:",
        *["  /9j/4AAQSkZJRgABAQAAAQABAAD/4QBARXhpZgAATU0AKgAAAAgAAYdpAAQ"] * 3,
        "",
        "TEL:123456",
    )
    assert (row.name, row.note, handles(row, HandleKind.PHONE)) == ("Ana", "", ["123456"])


def test_a_picture_whose_lines_are_not_folded_ends_with_the_next_property() -> None:
    row = one("PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQ", "SkZJRgABAQAA", "FN:Ana", version="2.1")
    assert (row.name, row.note) == ("Ana", "")


def test_groups_and_places_are_left_out_by_name() -> None:
    data = card("KIND:group", "FN:Sailors", "MEMBER:urn:uuid:1", version="4.0") + card(
        "FN:Choir", "X-ADDRESSBOOKSERVER-KIND:group"
    )
    rows = read(data + card("KIND:location", "FN:Pier", version="4.0"))
    assert [(row.why, row.told) for row in rows if isinstance(row, LeftOut)] == [
        ("group", {"name": "Sailors"}),
        ("group", {"name": "Choir"}),
        ("no_person", {"name": "Pier"}),
    ]


def test_an_agent_is_told_in_the_note_and_is_nobody_of_their_own() -> None:
    nested = ("AGENT:", "BEGIN:VCARD", "VERSION:2.1", "FN:Jo Aide", "TEL:123456", "END:VCARD")
    old = one("FN:Ana", *nested, "TITLE:Boss", version="2.1")
    assert (old.note, old.role) == ("Assistant: Jo Aide, 123456", "Boss")
    new = one("FN:Ana", "AGENT:BEGIN:VCARD\\nFN:Jo Aide\\nTEL:123456\\nEND:VCARD\\n", "TITLE:Boss")
    assert (new.note, new.role) == ("Assistant: Jo Aide, 123456", "Boss")


def test_a_card_whose_end_is_missing_is_whole_where_the_next_begins() -> None:
    rows = read(card("FN:Ana", end=False) + card("FN:Bo"))
    assert [row.name for row in rows if isinstance(row, PersonRow)] == ["Ana", "Bo"]


def test_a_card_in_which_the_file_ends_is_refused() -> None:
    ana, cut = read(card("FN:Ana") + card("FN:Bo", "TEL:123", end=False))
    assert isinstance(ana, PersonRow)
    assert isinstance(cut, Refused) and (cut.why, cut.line, cut.excerpt) == ("card_cut", 5, "FN:Bo")


def test_an_empty_card_is_left_out_and_one_without_a_name_refused() -> None:
    empty, nameless = read(card("N:;;;;", "TEL:") + card("NOTE:who was this"))
    assert isinstance(empty, LeftOut) and empty.why == "empty_row"
    assert isinstance(nameless, Refused) and (nameless.why, nameless.excerpt) == ("no_name", "NOTE:who was this")


def test_text_between_cards_is_refused_by_its_line() -> None:
    rows = read("hello\n" + card("FN:Ana") + "junk\nmore\n\nEND:VCARD\n" + card("FN:Bo"))
    assert [(row.why, row.line, row.excerpt) for row in rows if isinstance(row, Refused)] == [
        ("outside_card", 1, "hello"),
        ("outside_card", 6, "junk"),
    ]


def test_a_name_that_is_too_long_is_refused_and_a_firm_is_cut_into_the_note() -> None:
    (refused,) = read(card("FN:" + "n" * 201))
    assert isinstance(refused, Refused) and refused.why == "name_too_long"
    row = one("FN:Ana", "ORG:" + "f" * 250)
    assert (row.organisation, row.note) == ("f" * 200, "Firm: " + "f" * 250)


def test_what_does_not_fit_into_the_note_is_refused_beside_the_person() -> None:
    ana, refused = read(card("FN:Ana", "NOTE:short", "NOTE:" + "x" * 20_001))
    assert isinstance(ana, PersonRow) and ana.note == "short"
    assert isinstance(refused, Refused) and (refused.why, refused.told["name"]) == ("note_full", "Ana")


def test_a_card_that_is_too_large_costs_itself_alone() -> None:
    rows = read(card("FN:Big", "NOTE:" + "x" * (LARGEST_CARD + 1)) + card("FN:Ana"))
    assert isinstance(rows[0], Refused) and (rows[0].why, rows[0].excerpt) == ("row_too_long", "FN:Big")
    assert isinstance(rows[1], PersonRow)


@pytest.mark.parametrize(
    "lines",
    [
        ["END:VCARD", "BEGIN:VCARD", *["x"] * 225_000],
        ["FN:Ana", *["x"] * 225_000],
        ["FN:Ana", "NOTE:", *[" x"] * 225_000],
        ["FN:Ana", *["X-A:1"] * 120_000],
        ["FN:Ana", "AGENT:BEGIN:VCARD\\n" + "x\\n" * 225_000 + "END:VCARD"],
        ["FN:Ana", *["AGENT:", "BEGIN:VCARD", "FN:Jo", "END:VCARD"] * 50_000],
    ],
    ids=["no property", "below a property", "folded", "properties", "in a value", "cards in the card"],
)
def test_a_card_of_very_many_lines_is_passed_over_at_once(lines: list[str]) -> None:
    data = card(*lines) + card("FN:Bo")
    started = time.process_time()
    rows = read(data)
    assert time.process_time() - started < 3
    assert isinstance(rows[-1], PersonRow) and rows[-1].name == "Bo"
    if not lines[-1].startswith("AGENT:"):
        assert isinstance(rows[-2], Refused) and (rows[-2].why, rows[-2].told) == ("card_too_long", {"limit": "10,000"})


def test_the_lines_of_a_picture_do_not_count() -> None:
    row = one("FN:Ana", "PHOTO;ENCODING=b:AAAA", *[" " + "A" * 70] * (MOST_LINES + 1), "TITLE:Nurse")
    assert row.role == "Nurse"


def test_a_text_broken_without_folding_stays_together() -> None:
    assert one("FN:Ana", "NOTE:one", "two three", "TEL:123456").note == "one\ntwo three"


def test_what_has_no_place_stands_in_the_note_under_its_word() -> None:
    row = one("FN:Ana", "X-MS-MANAGER:Bo", "HOBBY:sailing", "X-ICQ:123", "GENDER:F", "LANG:nb", version="4.0")
    assert row.note == "Manager: Bo\nHobby: sailing\nICQ: 123\nGender: F\nLanguage: nb"
    row = one("FN:王伟", "GEO:37.39;-122.08", "X-PHONETIC-FIRST-NAME:Wei", "X-PHONETIC-LAST-NAME:Wang", "GEO:;")
    assert row.note == "Coordinates: 37.39;-122.08\nPhonetic first name: Wei\nPhonetic last name: Wang"


def test_reads_androids_own_entries() -> None:
    row = one(
        "FN:Ana",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Anita;1;;;;;;;;;;;;;",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2009-08-08;1;;;;;;;;;;;;;",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Jenny;14;;;;;;;;;;;;;",
        version="2.1",
    )
    assert (row.also_known_as, row.note) == ("Anita", "Relation: Jenny")
    assert row.dates == (DateRow(kind=DateKind.ANNIVERSARY, month=8, day=8, year=2009),)


@pytest.mark.parametrize("line", ["NICKNAME:", "CATEGORIES:", "N:"])
def test_a_card_of_very_many_values_is_read_at_once(line: str) -> None:
    by = ";" if line == "N:" else ","
    data = card("FN:Ana", line + by.join(f"v{number}" for number in range(60_000)))
    started = time.process_time()
    assert len(read(data)) <= 1 + MOST_BEYOND
    assert time.process_time() - started < 15


def test_memory_stays_flat_whatever_the_file_holds() -> None:
    big = card("FN:Big", "NOTE:" + "x" * 12_000_000) + card("PHOTO;ENCODING=b:" + "A" * 12_000_000, "FN:Ana")
    many = "".join(card(f"FN:Person {number}", "NOTE:" + "n" * 500) for number in range(3_000))
    file = io.BytesIO((big + many + "FN:" + "y" * 12_000_000).encode())
    tracemalloc.start()
    try:
        rows = sum(1 for _row in read_vcard(file))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert rows == 3_003
    assert peak < 10_000_000


WHOLE = (
    card("FN:Ana", "N:Sousa;Ana;;;", "TEL;CELL:+47 900 00 000", "NOTE:a\\nb", "BDAY:--0122")
    + card("FN;ENCODING=QUOTED-PRINTABLE:=C3=98y=", "vind", "ADR:;;Quay 5;Oslo;;;Norway", version="2.1")
    + card("FN:Cy", "PHOTO;ENCODING=b:AAAA", " BBBB", "item1.X-ABDATE:2009-08-08", "item1.X-ABLabel:x", version="4.0")
).encode()


@pytest.mark.parametrize("at", range(0, len(WHOLE), 3))
def test_a_file_cut_anywhere_brings_whole_people_alone(at: int) -> None:
    whole = read(WHOLE)
    found = read(WHOLE[:at])
    assert [row for row in found if isinstance(row, PersonRow)] == whole[: len(WHOLE[:at].split(b"END:VCARD")) - 1]


_PIECES = st.sampled_from(
    [
        *(
            "BEGIN:VCARD",
            "END:VCARD",
            "VERSION:2.1",
            "VERSION:3.0",
            "VERSION:4.0",
            "FN:",
            "N:",
            ";",
            ":",
            "=",
            "\\",
            "\n",
        ),
        *(
            "\r\n",
            "\r",
            " ",
            "\t",
            "NOTE;ENCODING=QUOTED-PRINTABLE:",
            "PHOTO;ENCODING=b:",
            "AGENT:",
            "item1.",
            "TEL",
            "EMAIL",
        ),
        *(
            "X-ABLabel:",
            "X-ABDATE:",
            "BDAY",
            "ADR",
            "ORG:",
            "CATEGORIES:",
            "URL:http://",
            "=C3",
            "=0A",
            '"',
            ",",
            "é",
            "\0",
        ),
        *(
            "KIND:group",
            "CHARSET=utf-7",
            "CHARSET=idna",
            "1604-02-30",
            "--0229",
            "\ufdfa" * 9,
            "\ud800".encode("utf-8", "replace").decode(),
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=60))
def test_any_pile_of_lines_comes_to_valid_rows(pieces: list[str]) -> None:
    data = ("BEGIN:VCARD\n" + "".join(pieces)).encode("utf-8", "replace")
    assert read(data) == read(data)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 600))
def test_any_bytes_within_a_file_come_to_valid_rows(data: bytes, at: int) -> None:
    read(WHOLE[:at] + data + WHOLE[at:])
