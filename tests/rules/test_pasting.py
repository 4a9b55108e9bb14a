"""What people paste: names, addresses, columns; what cannot be taken says why."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.pasting import MAX_BYTES, MAX_ROWS, Refusal, cut, decode


def rows(text: str) -> list[tuple[str, str, str]]:
    return [(row.name, row.email, row.organisation) for row in cut(text).rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n\n", []),
        ("Ana Silva\nBo Ek", [("Ana Silva", "", ""), ("Bo Ek", "", "")]),
        ("\ufeffAna Silva\r\nBo Ek\r", [("Ana Silva", "", ""), ("Bo Ek", "", "")]),
        ("1. Ana Silva\n2. Bo Ek", [("Ana Silva", "", ""), ("Bo Ek", "", "")]),
        ("- Ana Silva\n• Bo Ek", [("Ana Silva", "", ""), ("Bo Ek", "", "")]),
        ("Ana Silva ana@example.org", [("Ana Silva", "ana@example.org", "")]),
        ("Ana Silva: ana@example.org.", [("Ana Silva", "ana@example.org", "")]),
        ("Ana Silva (ana@example.org)", [("Ana Silva", "ana@example.org", "")]),
        ("Ana Silva a@b@example.org", [("Ana Silva a@b@example.org", "", "")]),
        ("Ana Silva <ana@example.org>", [("Ana Silva", "ana@example.org", "")]),
        ("Ana Silva<ana@example.org>;", [("Ana Silva", "ana@example.org", "")]),
        (
            'Ana Silva <ana@example.org>, "Ek, Bo" <bo@example.org>',
            [("Ana Silva", "ana@example.org", ""), ("Ek, Bo", "bo@example.org", "")],
        ),
        ("Ana Silva,ana@example.org,Acme", [("Ana Silva", "ana@example.org", "Acme")]),
        ("ana@example.org;Ana Silva;Acme", [("Ana Silva", "ana@example.org", "Acme")]),
        ("Ana Silva\tAcme", [("Ana Silva", "", "Acme")]),
        ("name,e-mail,firm\nAna,ana@example.org,Acme", [("Ana", "ana@example.org", "Acme")]),
        ("Firma;Nachname;Vorname;E-Mail\nAcme;Silva;Ana;ana@example.org", [("Ana Silva", "ana@example.org", "Acme")]),
        ("Name,Email\nAna,", [("Ana", "", "")]),
        ('"Silva, Ana",ana@example.org,"Acme ""Tools"" Ltd"', [("Silva, Ana", "ana@example.org", 'Acme "Tools" Ltd')]),
        ('Ana "Nana Silva,Acme\nBo,Beta', [('Ana "Nana Silva', "", "Acme"), ("Bo", "", "Beta")]),
        (
            "Anna Blau, Bob Stone, Carla de la Rot, Dieter Gelb,",
            [(name, "", "") for name in ("Anna Blau", "Bob Stone", "Carla de la Rot", "Dieter Gelb")],
        ),
        ("Anna Blau; Bob Stone; Carla Rot\n", [(name, "", "") for name in ("Anna Blau", "Bob Stone", "Carla Rot")]),
        ("Anna Blau, Acme, Oslo", [("Anna Blau", "", "Acme")]),
        ("Anna Blau, Acme Tools", [("Anna Blau", "", "Acme Tools")]),
        ("王小雨\nОлена Кравчук\nشهرزاد", [("王小雨", "", ""), ("Олена Кравчук", "", ""), ("شهرزاد", "", "")]),
        ("<script>alert(1)</script>", [("<script>alert(1)</script>", "", "")]),
    ],
)
def test_reads_what_people_paste(text, expected):
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("ana@example.org", Refusal.NO_NAME),
        ("Ana Silva,ana@", Refusal.BAD_EMAIL),
        ("A" * 201, Refusal.LONG_NAME),
        ("Ana," + "A" * 201, Refusal.LONG_FIRM),
        ("Ana\0 Silva", Refusal.CONTROL),
        ("---", Refusal.NO_NAME),
    ],
)
def test_refuses_a_row_with_its_reason(text, refusal):
    (row,) = cut(text).rows
    assert row.refusal == refusal


def test_a_row_listed_twice_names_the_earlier_line():
    read = cut("Ana Silva\nBo Ek\nana silva").rows
    assert [(row.refusal, row.same_as) for row in read] == [(None, None), (None, None), (Refusal.TWICE, 1)]


def test_two_people_of_one_name_with_their_own_addresses_are_two():
    read = cut("Ana,ana@example.org\nAna,ana@example.com").rows
    assert [row.refusal for row in read] == [None, None]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("name,firm\nAna,Acme", 0),
        ("name,firm,phone,town\nAna,Acme,1,\nBo,Beta,,Oslo\nCem,,,", 2),
        ("Ana,ana@example.org,Acme,Oslo", 1),
        ("Ana,Acme,Oslo\nBo,Beta,,1999", 2),
        ("Ana Silva\nBo Ek", 0),
    ],
)
def test_counts_the_columns_it_reads_nothing_from(text, columns):
    assert cut(text).columns_left_out == columns


def test_people_of_one_line_have_places_of_their_own():
    read = cut("Anna Blau, Bob Stone, Carla Rot").rows
    assert [(row.line, row.place) for row in read] == [(1, 1), (1, 2), (1, 3)]


def test_lines_are_counted_as_in_the_file():
    assert [row.line for row in cut("name,firm\n\nAna,Acme\nBo,Beta").rows] == [3, 4]


def test_too_many_rows_are_none():
    text = "\n".join(f"Person {number}" for number in range(MAX_ROWS + 1))
    assert cut(text).too_many
    assert not cut(text).rows
    assert len(cut(text.rsplit("\n", 1)[0]).rows) == MAX_ROWS


@pytest.mark.parametrize(
    "part", ["a", "<a", "@", "a@", "a@ ", "a\n", "a@b.c,", "(<@", "<a@b.no> (", "1. ", "\t", "Anna Blau, "]
)
def test_a_large_text_takes_no_longer_than_its_length(part):
    text = (part * MAX_BYTES)[:MAX_BYTES]
    started = time.process_time()
    cut(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_decodes_the_usual_files(encoding):
    assert rows(decode("name;e-mail\nJosé Ñandú;jose@example.org".encode(encoding))) == [
        ("José Ñandú", "jose@example.org", "")
    ]


@given(st.text() | st.text(alphabet="ab,;\t\n\"'<>@. \0"))
def test_reads_any_text_without_an_error(text):
    for row in cut(text).rows:
        assert row.line >= 1


@given(st.binary())
def test_decodes_any_bytes(data):
    assert isinstance(decode(data), str)
