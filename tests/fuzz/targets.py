"""What is fuzzed: each reader by itself, and the front door. A target takes any bytes; it fails where a reader raises
anything but `Unreadable`, hands over a row that is none, or says something else the second time.
"""

import io
from collections.abc import Callable, Iterator
from functools import partial

from contacts.importers import google, mapped, monica, outlook, rapport, vcard
from contacts.importers.linkedin import LinkedinFile, read_linkedin
from contacts.importers.mapped import FIELDS
from contacts.importers.rows import Row
from contacts.importers.sheets import Sheet
from contacts.importers.unreadable import Unreadable
from contacts.wording_imports import unreadable_sentence
from tests.fuzz.seeds import SEEDS
from tests.importers.validity import check, rows_of

Target = Callable[[bytes], None]


def _reads(rows_in: Callable[[bytes], Iterator[Row]], data: bytes) -> None:
    times = []
    for _again in range(2):
        rows: list[Row] = []
        try:
            rows.extend(rows_in(data))
        except Unreadable as error:
            assert str(unreadable_sentence(error.why, error.told))
        check(rows)
        times.append(rows)
    assert times[0] == times[1]


def _vcard(data: bytes) -> Iterator[Row]:
    return vcard.read_vcard(io.BytesIO(data))


def _google(data: bytes) -> Iterator[Row]:
    return google.read_google(Sheet(io.BytesIO(data), is_header=google.recognises))


def _outlook(data: bytes) -> Iterator[Row]:
    return outlook.read_outlook(Sheet(io.BytesIO(data), is_header=outlook.recognises))


def _mapped(data: bytes) -> Iterator[Row]:
    sheet = mapped.sheet_of(io.BytesIO(data))
    names = list(FIELDS)
    by_place = {name: names[place % len(names)] for place, name in enumerate(sheet.header)}
    return mapped.read_mapped(sheet, mapping=mapped.guess(sheet.header) or by_place)


def _monica(data: bytes) -> Iterator[Row]:
    return monica.read_monica(io.BytesIO(data))


def _rapport(data: bytes) -> Iterator[Row]:
    return rapport.read_rapport(io.BytesIO(data))


def _linkedin(sort: LinkedinFile, data: bytes) -> Iterator[Row]:
    return read_linkedin(io.BytesIO(data), sort)


def _door(data: bytes) -> None:
    first, second = rows_of(data), rows_of(data)
    assert isinstance(first, Unreadable) or first == second


TARGETS: dict[str, Target] = {
    "door": _door,
    "vcard": partial(_reads, _vcard),
    "google": partial(_reads, _google),
    "outlook": partial(_reads, _outlook),
    "mapped": partial(_reads, _mapped),
    "monica": partial(_reads, _monica),
    "rapport": partial(_reads, _rapport),
    **{
        f"linkedin_{sort.value}": partial(_reads, partial(_linkedin, sort))
        for sort in LinkedinFile
        if sort != LinkedinFile.RECOMMENDATIONS
    },
}


def seeds_of(target: str) -> list[bytes]:
    """What a target begins with: for the front door everything."""
    if target == "door":
        return [data for several in SEEDS.values() for data in several]
    return list(SEEDS.get(target, ()))
