"""Google's and Outlook's own tables, and anybody's, whose columns are guessed or named."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contacts.importers.days import order_of, yearly_day
from contacts.importers.mapped import FIELDS, guess, numbers_in
from contacts.importers.recognise import recognise
from contacts.importers.rows import DateRow
from contacts.vocabulary import DateKind, HandleKind, HandleLabel, ImportFormat
from tests.importers.files import table
from tests.importers.validity import people, person, rows_of

GOOGLE_NEW = (
    *("First Name", "Middle Name", "Last Name", "Nickname", "File As", "Organization Name", "Organization Title"),
    *("Organization Department", "Birthday", "Notes", "Photo", "Labels", "E-mail 1 - Label", "E-mail 1 - Value"),
    *("Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value", "Address 1 - Label"),
    *("Address 1 - Formatted", "Address 1 - City", "Address 1 - Country", "Event 1 - Label", "Event 1 - Value"),
    *("Website 1 - Label", "Website 1 - Value", "Relation 1 - Label", "Relation 1 - Value"),
    *("Custom Field 1 - Label", "Custom Field 1 - Value"),
)
GOOGLE_OLD = (
    *("Name", "Given Name", "Additional Name", "Family Name", "Yomi Name", "Birthday", "Notes", "Group Membership"),
    *("E-mail 1 - Type", "E-mail 1 - Value", "Phone 1 - Type", "Phone 1 - Value", "Address 1 - Type"),
    *("Address 1 - Formatted", "Address 1 - City", "Organization 1 - Type", "Organization 1 - Name"),
    *("Organization 1 - Title", "IM 1 - Type", "IM 1 - Service", "IM 1 - Value"),
)
OUTLOOK = (
    *("Title", "First Name", "Middle Name", "Last Name", "Suffix", "Company", "Department", "Job Title"),
    *("Business Street", "Business City", "Business State", "Business Postal Code", "Business Country/Region"),
    *("Business Fax", "Business Phone", "Company Main Phone", "Home Phone", "Mobile Phone", "Anniversary", "Birthday"),
    *("Categories", "E-mail Address", "E-mail Type", "E-mail Display Name", "E-mail 2 Address", "Gender", "Initials"),
    *("Manager's Name", "Notes", "Sensitivity", "Web Page"),
)


def row(header: tuple[str, ...], **cells: str) -> tuple[str, ...]:
    """A row with the cells named as in ``header``, spaces and dashes as underscores."""
    names = ["".join(sign if sign.isalnum() else "_" for sign in name.lower()) for name in header]
    assert set(cells) <= set(names), set(cells) - set(names)
    return tuple(cells.get(name, "") for name in names)


def test_reads_googles_new_table() -> None:
    cells = {
        "first_name": "Ada",
        "last_name": "King",
        "nickname": "Countess",
        "organization_name": "Engines",
        "organization_title": "Analyst",
        "organization_department": "Maths",
        "birthday": "1980-03-22",
        "notes": "one\ntwo",
        "photo": "https://lh3.example/photo.jpg",
        "labels": "Friends ::: * myContacts ::: * starred",
        "e_mail_1___label": "* Work",
        "e_mail_1___value": "ada@example.org ::: ada@home.example",
        "phone_1___label": "Mobile",
        "phone_1___value": "+44 20 7946 0000",
        "phone_2___label": "Work Fax",
        "phone_2___value": "+44 20 7946 0001",
        "address_1___formatted": "1 Quay\nLondon",
        "address_1___city": "London",
        "event_1___label": "Anniversary",
        "event_1___value": " --05-01",
        "website_1___label": "Profile",
        "website_1___value": "https://www.linkedin.com/in/ada",
        "relation_1___label": "Spouse",
        "relation_1___value": "Will",
        "custom_field_1___label": "Colour",
        "custom_field_1___value": "blue",
    }
    found = person(table(GOOGLE_NEW, row(GOOGLE_NEW, **cells)))
    assert (found.name, found.also_known_as, found.organisation, found.role) == (
        *("Ada King", "Countess", "Engines", "Analyst"),
    )
    assert (found.place, found.tags) == ("London", ("Friends", "starred"))
    assert [(handle.kind, handle.value, handle.label) for handle in found.handles] == [
        (HandleKind.EMAIL, "ada@example.org", HandleLabel.WORK),
        (HandleKind.EMAIL, "ada@home.example", HandleLabel.WORK),
        (HandleKind.PHONE, "+44 20 7946 0000", HandleLabel.PERSONAL),
        (HandleKind.PROFILE, "https://www.linkedin.com/in/ada", HandleLabel.WORK),
    ]
    assert found.dates == (
        DateRow(kind=DateKind.BIRTHDAY, month=3, day=22, year=1980),
        DateRow(kind=DateKind.ANNIVERSARY, month=5, day=1),
    )
    assert found.note.split("\n") == [
        *("Department: Maths", "one", "two", "Work Fax: +44 20 7946 0001", "Address: 1 Quay, London"),
        *("Spouse: Will", "Colour: blue"),
    ]


def test_reads_googles_old_table() -> None:
    cells = {
        "name": "Ada King",
        "given_name": "Ada",
        "family_name": "King",
        "birthday": " --03-22",
        "group_membership": "* myContacts ::: Work",
        "e_mail_1___type": "* Home",
        "e_mail_1___value": "ada@example.org",
        "organization_1___name": "Engines",
        "organization_1___title": "Analyst",
        "im_1___service": "Jabber",
        "im_1___value": "ada@jabber.example",
    }
    found = person(table(GOOGLE_OLD, row(GOOGLE_OLD, **cells)))
    assert (found.name, found.organisation, found.role, found.tags) == ("Ada King", "Engines", "Analyst", ("Work",))
    assert found.handles[0].label == HandleLabel.PERSONAL
    assert (found.dates, found.note) == (
        (DateRow(kind=DateKind.BIRTHDAY, month=3, day=22),),
        "Jabber: ada@jabber.example",
    )


@pytest.mark.parametrize(
    ("header", "cells", "name"),
    [
        (GOOGLE_NEW, {"first_name": "Ada", "last_name": "King"}, "Ada King"),
        (GOOGLE_OLD, {"name": "Dr. Ada King", "given_name": "Ada", "family_name": "King"}, "Ada King"),
        (GOOGLE_OLD, {"name": "Dr. Ada King"}, "Ada King"),
        (GOOGLE_NEW, {"e_mail_1___value": "ada@example.org"}, "ada@example.org"),
    ],
)
def test_googles_title_is_no_part_of_the_name_and_is_not_lost(
    header: tuple[str, ...], cells: dict[str, str], name: str
) -> None:
    header = (*header, "Name Prefix")
    found = person(table(header, row(header, name_prefix="Dr.", **cells)))
    assert (found.name, found.note) == (name, "Form of address: Dr.")


@pytest.mark.parametrize(
    ("cells", "also"),
    [
        ({"name": "Annie", "given_name": "Ana", "additional_name": "Maria", "family_name": "Lie"}, "Ana Maria Lie"),
        ({"name": "Lie, Ana", "given_name": "Ana", "family_name": "Lie"}, ""),
        ({"name": "Ana M. Lie", "given_name": "Ana", "family_name": "Lie", "name_suffix": "PhD"}, "Ana Lie PhD"),
        ({"name": "Annie", "given_name": "Ana", "family_name": "Lie", "name_prefix": "Dr."}, "Annie"),
    ],
)
def test_googles_other_name_is_not_lost(cells: dict[str, str], also: str) -> None:
    header = (*GOOGLE_OLD, "Name Suffix", "Name Prefix")
    assert person(table(header, row(header, **cells))).also_known_as == also


def test_outlooks_names_beside_the_name_are_not_lost_where_they_say_more() -> None:
    header = (*OUTLOOK, "E-mail 2 Display Name", "Given Yomi", "Surname Yomi")
    said = {
        "first_name": "Ada",
        "last_name": "King",
        "e_mail_address": "ada@example.org",
        "e_mail_2_address": "cfo@example.org",
        "e_mail_2_display_name": "King, Ada (cfo@example.org)",
        "given_yomi": "Eida",
        "surname_yomi": "King",
    }
    cells = row(header, e_mail_display_name="Countess Lovelace (ada@example.org)", **said)
    found = person(table(header, cells))
    assert found.note.split("\n") == ["E-mail Display Name: Countess Lovelace (ada@example.org)", "Given Yomi: Eida"]
    only = person(table(header, row(header, e_mail_display_name="Ada King", e_mail_address="ada@example.org")))
    assert (only.name, only.note) == ("Ada King", "")


def test_reads_outlooks_table() -> None:
    cells = {
        "title": "Dr",
        "first_name": "Ada",
        "last_name": "King",
        "company": "Engines",
        "department": "Maths",
        "job_title": "Analyst",
        "business_street": "1 Quay",
        "business_city": "London",
        "business_country_region": "UK",
        "business_fax": "+44 1",
        "company_main_phone": "+44 20 7946 0099",
        "home_phone": "+44 20 7946 0001",
        "birthday": "12/25/1979",
        "anniversary": "0/0/00",
        "categories": "VIP;Math",
        "e_mail_address": "ada@example.org",
        "e_mail_type": "SMTP",
        "e_mail_display_name": "Ada King (ada@example.org)",
        "e_mail_2_address": "/o=ExchangeLabs/cn=ada",
        "gender": "Unspecified",
        "manager_s_name": "Charles",
        "sensitivity": "Normal",
        "web_page": "http://engines.example",
    }
    found = person(table(OUTLOOK, row(OUTLOOK, **cells)))
    assert (found.name, found.organisation, found.role) == ("Ada King", "Engines", "Analyst")
    assert found.place == "London, UK"
    assert [handle.value for handle in found.handles] == ["+44 20 7946 0001", "ada@example.org"]
    assert found.dates == (DateRow(kind=DateKind.BIRTHDAY, month=12, day=25, year=1979),)
    assert found.tags == ("VIP", "Math")
    # A number that a whole firm shares is nobody's own.
    assert found.note.split("\n") == [
        *("Form of address: Dr", "Department: Maths", "Business Fax: +44 1", "Company Main Phone: +44 20 7946 0099"),
        *(
            "E-mail in the file: /o=ExchangeLabs/cn=ada",
            "Manager's Name: Charles",
            "Web address: http://engines.example",
        ),
        "Address: 1 Quay, London, UK",
    ]


@pytest.mark.parametrize(
    ("other", "day"),
    [("12/25/1979", (3, 4)), ("25/12/1979", (4, 3)), ("", None)],
    ids=["month first", "day first", "nobody knows"],
)
def test_whether_the_day_comes_first_is_learned_from_the_other_rows(other: str, day: tuple[int, int] | None) -> None:
    rows = [row(OUTLOOK, first_name="Ada", birthday="3/4/1980"), row(OUTLOOK, first_name="Bo", birthday=other)]
    ada = people(rows_of(table(OUTLOOK, *rows)))[0]
    assert [(found.month, found.day) for found in ada.dates] == ([day] if day else [])
    assert ada.note == ("" if day else "Birthday in the file: 3/4/1980")


def test_reads_any_table_by_the_users_mapping() -> None:
    data = table(("who", "x", "y", "z"), ("Ada King", "Engines", "a note", "another"))
    found = person(data, mapping={"who": "name", "x": "organisation", "y": "note", "z": "note"})
    assert (found.name, found.organisation, found.note) == ("Ada King", "Engines", "y: a note\nz: another")


@pytest.mark.parametrize(
    ("data", "header", "names"),
    [
        (b"Name,Email\nAna,a@x.org,extra,more\nBo\n", ("Name", "Email"), ["Bo"]),
        (b"Vorname;Nachname\r\nAna;Lie;;\r\nBo;Ek;;\r\n", ("Vorname", "Nachname"), ["Ana Lie", "Bo Ek"]),
        (b"My contacts\nwho,mobile\nname,x,y\nAna,b,c\n", ("name", "x", "y"), ["Ana"]),
    ],
)
def test_the_header_is_the_row_whose_names_are_known(data: bytes, header: tuple[str, ...], names: list[str]) -> None:
    found = recognise(io.BytesIO(data))
    assert found.columns == header
    assert [row.name for row in people(rows_of(data, mapping=guess(header)))] == names


def test_columns_that_are_left_out_or_mapped_to_nothing_known_stay_out() -> None:
    data = table(("who", "x", "y"), ("Ada King", "secret", "secret"))
    assert person(data, mapping={"who": "name", "x": "ignore", "y": "no such field"}).note == ""


def test_rows_without_a_name_are_called_by_firm_or_address_or_refused() -> None:
    rows = rows_of(
        table(
            ("Name", "Firma", "E-Mail", "Notizen"),
            *(("", "Werft", "", ""), ("", "", "a@example.org", ""), ("", "", "", "wer?"), ("", "", "", "")),
        )
    )
    assert isinstance(rows, list)
    told = [getattr(one, "name", "") or getattr(one, "why", "") for one in rows]
    assert told == ["Werft", "a@example.org", "no_name", "empty_row"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_reads_german_tables_of_every_make(delimiter: str, encoding: str) -> None:
    header = ("Name", "Vorname", "Firma", "E-Mail-Adresse", "E-Mail 2: Adresse", "Telefon geschäftlich", "Mobiltelefon")
    cells = ("König", "Ada", "Motoren GmbH", "ada@example.de", "a@example.de", "030 123456", "0170 1234567")
    text = table(header, cells, delimiter=delimiter).decode()
    found = person((f"sep={delimiter}\r\n" + text if encoding != "utf-8" else text).encode(encoding))
    assert (found.name, found.organisation) == ("Ada König", "Motoren GmbH")
    assert [(handle.value, handle.label) for handle in found.handles] == [
        ("ada@example.de", HandleLabel.WORK),
        ("a@example.de", HandleLabel.WORK),
        ("030 123456", HandleLabel.WORK),
        ("0170 1234567", HandleLabel.PERSONAL),
    ]


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (
            "Name,Email,Phone,Company,Title,City,Birthday,Notes,Tags,Website",
            "name email phone organisation role place birthday note tags -",
        ),
        (
            "First Name,Surname,E-mail Address,Email 2,Mobile,Work Phone",
            "first_name last_name email email_2 phone phone_2",
        ),
        (
            "Prénom,Nom,Société,Adresse e-mail,Téléphone,Fonction,Ville",
            "first_name last_name organisation email phone role place",
        ),
        (
            "Nombre,Apellidos,Correo electrónico,Teléfono móvil,Empresa,Cargo",
            "first_name last_name email phone organisation role",
        ),
        (
            "Nome,Cognome,Azienda,Indirizzo e-mail,Cellulare,Data di nascita",
            "first_name last_name organisation email phone birthday",
        ),
        (
            "Voornaam,Achternaam,Bedrijf,E-mailadres,Telefoon,Functie",
            "first_name last_name organisation email phone role",
        ),
        (
            "Fornavn,Etternavn,E-post,Telefon,Firma,Stilling,Bursdag",
            "first_name last_name email phone organisation role birthday",
        ),
        (
            "Imię,Nazwisko,Firma,Adres e-mail,Telefon komórkowy,Stanowisko",
            "first_name last_name organisation email phone role",
        ),
        (
            "Имя,Фамилия,Компания,Электронная почта,Телефон,Должность",
            "first_name last_name organisation email phone role",
        ),
        ("氏名,会社名,役職,メールアドレス,電話番号,誕生日", "name organisation role email phone birthday"),
        ("姓名,公司,职位,邮箱,手机,备注", "name organisation role email phone note"),
        ("E-mail Type,E-mail Display Name,Phone Label,Fax,Newsletter", "- - - - -"),
    ],
)
def test_guesses_columns_in_many_languages(header: str, fields: str) -> None:
    found = guess(header.split(","))
    assert [found.get(column, "-") for column in header.split(",")] == fields.split()


def test_guesses_nothing_that_is_no_field() -> None:
    header = [*FIELDS, "Name", "Name", "E-Mail", "x" * 500, ""]
    assert set(guess(header).values()) <= set(FIELDS)


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        ("+47 22 33 44 55", ["+47 22 33 44 55"]),
        ("223344; 556677", ["223344", "556677"]),
        ("22334455, 66778899", ["22334455", " 66778899"]),
        ("22 33, ext 5", ["22 33, ext 5"]),
    ],
)
def test_parts_the_numbers_of_one_cell(value: str, numbers: list[str]) -> None:
    assert numbers_in(value) == numbers


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1980-03-22", (3, 22, 1980)),
        ("19800322", (3, 22, 1980)),
        ("22.3.1980", (3, 22, 1980)),
        ("22.03.", (3, 22, None)),
        ("1980/3/22", (3, 22, 1980)),
        ("22/3/1980", (3, 22, 1980)),
        ("3/22/80", (3, 22, None)),
        ("4/4/1980", (4, 4, 1980)),
        ("3/4/1980", None),
        ("22 March 1980", (3, 22, 1980)),
        ("March 22nd, 1980", (3, 22, 1980)),
        ("22. März", (3, 22, None)),
        ("22 de marzo de 1980", (3, 22, 1980)),
        ("1er août 1980", (8, 1, 1980)),
        ("29.02.1981", None),
        ("29.02.", (2, 29, None)),
        ("soon", None),
        ("0/0/00", None),
        ("3" * 100, None),
    ],
)
def test_reads_days_of_the_year(text: str, day: tuple[int, int, int | None] | None) -> None:
    assert yearly_day(text) == day


def test_an_order_is_told_by_what_is_unmistakable_alone() -> None:
    assert order_of(["3/4/1980", "13/4/1980"]) is True
    assert order_of(["3/4/1980", "3/14/1980"]) is False
    assert order_of(["14/3/1980", "3/14/1980"]) is None


def test_a_formula_in_every_cell_is_text() -> None:
    header = ("Name", "Email", "Phone", "Company", "Notes")
    found = person(table(header, ("=1+1", "=cmd()", "+1", "@sum", "-2")))
    assert (found.name, found.organisation) == ("=1+1", "@sum")


_CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["3/4/1980", "a@example.org", " ::: ", "* ", "=1", "\ufdfa" * 30, "x" * 300, "+47 22 33 44", "\x00"]
    ),
)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([GOOGLE_NEW, GOOGLE_OLD, OUTLOOK, tuple(FIELDS)]), st.data())
def test_whatever_stands_in_the_cells_comes_to_valid_rows(header: tuple[str, ...], data: st.DataObject) -> None:
    cells = data.draw(st.lists(st.lists(_CELLS, min_size=len(header), max_size=len(header)), max_size=4))
    rows_of(table(header, *cells))


@pytest.mark.parametrize(
    ("header", "kind"),
    [(GOOGLE_NEW, ImportFormat.GOOGLE), (GOOGLE_OLD, ImportFormat.GOOGLE), (OUTLOOK, ImportFormat.OUTLOOK)],
)
def test_is_told_by_its_header(header: tuple[str, ...], kind: ImportFormat) -> None:
    assert recognise(io.BytesIO(table(header, row(header)))).format == kind
