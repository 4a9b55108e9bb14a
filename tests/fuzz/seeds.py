"""Small whole files to begin with: a fuzzer finds more from something that is nearly right."""

from contacts.importers.linkedin import LinkedinFile
from tests.importers import files
from tests.importers.monica_export import contact, entry, everything, export, group
from tests.importers.test_tables_of_people import GOOGLE_NEW, GOOGLE_OLD, OUTLOOK
from tests.importers.test_vcard import WHOLE, card

_VCARDS = (
    WHOLE,
    card("FN:Ana", "AGENT:", "BEGIN:VCARD", "FN:Jo", "END:VCARD", "TITLE:Boss", version="2.1").encode(),
    card("KIND:group", "FN:Sailors", version="4.0").encode(),
    card("FN:Ana", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-01-22", "TEL;VALUE=uri:tel:+47;ext=1", "CATEGORIES:a,b").encode(),
    card("FN:Zoë", "URL:https://github.com/zoe", "X-SOCIALPROFILE;type=x:https://x.com/zoe", "TZ:Europe/Oslo").encode(
        "utf-16"
    ),
)
_JSON = (
    everything(indent=None),
    export(contact("a", group("note", entry(body="tea")), first_name="Ana"), indent=None),
)
_RAPPORT = (
    b'{"format": "rapport-export", "version": 2, "account": {"public_id": "a"}, "people":'
    b' [{"name": "Ana", "handles": []}], "tags": [{"name": "x"}], "merges": [{}], "digests": [1]}',
)
_GIVEN = (*files.RECOMMENDATIONS,)

SEEDS: dict[str, tuple[bytes, ...]] = {
    "vcard": _VCARDS,
    "monica": _JSON,
    "rapport": _RAPPORT,
    "google": (
        files.table(GOOGLE_NEW, ["3/4/1980 ::: a@example.org"] * len(GOOGLE_NEW), ["Ada"] * len(GOOGLE_NEW)),
        files.table(GOOGLE_OLD, ["* Ada"] * len(GOOGLE_OLD)),
    ),
    "outlook": (files.table(OUTLOOK, ["Ada"] * len(OUTLOOK), ["3/4/1980"] * len(OUTLOOK)),),
    "mapped": (
        files.table(
            ("Name", "Vorname", "E-Mail", "Geburtstag"), ("King", "Ada", "a@example.org", "22.3.1980"), delimiter=";"
        ),
        b'sep=;\r\nName;Phone\r\n"Ada\r\nKing";+47 22 33 44 55\r\n',
    ),
    f"linkedin_{LinkedinFile.CONNECTIONS}": (files.table(files.CONNECTIONS, files.ANA, before=files.PREAMBLE),),
    f"linkedin_{LinkedinFile.MESSAGES}": (files.table(files.MESSAGES, files.message()),),
    f"linkedin_{LinkedinFile.INVITATIONS}": (
        files.table(
            files.INVITATIONS, ("A", "B", "1/29/26, 2:37 PM", "hi", "INCOMING", files.profile("a"), files.profile("b"))
        ),
    ),
    f"linkedin_{LinkedinFile.RECOMMENDATIONS_GIVEN}": (
        files.table(_GIVEN, ("Ana", "Sousa", "Acme", "Nurse", "Kind", "02/08/26, 02:37 PM", "VISIBLE")),
    ),
    f"linkedin_{LinkedinFile.RECOMMENDATIONS_RECEIVED}": (
        files.table(_GIVEN, ("Ana", "Sousa", "Acme", "Nurse", "Kind", "02/08/26, 02:37 PM", "VISIBLE")),
    ),
}
