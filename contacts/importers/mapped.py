"""Any table of people whose columns the user names: what a column may be, which is guessed from its heading in a dozen
languages, and the rows read by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from contacts.importers.days import order_of
from contacts.importers.gathering import Gathered
from contacts.importers.rows import LeftOut, Refused, Row
from contacts.importers.sheets import Record, Sheet, heading
from contacts.rules.handles import normal_handle
from contacts.rules.names import fold
from contacts.vocabulary import DateKind, HandleKind, HandleLabel

# What a column may be, in the order in which it is offered.
FIELDS = {
    "name": _("name"),
    "first_name": _("first name"),
    "last_name": _("last name"),
    "also_known_as": _("also known as"),
    "organisation": _("firm"),
    "role": _("role"),
    "place": _("place"),
    "email": _("e-mail"),
    "email_2": _("second e-mail"),
    "phone": _("phone"),
    "phone_2": _("second phone"),
    "profile": _("profile address"),
    "birthday": _("birthday"),
    "note": _("note"),
    "tags": _("tags"),
    "time_zone": _("time zone"),
    "ignore": _("leave this column out"),
}
# What a name is made of.
_NAMES = frozenset({"name", "first_name", "last_name"})

# How far to look ahead for a day that tells whether the day or the month comes first.
LOOK_AHEAD_ROWS = 5_000
LOOK_AHEAD_SIGNS = 4_000_000

_SECOND = {"email": "email_2", "phone": "phone_2"}
_MANY = frozenset({"note", "tags", "ignore"})

_HEADINGS = {
    "name": """name|full name|fullname|display name|contact|contact name|person|vollstandiger name|anzeigename|kontakt|
        nom complet|nom affiche|contacto|nombre completo|nombre y apellidos|nominativo|nome completo|nome e cognome|
        nome visualizzato|contato|naam|volledige naam|weergavenaam|namn|fullstandigt namn|navn|fullt navn|fulde navn|
        imie i nazwisko|nazwa|jmeno a prijmeni|nimi|koko nimi|имя и фамилия|фио|полное имя|ім'я та прізвище|ad soyad|
        adi soyadi|名前|氏名|姓名|이름|성명""",
    "first_name": """first name|firstname|first|given name|givenname|forename|vorname|rufname|prenom|nombre|nombres|
        primer nombre|nome|primeiro nome|voornaam|fornamn|fornavn|imie|jmeno|krestni jmeno|etunimi|имя|ім'я|ad|adi|名|
        이름 이름""",
    "last_name": """last name|lastname|last|surname|family name|familyname|nachname|familienname|zuname|nom|
        nom de famille|apellido|apellidos|primer apellido|cognome|sobrenome|apelido|ultimo nome|achternaam|efternamn|
        etternavn|efternavn|nazwisko|prijmeni|sukunimi|фамилия|прізвище|soyad|soyadi|姓|성""",
    "also_known_as": """nickname|nick|also known as|aka|alias|spitzname|surnom|apodo|soprannome|apelido carinhoso|
        bijnaam|smeknamn|kallenavn|pseudonim|przezwisko|lempinimi|прозвище|псевдоним|takma ad|愛称|昵称""",
    "organisation": """organisation|organization|organisation name|organization name|company|company name|firm|employer|
        business|firma|unternehmen|arbeitgeber|betrieb|entreprise|societe|employeur|empresa|compania|organizacion|azienda|
        societa|ditta|organizzazione|companhia|organizacao|bedrijf|organisatie|werkgever|foretag|arbetsgivare|bedrift|
        virksomhed|selskap|organizacja|przedsiebiorstwo|spolecnost|yritys|organisaatio|компания|организация|компанія|
        sirket|kurum|会社|会社名|公司|单位|회사""",
    "role": """role|job title|jobtitle|title|position|job|occupation|profession|function|beruf|stelle|berufsbezeichnung|
        funktion|titre|poste|fonction|intitule du poste|metier|cargo|puesto|titulo|profesion|ruolo|posizione|qualifica|
        professione|mansione|funcao|profissao|functie|functietitel|beroep|titel|befattning|yrke|stilling|jobtitel|
        stanowisko|zawod|pozice|funkce|tehtava|ammatti|должность|посада|unvan|gorev|役職|职位|职务|직책""",
    "place": """place|city|town|location|address|home city|business city|ort|stadt|wohnort|standort|adresse|anschrift|
        ville|lieu|localite|ciudad|lugar|ubicacion|direccion|citta|luogo|indirizzo|localita|cidade|localizacao|endereco|
        plaats|woonplaats|adres|stad|plats|sted|by|miasto|miejscowosc|mesto|kaupunki|paikkakunta|город|місто|sehir|
        住所|都市|城市|地址|도시|주소""",
    "email": """email|e mail|mail|email address|e mail address|mail address|email adresse|e mail adresse|mailadresse|
        courriel|adresse email|adresse e mail|adresse de messagerie|adresse mail|correo|correo electronico|
        direccion de correo electronico|direccion de correo|posta elettronica|indirizzo email|indirizzo e mail|
        indirizzo di posta elettronica|endereco de email|endereco de e mail|correio eletronico|e mailadres|emailadres|
        e postadress|e post|epost|e postadresse|epostadresse|adres email|adres e mail|sahkoposti|sahkopostiosoite|
        электронная почта|эл почта|почта|електронна пошта|e posta|e posta adresi|メール|メールアドレス|邮箱|电子邮件|
        電子郵件|이메일""",
    "phone": """phone|phone number|telephone|telephone number|tel|mobile|mobile phone|mobile number|cell|cell phone|
        cellphone|work phone|home phone|business phone|telefon|telefonnummer|rufnummer|handy|handynummer|mobil|
        mobiltelefon|mobilnummer|telefone|numero de telephone|portable|telephone mobile|telephone portable|telefono|
        numero de telefono|movil|telefono movil|celular|cellulare|numero di telefono|telefono cellulare|telemovel|
        numero de telefone|telefoon|telefoonnummer|mobiel|gsm|telefonnr|mobilnr|telefon komorkowy|numer telefonu|
        komorka|puhelin|puhelinnumero|matkapuhelin|телефон|номер телефона|мобильный|мобільний|cep telefonu|電話|
        電話番号|携帯電話|电话|手机|전화|전화번호|휴대폰""",
    "profile": """profile|profile url|profile address|linkedin|linkedin url|linkedin profile|xing|xing profil|profil|
        profil linkedin|perfil|perfil de linkedin|profilo|profilo linkedin|profiel|twitter|github|social profile""",
    "birthday": """birthday|birth date|birthdate|date of birth|dob|born|geburtstag|geburtsdatum|anniversaire|
        date de naissance|cumpleanos|fecha de nacimiento|compleanno|data di nascita|aniversario|data de nascimento|
        verjaardag|geboortedatum|fodelsedag|fodelsedatum|bursdag|fodselsdag|fodselsdato|urodziny|data urodzenia|
        narozeniny|datum narozeni|syntymapaiva|день рождения|дата рождения|день народження|dogum gunu|dogum tarihi|
        誕生日|生年月日|生日|출생일|생일""",
    "note": """note|notes|comment|comments|remark|remarks|description|notiz|notizen|bemerkung|bemerkungen|kommentar|
        anmerkung|anmerkungen|beschreibung|remarque|remarques|commentaire|commentaires|nota|notas|comentario|comentarios|
        observaciones|commento|commenti|observacoes|opmerking|opmerkingen|notitie|notities|anteckning|anteckningar|
        kommentarer|notat|notater|uwagi|notatki|poznamka|poznamky|muistiinpano|muistiinpanot|заметки|комментарий|примечание|
        примітки|notlar|not|aciklama|メモ|備考|备注|메모""",
    "tags": """tag|tags|label|labels|category|categories|group|groups|list|lists|kategorie|kategorien|gruppe|gruppen|
        schlagwort|schlagworter|categorie|groupe|groupes|etiquette|etiquettes|categoria|categorias|grupo|grupos|etiqueta|
        etiquetas|gruppo|gruppi|etichetta|etichette|categorieen|groep|groepen|kategori|kategorier|grupper|kategoria|grupa|
        ryhma|категория|группа|категорія|kategoriler|grup|分類|グループ|标签|分组|그룹|태그""",
    "time_zone": """time zone|timezone|tz|zeitzone|fuseau horaire|zona horaria|fuso orario|fuso horario|tijdzone|
        tidszon|tidssone|tidszone|strefa czasowa|часовой пояс|saat dilimi|タイムゾーン|时区""",
}
_PLAIN = re.compile(r"[\W_]+")


def _plain(name: str) -> str:
    return _PLAIN.sub(" ", fold(name)).strip()


_FIELD_OF = {
    _plain(name): field for field, names in reversed(_HEADINGS.items()) for name in re.split(r"\s*\|\s*", names.strip())
}
_NUMBERED = re.compile(r"(.*?) ?(\d{1,2})(?: value| address| adresse)?")
# Words within longer headings: "Telefon geschäftlich", "E-Mail 2: Adresse".
_MAIL_WITHIN = re.compile(r"mail|courriel|correo|poczt|почт")
_PHONE_WITHIN = re.compile(r"phone|telefon|telefoon|mobil|handy|cellul|celular|movil|puhelin|телефон|電話|电话|전화")
_NO_VALUE = re.compile(
    r"\b(type|typ|tipo|art|label|anzeigename|display|name|nom|fax|telefax|pager|verified|status|marketing|consent|newsletter"
    r"|date|count|opt|assistant|assistent)\b"
)
_PRIVATE = re.compile(
    r"\b(home|private|privat|privee?|personal|personnel|casa|mobile|mobil\w*|cell\w*|handy\w*|portable|movil|celular|iphone"
    r"|thuis|hem|domicile|particular)\b"
)


def columns_of(sheet: Sheet) -> tuple[str, ...]:
    """The header's names, each once: a second "Value" is "Value (2)", so that each can be chosen for itself."""
    taken: set[str] = set()
    columns = []
    for name in sheet.header:
        column, again = name, 1
        while column in taken:
            again += 1
            column = f"{name} ({again})"
        taken.add(column)
        columns.append(column)
    return tuple(columns)


def guess(header: Sequence[str]) -> dict[str, str]:
    """Column to field, where the heading gives it away. A field is given once, notes and tags as often as they come."""
    found: dict[str, str] = {}
    for column in header:
        field = _field_of(_plain(column))
        if field in found.values() and field not in _MANY:
            field = _SECOND.get(field, "")
        if field and column not in found and (field in _MANY or field not in found.values()):
            found[column] = field
    fields = set(found.values())
    if "first_name" in fields and "last_name" not in fields:
        # "Name; Vorname": beside a first name, the name is the family's.
        found = {column: "last_name" if field == "name" else field for column, field in found.items()}
    return found


def sheet_of(file: BinaryIO) -> Sheet:
    """Anybody's table."""
    return Sheet(file, may_be_header=_names_columns)


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether two cells or more, and at least half of those that say anything, are known headings."""
    said = [cell for cell in cells if cell.strip()]
    return len(known := guess(said)) >= 2 and 2 * len(known) >= len(said)


def _field_of(name: str) -> str:
    if not name or len(name) > 80:
        return ""
    if field := _FIELD_OF.get(name):
        return field
    if (numbered := _NUMBERED.fullmatch(name)) and (field := _FIELD_OF.get(numbered[1])):
        return field if field in _SECOND else ""
    if _NO_VALUE.search(name):
        return ""
    if _MAIL_WITHIN.search(name):
        return "email"
    return "phone" if _PHONE_WITHIN.search(name) else ""


def read_mapped(sheet: Sheet, *, mapping: Mapping[str, str], part: str = "") -> Iterator[Row]:
    """A row for each of the table's, by ``mapping`` of `columns_of` to `FIELDS`."""
    columns = [
        (place, name, field)
        for place, name in enumerate(columns_of(sheet))
        if (field := mapping.get(name, "")) in FIELDS and field != "ignore"
    ]
    several_notes = sum(field == "note" for _place, _name, field in columns) > 1
    days = [place for place, _name, field in columns if field == "birthday"]
    for found, day_first in with_order(sheet.rows(part=part), days):
        if not isinstance(found, Record):
            yield found
            continue
        into = Gathered()
        names: dict[str, list[str]] = {}
        for place, heading_, field in columns:
            value = found.cells[place].strip()
            if not value:
                continue
            if field in _NAMES:
                names.setdefault(field, []).append(value)
            elif field == "note" and several_notes:
                into.remark(heading_.strip(), value)
            else:
                _place(into, field, value, label=label_of(heading_), day_first=day_first)
        into.call(
            " ".join(names.get("name", ())),
            " ".join([*names.get("first_name", ()), *names.get("last_name", ())]),
            *into.also_known_as,
        )
        yield from into.rows(line=found.line, part=part, raw=" | ".join(cell for cell in found.cells if cell.strip()))


def _place(into: Gathered, field: str, value: str, *, label: HandleLabel, day_first: bool | None) -> None:
    if field in {"organisation", "role", "place"}:
        into.fact(field, str(FIELDS[field]).capitalize(), value.replace("\n", ", "))
    elif field in {"email", "email_2"}:
        for one in re.split(r"\s*(?:[,;\n]|:::)\s*", value):
            into.email(one, label)
    elif field in {"phone", "phone_2"}:
        for one in numbers_in(value):
            into.phone(one, label)
    elif field == "profile":
        for one in value.split():
            into.web(one, label, profile="/" in normal_handle(HandleKind.PROFILE, one))
    elif field == "birthday":
        into.day(DateKind.BIRTHDAY, value, day_first=day_first)
    elif field == "tags":
        for one in re.split(r"\s*(?:[,;|\n]|:::)\s*", value):
            into.tag(one)
    elif field == "time_zone":
        into.zone(value)
    elif field == "also_known_as":
        into.also(value)
    else:
        into.note(value)


def numbers_in(value: str) -> list[str]:
    """The numbers of one cell: parted by semicolons or lines, or by commas where each side could be one."""
    found = [one for one in re.split(r"\s*(?:[;\n]|:::)\s*", value) if one]
    pieces = [one for part in found for one in part.split(",") if one.strip()]
    return pieces if all(sum(map(str.isdigit, one)) >= 6 for one in pieces) else found


def label_of(name: str) -> HandleLabel:
    """Whose hours an address belongs to, as its column or kind tells. A mobile phone is somebody's own."""
    return HandleLabel.PERSONAL if _PRIVATE.search(_plain(name)) else HandleLabel.WORK


def with_order(
    rows: Iterator[Record | Refused | LeftOut], days: Sequence[int]
) -> Iterator[tuple[Record | Refused | LeftOut, bool | None]]:
    """The rows, each with whether the table writes the day before the month, in the columns ``days``; None where its
    beginning leaves that open.
    """
    if not days:
        for row in rows:
            yield row, None
        return
    ahead: list[Record | Refused | LeftOut] = []
    size = 0
    for row in rows:
        ahead.append(row)
        size += sum(map(len, row.cells)) if isinstance(row, Record) else 0
        if len(ahead) >= LOOK_AHEAD_ROWS or size > LOOK_AHEAD_SIGNS:
            break
    day_first = order_of(row.cells[place] for row in ahead if isinstance(row, Record) for place in days)
    for row in ahead:
        yield row, day_first
    ahead.clear()
    for row in rows:
        yield row, day_first


def headings(sheet: Sheet) -> list[str]:
    """The header's names as they are compared."""
    return [heading(name) for name in sheet.header]
