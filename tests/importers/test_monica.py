"""Monica's export: people with everything that was written about them, and nothing of it lost in silence."""

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contacts.importers.json_items import ShortLines
from contacts.importers.monica import read_monica
from contacts.importers.recognise import Unreadable
from contacts.importers.rows import DateRow, LeftOut, OwnRow, PersonRow, Refused, Row
from contacts.vocabulary import DateKind, HandleKind, HandleLabel
from tests.importers.monica_export import contact, entry, everything, export, group, special
from tests.importers.validity import check, people, person, rows_of


def read(data: bytes) -> list[Row]:
    rows = rows_of(data)
    assert isinstance(rows, list)
    return rows


@pytest.mark.parametrize("indent", [4, None])
def test_every_entry_of_the_file_is_accounted_for(indent: int | None) -> None:
    rows = read(everything(indent=indent))
    assert [type(row) for row in rows] == [OwnRow, OwnRow, PersonRow, PersonRow, *[LeftOut] * 4]
    assert [(row.why, row.told.get("name")) for row in rows if isinstance(row, LeftOut)] == [
        ("monica_partial", "Kid"),
        ("empty_row", None),
        ("monica_photo", "pier.jpg"),
        ("monica_journal", "My day"),
    ]


def test_rows_say_on_which_line_they_begin() -> None:
    data = everything()
    lines = data.decode().split("\n")
    for row in people(rows_of(data)):
        there = "\n".join(lines[row.line - 1 : row.line + 12])
        assert lines[row.line - 1].strip() == "{" and f'"first_name": "{row.name.split()[0]}"' in there


def test_a_person_has_names_addresses_days_and_tags() -> None:
    ada = people(rows_of(everything()))[0]
    assert (ada.name, ada.also_known_as, ada.organisation, ada.role) == ("Ada King", "Countess", "Engines", "Analyst")
    assert (ada.place, ada.tags) == ("London, GB", ("math", "starred"))
    assert [(handle.kind, handle.value, handle.label) for handle in ada.handles] == [
        (HandleKind.EMAIL, "ada@example.org", HandleLabel.PERSONAL),
        (HandleKind.PHONE, "+44 20 7946 0000", HandleLabel.PERSONAL),
        (HandleKind.PROFILE, "https://twitter.com/ada", HandleLabel.PERSONAL),
    ]
    assert ada.dates == (
        DateRow(kind=DateKind.BIRTHDAY, month=12, day=10),
        DateRow(kind=DateKind.OTHER, month=5, day=1, year=2020, label="Name day"),
    )


@pytest.mark.parametrize(
    "line",
    [
        "Met at the pier",
        "Food: no nuts",
        "First met: 2020-02-02",
        "First met through: Bo",
        "Child: Kid",
        "Call (they called), 2021-03-04: About bikes; joy",
        "Twitter: @ada",
        "I owe them: 10 EUR; inprogress",
        "Gift (offered), 2020-12-24: A book",
        "Note, 2021-03-04: Likes tea",
        "no milk",
        "Reminder, 2020-05-01, every 2 week: Ring",
        "Task (open): Send the plan",
        "Address: 1 Quay, London, GB",
        "Pet (dog): Rex",
        "Conversation (Twitter), 2021-02-02: I wrote, 2021-02-02: hi",
        "They wrote, 2021-02-02: hello",
        "New home, 2019-01-01: Moved; to London",
        "Just hung out, 2021-04-04: A walk",
        "Left in Monica: pier.jpg",
        'Occupation: {"title": "Analyst"}',
    ],
)
def test_what_has_no_place_stands_in_the_note(line: str) -> None:
    assert line in people(rows_of(everything()))[0].note.split("\n")


def test_nothing_is_planned_for_the_dead() -> None:
    bo = people(rows_of(everything()))[1]
    assert (bo.dates, bo.note) == ((), "Deceased: 2020-01-01\nBirthday in the file: 1950-03-02")


def test_of_an_age_no_birthday_is_made() -> None:
    row = person(export(contact("a", first_name="Ana", birthdate=special("1980-01-01", is_age_based=True))))
    assert (row.dates, row.note) == ((), "Year of birth, by age: 1980")


def test_entries_that_do_not_fit_into_the_note_are_refused_one_by_one() -> None:
    notes = group("note", *(entry(body=f"{number} " + "x" * 9_000) for number in range(4)))
    rows = read(export(contact("a", notes, first_name="Ana")))
    assert [type(row) for row in rows[1:]] == [PersonRow, Refused, Refused]
    assert all(isinstance(row, Refused) and row.told["name"] == "Ana" for row in rows[2:])


def test_lists_that_are_written_as_maps_are_lists() -> None:
    data = json.loads(export(contact("a", group("note", entry(body="tea")), first_name="Ana")))
    for place in (data["account"], data["account"]["data"][1]["values"][0]):
        place["data"] = {str(number): one for number, one in enumerate(place["data"])}
    for one in data["account"]["data"].values():
        one["values"] = {str(number): value for number, value in enumerate(one["values"])}
    assert person(json.dumps(data).encode()).note == "Note, 2021-03-04: tea"


def test_a_person_too_large_costs_themselves_alone() -> None:
    notes = group("note", *(entry(body="x" * 100_000) for _ in range(12)))
    rows = read(export(contact("a", notes, first_name="Big", last_name="Ana"), contact("b", first_name="Bo")))
    assert isinstance(rows[1], Refused) and (rows[1].why, rows[1].excerpt) == ("row_too_long", "Big Ana")
    assert isinstance(rows[2], PersonRow) and rows[2].name == "Bo"


@pytest.mark.parametrize("cut", [200, 1_000, 4_000, -2])
def test_a_file_that_breaks_off_brings_nobody(cut: int) -> None:
    with pytest.raises(Unreadable) as raised:
        list(read_monica(io.BytesIO(everything()[:cut])))
    assert raised.value.why == "json_broken"


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"account":{"data":' + b"[" * 50 + b"]" * 50 + b"}}",
        b'{"a":' + b"9" * 70_000 + b"}",
        b'{"a":NaN}',
    ],
    ids=["deep", "too deep", "endless number", "no number"],
)
def test_json_that_is_made_to_break_is_said_to_be_broken(data: bytes) -> None:
    with pytest.raises(Unreadable):
        list(read_monica(io.BytesIO(data)))


def test_pictures_in_the_file_take_no_memory() -> None:
    photos = group("photo", *(entry(f"p{number}", dataUrl="A" * 6_000_000) for number in range(5)))
    data = export(contact("a", first_name="Ana"), more=(photos,))
    tracemalloc.start()
    try:
        rows = list(read_monica(io.BytesIO(data)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len([row for row in rows if isinstance(row, LeftOut)]) == 5
    assert peak < 20_000_000


@pytest.mark.parametrize("unit", ["é", "\\u00e9", "\\\\", '\\"', "\U0001f600", "\\ud83d\\ude00"])
@pytest.mark.parametrize("before", ["", "xyz"])
def test_a_long_text_is_cut_between_two_signs(unit: str, before: str) -> None:
    data = ('{"a": "' + before + unit * 350_000 + '", "b": "kept"}').encode()
    source = ShortLines(io.BytesIO(data))
    short = b"".join(iter(source.read, b""))
    found = json.loads(short)
    assert found["b"] == "kept" and len(short) <= 1_000_050
    assert json.loads(data)["a"].startswith(found["a"].rstrip("\ud83d"))


_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_KEYS = st.sampled_from(
    [
        *("first_name", "last_name", "nickname", "tags", "birthdate", "is_dead", "is_partial", "data", "type", "body"),
        *("happened_at", "messages", "initial_date", "frequency_type", "title", "uuid", "properties", "amount", "city"),
    ]
)
_KINDS = st.sampled_from(
    [
        *("call", "contact_field", "debt", "gift", "note", "reminder", "task", "address", "pet", "conversation"),
        *("life_event", "activity", "photo", "occupation", ""),
    ]
)


@settings(max_examples=120, deadline=None)
@given(
    st.dictionaries(_KEYS, _VALUES, max_size=8),
    st.lists(st.tuples(_KINDS, st.one_of(_VALUES, st.dictionaries(_KEYS, _VALUES, max_size=5))), max_size=6),
)
def test_whatever_stands_where_something_else_should_comes_to_valid_rows(
    said: dict[str, Any], entries: list[tuple[str, Any]]
) -> None:
    groups = [{"count": 1, "type": kind, "values": [{"properties": value}, value]} for kind, value in entries]
    check(read(export({"uuid": "a", "properties": said, "data": groups}, contact("b", first_name="Bo"))))


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 9_000), st.integers(0, 40), st.binary(max_size=20))
def test_a_damaged_file_is_read_or_said_to_be_damaged(at: int, gone: int, there: bytes) -> None:
    data = everything()
    rows_of(data[:at] + there + data[at + gone :])
